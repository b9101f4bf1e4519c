//! Class diagrams in words.

use super::members::{is_abstract, is_method, is_static};
use crate::diagram::describe::with_words;
use crate::diagram::drawing::{EdgeEnd, StrokeStyle};
use crate::diagram::flowchart::{FlowEdge, Flowchart, GraphNames};
use crate::diagram::label::LabelText;

/// Returns a class diagram in words: "Duck inherits from Animal."
pub(crate) fn describe_classes(chart: &Flowchart, lang: &str) -> String {
    let names = GraphNames::new(chart, lang);
    let mut sentences: Vec<String> =
        (0..chart.nodes.len()).filter_map(|class| describe_members(&names, class)).collect();
    let relations = chart.edges.iter().filter(|edge| !edge.is_invisible() && !chart.is_note(edge));
    sentences.extend(relations.map(|edge| describe_relation(&names, edge)));
    sentences.extend(names.describe_notes());
    sentences.extend(names.describe_lone());
    sentences.extend(names.describe_frames());
    sentences.join(" ")
}

/// Returns a sentence about the kind and the members of a class.
fn describe_members(names: &GraphNames, class: usize) -> Option<String> {
    let node = &names.chart.nodes[class];
    let kind =
        node.split_kind().0.map(|kind| kind.split_whitespace().collect::<Vec<_>>().join(" "));
    let name = names.of_node(class);
    let rows: Vec<&LabelText> = node.compartments.iter().flatten().flatten().collect();
    if rows.is_empty() {
        return kind.map(|kind| match names.english {
            true => format!("{name} is {kind}."),
            false => format!("{name} ({kind})."),
        });
    }
    let name = kind.map_or(name.clone(), |kind| format!("{name} ({kind})"));
    let describe = |row: &LabelText| match (is_abstract(row), is_static(row)) {
        (true, _) if names.english => format!("{} (abstract)", row.to_single_line()),
        (_, true) if names.english => format!("{} (static)", row.to_single_line()),
        _ => row.to_single_line(),
    };
    let (methods, attributes): (Vec<&LabelText>, Vec<&LabelText>) =
        rows.into_iter().partition(|row| is_method(&row.content));
    let [methods, attributes] =
        [methods, attributes].map(|rows| rows.into_iter().map(describe).collect::<Vec<_>>());
    if !names.english {
        return Some(format!("{name}: {}.", [attributes, methods].concat().join(", ")));
    }
    let list = |word: &str, rows: Vec<String>| {
        let plural = if rows.len() == 1 { "" } else { "s" };
        (!rows.is_empty()).then(|| format!("the {word}{plural} {}", names.list(&rows)))
    };
    let lists = [list("attribute", attributes), list("method", methods)];
    let lists: Vec<String> = lists.into_iter().flatten().collect();
    Some(format!("{name} has {}.", lists.join(", and ")))
}

/// Returns a sentence about a relation.
fn describe_relation(names: &GraphNames, edge: &FlowEdge) -> String {
    let [start, end] =
        [(names.of_start(edge), &edge.end_labels[0]), (names.of_end(edge), &edge.end_labels[1])]
            .map(|(name, words)| match words.is_empty() {
                true => name,
                false => format!("{name} ({})", words.to_single_line()),
            });
    let relation = relation_of(edge);
    let verb = if names.english { relation.verb } else { relation.sign };
    let (subject, object) = if relation.is_turned { (end, start) } else { (start, end) };
    let label = edge.label.to_single_line();
    format!("{}.", with_words(&format!("{subject} {verb} {object}"), &label))
}

/// A relation as it is said.
struct SaidRelation {
    verb: &'static str,
    /// The sign in other languages than English.
    sign: &'static str,
    /// Whether the class at the end of the line is the subject.
    is_turned: bool,
}

/// Returns how a relation is said.
fn relation_of(edge: &FlowEdge) -> SaidRelation {
    use EdgeEnd::{Circle, FilledDiamond, None, OpenArrow, OpenDiamond, Triangle};
    let is_dashed = edge.look.stroke_style == StrokeStyle::Dashed;
    let (verb, sign, is_turned) = match (edge.ends, is_dashed) {
        ([Triangle, Triangle], _) => ("is related to", "—", false),
        ([Triangle, _], true) => ("implements", "▷", true),
        ([_, Triangle], true) => ("implements", "▷", false),
        ([Triangle, _], false) => ("inherits from", "▷", true),
        ([_, Triangle], false) => ("inherits from", "▷", false),
        ([FilledDiamond, FilledDiamond] | [OpenDiamond, OpenDiamond], _) => {
            ("is related to", "—", false)
        }
        ([FilledDiamond, _], _) => ("is part of", "—◆", true),
        ([_, FilledDiamond], _) => ("is part of", "—◆", false),
        ([OpenDiamond, _], _) => ("has", "◇—", false),
        ([_, OpenDiamond], _) => ("has", "◇—", true),
        ([Circle, _], _) => ("is an interface of", "○—", false),
        ([_, Circle], _) => ("is an interface of", "○—", true),
        ([None, OpenArrow], true) => ("depends on", "⇢", false),
        ([OpenArrow, None], true) => ("depends on", "⇢", true),
        ([None, OpenArrow], false) => ("refers to", "→", false),
        ([OpenArrow, None], false) => ("refers to", "→", true),
        (_, true) => ("is linked to", "—", false),
        (_, false) => ("is associated with", "—", false),
    };
    SaidRelation { verb, sign, is_turned }
}
