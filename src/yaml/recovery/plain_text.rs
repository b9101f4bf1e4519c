//! Text without quotes that may continue on the next lines.

use std::ops::Range;

use super::line::{self, SourceLine, is_space_like};
use super::misplaced::is_bullet_below;
use super::{LevelKind, OpenLevel, PendingValue, Recovery};
use crate::diagnostic::Code;
use crate::yaml::patched_text::Patch;
use crate::yaml::quote::{quote_text, suggest_line};

/// The text that was read last.
pub(super) struct OpenText {
    /// Its lines, without spaces around them.
    pub lines: Vec<Range<usize>>,
    /// Column of its key or dash: lines that are indented more continue it.
    pub parent: isize,
    /// Its own column.
    pub column: isize,
    /// Whether a key could be here instead: after a dash, or alone on its line.
    pub is_alone: bool,
    /// Whether it follows a dash.
    pub is_item: bool,
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
    fn range(&self) -> Range<usize> {
        self.lines[0].start..self.lines[self.lines.len() - 1].end
    }
}

impl Recovery<'_> {
    /// Ends the text, and quotes it if needed.
    pub(super) fn close_text(&mut self) {
        let Some(words) = self.open_text.take() else { return };
        if words.needs_quotes {
            let patch = Patch::new(words.range(), quote_text(&self.join_lines(&words)));
            if let Some(diagnostic) = words.diagnostic {
                self.attach_fix(diagnostic, &patch);
            }
            self.patches.push(patch);
        }
    }

    /// Determines whether the line at `index` continues the text before it.
    pub(super) fn continue_text(&mut self, index: usize) -> Continuation {
        let line = self.lines[index];
        let column = line.column as isize;
        let Some(words) = self.open_text.take() else { return Continuation::OwnEntry(column) };
        if column <= words.parent {
            self.open_text = Some(words);
            return Continuation::OwnEntry(column);
        }
        if is_dash_item(line.content) || (words.is_item && is_bullet_below(line.content)) {
            return self.handle_list_below_text(words, &line);
        }
        if let Some((length, _)) = line::find_key(line.content) {
            return self.handle_key_below_text(words, &line, &line.content[..length]);
        }
        if words.is_quoted {
            return Continuation::PartOfText;
        }
        // `title:Deck` above `lang:en`: two keys without their spaces.
        let both = words.is_alone && column == words.column && looks_like_key(line.content);
        if both && self.insert_missing_space(&words) {
            return Continuation::OwnEntry(column);
        }
        self.extend_text(words, &line)
    }

    /// Handles a list under a text: the text is an item with nested items, for which YAML needs a
    /// colon.
    fn handle_list_below_text(&mut self, words: OpenText, line: &SourceLine) -> Continuation {
        let column = line.column as isize;
        if !words.is_item {
            if words.is_quoted {
                return Continuation::OwnEntry(column);
            }
            if words.needs_quotes && words.lines.len() > 1 {
                return self.extend_text(words, line);
            }
            let hint = "remove the text, or give the list a key of its own, such as `bullets:`";
            self.error_at(
                Code::ListBelowText,
                line.content_start..line.end(),
                "a key cannot have both text and a list",
                hint,
            );
            return self.extend_text(OpenText { needs_quotes: true, ..words }, line);
        }
        if column == words.parent + 1 && column < words.column {
            // One space too many: an item beside this one, not under it.
            return Continuation::OwnEntry(column);
        }
        let range = words.range();
        let text = self.join_lines(&words);
        let as_written = words.is_quoted
            || (!words.needs_quotes && words.lines.len() == 1 && words.comment.is_none());
        let key = if as_written { text } else { quote_text(&text) };
        // One diagnostic for a text that needs both quotes and a colon.
        let span = self.span(range.clone());
        if words.needs_quotes && self.diagnostics.last().is_some_and(|last| last.span == Some(span))
        {
            self.diagnostics.pop();
        }
        let hint = suggest_line(self.source, range.clone(), &format!("{key}:"));
        self.warn_at(
            Code::ColonBeforeList,
            range.clone(),
            "missing colon after text with a list under it",
            hint,
        );
        let range_end = range.end;
        self.apply_fix(Patch::new(range, format!("{key}:")));
        self.levels.push(OpenLevel { column: words.column, kind: LevelKind::Mapping });
        self.pending = Some(PendingValue {
            column: words.column,
            is_key: true,
            key_range: (range_end, range_end),
        });
        if column < words.column {
            self.indent_diagnostic = self.diagnostics.len().checked_sub(1);
            self.patch_indent(line, words.column);
            self.corrected_column = Some((column, words.column));
        }
        Continuation::OwnEntry(column.max(words.column))
    }

    fn handle_key_below_text(
        &mut self,
        words: OpenText,
        line: &SourceLine,
        key: &str,
    ) -> Continuation {
        let column = line.column as isize;
        let named = line::is_identifier(key);
        if words.is_alone && column == words.column {
            if self.insert_missing_space(&words) {
                return Continuation::OwnEntry(column);
            }
            if named && self.insert_missing_colon(&words) {
                return Continuation::OwnEntry(column);
            }
            if named {
                let range = words.range();
                let shown: String = self.text()[range.clone()]
                    .lines()
                    .next()
                    .unwrap_or("")
                    .chars()
                    .take(40)
                    .collect();
                let value = if words.needs_quotes {
                    quote_text(&self.join_lines(&words))
                } else {
                    self.text()[range.clone()].to_owned()
                };
                let value = format!("{}: {value}", self.guess_key(key));
                let hint = suggest_line(self.source, range.clone(), &value);
                self.warn_at(
                    Code::TextWithoutKey,
                    range.clone(),
                    format!("`{shown}` has no key, but the line below has one"),
                    hint,
                );
                self.apply_fix(Patch::new(range, value));
                self.levels.push(OpenLevel { column, kind: LevelKind::Mapping });
                return Continuation::OwnEntry(column);
            }
        } else if named && !words.is_item {
            if self.corrected_column != Some((column, words.parent)) {
                let hint = match words.parent {
                    0 => "remove the spaces before it".to_owned(),
                    spaces => format!("indent it by {spaces} spaces, like the key above"),
                };
                let message = format!(
                    "`{key}` is indented more than the key above, which already has a value"
                );
                self.indent_diagnostic = Some(self.diagnostics.len());
                self.error_at(
                    Code::WrongIndent,
                    line.content_start..line.content_start + key.len(),
                    message,
                    hint,
                );
            }
            self.corrected_column = Some((column, words.parent));
            self.patch_indent(line, words.parent);
            let parent = words.parent;
            self.open_text = Some(words);
            self.close_text();
            return Continuation::OwnEntry(parent);
        }
        if words.is_quoted {
            return Continuation::OwnEntry(column);
        }
        let words =
            OpenText { needs_quotes: true, diagnostic: Some(self.diagnostics.len()), ..words };
        let first = words.lines[0].start;
        let whole = format!("{} {}", self.join_lines(&words), line.content);
        let mut line_to_write = self.text()[..first].rsplit('\n').next().unwrap_or("").to_owned();
        line_to_write.push_str(&quote_text(&whole));
        self.warn_at(
            Code::ColonInText,
            line.content_start..line.end(),
            "text of several lines with a colon in it must be quoted",
            format!("write: {}", line_to_write.trim()),
        );
        self.extend_text(words, line)
    }

    /// Handles `title:Deck` when the line below has a key at the same column.
    fn insert_missing_space(&mut self, words: &OpenText) -> bool {
        if words.lines.len() != 1 || words.is_quoted || words.needs_quotes {
            return false;
        }
        let found = self.insert_space_after_colon(words.range()).is_some();
        if found {
            self.levels.push(OpenLevel { column: words.column, kind: LevelKind::Mapping });
        }
        found
    }

    /// Handles `title Our river` above another key.
    fn insert_missing_colon(&mut self, words: &OpenText) -> bool {
        let range = words.range();
        let text = &self.text()[range.clone()];
        let key = text.split(is_space_like).next().unwrap_or("");
        if words.is_quoted || words.lines.len() != 1 || !KNOWN_KEYS.contains(&key) {
            return false;
        }
        let at = range.start + key.len();
        let hint = suggest_line(self.source, at..at, ":");
        self.warn_at(
            Code::ColonMissing,
            range.start..at,
            format!("missing colon after `{key}`"),
            hint,
        );
        self.apply_fix(Patch::new(at..at, ":"));
        self.levels.push(OpenLevel { column: words.column, kind: LevelKind::Mapping });
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

    fn extend_text(&mut self, mut words: OpenText, line: &SourceLine) -> Continuation {
        if let Some(comment) = words.comment.take() {
            let meant = line::is_hashtag(&self.text()[comment.clone()]);
            if meant && let Some(last) = words.lines.last_mut() {
                last.end = comment.end;
            }
            words.needs_quotes = true;
            words.diagnostic = meant.then_some(self.diagnostics.len());
            let hint = if meant {
                "quote the whole text"
            } else {
                "put the comment on a line of its own, above the text"
            };
            self.warn_at(
                Code::HiddenByHash,
                comment,
                "`#` after a space starts a comment in YAML",
                hint,
            );
        }
        let comment = line::find_comment(line.content).filter(|&at| at > 0);
        let end = comment.map_or(line.content.len(), |at| line.content[..at].trim_end().len());
        words.lines.push(line.content_start..line.content_start + end);
        words.comment = comment.map(|at| line.content_start + at..line.end());
        self.open_text = Some(words);
        Continuation::PartOfText
    }

    fn join_lines(&self, words: &OpenText) -> String {
        words.lines.iter().map(|line| &self.text()[line.clone()]).collect::<Vec<_>>().join(" ")
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
