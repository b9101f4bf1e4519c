//! Parts of a text whose direction does not depend on what is around them.

use std::ops::Range;

use crate::deck::Text;

/// Returns the ranges of a text that are a formula or in another language than their surroundings.
pub(super) fn isolated_parts(text: &Text) -> Vec<Range<usize>> {
    let parts = text
        .runs
        .chunk_by(|a, b| a.lang == b.lang && a.formula.is_none() && b.formula.is_none())
        .filter(|runs| runs[0].lang.is_some() || runs[0].formula.is_some());
    parts.map(|runs| runs[0].range.start..runs[runs.len() - 1].range.end).collect()
}

/// Returns the tokens of a line of code with right-to-left letters: two strings never change
/// places.
pub(super) fn isolated_tokens(text: &Text) -> Vec<Range<usize>> {
    let is_rtl = |range: &Range<usize>| {
        text.content[range.clone()].chars().any(|character| character as u32 >= 0x590)
    };
    let mut isolates: Vec<Range<usize>> = Vec::new();
    for range in text.runs.iter().map(|run| &run.range).filter(|range| is_rtl(range)) {
        if isolates.last().is_none_or(|last| last.end < range.start) {
            isolates.push(range.clone());
        }
    }
    isolates
}
