//! A corpus of diagrams of all kinds, written as in manuals, read-me files and lectures: nothing
//! overlaps, nothing is outside of the drawing, and everything is described.
#![allow(clippy::disallowed_methods, reason = "the test reads its own corpus")]

use std::fs;

use plenary::diagram::parse_diagram;
use plenary::scene::FitAdjustment;

use crate::drawing_checks::{ROOMS, arrange, find_box_overlaps, find_drawing_violations};
use crate::{invariants, lay_out_valid};

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

/// Whether a diagram of the corpus consists of boxes and arrows.
fn is_graph(name: &str) -> bool {
    ["flowchart", "state", "class", "er-"].iter().any(|kind| name.starts_with(kind))
}

#[test]
fn nothing_overlaps_in_the_corpus() {
    let corpus = read_corpus();
    assert!(corpus.len() >= 64, "{} diagrams", corpus.len());
    for (name, text) in corpus {
        for room in ROOMS {
            for max_label_width in [14.0, 7.5] {
                let drawing = arrange(&text, room, max_label_width)
                    .unwrap_or_else(|| panic!("{name}: {:?}", parse_diagram(&text).issues));
                let mut violations = find_drawing_violations(&drawing);
                if is_graph(&name) {
                    violations.extend(find_box_overlaps(&drawing));
                }
                let place = format!("{name} in {room:?} with labels of {max_label_width}");
                assert_eq!(violations, Vec::<String>::new(), "{place}");
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
        let errors: Vec<_> = reading.issues.iter().filter(|issue| !issue.is_warning()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let words = reading.diagram.unwrap().describe("en");
        assert!(words.ends_with(['.', '!', '?']) && words.len() > 12, "{name}: {words}");
    }
}

#[test]
fn a_graph_is_in_rows_or_turned_where_its_type_would_be_small() {
    let adjustments = |lines: &str| {
        let indented: String = lines.lines().map(|line| format!("      {line}\n")).collect();
        let outline = format!("lang: en\nslides:\n  - title: Long\n    diagram: |\n{indented}");
        lay_out_valid(&outline).fits[0].adjustments.clone()
    };
    let chain: Vec<String> = (0..12).map(|index| format!("station{index}")).collect();
    let folded = adjustments(&format!("flowchart LR\n{}", chain.join(" --> ")));
    assert!(folded.contains(&FitAdjustment::DiagramFolded), "{folded:?}");
    let pairs: Vec<String> = (0..9).map(|index| format!("from{index} --> to{index}")).collect();
    let turned = adjustments(&format!("flowchart LR\n{}", pairs.join("\n")));
    assert!(turned.contains(&FitAdjustment::DiagramTurned), "{turned:?}");
    let short = adjustments("flowchart LR\na --> b");
    assert!(
        !short.contains(&FitAdjustment::DiagramFolded)
            && !short.contains(&FitAdjustment::DiagramTurned)
    );
}
