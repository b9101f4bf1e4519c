//! Sequence diagrams, Gantt charts, pie charts, timelines and quadrant charts: nothing overlaps,
//! nothing is outside of the drawing, and any text gets an answer.
#![allow(clippy::disallowed_methods, reason = "the test reads its own corpus")]

use std::fs;

use plenary::diagram::{
    ArrangeOptions, DiagramMark, Drawing, LabelLook, LabelText, MeasureLabel, parse_diagram,
};
use plenary::geometry::{Rect, Size};
use plenary::scene::FitAdjustment;

use crate::dice::Dice;
use crate::{invariants, lay_out_valid};

/// Measures labels as a typeface with letters of equal width would.
struct FixedWidthMeasurer;

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
const ROOMS: [(f32, f32); 2] = [(30.0, 16.0), (13.0, 15.0)];

fn arrange(text: &str, room: (f32, f32), max_label_width: f32) -> Option<Drawing> {
    let diagram = parse_diagram(text).diagram?;
    let room = Size::new(room.0, room.1);
    let options = ArrangeOptions {
        max_label_width,
        gaps: 1.0,
        aspect_ratio: room.aspect_ratio(),
        room,
        lang: "en",
    };
    Some(diagram.arrange(&mut FixedWidthMeasurer, options))
}

fn read_corpus() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/layout/diagrams");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    files.iter().map(read).collect()
}

/// Returns what is outside of a drawing or not a number, and labels that overlap.
fn find_drawing_violations(drawing: &Drawing) -> Vec<String> {
    let bounds = Rect::new(0.0, 0.0, drawing.size.width, drawing.size.height);
    let mut violations = Vec::new();
    let mut labels: Vec<(Rect, &str)> = Vec::new();
    for mark in &drawing.marks {
        let (rect, what) = match mark {
            DiagramMark::Shape(shape) => (shape.rect, "a shape"),
            DiagramMark::Label(label) => (label.rect, label.text.content.as_str()),
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
                let width = rect.right().min(other.right()) - rect.x.max(other.x);
                let height = rect.bottom().min(other.bottom()) - rect.y.max(other.y);
                if width > 0.05 && height > 0.05 {
                    violations.push(format!("`{what}` and `{text}` overlap"));
                }
            }
            labels.push((rect, what));
        }
    }
    violations
}

#[test]
fn nothing_overlaps_in_the_corpus() {
    let corpus = read_corpus();
    assert!(corpus.len() >= 20, "{} diagrams", corpus.len());
    for (name, text) in corpus {
        for room in ROOMS {
            for max_label_width in [14.0, 7.5] {
                let drawing = arrange(&text, room, max_label_width)
                    .unwrap_or_else(|| panic!("{name}: {:?}", parse_diagram(&text).issues));
                assert_eq!(
                    find_drawing_violations(&drawing),
                    Vec::<String>::new(),
                    "{name} in {room:?} with labels of {max_label_width}"
                );
            }
        }
    }
}

#[test]
fn the_corpus_is_drawn_and_described() {
    for (name, text) in read_corpus() {
        let indented: String = text.lines().map(|line| format!("      {line}\n")).collect();
        let outline = format!("lang: en\nslides:\n  - title: Drawn\n    diagram: |\n{indented}");
        let scene = lay_out_valid(&outline);
        let is_shrunk =
            scene.fits.iter().any(|fit| fit.adjustments.contains(&FitAdjustment::DiagramShrunk));
        let mut violations = invariants::find_violations(&scene, &[]);
        // A diagram that is too large for its page is reported by E0699.
        violations.retain(|violation| !is_shrunk || !violation.contains(" pt, below "));
        assert_eq!(violations, Vec::<String>::new(), "{name}");
        let reading = parse_diagram(&text);
        assert_eq!(reading.issues, [], "{name}");
        let words = reading.diagram.unwrap().describe("en");
        assert!(words.ends_with('.') && words.len() > 12, "{name}: {words}");
    }
}

/// Parts of diagrams, valid and invalid.
const PARTS: [&str; 5] = [
    "A->>B: one|B-->>A: two<br/>lines|A-xA: self|C-)+A: on|A--)-C: off|loop x|alt y|else z|end|par a|and b|rect rgb(1,2,3)|Note over A,C: n|note left of B: m|activate A|deactivate A|create participant D|A->>D: new|destroy D|D->>A: gone|autonumber|box Aqua Team|participant E as Eve|actor F|critical q|option r|break s|A<<->>B: both|title: T|links A: {}|A->B|;;|->>|A->>>B: x",
    "title T|section S|A :a, 2026-03-01, 3d|B :b, after a, 2w|C :done, 5d|D :crit, active, d, 2026-01-01, 2027-01-01|M :milestone, after b, 0d|V :vert, 2026-03-03, 0d|U :2026-02-01, until a|X :99999-01-01, 1d|Y :1e18d|Z :9000y|excludes weekends|includes 2026-03-07|excludes monday, 2026-03-04|tickInterval 1day|tickInterval 1millisecond|axisFormat %d|axisFormat %|weekday friday|dateFormat X|dateFormat HH:mm|H :09:00, 30m|inclusiveEndDates|todayMarker on|:|::,,",
    "showData|title T|\"A\" : 1|\"B\" : 1e308|C : 0.000001|\"D\" : -1|E : nan|: 3|\"F\" : 50|G: 12",
    "title T|section S|2002 : a : b|2003 : a long event that has to wrap somewhere|: more|:|2004|10:30 : x|section|: :",
    "title T|x-axis a --> b|y-axis c|quadrant-1 one|quadrant-3 three|quadrant-9 x|A: [0.1, 0.9]|B: [0.1, 0.9]|C: [1, 0] radius: 30|D:::k: [0.5, 0.5]|classDef k color: #f00|E: [2, 2]|F: []|[0, 0]|G: [nan, 1]",
];
const HEADERS: [&str; 5] = ["sequenceDiagram", "gantt", "pie", "timeline", "quadrantChart"];

#[test]
fn any_text_gets_an_answer() {
    for seed in 0..1_500 {
        let mut dice = Dice(seed);
        let kind = dice.roll(HEADERS.len());
        let parts: Vec<&str> = PARTS[kind].split('|').collect();
        let mut text = HEADERS[kind].to_owned();
        for _ in 0..dice.roll(14) {
            text.push_str("\n  ");
            text.push_str(dice.pick(&parts));
            if dice.one_in(12) {
                let at = dice.roll(text.chars().count());
                let at = text.char_indices().nth(at).map_or(0, |(at, _)| at);
                text.insert_str(at, dice.pick(&[":", "é", "\"", "-", "[", "9", " ", "%%", "#"]));
            }
        }
        let reading = parse_diagram(&text);
        for issue in &reading.issues {
            assert!(text.get(issue.range.clone()).is_some(), "{issue:?}\n{text}");
        }
        for room in ROOMS {
            if let Some(drawing) = arrange(&text, room, 10.0) {
                let is_crowded = kind == 4;
                let mut violations = find_drawing_violations(&drawing);
                violations.retain(|violation| !is_crowded || !violation.ends_with("overlap"));
                assert_eq!(violations, Vec::<String>::new(), "{text}");
            }
        }
        for lang in ["en", "pt"] {
            reading.diagram.as_ref().map(|diagram| diagram.describe(lang));
        }
    }
}
