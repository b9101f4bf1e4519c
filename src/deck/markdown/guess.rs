//! Tells markup from text that only looks like it: `9~11`, `x^2 + y^2`, `2*3*4`, `a == b`.
//!
//! Markup is never wider than in pandoc and CommonMark. Of what they would read as markup, some is
//! plainly text, such as `2*3*4`, and is kept; some may be either, and is reported.

use crate::yaml::is_unspaced;

/// What two delimiters and the text between them are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Markup.
    Markup,
    /// Probably markup; the author gets a warning.
    Guess,
    /// Text that keeps all its characters.
    Text,
}

/// Names that Python writes between two underscores: `__init__`.
const SPECIAL_NAMES: [&str; 17] = [
    "init", "main", "name", "file", "dict", "repr", "str", "call", "new", "del", "all", "doc",
    "slots", "future", "pycache", "enter", "exit",
];

/// The text inside and around two delimiters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delimited<'t> {
    /// The delimiter: `*`, `__`, `~` …
    pub delimiter: &'t str,
    /// The text up to the first delimiter.
    pub before: &'t str,
    /// The text between the delimiters.
    pub inner: &'t str,
    /// The next characters after the second delimiter.
    pub after: &'t str,
}

impl Delimited<'_> {
    fn char_before(&self) -> char {
        self.before.chars().next_back().unwrap_or(' ')
    }

    fn char_after(&self) -> char {
        self.after.chars().next().unwrap_or(' ')
    }

    /// Returns the first and the last character between the delimiters.
    fn inner_ends(&self) -> (char, char) {
        let mut letters = self.inner.chars();
        let first = letters.next().unwrap_or(' ');
        (first, letters.next_back().unwrap_or(first))
    }

    /// Reads `*`, `**`, `_`, `__`, `==` and `~~`. The caller has found the pair by the rules of
    /// CommonMark: no space just inside the delimiters.
    pub(super) fn read_emphasis(&self) -> Reading {
        let (before, after) = (self.char_before(), self.char_after());
        let (first, last) = self.inner_ends();
        let has_space = self.inner.contains(char::is_whitespace);
        if self.delimiter.starts_with('_') {
            // `__init__.py`, `__init__()`
            let mut next = self.after.chars();
            let is_code = match next.next() {
                Some('.') => next.next().is_some_and(char::is_alphanumeric),
                Some('(') => true,
                _ => false,
            };
            return match has_space {
                _ if self.delimiter == "__" && SPECIAL_NAMES.contains(&self.inner) && !is_code => {
                    Reading::Guess
                }
                false if is_code => Reading::Text,
                _ => Reading::Markup,
            };
        }
        // `src/*.rs and lib/*.rs`, `(*) and (*)`
        let is_glob = (before == '/' && matches!(first, '.' | '/'))
            || (last == '/' && matches!(after, '.' | '/'))
            || matches!(last, '(' | '[' | '{');
        if is_glob {
            return Reading::Text;
        }
        let is_digit = |c: char| c.is_ascii_digit();
        let opens_in_word = is_word(before) && is_word(first);
        let closes_in_word = is_word(last) && is_word(after);
        if self.delimiter == "==" && has_space && (opens_in_word || closes_in_word) {
            return Reading::Text;
        }
        if opens_in_word && closes_in_word {
            let is_short = |word: usize| word == 1;
            let is_formula = [before, first, last, after].into_iter().any(is_digit)
                || is_short(self.before.chars().rev().take_while(|&c| is_word(c)).take(2).count())
                || is_short(self.after.chars().take_while(|&c| is_word(c)).take(2).count());
            return if is_formula || has_space { Reading::Text } else { Reading::Guess };
        }
        if (is_digit(before) && is_digit(first)) || (is_digit(last) && is_digit(after)) {
            return Reading::Guess;
        }
        Reading::Markup
    }

    /// Reads `~` and `^`. The caller has made sure that no space is inside, as pandoc requires.
    pub(super) fn read_script(&self) -> Reading {
        let (before, after) = (self.char_before(), self.char_after());
        let (first, last) = self.inner_ends();
        let is_subscript = self.delimiter == "~";
        let is_digit = |c: char| c.is_numeric();
        // `9~11，2~4`
        if is_digit(before) && is_digit(first) && is_digit(last) && is_digit(after) {
            return Reading::Text;
        }
        // Whether the second delimiter might as well be the first of a pair: `x^2+y^2`.
        let opens_again = (last.is_alphanumeric() || matches!(last, ')' | '%'))
            && (after.is_alphanumeric()
                || is_sign(after)
                || matches!(after, '(' | '[' | '/' | '$'));
        let is_attached = before.is_alphanumeric() || matches!(before, ')' | ']' | '}' | '^' | '~');
        if is_unit(self.inner) {
            // `周一~周二~周三`, `~5~10`
            let is_range = opens_again && is_subscript;
            return if is_range && (is_unspaced(before) || (!is_attached && is_digit(after))) {
                Reading::Text
            } else {
                Reading::Markup
            };
        }
        if matches!(first, '$' | '€' | '£' | '¥') && is_attached {
            return Reading::Text;
        }
        if opens_again {
            let parts = self.inner.split([',', '+', '-']);
            let is_index = is_subscript
                && before.is_alphabetic()
                && !is_unspaced(before)
                && parts.into_iter().all(|part| part.chars().count() == 1);
            return if is_index { Reading::Guess } else { Reading::Text };
        }
        let is_formula = self
            .inner
            .chars()
            .all(|c| c.is_alphanumeric() || is_sign(c) || "()[]{}.,;:*/′'|".contains(c));
        if is_formula && (is_attached || !is_subscript) { Reading::Markup } else { Reading::Guess }
    }
}

