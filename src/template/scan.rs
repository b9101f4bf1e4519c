//! Finds the expressions in a text, and leaves alone what the author plainly did not mean as one:
//! braces in code and in formulas.

use std::ops::Range;

/// A part of a text that is not shown as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ExpressionPart {
    /// `{{ … }}`: its range, braces included.
    Expression(Range<usize>),
    /// `\{{`: the backslash, which keeps the braces from starting an expression.
    Escape(usize),
    /// `{{` without `}}`.
    Unclosed(usize),
}

/// Finds the expressions in a text. A `block` is a text after `|` or `>`, which may have fenced
/// code.
pub(super) fn find_pieces(text: &str, is_block: bool) -> Vec<ExpressionPart> {
    let mut scanner = Scanner { text, at: 0, pieces: Vec::new() };
    if !text.contains("{{") {
        return scanner.pieces;
    }
    while scanner.at < text.len() {
        if !(is_block && scanner.skip_fence()) {
            scanner.scan_character();
        }
    }
    scanner.pieces
}

/// Returns the ranges of the expressions in a text, braces included.
pub fn find_expressions(text: &str) -> Vec<Range<usize>> {
    let pieces = find_pieces(text, text.contains('\n')).into_iter();
    let range = |piece| match piece {
        ExpressionPart::Expression(range) => Some(range),
        ExpressionPart::Escape(_) | ExpressionPart::Unclosed(_) => None,
    };
    pieces.filter_map(range).collect()
}

/// Returns the range of the expression around byte `at` of `line`, without its braces, if the
/// expression is there. It need not be closed.
pub fn expression_at(line: &str, at: usize) -> Option<Range<usize>> {
    let before = line.get(..at)?;
    let start = before.rfind("{{")? + 2;
    if before[start..].contains("}}") || before[..start - 2].ends_with('\\') {
        return None;
    }
    let end = line[at..].find("}}").map_or(line.len(), |end| at + end);
    Some(start..end)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    pieces: Vec<ExpressionPart>,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn scan_character(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        match first {
            '\\' if rest[1..].starts_with("{{") => {
                self.pieces.push(ExpressionPart::Escape(self.at));
                self.at += 3;
            }
            '\\' => self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => self.skip_code(),
            '$' => self.skip_formula(),
            '{' if rest.starts_with("{{") => self.scan_expression(),
            _ => self.at += first.len_utf8(),
        }
    }

    /// Reads `{{ … }}`. Braces in its strings do not end it.
    fn scan_expression(&mut self) {
        let start = self.at;
        let length = expression_length(self.rest());
        let inside = length.map_or("", |length| &self.text[start + 2..start + length - 2]);
        let (Some(length), false) = (length, inside.contains("{{")) else {
            self.pieces.push(ExpressionPart::Unclosed(start));
            self.at += 2;
            return;
        };
        self.at += length;
        // `{{}}`, `{{1, 2}}` and `{{a}, {b}}` are sets of sets.
        let has_value =
            inside.contains(|c: char| c.is_alphabetic() || matches!(c, '_' | '"' | '\''));
        if has_value && !inside.contains(['{', '}']) || inside.contains(['"', '\'']) {
            self.pieces.push(ExpressionPart::Expression(start..self.at));
        }
    }

    /// Skips inline code, or the backticks that open none.
    fn skip_code(&mut self) {
        let rest = self.rest();
        let run = rest.len() - rest.trim_start_matches('`').len();
        let paragraph = paragraph_of(&rest[run..]);
        let mut from = 0;
        while let Some(at) = paragraph[from..].find('`').map(|at| from + at) {
            let here = &paragraph[at..];
            let length = here.len() - here.trim_start_matches('`').len();
            if length == run {
                self.at += run + at + length;
                return;
            }
            from = at + length;
        }
        self.at += run;
    }

    /// Skips a formula, or a dollar sign that opens none. As in pandoc, `$` opens one before a
    /// character that is no space, and closes one after such a character and not before a digit.
    fn skip_formula(&mut self) {
        let rest = self.rest();
        if let Some(inside) = rest.strip_prefix("$$") {
            self.at += 2 + inside.find("$$").map_or(0, |end| end + 2);
            return;
        }
        let paragraph = paragraph_of(&rest[1..]);
        // `${{ price }}` is an amount of money.
        let is_opening =
            paragraph.starts_with(|c: char| !c.is_whitespace()) && !paragraph.starts_with("{{ ");
        let is_closing = |&at: &usize| {
            let (before, after) = (&paragraph[..at], &paragraph[at + 1..]);
            !before.ends_with(|c: char| c.is_whitespace() || c == '\\')
                && !after.starts_with(|c: char| c.is_ascii_digit())
        };
        let mut signs = paragraph.match_indices('$').map(|(at, _)| at);
        let end = is_opening.then(|| signs.find(is_closing)).flatten();
        self.at += 1 + end.map_or(0, |end| end + 1);
    }

    /// Skips fenced code that starts here, at the start of a line.
    fn skip_fence(&mut self) -> bool {
        if !(self.at == 0 || self.text[..self.at].ends_with('\n')) {
            return false;
        }
        let mark_of = |line: &'t str| {
            let line = line.trim_start_matches([' ', '>']);
            let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
            let length = line.len() - line.trim_start_matches(mark).len();
            (length >= 3).then_some((mark, length, line[length..].trim()))
        };
        let mut lines = self.rest().split_inclusive('\n');
        let Some((mark, length, info)) = lines.next().and_then(mark_of) else { return false };
        if mark == '`' && info.contains('`') {
            return false;
        }
        self.at += self.rest().split_inclusive('\n').next().map_or(0, str::len);
        for line in lines {
            self.at += line.len();
            let closes = |(other, count, info): (char, usize, &str)| {
                other == mark && count >= length && info.is_empty()
            };
            if mark_of(line).is_some_and(closes) {
                break;
            }
        }
        true
    }
}

