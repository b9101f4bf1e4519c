//! Converts tables.

use comrak::nodes::{Node, TableAlignment};

use super::html::{CellSpans, HtmlCell, HtmlTable};
use super::inline;
use super::markdown::{BlockReader, MarkdownBlock};
use super::write::OutlineValue;
use crate::deck::split_cells;

impl BlockReader<'_, '_, '_> {
    /// Reads a Markdown table. Pictures in it become blocks after the table.
    pub(super) fn read_table(
        &mut self,
        node: Node,
        alignments: &[TableAlignment],
    ) -> Vec<MarkdownBlock> {
        let mut following = Vec::new();
        let mut rows = Vec::new();
        for row in node.children() {
            let mut cells = Vec::new();
            for cell in row.children() {
                // A cell that a row lacks has no place of its own.
                if cell.first_child().is_none() {
                    cells.push(OutlineValue::Text(String::new()));
                    continue;
                }
                let words = self.read_words(cell);
                following.extend(self.convert_pictures(&words.pictures));
                cells.push(OutlineValue::Text(words.text.replace("\\|", "|")));
            }
            // The library drops the cells that the header lacks.
            let (line, number) = self.line_of(row);
            for cell in split_cells(&line).into_iter().skip(alignments.len()) {
                let words = inline::read_line(cell, number, self.context);
                following.extend(self.convert_pictures(&words.pictures));
                cells.push(OutlineValue::Text(words.text.replace("\\|", "|")));
            }
            rows.push(OutlineValue::Row(cells));
        }
        let is_blank = |row: &OutlineValue| match row {
            OutlineValue::Row(cells) => {
                cells.iter().all(|cell| *cell == OutlineValue::Text(String::new()))
            }
            _ => false,
        };
        let has_header = rows.len() < 2 || !is_blank(&rows[0]);
        let aligned = alignments.iter().any(|align| !matches!(align, TableAlignment::None));
        let value = if aligned || !has_header {
            let word = |align: &TableAlignment| {
                OutlineValue::word(match align {
                    TableAlignment::None | TableAlignment::Left => "left",
                    TableAlignment::Center => "center",
                    TableAlignment::Right => "right",
                })
            };
            let header = rows.remove(0);
            let align = OutlineValue::Row(alignments.iter().map(word).collect());
            let mut entries = Vec::new();
            entries.extend(has_header.then(|| ("header".to_owned(), header)));
            entries.extend(aligned.then(|| ("align".to_owned(), align)));
            entries.push(("rows".to_owned(), OutlineValue::List(rows)));
            OutlineValue::Map(entries)
        } else {
            OutlineValue::List(rows)
        };
        let mut blocks = vec![MarkdownBlock::Entry("table", value)];
        blocks.append(&mut following);
        blocks
    }
}

/// Builds a table from HTML; `None` if it has no cells.
pub(super) fn build_html_table(table: HtmlTable) -> Option<MarkdownBlock> {
    let cell = |cell: HtmlCell| {
        let CellSpans { across, down } = cell.spans;
        let text = OutlineValue::Text(cell.text);
        let span = |name: &str, count: u32| {
            (count > 1).then(|| (name.to_owned(), OutlineValue::word(count.to_string())))
        };
        let spans = [span("across", across), span("down", down)].into_iter().flatten();
        let entries: Vec<_> =
            [("text".to_owned(), text.clone())].into_iter().chain(spans).collect();
        if entries.len() > 1 { OutlineValue::Map(entries) } else { text }
    };
    let row = |cells: Vec<HtmlCell>| OutlineValue::Row(cells.into_iter().map(cell).collect());
    let rows: Vec<OutlineValue> = table.rows.into_iter().map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let mut value = OutlineValue::List(rows);
    if let Some(caption) = table.caption {
        set_caption(&mut value, caption);
    }
    Some(MarkdownBlock::Entry("table", value))
}

/// Returns how many rows the cells of a first row fill.
fn header_rows(row: &OutlineValue) -> usize {
    let OutlineValue::Row(cells) = row else { return 1 };
    let downs = cells.iter().filter_map(|cell| match cell {
        OutlineValue::Map(entries) => entries.iter().find(|(key, _)| key == "down"),
        _ => None,
    });
    let counts = downs.filter_map(|(_, value)| match value {
        OutlineValue::Word(count) => count.parse().ok(),
        _ => None,
    });
    counts.max().unwrap_or(1).max(1)
}

/// Sets the caption of a table.
pub(super) fn set_caption(table: &mut OutlineValue, caption: String) {
    let caption = ("caption".to_owned(), OutlineValue::Text(caption));
    match table {
        OutlineValue::Map(entries) => entries.push(caption),
        OutlineValue::List(rows) if !rows.is_empty() => {
            // Cells of the header may reach into further rows of it.
            let count = header_rows(&rows[0]).min(rows.len());
            let body = rows.split_off(count);
            let header = match count {
                1 => rows.remove(0),
                _ => OutlineValue::List(std::mem::take(rows)),
            };
            let rows = OutlineValue::List(body);
            *table = OutlineValue::Map(vec![
                ("header".to_owned(), header),
                ("rows".to_owned(), rows),
                caption,
            ]);
        }
        _ => {}
    }
}

/// Returns the words of a paragraph that is a caption.
fn caption_of(text: &str) -> Option<&str> {
    [": ", "Table: "].iter().find_map(|start| text.strip_prefix(start))
}

/// Whether a block is a table without a caption.
fn lacks_caption(block: &MarkdownBlock) -> bool {
    matches!(block, MarkdownBlock::Entry("table", table) if table.get("caption").is_none())
}

/// Makes the paragraph `: words` after a table its caption, as in pandoc.
pub(super) fn attach_captions(blocks: Vec<MarkdownBlock>) -> Vec<MarkdownBlock> {
    let mut attached: Vec<MarkdownBlock> = Vec::with_capacity(blocks.len());
    for block in blocks {
        // In pandoc, a caption may also be above its table.
        if let MarkdownBlock::Entry("table", _) = &block
            && let Some(MarkdownBlock::Entry("text", OutlineValue::Text(text))) = attached.last()
            && let Some(caption) = caption_of(text).map(str::to_owned)
            && !attached.iter().rev().nth(1).is_some_and(lacks_caption)
        {
            attached.pop();
            let mut block = block;
            if let MarkdownBlock::Entry(_, table) = &mut block {
                set_caption(table, caption);
            }
            attached.push(block);
            continue;
        }
        let caption = match &block {
            MarkdownBlock::Entry("text", OutlineValue::Text(text)) => caption_of(text),
            _ => None,
        };
        if let Some(caption) = caption
            && attached.last().is_some_and(lacks_caption)
            && let Some(MarkdownBlock::Entry("table", table)) = attached.last_mut()
        {
            set_caption(table, caption.to_owned());
        } else {
            attached.push(block);
        }
    }
    attached
}
