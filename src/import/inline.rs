//! Converts the inline Markdown of one paragraph to plenary's syntax and extracts its pictures.

use super::address::parse_bare_address;
use super::brackets::{MAX_LINK_TEXT_BYTES, join_open_links};
use super::cross_reference::convert_reference;
use super::dialect::Dialect;
use super::directive::parse_tag;
use super::formula::{
    parse_bracket_formula, parse_code_formula, parse_display_formula, push_formula, report_formula,
};
use super::html::decode_entities;
use super::inline_latex::{read_group, read_latex};
use super::inline_link::convert_link;
use super::media::MediaTag;
use super::picture::{InlinePicture, parse_picture};
use super::special::{ImportedCall, find_footnote, read_shortcode, write_call};
use super::steps::{FRAGMENT, MARKUP};
use super::typography::{find_emoji, find_smart_sign};
use super::words::join_words;
use super::{ImportContext, MarkdownLine};
use crate::deck::find_formula_at_start;
use crate::yaml::needs_space_between;

/// Converted inline text, and the pictures in it.
#[derive(Debug, Default)]
pub(super) struct InlineText {
    /// The text. A `\` at the end of a line is a hard break.
    pub text: String,
    /// The pictures.
    pub pictures: Vec<InlinePicture>,
}

impl InlineText {
    /// Adds a video or recording.
    pub(super) fn push_media(&mut self, path: String, tag: MediaTag, line: usize) {
        let (alt, media) = (String::new(), Some(tag));
        let picture =
            InlinePicture { path, alt, title: None, has_own_alt: false, media, link: None, line };
        self.pictures.push(picture);
    }
}

/// How deep links may be nested. Markdown allows no link in a link, so deeper ones stay text.
pub(super) const MAX_LINK_DEPTH: usize = 4;

/// Reads one paragraph, given as lines without list and quote markers.
pub(super) fn read_paragraph(lines: &[MarkdownLine], context: &mut ImportContext) -> InlineText {
    let joined = join_open_links(lines);
    let lines: Vec<MarkdownLine> = joined
        .iter()
        .map(|(text, number)| MarkdownLine { number: *number, text: text.as_str() })
        .collect();
    let mut words = InlineText::default();
    let signs: usize = lines.iter().map(|line| line.text.matches("$$").count()).sum();
    let mut formulas = FormulaState { remaining: signs / 2, is_open: false };
    for (index, line) in lines.iter().enumerate() {
        let is_last = index + 1 == lines.len();
        // A line that starts with a dash is the source of the quotation above it.
        let names_speaker = lines.get(index + 1).is_some_and(|next| {
            ["-- ", "— ", "– "].iter().any(|dash| next.text.trim_start().starts_with(dash))
        });
        let keeps_breaks = context.dialect.keeps_line_breaks();
        let hard = !is_last
            && (line.text.ends_with("  ")
                || line.text.ends_with('\\')
                || names_speaker
                || keeps_breaks);
        let text = line.text.trim().trim_end_matches(if hard { '\\' } else { '\0' }).trim_end();
        convert_line(text, line.number, &mut formulas, &mut words, context);
        if hard && !(keeps_breaks && (words.text.is_empty() || words.text.ends_with('\n'))) {
            words.text.push_str("\\\n");
        } else if hard {
            // A line of pictures leaves none.
        } else if !is_last && !is_joined_to(&words.text, lines[index + 1].text) {
            words.text.push(' ');
        }
    }
    words.text = collapse_blanks(&words.text);
    words
}

/// Returns whether a line break between two lines is no space, because their script has none.
fn is_joined_to(line: &str, next: &str) -> bool {
    let is_markup = |c: char| c.is_whitespace() || "*_~=[`".contains(c);
    let before = line.trim_end_matches(is_markup).chars().next_back();
    let after = next.trim_start_matches(is_markup).chars().next();
    before.zip(after).is_some_and(|(before, after)| !needs_space_between(before, after))
}

