//! Arranges flowcharts.

use super::Flowchart;
use crate::diagram::drawing::{
    ArrangeOptions, ColourRole, DiagramLabel, DiagramLine, DiagramLook, DiagramMark, DiagramShape,
    Drawing, EdgeEnd, LabelAlign, LabelLook, LineCourse, MeasureLabel, ShapeKind,
};
use crate::geometry::{Point, Rect, Size};

/// Arranges a flowchart.
pub(crate) fn arrange_flowchart(
    chart: &Flowchart,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let mut drawing = Drawing::default();
    let mut x = 0.0;
    let mut places = Vec::new();
    for node in &chart.nodes {
        let style = LabelLook::default();
        let size = measurer.measure_label(&node.label, options.max_label_width, style);
        let rect = Rect::new(x, 0.0, size.width + 1.6, size.height + 1.0);
        x += rect.width + 2.0 * options.gaps;
        let look = DiagramLook::of_role(ColourRole::Node);
        drawing.marks.push(DiagramMark::Shape(DiagramShape {
            kind: ShapeKind::Box,
            rect,
            look: look.clone(),
        }));
        drawing.marks.push(DiagramMark::Label(DiagramLabel {
            text: node.label.clone(),
            rect: rect.centred_rect(size),
            align: LabelAlign::Centre,
            style,
            ground: Some(look),
            has_patch: false,
        }));
        places.push(rect);
    }
    for edge in &chart.edges {
        let (from, to) = (places[edge.from], places[edge.to]);
        drawing.marks.push(DiagramMark::Line(DiagramLine {
            points: vec![
                Point::new(from.right(), from.height / 2.0),
                Point::new(to.x, to.height / 2.0),
            ],
            course: LineCourse::Straight,
            start: EdgeEnd::None,
            end: EdgeEnd::Arrow,
            look: DiagramLook::of_role(ColourRole::Line),
        }));
    }
    let height = places.iter().map(|rect| rect.height).fold(0.0, f32::max);
    drawing.size = Size::new(places.last().map_or(0.0, |rect| rect.right()), height);
    drawing
}
