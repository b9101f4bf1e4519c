//! Splits a paragraph into items of one run, direction, script and face.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use crate::assets::{FaceId, FallbackOrder, Fonts};

/// A piece of text that is shaped in one call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShapingItem {
    /// Byte range in the paragraph.
    pub range: Range<usize>,
    /// Embedding level (UAX #9); odd is right to left.
    pub level: u8,
    /// Script, which selects the shaping rules.
    pub script: Script,
    /// Face.
    pub face: FaceId,
    /// Whether no face covers its characters, so that boxes replace them.
    pub is_missing: bool,
}

/// Splits `range` of `text`, which has one style, by direction, script and face. Returns the items
/// and the characters that no face covers.
///
/// A face is chosen for every grapheme cluster (UAX #29). If no face covers the whole cluster, a
/// face is chosen for each of its characters; a missing character is assigned to the first face.
pub(super) fn itemize(
    text: &str,
    range: Range<usize>,
    levels: Option<&[u8]>,
    fonts: &Fonts,
    order: &FallbackOrder,
) -> (Vec<ShapingItem>, Vec<char>) {
    let run = &text[range.clone()];
    if let Some(face) = order.ascii_face()
        && levels.is_none()
        && !run.is_empty()
        && run.bytes().all(|byte| matches!(byte, b' '..=b'~'))
    {
        // Most text needs no search: a single face covers it.
        let has_letters = run.bytes().any(|byte| byte.is_ascii_alphabetic());
        let script = if has_letters { Script::Latin } else { Script::Common };
        let item = ShapingItem { range, level: 0, script, face, is_missing: false };
        return (vec![item], Vec::new());
    }
    let mut items: Vec<ShapingItem> = Vec::new();
    let mut missing = Vec::new();
    for (offset, cluster) in text[range.clone()].grapheme_indices(true) {
        let start = range.start + offset;
        let level = levels.map_or(0, |levels| levels[start]);
        let script = script_of(cluster);
        let whole = start..start + cluster.len();
        let previous = items.last().map(|item| item.face);
        if let Ok(face) = fonts.choose_face(order, text, whole.clone(), previous) {
            push_or_extend(
                &mut items,
                ShapingItem { range: whole, level, script, face, is_missing: false },
            );
            continue;
        }
        for (at, character) in cluster.char_indices() {
            let range = start + at..start + at + character.len_utf8();
            let previous = items.last().map(|item| item.face);
            let chosen = fonts.choose_face(order, text, range.clone(), previous);
            if let Err(character) = chosen {
                missing.push(character);
            }
            let face = chosen.unwrap_or(order.first_face());
            push_or_extend(
                &mut items,
                ShapingItem { range, level, script, face, is_missing: chosen.is_err() },
            );
        }
    }
    (items, missing)
}

/// Adds an item, or extends the last one if both can be shaped together.
fn push_or_extend(items: &mut Vec<ShapingItem>, item: ShapingItem) {
    if let Some(last) = items.last_mut()
        && last.level == item.level
        && last.face == item.face
        && last.is_missing == item.is_missing
        && let Some(joined) = joined_script(last.script, item.script)
    {
        last.script = joined;
        last.range.end = item.range.end;
        return;
    }
    items.push(item);
}

/// Returns the script of the first character that has a script of its own.
fn script_of(cluster: &str) -> Script {
    if cluster.is_ascii() {
        return if cluster.as_bytes()[0].is_ascii_alphabetic() {
            Script::Latin
        } else {
            Script::Common
        };
    }
    cluster
        .chars()
        .map(|character| character.script())
        .find(|script| !matches!(script, Script::Common | Script::Inherited))
        .unwrap_or(Script::Common)
}

/// Returns the common script of two neighbours; `None` if they differ. Punctuation and digits take
/// the script of their neighbour (UAX #24, 5.2).
fn joined_script(left: Script, right: Script) -> Option<Script> {
    match (left, right) {
        (left, right) if left == right => Some(left),
        (Script::Common, right) => Some(right),
        (left, Script::Common) => Some(left),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::{FontRequest, HanForms};

    fn default_order(fonts: &Fonts) -> FallbackOrder {
        fonts.fallback_order(&FontRequest {
            family: "Source Sans 3",
            weight: 400,
            italic: false,
            han: HanForms::Simplified,
            is_han: false,
        })
    }

    fn item_scripts(text: &str) -> Vec<(String, Script)> {
        let fonts = Fonts::bundled();
        itemize(text, 0..text.len(), None, &fonts, &default_order(&fonts))
            .0
            .into_iter()
            .map(|item| (text[item.range].to_owned(), item.script))
            .collect()
    }

    #[test]
    fn punctuation_goes_with_its_neighbours() {
        assert_eq!(item_scripts("“Smart” (2019)"), [("“Smart” (2019)".into(), Script::Latin)]);
        assert_eq!(
            item_scripts("EU Ευρώπη"),
            [("EU ".into(), Script::Latin), ("Ευρώπη".into(), Script::Greek)]
        );
    }

    #[test]
    fn reports_characters_that_no_face_covers() {
        let fonts = Fonts::bundled();
        let (_, missing) = itemize("a\u{10FFFD}b", 0..6, None, &fonts, &default_order(&fonts));
        assert_eq!(missing, ['\u{10FFFD}']);
    }
}
