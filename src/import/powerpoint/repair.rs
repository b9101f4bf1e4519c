//! Replaces what an outline refuses by text, so that the outline always renders.

use super::Importer;
use super::inline::escape;
use crate::import::missing::replace_characters;
use crate::import::report::LossKind;
use crate::import::verify::{has_errors, is_valid_slide};
use crate::import::words::join_words;
use crate::import::write::OutlineValue;

type RepairEntries = Vec<(String, OutlineValue)>;

impl Importer<'_> {
    /// Returns the keys of the outline, slides included, without what it would refuse.
    pub(super) fn repair(
        &mut self,
        keys: RepairEntries,
        slides: Vec<OutlineValue>,
    ) -> RepairEntries {
        self.slide = 0;
        let mut kept: RepairEntries = Vec::new();
        for key in keys {
            let title = ("title".to_owned(), OutlineValue::text("A"));
            let slides = OutlineValue::List(vec![OutlineValue::Map(vec![title])]);
            if has_errors(vec![key.clone(), ("slides".to_owned(), slides)]) {
                let words = collect_words(&key.1).join(" ");
                self.lose(
                    LossKind::Changed,
                    format!("the value `{words}` of `{}` is not imported", key.0),
                    "set it in the outline; the manual describes its values",
                );
            } else {
                kept.push(key);
            }
        }
        let mut repaired = Vec::new();
        for (index, slide) in slides.into_iter().enumerate() {
            self.slide = index + 1;
            repaired.push(self.repair_slide(slide));
        }
        self.slide = 0;
        kept.push(("slides".to_owned(), OutlineValue::List(repaired)));
        self.replace_missing_characters(&mut kept);
        kept
    }

    fn repair_slide(&mut self, slide: OutlineValue) -> OutlineValue {
        let OutlineValue::Map(entries) = &slide else { return slide };
        if is_valid_slide(entries.clone()) {
            return slide;
        }
        // Find the keys that are refused, each on its own.
        let mut kept: RepairEntries = Vec::new();
        let mut words = Vec::new();
        for entry in entries {
            let mut with_title = vec![("title".to_owned(), OutlineValue::text("A"))];
            if entry.0 == "title" {
                with_title.clear();
            }
            with_title.push(entry.clone());
            if is_valid_slide(with_title) {
                kept.push(entry.clone());
            } else {
                words.extend(collect_words(&entry.1));
            }
        }
        self.lose(
            LossKind::Changed,
            "a part of the slide cannot be converted; its words are kept as text".to_owned(),
            "write it again with the blocks of the outline",
        );
        if words.is_empty() || !is_valid_slide(kept.clone()) {
            words = collect_words(&slide);
            kept = Vec::new();
        }
        let texts = words
            .iter()
            .flat_map(|words| divide(words))
            .map(|words| OutlineValue::Text(escape(&words, |c| c.is_ascii_punctuation())));
        let items: Vec<OutlineValue> = texts.collect();
        if items.is_empty() {
            kept.push(("layout".to_owned(), OutlineValue::word("blank")));
            return OutlineValue::Map(kept);
        }
        let key = if kept.iter().any(|(key, _)| key == "bullets") { "numbered" } else { "bullets" };
        let mut with_words = kept;
        with_words.push((key.to_owned(), OutlineValue::List(items.clone())));
        if is_valid_slide(with_words.clone()) {
            return OutlineValue::Map(with_words);
        }
        OutlineValue::Map(vec![("bullets".to_owned(), OutlineValue::List(items))])
    }

    /// Replaces the characters that no font has by their numbers.
    fn replace_missing_characters(&mut self, keys: &mut RepairEntries) {
        let host = self.host;
        let replaced = replace_characters(keys, &|character| host.has_glyph(character));
        for character in replaced {
            self.lose(
                LossKind::Changed,
                format!(
                    "no font has `{character}` (U+{:04X}); the outline has the number in its place",
                    character as u32
                ),
                "put a font that has it into the folder `fonts`, and write the character again",
            );
        }
    }
}

/// The longest part of a text that cannot be converted, in characters.
const MAX_PART_CHARS: usize = 5_000;

/// Divides a text that is too long.
fn divide(words: &str) -> Vec<String> {
    let characters: Vec<char> = words.chars().collect();
    characters.chunks(MAX_PART_CHARS).map(|part| part.iter().collect()).collect()
}

/// Returns all words of a value, one for each text in it.
fn collect_words(value: &OutlineValue) -> Vec<String> {
    match value {
        OutlineValue::Word(text) | OutlineValue::Text(text) | OutlineValue::Code(text) => {
            let text = join_words(text);
            if text.is_empty() { Vec::new() } else { vec![text] }
        }
        OutlineValue::List(values) => values.iter().flat_map(collect_words).collect(),
        OutlineValue::Row(values) => {
            let words: Vec<String> = values.iter().flat_map(collect_words).collect();
            if words.is_empty() { Vec::new() } else { vec![words.join(" | ")] }
        }
        OutlineValue::Map(entries) => entries
            .iter()
            .flat_map(|(key, value)| {
                // Keys that are text of the author have capitals or spaces.
                let is_text = key.contains(|c: char| !c.is_ascii_lowercase() && c != '_');
                let mut words = if is_text { vec![key.clone()] } else { Vec::new() };
                words.extend(collect_words(value));
                words
            })
            .collect(),
    }
}
