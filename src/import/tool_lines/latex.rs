//! Commands of LaTeX between the lines of a pandoc deck.

use super::latex_environments::rewrite_environments;
use super::{NumberedLines, find_code};
use crate::import::ImportContext;
use crate::import::brackets::find_closing_brace;
use crate::import::cross_reference::name_kind;
use crate::import::inline_latex::{APPEARANCE, is_appearance, rewrite_commands};
use crate::import::macros::FormulaMacros;
use crate::import::steps::{END_LINE, FRAGMENT, INCREMENTAL_LINE};

/// Environments of beamer and the kinds of their boxes.
const BOXES: &[(&str, &str)] =
    &[("block", "note"), ("alertblock", "warning"), ("exampleblock", "tip")];

/// Environments like theorems: the kinds of their boxes, the kinds of Quarto that have their names,
/// and the names of the others.
const THEOREMS: &[(&str, &str, &str)] = &[
    ("theorem", "note", "thm"),
    ("lemma", "note", "lem"),
    ("corollary", "note", "cor"),
    ("proposition", "note", "prp"),
    ("conjecture", "note", "cnj"),
    ("definition", "note", "def"),
    ("definitions", "note", "def"),
    ("example", "tip", "exm"),
    ("examples", "tip", "exm"),
    ("exercise", "note", "exr"),
    ("proof", "note", "Proof"),
    // Texts of plenary itself avoid this word.
    (concat!("rem", "ark"), "note", concat!("Rem", "ark")),
    ("fact", "note", "Fact"),
    ("claim", "note", "Claim"),
    ("problem", "note", "Problem"),
    ("solution", "note", "Solution"),
];

/// Commands that only change the appearance where they are alone on a line.
const ON_LINES: &[&str] = &[
    "bigskip",
    "medskip",
    "smallskip",
    "linebreak",
    "par",
    "tableofcontents",
    "vspace",
    "hspace",
    "setlength",
    "setbeamertemplate",
    "setbeamercovered",
    "setbeamercolor",
    "usebeamerfont",
    "begingroup",
    "endgroup",
    "columnbreak",
    "centerline",
    "singlespacing",
    "vskip",
    "hskip",
    "rule",
    "hrule",
    "hrulefill",
    "titlepage",
    "maketitle",
    "framebreak",
    "appendix",
    "thispagestyle",
    "bibliographystyle",
    "setcounter",
    "addtocounter",
    "setbeamerfont",
    "setbeamersize",
    "usetheme",
    "usecolortheme",
    "setstretch",
    "renewenvironment",
];

/// Environments that are lists.
const LISTS: &[&str] = &["itemize", "enumerate", "description"];

/// Environments that only change the appearance.
const PLAIN: &[&str] =
    &["center", "flushleft", "flushright", "frame", "table", "table*", "small", "footnotesize"];

/// Commands that define others.
const DEFINITIONS: &[&str] =
    &["newcommand", "renewcommand", "providecommand", "def", "usepackage", "DeclareMathOperator"];

/// The parts of an open `\begin{figure}`.
#[derive(Default)]
struct Float {
    caption: String,
    /// The pictures, as Markdown after the alternative text.
    pictures: Vec<String>,
}

