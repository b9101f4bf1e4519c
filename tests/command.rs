//! The program as users run it: exit codes, standard output and standard error.
#![allow(clippy::disallowed_methods, reason = "tests create and read files as a user would")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const OUTLINE: &str =
    "title: River\nslides:\n  - title: What we measured\n    bullets: [Oxygen, Temperature]\n";

fn plenary(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The program may end without reading what it is given.
    let _ = child.stdin.take().unwrap().write_all(input.unwrap_or_default());
    child.wait_with_output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), OUTLINE).unwrap();
    folder
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn render_writes_the_pdf_next_to_the_outline_and_reports_it() {
    let folder = folder();
    let output = plenary(folder.path(), &["render", "slides.yaml"], None);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(output.stdout.is_empty());
    assert!(errors(&output).starts_with("slides.pdf: 1 page, "), "{}", errors(&output));
    assert!(fs::read(folder.path().join("slides.pdf")).unwrap().starts_with(b"%PDF-"));
    assert_eq!(files(folder.path()), ["slides.pdf", "slides.yaml"]);
}

#[test]
fn standard_streams_work_both_ways_and_give_the_same_bytes() {
    let folder = folder();
    assert!(plenary(folder.path(), &["render", "slides.yaml"], None).status.success());
    let file = fs::read(folder.path().join("slides.pdf")).unwrap();
    let from_file = plenary(folder.path(), &["render", "slides.yaml", "-o", "-"], None);
    let from_stream = plenary(folder.path(), &["render", "-"], Some(OUTLINE.as_bytes()));
    assert_eq!(from_file.stdout, file);
    assert_eq!(from_stream.stdout, file);
    assert!(from_stream.stderr.is_empty(), "{}", errors(&from_stream));
    let to_file = plenary(
        folder.path(),
        &["render", "-", "-o", "other.pdf", "--quiet"],
        Some(OUTLINE.as_bytes()),
    );
    assert!(to_file.status.success() && to_file.stdout.is_empty() && to_file.stderr.is_empty());
    assert_eq!(fs::read(folder.path().join("other.pdf")).unwrap(), file);
}

#[test]
fn an_error_is_shown_with_its_line_and_leaves_the_old_pdf_alone() {
    let folder = folder();
    fs::write(folder.path().join("slides.pdf"), "old").unwrap();
    fs::write(
        folder.path().join("slides.yaml"),
        "title: River\nslides:\n  - title: A\n    bulets: [x]\n  - titel: B\n",
    )
    .unwrap();
    let output = plenary(folder.path(), &["render", "slides.yaml"], None);
    assert_eq!(output.status.code(), Some(1));
    let said = errors(&output);
    assert!(
        said.contains("slides.yaml:4:5")
            && said.contains("`bulets`")
            && said.contains("did you mean `bullets`?"),
        "{said}"
    );
    assert!(
        said.contains("slides.yaml:5:5") && said.contains("2 errors"),
        "all errors in one run: {said}"
    );
    assert!(!said.contains('\u{1b}'), "no colour when standard error is no terminal");
    assert_eq!(fs::read(folder.path().join("slides.pdf")).unwrap(), b"old");
    assert_eq!(files(folder.path()), ["slides.pdf", "slides.yaml"]);
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = folder();
    for arguments in
        [&["rendr"][..], &["explain", "E9999"], &["render", "slides.yaml", "--nonsense"]]
    {
        assert_eq!(plenary(folder.path(), arguments, None).status.code(), Some(2), "{arguments:?}");
    }
    let help = plenary(folder.path(), &["render", "--help"], None);
    assert!(help.status.success());
    assert!(String::from_utf8(help.stdout).unwrap().contains("plenary render slides.yaml"));
}

