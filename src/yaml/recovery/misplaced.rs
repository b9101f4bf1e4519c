//! Misplaced lines: without a dash or key, or at a column that no list or mapping has.

use std::ops::Range;

use super::foreign::LIST_KEYS;
use super::line::{self, OutlineLine, is_space_like};
use super::plain_text::is_dash_item;
use super::scalar::ValuePosition;
use super::value::ValueRole;
use super::{LevelKind, OpenLevel, PendingValue, Recovery};
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::patched_text::Patch;
use crate::yaml::quote::suggest_line;

/// Marks that only occur before list items.
const BULLET_MARKS: &[char] = &[
    '*', '•', '◦', '▪', '■', '□', '◆', '●', '○', '‣', '⁃', '∙', '➢', '➤', '►', '▶', '\u{f0b7}',
    '\u{f0a7}',
];

/// Marks that occur before list items and in sentences.
const AMBIGUOUS_BULLET_MARKS: &[char] =
    &['·', '+', '–', '—', '―', '−', '‐', '‑', '→', '»', '›', '✓', '✔'];

impl Recovery<'_> {
    /// Moves a dash or key at a column that no list or mapping has to the nearest one that has.
    pub(super) fn realign_entry(
        &mut self,
        kind: LevelKind,
        column: isize,
        line: &OutlineLine,
    ) -> isize {
        let silent =
            self.corrected_column.filter(|(wrong, _)| *wrong == column).map(|(_, right)| right);
        let candidates =
            self.levels.iter().filter(|level| level.kind == kind).map(|level| level.column);
        let nearest =
            silent.or_else(|| candidates.min_by_key(|other| ((other - column).abs(), -other)));
        let Some(right) = nearest.filter(|right| *right != column || silent.is_some()) else {
            // A list item among keys, or a key among list items: the parser reports it.
            self.levels.retain(|level| level.column < column);
            self.levels.push(OpenLevel { column, kind });
            return column;
        };
        self.levels
            .retain(|level| level.column < right || (level.column == right && level.kind == kind));
        if !self.levels.contains(&OpenLevel { column: right, kind }) {
            self.levels.push(OpenLevel { column: right, kind });
        }
        if silent.is_none() {
            let spaces = |count: isize| {
                if count == 1 { "1 space".to_owned() } else { format!("{count} spaces") }
            };
            let message = format!(
                "this line is indented by {}, the lines around it by {}",
                spaces(column),
                right
            );
            // One space too many may also be one too few.
            let help = if kind == LevelKind::List && column == right + 1 {
                format!(
                    "indent it by {}, or by {} if it belongs to the line above",
                    spaces(right),
                    right + 2
                )
            } else {
                format!("indent it by {}", spaces(right))
            };
            self.indent_diagnostic = Some(self.diagnostics.len());
            self.error_at(Code::WrongIndent, line.content_start..line.end(), message, help);
            self.corrected_column = Some((column, right));
        }
        self.patch_indent(line, right);
        right
    }

    /// Handles a line that is neither a list item nor has a key.
    pub(super) fn handle_unstructured_line(&mut self, index: usize, column: isize) {
        let line = self.lines[index];
        // Items may be at the same column as their key.
        if let Some(pending) =
            self.pending.filter(|pending| pending.is_key && column >= pending.column)
            && self.convert_bullet(index, column, pending.key_range)
        {
            return;
        }
        if let Some(pending) = self.pending.filter(|pending| column > pending.column) {
            if self.convert_enumerated_item(index, column) || self.convert_bare_table(index, column)
            {
                return;
            }
            let is_item = !pending.is_key && pending.column >= 0;
            let role = if is_item { ValueRole::ListItem } else { ValueRole::OwnLine };
            let (start, parent) = (line.content_start, pending.column);
            self.scan_value(ValuePosition { start, column, parent, role }, &line);
            return;
        }
        self.pending = None;
        let deepest = self.levels.iter().rev().find(|level| level.column <= column).copied();
        match deepest {
            Some(OpenLevel { kind: LevelKind::List, column: right }) => {
                self.levels.retain(|level| level.column <= right);
                if column != right || !self.convert_enumerated_item(index, right) {
                    self.report_missing_dash(&line, right);
                }
            }
            Some(OpenLevel { kind: LevelKind::Mapping, column: right }) => {
                self.levels.retain(|level| level.column <= right);
                self.recover_missing_colon(index, right);
            }
            None => self.report_stray_line(&line),
        }
    }

    /// Inserts the missing space after the colon of `title:Deck` in `range`, and returns the start
    /// of the value. Keys are words without spaces.
    pub(super) fn insert_space_after_colon(&mut self, range: Range<usize>) -> Option<usize> {
        let text = &self.text()[range.clone()];
        let (at, colon) = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：' | '='))?;
        let key = text[..at].trim_end();
        let rest = &text[at + colon.len_utf8()..];
        let empty = rest.trim().is_empty() && colon != '：';
        if !line::is_identifier(key) || (colon == ':' && rest.starts_with("//")) || empty {
            return None;
        }
        if colon == '=' && !rest.starts_with(' ') {
            return None;
        }
        let value = rest.trim_start_matches(is_space_like);
        let gap = range.start + key.len()..range.end - value.len();
        let help = suggest_line(self.source, gap.clone(), ": ");
        let message = match colon {
            ':' => format!("missing space after `{key}:`"),
            _ => format!("missing colon and space after `{key}`"),
        };
        self.warn_at(Code::SpaceAfterColon, range.start..gap.end, message, help);
        self.apply_fix(Patch::new(gap, ": "));
        Some(range.end - value.len())
    }

    /// Converts `* one`, `• one`, `-one` under the key at `key_range`, where a list can start. The
    /// lines below it may have other marks.
    fn convert_bullet(&mut self, index: usize, column: isize, name: (usize, usize)) -> bool {
        let line = self.lines[index];
        let mut next = self.lines[index + 1..].iter().filter(|next| !next.content.starts_with('#'));
        let sibling = next
            .find(|next| next.column as isize <= column)
            .filter(|next| next.column as isize == column);
        let sibling = sibling.map(|next| next.content);
        // The key of a list under a text is not known.
        let has_list = name.0 == name.1 || LIST_KEYS.contains(&&self.text()[name.0..name.1]);
        if let Some(mark) = bullet_mark(line.content)
            && (mark == '*'
                || has_list
                || is_bulleted_key(line.content)
                || sibling.is_some_and(is_item_start))
        {
            self.open_list(column);
            self.replace_bullet(&line, mark, column);
            return true;
        }
        let dash = is_glued_dash(line.content) && sibling.is_none_or(is_item_start);
        if dash {
            self.open_list(column);
            self.insert_space_after_dash(&line, column);
        }
        dash
    }

    fn report_missing_dash(&mut self, line: &OutlineLine, column: isize) {
        if line.column as isize == column {
            if is_glued_dash(line.content) {
                self.insert_space_after_dash(line, column);
                return;
            }
            if let Some(mark) = bullet_mark(line.content) {
                self.replace_bullet(line, mark, column);
                return;
            }
        }
        let help = format!("write: - {}", line.content);
        self.error_at(
            Code::MissingDash,
            line.content_start..line.end(),
            "this line in a list does not start with a dash",
            help,
        );
        self.attach_fix(
            self.diagnostics.len() - 1,
            &Patch::new(line.content_start..line.content_start, "- "),
        );
        // It no longer matters how YAML would read the line.
        self.patches.push(Patch::new(line.content_start..line.end(), ""));
    }

    fn recover_missing_colon(&mut self, index: usize, column: isize) {
        let line = self.lines[index];
        let range = line.content_start..line.end();
        if let Some(value) = self.insert_space_after_colon(range.clone()) {
            self.pending =
                Some(PendingValue { column, is_key: true, key_range: (line.content_start, value) });
            if line.column as isize != column {
                self.indent_diagnostic = self.diagnostics.len().checked_sub(1);
                self.patch_indent(&line, column);
            }
            let width = self.text()[line.content_start..value].chars().count() as isize;
            let role = ValueRole::AfterKey;
            let position =
                ValuePosition { start: value, column: column + width, parent: column, role };
            self.scan_value(position, &line);
            return;
        }
        let deeper = self
            .next_content_line(index)
            .is_some_and(|next| next.column as isize > column || next.content.starts_with("- "));
        if line::is_identifier(line.content) && deeper {
            let help = suggest_line(self.source, range.clone(), &format!("{}:", line.content));
            self.warn_at(
                Code::MissingColon,
                range.clone(),
                format!("missing colon after `{}`", line.content),
                help,
            );
            self.apply_fix(Patch::new(range.end..range.end, ":"));
            self.pending =
                Some(PendingValue { column, is_key: true, key_range: (range.start, range.end) });
            return;
        }
        self.report_stray_line(&line);
    }

    fn report_stray_line(&mut self, line: &OutlineLine) {
        let help = if line.content.starts_with(['#', '-', '*', '>']) {
            "put Markdown under `body: |`, indented"
        } else {
            "write `key: ` before it, or indent it if it continues the text above"
        };
        self.error_at(
            Code::StrayLine,
            line.content_start..line.end(),
            "this line is neither a key with a value nor a list item",
            help,
        );
        self.patches.push(Patch::new(line.content_start..line.end(), ""));
    }

    /// Opens a list at `column`.
    pub(super) fn open_list(&mut self, column: isize) {
        self.levels.retain(|level| level.column <= column);
        self.levels.push(OpenLevel { column, kind: LevelKind::List });
    }

    /// Inserts the key `slides` before `- title: One` at the first column of a file that has other
    /// keys but no `slides`.
    pub(super) fn insert_slides_key(&mut self, line: &OutlineLine) -> bool {
        let root = OpenLevel { column: 0, kind: LevelKind::Mapping };
        if self.has_slides_key || self.levels.first() != Some(&root) {
            return false;
        }
        self.levels = vec![root, OpenLevel { column: 0, kind: LevelKind::List }];
        self.has_slides_key = true;
        let help = "write `slides:` on a line of its own above the first slide";
        self.warn_at(
            Code::MissingSlidesKey,
            line.content_start..line.end(),
            "missing key `slides` above the list of slides",
            help,
        );
        self.apply_fix(Patch::new(line.start..line.start, "slides:\n"));
        true
    }

    /// Inserts the missing dash before `title: Two` at the column of a list's dashes, after an item
    /// that has a `title`.
    pub(super) fn insert_missing_dash(&mut self, column: isize, line: &OutlineLine) -> bool {
        let list = OpenLevel { column, kind: LevelKind::List };
        let Some((length, _)) = line::find_key(line.content) else { return false };
        let key = format!("{}:", &line.content[..length]);
        let index = self.lines.partition_point(|other| other.number < line.number);
        let item =
            self.lines[..index].iter().rev().take_while(|other| other.column as isize > column);
        let dash = self.lines[..index].iter().rfind(|other| other.column as isize == column);
        let repeated = item
            .filter(|other| other.column as isize == column + 2)
            .any(|other| other.content.starts_with(&key))
            || dash.is_some_and(|dash| {
                dash.content.strip_prefix("- ").is_some_and(|rest| rest.starts_with(&key))
            });
        if !repeated || !self.levels.contains(&list) {
            return false;
        }
        let help = suggest_line(self.source, line.content_start..line.content_start, "- ");
        self.warn_at(
            Code::MissingDash,
            line.content_start..line.end(),
            "missing dash: the next list item starts here",
            help,
        );
        self.apply_fix(Patch::new(line.content_start..line.content_start, "- "));
        self.levels.retain(|level| level.column <= column);
        self.levels.push(OpenLevel { column: column + 2, kind: LevelKind::Mapping });
        true
    }

    /// Reports `title: Two` at the column of the keys of an item that starts with `title`: either a
    /// dash is missing, or one of the two is redundant. There is one diagnostic, and the next item
    /// is read, so that its other keys are not reported as duplicates.
    pub(super) fn report_repeated_first_key(&mut self, column: isize, line: &OutlineLine) {
        let [.., list, _] = self.levels[..] else { return };
        let Some((length, _)) = line::find_key(line.content) else { return };
        let key = &line.content[..length];
        let index = self.lines.partition_point(|other| other.number < line.number);
        let Some(first) =
            self.lines[..index].iter().rfind(|other| other.column as isize == list.column)
        else {
            return;
        };
        let content = first
            .content
            .strip_prefix('-')
            .map(|rest| rest.trim_start_matches(' '))
            .unwrap_or_default();
        let gap_len = first.content.len() - content.len();
        let is_first = line::find_key(content).is_some_and(|(length, _)| &content[..length] == key);
        let indent = &self.text()[line.start..line.content_start];
        if list.kind != LevelKind::List
            || !is_first
            || list.column + gap_len as isize != column
            || !indent.bytes().all(|b| b == b' ')
        {
            return;
        }
        let dash = Patch::new(
            line.content_start - gap_len..line.content_start,
            format!("{:<gap_len$}", "-"),
        );
        let first =
            self.span(first.content_start + gap_len..first.content_start + gap_len + length);
        let diagnostic = Diagnostic::error(
            Code::DuplicateKey,
            format!("the key `{key}` is written twice"),
            self.span(line.content_start..line.content_start + length),
        )
        .with_related(first, "first written here")
        .with_help(format!("if the next list item starts here, write: - {}", line.content))
        .with_help("otherwise remove one of the two");
        self.diagnostics.push(diagnostic);
        self.apply_fix(dash);
    }

    fn insert_space_after_dash(&mut self, line: &OutlineLine, column: isize) {
        let at = line.content_start + 1;
        let help = suggest_line(self.source, at..at, " ");
        self.warn_at(
            Code::SpaceAfterDash,
            line.content_start..line.end(),
            "missing space after the dash",
            help,
        );
        self.apply_fix(Patch::new(at..at, " "));
        self.scan_item_after_dash(at, column, line);
    }

    fn replace_bullet(&mut self, line: &OutlineLine, mark: char, column: isize) {
        let content = &line.content[mark.len_utf8()..];
        let value = line.content_start
            + (line.content.len() - content.trim_start_matches(is_space_like).len());
        let help = suggest_line(self.source, line.content_start..value, "- ");
        let message = format!("list items start with a dash, not with `{mark}`");
        self.warn_at(
            Code::ForeignBullet,
            line.content_start..line.content_start + mark.len_utf8(),
            message,
            help,
        );
        self.apply_fix(Patch::new(line.content_start..value, "- "));
        self.scan_item_after_dash(value, column, line);
    }

    /// Reads the value or key after a dash that was inserted.
    pub(super) fn scan_item_after_dash(&mut self, at: usize, column: isize, line: &OutlineLine) {
        self.pending = Some(PendingValue { column, is_key: false, key_range: (at, at) });
        if self.measure_key(&self.text()[at..line.end()]).is_some() {
            self.levels.push(OpenLevel { column: column + 2, kind: LevelKind::Mapping });
            self.scan_entry(at, column + 2, line);
        } else {
            let role = ValueRole::ListItem;
            let position = ValuePosition { start: at, column: column + 2, parent: column, role };
            self.scan_value(position, line);
        }
    }
}

