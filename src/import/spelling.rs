//! Finds how the deck spells a name that was read in a uniform spelling.

use super::ImportContext;
use crate::yaml::to_snake_case;

/// How many lines of a comment or tag are searched.
const MAX_LINES: usize = 30;

impl ImportContext<'_> {
    /// Returns a key as the deck spells it at `line` or below: `backgroundColor` for
    /// `background_color`.
    pub(super) fn spell_key(&mut self, key: &str, line: usize) -> String {
        if let Some(known) = self.spellings.get(&(line, key.to_owned())) {
            return known.clone();
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let is_key = |word: &&str| {
            to_snake_case(word.trim_start_matches('_')) == key || to_snake_case(word) == key
        };
        let found = self.lines_from(line).find_map(|text| {
            text.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()).find(is_key)
        });
        let found = found.unwrap_or(key).to_owned();
        self.spellings.insert((line, key.to_owned()), found.clone());
        found
    }

    /// Returns the name of an element as the deck spells it at `line` or below.
    pub(super) fn spell_tag(&mut self, name: &str, line: usize) -> String {
        let wanted = format!("<{name}");
        if let Some(known) = self.spellings.get(&(line, wanted.clone())) {
            return known.clone();
        }
        let found = self.lines_from(line).find_map(|text| {
            let at = text.to_ascii_lowercase().find(&wanted)?;
            text.get(at + 1..at + wanted.len())
        });
        let found = found.unwrap_or(name).to_owned();
        self.spellings.insert((line, wanted), found.clone());
        found
    }

    fn lines_from(&self, line: usize) -> impl Iterator<Item = &str> {
        let last = self.source.line_count().min(line + MAX_LINES);
        (line.max(1)..=last).map(|number| self.source.line_text(number))
    }
}
