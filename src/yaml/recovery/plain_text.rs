//! Text without quotes that may continue on the next lines.

use std::ops::Range;

use super::line::{self, OutlineLine, is_space_like};
use super::misplaced::is_bullet_below;
use super::scalar::ValuePosition;
use super::value::ValueRole;
use super::{LevelKind, OpenLevel, PendingValue, Recovery};
use crate::diagnostic::Code;
use crate::yaml::patched_text::Patch;
use crate::yaml::quote::{WRITE_PREFIX, quote_text, suggest_line};

/// The text that was read last.
pub(super) struct OpenText {
    /// Its lines, without spaces around them.
    pub lines: Vec<Range<usize>>,
    /// Column of its key or dash: lines that are indented more continue it.
    pub parent: isize,
    /// Its own column.
    pub column: isize,
    /// What precedes it.
    pub role: ValueRole,
    /// Whether it is quoted, so that it ends at its closing quotation mark.
    pub is_quoted: bool,
    /// Whether it must be quoted.
    pub needs_quotes: bool,
    /// The diagnostic that reports it.
    pub diagnostic: Option<usize>,
    /// The comment that ends its last line.
    pub comment: Option<Range<usize>>,
}

/// The role of a line that is indented more than the text before it.
pub(super) enum Continuation {
    /// It continues the text.
    PartOfText,
    /// It is an entry of its own, at this column.
    OwnEntry(isize),
}

impl OpenText {
    /// Creates a text without quotes of `length` bytes.
    pub(super) fn new(position: ValuePosition, length: usize) -> Self {
        let ValuePosition { start, column, parent, role } = position;
        Self {
            lines: std::iter::once(start..start + length).collect(),
            parent,
            column,
            role,
            is_quoted: false,
            needs_quotes: false,
            diagnostic: None,
            comment: None,
        }
    }

    fn is_item(&self) -> bool {
        self.role == ValueRole::ListItem
    }

    /// Returns whether a key could be here instead.
    fn is_alone(&self) -> bool {
        self.role != ValueRole::AfterKey
    }

    fn range(&self) -> Range<usize> {
        self.lines[0].start..self.lines[self.lines.len() - 1].end
    }
}