/// Reads the text of one line.
pub(super) fn read_line(text: &str, number: usize, context: &mut ImportContext) -> InlineText {
    read_paragraph(&[MarkdownLine { number, text }], context)
}

/// Reads the Markdown that takes the place of a command.
fn convert_inside(markdown: &str, number: usize, context: &mut ImportContext) -> InlineText {
    if context.link_depth >= MAX_LINK_DEPTH {
        return InlineText { text: markdown.to_owned(), ..InlineText::default() };
    }
    context.link_depth += 1;
    let inside = read_line(markdown, number, context);
    context.link_depth -= 1;
    inside
}

/// Removes the extra white space left by removed pictures and tags.
fn collapse_blanks(text: &str) -> String {
    let lines: Vec<String> = text
        .split("\\\n")
        .map(|line| if line.contains('`') { line.trim().to_owned() } else { join_words(line) })
        .collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    lines[first..last].join("\\\n")
}

/// The state of formulas between `$$` and `$$`, which may span several lines.
struct FormulaState {
    /// The number of formulas still to come in the paragraph.
    remaining: usize,
    /// Whether a formula is open.
    is_open: bool,
}

fn convert_line(
    text: &str,
    number: usize,
    formulas: &mut FormulaState,
    words: &mut InlineText,
    context: &mut ImportContext,
) {
    let mut rest = text;
    // An address starts at the start of a word.
    let mut is_word_start = true;
    while let Some(first) = rest.chars().next() {
        let consumed = match first {
            _ if formulas.is_open => {
                let end = rest.find("$$").map(|at| at + 2);
                formulas.is_open = end.is_none();
                push_escaped(&rest[..end.unwrap_or(rest.len())], words)
            }
            '$' if let Some(formula) = parse_display_formula(rest) => {
                formulas.remaining = formulas.remaining.saturating_sub(1);
                push_formula(formula, "$$", number, words, context)
            }
            '$' => match find_formula_at_start(rest) {
                Some(formula) => push_formula(formula, "$", number, words, context),
                None if rest.starts_with("$$") && formulas.remaining > 0 => {
                    *formulas = FormulaState { remaining: formulas.remaining - 1, is_open: true };
                    report_formula(number, context);
                    push_escaped("$$", words)
                }
                None => push_char(rest, first, words),
            },
            '\\' if let Some((markdown, length)) = read_latex(rest, number, context) => {
                let mut inside = convert_inside(&markdown, number, context);
                words.text.push_str(&inside.text);
                words.pictures.append(&mut inside.pictures);
                length
            }
            '\\' if let Some(formula) = parse_bracket_formula(rest) => {
                push_formula(formula, "$", number, words, context)
            }
            '\\' => {
                let length = rest.chars().take(2).map(char::len_utf8).sum();
                words.text.push_str(&rest[..length]);
                length
            }
            '`' if context.dialect == Dialect::Reveal
                && let Some((formula, length)) = parse_code_formula(rest) =>
            {
                let sign = if formula.starts_with("$$") { "$$" } else { "$" };
                push_formula(formula, sign, number, words, context);
                length
            }
            '`' => {
                report_inline_cell(rest, number, context);
                let length = push_code(rest, words);
                length + skip_raw_format(&rest[length..], number, context)
            }
            '!' if rest.starts_with("![") => match parse_picture(rest, number, context) {
                Some((picture, length)) => {
                    words.pictures.push(picture);
                    close_gap(&rest[length..], words);
                    length
                }
                None => push_char(rest, first, words),
            },
            '[' | '^' if let Some((call, length)) = find_footnote(rest, context) => {
                let is_undefined = matches!(call, ImportedCall::Undefined);
                words.text.push_str(&write_call(call, number, context));
                // The rest of brackets that are no call is read as usual.
                if is_undefined {
                    1
                } else {
                    // With what is in brackets after it, the outline would read the note as a link.
                    if rest[length..].starts_with(['(', '[']) {
                        words.text.push('\\');
                    }
                    length
                }
            }
            '(' if let Some((example, length)) = context.examples.find_reference(rest) => {
                words.text.push_str(&format!("({example})"));
                length
            }
            '{' if let Some((markdown, length)) = read_group(rest, context) => {
                let mut inside = convert_inside(&markdown, number, context);
                words.text.push_str(&inside.text);
                words.pictures.append(&mut inside.pictures);
                length
            }
            '{' if let Some(length) = read_shortcode(rest, number, words, context) => {
                close_gap(&rest[length..], words);
                length
            }
            _ if is_word_start
                && context.link_depth == 0
                && let Some((length, link)) = parse_bare_address(rest) =>
            {
                words.text.push_str(&link);
                length
            }
            '@' | '[' if let Some(length) = convert_reference(rest, words, context) => length,
            '-' if is_word_start
                && rest.starts_with("-@")
                && let Some(length) = convert_reference(rest, words, context) =>
            {
                length
            }
            '[' => convert_link(rest, number, words, context)
                .unwrap_or_else(|| push_char(rest, first, words)),
            '<' => convert_html(rest, words).unwrap_or_else(|| push_char(rest, first, words)),
            '&' => push_entity(rest, words).unwrap_or_else(|| push_char(rest, first, words)),
            // Attributes of pandoc and Slidev. Those of plenary start with `lang`.
            '{' if rest.starts_with("{.") || rest.starts_with("{#") => {
                match rest.bytes().take(MAX_LINK_TEXT_BYTES).position(|byte| byte == b'}') {
                    Some(end) => end + 1,
                    None => push_char(rest, first, words),
                }
            }
            ':' if let Some((emoji, length)) = find_emoji(words.text.chars().next_back(), rest) => {
                words.text.push_str(emoji);
                length
            }
            '"' | '\'' | '-' | '.'
                if context.dialect.has_smart_punctuation()
                    && let Some((sign, length)) = find_smart_sign(
                        words.text.trim_end_matches(['*', '_']).chars().next_back(),
                        rest,
                    ) =>
            {
                words.text.push(sign);
                length
            }
            FRAGMENT => {
                context.has_fragments = true;
                first.len_utf8()
            }
            MARKUP => push_markup(rest, words),
            '=' | '~' | '^' if !context.dialect.reads_small_marks() => push_sign(rest, words),
            _ => push_char(rest, first, words),
        };
        is_word_start = first.is_whitespace() || matches!(first, '(' | '>' | '"' | '\'');
        rest = &rest[consumed..];
    }
}

