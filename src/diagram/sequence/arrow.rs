//! The arrows of messages: `A->>B`.

use std::ops::Range;

use super::model::{ArrowHead, SequenceArrow};

/// The arrows, longer ones before those that they start with.
const ARROWS: [(&str, SequenceArrow); 10] = [
    ("<<-->>", SequenceArrow { is_dotted: true, head: ArrowHead::Filled, has_two_heads: true }),
    ("<<->>", SequenceArrow { is_dotted: false, head: ArrowHead::Filled, has_two_heads: true }),
    ("-->>", arrow(true, ArrowHead::Filled)),
    ("->>", arrow(false, ArrowHead::Filled)),
    ("-->", arrow(true, ArrowHead::None)),
    ("->", arrow(false, ArrowHead::None)),
    ("--x", arrow(true, ArrowHead::Cross)),
    ("-x", arrow(false, ArrowHead::Cross)),
    ("--)", arrow(true, ArrowHead::Open)),
    ("-)", arrow(false, ArrowHead::Open)),
];

const fn arrow(is_dotted: bool, head: ArrowHead) -> SequenceArrow {
    SequenceArrow { is_dotted, head, has_two_heads: false }
}

/// An arrow in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundArrow {
    /// Its bytes in the line.
    pub(super) range: Range<usize>,
    /// The arrow.
    pub(super) arrow: SequenceArrow,
}

/// Returns the arrow between two participants. `-x` is an arrow in `Ana-xBen` but not in `my-xray`,
/// so an arrow between names that `is_known` knows is preferred.
pub(super) fn find_arrow(line: &str, is_known: impl Fn(&str) -> bool) -> Option<FoundArrow> {
    /// Names are short, so that is how many places are worth looking at.
    const MAX_PLACES: usize = 20;
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = line[from..].find(['-', '<']).map(|at| from + at)
        && places.len() < MAX_PLACES
    {
        from = at + 1;
        if let Some((word, arrow)) = ARROWS.iter().find(|(word, _)| line[at..].starts_with(word)) {
            let (left, right) = (line[..at].trim(), line[at + word.len()..].trim());
            let right = right.trim_start_matches(['+', '-']).trim();
            if !left.is_empty() && !right.is_empty() {
                let score = usize::from(is_known(left)) + usize::from(is_known(right));
                places.push((score, FoundArrow { range: at..at + word.len(), arrow: *arrow }));
                from = at + word.len();
            }
        }
    }
    let best = places.iter().map(|(score, _)| *score).max()?;
    places.into_iter().find(|(score, _)| *score == best).map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_arrows_are_found() {
        for (word, arrow) in ARROWS {
            let line = format!("Ana{word}Ben");
            assert_eq!(
                find_arrow(&line, |_| false),
                Some(FoundArrow { range: 3..3 + word.len(), arrow }),
                "{line}"
            );
        }
        assert_eq!(find_arrow("->>Ben", |_| false), None);
        assert_eq!(find_arrow("Ana->>", |_| false), None);
        assert_eq!(find_arrow("Ana and Ben", |_| false), None);
    }

    #[test]
    fn an_arrow_between_known_names_is_preferred() {
        let known = |name: &str| ["my-xray", "Ben"].contains(&name);
        assert_eq!(find_arrow("my-xray->>Ben", known).map(|found| found.range), Some(7..10));
        assert_eq!(find_arrow("a-xray->>c", |_| false).map(|found| found.range), Some(1..3));
    }
}
