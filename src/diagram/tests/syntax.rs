//! Lines that Mermaid reads, and where they used to get lost.

use super::*;

#[test]
fn a_class_of_its_own_beats_the_default_class() {
    let definitions = ["classDef default fill:#ffffff", "classDef hot fill:#ff0000"];
    for [first, second] in [[0, 1], [1, 0]].map(|order| order.map(|at| definitions[at])) {
        let chart = flowchart_of(&format!("flowchart LR\n{first}\n{second}\na:::hot --> b"));
        let fills: Vec<_> = chart.nodes.iter().map(|node| node.look.fill).collect();
        let expected = [DiagramColour(255, 0, 0), DiagramColour(255, 255, 255)].map(Some);
        assert_eq!(fills, expected);
    }
}

#[test]
fn a_state_may_be_written_on_one_line() {
    let chart = flowchart_of(
        "stateDiagram-v2\nstate A { state B { b1 --> b2; b2 --> b3 : go } }\nA --> c\nc : {x}",
    );
    let groups: Vec<_> = chart.nodes.iter().map(|node| (node.id.as_str(), node.group)).collect();
    assert_eq!(groups, [("b1", Some(1)), ("b2", Some(1)), ("b3", Some(1)), ("c", None)]);
    assert_eq!(chart.groups.iter().map(|group| group.parent).collect::<Vec<_>>(), [None, Some(0)]);
    assert_eq!(chart.edges[1].label.content, "go");
}

#[test]
fn a_longer_arrow_passes_layers() {
    let places =
        |arrow: &str| boxes(&arrange(&format!("flowchart LR\na --> b --> c\na {arrow} d")));
    let (short, long) = (places("-->"), places("---->"));
    assert!((short[3].x - short[1].x).abs() < 0.1, "{short:?}");
    assert!(long[3].x > long[2].right(), "{long:?}");
}

#[test]
fn circles_and_crosses_need_no_blank() {
    let chart = flowchart_of("flowchart LR\nA---oB2\nA--oM\nA--xN");
    let ids: Vec<_> = chart.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids, ["A", "B2", "M", "N"]);
    let ends: Vec<_> = chart.edges.iter().map(|edge| edge.ends[1]).collect();
    assert_eq!(ends, [EdgeEnd::Circle, EdgeEnd::Circle, EdgeEnd::Cross]);
}

#[test]
fn words_may_have_semicolons_and_several_lines() {
    let chart = flowchart_of("flowchart LR\nD[a; b] --> E[\"one\ntwo\"]; E --> F");
    let words: Vec<_> = chart.nodes.iter().map(|node| node.label.content.as_str()).collect();
    assert_eq!(words, ["a; b", "one\ntwo", "F"]);
}

#[test]
fn the_arrow_of_a_state_to_itself_is_beside_its_frame() {
    let text =
        "stateDiagram-v2\nstate Active {\na --> b\n}\nActive --> Active : self\nActive --> c";
    assert_eq!(parse_diagram(text).issues, []);
    for direction in ["TB", "LR"] {
        let text = text.replace("v2\n", &format!("v2\ndirection {direction}\n"));
        let (arrows, frames) = arrows_and_frames(&text);
        let own = &arrows[1].points;
        assert!(own.len() == 4, "{own:?}");
        let frame = frames[0];
        let distance = match direction {
            "TB" => own[0].x - frame.right(),
            _ => own[0].y - frame.bottom(),
        };
        assert!(distance.abs() < 0.01, "{direction}: {own:?} {frame:?}");
        check_drawing(&text, &arrange(&text));
    }
    let own = "stateDiagram-v2\nx --> Active\nstate Active {\na --> b\n}\na --> Active : up";
    assert_eq!(warned(own), ["a --> Active : up"]);
}

/// Returns the rectangles of the lines between their ends, and of the labels.
fn lines_and_labels(drawing: &Drawing) -> (Vec<Rect>, Vec<Rect>) {
    let (mut lines, mut labels) = (Vec::new(), Vec::new());
    for mark in &drawing.marks {
        match mark {
            DiagramMark::Line(line) => {
                lines.extend(line.points.windows(2).map(|pair| {
                    let (a, b) = (pair[0], pair[1]);
                    let size = ((a.x - b.x).abs(), (a.y - b.y).abs());
                    Rect::new(a.x.min(b.x), a.y.min(b.y), size.0, size.1)
                }));
            }
            DiagramMark::Label(label) => labels.push(label.rect),
            DiagramMark::Shape(_) | DiagramMark::Link(_) => {}
        }
    }
    (lines, labels)
}

