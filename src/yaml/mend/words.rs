//! A text without quotes that may go on over the next lines.

use std::ops::Range;

use super::line::{self, Line, is_blank};
use super::misplaced::is_bullet_below;
use super::{Kind, Level, Mender, Pending};
use crate::diagnostic::Code;
use crate::yaml::draft::Patch;
use crate::yaml::quote::{quoted, write_instead};

/// The text that was read last.
pub(super) struct Words {
    /// Its lines, without blanks around them.
    pub lines: Vec<Range<usize>>,
    /// Column of its key or dash: lines that are indented more go on with it.
    pub parent: isize,
    /// Its own column.
    pub column: isize,
    /// Whether it stands where a key could: behind a dash, or alone on its line.
    pub alone: bool,
    /// Whether it stands behind a dash.
    pub item: bool,
    /// Whether it is in quotes, so that it ends where they do.
    pub in_quotes: bool,
    /// Whether it has to be put in quotes.
    pub quote: bool,
    /// The finding that says so.
    pub finding: Option<usize>,
    /// Whether a comment ended its last line.
    pub comment: Option<Range<usize>>,
}

/// What a line that is indented more than the text before it turned out to be.
pub(super) enum Next {
    /// Part of the text.
    Same,
    /// Something of its own, at this column.
    Other(isize),
}

impl Words {
    fn range(&self) -> Range<usize> {
        self.lines[0].start..self.lines[self.lines.len() - 1].end
    }
}

