//! Reports commands of LaTeX outside formulas, which are shown as text.

use super::super::read::ReadContext;
use super::foreign::{SourceFinder, shorten};
use super::scripts::InlineContent;
use crate::diagnostic::Code;
use crate::math::is_command;

/// The most commands of one text that are reported.
const MAX_REPORTS: usize = 10;

/// The longest argument that a help message repeats, in bytes.
const MAX_ARGUMENT_BYTES: usize = 40;

/// Commands that set their argument in another style, and the Markdown that replaces them.
const STYLES: &[(&[&str], &str)] = &[
    (&["textbf"], "**"),
    (&["emph", "textit", "textsl"], "*"),
    (&["texttt", "verb", "lstinline"], "`"),
    (&["textsuperscript"], "^"),
    (&["textsubscript"], "~"),
    (&["alert", "underline", "uline"], "=="),
    (&["sout"], "~~"),
];

/// Other commands, and what to write instead.
const ADVICE: &[(&[&str], &str)] = &[
    (&["cite", "citep", "parencite", "autocite", "footcite"], "write `[@key]` to cite a work"),
    (&["citet", "textcite", "citeauthor"], "write `@key` to cite a work in the sentence"),
    (&["ref", "eqref", "autoref", "cref"], "write `[](#id)` to show the number of a formula"),
    (&["label"], "write `id: name` in the `math` block or on the slide"),
    (&["footnote"], "write `^[the note]`"),
    (&["url"], "write the address as it is, or `<address>`"),
    (&["href"], "write `[text](address)`"),
    (&["today"], "write the date"),
    (&["pause", "onslide", "only", "uncover"], "write `steps: true` on the slide"),
    (&["item"], "write a list with `bullets` or `numbered`"),
    (&["includegraphics"], "show the picture with `figure`"),
    (&["begin", "end"], "write formulas after `math: |` or between `$$` and `$$`"),
    (&["ldots", "dots", "textellipsis"], "write `…`"),
    (&["textendash"], "write `–`"),
    (&["textemdash"], "write `—`"),
    (&["newline", "linebreak", "newpage", "vspace", "hspace"], "remove it; the theme sets space"),
    (
        &["tiny", "small", "footnotesize", "large", "Large", "huge"],
        "remove it; the theme sets sizes",
    ),
    (&["centering", "noindent"], "remove it; the theme aligns text"),
];

/// Reports commands such as `\textbf{…}`, and `\(…\)` and `\[…\]` around formulas.
pub(super) fn report_latex(content: &InlineContent, context: &mut ReadContext) {
    let source = context.reader.slice(content.text.span);
    if !source.contains('\\') {
        return;
    }
    let mut finder = SourceFinder::new(content.text.span, context);
    let mut reported: Vec<String> = Vec::new();
    for (written, help) in find_commands(content).chain(find_delimiters(source)) {
        if reported.len() >= MAX_REPORTS {
            break;
        }
        if reported.contains(&written) {
            continue;
        }
        context.reader.report_warning(
            Code::UnsupportedMarkdown,
            format!("`{}` is a command of LaTeX and is shown as text", shorten(&written)),
            finder.find(&written),
            help,
        );
        reported.push(written);
    }
}

/// Returns the commands in a text, as written, with what to write instead.
fn find_commands(content: &InlineContent) -> impl Iterator<Item = (String, String)> {
    let text = content.text.content.as_str();
    text.match_indices('\\').filter_map(move |(at, _)| read_command(content, at))
}

/// Reads the command at a backslash, and what to write instead.
fn read_command(content: &InlineContent, at: usize) -> Option<(String, String)> {
    let text = content.text.content.as_str();
    // `C:\small` and `\\server\label` are paths.
    let is_path = text[..at].ends_with(|c: char| c.is_alphanumeric() || ":\\/.$".contains(c));
    if is_path || content.literal.binary_search(&at).is_ok() {
        return None;
    }
    let rest = &text[at + 1..];
    let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
    let after = &rest[name.len()..];
    // A path goes on after a name.
    if name.is_empty() || after.starts_with(['\\', '/']) {
        return None;
    }
    let argument = after.strip_prefix('{').and_then(|inside| inside.split_once('}'));
    let argument = argument.map(|(inside, _)| inside);
    let written = match argument {
        Some(argument) => format!("\\{name}{{{argument}}}"),
        None => format!("\\{name}"),
    };
    let help = match STYLES.iter().find(|(names, _)| names.contains(&name)) {
        Some((_, sign)) => {
            let inside = argument.filter(|words| words.len() <= MAX_ARGUMENT_BYTES);
            let inside = inside.unwrap_or("text").trim();
            match *sign {
                "`" => format!("write `` `{inside}` ``"),
                sign => format!("write `{sign}{inside}{sign}`"),
            }
        }
        None => match ADVICE.iter().find(|(names, _)| names.contains(&name)) {
            Some((_, advice)) => (*advice).to_owned(),
            None if is_command(name) => format!("write it in a formula: `${}$`", shorten(&written)),
            None => return None,
        },
    };
    Some((written, help))
}

/// Returns the formulas between `\(` and `\)` or `\[` and `\]`. Markdown reads these as brackets.
fn find_delimiters(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (open, close, sign) in [("\\(", "\\)", "$"), ("\\[", "\\]", "$$")] {
        let mut rest = source;
        while let Some((_, inside)) = rest.split_once(open)
            && let Some((formula, after)) = inside.split_once(close)
        {
            rest = after;
            let is_formula = formula.contains(['^', '_', '=', '\\']) || sign == "$";
            if is_formula && !formula.contains('\n') && !formula.trim().is_empty() {
                let help = format!("write `{sign}{}{sign}`", shorten(formula.trim()));
                found.push((format!("{open}{formula}{close}"), help));
            }
        }
    }
    found
}
