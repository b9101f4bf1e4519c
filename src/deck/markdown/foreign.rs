//! Reports markup of other tools, which is shown as text: HTML, citations.

use std::ops::Range;

use super::super::read::ReadContext;
use super::scripts::{GuessedMarkup, InlineContent};
use crate::citation::parse_citation;
use crate::diagnostic::Code;
use crate::source::Span;

/// An HTML tag or comment that is shown as text.
pub(super) struct HtmlTag {
    /// The tag as written.
    written: String,
    /// Its name in lower case, without `/`.
    pub name: String,
    is_closing: bool,
    /// Its end in the content.
    end: usize,
}

impl HtmlTag {
    /// Parses a tag.
    pub(super) fn new(written: &str) -> Self {
        let inner = written.trim_start_matches('<');
        let name = inner.trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        Self {
            written: written.to_owned(),
            name: name[..length.unwrap_or(name.len())].to_lowercase(),
            is_closing: inner.starts_with('/'),
            end: 0,
        }
    }

    /// Sets its end in the content.
    pub(super) fn ending_at(self, end: usize) -> Self {
        Self { end, ..self }
    }

    /// Returns whether the tag is HTML even without a closing tag. `<name>` and `a <b and c> d` are
    /// text.
    fn is_certain(&self) -> bool {
        let inside = self.written.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']);
        self.is_closing
            || !inside.starts_with(|c: char| c.is_ascii_alphabetic())
            || self.written.contains('=')
            || self.written.ends_with("/>")
            || (inside.len() == self.name.len() && find_advice(&self.name).is_some())
    }
}

/// Tags, the Markdown that replaces them, and what to write otherwise.
const TAGS: &[(&[&str], &str, &str)] = &[
    (&["b", "strong"], "**", "write `**text**` for bold text"),
    (&["i", "em"], "*", "write `*text*` for italics"),
    (&["s", "del", "strike"], "~~", "write `~~text~~` for struck text"),
    (&["sub"], "~", "write `H~2~O` for a subscript"),
    (&["sup"], "^", "write `x^2^` for a superscript"),
    (&["mark"], "==", "write `==text==` for marked text"),
    (&["code", "kbd", "tt", "samp"], "`", "write `` `text` `` for code and keys"),
    (&["u", "ins"], "==", "write `==text==` to mark text, or `**text**` for bold text"),
    (&["a"], "", "write `[text](address)` for a link"),
    (&["img"], "", "show the picture with `figure`"),
    (&["p", "div"], "", "leave a blank line between paragraphs of a block after `|`"),
    (&["ul", "ol", "li"], "", "write a list with `bullets` or `numbered`"),
    (&["table", "tr", "td", "th"], "", "write a table with `table`"),
    (&["h1", "h2", "h3", "h4", "h5", "h6"], "", "write `title` or `heading`"),
    (&["hr"], "", "add an entry under `slides` to start a new slide"),
    (&["pre"], "", "write the code after `code: |`"),
    (
        &["span", "font", "small", "big", "center", "wbr"],
        "",
        "remove the tag; the theme sets the look",
    ),
];

fn find_advice(name: &str) -> Option<(&'static str, &'static str)> {
    let (_, sign, advice) = TAGS.iter().find(|(names, _, _)| names.contains(&name))?;
    Some((sign, advice))
}

/// Finds what a text contains in its source, from the start to the end.
pub(super) struct SourceFinder<'a> {
    source: &'a str,
    span: Span,
    from: usize,
}

impl<'a> SourceFinder<'a> {
    /// Creates a finder that starts at the start of `span`.
    pub(super) fn new(span: Span, context: &ReadContext<'a>) -> Self {
        Self { source: context.reader.slice(span), span, from: 0 }
    }

    /// Returns the span of the next `written`, or of the whole text if the source is written
    /// otherwise.
    pub(super) fn find(&mut self, written: &str) -> Span {
        let Some(at) = self.source.get(self.from..).and_then(|rest| rest.find(written)) else {
            return self.span;
        };
        let start = self.from + at;
        let next = self.source[start..].chars().next().map_or(0, char::len_utf8);
        self.from = start + next;
        let start = self.span.start as usize + start;
        Span::new(self.span.source, start, start + written.len())
    }
}

/// Reports markup that may not be meant.
pub(super) fn report_guesses(guesses: &[GuessedMarkup], span: Span, context: &mut ReadContext) {
    let mut finder = SourceFinder::new(span, context);
    for guess in guesses {
        let span = finder.find(&guess.written);
        let (written, delimiter) = (shorten(&guess.written), guess.delimiter);
        // Double quotes need the backslash twice.
        let escape = if finder.source.starts_with('"') { "\\\\" } else { "\\" };
        context.reader.report_warning(
            Code::GuessedMarkup,
            format!("`{written}` is shown {} and without its `{delimiter}`", guess.shown),
            span,
            format!("if `{delimiter}` is part of the text, write `{escape}{delimiter}`"),
        );
    }
}

/// Reports HTML, and markup of other tools in a text.
pub(super) fn report_foreign_markup(
    content: &InlineContent,
    tags: &[HtmlTag],
    has_pictures: bool,
    context: &mut ReadContext,
) {
    let span = content.text.span;
    report_tags(&content.text.content, tags, span, context);
    let mut finder = SourceFinder::new(span, context);
    if has_pictures {
        context.reader.report_warning(
            Code::UnsupportedMarkdown,
            "pictures within a line of text are not supported",
            finder.find("!["),
            PICTURE_ADVICE,
        );
    }
    if !content.text.content.contains(['[', '{']) {
        return;
    }
    let is_declared = context.citations.is_declared;
    for markup in find_foreign_markup(content, is_declared) {
        let written = &content.text.content[markup.range];
        let span = finder.find(written);
        let written = shorten(written);
        context.reader.report_warning(
            Code::UnsupportedMarkdown,
            format!("{}: `{written}` is shown as written", markup.reason),
            span,
            markup.advice,
        );
    }
}

