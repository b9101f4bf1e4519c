//! Environments of LaTeX whose lines are read as a whole: tables, code, quotations and drawings.

use super::{NumberedLines, find_code};
use crate::import::ImportContext;
use crate::import::brackets::find_closing_brace;
use crate::import::code::fence_around;

/// What an environment becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Environment {
    Table,
    Code,
    Quote,
    /// A drawing, whose source is shown.
    Drawing,
}

const ENVIRONMENTS: &[(&str, Environment)] = &[
    ("tabular", Environment::Table),
    ("tabularx", Environment::Table),
    ("tabular*", Environment::Table),
    ("longtable", Environment::Table),
    ("verbatim", Environment::Code),
    ("lstlisting", Environment::Code),
    ("minted", Environment::Code),
    ("semiverbatim", Environment::Code),
    ("quote", Environment::Quote),
    ("quotation", Environment::Quote),
    ("verse", Environment::Quote),
    ("tikzpicture", Environment::Drawing),
    ("pgfpicture", Environment::Drawing),
    ("forest", Environment::Drawing),
    ("picture", Environment::Drawing),
];

/// Rewrites these environments as Markdown. One without an end is left as it is.
pub(super) fn rewrite_environments(
    lines: NumberedLines,
    context: &mut ImportContext,
) -> NumberedLines {
    let is_code = find_code(&lines);
    let mut written = NumberedLines::new();
    let mut at = 0;
    while at < lines.len() {
        let found = if is_code[at] { None } else { find_environment(&lines[at..]) };
        let Some((kind, head, length)) = found else {
            written.push(lines[at].clone());
            at += 1;
            continue;
        };
        let number = lines[at].1;
        let inside: Vec<&str> =
            lines[at + 1..at + length - 1].iter().map(|(text, _)| text.as_str()).collect();
        let rewritten = match kind {
            Environment::Table => write_table(head, &inside),
            Environment::Quote => inside.iter().map(|text| format!("> {}", text.trim())).collect(),
            Environment::Code => {
                let caption = find_caption(head).map(|words| format!(" caption=\"{words}\""));
                let info = find_language(head) + &caption.unwrap_or_default();
                write_code(&info, &inside)
            }
            Environment::Drawing => {
                context.report_missing(
                    number,
                    "a drawing of LaTeX is imported as code",
                    "render it with LaTeX, and show the picture with `figure`",
                );
                let whole: Vec<&str> =
                    lines[at..at + length].iter().map(|(text, _)| text.as_str()).collect();
                write_code("latex", &whole)
            }
        };
        let blank = || std::iter::once(String::new());
        let rewritten = blank().chain(rewritten).chain(blank());
        written.extend(rewritten.map(|text| (text, number)));
        at += length;
    }
    written
}

/// Returns the environment that starts on the first line, what is after its name, and the number of
/// its lines.
fn find_environment(lines: &[(String, usize)]) -> Option<(Environment, &str, usize)> {
    let rest = lines.first()?.0.trim().strip_prefix("\\begin{")?;
    let (name, head) = rest.split_once('}')?;
    let (_, kind) = ENVIRONMENTS.iter().find(|(known, _)| *known == name)?;
    let end = format!("\\end{{{name}}}");
    let last = lines.iter().skip(1).position(|(text, _)| text.trim().starts_with(&end))?;
    Some((*kind, head, last + 2))
}

/// Returns the language in options such as `[language=Python]` or `{python}`.
fn find_language(head: &str) -> String {
    let named = head.split_once("language=").map(|(_, rest)| rest);
    let braced = || head.rsplit_once('{').map(|(_, rest)| rest);
    let language = named.or_else(braced).unwrap_or_default();
    let length = language.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(language.len());
    language[..length].to_lowercase()
}

/// Returns the caption in options such as `[caption={My code}]`.
fn find_caption(head: &str) -> Option<String> {
    let (_, rest) = head.split_once("caption=")?;
    let words = match rest.strip_prefix('{') {
        Some(inside) => &inside[..find_closing_brace(inside)?],
        None => rest.split([',', ']']).next().unwrap_or_default(),
    };
    let words = words.replace('"', "”");
    (!words.trim().is_empty()).then(|| words.trim().to_owned())
}

fn write_code(language: &str, lines: &[&str]) -> Vec<String> {
    let fence = fence_around(&lines.join("\n"));
    let code = lines.iter().map(|line| (*line).to_owned());
    [format!("{fence}{language}")].into_iter().chain(code).chain([fence.clone()]).collect()
}

/// Commands between the rows of a table.
const RULES: &[&str] =
    &["\\hline", "\\toprule", "\\midrule", "\\bottomrule", "\\endhead", "\\endfirsthead"];

/// Writes the rows of a table with bars. Its first row is the header.
fn write_table(head: &str, lines: &[&str]) -> Vec<String> {
    let mut text = lines.join(" ");
    for rule in RULES {
        text = text.replace(rule, " ");
    }
    for rule in ["\\cline", "\\cmidrule"] {
        while let Some(at) = text.find(rule) {
            let end = text[at..].find('}').map_or(text.len(), |end| at + end + 1);
            text.replace_range(at..end, " ");
        }
    }
    let rows: Vec<Vec<String>> = text
        .split("\\\\")
        .map(|row| row.trim_start_matches("[2pt]").trim())
        .filter(|row| !row.is_empty())
        .map(|row| split_row(row).iter().map(|cell| read_cell(cell)).collect())
        .collect();
    let columns = head.rsplit_once('{').map_or("", |(_, columns)| columns);
    let mut marks: Vec<&str> = columns
        .chars()
        .filter_map(|c| match c {
            'r' => Some("--:"),
            'c' => Some(":-:"),
            'l' | 'p' | 'X' => Some("---"),
            _ => None,
        })
        .collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    marks.resize(count, "---");
    let mut written: Vec<String> =
        rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
    if !written.is_empty() {
        written.insert(1, format!("| {} |", marks.join(" | ")));
    }
    written
}

/// Splits a row at `&`, but not at `\&`.
fn split_row(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in row.chars() {
        if c == '&' && !is_escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    cells
}

/// Returns the words of a cell, which may span several columns.
fn read_cell(cell: &str) -> String {
    let cell = cell.trim();
    let words = cell.strip_prefix("\\multicolumn").and_then(|rest| {
        let mut rest = rest;
        let mut last = "";
        for _ in 0..3 {
            let inside = rest.trim_start().strip_prefix('{')?;
            let end = find_closing_brace(inside)?;
            (last, rest) = (&inside[..end], &inside[end + 1..]);
        }
        Some(last)
    });
    words.unwrap_or(cell).trim().replace('|', "\\|")
}
