//! Finds formulas in double quotes whose commands YAML reads as escape sequences: `"$\times$"` is
//! a tab and `imes`.

use crate::diagnostic::{Code, Diagnostic};
use crate::math::is_command;
use crate::source::Span;
use crate::yaml::{Node, NodeReader};

/// The characters after a backslash that YAML accepts in double quotes and that start commands.
const YAML_ESCAPES: &str = "abefnrtvLNP";

/// Reports the commands that are lost, and returns the text with them. `is_formula` is whether the
/// whole text is a formula; otherwise formulas are between `$`.
pub(super) fn restore_commands(
    reader: &mut NodeReader<'_>,
    node: &Node,
    is_formula: bool,
) -> Option<String> {
    let written = reader.slice(node.span);
    let inside = written.strip_prefix('"')?.strip_suffix('"')?;
    if !inside.contains('\\') {
        return None;
    }
    let found = find_commands(inside, is_formula);
    let (first, name) = found.commands.first()?;
    let start = node.span.start as usize + 1 + first;
    let span = Span::new(node.span.source, start, start + 1 + name.len());
    let escape = &name[..1];
    let message = format!(
        "in double quotes, `\\{escape}` is {}, so the command `\\{name}` is lost",
        describe_escape(escape)
    );
    let diagnostic = Diagnostic::error(Code::UnknownEscape, message, span);
    let quoted = format!("'{}'", found.text.replace('\'', "''"));
    reader.diagnostics.push(if found.is_certain {
        diagnostic
            .with_help("write the text in single quotes: a backslash has no meaning there")
            .with_certain_edit(node.span, quoted)
    } else {
        diagnostic.with_help("write `\\\\` for each backslash of a command")
    });
    Some(found.text)
}

/// The commands in a text between double quotes.
struct FoundCommands<'t> {
    /// Commands that YAML does not read as such: where the backslash is, and the name.
    commands: Vec<(usize, &'t str)>,
    /// The text with the backslashes of commands kept.
    text: String,
    /// Whether single quotes can hold the text.
    is_certain: bool,
}

fn find_commands(inside: &str, is_formula: bool) -> FoundCommands<'_> {
    let mut found = FoundCommands { commands: Vec::new(), text: String::new(), is_certain: true };
    let mut in_formula = is_formula;
    let mut rest = inside;
    while let Some(sign) = rest.chars().next() {
        let after = &rest[sign.len_utf8()..];
        if sign == '$' {
            in_formula = is_formula || !in_formula;
        }
        if sign != '\\' {
            found.is_certain &= !matches!(sign, '\n' | '\r');
            found.text.push(sign);
            rest = after;
            continue;
        }
        let letters =
            after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let name = &after[..letters];
        if in_formula && letters > 0 && is_command(name) {
            if name.starts_with(|c| YAML_ESCAPES.contains(c)) {
                found.commands.push((inside.len() - rest.len(), name));
            }
            found.text += &rest[..=letters];
            rest = &after[letters..];
            continue;
        }
        // The end of a row stays as it is, also if the author doubled its backslashes.
        if in_formula && after.starts_with('\\') && !starts_command(&after[1..]) {
            let length = if after.starts_with("\\\\\\") { 4 } else { 2 };
            found.text += "\\\\";
            rest = &rest[length..];
            continue;
        }
        // Another escape sequence: a backslash or quote, or one that single quotes cannot hold.
        match after.chars().next() {
            Some(escaped @ ('\\' | '"' | '/')) => found.text.push(escaped),
            Some(escaped) => {
                found.is_certain = false;
                found.text.extend(['\\', escaped]);
            }
            None => found.text.push('\\'),
        }
        rest = after.chars().next().map_or("", |escaped| &after[escaped.len_utf8()..]);
    }
    found
}

/// Returns whether a text without its backslash starts with a command.
fn starts_command(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    is_command(&text[..end])
}

fn describe_escape(escape: &str) -> &'static str {
    match escape {
        "t" => "a tab",
        "n" | "N" | "L" | "P" => "a line break",
        _ => "a control character",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(inside: &str) -> Vec<&str> {
        find_commands(inside, false).commands.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn only_commands_in_formulas_are_found() {
        assert_eq!(commands(r"Cost: $2\times 3$ and $a\neq b$"), ["times", "neq"]);
        assert_eq!(commands(r"$\\times$ and \times, $5\nand $6"), [""; 0]);
        assert_eq!(commands(r"$\Lambda$ $\Pi$ $\epsilon$"), ["Lambda", "Pi", "epsilon"]);
    }

    #[test]
    fn the_text_keeps_commands_and_other_escapes() {
        let found = find_commands(r#"a \"b\" $\frac{1}{2} \\alpha$"#, false);
        assert_eq!(found.text, r#"a "b" $\frac{1}{2} \alpha$"#);
        assert!(found.is_certain);
        let matrix = r"\begin{pmatrix} 1 \\ 2 \\[1ex] 3 \\\\ 4 \end{pmatrix} \frac12";
        let rows = r"\begin{pmatrix} 1 \\ 2 \\[1ex] 3 \\ 4 \end{pmatrix} \frac12";
        assert_eq!(find_commands(matrix, true).text, rows);
        assert!(!find_commands(r"one\ntwo $\tau$", false).is_certain);
    }
}
