//! What a newcomer meets in the first ten minutes: common slips, and the fixes that the program
//! suggests.
#![allow(clippy::disallowed_methods, reason = "tests create and read files as a user would")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The result of `check`.
fn diagnostics(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns the messages of `render` for slides.
fn messages_of_slides(slides: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), format!("title: Bridges\nslides:\n{slides}"))
        .unwrap();
    stderr_of(&plenary(folder.path(), &["render", "slides.yaml"]))
}

#[test]
fn check_applies_safe_fixes_and_leaves_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my slides.yaml");
    let wrong = "title: Smart districts: learning\nfooter: #CityBridges\nslides:\n  - Title: \
                 Why\n    bullets:\n      -One\n      -广州\n  - title: Last\n    bulets: [a, b]\n";
    fs::write(&file, wrong).unwrap();
    let hint = stderr_of(&plenary(folder.path(), &["render", "my slides.yaml"]));
    assert!(
        hint.contains("to fix 5 of them, run `plenary check --fix 'my slides.yaml'`"),
        "{hint}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), wrong, "nothing is fixed unless asked");
    let output = plenary(folder.path(), &["check", "--fix", "my slides.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let fixed = "title: \"Smart districts: learning\"\nfooter: \"#CityBridges\"\nslides:\n  - \
                 title: Why\n    bullets:\n      - One\n      - 广州\n  - title: Last\n    bulets: \
                 [a, b]\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), fixed);
    assert_eq!(stderr_of(&output), "my slides.yaml: 5 fixes applied\n");
    let diagnostics = diagnostics(&output);
    assert!(diagnostics.contains("did you mean `bullets`?"), "{diagnostics}");
    assert!(!diagnostics.contains("--fix"), "no safe fix is left: {diagnostics}");
    let again = plenary(folder.path(), &["check", "--fix", "my slides.yaml"]);
    assert!(!stderr_of(&again).contains("applied") && fs::read_to_string(&file).unwrap() == fixed);
    // From standard input, the fixed outline goes to standard output.
    let mut stream = Command::new(env!("CARGO_BIN_EXE_plenary"));
    stream.args(["check", "--fix", "-"]).stdin(fs::File::open(&file).unwrap());
    assert_eq!(String::from_utf8_lossy(&stream.output().unwrap().stdout), fixed);
}

#[test]
fn rejects_file_names_of_other_formats() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), "title: A\nslides:\n  - title: B\n    text: c\n")
        .unwrap();
    for (name, instead) in [("talk.odp", "-o talk.pptx"), ("talk.jpg", "-o talk.png")] {
        let output = plenary(folder.path(), &["render", "slides.yaml", "-o", name]);
        assert!(
            !output.status.success() && stderr_of(&output).contains(instead),
            "{}",
            stderr_of(&output)
        );
        assert!(!folder.path().join(name).exists());
    }
    let asked = plenary(folder.path(), &["render", "slides.yaml", "-o", "talk.v2", "-q"]);
    assert!(asked.status.success(), "{}", stderr_of(&asked));
}

#[test]
fn quotes_folders_with_spaces_for_the_shell() {
    let folder = tempfile::tempdir().unwrap();
    let made = stderr_of(&plenary(folder.path(), &["new", "Brussels Talk"]));
    assert!(made.contains("\n  cd 'Brussels Talk'\n"), "{made}");
    // A folder can be named instead of its only outline.
    let rendered = plenary(folder.path(), &["render", "Brussels Talk"]);
    assert!(
        stderr_of(&rendered)
            .starts_with("found Brussels Talk/slides.yaml, the only outline there\n"),
        "{}",
        stderr_of(&rendered)
    );
    assert!(folder.path().join("Brussels Talk/slides.pdf").exists());
    // The help names the outline if the current folder has none.
    let outside = plenary(folder.path(), &["render"]);
    assert_eq!(outside.status.code(), Some(2));
    assert!(
        stderr_of(&outside).contains("`plenary render 'Brussels Talk/slides.yaml'`"),
        "{}",
        stderr_of(&outside)
    );
}

#[test]
fn a_number_with_a_comma_in_braces_is_explained() {
    let text = messages_of_slides(
        "  - title: What counts\n    stats: [{ value: 3,600, label: companies }]\n",
    );
    assert!(
        text.contains("unknown key `600`")
            && text.contains("quote text or numbers that contain a comma"),
        "{text}"
    );
}

