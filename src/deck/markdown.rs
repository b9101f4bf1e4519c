//! Reads inline and block Markdown. Only this module of `deck` uses the Markdown library.

mod formulas;
mod text_builder;

use comrak::nodes::{ListType, Node, NodeTable, NodeValue, Sourcepos, TableAlignment};
use comrak::{Arena, Options, parse_document};

pub(crate) use formulas::{math_block, report_errors};

use super::block::{
    Align, Block, BlockKind, Figure, List, ListItem, ListKind, NumberStyle, has_row_headers,
};
use super::read::ReadContext;
use super::text::Text;
use crate::diagnostic::Code;
use crate::source::Span;
use text_builder::TextBuilder;

/// Maps positions in a Markdown text to spans in the outline.
pub(crate) trait SourceMap {
    /// Returns the span between two positions, given as line and byte from 1. The end is inclusive.
    fn span_between(&self, start: (usize, usize), end: (usize, usize)) -> Span;
}

/// Parses inline Markdown. No text can start a list, a heading or another block.
pub(crate) fn parse_inline(markdown: &str, span: Span, context: &mut ReadContext) -> Text {
    let trimmed = limit_length(markdown.trim(), span, context);
    if !trimmed.contains(['*', '_', '`', '[', ']', '<', '~', '^', '=', '\\', '&', '!', '$', '\n']) {
        return Text::plain(trimmed, span);
    }
    // A guard character at the start of each line keeps `1.`, `-` and `#` inline. It is a
    // punctuation mark, so that emphasis after it is parsed as at the start of a line. The builder
    // removes it again, so it must not occur in the text.
    let guard =
        GUARD_CHARS.into_iter().find(|&guard| !trimmed.contains(guard)).unwrap_or(GUARD_CHARS[0]);
    let guarded: Vec<String> = trimmed
        .split('\n')
        .map(|line| line.trim_start_matches([' ', '\t', '\r']))
        .filter(|line| !line.is_empty())
        .map(|line| format!("{guard}{line}"))
        .collect();
    let arena = Arena::new();
    let root = parse_document(&arena, &guarded.join("\n"), &comrak_options());
    let mut builder = TextBuilder::with_guard(guard);
    for paragraph in root.children() {
        builder.push_children(paragraph);
    }
    builder.finish(span, context)
}

/// Parses Markdown blocks.
pub(crate) fn parse_blocks(
    markdown: &str,
    source_map: &dyn SourceMap,
    context: &mut ReadContext,
) -> Vec<Block> {
    let span = source_map.span_between((1, 1), (1, 1));
    let markdown = limit_length(markdown, span, context);
    let arena = Arena::new();
    let joined = formulas::join_display_lines(markdown);
    let root = parse_document(&arena, &joined, &comrak_options());
    read_children(root, source_map, context, 0)
}

/// The maximum length of a text in characters, about seven thousand words. It bounds the time for
/// markup that the library reads in quadratic time, such as `==a ==a ==a`.
pub(crate) const MAX_TEXT_CHARS: usize = 50_000;

/// Returns the start of a text that is too long, and reports it.
fn limit_length<'t>(markdown: &'t str, span: Span, context: &mut ReadContext) -> &'t str {
    let end = if markdown.len() <= MAX_TEXT_CHARS {
        None
    } else {
        markdown.char_indices().nth(MAX_TEXT_CHARS).map(|(end, _)| end)
    };
    let Some(end) = end else { return markdown };
    let count = markdown.chars().count();
    context.reader.report_error(
        Code::TextTooLong,
        format!("this text has {count} characters; a text can have at most {MAX_TEXT_CHARS}"),
        span.start_point(),
        "divide it into several slides, or into several texts of the slide",
    );
    &markdown[..end]
}

/// The maximum depth of nested blocks and inline markup. It protects the stack; no real slide comes
/// near it.
const MAX_NESTING_DEPTH: usize = 48;

/// Rare punctuation marks that are unlikely to occur on a slide.
const GUARD_CHARS: [char; 3] = ['\u{2E4F}', '\u{2E4E}', '\u{2E4D}'];

fn comrak_options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.superscript = true;
    options.extension.subscript = true;
    options.extension.highlight = true;
    options.extension.cjk_friendly_emphasis = true;
    options.extension.math_dollars = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.parse.escaped_char_spans = true;
    options
}

fn read_children(
    parent: Node,
    source_map: &dyn SourceMap,
    context: &mut ReadContext,
    depth: usize,
) -> Vec<Block> {
    if depth > MAX_NESTING_DEPTH {
        let span = map_span(parent.data().sourcepos, source_map);
        let message = format!("Markdown is nested more than {MAX_NESTING_DEPTH} levels deep");
        context.reader.report_error(Code::TooDeep, message, span, "reduce the nesting");
        return Vec::new();
    }
    parent.children().flat_map(|child| read_block(child, source_map, context, depth + 1)).collect()
}