impl Recovery<'_> {
    /// Ends the text, and quotes it if needed.
    pub(super) fn close_text(&mut self) {
        let Some(open) = self.open_text.take() else { return };
        if open.needs_quotes {
            let patch = Patch::new(open.range(), quote_text(&self.join_lines(&open)));
            if let Some(diagnostic) = open.diagnostic {
                self.attach_fix(diagnostic, &patch);
            }
            self.patches.push(patch);
        }
    }

    /// Determines whether the line at `index` continues the text before it.
    pub(super) fn continue_text(&mut self, index: usize) -> Continuation {
        let line = self.lines[index];
        let column = line.column as isize;
        let Some(open) = self.open_text.take() else { return Continuation::OwnEntry(column) };
        if column <= open.parent {
            self.open_text = Some(open);
            return Continuation::OwnEntry(column);
        }
        if is_dash_item(line.content) || (open.is_item() && is_bullet_below(line.content)) {
            return self.handle_list_below_text(open, &line);
        }
        if let Some((length, _)) = line::find_key(line.content) {
            return self.handle_key_below_text(open, &line, &line.content[..length]);
        }
        if open.is_quoted {
            return Continuation::PartOfText;
        }
        // `title:Deck` above `lang:en`: two keys without their spaces.
        let both = open.is_alone() && column == open.column && looks_like_key(line.content);
        if both && self.insert_missing_space(&open) {
            return Continuation::OwnEntry(column);
        }
        self.extend_text(open, &line)
    }

    /// Handles a list under a text: the text is an item with nested items, for which YAML needs a
    /// colon.
    fn handle_list_below_text(&mut self, open: OpenText, line: &OutlineLine) -> Continuation {
        let column = line.column as isize;
        if !open.is_item() {
            if open.is_quoted {
                return Continuation::OwnEntry(column);
            }
            if open.needs_quotes && open.lines.len() > 1 {
                return self.extend_text(open, line);
            }
            let help = "remove the text, or give the list a key of its own, such as `bullets:`";
            self.error_at(
                Code::ListBelowText,
                line.content_start..line.end(),
                "a key cannot have both text and a list",
                help,
            );
            return self.extend_text(OpenText { needs_quotes: true, ..open }, line);
        }
        if column == open.parent + 1 && column < open.column {
            // One space too many: an item beside this one, not under it.
            return Continuation::OwnEntry(column);
        }
        let range = open.range();
        let text = self.join_lines(&open);
        let as_written = open.is_quoted
            || (!open.needs_quotes && open.lines.len() == 1 && open.comment.is_none());
        let key = if as_written { text } else { quote_text(&text) };
        // One diagnostic for a text that needs both quotes and a colon.
        let span = self.span(range.clone());
        if open.needs_quotes && self.diagnostics.last().is_some_and(|last| last.span == Some(span))
        {
            self.diagnostics.pop();
        }
        let help = suggest_line(self.source, range.clone(), &format!("{key}:"));
        self.warn_at(
            Code::MissingColonBeforeList,
            range.clone(),
            "missing colon after text with a list under it",
            help,
        );
        let range_end = range.end;
        self.apply_fix(Patch::new(range, format!("{key}:")));
        self.levels.push(OpenLevel { column: open.column, kind: LevelKind::Mapping });
        self.pending = Some(PendingValue {
            column: open.column,
            is_key: true,
            key_range: (range_end, range_end),
        });
        if column < open.column {
            self.indent_diagnostic = self.diagnostics.len().checked_sub(1);
            self.patch_indent(line, open.column);
            self.corrected_column = Some((column, open.column));
        }
        Continuation::OwnEntry(column.max(open.column))
    }

    /// Handles a key under a text: one of the two lines is indented wrongly or incomplete, or
    /// the colon is part of the text.
    fn handle_key_below_text(
        &mut self,
        open: OpenText,
        line: &OutlineLine,
        key: &str,
    ) -> Continuation {
        let column = line.column as isize;
        let is_named = line::is_identifier(key);
        if open.is_alone() && column == open.column {
            if self.insert_missing_space(&open) {
                return Continuation::OwnEntry(column);
            }
            if is_named {
                if !self.insert_missing_colon(&open) {
                    self.insert_missing_key(&open, key);
                }
                return Continuation::OwnEntry(column);
            }
        } else if is_named && !open.is_item() {
            return self.realign_key(open, line, key);
        }
        if open.is_quoted {
            return Continuation::OwnEntry(column);
        }
        let open =
            OpenText { needs_quotes: true, diagnostic: Some(self.diagnostics.len()), ..open };
        let first = open.lines[0].start;
        let whole = format!("{} {}", self.join_lines(&open), line.content);
        let mut corrected = self.text()[..first].rsplit('\n').next().unwrap_or("").to_owned();
        corrected.push_str(&quote_text(&whole));
        self.warn_at(
            Code::ColonInText,
            line.content_start..line.end(),
            "text of several lines with a colon in it must be quoted",
            format!("{WRITE_PREFIX}{}", corrected.trim()),
        );
        self.extend_text(open, line)
    }

    /// Gives the text above `key` the key that was probably meant.
    fn insert_missing_key(&mut self, open: &OpenText, key: &str) {
        let range = open.range();
        let first_line = self.text()[range.clone()].lines().next().unwrap_or("");
        let shown: String = first_line.chars().take(40).collect();
        let value = if open.needs_quotes {
            quote_text(&self.join_lines(open))
        } else {
            self.text()[range.clone()].to_owned()
        };
        let value = format!("{}: {value}", self.guess_key(key));
        let help = suggest_line(self.source, range.clone(), &value);
        self.warn_at(
            Code::TextWithoutKey,
            range.clone(),
            format!("`{shown}` has no key, but the line below has one"),
            help,
        );
        self.apply_fix(Patch::new(range, value));
        self.levels.push(OpenLevel { column: open.column, kind: LevelKind::Mapping });
    }

    /// Moves a key that is indented more than the key of the text above to the column of that key.
    fn realign_key(&mut self, open: OpenText, line: &OutlineLine, key: &str) -> Continuation {
        let (column, parent) = (line.column as isize, open.parent);
        if self.corrected_column != Some((column, parent)) {
            let help = match parent {
                0 => "remove the spaces before it".to_owned(),
                spaces => format!("indent it by {spaces} spaces, like the key above"),
            };
            let message =
                format!("`{key}` is indented more than the key above, which already has a value");
            self.indent_diagnostic = Some(self.diagnostics.len());
            self.error_at(
                Code::WrongIndent,
                line.content_start..line.content_start + key.len(),
                message,
                help,
            );
        }
        self.corrected_column = Some((column, parent));
        self.patch_indent(line, parent);
        self.open_text = Some(open);
        self.close_text();
        Continuation::OwnEntry(parent)
    }

    /// Handles `title:Deck` when the line below has a key at the same column.
    fn insert_missing_space(&mut self, open: &OpenText) -> bool {
        if open.lines.len() != 1 || open.is_quoted || open.needs_quotes {
            return false;
        }
        let is_missing = self.insert_space_after_colon(open.range()).is_some();
        if is_missing {
            self.levels.push(OpenLevel { column: open.column, kind: LevelKind::Mapping });
        }
        is_missing
    }

    /// Handles `title Our river` above another key.
    fn insert_missing_colon(&mut self, open: &OpenText) -> bool {
        let range = open.range();
        let text = &self.text()[range.clone()];
        let key = text.split(is_space_like).next().unwrap_or("");
        if open.is_quoted || open.lines.len() != 1 || !KNOWN_KEYS.contains(&key) {
            return false;
        }
        let at = range.start + key.len();
        let help = suggest_line(self.source, at..at, ":");
        self.warn_at(
            Code::MissingColon,
            range.start..at,
            format!("missing colon after `{key}`"),
            help,
        );
        self.apply_fix(Patch::new(at..at, ":"));
        self.levels.push(OpenLevel { column: open.column, kind: LevelKind::Mapping });
        true
    }

    /// Returns the key that was probably meant for a text with keys below it: the title of a slide
    /// or a card, or the text of an item.
    fn guess_key(&self, below: &str) -> &'static str {
        if self.levels.iter().all(|level| level.kind == LevelKind::Mapping) {
            return "title";
        }
        let slide = self.levels.iter().filter(|level| level.kind == LevelKind::List).count() == 1
            && self.levels.len() == 2;
        if slide || below == "text" { "title" } else { "text" }
    }

    fn extend_text(&mut self, mut open: OpenText, line: &OutlineLine) -> Continuation {
        if let Some(comment) = open.comment.take() {
            let meant = line::is_hashtag(&self.text()[comment.clone()]);
            if meant && let Some(last) = open.lines.last_mut() {
                last.end = comment.end;
            }
            open.needs_quotes = true;
            open.diagnostic = meant.then_some(self.diagnostics.len());
            let help = if meant {
                "quote the whole text"
            } else {
                "put the comment on a line of its own, above the text"
            };
            self.warn_at(
                Code::HiddenByComment,
                comment,
                "`#` after a space starts a comment in YAML",
                help,
            );
        }
        let comment = line::find_comment(line.content).filter(|&at| at > 0);
        let end = comment.map_or(line.content.len(), |at| line.content[..at].trim_end().len());
        open.lines.push(line.content_start..line.content_start + end);
        open.comment = comment.map(|at| line.content_start + at..line.end());
        self.open_text = Some(open);
        Continuation::PartOfText
    }

    fn join_lines(&self, open: &OpenText) -> String {
        open.lines.iter().map(|line| &self.text()[line.clone()]).collect::<Vec<_>>().join(" ")
    }
}

/// Keys that are so common that they are recognised without their colon.
const KNOWN_KEYS: [&str; 10] =
    ["title", "subtitle", "text", "layout", "author", "date", "theme", "lang", "footer", "notes"];

/// Returns whether a line looks like `key:value`.
fn looks_like_key(content: &str) -> bool {
    let parts = content.split_once(':');
    parts.is_some_and(|(key, value)| {
        line::is_identifier(key) && !value.starts_with("//") && !value.is_empty()
    })
}

/// Returns whether a line starts a list item.
pub(super) fn is_dash_item(content: &str) -> bool {
    content == "-"
        || content.strip_prefix('-').is_some_and(|rest| rest.starts_with(line::is_space_like))
}
