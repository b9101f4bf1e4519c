//! Text direction inside a paragraph (UAX #9).

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::ordered_numbers::{find_ordered_numbers, signed_number};

/// Returns the embedding level of a paragraph: 0 for left to right, 1 for right to left.
///
/// On a left-to-right page, it is the level of the first strong character (P2, P3). On a
/// right-to-left page, paragraphs often start with a name in Latin letters; there, a paragraph is
/// left to right only if it has letters and none of them are right to left. A telephone number
/// (`+32 2 …`) and a number with a sign (`−3%`) are always left to right.
pub(super) fn base_level(text: &str, page_is_rtl: bool) -> u8 {
    if !page_is_rtl {
        let is_plain = text.chars().all(|character| (character as u32) < 0x590);
        return if is_plain { 0 } else { paragraph_level(text) };
    }
    let has = |classes: &[BidiClass]| {
        text.chars().any(|character| classes.contains(&bidi_class(character)))
    };
    let is_ltr = !has(&[BidiClass::R, BidiClass::AL])
        && (has(&[BidiClass::L]) || text.starts_with('+') || signed_number(text).is_some());
    u8::from(!is_ltr)
}

/// Returns the level of the first strong character outside isolates (P2 and P3).
fn paragraph_level(text: &str) -> u8 {
    BidiInfo::new(text, None).paragraphs.first().map_or(0, |paragraph| paragraph.level.number())
}

/// Returns the embedding level of every byte of a paragraph of level `base`; `None` if all are
/// `base`.
///
/// Spaces at the end of the paragraph and around tabs have the level of the paragraph (L1). Spaces
/// at the ends of lines receive it later, when the lines are known.
pub(super) fn embedding_levels(text: &str, base: u8) -> Option<Vec<u8>> {
    if base == 0 && text.chars().all(|character| (character as u32) < 0x590) {
        return None;
    }
    // Hard line breaks separate paragraphs for the library only: all parts share one direction.
    let info = BidiInfo::new(text, Level::new(base).ok());
    let mut levels = Vec::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let range = paragraph.range.clone();
        let resolved = info.reordered_levels(paragraph, range.clone());
        levels.extend(resolved[range].iter().map(|level| level.number()));
    }
    Some(levels)
}

/// The direction inside an isolate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IsolateKind {
    /// That of its first strong character (FSI).
    FirstStrong,
    /// From left to right (LRI).
    LeftToRight,
}

/// Returns the embedding levels of a paragraph in which these ranges are isolates (… PDI), so
/// that words in another language do not change the order of their surroundings, especially of a
/// number next to them. The ranges are sorted and do not touch.
pub(super) fn embedding_levels_with_isolates(
    text: &str,
    base: u8,
    isolates: &[Range<usize>],
    kind: IsolateKind,
) -> Option<Vec<u8>> {
    let plain = embedding_levels(text, base)?;
    let with_dates;
    let isolates = match kind {
        IsolateKind::FirstStrong => {
            with_dates = add_numbers(isolates, text);
            &with_dates
        }
        IsolateKind::LeftToRight => isolates,
    };
    if isolates.is_empty() || isolates.iter().any(|range| text[range.clone()].contains('\n')) {
        return Some(plain);
    }
    let mut isolated = String::with_capacity(text.len() + 6 * isolates.len());
    // The position in `isolated` of every byte of `text`.
    let mut positions = Vec::with_capacity(text.len());
    let mut push = |part: &str, isolated: &mut String| {
        positions.extend(isolated.len()..isolated.len() + part.len());
        isolated.push_str(part);
    };
    let mut end = 0;
    for range in isolates {
        push(&text[end..range.start], &mut isolated);
        isolated.push(match kind {
            IsolateKind::FirstStrong => '\u{2068}',
            IsolateKind::LeftToRight => '\u{2066}',
        });
        push(&text[range.clone()], &mut isolated);
        isolated.push('\u{2069}');
        end = range.end;
    }
    push(&text[end..], &mut isolated);
    let levels = embedding_levels(&isolated, base)?;
    Some(positions.into_iter().map(|byte| levels[byte]).collect())
}

