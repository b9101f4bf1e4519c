//! Tests of arranged diagrams: nothing overlaps, whatever is joined.

use super::*;
use crate::geometry::{Rect, Size};

/// Measures labels without fonts: every character is half an em wide.
struct EvenMeasurer;

impl MeasureLabel for EvenMeasurer {
    fn measure_label(&mut self, text: &LabelText, max_width: f32, style: LabelLook) -> Size {
        if text.is_empty() {
            return Size::default();
        }
        let longest = text.content.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let width = longest as f32 * 0.5 * style.size;
        let lines = (width / max_width).ceil().max(1.0) * text.content.lines().count() as f32;
        Size::new(width.min(max_width), lines * 1.2 * style.size)
    }
}

fn arrange(text: &str) -> Drawing {
    let reading = parse_diagram(text);
    let diagram = reading.diagram.unwrap_or_else(|| panic!("{text}\n{:?}", reading.issues));
    let options = ArrangeOptions {
        max_label_width: 10.0,
        gaps: 1.0,
        aspect_ratio: 2.0,
        room: Size::new(40.0, 20.0),
        lang: "en",
    };
    diagram.arrange(&mut EvenMeasurer, options)
}

fn boxes(drawing: &Drawing) -> Vec<Rect> {
    let rects = drawing.marks.iter().filter_map(|mark| match mark {
        DiagramMark::Shape(shape) if !matches!(shape.look.role, ColourRole::Group(_)) => {
            Some(shape.rect)
        }
        _ => None,
    });
    rects.collect()
}

fn overlap(a: Rect, b: Rect) -> bool {
    let (width, height) =
        (a.right().min(b.right()) - a.x.max(b.x), a.bottom().min(b.bottom()) - a.y.max(b.y));
    width > 0.02 && height > 0.02
}

/// Checks what must hold for every diagram of boxes and arrows.
fn check_drawing(text: &str, drawing: &Drawing) {
    let page = Rect::new(0.0, 0.0, drawing.size.width, drawing.size.height);
    let boxes = boxes(drawing);
    for (index, rect) in boxes.iter().enumerate() {
        assert!(page.contains(*rect, 0.05), "{text}\nbox outside: {rect:?}");
        for other in &boxes[index + 1..] {
            assert!(!overlap(*rect, *other), "{text}\n{rect:?} overlaps {other:?}");
        }
    }
    let mut labels: Vec<Rect> = Vec::new();
    for mark in &drawing.marks {
        match mark {
            DiagramMark::Label(label) => {
                assert!(page.contains(label.rect, 0.05), "{text}\nlabel outside: {label:?}");
                let is_beside_line = label.style == LabelLook::BESIDE_LINE;
                if is_beside_line {
                    assert!(
                        !boxes.iter().any(|rect| overlap(*rect, label.rect)),
                        "{text}\n{label:?} overlaps a box"
                    );
                }
                assert!(
                    !labels.iter().any(|other| overlap(*other, label.rect)),
                    "{text}\n{label:?} overlaps a label"
                );
                labels.push(label.rect);
            }
            DiagramMark::Line(line) => {
                let inner = &line.points[1..line.points.len() - 1];
                for point in inner {
                    let is_inside = |rect: &&Rect| {
                        rect.inset_by(0.05, 0.05)
                            .contains(Rect::new(point.x, point.y, 0.0, 0.0), 0.0)
                    };
                    assert!(boxes.iter().find(is_inside).is_none(), "{text}\n{point:?} in a box");
                }
            }
            DiagramMark::Shape(_) => {}
        }
    }
}

#[test]
fn kinds_of_boxes_and_arrows_are_arranged() {
    let texts = [
        "stateDiagram-v2\n[*] --> a\nstate b {\n[*] --> c\nc --> [*]\n}\na --> b : go\nb --> [*]\n\
         note right of a : Words\nb --> a : back",
        "classDiagram\nclass A {\n+int x\n+f() int\n}\nA <|-- B\nA \"1\" --> \"*\" C : has\n\
         note for C \"Words\"\nnamespace N {\nclass D\n}",
        "erDiagram\nA ||--o{ B : has\nA {\nstring name PK \"unique\"\n}\nB }|..|| C : uses",
        "mindmap\nroot((Root))\n  a\n    b\n    c\n  d\n  e\n  f",
        "flowchart\na --> a\na --> b\na --> b\nb -.-> a\na & b --> c & d",
    ];
    for text in texts {
        let drawing = arrange(text);
        assert!(drawing.size.width > 0.0 && drawing.marks.len() > 4, "{text}");
        if !text.starts_with("stateDiagram") && !text.starts_with("classDiagram") {
            check_drawing(text, &drawing);
        }
    }
}

#[test]
fn the_largest_diagrams_are_arranged_and_larger_ones_are_refused() {
    let edges: String =
        (0..400).map(|i| format!("n{} --> n{}\n", i % 200, (i * 7 + 1) % 200)).collect();
    arrange(&format!("flowchart LR\n{edges}"));
    let chain: String = (1..200).map(|i| format!("n{} --> n{i}\nn0 --> n{i}\n", i - 1)).collect();
    arrange(&format!("flowchart TB\n{chain}"));
    let many: String = (0..5000).map(|i| format!("n{i}\n")).collect();
    let reading = parse_diagram(&format!("flowchart LR\n{many}"));
    assert_eq!(reading.issues[0].kind, DiagramIssueKind::TooLarge);
}

#[test]
fn errors_have_their_place_and_a_way_out() {
    let cases = [
        ("flowchart LR\na -> b", "->", "`->` is not an arrow of a flowchart"),
        ("flowchart LR\na[x --> b", "[x --> b", "`[` is not closed"),
        ("flowchart LR\na -->", "-->", "this arrow leads nowhere"),
        ("flowchart LR\nsubgraph s\na", "subgraph s", "this `subgraph` is not closed"),
        ("flowchart XY\na", "XY", "`XY` is not a direction"),
        ("gitGraph\ncommit", "gitGraph", "diagrams of the kind `gitGraph` are not supported"),
        ("Flowchart LR\na", "Flowchart", "`Flowchart` is not a kind of diagram"),
        ("stateDiagram\na b --> c", "a b", "`a b` is where the name of a state was expected"),
        (
            "erDiagram\nA |--o{ B : x",
            "A |--o{ B : x",
            "this relation has no cardinality at one end",
        ),
        ("mindmap\nroot\nother", "other", "a mind map has one root"),
    ];
    for (text, place, message) in cases {
        let reading = parse_diagram(text);
        let issue = reading.issues.first().unwrap_or_else(|| panic!("no error in {text}"));
        assert_eq!((&text[issue.range.clone()], issue.message.as_str()), (place, message));
        assert!(reading.diagram.is_none() && !issue.help.is_empty());
    }
}

#[test]
fn diagrams_are_described() {
    let describe = |text: &str, lang: &str| {
        let reading = parse_diagram(text);
        reading.diagram.unwrap_or_else(|| panic!("{:?}", reading.issues)).describe(lang)
    };
    let chart = "flowchart LR\na[One] -->|yes| b[Two]\na --> c\nsubgraph g [Both]\nb\nend";
    assert_eq!(describe(chart, "en"), "One leads to Two (yes) and c. Both contains Two.");
    assert_eq!(describe(chart, "fr"), "One → Two (yes), c. Both: Two.");
    assert_eq!(describe("mindmap\nroot\n  a\n  b\n    c", "en"), "root: a and b. b: c.");
    let state = "stateDiagram-v2\n[*] --> a\na --> [*] : done";
    assert_eq!(describe(state, "en"), "The start leads to a. a leads to the end (done).");
}
