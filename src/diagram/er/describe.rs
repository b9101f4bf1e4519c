//! Entity-relationship diagrams in words.

use crate::diagram::describe::with_words;
use crate::diagram::drawing::EdgeEnd;
use crate::diagram::flowchart::{FlowEdge, Flowchart, GraphNames};

/// Returns an entity-relationship diagram in words: "One CUSTOMER places zero or more ORDER."
pub(crate) fn describe_entities(chart: &Flowchart, lang: &str) -> String {
    let names = GraphNames::new(chart, lang);
    let relations = chart.edges.iter().filter(|edge| !edge.is_invisible());
    let mut sentences: Vec<String> =
        relations.map(|edge| describe_relation(&names, edge)).collect();
    let entities = 0..chart.nodes.len();
    sentences.extend(entities.filter_map(|entity| describe_attributes(&names, entity)));
    sentences.extend(names.describe_lone());
    sentences.join(" ")
}

fn describe_relation(names: &GraphNames, edge: &FlowEdge) -> String {
    let (start, end) = (names.of_start(edge), names.of_end(edge));
    let label = edge.label.to_single_line();
    if names.english {
        let verb = if label.is_empty() { "is related to" } else { &label };
        let [from, to] = edge.ends.map(cardinality_words);
        let first = from[..1].to_uppercase();
        return format!("{first}{} {start} {verb} {to} {end}.", &from[1..]);
    }
    let [from, to] = edge.ends.map(cardinality_signs);
    format!("{}.", with_words(&format!("{start} ({from}) — {end} ({to})"), &label))
}

/// Returns a sentence about the attributes of an entity: "A has the attribute id (int, PK)."
fn describe_attributes(names: &GraphNames, entity: usize) -> Option<String> {
    let rows = names.chart.nodes[entity].compartments.iter().flatten();
    let attributes: Vec<String> = rows
        .filter_map(|row| {
            let mut words = row.iter().map(|cell| cell.to_single_line());
            let name = words.next()?;
            let facts: Vec<String> = words.filter(|words| !words.is_empty()).collect();
            Some(if facts.is_empty() { name } else { format!("{name} ({})", facts.join(", ")) })
        })
        .collect();
    let name = names.of_node(entity);
    match (attributes.len(), names.english) {
        (0, _) => None,
        (1, true) => Some(format!("{name} has the attribute {}.", attributes[0])),
        (_, true) => Some(format!("{name} has the attributes {}.", names.list(&attributes))),
        (_, false) => Some(format!("{name}: {}.", attributes.join(", "))),
    }
}

fn cardinality_words(end: EdgeEnd) -> &'static str {
    match end {
        EdgeEnd::ZeroOrOne => "zero or one",
        EdgeEnd::OneOrMore => "one or more",
        EdgeEnd::ZeroOrMore => "zero or more",
        _ => "one",
    }
}

fn cardinality_signs(end: EdgeEnd) -> &'static str {
    match end {
        EdgeEnd::ZeroOrOne => "0..1",
        EdgeEnd::OneOrMore => "1..*",
        EdgeEnd::ZeroOrMore => "0..*",
        _ => "1",
    }
}
