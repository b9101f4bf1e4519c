//! Replaces characters that no font has, so that a converted deck always renders.

use std::collections::{BTreeMap, BTreeSet};

use super::ImportContext;
use super::report::{Loss, LossKind, LossPlace};
use super::write::OutlineValue;
use crate::diagnostic::Code;

/// The most characters that one message lists.
const MAX_LISTED_CHARACTERS: usize = 6;

/// Replaces the characters that no font has by their numbers, as in `‹U+0F40›`, and reports the
/// lines of the deck that contain them.
pub(super) fn replace_missing_characters(
    keys: &mut [(String, OutlineValue)],
    context: &mut ImportContext,
) {
    let folder = context.folder;
    let replaced = replace_characters(keys, &|character| folder.has_glyph(character));
    if replaced.is_empty() {
        return;
    }
    let source = context.source;
    for number in 1..=source.line_count() {
        let mut missing: Vec<char> =
            source.line_text(number).chars().filter(|c| replaced.contains(c)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            continue;
        }
        let listed: Vec<String> = missing
            .iter()
            .take(MAX_LISTED_CHARACTERS)
            .map(|&c| format!("`{c}` (U+{:04X})", c as u32))
            .collect();
        let more = missing.len() - listed.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        context.report.add(Loss {
            place: LossPlace::Line(context.included.deck_line(number)),
            kind: LossKind::Changed,
            code: Code::MissingCharacter,
            message: format!(
                "no font has {}{more}; the outline has the number in its place: `{}`",
                listed.join(", "),
                format_number(missing[0]),
            ),
            help: "put a font that has it into the folder `fonts`, and write the character again"
                .to_owned(),
        });
    }
}

/// Replaces the characters that are drawn and for which `has_glyph` is false by their numbers.
/// Returns those characters.
pub(super) fn replace_characters(
    keys: &mut [(String, OutlineValue)],
    has_glyph: &dyn Fn(char) -> bool,
) -> BTreeSet<char> {
    let mut search = MissingSearch { has_glyph, known: BTreeMap::new(), replaced: BTreeSet::new() };
    keys.iter_mut().for_each(|(_, value)| search.replace_in_value(value));
    search.replaced
}

struct MissingSearch<'s> {
    has_glyph: &'s dyn Fn(char) -> bool,
    /// Whether a font has a character.
    known: BTreeMap<char, bool>,
    /// The characters that were replaced.
    replaced: BTreeSet<char>,
}

impl MissingSearch<'_> {
    fn replace_in_value(&mut self, value: &mut OutlineValue) {
        match value {
            OutlineValue::Text(text) | OutlineValue::Code(text) => self.replace_in_text(text),
            OutlineValue::Word(_) => {}
            OutlineValue::List(values) | OutlineValue::Row(values) => {
                values.iter_mut().for_each(|value| self.replace_in_value(value));
            }
            OutlineValue::Map(entries) => {
                for (key, value) in entries {
                    // A path and an id are not drawn.
                    let is_drawn = !matches!(key.as_str(), "src" | "background" | "id");
                    self.replace_in_text(key);
                    if is_drawn {
                        self.replace_in_value(value);
                    }
                }
            }
        }
    }

    fn replace_in_text(&mut self, text: &mut String) {
        let is_blank = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        if text.contains(is_blank) {
            *text = text.replace(is_blank, " ");
        }
        if text.is_ascii() {
            return;
        }
        let has_glyph = self.has_glyph;
        let mut kept = String::with_capacity(text.len());
        for character in text.chars() {
            let has_glyph = character.is_ascii()
                || *self.known.entry(character).or_insert_with(|| has_glyph(character));
            if has_glyph {
                kept.push(character);
            } else {
                self.replaced.insert(character);
                kept.push_str(&format_number(character));
            }
        }
        *text = kept;
    }
}

/// Formats the number of a character so that it is easy to see and is not Markdown.
fn format_number(character: char) -> String {
    format!("\u{2039}U+{:04X}\u{203a}", character as u32)
}
