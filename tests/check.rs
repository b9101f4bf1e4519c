//! `plenary check`: levels, comments that suppress diagnostics, output and exit codes; and the
//! diagnostics of the project's own decks.
#![allow(clippy::disallowed_methods, reason = "tests create and read files as a user would")]

use std::path::Path;
use std::process::{Command, Output};

use outlines::list_decks;
use plenary::assets::Files;
use plenary::check::LintContext;
use plenary::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use plenary::scene::{GlyphRun, ItemKind, Scene};
use plenary::source::SourceId;
use plenary::{Input, LaidOutDeck, Options};
use threads::map_on_threads;

#[allow(dead_code, reason = "other tests use the rest")]
mod outlines;
mod threads;

fn found(outline: &str) -> Vec<Diagnostic> {
    plenary::check(Input::Bytes(outline.as_bytes().to_vec()), &Options::default())
        .diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.code != Code::UnusedFile)
        .collect()
}

fn codes(outline: &str) -> Vec<Code> {
    found(outline).into_iter().map(|diagnostic| diagnostic.code).collect()
}

/// Returns the diagnostics of one rule for an outline whose pages `change` has modified as no layout
/// does, each with the text at its place.
fn found_on_pages(outline: &str, code: Code, change: impl Fn(&mut Scene)) -> Vec<(String, String)> {
    let composed = plenary::lay_out(Input::Bytes(outline.as_bytes().to_vec()), &Options::default());
    let LaidOutDeck { mut scene, fonts, outline: Some(outline), sources, .. } = composed else {
        panic!("an outline")
    };
    change(&mut scene);
    let subject = LintContext {
        root: &outline.root,
        outline: SourceId(0),
        deck: &outline.deck,
        scene: &scene,
        theme: &outline.theme,
        fonts: &fonts,
        images: &outline.images,
        media: &outline.media,
        sources: &sources,
        files: &Files::in_folder(""),
    };
    let mut diagnostics = Diagnostics::default();
    plenary::check::run_rules(&subject, &outline.settings, &mut diagnostics);
    let found = diagnostics.into_sorted().into_iter().filter(|diagnostic| diagnostic.code == code);
    found
        .map(|diagnostic| {
            (diagnostic.message, sources.slice(diagnostic.span.expect("a place")).to_owned())
        })
        .collect()
}

/// The run on the first page that shows `words`.
fn run<'s>(scene: &'s mut Scene, words: &str) -> &'s mut GlyphRun {
    let runs = scene.pages[0].items.iter_mut().filter_map(|item| match &mut item.kind {
        ItemKind::Text(run) => Some(run),
        _ => None,
    });
    runs.into_iter().find(|run| run.text.contains(words)).expect("a run with these words")
}

const TWO_TEXTS: &str = "slides:\n  - title: Question\n    text: Answer\n";

#[test]
fn text_outside_the_page_or_over_other_text_is_reported() {
    let found = |change: fn(&mut Scene)| found_on_pages(TWO_TEXTS, Code::Overflow, change);
    assert_eq!(found(|_| {}), []);
    let outside = [("“Answer” is outside the page".to_owned(), "Answer".to_owned())];
    assert_eq!(found(|scene| run(scene, "Answer").origin.y = scene_height(scene) + 9.0), outside);
    assert_eq!(found(|scene| run(scene, "Answer").origin.x = -9.0), outside);
    let covered = ("“Answer” overlaps “Question”".to_owned(), "Answer".to_owned());
    assert_eq!(
        found(|scene| run(scene, "Answer").origin = run(scene, "Question").origin),
        [covered]
    );
}

#[test]
fn text_that_is_read_in_another_order_than_it_appears_is_reported() {
    let found = |change: fn(&mut Scene)| found_on_pages(TWO_TEXTS, Code::ReadingOrder, change);
    assert_eq!(found(|_| {}), []);
    let turned =
        ("“Answer” is above “Question” but is read after it".to_owned(), "Answer".to_owned());
    assert_eq!(
        found(|scene| run(scene, "Question").origin.y = scene_height(scene) - 9.0),
        [turned]
    );
    let aside = |scene: &mut Scene| {
        let bottom = scene_height(scene) - 9.0;
        run(scene, "Question").origin.y = bottom;
        run(scene, "Answer").origin.x += 400.0;
    };
    assert_eq!(found(aside), [], "columns are read one after the other");
}