#[test]
fn explains_where_a_misplaced_key_belongs() {
    let text = messages_of_slides("  - quote: Patience\n    by: The mayor\n");
    assert!(text.contains("move it into `quote`: `quote: { …, by: … }`"), "{text}");
    let text = messages_of_slides("  - title: Harbour\n    figure: a.svg\n    caption: At dusk\n");
    assert!(text.contains("move it into `figure`: `figure: { …, caption: … }`"), "{text}");
}

#[test]
fn reports_a_dash_in_the_column_of_a_key() {
    let text = messages_of_slides("  - title: Two sides\n     bullets:\n      - One\n     - Two\n");
    assert!(text.contains("unexpected dash"), "{text}");
}

#[test]
fn the_line_for_a_picture_without_a_description_is_written_out() {
    let folder = tempfile::tempdir().unwrap();
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' \
                   height='9'/></svg>";
    fs::write(folder.path().join("a.svg"), picture).unwrap();
    for (figure, advice) in [
        ("figure: a.svg", "`{ src: a.svg, alt: … }` instead of the file name"),
        ("figure: { src: 'a.svg', width: 50% }", "`alt: …` next to `src`"),
        ("body: |\n      ![](a.svg)", "picture shows: `![…](a.svg)`"),
    ] {
        let outline = format!("title: Bridges\nslides:\n  - title: Harbour\n    {figure}\n");
        fs::write(folder.path().join("slides.yaml"), outline).unwrap();
        let text = diagnostics(&plenary(folder.path(), &["check", "slides.yaml"]));
        assert!(text.contains(advice), "{text}");
    }
}

const OUTLINE: &str = "title: Bridges\nslides:\n  - title: Harbour\n    text: At dusk.\n";

