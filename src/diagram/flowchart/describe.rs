//! Flowcharts in words.

use super::Flowchart;
use crate::diagram::describe::{is_english, join_words};

/// Returns a flowchart in words: "A leads to B."
pub(crate) fn describe_flowchart(chart: &Flowchart, lang: &str) -> String {
    let verb = if is_english(lang) { "leads to" } else { "→" };
    let label = |index: usize| chart.nodes[index].label.to_single_line();
    let sentences = (0..chart.nodes.len()).filter_map(|from| {
        let targets: Vec<String> = chart
            .edges
            .iter()
            .filter(|edge| edge.from == from)
            .map(|edge| label(edge.to))
            .collect();
        (!targets.is_empty()).then(|| format!("{} {verb} {}.", label(from), join_words(&targets)))
    });
    sentences.collect::<Vec<_>>().join(" ")
}
