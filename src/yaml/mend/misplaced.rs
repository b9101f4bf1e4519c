//! Lines that stand where nothing of their sort can: without key or dash, or at a column of their
//! own.

use std::ops::Range;

use super::entry::Place;
use super::foreign::LIST_KEYS;
use super::line::{self, Line, is_blank};
use super::words::is_dash;
use super::{Kind, Level, Mender, Pending};
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::draft::Patch;
use crate::yaml::quote::write_instead;

/// Marks that stand before list items and nowhere else.
const BULLETS: &[char] = &[
    '*', '•', '◦', '▪', '■', '□', '◆', '●', '○', '‣', '⁃', '∙', '➢', '➤', '►', '▶', '\u{f0b7}',
    '\u{f0a7}',
];

/// Marks that people put before list items, and sentences have, too.
const SIGNS: &[char] = &['·', '+', '–', '—', '―', '−', '‐', '‑', '→', '»', '›', '✓', '✔'];

impl Mender<'_> {
    /// A dash or key at a column that no list or mapping has: it is read at the nearest one.
    pub(super) fn misplaced(&mut self, kind: Kind, column: isize, line: &Line) -> isize {
        let silent = self.corrected.filter(|(wrong, _)| *wrong == column).map(|(_, right)| right);
        let candidates =
            self.levels.iter().filter(|level| level.kind == kind).map(|level| level.column);
        let nearest =
            silent.or_else(|| candidates.min_by_key(|other| ((other - column).abs(), -other)));
        let Some(right) = nearest.filter(|right| *right != column || silent.is_some()) else {
            // A list item among keys, or a key among list items: the parser says where.
            self.levels.retain(|level| level.column < column);
            self.levels.push(Level { column, kind });
            return column;
        };
        self.levels
            .retain(|level| level.column < right || (level.column == right && level.kind == kind));
        if !self.levels.contains(&Level { column: right, kind }) {
            self.levels.push(Level { column: right, kind });
        }
        if silent.is_none() {
            let spaces = |count: isize| {
                if count == 1 { "1 space".to_owned() } else { format!("{count} spaces") }
            };
            let message =
                format!("this line is indented by {}, its neighbours by {}", spaces(column), right);
            // One space too many may also be one too few.
            let hint = if kind == Kind::List && column == right + 1 {
                format!(
                    "indent it by {}, or by {} if it belongs under the line above",
                    spaces(right),
                    right + 2
                )
            } else {
                format!("indent it by {}", spaces(right))
            };
            self.shifted = Some(self.findings.len());
            self.error_at(Code::WrongIndent, line.content_start..line.end(), message, hint);
            self.corrected = Some((column, right));
        }
        self.margin(line, right);
        right
    }

    /// A line that is neither a list item nor has a key.
    pub(super) fn without_structure(&mut self, index: usize, column: isize) {
        let line = self.lines[index];
        // Items may stand at the column of their key.
        if let Some(pending) =
            self.pending.filter(|pending| pending.key && column >= pending.column)
            && self.bullet_like(index, column, pending.name)
        {
            return;
        }
        if let Some(pending) = self.pending.filter(|pending| column > pending.column) {
            if self.enumerated(index, column) || self.bare_table(index, column) {
                return;
            }
            let place = Place { key: None, item: !pending.key && pending.column >= 0, alone: true };
            self.value(line.content_start, pending.column, column, &line, place);
            return;
        }
        self.pending = None;
        let deepest = self.levels.iter().rev().find(|level| level.column <= column).copied();
        match deepest {
            Some(Level { kind: Kind::List, column: right }) => {
                self.levels.retain(|level| level.column <= right);
                if column != right || !self.enumerated(index, right) {
                    self.item_without_dash(&line, right);
                }
            }
            Some(Level { kind: Kind::Mapping, column: right }) => {
                self.levels.retain(|level| level.column <= right);
                self.key_without_colon(index, right);
            }
            None => self.stray(&line),
        }
    }

    /// The colon of `title:Deck` in `range`, with the space that it lacks put in. Keys are words
    /// without blanks.
    pub(super) fn colon_without_space(&mut self, range: Range<usize>) -> Option<usize> {
        let text = &self.text()[range.clone()];
        let (at, colon) = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：' | '='))?;
        let key = text[..at].trim_end();
        let behind = &text[at + colon.len_utf8()..];
        let empty = behind.trim().is_empty() && colon != '：';
        if !line::is_identifier(key) || (colon == ':' && behind.starts_with("//")) || empty {
            return None;
        }
        if colon == '=' && !behind.starts_with(' ') {
            return None;
        }
        let value = behind.trim_start_matches(is_blank);
        let gap = range.start + key.len()..range.end - value.len();
        let hint = write_instead(self.source, gap.clone(), ": ");
        let message = match colon {
            ':' => format!("a space is missing behind `{key}:`"),
            _ => format!("`{key}` needs a colon and a space"),
        };
        self.warn_at(Code::SpaceBehindColon, range.start..gap.end, message, hint);
        self.mend(Patch::new(gap, ": "));
        Some(range.end - value.len())
    }

    /// `* one`, `• one`, `-one` below the key of this `name`, where a list can begin. The lines
    /// below it may have other marks.
    fn bullet_like(&mut self, index: usize, column: isize, name: (usize, usize)) -> bool {
        let line = self.lines[index];
        let mut next = self.lines[index + 1..].iter().filter(|next| !next.content.starts_with('#'));
        let sibling = next
            .find(|next| next.column as isize <= column)
            .filter(|next| next.column as isize == column);
        let sibling = sibling.map(|next| next.content);
        // What a list was found under has no name yet.
        let has_list = name.0 == name.1 || LIST_KEYS.contains(&&self.text()[name.0..name.1]);
        if let Some(mark) = bullet(line.content)
            && (mark == '*'
                || has_list
                || is_bulleted_key(line.content)
                || sibling.is_some_and(starts_item))
        {
            self.open_list(column);
            self.replace_bullet(&line, mark, column);
            return true;
        }
        let dash = glued_dash(line.content) && sibling.is_none_or(starts_item);
        if dash {
            self.open_list(column);
            self.split_dash(&line, column);
        }
        dash
    }

    fn item_without_dash(&mut self, line: &Line, column: isize) {
        if line.column as isize == column {
            if glued_dash(line.content) {
                self.split_dash(line, column);
                return;
            }
            if let Some(mark) = bullet(line.content) {
                self.replace_bullet(line, mark, column);
                return;
            }
        }
        let hint = format!("write: - {}", line.content);
        self.error_at(
            Code::DashMissing,
            line.content_start..line.end(),
            "this line stands in a list and has no dash",
            hint,
        );
        self.attach(
            self.findings.len() - 1,
            &Patch::new(line.content_start..line.content_start, "- "),
        );
        // What its words would be in YAML does not matter any more.
        self.patches.push(Patch::new(line.content_start..line.end(), ""));
    }

    fn key_without_colon(&mut self, index: usize, column: isize) {
        let line = self.lines[index];
        let range = line.content_start..line.end();
        if let Some(value) = self.colon_without_space(range.clone()) {
            self.pending = Some(Pending { column, key: true, name: (line.content_start, value) });
            if line.column as isize != column {
                self.shifted = self.findings.len().checked_sub(1);
                self.margin(&line, column);
            }
            let value_column =
                column + self.text()[line.content_start..value].chars().count() as isize;
            self.value(
                value,
                column,
                value_column,
                &line,
                Place { key: Some(line.content_start), item: false, alone: false },
            );
            return;
        }
        let deeper = self
            .next_line(index)
            .is_some_and(|next| next.column as isize > column || next.content.starts_with("- "));
        if line::is_identifier(line.content) && deeper {
            let hint = write_instead(self.source, range.clone(), &format!("{}:", line.content));
            self.warn_at(
                Code::ColonMissing,
                range.clone(),
                format!("a colon is missing behind `{}`", line.content),
                hint,
            );
            self.mend(Patch::new(range.end..range.end, ":"));
            self.pending = Some(Pending { column, key: true, name: (range.start, range.end) });
            return;
        }
        self.stray(&line);
    }

    fn stray(&mut self, line: &Line) {
        let hint = if line.content.starts_with(['#', '-', '*', '>']) {
            "Markdown goes below `body: |`, indented"
        } else {
            "write `key: ` before it, or indent it so that it goes on with the text above"
        };
        self.error_at(
            Code::StrayLine,
            line.content_start..line.end(),
            "this line is neither a key with a value nor an item of a list",
            hint,
        );
        self.patches.push(Patch::new(line.content_start..line.end(), ""));
    }

    /// A list that begins at `column`.
    pub(super) fn open_list(&mut self, column: isize) {
        self.levels.retain(|level| level.column <= column);
        self.levels.push(Level { column, kind: Kind::List });
    }

    /// `- title: One` at the first column of a file that has keys there and no `slides`.
    pub(super) fn slides_at_the_top(&mut self, line: &Line) -> bool {
        let root = Level { column: 0, kind: Kind::Mapping };
        if self.slides_written || self.levels.first() != Some(&root) {
            return false;
        }
        self.levels = vec![root, Level { column: 0, kind: Kind::List }];
        self.slides_written = true;
        let hint = "write `slides:` on a line of its own above the first of them";
        self.warn_at(
            Code::SlidesWithoutKey,
            line.content_start..line.end(),
            "the slides stand without the key `slides`",
            hint,
        );
        self.mend(Patch::new(line.start..line.start, "slides:\n"));
        true
    }

    /// `title: Two` at the column of a list's dashes, below an item that has a `title`: its own
    /// dash is missing.
    pub(super) fn repeats_a_key(&mut self, column: isize, line: &Line) -> bool {
        let list = Level { column, kind: Kind::List };
        let Some((length, _)) = line::key(line.content) else { return false };
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
        let hint = write_instead(self.source, line.content_start..line.content_start, "- ");
        self.warn_at(
            Code::DashMissing,
            line.content_start..line.end(),
            "a dash is missing: this is the next item of the list",
            hint,
        );
        self.mend(Patch::new(line.content_start..line.content_start, "- "));
        self.levels.retain(|level| level.column <= column);
        self.levels.push(Level { column: column + 2, kind: Kind::Mapping });
        true
    }

    /// `title: Two` at the column of the keys of an item that begins with `title`: its dash is
    /// missing, or one of the two is too many. One finding says so, and the next item is read,
    /// whose other keys are none of the first.
    pub(super) fn repeats_the_first_key(&mut self, column: isize, line: &Line) {
        let [.., list, _] = self.levels[..] else { return };
        let Some((length, _)) = line::key(line.content) else { return };
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
        let blanks = first.content.len() - content.len();
        let is_first = line::key(content).is_some_and(|(length, _)| &content[..length] == key);
        let margin = &self.text()[line.start..line.content_start];
        if list.kind != Kind::List
            || !is_first
            || list.column + blanks as isize != column
            || !margin.bytes().all(|b| b == b' ')
        {
            return;
        }
        let dash = Patch::new(
            line.content_start - blanks..line.content_start,
            format!("{:<blanks$}", "-"),
        );
        let first = self.span(first.content_start + blanks..first.content_start + blanks + length);
        let finding = Diagnostic::error(
            Code::DuplicateKey,
            format!("`{key}` is written twice"),
            self.span(line.content_start..line.content_start + length),
        )
        .related(first, "first written here")
        .hint(format!("if the next item of the list begins here, write: - {}", line.content))
        .hint("else keep one of the two");
        self.findings.push(finding);
        self.mend(dash);
    }

    fn split_dash(&mut self, line: &Line, column: isize) {
        let at = line.content_start + 1;
        let hint = write_instead(self.source, at..at, " ");
        self.warn_at(
            Code::SpaceBehindDash,
            line.content_start..line.end(),
            "a space is missing behind the dash",
            hint,
        );
        self.mend(Patch::new(at..at, " "));
        self.item_behind(at, column, line);
    }

    fn replace_bullet(&mut self, line: &Line, mark: char, column: isize) {
        let content = &line.content[mark.len_utf8()..];
        let value =
            line.content_start + (line.content.len() - content.trim_start_matches(is_blank).len());
        let hint = write_instead(self.source, line.content_start..value, "- ");
        let message = format!("`{mark}` does not start an item of a list; a dash does");
        self.warn_at(
            Code::ForeignBullet,
            line.content_start..line.content_start + mark.len_utf8(),
            message,
            hint,
        );
        self.mend(Patch::new(line.content_start..value, "- "));
        self.item_behind(value, column, line);
    }

    /// The value or key behind a dash that was mended.
    pub(super) fn item_behind(&mut self, at: usize, column: isize, line: &Line) {
        self.pending = Some(Pending { column, key: false, name: (at, at) });
        if self.key_length(&self.text()[at..line.end()]).is_some() {
            self.levels.push(Level { column: column + 2, kind: Kind::Mapping });
            self.entry(at, column + 2, line);
        } else {
            self.value(at, column, column + 2, line, Place { key: None, item: true, alone: true });
        }
    }
}

/// The mark of a list item that is not a dash.
fn bullet(content: &str) -> Option<char> {
    let mark = content.chars().next().filter(|c| BULLETS.contains(c) || SIGNS.contains(c))?;
    content[mark.len_utf8()..].starts_with(is_blank).then_some(mark)
}

/// Whether a line under an item's text is an item under it, and does not go on with the text.
pub(super) fn is_bullet_below(content: &str) -> bool {
    bullet(content).is_some_and(|mark| BULLETS.contains(&mark))
}

/// Whether a line starts an item by any mark.
fn starts_item(content: &str) -> bool {
    is_dash(content) || glued_dash(content) || bullet(content).is_some()
}

/// `• title: One`: a key behind the mark of a list item that is not a dash.
pub(super) fn is_bulleted_key(content: &str) -> bool {
    let behind =
        bullet(content).map(|mark| content[mark.len_utf8()..].trim_start_matches(is_blank));
    behind.is_some_and(|behind| {
        line::key(behind).is_some_and(|(length, _)| line::is_identifier(&behind[..length]))
    })
}

/// `-item`.
fn glued_dash(content: &str) -> bool {
    let rest = content.strip_prefix('-').unwrap_or("");
    rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '*' | '\'' | '[' | '#'))
}
