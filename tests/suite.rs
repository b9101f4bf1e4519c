//! Small outlines with the diagnostics that they cause.
//!
//! Every `tests/suite/**/*.yaml` is read as an outline. Comments at its top give the expected
//! diagnostics in the order of their places: `# error: LINE:COLUMN text`, `# warning: LINE:COLUMN
//! text`, each followed by its help, one `# hint: text` per line. The message must contain the
//! text. An outline without such comments must be read without diagnostics. Lines are those of the
//! file, comments included. Outlines that cannot contain a comment (a byte order mark, `---` first)
//! have their expectations in `NAME.expected` beside them. `UPDATE_SUITE=1 cargo test --test suite`
//! replaces the expectations with the actual diagnostics.

#![allow(clippy::disallowed_methods, reason = "tests read and write the suite")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use outlines::list_outlines;
use plenary::deck::{self, Deck, Position, Run, Style, Text, TextFiles};
use plenary::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use plenary::source::{Source, SourceId};
use plenary::yaml;

#[allow(dead_code, reason = "other tests use the rest")]
mod outlines;

#[test]
fn outlines_cause_the_expected_diagnostics() {
    let update = env::var_os("UPDATE_SUITE").is_some();
    let mut report = String::new();
    let mut count = 0;
    for path in list_outlines("tests/suite") {
        let text = fs::read_to_string(&path).expect("a readable outline");
        let (_, diagnostics, source) = read(&path, &text);
        let found = format_diagnostics(&diagnostics, &source);
        let expected_file = path.with_extension("expected");
        let expected = if expected_file.exists() {
            fs::read_to_string(&expected_file).expect("readable")
        } else {
            read_expectations(&text)
        };
        count += 1;
        if is_as_expected(&expected, &found) {
            continue;
        }
        if update {
            update_expectations(&path, &expected_file, &text, &found);
        }
        let _ = writeln!(
            report,
            "\n{}\n  expected:\n{}  found:\n{}",
            path.display(),
            indent_lines(&expected),
            indent_lines(&found)
        );
    }
    assert!(count > 100, "only {count} outlines were found");
    assert!(report.is_empty(), "{report}");
}

#[test]
fn diagnostics_have_a_span_and_help() {
    for path in list_outlines("tests/suite") {
        let text = fs::read_to_string(&path).expect("a readable outline");
        for diagnostic in read(&path, &text).1 {
            let message = &diagnostic.message;
            assert!(diagnostic.span.is_some(), "{}: {message} has no span", path.display());
            assert!(!diagnostic.help.is_empty(), "{}: {message} has no help", path.display());
            let first = message.chars().next().expect("a headline");
            assert!(
                !first.is_uppercase() || message.starts_with("Markdown"),
                "{}: {message} starts with a capital",
                path.display()
            );
        }
    }
}

/// Returns the title and the body texts of the slides of `tests/suite/text/NAME.yaml`. Links are
/// in `‹›`, subscripts in `₍₎`, superscripts in `⁽⁾`, other markup in `{}`.
fn read_texts(name: &str) -> Vec<String> {
    let path = Path::new("tests/suite/text").join(name).with_extension("yaml");
    let text = fs::read_to_string(&path).expect("a readable outline");
    let deck = read(&path, &text).0.expect("a deck");
    let slides = deck.slides.iter();
    let texts = slides.flat_map(|slide| slide.title.iter().chain(slide.body_texts()));
    texts.map(show_runs).collect()
}

fn show_runs(text: &Text) -> String {
    let show = |run: &Run| {
        let words = &text.content[run.range.clone()];
        let plain = Style { position: Position::Baseline, ..Style::default() };
        match (&run.link, run.style.position) {
            (Some(_), Position::Superscript) => format!("‹⁽{words}⁾›"),
            (Some(_), _) => format!("‹{words}›"),
            (None, Position::Superscript) => format!("⁽{words}⁾"),
            (None, Position::Subscript) => format!("₍{words}₎"),
            (None, Position::Baseline) if run.style != plain => format!("{{{words}}}"),
            _ => words.to_owned(),
        }
    };
    text.runs.iter().map(show).collect()
}

#[test]
fn text_that_only_looks_like_markup_keeps_its_characters() {
    let path = "tests/suite/text/text-not-markup.yaml";
    let source = fs::read_to_string(path).expect("a readable outline");
    let texts = read_texts("text-not-markup");
    let lines = source.lines().filter_map(|line| {
        let line = line.trim_start();
        let title = line.strip_prefix("- title: ");
        title.or_else(|| line.strip_prefix("- "))
    });
    assert_eq!(texts, lines.collect::<Vec<_>>());
}

