//! Boxes are in line with their only neighbours, and arrows do not meet corners.

use super::*;
use crate::geometry::Point;

/// Returns the distance of the middles of two boxes across or along the arrows, whichever is less.
fn offset(a: Rect, b: Rect) -> f32 {
    let across = a.x + a.width / 2.0 - b.x - b.width / 2.0;
    let along = a.y + a.height / 2.0 - b.y - b.height / 2.0;
    across.abs().min(along.abs())
}

#[test]
fn arrows_of_a_frame_hardly_move_its_start() {
    let text = "stateDiagram-v2\ndirection LR\n[*] --> Draft\nDraft --> Review : submitted\n\
        state Review {\n[*] --> Formal\nFormal --> Technical : complete\nTechnical --> [*]\n}\n\
        Review --> Draft : sent back\nReview --> Granted : approved";
    let boxes = boxes(&arrange(text));
    let chart = flowchart_of(text);
    let place = |id: &str| {
        // An end is drawn as two circles.
        let mut index = 0;
        for node in &chart.nodes {
            if node.id == id {
                return boxes[index];
            }
            index += if node.shape == ShapeKind::DoubleEllipse { 2 } else { 1 };
        }
        panic!("{id}")
    };
    let distance = offset(place("[*] start 1"), place("Formal"));
    assert!(distance < 0.1, "{distance} in {boxes:?}");
}

#[test]
fn boxes_are_in_line_with_their_only_neighbours() {
    let text = "flowchart TD\na --> c\nb --> c\nc --> d\nd --> e & f\nb --> g\nf --> h\ne --> i";
    let drawing = arrange(text);
    check_drawing(text, &drawing);
    let chart = flowchart_of(text);
    let boxes = boxes(&drawing);
    let place = |id: &str| boxes[chart.nodes.iter().position(|node| node.id == id).unwrap()];
    for (a, b) in [("c", "d"), ("f", "h"), ("e", "i")] {
        assert!(offset(place(a), place(b)) < 0.1, "{a} {b}: {boxes:?}");
    }
}

#[test]
fn arrows_are_straight_beside_their_words() {
    for direction in ["LR", "TD"] {
        let text = format!("flowchart {direction}\na -->|yes| b\na -->|no| c\nb --> d\nc --> d");
        let drawing = arrange(&text);
        let labels = drawing.marks.iter().filter_map(|mark| match mark {
            DiagramMark::Label(label) if label.has_patch => Some(label.rect),
            _ => None,
        });
        let lines: Vec<&DiagramLine> = drawing
            .marks
            .iter()
            .filter_map(|mark| match mark {
                DiagramMark::Line(line) => Some(line),
                _ => None,
            })
            .collect();
        let mut found = 0;
        for label in labels {
            let middle = label.centre();
            // The part of the line that is below the words goes on at both sides of them.
            let is_below = |pair: &&[Point]| {
                let (from, to) = (pair[0], pair[1]);
                let along = |value: fn(Point) -> f32| {
                    let (low, high) = (value(from).min(value(to)), value(from).max(value(to)));
                    (low - 0.3..=high + 0.3).contains(&value(middle))
                };
                along(|point| point.x) && along(|point| point.y)
            };
            let mut parts = lines.iter().flat_map(|line| line.points.windows(2)).filter(is_below);
            let Some(&[from, to]) = parts.next() else { continue };
            found += 1;
            let room = match direction {
                "LR" => (label.x - from.x.min(to.x)).min(from.x.max(to.x) - label.right()),
                _ => (label.y - from.y.min(to.y)).min(from.y.max(to.y) - label.bottom()),
            };
            let least = if direction == "LR" { 0.55 } else { 0.25 };
            assert!(room >= least, "{direction}: {room} {label:?} {from:?} {to:?}");
        }
        assert_eq!(found, 2, "{direction} {:?}", drawing.marks);
    }
}

#[test]
fn the_upper_line_of_a_frame_is_clear_of_the_message_above_it() {
    let mut text = "sequenceDiagram\na->>b: one\n".to_owned();
    // A tall diagram has its events close together.
    for part in 0..8 {
        text += &format!("b->>a: before {part}\nalt yes\na->>b: in\nelse no\nb->>a: in\nend\n");
    }
    let drawing = arrange(&text);
    let lines = drawing.marks.iter().filter_map(|mark| match mark {
        DiagramMark::Line(line) if line.end != EdgeEnd::None => Some(line.points[0].y),
        _ => None,
    });
    let lines: Vec<f32> = lines.collect();
    let frames = drawing.marks.iter().filter_map(|mark| match mark {
        DiagramMark::Shape(shape) if shape.look.role == ColourRole::Line => Some(shape.rect),
        _ => None,
    });
    let frames: Vec<Rect> = frames.collect();
    assert_eq!(frames.len(), 8);
    for frame in frames {
        let above = lines.iter().copied().filter(|y| *y <= frame.y).fold(0.0, f32::max);
        assert!(frame.y - above >= 0.55, "{frame:?} {above}");
    }
}
