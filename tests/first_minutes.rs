//! What somebody meets in the first ten minutes (`docs/first-ten-minutes.md`): slips, and the way out that the program names.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What `render` says of slides.
fn of_slides(slides: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), format!("title: Bridges\nslides:\n{slides}")).unwrap();
    said(&plenary(folder.path(), &["render", "slides.yaml"]))
}

#[test]
fn check_mends_what_is_plain_and_leaves_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my slides.yaml");
    let wrong = "title: Smart districts: learning\nfooter: #CityBridges\nslides:\n  - Title: Why\n    bullets:\n      -One\n      -广州\n  - title: Last\n    bulets: [a, b]\n";
    fs::write(&file, wrong).unwrap();
    let hint = said(&plenary(folder.path(), &["render", "my slides.yaml"]));
    assert!(hint.contains("`plenary check --fix \"my slides.yaml\"` mends 5 of them"), "{hint}");
    assert_eq!(fs::read_to_string(&file).unwrap(), wrong, "nothing is mended unasked");
    let output = plenary(folder.path(), &["check", "--fix", "my slides.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let mended = "title: \"Smart districts: learning\"\nfooter: \"#CityBridges\"\nslides:\n  - title: Why\n    bullets:\n      - One\n      - 广州\n  - title: Last\n    bulets: [a, b]\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
    let words = said(&output);
    assert!(words.starts_with("my slides.yaml: 5 things mended\n") && words.contains("did you mean `bullets`?"), "{words}");
    assert!(!words.contains("--fix"), "nothing plain is left: {words}");
    let again = plenary(folder.path(), &["check", "--fix", "my slides.yaml"]);
    assert!(!said(&again).contains("mended") && fs::read_to_string(&file).unwrap() == mended);
    // From standard input, the mended outline goes to standard output.
    let mut stream = Command::new(env!("CARGO_BIN_EXE_plenary"));
    stream.args(["check", "--fix", "-"]).stdin(fs::File::open(&file).unwrap());
    assert_eq!(String::from_utf8_lossy(&stream.output().unwrap().stdout), mended);
}

#[test]
fn a_name_that_promises_another_format_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), "title: A\nslides:\n  - title: B\n    text: c\n").unwrap();
    for (name, instead) in [("talk.pptx", "-o talk.pdf"), ("talk.jpg", "-o talk.png")] {
        let output = plenary(folder.path(), &["render", "slides.yaml", "-o", name]);
        assert!(!output.status.success() && said(&output).contains(instead), "{}", said(&output));
        assert!(!folder.path().join(name).exists());
    }
    let asked = plenary(folder.path(), &["render", "slides.yaml", "-o", "talk.v2", "-q"]);
    assert!(asked.status.success(), "{}", said(&asked));
}

#[test]
fn a_folder_with_a_blank_in_its_name_is_named_so_that_a_shell_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let made = said(&plenary(folder.path(), &["new", "Brussels Talk"]));
    assert!(made.contains("\n  cd \"Brussels Talk\"\n"), "{made}");
    let rendered = said(&plenary(folder.path(), &["render", "Brussels Talk"]));
    assert!(rendered.contains("is a folder") && rendered.contains("slides.yaml`"), "{rendered}");
}

#[test]
fn a_number_with_a_comma_in_braces_is_explained() {
    let words = of_slides("  - title: What counts\n    stats: [{ value: 3,600, label: companies }]\n");
    assert!(words.contains("`600` is not a key") && words.contains("put a text or number with commas in quotes"), "{words}");
}

#[test]
fn a_key_that_belongs_inside_another_is_sent_there() {
    let words = of_slides("  - quote: Patience\n    by: The mayor\n");
    assert!(words.contains("it belongs inside `quote`: `quote: { …, by: … }`"), "{words}");
    let words = of_slides("  - title: Harbour\n    figure: a.svg\n    caption: At dusk\n");
    assert!(words.contains("it belongs inside `figure`: `figure: { …, caption: … }`"), "{words}");
}

#[test]
fn a_dash_at_the_column_of_a_key_is_called_a_dash() {
    let words = of_slides("  - title: Two sides\n     bullets:\n      - One\n     - Two\n");
    assert!(words.contains("this dash stands where no list is"), "{words}");
}

#[test]
fn the_line_for_a_picture_without_a_description_is_written_out() {
    let folder = tempfile::tempdir().unwrap();
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>";
    fs::write(folder.path().join("a.svg"), picture).unwrap();
    for (figure, advice) in
        [("a.svg", "`{ src: a.svg, alt: … }` in place of the name"), ("{ src: 'a.svg', width: 50% }", "`alt: …` beside `src`")]
    {
        let outline = format!("title: Bridges\nslides:\n  - title: Harbour\n    figure: {figure}\n");
        fs::write(folder.path().join("slides.yaml"), outline).unwrap();
        let words = said(&plenary(folder.path(), &["check", "slides.yaml"]));
        assert!(words.contains(advice), "{words}");
    }
}
