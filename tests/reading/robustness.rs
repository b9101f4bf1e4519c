//! Malicious and random input.

use plenary::diagnostic::Severity;
use proptest::prelude::*;

use super::{assert_runs_cover, outline, read, text_of};

#[test]
fn rejects_a_hundred_thousand_levels() {
    let flow = format!("slides: {}", "[".repeat(100_000));
    let dashes = format!("slides:\n{}a\n", "- ".repeat(100_000));
    let maps = format!("slides: {}", "{a: ".repeat(100_000));
    let indented: String = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    let quotes = format!("slides:\n  - body: |\n      {}a\n", "> ".repeat(100_000));
    let emphasis = format!("slides:\n  - title: \"{}a\"\n", "*_".repeat(20_000));
    let links = format!("slides:\n  - title: \"{}a\"\n", "[".repeat(20_000));
    for text in [flow, dashes, maps, indented, quotes] {
        let (_, diagnostics) = read(&text);
        assert!(
            diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error
                && diagnostic.message.contains("levels deep")),
            "{diagnostics:?}"
        );
    }
    assert!(read(&emphasis).0.is_some());
    assert!(read(&links).0.is_some());
}

#[test]
fn rejects_texts_and_columns_beyond_the_limits() {
    let long = "==a ".repeat(100_000);
    let columns = (0..6).fold("[{text: a}]".to_owned(), |inner, _| {
        format!("[{{columns: [{inner}, [{{text: b}}]]}}]")
    });
    let wide_row = format!("[{}]", vec!["c"; 201].join(", "));
    let row = format!("[{}]", vec!["c"; 101].join(", "));
    for (text, words) in [
        (format!("slides:\n  - table: [{wide_row}, [a]]\n"), "2 rows and 201 columns; the limits"),
        // Short rows count as much as the longest one.
        (
            format!("slides:\n  - table: [{row}{}]\n", ", [a]".repeat(199)),
            "200 rows and 101 columns; the limits are 200 columns and 20000 cells",
        ),
        (format!("slides:\n  - text: \"{long}\"\n"), "a text can have at most 50000"),
        (format!("slides:\n  - body: |\n      {long}\n"), "a text can have at most 50000"),
        (format!("slides:\n  - bullets: [\"{long}\"]\n"), "a text can have at most 50000"),
        (format!("slides:\n  - content: {columns}\n"), "nested more than 4 levels deep"),
    ] {
        let (_, diagnostics) = read(&text);
        assert!(
            diagnostics.iter().any(|found| found.message.contains(words)),
            "{words}: {diagnostics:?}"
        );
    }
}

#[test]
fn formulas_beyond_the_limits_are_explained() {
    let braces = |count: usize| format!("{}x{}", "{".repeat(count), "}".repeat(count));
    let matrix = format!("\\begin{{pmatrix}} {} \\end{{pmatrix}}", "a & ".repeat(4_000));
    let fractions = format!("{}x{}", "\\frac{".repeat(1_500), "}{y}".repeat(1_500));
    for (formula, words) in [
        (braces(9_000), "levels deep"),
        (braces(10_000), "a formula can have at most"),
        ("{".repeat(10_000), "levels deep"),
        ("x + ".repeat(250_000), "a formula can have at most"),
        (fractions, "levels deep"),
        (format!("\\def\\a{{\\a\\a}}\\a {matrix}"), "too large"),
        ("$$ x^2".to_owned(), "is not closed"),
    ] {
        let outline = format!("slides:\n  - body: |\n      {formula}\n  - math: '{formula}'\n");
        let (_, diagnostics) = read(&outline);
        let found: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
        let length = formula.len().min(40);
        assert!(
            found.iter().any(|found| found.contains(words)),
            "{}: {found:?}",
            &formula[..length]
        );
    }
}

