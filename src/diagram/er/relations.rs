//! The relations between entities: `||--o{`, or words such as `one to many`.

use crate::diagram::drawing::{EdgeEnd, StrokeStyle};

/// A relation as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EntityRelation<'t> {
    pub left: &'t str,
    pub right: &'t str,
    /// The cardinalities at both ends; `None` where there is none.
    pub ends: [Option<EdgeEnd>; 2],
    pub style: StrokeStyle,
}

/// The signs of cardinalities at the left and right end of a relation.
const LEFT: &[(&str, EdgeEnd)] = &[
    ("|o", EdgeEnd::ZeroOrOne),
    ("||", EdgeEnd::ExactlyOne),
    ("}o", EdgeEnd::ZeroOrMore),
    ("}|", EdgeEnd::OneOrMore),
];
const RIGHT: &[(&str, EdgeEnd)] = &[
    ("o|", EdgeEnd::ZeroOrOne),
    ("||", EdgeEnd::ExactlyOne),
    ("o{", EdgeEnd::ZeroOrMore),
    ("|{", EdgeEnd::OneOrMore),
];

/// Cardinalities in words. Those that end or start with a shorter one come first.
const WORDS: &[(&str, EdgeEnd)] = &[
    ("one or zero", EdgeEnd::ZeroOrOne),
    ("zero or one", EdgeEnd::ZeroOrOne),
    ("one or more", EdgeEnd::OneOrMore),
    ("one or many", EdgeEnd::OneOrMore),
    ("zero or more", EdgeEnd::ZeroOrMore),
    ("zero or many", EdgeEnd::ZeroOrMore),
    ("many(1)", EdgeEnd::OneOrMore),
    ("many(0)", EdgeEnd::ZeroOrMore),
    ("many", EdgeEnd::ZeroOrMore),
    ("only one", EdgeEnd::ExactlyOne),
    ("one", EdgeEnd::ExactlyOne),
    ("1+", EdgeEnd::OneOrMore),
    ("0+", EdgeEnd::ZeroOrMore),
    ("1", EdgeEnd::ExactlyOne),
];

/// Finds the relation in a line.
pub(super) fn find_relation(text: &str) -> Option<EntityRelation<'_>> {
    let lines = [
        ("--", StrokeStyle::Solid),
        ("..", StrokeStyle::Dashed),
        (".-", StrokeStyle::Dashed),
        ("-.", StrokeStyle::Dashed),
        (" optionally to ", StrokeStyle::Dashed),
        (" to ", StrokeStyle::Solid),
    ];
    for (sign, style) in lines {
        for (at, _) in text.match_indices(sign) {
            let (left, start) = take_left_end(&text[..at]);
            let (right, end) = take_right_end(&text[at + sign.len()..]);
            // Two words may also be part of the words of another relation: both are needed then.
            let is_word = sign.starts_with(' ');
            let is_relation =
                if is_word { start.and(end).is_some() } else { start.or(end).is_some() };
            if is_relation {
                let (left, right) = (left.trim(), right.trim());
                return Some(EntityRelation { left, right, ends: [start, end], style });
            }
        }
    }
    None
}

/// Splits the cardinality from the end of a text.
fn take_left_end(text: &str) -> (&str, Option<EdgeEnd>) {
    let trimmed = text.trim_end();
    for (sign, end) in LEFT {
        if let Some(rest) = trimmed.strip_suffix(sign) {
            return (rest, Some(*end));
        }
    }
    for (words, end) in WORDS {
        if let Some(rest) = trimmed.strip_suffix(words).filter(|rest| rest.ends_with(' ')) {
            return (rest, Some(*end));
        }
    }
    (text, None)
}

/// Splits the cardinality from the start of a text.
fn take_right_end(text: &str) -> (&str, Option<EdgeEnd>) {
    let trimmed = text.trim_start();
    for (sign, end) in RIGHT {
        if let Some(rest) = trimmed.strip_prefix(sign) {
            return (rest, Some(*end));
        }
    }
    for (words, end) in WORDS {
        if let Some(rest) = trimmed.strip_prefix(words).filter(|rest| rest.starts_with(' ')) {
            return (rest, Some(*end));
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cardinalities_are_signs_or_words() {
        use EdgeEnd::{ExactlyOne, OneOrMore, ZeroOrMore, ZeroOrOne};
        let read = |text: &'static str| {
            let found = find_relation(text).unwrap_or_else(|| panic!("{text}"));
            let [Some(start), Some(end)] = found.ends else { panic!("{text}: {found:?}") };
            (found.left, start, end, found.right, found.style)
        };
        let (solid, dashed) = (StrokeStyle::Solid, StrokeStyle::Dashed);
        assert_eq!(read("A ||--o{ B : has"), ("A", ExactlyOne, ZeroOrMore, "B : has", solid));
        assert_eq!(read("A }|..|| B"), ("A", OneOrMore, ExactlyOne, "B", dashed));
        assert_eq!(read("A one to many B"), ("A", ExactlyOne, ZeroOrMore, "B", solid));
        assert_eq!(
            read("A one or more optionally to only one B : c"),
            ("A", OneOrMore, ExactlyOne, "B : c", dashed)
        );
        assert_eq!(read("A 1 to zero or more B"), ("A", ExactlyOne, ZeroOrMore, "B", solid));
        assert_eq!(read("A zero or one to 1+ B"), ("A", ZeroOrOne, OneOrMore, "B", solid));
        assert_eq!(find_relation("A to B"), None);
        assert_eq!(find_relation("string from_to"), None);
    }
}
