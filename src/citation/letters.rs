//! Letters and first years that tell works and dates apart: `2020a`, `[Doe15b]`, `2010–2012`.
//!
//! The library gives letters to three groups of works at most, in the order in which they are
//! cited, and never to labels. These are in the order of the list.

use std::collections::BTreeMap;

use hayagriva::{ElemChild, ElemChildren, ElemMeta};

use crate::numerals::write_letters;

/// The fewest digits of a year that gets a letter.
const MIN_YEAR_DIGITS: usize = 3;

/// The letter of a work among those that are cited in the same way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Letter {
    /// The number of the group of works.
    pub group: usize,
    /// The number of the work in the group.
    pub index: usize,
}

impl Letter {
    /// Returns the letter: `a` to `z`, then `aa`.
    pub(super) fn name(&self) -> String {
        write_letters(self.index as u32 + 1)
    }
}

/// Gives letters to the works that are cited in the same way; `works` are their keys and how each
/// is cited, in the order of the list.
pub(super) fn assign_letters(works: &[(String, String)]) -> BTreeMap<String, Letter> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, shown) in works.iter().filter(|(_, shown)| !shown.trim().is_empty()) {
        groups.entry(shown).or_default().push(key);
    }
    let groups = groups.into_values().filter(|keys| keys.len() > 1).enumerate();
    groups
        .flat_map(|(group, keys)| {
            let letter =
                move |(index, key): (usize, &str)| (key.to_owned(), Letter { group, index });
            keys.into_iter().enumerate().map(letter)
        })
        .collect()
}

/// Writes a letter after the year of a work, or after `no_date`, such as “n.d.”.
pub(super) fn push_year_letter(children: &mut ElemChildren, letter: &str, no_dates: &[&str]) {
    let found = change_text(children, true, &mut |text| {
        let (start, length) = find_year(text)?;
        Some(format!("{}{letter}{}", &text[..start + length], &text[start + length..]))
    });
    if !found {
        change_text(children, false, &mut |text| {
            let term = no_dates.iter().find(|term| text.contains(**term))?;
            let end = text.find(term)? + term.len();
            Some(format!("{}-{letter}{}", &text[..end], &text[end..]))
        });
    }
}

/// Writes the first year of a range of years, of which the library knows only the last.
pub(super) fn widen_year(children: &mut ElemChildren, first: &str, last: &str) {
    change_text(children, true, &mut |text| {
        let at = text.find(last)?;
        Some(format!("{}{first}–{}", &text[..at], &text[at..]))
    });
}

/// Writes a letter after the label of a work.
pub(super) fn push_label_letter(children: &mut ElemChildren, letter: &str) -> bool {
    for child in &mut children.0 {
        let ElemChild::Elem(elem) = child else { continue };
        if elem.meta == Some(ElemMeta::CitationLabel) {
            let push = &mut |text: &str| (!text.is_empty()).then(|| format!("{text}{letter}"));
            return change_text(&mut elem.children, false, push);
        }
        if push_label_letter(&mut elem.children, letter) {
            return true;
        }
    }
    false
}

/// Changes the first text for which `change` returns another one; if `in_date`, the first in a
/// date. Returns whether there is one.
fn change_text(
    children: &mut ElemChildren,
    in_date: bool,
    change: &mut dyn FnMut(&str) -> Option<String>,
) -> bool {
    for child in &mut children.0 {
        let has_changed = match child {
            ElemChild::Text(text) if !in_date => match change(&text.text) {
                Some(changed) => {
                    text.text = changed;
                    true
                }
                None => false,
            },
            ElemChild::Elem(elem) => {
                let in_date = in_date && elem.meta != Some(ElemMeta::Date);
                change_text(&mut elem.children, in_date, change)
            }
            _ => false,
        };
        if has_changed {
            return true;
        }
    }
    false
}

/// Returns where the last number in a date is that is long enough for a year, and its length.
fn find_year(text: &str) -> Option<(usize, usize)> {
    let mut found = None;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if at - from >= MIN_YEAR_DIGITS {
                    found = Some((from, at - from));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Letter, assign_letters, find_year};

    #[test]
    fn letters_follow_the_list() {
        let works = [("b", "Doe 2015"), ("x", "Roe 2015"), ("a", "Doe 2015")];
        let works = works.map(|(key, shown)| (key.to_owned(), shown.to_owned()));
        let letters = assign_letters(&works);
        assert_eq!(letters.get("b").map(Letter::name).as_deref(), Some("a"));
        assert_eq!(letters.get("a").map(Letter::name).as_deref(), Some("b"));
        assert_eq!(letters.get("x"), None);
        assert_eq!(Letter { group: 0, index: 27 }.name(), "ab");
    }

    #[test]
    fn years_are_the_last_long_number() {
        assert_eq!(find_year("May 3, 2020"), Some((7, 4)));
        assert_eq!(find_year("2010–2012"), Some((7, 4)));
        assert_eq!(find_year("3"), None);
    }
}