#[test]
fn rejects_an_alias_bomb() {
    let mut text = "x_0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let references = vec![format!("*a{}", level - 1); 9].join(", ");
        text += &format!("x_{level}: &a{level} [{references}]\n");
    }
    text += "slides:\n  - title: a\n    bullets: *a29\n";
    let (_, diagnostics) = read(&text);
    assert!(
        diagnostics
            .iter()
            .any(|diagnostic| diagnostic.message.contains("references repeat too many values")),
        "{diagnostics:?}"
    );
}

#[test]
fn reads_many_errors_quickly() {
    let errors = [
        "  - title: A: B\n",
        "    bulets: [a]\n",
        "    text: *b*\n",
        "      - @x\n",
        "   x\n",
        "\t- y\n",
        "    a: \"open\n",
        "    b: [open\n",
    ];
    let text: String = std::iter::once("slides:\n")
        .chain((0..8_000).map(|line| errors[line % errors.len()]))
        .collect();
    let (_, diagnostics) = read(&text);
    assert!(diagnostics.len() > 1000);
}

/// Escapes every Markdown character in `text`.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
        .collect()
}

/// Generates lines that resemble an outline more often than random text would.
fn random_line() -> impl Strategy<Value = String> {
    let margin = prop::sample::select(vec![
        "", " ", "  ", "    ", "      ", "\t", "\u{a0}", "  - ", "    - ", "- ", "-", "      - ",
    ]);
    let key = prop::sample::select(vec![
        "", "title: ", "slides:", "bullets:", "text: |", "body: >", "title:", "cards: ",
        "figure: ", "&a ", "? ",
    ]);
    let value = prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,8}",
        Just("*a".to_owned()),
        Just("[x] done".to_owned()),
        Just("#tag".to_owned()),
        Just("\"open".to_owned()),
        Just("{a: b, c".to_owned()),
        Just("a: b: c".to_owned()),
    ];
    (margin, key, value).prop_map(|(margin, key, value)| format!("{margin}{key}{value}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn survives_any_string(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn survives_any_unicode(text in any::<String>()) {
        read(&text);
        read(&format!("slides:\n  - body: |\n      {text}\n"));
    }

    #[test]
    fn survives_any_outline(lines in prop::collection::vec(random_line(), 0..14)) {
        let text = format!("slides:\n{}", lines.concat());
        let (deck, diagnostics) = read(&text);
        prop_assert!(deck.is_some() || !diagnostics.is_empty());
        for diagnostic in diagnostics {
            let span = diagnostic.span.expect("a span");
            prop_assert!(text.get(span.range()).is_some(), "{diagnostic:?} points nowhere");
        }
    }

    #[test]
    fn keeps_quoted_and_escaped_text(words in "[^\\s\\p{Cc}\u{fffe}\u{ffff}][^\\p{Cc}\u{2028}\u{2029}\u{fffe}\u{ffff}]{0,40}") {
        // These private characters replace the punctuation of inserted values (`yaml/inert.rs`).
        let words = words.replace(|c| ('\u{10ff00}'..='\u{10ffff}').contains(&c), "x");
        let words = words.trim();
        prop_assume!(!words.contains('\u{2E4F}'));
        let text = text_of(&escaped(words));
        prop_assert_eq!(&text.content, words);
        assert_runs_cover(&text);
    }

    #[test]
    fn never_loses_text_of_a_bullet(words in prop::collection::vec("[A-Za-z0-9@%&!?#:,'\"*()-]{1,8}", 1..6)) {
        let line = words.join(" ");
        // Authors who write quotes know that a comment may follow them.
        if line.contains(['"', '\'']) && line.contains('#') {
            return Ok(());
        }
        let (deck, diagnostics) = read(&format!("slides:\n  - title: T\n    bullets:\n      - {line}\n      - end\n"));
        let shown = deck.map(|deck| outline(&deck.slides[0].blocks)).unwrap_or_default();
        let letters =
            |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let expected = letters(&format!("{line}end"));
        prop_assert!(letters(&shown) == expected || !diagnostics.is_empty(), "{line:?} became {shown:?}");
    }
}
