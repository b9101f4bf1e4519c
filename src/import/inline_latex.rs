//! Commands of LaTeX in the text of pandoc and Quarto decks.

use super::ImportContext;
use super::brackets::find_closing_brace;
use super::code::format_code_line;
use super::dialect::Dialect;
use super::steps::FRAGMENT;
use super::target::sanitize_id;

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
const IN_TEXT: &[&str] = &["bfseries", "bf", "itshape", "em", "it", "pause", "color", "normalfont"];

/// Whether a command only changes how the words after it look.
pub(super) fn is_appearance(name: &str) -> bool {
    APPEARANCE.contains(&name) || IN_TEXT.contains(&name)
}

/// Reads words in braces that start with commands for their appearance: `{\bfseries words}`.
/// Returns Markdown in their place, and its length.
pub(super) fn read_group(rest: &str, context: &ImportContext) -> Option<(String, usize)> {
    if !matches!(context.dialect, Dialect::Pandoc | Dialect::Quarto) || !rest.starts_with("{\\") {
        return None;
    }
    let inside = read_argument(rest)?;
    let (sign, words) = strip_appearance(inside);
    if words == inside {
        return None;
    }
    let words = words.trim();
    let sign = if words.is_empty() { "" } else { sign };
    Some((format!("{sign}{words}{sign}"), inside.len() + 2))
}

/// Strips commands for the appearance from the start of a text. Returns the sign around it in
/// Markdown, too.
fn strip_appearance(text: &str) -> (&'static str, &str) {
    let mut words = text;
    let mut sign = "";
    while let Some(command) = words.strip_prefix('\\') {
        let end = command.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, after) = command.split_at(end);
        if !is_appearance(name) {
            break;
        }
        sign = match name {
            "bfseries" | "bf" => "**",
            "itshape" | "em" | "it" => "*",
            _ => sign,
        };
        let colour = read_argument(after).filter(|_| name == "color");
        words = after[colour.map_or(0, |colour| colour.len() + 2)..].trim_start();
    }
    (sign, words)
}

/// Reads code between two equal signs, `\verb|x|`, or in braces. Returns it as Markdown, and its
/// length.
fn read_verbatim(name: &str, after: &str) -> Option<(String, usize)> {
    let (after, skipped) = match (name, read_argument(after)) {
        ("mintinline", Some(language)) => {
            let length = language.len() + 2;
            (&after[length..], length)
        }
        ("verb" | "lstinline", _) => {
            let options = after.strip_prefix('[').and_then(|rest| rest.find(']'));
            let length = options.map_or(0, |end| end + 2);
            let length = length + usize::from(after[length..].starts_with('*'));
            (&after[length..], length)
        }
        _ => return None,
    };
    if let Some(code) = read_argument(after) {
        return Some((format_code_line(code), skipped + code.len() + 2));
    }
    let sign = after.chars().next().filter(|sign| !sign.is_alphanumeric() && *sign != ' ')?;
    let inside = &after[sign.len_utf8()..];
    let end = inside.find(sign).filter(|end| *end < MAX_ARGUMENT_BYTES)?;
    Some((format_code_line(&inside[..end]), skipped + end + 2 * sign.len_utf8()))
}

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
    if let Some((code, more)) = read_verbatim(name, after) {
        return Some((code, length + 1 + more));
    }
    if name == "color"
        && let Some(colour) = read_argument(after)
    {
        return Some((String::new(), length + 1 + colour.len() + 2));
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
    if let Some(words) = context.macros.words_of(name) {
        let braces = if after.starts_with("{}") { 2 } else { 0 };
        // A formula of its own is no word.
        let words = if words.contains('\\') { format!("${words}$") } else { words.to_owned() };
        return Some((words, length + 1 + braces));
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
    if overlay > 0 && OVERLAYS.contains(&name) && read_argument(after).is_none() {
        return Some((String::new(), length + 1));
    }
    let Some(first) = read_argument(after) else {
        return report_command(name, length - options, number, context);
    };
    let end = length + 1 + first.len() + 2;
    if overlay > 0 && OVERLAYS.contains(&name) {
        return Some((format!("{FRAGMENT}{}", first.trim()), end));
    }
    let id = context.formula_id(&sanitize_id(first.trim()));
    if NUMBERS.contains(&name) && context.known_formulas.contains(&id) {
        return Some((format!("[](#{id})"), end));
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
        let words = strip_appearance(first.trim()).1.trim();
        let sign = if words.is_empty() { "" } else { sign };
        return Some((format!("{sign}{words}{sign}"), end));
    }
    let second = read_argument(&rest[end..]);
    let both = end + second.map_or(0, |second| second.len() + 2);
    if matches!(name, "alt" | "temporal") && overlay > 0 {
        return Some(read_alternatives(first, &rest[end..], end, number, context));
    }
    Some(match (name, second) {
        ("footnote", _) => (format!("^[{}]", first.trim()), end),
        ("url", _) => (format!("<{}>", first.trim()), end),
        ("hyperlink" | "hyperref", Some(text)) => (text.to_owned(), both),
        ("beamerbutton" | "beamergotobutton" | "beamerskipbutton" | "beamerreturnbutton", _) => {
            (first.to_owned(), end)
        }
        (name, _) if name.starts_with("setbeamer") || name.starts_with("usebeamer") => {
            (String::new(), second.map_or(end, |_| both))
        }
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
            let words = [Some(first), second].into_iter().flatten().collect::<Vec<_>>().join(" ");
            (words, second.map_or(end, |_| both))
        }
    })
}

/// Returns a text with Markdown for its commands.
pub(super) fn rewrite_commands(text: &str, number: usize, context: &mut ImportContext) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match read_latex(rest, number, context).filter(|_| first == '\\') {
            Some((markdown, length)) => {
                written += &markdown;
                rest = &rest[length..];
            }
            None => {
                written.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    written.trim().to_owned()
}

/// Reads the further texts of `\alt<2>{later}{first}`. The audience reads all of them.
fn read_alternatives(
    first: &str,
    rest: &str,
    end: usize,
    number: usize,
    context: &mut ImportContext,
) -> (String, usize) {
    let mut texts = vec![first.trim()];
    let mut at = 0;
    while let Some(text) = read_argument(&rest[at..]).filter(|_| texts.len() < 3) {
        texts.push(text.trim());
        at += text.len() + 2;
    }
    // The first argument of `\alt` is what is shown later.
    if let [later, before] = texts.as_slice() {
        texts = vec![before, later];
    }
    if context.is_first_report("alt") {
        context.report_changed(
            number,
            "texts that LaTeX shows one after the other in one place are side by side",
            "write a slide for each, or only the one that the audience should read",
        );
    }
    texts.retain(|text| !text.is_empty());
    (texts.join(" → "), end + at)
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