/// Every case of bad input: what is in the folder, and words that the message has.
#[test]
fn invalid_input_is_reported_and_leaves_no_pdf() {
    let deep = "[".repeat(100_000);
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = level - 1;
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 10].join(", "));
    }
    let with_picture =
        |name: &str| format!("title: A\nslides:\n  - title: B\n    figure: {name}\n");
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", b"".to_vec(), "empty"),
        ("not UTF-8", b"title: caf\xe9\nslides: []\n".to_vec(), "UTF-8"),
        ("binary", b"\x7fELF\0\0\0\x01\x02".to_vec(), "text"),
        ("tab", b"slides:\n  - title: A\n    bullets:\n      - a\n\t- b\n".to_vec(), "tab"),
        ("unknown key", b"title: A\nslidez: []\n".to_vec(), "`slidez`"),
        ("wrong type", b"title: A\nslides: 12\n".to_vec(), "`slides`"),
        ("no slides", b"title: A\n".to_vec(), "slide"),
        ("alias bomb", bomb.into_bytes(), "error"),
        ("deep nesting", deep.into_bytes(), "levels deep"),
        ("missing picture", with_picture("nowhere.png").into_bytes(), "nowhere.png"),
        ("truncated picture", with_picture("cut.png").into_bytes(), "cut.png"),
        ("malformed SVG", with_picture("broken.svg").into_bytes(), "broken.svg"),
        ("picture that is none", with_picture("text.jpg").into_bytes(), "text.jpg"),
    ];
    for (name, outline, expected) in cases {
        let folder = folder();
        let at = |file: &str| folder.path().join(file);
        fs::write(at("slides.yaml"), outline).unwrap();
        fs::write(at("cut.png"), &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10"[..])
            .unwrap();
        fs::write(at("broken.svg"), "<svg xmlns='http://www.w3.org/2000/svg'><g>").unwrap();
        fs::write(at("text.jpg"), "no picture at all").unwrap();
        let output = plenary(folder.path(), &["render", "slides.yaml"], None);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", errors(&output));
        let said = errors(&output);
        assert!(said.contains(expected) && said.contains("error"), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
        assert!(!at("slides.pdf").exists(), "{name}");
    }
}

#[test]
fn byte_order_marks_within_texts_never_stop_the_pdf() {
    let folder = folder();
    let outline = "slides:\n  - title: A\u{feff}B\n    text: one \u{10ff40}two\n";
    fs::write(folder.path().join("slides.yaml"), outline).unwrap();
    let output = plenary(folder.path(), &["render"], None);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    // A character that replaces the markup of values is reported and left out.
    assert!(errors(&output).contains("control character (U+10FF40)"), "{}", errors(&output));
    let fix = plenary(folder.path(), &["check", "--fix"], None);
    assert!(!errors(&fix).contains("U+10FF40"), "{}", errors(&fix));
    let fixed = fs::read_to_string(folder.path().join("slides.yaml")).unwrap();
    assert_eq!(fixed, "slides:\n  - title: A\u{feff}B\n    text: one two\n");
    // From a value or a drawing, too.
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><text y='20' \
               font-size='16'>a\u{feff}b</text></svg>";
    fs::write(folder.path().join("a.svg"), svg).unwrap();
    let outline = "slides:\n  - title: \"{{ x }}\"\n    figure: { src: a.svg, alt: A }\n";
    fs::write(folder.path().join("slides.yaml"), outline).unwrap();
    let output = plenary(folder.path(), &["render", "--set", "x=a\u{feff}b"], None);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
}

#[test]
fn a_damaged_font_is_named() {
    let folder = folder();
    fs::create_dir(folder.path().join("fonts")).unwrap();
    fs::write(folder.path().join("fonts/bad.ttf"), "no font").unwrap();
    let output = plenary(folder.path(), &["render", "slides.yaml"], None);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("bad.ttf"), "{}", errors(&output));
}

