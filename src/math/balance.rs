//! Finds braces, delimiters and environments without their partners.

use std::ops::Range;

use super::scan::{find_plain_argument, scan_signs};
use super::{FormulaError, FormulaErrorKind};

/// Finds the first brace, `\left` or `\begin` without its partner.
pub(super) fn find_unbalanced(source: &str) -> Option<FormulaError> {
    let mut open: Vec<(Range<usize>, String)> = Vec::new();
    for range in scan_signs(source) {
        let sign = &source[range.clone()];
        // The environment, and the range with its name.
        let environment = || match find_plain_argument(source, range.end) {
            Some(name) => (source[name.clone()].to_owned(), range.start..name.end + 1),
            None => (String::new(), range.clone()),
        };
        let (partner, range) = match sign {
            "{" | "\\left" => {
                open.push((range, sign.to_owned()));
                continue;
            }
            "\\begin" => {
                let (name, range) = environment();
                open.push((range, name));
                continue;
            }
            "}" => ("{".to_owned(), range),
            "\\right" => ("\\left".to_owned(), range),
            "\\end" => environment(),
            _ => continue,
        };
        match open.last() {
            Some((_, opened)) if *opened == partner => _ = open.pop(),
            _ => return Some(unopened_error(source, range, &partner, &open)),
        }
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
