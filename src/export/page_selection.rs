//! The selection of pages: `1,4-6`.

use std::ops::RangeInclusive;

/// A selection of printed page numbers, which start at 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSelection(Vec<RangeInclusive<usize>>);

impl PageSelection {
    /// Returns whether a page is selected.
    pub fn contains(&self, page: usize) -> bool {
        self.0.iter().any(|range| range.contains(&page))
    }

    /// Returns the first selected number that a deck of `count` pages does not have.
    pub fn first_missing(&self, count: usize) -> Option<usize> {
        self.0.iter().filter(|range| *range.end() != usize::MAX || *range.start() > count).find_map(
            |range| {
                let last = if *range.end() == usize::MAX { *range.start() } else { *range.end() };
                (last > count).then_some(last)
            },
        )
    }
}

impl std::str::FromStr for PageSelection {
    type Err = String;

    /// Parses numbers and ranges separated by commas: `3`, `1,4-6`, `7-` for all pages from 7, `-3`
    /// for all pages up to 3.
    fn from_str(text: &str) -> Result<Self, String> {
        let help = "write numbers and ranges separated by commas, such as 1,4-6 or 7-";
        let number = |part: &str| match part.trim().parse::<usize>() {
            Ok(0) => Err("page numbers start at 1".to_owned()),
            Ok(number) => Ok(number),
            Err(_) => Err(format!("`{}` is not a page number; {help}", part.trim())),
        };
        let range = |part: &str| match part.trim().split_once(['-', '–']) {
            None => number(part).map(|page| page..=page),
            Some(("", "")) => Err(format!("`-` has neither a start nor an end; {help}")),
            Some((first, "")) => Ok(number(first)?..=usize::MAX),
            Some(("", last)) => Ok(1..=number(last)?),
            Some((first, last)) => {
                let (first, last) = (number(first)?, number(last)?);
                if first <= last {
                    Ok(first..=last)
                } else {
                    Err(format!("the range `{part}` is reversed; write {last}-{first}"))
                }
            }
        };
        text.split(',').map(range).collect::<Result<Vec<_>, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::PageSelection;

    #[test]
    fn parses_numbers_and_ranges() {
        let selected = |text: &str| {
            let pages: PageSelection = text.parse().unwrap();
            (1..=9).filter(|&page| pages.contains(page)).collect::<Vec<_>>()
        };
        assert_eq!(selected("1,4-6"), [1, 4, 5, 6]);
        assert_eq!(selected(" 7- , 2"), [2, 7, 8, 9]);
        assert_eq!(selected("-3"), [1, 2, 3]);
    }

    #[test]
    fn explains_invalid_page_selections() {
        for (text, expected) in [
            ("", "not a page number"),
            ("0", "start at 1"),
            ("a", "`a`"),
            ("5-2", "2-5"),
            ("-", "neither"),
            ("1,,2", "``"),
        ] {
            assert!(text.parse::<PageSelection>().unwrap_err().contains(expected), "{text}");
        }
        let first_missing = |text: &str| text.parse::<PageSelection>().unwrap().first_missing(5);
        assert_eq!(
            (first_missing("1-5"), first_missing("2,9"), first_missing("4-"), first_missing("6-")),
            (None, Some(9), None, Some(6))
        );
    }
}