/// Adds numbers with signs and the dates of ISO 8601 in a text to its isolates: after Arabic
/// letters, the parts of `2020-10-13` and `−3%` would change places, and be read as another
/// notation.
fn add_numbers(isolates: &[Range<usize>], text: &str) -> Vec<Range<usize>> {
    let is_apart = |range: &Range<usize>| {
        isolates.iter().all(|other| other.end <= range.start || range.end <= other.start)
    };
    let numbers = find_ordered_numbers(text).into_iter().filter(is_apart);
    let mut all: Vec<Range<usize>> = isolates.iter().cloned().chain(numbers).collect();
    all.sort_by_key(|range| range.start);
    all
}

/// Returns the indices of pieces with these levels, from left to right (L2).
pub(super) fn visual_order(levels: impl Iterator<Item = u8>) -> Vec<usize> {
    let levels: Vec<Level> =
        levels.map(|level| Level::new(level).unwrap_or(Level::ltr())).collect();
    BidiInfo::reorder_visual(&levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_with_right_to_left_letters_gets_levels() {
        assert_eq!(embedding_levels("plain", 0), None);
        assert_eq!(embedding_levels("אב", 1), Some(vec![1; 4]));
    }

    /// Returns the characters from left to right.
    fn visual_text(text: &str, isolates: &[&str]) -> String {
        let mut ranges: Vec<Range<usize>> = isolates
            .iter()
            .map(|words| {
                let at = text.find(words).expect("these words");
                at..at + words.len()
            })
            .collect();
        ranges.sort_by_key(|range| range.start);
        let levels = embedding_levels_with_isolates(
            text,
            base_level(text, false),
            &ranges,
            IsolateKind::FirstStrong,
        )
        .expect("right-to-left letters");
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        visual_order(characters.iter().map(|(at, _)| levels[*at]))
            .into_iter()
            .map(|index| characters[index].1)
            .collect()
    }

    #[test]
    fn a_number_after_arabic_words_stays_after_them() {
        assert_eq!(visual_text("Amman (عمان) 2017", &[]), "Amman (نامع) 2017");
        assert_eq!(visual_text("Amman (عمان) 2017", &["عمان"]), "Amman (نامع) 2017");
        // Without brackets, only the isolate keeps the number in its place.
        assert_eq!(visual_text("Amman عمان 2017", &[]), "Amman 2017 نامع");
        assert_eq!(visual_text("Amman عمان 2017", &["عمان"]), "Amman نامع 2017");
        assert_eq!(visual_text("in עכו, חיפה today", &["עכו", "חיפה"]), "in וכע, הפיח today");
    }

    #[test]
    fn dates_keep_their_order_between_arabic_words() {
        assert_eq!(visual_text("عمان 2020-10-13", &[]), "2020-10-13 نامع");
        assert_eq!(visual_text("عمان 2020-10-13 عمان", &["عمان"]), "نامع 2020-10-13 نامع");
        assert_eq!(visual_text("عمان −3%", &[]), "−3% نامع");
        assert_eq!(visual_text("عمان +3.5, عمان", &[]), "نامع ,+3.5 نامع");
        // Other numbers are what the Unicode standard makes of them.
        assert_eq!(visual_text("عمان 12020-10-13", &[]), "13-10-12020 نامع");
        assert_eq!(visual_text("عمان ü-10-13", &[]).chars().count(), 12);
    }

    #[test]
    fn latin_names_do_not_change_the_direction_of_paragraphs_on_rtl_pages() {
        assert_eq!(base_level("IUC Asia برنامج", true), 1);
        assert_eq!(base_level("IUC Asia برنامج", false), 0);
        assert_eq!(base_level("برنامج IUC", false), 1);
        assert_eq!(base_level("In English only (2019).", true), 0);
        assert_eq!(base_level("2019–2023", true), 1);
        assert_eq!(base_level("+32 2 555 00 10", true), 0);
        assert_eq!(base_level("−3%", true), 0);
        assert_eq!(base_level("2019", false), 0);
    }
}
