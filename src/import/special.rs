//! Reads what is special to one tool in inline text: footnotes and shortcodes.

use super::brackets::{MAX_LINK_TEXT_BYTES, parse_brackets};
use super::code::format_code_line;
use super::dialect::Dialect;
use super::html::rewrite_text;
use super::inline::{InlineText, read_line};
use super::media::{MediaTag, is_media_path};
use super::{ImportContext, MarkdownLine};
use crate::deck::is_footnote_name;

/// The call of a footnote in Markdown.
pub(super) enum ImportedCall {
    /// `^[text]`
    Inline(String),
    /// `[^label]` of a footnote that is defined somewhere.
    Label(String),
    /// `[^label]` of one that is not.
    Undefined,
}

/// Returns the call of a footnote that starts here, and its length.
pub(super) fn find_footnote(rest: &str, context: &ImportContext) -> Option<(ImportedCall, usize)> {
    if let Some(note) = rest.strip_prefix('^') {
        if context.dialect == Dialect::Marp {
            return None;
        }
        let (text, length) = parse_brackets(note)?;
        let is_note = !text.trim().is_empty();
        return is_note.then(|| (ImportedCall::Inline(text.to_owned()), length + 1));
    }
    let (label, length) = parse_brackets(rest).filter(|_| rest.starts_with("[^"))?;
    let label = &label[1..];
    if context.footnotes.contains_key(label) {
        return Some((ImportedCall::Label(label.to_owned()), length));
    }
    is_footnote_name(label).then_some((ImportedCall::Undefined, length))
}

/// Returns the next line of the definition of a footnote, and the number of lines up to it. A
/// further paragraph is indented by four spaces; the note of a slide is one paragraph.
pub(super) fn continue_footnote<'a>(lines: &[MarkdownLine<'a>]) -> Option<(&'a str, usize)> {
    let blank = lines.iter().take_while(|line| line.text.trim().is_empty()).count();
    let text = lines.get(blank)?.text;
    let is_indented = match blank {
        0 => text.starts_with([' ', '\t']),
        _ => text.starts_with("    ") || text.starts_with('\t'),
    };
    is_indented.then(|| (text.trim(), blank + 1))
}

/// Writes the call of a footnote. The text of a footnote with a label goes to `footnotes` of its
/// slide.
pub(super) fn write_call(call: ImportedCall, number: usize, context: &mut ImportContext) -> String {
    match call {
        ImportedCall::Inline(text) => {
            let text = rewrite_text(&text, number, context);
            let note = read_line(&text, number, context).text;
            if context.is_in_footnote { format!("({note})") } else { format!("^[{note}]") }
        }
        ImportedCall::Undefined => "\\[".to_owned(),
        ImportedCall::Label(label) if context.is_in_footnote => {
            context.report_missing(
                number,
                format!("a footnote calls `[^{label}]`, which is left out there"),
                "write both notes as one",
            );
            String::new()
        }
        ImportedCall::Label(label) => {
            let name = footnote_name(&label);
            if context.slide_footnotes.iter().all(|(known, _)| *known != name) {
                let note = rewrite_text(&context.footnotes[&label].clone(), number, context);
                context.is_in_footnote = true;
                let note = read_line(&note, number, context).text;
                context.is_in_footnote = false;
                context.slide_footnotes.push((name.clone(), note));
            }
            format!("[^{name}]")
        }
    }
}

/// Returns the name of a footnote in the outline: `tufte_1990` for `Tufte, 1990`.
fn footnote_name(label: &str) -> String {
    if !label.contains([' ', ',']) {
        return label.to_owned();
    }
    let is_mark = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = label.split(is_mark).filter(|word| !word.is_empty()).collect();
    let name = words.join("_").to_lowercase();
    let starts_with_letter = name.starts_with(char::is_alphabetic);
    if starts_with_letter { name } else { format!("note_{name}") }
}

/// Reads a value of Slidev (`{{ name }}`) or a shortcode of Quarto (`{{< name value >}}`), which
/// the tool replaces by something else, and reports it. Returns its length.
pub(super) fn read_shortcode(
    rest: &str,
    number: usize,
    words: &mut InlineText,
    context: &mut ImportContext,
) -> Option<usize> {
    if !rest.starts_with("{{") || !matches!(context.dialect, Dialect::Slidev | Dialect::Quarto) {
        return None;
    }
    let end =
        rest.as_bytes().windows(2).take(MAX_LINK_TEXT_BYTES).position(|pair| pair == b"}}")?;
    let inside = rest[2..end].trim_matches(['<', '>', ' ']);
    let mut parts = inside.split_whitespace();
    let name = parts.next().unwrap_or_default();
    let address = parts.next().filter(|word| is_media_path(word));
    let shown: String = inside.chars().take(60).collect();
    if name == "kbd" && context.dialect == Dialect::Quarto {
        let keys = inside.trim_start_matches("kbd").trim();
        words.text.push_str(&format_code_line(keys.trim_matches('"')));
        return Some(end + 2);
    }
    if matches!(name, "pagebreak" | "vspace" | "hspace") {
        return Some(end + 2);
    }
    let own = ["$frontmatter.", "$slidev.configs.", "$slidev.config."];
    if context.dialect == Dialect::Slidev
        && let Some(key) = own.iter().find_map(|start| name.strip_prefix(start))
        && let Some(value) = context.meta.get(&crate::yaml::to_snake_case(key))
    {
        words.text.push_str(value);
        return Some(end + 2);
    }
    if name == "meta"
        && context.dialect == Dialect::Quarto
        && let Some(value) = parts.next().or(inside.split_whitespace().nth(1))
        && let Some(value) = context.meta.get(value)
    {
        words.text.push_str(value);
        return Some(end + 2);
    }
    match address.filter(|_| name == "video") {
        Some(address) => words.push_media(address.to_owned(), MediaTag::video(), number),
        None => {
            // A sign in the sentence shows where the value is missing.
            if context.dialect == Dialect::Slidev {
                words.text.push('…');
            }
            context.report_missing(
                number,
                format!("`{shown}` is not imported: its tool replaces it by something else"),
                "write the text that the audience should see",
            )
        }
    }
    Some(end + 2)
}
