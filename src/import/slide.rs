//! Converts the parts of a slide to its keys.

use super::chunk::SlideChunk;
use super::dialect::Dialect;
use super::html::rewrite_html;
use super::markdown::{MarkdownBlock, read_blocks};
use super::notes;
use super::picture_options::PictureSide;
use super::segment::{self, BodyPart, CalloutHead};
use super::tool_lines::rewrite_tool_lines;
use super::write::OutlineValue;
use super::{ImportContext, MarkdownLine};

/// Layouts of other tools and their names in plenary. An empty name means the inferred layout.
const LAYOUT_NAMES: &[(&str, &str)] = &[
    ("cover", "cover"),
    ("intro", "cover"),
    ("title", "cover"),
    ("section", "section"),
    ("center", "statement"),
    ("statement", "statement"),
    ("lead", "statement"),
    ("invert", ""),
    ("default", ""),
    ("two-cols", ""),
    ("two-cols-header", ""),
    ("image", "image"),
    ("image-left", "image_left"),
    ("image-right", "image_right"),
    ("quote", "quote"),
    ("fact", "fact"),
    ("end", "end"),
    ("none", ""),
    ("full", ""),
    ("iframe", ""),
    ("iframe-left", ""),
    ("iframe-right", ""),
];

/// A slide during its conversion.
#[derive(Default)]
struct SlideDraft {
    keys: Vec<(String, OutlineValue)>,
    blocks: Vec<(&'static str, OutlineValue)>,
    titles: Vec<String>,
    layout: Option<String>,
    /// Whether the layout is only a class, which says how the slide looks.
    is_class: bool,
}

/// Converts the lines of a slide. Returns `None` if no content is left.
pub(super) fn convert_slide(
    chunk: &SlideChunk,
    context: &mut ImportContext,
) -> Option<OutlineValue> {
    context.slide_footnotes.clear();
    let rewritten = rewrite_html(&chunk.lines, context);
    let rewritten = rewrite_tool_lines(rewritten, context);
    let lines: Vec<MarkdownLine> =
        rewritten.iter().map(|(text, number)| MarkdownLine { number: *number, text }).collect();
    let segments = segment::split_slide(&lines, context);
    let mut draft = SlideDraft::default();
    for (key, values, line) in &chunk.front.keys {
        draft.apply_key(key, &values.join(", "), *line, context);
    }
    for (key, value, line) in &segments.directives {
        draft.apply_key(key, value, *line, context);
    }
    for part in &segments.parts {
        match part {
            BodyPart::Text(lines) => {
                read_blocks(lines, context).into_iter().for_each(|block| draft.push_block(block))
            }
            BodyPart::Callout(head, lines) => {
                draft.push_callout(head, lines, context);
            }
            BodyPart::Columns(columns) => draft.push_columns(columns, context),
            BodyPart::Cards(cards) => draft.push_cards(cards, context),
        }
    }
    if segments.has_references && context.has_bibliography {
        draft.blocks.push(("references", OutlineValue::word("true")));
    }
    if segments.steps {
        draft.keys.push(("steps".into(), OutlineValue::word("true")));
    }
    let line = chunk.lines.first().map_or(1, |line| line.number);
    if let Some(notes) = notes::convert_notes(&segments.notes, line, context) {
        draft.keys.push(("notes".into(), OutlineValue::Text(notes)));
    }
    draft.push_footnotes(context);
    if chunk.opens_section
        && let Some(title) = draft.titles.first()
    {
        draft.keys.insert(0, ("section".into(), OutlineValue::text(title.as_str())));
        draft.layout.get_or_insert_with(|| "section".into());
    }
    // A slide of Slidev may consist of its layout.
    let is_kept = context.dialect == Dialect::Slidev
        && chunk.front.keys.iter().any(|(key, ..)| key == "layout")
        && chunk.front.keys.iter().all(|(key, ..)| key != "src");
    if is_kept && draft.is_empty() {
        draft.layout.get_or_insert_with(|| "blank".to_owned());
        return draft.into_value(true);
    }
    draft.into_value(false)
}

impl SlideDraft {
    fn set_key(&mut self, key: &str, value: OutlineValue) {
        self.keys.retain(|(known, _)| known != key);
        self.keys.push((key.to_owned(), value));
    }

