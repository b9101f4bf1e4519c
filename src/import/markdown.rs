//! Converts Markdown lines to blocks of an outline.

use std::collections::BTreeSet;

use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::attributes::{HeadingAttributes, split_heading};
use super::html;
use super::inline::{self, InlineText};
use super::list_head::{ListHead, divides_list};
use super::media::convert_media;
use super::picture::InlinePicture;
use super::picture_options::{PictureOptions, PictureSide};
use super::prepare::prepare_lines;
use super::tables;
use super::target::HeadingTarget;
use super::write::{OutlineValue, is_plain_scalar};
use super::{ImportContext, MarkdownLine};
use crate::deck::hide_bars;

/// A block of a Markdown deck.
#[derive(Debug)]
pub(super) enum MarkdownBlock {
    /// A heading, and the id from pandoc's `{#id}`.
    Heading(String, Option<String>),
    /// A key of the slide.
    SlideKey(&'static str, OutlineValue),
    /// A block of the outline with its key and value.
    Entry(&'static str, OutlineValue),
    /// The path of a background picture.
    Background(String),
    /// A figure on one side of the slide.
    SideFigure(PictureSide, OutlineValue),
}

/// Reads Markdown. `lines` need not be adjacent in the deck.
pub(super) fn read_blocks(
    lines: &[MarkdownLine],
    context: &mut ImportContext,
) -> Vec<MarkdownBlock> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.alerts = true;
    let prepared = prepare_lines(lines, context);
    let lines: Vec<MarkdownLine> = prepared
        .lines
        .iter()
        .map(|(text, number)| MarkdownLine { number: *number, text: text.as_str() })
        .collect();
    let text: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let arena = Arena::new();
    // The words are read from the lines, so the tree is needed for its positions only.
    let text = text.join("\n");
    let root = parse_document(&arena, &hide_bars(&text), &options);
    let mut reader =
        BlockReader { lines: &lines, lettered: &prepared.lettered, context, depth: 0, nesting: 0 };
    let blocks: Vec<MarkdownBlock> =
        root.children().flat_map(|node| reader.read_block(node)).collect();
    tables::attach_captions(blocks)
}

/// The maximum depth of lists in an outline. Deeper items move up to the last level.
const MAX_LIST_DEPTH: usize = 8;

/// The depth from which nested quotations and lists are read as text, so that none overflows the
/// stack.
const MAX_BLOCK_DEPTH: usize = 100;

pub(super) struct BlockReader<'r, 'a, 'c> {
    lines: &'r [MarkdownLine<'a>],
    /// The numbers of the lines whose items are numbered with letters.
    lettered: &'r BTreeSet<usize>,
    pub(super) context: &'r mut ImportContext<'c>,
    /// The number of lists around the current node.
    depth: usize,
    /// The number of blocks around the current node.
    nesting: usize,
}

