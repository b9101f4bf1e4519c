//! What the boxes and frames of a graph are called in its description.

use super::{FlowEdge, Flowchart, GraphKind};
use crate::diagram::describe::{is_english, list_words};
use crate::diagram::drawing::ShapeKind;

/// Names boxes and frames in the language of a slide.
pub(in crate::diagram) struct GraphNames<'c> {
    pub chart: &'c Flowchart,
    /// Whether there are English sentences around the names.
    pub english: bool,
}

impl<'c> GraphNames<'c> {
    pub(in crate::diagram) fn new(chart: &'c Flowchart, lang: &str) -> Self {
        Self { chart, english: is_english(lang) }
    }

    /// Returns the name of what an arrow leaves.
    pub(in crate::diagram) fn of_start(&self, edge: &FlowEdge) -> String {
        edge.from_group.map_or_else(|| self.of_node(edge.from), |group| self.of_group(group))
    }

    /// Returns the name of what an arrow enters.
    pub(in crate::diagram) fn of_end(&self, edge: &FlowEdge) -> String {
        edge.to_group.map_or_else(|| self.of_node(edge.to), |group| self.of_group(group))
    }

    /// Returns the name of a box.
    pub(in crate::diagram) fn of_node(&self, index: usize) -> String {
        let node = &self.chart.nodes[index];
        if node.is_mark() {
            return self.of_mark(index);
        }
        // The kind of a class is above its name.
        let content = match self.chart.kind {
            GraphKind::Classes => node.split_kind().1,
            _ => &node.label.content,
        };
        let name = content.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() { node.id.clone() } else { name }
    }

    /// Returns the name of a frame.
    fn of_group(&self, index: usize) -> String {
        let group = &self.chart.groups[index];
        let title = group.title.to_single_line();
        if title.is_empty() { group.id.clone() } else { title }
    }

    /// Returns the name of a start, an end, a choice or a fork. Those of a frame are named after
    /// it, and one of several choices or forks has the name that the author gives it.
    fn of_mark(&self, index: usize) -> String {
        let node = &self.chart.nodes[index];
        let marks = self.chart.nodes.iter().filter(|other| other.is_mark());
        let is_one_of_several = marks.filter(|other| other.shape == node.shape).count() > 1;
        let leaving = self.chart.edges.iter().filter(|edge| edge.from == index).count();
        let entering = self.chart.edges.iter().filter(|edge| edge.to == index).count();
        let (name, is_end) = match (&node.shape, self.english) {
            (ShapeKind::Ellipse, true) => ("the start", true),
            (ShapeKind::DoubleEllipse, true) => ("the end", true),
            (ShapeKind::Diamond, true) => ("the choice", false),
            (_, true) if leaving > entering => ("the fork", false),
            (_, true) => ("the join", false),
            (ShapeKind::Ellipse, false) => ("●", true),
            (ShapeKind::DoubleEllipse, false) => ("◉", true),
            (ShapeKind::Diamond, false) => ("◇", false),
            (_, false) => ("▬", false),
        };
        match (is_end, node.group) {
            (true, Some(group)) if self.english => format!("{name} of {}", self.of_group(group)),
            (true, Some(group)) => format!("{name} ({})", self.of_group(group)),
            (false, _) if is_one_of_several => format!("{name} {}", node.id),
            _ => name.to_owned(),
        }
    }

    /// Joins names.
    pub(in crate::diagram) fn list(&self, names: &[String]) -> String {
        list_words(names, self.english)
    }

    /// Returns a sentence that names the boxes that nothing else in the description names.
    pub(in crate::diagram) fn describe_lone(&self) -> Option<String> {
        let chart = self.chart;
        let is_lone = |node: &usize| {
            let found = &chart.nodes[*node];
            found.group.is_none()
                && found.compartments.is_empty()
                && !chart.edges.iter().any(|edge| edge.from == *node || edge.to == *node)
        };
        let lone: Vec<String> =
            (0..chart.nodes.len()).filter(is_lone).map(|node| self.of_node(node)).collect();
        (!lone.is_empty()).then(|| format!("{}.", lone.join(", ")))
    }

    /// Returns a sentence for each frame: the boxes and frames in it.
    pub(in crate::diagram) fn describe_frames(&self) -> Vec<String> {
        let chart = self.chart;
        let is_named = |node: &&super::FlowNode| {
            let is_end = matches!(node.shape, ShapeKind::Ellipse | ShapeKind::DoubleEllipse);
            node.note_side.is_none() && !(node.is_mark() && is_end)
        };
        let mut sentences = Vec::new();
        for index in 0..chart.groups.len() {
            let nodes = chart.nodes.iter().enumerate();
            let nodes = nodes.filter(|(_, node)| node.group == Some(index) && is_named(node));
            let frames = chart.groups.iter().enumerate();
            let frames = frames.filter(|(_, group)| group.parent == Some(index));
            let content: Vec<String> = nodes
                .map(|(node, _)| self.of_node(node))
                .chain(frames.map(|(group, _)| self.of_group(group)))
                .collect();
            let (name, content, is_empty) =
                (self.of_group(index), self.list(&content), content.is_empty());
            match self.english {
                _ if is_empty => {}
                true => sentences.push(format!("{name} contains {content}.")),
                false => sentences.push(format!("{name}: {content}.")),
            }
        }
        sentences
    }

    /// Returns a sentence for each note of a box.
    pub(in crate::diagram) fn describe_notes(&self) -> Vec<String> {
        let notes = self.chart.edges.iter().filter(|edge| self.chart.is_note(edge));
        let describe = |edge: &FlowEdge| {
            let (owner, words) = (self.of_start(edge), self.of_node(edge.to));
            match self.english {
                true => format!("{} has the note “{words}”.", capitalise(owner)),
                false => format!("{owner} — {words}."),
            }
        };
        notes.map(describe).collect()
    }
}

/// Returns a sentence with a capital letter where it starts with an article.
pub(in crate::diagram) fn capitalise(text: String) -> String {
    match text.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => text,
    }
}