fn scene_height(scene: &Scene) -> f32 {
    scene.pages[0].size.height
}

const DECK: &str = "slides:\n  - title: Two\n    text: In [here](https://example.org) it \
                    stands.\n  - title: Two\n    text: Once more.\n";

#[test]
fn pictures_of_formulas_are_reported_with_what_to_write() {
    let slide = |figure: &str| {
        let outline = format!("title: A\nslides:\n  - title: T\n    figure: {figure}\n");
        found(&outline).iter().any(|found| {
            found.code == Code::FormulaAsPicture && found.help.iter().any(|h| h.contains("math:"))
        })
    };
    for figure in [
        "{ src: images/eq1.png, alt: The law of Newton }",
        "{ src: images/equation-of-motion.svg, alt: a }",
        "{ src: images/skyline.svg, alt: E = mc² }",
    ] {
        assert!(slide(figure), "{figure}");
    }
    for figure in [
        "{ src: images/skyline.svg, alt: A skyline }",
        "{ src: images/equipment.png, alt: 'Sequence of steps, n = 12' }",
    ] {
        assert!(!slide(figure), "{figure}");
    }
}

#[test]
fn the_call_of_a_footnote_is_not_small_type() {
    let rows = "      - [word and word and word, word and word, word and word and word, word, \
        'd^[note]']\n"
        .repeat(5);
    let outline = format!("lang: en\nslides:\n  - title: T\n    table:\n{rows}");
    assert!(!codes(&outline).contains(&Code::SmallText));
}

#[test]
fn a_deck_sets_levels_and_limits() {
    assert_eq!(codes(DECK), [Code::VagueLinkText, Code::DuplicateTitle]);
    assert_eq!(codes(&format!("check: {{link_text: off}}\n{DECK}")), [Code::DuplicateTitle]);
    let strict =
        found(&format!("check:\n  link_text: error\n  duplicate_title: {{level: off}}\n{DECK}"));
    let [only] = &strict[..] else { panic!("{strict:#?}") };
    assert_eq!((only.severity, only.code), (Severity::Error, Code::VagueLinkText));
    assert_eq!(
        codes(&format!(
            "check: {{too_many_words: 2, link_text: off, duplicate_title: off}}\n{DECK}"
        )),
        [Code::TooManyWords]
    );
    assert!(
        codes(&format!("check: {{too_many_words: {{most: 3}}}}\n{DECK}"))
            .contains(&Code::TooManyWords)
    );
}

#[test]
fn the_times_of_sections_have_to_add_up() {
    let said = |whole: &str, times: [&str; 3]| -> Vec<(String, String)> {
        let slide = |(index, time): (usize, &&str)| match *time {
            "" => format!("  - section: Part {index}\n"),
            time => format!("  - section: {{ title: Part {index}, duration: {time} }}\n"),
        };
        let slides: String = times.iter().enumerate().map(slide).collect();
        let all = found(&format!(
            "{whole}slides:\n{slides}  - section: {{ title: Spare, duration: 1h }}\n    backup: \
             true\n"
        ));
        let all = all.into_iter().filter(|diagnostic| diagnostic.code == Code::SectionTimes);
        all.map(|diagnostic| (diagnostic.message, diagnostic.help[0].clone())).collect()
    };
    let talk = "duration: 10min\n";
    assert_eq!(said(talk, ["2min", "3min", "5min"]), []);
    assert_eq!(said(talk, ["", "", ""]), []);
    assert_eq!(said("", ["2min", "3min", "5min"]), []);
    let over = (
        "the sections take 11:30 in total, but the `duration` of the talk is 10min",
        "shorten them by 1:30, or write `duration: 11:30` for the deck",
    );
    assert_eq!(said(talk, ["2min", "3:30", "6min"]), [(over.0.to_owned(), over.1.to_owned())]);
    let one = said(talk, ["2min", "", "6min"]);
    assert!(
        one.len() == 1
            && one[0].0.contains("“Part 1” has no `duration`")
            && one[0].1.contains("duration: 2min }"),
        "{one:?}"
    );
    let two = said("", ["", "4min", ""]);
    assert!(two.len() == 1 && two[0].0.contains("“Part 0” and one more"), "{two:?}");
}

