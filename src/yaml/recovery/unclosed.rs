//! Quotes and brackets that may be closed on a later line, or nowhere.

use super::Recovery;
use super::brackets::scan_brackets;
use super::line::{self, OutlineLine};
use super::scalar::{COLON_NEEDS_QUOTES, special_start_message};
use crate::diagnostic::Code;
use crate::yaml::patched_text::Patch;
use crate::yaml::quote::{quote_text, suggest_line};

impl Recovery<'_> {
    /// Handles a quotation mark that is not closed on its line: it is closed on a later line, or
    /// nowhere.
    pub(super) fn close_open_quote(
        &mut self,
        at: usize,
        quote: char,
        parent: isize,
        line: &OutlineLine,
    ) {
        let end = self.find_value_end(line, parent, None);
        if let Some(length) = line::quoted_length(&self.text()[at..end], quote) {
            self.skip_to = at + length;
            return;
        }
        let value = &self.text()[at..line.end()];
        let words = value[1..].trim();
        let help = suggest_line(self.source, at..line.end(), &format!("{quote}{words}{quote}"));
        self.error_at(Code::UnclosedQuote, at..at + 1, "this quote is not closed", help);
        self.attach_fix(
            self.diagnostics.len() - 1,
            &Patch::new(at..line.end(), format!("{quote}{words}{quote}")),
        );
        self.patches.push(Patch::new(at..line.end(), quote_text(words)));
    }

    /// Reads brackets. If text follows them, the value is a text: returns its length.
    pub(super) fn read_brackets(
        &mut self,
        at: usize,
        parent: isize,
        line: &OutlineLine,
    ) -> Option<usize> {
        let end = self.find_value_end(line, parent, Some([']', '}']));
        let scan =
            scan_brackets(&self.text()[..end], at, &|word| self.anchors.contains(&word[1..]));
        if let Some(quote) = scan.open_quote {
            self.close_quote_in_brackets(at, quote, &scan.open_brackets, end);
            return None;
        }
        let Some(close) = scan.end else {
            self.close_open_bracket(at, &scan.open_brackets, scan.comment, line);
            return None;
        };
        if close <= line.end() {
            let rest = self.text()[close..line.end()].trim_start();
            let comment = rest.starts_with('#') && close + rest.len() < line.end();
            if !rest.is_empty() && !comment {
                return Some(line.end() - at);
            }
        }
        self.skip_to = close;
        for range in scan.unquoted_words {
            let text = self.text()[range.clone()].to_owned();
            let help = suggest_line(self.source, range.clone(), &quote_text(&text));
            let colon = text.contains(": ");
            let (code, message) = if colon {
                (Code::ColonInText, COLON_NEEDS_QUOTES.to_owned())
            } else if text.starts_with(super::value::SPECIAL_STARTS) || !text.contains(['[', '{']) {
                (Code::SpecialStart, special_start_message(&text))
            } else {
                (Code::InvalidBrackets, "text with brackets inside must be quoted here".to_owned())
            };
            self.warn_at(code, range.clone(), message, help);
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
        let help = suggest_line(self.source, close..close, &mark);
        self.error_at(Code::UnclosedQuote, quote..quote + 1, "this quote is not closed", help);
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
        let rest = &self.text()[close..line_end];
        self.patches.push(Patch::new(close..line_end, format!("{mark}{rest}{missing}")));
        self.skip_to = close_at.unwrap_or(line_end);
    }

    fn close_open_bracket(
        &mut self,
        at: usize,
        open: &[char],
        comment: Option<usize>,
        line: &OutlineLine,
    ) {
        let end = comment.filter(|&comment| comment < line.end()).unwrap_or(line.end());
        let words = self.text()[at..end].trim_end().len();
        let text = self.text()[at..at + words].trim_end_matches([']', '}']);
        let closing: String = open.iter().rev().collect();
        let closing = if closing.is_empty() { "]".to_owned() } else { closing };
        let help = match comment {
            Some(_) => {
                "quote the text with the `#`: YAML reads ` #` as the start of a comment".to_owned()
            }
            // Wrong closing brackets are replaced.
            None => suggest_line(self.source, at + text.len()..line.end(), &closing),
        };
        self.error_at(Code::UnclosedBracket, at..at + 1, "this bracket is not closed", help);
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
        line: &OutlineLine,
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