#[test]
fn a_missing_outline_and_an_output_folder_that_is_not_there_are_explained() {
    let folder = folder();
    let missing = plenary(folder.path(), &["render", "slide.yaml"], None);
    assert_eq!(missing.status.code(), Some(1));
    assert!(errors(&missing).contains("slide.yaml"), "{}", errors(&missing));
    let nowhere =
        plenary(folder.path(), &["render", "slides.yaml", "-o", "nowhere/talk.pdf"], None);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(errors(&nowhere).contains("nowhere"), "{}", errors(&nowhere));
    assert_eq!(files(folder.path()), ["slides.yaml"]);
}

#[test]
fn the_pdf_never_overwrites_the_outline() {
    let folder = folder();
    let output = plenary(folder.path(), &["render", "slides.yaml", "-o", "slides.yaml"], None);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("slides.yaml")).unwrap(), OUTLINE);
}

#[test]
fn the_pdf_never_takes_the_place_of_another_deck() {
    let folder = folder();
    fs::write(folder.path().join("other.yaml"), OUTLINE).unwrap();
    for name in ["other.yaml", "new.yml", "data.csv", "refs.bib"] {
        let output = plenary(folder.path(), &["render", "slides.yaml", "-o", name], None);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(errors(&output).contains("unsupported output format"), "{}", errors(&output));
    }
    assert_eq!(fs::read_to_string(folder.path().join("other.yaml")).unwrap(), OUTLINE);
    assert_eq!(files(folder.path()), ["other.yaml", "slides.yaml"]);
}

#[test]
#[cfg(unix)]
fn no_command_overwrites_an_input_however_it_is_spelled() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let outline = "title: T\nslides:\n  - { title: A, figure: { src: a-02.svg, alt: Grey } }\n  \
                   - { title: B, table: { csv: cells.csv } }\n";
    let inputs = [
        ("a.yaml", outline),
        ("a-02.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        ("cells.csv", "a,b\n1,2\n"),
        ("mine.yaml", "extends: plain\n"),
    ];
    inputs.iter().for_each(|(name, text)| fs::write(at(name), text).unwrap());
    fs::create_dir(at("dir")).unwrap();
    symlink("a.yaml", at("link.pdf")).unwrap();
    fs::hard_link(at("a.yaml"), at("hard.pdf")).unwrap();
    symlink("cells.csv", at("cells.pdf")).unwrap();
    symlink("mine.yaml", at("notes.pdfpc")).unwrap();
    fs::create_dir(at("package")).unwrap();
    symlink("../a.yaml", at("package/a.txt")).unwrap();
    let (absolute, parent) = (at("a.yaml"), format!("../{name}/a.yaml"));
    for (command, arguments) in [
        ("render", &["-o", "./a.yaml"][..]),
        ("render", &["-o", absolute.to_str().unwrap()]),
        ("render", &["-o", "dir/../a.yaml"]),
        ("render", &["-o", &parent]),
        ("render", &["-o", "link.pdf"]),
        ("render", &["-o", "hard.pdf"]),
        ("render", &["-o", "cells.pdf"]),
        ("render", &["-o", "./mine.yaml", "--format", "pdf"]),
        ("render", &["-o", "notes.pdf", "--pdfpc"]),
        ("render", &["-o", "cells.csv", "--format", "txt"]),
        ("render", &["-o", "a-02.svg", "--handout", "2", "--format", "pdf"]),
        ("render", &["--format", "svg"]),
        ("watch", &["-o", "./a.yaml"]),
        ("watch", &["-o", "link.pdf"]),
        ("watch", &["-o", "cells.pdf"]),
        ("watch", &["-o", "notes.pdf", "--pdfpc"]),
        ("package", &["-o", "package"]),
    ] {
        let arguments = [&[command, "a.yaml", "--theme", "mine.yaml"], arguments].concat();
        let output = plenary(folder.path(), &arguments, None);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", errors(&output));
        let said = errors(&output);
        assert!(said.contains("would overwrite") && said.contains("-o"), "{arguments:?}: {said}");
        for (name, text) in inputs {
            assert_eq!(fs::read_to_string(at(name)).unwrap(), text, "{arguments:?}: {name}");
        }
    }
    assert!(!at("a-01.svg").exists() && !at("notes.pdf").exists());
}