#[test]
fn levels_of_rules_are_checked() {
    let found = found(&format!("check: {{link_txt: off}}\n{DECK}"));
    let unknown = found
        .iter()
        .find(|diagnostic| diagnostic.code == Code::UnknownKey)
        .expect("an unknown rule");
    assert_eq!(unknown.help, ["did you mean `link_text`?"]);
    assert!(codes(&format!("check: {{too_many_words: -3}}\n{DECK}")).contains(&Code::WrongValue));
}

#[test]
fn comments_suppress_diagnostics_on_their_line_and_above_a_slide() {
    let same_line = DECK.replace("stands.", "stands.  # plenary: allow(link_text)");
    assert_eq!(codes(&same_line), [Code::DuplicateTitle]);
    let above = DECK.replace("    text: In", "    # plenary: allow(link-text)\n    text: In");
    assert_eq!(codes(&above), [Code::DuplicateTitle]);
    let slide = DECK.replacen(
        "  - title: Two",
        "  # plenary: allow(link_text, duplicate_title)\n  - title: Two",
        1,
    );
    assert_eq!(
        codes(&slide),
        [Code::UnusedAllow, Code::DuplicateTitle],
        "the second slide has no comment"
    );
    let in_text = DECK.replace("Once more.", "\"Write # plenary: allow(contrast) there.\"");
    assert_eq!(
        codes(&in_text),
        [Code::VagueLinkText, Code::DuplicateTitle],
        "words are no comment"
    );
}

#[test]
fn unused_and_invalid_comments_are_reported() {
    let hint = |comment: &str| {
        let found =
            found(&format!("slides:\n  - title: One # plenary: {comment}\n    text: Two\n"));
        assert_eq!(
            found.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(),
            [Code::UnusedAllow],
            "{comment}"
        );
        found[0].help[0].clone()
    };
    assert_eq!(hint("allow(contrst)"), "did you mean `contrast`?");
    assert_eq!(hint("allow(contrast)"), "remove the comment");
    assert!(hint("alow(contrast)").contains("# plenary: allow("));
}

#[test]
fn the_project_s_own_decks_are_clean() {
    map_on_threads(&list_decks(), |deck| {
        let found = plenary::check(Input::File(deck.clone()), &Options::default()).diagnostics;
        let said: Vec<String> = found
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.message))
            .collect();
        assert!(found.is_empty(), "{}: {said:#?}", deck.display());
    });
}

fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn the_command_line_sets_levels_and_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("deck.yaml"), DECK).unwrap();
    std::fs::write(path.join("good.yaml"), "slides:\n  - title: One\n    text: Two\n").unwrap();
    let run = |arguments: &[&str]| {
        let output = plenary(path, &[&["check"], arguments].concat());
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    assert_eq!(run(&["good.yaml"]), (Some(0), "good.yaml: no problems found\n".into()));
    assert_eq!(run(&["good.yaml", "--quiet"]), (Some(0), String::new()));
    assert_eq!(run(&["good.yaml", "deck.yaml", "-q"]).0, Some(1));
    assert_eq!(
        run(&["deck.yaml", "-q", "--allow", "link_text", "--allow", "duplicate-title"]),
        (Some(0), String::new())
    );
    let (code, said) = run(&["deck.yaml", "--deny", "warnings", "--message-format", "short"]);
    assert!(
        code == Some(1) && said.contains("error[E0609]") && said.contains("error[E0603]"),
        "{said}"
    );
    let (code, said) = run(&["deck.yaml", "--deny", "link_text", "--message-format", "short"]);
    assert!(
        code == Some(1) && said.contains("error[E0609]") && said.contains("warning[E0603]"),
        "{said}"
    );
    assert_eq!(run(&["missing.yaml", "good.yaml"]).0, Some(2));
    let (code, said) = run(&["deck.yaml", "--allow", "link_txt"]);
    assert!(code == Some(2) && said.contains("link_text"), "{said}");
    let listed = String::from_utf8(plenary(path, &["check", "--rules"]).stdout).unwrap();
    assert!(listed.lines().count() > 20 && listed.contains("E0615  contrast"), "{listed}");
    let explained = String::from_utf8(plenary(path, &["explain", "contrast"]).stdout).unwrap();
    assert!(
        explained.starts_with("# E0615") && explained.contains("# plenary: allow(contrast)"),
        "{explained}"
    );
}