/// Leaves no space between the word before what was taken out and the punctuation after it.
fn close_gap(after: &str, words: &mut InlineText) {
    if after.starts_with(['.', ',', ';', ':', ')', '?', '!']) {
        words.text.truncate(words.text.trim_end_matches(' ').len());
    }
}

/// Pushes the sign after a mark unchanged. Returns the length of both.
fn push_markup(rest: &str, words: &mut InlineText) -> usize {
    let signs = rest[MARKUP.len_utf8()..].chars();
    let first = signs.clone().next();
    let sign: String = signs.take_while(|c| Some(*c) == first).take(2).collect();
    words.text.push_str(&sign);
    MARKUP.len_utf8() + sign.len()
}

/// Pushes a sign that is no markup in the tool: `==x==`, `~x~`, `x^2^`. Returns its length.
fn push_sign(rest: &str, words: &mut InlineText) -> usize {
    let Some(sign) = rest.chars().next() else { return 0 };
    let run = rest.chars().take_while(|c| *c == sign).count();
    let wanted = if sign == '=' { 2 } else { 1 };
    let means_something = run == wanted
        && rest[run..].chars().next().is_some_and(|c| !c.is_whitespace())
        && rest[run..].contains(&rest[..run]);
    if means_something || sign == '^' && rest.starts_with("^[") {
        words.text.push('\\');
    }
    words.text.push_str(&rest[..run]);
    run
}