impl BlockReader<'_, '_, '_> {
    pub(super) fn read_block<'n>(&mut self, node: Node<'n>) -> Vec<MarkdownBlock> {
        if self.nesting >= MAX_BLOCK_DEPTH {
            return self.read_paragraph(node);
        }
        self.nesting += 1;
        let blocks = self.read_shallow_block(node);
        self.nesting -= 1;
        blocks
    }

    fn read_shallow_block<'n>(&mut self, node: Node<'n>) -> Vec<MarkdownBlock> {
        let data = node.data();
        let number = self.line_number(data.sourcepos.start.line);
        match &data.value {
            NodeValue::Paragraph => self.read_paragraph(node),
            NodeValue::Heading(_) => {
                let words = self.read_words(node);
                let last = self.lines.get(data.sourcepos.end.line - 1).map_or("", |line| line.text);
                let attributes = split_heading(last).1;
                let id = attributes.id.clone();
                let mut blocks = self.convert_attributes(attributes, number);
                blocks.extend(self.convert_pictures(&words.pictures));
                self.context.headings.push(HeadingTarget {
                    slide: self.context.slide,
                    text: words.text.clone(),
                    id: id.clone(),
                });
                blocks.insert(0, MarkdownBlock::Heading(words.text, id));
                blocks
            }
            NodeValue::List(_) => self.read_list(node),
            NodeValue::BlockQuote => self.read_quote(node),
            NodeValue::Table(table) => self.read_table(node, &table.alignments),
            NodeValue::CodeBlock(code) => self.read_code(&code.info, &code.literal, number),
            NodeValue::Alert(alert) => self.read_alert(node, alert.alert_type, alert.title.clone()),
            NodeValue::HtmlBlock(html) if html.literal.trim_start().starts_with("<table") => {
                let mut table = html::read_table(&html.literal, number, self.context);
                let pictures = std::mem::take(&mut table.pictures);
                let mut blocks: Vec<_> = tables::build_html_table(table).into_iter().collect();
                blocks.extend(self.convert_pictures(&pictures));
                blocks
            }
            NodeValue::HtmlBlock(_) => self.read_paragraph(node),
            NodeValue::ThematicBreak => {
                // `------ ------` is a rule in Markdown and a table in pandoc.
                if self
                    .lines
                    .get(data.sourcepos.start.line - 1)
                    .is_some_and(|line| line.text.trim().contains("- -"))
                {
                    self.context.report_changed(
                        number,
                        "a table drawn with dashes is converted to lines of text",
                        "write a `table` with one row per line: `- [first, second]`",
                    );
                }
                Vec::new()
            }
            _ => node.children().flat_map(|child| self.read_block(child)).collect(),
        }
    }

    /// Returns the line number in the deck for a line number in the text, both from 1.
    fn line_number(&self, line: usize) -> usize {
        self.lines.get(line.saturating_sub(1)).map_or(1, |line| line.number)
    }

    /// Returns the first line of a node from where it starts, and its number in the deck.
    pub(super) fn line_of(&self, node: Node) -> (String, usize) {
        let start = node.data().sourcepos.start;
        let line = self.lines.get(start.line.saturating_sub(1));
        let text = line.and_then(|line| line.text.get(start.column.saturating_sub(1)..));
        (text.unwrap_or("").to_owned(), line.map_or(1, |line| line.number))
    }

    /// Reads the text of a node, without the markers of lists, quotes and headings.
    pub(super) fn read_words(&mut self, node: Node) -> InlineText {
        let at = node.data().sourcepos;
        let is_heading = matches!(node.data().value, NodeValue::Heading(_));
        let mut lines = Vec::new();
        for index in at.start.line..=at.end.line {
            let Some(line) = self.lines.get(index - 1) else { break };
            let text = line.text;
            // comrak counts columns in bytes.
            let start = if index == at.start.line { at.start.column - 1 } else { 0 };
            let end = if index == at.end.line { at.end.column } else { text.len() };
            let part = text.get(start..end.min(text.len())).unwrap_or(text);
            let part = if index == at.start.line {
                part
            } else {
                part.trim_start_matches([' ', '\t', '>'])
            };
            let hard = index < at.end.line && text.ends_with("  ");
            let part = if is_heading {
                let part = part.trim_start_matches('#').trim();
                split_heading(part).0.trim_end_matches('#').trim_end()
            } else {
                part
            };
            if is_heading && !part.is_empty() && part.chars().all(|c| matches!(c, '=' | '-')) {
                continue;
            }
            lines.push(MarkdownLine {
                number: line.number,
                text: if hard { text.get(start..).unwrap_or(part) } else { part },
            });
        }
        inline::read_paragraph(&lines, self.context)
    }

    fn read_paragraph(&mut self, node: Node) -> Vec<MarkdownBlock> {
        let mut words = self.read_words(node);
        let mut blocks = Vec::new();
        // pandoc shows the alternative text of a picture that is a paragraph of its own.
        if let [picture] = words.pictures.as_mut_slice()
            && words.text.trim().is_empty()
            && self.context.dialect.shows_captions()
            && picture.title.is_none()
        {
            let alt = PictureOptions::parse(&picture.alt).alt;
            picture.title = Some(alt).filter(|alt| !alt.is_empty() && !picture.has_own_alt);
        }
        if !words.text.trim().is_empty() {
            blocks.push(MarkdownBlock::Entry("text", OutlineValue::text(words.text.as_str())));
        }
        blocks.extend(self.convert_pictures(&words.pictures));
        blocks
    }

    /// Converts the pictures of one paragraph: one becomes a figure, several are placed side by
    /// side.
    pub(super) fn convert_pictures(&mut self, pictures: &[InlinePicture]) -> Vec<MarkdownBlock> {
        let mut blocks = Vec::new();
        let mut figures = Vec::new();
        for picture in pictures {
            if let Some(block) = convert_media(picture, self.context) {
                blocks.extend(block);
                continue;
            }
            let Some(path) = self.context.resolve_picture(&picture.path, picture.line) else {
                continue;
            };
            let options = PictureOptions::parse(&picture.alt);
            if options.background && options.side.is_none() {
                blocks.push(MarkdownBlock::Background(path));
                continue;
            }
            let mut entries =
                vec![("src".to_owned(), OutlineValue::word(super::write::format_scalar(&path)))];
            entries.push(("alt".to_owned(), OutlineValue::text(options.alt)));
            if let Some(caption) = &picture.title {
                entries.push(("caption".to_owned(), OutlineValue::text(caption.as_str())));
            }
            if let Some(width) = options.width {
                entries.push(("width".to_owned(), OutlineValue::word(width)));
            }
            let figure = OutlineValue::Map(entries);
            match options.side {
                Some(side) if options.background => {
                    blocks.push(MarkdownBlock::SideFigure(side, figure))
                }
                _ => figures.push(figure),
            }
        }
        match figures.len() {
            0 => {}
            1 => blocks.extend(figures.pop().map(|figure| MarkdownBlock::Entry("figure", figure))),
            _ => blocks.push(MarkdownBlock::Entry("figures", OutlineValue::List(figures))),
        }
        blocks
    }

    /// Reads a list. Pictures in it become blocks after the list; other blocks divide it, so that
    /// all stays in order.
    fn read_list(&mut self, node: Node) -> Vec<MarkdownBlock> {
        let mut list = self.read_list_head(node);
        if self.depth >= MAX_BLOCK_DEPTH {
            let words = self.read_words(node);
            return vec![list.into_block(vec![OutlineValue::Text(words.text)])];
        }
        let (mut blocks, mut items, mut following) = (Vec::new(), Vec::new(), Vec::new());
        self.depth += 1;
        for item in node.children() {
            items.extend(self.read_item(item, list.key, &mut following));
            if following.iter().any(divides_list) && item.next_sibling().is_some() {
                let count = items.len();
                blocks.push(list.clone().into_block(std::mem::take(&mut items)));
                blocks.append(&mut following);
                list.start += count;
            }
        }
        self.depth -= 1;
        blocks.push(list.into_block(items));
        blocks.append(&mut following);
        blocks
    }

    fn read_list_head(&self, node: Node) -> ListHead {
        let tasks = node.children().any(|item| matches!(item.data().value, NodeValue::TaskItem(_)));
        let (mut key, mut start) = if tasks { ("checklist", 1) } else { ("bullets", 1) };
        if let NodeValue::List(list) = &node.data().value
            && list.list_type == ListType::Ordered
            && !tasks
        {
            (key, start) = ("numbered", list.start);
        }
        let number = self.line_number(node.data().sourcepos.start.line);
        let is_lettered = key == "numbered" && self.lettered.contains(&number);
        ListHead { key, start, is_lettered }
    }

    /// Reads a list in a list.
    fn read_list_value(
        &mut self,
        node: Node,
        following: &mut Vec<MarkdownBlock>,
    ) -> (&'static str, OutlineValue) {
        if self.depth >= MAX_BLOCK_DEPTH {
            let words = self.read_words(node);
            return ("bullets", OutlineValue::List(vec![OutlineValue::Text(words.text)]));
        }
        let list = self.read_list_head(node);
        self.depth += 1;
        let items: Vec<OutlineValue> =
            node.children().flat_map(|item| self.read_item(item, list.key, following)).collect();
        self.depth -= 1;
        (list.key, list.into_value(items))
    }

    fn read_item(
        &mut self,
        item: Node,
        list_key: &str,
        following: &mut Vec<MarkdownBlock>,
    ) -> Vec<OutlineValue> {
        let mut texts: Vec<String> = Vec::new();
        let mut lists: Vec<(&'static str, OutlineValue)> = Vec::new();
        for child in item.children() {
            if matches!(child.data().value, NodeValue::List(_)) {
                lists.push(self.read_list_value(child, following));
                continue;
            }
            for block in self.read_block(child) {
                match block {
                    MarkdownBlock::Entry("text", OutlineValue::Text(text))
                    | MarkdownBlock::Heading(text, _) => texts.push(text),
                    other => following.push(other),
                }
            }
        }
        let text = texts.join("\n\n");
        let done = match &item.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => (list_key == "checklist").then_some(false),
        };
        let key = match done {
            Some(true) => Some("done"),
            Some(false) => Some("todo"),
            None => None,
        };
        let mut below = Vec::new();
        if self.depth >= MAX_LIST_DEPTH {
            for (_, list) in lists.drain(..) {
                match list {
                    OutlineValue::List(items) => below.extend(items),
                    other => below.push(other),
                }
            }
        }
        let value = match (key, lists.is_empty()) {
            (None, true) => OutlineValue::Text(text),
            (Some(key), true) => {
                OutlineValue::Map(vec![(key.to_owned(), OutlineValue::Text(text))])
            }
            (None, false)
                if lists.len() == 1
                    && lists[0].0 == "bullets"
                    && list_key == "bullets"
                    && is_natural_key(&text) =>
            {
                let (_, children) = lists.remove(0);
                OutlineValue::Map(vec![(text, children)])
            }
            (key, false) => {
                let mut entries =
                    vec![(key.unwrap_or("text").to_owned(), OutlineValue::Text(text))];
                entries.extend(lists.into_iter().map(|(key, value)| (key.to_owned(), value)));
                OutlineValue::Map(entries)
            }
        };
        std::iter::once(value).chain(below).collect()
    }

    /// Converts the attributes of a heading to keys of the slide.
    fn convert_attributes(
        &mut self,
        attributes: HeadingAttributes,
        number: usize,
    ) -> Vec<MarkdownBlock> {
        let mut blocks = Vec::new();
        match attributes.background {
            Some(colour) if colour.starts_with('#') => {
                blocks.push(MarkdownBlock::SlideKey("background", OutlineValue::text(colour)))
            }
            Some(path) if path.contains('.') => {
                let path = self.context.resolve_picture(&path, number);
                blocks.extend(path.map(MarkdownBlock::Background));
            }
            Some(name) => self.context.report_changed(
                number,
                format!("the background `{name}` is not imported"),
                "write `background:` with a colour such as `#123456`, or with a picture",
            ),
            None => {}
        }
        if attributes.is_hidden {
            blocks.push(MarkdownBlock::SlideKey("hide", OutlineValue::word("true")));
        }
        blocks
    }
}

/// Returns whether a text can be written as `Text:` with a list below it, without quotes and
/// without another meaning.
pub(super) fn is_natural_key(text: &str) -> bool {
    let words = ["text", "bullets", "numbered", "checklist", "marker", "done", "todo"];
    is_plain_scalar(text)
        && !text.contains([':', '\n', '[', ']', '{', '}', ','])
        && text.len() < 120
        && !words.contains(&text)
        && !text.starts_with("x_")
}