#[test]
fn every_rule_has_its_line_in_the_guide() {
    let guide =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/check.md"))
            .unwrap();
    for rule in plenary::check::RULES {
        let line = guide.lines().find(|line| line.starts_with(&format!("| `{}` |", rule.name)));
        let line = line.unwrap_or_else(|| panic!("`{}` has no line in the guide", rule.name));
        if let Some(limit) = rule.limit {
            assert!(line.contains(&format!("`{}: {}`", limit.key, limit.default)), "{line}");
        }
    }
}

#[test]
fn fix_quotes_a_text_and_leaves_every_other_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deck.yaml");
    let outline = "# kept  \r\nslides:\r\n\r\n  -   title:   'Lists'   # kept, too\r\n      \
                   bullets:\r\n        - \"One: two.\"\r\n        - Three\r\n        - \
                       **Four**\r\n        - five   # five\r\n        - Six\r\n        - Seven\r\n";
    std::fs::write(&path, outline).unwrap();
    let shown = plenary(folder.path(), &["check", "deck.yaml", "--fix", "--dry-run"]);
    let diff = String::from_utf8(shown.stdout).unwrap();
    assert!(
        diff.contains("-        - **Four**") && diff.contains("+        - \"**Four**\""),
        "{diff}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), outline, "a dry run changes nothing");
    let output = plenary(folder.path(), &["check", "deck.yaml", "--fix"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("applied"), "{said}");
    let fixed = std::fs::read_to_string(&path).unwrap();
    // What the audience sees stays, even a full stop and a small letter that no other item has.
    assert_eq!(fixed, outline.replace("**Four**", "\"**Four**\""));
    let again = plenary(folder.path(), &["check", "deck.yaml", "--fix"]);
    assert!(!String::from_utf8(again.stderr).unwrap().contains("applied"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), fixed);
}

/// Runs `check` with standard output redirected to a file, and returns the file and standard error.
fn redirected(folder: &Path, arguments: &[&str]) -> (String, String) {
    let path = folder.join("redirected.txt");
    let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .arg("check")
        .args(arguments)
        .stdout(std::fs::File::create(&path).unwrap())
        .output()
        .unwrap();
    (std::fs::read_to_string(path).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn diagnostics_go_to_standard_output_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("deck.yaml"), DECK).unwrap();
    std::fs::write(path.join("other.yaml"), DECK).unwrap();
    for (format, expected) in [
        ("human", "2 warnings; for details, run for example `plenary explain E0609`"),
        ("short", "deck.yaml:3:14: warning[E0609]: "),
        ("json", "{\"severity\":\"warning\",\"code\":\"E0609\""),
        ("sarif", "\"ruleId\": \"E0609\""),
    ] {
        let (text, errors) = redirected(path, &["deck.yaml", "--message-format", format]);
        assert!(text.contains(expected) && !text.contains('\u{1b}'), "{format}: {text}");
        assert_eq!(errors, "", "{format}");
    }
    // Two outlines are one SARIF log.
    let (text, _) = redirected(path, &["deck.yaml", "other.yaml", "--message-format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&text).expect("one JSON document");
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 4);
    // Where standard output holds a diff, diagnostics go to standard error.
    std::fs::write(path.join("list.yaml"), "slides:\n  - Title: One\n    bulets: [a]\n").unwrap();
    let (text, errors) = redirected(path, &["list.yaml", "--fix", "--dry-run"]);
    assert!(text.contains("+  - title: One") && !text.contains("bulets: [a]\n-"), "{text}");
    assert!(errors.contains("did you mean `bullets`?") && !text.contains("help"), "{errors}");
}

#[test]
fn small_labels_of_drawings_are_found_but_not_the_lettering_of_logos() {
    let outline = |slide: &str| {
        format!("slides:\n  - {{ title: One, text: The level is measured., {slide} }}\n")
    };
    let figure = "{ src: tests/fixtures/labels.svg, alt: A gauge with two labels }";
    let found = found(&outline(&format!("figure: {figure}")));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::SmallLabel]);
    assert!(found[0].message.contains("“metres above the sea” in this drawing is 3 pt"));
    assert_eq!(codes(&outline(&format!("logos: [{figure}]"))), []);
}

