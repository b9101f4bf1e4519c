//! Finds braces, delimiters and environments without their partners.

use std::ops::Range;

use super::{FormulaError, FormulaErrorKind};

/// Finds the first brace, `\left` or `\begin` without its partner.
pub(super) fn find_unbalanced(source: &str) -> Option<FormulaError> {
    let mut open: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = 0;
    while let Some(sign) = source[at..].chars().next() {
        let mut range = at..at + sign.len_utf8();
        match sign {
            '%' => {
                at = source[at..].find('\n').map_or(source.len(), |length| at + length);
                continue;
            }
            '\\' => {
                let name: String =
                    source[at + 1..].chars().take_while(char::is_ascii_alphabetic).collect();
                let skipped = source[at + 1..].chars().next().map_or(0, char::len_utf8);
                range.end = at + 1 + name.len().max(skipped);
                let environment = environment_after(&source[range.end..]);
                match name.as_str() {
                    "left" => open.push((range.clone(), "\\left".into())),
                    "begin" => {
                        range.end += environment.as_ref().map_or(0, |name| name.len() + 2);
                        open.push((range.clone(), environment.unwrap_or_default()));
                    }
                    "right" | "end" => {
                        let partner = if name == "right" {
                            "\\left".into()
                        } else {
                            environment.unwrap_or_default()
                        };
                        if name == "end" {
                            range.end += partner.len() + 2;
                        }
                        match open.last() {
                            Some((_, opened)) if *opened == partner => _ = open.pop(),
                            _ => return Some(unopened_error(source, range, &partner, &open)),
                        }
                    }
                    _ => {}
                }
            }
            '{' => open.push((range.clone(), "{".into())),
            '}' => match open.last() {
                Some((_, opened)) if opened == "{" => _ = open.pop(),
                _ => return Some(unopened_error(source, range, "{", &open)),
            },
            _ => {}
        }
        at = range.end.min(source.len());
    }
    let (range, opened) = open.pop()?;
    let (what, help) = describe_opening(&opened);
    Some(FormulaError::new(
        FormulaErrorKind::Unbalanced,
        format!("{what} is not closed"),
        help,
        range,
    ))
}

/// Returns the name in braces at the start of a text.
fn environment_after(text: &str) -> Option<String> {
    let inside = text.strip_prefix('{')?;
    inside.find('}').map(|end| inside[..end].to_owned())
}

fn describe_opening(opened: &str) -> (String, String) {
    match opened {
        "{" => {
            ("`{`".into(), "add `}` where the group ends; write `\\{` for the sign itself".into())
        }
        "\\left" => (
            "`\\left`".into(),
            "add `\\right` and the closing bracket; write `\\right.` for none".into(),
        ),
        name => (format!("`\\begin{{{name}}}`"), format!("add `\\end{{{name}}}` after its rows")),
    }
}

fn unopened_error(
    source: &str,
    range: Range<usize>,
    partner: &str,
    open: &[(Range<usize>, String)],
) -> FormulaError {
    let range = range.start..range.end.min(source.len());
    let written = &source[range.clone()];
    let kind = FormulaErrorKind::Unbalanced;
    if let Some((_, opened)) = open.last() {
        let (what, help) = describe_opening(opened);
        let message = format!("{what} is not closed before `{written}`");
        return FormulaError::new(kind, message, help, range);
    }
    let missing = match partner {
        "{" | "\\left" => format!("`{partner}`"),
        name => format!("`\\begin{{{name}}}`"),
    };
    let help = match partner {
        "{" => "remove it, or write `\\}` for the sign itself".to_owned(),
        _ => format!("remove it, or add {missing} before it"),
    };
    FormulaError::new(kind, format!("`{written}` without {missing}"), help, range)
}
