//! Tests `plenary new`, with the starter deck and with decks of other tools.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

#[path = "import/command_line.rs"]
mod command_line;
#[path = "import/decks.rs"]
mod decks;
#[path = "import/dialects.rs"]
mod dialects;
#[path = "import/embedded.rs"]
mod embedded;
#[path = "import/field_decks.rs"]
mod field_decks;
#[path = "import/html.rs"]
mod html;
#[path = "import/newcomers.rs"]
mod newcomers;
#[path = "import/powerpoint.rs"]
mod powerpoint;
#[path = "import/powerpoint_hostile.rs"]
mod powerpoint_hostile;
#[path = "import/powerpoint_pages.rs"]
mod powerpoint_pages;
#[path = "import/quarto.rs"]
mod quarto;
#[path = "import/steps.rs"]
mod steps;
#[path = "import/tools.rs"]
mod tools;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run_plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The comment that tells an editor where the schema is.
const SCHEMA_LINE: &str = "# yaml-language-server: $schema=plenary.schema.json";

/// Asserts that a deck was converted, and that the exit code says whether something is missing.
fn assert_imported(name: &str, made: &Output) {
    let said = stderr_of(made);
    let expected = if said.contains(" left for you") { 1 } else { 0 };
    assert_eq!(made.status.code(), Some(expected), "{name}: {said}");
    assert!(said.contains("created "), "{name}: {said}");
}

/// Imports `tests/import/NAME.md`, renders it, and returns the outline and the warnings.
fn import_and_render(name: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name);
    // Write the path as a user would, so that it is the same on every machine.
    let made = run_plenary(folder.path(), &["new", "talk", "--from", from.to_str().unwrap()]);
    assert_imported(name, &made);
    let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
    let rendered = run_plenary(&folder.path().join("talk"), &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{name}: {}\n{outline}", stderr_of(&rendered));
    assert!(folder.path().join("talk/slides.pdf").exists());
    let warnings = stderr_of(&made)
        .replace(env!("CARGO_MANIFEST_DIR"), "")
        .lines()
        .filter(|line| line.starts_with("warning"))
        .fold(String::new(), |all, line| all + line + "\n");
    let mut lines = outline.lines();
    assert_eq!(lines.next(), Some(SCHEMA_LINE));
    assert!(lines.next().unwrap().starts_with("# Converted from "), "{outline}");
    (lines.fold(String::new(), |all, line| all + line + "\n"), warnings)
}

