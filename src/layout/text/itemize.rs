//! Cuts a paragraph into items: stretches of one run, direction, script and face.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use crate::assets::{FaceId, Fonts};

/// A stretch that is shaped in one go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShapingItem {
    /// Bytes of the paragraph.
    pub range: Range<usize>,
    /// Embedding level (UAX #9); odd is right to left.
    pub level: u8,
    /// The script that decides how it is shaped.
    pub script: Script,
    /// The face that draws it.
    pub face: FaceId,
}

/// Embedding level of every byte, and the paragraph's own level.
///
/// The paragraph's direction is that of its first strong character (UAX #9, P2 and P3). Text that cannot hold a right-to-left
/// character is not looked at further.
pub(super) fn levels(text: &str) -> (Option<Vec<u8>>, u8) {
    if text.chars().all(|character| (character as u32) < 0x590) {
        return (None, 0);
    }
    let info = BidiInfo::new(text, None);
    let base = info.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
    // `\n` is a hard break inside one paragraph, not a new paragraph: its parts share the first part's direction.
    let info = BidiInfo::new(text, Some(base));
    (Some(info.levels.iter().map(|level| level.number()).collect()), base.number())
}

/// Cuts `range` of `text`, which is set in one style, by direction, script and face.
///
/// `faces` are asked in turn for every grapheme cluster (UAX #29). A cluster that none covers goes to the first face and is
/// handed to `missing`.
pub(super) fn itemize(
    text: &str,
    range: Range<usize>,
    levels: Option<&[u8]>,
    fonts: &Fonts,
    faces: &[FaceId],
    mut missing: impl FnMut(usize, char),
) -> Vec<ShapingItem> {
    let mut items: Vec<ShapingItem> = Vec::new();
    for (offset, cluster) in text[range.clone()].grapheme_indices(true) {
        let start = range.start + offset;
        let level = levels.map_or(0, |levels| levels[start]);
        let script = script_of(cluster);
        let previous = items.last().map(|item| item.face);
        let face = face_for(cluster, fonts, faces, previous).unwrap_or_else(|character| {
            missing(start, character);
            faces[0]
        });
        let end = start + cluster.len();
        if let Some(last) = items.last_mut()
            && last.level == level
            && last.face == face
            && let Some(joined) = joined_script(last.script, script)
        {
            last.script = joined;
            last.range.end = end;
            continue;
        }
        items.push(ShapingItem { range: start..end, level, script, face });
    }
    items
}

/// The script of a cluster's first character that has one of its own.
fn script_of(cluster: &str) -> Script {
    if cluster.is_ascii() {
        return if cluster.as_bytes()[0].is_ascii_alphabetic() { Script::Latin } else { Script::Common };
    }
    cluster
        .chars()
        .map(|character| character.script())
        .find(|script| !matches!(script, Script::Common | Script::Inherited))
        .unwrap_or(Script::Common)
}

/// The script of two neighbours together; `None` where they differ. Punctuation and digits go with either (UAX #24, 5.2).
fn joined_script(left: Script, right: Script) -> Option<Script> {
    match (left, right) {
        (left, right) if left == right => Some(left),
        (Script::Common, right) => Some(right),
        (left, Script::Common) => Some(left),
        _ => None,
    }
}

/// The first face that covers every visible character of a cluster; `Err` names the character that none does.
fn face_for(cluster: &str, fonts: &Fonts, faces: &[FaceId], previous: Option<FaceId>) -> Result<FaceId, char> {
    let covers = |face: FaceId| cluster.chars().all(|character| is_invisible(character) || fonts.get(face).covers(character));
    // A blank stays with what is before it, so that a word's spaces do not change face.
    if let Some(previous) = previous
        && cluster.chars().all(char::is_whitespace)
        && covers(previous)
    {
        return Ok(previous);
    }
    faces.iter().copied().find(|&face| covers(face)).ok_or_else(|| {
        let first = fonts.get(faces[0]);
        cluster.chars().find(|&character| !is_invisible(character) && !first.covers(character)).unwrap_or('\u{FFFD}')
    })
}

/// Characters that need no glyph: controls, joiners, marks of direction, variation selectors
/// (the usual ones of Default_Ignorable_Code_Point, UAX #44).
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts(text: &str) -> Vec<(String, Script)> {
        let fonts = Fonts::bundled();
        let faces = fonts.fallback("Source Sans 3", 400, false);
        itemize(text, 0..text.len(), None, &fonts, &faces, |_, _| {})
            .into_iter()
            .map(|item| (text[item.range].to_owned(), item.script))
            .collect()
    }

    #[test]
    fn punctuation_goes_with_its_neighbours() {
        assert_eq!(scripts("“Smart” (2019)"), [("“Smart” (2019)".into(), Script::Latin)]);
        assert_eq!(scripts("EU Ευρώπη"), [("EU ".into(), Script::Latin), ("Ευρώπη".into(), Script::Greek)]);
    }

    #[test]
    fn a_character_without_a_face_is_named() {
        let fonts = Fonts::bundled();
        let faces = fonts.fallback("Source Sans 3", 400, false);
        let mut missing = Vec::new();
        itemize("a\u{10FFFD}b", 0..6, None, &fonts, &faces, |at, character| missing.push((at, character)));
        assert_eq!(missing, [(1, '\u{10FFFD}')]);
    }

    #[test]
    fn only_text_with_right_to_left_letters_gets_levels() {
        assert_eq!(levels("plain"), (None, 0));
        assert_eq!(levels("אב"), (Some(vec![1; 4]), 1));
    }
}
