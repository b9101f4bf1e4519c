//! Converts Markdown lines to blocks of an outline.

use std::collections::BTreeMap;

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::attributes::{HeadingAttributes, split_heading};
use super::backdrop::Backdrop;
use super::background::convert_background;
use super::html;
use super::inline::{self, InlineText};
use super::media::convert_media;
use super::picture::InlinePicture;
use super::picture_options::{PictureOptions, PictureWidth};
use super::prepare::prepare_lines;
use super::slide_keys::is_colour;
use super::steps::is_mark_line;
use super::tables;
use super::target::HeadingTarget;
use super::write::OutlineValue;
use super::{ImportContext, MarkdownLine};
use crate::deck::hide_bars;

/// A block of a Markdown deck.
#[derive(Debug)]
pub(super) enum MarkdownBlock {
    /// A heading, the id from pandoc's `{#id}`, and its level.
    Heading(String, Option<String>, u8),
    /// A key of the slide.
    SlideKey(&'static str, OutlineValue),
    /// A block of the outline with its key and value.
    Entry(&'static str, OutlineValue),
    /// The path of a background picture.
    Background(String),
    /// A picture under the slide, or under one half of it.
    Backdrop(Backdrop),
    /// What follows appears later.
    Pause,
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

/// The depth from which nested quotations and lists are read as text, so that none overflows the
/// stack.
pub(super) const MAX_BLOCK_DEPTH: usize = 100;

pub(super) struct BlockReader<'r, 'a, 'c> {
    lines: &'r [MarkdownLine<'a>],
    /// The numbers of the lines whose items are numbered with letters.
    pub(super) lettered: &'r BTreeMap<usize, &'static str>,
    pub(super) context: &'r mut ImportContext<'c>,
    /// The number of lists around the current node.
    pub(super) depth: usize,
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
            NodeValue::Heading(heading) => {
                let words = self.read_words(node);
                let last = self.lines.get(data.sourcepos.end.line - 1).map_or("", |line| line.text);
                let attributes = split_heading(last).1;
                let id = attributes.id.clone();
                if let Some(kind) = attributes.box_kind {
                    self.context.box_kinds.insert(words.text.clone(), kind);
                }
                let mut blocks = self.convert_attributes(attributes, number);
                blocks.extend(self.convert_pictures(&words.pictures));
                self.context.headings.push(HeadingTarget {
                    slide: self.context.slide,
                    text: words.text.clone(),
                    id: id.clone(),
                });
                blocks.insert(0, MarkdownBlock::Heading(words.text, id, heading.level));
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
    pub(super) fn line_number(&self, line: usize) -> usize {
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
        let (line, _) = self.line_of(node);
        if is_mark_line(&line) {
            let is_pause = self.context.incremental.read_mark(&line);
            return is_pause.then_some(MarkdownBlock::Pause).into_iter().collect();
        }
        let outer = std::mem::take(&mut self.context.has_fragments);
        let mut words = self.read_words(node);
        let is_fragment = std::mem::replace(&mut self.context.has_fragments, outer);
        let mut blocks = Vec::new();
        blocks.extend(is_fragment.then_some(MarkdownBlock::Pause));
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
            let src = OutlineValue::word(super::write::format_scalar(&path));
            let mut entries = vec![("src".to_owned(), src)];
            // A picture without alternative text is no decoration, unless the author says so.
            if !options.alt.is_empty() || picture.has_own_alt {
                entries.push(("alt".to_owned(), OutlineValue::text(options.alt)));
            }
            if let Some(caption) = &picture.title {
                entries.push(("caption".to_owned(), OutlineValue::text(caption.as_str())));
            }
            if let Some(link) = &picture.link {
                entries.push(("href".to_owned(), OutlineValue::text(link.as_str())));
            }
            if options.background {
                let figure = build_figure(entries);
                let PictureOptions { side, is_filtered, .. } = options;
                blocks.push(MarkdownBlock::Backdrop(Backdrop { path, figure, side, is_filtered }));
            } else {
                figures.push((entries, options.width));
            }
        }
        let slide_width = self.context.dialect.slide_width(self.context.is_beamer);
        let count = figures.len();
        // Pictures side by side are of one kind of size.
        let is_tiny =
            |width: &PictureWidth| width.is_pixels && width.in_row_of(count, slide_width).is_none();
        if count > 1 && figures.iter().any(|(_, width)| width.as_ref().is_none_or(is_tiny)) {
            figures.iter_mut().for_each(|(_, width)| *width = None);
        }
        // In a box, pixels say nothing about the share of its width.
        if self.context.box_depth > 0 {
            figures.iter_mut().for_each(|(_, width)| *width = width.filter(|w| !w.is_pixels));
        }
        let build = |(mut entries, width): (Vec<(String, OutlineValue)>, Option<PictureWidth>)| {
            if let Some(percent) = width.and_then(|width| width.in_row_of(count, slide_width)) {
                entries.push(("width".to_owned(), OutlineValue::word(format!("{percent}%"))));
            }
            build_figure(entries)
        };
        let mut figures: Vec<OutlineValue> = figures.into_iter().map(build).collect();
        match figures.len() {
            0 => {}
            1 => blocks.extend(figures.pop().map(|figure| MarkdownBlock::Entry("figure", figure))),
            _ => blocks.push(MarkdownBlock::Entry("figures", OutlineValue::List(figures))),
        }
        blocks
    }

    /// Converts the attributes of a heading to keys of the slide.
    fn convert_attributes(
        &mut self,
        attributes: HeadingAttributes,
        number: usize,
    ) -> Vec<MarkdownBlock> {
        let mut blocks = Vec::new();
        match attributes.background {
            Some(colour) if is_colour(&colour) => {
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
        if let Some((kind, address)) = &attributes.moving_background {
            let block = convert_background(kind, address, number, self.context);
            blocks.extend(block.map(|(key, value)| MarkdownBlock::Entry(key, value)));
        }
        if attributes.is_standout {
            blocks.push(MarkdownBlock::SlideKey("layout", OutlineValue::word("statement")));
        }
        if attributes.is_hidden {
            blocks.push(MarkdownBlock::SlideKey("hide", OutlineValue::word("true")));
        }
        blocks
    }
}

/// Builds a figure in its short form if it has only a path.
fn build_figure(mut entries: Vec<(String, OutlineValue)>) -> OutlineValue {
    match entries.len() {
        1 => entries.remove(0).1,
        _ => OutlineValue::Map(entries),
    }
}
