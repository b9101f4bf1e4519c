//! Commands of LaTeX in the text of pandoc and Quarto decks.

use super::ImportContext;
use super::brackets::find_closing_brace;
use super::dialect::Dialect;
use super::steps::FRAGMENT;

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
    ("ss", "ß"),
    ("ae", "æ"),
    ("oe", "œ"),
    ("aa", "å"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("copyright", "©"),
    ("textperiodcentered", "·"),
    ("textbullet", "•"),
    ("euro", "€"),
    ("texteuro", "€"),
    ("par", "<br>"),
];

/// Commands that show their words from a step on.
const OVERLAYS: &[&str] = &["only", "onslide", "uncover", "visible", "action", "item"];

/// Commands in whose place LaTeX writes a number.
const NUMBERS: &[&str] = &["ref", "eqref", "autoref", "cref", "Cref", "pageref", "nameref"];

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
    // A formula that is not between `$` and `$`, or the path of a file.
    if length < 2 {
        return None;
    }
    // `\\textbf<2>{words}`
    let overlay = match after.strip_prefix('<').and_then(|rest| rest.find('>')) {
        Some(end) => end + 2,
        None => 0,
    };
    let (length, after) = (length + overlay, &after[overlay..]);
    if matches!(name, "begin" | "end") {
        return None;
    }
    if name == "today" {
        context.report_missing(
            number,
            "`\\today` is the day on which LaTeX runs",
            "write the date in its place",
        );
        return Some(("…".to_owned(), length + 1));
    }
    if APPEARANCE.contains(&name) || IN_TEXT.contains(&name) {
        if context.is_first_report(name) {
            context.report_changed(
                number,
                format!("`\\{name}` is not imported"),
                "change the appearance of slides with `theme`",
            );
        }
        return Some((String::new(), length + 1));
    }
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == name) {
        let braces = if after.starts_with("{}") { 2 } else { 0 };
        return Some(((*words).to_owned(), length + 1 + braces));
    }
    // `\\includegraphics[width=3cm]{a.png}`
    let options = match after.strip_prefix('[').and_then(|rest| rest.find(']')) {
        Some(end) => end + 2,
        None => 0,
    };
    let (length, after) = (length + options, &after[options..]);
    let Some(first) = read_argument(after) else {
        return report_command(name, length - options, number, context);
    };
    let end = length + 1 + first.len() + 2;
    if overlay > 0 && OVERLAYS.contains(&name) {
        return Some((format!("{FRAGMENT}{}", first.trim()), end));
    }
    if NUMBERS.contains(&name) {
        context.report_missing(
            number,
            format!("`\\{name}{{{first}}}` is not imported: LaTeX writes a number in its place"),
            "write the number, or a link such as `[Figure 1](#its-slide)`",
        );
        return Some(("…".to_owned(), end));
    }
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
        ("includegraphics", _) => (format!("![](<{}>)", first.trim()), end),
        ("label" | "vspace" | "hspace" | "phantom" | "index", _) => (String::new(), end),
        ("colorbox" | "textcolor" | "only" | "onslide" | "uncover" | "visible", None) => {
            (first.to_owned(), end)
        }
        _ => {
            report_command(name, length, number, context)?;
            (first.to_owned(), end)
        }
    })
}

/// Reports a command that has no equivalent, once. Its words stay.
fn report_command(
    name: &str,
    length: usize,
    number: usize,
    context: &mut ImportContext,
) -> Option<(String, usize)> {
    if context.is_first_report(name) {
        context.report_changed(
            number,
            format!("`\\{name}` is not imported; its words are kept"),
            "write a formula between `$` and `$`, and other text without commands",
        );
    }
    Some((String::new(), length + 1))
}

/// Returns the text between the braces at the start of `text`.
fn read_argument(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?;
    let searched = &inside[..inside.floor_char_boundary(MAX_ARGUMENT_BYTES)];
    find_closing_brace(searched).map(|end| &inside[..end])
}
