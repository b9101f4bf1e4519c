//! Colours that authors write in diagrams: CSS names, `#ff3300`, `rgb(255, 51, 0)`.

use color::{AlphaColor, Srgb};

use super::drawing::DiagramColour;

/// Reads a colour of CSS; `None` if it is not one, or if it is transparent.
pub(super) fn read_colour(text: &str) -> Option<DiagramColour> {
    let [red, green, blue] = parse_css_colour(text)?;
    Some(DiagramColour(red, green, blue))
}

/// Reads a colour of CSS as red, green and blue; `None` if it is not one, or if it is transparent.
pub fn parse_css_colour(text: &str) -> Option<[u8; 3]> {
    /// Longer texts are no colours, and the library need not read them.
    const MAX_BYTES: usize = 80;
    let text = Some(text.trim()).filter(|text| text.len() <= MAX_BYTES)?;
    let colour: AlphaColor<Srgb> = color::parse_color(text).ok()?.to_alpha_color();
    let [red, green, blue, opacity] = colour.to_rgba8().to_u8_array();
    (opacity > 0).then_some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_css_are_read() {
        let red = Some(DiagramColour(255, 0, 0));
        for text in
            ["red", "#f00", "#ff0000", "rgb(255, 0, 0)", "rgba(255,0,0,0.5)", "hsl(0,100%,50%)"]
        {
            assert_eq!(read_colour(text), red, "{text}");
        }
        for text in ["", "transparent", "redd", "#12", "rgb(", "rgb(1e400,0,0)x"] {
            assert_eq!(read_colour(text), None, "{text}");
        }
    }
}