#[test]
fn videos_and_recordings_are_imported() {
    let folder = tempfile::tempdir().unwrap();
    let media = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides/media");
    for name in ["lock.mp4", "lock.jpg", "bird.mp3"] {
        fs::copy(media.join(name), folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("fake.mp4"), "no video").unwrap();
    let deck = "# A film\n\n<video poster=\"lock.jpg\" controls autoplay loop>\n\
                <source src=\"lock.mp4\">\n<source src=\"lock.webm\">\n</video>\n\n\
                # Another\n\n![A boat in a lock](lock.mp4 \"At noon\")\n\n\
                # A bird\n\n<audio src=\"bird.mp3\"></audio>\n\n\
                # On the web\n\n![A boat](https://example.org/boat.mp4)\n\n\
                # Broken\n\n![](fake.mp4) ![](missing.mp4)\n";
    fs::write(folder.path().join("talk.md"), deck).unwrap();
    let made = run_plenary(folder.path(), &["new", "talk", "--from", "talk.md"]);
    let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
    for part in [
        "src: media/lock.mp4",
        "poster: images/lock.jpg",
        "autoplay: true",
        "loop: true",
        "alt: A boat in a lock",
        "caption: At noon",
        "audio:",
        "https://example.org/boat.mp4",
    ] {
        assert!(outline.contains(part), "{part}: {outline}");
    }
    let said = stderr_of(&made);
    for part in ["`fake.mp4` is of an unknown format", "`missing.mp4` does not exist"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let rendered = run_plenary(&folder.path().join("talk"), &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{}\n{outline}", stderr_of(&rendered));
    assert!(folder.path().join("talk/media/lock.mp4").exists());
}

#[test]
fn keeps_the_citations_of_pandoc() {
    let folder = tempfile::tempdir().unwrap();
    let bib = "@book{haddad2016, author={Haddad, L.}, title={Weirs}, year={2016}}";
    fs::write(folder.path().join("refs.bib"), bib).unwrap();
    let deck = "---\ntitle: Rivers\nbibliography: refs.bib\n---\n\n# Weirs\n\nThey last \
                [@haddad2016, p. 3].\n\n# References\n\n::: {#refs}\n:::\n";
    for (name, text) in [("with.md", deck), ("without.md", &deck.replace("::: {#refs}\n:::\n", ""))]
    {
        fs::write(folder.path().join(name), text).unwrap();
        let target = name.trim_end_matches(".md");
        let made = run_plenary(folder.path(), &["new", target, "--from", name]);
        assert!(made.status.success(), "{}", stderr_of(&made));
        assert!(!stderr_of(&made).contains("warning"), "{}", stderr_of(&made));
        let project = folder.path().join(target);
        let outline = fs::read_to_string(project.join("slides.yaml")).unwrap();
        assert!(outline.contains("bibliography: bibliography/refs.bib"), "{outline}");
        assert!(outline.contains("[@haddad2016, p. 3]"), "{outline}");
        assert_eq!(outline.matches("references: true").count(), 1, "{outline}");
        assert_eq!(outline.matches("title: References").count(), 1, "{outline}");
        let rendered = run_plenary(&project, &["render", "slides.yaml"]);
        assert!(rendered.status.success(), "{}\n{outline}", stderr_of(&rendered));
    }
}

#[test]
fn converts_decks_of_other_tools() {
    for name in ["marp", "slidev", "pandoc", "reveal", "plain", "quarto"] {
        let (outline, warnings) = import_and_render(&format!("{name}.md"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("import");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!(name, format!("{outline}\n# Warnings:\n{warnings}"));
        });
    }
}

#[test]
fn keeps_all_words_of_a_deck() {
    // Words that are in the text, not in the markup.
    let words = [
        "eleven",
        "forty",
        "mayor's",
        "ruler",
        "9,000",
        "box-17/",
        "archive@example.org",
        "continents",
    ];
    let (outline, _) = import_and_render("marp.md");
    for word in words {
        assert!(outline.contains(word), "{word}\n{outline}");
    }
}

#[test]
fn new_folder_renders_without_diagnostics() {
    let folder = tempfile::tempdir().unwrap();
    let made = run_plenary(folder.path(), &["new", "my-talk", "--lang", "de"]);
    assert!(made.status.success(), "{}", stderr_of(&made));
    let talk = folder.path().join("my-talk");
    for name in ["slides.yaml", "images", "fonts", ".gitignore"] {
        assert!(talk.join(name).exists(), "{name}");
    }
    let outline = fs::read_to_string(talk.join("slides.yaml")).unwrap();
    assert_eq!(outline.lines().next(), Some(SCHEMA_LINE));
    let schema = run_plenary(&talk, &["schema"]).stdout;
    assert_eq!(fs::read(talk.join("plenary.schema.json")).unwrap(), schema);
    assert!(outline.contains("title: My talk\n") && outline.contains("lang: de"), "{outline}");
    let rendered = run_plenary(&talk, &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{}", stderr_of(&rendered));
    assert_eq!(stderr_of(&rendered).lines().count(), 1, "{}", stderr_of(&rendered));
    let checked = run_plenary(&talk, &["check", "slides.yaml"]);
    assert_eq!(
        (checked.status.code(), stderr_of(&checked)),
        (Some(0), "slides.yaml: no problems found\n".to_owned())
    );
}

#[test]
fn non_empty_folder_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("talk")).unwrap();
    fs::write(folder.path().join("talk/slides.yaml"), "mine").unwrap();
    let refused = run_plenary(folder.path(), &["new", "talk"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr_of(&refused).contains("is not empty"), "{}", stderr_of(&refused));
    assert_eq!(fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap(), "mine");
}

#[test]
fn malformed_markdown_never_panics_and_always_renders() {
    for (name, text) in [
        ("empty", ""),
        ("rules", "---\n---\n---\n"),
        ("open fence", "# A\n\n```\n---\n# B"),
        ("open comment", "# A\n\n<!-- never closed\n\ntext"),
        ("open tag", "# A\n\n<div class=\"columns\"\n\ntext <b"),
        ("open front", "---\ntitle: A\n\n# B\n"),
        ("bad front", "---\ntitle: [A\nb: : c\n---\n\n# B\n"),
        ("columns", "::: columns\n::: column\n:::\n:::\n"),
        ("brackets", "# [A](\n\n![x](\n\n![y][z]\n\n[[[[\n"),
        ("deep", &"> ".repeat(300)),
        (
            "nested",
            &(0..80).map(|level| format!("{}- x\n", "  ".repeat(level))).collect::<String>(),
        ),
        ("signs", "# @a: b #c\n\n- : x\n- #tag\n- {a}\n- 'b\n- |\n"),
        ("unicode", "# 城市\n\n- स्मार्ट\u{a0}x\n"),
    ] {
        let (_, messages) = import_text(name, text);
        assert!(!messages.contains("panicked"), "{name}: {messages}");
    }
}

/// Imports a Markdown deck in a folder of its own, as `import_in` does.
fn import_text(name: &str, text: &str) -> (String, String) {
    import_in(tempfile::tempdir().unwrap().path(), name, text)
}

/// Imports a Markdown deck in a folder, renders it, and returns the outline and the messages of
/// the import.
fn import_in(folder: &Path, name: &str, text: &str) -> (String, String) {
    fs::write(folder.join("talk.md"), text).unwrap();
    let made = run_plenary(folder, &["new", "talk", "--from", "talk.md"]);
    assert_imported(name, &made);
    let outline = fs::read_to_string(folder.join("talk/slides.yaml")).unwrap();
    let rendered = run_plenary(&folder.join("talk"), &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{name}: {}\n{outline}", stderr_of(&rendered));
    (outline, stderr_of(&made))
}

/// Returns a generator of pseudo-random numbers below a limit (xorshift; Marsaglia 2003). The same
/// seed gives the same sequence.
fn random_numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |limit| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit.max(1) as u64) as usize
    }
}

#[test]
fn field_decks_always_render() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/field");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md") || name.ends_with(".qmd"))
        .collect();
    names.sort();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        import_and_render(&format!("field/{name}"));
    }
}