    /// Applies a directive or a key of Slidev's front matter.
    fn apply_key(&mut self, key: &str, value: &str, line: usize, context: &mut ImportContext) {
        match key {
            "layout" | "class" => self.apply_layout(key, value, line, context),
            "background" | "background_image" | "image" => {
                self.apply_background(value, line, context)
            }
            "background_color" if value.starts_with('#') => {
                self.set_key("background", OutlineValue::text(value))
            }
            "paginate" if matches!(value, "true" | "false") => {
                self.set_key("paginate", OutlineValue::word(value))
            }
            "paginate" => {}
            "header" | "footer" | "title" => self.set_key(key, OutlineValue::text(value)),
            "hide" | "disabled" if value == "true" => {
                self.set_key("hide", OutlineValue::word("true"))
            }
            "url" => {
                context.report_missing(
                    line,
                    "a page of the web is not shown, only its address",
                    "show a picture of the page with `figure`",
                );
                self.blocks.push(("text", OutlineValue::Text(format!("<{value}>"))));
            }
            "id" | "route_alias" => self.set_key("id", OutlineValue::text(value)),
            "lang" => self.set_key("lang", OutlineValue::word(value)),
            "src" => {}
            "transition" | "theme" | "size" | "math" | "marp" | "headings" | "heading_divider"
            | "clicks" | "hide_in_toc" | "level" | "zoom" | "layout_class" | "toc_level" => {}
            _ => context.report_changed(
                line,
                format!("`{key}` is not imported"),
                "change the appearance of slides with `theme`",
            ),
        }
    }

    /// Applies the names in a `layout` or `class`. Unknown classes are ignored, since they only
    /// affect the appearance, which the theme determines.
    fn apply_layout(&mut self, key: &str, value: &str, line: usize, context: &mut ImportContext) {
        for word in value.split_whitespace() {
            match LAYOUT_NAMES.iter().find(|(name, _)| *name == word) {
                Some((_, "")) => {}
                Some((_, layout)) => {
                    self.layout = Some((*layout).to_owned());
                    self.is_class = key == "class";
                }
                None if key == "layout" => context.report_changed(
                    line,
                    format!("unknown layout `{word}`"),
                    "check the slide; its layout is inferred from the blocks",
                ),
                None => {}
            }
        }
    }

    /// Applies a background colour or picture. In an image layout, the picture becomes a figure.
    fn apply_background(&mut self, value: &str, line: usize, context: &mut ImportContext) {
        let path = value.trim_start_matches("url(").trim_end_matches(')').trim_matches(['"', '\'']);
        if path.starts_with('#') {
            self.set_key("background", OutlineValue::text(path));
            return;
        }
        if !path.contains('.') {
            return;
        }
        let Some(path) = context.resolve_picture(path, line) else { return };
        if matches!(self.layout.as_deref(), Some("image" | "image_left" | "image_right")) {
            self.push_decoration(path);
        } else {
            self.set_key("background", OutlineValue::text(path));
        }
    }

    /// Returns whether a block other than a picture has been added.
    fn has_words(&self) -> bool {
        self.blocks.iter().any(|(key, _)| !matches!(*key, "figure" | "figures"))
    }

    /// Adds the footnotes with a label that the slide calls.
    fn push_footnotes(&mut self, context: &mut ImportContext) {
        let notes = std::mem::take(&mut context.slide_footnotes);
        if !notes.is_empty() {
            let entries = notes.into_iter().map(|(name, text)| (name, OutlineValue::Text(text)));
            self.set_key("footnotes", OutlineValue::Map(entries.collect()));
        }
    }

    /// Adds a picture without alternative text.
    fn push_decoration(&mut self, path: String) {
        let entries = [("src", path.as_str()), ("alt", "")]
            .map(|(key, value)| (key.to_owned(), OutlineValue::text(value)));
        self.blocks.push(("figure", OutlineValue::Map(entries.into())));
    }

