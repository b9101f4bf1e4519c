//! Boxes are in line with their only neighbours, and arrows do not meet corners.

use super::*;

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