#[test]
fn a_custom_theme_is_applied_and_its_errors_are_reported_together() {
    let folder = folder();
    let theme = |text: &str| {
        fs::write(folder.path().join("mine.yaml"), text).unwrap();
        plenary(folder.path(), &["render", "slides.yaml", "--theme", "mine.yaml", "-o", "-"], None)
    };
    let plain = plenary(folder.path(), &["render", "slides.yaml", "-o", "-"], None).stdout;
    let own = theme("extends: plain\ncolours: { title: \"#7A1F3D\" }\n");
    assert!(own.status.success() && own.stdout != plain, "{}", errors(&own));
    let bad = theme(
        "extends: plan\ncolurs: { title: red }\nspace: { margn_x: 4 }\ntype: { body: big }\n",
    );
    assert_eq!(bad.status.code(), Some(1));
    let said = errors(&bad);
    for words in
        ["did you mean `plain`?", "did you mean `colours`?", "did you mean `margin_x`?", "`big`"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn files_outside_the_project_are_read_only_when_allowed() {
    let folder = folder();
    let inner = folder.path().join("talk");
    fs::create_dir(&inner).unwrap();
    fs::write(
        folder.path().join("secret.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>",
    )
    .unwrap();
    fs::write(
        inner.join("slides.yaml"),
        "title: A\nslides:\n  - figure: { src: ../secret.svg, alt: x }\n",
    )
    .unwrap();
    let refused = plenary(&inner, &["render", "slides.yaml"], None);
    assert_eq!(refused.status.code(), Some(1));
    assert!(errors(&refused).contains("--allow-outside"), "{}", errors(&refused));
    assert!(plenary(&inner, &["render", "slides.yaml", "--allow-outside"], None).status.success());
}

#[test]
fn explain_lists_how_each_slide_was_fitted() {
    let folder = folder();
    let bullets: String = (0..40).map(|index| format!("      - Bullet {index}\n")).collect();
    let outline = format!("{OUTLINE}  - title: Much\n    bullets:\n{bullets}");
    fs::write(folder.path().join("slides.yaml"), outline).unwrap();
    let expected = "\
slide  pages   type  adjustments                     title
    1      1  39 pt  large                           What we measured
    2    2–3  20 pt  two columns, shrunk, continued  Much
";
    let output = plenary(folder.path(), &["render", "slides.yaml", "--explain"], None);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    let streamed = plenary(folder.path(), &["render", "slides.yaml", "--explain", "-o", "-"], None);
    assert!(streamed.stdout.starts_with(b"%PDF-"));
    assert!(errors(&streamed).contains("two columns"), "{}", errors(&streamed));
    let lines = r#"{"slide":1,"title":"What we measured","first_page":1,"last_page":1,"body":39.0,"steps":["large"]}
{"slide":2,"title":"Much","first_page":2,"last_page":3,"body":20.0,"steps":["two columns","shrunk","continued"]}
"#;
    let output = plenary(
        folder.path(),
        &["render", "slides.yaml", "--explain", "--message-format", "json"],
        None,
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap(), lines);
    let output = plenary(
        folder.path(),
        &["render", "slides.yaml", "--explain", "--size", "--message-format", "sarif"],
        None,
    );
    let said = String::from_utf8(output.stdout).unwrap();
    let sizes = said.strip_prefix(lines).expect("the same lines for every program");
    assert!(
        sizes.lines().all(|line| line.starts_with('{') && line.contains("\"bytes\":")),
        "{sizes}"
    );
}

#[test]
fn conflicting_standards_are_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let outline = folder.path().join("slides.yaml");
    std::fs::write(&outline, "title: T\nlang: en\ndate: 2026-05-31\nslides: [One]\n").unwrap();
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_plenary"))
            .arg("render")
            .arg(&outline)
            .args(arguments)
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap()
    };
    let message =
        |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let conflict = run(&["--pdf-standard", "ua-1,a-4"]);
    assert_eq!(conflict.status.code(), Some(2));
    assert!(
        message(&conflict).contains("ua-1 can be combined with a-2b, a-2a, a-3a"),
        "{}",
        message(&conflict)
    );
    let attached = run(&["--pdf-standard", "a-2a", "--attach", "source"]);
    assert_eq!(attached.status.code(), Some(2), "{}", message(&attached));
    assert_eq!(run(&["--pdf-standard", "a-9"]).status.code(), Some(2));
    let written = run(&["--pdf-standard", "PDF/A-3a", "--attach", "source", "--pdfpc"]);
    assert_eq!(written.status.code(), Some(0), "{}", message(&written));
    assert!(folder.path().join("slides.pdfpc").exists());
}

#[test]
fn metadata_is_required_when_a_standard_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let outline = folder.path().join("slides.yaml");
    std::fs::write(
        folder.path().join("a.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' \
         height='9'/></svg>",
    )
    .unwrap();
    std::fs::write(&outline, "slides:\n  - title: One\n    figure: a.svg\n").unwrap();
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_plenary"))
            .arg("render")
            .arg(&outline)
            .args(arguments)
            .output()
            .unwrap()
    };
    assert_eq!(run(&[]).status.code(), Some(0));
    let strict = run(&["--pdf-standard", "ua-1"]);
    let message = String::from_utf8_lossy(&strict.stderr).into_owned();
    assert_eq!(strict.status.code(), Some(1));
    for expected in [
        "the deck has no title",
        "the deck has no language",
        "the picture `a.svg` has no alternative text",
        "1:1",
        "3:13",
    ] {
        assert!(message.contains(expected), "{expected}: {message}");
    }
    std::fs::write(&outline, "title: T\nlang: en\ndate: Autumn 2026\nslides:\n  - title: One\n")
        .unwrap();
    let undated = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["render", "--pdf-standard", "a-2b"])
        .arg(&outline)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&undated.stderr).into_owned();
    assert!(
        message.contains("requires a date with day, month and year") && message.contains("3:7"),
        "{message}"
    );
}