fn read_block(
    node: Node,
    source_map: &dyn SourceMap,
    context: &mut ReadContext,
    depth: usize,
) -> Vec<Block> {
    let data = node.data();
    let span = map_span(data.sourcepos, source_map);
    let one = |kind| vec![Block { kind, span }];
    match &data.value {
        NodeValue::Paragraph => read_paragraph(node, span, context),
        NodeValue::Heading(_) => one(BlockKind::Heading(read_text(node, span, context))),
        NodeValue::List(_) => one(BlockKind::List(read_list(node, source_map, context, depth))),
        NodeValue::BlockQuote => read_quote(read_children(node, source_map, context, depth), span),
        NodeValue::Table(table) => one(read_table(node, table, source_map, context)),
        NodeValue::HtmlBlock(html) => {
            let mut builder = TextBuilder::default();
            builder.push_text(html.literal.trim());
            one(BlockKind::Text(builder.finish(span, context)))
        }
        NodeValue::CodeBlock(code) => {
            let help = if code.fenced {
                "remove the code"
            } else {
                "if this is not code, indent it by fewer than four spaces"
            };
            context.reader.report_error(
                Code::Unsupported,
                "code blocks are not supported yet",
                span,
                help,
            );
            Vec::new()
        }
        NodeValue::ThematicBreak => {
            context.reader.report_warning(
                Code::UnsupportedMarkdown,
                "horizontal rules are not supported",
                span,
                "to start a new slide, add an entry under `slides`",
            );
            Vec::new()
        }
        _ => read_children(node, source_map, context, depth),
    }
}

fn read_table(
    node: Node,
    table: &NodeTable,
    source_map: &dyn SourceMap,
    context: &mut ReadContext,
) -> BlockKind {
    let given: Vec<_> =
        table.alignments.iter().map(|&alignment| convert_alignment(alignment)).collect();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    for row in node.children() {
        let cells = row.children().map(|cell| {
            let span = map_span(cell.data().sourcepos, source_map);
            read_text(cell, span, context)
        });
        rows.push(cells.collect());
    }
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    let align = super::column_alignment::infer_alignments(&given, &rows, given.len());
    let row_headers = has_row_headers(&header, &rows);
    BlockKind::Table { header, rows, align, caption: None, row_headers }
}

/// Reads a paragraph. A paragraph that holds only pictures becomes a figures block.
fn read_paragraph(node: Node, span: Span, context: &mut ReadContext) -> Vec<Block> {
    let pictures_only = node.children().all(|child| match &child.data().value {
        NodeValue::Image(_) | NodeValue::SoftBreak | NodeValue::LineBreak => true,
        NodeValue::Text(text) => text.trim().is_empty(),
        _ => false,
    });
    if !pictures_only {
        return formulas::read_paragraph(node, span, context);
    }
    let mut figures = Vec::new();
    for child in node.children() {
        if let NodeValue::Image(link) = &child.data().value {
            let mut alt = TextBuilder::default();
            alt.push_children(child);
            let alt = Some(alt.into_content()).filter(|alt| !alt.is_empty());
            figures.push(Figure { alt, ..Figure::new(link.url.clone(), span) });
        }
    }
    vec![Block { kind: BlockKind::Figures(figures), span }]
}

fn read_list(
    node: Node,
    source_map: &dyn SourceMap,
    context: &mut ReadContext,
    depth: usize,
) -> List {
    let tasks = node.children().any(|item| matches!(item.data().value, NodeValue::TaskItem(_)));
    let kind = match &node.data().value {
        _ if tasks => ListKind::Checklist(None),
        NodeValue::List(list) if list.list_type == ListType::Ordered => ListKind::Numbered {
            start: u32::try_from(list.start).unwrap_or(1),
            style: NumberStyle::Decimal,
        },
        _ => ListKind::Bullets(None),
    };
    let mut items = Vec::new();
    for item in node.children() {
        let done = match &item.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => tasks.then_some(false),
        };
        let span = map_span(item.data().sourcepos, source_map);
        let mut children = read_children(item, source_map, context, depth);
        let text = match children.first() {
            Some(Block { kind: BlockKind::Text(text), .. }) => {
                let text = text.clone();
                children.remove(0);
                text
            }
            _ => Text::plain("", span),
        };
        items.push(ListItem { text, done, marker: None, children, span });
    }
    List::new(kind, items)
}

/// Builds a quotation. A last paragraph that starts with a dash is its source. Blocks that are not
/// paragraphs follow the quotation.
fn read_quote(blocks: Vec<Block>, span: Span) -> Vec<Block> {
    let mut text = Vec::new();
    let mut rest = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Text(paragraph) => text.push(paragraph),
            _ => rest.push(block),
        }
    }
    let dash = |text: &Text| {
        ["— ", "– ", "-- "].into_iter().find(|dash| text.content.starts_with(dash)).map(str::len)
    };
    let by = match text.last().and_then(dash) {
        Some(length) if text.len() > 1 => text.pop().map(|by| by.without_start(length)),
        _ => None,
    };
    let mut result = Vec::new();
    if !text.is_empty() {
        result.push(Block { kind: BlockKind::Quote { text, by }, span });
    }
    result.extend(rest);
    result
}

fn convert_alignment(alignment: TableAlignment) -> Option<Align> {
    match alignment {
        TableAlignment::None => None,
        TableAlignment::Left => Some(Align::Start),
        TableAlignment::Center => Some(Align::Centre),
        TableAlignment::Right => Some(Align::End),
    }
}

fn read_text(node: Node, span: Span, context: &mut ReadContext) -> Text {
    let mut builder = TextBuilder::default();
    builder.push_children(node);
    builder.finish(span, context)
}

fn map_span(at: Sourcepos, source_map: &dyn SourceMap) -> Span {
    source_map.span_between((at.start.line, at.start.column), (at.end.line, at.end.column))
}
