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
    /// In percent of the slide, or in pixels.
    pub value: f32,
    /// Whether the author wrote pixels, or another length.
    pub is_pixels: bool,
}

impl PictureWidth {
    /// The narrowest picture whose width in pixels is kept, in percent of its place.
    const MIN_PERCENT: f32 = 34.0;

    /// Returns the width of one of `count` pictures side by side, as a share of its place; `None`
    /// if it takes its place, or would be tiny in it. The slide of the tool is `slide_width` pixels
    /// wide.
    pub(super) fn in_row_of(self, count: usize, slide_width: f32) -> Option<f32> {
        let share = if self.is_pixels { self.value / slide_width * 100.0 } else { self.value };
        let share = if self.is_pixels { share.round() } else { share };
        let percent = (share * count as f32).min(100.0);
        let is_tiny = self.is_pixels && percent < Self::MIN_PERCENT;
        let is_whole = percent >= 90.0 && (count > 1 || self.is_pixels) || percent >= 99.5;
        (!is_tiny && !is_whole).then_some((percent * 10.0).round() / 10.0)
    }
}

/// Marp's options in the brackets of a picture: `bg right:40% w:300`.
pub(super) struct PictureOptions {
    pub background: bool,
    pub side: Option<PictureSide>,
    pub width: Option<PictureWidth>,
    /// Whether a filter makes the picture a ground for words.
    pub is_filtered: bool,
    pub alt: String,
}

impl PictureOptions {
    /// Parses the options.
    pub(super) fn parse(words: &str) -> Self {
        let mut options = PictureOptions {
            background: false,
            side: None,
            width: None,
            is_filtered: false,
            alt: String::new(),
        };
        let mut alt = Vec::new();
        for word in words.split_whitespace() {
            let (name, value) = word.split_once(':').unwrap_or((word, ""));
            match name {
                "bg" => options.background = true,
                "left" if options.background => options.side = Some(PictureSide::Left),
                "right" if options.background => options.side = Some(PictureSide::Right),
                "w" | "width" if !value.is_empty() => options.width = read_length(value),
                _ if options.background && value.is_empty() && name.ends_with('%') => {}
                "h" | "height" if !value.is_empty() => {}
                "fit" | "cover" | "contain" | "auto" | "vertical" | "horizontal"
                    if options.background => {}
                "drop-shadow" | "hue-rotate" => {}
                "contrast" | "invert" | "saturate" | "sepia"
                    if options.background || !value.is_empty() =>
                {
                    options.is_filtered = true
                }
                // Deckset makes a picture the ground of words.
                "filtered" if options.background => options.is_filtered = true,
                _ if name.ends_with("brightness")
                    || name == "blur"
                    || name == "grayscale"
                    || name == "opacity" =>
                {
                    options.is_filtered = true
                }
                _ => alt.push(word),
            }
        }
        options.alt = alt.join(" ");
        options
    }
}

/// Units of lengths and how many pixels they have.
const UNITS: [(&str, f32); 7] = [
    ("px", 1.0),
    ("in", 96.0),
    ("cm", 37.8),
    ("mm", 3.78),
    ("pt", 1.333),
    ("rem", 16.0),
    ("em", 16.0),
];

/// Reads a width: `50%`, `300`, `300px`, `5cm`.
pub(super) fn read_length(text: &str) -> Option<PictureWidth> {
    let text = text.trim();
    let number = |text: &str| {
        let number = text.trim().parse::<f32>().ok()?;
        (number.is_finite() && number > 0.0).then_some(number)
    };
    if let Some(share) = text.strip_suffix('%') {
        return Some(PictureWidth { value: number(share)?.min(100.0), is_pixels: false });
    }
    let unit = UNITS.iter().find_map(|(unit, pixels)| Some((text.strip_suffix(unit)?, *pixels)));
    let (digits, pixels) = unit.unwrap_or((text, 1.0));
    Some(PictureWidth { value: number(digits)? * pixels, is_pixels: true })
}