const COMMANDS: [&str; 16] = [
    "new",
    "render",
    "watch",
    "preview",
    "present",
    "check",
    "package",
    "outline",
    "fmt",
    "explain",
    "themes",
    "fonts",
    "completions",
    "schema",
    "lsp",
    "man",
];

#[test]
fn help_is_the_last_option_of_each_command() {
    let folder = folder();
    for arguments in COMMANDS.iter().map(|command| vec![*command, "--help"]).chain([vec!["--help"]])
    {
        let help = plenary(folder.path(), &arguments, None);
        let text = String::from_utf8(help.stdout).unwrap();
        let is_option = |line: &&str| line.trim_start().starts_with('-') && line.contains("--");
        let options: Vec<&str> = text
            .lines()
            .take_while(|line| !line.starts_with("Examples:"))
            .filter(is_option)
            .collect();
        let last = options.last().expect("an option");
        assert!(last.trim_start().starts_with("-h, --help"), "{arguments:?}: {last}");
    }
}

#[test]
fn completions_offer_the_names_of_themes() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish"] {
        let script = plenary(folder.path(), &["completions", shell], None);
        let text = String::from_utf8(script.stdout).unwrap();
        for theme in plenary::theme::builtin_names() {
            assert!(text.contains(theme), "{shell}: {theme}");
        }
        let names: Vec<&str> = plenary::theme::builtin_names().collect();
        let last = names[names.len() - 1];
        let names = names.join(" ");
        let files = match shell {
            "bash" => format!("{last}\" -- \"${{cur}}\"; compgen -f -- \"${{cur}}\""),
            "zsh" => {
                format!(r#":THEME:{{_alternative "themes\:theme\:({names})" "files\:file"#)
            }
            _ => " -r -F -a \"plain".to_owned(),
        };
        assert!(text.matches(&files).count() >= 5, "{shell} offers theme files: {text}");
    }
}
