//! Commands of LaTeX in the text of pandoc and Quarto decks.

use super::ImportContext;
use super::brackets::find_closing_brace;
use super::dialect::Dialect;

/// Commands whose argument is text, and the signs around it in Markdown.
const SIGNS: &[(&str, &str)] = &[
    ("textbf", "**"),
    ("alert", "**"),
    ("structure", "**"),
    ("emph", "*"),
    ("textit", "*"),
    ("textsl", "*"),
    ("texttt", "`"),
    ("sout", "~~"),
    ("textsuperscript", "^"),
    ("textsubscript", "~"),
    ("hl", "=="),
    ("underline", ""),
    ("textsc", ""),
    ("textrm", ""),
    ("textsf", ""),
    ("mbox", ""),
    ("uline", ""),
    ("centerline", ""),
];

/// Commands that are words.
const WORDS: &[(&str, &str)] = &[
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textbackslash", "\\\\"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("quad", " "),
    ("qquad", " "),
    ("newline", "<br>"),
    ("linebreak", "<br>"),
];

/// Commands that only change the appearance, in a text or alone on a line.
pub(super) const APPEARANCE: &[&str] = &[
    "newpage",
    "clearpage",
    "pagebreak",
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
    "centering",
    "raggedright",
    "noindent",
    "hfill",
    "vfill",
];

/// More of them, which mean something else alone on a line.
const IN_TEXT: &[&str] = &["bfseries", "itshape", "pause"];

/// The longest argument that is looked for, in bytes.
const MAX_ARGUMENT_BYTES: usize = 2_000;

/// Reads the command at the start of `rest`. Returns Markdown in its place, and its length. Other
/// commands are left as they are.
pub(super) fn read_latex(
    rest: &str,
    number: usize,
    context: &mut ImportContext,
) -> Option<(String, usize)> {
    if !matches!(context.dialect, Dialect::Pandoc | Dialect::Quarto) {
        return None;
    }
    let command = rest.strip_prefix('\\')?;
    let length = command.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, after) = command.split_at(length);
    if name.is_empty() {
        return None;
    }
    if APPEARANCE.contains(&name) || IN_TEXT.contains(&name) {
        context.report_changed(
            number,
            format!("`\\{name}` is not imported"),
            "change the appearance of slides with `theme`",
        );
        return Some((String::new(), length + 1));
    }
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == name) {
        let braces = if after.starts_with("{}") { 2 } else { 0 };
        return Some(((*words).to_owned(), length + 1 + braces));
    }
    let first = read_argument(after)?;
    let end = length + 1 + first.len() + 2;
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
        let words = first.trim();
        let sign = if words.is_empty() { "" } else { sign };
        return Some((format!("{sign}{words}{sign}"), end));
    }
    let second = read_argument(&rest[end..]);
    let both = end + second.map_or(0, |second| second.len() + 2);
    Some(match (name, second) {
        ("footnote", _) => (format!("^[{}]", first.trim()), end),
        ("url", _) => (format!("<{}>", first.trim()), end),
        ("href", Some(text)) => (format!("[{text}]({})", first.trim()), both),
        ("textcolor" | "colorbox", Some(text)) => (text.to_owned(), both),
        ("cite" | "citep" | "parencite" | "autocite", _) if context.has_bibliography => {
            let keys: Vec<String> =
                first.split(',').map(|key| format!("@{}", key.trim())).collect();
            (format!("[{}]", keys.join("; ")), end)
        }
        ("citet" | "textcite", _) if context.has_bibliography => {
            (format!("@{}", first.trim()), end)
        }
        _ => return None,
    })
}

/// Returns the text between the braces at the start of `text`.
fn read_argument(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?;
    let searched = &inside[..inside.floor_char_boundary(MAX_ARGUMENT_BYTES)];
    find_closing_brace(searched).map(|end| &inside[..end])
}