/// Returns the mark of a list item that is not a dash.
fn bullet_mark(content: &str) -> Option<char> {
    let mark = content
        .chars()
        .next()
        .filter(|c| BULLET_MARKS.contains(c) || AMBIGUOUS_BULLET_MARKS.contains(c))?;
    content[mark.len_utf8()..].starts_with(is_space_like).then_some(mark)
}

/// Returns whether a line under the text of an item is a nested item instead of a continuation.
pub(super) fn is_bullet_below(content: &str) -> bool {
    bullet_mark(content).is_some_and(|mark| BULLET_MARKS.contains(&mark))
}

/// Returns whether a line starts a list item with any mark.
fn is_item_start(content: &str) -> bool {
    is_dash_item(content) || is_glued_dash(content) || bullet_mark(content).is_some()
}

/// Returns whether a line is a key after another list mark than a dash: `• title: One`.
pub(super) fn is_bulleted_key(content: &str) -> bool {
    let rest = bullet_mark(content)
        .map(|mark| content[mark.len_utf8()..].trim_start_matches(is_space_like));
    rest.is_some_and(|rest| {
        line::find_key(rest).is_some_and(|(length, _)| line::is_identifier(&rest[..length]))
    })
}

/// Returns whether a line is a list item without a space after its dash: `-item`.
fn is_glued_dash(content: &str) -> bool {
    let rest = content.strip_prefix('-').unwrap_or("");
    rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '*' | '\'' | '[' | '#'))
}
