//! Arranges flowcharts.

use super::compartments::{MeasuredTable, draw_table, measure_table, title_style};
use super::{FlowEdge, FlowNode, Flowchart};
use crate::diagram::drawing::{
    ArrangeOptions, ColourRole, DiagramLink, DiagramLook, DiagramMark, DiagramShape, Drawing,
    EdgeEnd, GraphCourse, LabelLook, MeasureLabel, ShapeKind, StrokeStyle,
};
use crate::diagram::graph::{
    FlowDirection, Graph, GraphEdge, GraphGaps, GraphGroup, GraphNode, GraphNote, GraphPlaces,
    NodeRoom, arrange_graph,
};
use crate::diagram::graph_marks::{
    GROUP_TITLE, draw_box, draw_edge, draw_edge_label, draw_end_label, draw_group, size_around,
};
use crate::geometry::{Rect, Size};

/// Words beside arrows are at most this wide, relative to those in boxes.
const EDGE_LABEL_SHARE: f32 = 0.75;

/// Arranges a flowchart. If the author gives no direction, it has the one that suits the room.
pub(crate) fn arrange_flowchart(
    chart: &Flowchart,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let mut arrange = |direction| arrange_towards(chart, measurer, options, direction);
    match (chart.direction, options.course) {
        (Some(direction), GraphCourse::Turned) => arrange(direction.turned()),
        (Some(direction), GraphCourse::AsWritten | GraphCourse::Folded) => arrange(direction),
        (None, _) => {
            let (down, right) = (arrange(FlowDirection::Down), arrange(FlowDirection::Right));
            let scale = |drawing: &Drawing| {
                (options.aspect_ratio / drawing.size.width).min(1.0 / drawing.size.height)
            };
            if scale(&right) > scale(&down) * 1.05 { right } else { down }
        }
    }
}

fn arrange_towards(
    chart: &Flowchart,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
    direction: FlowDirection,
) -> Drawing {
    let width = options.max_label_width;
    let words: Vec<Size> = chart
        .nodes
        .iter()
        .map(|node| measurer.measure_label(&node.label, width, title_style(node)))
        .collect();
    let tables: Vec<MeasuredTable> =
        chart.nodes.iter().map(|node| measure_table(node, measurer, width)).collect();
    let nodes = chart
        .nodes
        .iter()
        .zip(words.iter().zip(&tables))
        .enumerate()
        .map(|(index, (node, (words, table)))| GraphNode {
            size: if node.is_mark() {
                mark_size(node, direction)
            } else if node.compartments.is_empty() {
                size_around(&node.shape, *words)
            } else {
                table.size_with_title(*words)
            },
            outline: node.shape.clone(),
            group: chart.note_owner(index).map_or(node.group, |owner| chart.nodes[owner].group),
            note: chart
                .note_owner(index)
                .and_then(|owner| Some(GraphNote { owner, side: node.note_side? })),
            room: NodeRoom::default(),
        })
        .collect();
    let edges = chart
        .edges
        .iter()
        .map(|edge| GraphEdge {
            from: edge.from,
            to: edge.to,
            from_group: edge.from_group,
            to_group: edge.to_group,
            label: measurer.measure_label(
                &edge.label,
                width * EDGE_LABEL_SHARE,
                LabelLook::BESIDE_LINE,
            ),
            end_labels: edge
                .end_labels
                .each_ref()
                .map(|words| measurer.measure_label(words, width, LabelLook::BESIDE_LINE)),
            passed_layers: edge.passed_layers,
        })
        .collect();
    let titles: Vec<Size> = chart
        .groups
        .iter()
        .map(|group| measurer.measure_label(&group.title, width, GROUP_TITLE))
        .collect();
    let groups = chart
        .groups
        .iter()
        .zip(&titles)
        .map(|(group, title)| GraphGroup {
            parent: group.parent,
            title: *title,
            direction: group.direction,
        })
        .collect();
    let standard = GraphGaps::default();
    let graph = Graph {
        direction,
        nodes,
        edges,
        groups,
        gaps: GraphGaps {
            nodes: standard.nodes * options.gaps,
            half_layer: (standard.half_layer.max(longest_end(chart)) * options.gaps.max(0.75))
                .max(length_beside_words(chart)),
        },
        fold_for: (options.course == GraphCourse::Folded).then_some(options.room),
    };
    let places = fill_room(graph, options.room);

    let mut drawing = Drawing { size: places.size, marks: Vec::new() };
    let mut titles_drawn = Vec::new();
    for ((group, rect), title) in chart.groups.iter().zip(&places.groups).zip(&titles) {
        if rect.width <= 0.0 {
            continue;
        }
        let (frame, label) = draw_group(*rect, &group.look, (&group.title, *title));
        drawing.marks.push(frame);
        titles_drawn.extend(label);
    }
    for (edge, place) in chart.edges.iter().zip(&places.edges) {
        let direction = chart.direction_of_edge(edge).unwrap_or(direction);
        let how = (direction, edge.from == edge.to || place.is_angular);
        drawing.marks.extend(draw_edge(place, edge.ends, &edge.look, how));
    }
    drawing.marks.extend(titles_drawn);
    for (index, (node, rect)) in chart.nodes.iter().zip(&places.nodes).enumerate() {
        if let Some(address) = &node.address {
            let (address, words) = (address.clone(), node.label.to_single_line());
            drawing.marks.push(DiagramMark::Link(DiagramLink { rect: *rect, address, words }));
        }
        if node.is_mark() {
            drawing.marks.extend(draw_small_mark(node, *rect));
        } else if node.compartments.is_empty() {
            let words = (&node.label, words[index]);
            drawing.marks.extend(draw_box(&node.shape, *rect, &node.look, words));
        } else {
            drawing.marks.extend(draw_table(node, *rect, words[index], &tables[index]));
        }
    }
    for (edge, place) in chart.edges.iter().zip(&places.edges) {
        if edge.look.stroke_style != StrokeStyle::None {
            let ground = ground_of(chart, edge);
            drawing.marks.extend(draw_edge_label(&edge.label, place.label, ground.clone()));
            for (words, rect) in edge.end_labels.iter().zip(place.end_labels) {
                drawing.marks.extend(draw_end_label(words, rect, ground.clone()));
            }
        }
    }
    drawing
}

