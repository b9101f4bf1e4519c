//! Parts in rows and columns: cards and pictures.

use super::compose::as_figures;
use super::item::BodyItem;
use super::paragraphs::BodyBlock;
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