pub(super) fn rewrite_lines(lines: NumberedLines, context: &mut ImportContext) -> NumberedLines {
    let lines = rewrite_environments(split_environments(lines), context);
    let is_code = find_code(&lines);
    let mut written = NumberedLines::new();
    // The marks of the lists that are open.
    let mut lists: Vec<&str> = Vec::new();
    let mut is_incremental = false;
    let mut float = None;
    // The braces that are open around several lines.
    let mut braces = 0;
    for ((text, number), is_code) in lines.into_iter().zip(is_code) {
        let line = text.trim();
        if !is_code && line == "}" && braces > 0 {
            braces -= 1;
            written.push((String::new(), number));
            continue;
        }
        let opened = open_braces(line).filter(|_| !is_code);
        if let Some((mark, words)) = opened {
            braces += 1;
            written.push((mark.to_owned(), number));
            written.push((words.to_owned(), number));
            continue;
        }
        let Some(command) = line.strip_prefix('\\').filter(|_| !is_code) else {
            written.push((text, number));
            continue;
        };
        let length = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        let (name, rest) = command.split_at(length);
        let (argument, after) = read_argument(rest);
        let mut push = |text: String| written.push((text, number));
        match name {
            "begin" if LISTS.contains(&argument) => {
                if lists.is_empty() {
                    push(String::new());
                }
                // `\begin{itemize}[<+->]`
                if after.contains('<') && lists.is_empty() {
                    [INCREMENTAL_LINE, ""].into_iter().for_each(|text| push(text.to_owned()));
                    is_incremental = true;
                }
                lists.push(if argument == "enumerate" { "1. " } else { "- " });
            }
            "end" if LISTS.contains(&argument) => {
                lists.pop();
                push(String::new());
                if lists.is_empty() && std::mem::take(&mut is_incremental) {
                    [END_LINE, ""].into_iter().for_each(|text| push(text.to_owned()));
                }
            }
            "item" if !lists.is_empty() => {
                let indent: usize = lists[..lists.len() - 1].iter().map(|mark| mark.len()).sum();
                let mark = lists.last().copied().unwrap_or("- ");
                let (overlay, rest) = split_overlay(rest);
                let step = if overlay.is_empty() { String::new() } else { FRAGMENT.to_string() };
                let term = read_term(rest);
                let words = strip_options(rest).trim();
                push(format!("{:indent$}{mark}{step}{term}{words}", ""));
            }
            "begin" if matches!(argument, "figure" | "figure*") => {
                float = Some(Float::default());
                push(String::new());
            }
            "end" if matches!(argument, "figure" | "figure*") => {
                let Float { caption, pictures } = float.take().unwrap_or_default();
                // Pictures side by side share their caption.
                if let [picture] = pictures.as_slice() {
                    push(format!("![{caption}]{picture}"));
                } else {
                    let all: Vec<String> = pictures.iter().map(|p| format!("![]{p}")).collect();
                    [all.join(" "), String::new(), caption].into_iter().for_each(&mut push);
                }
                push(String::new());
            }
            "caption" if float.is_some() => {
                let words = read_caption(strip_options(rest));
                let words = rewrite_commands(words, number, context);
                float.iter_mut().for_each(|float| float.caption.clone_from(&words));
            }
            "centering" | "label" if float.is_some() => {}
            "includegraphics" => {
                let (path, after) = read_argument(strip_options(rest));
                let width = rest.split_once("width=").and_then(|(_, width)| read_share(width));
                let width = width.map(|width| format!("{{width={width}%}}")).unwrap_or_default();
                let picture = format!("(<{path}>){width}");
                match &mut float {
                    Some(float) => float.pictures.push(picture),
                    None => push(format!("![]{picture}{after}")),
                }
            }
            "pause" => {
                push(". . .".to_owned());
                if !rest.trim().is_empty() {
                    push(rest.trim().to_owned());
                }
            }
            // From here on, what follows appears.
            "onslide" | "uncover" | "only" | "visible"
                if split_overlay(rest).1.trim().is_empty() =>
            {
                push(". . .".to_owned())
            }
            "printbibliography" | "bibliography" => {
                for text in ["::: {#refs}", ":::"] {
                    push(text.to_owned());
                }
            }
            "section" | "subsection" if !argument.is_empty() => push(format!("## {argument}")),
            "begin" if argument == "columns" => push("::: {.columns}".to_owned()),
            "begin" if argument == "column" => push(write_column(after)),
            "column" => push(write_column(rest)),
            "end" if matches!(argument, "columns" | "column") => push(":::".to_owned()),
            "begin" if let Some((kind, name)) = find_box(argument, context) => {
                let (_, title) = split_overlay(after.trim());
                let title = title.trim().trim_matches(['{', '}', '[', ']']).replace('"', "”");
                let title = match name {
                    Some(name) if title.is_empty() => name.to_owned(),
                    Some(name) => format!("{name} ({title})"),
                    None => title,
                };
                push(format!("::: {{.callout-{kind} title=\"{title}\"}}"));
            }
            "end" if find_box(argument, context).is_some() => push(":::".to_owned()),
            "begin" if argument == "frame" && !read_argument(after).0.is_empty() => {
                push(format!("# {}", read_argument(after).0))
            }
            "frametitle" if !argument.is_empty() => push(format!("# {argument}")),
            "framesubtitle" if !argument.is_empty() => push(format!("## {argument}")),
            "begin" | "end" if PLAIN.contains(&argument) => push(String::new()),
            "caption" if !argument.is_empty() => push(format!(": {}", read_caption(rest))),
            "label" => {}
            "begin" | "end" if argument.is_empty() || is_formula(argument) => push(text),
            "begin" | "end" => {
                if context.is_first_report(argument) {
                    context.report_changed(
                        number,
                        format!("the environment `{argument}` is not imported; its words are kept"),
                        "write its content as a block of the outline",
                    );
                }
                push(String::new());
                let words = read_argument(after);
                let words = if name == "begin" { words.0 } else { words.1 };
                // Numbers and lengths say how it looks.
                let is_word = words.contains(char::is_alphabetic) && !words.contains('\\');
                push(if is_word { words.to_owned() } else { String::new() });
            }
            known if DEFINITIONS.contains(&known) && FormulaMacros::is_definition(line) => {
                push(String::new())
            }
            known if DEFINITIONS.contains(&known) => context.report_missing(
                number,
                format!("`{line}` is not imported"),
                "write its words where the command is used",
            ),
            "note" if !argument.is_empty() => {
                for text in ["::: {.notes}", argument, ":::"] {
                    push(text.to_owned());
                }
            }
            known if APPEARANCE.contains(&known) || ON_LINES.contains(&known) => {
                if context.is_first_report(known) {
                    context.report_changed(
                        number,
                        format!("`{line}` is not imported"),
                        "change the appearance of slides with `theme`",
                    );
                }
                let words = after.trim();
                push(words.to_owned());
            }
            _ => push(text),
        }
    }
    // An environment without an end is cut off by the end of the slide.
    let number = written.last().map_or(1, |(_, number)| *number);
    for picture in float.into_iter().flat_map(|float| float.pictures) {
        written.push((format!("![]{picture}"), number));
    }
    written
}