#[test]
fn markup_is_read_as_in_pandoc() {
    assert_eq!(
        read_texts("markup-as-in-pandoc"),
        [
            "H₍2₎O, m⁽2⁾, x⁽(n+1)⁾ and Fe⁽3+⁾",
            "C₍6₎H₍12₎O₍6₎ and ⁽14⁾C, in ~/lib H₍2₎O",
            "这是{重点}，{旧}的 {智慧城市（GDD）}推动",
            "‹x›‹⁽2⁾› and P₍a\u{a0}cat₎",
            "101₍2₎ and {9~11} and 9~11~",
        ]
    );
}

#[test]
fn bare_addresses_are_links() {
    assert_eq!(
        read_texts("addresses"),
        [
            "Addresses",
            "See ‹https://example.org/~user/a_b_c/*d›*, (‹www.example.org›) and \
             ‹ana@example.org›.",
            "请看‹https://example.org/a›。",
            "راجع ‹https://example.org/a›،",
            "{https://example.org} and ‹https://example.org›",
        ]
    );
}

#[test]
fn line_breaks_are_spaces_where_the_script_has_some() {
    assert_eq!(
        read_texts("line-breaks"),
        [
            "First half\nsecond half",
            "one\ntwo\nthree",
            "What",
            "Detail",
            "Newline",
            "first line\nsecond line",
            "Tag",
            "first line\nsecond line",
            "第一行第二行",
            "第一行 second 第三行，第四行",
            "ภาษาไทย",
            "한국어 문장",
            "第一行第二行",
            "Markdown",
            "第一行{第二行} third",
            "a",
            "b",
            "x\ny",
            "z",
        ]
    );
}

/// A file system with a single file.
struct Files;

impl TextFiles for Files {
    fn read_text(&self, path: &str, _folder: &str) -> Result<String, Diagnostic> {
        match path {
            "data.csv" => Ok("City;People\nGuangzhou;15,000,000\nJena;110,000\n".to_owned()),
            _ => Err(Diagnostic::error_without_span(
                Code::FileNotFound,
                format!("there is no file `{path}`"),
            )
            .with_help("paths are relative to the folder of the outline")),
        }
    }
}

fn read(path: &Path, text: &str) -> (Option<Deck>, Vec<Diagnostic>, Source) {
    let source = Source::new(path, text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let deck = yaml::parse(&source, SourceId(0), &mut diagnostics)
        .map(|root| deck::read_deck(&root, &source, &Files, &mut diagnostics));
    (deck, diagnostics.into_sorted(), source)
}

fn is_expectation(line: &str) -> bool {
    ["# error: ", "# warning: ", "# hint: "].iter().any(|start| line.starts_with(start))
}

fn read_expectations(text: &str) -> String {
    text.lines()
        .take_while(|line| is_expectation(line))
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

fn format_diagnostics(diagnostics: &[Diagnostic], source: &Source) -> String {
    let mut result = String::new();
    for diagnostic in diagnostics {
        let severity = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let at = source.position(diagnostic.span.map_or(0, |span| span.start as usize));
        let _ = writeln!(result, "# {severity}: {}:{} {}", at.line, at.column, diagnostic.message);
        for hint in &diagnostic.help {
            let _ = writeln!(result, "# hint: {hint}");
        }
    }
    result
}

/// Returns whether each actual line contains the expected text. Help is compared only if any is
/// expected.
fn is_as_expected(expected: &str, found: &str) -> bool {
    let wants_hints = expected.lines().any(|line| line.starts_with("# hint: "));
    let found: Vec<&str> =
        found.lines().filter(|line| wants_hints || !line.starts_with("# hint: ")).collect();
    let expected: Vec<&str> = expected.lines().collect();
    found.len() == expected.len()
        && found.iter().zip(&expected).all(|(found, expected)| line_contains(found, expected))
}

fn line_contains(found: &str, expected: &str) -> bool {
    let split = |line: &str| -> (String, String) {
        let words = if line.starts_with("# hint: ") { 2 } else { 3 };
        let mut parts = line.splitn(words + 1, ' ');
        let head: Vec<&str> = parts.by_ref().take(words).collect();
        (head.join(" "), parts.next().unwrap_or("").to_owned())
    };
    let ((found_head, found), (head, words)) = (split(found), split(expected));
    found_head == head && found.contains(&words)
}

/// Writes the actual diagnostics. They move the outline down, so their places are computed again.
fn update_expectations(path: &Path, expected_file: &Path, text: &str, found: &str) {
    if expected_file.exists() {
        fs::write(expected_file, found).expect("written");
        return;
    }
    let body: String = text.split_inclusive('\n').skip_while(|line| is_expectation(line)).collect();
    let mut expected = found.to_owned();
    for _ in 0..2 {
        let whole = format!("{expected}{body}");
        let (_, diagnostics, source) = read(path, &whole);
        expected = format_diagnostics(&diagnostics, &source);
    }
    fs::write(path, format!("{expected}{body}")).expect("written");
}

fn indent_lines(lines: &str) -> String {
    lines.lines().map(|line| format!("    {line}\n")).collect()
}
