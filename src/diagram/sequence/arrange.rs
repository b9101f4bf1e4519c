//! Arranges sequence diagrams: lifelines from left to right, events from top to bottom.

use std::ops::RangeInclusive;

use super::super::drawing::{
    ArrangeOptions, ColourRole, DiagramLabel, DiagramLine, DiagramLook, DiagramMark, Drawing,
    EdgeEnd, LabelAlign, LineCourse, MeasureLabel, ShapeKind,
};
use super::super::label::LabelText;
use super::super::marks::{draw_at_origin, label, line, shape};
use super::columns::{GROUP_NAME_INSET, GROUP_PADDING, SequenceColumns, TEXT_STYLE, group_runs};
use super::events::{EventPlacer, GroupGround, Lifeline};
use super::frames::SideEdges;
use super::heads::{draw_header, header_height, header_rect};
use super::model::SequenceDiagram;
use crate::geometry::{Point, Rect};

/// A diagram that is taller than this has the names of its participants at its foot, too.
const TALL: f32 = 27.0;
/// The lifelines are moved apart at most by this factor to fill the room.
const MAX_STRETCH: f32 = 2.2;
/// The factor of the distances in a diagram that is taller than the room.
const TIGHT: f32 = 0.4;

/// Arranges a sequence diagram.
pub(in crate::diagram) fn arrange_sequence(
    diagram: &SequenceDiagram,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let mut columns = SequenceColumns::new(diagram, measurer, options);
    let mut gaps = options.gaps;
    let mut drawing = arrange_columns(diagram, &columns, measurer, gaps);
    if drawing.size.height > options.room.height && gaps > TIGHT {
        gaps = TIGHT;
        drawing = arrange_columns(diagram, &columns, measurer, gaps);
    }
    let target = (drawing.size.height * options.aspect_ratio).max(options.room.width);
    let lifelines = columns.x.last().copied().unwrap_or_default();
    let spare = target - drawing.size.width;
    if lifelines <= 0.0 || spare < 1.0 {
        return drawing;
    }
    columns.stretch(((lifelines + spare) / lifelines).min(MAX_STRETCH));
    arrange_columns(diagram, &columns, measurer, gaps)
}

fn arrange_columns(
    diagram: &SequenceDiagram,
    columns: &SequenceColumns,
    measurer: &mut dyn MeasureLabel,
    gaps: f32,
) -> Drawing {
    let groups = GroupRow::new(diagram, columns, measurer);
    let bottom = groups.height + header_height(columns);
    let mut placer = EventPlacer::new(diagram, columns, groups.grounds(), bottom, gaps);
    placer.place_all(measurer);
    let is_created = |index: usize| placer.lifelines[index].top > bottom;
    let end = placer.y;
    let is_tall = end - bottom > TALL;
    let foot = end + header_height(columns);

    let mut headers = Vec::new();
    let mut lifelines = Vec::new();
    for index in 0..diagram.participants.len() {
        let lifeline = placer.lifelines[index];
        if !is_created(index) {
            let rect = header_rect(diagram, columns, index, bottom);
            headers.extend(draw_header(diagram, columns, index, rect));
        }
        if is_tall && lifeline.end.is_none() {
            let rect = header_rect(diagram, columns, index, foot);
            let rect = Rect { y: end, ..rect };
            headers.extend(draw_header(diagram, columns, index, rect));
        }
        lifelines.extend(draw_lifeline(columns.x[index], lifeline, end));
    }
    let bottom = if is_tall { foot } else { end };
    let marks = placer.marks;
    let all = [
        groups.draw(bottom + GROUP_PADDING * 0.6),
        headers,
        marks.frames,
        lifelines,
        marks.bars,
        marks.events,
    ];
    draw_at_origin(all.into_iter().flatten().collect(), 0.1)
}

fn draw_lifeline(x: f32, lifeline: Lifeline, bottom: f32) -> Vec<DiagramMark> {
    let end = Point::new(x, lifeline.end.unwrap_or(bottom));
    let guide = DiagramLook::of_role(ColourRole::Guide);
    let mut marks = vec![line(Point::new(x, lifeline.top), end, guide)];
    if lifeline.end.is_some() {
        // The middle of the cross is where the lifeline ends.
        let half = EdgeEnd::Cross.length() / 2.0;
        marks.push(DiagramMark::Line(DiagramLine {
            points: vec![end.moved_by(0.0, -half), end.moved_by(0.0, half)],
            course: LineCourse::Straight,
            start: EdgeEnd::None,
            end: EdgeEnd::Cross,
            look: DiagramLook::of_role(ColourRole::Line),
        }));
    }
    marks
}

/// The frames around participants.
struct GroupRow {
    /// The height of their names.
    height: f32,
    frames: Vec<GroupFrame>,
}

/// A frame around participants.
struct GroupFrame {
    text: LabelText,
    height: f32,
    left: f32,
    right: f32,
    look: DiagramLook,
}

impl GroupRow {
    fn new(
        diagram: &SequenceDiagram,
        columns: &SequenceColumns,
        measurer: &mut dyn MeasureLabel,
    ) -> Self {
        let frame = |(group, run): (usize, RangeInclusive<usize>)| {
            let half = |index: usize| columns.headers[index].width / 2.0 + GROUP_PADDING;
            let left = columns.x[*run.start()] - half(*run.start());
            let right = columns.x[*run.end()] + half(*run.end());
            // A frame is at least as wide as its name.
            let missing = (columns.group_widths[group] - (right - left)).max(0.0) / 2.0;
            let group = &diagram.groups[group];
            let mut look = DiagramLook::of_role(ColourRole::Tint);
            look.fill = group.colour;
            GroupFrame {
                text: group.label.clone(),
                height: 0.0,
                left: left - missing,
                right: right + missing,
                look,
            }
        };
        let mut frames: Vec<GroupFrame> = group_runs(diagram).into_iter().map(frame).collect();
        let mut height = 0.0_f32;
        for frame in frames.iter_mut().filter(|frame| !frame.text.is_empty()) {
            let width = frame.right - frame.left - 2.0 * GROUP_NAME_INSET;
            frame.height = measurer.measure_label(&frame.text, width, TEXT_STYLE).height;
            height = height.max(frame.height + 0.7);
        }
        if height == 0.0 && !frames.is_empty() {
            height = GROUP_PADDING;
        }
        Self { height, frames }
    }

    /// Returns the grounds of the groups.
    fn grounds(&self) -> Vec<GroupGround> {
        let ground = |frame: &GroupFrame| GroupGround {
            edges: SideEdges { left: frame.left, right: frame.right },
            look: frame.look.clone(),
        };
        self.frames.iter().map(ground).collect()
    }

    fn draw(self, bottom: f32) -> Vec<DiagramMark> {
        let mut marks = Vec::new();
        for frame in self.frames {
            let rect = Rect::new(frame.left, 0.0, frame.right - frame.left, bottom);
            marks.push(shape(ShapeKind::Box, rect, frame.look.clone()));
            let width = rect.width - 2.0 * GROUP_NAME_INSET;
            let place = Rect::new(rect.x + GROUP_NAME_INSET, 0.3, width, frame.height);
            marks.push(DiagramMark::Label(DiagramLabel {
                ground: Some(frame.look),
                ..label(&frame.text, place, LabelAlign::Centre, TEXT_STYLE)
            }));
        }
        marks
    }
}
