//! Numbers that right-to-left letters take apart: after Arabic letters, the parts of `2020-10-13`
//! and `−3%` would change places (UAX #9, W2), and be read as another notation.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

/// The left-to-right mark: a letter that is not seen, after which a number keeps its order.
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Returns the places of the dates of ISO 8601 and of the numbers with signs in a text, in order.
pub(crate) fn find_ordered_numbers(text: &str) -> Vec<Range<usize>> {
    let mut all = find_dates(text);
    for (at, _) in text.match_indices(['+', '-', '−']) {
        let starts = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let Some(length) = signed_number(&text[at..]).filter(|_| starts) else { continue };
        let range = at..at + length;
        if all.iter().all(|other| other.end <= range.start || range.end <= other.start) {
            all.push(range);
        }
    }
    all.sort_by_key(|range| range.start);
    all
}

/// Returns the length of a number with a sign at the start of a text, such as `−3.5%`.
pub(crate) fn signed_number(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(['+', '-', '−'])?;
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
    let end = digits.find(|c| !is_number(c)).unwrap_or(digits.len());
    let number = digits[..end].trim_end_matches(['.', ',']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    is_number.then(|| text.len() - digits.len() + number.len())
}

fn find_dates(text: &str) -> Vec<Range<usize>> {
    let is_part_of_number = |character: char| character.is_ascii_digit() || character == '-';
    let mut dates: Vec<Range<usize>> = Vec::new();
    for (hyphen, _) in text.match_indices('-') {
        let Some(start) = hyphen.checked_sub(4) else { continue };
        let range = start..hyphen + 6;
        let is_date = text.get(range.clone()).is_some_and(|date| {
            date.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
        });
        if is_date
            && !text[..range.start].ends_with(is_part_of_number)
            && !text[range.end..].starts_with(is_part_of_number)
        {
            dates.push(range);
        }
    }
    dates
}

/// Puts a mark before each number of a text whose parts would change places in its paragraph, for a
/// program that orders the characters by the Unicode standard alone.
pub(crate) fn mark_ordered_numbers<'t>(text: &'t str, paragraph: &str) -> Cow<'t, str> {
    if !has_rtl_letters(paragraph) {
        return Cow::Borrowed(text);
    }
    let numbers = find_ordered_numbers(text);
    let mut marked = String::with_capacity(text.len() + 3 * numbers.len());
    let mut end = 0;
    for number in numbers {
        marked.push_str(&text[end..number.start]);
        marked.push(LEFT_TO_RIGHT_MARK);
        end = number.start;
    }
    marked.push_str(&text[end..]);
    Cow::Owned(marked)
}

fn has_rtl_letters(text: &str) -> bool {
    text.chars().any(|letter| matches!(bidi_class(letter), BidiClass::R | BidiClass::AL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_with_signs_are_marked() {
        let text = "a 2020-10-13, −3.5% (+2) 12020-10-13 1-2";
        let marked = mark_ordered_numbers(text, "in عمان");
        assert_eq!(marked, "a \u{200e}2020-10-13, \u{200e}−3.5% (\u{200e}+2) 12020-10-13 1-2");
        assert_eq!(mark_ordered_numbers(text, "αβγ"), text);
    }
}
