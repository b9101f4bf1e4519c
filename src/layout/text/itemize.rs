//! Cuts a paragraph into items: stretches of one run, direction, script and face.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use crate::assets::{FaceId, FallbackOrder, Fonts};

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
    /// Whether no face has its characters, so that boxes stand in their place.
    pub missing: bool,
}

/// Cuts `range` of `text`, which is set in one style, by direction, script and face.
///
/// A face is chosen for every grapheme cluster (UAX #29). Where none has the whole of a cluster,
/// its characters are set one by one; a character that no face has is handed to `missing` and goes
/// to the first face.
pub(super) fn itemize(
    text: &str,
    range: Range<usize>,
    levels: Option<&[u8]>,
    fonts: &Fonts,
    order: &FallbackOrder,
    mut missing: impl FnMut(char),
) -> Vec<ShapingItem> {
    let mut items: Vec<ShapingItem> = Vec::new();
    for (offset, cluster) in text[range.clone()].grapheme_indices(true) {
        let start = range.start + offset;
        let level = levels.map_or(0, |levels| levels[start]);
        let script = script_of(cluster);
        let whole = start..start + cluster.len();
        let previous = items.last().map(|item| item.face);
        if let Ok(face) = fonts.choose_face(order, text, whole.clone(), previous) {
            push_or_extend(
                &mut items,
                ShapingItem { range: whole, level, script, face, missing: false },
            );
            continue;
        }
        for (at, character) in cluster.char_indices() {
            let range = start + at..start + at + character.len_utf8();
            let previous = items.last().map(|item| item.face);
            let chosen = fonts.choose_face(order, text, range.clone(), previous);
            if let Err(character) = chosen {
                missing(character);
            }
            let face = chosen.unwrap_or(order.first_face());
            push_or_extend(
                &mut items,
                ShapingItem { range, level, script, face, missing: chosen.is_err() },
            );
        }
    }
    items
}

/// Adds an item, or makes the last one longer where both can be shaped together.
fn push_or_extend(items: &mut Vec<ShapingItem>, item: ShapingItem) {
    if let Some(last) = items.last_mut()
        && last.level == item.level
        && last.face == item.face
        && last.missing == item.missing
        && let Some(joined) = joined_script(last.script, item.script)
    {
        last.script = joined;
        last.range.end = item.range.end;
        return;
    }
    items.push(item);
}

/// The script of a cluster's first character that has one of its own.
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

/// The script of two neighbours together; `None` where they differ. Punctuation and digits go with
/// either (UAX #24, 5.2).
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
        itemize(text, 0..text.len(), None, &fonts, &default_order(&fonts), |_| {})
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
        let mut missing = Vec::new();
        itemize("a\u{10FFFD}b", 0..6, None, &fonts, &default_order(&fonts), |character| {
            missing.push(character)
        });
        assert_eq!(missing, ['\u{10FFFD}']);
    }
}