impl Mender<'_> {
    /// Ends the text, in quotes if it needs them.
    pub(super) fn close_words(&mut self) {
        let Some(words) = self.words.take() else { return };
        if words.quote {
            let patch = Patch::new(words.range(), quoted(&self.joined(&words)));
            if let Some(finding) = words.finding {
                self.attach(finding, &patch);
            }
            self.patches.push(patch);
        }
    }

    /// Looks whether the line at `index` goes on with the text before it.
    pub(super) fn goes_on(&mut self, index: usize) -> Next {
        let line = self.lines[index];
        let column = line.column as isize;
        let Some(words) = self.words.take() else { return Next::Other(column) };
        if column <= words.parent {
            self.words = Some(words);
            return Next::Other(column);
        }
        if is_dash(line.content) || (words.item && is_bullet_below(line.content)) {
            return self.list_below(words, &line);
        }
        if let Some((length, _)) = line::key(line.content) {
            return self.key_below(words, &line, &line.content[..length]);
        }
        if words.in_quotes {
            return Next::Same;
        }
        // `title:Deck` above `lang:en`: two keys without their spaces.
        let both = words.alone && column == words.column && looks_like_key(line.content);
        if both && self.missing_space(&words) {
            return Next::Other(column);
        }
        self.extend(words, &line)
    }

    /// A list under a text: its item is a bullet with children, which YAML wants to be told by a
    /// colon.
    fn list_below(&mut self, words: Words, line: &Line) -> Next {
        let column = line.column as isize;
        if !words.item {
            if words.in_quotes {
                return Next::Other(column);
            }
            if words.quote && words.lines.len() > 1 {
                return self.extend(words, line);
            }
            let hint = "take the text out, or give the list a key of its own, such as `bullets:`";
            self.error_at(
                Code::ListBelowText,
                line.content_start..line.end(),
                "a list cannot stand under a key that has a text",
                hint,
            );
            return self.extend(Words { quote: true, ..words }, line);
        }
        if column == words.parent + 1 && column < words.column {
            // One space too many: an item beside this one rather than under it.
            return Next::Other(column);
        }
        let range = words.range();
        let text = self.joined(&words);
        let as_written =
            words.in_quotes || (!words.quote && words.lines.len() == 1 && words.comment.is_none());
        let key = if as_written { text } else { quoted(&text) };
        // One finding for a text that needs both quotes and a colon.
        let span = self.span(range.clone());
        if words.quote && self.findings.last().is_some_and(|last| last.span == Some(span)) {
            self.findings.pop();
        }
        let hint = write_instead(self.source, range.clone(), &format!("{key}:"));
        self.warn_at(
            Code::ColonBeforeList,
            range.clone(),
            "a text with a list under it needs a colon at its end",
            hint,
        );
        let range_end = range.end;
        self.mend(Patch::new(range, format!("{key}:")));
        self.levels.push(Level { column: words.column, kind: Kind::Mapping });
        self.pending =
            Some(Pending { column: words.column, key: true, name: (range_end, range_end) });
        if column < words.column {
            self.shifted = self.findings.len().checked_sub(1);
            self.margin(line, words.column);
            self.corrected = Some((column, words.column));
        }
        Next::Other(column.max(words.column))
    }

    fn key_below(&mut self, words: Words, line: &Line, key: &str) -> Next {
        let column = line.column as isize;
        let named = line::is_identifier(key);
        if words.alone && column == words.column {
            if self.missing_space(&words) {
                return Next::Other(column);
            }
            if named && self.colon_behind_known_key(&words) {
                return Next::Other(column);
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
                let value = if words.quote {
                    quoted(&self.joined(&words))
                } else {
                    self.text()[range.clone()].to_owned()
                };
                let value = format!("{}: {value}", self.likely_key(key));
                let hint = write_instead(self.source, range.clone(), &value);
                self.warn_at(
                    Code::TextWithoutKey,
                    range.clone(),
                    format!("`{shown}` has no key, but the line below has one"),
                    hint,
                );
                self.mend(Patch::new(range, value));
                self.levels.push(Level { column, kind: Kind::Mapping });
                return Next::Other(column);
            }
        } else if named && !words.item {
            if self.corrected != Some((column, words.parent)) {
                let hint = match words.parent {
                    0 => "take the spaces before it away".to_owned(),
                    spaces => format!("indent it by {spaces} spaces, as the key above"),
                };
                let message = format!(
                    "`{key}` is indented more than the key above, which has a value already"
                );
                self.shifted = Some(self.findings.len());
                self.error_at(
                    Code::WrongIndent,
                    line.content_start..line.content_start + key.len(),
                    message,
                    hint,
                );
            }
            self.corrected = Some((column, words.parent));
            self.margin(line, words.parent);
            let parent = words.parent;
            self.words = Some(words);
            self.close_words();
            return Next::Other(parent);
        }
        if words.in_quotes {
            return Next::Other(column);
        }
        let words = Words { quote: true, finding: Some(self.findings.len()), ..words };
        let first = words.lines[0].start;
        let whole = format!("{} {}", self.joined(&words), line.content);
        let mut line_to_write = self.text()[..first].rsplit('\n').next().unwrap_or("").to_owned();
        line_to_write.push_str(&quoted(&whole));
        self.warn_at(
            Code::ColonInText,
            line.content_start..line.end(),
            "a text that goes on over several lines and has a colon in it needs quotes",
            format!("write: {}", line_to_write.trim()),
        );
        self.extend(words, line)
    }

    /// `title:Deck`, found when the line below has a key at the same column.
    fn missing_space(&mut self, words: &Words) -> bool {
        if words.lines.len() != 1 || words.in_quotes || words.quote {
            return false;
        }
        let found = self.colon_without_space(words.range()).is_some();
        if found {
            self.levels.push(Level { column: words.column, kind: Kind::Mapping });
        }
        found
    }

    /// `title Our river` above another key.
    fn colon_behind_known_key(&mut self, words: &Words) -> bool {
        let range = words.range();
        let text = &self.text()[range.clone()];
        let key = text.split(is_blank).next().unwrap_or("");
        if words.in_quotes || words.lines.len() != 1 || !KNOWN_KEYS.contains(&key) {
            return false;
        }
        let at = range.start + key.len();
        let hint = write_instead(self.source, at..at, ":");
        self.warn_at(
            Code::ColonMissing,
            range.start..at,
            format!("a colon is missing behind `{key}`"),
            hint,
        );
        self.mend(Patch::new(at..at, ":"));
        self.levels.push(Level { column: words.column, kind: Kind::Mapping });
        true
    }

    /// The key that a text stands for which has keys below it: a slide's or a card's title, the
    /// text of an item of a list.
    fn likely_key(&self, below: &str) -> &'static str {
        if self.levels.iter().all(|level| level.kind == Kind::Mapping) {
            return "title";
        }
        let slide = self.levels.iter().filter(|level| level.kind == Kind::List).count() == 1
            && self.levels.len() == 2;
        if slide || below == "text" { "title" } else { "text" }
    }

    fn extend(&mut self, mut words: Words, line: &Line) -> Next {
        if let Some(comment) = words.comment.take() {
            let meant = line::is_hashtag(&self.text()[comment.clone()]);
            if meant && let Some(last) = words.lines.last_mut() {
                last.end = comment.end;
            }
            words.quote = true;
            words.finding = meant.then_some(self.findings.len());
            let hint = if meant {
                "put the whole text in quotes"
            } else {
                "put the comment on a line of its own, above the text"
            };
            self.warn_at(
                Code::HiddenByHash,
                comment,
                "a `#` in the middle of a text starts a comment in YAML",
                hint,
            );
        }
        let comment = line::comment(line.content).filter(|&at| at > 0);
        let end = comment.map_or(line.content.len(), |at| line.content[..at].trim_end().len());
        words.lines.push(line.content_start..line.content_start + end);
        words.comment = comment.map(|at| line.content_start + at..line.end());
        self.words = Some(words);
        Next::Same
    }

    fn joined(&self, words: &Words) -> String {
        words.lines.iter().map(|line| &self.text()[line.clone()]).collect::<Vec<_>>().join(" ")
    }
}

/// Keys that start a line so often that they are known without their colon.
const KNOWN_KEYS: [&str; 10] =
    ["title", "subtitle", "text", "layout", "author", "date", "theme", "lang", "footer", "notes"];

/// Whether a line looks like `key:value`.
fn looks_like_key(content: &str) -> bool {
    let parts = content.split_once(':');
    parts.is_some_and(|(key, value)| {
        line::is_identifier(key) && !value.starts_with("//") && !value.is_empty()
    })
}

/// Whether a line starts a list item.
pub(super) fn is_dash(content: &str) -> bool {
    content == "-" || content.strip_prefix('-').is_some_and(|rest| rest.starts_with(line::is_blank))
}
