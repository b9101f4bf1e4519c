//! Reading a line that does not continue the text before it.

use std::ops::Range;

use super::characters::nonstandard_space_len;
use super::line::{self, OutlineLine, is_space_like};
use super::misplaced::is_bulleted_key;
use super::plain_text::{Continuation, is_dash_item};
use super::scalar::{ValuePosition, special_start_message};
use super::value::{SPECIAL_STARTS, ValueRole, is_tag};
use super::{LevelKind, OpenLevel, PendingValue, Recovery};
use crate::diagnostic::Code;
use crate::yaml::patched_text::Patch;
use crate::yaml::quote::{quote_text, suggest_line};

impl Recovery<'_> {
    /// Reads one line.
    pub(super) fn scan_line(&mut self, index: usize) {
        let line = self.lines[index];
        let Continuation::OwnEntry(column) = self.continue_text(index) else { return };
        self.close_text();
        if self.convert_foreign_comment(index) {
            return;
        }
        let kind = match () {
            () if is_dash_item(line.content) => Some(LevelKind::List),
            // `• title: One`
            () if is_bulleted_key(line.content) => None,
            () if self.measure_key(line.content).is_some() => Some(LevelKind::Mapping),
            () => None,
        };
        match kind {
            Some(kind) => {
                let column = self.enter_level(kind, column, &line);
                self.scan_entry(line.content_start, column, &line);
            }
            None => self.handle_unstructured_line(index, column),
        }
    }

    /// Opens or finds the level that a dash or key at `column` belongs to. Returns the column, or
    /// the one that it should have had.
    fn enter_level(&mut self, kind: LevelKind, column: isize, line: &OutlineLine) -> isize {
        let pending = self.pending.take();
        let below = pending.is_some_and(|open| {
            column > open.column
                || (column == open.column && open.is_key && kind == LevelKind::List)
        });
        if below {
            self.levels.retain(|level| level.column <= column);
            self.levels.push(OpenLevel { column, kind });
            return column;
        }
        let here = OpenLevel { column, kind };
        if let Some(at) = self.levels.iter().rposition(|level| *level == here) {
            self.levels.truncate(at + 1);
            if kind == LevelKind::Mapping {
                self.report_repeated_first_key(column, line);
            }
            return column;
        }
        if kind == LevelKind::List && column == 0 && self.insert_slides_key(line) {
            return column;
        }
        if kind == LevelKind::Mapping && self.insert_missing_dash(column, line) {
            return column + 2;
        }
        self.realign_entry(kind, column, line)
    }

    /// Reads the dashes, the key and the value from byte `at` on, which is at `column`.
    pub(super) fn scan_entry(&mut self, mut at: usize, mut column: isize, line: &OutlineLine) {
        let mut first = true;
        loop {
            let content = &self.text()[at..line.end()];
            if is_dash_item(content) {
                if !std::mem::take(&mut first) {
                    self.levels.push(OpenLevel { column, kind: LevelKind::List });
                }
                self.pending = Some(PendingValue { column, is_key: false, key_range: (at, at) });
                let rest = at + 1 + self.skip_spaces(at + 1, line);
                if rest >= line.end() || self.text()[rest..].starts_with('#') {
                    return;
                }
                column += 1 + self.text()[at + 1..rest].chars().count() as isize;
                at = rest;
                continue;
            }
            // `- ? one: two` is a question, not a complex key.
            let is_question = !first && content.starts_with("? ");
            let key = if is_question { None } else { self.measure_key(content) };
            let Some((length, colon)) = key else {
                let parent = self.pending.map_or(column - 1, |pending| pending.column);
                let role = if first { ValueRole::OwnLine } else { ValueRole::ListItem };
                self.scan_value(ValuePosition { start: at, column, parent, role }, line);
                return;
            };
            if !std::mem::take(&mut first) {
                self.levels.push(OpenLevel { column, kind: LevelKind::Mapping });
            }
            self.pending =
                Some(PendingValue { column, is_key: true, key_range: (at, at + length) });
            self.quote_key(at, length, content);
            let rest = at + colon + self.skip_spaces(at + colon, line);
            if is_dash_item(&self.text()[rest..line.end()]) {
                self.move_list_below_key(at + colon..rest, column, line);
                return;
            }
            let value_column = column + self.text()[at..rest].chars().count() as isize;
            let role = ValueRole::AfterKey;
            let position =
                ValuePosition { start: rest, column: value_column, parent: column, role };
            self.scan_value(position, line);
            return;
        }
    }

    /// Returns the length of the key at the start of `content`, without and with its colon. Text
    /// that starts with a special character of YAML is a key only if it has no value; otherwise it
    /// is a text with a colon.
    pub(super) fn measure_key(&self, content: &str) -> Option<(usize, usize)> {
        let (length, colon) = line::find_key(content)?;
        let marked = content.starts_with(SPECIAL_STARTS) && !is_tag(content);
        let bare = content[colon..].trim().is_empty();
        (!marked || bare).then_some((length, colon))
    }

    /// Returns the number of bytes of spaces at `at`, and replaces non-standard ones.
    pub(super) fn skip_spaces(&mut self, at: usize, line: &OutlineLine) -> usize {
        let rest = &self.text()[at..line.end().max(at)];
        let length = rest.len() - rest.trim_start_matches(is_space_like).len();
        if nonstandard_space_len(rest) > 0 {
            let help = "replace it with an ordinary space";
            self.warn_at(
                Code::NonstandardSpace,
                at..at + length,
                "found a non-standard space character where YAML expects a space",
                help,
            );
            let spaces = " ".repeat(rest[..length].chars().count());
            self.apply_fix(Patch::new(at..at + length, spaces));
        }
        length
    }

    fn quote_key(&mut self, at: usize, length: usize, content: &str) {
        if !content.starts_with(SPECIAL_STARTS) || is_tag(content) {
            return;
        }
        let key = &content[..length];
        let help = suggest_line(self.source, at..at + length, &quote_text(key));
        self.warn_at(Code::SpecialStart, at..at + length, special_start_message(key), help);
        self.apply_fix(Patch::new(at..at + length, quote_text(key)));
    }

    /// `bullets: - one`: the list starts on the same line as its key.
    fn move_list_below_key(&mut self, gap: Range<usize>, column: isize, line: &OutlineLine) {
        let dash = gap.end;
        let help = "start the list on the next line";
        self.warn_at(
            Code::ListOnKeyLine,
            dash..line.end(),
            "a list cannot start on the same line as its key",
            help,
        );
        let dash_column =
            line.column as isize + self.text()[line.content_start..dash].chars().count() as isize;
        self.apply_fix(Patch::new(
            gap,
            format!("\n{}", " ".repeat(dash_column.max(column + 1) as usize)),
        ));
        self.levels.push(OpenLevel { column: dash_column, kind: LevelKind::List });
        self.scan_entry(dash, dash_column, line);
    }
}
