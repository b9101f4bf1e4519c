//! Line numbers and ranges of them: `3`, `5-7`, `5-`.

use crate::source::Span;

/// A range of lines, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineRange {
    /// The first line.
    pub first: u32,
    /// The last line; `None` for the last line of the code.
    pub last: Option<u32>,
    /// Where it is written.
    pub span: Span,
}

impl LineRange {
    /// Parses one range; `None` if it is not one.
    pub(crate) fn parse(text: &str, span: Span) -> Option<Self> {
        let text = text.trim();
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let separator = ["-", "–", "—", ".."].into_iter().find(|mark| text.contains(mark));
        let (first, last) = match separator.and_then(|mark| text.split_once(mark)) {
            None => (number(text)?, Some(number(text)?)),
            Some((first, "")) => (number(first)?, None),
            Some(("", last)) => (1, Some(number(last)?)),
            Some((first, last)) => (number(first)?, Some(number(last)?)),
        };
        let is_ordered = first >= 1 && last.is_none_or(|last| last >= first);
        is_ordered.then_some(Self { first, last, span })
    }

    /// Returns a range that counts backwards, such as `7-5`, in the right order: `5-7`.
    pub(crate) fn turn_backward(text: &str) -> Option<String> {
        let (first, last) = text.trim().split_once(['-', '–', '—'])?;
        let (first, last) = (first.trim().parse::<u32>().ok()?, last.trim().parse::<u32>().ok()?);
        (first > last && last > 0).then(|| format!("{last}-{first}"))
    }

    /// Parses ranges with commas or spaces between them; `None` if one of them is not a range.
    pub(crate) fn parse_list(text: &str, span: Span) -> Option<Vec<Self>> {
        let parts = text.split([',', ' ']).filter(|part| !part.trim().is_empty());
        parts.map(|part| Self::parse(part, span)).collect()
    }

    /// Returns whether a line is in the range.
    pub(crate) fn contains(&self, line: u32) -> bool {
        line >= self.first && self.last.is_none_or(|last| line <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_people_write_them() {
        let range =
            |text| LineRange::parse(text, Span::default()).map(|range| (range.first, range.last));
        assert_eq!(range("3"), Some((3, Some(3))));
        assert_eq!(range(" 5 - 7 "), Some((5, Some(7))));
        assert_eq!(range("5–7"), Some((5, Some(7))));
        assert_eq!(range("5-"), Some((5, None)));
        assert_eq!(range("-7"), Some((1, Some(7))));
        for wrong in ["", "x", "0", "7-5", "3-x", "-"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
        assert_eq!(LineRange::turn_backward("10-5").as_deref(), Some("5-10"));
        assert_eq!(LineRange::turn_backward("5-10"), None);
        let list = LineRange::parse_list("3, 5-7", Span::default()).unwrap();
        assert_eq!(list.len(), 2);
        assert!(list[1].contains(6) && !list[1].contains(8));
    }
}
