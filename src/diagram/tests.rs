//! Tests of arranged diagrams: nothing overlaps, whatever is joined.

mod described;
mod placement;
mod syntax;

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
    diagram.arrange(&mut EvenMeasurer, options())
}

fn options() -> ArrangeOptions<'static> {
    ArrangeOptions {
        max_label_width: 10.0,
        gaps: 1.0,
        aspect_ratio: 2.0,
        room: Size::new(40.0, 20.0),
        course: GraphCourse::AsWritten,
        lang: "en",
    }
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
            DiagramMark::Shape(_) | DiagramMark::Link(_) => {}
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
    let frames = format!("{}a\n{}", "subgraph g\n".repeat(3000), "end\n".repeat(3000));
    let dense: String = (0..401).map(|i| format!("n{} --> n{}\n", i % 20, i / 20)).collect();
    for text in [many, frames, dense] {
        let reading = parse_diagram(&format!("flowchart LR\n{text}"));
        assert_eq!(reading.issues[0].kind, DiagramIssueKind::TooLarge);
    }
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
        ("sequnceDiagram\na->>b: c", "sequnceDiagram", "`sequnceDiagram` is not a kind of diagram"),
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
    let nearest = parse_diagram("sequnceDiagram\na->>b: c").issues.remove(0);
    assert_eq!(nearest.replacement.as_deref(), Some("sequenceDiagram"));
}

