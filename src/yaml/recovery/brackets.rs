//! Lists and mappings in brackets: where they end, and text in them that YAML would misread.

use std::ops::Range;

use super::line::{is_hashtag, quoted_length};
use super::value::SPECIAL_STARTS;

/// The result of reading from an opening bracket.
#[derive(Default)]
pub(crate) struct BracketScan {
    /// Byte after the closing bracket, if there is one.
    pub end: Option<usize>,
    /// The closing brackets that are still missing, innermost last.
    pub open_brackets: Vec<char>,
    /// Text that must be quoted.
    pub unquoted_words: Vec<Range<usize>>,
    /// A `#` that hides the rest of its line.
    pub comment: Option<usize>,
    /// A quotation mark that is not closed; reading ended there.
    pub open_quote: Option<usize>,
}

/// The longest text with brackets inside that is looked for. It keeps the time for a line of
/// unclosed brackets linear.
const MAX_WORDS_BYTES: usize = 2_000;

/// The parser rejects deeper nesting.
const MAX_BRACKET_DEPTH: usize = 70;

/// Reads `text` from the bracket at `start`. `is_alias` recognises references among words that
/// start with `*` or `&`.
pub(crate) fn scan_brackets(
    text: &str,
    start: usize,
    is_alias: &dyn Fn(&str) -> bool,
) -> BracketScan {
    let mut scanner = BracketScanner {
        text,
        is_alias,
        at: start,
        can_start_value: true,
        value_start: None,
        is_after_colon: false,
        quote_end: start,
        result: BracketScan::default(),
    };
    while scanner.scan_token() {}
    scanner.result
}

struct BracketScanner<'a> {
    text: &'a str,
    is_alias: &'a dyn Fn(&str) -> bool,
    at: usize,
    /// Whether a value may start here: after a bracket, a comma or a colon.
    can_start_value: bool,
    /// The start of a mapping's value, once it has any text; a second colon in it is part of the
    /// text.
    value_start: Option<usize>,
    is_after_colon: bool,
    /// Where the last quoted text ended. A colon right after it follows a key: `{"a":1}`.
    quote_end: usize,
    result: BracketScan,
}

