//! Finds the numbers that are read in the wrong order among letters that run from right to left:
//! numbers with signs, and dates such as `2020-10-13`.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

/// The mark that has the direction of a Latin letter (U+200E).
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Returns the length of a number with a sign at the start of a text, such as `−3.5%`.
pub(crate) fn signed_number(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(['+', '-', '−'])?;
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
    let end = digits.find(|c| !is_number(c)).unwrap_or(digits.len());
    let number = digits[..end].trim_end_matches(['.', ',']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    is_number.then(|| text.len() - digits.len() + number.len())
}

/// Returns the places of the numbers with signs and the dates of ISO 8601 in a text, in order.
pub(crate) fn find_ordered_numbers(text: &str) -> Vec<Range<usize>> {
    let mut all = find_dates(text);
    for (at, _) in text.match_indices(['+', '-', '−']) {
        let starts = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let Some(length) = signed_number(&text[at..]).filter(|_| starts) else { continue };
        all.push(at..at + length);
    }
    all.sort_by_key(|range| range.start);
    all
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

/// Returns where a paragraph needs a [`LEFT_TO_RIGHT_MARK`], so that a program which knows nothing
/// of these numbers keeps their order: before those that follow letters from right to left or
/// start a paragraph that runs from right to left.
pub(crate) fn find_mark_places(text: &str, is_rtl: bool) -> Vec<usize> {
    let is_rtl_letter = |class: BidiClass| matches!(class, BidiClass::R | BidiClass::AL);
    if !is_rtl && text.chars().all(|character| (character as u32) < 0x590) {
        return Vec::new();
    }
    let follows_rtl = |at: usize| {
        let mut classes = text[..at].chars().rev().map(bidi_class);
        let strong = classes.find(|class| *class == BidiClass::L || is_rtl_letter(*class));
        strong.map_or(is_rtl, is_rtl_letter)
    };
    let starts = find_ordered_numbers(text).into_iter().map(|range| range.start);
    starts.filter(|at| follows_rtl(*at)).collect()
}

/// Returns the part of a paragraph that starts at `start`, with a mark at each of these places of
/// the paragraph that is in it.
pub(crate) fn mark_part<'t>(part: &'t str, start: usize, places: &[usize]) -> Cow<'t, str> {
    let mut marked = Cow::Borrowed(part);
    for place in places.iter().rev().filter(|place| (start..start + part.len()).contains(place)) {
        marked.to_mut().insert(place - start, LEFT_TO_RIGHT_MARK);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_after_letters_from_right_to_left_need_a_mark() {
        assert_eq!(find_mark_places("عمان 2020-10-13", true), ["عمان ".len()]);
        assert_eq!(find_mark_places("Amman عمان −3%", false), ["Amman عمان ".len()]);
        assert_eq!(find_mark_places("−3% عمان", true), [0]);
        assert_eq!(find_mark_places("−3% עכו", false), Vec::<usize>::new());
        assert_eq!(find_mark_places("عمان, Amman 2020-10-13", true), Vec::<usize>::new());
        assert_eq!(find_mark_places("عمان 2020, 12-10", true), Vec::<usize>::new());
        assert_eq!(find_mark_places("Amman −3%", false), Vec::<usize>::new());
    }
}
