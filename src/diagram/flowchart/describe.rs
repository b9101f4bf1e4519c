//! Flowcharts and state diagrams in words.

use super::names::{GraphNames, capitalise};
use super::{FlowEdge, Flowchart};
use crate::diagram::drawing::EdgeEnd;

/// Where an arrow starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ArrowSource {
    Node(usize),
    Frame(usize),
}

/// Returns a flowchart in words: "A leads to B (yes) and C."
pub(crate) fn describe_flowchart(chart: &Flowchart, lang: &str) -> String {
    let names = GraphNames::new(chart, lang);
    let mut sentences: Vec<String> = list_sources(chart)
        .into_iter()
        .flat_map(|source| describe_arrows(&names, source))
        .collect();
    sentences.extend(names.describe_notes());
    sentences.extend(names.describe_lone());
    sentences.extend(names.describe_frames());
    sentences.join(" ")
}

/// Returns what arrows can leave, in the order of the text: a frame before its first box.
fn list_sources(chart: &Flowchart) -> Vec<ArrowSource> {
    let mut is_listed = vec![false; chart.groups.len()];
    let mut sources = Vec::new();
    for node in 0..chart.nodes.len() {
        let mut frames: Vec<usize> =
            chart.frames_around(node).filter(|&frame| !is_listed[frame]).collect();
        frames.reverse();
        frames.iter().for_each(|&frame| is_listed[frame] = true);
        sources.extend(frames.into_iter().map(ArrowSource::Frame));
        sources.push(ArrowSource::Node(node));
    }
    sources
}

fn source_of(edge: &FlowEdge) -> ArrowSource {
    edge.from_group.map_or(ArrowSource::Node(edge.from), ArrowSource::Frame)
}

/// Returns sentences for the arrows that leave a box or frame, one for each kind of arrow.
fn describe_arrows(names: &GraphNames, source: ArrowSource) -> Vec<String> {
    let mut parts: Vec<(&str, Vec<String>)> = Vec::new();
    let mut start = String::new();
    let is_meant = |edge: &&FlowEdge| {
        source_of(edge) == source && !edge.is_invisible() && !names.chart.is_note(edge)
    };
    for edge in names.chart.edges.iter().filter(is_meant) {
        start = names.of_start(edge);
        let verb = verb_of(edge.ends, names.english);
        let mut target = names.of_end(edge);
        if names.english && edge.to_group == edge.from_group && edge.to == edge.from {
            "itself".clone_into(&mut target);
        }
        let label = edge.label.to_single_line();
        if !label.is_empty() {
            target = format!("{target} ({label})");
        }
        match parts.iter_mut().find(|(other, _)| *other == verb) {
            Some((_, targets)) => targets.push(target),
            None => parts.push((verb, vec![target])),
        }
    }
    let start = if names.english { capitalise(start) } else { start };
    parts
        .into_iter()
        .map(|(verb, targets)| format!("{start} {verb} {}.", names.list(&targets)))
        .collect()
}

/// Returns the verb, or the sign, for an arrow with these ends. Circles and crosses join.
fn verb_of(ends: [EdgeEnd; 2], english: bool) -> &'static str {
    let has_head = ends.map(|end| end == EdgeEnd::Arrow);
    match (has_head, english) {
        ([false, false], true) => "is joined to",
        ([true, true], true) => "leads to and from",
        ([false, true], true) => "leads to",
        ([true, false], true) => "is reached from",
        ([false, false], false) => "—",
        ([true, true], false) => "↔",
        ([false, true], false) => "→",
        ([true, false], false) => "←",
    }
}
