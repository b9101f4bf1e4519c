//! Parts in rows and columns: cards and pictures.

use std::collections::BTreeMap;

use super::arrange::arrange;
use super::cards::build_cards;
use super::compose::as_figures;
use super::item::BodyItem;
use super::paragraphs::BodyBlock;
use super::rect::ShapeRect;
use crate::import::write::OutlineValue;

/// Joins rows with as many cards to one grid.
pub(super) fn join_cards(blocks: Vec<BodyBlock>) -> Vec<BodyBlock> {
    let count = |(key, value): &BodyBlock| match value {
        OutlineValue::List(cards) if *key == "cards" => cards.len(),
        _ => 0,
    };
    let mut joined: Vec<BodyBlock> = Vec::new();
    for rows in blocks.chunk_by(|a, b| count(a) > 0 && count(a) == count(b)) {
        if rows.len() == 1 {
            joined.push(rows[0].clone());
            continue;
        }
        let cards = rows.iter().flat_map(|(_, row)| match row {
            OutlineValue::List(cards) => cards.clone(),
            _ => Vec::new(),
        });
        let across = OutlineValue::word(count(&rows[0]).to_string());
        let entries = vec![
            ("across".to_owned(), across),
            ("items".to_owned(), OutlineValue::List(cards.collect())),
        ];
        joined.push(("cards", OutlineValue::Map(entries)));
    }
    joined
}

/// Pictures in several rows, each with or without a short text below it: a row of figures for each.
pub(super) fn as_picture_grid(columns: &[Vec<&BodyItem>]) -> Option<Vec<BodyBlock>> {
    let is_picture = |item: &&BodyItem| item.only("figure").is_some();
    let cells: Vec<Vec<Vec<&BodyItem>>> = columns
        .iter()
        .map(|column| {
            let mut cells: Vec<Vec<&BodyItem>> = Vec::new();
            for item in column {
                match cells.last_mut() {
                    Some(cell) if !is_picture(item) => cell.push(item),
                    _ => cells.push(vec![item]),
                }
            }
            cells
        })
        .collect();
    let count = cells.first()?.len();
    if count < 2 || cells.iter().any(|column| column.len() != count) {
        return None;
    }
    let row = |row: usize| {
        let cells: Vec<Vec<&BodyItem>> = cells.iter().map(|column| column[row].clone()).collect();
        as_figures(&cells)
    };
    (0..count).map(row).collect()
}

/// Shapes that their author grouped, in at least two rows of groups: a card for each group. Returns
/// the parts above and below them, too.
pub(super) fn as_group_cards(
    items: &[BodyItem],
    tolerance: f64,
    is_rtl: bool,
) -> Option<(BodyBlock, Vec<BodyItem>, Vec<BodyItem>)> {
    let mut groups: BTreeMap<usize, Vec<&BodyItem>> = BTreeMap::new();
    for item in items {
        groups.entry(item.group.unwrap_or(0)).or_default().push(item);
    }
    let others = groups.remove(&0).unwrap_or_default();
    let groups: Vec<Vec<&BodyItem>> = groups.into_values().collect();
    if groups.len() < 3 || groups.iter().any(|group| group.len() < 2) {
        return None;
    }
    let rect_of = |group: &Vec<&BodyItem>| {
        let rects = group.iter().map(|item| item.rect);
        rects.reduce(|a, b| a.union(&b)).unwrap_or_default()
    };
    let rects: Vec<_> = groups.iter().map(rect_of).collect();
    let rows = find_rows(&rects, is_rtl);
    let across = rows.first()?.len();
    // Columns and cards in one row are found without groups.
    if across < 2 || across == groups.len() {
        return None;
    }
    let all = rects.iter().copied().reduce(|a, b| a.union(&b))?;
    let is_above = |item: &&&BodyItem| item.rect.bottom() <= all.y + tolerance;
    let is_below = |item: &&&BodyItem| item.rect.y >= all.bottom() - tolerance;
    let above: Vec<BodyItem> = others.iter().filter(is_above).map(|item| (*item).clone()).collect();
    let below: Vec<BodyItem> = others.iter().filter(is_below).map(|item| (*item).clone()).collect();
    if above.len() + below.len() != others.len() {
        return None;
    }
    let sort = |index: usize| {
        let group = &groups[index];
        let rects: Vec<_> = group.iter().map(|item| item.rect).collect();
        let order = arrange(&rects, tolerance, is_rtl).items();
        order.into_iter().map(|at| group[at]).collect::<Vec<_>>()
    };
    let cards: Vec<Vec<&BodyItem>> = rows.into_iter().flatten().map(sort).collect();
    Some((build_cards(&cards, Some(across))?, above, below))
}

/// Returns the indexes of rectangles row by row. A row has what is beside its highest one.
fn find_rows(rects: &[ShapeRect], is_rtl: bool) -> Vec<Vec<usize>> {
    let mut left: Vec<usize> = (0..rects.len()).collect();
    left.sort_by(|a, b| rects[*a].y.total_cmp(&rects[*b].y));
    let mut rows = Vec::new();
    while let Some(first) = left.first().map(|index| rects[*index]) {
        let is_beside = |index: &usize| {
            let middle = rects[*index].middle().1;
            rects[*index].y == first.y || (middle > first.y && middle < first.bottom())
        };
        let (mut row, rest): (Vec<usize>, Vec<usize>) = left.into_iter().partition(is_beside);
        row.sort_by(|a, b| rects[*a].x.total_cmp(&rects[*b].x));
        if is_rtl {
            row.reverse();
        }
        rows.push(row);
        left = rest;
    }
    rows
}
