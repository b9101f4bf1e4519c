//! Lists and mappings in brackets: where they end, and text in them that YAML would misread.

use std::ops::Range;

use super::line::{is_hashtag, quoted_length};

/// The result of reading from an opening bracket.
pub struct BracketScan {
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

/// The parser rejects deeper nesting.
const MAX_BRACKET_DEPTH: usize = 70;

/// Reads `text` from the bracket at `start`. `is_alias` recognises references among words that
/// start with `*` or `&`.
pub fn scan_brackets(text: &str, start: usize, is_alias: &dyn Fn(&str) -> bool) -> BracketScan {
    let mut result = BracketScan {
        end: None,
        open_brackets: Vec::new(),
        unquoted_words: Vec::new(),
        comment: None,
        open_quote: None,
    };
    let mut at = start;
    // Whether a value may start here: after a bracket, a comma or a colon.
    let mut fresh = true;
    // The start of a mapping's value, once it has any text; a second colon in it is part of the
    // text.
    let mut value: Option<usize> = None;
    let mut behind_colon = false;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        match c {
            '[' | '{' if fresh => {
                result.open_brackets.push(if c == '[' { ']' } else { '}' });
                (value, behind_colon) = (None, false);
                if result.open_brackets.len() > MAX_BRACKET_DEPTH {
                    result.end = Some(text.len());
                    return result;
                }
            }
            ']' | '}' => {
                if result.open_brackets.pop() != Some(c) {
                    return result;
                }
                if result.open_brackets.is_empty() {
                    result.end = Some(next);
                    return result;
                }
                (fresh, value, behind_colon) = (false, None, false);
            }
            ',' => (fresh, value, behind_colon) = (true, None, false),
            ':' if text[next..].starts_with([' ', '\n']) => {
                if let Some(words) = value.take() {
                    at = push_unquoted_word(&mut result, text, words);
                    fresh = false;
                    continue;
                }
                (fresh, behind_colon) = (true, true);
            }
            ' ' | '\t' | '\r' | '\n' => {}
            '"' | '\'' if fresh => {
                fresh = false;
                let Some(length) = quoted_length(&text[at..], c) else {
                    result.open_quote = Some(at);
                    return result;
                };
                at += length;
                continue;
            }
            '#' if text[..at].ends_with([' ', '\t', '\n', '[', '{', ',']) => {
                let line_end = at + text[at..].find('\n').unwrap_or(text.len() - at);
                let word = &text[at..find_token_end(text, at).min(line_end)];
                if fresh && is_hashtag(word) {
                    at = push_unquoted_word(&mut result, text, at);
                    fresh = false;
                } else {
                    result.comment.get_or_insert(at);
                    at = line_end;
                }
                continue;
            }
            '*' | '&' | '!' | '@' | '`' | '%' | '|' | '>' if fresh => {
                fresh = false;
                let word = text[at..find_token_end(text, at)].trim_end();
                if !is_alias(word) {
                    at = push_unquoted_word(&mut result, text, at);
                    continue;
                }
            }
            _ => {
                if fresh && behind_colon {
                    value = Some(at);
                }
                fresh = false;
            }
        }
        at = next;
    }
    result
}

fn push_unquoted_word(result: &mut BracketScan, text: &str, at: usize) -> usize {
    let end = find_token_end(text, at);
    result.unquoted_words.push(at..at + text[at..end].trim_end().len());
    end
}

/// Returns the end of the text that starts at `at`.
fn find_token_end(text: &str, at: usize) -> usize {
    at + text[at..].find([',', ']', '}', '\n']).unwrap_or(text.len() - at)
}
