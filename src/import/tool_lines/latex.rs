//! Commands of LaTeX between the lines of a pandoc deck.

use super::{NumberedLines, find_code};
use crate::import::ImportContext;

/// Environments of beamer and the kinds of their boxes.
const BOXES: &[(&str, &str)] = &[
    ("block", "note"),
    ("alertblock", "warning"),
    ("exampleblock", "tip"),
    ("theorem", "note"),
    ("definition", "note"),
    ("example", "tip"),
    ("proof", "note"),
];

/// Commands that only change the appearance, alone on a line.
const IGNORED: &[&str] = &[
    "tiny",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
    "newpage",
    "clearpage",
    "pagebreak",
    "centering",
    "raggedright",
    "noindent",
    "bigskip",
    "medskip",
    "smallskip",
    "vfill",
    "hfill",
    "linebreak",
    "par",
    "frametitle",
    "tableofcontents",
    "vspace",
    "hspace",
    "setlength",
    "setbeamertemplate",
    "setbeamercolor",
    "usebeamerfont",
    "begingroup",
    "endgroup",
    "columnbreak",
    "centerline",
    "singlespacing",
];

pub(super) fn rewrite_lines(lines: NumberedLines, context: &mut ImportContext) -> NumberedLines {
    let is_code = find_code(&lines);
    let mut written = NumberedLines::new();
    for ((text, number), is_code) in lines.into_iter().zip(is_code) {
        let line = text.trim();
        let Some(command) = line.strip_prefix('\\').filter(|_| !is_code) else {
            written.push((text, number));
            continue;
        };
        let length = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        let (name, rest) = command.split_at(length);
        let (argument, after) = read_argument(rest);
        let mut push = |text: String| written.push((text, number));
        match name {
            "pause" => {
                push(". . .".to_owned());
                if !rest.trim().is_empty() {
                    push(rest.trim().to_owned());
                }
            }
            "begin" if argument == "columns" => push("::: {.columns}".to_owned()),
            "begin" if argument == "column" => push(write_column(after)),
            "column" => push(write_column(rest)),
            "end" if matches!(argument, "columns" | "column") => push(":::".to_owned()),
            "begin" if BOXES.iter().any(|(box_name, _)| *box_name == argument) => {
                let kind = BOXES.iter().find(|(known, _)| *known == argument);
                let kind = kind.map_or("note", |(_, kind)| kind);
                let title = after.trim().trim_matches(['{', '}', '[', ']']);
                push(format!("::: {{.callout-{kind} title=\"{}\"}}", title.replace('"', "”")));
            }
            "end" if BOXES.iter().any(|(box_name, _)| *box_name == argument) => {
                push(":::".to_owned())
            }
            "begin" | "end"
                if matches!(argument, "center" | "flushleft" | "flushright" | "frame") =>
            {
                push(String::new())
            }
            "note" if !argument.is_empty() => {
                for text in ["::: {.notes}", argument, ":::"] {
                    push(text.to_owned());
                }
            }
            known if IGNORED.contains(&known) => {
                context.report_changed(
                    number,
                    format!("`{line}` is not imported"),
                    "change the appearance of slides with `theme`",
                );
                let words = after.trim();
                push(words.to_owned());
            }
            _ => push(text),
        }
    }
    written
}

/// Splits `{argument}rest`.
fn read_argument(text: &str) -> (&str, &str) {
    let inside = text.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'));
    inside.unwrap_or(("", text))
}

/// Returns the division of a column: `{0.5\textwidth}`.
fn write_column(width: &str) -> String {
    let digits: String = width.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let share = digits.parse::<f32>().ok().filter(|share| (0.01..=1.0).contains(share));
    match share {
        Some(share) => format!("::: {{.column width=\"{}%\"}}", (share * 100.0).round()),
        None => "::: {.column}".to_owned(),
    }
}
