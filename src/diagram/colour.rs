//! Stand-in.
use super::drawing::DiagramColour;
pub(super) fn read_colour(text: &str) -> Option<DiagramColour> {
    let rest = text.strip_prefix('#')?;
    let value = u32::from_str_radix(rest, 16).ok()?;
    Some(DiagramColour((value >> 16) as u8, (value >> 8) as u8, value as u8))
}
