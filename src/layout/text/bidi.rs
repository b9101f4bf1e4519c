//! Directions inside a paragraph (UAX #9).

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// The embedding level of a paragraph on a page that is written from the right or from the left: 1
/// or 0.
///
/// On a page from the left it is that of the first strong character (P2, P3). On a page from the
/// right a name in Latin letters often comes first, so there a paragraph runs from the left only if
/// it has letters and none of them run from the right. A telephone number, `+32 2 …`, runs from the
/// left everywhere.
pub(super) fn base_level(text: &str, page_from_right: bool) -> u8 {
    if !page_from_right {
        let is_plain = text.chars().all(|character| (character as u32) < 0x590);
        return if is_plain { 0 } else { paragraph_level(text) };
    }
    let has = |classes: &[BidiClass]| {
        text.chars().any(|character| classes.contains(&bidi_class(character)))
    };
    let from_left =
        !has(&[BidiClass::R, BidiClass::AL]) && (has(&[BidiClass::L]) || text.starts_with('+'));
    u8::from(!from_left)
}

/// The level of the first strong character outside isolates (P2 and P3).
fn paragraph_level(text: &str) -> u8 {
    BidiInfo::new(text, None).paragraphs.first().map_or(0, |paragraph| paragraph.level.number())
}

/// The embedding level of every byte of a paragraph whose own level is `base`; `None` where it is
/// `base` throughout.
///
/// Blanks at the paragraph's end and around tabs have the paragraph's level (L1); those at the ends
/// of its lines are given it when the lines are known.
pub(super) fn embedding_levels(text: &str, base: u8) -> Option<Vec<u8>> {
    if base == 0 && text.chars().all(|character| (character as u32) < 0x590) {
        return None;
    }
    // A hard break is none of a paragraph: its parts share one direction.
    let info = BidiInfo::new(text, Level::new(base).ok());
    let mut levels = Vec::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let range = paragraph.range.clone();
        let resolved = info.reordered_levels(paragraph, range.clone());
        levels.extend(resolved[range].iter().map(|level| level.number()));
    }
    Some(levels)
}

/// The levels of a paragraph whose `stretches`, in order and apart from each other, are isolates
/// (FSI … PDI): words in another language have the order of their own and leave what stands around
/// them alone, a number above all.
pub(super) fn embedding_levels_with_isolates(
    text: &str,
    base: u8,
    stretches: &[Range<usize>],
) -> Option<Vec<u8>> {
    let plain = embedding_levels(text, base)?;
    if stretches.is_empty() || stretches.iter().any(|stretch| text[stretch.clone()].contains('\n'))
    {
        return Some(plain);
    }
    let mut isolated = String::with_capacity(text.len() + 6 * stretches.len());
    let mut kept = Vec::with_capacity(text.len());
    let mut add = |words: &str, isolated: &mut String| {
        kept.extend(isolated.len()..isolated.len() + words.len());
        isolated.push_str(words);
    };
    let mut at = 0;
    for stretch in stretches {
        add(&text[at..stretch.start], &mut isolated);
        isolated.push('\u{2068}');
        add(&text[stretch.clone()], &mut isolated);
        isolated.push('\u{2069}');
        at = stretch.end;
    }
    add(&text[at..], &mut isolated);
    let found = embedding_levels(&isolated, base)?;
    Some(kept.into_iter().map(|byte| found[byte]).collect())
}

/// The indices of pieces with these levels, from left to right (L2).
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

    /// The characters as they are seen, from left to right.
    fn visual_text(text: &str, isolates: &[&str]) -> String {
        let mut stretches: Vec<Range<usize>> = isolates
            .iter()
            .map(|words| {
                let at = text.find(words).expect("these words");
                at..at + words.len()
            })
            .collect();
        stretches.sort_by_key(|stretch| stretch.start);
        let levels = embedding_levels_with_isolates(text, base_level(text, false), &stretches)
            .expect("letters from the right");
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
        // Without brackets only the isolate holds the number in its place.
        assert_eq!(visual_text("Amman عمان 2017", &[]), "Amman 2017 نامع");
        assert_eq!(visual_text("Amman عمان 2017", &["عمان"]), "Amman نامع 2017");
        assert_eq!(visual_text("in עכו, חיפה today", &["עכו", "חיפה"]), "in וכע, הפיח today");
    }

    #[test]
    fn latin_names_do_not_change_the_direction_of_paragraphs_on_rtl_pages() {
        assert_eq!(base_level("IUC Asia برنامج", true), 1);
        assert_eq!(base_level("IUC Asia برنامج", false), 0);
        assert_eq!(base_level("برنامج IUC", false), 1);
        assert_eq!(base_level("In English only (2019).", true), 0);
        assert_eq!(base_level("2019–2023", true), 1);
        assert_eq!(base_level("+32 2 555 00 10", true), 0);
        assert_eq!(base_level("2019", false), 0);
    }
}
