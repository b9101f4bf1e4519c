//! Reads flowcharts.

use super::{FlowEdge, FlowNode, Flowchart};
use crate::diagram::issue::{DiagramIssue, DiagramIssueKind};
use crate::diagram::kind::{MAX_SHAPES, too_many};
use crate::diagram::label::LabelText;
use crate::diagram::source::DiagramSource;

/// Reads the lines of a flowchart.
pub(crate) fn parse_flowchart(source: &mut DiagramSource) -> Option<Flowchart> {
    let mut chart = Flowchart::default();
    let lines = source.lines.iter().skip(1);
    for line in lines.flat_map(|line| line.text.split(';').map(|text| line.part(text.trim()))) {
        let ids: Vec<&str> = line.text.split("-->").map(str::trim).collect();
        if ids.iter().any(|id| id.is_empty() || !id.chars().all(char::is_alphanumeric)) {
            source.issues.push(DiagramIssue::new(
                DiagramIssueKind::Syntax,
                "this line of the flowchart cannot be read",
                "write arrows such as `one --> two`",
                line.range(),
            ));
            continue;
        }
        let nodes: Vec<usize> = ids.iter().map(|id| chart.find_or_add(id)).collect();
        chart.edges.extend(nodes.windows(2).map(|pair| FlowEdge { from: pair[0], to: pair[1] }));
    }
    if chart.nodes.len() > MAX_SHAPES {
        source.issues.push(too_many("boxes", chart.nodes.len(), MAX_SHAPES));
    }
    Some(chart)
}

impl Flowchart {
    fn find_or_add(&mut self, id: &str) -> usize {
        if let Some(index) = self.nodes.iter().position(|node| node.id == id) {
            return index;
        }
        self.nodes.push(FlowNode { id: id.to_owned(), label: LabelText::plain(id) });
        self.nodes.len() - 1
    }
}
