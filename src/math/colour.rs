//! Colours in formulas: CSS names, hexadecimal colours, and those of the theme by name.

use std::ops::Range;

use ratex_types::color::Color;

use super::scan::{find_plain_argument, scan_commands};
use super::{FormulaError, FormulaErrorKind};
use crate::diagnostic::find_nearest;

/// The colour of a part of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathColour {
    /// That of the text around the formula.
    Inherited,
    /// A colour of the theme, by its name.
    Theme(&'static str),
    /// Red, green, blue and opacity.
    Fixed([u8; 4]),
}

/// The colours of the theme that `\color` and its relatives know, by the names of the palette.
pub const THEME_COLOURS: [&str; 14] = [
    "background",
    "surface",
    "text",
    "muted",
    "title",
    "bold",
    "link",
    "primary",
    "on_primary",
    "accent",
    "line",
    "mark",
    "tip",
    "warning",
];

/// The library passes colours through as numbers. An opacity that nobody writes marks those that
/// stand for something else: the blue part is then a position in [`THEME_COLOURS`].
const MARKED_OPACITY: u8 = 1;
const INHERITED: u8 = 255;

/// The colour that the library draws with where the author sets none.
pub(super) fn inherited_colour() -> Color {
    marked_colour(INHERITED)
}

fn marked_colour(position: u8) -> Color {
    let part = |value: u8| f32::from(value) / 255.0;
    Color::new(0.0, part(254), part(position), part(MARKED_OPACITY))
}

/// Returns the meaning of a colour from the library.
pub(super) fn decode_colour(colour: Color) -> MathColour {
    let [r, g, b, a] =
        [colour.r, colour.g, colour.b, colour.a].map(|part| (part * 255.0).round() as u8);
    if (r, g, a) == (0, 254, MARKED_OPACITY) {
        return THEME_COLOURS
            .get(usize::from(b))
            .map_or(MathColour::Inherited, |name| MathColour::Theme(name));
    }
    // The library draws some rules in its own black.
    if (r, g, b, a) == (0, 0, 0, 255) {
        MathColour::Inherited
    } else {
        MathColour::Fixed([r, g, b, a])
    }
}

/// Returns how a colour that the author wrote is passed to the library; `None` if it does not
/// exist.
pub(super) fn encode_colour(written: &str) -> Option<String> {
    let name = written.trim();
    if let Some(position) = THEME_COLOURS.iter().position(|theme| *theme == name.replace('-', "_"))
    {
        return Some(format!("#00fe{position:02x}{MARKED_OPACITY:02x}"));
    }
    let colour = Color::parse(name)?;
    // Black that the author wrote is black also on a dark page.
    let is_black = (colour.r, colour.g, colour.b) == (0.0, 0.0, 0.0);
    Some(if is_black { "#010101".to_owned() } else { name.to_owned() })
}

/// The names of colours that messages suggest.
pub(super) const NAMED_COLOURS: [&str; 20] = [
    "red", "green", "blue", "orange", "yellow", "purple", "pink", "brown", "gray", "teal", "cyan",
    "magenta", "navy", "olive", "maroon", "lime", "black", "white", "violet", "silver",
];

/// The commands that take a colour, and how many.
const COLOUR_COMMANDS: [(&str, usize); 4] =
    [("\\fcolorbox", 2), ("\\colorbox", 1), ("\\textcolor", 1), ("\\color", 1)];

/// Returns the places of the colours in a formula, in order.
fn colour_ranges(source: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for command in scan_commands(source) {
        let known = COLOUR_COMMANDS.iter().find(|(name, _)| *name == &source[command.clone()]);
        let mut at = command.end;
        for _ in 0..known.map_or(0, |(_, count)| *count) {
            let Some(colour) = find_plain_argument(source, at) else { break };
            at = colour.end + 1;
            ranges.push(colour);
        }
    }
    ranges
}

pub(super) fn find_unknown_colours(source: &str) -> Vec<FormulaError> {
    let unknown = |range: Range<usize>| {
        let name = &source[range.clone()];
        if encode_colour(name).is_some() {
            return None;
        }
        let known = THEME_COLOURS.into_iter().chain(NAMED_COLOURS);
        let help = match find_nearest(name, known) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "write a colour of the theme such as `primary` or `accent`, a name such as \
                `red`, or a number such as `#c03`"
                .to_owned(),
        };
        Some(FormulaError::new(
            FormulaErrorKind::UnknownColour,
            format!("unknown colour `{name}`"),
            help,
            range,
        ))
    };
    colour_ranges(source).into_iter().filter_map(unknown).collect()
}

/// Returns a formula with its colours as the library gets them.
pub(super) fn encode_colours(source: &str) -> String {
    let mut encoded = source.to_owned();
    for range in colour_ranges(source).into_iter().rev() {
        if let Some(colour) = encode_colour(&source[range.clone()]) {
            encoded.replace_range(range, &colour);
        }
    }
    encoded
}
