//! Reading a line that does not continue the text before it.

use std::ops::Range;

use super::brackets::scan_brackets;
use super::characters::nonstandard_space_len;
use super::line::{self, SourceLine, is_space_like};
use super::misplaced::is_bulleted_key;
use super::plain_text::{Continuation, OpenText, is_dash_item};
use super::value::{Misreading, ValueForm, classify_value, is_tag};
use super::{BlockText, LevelKind, OpenLevel, PendingValue, Recovery};
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
    fn enter_level(&mut self, kind: LevelKind, column: isize, line: &SourceLine) -> isize {
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
    pub(super) fn scan_entry(&mut self, mut at: usize, mut column: isize, line: &SourceLine) {
        let mut first = true;
        loop {
            let content = &self.text()[at..line.end()];
            if is_dash_item(content) {
                if !std::mem::take(&mut first) {
                    self.levels.push(OpenLevel { column, kind: LevelKind::List });
                }
                self.pending = Some(PendingValue { column, is_key: false, key_range: (at, at) });
                let blanks = self.skip_spaces(at + 1, line);
                let rest = at + 1 + blanks;
                if rest >= line.end() || self.text()[rest..].starts_with('#') {
                    return;
                }
                column += 1 + self.text()[at + 1..rest].chars().count() as isize;
                at = rest;
                continue;
            }
            let Some((length, colon)) = self.measure_key(content) else {
                let parent = self.pending.map_or(column - 1, |pending| pending.column);
                self.scan_value(
                    at,
                    parent,
                    column,
                    line,
                    ValuePosition { key_start: None, is_item: !first, is_alone: true },
                );
                return;
            };
            if !std::mem::take(&mut first) {
                self.levels.push(OpenLevel { column, kind: LevelKind::Mapping });
            }
            self.pending =
                Some(PendingValue { column, is_key: true, key_range: (at, at + length) });
            self.quote_key(at, length, content);
            let blanks = self.skip_spaces(at + colon, line);
            let rest = at + colon + blanks;
            if is_dash_item(&self.text()[rest..line.end()]) {
                self.move_list_below_key(at + colon..rest, column, line);
                return;
            }
            let value_column = column + self.text()[at..rest].chars().count() as isize;
            self.scan_value(
                rest,
                column,
                value_column,
                line,
                ValuePosition { key_start: Some(at), is_item: false, is_alone: false },
            );
            return;
        }
    }

    /// Returns the length of the key at the start of `content`, without and with its colon. Text
    /// that starts with a special character of YAML is a key only if it has no value; otherwise it
    /// is a text with a colon.
    pub(super) fn measure_key(&self, content: &str) -> Option<(usize, usize)> {
        let (length, colon) = line::find_key(content)?;
        let marked =
            content.starts_with(['*', '&', '!', '@', '`', '%', '|', '>']) && !is_tag(content);
        let bare = content[colon..].trim().is_empty();
        (!marked || bare).then_some((length, colon))
    }

    /// Reads the value at byte `at`.
    pub(super) fn scan_value(
        &mut self,
        at: usize,
        parent: isize,
        column: isize,
        line: &SourceLine,
        place: ValuePosition,
    ) {
        let value = &self.text()[at..line.end()];
        let words = |length: usize, quote: bool, in_quotes: bool| OpenText {
            lines: std::iter::once(at..at + length).collect(),
            parent,
            column,
            is_alone: place.is_alone,
            is_item: place.is_item,
            is_quoted: in_quotes,
            needs_quotes: quote,
            diagnostic: None,
            comment: None,
        };
        match classify_value(value, place.key_start.is_some(), &|name| self.anchors.contains(name))
        {
            ValueForm::Empty => return,
            ValueForm::Block => {
                self.block_text = Some(BlockText { parent, column: None, unindented_column: None })
            }
            ValueForm::Alias => {}
            ValueForm::Anchor(length) => {
                let blanks = self.skip_spaces(at + length, line);
                let rest = at + length + blanks;
                let column = column + self.text()[at..rest].chars().count() as isize;
                self.scan_value(rest, parent, column, line, place);
                return;
            }
            ValueForm::Quoted(length) => {
                self.check_escapes(at..at + length);
                self.open_text = Some(words(length, false, true));
            }
            ValueForm::OpenQuote(quote) => self.close_open_quote(at, quote, parent, line),
            ValueForm::Flow => {
                if let Some(length) = self.read_brackets(at, parent, line) {
                    let first = value.chars().next().unwrap_or('[');
                    self.warn_about_misreading(at, length, Misreading::Start(first));
                    self.open_text = Some(OpenText {
                        diagnostic: self.diagnostics.len().checked_sub(1),
                        ..words(length, true, false)
                    });
                }
            }
            ValueForm::Text(length) => {
                let mut words = words(length, false, false);
                words.comment =
                    line::find_comment(&value[length..]).map(|hash| at + length + hash..line.end());
                self.open_text = Some(words);
            }
            ValueForm::Misread(_, Misreading::Start('|'))
                if self.move_text_below_bar(at, parent, line) => {}
            ValueForm::Misread(length, Misreading::AfterQuote)
                if inner_quotes(&value[..length]).is_some() =>
            {
                let inner = inner_quotes(&value[..length]).unwrap_or_default();
                let range = at..at + length;
                let hint = suggest_line(self.source, range.clone(), &quote_text(inner));
                let message = "quotes inside quotes must be of the other kind";
                self.warn_at(Code::WordsBehindQuote, range.clone(), message, hint);
                self.apply_fix(Patch::new(range, quote_text(inner)));
                self.open_text = Some(words(length, false, true));
            }
            ValueForm::Misread(length, trouble) => {
                self.warn_about_misreading(at, length, trouble);
                self.open_text = Some(OpenText {
                    diagnostic: self.diagnostics.len().checked_sub(1),
                    ..words(length, true, false)
                });
            }
        }
        self.pending = None;
    }

    /// Returns the number of bytes of spaces at `at`, and replaces non-standard ones.
    pub(super) fn skip_spaces(&mut self, at: usize, line: &SourceLine) -> usize {
        let rest = &self.text()[at..line.end().max(at)];
        let blanks = rest.len() - rest.trim_start_matches(is_space_like).len();
        if nonstandard_space_len(rest) > 0 {
            let hint = "replace it with an ordinary space";
            self.warn_at(
                Code::ForeignBlank,
                at..at + blanks,
                "found a non-standard space character where YAML expects a space",
                hint,
            );
            let spaces = " ".repeat(rest[..blanks].chars().count());
            self.apply_fix(Patch::new(at..at + blanks, spaces));
        }
        blanks
    }

    fn quote_key(&mut self, at: usize, length: usize, content: &str) {
        if !content.starts_with(['*', '&', '!', '@', '`', '%', '|', '>']) || is_tag(content) {
            return;
        }
        let key = &content[..length];
        let hint = suggest_line(self.source, at..at + length, &quote_text(key));
        self.warn_at(Code::SignAtStart, at..at + length, special_start_message(key), hint);
        self.apply_fix(Patch::new(at..at + length, quote_text(key)));
    }

    /// `bullets: - one`: the list starts on the same line as its key.
    fn move_list_below_key(&mut self, gap: Range<usize>, column: isize, line: &SourceLine) {
        let dash = gap.end;
        let hint = "start the list on the next line";
        self.warn_at(
            Code::ListOnKeyLine,
            dash..line.end(),
            "a list cannot start on the same line as its key",
            hint,
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

    fn warn_about_misreading(&mut self, at: usize, length: usize, trouble: Misreading) {
        let range = at..at + length;
        let text = self.text()[range.clone()].to_owned();
        let hint = suggest_line(self.source, range.clone(), &quote_text(&text));
        let (code, message) = match trouble {
            Misreading::Start(_) => (Code::SignAtStart, special_start_message(&text)),
            Misreading::Colon => (Code::ColonInText, COLON_NEEDS_QUOTES.to_owned()),
            Misreading::AfterQuote => (
                Code::WordsBehindQuote,
                "text that continues after a closing quote must be quoted as a whole".to_owned(),
            ),
            Misreading::DashAfterKey => {
                (Code::ListOnKeyLine, "a list cannot start on the same line as its key".to_owned())
            }
        };
        self.warn_at(code, range, message, hint);
    }

    /// `"C:\path"`: in double quotes a backslash starts an escape sequence, and only a few exist.
    fn check_escapes(&mut self, range: Range<usize>) {
        let text = &self.text()[range.clone()];
        if !text.starts_with('"') || !text.contains('\\') {
            return;
        }
        let mut characters = text[1..text.len() - 1].char_indices();
        // In `"images\river.jpg"` nobody means the line break that `\r` stands for.
        let is_path = !text.contains("\\\\")
            && FILE_EXTENSIONS
                .iter()
                .any(|ending| text[..text.len() - 1].to_lowercase().ends_with(ending));
        let mut wrong = None;
        while let Some((at, c)) = characters.next() {
            if c == '\\'
                && (is_path
                    || characters.next().is_none_or(|(_, code)| !ESCAPE_CODES.contains(code)))
            {
                wrong.get_or_insert(at + 1);
            }
        }
        let Some(wrong) = wrong else { return };
        if is_path {
            let right = quote_text(&text[1..text.len() - 1].replace('\\', "/"));
            let hint = suggest_line(self.source, range.clone(), &right);
            self.warn_at(
                Code::BackslashInPath,
                range.clone(),
                "folders in a path are separated by `/`, not `\\`",
                hint,
            );
            self.apply_fix(Patch::new(range, right));
            return;
        }
        let replacement = quote_text(&text[1..text.len() - 1]);
        let at = range.start + wrong;
        let hint = suggest_line(self.source, range.clone(), &replacement);
        self.warn_at(
            Code::UnknownEscape,
            at..at + 1,
            "unknown escape sequence after `\\` in double quotes",
            hint,
        );
        self.apply_fix(Patch::new(range, replacement));
    }

    /// Handles a quotation mark that is not closed on its line: it is closed on a later line, or
    /// nowhere.
    fn close_open_quote(&mut self, at: usize, quote: char, parent: isize, line: &SourceLine) {
        let end = self.find_value_end(line, parent, None);
        if let Some(length) = line::quoted_length(&self.text()[at..end], quote) {
            self.skip_to = at + length;
            return;
        }
        let value = &self.text()[at..line.end()];
        let words = value[1..].trim();
        let hint = suggest_line(self.source, at..line.end(), &format!("{quote}{words}{quote}"));
        self.error_at(Code::OpenQuote, at..at + 1, "this quote is not closed", hint);
        self.attach_fix(
            self.diagnostics.len() - 1,
            &Patch::new(at..line.end(), format!("{quote}{words}{quote}")),
        );
        self.patches.push(Patch::new(at..line.end(), quote_text(words)));
    }

    /// Reads brackets. If text follows them, the value is a text: returns its length.
    fn read_brackets(&mut self, at: usize, parent: isize, line: &SourceLine) -> Option<usize> {
        let end = self.find_value_end(line, parent, Some([']', '}']));
        let found =
            scan_brackets(&self.text()[..end], at, &|word| self.anchors.contains(&word[1..]));
        if let Some(quote) = found.open_quote {
            self.close_quote_in_brackets(at, quote, &found.open_brackets, end);
            return None;
        }
        let Some(close) = found.end else {
            self.close_open_bracket(at, &found.open_brackets, found.comment, line);
            return None;
        };
        if close <= line.end() {
            let behind = self.text()[close..line.end()].trim_start();
            let comment = behind.starts_with('#') && close + behind.len() < line.end();
            if !behind.is_empty() && !comment {
                return Some(line.end() - at);
            }
        }
        self.skip_to = close;
        for range in found.unquoted_words {
            let text = self.text()[range.clone()].to_owned();
            let hint = suggest_line(self.source, range.clone(), &quote_text(&text));
            let colon = text.contains(": ");
            let (code, message) = if colon {
                (Code::ColonInText, COLON_NEEDS_QUOTES.to_owned())
            } else {
                (Code::SignAtStart, special_start_message(&text))
            };
            self.warn_at(code, range.clone(), message, hint);
            self.apply_fix(Patch::new(range, quote_text(&text)));
        }
        None
    }

    /// `{ alt: "The harbour }`: assume that the quotation mark is closed before the brackets that
    /// are closed on its line.
    fn close_quote_in_brackets(&mut self, at: usize, quote: usize, open: &[char], end: usize) {
        let line_end = quote + self.text()[quote..end].find('\n').unwrap_or(end - quote);
        let mut words = self.text()[quote..line_end].trim_end();
        let closed = open.iter().take_while(|&&bracket| {
            let inner = words.strip_suffix(bracket).map(str::trim_end);
            words = inner.unwrap_or(words);
            inner.is_some()
        });
        let closed = closed.count();
        let close = quote + words.trim_end_matches(',').len();
        let mark = self.text()[quote..=quote].to_owned();
        let hint = suggest_line(self.source, close..close, &mark);
        self.error_at(Code::OpenQuote, quote..quote + 1, "this quote is not closed", hint);
        self.attach_fix(self.diagnostics.len() - 1, &Patch::new(close..close, mark.clone()));
        // The following lines, which may close the brackets, are read as if the quotation mark were
        // closed.
        let mut repaired = self.text()[..end].to_owned();
        repaired.insert_str(close, &mark);
        let close_at = scan_brackets(&repaired, at, &|word| self.anchors.contains(&word[1..]))
            .end
            .map(|end| end - 1);
        let missing: String =
            if close_at.is_some() { String::new() } else { open[closed..].iter().rev().collect() };
        let behind = &self.text()[close..line_end];
        self.patches.push(Patch::new(close..line_end, format!("{mark}{behind}{missing}")));
        self.skip_to = close_at.unwrap_or(line_end);
    }

    fn close_open_bracket(
        &mut self,
        at: usize,
        open: &[char],
        comment: Option<usize>,
        line: &SourceLine,
    ) {
        let end = comment.filter(|&comment| comment < line.end()).unwrap_or(line.end());
        let words = self.text()[at..end].trim_end().len();
        let text = self.text()[at..at + words].trim_end_matches([']', '}']);
        let closing: String = open.iter().rev().collect();
        let closing = if closing.is_empty() { "]".to_owned() } else { closing };
        let hint = match comment {
            Some(_) => {
                "quote the text with the `#`: YAML reads ` #` as the start of a comment".to_owned()
            }
            // Wrong closing brackets are replaced.
            None => suggest_line(self.source, at + text.len()..line.end(), &closing),
        };
        self.error_at(Code::OpenBracket, at..at + 1, "this bracket is not closed", hint);
        // Without a comma this is not a list but a text that starts with a bracket.
        let replacement = if text.contains([',', ':']) {
            format!("{text}{closing}")
        } else {
            quote_text(&self.text()[at..at + words])
        };
        if comment.is_none() {
            self.attach_fix(
                self.diagnostics.len() - 1,
                &Patch::new(at + text.len()..line.end(), closing),
            );
        }
        self.patches.push(Patch::new(at..line.end(), replacement));
    }

    /// Returns the end of the lines that can belong to a value that starts on `line`: those
    /// indented more than `parent`, and one that starts with a closing bracket.
    fn find_value_end(
        &self,
        line: &SourceLine,
        parent: isize,
        closing: Option<[char; 2]>,
    ) -> usize {
        let mut end = line.end();
        let index = self.lines.partition_point(|other| other.number <= line.number);
        for other in &self.lines[index..] {
            let closes = closing.is_some_and(|closing| other.content.starts_with(closing));
            if other.column as isize <= parent && !closes {
                break;
            }
            end = other.end();
            if closes && other.column as isize <= parent {
                break;
            }
        }
        end
    }
}

/// Returns the text of `"The "new" river"`: it starts and ends with the same quotation mark and
/// contains another one that does not end it.
fn inner_quotes(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    let at = inner.find(quote)?;
    let (before, after) = (inner[..at].chars().next_back(), inner[at + 1..].chars().next());
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '/'));
    let apostrophe = quote == '\''
        && before.is_some_and(char::is_alphanumeric)
        && after.is_some_and(char::is_alphanumeric);
    (opens || apostrophe).then_some(inner)
}

/// The extensions of files that an outline can name.
const FILE_EXTENSIONS: [&str; 10] =
    [".jpg", ".jpeg", ".png", ".svg", ".webp", ".gif", ".csv", ".yaml", ".ttf", ".pdf"];

/// The characters that may follow a backslash in double quotes.
const ESCAPE_CODES: &str = "0abt\tnvfre \"/\\N_LPxuU\n";

/// The position of a value.
pub(super) struct ValuePosition {
    /// The first byte of its key.
    pub key_start: Option<usize>,
    /// Whether it follows a dash.
    pub is_item: bool,
    /// Whether a key could be here instead.
    pub is_alone: bool,
}

const COLON_NEEDS_QUOTES: &str = "text with a colon followed by a space must be quoted";

fn special_start_message(text: &str) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let shown = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
    format!("text that starts with {shown} must be quoted")
}
