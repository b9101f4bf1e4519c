//! Turns the arrangement of shapes into blocks: columns, cards, figures, stats and cascades.

use super::arrange::{ShapeArrangement, arrange};
use super::cards::{as_cards, as_cascade, as_label_rows, as_picture_rows};
use super::grid::{as_group_cards, as_picture_grid, join_cards};
use super::item::BodyItem;
use super::paragraphs::BodyBlock;
use crate::import::slide::list_blocks;
use crate::import::write::OutlineValue;

/// The longest caption of a picture and label of a number, in words.
const MAX_CAPTION_WORDS: usize = 14;

/// The longest text that becomes the heading of a column or the title of a card, in characters.
pub(super) const MAX_HEADING_CHARS: usize = 50;

/// The body of a slide.
pub(super) struct ComposedBody {
    pub blocks: Vec<BodyBlock>,
    /// The layout that the arrangement asks for.
    pub layout: Option<&'static str>,
}

/// Composes the parts of a body. `tolerance` is how far neighbours may overlap.
pub(super) fn compose_body(items: Vec<BodyItem>, tolerance: f64, is_rtl: bool) -> ComposedBody {
    if let Some((cards, above, below)) = as_group_cards(&items, tolerance, is_rtl) {
        let mut blocks = compose_body(above, tolerance, is_rtl).blocks;
        blocks.push(cards);
        blocks.extend(compose_body(below, tolerance, is_rtl).blocks);
        return ComposedBody { blocks, layout: None };
    }
    let rects: Vec<_> = items.iter().map(|item| item.rect).collect();
    let arrangement = match rects.len() {
        0 => ShapeArrangement::Stack(Vec::new()),
        _ => arrange(&rects, tolerance, is_rtl),
    };
    let composer = Composer { items };
    if let ShapeArrangement::Columns(columns) = &arrangement
        && let Some(body) = composer.picture_beside_text(columns)
    {
        return body;
    }
    let blocks = composer.compose(&arrangement, false);
    ComposedBody { blocks: join_cards(join_figures(blocks)), layout: None }
}

struct Composer {
    items: Vec<BodyItem>,
}

impl Composer {
    fn compose(&self, arrangement: &ShapeArrangement, is_inside: bool) -> Vec<BodyBlock> {
        match arrangement {
            ShapeArrangement::Item(index) => self.items[*index].blocks.clone(),
            ShapeArrangement::Stack(parts) => {
                let mut blocks = Vec::new();
                let mut parts = parts.iter().peekable();
                while let Some(part) = parts.next() {
                    let captioned = match (part, parts.peek()) {
                        (ShapeArrangement::Item(picture), Some(ShapeArrangement::Item(text))) => {
                            add_caption(&self.items[*picture], &self.items[*text])
                        }
                        _ => None,
                    };
                    match captioned {
                        Some(figure) => {
                            blocks.push(("figure", figure));
                            parts.next();
                        }
                        None => blocks.extend(self.compose(part, is_inside)),
                    }
                }
                blocks
            }
            ShapeArrangement::Columns(columns) => {
                let columns: Vec<Vec<&BodyItem>> = columns
                    .iter()
                    .map(|column| {
                        column.items().into_iter().map(|index| &self.items[index]).collect()
                    })
                    .collect();
                self.compose_columns(&columns, is_inside)
            }
        }
    }

    fn compose_columns(&self, columns: &[Vec<&BodyItem>], is_inside: bool) -> Vec<BodyBlock> {
        if let Some(rows) = as_picture_grid(columns) {
            return rows;
        }
        let found = as_figures(columns)
            .or_else(|| as_stats(columns))
            .or_else(|| as_cascade(columns))
            .or_else(|| as_picture_rows(columns))
            .or_else(|| as_label_rows(columns))
            .or_else(|| as_cards(columns));
        if let Some(block) = found {
            return vec![block];
        }
        if is_inside {
            let items = columns.iter().flatten();
            return items.flat_map(|item| item.blocks.clone()).collect();
        }
        let blocks: Vec<OutlineValue> =
            columns.iter().map(|column| list_blocks(column_blocks(column))).collect();
        let items = OutlineValue::List(blocks);
        let value = match column_widths(columns) {
            Some(widths) => {
                let widths = widths.iter().map(|width| OutlineValue::word(width.to_string()));
                OutlineValue::Map(vec![
                    ("widths".to_owned(), OutlineValue::Row(widths.collect())),
                    ("items".to_owned(), items),
                ])
            }
            None => items,
        };
        vec![("columns", value)]
    }