/// Returns whether a script is one unit: a number, a word, a word with a sign, or in parentheses.
fn is_unit(inner: &str) -> bool {
    let inner = inner.trim_matches(|c| is_sign(c) || c == '*');
    let in_parentheses = inner
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .is_some_and(|inner| !inner.contains(['(', ')']));
    in_parentheses
        || inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '′' | '\u{a0}'))
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '±' | '–')
}

/// Returns whether a letter or digit is of a script in which `*` within a word is rarely meant as
/// emphasis. In other scripts, endings and particles follow an emphasised word without a space.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x530
}

#[cfg(test)]
mod tests {
    use super::{Delimited, Reading};

    /// Reads `before|inner|after`.
    fn read(delimiter: &str, text: &str) -> Reading {
        let parts: Vec<&str> = text.split(delimiter).collect();
        let &[before, inner, after] = parts.as_slice() else { panic!("{text}") };
        let delimited = Delimited { delimiter, before, inner, after };
        if matches!(delimiter, "~" | "^") {
            delimited.read_script()
        } else {
            delimited.read_emphasis()
        }
    }

    #[test]
    fn scripts() {
        for text in [
            "H~2~O",
            "C~6~H",
            "CO~2~",
            "水 H~2~O",
            "x~i,j~",
            "T~动能~的",
            "101~2~",
            "E~kin~.",
            "a~i~b",
        ] {
            assert_eq!(read("~", text), Reading::Markup, "{text}");
        }
        for text in [
            "9~11点，下午2~4点",
            "5~10%、20~30%",
            "9:00~10:00,14:00~15:00",
            "A4~A5，B4~B5",
            "Mo~Fr,Sa~So",
            "周一~周五，周六~周日",
            "周一~周二~周三",
            "3月~5月~7月",
            "$5~$10,$7~$12",
            "9~11~13",
            "٩~١١،٢~٤",
        ] {
            assert_eq!(read("~", text), Reading::Text, "{text}");
        }
        for text in ["~/bin:~/lib", "~5%，~"] {
            assert_ne!(read("~", text), Reading::Markup, "{text}");
        }
        for text in [
            "m^2^",
            "10^3^ m",
            "x^(n+1)^",
            "x^n+1^",
            "^14^C",
            "Fe^3+^O",
            "e^-x^y",
            "a^1,2^",
            "北京^1^和",
            "x^i^y",
            "1^st^",
            "x^(n+1)^y",
        ] {
            assert_eq!(read("^", text), Reading::Markup, "{text}");
        }
        for text in
            ["x^2+y^2", "2^10+2^11", "10^-3*10^-6", "r^2=0.9,p^2", "x^(2)+y^(2)", "10^3*10^4"]
        {
            assert_eq!(read("^", text), Reading::Text, "{text}");
        }
    }

    #[test]
    fn emphasis() {
        for (delimiter, text) in [
            ("*", "an *important* word"),
            ("**", "这是**重点**内容"),
            ("**", "이것은**중요**합니다"),
            ("*", "(*see*)"),
            ("**", "**.env** file"),
            ("_", "_this_"),
            ("__", "__both__."),
            ("==", "这是==重点=="),
            ("~~", "an ~~old~~ price"),
            ("*", "*p*-value"),
        ] {
            assert_eq!(read(delimiter, text), Reading::Markup, "{text}");
        }
        for (delimiter, text) in [
            ("*", "2*3*4"),
            ("*", "a*b*c"),
            ("*", "3*x + 2*y"),
            ("*", "price*quantity + tax*rate"),
            ("**", "x**2 + y**2"),
            ("*", "src/*.rs and lib/*.rs"),
            ("*", "*.jpg, (*.png)"),
            ("==", "if x==1 and y==2"),
            ("==", "a==b==c"),
            ("__", "__init__.py"),
            ("__", "the __init__()"),
        ] {
            assert_eq!(read(delimiter, text), Reading::Text, "{text}");
        }
        for (delimiter, text) in [
            ("*", "un*frigging*believable"),
            ("==", "foo==bar==baz"),
            ("__", "call __init__ first"),
        ] {
            assert_eq!(read(delimiter, text), Reading::Guess, "{text}");
        }
    }
}
