//! What a line is, once it is clear that it does not go on with the text before it.

use std::ops::Range;

use super::characters::foreign_blanks;
use super::flow::flow;
use super::line::{self, Line, is_blank};
use super::misplaced::is_bulleted_key;
use super::value::{Trouble, Value, classify, is_tag};
use super::words::{Next, Words, is_dash};
use super::{BlockText, Kind, Level, Mender, Pending};
use crate::diagnostic::Code;
use crate::yaml::draft::Patch;
use crate::yaml::quote::{quoted, write_instead};

impl Mender<'_> {
    /// Reads one line.
    pub(super) fn line(&mut self, index: usize) {
        let line = self.lines[index];
        let Next::Other(column) = self.goes_on(index) else { return };
        self.close_words();
        if self.foreign_comment(index) {
            return;
        }
        let kind = match () {
            () if is_dash(line.content) => Some(Kind::List),
            // `• title: One`
            () if is_bulleted_key(line.content) => None,
            () if self.key_length(line.content).is_some() => Some(Kind::Mapping),
            () => None,
        };
        match kind {
            Some(kind) => {
                let column = self.place(kind, column, &line);
                self.entry(line.content_start, column, &line);
            }
            None => self.without_structure(index, column),
        }
    }

    /// Opens or finds the level that a dash or key at `column` belongs to; the column that it
    /// should have had, if it has none.
    fn place(&mut self, kind: Kind, column: isize, line: &Line) -> isize {
        let pending = self.pending.take();
        let below = pending.is_some_and(|open| {
            column > open.column || (column == open.column && open.key && kind == Kind::List)
        });
        if below {
            self.levels.retain(|level| level.column <= column);
            self.levels.push(Level { column, kind });
            return column;
        }
        let here = Level { column, kind };
        if let Some(at) = self.levels.iter().rposition(|level| *level == here) {
            self.levels.truncate(at + 1);
            if kind == Kind::Mapping {
                self.repeats_the_first_key(column, line);
            }
            return column;
        }
        if kind == Kind::List && column == 0 && self.slides_at_the_top(line) {
            return column;
        }
        if kind == Kind::Mapping && self.repeats_a_key(column, line) {
            return column + 2;
        }
        self.misplaced(kind, column, line)
    }

    /// The dashes, key and value from byte `at` on, which is at `column`.
    pub(super) fn entry(&mut self, mut at: usize, mut column: isize, line: &Line) {
        let mut first = true;
        loop {
            let content = &self.text()[at..line.end()];
            if is_dash(content) {
                if !std::mem::take(&mut first) {
                    self.levels.push(Level { column, kind: Kind::List });
                }
                self.pending = Some(Pending { column, key: false, name: (at, at) });
                let blanks = self.blanks(at + 1, line);
                let rest = at + 1 + blanks;
                if rest >= line.end() || self.text()[rest..].starts_with('#') {
                    return;
                }
                column += 1 + self.text()[at + 1..rest].chars().count() as isize;
                at = rest;
                continue;
            }
            let Some((length, colon)) = self.key_length(content) else {
                let parent = self.pending.map_or(column - 1, |pending| pending.column);
                self.value(
                    at,
                    parent,
                    column,
                    line,
                    Place { key: None, item: !first, alone: true },
                );
                return;
            };
            if !std::mem::take(&mut first) {
                self.levels.push(Level { column, kind: Kind::Mapping });
            }
            self.pending = Some(Pending { column, key: true, name: (at, at + length) });
            self.quote_key(at, length, content);
            let blanks = self.blanks(at + colon, line);
            let rest = at + colon + blanks;
            if is_dash(&self.text()[rest..line.end()]) {
                self.list_behind_key(at + colon..rest, column, line);
                return;
            }
            let value_column = column + self.text()[at..rest].chars().count() as isize;
            self.value(
                rest,
                column,
                value_column,
                line,
                Place { key: Some(at), item: false, alone: false },
            );
            return;
        }
    }

    /// The key at the start of `content`. What starts with a mark of YAML's own is a key only if
    /// nothing stands behind it: with a value it is a text with a colon.
    pub(super) fn key_length(&self, content: &str) -> Option<(usize, usize)> {
        let (length, colon) = line::key(content)?;
        let marked =
            content.starts_with(['*', '&', '!', '@', '`', '%', '|', '>']) && !is_tag(content);
        let bare = content[colon..].trim().is_empty();
        (!marked || bare).then_some((length, colon))
    }

    /// The value at byte `at`.
    pub(super) fn value(
        &mut self,
        at: usize,
        parent: isize,
        column: isize,
        line: &Line,
        place: Place,
    ) {
        let value = &self.text()[at..line.end()];
        let words = |length: usize, quote: bool, in_quotes: bool| Words {
            lines: std::iter::once(at..at + length).collect(),
            parent,
            column,
            alone: place.alone,
            item: place.item,
            in_quotes,
            quote,
            finding: None,
            comment: None,
        };
        match classify(value, place.key.is_some(), &|name| self.names.contains(name)) {
            Value::Empty => return,
            Value::Block => self.block = Some(BlockText { parent, column: None, flush: None }),
            Value::Alias => {}
            Value::Anchor(length) => {
                let blanks = self.blanks(at + length, line);
                let rest = at + length + blanks;
                let column = column + self.text()[at..rest].chars().count() as isize;
                self.value(rest, parent, column, line, place);
                return;
            }
            Value::Quoted(length) => {
                self.escapes(at..at + length);
                self.words = Some(words(length, false, true));
            }
            Value::OpenQuote(quote) => self.open_quote(at, quote, parent, line),
            Value::Flow => {
                if let Some(length) = self.flow(at, parent, line) {
                    let first = value.chars().next().unwrap_or('[');
                    self.trouble(at, length, Trouble::Start(first));
                    self.words = Some(Words {
                        finding: self.findings.len().checked_sub(1),
                        ..words(length, true, false)
                    });
                }
            }
            Value::Words(length) => {
                let mut words = words(length, false, false);
                words.comment =
                    line::comment(&value[length..]).map(|hash| at + length + hash..line.end());
                self.words = Some(words);
            }
            Value::Trouble(_, Trouble::Start('|')) if self.words_behind_bar(at, parent, line) => {}
            Value::Trouble(length, Trouble::AfterQuote)
                if inner_quotes(&value[..length]).is_some() =>
            {
                let inner = inner_quotes(&value[..length]).unwrap_or_default();
                let range = at..at + length;
                let hint = write_instead(self.source, range.clone(), &quoted(inner));
                let message = "quotes inside of quotes have to be of another kind";
                self.warn_at(Code::WordsBehindQuote, range.clone(), message, hint);
                self.mend(Patch::new(range, quoted(inner)));
                self.words = Some(words(length, false, true));
            }
            Value::Trouble(length, trouble) => {
                self.trouble(at, length, trouble);
                self.words = Some(Words {
                    finding: self.findings.len().checked_sub(1),
                    ..words(length, true, false)
                });
            }
        }
        self.pending = None;
    }

    /// How many bytes of blanks stand at `at`; foreign ones are mended.
    pub(super) fn blanks(&mut self, at: usize, line: &Line) -> usize {
        let rest = &self.text()[at..line.end().max(at)];
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        if foreign_blanks(rest) > 0 {
            let hint = "delete it and type an ordinary space";
            self.warn_at(
                Code::ForeignBlank,
                at..at + blanks,
                "a foreign blank stands where YAML wants a space",
                hint,
            );
            let spaces = " ".repeat(rest[..blanks].chars().count());
            self.mend(Patch::new(at..at + blanks, spaces));
        }
        blanks
    }

    fn quote_key(&mut self, at: usize, length: usize, content: &str) {
        if !content.starts_with(['*', '&', '!', '@', '`', '%', '|', '>']) || is_tag(content) {
            return;
        }
        let key = &content[..length];
        let hint = write_instead(self.source, at..at + length, &quoted(key));
        self.warn_at(Code::SignAtStart, at..at + length, start_message(key), hint);
        self.mend(Patch::new(at..at + length, quoted(key)));
    }

    /// `bullets: - one`: the list begins on the line of its key.
    fn list_behind_key(&mut self, gap: Range<usize>, column: isize, line: &Line) {
        let dash = gap.end;
        let hint = "start the list on the next line";
        self.warn_at(
            Code::ListOnKeyLine,
            dash..line.end(),
            "a list cannot begin on the line of its key",
            hint,
        );
        let dash_column =
            line.column as isize + self.text()[line.content_start..dash].chars().count() as isize;
        self.mend(Patch::new(
            gap,
            format!("\n{}", " ".repeat(dash_column.max(column + 1) as usize)),
        ));
        self.levels.push(Level { column: dash_column, kind: Kind::List });
        self.entry(dash, dash_column, line);
    }

    fn trouble(&mut self, at: usize, length: usize, trouble: Trouble) {
        let range = at..at + length;
        let text = self.text()[range.clone()].to_owned();
        let hint = write_instead(self.source, range.clone(), &quoted(&text));
        let (code, message) = match trouble {
            Trouble::Start(_) => (Code::SignAtStart, start_message(&text)),
            Trouble::Colon => (Code::ColonInText, COLON.to_owned()),
            Trouble::AfterQuote => (
                Code::WordsBehindQuote,
                "a text that goes on behind its quotes needs quotes around the whole".to_owned(),
            ),
            Trouble::DashBehindKey => {
                (Code::ListOnKeyLine, "a list cannot begin on the line of its key".to_owned())
            }
        };
        self.warn_at(code, range, message, hint);
    }

    /// `"C:\path"`: in double quotes a backslash starts a code, and few letters make one.
    fn escapes(&mut self, range: Range<usize>) {
        let text = &self.text()[range.clone()];
        if !text.starts_with('"') || !text.contains('\\') {
            return;
        }
        let mut characters = text[1..text.len() - 1].char_indices();
        // In `"images\river.jpg"` nobody means the line break that `\r` stands for.
        let is_path = !text.contains("\\\\")
            && FILES.iter().any(|ending| text[..text.len() - 1].to_lowercase().ends_with(ending));
        let mut wrong = None;
        while let Some((at, c)) = characters.next() {
            if c == '\\'
                && (is_path || characters.next().is_none_or(|(_, code)| !ESCAPES.contains(code)))
            {
                wrong.get_or_insert(at + 1);
            }
        }
        let Some(wrong) = wrong else { return };
        if is_path {
            let right = quoted(&text[1..text.len() - 1].replace('\\', "/"));
            let hint = write_instead(self.source, range.clone(), &right);
            self.warn_at(
                Code::BackslashInPath,
                range.clone(),
                "between folders of a path stands `/`, not `\\`",
                hint,
            );
            self.mend(Patch::new(range, right));
            return;
        }
        let replacement = quoted(&text[1..text.len() - 1]);
        let at = range.start + wrong;
        let hint = write_instead(self.source, range.clone(), &replacement);
        self.warn_at(
            Code::UnknownEscape,
            at..at + 1,
            "a `\\` in double quotes starts a code, and this one is none",
            hint,
        );
        self.mend(Patch::new(range, replacement));
    }

    /// A quote that does not close on its line: it closes further down, or nowhere.
    fn open_quote(&mut self, at: usize, quote: char, parent: isize, line: &Line) {
        let end = self.belonging_end(line, parent, None);
        if let Some(length) = line::quoted_length(&self.text()[at..end], quote) {
            self.skip_to = at + length;
            return;
        }
        let value = &self.text()[at..line.end()];
        let words = value[1..].trim();
        let hint = write_instead(self.source, at..line.end(), &format!("{quote}{words}{quote}"));
        self.error_at(Code::OpenQuote, at..at + 1, "this quote is not closed", hint);
        self.attach(
            self.findings.len() - 1,
            &Patch::new(at..line.end(), format!("{quote}{words}{quote}")),
        );
        self.patches.push(Patch::new(at..line.end(), quoted(words)));
    }

    /// Reads brackets. The length of the words that they are part of, if the value goes on behind
    /// them and so is a text.
    fn flow(&mut self, at: usize, parent: isize, line: &Line) -> Option<usize> {
        let end = self.belonging_end(line, parent, Some([']', '}']));
        let found = flow(&self.text()[..end], at, &|word| self.names.contains(&word[1..]));
        if let Some(quote) = found.quote {
            self.open_quote_in_brackets(at, quote, &found.open, end);
            return None;
        }
        let Some(close) = found.end else {
            self.open_bracket(at, &found.open, found.comment, line);
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
        for range in found.troubled {
            let text = self.text()[range.clone()].to_owned();
            let hint = write_instead(self.source, range.clone(), &quoted(&text));
            let colon = text.contains(": ");
            let (code, message) = if colon {
                (Code::ColonInText, COLON.to_owned())
            } else {
                (Code::SignAtStart, start_message(&text))
            };
            self.warn_at(code, range.clone(), message, hint);
            self.mend(Patch::new(range, quoted(&text)));
        }
        None
    }

    /// `{ alt: "The harbour }`: it is taken to close before the brackets that close on its line.
    fn open_quote_in_brackets(&mut self, at: usize, quote: usize, open: &[char], end: usize) {
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
        let hint = write_instead(self.source, close..close, &mark);
        self.error_at(Code::OpenQuote, quote..quote + 1, "this quote is not closed", hint);
        self.attach(self.findings.len() - 1, &Patch::new(close..close, mark.clone()));
        // What stands on further lines, and may close the brackets, is read as if the quote were
        // closed.
        let mut repaired = self.text()[..end].to_owned();
        repaired.insert_str(close, &mark);
        let close_at =
            flow(&repaired, at, &|word| self.names.contains(&word[1..])).end.map(|end| end - 1);
        let missing: String =
            if close_at.is_some() { String::new() } else { open[closed..].iter().rev().collect() };
        let behind = &self.text()[close..line_end];
        self.patches.push(Patch::new(close..line_end, format!("{mark}{behind}{missing}")));
        self.skip_to = close_at.unwrap_or(line_end);
    }

    fn open_bracket(&mut self, at: usize, open: &[char], comment: Option<usize>, line: &Line) {
        let end = comment.filter(|&comment| comment < line.end()).unwrap_or(line.end());
        let words = self.text()[at..end].trim_end().len();
        let text = self.text()[at..at + words].trim_end_matches([']', '}']);
        let closing: String = open.iter().rev().collect();
        let closing = if closing.is_empty() { "]".to_owned() } else { closing };
        let hint = match comment {
            Some(_) => {
                "YAML reads ` #` as the start of a comment: put the text with the `#` in quotes"
                    .to_owned()
            }
            // Brackets of the wrong sort give way to the right ones.
            None => write_instead(self.source, at + text.len()..line.end(), &closing),
        };
        self.error_at(Code::OpenBracket, at..at + 1, "this bracket is not closed", hint);
        // What has no comma is no list but a text that starts with a bracket.
        let replacement = if text.contains([',', ':']) {
            format!("{text}{closing}")
        } else {
            quoted(&self.text()[at..at + words])
        };
        if comment.is_none() {
            self.attach(self.findings.len() - 1, &Patch::new(at + text.len()..line.end(), closing));
        }
        self.patches.push(Patch::new(at..line.end(), replacement));
    }

    /// Where the lines end that can belong to a value that starts on `line`: those indented more
    /// than `parent`, and one that starts with a closing bracket.
    fn belonging_end(&self, line: &Line, parent: isize, closing: Option<[char; 2]>) -> usize {
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

/// The words of `"The "new" river"`: what starts and ends with the same quote, and holds another
/// that does not end it.
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

/// Endings of the files that outlines name.
const FILES: [&str; 10] =
    [".jpg", ".jpeg", ".png", ".svg", ".webp", ".gif", ".csv", ".yaml", ".ttf", ".pdf"];

/// What may follow a backslash in double quotes.
const ESCAPES: &str = "0abt\tnvfre \"/\\N_LPxuU\n";

/// Where a value stands.
pub(super) struct Place {
    /// Byte of the key that it belongs to.
    pub key: Option<usize>,
    /// Whether it stands behind a dash.
    pub item: bool,
    /// Whether it stands where a key could.
    pub alone: bool,
}

const COLON: &str = "a text with a colon and a space in it needs quotes";

fn start_message(text: &str) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let shown = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
    format!("a text that starts with {shown} needs quotes")
}