fn push_char(rest: &str, first: char, words: &mut InlineText) -> usize {
    // These brackets close no link that was converted, so the outline must not read one there.
    // Other tools fill in what is between two braces; in an outline it would be an expression.
    if rest.starts_with("](") || rest.starts_with("{{") {
        words.text.push('\\');
    }
    words.text.push(first);
    debug_assert!(rest.starts_with(first));
    first.len_utf8()
}

/// Pushes text and escapes its markup.
pub(super) fn push_escaped(text: &str, words: &mut InlineText) -> usize {
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let means_something = match c {
            '*' | '_' | '^' | '~' | '`' | '[' | '<' => true,
            '$' => text.contains("$$"),
            '=' => text.contains("=="),
            '\\' => letters.peek().is_some_and(char::is_ascii_punctuation),
            _ => false,
        };
        if means_something {
            words.text.push('\\');
        }
        words.text.push(c);
    }
    text.len()
}

/// Reports code whose result Quarto and R Markdown show: `` `r mean(x)` ``.
fn report_inline_cell(rest: &str, number: usize, context: &mut ImportContext) {
    let runs = ["`r ", "`{r} ", "`{python} ", "`{julia} ", "`{ojs} "];
    if matches!(context.dialect, Dialect::Quarto | Dialect::Pandoc)
        && runs.iter().any(|start| rest.starts_with(start))
    {
        let code = rest[1..].split('`').next().unwrap_or_default();
        context.report_missing(
            number,
            format!("the result of `{code}` is not imported"),
            "write the result",
        );
    }
}

/// Returns the length of the format after a code span that is source of another format, as in
/// `` `\\LaTeX`{=latex} ``, and reports it.
fn skip_raw_format(after: &str, number: usize, context: &mut ImportContext) -> usize {
    let format = after.strip_prefix("{=").and_then(|rest| rest.split_once('}'));
    let Some((format, _)) = format.filter(|(format, _)| {
        !format.is_empty() && format.chars().all(|c| c.is_ascii_alphanumeric())
    }) else {
        return 0;
    };
    context.report_changed(
        number,
        format!("source of the format `{format}` is shown as code"),
        "write what it shows as text",
    );
    format.len() + 3
}

/// Pushes a code span unchanged. Unclosed backticks are text.
fn push_code(rest: &str, words: &mut InlineText) -> usize {
    let ticks = rest.chars().take_while(|&c| c == '`').count();
    let fence = &rest[..ticks];
    let mut from = ticks;
    while let Some(at) = rest[from..].find(fence) {
        let end = from + at;
        let run = rest[end..].chars().take_while(|&c| c == '`').count();
        if run == ticks {
            words.text.push_str(&rest[..end + ticks]);
            return end + ticks;
        }
        from = end + run;
    }
    words.text.push_str(fence);
    ticks
}

/// Converts a break, and leaves out a comment; other HTML is Markdown by now.
fn convert_html(rest: &str, words: &mut InlineText) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(rest.len(), |end| end + 7));
    }
    let (name, length) = parse_tag(rest).filter(|(name, _)| name == "br")?;
    debug_assert_eq!(name, "br");
    words.text.push_str("\\\n");
    Some(length)
}

/// Pushes the character that an entity such as `&lt;` means, as text. Returns the length of the
/// entity.
fn push_entity(rest: &str, words: &mut InlineText) -> Option<usize> {
    let end = rest.bytes().take(MAX_ENTITY_BYTES).position(|byte| byte == b';')?;
    let entity = &rest[..=end];
    let decoded = decode_entities(entity);
    if decoded == entity {
        return None;
    }
    for character in decoded.chars() {
        if character.is_control() {
            words.text.push(' ');
            continue;
        }
        if character.is_ascii_punctuation() {
            words.text.push('\\');
        }
        words.text.push(character);
    }
    Some(entity.len())
}

/// The longest entity of HTML.
const MAX_ENTITY_BYTES: usize = 34;
