//! The relations between classes: `<|--`, `*--`, `..>` and others.

use crate::diagram::drawing::{EdgeEnd, StrokeStyle};

/// A relation as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WrittenRelation<'t> {
    pub left: &'t str,
    pub right: &'t str,
    pub ends: [EdgeEnd; 2],
    pub style: StrokeStyle,
}

/// The signs at the left and right end of a relation, longest first.
const LEFT: &[(&str, EdgeEnd)] = &[
    ("<|", EdgeEnd::Triangle),
    ("()", EdgeEnd::Circle),
    ("*", EdgeEnd::FilledDiamond),
    ("o", EdgeEnd::OpenDiamond),
    ("<", EdgeEnd::OpenArrow),
];
const RIGHT: &[(&str, EdgeEnd)] = &[
    ("|>", EdgeEnd::Triangle),
    ("()", EdgeEnd::Circle),
    ("*", EdgeEnd::FilledDiamond),
    ("o", EdgeEnd::OpenDiamond),
    (">", EdgeEnd::OpenArrow),
];

/// Finds a relation in a line: what is on its left and right, its ends and its line.
pub(super) fn find_relation(text: &str) -> Option<WrittenRelation<'_>> {
    let (at, style) = ["--", ".."]
        .into_iter()
        .filter_map(|line| Some((find_unquoted(text, line)?, line)))
        .min()
        .map(|(at, line)| {
            (at, if line == "--" { StrokeStyle::Solid } else { StrokeStyle::Dashed })
        })?;
    let (mut left, mut right) = (&text[..at], &text[at + 2..]);
    let mut ends = [EdgeEnd::None, EdgeEnd::None];
    for (sign, end) in LEFT {
        if let Some(rest) = left.strip_suffix(sign) {
            // The `o` of a name is no sign.
            let is_sign = *sign != "o" || rest.is_empty() || rest.ends_with([' ', '"']);
            if is_sign {
                (left, ends[0]) = (rest, *end);
                break;
            }
        }
    }
    for (sign, end) in RIGHT {
        if let Some(rest) = right.strip_prefix(sign) {
            let is_sign = *sign != "o" || rest.starts_with([' ', '"']);
            if is_sign {
                (right, ends[1]) = (rest, *end);
                break;
            }
        }
    }
    Some(WrittenRelation { left: left.trim(), right: right.trim(), ends, style })
}

/// Returns where `wanted` is in a text, outside quotes.
fn find_unquoted(text: &str, wanted: &str) -> Option<usize> {
    text.match_indices(wanted)
        .map(|(at, _)| at)
        .find(|&at| text[..at].matches('"').count().is_multiple_of(2))
}