    fn push_block(&mut self, block: MarkdownBlock) {
        match block {
            // The first heading is the title if no words precede it. A second one directly after it
            // is the subtitle.
            MarkdownBlock::Heading(text, id)
                if !text.is_empty()
                    && (self.titles.is_empty() && !self.has_words()
                        || self.blocks.is_empty() && self.titles.len() == 1) =>
            {
                self.titles.push(text);
                if let Some(id) = id.filter(|_| self.titles.len() == 1) {
                    self.set_key("id", OutlineValue::text(id));
                }
            }
            // A heading without text starts a slide without a title.
            MarkdownBlock::Heading(text, _) if text.is_empty() => {}
            MarkdownBlock::SlideKey(key, value) => self.set_key(key, value),
            MarkdownBlock::Heading(text, _) => {
                self.blocks.push(("heading", OutlineValue::Text(text)))
            }
            MarkdownBlock::Entry(key, value) => self.blocks.push((key, value)),
            MarkdownBlock::Background(path) => {
                if self.keys.iter().any(|(key, _)| key == "background") {
                    self.push_decoration(path);
                } else {
                    self.set_key("background", OutlineValue::text(path));
                }
            }
            MarkdownBlock::SideFigure(side, figure) => {
                let layout = match side {
                    PictureSide::Left => "image_left",
                    PictureSide::Right => "image_right",
                };
                self.layout = Some(layout.to_owned());
                self.blocks.push(("figure", figure));
            }
        }
    }

    /// Adds a callout. Its first heading is its title.
    fn push_callout(
        &mut self,
        head: &CalloutHead,
        lines: &[MarkdownLine],
        context: &mut ImportContext,
    ) {
        let mut title = head.title.clone();
        let mut blocks = Vec::new();
        for block in read_blocks(lines, context) {
            match block {
                MarkdownBlock::Heading(text, _) if title.is_none() && blocks.is_empty() => {
                    title = Some(text).filter(|text| !text.is_empty())
                }
                MarkdownBlock::Heading(text, _) => {
                    blocks.push(("heading", OutlineValue::Text(text)))
                }
                MarkdownBlock::Entry(key, value) => blocks.push((key, value)),
                other => self.push_block(other),
            }
        }
        if title.is_none() && blocks.is_empty() {
            return;
        }
        self.blocks.push(("callout", build_callout(head.kind, title, blocks)));
    }

    /// Returns the blocks of a column or card. What is part of the slide is added to it.
    fn read_box(
        &mut self,
        lines: &[MarkdownLine],
        context: &mut ImportContext,
    ) -> Vec<(&'static str, OutlineValue)> {
        let mut blocks = Vec::new();
        for block in read_blocks(lines, context) {
            match block {
                MarkdownBlock::Heading(text, _) => {
                    blocks.push(("heading", OutlineValue::Text(text)))
                }
                MarkdownBlock::Entry(key, value) => blocks.push((key, value)),
                other => self.push_block(other),
            }
        }
        blocks
    }