/// The factors of the distances of a graph that has room to spare in one direction.
const STRETCHES: [f32; 3] = [2.2, 1.7, 1.3];

/// Arranges a graph, with larger distances in the direction in which the room is not filled: lines
/// with more room bend less.
fn fill_room(mut graph: Graph, room: Size) -> GraphPlaces {
    let places = arrange_graph(&graph);
    // The room, in the size at which the graph fills it.
    let scale = (places.size.width / room.width).max(places.size.height / room.height).max(1.0);
    let (width, height) = (room.width * scale, room.height * scale);
    let gaps = graph.gaps;
    let is_sideways = graph.direction.is_sideways();
    if graph.nodes.len() + graph.edges.len() > MAX_STRETCHED_PARTS {
        return places;
    }
    for factor in STRETCHES {
        for (is_wide, stretched) in [
            (is_sideways, GraphGaps { half_layer: gaps.half_layer * factor, ..gaps }),
            (!is_sideways, GraphGaps { nodes: gaps.nodes * factor, ..gaps }),
        ] {
            let spare = match is_wide {
                true => width - places.size.width,
                false => height - places.size.height,
            };
            if spare < MIN_SPARE {
                continue;
            }
            graph.gaps = stretched;
            let found = arrange_graph(&graph);
            if found.size.width <= width && found.size.height <= height {
                return found;
            }
        }
    }
    places
}

/// Graphs with more boxes and arrows are as large as they have to be: their type is small anyway.
const MAX_STRETCHED_PARTS: usize = 120;

/// Less room to spare is not filled, in em.
const MIN_SPARE: f32 = 1.0;

/// Returns half the room that the ends of arrows need between two layers.
fn longest_end(chart: &Flowchart) -> f32 {
    let ends = chart.edges.iter().flat_map(|edge| edge.ends).map(EdgeEnd::length);
    ends.fold(0.0, f32::max) + 0.3
}

/// The shortest part of an arrow that is seen between its words and its head: a shorter one looks
/// like a dot.
const MIN_STUB: f32 = 0.6;

/// Returns the room that arrows with words need between these and a box.
fn length_beside_words(chart: &Flowchart) -> f32 {
    let with_words = chart.edges.iter().filter(|edge| !edge.label.is_empty());
    let ends = with_words.flat_map(|edge| edge.ends).map(EdgeEnd::length).reduce(f32::max);
    ends.map_or(0.0, |end| end + MIN_STUB)
}

/// Returns the size of a start, an end, a choice or a fork.
fn mark_size(node: &FlowNode, direction: FlowDirection) -> Size {
    match (&node.shape, direction.is_sideways()) {
        (ShapeKind::Box, false) => Size::new(4.0, 0.35),
        (ShapeKind::Box, true) => Size::new(0.35, 4.0),
        _ => Size::new(1.1, 1.1),
    }
}

/// Draws a start, an end or a fork.
fn draw_small_mark(node: &FlowNode, rect: Rect) -> Vec<DiagramMark> {
    let shape = |kind, rect, look| DiagramMark::Shape(DiagramShape { kind, rect, look });
    let solid = |rect| shape(ShapeKind::Ellipse, rect, node.look.clone());
    match node.shape {
        ShapeKind::DoubleEllipse => vec![
            shape(ShapeKind::Ellipse, rect, DiagramLook::of_role(ColourRole::Line)),
            solid(rect.inset_by(0.27, 0.27)),
        ],
        ShapeKind::Ellipse => vec![solid(rect)],
        _ => vec![shape(node.shape.clone(), rect, node.look.clone())],
    }
}

/// Returns the look of the frame that the words of an arrow are in.
fn ground_of(chart: &Flowchart, edge: &FlowEdge) -> Option<DiagramLook> {
    let shared = match edge.from_group {
        // An arrow from a frame to itself is outside of it.
        Some(group) if edge.to_group == Some(group) => chart.groups[group].parent?,
        _ => chart
            .frames_around(edge.from)
            .find(|&group| chart.frames_around(edge.to).any(|other| other == group))?,
    };
    Some(chart.groups[shared].look.clone())
}
