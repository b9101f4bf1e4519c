//! Converts boxes on a slide: callouts, columns, cards and parts side by side.

use super::container::{CalloutHead, GridHead};
use super::markdown::{MarkdownBlock, read_blocks};
use super::segment::{BodyPart, GridPart, split_slide};
use super::slide::{SlideBlock, SlideDraft, arrange_blocks, list_blocks};
use super::steps::PAUSE_KEY;
use super::write::OutlineValue;
use super::{ImportContext, MarkdownLine};

/// How deep boxes may be nested. The divisions of deeper ones are left out.
const MAX_BOX_DEPTH: usize = 6;

/// The most columns with headings side by side.
const MAX_COLUMNS: usize = 4;

impl SlideDraft {
    /// Adds a callout. Its first heading is its title.
    pub(super) fn push_callout(
        &mut self,
        head: &CalloutHead,
        lines: &[MarkdownLine],
        context: &mut ImportContext,
    ) {
        let mut blocks = self.read_box(lines, context);
        let mut title = head.title.clone();
        if title.is_none()
            && let Some(("heading", OutlineValue::Text(text))) = blocks.first()
        {
            title = Some(text.clone());
            blocks.remove(0);
        }
        let title = head.full_title(title.filter(|title| !title.is_empty()));
        if title.is_some() || !blocks.is_empty() {
            self.blocks.push(("callout", build_callout(head.kind, title, blocks)));
        }
    }

    /// Returns the blocks of a box. What is part of the slide is added to it. Columns in a box
    /// follow each other.
    fn read_box(&mut self, lines: &[MarkdownLine], context: &mut ImportContext) -> Vec<SlideBlock> {
        if context.box_depth >= MAX_BOX_DEPTH {
            let is_text = |line: &&MarkdownLine| !line.text.trim().starts_with(":::");
            let lines: Vec<MarkdownLine> = lines.iter().filter(is_text).copied().collect();
            return self.read_simple_box(&lines, context);
        }
        context.box_depth += 1;
        let mut segments = split_slide(lines, context);
        self.notes.append(&mut segments.notes);
        self.has_steps |= segments.steps;
        for (key, value, line) in &segments.directives {
            self.apply_key(key, value, *line, context);
        }
        let mut blocks = Vec::new();
        for part in &segments.parts {
            match part {
                BodyPart::Text(lines) => blocks.extend(self.read_simple_box(lines, context)),
                BodyPart::Callout(head, lines) => {
                    let outer = std::mem::take(&mut self.blocks);
                    self.push_callout(head, lines, context);
                    blocks.append(&mut self.blocks);
                    self.blocks = outer;
                }
                BodyPart::Columns(columns) => {
                    for (_, lines) in columns {
                        blocks.extend(self.read_box(lines, context));
                    }
                }
                BodyPart::Cards(cards) => {
                    for lines in cards {
                        blocks.extend(self.read_box(lines, context));
                    }
                }
                BodyPart::Grid(_, parts) => {
                    let cells = self.read_cells(parts, context);
                    blocks.extend(
                        join_figures(cells, None)
                            .unwrap_or_else(|cells| cells.into_iter().flatten().collect()),
                    );
                }
            }
        }
        context.box_depth -= 1;
        blocks
    }

    /// Returns the blocks of lines without divisions.
    fn read_simple_box(
        &mut self,
        lines: &[MarkdownLine],
        context: &mut ImportContext,
    ) -> Vec<SlideBlock> {
        let mut blocks = Vec::new();
        for block in read_blocks(lines, context) {
            match block {
                MarkdownBlock::Heading(text, ..) => {
                    blocks.push(("heading", OutlineValue::Text(text)))
                }
                MarkdownBlock::Entry(key, value) => blocks.push((key, value)),
                // The parts of a slide appear one by one, not those of a box.
                MarkdownBlock::Pause => self.has_steps = true,
                other => self.push_block(other),
            }
        }
        blocks
    }

    /// Makes boxes of the headings and what is below them, as beamer does.
    pub(super) fn box_headings(&mut self, context: &ImportContext) {
        let subtitles = self.titles.drain(self.titles.len().min(1)..);
        let headings = subtitles.map(|text| ("heading", OutlineValue::Text(text)));
        self.blocks.splice(0..0, headings.collect::<Vec<_>>());
        let mut boxed: Vec<SlideBlock> = Vec::new();
        let mut open: Option<(String, Vec<SlideBlock>)> = None;
        let close = |open: &mut Option<(String, Vec<SlideBlock>)>| {
            open.take().map(|(title, blocks)| {
                let kind = context.box_kinds.get(&title).copied().unwrap_or("note");
                ("callout", build_callout(kind, Some(title), blocks))
            })
        };
        for block in std::mem::take(&mut self.blocks) {
            match (block, &mut open) {
                (("heading", OutlineValue::Text(title)), _) => {
                    boxed.extend(close(&mut open));
                    open = Some((title, Vec::new()));
                }
                (block, Some((_, blocks))) if is_in_box(block.0) => blocks.push(block),
                (block, _) => {
                    boxed.extend(close(&mut open));
                    boxed.push(block);
                }
            }
        }
        boxed.extend(close(&mut open));
        self.blocks = boxed;
    }