    /// Puts a picture beside a text, which needs no columns.
    fn picture_beside_text(&self, columns: &[ShapeArrangement]) -> Option<ComposedBody> {
        let [first, second] = columns else { return None };
        let is_picture = |part: &ShapeArrangement| match part {
            ShapeArrangement::Item(index) => self.items[*index].only("figure").is_some(),
            _ => false,
        };
        let is_text = |part: &ShapeArrangement| {
            part.items().iter().all(|&index| {
                self.items[index].blocks.iter().all(|(key, _)| {
                    matches!(*key, "text" | "bullets" | "numbered" | "checklist" | "heading")
                })
            })
        };
        let (picture, text, layout) = match (is_picture(first), is_picture(second)) {
            (false, true) if is_text(first) => (second, first, None),
            (true, false) if is_text(second) => (first, second, Some("image_left")),
            _ => return None,
        };
        // A small picture is no half of a slide.
        let area = |part: &ShapeArrangement| {
            part.items().iter().map(|&index| self.items[index].rect.area()).sum::<f64>()
        };
        let layout = layout.filter(|_| area(picture) * 3.0 > area(text));
        let mut blocks = self.compose(text, true);
        blocks.extend(self.compose(picture, true));
        Some(ComposedBody { blocks, layout })
    }
}

/// Returns the blocks of a column. A short text above other parts is their heading.
fn column_blocks(column: &[&BodyItem]) -> Vec<BodyBlock> {
    let mut blocks: Vec<BodyBlock> = Vec::new();
    let mut is_caption = false;
    for (index, item) in column.iter().enumerate() {
        let has_more = index + 1 < column.len();
        if std::mem::take(&mut is_caption) {
            continue;
        }
        if let Some(figure) = column.get(index + 1).and_then(|next| add_caption(item, next)) {
            blocks.push(("figure", figure));
            is_caption = true;
            continue;
        }
        match item.only("text") {
            Some(OutlineValue::Text(text))
                if has_more && is_short(text) && is_above(item, column[index + 1]) =>
            {
                blocks.push(("heading", OutlineValue::Text(strip_bold(text))));
            }
            _ => blocks.extend(headed_blocks(item)),
        }
    }
    join_figures(blocks)
}

/// Whether a text is the heading of the part below it: larger, bold, or in its place of the layout.
fn is_above(item: &BodyItem, next: &BodyItem) -> bool {
    let size = |item: &BodyItem| item.paragraphs.iter().filter_map(|text| text.size()).next();
    // Tiny print is no text with a heading.
    let is_tiny = size(next).is_some_and(|size| size < 10.0);
    let is_larger = match (size(item), size(next)) {
        (Some(size), Some(next)) => size > next * 1.1,
        _ => false,
    };
    let is_bold = |item: &BodyItem| {
        !item.paragraphs.is_empty() && item.paragraphs.iter().all(|text| text.is_bold())
    };
    let is_list = matches!(next.blocks.first(), Some(("bullets" | "numbered" | "checklist", _)));
    let is_emphasised = is_larger || is_bold(item) && !is_bold(next);
    !is_tiny && (item.is_placeholder || is_emphasised || is_list || next.paragraphs.is_empty())
}

/// Returns the blocks of a part. A short text right above a list is its heading.
fn headed_blocks(item: &BodyItem) -> Vec<BodyBlock> {
    let mut blocks = item.blocks.clone();
    if let [("text", OutlineValue::Text(text)), (next, _), ..] = blocks.as_slice()
        && matches!(*next, "bullets" | "numbered" | "checklist")
        && is_short(text)
    {
        blocks[0] = ("heading", OutlineValue::Text(strip_bold(text)));
    }
    blocks
}

pub(super) fn is_short(text: &str) -> bool {
    text.chars().count() <= MAX_HEADING_CHARS && !text.contains('\n') && !text.ends_with('.')
}

/// Returns a text without the signs around it, if it is bold as a whole.
pub(super) fn strip_bold(text: &str) -> String {
    let inside = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    inside.filter(|inside| !inside.contains("**")).unwrap_or(text).to_owned()
}

/// Returns the relative widths of columns, if they are clearly different.
fn column_widths(columns: &[Vec<&BodyItem>]) -> Option<Vec<u32>> {
    let widths: Vec<f64> = columns
        .iter()
        .filter_map(|column| {
            let rects = column.iter().map(|item| item.rect);
            rects.reduce(|a, b| a.union(&b)).map(|rect| rect.width)
        })
        .collect();
    let narrowest = widths.iter().copied().fold(f64::INFINITY, f64::min);
    let widest = widths.iter().copied().fold(0.0, f64::max);
    if widths.len() != columns.len() || narrowest <= 0.0 || widest / narrowest < 1.5 {
        return None;
    }
    Some(widths.iter().map(|width| (width / narrowest).round().clamp(1.0, 5.0) as u32).collect())
}

