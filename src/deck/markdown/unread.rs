//! Reports footnotes and citations that are almost written as such, and so are shown as text.

use super::super::citation::CitationCall;
use super::super::read::ReadContext;
use super::super::text::Link;
use super::footnotes::match_brackets;
use super::foreign::{SourceFinder, shorten};
use super::scripts::InlineContent;
use crate::citation::{CitationForm, CitedWork, parse_key};
use crate::diagnostic::Code;
use crate::source::Span;

/// The longest text between `[` and the citation that it opens, in bytes: `[see @key`.
const MAX_PREFIX_BYTES: usize = 12;

/// Reports what is left of a text when its footnotes and citations have been taken out.
pub(super) fn report_unread(content: &InlineContent, context: &mut ReadContext) {
    let text = content.text.content.as_str();
    if !text.contains('[') {
        return;
    }
    let pairs = match_brackets(content);
    let mut finder = SourceFinder::new(content.text.span, context);
    let is_literal = |at: usize| content.literal.binary_search(&at).is_ok();
    for (open, _) in text.match_indices('[').filter(|(open, _)| !is_literal(*open)) {
        let pair = pairs.binary_search_by_key(&open, |(open, _)| *open);
        let close = pair.ok().map(|index| pairs[index].1);
        let is_note = text[..open].ends_with('^') && !is_literal(open - 1);
        let found = match close {
            _ if is_note => {
                let end = close.map_or(text.len(), |close| close + 1);
                let is_blank = close.is_some_and(|close| text[open + 1..close].trim().is_empty());
                read_note_bracket(&text[open - 1..end], close.is_some(), is_blank)
            }
            Some(close) => read_name_bracket(&text[open..close + 1]),
            None => unclosed_citation(content, open).map(|call| Unread {
                written: call.written.clone(),
                message: format!("the bracket before `{}` is not closed", call.written),
                help: format!(
                    "write `[{}]`; if the bracket is part of the text, write `\\[`",
                    call.written
                ),
            }),
        };
        if let Some(Unread { written, message, help }) = found {
            let span = finder.find(&written);
            context.reader.report_warning(Code::IncompleteReference, message, span, help);
        }
    }
}

/// Markup that is shown as it is written.
struct Unread {
    /// What the author wrote, to find it in the source.
    written: String,
    message: String,
    help: String,
}

/// Reads what starts with `^[` and is no footnote.
fn read_note_bracket(written: &str, is_closed: bool, is_blank: bool) -> Option<Unread> {
    let (message, help) = if is_blank {
        ("this footnote is empty", "write its text between the brackets, or remove it")
    } else if is_closed {
        // A footnote in a footnote has its own message.
        return None;
    } else {
        ("this footnote is not closed", "write `]` after it; if it is no footnote, write `\\^[`")
    };
    let quoted = shorten(written);
    let message = format!("{message}: `{quoted}` is shown as written");
    Some(Unread { written: "^[".to_owned(), message, help: help.to_owned() })
}

/// Reads `[^…]` that is no call of a footnote.
fn read_name_bracket(written: &str) -> Option<Unread> {
    let name = written.strip_prefix("[^")?.strip_suffix(']')?;
    if name.is_empty() {
        let message = "a footnote without a name: `[^]` is shown as written".to_owned();
        let help = "write the name of the footnote, such as `[^law]`, or the note itself: \
                    `^[the text]`";
        return Some(Unread { written: written.to_owned(), message, help: help.to_owned() });
    }
    let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || "_,.'’".contains(c));
    let is_name = name.contains(' ')
        && name.starts_with(char::is_alphabetic)
        && name.split(' ').all(|word| !word.is_empty() && is_word(word));
    is_name.then(|| Unread {
        written: written.to_owned(),
        message: format!(
            "the name of a footnote cannot have spaces: `{}` is shown as written",
            shorten(written)
        ),
        help: format!(
            "write a name without spaces, such as `[^{}]`; if this is the note itself, write \
             `^[{}]`",
            name.replace(' ', "_"),
            shorten(name)
        ),
    })
}

/// Returns the citation that a bracket without a partner opens.
fn unclosed_citation(content: &InlineContent, open: usize) -> Option<&CitationCall> {
    let text = &content.text.content;
    let (start, call) =
        content.text.pieces(open + 1..text.len()).find_map(|(run, piece)| match &run.link {
            Some(Link::Citation(call)) => Some((piece.start, call)),
            _ => None,
        })?;
    let between = &text[open + 1..start];
    let is_prefix = between.len() <= MAX_PREFIX_BYTES && !between.contains(['\n', ']', '[']);
    (call.form != CitationForm::Bracketed && is_prefix).then_some(&**call)
}

/// Reports a further key after that of a work: `[@a @b]` cites only the first.
pub(super) fn report_joined_works(
    works: &[CitedWork],
    written: &str,
    span: Span,
    context: &mut ReadContext,
) {
    let next_key = |work: &CitedWork| {
        let at = work.suffix.match_indices('@').map(|(at, _)| at).find(|&at| {
            let before = work.suffix[..at].trim_end_matches('-');
            before.is_empty() || before.ends_with([' ', ',', '\u{a0}'])
        })?;
        Some(parse_key(&work.suffix[at..])?.0.to_owned())
    };
    for work in works {
        let Some(next) = next_key(work) else { continue };
        context.reader.report_warning(
            Code::IncompleteReference,
            format!("`{}` cites only `{}`, not `{next}`", shorten(written), work.key),
            span,
            format!("write a semicolon between two works: `[@{}; @{next}]`", work.key),
        );
    }
}

/// Reports links whose text is the key of a work: `[@a](https://…)`.
pub(super) fn report_cited_links(content: &InlineContent, context: &mut ReadContext) {
    let Some(library) = context.citations.library.clone() else { return };
    let mut finder = SourceFinder::new(content.text.span, context);
    for run in content.text.runs.iter().filter(|run| matches!(run.link, Some(Link::Uri(_)))) {
        let written = content.text.content[run.range.clone()].trim();
        let key = parse_key(written).filter(|(_, _, length)| *length == written.len());
        let Some((key, ..)) = key.filter(|(key, ..)| library.has_key(key)) else { continue };
        context.reader.report_warning(
            Code::IncompleteReference,
            format!("the text of a link cannot be a citation: `{written}` is shown as written"),
            finder.find(&format!("[{written}]")),
            format!("write `[@{key}]` without the address; the list of works has the link"),
        );
    }
}

/// Reports footnotes and citations in a text that is read aloud and has no markup.
pub(crate) fn report_in_plain_text(text: &str, span: Span, context: &mut ReadContext) {
    let starts = [("^[", "footnote"), ("[^", "footnote"), ("[@", "citation")];
    let found = starts.into_iter().find_map(|(start, name)| {
        let at = text.find(start)?;
        let end = at + text[at..].find(']')? + 1;
        let is_cited = name == "footnote" || context.citations.is_declared;
        is_cited.then(|| (&text[at..end], name))
    });
    if let Some((written, name)) = found {
        context.reader.report_warning(
            Code::IncompleteReference,
            format!("alternative text cannot have a {name}: `{}` is read out", shorten(written)),
            span,
            format!("remove it, or put the {name} into the `caption`"),
        );
    }
}
