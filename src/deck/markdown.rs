//! Reads inline and block Markdown. Only this module of `deck` uses the Markdown library.

mod citations;
mod footnotes;
mod foreign;
mod formulas;
mod guess;
mod latex;
mod lettered;
mod lines;
mod picture;
mod scripts;
mod table_bars;
mod text_builder;
mod unread;

use std::borrow::Cow;

use comrak::nodes::{ListType, Node, NodeTable, NodeValue, Sourcepos, TableAlignment};
use comrak::{Arena, Options, parse_document};

pub(crate) use footnotes::PLACEHOLDER;
pub(crate) use formulas::{find_formula_at_start, locate_text, math_block, report_errors};

use super::address::may_have_address;
use super::block::{Align, Block, BlockKind, List, ListItem, ListKind, NumberStyle};
use super::read::ReadContext;
use super::table_block::{TableBlock, TableCell, has_row_headers};
use super::text::Text;
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::may_have_inert;
pub(crate) use lettered::{ListLabels, find_lettered_line, report_lettered_line};
use lines::MarkdownLines;
pub(crate) use picture::MarkdownPicture;
pub(crate) use table_bars::{hide_bars, split_cells};
use text_builder::TextBuilder;
pub(crate) use text_builder::{LineBreaks, report_wordless_link};
pub(crate) use unread::report_in_plain_text;

/// Maps positions in a Markdown text to spans in the outline.
pub(crate) trait SourceMap {
    /// Returns the span between two positions, given as line and byte from 1. The end is inclusive.
    fn span_between(&self, start: (usize, usize), end: (usize, usize)) -> Span;
}

/// Parses inline Markdown. No text can start a list, a heading or another block. A line break is a
/// line break.
pub(crate) fn parse_inline(markdown: &str, span: Span, context: &mut ReadContext) -> Text {
    parse_one_paragraph(markdown, LineBreaks::Hard, span, context)
}

fn parse_one_paragraph(
    markdown: &str,
    breaks: LineBreaks,
    span: Span,
    context: &mut ReadContext,
) -> Text {
    let trimmed = limit_length(markdown.trim(), span, context);
    let has_markup = trimmed
        .contains(['*', '_', '`', '[', ']', '<', '~', '^', '=', '\\', '&', '!', '{', '$', '\n']);
    let may_cite = context.citations.is_declared && trimmed.contains('@');
    let has_values = may_have_inert(trimmed);
    if !has_markup && !has_values && !may_cite && !may_have_address(trimmed) {
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
    let guarded = guarded.join("\n");
    let arena = Arena::new();
    let root = parse_document(&arena, &guarded, &comrak_options());
    let lines = MarkdownLines { breaks, guard: Some(guard), ..MarkdownLines::new(&guarded) };
    let mut builder = TextBuilder::new(&lines);
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
    let markdown = &*footnotes::take_definitions(markdown, source_map, context);
    let arena = Arena::new();
    let joined = formulas::join_display_lines(markdown);
    let hidden = table_bars::hide_bars(&joined);
    let root = parse_document(&arena, &hidden, &comrak_options());
    if matches!(hidden, Cow::Owned(_)) {
        table_bars::show_bars(root);
    }
    let source = &MarkdownSource { lines: MarkdownLines::new(markdown), map: source_map };
    read_children(root, source, context, 0)
}

/// The Markdown that is read, and where it is in the outline.
struct MarkdownSource<'a> {
    lines: MarkdownLines<'a>,
    map: &'a dyn SourceMap,
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
    source: &MarkdownSource,
    context: &mut ReadContext,
    depth: usize,
) -> Vec<Block> {
    if depth > MAX_NESTING_DEPTH {
        let span = map_span(parent.data().sourcepos, source);
        let message = format!("Markdown is nested more than {MAX_NESTING_DEPTH} levels deep");
        context.reader.report_error(Code::TooDeep, message, span, "reduce the nesting");
        return Vec::new();
    }
    parent.children().flat_map(|child| read_block(child, source, context, depth + 1)).collect()
}

