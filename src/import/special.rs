//! Reads what is special to one tool or script in inline text: footnotes, shortcodes, and line
//! breaks between characters of scripts without spaces.

use unicode_script::{Script, UnicodeScript};

use super::ImportContext;
use super::brackets::{MAX_LINK_TEXT_BYTES, parse_brackets};
use super::inline::InlineText;
use super::tool::DeckTool;

/// Returns whether a line break between two characters is a space. Chinese, Japanese and Thai are
/// written without spaces between words.
pub(super) fn needs_space(before: Option<char>, after: Option<char>) -> bool {
    let is_mark = |c: char| {
        matches!(
            c,
            '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}'
        )
    };
    let is_spaceless = |c: char| {
        is_mark(c)
            || matches!(
                c.script(),
                Script::Han
                    | Script::Hiragana
                    | Script::Katakana
                    | Script::Bopomofo
                    | Script::Thai
                    | Script::Lao
                    | Script::Khmer
                    | Script::Myanmar
            )
    };
    match (before, after) {
        (Some(before), Some(after)) => {
            !(is_spaceless(before) && is_spaceless(after) || is_mark(before) || is_mark(after))
        }
        _ => true,
    }
}

/// Returns the text of the footnote that starts here, `^[text]` or `[^label]`, and the length of
/// its mark.
pub(super) fn find_footnote(rest: &str, context: &ImportContext) -> Option<(String, usize)> {
    if let Some(note) = rest.strip_prefix('^') {
        let (text, length) = parse_brackets(note)?;
        let is_note = !text.trim().is_empty() && context.link_depth == 0;
        return is_note.then(|| (text.to_owned(), length + 1));
    }
    let (label, length) = parse_brackets(rest).filter(|_| rest.starts_with("[^"))?;
    let note = context.footnotes.get(&label[1..]).filter(|_| context.link_depth == 0)?;
    Some((note.clone(), length))
}

/// Reads a value of Slidev (`{{ name }}`) or a shortcode of Quarto (`{{< name value >}}`), which
/// the tool replaces by something else, and reports it. Returns its length.
pub(super) fn read_shortcode(
    rest: &str,
    number: usize,
    words: &mut InlineText,
    context: &mut ImportContext,
) -> Option<usize> {
    if !rest.starts_with("{{") || !matches!(context.tool, DeckTool::Slidev | DeckTool::Quarto) {
        return None;
    }
    let end =
        rest.as_bytes().windows(2).take(MAX_LINK_TEXT_BYTES).position(|pair| pair == b"}}")?;
    let inside = rest[2..end].trim_matches(['<', '>', ' ']);
    let mut parts = inside.split_whitespace();
    let name = parts.next().unwrap_or_default();
    let address = parts.next().filter(|word| word.starts_with("http"));
    let shown: String = inside.chars().take(60).collect();
    match address.filter(|_| name == "video") {
        Some(address) => {
            words.text.push_str(&format!("<{address}>"));
            context.warn_lost(
                number,
                format!("the shortcode `{shown}` is imported as a link"),
                "show a picture of the video with `figure`, and link to the video",
            );
        }
        None => context.warn_lost(
            number,
            format!("`{shown}` is not imported: its tool replaces it by something else"),
            "write the text that the audience should see",
        ),
    }
    Some(end + 2)
}