#[test]
fn links_find_their_slides_or_stay_words() {
    let (outline, warnings) = import_and_render("field/links.md");
    for link in
        ["[Übersicht](#übersicht)", "[Größe & Maße](#größe--maße)", "[zur zweiten](#übersicht)"]
    {
        assert!(outline.contains(link), "{link}\n{outline}");
    }
    assert!(warnings.contains("the link to `#/2/1` leads to no slide"), "{warnings}");
    let (outline, warnings) = import_and_render("field/ids.md");
    for link in ["[one](#sec-a)", "[two](#second-part)", "[back](#inhalt)", "(#sec-a)"] {
        assert!(outline.contains(link), "{link}\n{outline}");
    }
    assert!(outline.contains("- three\n"), "{outline}");
    assert!(warnings.contains("`#nothing-here` leads to no slide"), "{warnings}");
    let (outline, _) = import_text("two lines", "# A\n\nSee [the\nresults](#b).\n\n# B\n\nx\n");
    assert!(outline.contains("[the results](#b)"), "{outline}");
}

#[test]
fn pictures_that_cannot_be_shown_are_left_out() {
    let (outline, warnings) = import_and_render("field/pdfpic.md");
    assert!(!outline.contains("figure:"), "{outline}");
    assert_eq!(warnings.matches("a picture is not imported").count(), 1, "{warnings}");
    assert_eq!(warnings.matches("a video or recording is not imported").count(), 2, "{warnings}");
}

