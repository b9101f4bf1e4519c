//! Random diagrams: any text gets an answer, and in graphs nothing overlaps and no word is lost.

use plenary::diagram::{DiagramMark, Drawing, GraphCourse, parse_diagram};

use crate::dice::Dice;
use crate::drawing_checks::{
    ROOMS, arrange, arrange_course, find_box_overlaps, find_drawing_violations,
};

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

/// The kinds of graphs, each with what starts, joins and frames boxes.
const GRAPHS: [&str; 5] =
    ["flowchart TD", "flowchart LR", "stateDiagram-v2", "classDiagram", "erDiagram"];

/// Writes a random graph without errors; returns it with the words that it has to show.
fn random_graph(seed: u64) -> (String, Vec<String>) {
    let mut dice = Dice(seed);
    let header = GRAPHS[dice.roll(GRAPHS.len())];
    let kind = header.split(' ').next().unwrap();
    let mut text = header.to_owned();
    let mut words = Vec::new();
    let count = 1 + dice.roll(9);
    let mut depth = 0;
    for index in 0..count {
        if kind == "flowchart" && dice.one_in(5) {
            depth += 1;
            text.push_str(&format!("\nsubgraph g{index} [frame{index}]"));
            if dice.one_in(2) {
                text.push_str(&format!("\ndirection {}", dice.pick(&["TB", "LR"])));
            }
        }
        let word = dice.pick(&["one", "a longer name of it", "x"]).to_owned() + &index.to_string();
        words.push(word.clone());
        text.push_str(&match kind {
            "flowchart" => {
                let (open, close) =
                    [("[", "]"), ("{", "}"), ("([", "])"), ("((", "))")][dice.roll(4)];
                format!("\nn{index}{open}{word}{close}")
            }
            "stateDiagram-v2" => format!("\nstate \"{word}\" as n{index}"),
            "classDiagram" => format!("\nclass n{index}[\"{word}\"]\nn{index} : +int member"),
            _ => format!("\nn{index}[\"{word}\"] {{\nstring name PK\n}}"),
        });
        if depth > 0 && dice.one_in(3) {
            depth -= 1;
            text.push_str("\nend");
        }
    }
    text.push_str(&"\nend".repeat(depth));
    for index in 0..dice.roll(2 * count + 2) {
        // Loops and arrows between the same boxes are frequent.
        let (from, to) = (dice.roll(count), dice.roll(count));
        let label = format!("edge{index}");
        let has_label = !dice.one_in(3);
        if has_label {
            words.push(label.clone());
        }
        text.push_str(&match (kind, has_label) {
            ("flowchart", true) => format!("\nn{from} -->|{label}| n{to}"),
            ("flowchart", false) => format!("\nn{from} -.-> n{to}"),
            ("stateDiagram-v2", true) => format!("\nn{from} --> n{to} : {label}"),
            ("stateDiagram-v2", false) => format!("\nn{from} --> n{to}"),
            ("classDiagram", true) => format!("\nn{from} \"1\" *-- \"0..*\" n{to} : {label}"),
            ("classDiagram", false) => format!("\nn{from} <|-- n{to}"),
            (_, true) => format!("\nn{from} ||--o{{ n{to} : {label}"),
            (_, false) => format!("\nn{from} one to many n{to}"),
        });
    }
    if kind == "stateDiagram-v2" {
        for index in 0..dice.roll(3) {
            let side = dice.pick(&["left", "right"]);
            let word = format!("note{index}");
            text.push_str(&format!("\nnote {side} of n{} : {word}", dice.roll(count)));
            words.push(word);
        }
    }
    (text, words)
}

/// Returns the words of a drawing that are not on it exactly once.
fn find_lost_words(drawing: &Drawing, words: &[String]) -> Vec<String> {
    let labels: Vec<&str> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            DiagramMark::Label(label) => Some(label.text.content.as_str()),
            DiagramMark::Shape(_) | DiagramMark::Line(_) | DiagramMark::Link(_) => None,
        })
        .collect();
    let is_lost = |word: &&String| labels.iter().filter(|label| label == word).count() != 1;
    words.iter().filter(is_lost).map(|word| format!("`{word}` is not there once")).collect()
}

#[test]
fn nothing_overlaps_in_random_graphs() {
    for seed in 0..250 {
        let (text, words) = random_graph(seed);
        let reading = parse_diagram(&text);
        let errors: Vec<_> = reading.issues.iter().filter(|issue| !issue.is_warning()).collect();
        assert!(errors.is_empty(), "seed {seed}: {errors:?}\n{text}");
        for course in [GraphCourse::AsWritten, GraphCourse::Folded, GraphCourse::Turned] {
            let room = ROOMS[seed as usize % 2];
            let drawing = arrange_course(&text, room, 8.0, course).unwrap();
            let mut violations = find_drawing_violations(&drawing);
            violations.extend(find_box_overlaps(&drawing));
            violations.extend(find_lost_words(&drawing, &words));
            assert_eq!(violations, Vec::<String>::new(), "seed {seed}, {course:?}\n{text}");
        }
        let description = reading.diagram.unwrap().describe("en");
        for word in &words {
            assert!(description.contains(word.as_str()), "`{word}` in {description}\n{text}");
        }
    }
}