/// Puts pictures that follow each other side by side.
fn join_figures(blocks: Vec<BodyBlock>) -> Vec<BodyBlock> {
    let mut joined: Vec<BodyBlock> = Vec::new();
    for (key, value) in blocks {
        let last = joined.last_mut().filter(|_| key == "figure");
        match last {
            Some((last_key @ "figure", last)) => {
                *last = OutlineValue::List(vec![last.clone(), value]);
                *last_key = "figures";
            }
            Some(("figures", OutlineValue::List(figures))) => figures.push(value),
            _ => joined.push((key, value)),
        }
    }
    joined
}

/// Pictures side by side, each with or without a short text below it.
pub(super) fn as_figures(columns: &[Vec<&BodyItem>]) -> Option<BodyBlock> {
    let mut figures = Vec::new();
    for column in columns {
        let (picture, caption) = match column.as_slice() {
            [picture] => (picture, None),
            [picture, text] => (picture, Some(text)),
            _ => return None,
        };
        let figure = picture.only("figure")?;
        let Some(caption) = caption else {
            figures.push(figure.clone());
            continue;
        };
        figures.push(join_caption(figure, caption)?);
    }
    Some(("figures", OutlineValue::List(figures)))
}

/// Returns a picture with the short text right below it as its caption.
fn add_caption(picture: &BodyItem, text: &BodyItem) -> Option<OutlineValue> {
    let figure = picture.only("figure")?;
    let (above, below) = (picture.rect, text.rect);
    let gap = below.y - above.bottom();
    let is_below = gap.abs() < above.height.min(above.width) * 0.15
        && below.x > above.x - above.width * 0.1
        && below.right() < above.right() + above.width * 0.1
        && text.is_free_text();
    let is_small = text.paragraphs.iter().filter_map(|text| text.size()).all(|size| size <= 20.0);
    is_below.then(|| join_caption(figure, text)).flatten().filter(|_| is_small)
}

/// Returns a picture with a caption, if the text is short and on one line.
fn join_caption(figure: &OutlineValue, caption: &BodyItem) -> Option<OutlineValue> {
    let text = match caption.only("text")? {
        OutlineValue::Text(text) if !text.contains('\n') => text.clone(),
        _ => return None,
    };
    if caption.word_count() > MAX_CAPTION_WORDS || caption.paragraphs.len() != 1 {
        return None;
    }
    let mut entries = match figure {
        OutlineValue::Map(entries) => entries.clone(),
        other => vec![("src".to_owned(), other.clone())],
    };
    let at = entries.iter().position(|(key, _)| key == "href").unwrap_or(entries.len());
    entries.insert(at, ("caption".to_owned(), OutlineValue::Text(text)));
    Some(OutlineValue::Map(entries))
}

/// Large numbers side by side, each with a label.
fn as_stats(columns: &[Vec<&BodyItem>]) -> Option<BodyBlock> {
    if columns.len() < 2 {
        return None;
    }
    let mut stats = Vec::new();
    for column in columns {
        let paragraphs: Vec<_> = column.iter().flat_map(|item| &item.paragraphs).collect();
        let [value, label] = paragraphs.as_slice() else { return None };
        let (number, words) = (value.words(), label.words());
        let is_number = number.chars().count() <= 10 && number.contains(|c: char| c.is_numeric());
        let is_large = match (value.size(), label.size()) {
            (Some(value), Some(label)) => value >= label * 1.4,
            _ => false,
        };
        if !is_number || !is_large || words.split_whitespace().count() > MAX_CAPTION_WORDS {
            return None;
        }
        let texts: Vec<String> = column
            .iter()
            .flat_map(|item| &item.blocks)
            .filter_map(|(_, value)| match value {
                OutlineValue::Text(text) => Some(text.clone()),
                _ => None,
            })
            .flat_map(|text| text.split("\n\n").map(join_lines).collect::<Vec<_>>())
            .collect();
        let [value, label] = texts.as_slice() else { return None };
        let entries = [("value", value), ("label", label)];
        let entries =
            entries.map(|(key, text)| (key.to_owned(), OutlineValue::Text(strip_bold(text))));
        stats.push(OutlineValue::Map(entries.into()));
    }
    Some(("stats", OutlineValue::List(stats)))
}

/// Returns a text with spaces for its line breaks.
fn join_lines(text: &str) -> String {
    text.replace("\\\n", " ")
}