#[test]
fn pictures_are_found_however_their_path_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/field/boat.png");
    fs::create_dir(folder.path().join("img")).unwrap();
    for name in ["boat.png", "img/my boat.png", "img/bo\u{302}at.png"] {
        fs::copy(&picture, folder.path().join(name)).unwrap();
    }
    let deck = "# A\n\n![a boat](.\\boat.png)\n\n# B\n\n![a boat](img/my%20boat.png)\n\n# C\n\n\
                ![a boat](img\\my%20boat.png)\n\n# D\n\n![a boat](./img/b\u{f4}at.png)\n";
    fs::write(folder.path().join("talk.md"), deck).unwrap();
    let made = run_plenary(folder.path(), &["new", "talk", "--from", "talk.md"]);
    assert!(made.status.success(), "{}", stderr_of(&made));
    assert!(!stderr_of(&made).contains("warning"), "{}", stderr_of(&made));
    let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
    assert_eq!(outline.matches("src: images/").count(), 4, "{outline}");
    let rendered = run_plenary(&folder.path().join("talk"), &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{}\n{outline}", stderr_of(&rendered));
}

#[test]
fn headings_in_divisions_start_no_slide() {
    let (outline, _) = import_and_render("field/tabs.md");
    assert_eq!(outline.matches("heading: Inner").count(), 2, "{outline}");
    let (outline, _) = import_and_render("field/callout.qmd");
    assert!(outline.contains("title: Heads up") && outline.contains("title: After"), "{outline}");
    let (outline, _) = import_and_render("field/import-callout-two-paragraphs.md");
    assert!(outline.contains("First paragraph.") && outline.contains("Second paragraph."));
    assert!(outline.contains("kind: warning"), "{outline}");
}

#[test]
fn formula_in_a_single_column_becomes_math() {
    let (outline, _) =
        import_text("column", "# A\n\n::: columns\n::: column\n$$\nx^2\n$$\n:::\n:::\n");
    assert!(outline.contains("math: |\n      x^2"), "{outline}");
}

#[test]
fn code_fences_become_code() {
    let (outline, _) = import_text(
        "fences",
        "# A\n\n```rust {2} title=\"a.rs\"\nfn a() {\n\tb();\n}\n```\n\n```\n  plain\nx\n```\n\n\
         ```diff\n-a\n+b\n```\n\n```{.py .numberLines startFrom=\"5\"}\nx = 1\n```\n",
    );
    for part in [
        "lang: rust",
        "title: a.rs",
        "highlight: [2]",
        "\tb();\n",
        "|2\n",
        "diff: true",
        "numbers: 5",
    ] {
        assert!(outline.contains(part), "{part}\n{outline}");
    }
}

#[test]
fn diagrams_of_mermaid_are_imported_unless_they_cannot_be_read() {
    let (outline, messages) = import_text(
        "mermaid",
        "# A\n\n```mermaid\nflowchart LR\n  a[One] --> b[Two]\n```\n\n# B\n\n\
         ```mermaid\ngitGraph\n  commit\n```\n",
    );
    assert!(outline.contains("diagram: |\n      flowchart LR\n"), "{outline}");
    assert!(outline.contains("lang: mermaid"), "{outline}");
    assert!(messages.contains("a diagram is imported as code: "), "{messages}");
}