#[test]
fn logos_that_are_too_small_are_reported_once() {
    let logo = |index| format!("{{ src: tests/fixtures/labels.svg, alt: Partner {index} }}");
    let outline = |count| {
        let logos: Vec<String> = (0..count).map(logo).collect();
        format!("logos: [{}]\nslides:\n  - title: One\n    text: Words.\n", logos.join(", "))
    };
    assert_eq!(codes(&outline(2)), []);
    let found = found(&outline(60));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::SmallLogo]);
    assert!(found[0].message.starts_with("this logo and 59 more"), "{}", found[0].message);
}

#[test]
fn a_colour_of_a_diagram_that_is_replaced_is_reported() {
    let outline = |colour: &str| {
        format!(
            "lang: en\nslides:\n  - title: Two steps\n    diagram: |\n      flowchart LR\n        \
             a --> b\n        style a fill:#ffffff,color:{colour}\n"
        )
    };
    assert_eq!(codes(&outline("#dddddd")), [Code::LowContrast]);
    assert_eq!(codes(&outline("#222222")), []);
}

#[test]
fn charts_that_mislead_are_reported() {
    let chart =
        |chart: &str| format!("lang: en\nslides:\n  - title: Two steps\n    chart: {chart}\n");
    let seven = "{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }";
    let lines = "[[Year, Coal, Solar], [2024, 8, 5], [2025, 6, 7]]";
    for (text, code) in [
        (format!("{{ kind: pie, data: {seven} }}"), Code::ManySlices),
        ("{ data: { a: 74, b: 77 }, y_axis: { min: 70 } }".to_owned(), Code::CutAxis),
        (format!("{{ kind: pie, data: {lines} }}"), Code::ManySeries),
        (format!("{{ kind: line, data: {lines}, legend: none }}"), Code::ChartColours),
        ("{ data: { a: 74, b: 77 }, colours: ['#FFE600'] }".to_owned(), Code::PaleChartColour),
    ] {
        assert_eq!(codes(&chart(&text)), [code], "{text}");
    }
    for text in [
        format!("{{ data: {seven} }}"),
        format!("{{ kind: line, data: {lines} }}"),
        format!("{{ kind: line, data: {lines}, legend: none, highlight: Solar }}"),
        "{ kind: line, data: { 2024: 74, 2025: 77 }, y_axis: { min: 70 } }".to_owned(),
    ] {
        assert_eq!(codes(&chart(&text)), [], "{text}");
    }
    let many: Vec<String> = (0..60).map(|at| format!("Station number {at}: {at}")).collect();
    let text = format!("{{ horizontal: true, data: {{ {} }} }}", many.join(", "));
    assert!(codes(&chart(&text)).contains(&Code::CrowdedChart));
}

#[test]
fn ornaments_and_pieces_of_brackets_have_no_contrast_to_check() {
    let outline = "title: A\ntheme: THEME\nslides:\n  - section: One\n  - title: Cases\n    math: \
                   '\\begin{cases} x & 1 \\\\ y & 2 \\\\ z & 3 \\end{cases}'\n";
    for theme in ["university", "pitch", "blueprint"] {
        let found = codes(&outline.replace("THEME", theme));
        assert!(!found.contains(&Code::LowContrast), "{theme}: {found:?}");
    }
}
