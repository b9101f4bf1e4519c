//! Program code: copied exactly, never too wide, continued with its numbers.

use plenary::scene::{
    ArtifactKind, ElementId, FitAdjustment, GlyphRun, ItemKind, Page, Role, Scene,
};
use plenary::{Input, Options, lay_out};

use super::lay_out_valid;

/// Returns the text that a reader copies from a run.
fn copied_text(run: &GlyphRun) -> String {
    if let Some(text) = &run.actual_text {
        return text.to_string();
    }
    let start = run.glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or_default();
    let end = run.glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or_default();
    run.text[start as usize..end as usize].to_owned()
}

/// Returns the lines of all listings on these pages as a reader copies them.
fn copied_lines(scene: &Scene, pages: &[Page]) -> Vec<String> {
    let mut lines: Vec<(ElementId, String)> = Vec::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        let (ItemKind::Text(run), Some(element)) = (&item.kind, item.element) else { continue };
        if scene.structure.get(element).role != Role::CodeLine {
            continue;
        }
        match lines.iter_mut().find(|(line, _)| *line == element) {
            Some((_, copied)) => copied.push_str(&copied_text(run)),
            None => lines.push((element, copied_text(run))),
        }
    }
    lines.into_iter().map(|(_, line)| line.trim_end().to_owned()).collect()
}

/// Returns the numbers beside the code, page by page.
fn line_numbers(scene: &Scene) -> Vec<Vec<String>> {
    let numbers = |page: &plenary::scene::Page| {
        let items = page.items.iter().filter(|item| item.artifact_kind == ArtifactKind::LineNumber);
        items
            .filter_map(|item| match &item.kind {
                ItemKind::Text(run) => Some(run.text.to_string()),
                _ => None,
            })
            .collect()
    };
    scene.pages.iter().map(numbers).collect()
}

fn outline_of(options: &str, code: &str) -> String {
    let lines: String = code.split('\n').map(|line| format!("        {line}\n")).collect();
    format!("slides:\n  - title: Code\n    code:\n{options}      text: |2\n{lines}")
}

#[test]
fn copied_code_is_the_source() {
    let long = format!("call({})", "argument, ".repeat(40).trim_end());
    let code = format!(
        "fn main() {{\n\tlet x = \"a  b\"; // c\n\n    {long}\n        deep\n}}\n\
         let שם = \"שלום\" + \"עולם\"; // 注释"
    );
    let scene = lay_out_valid(&outline_of("      lang: rust\n      numbers: true\n", &code));
    let expected: Vec<&str> = code.split('\n').collect();
    assert_eq!(copied_lines(&scene, &scene.pages), expected);
}

#[test]
fn numbers_run_on_over_pages_and_are_artifacts() {
    let code: Vec<String> = (1..=60).map(|line| format!("statement_{line}();")).collect();
    let scene = lay_out_valid(&outline_of("      numbers: true\n", &code.join("\n")));
    let numbers = line_numbers(&scene);
    assert!(numbers.len() > 1, "60 lines need several pages");
    let expected: Vec<String> = (1..=60).map(|line| line.to_string()).collect();
    assert_eq!(numbers.concat(), expected);
    assert_eq!(copied_lines(&scene, &scene.pages), code);
    let artifacts = scene.pages.iter().flat_map(|page| &page.items);
    assert!(
        artifacts
            .filter(|item| item.artifact_kind == ArtifactKind::LineNumber)
            .all(|item| item.element.is_none())
    );
}

#[test]
fn pages_end_between_functions() {
    let function = "fn next() {\n    one();\n    two();\n    three();\n}\n";
    let code = [function; 9].join("\n");
    let scene = lay_out_valid(&outline_of("", &code));
    assert!(scene.pages.len() > 1);
    for page in scene.pages.chunks(1) {
        // A blank line at the start of a page takes no room.
        let lines = copied_lines(&scene, page);
        assert_eq!(lines.iter().find(|line| !line.is_empty()).unwrap(), "fn next() {");
    }
}

/// Returns the size of the code on each page.
fn code_sizes(scene: &Scene) -> Vec<f32> {
    let size = |page: &Page| {
        let sizes = page.items.iter().filter_map(|item| match (&item.kind, item.element) {
            (ItemKind::Text(run), Some(element)) => {
                (scene.structure.get(element).role == Role::CodeLine).then_some(run.size)
            }
            _ => None,
        });
        sizes.fold(0.0, f32::max)
    };
    scene.pages.iter().map(size).collect()
}