#[test]
fn unusual_text_is_kept() {
    for (name, words) in [
        ("import-panic-citations.md", "[3]–[5]"),
        ("import-turkish-link.md", "[İstanbul](https://x.org)"),
        ("import-notes-code.md", "`ls -l`"),
        ("import-stray-cr.md", "code: |\n      s\n"),
    ] {
        let (outline, _) = import_and_render(&format!("field/{name}"));
        assert!(outline.contains(words), "{name}: {outline}");
    }
    let nested = format!("# T\n\n{}x{}\n", "[".repeat(20_000), "](u)".repeat(20_000));
    import_text("nested links", &nested);
    import_text("nested quotations", &"> ".repeat(5_000));
    import_text("nested lists", &format!("{}x", "- ".repeat(2_000)));
}

#[cfg(unix)]
#[test]
fn line_break_in_the_name_of_the_deck() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a\nslides: b.md"), "# A\n\ntext\n").unwrap();
    let made = run_plenary(folder.path(), &["new", "talk", "--from", "a\nslides: b.md"]);
    assert!(made.status.success(), "{}", stderr_of(&made));
    let rendered = run_plenary(&folder.path().join("talk"), &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{}", stderr_of(&rendered));
}

/// Changes, removes, copies and inserts parts of the decks at random, always in the same way.
#[test]
fn mutated_decks_have_no_errors() {
    use plenary::diagnostic::{Code, Diagnostics, Severity};
    use plenary::import::{PictureCheck, import_deck};
    use plenary::source::{Source, SourceId};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/field");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let decks: Vec<String> = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "md" || end == "qmd"))
        .map(|path| fs::read_to_string(path).unwrap())
        .filter(|text| text.len() < 5_000)
        .collect();
    let parts = [
        "[",
        "](",
        "](#",
        "](#x)",
        "`",
        "```\n",
        "---\n",
        ":::\n",
        "::: note\n",
        "\r",
        "\0",
        "<a href=",
        "</a>",
        "İ",
        "<!--",
        "-->",
        "![](",
        "| a |\n|--|\n",
        "- ",
        "> ",
        "# ",
        "## ",
        "{#a}",
        "$$",
        "id: a b\n",
        "lang: [\n",
        "\t",
        "\u{a0}",
        "*",
        "{",
        "<div class=\"columns\">\n",
        "(@)",
        "Note:",
    ];
    let mut next = random_numbers(0x2545_f491_4f6c_dd1d);
    for round in 0..250 {
        let mut letters: Vec<char> = decks[next(decks.len())].chars().collect();
        for _ in 0..=next(6) {
            let at = next(letters.len() + 1);
            let end = (at + next(30)).min(letters.len());
            match next(4) {
                0 => drop(letters.drain(at..end)),
                1 => {
                    let copy: Vec<char> = letters[at..end].to_vec();
                    let to = next(letters.len() + 1);
                    letters.splice(to..to, copy);
                }
                _ => drop(letters.splice(at..at, parts[next(parts.len())].chars())),
            }
        }
        let text: String = letters.into_iter().collect();
        let source = Source::new("talk.md", text.clone());
        let imported = import_deck(
            &source,
            SourceId(0),
            &|_: &str| PictureCheck::Missing,
            &mut Diagnostics::default(),
        );
        let input = plenary::Input::Bytes(imported.outline.clone().into_bytes());
        let laid_out = plenary::lay_out(input, &plenary::Options::default());
        let errors: Vec<_> = laid_out
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .filter(|found| found.code != Code::MissingCharacter)
            .collect();
        assert!(errors.is_empty(), "{round}: {errors:?}\n{text}\n{}", imported.outline);
    }
}

#[test]
fn new_deck_is_formatted() {
    let folder = tempfile::tempdir().unwrap();
    for title in ["Our river", "Rivers: a talk", "12:30"] {
        let made = run_plenary(folder.path(), &["new", "talk", "--title", title]);
        assert!(made.status.success(), "{}", stderr_of(&made));
        let checked = run_plenary(folder.path(), &["fmt", "--check", "talk/slides.yaml"]);
        assert!(checked.status.success(), "{title}: {}", stderr_of(&checked));
        fs::remove_dir_all(folder.path().join("talk")).unwrap();
    }
}
