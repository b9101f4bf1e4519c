//! Flowcharts in words.

use super::Flowchart;
use crate::diagram::describe::{is_english, join_words};
use crate::diagram::drawing::{EdgeEnd, ShapeKind};

/// Returns a flowchart in words: "A leads to B if yes, and to C."
pub(crate) fn describe_flowchart(chart: &Flowchart, lang: &str) -> String {
    let english = is_english(lang);
    let name = |index: usize| {
        let label = chart.nodes[index].label.to_single_line();
        if chart.nodes[index].is_mark() {
            return mark_name(&chart.nodes[index].shape, english).to_owned();
        }
        if label.is_empty() { chart.nodes[index].id.clone() } else { label }
    };
    let mut sentences = Vec::new();
    for from in 0..chart.nodes.len() {
        let mut parts: Vec<(String, Vec<String>)> = Vec::new();
        for edge in chart.edges.iter().filter(|edge| edge.from == from && !edge.is_invisible()) {
            let verb = match (edge.ends, english) {
                ([EdgeEnd::None, EdgeEnd::None], true) => "is joined to",
                ([EdgeEnd::None, EdgeEnd::None], false) => "—",
                ([start, end], true) if start != EdgeEnd::None && end != EdgeEnd::None => {
                    "leads to and from"
                }
                ([start, end], false) if start != EdgeEnd::None && end != EdgeEnd::None => "↔",
                (_, true) => "leads to",
                (_, false) => "→",
            };
            let label = edge.label.to_single_line();
            let target = match (label.is_empty(), english) {
                (true, _) => name(edge.to),
                (false, true) => format!("{} ({label})", name(edge.to)),
                (false, false) => format!("{} ({label})", name(edge.to)),
            };
            match parts.iter_mut().find(|(other, _)| other == verb) {
                Some((_, targets)) => targets.push(target),
                None => parts.push((verb.to_owned(), vec![target])),
            }
        }
        for (verb, targets) in parts {
            let targets = if english { join_words(&targets) } else { targets.join(", ") };
            sentences.push(format!("{} {verb} {targets}.", name(from)));
        }
    }
    let is_alone =
        |node: usize| !chart.edges.iter().any(|edge| edge.from == node || edge.to == node);
    let alone: Vec<String> =
        (0..chart.nodes.len()).filter(|&node| is_alone(node)).map(name).collect();
    if !alone.is_empty() {
        sentences.push(format!("{}.", alone.join(", ")));
    }
    for (index, group) in chart.groups.iter().enumerate() {
        let members: Vec<String> = (0..chart.nodes.len())
            .filter(|&node| chart.nodes[node].group == Some(index))
            .map(name)
            .collect();
        if members.is_empty() {
            continue;
        }
        let title = group.title.to_single_line();
        sentences.push(match english {
            true => format!("{title} contains {}.", join_words(&members)),
            false => format!("{title}: {}.", members.join(", ")),
        });
    }
    sentences.join(" ")
}

/// Returns the name of a start, an end, a choice or a fork.
fn mark_name(shape: &ShapeKind, english: bool) -> &'static str {
    match (shape, english) {
        (ShapeKind::Ellipse, true) => "The start",
        (ShapeKind::DoubleEllipse, true) => "the end",
        (ShapeKind::Diamond, true) => "A choice",
        (_, true) => "A bar",
        (ShapeKind::Ellipse, false) => "●",
        (ShapeKind::DoubleEllipse, false) => "◉",
        (ShapeKind::Diamond, false) => "◇",
        (_, false) => "▬",
    }
}