fn read_block(
    node: Node,
    source: &MarkdownSource,
    context: &mut ReadContext,
    depth: usize,
) -> Vec<Block> {
    let data = node.data();
    let span = map_span(data.sourcepos, source);
    let one = |kind| vec![Block { kind, span }];
    match &data.value {
        NodeValue::Paragraph => read_paragraph(node, span, source, context),
        NodeValue::Heading(_) => one(BlockKind::Heading(read_text(node, span, source, context))),
        NodeValue::List(_) => one(BlockKind::List(read_list(node, source, context, depth))),
        NodeValue::BlockQuote => read_quote(read_children(node, source, context, depth), span),
        NodeValue::Table(table) => one(read_table(node, table, source, context)),
        // The library takes all lines up to the next blank one for HTML.
        NodeValue::HtmlBlock(html) => {
            let text = parse_one_paragraph(&html.literal, LineBreaks::Soft, span, context);
            if text.is_blank() { Vec::new() } else { one(BlockKind::Text(text)) }
        }
        NodeValue::CodeBlock(code) => {
            if !code.fenced {
                context.reader.report_warning(
                    Code::IndentedCode,
                    "this text is indented by four spaces, so Markdown reads it as code",
                    span,
                    "write code between lines of three backticks; \
                     indent text by fewer than four spaces",
                );
            }
            if super::read::is_diagram_fence(&code.info) {
                let block = super::read::read_diagram_fence(&code.literal, span, context);
                return block.into_iter().flat_map(one).collect();
            }
            super::read::read_fence(&code.info, &code.literal, span, context)
                .into_iter()
                .flat_map(one)
                .collect()
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
        _ => read_children(node, source, context, depth),
    }
}

fn read_table(
    node: Node,
    table: &NodeTable,
    source: &MarkdownSource,
    context: &mut ReadContext,
) -> BlockKind {
    table_bars::report_dropped_cells(node, table.alignments.len(), source, context);
    let given: Vec<_> =
        table.alignments.iter().map(|&alignment| convert_alignment(alignment)).collect();
    let mut rows: Vec<Vec<TableCell>> = Vec::new();
    for row in node.children() {
        let cells = row.children().map(|cell| {
            let span = map_span(cell.data().sourcepos, source);
            TableCell::from(read_text(cell, span, source, context))
        });
        rows.push(cells.collect());
    }
    let header: Vec<_> = rows.drain(..rows.len().min(1)).collect();
    let align = super::column_alignment::infer_alignments(&given, &rows, given.len());
    let row_headers = has_row_headers(&header, &rows);
    BlockKind::Table(TableBlock { header, rows, align, row_headers, ..TableBlock::default() })
}

/// Reads a paragraph. A paragraph that holds only pictures becomes a figures block.
fn read_paragraph(
    node: Node,
    span: Span,
    source: &MarkdownSource,
    context: &mut ReadContext,
) -> Vec<Block> {
    let pictures_only = node.children().all(|child| match &child.data().value {
        NodeValue::Image(_) | NodeValue::SoftBreak | NodeValue::LineBreak => true,
        NodeValue::Text(text) => text.trim().is_empty(),
        _ => false,
    });
    let lines = source.lines.of(node);
    // The library reads no path with spaces.
    if let [line] = lines
        && !pictures_only
        && let Some(picture) =
            MarkdownPicture::parse(line).filter(|picture| picture.path.contains(' '))
    {
        let figures = vec![picture.read_figure(span, context)];
        return vec![Block { kind: BlockKind::Figures(figures), span }];
    }
    if !pictures_only {
        report_lettered_lines(node, source, context);
        return formulas::read_paragraph(node, span, source, context);
    }
    let mut figures = Vec::new();
    for child in node.children() {
        if let NodeValue::Image(link) = &child.data().value {
            let mut alt = TextBuilder::new(&source.lines);
            alt.push_children(child);
            let picture = MarkdownPicture { alt: &alt.into_content(), path: &link.url };
            figures.push(picture.read_figure(span, context));
        }
    }
    vec![Block { kind: BlockKind::Figures(figures), span }]
}

/// Warns if lines of a paragraph look like a list with letters.
fn report_lettered_lines(node: Node, source: &MarkdownSource, context: &mut ReadContext) {
    let position = node.data().sourcepos;
    let lines = source.lines.of(node);
    let Some(index) = find_lettered_line(lines, ListLabels::Letters) else { return };
    let number = position.start.line + index;
    let end = (number, lines[index].len().max(1));
    let column = lines[index].len() - lines[index].trim_start().len() + 1;
    let span = source.map.span_between((number, column), end);
    report_lettered_line(lines[index], span, context);
}

fn read_list(node: Node, source: &MarkdownSource, context: &mut ReadContext, depth: usize) -> List {
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
        let span = map_span(item.data().sourcepos, source);
        let mut children = read_children(item, source, context, depth);
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
        result.push(Block { kind: BlockKind::Quote { text, by, photo: None }, span });
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

fn read_text(node: Node, span: Span, source: &MarkdownSource, context: &mut ReadContext) -> Text {
    let mut builder = TextBuilder::new(&source.lines);
    builder.push_children(node);
    builder.finish(span, context)
}

fn map_span(at: Sourcepos, source: &MarkdownSource) -> Span {
    source.map.span_between((at.start.line, at.start.column), (at.end.line, at.end.column))
}