#[test]
fn loops_with_words_at_their_ends_are_around_each_other() {
    let relations = "E \"1\" --> \"0..*\" E : manages\nE --> E : helps\nE --> E\nE --> F";
    for direction in ["TB", "LR"] {
        let text = format!("classDiagram\ndirection {direction}\n{relations}");
        let drawing = arrange(&text);
        check_drawing(&text, &drawing);
        let (lines, labels) = lines_and_labels(&drawing);
        assert_eq!(labels.len(), 6, "{text}");
        for line in lines {
            let crossed = labels.iter().find(|label| {
                let inside = label.inset_by(0.05, 0.1);
                line.x < inside.right()
                    && inside.x < line.right()
                    && line.y < inside.bottom()
                    && inside.y < line.bottom()
            });
            assert_eq!(crossed, None, "{text}: {line:?}");
        }
    }
}

#[test]
fn names_of_quadrants_are_on_no_point() {
    let text = "quadrantChart\nquadrant-1 We should expand\nquadrant-2 Need to promote\n\
        quadrant-3 Re-evaluate\nquadrant-4 May be improved\nA: [0.9, 0.0] radius: 12\n\
        B: [0.8, 0.1] radius: 10\nC: [0.7, 0.2] radius: 25\nD: [0.6, 0.3] radius: 15\n\
        E: [0.5, 0.4]\nF: [0.4, 0.5]";
    let drawing = arrange(text);
    let points: Vec<Rect> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            DiagramMark::Shape(shape) if shape.kind == ShapeKind::Ellipse => Some(shape.rect),
            _ => None,
        })
        .collect();
    assert_eq!(points.len(), 6);
    let (_, labels) = lines_and_labels(&drawing);
    for label in labels {
        let covered = points.iter().find(|point| {
            let (x, y) = (point.x + point.width / 2.0, point.y + point.height / 2.0);
            let (dx, dy) =
                (x - x.clamp(label.x, label.right()), y - y.clamp(label.y, label.bottom()));
            dx.hypot(dy) < point.width / 2.0
        });
        assert_eq!(covered, None, "{label:?}");
    }
}

#[test]
fn the_frame_of_a_group_is_as_wide_as_its_name() {
    let text = "sequenceDiagram\nbox Another Group\nparticipant A\nend\nbox Team\nparticipant B\n\
        end\nA->>B: x";
    let drawing = arrange(text);
    let frames: Vec<Rect> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            DiagramMark::Shape(shape) if shape.look.role == ColourRole::Tint => Some(shape.rect),
            _ => None,
        })
        .collect();
    let name = "Another Group".len() as f32 * 0.5 * LabelLook::BESIDE_LINE.size;
    assert!(frames[0].width >= name && frames[0].right() < frames[1].x, "{frames:?}");
    check_drawing_labels(&drawing);
}

/// Checks that no two labels overlap.
fn check_drawing_labels(drawing: &Drawing) {
    let (_, labels) = lines_and_labels(drawing);
    for (index, label) in labels.iter().enumerate() {
        assert!(!labels[..index].iter().any(|other| overlap(*label, *other)), "{label:?}");
    }
}

#[test]
fn a_month_that_has_just_begun_is_named() {
    let text = "gantt\ndateFormat YYYY-MM-DD\nsection S\nA :a, 2024-02-05, 2024-03-04";
    let words: Vec<String> = arrange(text)
        .marks
        .iter()
        .filter_map(|mark| match mark {
            DiagramMark::Label(label) => Some(label.text.content.clone()),
            _ => None,
        })
        .collect();
    assert!(words.iter().any(|word| word == "February 2024"), "{words:?}");
    assert!(words.iter().any(|word| word.starts_with("Mar")), "{words:?}");
}

#[test]
fn long_words_are_inside_a_rhombus() {
    for count in 1..9 {
        let words = vec!["words"; 3 * count].join(" ");
        let drawing = arrange(&format!("flowchart LR\nA{{\"{words}\"}}"));
        let (_, labels) = lines_and_labels(&drawing);
        let (rhombus, label) = (boxes(&drawing)[0], labels[0]);
        let lines = (label.height / 1.2).round();
        let share = label.width / rhombus.width + (label.height - 0.3) / rhombus.height;
        assert!(share < if lines > 1.0 { 0.95 } else { 1.0 }, "{share} of {rhombus:?}");
    }
}