#[test]
fn uses_the_only_outline_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    for command in ["render", "check", "watch", "preview", "present", "package", "outline"] {
        let output = plenary(folder.path(), &[command]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        let text = stderr_of(&output);
        assert!(
            text.starts_with(
                "error: there is no outline in this folder\nhelp: create one with `plenary new \
                 my-talk`"
            ),
            "{command}: {text}"
        );
    }
    // Neither a theme nor the settings of another program are outlines.
    file("theme.yaml", "extends: plain\n");
    file("compose.yml", "services:\n  web: {}\n");
    file("talk.yaml", OUTLINE);
    let output = plenary(folder.path(), &["render"]);
    assert!(output.status.success());
    assert!(
        stderr_of(&output)
            .starts_with("found talk.yaml, the only outline here\ntalk.pdf: 1 page, "),
        "{}",
        stderr_of(&output)
    );
    assert_eq!(stderr_of(&plenary(folder.path(), &["render", "-q"])), "");
    let json = plenary(folder.path(), &["check", "--message-format", "json"]);
    assert_eq!(
        (json.status.code(), stderr_of(&json)),
        (Some(0), String::new()),
        "programs read diagnostics and nothing else"
    );
    let checked = stderr_of(&plenary(folder.path(), &["check"]));
    assert_eq!(checked, "found talk.yaml, the only outline here\ntalk.yaml: no problems found\n");

    file("slides.yaml", "titel: Harbour\n");
    for command in ["render", "check", "watch", "preview", "present", "package", "outline"] {
        let output = plenary(folder.path(), &[command]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        let text = stderr_of(&output);
        let names = format!("`plenary {command} slides.yaml`, `plenary {command} talk.yaml`");
        assert!(
            text.starts_with("error: there are 2 outlines in this folder\n")
                && text.contains(&names),
            "{command}: {text}"
        );
    }
}

#[test]
fn list_items_with_different_marks_are_one_list() {
    let marks = [
        ("-One", "• Two", "– Three"),
        ("• One", "-Two", "- Three"),
        ("– One", "* Two", "• Three"),
        ("- One", "-Two", "▪ Three"),
    ];
    for (first, second, third) in marks {
        let folder = tempfile::tempdir().unwrap();
        let outline = format!(
            "title: Bridges\nslides:\n  - title: Why\n    bullets:\n      {first}\n      \
             {second}\n      {third}\n"
        );
        let file = folder.path().join("slides.yaml");
        fs::write(&file, &outline).unwrap();
        let text = diagnostics(&plenary(folder.path(), &["check", "slides.yaml"]));
        let wrong = [first, second, third].iter().filter(|item| !item.starts_with("- ")).count();
        assert!(text.contains(&format!("{wrong} warnings")), "{outline}\n{text}");
        plenary(folder.path(), &["check", "--fix", "slides.yaml"]);
        let right = "title: Bridges\nslides:\n  - title: Why\n    bullets:\n      - One\n      - \
                     Two\n      - Three\n";
        assert_eq!(fs::read_to_string(&file).unwrap(), right);
    }
}

#[test]
fn tabs_are_mended_where_the_lines_around_leave_one_depth() {
    let around = "title: Bridges\nslides:\n  - title: One\n    bullets:\n      - First\n";
    let cases = [
        // A tab as wide as four spaces: no other key could stand there.
        ("  - title: Two\n\ttext: Words.\n", Some("  - title: Two\n    text: Words.\n")),
        // Below a key without value, whatever the width.
        (
            "  - title: Two\n    bullets:\n\t\t- Second\n",
            Some("  - title: Two\n    bullets:\n    - Second\n"),
        ),
        // Words alone are no slide, so they belong to the list.
        (
            "  - title: Two\n    bullets:\n\t- Second\n",
            Some("  - title: Two\n    bullets:\n    - Second\n"),
        ),
        // A slide, by its key.
        ("\t- title: Two\n", Some("  - title: Two\n")),
        // Beside the item above, or below it?
        ("\t- Second\n", None),
        // Words of a text stand no further out than its first line.
        (
            "  - title: Two\n    body: |\n      Words.\n\tWords.\n",
            Some("  - title: Two\n    body: |\n      Words.\n        Words.\n"),
        ),
    ];
    for (end, fixed) in cases {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("slides.yaml");
        let wrong = format!("{around}{end}");
        fs::write(&file, &wrong).unwrap();
        let text = stderr_of(&plenary(folder.path(), &["render", "slides.yaml"]));
        let severity = if fixed.is_some() { "warning" } else { "error" };
        assert!(
            text.contains(&format!("{severity}[E0103]: a tab is used for indentation")),
            "{end}\n{text}"
        );
        let output = plenary(folder.path(), &["check", "--fix", "slides.yaml"]);
        let right = fixed.map_or(wrong, |fixed| format!("{around}{fixed}"));
        assert_eq!(fs::read_to_string(&file).unwrap(), right, "{}", stderr_of(&output));
    }
}

#[test]
fn the_formulas_of_a_markdown_deck_are_converted() {
    let folder = tempfile::tempdir().unwrap();
    let markdown = "# Sums\n\n- It is $x^2 + y^2$ here.\n- It costs $5 and $10.\n\n$$\na_1 * \
                    b_1\n$$\n\n---\n\n# For $n$ bridges\n\nSee `$HOME`.\n";
    fs::write(folder.path().join("talk.md"), markdown).unwrap();
    let made = stderr_of(&plenary(
        folder.path(),
        &["new", "talk", "--from", "talk.md", "--message-format", "short"],
    ));
    assert!(!made.contains("formula"), "{made}");
    let text = plenary(&folder.path().join("talk"), &["outline", "--words", "slides.yaml"]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    for part in ["It is x² + y² here.", "It costs $5 and $10.", "a₁ ∗ b₁", "For n bridges", "$HOME"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn check_reports_a_pdf_that_is_older_than_the_outline() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slides.yaml");
    fs::write(&file, OUTLINE).unwrap();
    let of = |arguments: &[&str]| {
        stderr_of(&plenary(folder.path(), &[&["check", "slides.yaml"], arguments].concat()))
    };
    assert_eq!(of(&[]), "slides.yaml: no problems found\n", "there is no PDF");
    plenary(folder.path(), &["render", "slides.yaml"]);
    assert_eq!(of(&[]), "slides.yaml: no problems found\n", "it is new");
    let later = fs::metadata(folder.path().join("slides.pdf")).unwrap().modified().unwrap()
        + std::time::Duration::from_secs(1);
    fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
    let stale =
        "slides.pdf is older than slides.yaml; run `plenary render slides.yaml` to update it\n";
    assert_eq!(of(&[]), format!("slides.yaml: no problems found\n{stale}"));
    assert_eq!(of(&["-q"]), "");
    assert_eq!(of(&["--message-format", "json"]), "");
}

#[test]
fn never_suggests_the_pdf_for_a_missing_outline() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.pdf"), "%PDF-").unwrap();
    let text = stderr_of(&plenary(folder.path(), &["render", "slides.yaml"]));
    assert!(
        text.contains("there is no file `slides.yaml`") && !text.contains("slides.pdf"),
        "{text}"
    );
    fs::write(folder.path().join("slide.yaml"), OUTLINE).unwrap();
    let text = stderr_of(&plenary(folder.path(), &["render", "slides.yaml"]));
    assert!(text.contains("did you mean `slide.yaml`?"), "{text}");
    let text = stderr_of(&plenary(folder.path(), &["render", "talk.yaml"]));
    assert!(text.contains("did you mean the outline `slide.yaml`?"), "{text}");
}

#[test]
fn a_quote_that_is_not_closed_in_braces_is_one_error() {
    let rest = "    bullets: [a, b]\n  - title: \"The \\\"new\\\" river\"\n    bullets:\n      - \
                \"One: two\"\n";
    for (figure, right) in [
        ("{ src: a.svg, alt: \"The harbour }", "{ src: a.svg, alt: \"The harbour\" }"),
        ("{ src: 'a.svg, alt: The harbour }", "{ src: 'a.svg, alt: The harbour' }"),
        ("[{ src: a.svg, alt: \"The harbour }]", "[{ src: a.svg, alt: \"The harbour\" }]"),
        ("{ src: a.svg, alt: \"The harbour", "{ src: a.svg, alt: \"The harbour\""),
    ] {
        let text = messages_of_slides(&format!("  - title: Harbour\n    figure: {figure}\n{rest}"));
        assert!(text.contains("error[E0112]: this quote is not closed"), "{text}");
        assert!(text.contains(&format!("help: write: figure: {right}\n")), "{figure}\n{text}");
        // The rest of the outline is read as it is; the picture is not there.
        assert!(
            !text.contains("E0111") && !text.contains("E0132") && !text.contains("E0133"),
            "{text}"
        );
    }
}

#[test]
fn a_slide_without_its_dash_is_one_error() {
    let text = messages_of_slides(
        "  - title: Harbour\n    text: One.\n    notes: a\n    title: River\n    text: Two.\n    \
         notes: b\n",
    );
    assert!(
        text.contains("`title` is written twice") && text.contains("write: - title: River"),
        "{text}"
    );
    assert!(text.contains("\n1 error; "), "{text}");
}

#[test]
fn a_file_of_another_kind_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    write("mine.yaml", b"extends: plain\ncolours: { primary: \"#7A1F3D\" }\n");
    write("talk.yaml", b"title: A\nslides:\n  - title: B\n");
    write("notes.yaml.txt", b"title: A\nslides:\n  - title: B\n");
    write("deck.odp", b"PK\x03\x04");
    let cases: [(&[&str], i32, &[&str]); 8] = [
        (&["render", "mine.yaml"], 1, &["this is a theme", "--theme mine.yaml"]),
        (&["check", "mine.yaml"], 1, &["this is a theme"]),
        (&["new", "a", "--from", "deck.odp"], 2, &["Marp, Slidev", "--convert-to pptx deck.odp"]),
        (
            &["new", "a", "--from", "talk.yaml"],
            2,
            &["cannot read `talk.yaml`", "plenary render talk.yaml"],
        ),
        (&["render", "notes.yaml"], 1, &["rename `notes.yaml.txt` to `notes.yaml`"]),
        (&["render", "talk.yaml", "-o", "q.svg", "--size"], 2, &["such as `-o talk.pdf`"]),
        (&["render", "talk.yaml", "-o", "q.svg", "--pdfpc"], 2, &["such as `-o talk.pdf`"]),
        (&["render", "talk.yaml", "--format", "png", "--size"], 2, &["remove `--format`"]),
    ];
    for (arguments, code, words) in cases {
        let output = plenary(folder.path(), arguments);
        let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), stderr_of(&output));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        for word in words {
            assert!(told.contains(word), "{arguments:?}: {told}");
        }
        assert!(!folder.path().join("a").exists());
    }
}
