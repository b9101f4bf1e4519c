//! The names in an expression: which are variables, which are filters, and where they are.

use std::ops::Range;

/// What a name in an expression refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A variable. It is optional if the expression says what to do without it.
    Variable { is_optional: bool },
    /// A filter, after `|`.
    Filter,
    /// A part of a value, after a dot; a test, after `is`; the name of an argument; a keyword.
    Other,
}

/// A name in an expression.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub range: Range<usize>,
    pub kind: NameKind,
}

const KEYWORDS: [&str; 13] = [
    "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None",
];

/// Returns the names in `expression`, in their order. Names in strings are left out.
pub(super) fn find_names(expression: &str) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    // The last sign or keyword before the current name.
    let mut before = String::new();
    while let Some(c) = expression[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() {
            continue;
        }
        if c == '"' || c == '\'' {
            at += string_length(&expression[at..], c);
            before = c.to_string();
            continue;
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        if !is_part(c) {
            before = c.to_string();
            continue;
        }
        at = start + expression[start..].find(|c| !is_part(c)).unwrap_or(expression.len() - start);
        let word = &expression[start..at];
        if c.is_ascii_digit() {
            // The exponent of `1.5e3` belongs to the number.
            before = "0".to_owned();
            continue;
        }
        let after = expression[at..].trim_start();
        let is_argument = after.starts_with('=') && !after.starts_with("==");
        let kind = match before.as_str() {
            "|" => NameKind::Filter,
            "." | "is" | "0" => NameKind::Other,
            _ if KEYWORDS.contains(&word) || is_argument => NameKind::Other,
            _ => NameKind::Variable { is_optional: is_optional(after) },
        };
        // `is not defined`: the test comes after both words.
        let is_negated = before == "is" && word == "not";
        before = if is_negated { "is" } else { word }.to_owned();
        names.push(Name { range: start..at, kind });
    }
    names
}

/// Returns whether what follows a variable says what to do if it has no value.
fn is_optional(after: &str) -> bool {
    if let Some(filter) = after.strip_prefix('|') {
        let filter = filter.trim_start();
        return filter.starts_with("default") || filter.starts_with("d(");
    }
    let test = after.strip_prefix("is").map(str::trim_start);
    let test = test.map(|test| test.strip_prefix("not").map_or(test, str::trim_start));
    test.is_some_and(|test| test.starts_with("defined") || test.starts_with("undefined"))
}

/// Returns the length of the rest of a string, its closing quotation mark included.
fn string_length(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices();
    while let Some((at, c)) = letters.next() {
        if c == '\\' {
            letters.next();
        } else if c == quote {
            return at + 1;
        }
    }
    text.len()
}

/// Returns the range of the variable or filter of `expression` that byte `at` is in, and whether it
/// is a filter.
pub fn nearest_identifier(expression: &str, at: usize) -> Option<(Range<usize>, bool)> {
    let touches = |name: &&Name| name.range.start <= at && at <= name.range.end;
    let names = find_names(expression);
    let name = names.iter().find(touches)?;
    match name.kind {
        NameKind::Variable { .. } => Some((name.range.clone(), false)),
        NameKind::Filter => Some((name.range.clone(), true)),
        NameKind::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{NameKind, find_names};

    fn names(expression: &str) -> Vec<String> {
        let show = |name: super::Name| {
            let word = &expression[name.range];
            match name.kind {
                NameKind::Variable { is_optional: false } => Some(word.to_owned()),
                NameKind::Variable { is_optional: true } => Some(format!("{word}?")),
                NameKind::Filter => Some(format!("|{word}")),
                NameKind::Other => None,
            }
        };
        find_names(expression).into_iter().filter_map(show).collect()
    }

    #[test]
    fn variables_differ_from_everything_else() {
        assert_eq!(names(" city | upper "), ["city", "|upper"]);
        assert_eq!(names("partner.name ~ ' of city'"), ["partner"]);
        assert_eq!(names("a > 1e5 and not b is defined"), ["a", "b?"]);
        assert_eq!(names("a is not defined or b | default('x')"), ["a?", "b?", "|default"]);
        assert_eq!(
            names("names | join(d=sep) if n == 2 else 'city'"),
            ["names", "|join", "sep", "n"]
        );
        assert_eq!(names("Straße ~ 城市"), ["Straße", "城市"]);
    }
}
