//! `--data`: a deck for each row of a table, and several outlines in one run.
#![allow(clippy::disallowed_methods, reason = "tests write and read files")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

const OUTLINE: &str = "vars: { city: Porto, stations: 3 }\nslides:\n  - title: \"{{ city }}\"\n    \
    numbered: { start: \"{{ stations }}\", items: [one] }\n";

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("slides.yaml"), OUTLINE).expect("a file");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// Runs plenary with arguments that have no spaces but in quotes.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).args(arguments).output().expect("it runs")
}

fn error_text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.flatten().map(name).collect();
    names.sort();
    names
}

const TXT: &str = "out/{{ city | slug }}.txt";

#[test]
fn each_row_becomes_a_deck_and_a_wrong_row_stops_no_other() {
    let table =
        "city,stations\nSão Tomé,4\nJena,many\n\"a \"\"b\"\", c\",5\nBonn\nOslo,1,2\nRome,7\n";
    let folder = project(&[("cities.csv", table)]);
    let arguments = ["render", "--data", "cities.csv", "-o", TXT, "--report", "report.jsonl"];
    let output = run(folder.path(), &arguments);
    let errors = error_text(&output);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert_eq!(names(&folder.path().join("out")), ["a-b-c.txt", "rome.txt", "sao-tome.txt"]);
    let text = fs::read_to_string(folder.path().join("out/a-b-c.txt")).expect("a deck");
    assert!(text.contains("a \"b\", c") && text.contains("5. one"), "{text}");
    // The place in the table: line and column.
    assert!(errors.contains("cities.csv:3:6"), "{errors}");
    assert!(errors.contains("cities.csv:5:5"), "{errors}");
    assert!(errors.contains("this row has 3 cells, but the first row has 2"), "{errors}");
    assert!(errors.contains("cities.csv:6:8"), "{errors}");
    assert!(errors.contains("6 rows: 3 written, 3 failed"), "{errors}");
    let report = fs::read_to_string(folder.path().join("report.jsonl")).expect("a report");
    let lines: Vec<serde_json::Value> =
        report.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let statuses: Vec<&str> = lines.iter().filter_map(|line| line["status"].as_str()).collect();
    assert_eq!(statuses, ["written", "failed", "written", "failed", "failed", "written"]);
    assert_eq!(lines[1]["line"], 3);
    assert_eq!(lines[0]["file"], "out/sao-tome.txt");
}

#[test]
fn equal_names_are_refused_before_anything_is_written() {
    let folder = project(&[("cities.csv", "city\nJena\nBonn\njena\n")]);
    let output = run(folder.path(), &["render", "--data", "cities.csv", "-o", TXT]);
    let errors = error_text(&output);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("two rows have the file name `out/jena.txt`"), "{errors}");
    assert!(errors.contains("line 2") && errors.contains("cities.csv:4:1"), "{errors}");
    assert_eq!(names(&folder.path().join("out")), [""; 0]);
}

#[test]
fn values_cannot_leave_the_output_folder() {
    let folder = project(&[("cities.csv", "city\n../evil\nJena\n\n")]);
    let pattern = "out/{{ city }}.txt";
    let output = run(folder.path(), &["render", "--data", "cities.csv", "-o", pattern]);
    let errors = error_text(&output);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("`../evil` cannot be part of a file name"), "{errors}");
    assert!(errors.contains("cities.csv:2:1"), "{errors}");
    assert_eq!(names(folder.path()), ["cities.csv", "out", "slides.yaml"]);
    assert_eq!(names(&folder.path().join("out")), ["Jena.txt"]);
}

#[test]
fn neither_a_deck_nor_the_report_overwrites_an_input() {
    let table = "city\nJena\ncities\n";
    let outline =
        "title: \"{{ city }}\"\nslides:\n  - title: A\n    figure: { src: a.svg, alt: A }\n";
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    let inputs = [
        ("cities.tsv", table),
        ("cities.txt", table),
        ("slides.yaml", outline),
        ("a.svg", picture),
        ("values.yaml", "country: Chad\n"),
    ];
    let folder = project(&inputs);
    let decks = ["--data", "cities.tsv", "-o", "out/{{ city }}.txt", "--vars", "values.yaml"];
    let cases: [(Vec<&str>, &str); 6] = [
        ([&decks[..], &["--report", "./cities.tsv"]].concat(), "which the decks use"),
        ([&decks[..], &["--report", "slides.yaml"]].concat(), "which the decks use"),
        ([&decks[..], &["--report", "values.yaml"]].concat(), "which the decks use"),
        ([&decks[..], &["--report", "a.svg"]].concat(), "which the decks use"),
        ([&decks[..], &["--report", "out/Jena.txt"]].concat(), "would both be"),
        (vec!["--data", "cities.txt", "-o", "{{ city }}.txt"], "would overwrite `cities.txt`"),
    ];
    for (arguments, expected) in cases {
        let output = run(folder.path(), &[&["render", "slides.yaml"], &arguments[..]].concat());
        let errors = error_text(&output);
        assert_ne!(output.status.code(), Some(0), "{arguments:?}: {errors}");
        assert!(errors.contains(expected), "{arguments:?}: {errors}");
        for (name, text) in inputs {
            let found = fs::read_to_string(folder.path().join(name)).expect("an input");
            assert_eq!(found, text, "{arguments:?}: {name}");
        }
    }
}

