//! Footnotes that nothing calls.

use super::ImportContext;
use super::chunk::{MarkdownDeck, parse_footnote_definition};

/// Reports the footnotes of a deck that no text calls. Their words become comments.
pub(super) fn report_unused_notes(deck: &MarkdownDeck, context: &mut ImportContext) {
    let source = context.source;
    let mut unused = deck.footnotes.clone();
    for number in 1..=source.line_count() {
        let line = source.line_text(number);
        // The definition itself is no call.
        let (_, mut rest) = parse_footnote_definition(line).unwrap_or(("", line));
        while let Some((_, after)) = rest.split_once("[^") {
            if let Some((label, _)) = after.split_once(']') {
                unused.remove(label);
            }
            rest = after;
        }
    }
    for number in 1..=source.line_count() {
        if let Some((label, _)) = parse_footnote_definition(source.line_text(number))
            && let Some(words) = unused.remove(label)
        {
            context.report_missing(
                number,
                format!("the footnote `{label}` is not imported: no text calls it"),
                "write `[^name]` where it belongs, and its words under `footnotes` of the slide",
            );
            context.keep_words(number, &words);
        }
    }
}