    fn push_columns(
        &mut self,
        columns: &[(Option<f32>, Vec<MarkdownLine>)],
        context: &mut ImportContext,
    ) {
        let mut items: Vec<Vec<(&'static str, OutlineValue)>> = Vec::new();
        let mut widths = Vec::new();
        for (width, lines) in columns {
            let column = self.read_box(lines, context);
            if !column.is_empty() {
                items.push(column);
                widths.push(*width);
            }
        }
        // A single column becomes ordinary blocks.
        if items.len() == 1 {
            self.blocks.extend(items.remove(0));
            return;
        }
        let items: Vec<_> = items.into_iter().map(list_blocks).collect();
        let widths: Option<Vec<f32>> = widths.into_iter().collect();
        let value = match widths
            .filter(|widths| widths.iter().any(|width| (width - widths[0]).abs() > 0.5))
        {
            Some(widths) => {
                let widths =
                    widths.iter().map(|width| OutlineValue::word(width.to_string())).collect();
                OutlineValue::Map(vec![
                    ("widths".into(), OutlineValue::Row(widths)),
                    ("items".into(), OutlineValue::List(items)),
                ])
            }
            None => OutlineValue::List(items),
        };
        if value != OutlineValue::List(Vec::new()) {
            self.blocks.push(("columns", value));
        }
    }

    /// Adds cards. Parts that a card cannot have make them columns.
    fn push_cards(&mut self, cards: &[Vec<MarkdownLine>], context: &mut ImportContext) {
        let read = cards.iter().map(|lines| self.read_box(lines, context));
        let mut columns: Vec<_> = read.filter(|column| !column.is_empty()).collect();
        let built: Option<Vec<OutlineValue>> = columns.iter().map(|c| build_card(c)).collect();
        let block = match built {
            Some(built) if built.len() > 1 => ("cards", OutlineValue::List(built)),
            _ if columns.len() == 1 => return self.blocks.extend(columns.remove(0)),
            _ => ("columns", OutlineValue::List(columns.into_iter().map(list_blocks).collect())),
        };
        if block.1 != OutlineValue::List(Vec::new()) {
            self.blocks.push(block);
        }
    }

    /// Returns whether the slide shows nothing. It can consist of a footer.
    fn is_empty(&self) -> bool {
        self.titles.is_empty()
            && self.blocks.is_empty()
            && self.keys.iter().all(|(key, _)| key == "paginate")
    }

    /// Returns the slide; `None` if it shows nothing, unless it is kept all the same.
    fn into_value(mut self, is_kept: bool) -> Option<OutlineValue> {
        let mut entries = Vec::new();
        if self.is_empty() && !is_kept {
            return None;
        }
        // Centred lists are no statement.
        let has_lists = self.blocks.iter().any(|(key, _)| !matches!(*key, "text" | "quote"));
        let layout =
            self.layout.filter(|layout| !(self.is_class && layout == "statement" && has_lists));
        if let Some(layout) = layout {
            entries.push(("layout".to_owned(), OutlineValue::word(layout)));
        }
        let mut titles = self.titles.into_iter();
        if let Some(title) = titles.next() {
            self.keys.retain(|(key, _)| key != "title");
            entries.push(("title".to_owned(), OutlineValue::Text(title)));
        }
        entries.extend(
            titles.next().map(|subtitle| ("subtitle".to_owned(), OutlineValue::Text(subtitle))),
        );
        let (notes, keys): (Vec<_>, Vec<_>) =
            self.keys.into_iter().partition(|(key, _)| key == "notes");
        entries.extend(keys);
        entries.extend(arrange_blocks(self.blocks));
        entries.extend(notes);
        Some(OutlineValue::Map(entries))
    }
}

/// Builds a card of blocks; `None` if it cannot have one of them, or not twice.
fn build_card(blocks: &[(&'static str, OutlineValue)]) -> Option<OutlineValue> {
    let mut entries: Vec<(String, OutlineValue)> = Vec::new();
    for (key, value) in blocks {
        let key = match *key {
            "heading" if entries.is_empty() => "title",
            // A picture may be above the title.
            "heading" if entries.iter().all(|(key, _)| key == "figure") => "title",
            key @ ("text" | "bullets" | "figure") => key,
            _ => return None,
        };
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, OutlineValue::Text(text))) if key == "text" => {
                let OutlineValue::Text(more) = value else { return None };
                *text = format!("{text}\n\n{more}");
            }
            Some(_) => return None,
            None => entries.push((key.to_owned(), value.clone())),
        }
    }
    Some(OutlineValue::Map(entries))
}

/// Builds a callout.
pub(super) fn build_callout(
    kind: &str,
    title: Option<String>,
    blocks: Vec<(&'static str, OutlineValue)>,
) -> OutlineValue {
    let mut entries = vec![("kind".to_owned(), OutlineValue::word(kind))];
    entries.extend(title.map(|title| ("title".to_owned(), OutlineValue::Text(title))));
    // A callout has no `content`, but it can hold a group of blocks.
    let arranged = arrange_blocks(blocks).into_iter();
    entries.extend(arranged.map(|(key, value)| match key.as_str() {
        "content" => ("group".to_owned(), value),
        _ => (key, value),
    }));
    OutlineValue::Map(entries)
}

/// Returns blocks as keys, or as a list under `content` if two have the same key.
pub(super) fn arrange_blocks(
    blocks: Vec<(&'static str, OutlineValue)>,
) -> Vec<(String, OutlineValue)> {
    let is_repeated = |index: usize| blocks[..index].iter().any(|(key, _)| *key == blocks[index].0);
    if !(0..blocks.len()).any(is_repeated) {
        return blocks.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    }
    vec![("content".to_owned(), list_blocks(blocks))]
}

/// Returns blocks as a list with one map per block.
pub(super) fn list_blocks(blocks: Vec<(&'static str, OutlineValue)>) -> OutlineValue {
    let items =
        blocks.into_iter().map(|(key, value)| OutlineValue::Map(vec![(key.to_owned(), value)]));
    OutlineValue::List(items.collect())
}