/// Returns the text up to the next blank line.
fn paragraph_of(text: &str) -> &str {
    &text[..text.find("\n\n").unwrap_or(text.len())]
}

/// Returns the length of the expression at the start of `text`, braces included.
fn expression_length(text: &str) -> Option<usize> {
    let text = paragraph_of(text);
    let mut quote = None;
    let mut letters = text.char_indices().skip(2);
    while let Some((at, c)) = letters.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                letters.next();
            }
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '}') if text[at..].starts_with("}}") => return Some(at + 2),
            _ => {}
        }
    }
    // An apostrophe that is no quotation mark must not hide the end.
    quote.and(text.find("}}")).map(|end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::{ExpressionPart, expression_at, find_pieces};

    fn expressions(text: &str) -> Vec<&str> {
        let pieces = find_pieces(text, text.contains('\n'));
        let range = |piece: ExpressionPart| match piece {
            ExpressionPart::Expression(range) => Some(&text[range]),
            _ => None,
        };
        pieces.into_iter().filter_map(range).collect()
    }

    #[test]
    fn expressions_in_text_are_found() {
        assert_eq!(expressions("Welcome, {{ city }}: {{a|upper}}"), ["{{ city }}", "{{a|upper}}"]);
        assert_eq!(expressions("{{ '}}' }} and {{ x }}"), ["{{ '}}' }}", "{{ x }}"]);
        assert_eq!(expressions("**{{ a }}** [b]({{ url }})"), ["{{ a }}", "{{ url }}"]);
        assert_eq!(expressions("${{ price }} or ${{ other }}"), ["{{ price }}", "{{ other }}"]);
        assert_eq!(expressions("$5 for {{ city }}, $6 for all"), ["{{ city }}"]);
        assert_eq!(expressions("a ` tick and {{ x }}"), ["{{ x }}"]);
    }

    #[test]
    fn braces_that_are_no_expression_are_left_alone() {
        for text in [
            "`{{ x }}`",
            "`` a ` {{ x }} ``",
            "${{x}}$",
            "$\\frac{{a}}{{b}}$ and $x_{{n}}$",
            "$$\\frac{{a}}{b}$$",
            "\\{{ x }}",
            "{{}}",
            "{{1, 2}, {3, 4}} and {{1, 2}}",
            "{{a}, {b}}",
            "```rust\nlet a = {{ b }};\n```\n",
            "~~~\n{{ x }}\n```\n{{ y }}\n~~~\n",
        ] {
            assert_eq!(expressions(text), [""; 0], "{text}");
        }
        let after = "```\n{{ a }}\n```\n{{ b }}\n";
        assert_eq!(expressions(after), ["{{ b }}"]);
    }

    #[test]
    fn braces_without_an_end_are_reported() {
        assert_eq!(find_pieces("a {{ b }", false), [ExpressionPart::Unclosed(2)]);
        assert_eq!(find_pieces("{{ a } {{ b }}", false)[0], ExpressionPart::Unclosed(0));
        assert_eq!(find_pieces("a \\{{ b", false), [ExpressionPart::Escape(2)]);
    }

    #[test]
    fn the_expression_at_a_position_need_not_be_closed() {
        assert_eq!(expression_at("a {{ ci", 7), Some(4..7));
        assert_eq!(expression_at("a {{ city }} b", 6), Some(4..10));
        assert_eq!(expression_at("a {{ city }} b", 13), None);
        assert_eq!(expression_at("a \\{{ ci", 8), None);
    }
}
