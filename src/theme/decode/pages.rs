//! Decodes the styles of pages.

use super::{Lookup, ThemeDecoder};
use crate::theme::vocabulary::{
    BAND, NUMERAL, NUMERAL_STYLES, ORNAMENT, ORNAMENT_SHAPES, POINT_LAYOUTS, TEXT_ALIGNS,
    TEXT_PLACES, TITLE_PLACES,
};
use crate::theme::{
    CoverBand, Length, Numeral, Ornament, PageBackground, PageStyle, Palette, TextArea, TitlePlace,
};
use crate::yaml::Node;

/// Distance of the lines of a grid where a theme does not set it, in pt.
const DEFAULT_STEP: f32 = 24.0;

/// Width of the title beside the blocks of a content page, as a share of the page.
const TITLE_COLUMN_SHARE: f32 = 0.27;

/// Width of the panel with the title of a content page, as a share of the page.
const TITLE_PANEL_SHARE: f32 = 0.34;

impl ThemeDecoder<'_> {
    pub(super) fn decode_page_style(
        &mut self,
        node: &Node,
        usual: &Palette,
        inverse: &Palette,
    ) -> PageStyle {
        let is_inverse = self.decode_bool(&node.value_at("inverse"));
        let palette = if is_inverse { inverse } else { usual };
        let background = self.decode_background(&node.value_at("background"), palette);
        let ornaments = node.value_at("ornaments");
        let ornaments = ornaments
            .as_sequence()
            .unwrap_or_default()
            .iter()
            .map(|item| self.decode_ornament(item, palette))
            .collect();
        let band = node.value_at("band");
        let band = (!band.is_null()).then(|| CoverBand {
            height: self.decode_number(&band, &BAND, "height"),
            // Logos and footer on the band have the colours of a content page.
            colour: self.decode_colour(&band.value_at("fill"), Some(usual)),
        });
        let panel = node.value_at("panel");
        let panel =
            if panel.is_null() { 0.38 } else { self.decode_length(&panel).share.clamp(0.2, 0.6) };
        // The key has no effect, but themes may contain it.
        self.decode_bool(&node.value_at("centred"));
        let title = match self.decode_optional_choice(&node.value_at("title"), TITLE_PLACES) {
            TitlePlace::Beside(_) => TitlePlace::Beside(TITLE_COLUMN_SHARE),
            TitlePlace::Panel(_) => TitlePlace::Panel(TITLE_PANEL_SHARE),
            TitlePlace::Above => TitlePlace::Above,
        };
        let numeral = node.value_at("numeral");
        PageStyle {
            inverse: is_inverse,
            background,
            ornaments,
            band,
            panel_share: panel,
            text: self.decode_text_area(node),
            title,
            points: self.decode_optional_choice(&node.value_at("points"), POINT_LAYOUTS),
            numeral: (!numeral.is_null()).then(|| self.decode_numeral(&numeral, palette)),
        }
    }

    fn decode_background(&mut self, node: &Node, palette: &Palette) -> PageBackground {
        match node.as_sequence() {
            Some([from, to]) => PageBackground::Gradient {
                from: self.decode_colour(from, Some(palette)),
                to: self.decode_colour(to, Some(palette)),
            },
            Some(_) => {
                self.report_wrong_value(node, "one colour or a list of two", "`background`");
                PageBackground::Solid(palette.background)
            }
            None if node.is_null() => PageBackground::Solid(palette.background),
            None => PageBackground::Solid(self.decode_colour(node, Some(palette))),
        }
    }

    fn decode_ornament(&mut self, node: &Node, palette: &Palette) -> Ornament {
        Ornament {
            shape: self.decode_choice(&node.value_at("shape"), ORNAMENT_SHAPES),
            x: self.decode_length(&node.value_at("x")),
            y: self.decode_length(&node.value_at("y")),
            width: self.decode_length(&node.value_at("width")),
            height: self.decode_length(&node.value_at("height")),
            fill: self.decode_colour(&node.value_at("fill"), Some(palette)),
            line_width: node.has_key("line").then(|| self.decode_number(node, &ORNAMENT, "line")),
            step: if node.has_key("step") {
                self.decode_number(node, &ORNAMENT, "step")
            } else {
                DEFAULT_STEP
            },
        }
    }

    /// Decodes a length such as `40`, `-20`, `50%` or `100% - 330`.
    fn decode_length(&mut self, node: &Node) -> Length {
        let text = node.as_scalar().map_or("", |scalar| scalar.value.as_str());
        parse_length(text).unwrap_or_else(|| {
            self.report_wrong_value(node, "a length", "`40`, `50%` or `100% - 40`");
            Length::default()
        })
    }

    fn decode_text_area(&mut self, node: &Node) -> TextArea {
        let mut length = |key| node.has_key(key).then(|| self.decode_length(&node.value_at(key)));
        let (left, width) = (length("left"), length("width"));
        TextArea {
            left,
            width,
            place: self.decode_optional_choice(&node.value_at("place"), TEXT_PLACES),
            align: self.decode_optional_choice(&node.value_at("align"), TEXT_ALIGNS),
        }
    }

    fn decode_numeral(&mut self, node: &Node, palette: &Palette) -> Numeral {
        Numeral {
            style: self.decode_choice(&node.value_at("style"), NUMERAL_STYLES),
            size: self.decode_number(node, &NUMERAL, "size"),
            x: self.decode_length(&node.value_at("x")),
            y: self.decode_length(&node.value_at("y")),
            fill: self.decode_colour(&node.value_at("fill"), Some(palette)),
        }
    }
}

fn parse_length(text: &str) -> Option<Length> {
    let compact: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let number = |text: &str| {
        text.parse::<f32>().ok().filter(|value| value.is_finite() && value.abs() < 1e5)
    };
    match compact.split_once('%') {
        None => Some(Length { share: 0.0, points: number(&compact)? }),
        Some((share, "")) => Some(Length { share: number(share)? / 100.0, points: 0.0 }),
        Some((share, points)) => {
            Some(Length { share: number(share)? / 100.0, points: number(points)? })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_points_shares_or_both() {
        let length = |share, points| Some(Length { share, points });
        assert_eq!(parse_length("40"), length(0.0, 40.0));
        assert_eq!(parse_length("50%"), length(0.5, 0.0));
        assert_eq!(parse_length("100% - 330"), length(1.0, -330.0));
        assert_eq!(parse_length("wide"), None);
    }
}