    /// Adds parts side by side: pictures, or columns.
    pub(super) fn push_grid(
        &mut self,
        head: &GridHead,
        parts: &[GridPart],
        context: &mut ImportContext,
    ) {
        let mut cells = self.read_cells(parts, context);
        // The last paragraph below pictures is their caption.
        let is_figure = |cell: &Vec<SlideBlock>| matches!(cell.as_slice(), [("figure", _)]);
        let mut caption = Vec::new();
        if let Some((last, figures)) = cells.split_last()
            && matches!(last.as_slice(), [("text", _)])
            && figures.len() > 1
            && figures.iter().all(is_figure)
        {
            caption = cells.pop().unwrap_or_default();
            if let (Some((_, OutlineValue::Text(text))), Some(number)) =
                (caption.first_mut(), &head.number)
            {
                *text = format!("{number}: {text}");
            }
        }
        let rows = head.rows.map(|rows| cells.len().div_ceil(rows));
        let across = head.across.or(rows).unwrap_or(cells.len()).max(1);
        match join_figures(cells, Some(across)) {
            Ok(figures) => self.blocks.extend(figures),
            Err(cells) => {
                for row in cells.chunks(across) {
                    let widths = Some(head.widths.clone()).filter(|w| w.len() == row.len());
                    self.blocks.extend(build_columns(row.to_vec(), widths));
                }
            }
        }
        self.blocks.append(&mut caption);
    }

    /// Returns the cells of a grid: its divisions, and every block between them. A heading is in
    /// the cell of the blocks below it.
    fn read_cells(
        &mut self,
        parts: &[GridPart],
        context: &mut ImportContext,
    ) -> Vec<Vec<SlideBlock>> {
        let mut cells: Vec<Vec<SlideBlock>> = Vec::new();
        for part in parts {
            let blocks = self.read_box(&part.lines, context);
            if part.is_cell {
                cells.push(blocks);
                continue;
            }
            let has_headings = blocks.iter().any(|(key, _)| *key == "heading");
            let mut is_headed = false;
            for (key, value) in blocks {
                match (key, value) {
                    ("figures", OutlineValue::List(figures)) => {
                        cells.extend(figures.into_iter().map(|figure| vec![("figure", figure)]));
                    }
                    (key, value) if has_headings && is_headed && key != "heading" => {
                        if let Some(cell) = cells.last_mut() {
                            cell.push((key, value));
                        }
                    }
                    (key, value) => {
                        is_headed = key == "heading";
                        cells.push(vec![(key, value)]);
                    }
                }
            }
        }
        cells.retain(|cell| !cell.is_empty());
        cells
    }

    pub(super) fn push_columns(
        &mut self,
        columns: &[(Option<f32>, Vec<MarkdownLine>)],
        context: &mut ImportContext,
    ) {
        let mut items: Vec<Vec<SlideBlock>> = Vec::new();
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
        // More tabs than a page can hold side by side follow each other.
        let is_headed = |column: &Vec<SlideBlock>| column[0].0 == "heading";
        if items.len() > MAX_COLUMNS && items.iter().all(is_headed) {
            self.blocks.extend(items.into_iter().flatten());
            return;
        }
        let widths: Option<Vec<f32>> = widths.into_iter().collect();
        self.blocks.extend(build_columns(items, widths));
    }

    /// Adds cards. Parts that a card cannot have make them columns.
    pub(super) fn push_cards(&mut self, cards: &[Vec<MarkdownLine>], context: &mut ImportContext) {
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
}

/// Whether a callout can hold a block of this kind.
fn is_in_box(key: &str) -> bool {
    !matches!(key, PAUSE_KEY | "columns" | "callout" | "cards" | "figures" | "references")
}

/// Builds columns; pictures become one row of figures.
fn build_columns(columns: Vec<Vec<SlideBlock>>, widths: Option<Vec<f32>>) -> Vec<SlideBlock> {
    let differ = |widths: &Vec<f32>| widths.iter().any(|width| (width - widths[0]).abs() > 0.5);
    let widths = widths.filter(|widths| !widths.is_empty() && differ(widths));
    let columns = match (columns.len(), widths.is_none()) {
        (0, _) => return Vec::new(),
        (1, _) => return columns.into_iter().flatten().collect(),
        (_, true) => match join_figures(columns, None) {
            Ok(figures) => return figures,
            Err(columns) => columns,
        },
        _ => columns,
    };
    let items = OutlineValue::List(columns.into_iter().map(list_blocks).collect());
    let value = match widths {
        Some(widths) => {
            let widths = widths.iter().map(|width| OutlineValue::word(width.to_string())).collect();
            OutlineValue::Map(vec![
                ("widths".into(), OutlineValue::Row(widths)),
                ("items".into(), items),
            ])
        }
        None => items,
    };
    vec![("columns", value)]
}

/// Joins cells that are single pictures to rows of figures; returns other cells unchanged.
fn join_figures(
    cells: Vec<Vec<SlideBlock>>,
    across: Option<usize>,
) -> Result<Vec<SlideBlock>, Vec<Vec<SlideBlock>>> {
    if cells.is_empty() || !cells.iter().all(|cell| matches!(cell.as_slice(), [("figure", _)])) {
        return Err(cells);
    }
    let across = across.unwrap_or(cells.len()).max(1);
    let figures: Vec<OutlineValue> = cells.into_iter().flatten().map(|(_, value)| value).collect();
    let row = |row: &[OutlineValue]| match row {
        [figure] => ("figure", figure.clone()),
        row => ("figures", OutlineValue::List(row.to_vec())),
    };
    Ok(figures.chunks(across).map(row).collect())
}

/// Builds a card of blocks; `None` if it cannot have one of them, or not twice.
fn build_card(blocks: &[SlideBlock]) -> Option<OutlineValue> {
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
    blocks: Vec<SlideBlock>,
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
