//! Gives charts with dates the names of the months in the language of their slide.

use std::sync::Arc;

use super::block::{Block, BlockKind};
use super::reading_order::visit_blocks_mut;
use super::slide::Deck;
use crate::chart::{CategoryScale, DatePrecision};
use crate::citation::month_names;

/// Sets the names of the months of all charts that show them.
pub(crate) fn set_month_names(deck: &mut Deck) {
    let deck_lang = deck.metadata.lang.clone();
    for slide in deck.slides.iter_mut().chain(&mut deck.hidden) {
        let lang = slide.lang.clone().unwrap_or_else(|| deck_lang.clone());
        let mut set = |block: &mut Block| {
            let BlockKind::Chart(chart) = &mut block.kind else { return };
            let has_months = match chart.chart.data.scale {
                CategoryScale::Dates(precision) => {
                    !matches!(precision, DatePrecision::Year | DatePrecision::Quarter)
                }
                _ => false,
            };
            if has_months && !lang.starts_with("en") {
                Arc::make_mut(&mut chart.chart).options.months = month_names(&lang).map(Arc::new);
            }
        };
        visit_blocks_mut(&mut slide.blocks, &mut set);
    }
}
