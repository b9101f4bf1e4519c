//! Reads the options that Marp writes into the brackets of a picture.

/// The side of a slide that a picture fills.
#[derive(Clone, Copy, Debug)]
pub(super) enum PictureSide {
    Left,
    Right,
}

/// Marp's options in the brackets of a picture: `bg right:40% w:300`.
pub(super) struct PictureOptions {
    pub background: bool,
    pub side: Option<PictureSide>,
    pub width: Option<String>,
    pub alt: String,
}

impl PictureOptions {
    /// Parses the options.
    pub(super) fn parse(words: &str) -> Self {
        let mut options =
            PictureOptions { background: false, side: None, width: None, alt: String::new() };
        let mut alt = Vec::new();
        for word in words.split_whitespace() {
            let (name, value) = word.split_once(':').unwrap_or((word, ""));
            match name {
                "bg" => options.background = true,
                "left" if options.background => options.side = Some(PictureSide::Left),
                "right" if options.background => options.side = Some(PictureSide::Right),
                "w" | "width" if !value.is_empty() => {
                    // A Marp page is 1280 px wide.
                    let percent = value
                        .trim_end_matches("px")
                        .parse::<f32>()
                        .ok()
                        .map(|px| (px / 12.8).clamp(5.0, 100.0).round());
                    options.width = if value.ends_with('%') {
                        Some(value.to_owned())
                    } else {
                        percent.map(|percent| format!("{percent}%"))
                    };
                }
                "h" | "height" if !value.is_empty() => {}
                "fit" | "cover" | "contain" | "auto" if options.background => {}
                _ if name.ends_with("brightness")
                    || name == "blur"
                    || name == "grayscale"
                    || name == "opacity" => {}
                _ => alt.push(word),
            }
        }
        options.alt = alt.join(" ");
        options
    }
}