#[test]
fn a_dry_run_lists_the_decks_and_writes_nothing() {
    let folder = project(&[("cities.csv", "city;stations\nJena;2\nBonn;3\n")]);
    let arguments = ["render", "--data", "cities.csv", "-o", TXT, "--dry-run"];
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", error_text(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "out/jena.txt\nout/bonn.txt\n");
    assert_eq!(names(folder.path()), ["cities.csv", "slides.yaml"]);
}

#[test]
fn resume_skips_the_decks_that_are_current() {
    let folder = project(&[(
        "cities.jsonl",
        "{\"city\": \"Jena\", \"stations\": 2}\n{\"city\": \"Bonn\"}\n",
    )]);
    let arguments = ["render", "--data", "cities.jsonl", "-o", TXT, "--resume"];
    let output = run(folder.path(), &arguments);
    assert!(error_text(&output).contains("2 rows: 2 written"), "{}", error_text(&output));
    fs::remove_file(folder.path().join("out/jena.txt")).expect("a deck");
    let output = run(folder.path(), &arguments);
    assert!(error_text(&output).contains("1 written, 1 current"), "{}", error_text(&output));
    let text = fs::read_to_string(folder.path().join("out/jena.txt")).expect("a deck");
    assert!(text.contains("2. one"), "{text}");
}

#[test]
fn a_row_gives_the_bytes_of_a_single_run() {
    let folder = project(&[("cities.tsv", "city\tstations\nJena\t2\n")]);
    let pattern = "out/{{ city }}.pdf";
    run(folder.path(), &["render", "--data", "cities.tsv", "-o", pattern]);
    let set = ["render", "--set", "city=Jena", "--set", "stations=2", "-o", "one.pdf"];
    run(folder.path(), &set);
    let read = |name: &str| fs::read(folder.path().join(name)).expect("a deck");
    assert!(read("out/Jena.pdf") == read("one.pdf"));
}

