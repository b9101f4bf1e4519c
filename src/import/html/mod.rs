//! Rewrites HTML in a Markdown deck as Markdown, so that the next steps read one language.
//!
//! The steps: what is no tag is escaped (`escape`) → tree (`dom`; the parser of Servo, so that a
//! deck is read as browsers read it) → Markdown lines with their numbers (`rewrite`, and one file
//! for each kind of element). Text between tags is Markdown of the author and stays as it is.

mod container;
mod dom;
mod escape;
mod inline;
mod list;
mod media;
mod names;
mod rewrite;
mod table;

use super::{ImportContext, MarkdownLine};

use rewrite::MarkdownWriter;

pub(super) use dom::decode_entities;
pub(super) use table::{CellSpans, HtmlCell, HtmlTable, read_table};

/// Rewrites the HTML in the lines of a slide. Returns lines with their numbers in the deck.
pub(super) fn rewrite_html(
    lines: &[MarkdownLine],
    context: &mut ImportContext,
) -> Vec<(String, usize)> {
    if !lines.iter().any(|line| may_have_tags(line.text)) {
        return lines.iter().map(|line| (line.text.to_owned(), line.number)).collect();
    }
    let html = escape::escape_markdown(lines, context);
    let nodes = dom::parse_fragment(&html);
    let numbers: Vec<usize> = lines.iter().map(|line| line.number).collect();
    let mut writer = MarkdownWriter::new(&numbers, context);
    writer.write_nodes(&nodes);
    writer.finish()
}

/// Rewrites the HTML in a text of one or more lines, all of which are at line `number`.
pub(super) fn rewrite_text(text: &str, number: usize, context: &mut ImportContext) -> String {
    if !may_have_tags(text) {
        return text.to_owned();
    }
    let lines: Vec<MarkdownLine> = text.lines().map(|text| MarkdownLine { number, text }).collect();
    let rewritten = rewrite_html(&lines, context).into_iter().map(|(text, _)| text);
    rewritten.collect::<Vec<_>>().join("\n")
}

/// Returns whether a line may contain tags or comments.
fn may_have_tags(line: &str) -> bool {
    line.match_indices('<').any(|(at, _)| {
        line[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
    })
}
