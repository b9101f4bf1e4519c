//! Arrows to and from frames.

use super::parse::FlowReader;
use super::{FlowEdge, Flowchart};
use crate::diagram::issue::{DiagramIssue, DiagramIssueKind};

impl FlowReader<'_, '_> {
    /// Makes arrows to the name of a frame lead to the frame.
    pub(super) fn join_groups(&mut self) {
        let chart = &mut self.chart;
        // Frames without boxes are boxes.
        let mut is_used = vec![false; chart.groups.len()];
        for index in 0..chart.nodes.len() {
            let names_group = chart.groups.iter().any(|group| group.id == chart.nodes[index].id);
            if !names_group {
                chart.frames_around(index).for_each(|group| is_used[group] = true);
            }
        }
        let mut targets: Vec<(usize, Option<usize>)> = Vec::new();
        for (index, node) in chart.nodes.iter().enumerate() {
            let group = chart
                .groups
                .iter()
                .position(|group| group.id == node.id)
                .filter(|&group| is_used[group] && !self.is_described[index]);
            targets.push((index, group));
        }
        remove_group_names(chart, &targets);
    }

    /// Removes the arrows between a frame and its own content, which cannot be drawn.
    pub(super) fn drop_own_arrows(&mut self) {
        let chart = &self.chart;
        let holds = |group: Option<usize>, node: usize| {
            group.is_some_and(|group| chart.frames_around(node).any(|found| found == group))
        };
        let is_loop = |edge: &FlowEdge| edge.from == edge.to && edge.from_group == edge.to_group;
        let is_own = |edge: &FlowEdge| {
            !is_loop(edge) && (holds(edge.from_group, edge.to) || holds(edge.to_group, edge.from))
        };
        let own: Vec<usize> =
            (0..chart.edges.len()).filter(|&index| is_own(&chart.edges[index])).collect();
        for &index in own.iter().rev() {
            self.chart.edges.remove(index);
            let line = self.arrow_lines.iter().find(|(edge, _)| *edge == index);
            self.source.issues.push(DiagramIssue::new(
                DiagramIssueKind::Ignored,
                "an arrow between a frame and its own content is not drawn",
                "join two boxes, or two frames of which none is inside the other",
                line.map_or(0..0, |(_, line)| line.range()),
            ));
        }
    }
}

/// Replaces the boxes that stand for frames with boxes in the frames.
fn remove_group_names(chart: &mut Flowchart, targets: &[(usize, Option<usize>)]) {
    if targets.iter().all(|(_, group)| group.is_none()) {
        return;
    }
    let is_inside = |chart: &Flowchart, node: usize, group: usize| {
        chart.frames_around(node).any(|found| found == group)
    };
    let member = |chart: &Flowchart, group: usize, is_last: bool| {
        let mut members = (0..chart.nodes.len())
            .filter(|&node| targets[node].1.is_none() && is_inside(chart, node, group));
        if is_last { members.next_back() } else { members.next() }
    };
    for index in 0..chart.edges.len() {
        let (from, to) = (chart.edges[index].from, chart.edges[index].to);
        // An arrow meets the frame on the side of the box that it comes from or leads to.
        let is_beyond = |chart: &Flowchart, group: usize, other: usize| {
            member(chart, group, false).is_some_and(|first| first < other)
        };
        if let Some(group) = targets[from].1
            && let Some(node) = member(chart, group, is_beyond(chart, group, to))
        {
            chart.edges[index].from = node;
            chart.edges[index].from_group = Some(group);
        }
        if let Some(group) = targets[to].1
            && let Some(node) = member(chart, group, is_beyond(chart, group, from))
        {
            chart.edges[index].to = node;
            chart.edges[index].to_group = Some(group);
        }
        // An arrow from a frame to itself.
        if from == to {
            chart.edges[index].to = chart.edges[index].from;
        }
    }
    let mut renamed = Vec::with_capacity(targets.len());
    let mut count = 0;
    for (_, group) in targets {
        renamed.push(count);
        count += usize::from(group.is_none());
    }
    let mut index = 0;
    chart.nodes.retain(|_| {
        index += 1;
        targets[index - 1].1.is_none()
    });
    for edge in &mut chart.edges {
        (edge.from, edge.to) = (renamed[edge.from], renamed[edge.to]);
    }
}