impl BracketScanner<'_> {
    /// Reads one token. Returns whether to continue.
    fn scan_token(&mut self) -> bool {
        let (text, at) = (self.text, self.at);
        let Some(c) = text[at..].chars().next() else { return false };
        let next = at + c.len_utf8();
        match c {
            '{' if text[at..].starts_with("{{") && self.skip_expression() => return true,
            '[' | '{' if !self.can_start_value && self.skip_words_with_brackets() => return true,
            '[' | '{' if self.can_start_value => {
                self.result.open_brackets.push(if c == '[' { ']' } else { '}' });
                (self.value_start, self.is_after_colon) = (None, false);
                if self.result.open_brackets.len() > MAX_BRACKET_DEPTH {
                    self.result.end = Some(text.len());
                    return false;
                }
            }
            ']' | '}' => {
                if self.result.open_brackets.pop() != Some(c) {
                    return false;
                }
                if self.result.open_brackets.is_empty() {
                    self.result.end = Some(next);
                    return false;
                }
                self.can_start_value = false;
                (self.value_start, self.is_after_colon) = (None, false);
            }
            ',' => {
                self.can_start_value = true;
                (self.value_start, self.is_after_colon) = (None, false);
            }
            ':' if text[next..].starts_with([' ', '\n']) || at == self.quote_end => {
                if let Some(start) = self.value_start.take() {
                    self.push_unquoted_words(start);
                    return true;
                }
                (self.can_start_value, self.is_after_colon) = (true, true);
            }
            ' ' | '\t' | '\r' | '\n' => {}
            '"' | '\'' if self.can_start_value => return self.skip_quoted_text(c),
            '#' if text[..at].ends_with([' ', '\t', '\n', '[', '{', ',']) => {
                self.scan_hash();
                return true;
            }
            c if SPECIAL_STARTS.contains(&c) && self.can_start_value => {
                self.can_start_value = false;
                if !(self.is_alias)(text[at..find_token_end(text, at)].trim_end()) {
                    self.push_unquoted_words(at);
                    return true;
                }
            }
            _ => {
                if self.can_start_value && self.is_after_colon {
                    self.value_start = Some(at);
                }
                self.can_start_value = false;
            }
        }
        self.at = next;
        true
    }

    fn skip_quoted_text(&mut self, quote: char) -> bool {
        self.can_start_value = false;
        match quoted_length(&self.text[self.at..], quote) {
            Some(length) => {
                self.at += length;
                self.quote_end = self.at;
            }
            None => self.result.open_quote = Some(self.at),
        }
        self.result.open_quote.is_none()
    }

    /// Reads a hashtag, which must be quoted, or a comment.
    fn scan_hash(&mut self) {
        let (text, at) = (self.text, self.at);
        let line_end = at + text[at..].find('\n').unwrap_or(text.len() - at);
        if self.can_start_value && is_hashtag(&text[at..find_token_end(text, at).min(line_end)]) {
            self.push_unquoted_words(at);
        } else {
            self.result.comment.get_or_insert(at);
            self.at = line_end;
        }
    }

    /// Reads a text with an expression such as `{{ city }}`, which must be quoted. Returns whether
    /// there is one.
    fn skip_expression(&mut self) -> bool {
        let line = self.text[self.at..].lines().next().unwrap_or("");
        let Some(length) = line.find("}}").map(|end| end + 2) else { return false };
        let start = self.find_value_start();
        let mut end = self.at + length;
        while let Some(next) = self.text[end..find_token_end(self.text, end)].find("{{") {
            let rest = self.text[end + next..].lines().next().unwrap_or("");
            let Some(length) = rest.find("}}") else { break };
            end += next + length + 2;
        }
        end = find_token_end(self.text, end);
        self.result.unquoted_words.push(start..start + self.text[start..end].trim_end().len());
        self.at = end;
        (self.can_start_value, self.value_start) = (false, None);
        true
    }

    /// Reads a text with brackets inside, such as `x_{i}^2` or `$\frac{1}{2}$`, which must be
    /// quoted. Returns whether it is one: its brackets are closed on its line.
    fn skip_words_with_brackets(&mut self) -> bool {
        let start = self.find_value_start();
        let limit = self.text.floor_char_boundary(start + MAX_WORDS_BYTES);
        let line = self.text[start..limit].split('\n').next().unwrap_or("");
        let Some(end) = find_formula_end(line) else { return false };
        let words = self.text[start..start + end].trim_end().len();
        self.result.unquoted_words.push(start..start + words);
        self.at = start + end;
        (self.can_start_value, self.value_start) = (false, None);
        true
    }

    /// Returns where the value before the current position starts.
    fn find_value_start(&self) -> usize {
        let before = &self.text[..self.at];
        let opening = before.rfind(['[', '{', ',', '\n']).map_or(0, |at| at + 1);
        let start = before[opening..].rfind(": ").map_or(opening, |colon| opening + colon + 2);
        let start = start + before[start..].len() - before[start..].trim_start().len();
        // A comma inside a formula does not end the value.
        let entries = before[..start].rfind(['[', '{', '\n']).map_or(0, |at| at + 1);
        let signs = before[entries..start].matches('$').count();
        match before[entries..start].rfind('$') {
            Some(sign) if signs % 2 == 1 => entries + sign,
            _ => start,
        }
    }

    /// Records that the text that starts at `start` must be quoted, and skips it.
    fn push_unquoted_words(&mut self, start: usize) {
        let end = find_token_end(self.text, start);
        self.result.unquoted_words.push(start..start + self.text[start..end].trim_end().len());
        self.at = end;
        self.can_start_value = false;
    }
}

/// Returns the end of the text that starts at `at`.
fn find_token_end(text: &str, at: usize) -> usize {
    at + text[at..].find([',', ']', '}', '\n']).unwrap_or(text.len() - at)
}

/// Returns the end of a text with brackets inside: at the first comma or closing bracket that is
/// neither inside these brackets nor inside a formula. `None` if they are not closed.
fn find_formula_end(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let is_formula = text.starts_with('$');
    let mut is_in_formula = false;
    for (at, c) in text.char_indices() {
        match c {
            '$' if is_formula => is_in_formula = !is_in_formula,
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' if open.last() == Some(&c) => drop(open.pop()),
            ',' | ']' | '}' if open.is_empty() && !is_in_formula => return Some(at),
            ']' | '}' if !is_in_formula => return None,
            _ => {}
        }
    }
    None
}