fn flowchart_of(text: &str) -> Flowchart {
    match parse_diagram(text).diagram {
        Some(Diagram::Flowchart(chart)) => chart,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_frame_has_a_direction_of_its_own_unless_its_boxes_are_joined_with_others() {
    let frame = "subgraph g\ndirection TB\na --> b\nend";
    let places = |text: &str| boxes(&arrange(text));
    let alone = places(&format!("flowchart LR\n{frame}\ng --> c"));
    assert!(alone[0].bottom() < alone[1].y && alone[1].right() < alone[2].x, "{alone:?}");
    let text = format!("flowchart LR\n{frame}\nb --> c");
    let joined = places(&text);
    assert!(joined[0].right() < joined[1].x, "{joined:?}");
    let issue = parse_diagram(&text).issues.remove(0);
    assert_eq!(issue.message, "the direction of this frame has no effect");
    assert_eq!(&text[issue.range], "direction TB");
}

#[test]
fn notes_are_beside_their_states() {
    let text =
        "stateDiagram-v2\ndirection TB\na --> b\nnote right of a : one\nnote left of a : two";
    let [a, b, one, two] = boxes(&arrange(text))[..] else { panic!("{text}") };
    assert!(two.right() < a.x && a.right() < one.x, "{a:?} {one:?} {two:?}");
    assert!(one.bottom() < b.y && two.bottom() < b.y, "{b:?} {one:?} {two:?}");
}

#[test]
fn boxes_lead_to_addresses() {
    let text = "flowchart LR\na[One] --> b\nclick a \"https://example.org\" \"More\"\n\
                click b href \"mailto:a@example.org\"\nclick b call run()";
    let chart = flowchart_of(text);
    let addresses: Vec<_> = chart.nodes.iter().map(|node| node.address.as_deref()).collect();
    assert_eq!(addresses, [Some("https://example.org"), Some("mailto:a@example.org")]);
    assert_eq!(parse_diagram(text).issues.len(), 1);
    let is_link = |mark: &&DiagramMark| matches!(mark, DiagramMark::Link(_));
    assert_eq!(arrange(text).marks.iter().filter(is_link).count(), 2);
}

#[test]
fn an_arrow_beside_a_frame_stays_on_one_side_of_it() {
    let text = "flowchart TD\nstart --> a\nsubgraph g\na --> b --> c\nend\nstart --> d\nc --> d";
    let drawing = arrange(text);
    let frame = drawing.marks.iter().find_map(|mark| match mark {
        DiagramMark::Shape(shape) if matches!(shape.look.role, ColourRole::Group(_)) => {
            Some(shape.rect)
        }
        _ => None,
    });
    let frame = frame.unwrap().inset_by(0.1, 0.1);
    let around = drawing.marks.iter().filter_map(|mark| match mark {
        DiagramMark::Line(line) if line.points.len() > 4 => Some(&line.points),
        _ => None,
    });
    let inside = |point: &&crate::geometry::Point| {
        frame.contains(Rect::new(point.x, point.y, 0.0, 0.0), 0.0)
    };
    for points in around {
        assert!(points.iter().find(inside).is_none(), "{points:?} in {frame:?}");
    }
}

#[test]
fn a_long_chain_is_folded_into_rows() {
    let chain: Vec<String> = (0..12).map(|index| format!("station{index}")).collect();
    let text = format!("flowchart LR\n{}", chain.join(" --> "));
    let rows = |course| {
        let reading = parse_diagram(&text);
        let options = ArrangeOptions { course, ..options() };
        let drawing = reading.diagram.unwrap().arrange(&mut EvenMeasurer, options);
        let mut rows: Vec<i32> = boxes(&drawing).iter().map(|rect| rect.y as i32).collect();
        rows.dedup();
        (rows.len(), drawing.size.width)
    };
    let (written, folded) = (rows(GraphCourse::AsWritten), rows(GraphCourse::Folded));
    assert_eq!((written.0, folded.0), (1, 3));
    assert!(folded.1 < written.1 / 2.0, "{folded:?} {written:?}");
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

/// Returns the arrows and frames of a drawing, both in the order of the text.
fn arrows_and_frames(text: &str) -> (Vec<DiagramLine>, Vec<Rect>) {
    let (mut arrows, mut frames) = (Vec::new(), Vec::new());
    for mark in arrange(text).marks {
        match mark {
            DiagramMark::Line(line) => arrows.push(line),
            DiagramMark::Shape(shape) if matches!(shape.look.role, ColourRole::Group(_)) => {
                frames.push(shape.rect);
            }
            _ => {}
        }
    }
    (arrows, frames)
}

#[test]
fn arrows_between_frames_start_and_end_at_the_frames() {
    let frames = "subgraph one\na1-->a2\nend\nsubgraph two\nb1-->b2\nend\n";
    for direction in ["TB", "LR"] {
        let text = format!("flowchart {direction}\n{frames}one --> two\n");
        let (arrows, frames) = arrows_and_frames(&text);
        let (first, last) = (arrows[2].points[0], arrows[2].points[arrows[2].points.len() - 1]);
        let (start, end) = match direction {
            "TB" => ((first.y, frames[0].bottom()), (last.y, frames[1].y)),
            _ => ((first.x, frames[0].right()), (last.x, frames[1].x)),
        };
        assert!((start.0 - start.1).abs() < 0.01, "{direction}: {first:?} {frames:?}");
        assert!((end.0 - end.1).abs() < 0.01, "{direction}: {last:?} {frames:?}");
    }
}

#[test]
fn frames_that_are_joined_are_after_each_other() {
    let text = "flowchart TB\nc1-->a2\nsubgraph one\na1-->a2\nend\nsubgraph two\nb1-->b2\nend\n\
        subgraph three\nc1-->c2\nend\none --> two\nthree --> two\ntwo --> c2\n";
    let (_, frames) = arrows_and_frames(text);
    let lowest = frames[0].bottom().max(frames[2].bottom());
    assert!(frames[1].y > lowest, "{frames:?}");
    let (_, frames) = arrows_and_frames("flowchart LR\nsubgraph a\nx --> y\nend\nb --> a");
    assert!(frames[0].x > 2.0, "the box b is before the frame: {frames:?}");
}

/// Returns the texts that warnings of a diagram are about.
fn warned(text: &str) -> Vec<&str> {
    let reading = parse_diagram(text);
    assert!(reading.diagram.is_some(), "{:?}", reading.issues);
    reading.issues.iter().map(|issue| &text[issue.range.clone()]).collect()
}

#[test]
fn what_is_not_drawn_is_reported_where_it_is() {
    let own = "flowchart LR\nsubgraph a\nx --> y\nend\ny --> a\na --> a\nb --> a";
    assert_eq!(warned(own), ["y --> a"]);
    let twice = "flowchart LR\na[First] --> b\na[Second] --> c\na[Second] --> d";
    assert_eq!(warned(twice), ["Second"]);
    assert_eq!(warned("flowchart LR\na --> b:::foo\nclass a bar"), ["bar", "foo"]);
    let named = "flowchart LR\na e1@--> b\ne1@{ animation: fast }";
    assert_eq!(warned(named), ["e1@{ animation: fast }"]);
    let Some(Diagram::Flowchart(chart)) = parse_diagram(named).diagram else { panic!() };
    assert_eq!(chart.nodes.len(), 2);
    let text =
        format!("sequenceDiagram\n{}a->>b: c\n{}", "loop x\n".repeat(15), "end\n".repeat(15));
    assert_eq!(parse_diagram(&text).issues.len(), 1);
}

#[test]
fn names_and_words_are_read_as_mermaid_reads_them() {
    let nodes = |text: &str| match parse_diagram(text).diagram {
        Some(Diagram::Flowchart(chart)) => chart.nodes,
        other => panic!("{text}: {other:?}"),
    };
    let shapes: Vec<_> = nodes("flowchart LR\nA[/Christmas\\] --> B[\\Go shopping/]")
        .into_iter()
        .map(|node| (node.label.content, node.shape))
        .collect();
    assert_eq!(
        shapes,
        [
            ("Christmas".to_owned(), ShapeKind::Trapezoid),
            ("Go shopping".to_owned(), ShapeKind::TrapezoidDown)
        ]
    );
    let classes = nodes("classDiagram\nclass `Two words!`\n`Two words!` --> Other");
    assert_eq!(
        classes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(),
        ["Two words!", "Other"]
    );
    let map = parse_diagram("mindmap\n  root\n    a[\"`one\n    two`\"]\n    b").diagram;
    let Some(Diagram::Mindmap(map)) = map else { panic!() };
    assert_eq!(map.ideas[1].label.content, "one\ntwo");
    assert_eq!(map.ideas.len(), 3);
    let reading = parse_diagram("flowchart LR\naccTitle: Way\naccDescr: There\na --> b");
    assert_eq!((reading.title, reading.description.as_deref()), (None, Some("Way. There")));
}

#[test]
fn many_boxes_without_arrows_are_in_rows() {
    let classes: String = (0..30).map(|index| format!("class Long{index}Name\n")).collect();
    let drawing = arrange(&format!("classDiagram\n{classes}"));
    let ratio = drawing.size.width / drawing.size.height;
    assert!((0.8..4.0).contains(&ratio), "{:?}", drawing.size);
}