/// Puts what is between the start and the end of an environment on a line of its own:
/// `\begin{center}words\end{center}`.
fn split_environments(lines: NumberedLines) -> NumberedLines {
    let is_code = find_code(&lines);
    let mut written = NumberedLines::new();
    for ((text, number), is_code) in lines.into_iter().zip(is_code) {
        let start = text.trim_start();
        let name = start.strip_prefix("\\begin{").and_then(|rest| rest.split_once('}'));
        let Some((name, after)) = name.filter(|_| !is_code) else {
            written.push((text, number));
            continue;
        };
        let end = format!("\\end{{{name}}}");
        let Some((inside, rest)) = after.split_once(&end).filter(|_| !is_formula(name)) else {
            written.push((text, number));
            continue;
        };
        let head = start.len() - after.len();
        let (open, inside) = match PLAIN.contains(&name) {
            true => (&start[..head], inside),
            false => {
                let options = inside.len() - strip_arguments(inside).len();
                (&start[..head + options], &inside[options..])
            }
        };
        for part in [open, inside, end.as_str(), rest] {
            if !part.trim().is_empty() {
                written.push((part.to_owned(), number));
            }
        }
    }
    written
}

/// Returns what follows the arguments in brackets and braces at the start of a text.
fn strip_arguments(text: &str) -> &str {
    let mut rest = text;
    loop {
        let (inside, close) = match rest.chars().next() {
            Some('{') => (&rest[1..], find_closing_brace(&rest[1..])),
            Some('[') => (&rest[1..], rest[1..].find(']')),
            _ => return rest,
        };
        let Some(close) = close else { return rest };
        rest = &inside[close + 1..];
    }
}