const PICTURE_ADVICE: &str = "use `figure`, or put the picture on a line of its own in `body: |`";

fn report_tags(content: &str, tags: &[HtmlTag], span: Span, context: &mut ReadContext) {
    let mut finder = SourceFinder::new(span, context);
    let mut reported: Vec<&str> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        // One message for each name is enough.
        if reported.contains(&tag.name.as_str()) || reported.len() >= MAX_TAG_REPORTS {
            continue;
        }
        let closing =
            tags[index + 1..].iter().find(|other| other.is_closing && other.name == tag.name);
        if closing.is_none() && !tag.is_certain() {
            continue;
        }
        reported.push(&tag.name);
        let help = match find_advice(&tag.name) {
            Some((sign, advice)) => {
                let inner = closing
                    .filter(|_| !tag.is_closing)
                    .and_then(|closing| content.get(tag.end..closing.end - closing.written.len()));
                let is_short = |inner: &&str| {
                    !inner.is_empty()
                        && inner.len() <= MAX_QUOTED_BYTES
                        && !inner.contains(['<', '\n', '`'])
                        && (sign.len() == 2 || !inner.contains(' '))
                };
                match inner.filter(is_short).filter(|_| !sign.is_empty()) {
                    Some(inner) if sign == "`" => format!("write `` `{inner}` ``"),
                    Some(inner) => format!("write `{sign}{inner}{sign}`"),
                    None => advice.to_owned(),
                }
            }
            None if tag.name.is_empty() => {
                "write comments after `#`, in lines outside the text".to_owned()
            }
            None => format!("remove it, or write `\\{}` if it is part of the text", tag.written),
        };
        context.reader.report_warning(
            Code::UnsupportedMarkdown,
            format!("`{}` is shown as written: HTML is not supported", shorten(&tag.written)),
            finder.find(&tag.written),
            help,
        );
    }
}

/// The most tags of one text that are reported.
const MAX_TAG_REPORTS: usize = 20;
/// The longest text that a help message repeats.
const MAX_QUOTED_BYTES: usize = 40;
/// The longest citation or link that is looked for.
const MAX_MARKUP_BYTES: usize = 400;

pub(super) fn shorten(written: &str) -> String {
    let mut letters = written.chars();
    let start: String = letters.by_ref().take(MAX_QUOTED_BYTES).collect();
    let start = start.replace('\n', " ");
    if letters.next().is_some() { start + "…" } else { start }
}

/// Markup of another tool in a text.
struct ForeignMarkup {
    range: Range<usize>,
    reason: &'static str,
    advice: &'static str,
}

/// Finds citations, and links and pictures whose address has spaces.
fn find_foreign_markup(content: &InlineContent, is_declared: bool) -> Vec<ForeignMarkup> {
    let text = content.text.content.as_str();
    let is_literal = |at: usize| content.literal.binary_search(&at).is_ok();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('[').map(|at| from + at) {
        from = at + 1;
        if is_literal(at) {
            continue;
        }
        let rest = &text[at..text.floor_char_boundary(at + MAX_MARKUP_BYTES)];
        let sign = text[..at].chars().next_back().filter(|_| !is_literal(at.saturating_sub(1)));
        let Some(close) = rest.find(']').map(|close| at + close) else { continue };
        let inside = &text[at + 1..close];
        let is_escaped = (at..close).any(is_literal);
        if !is_escaped && parse_citation(inside, |_| false).is_some() {
            let (reason, advice) = match is_declared {
                true => (
                    "a citation cannot be in the text of a link, or have a formula in it",
                    "write it outside; if it is not a citation, write `[\\@`",
                ),
                false => (
                    "the deck has no `bibliography`",
                    "name the file with the works, such as `bibliography: refs.bib`, above \
                     `slides`; if it is not a citation, write `[\\@`",
                ),
            };
            found.push(ForeignMarkup { range: at..close + 1, reason, advice });
        } else if let Some(length) = spaced_address_length(&rest[close - at + 1..]) {
            let (start, reason, advice) = if sign == Some('!') {
                (at - 1, "pictures within a line of text are not supported", PICTURE_ADVICE)
            } else {
                (at, "the address of a link has a space", "write `%20` for each space")
            };
            from = close + 1 + length;
            found.push(ForeignMarkup { range: start..from, reason, advice });
        }
    }
    found
}

/// Returns the length of an address in parentheses that is a path or an address with a space.
fn spaced_address_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(')?;
    let inside = &inside[..inside.find([')', '\n'])?];
    let is_address = inside.contains(' ')
        && inside.contains(['.', '/', '#'])
        && text[inside.len() + 1..].starts_with(')');
    is_address.then(|| inside.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::HtmlTag;

    #[test]
    fn only_html_is_certain() {
        for tag in ["<sub>", "<B>", "</x>", "<br/>", "<!-- a -->", "<Tweet id=\"1\">", "<p>"] {
            assert!(HtmlTag::new(tag).is_certain(), "{tag}");
        }
        for tag in ["<b and c>", "<name>", "<T>", "<title>"] {
            assert!(!HtmlTag::new(tag).is_certain(), "{tag}");
        }
    }
}
