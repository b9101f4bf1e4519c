//! What must hold for every arranged diagram, whatever its typeface.

use plenary::diagram::{
    ArrangeOptions, ColourRole, DiagramMark, DiagramShape, Drawing, GraphCourse, LabelLook,
    LabelText, MeasureLabel, parse_diagram,
};
use plenary::geometry::{Rect, Size};

/// Measures labels as a typeface with letters of equal width would.
pub struct FixedWidthMeasurer;

impl MeasureLabel for FixedWidthMeasurer {
    fn measure_label(&mut self, text: &LabelText, max_width: f32, style: LabelLook) -> Size {
        let (mut widest, mut lines) = (0.0_f32, 0);
        for line in text.content.split('\n') {
            lines += 1;
            let mut width = 0.0;
            for word in line.split(' ') {
                let length = word.chars().count() as f32 * 0.5 * style.size;
                if width > 0.0 && width + 0.5 + length > max_width {
                    lines += 1;
                    width = 0.0;
                }
                width += length + if width > 0.0 { 0.5 } else { 0.0 };
                widest = widest.max(width);
            }
        }
        Size::new(widest, lines as f32 * 1.2 * style.size)
    }
}

/// The room of a slide, and of a narrow column.
pub const ROOMS: [(f32, f32); 2] = [(30.0, 16.0), (13.0, 15.0)];

/// Arranges a diagram in the course of its text; `None` if there are errors.
pub fn arrange(text: &str, room: (f32, f32), max_label_width: f32) -> Option<Drawing> {
    arrange_course(text, room, max_label_width, GraphCourse::AsWritten)
}

/// Arranges a diagram; `None` if there are errors.
pub fn arrange_course(
    text: &str,
    room: (f32, f32),
    max_label_width: f32,
    course: GraphCourse,
) -> Option<Drawing> {
    let diagram = parse_diagram(text).diagram?;
    let room = Size::new(room.0, room.1);
    let options = ArrangeOptions {
        max_label_width,
        gaps: 1.0,
        aspect_ratio: room.aspect_ratio(),
        room,
        course,
        lang: "en",
    };
    Some(diagram.arrange(&mut FixedWidthMeasurer, options))
}

/// Returns what is outside of a drawing or not a number, and labels and boxes that overlap.
pub fn find_drawing_violations(drawing: &Drawing) -> Vec<String> {
    let bounds = Rect::new(0.0, 0.0, drawing.size.width, drawing.size.height);
    let mut violations = Vec::new();
    let mut labels: Vec<(Rect, &str)> = Vec::new();
    for mark in &drawing.marks {
        let (rect, what) = match mark {
            DiagramMark::Shape(shape) => (shape.rect, "a shape"),
            DiagramMark::Label(label) => (label.rect, label.text.content.as_str()),
            DiagramMark::Link(link) => (link.rect, "a link"),
            DiagramMark::Line(line) => {
                let outside = line
                    .points
                    .iter()
                    .find(|point| !bounds.contains(Rect::new(point.x, point.y, 0.0, 0.0), 0.01));
                violations.extend(outside.map(|point| format!("a line at {point:?}")));
                continue;
            }
        };
        if !bounds.contains(rect, 0.01) {
            violations.push(format!("{what} at {rect:?} is outside of {bounds:?}"));
        }
        if let DiagramMark::Label(_) = mark {
            for (other, text) in &labels {
                if do_overlap(rect, *other) {
                    violations.push(format!("`{what}` and `{text}` overlap"));
                }
            }
            labels.push((rect, what));
        }
    }
    violations
}

/// Returns boxes of a graph that overlap, or that words beside arrows overlap.
pub fn find_box_overlaps(drawing: &Drawing) -> Vec<String> {
    let mut boxes: Vec<Rect> = Vec::new();
    let mut violations = Vec::new();
    for mark in &drawing.marks {
        match mark {
            DiagramMark::Shape(shape) if is_box(shape) => {
                // The inner circle of an end is inside of the outer one.
                let others = boxes.iter().filter(|other| !other.contains(shape.rect, 0.0));
                violations.extend(
                    others
                        .filter(|other| do_overlap(shape.rect, **other))
                        .map(|other| format!("boxes overlap: {:?} and {other:?}", shape.rect)),
                );
                boxes.push(shape.rect);
            }
            DiagramMark::Label(label) if label.style == LabelLook::BESIDE_LINE => {
                violations.extend(
                    boxes
                        .iter()
                        .filter(|other| do_overlap(label.rect, **other))
                        .map(|other| format!("`{}` overlaps {other:?}", label.text.content)),
                );
            }
            _ => {}
        }
    }
    violations
}

fn is_box(shape: &DiagramShape) -> bool {
    !matches!(shape.look.role, ColourRole::Group(_))
}

fn do_overlap(a: Rect, b: Rect) -> bool {
    let width = a.right().min(b.right()) - a.x.max(b.x);
    let height = a.bottom().min(b.bottom()) - a.y.max(b.y);
    width > 0.05 && height > 0.05
}