#[test]
fn continued_code_is_large_and_evenly_divided() {
    let code: Vec<String> = (1..=22).map(|line| format!("statement_{line}();")).collect();
    let scene = lay_out_valid(&outline_of("", &code.join("\n")));
    let counts: Vec<usize> =
        scene.pages.chunks(1).map(|page| copied_lines(&scene, page).len()).collect();
    assert_eq!(counts, [11, 11]);
    let sizes = code_sizes(&scene);
    assert!(sizes[0] > 18.0 && sizes[0] == sizes[1], "{sizes:?}");
}

#[test]
fn no_page_starts_or_ends_with_a_blank_line() {
    let function = "fn next() {\n    one();\n    two();\n    three();\n}\n\n";
    let code = [function; 9].join("\n");
    let code = code.trim_end();
    let scene = lay_out_valid(&outline_of("      numbers: true\n", code));
    let numbers = line_numbers(&scene);
    assert!(numbers.len() > 1);
    for page in numbers {
        let line = |number: &String| code.split('\n').nth(number.parse::<usize>().unwrap() - 1);
        assert_eq!(line(&page[0]), Some("fn next() {"));
        assert_eq!(line(page.last().unwrap()), Some("}"));
    }
    let expected: Vec<&str> = code.split('\n').collect();
    assert_eq!(copied_lines(&scene, &scene.pages), expected, "all lines are copied");
}

#[test]
fn type_shrinks_before_lines_are_broken() {
    let line = |length: usize| "x".repeat(length);
    let adjustments = |length| {
        let scene = lay_out_valid(&outline_of("", &line(length)));
        let marks = scene.pages[0].items.iter().filter(|item| {
            let is_stroke = matches!(&item.kind, ItemKind::Shape(shape) if shape.fill.is_none());
            is_stroke && item.element.is_none()
        });
        let has_shrunk = scene.fits[0].adjustments.contains(&FitAdjustment::CodeShrunk);
        (has_shrunk, marks.count())
    };
    assert_eq!(adjustments(40), (false, 0));
    assert_eq!(adjustments(85), (true, 0));
    let (_, marks) = adjustments(150);
    assert_eq!(marks, 2, "each continuation has a mark");
}

#[test]
fn groups_of_lines_are_revealed_one_after_the_other() {
    let scene = lay_out_valid(&outline_of("      steps: [[1], [3]]\n", "a\nb\nc"));
    let step = |text: &str| {
        let items = &scene.pages[0].items;
        let item = items.iter().find(|item| match &item.kind {
            ItemKind::Text(run) => item.element.is_some() && copied_text(run) == text,
            _ => false,
        });
        item.expect("the line").step
    };
    assert_eq!((step("a"), step("b"), step("c")), (0, 0, 1));
}

#[test]
fn code_is_written_from_left_to_right_on_every_page() {
    let starts = |head: &str| {
        let outline = format!("{head}{}", outline_of("", "first second\n    third"));
        let scene = lay_out_valid(&outline);
        let start = |text: &str| {
            let runs = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
                ItemKind::Text(run) if copied_text(run) == text => Some(run.origin.x),
                _ => None,
            });
            runs.fold(f32::INFINITY, f32::min)
        };
        (start("first second").round(), start("    third").round())
    };
    assert_eq!(starts("lang: he\n"), starts("lang: en\n"));
}

#[test]
fn comments_are_italic_and_keywords_bold() {
    let outline = outline_of("      lang: rust\n", "let x = 1; // why");
    let deck = lay_out(Input::Bytes(outline.into_bytes()), &Options::default());
    let face_of = |text: &str| {
        let mut runs = deck.scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(run),
            _ => None,
        });
        let run = runs.rfind(|run| run.shown_text().trim() == text).unwrap();
        format!("{:?}", deck.fonts.get(run.face))
    };
    assert_eq!(face_of("// why"), "Source Code Pro 400 italic");
    assert_eq!(face_of("let"), "Source Code Pro 700");
}

#[test]
fn twenty_lines_fit_on_a_page() {
    let code: Vec<String> = (0..20).map(|index| format!("let value_{index} = {index};")).collect();
    let scene = lay_out_valid(&outline_of("      lang: rust\n", &code.join("\n")));
    assert_eq!(scene.pages.len(), 1);
}
