//! Reads the options that Marp writes into the brackets of a picture.

/// The side of a slide that a picture fills.
#[derive(Clone, Copy, Debug)]
pub(super) enum PictureSide {
    Left,
    Right,
}

/// The width of a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct PictureWidth {
    /// In percent of the slide.
    pub percent: f32,
    /// Whether the author wrote pixels.
    pub is_pixels: bool,
}

impl PictureWidth {
    /// The narrowest picture whose width in pixels is kept, in percent of its place.
    const MIN_PERCENT: f32 = 34.0;

    /// Returns the width of one of `count` pictures side by side, as a share of its place; `None`
    /// if it takes its place, or would be tiny in it.
    pub(super) fn in_row_of(self, count: usize) -> Option<f32> {
        let percent = (self.percent * count as f32).min(100.0);
        let is_tiny = self.is_pixels && percent < Self::MIN_PERCENT;
        let is_whole = percent >= 90.0 && count > 1;
        (!is_tiny && !is_whole).then_some((percent * 10.0).round() / 10.0)
    }
}

/// Marp's options in the brackets of a picture: `bg right:40% w:300`.
pub(super) struct PictureOptions {
    pub background: bool,
    pub side: Option<PictureSide>,
    pub width: Option<PictureWidth>,
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
                    let share = value.strip_suffix('%');
                    let number = share.unwrap_or(value.trim_end_matches("px")).parse::<f32>();
                    let number = number.ok().filter(|number| number.is_finite() && *number > 0.0);
                    // A Marp page is 1280 px wide.
                    let percent = number.map(|number| match share {
                        Some(_) => number.min(100.0),
                        None => (number / 12.8).clamp(5.0, 100.0).round(),
                    });
                    options.width =
                        percent.map(|percent| PictureWidth { percent, is_pixels: share.is_none() });
                }
                _ if options.background && value.is_empty() && name.ends_with('%') => {}
                "h" | "height" if !value.is_empty() => {}
                "fit" | "cover" | "contain" | "auto" | "vertical" | "horizontal"
                    if options.background => {}
                "drop-shadow" | "hue-rotate" => {}
                "contrast" | "invert" | "saturate" | "sepia"
                    if options.background || !value.is_empty() => {}
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