#[test]
fn tables_that_cannot_be_used_are_reported() {
    let error = |name: &str, table: &[u8]| {
        let folder = project(&[]);
        fs::write(folder.path().join(name), table).expect("a file");
        let output = run(folder.path(), &["render", "--data", name, "-o", TXT]);
        assert_ne!(output.status.code(), Some(0));
        error_text(&output)
    };
    assert!(error("a.csv", b"").contains("`a.csv` is empty"));
    assert!(error("a.csv", b"city\n").contains("`a.csv` has no rows"));
    assert!(error("a.csv", b"city,,b\n").contains("this column has no name"));
    assert!(error("a.csv", b"city,City\n").contains("two columns have the name `city`"));
    assert!(error("a.csv", b"city\nJ\xe9na\n").contains("not in UTF-8"));
    assert!(error("a.jsonl", b"{\"city\": \n").contains("not valid JSON"));
    assert!(error("a.jsonl", b"[1]\n").contains("not a JSON object"));
    assert!(error("a.ods", b"PK").contains("save it as an Excel workbook"));
    assert!(error("a.xlsx", b"PK").contains("is not a workbook, or is damaged"));
    assert!(error("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("`a.xlsx`"));
    let open = [b"city\n\"".to_vec(), b"x\n".repeat(600_000)].concat();
    assert!(error("a.csv", &open).contains("is not closed"));
    assert!(error("a.xlsx", &workbook_of_tiny_cells()).contains("`a.xlsx` is too large"));
    for name in ["a.csv", "a.jsonl"] {
        // A file that is no table may be one line of any length.
        assert!(error(name, &"é".repeat(600_000).into_bytes()).contains("more than 1 MB"));
    }
    let folder = project(&[("a.csv", "city\nJena\n")]);
    let output = run(folder.path(), &["render", "--data", "a.csv", "-o", "one.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(error_text(&output).contains("each row needs a file name of its own"));
}

/// A workbook of 40 kB whose cells would take hundreds of megabytes.
fn workbook_of_tiny_cells() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..900 {
        archive.write_all(&b"<si/>".repeat(10_000)).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_package_is_built_for_each_row() {
    let folder = project(&[("cities.csv", "city\nJena\nBonn\n")]);
    let pattern = "out/{{ city }}";
    let output = run(folder.path(), &["package", "--data", "cities.csv", "-o", pattern]);
    assert_eq!(output.status.code(), Some(0), "{}", error_text(&output));
    let found = names(&folder.path().join("out/Bonn"));
    assert!(found.contains(&"slides-handout.pdf".to_owned()), "{found:?}");
}

#[test]
fn several_outlines_are_rendered_in_one_run() {
    let folder = project(&[("other.yaml", "slides:\n  - title: Other\n")]);
    fs::create_dir(folder.path().join("more")).expect("a folder");
    fs::write(folder.path().join("more/c.yaml"), "slides:\n  - title: C\n").expect("a file");
    let arguments = ["render", "slides.yaml", "other.yaml", "more", "--format", "txt"];
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", error_text(&output));
    for name in ["slides.txt", "other.txt", "more/c.txt"] {
        assert!(folder.path().join(name).exists(), "{name}");
    }
    let output = run(folder.path(), &["render", "slides.yaml", "other.yaml", "-o", "one.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(folder.path(), &["outline", "slides.yaml", "more"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("slides.yaml:\n") && text.contains("c.yaml:\n"), "{text}");
    let output = run(folder.path(), &["check", "slides.yaml", "more", "other.yaml"]);
    assert!(error_text(&output).contains("c.yaml: no problems found"), "{}", error_text(&output));
    let output = run(folder.path(), &["fmt", "--check", "more"]);
    assert_eq!(output.status.code(), Some(0), "{}", error_text(&output));
}

const CITIES: &[u8] = include_bytes!("fixtures/workbooks/cities.xlsx");
const TWO_SHEETS: &[u8] = include_bytes!("fixtures/workbooks/two-sheets.xlsx");
const WRONG_CELLS: &[u8] = include_bytes!("fixtures/workbooks/wrong-cells.xlsx");

/// Makes a deck for each row of a workbook. Returns the messages and the names of the decks.
fn run_workbook(bytes: &[u8], outline: &str, arguments: &[&str]) -> (String, Vec<String>, String) {
    let folder = project(&[("slides.yaml", outline)]);
    fs::write(folder.path().join("cities.xlsx"), bytes).expect("a file");
    let base = ["render", "slides.yaml", "--data", "cities.xlsx", "-o", TXT];
    let output = run(folder.path(), &[&base, arguments].concat());
    let out = folder.path().join("out");
    let text = |name: &String| fs::read_to_string(out.join(name)).expect("a deck");
    let decks = names(&out);
    let texts = decks.iter().map(text).collect::<String>();
    (error_text(&output), decks, texts)
}

#[test]
fn rows_of_a_workbook_are_what_the_spreadsheet_shows() {
    let outline = "vars: { city: P, first_day: d, starts_at: t, stations: 3, share: s, vip: no }\n\
        slides:\n  - title: \"{{ city }}: {{ first_day }}; {{ starts_at }}; {{ share }}; \
        {{ stations }}\"\n  - title: Dinner of {{ city }}\n    when: vip\n";
    let (errors, decks, texts) = run_workbook(CITIES, outline, &[]);
    assert!(errors.contains("3 rows: 3 written"), "{errors}");
    assert_eq!(decks, ["007.txt", "jena.txt", "sao-tome.txt"]);
    assert!(texts.contains("007: ; ; ; six"), "{texts}");
    assert!(texts.contains("Jena: 2026-06-13 14:05; 14:00; 12; 5"), "{texts}");
    assert!(texts.contains("São Tomé: 2026-06-12; 09:30; 0.3; 4"), "{texts}");
    assert!(texts.contains("Dinner of São Tomé") && !texts.contains("Dinner of Jena"), "{texts}");
}

#[test]
fn a_sheet_of_a_workbook_is_chosen_by_its_name() {
    let outline = "vars: { city: Porto }\nslides:\n  - title: \"{{ city }}\"\n";
    let (errors, decks, _) = run_workbook(TWO_SHEETS, outline, &[]);
    assert!(errors.contains("has several sheets: `North`, `South`"), "{errors}");
    assert!(errors.contains("--sheet 'North'") && decks.is_empty(), "{errors}");
    let (_, decks, _) = run_workbook(TWO_SHEETS, outline, &["--sheet", "South"]);
    assert_eq!(decks, ["bari.txt", "rome.txt"]);
    let (errors, ..) = run_workbook(TWO_SHEETS, outline, &["--sheet", "West"]);
    assert!(errors.contains("has no sheet `West`"), "{errors}");
}

#[test]
fn wrong_cells_of_a_workbook_stop_no_other_row() {
    let (errors, decks, _) = run_workbook(WRONG_CELLS, OUTLINE, &[]);
    assert!(errors.contains("cities.xlsx:2:8"), "{errors}");
    assert!(errors.contains("cell B2 holds the error `#DIV/0!`"), "{errors}");
    assert!(errors.contains("cell C3 is in a column without a name"), "{errors}");
    assert_eq!(decks, ["rome.txt"], "{errors}");
    // Workbooks with wrong bytes are refused, whatever they hold.
    for at in (0..WRONG_CELLS.len()).step_by(97) {
        let mut bytes = WRONG_CELLS.to_vec();
        bytes[at] ^= 0x55;
        let (errors, ..) = run_workbook(&bytes, OUTLINE, &["--dry-run"]);
        assert!(!errors.contains("panicked"), "{errors}");
    }
}