/// Returns the kind of the box that an environment is, and the name that its title starts with.
fn find_box(
    environment: &str,
    context: &ImportContext,
) -> Option<(&'static str, Option<&'static str>)> {
    let environment = environment.trim_end_matches('*');
    if let Some((_, kind)) = BOXES.iter().find(|(known, _)| *known == environment) {
        return Some((kind, None));
    }
    let (_, kind, name) = THEOREMS.iter().find(|(known, ..)| *known == environment)?;
    Some((kind, Some(name_kind(name, &context.lang).unwrap_or(name))))
}

/// Returns the mark and the words after a brace that is closed on a line of its own: `{\small`, or
/// `\only<2>{`.
fn open_braces(line: &str) -> Option<(&'static str, &str)> {
    if let Some(inside) = line.strip_prefix("{\\") {
        let length = inside.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(inside.len());
        let is_known = is_appearance(&inside[..length]) && find_closing_brace(inside).is_none();
        return is_known.then(|| ("", inside[length..].trim()));
    }
    let command = line.strip_prefix('\\')?.strip_suffix('{')?;
    let (name, overlay) = command.split_once('<')?;
    let is_overlay = matches!(name, "only" | "onslide" | "uncover" | "visible");
    (is_overlay && overlay.ends_with('>')).then_some((". . .", ""))
}

/// Returns the words of a caption, which may have commands with braces.
fn read_caption(text: &str) -> &str {
    let inside = text.trim().strip_prefix('{').unwrap_or(text);
    &inside[..find_closing_brace(inside).unwrap_or(inside.len())]
}

/// Splits `{argument}rest`.
fn read_argument(text: &str) -> (&str, &str) {
    let inside = text.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'));
    inside.unwrap_or(("", text))
}

/// Splits an overlay such as `<2->` from what follows it.
fn split_overlay(text: &str) -> (&str, &str) {
    let inside = text.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    inside.unwrap_or(("", text))
}

/// Returns the term of an item such as `\\item[Pike] A fish`, in bold.
fn read_term(text: &str) -> String {
    let term = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let term = term.map_or("", |(term, _)| term.trim().trim_end_matches(':'));
    if term.is_empty() { String::new() } else { format!("**{term}:** ") }
}

fn is_formula(name: &str) -> bool {
    crate::math::ENVIRONMENTS.contains(&name)
}

/// Returns the text after options in brackets: `[width=5cm]{a.png}`.
fn strip_options(text: &str) -> &str {
    let text = text.trim_start_matches('*').trim_start();
    let after = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    after.map_or(text, |(_, after)| after)
}

/// Returns a share of the width of the text in percent: `0.5\textwidth`.
fn read_share(width: &str) -> Option<f32> {
    let length = width.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(width.len());
    let (digits, unit) = width.split_at(length);
    let is_relative = ["\\textwidth", "\\linewidth", "\\columnwidth", "\\paperwidth"]
        .iter()
        .any(|name| unit.starts_with(name));
    let share: f32 = if digits.is_empty() { 1.0 } else { digits.parse().ok()? };
    (is_relative && (0.01..=1.0).contains(&share)).then(|| (share * 100.0).round())
}

/// Returns the division of a column: `{0.5\textwidth}`.
fn write_column(width: &str) -> String {
    match read_share(width.trim_start_matches(['{', ' '])) {
        Some(share) => format!("::: {{.column width=\"{share}%\"}}"),
        None => "::: {.column}".to_owned(),
    }
}
