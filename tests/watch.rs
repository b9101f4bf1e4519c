//! `plenary watch` as users run it: files are saved as editors save them, and the PDF is updated.
//!
//! The tests assert no times; they wait long for expected output.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests create and read files as a user would, and wait"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const OUTLINE: &str = "title: River\nslides:\n  - title: First\n    bullets: [Oxygen]\n  - title: \
                       Second\n    bullets: [Weir]\n";
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><path fill="#0a7" d="M0 0h80v60H0z"/></svg>"##;

/// A running `plenary watch`, or another command that watches files, in a temporary folder.
struct Watch {
    folder: tempfile::TempDir,
    program: Child,
    lines: Receiver<String>,
    heard: Vec<String>,
}

impl Watch {
    fn start(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        Self::start_command("watch", files, arguments)
    }

    fn start_command(command: &str, files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .current_dir(folder.path())
            .env("XDG_STATE_HOME", folder.path().join(".state"))
            .arg(command)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let errors = BufReader::new(program.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { folder, program, lines, heard: Vec::new() }
    }

    /// Waits for a line that contains all `words`.
    fn hears(&mut self, words: &[&str]) -> String {
        loop {
            match self.lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) => {
                    self.heard.push(line.clone());
                    if words.iter().all(|word| line.contains(word)) {
                        return line;
                    }
                }
                Err(_) => {
                    panic!("no line with {words:?}; printed:\n{}", self.heard.join("\n"))
                }
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn pdf(&self) -> Vec<u8> {
        fs::read(self.path("slides.pdf")).unwrap()
    }

    /// Overwrites a file in place, as `echo >` does.
    fn save(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Writes a temporary file and renames it, as most editors do.
    fn replace(&self, name: &str, text: &str) {
        fs::write(self.path(".saving~"), text).unwrap();
        fs::rename(self.path(".saving~"), self.path(name)).unwrap();
    }

    /// Returns the PDF that `render` writes for the current files.
    fn rendered(&self) -> Vec<u8> {
        let path = self.path("rendered.pdf");
        let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .current_dir(self.folder.path())
            .args(["render", "slides.yaml", "-q", "-o"])
            .arg(&path)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read(path).unwrap()
    }

    /// Waits until the PDF is the one that `render` writes for the current files.
    fn settles(&self) {
        let wanted = self.rendered();
        for _ in 0..600 {
            if self.pdf() == wanted {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the PDF is not the one that `render` writes");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn deck(first: &str, second: &str) -> String {
    OUTLINE.replace("Oxygen", first).replace("Weir", second)
}

#[test]
fn an_html_file_follows_every_save() {
    let mut watch = Watch::start(&[("slides.yaml", OUTLINE)], &["slides.yaml", "-o", "talk.html"]);
    watch.hears(&["talk.html", "2 pages", "watching"]);
    let read = |watch: &Watch| fs::read_to_string(watch.path("talk.html")).unwrap();
    assert!(read(&watch).contains("Oxygen"));
    watch.replace("slides.yaml", &OUTLINE.replace("Oxygen", "Nitrogen"));
    watch.hears(&["slides.yaml", "2 pages"]);
    assert!(read(&watch).contains("Nitrogen"));
    watch.save("slides.yaml", "slides: [");
    watch.hears(&["talk.html is unchanged"]);
    assert!(read(&watch).contains("Nitrogen"));
}

#[test]
fn every_way_of_saving_is_noticed() {
    let mut watch = Watch::start(&[("slides.yaml", OUTLINE)], &["slides.yaml"]);
    watch.hears(&["slides.pdf: 2 pages"]);
    assert_eq!(watch.pdf(), watch.rendered());

    watch.save("slides.yaml", &deck("Nitrogen", "Weir"));
    watch.hears(&["slides.yaml: page 1 of 2"]);
    watch.settles();

    watch.replace("slides.yaml", &deck("Nitrogen", "Lock"));
    watch.hears(&["slides.yaml: page 2 of 2"]);
    watch.settles();

    // Vim: the old file becomes a backup, a new one takes its name.
    fs::rename(watch.path("slides.yaml"), watch.path("slides.yaml~")).unwrap();
    watch.save("slides.yaml", &deck("Carbon", "Lock"));
    watch.hears(&["slides.yaml: page 1 of 2"]);
    watch.settles();

    fs::remove_file(watch.path("slides.yaml")).unwrap();
    watch.save("slides.yaml", &deck("Carbon", "Canal"));
    watch.hears(&["slides.yaml: ", "page 2 of 2"]);
    watch.settles();

    // A new slide.
    watch.save("slides.yaml", &(deck("Carbon", "Canal") + "  - title: Third\n    text: New.\n"));
    watch.hears(&["slides.yaml: page 3 of 3"]);
    watch.settles();
}

#[test]
fn errors_are_shown_while_the_last_good_pdf_stays() {
    let mut watch = Watch::start(&[("slides.yaml", OUTLINE)], &["slides.yaml"]);
    watch.hears(&["slides.pdf: 2 pages"]);
    let good = watch.pdf();
    watch.save("slides.yaml", &OUTLINE.replace("bullets: [Oxygen]", "image: boat.svg"));
    watch.hears(&["error", "there is no file `boat.svg`"]);
    watch.hears(&["slides.yaml: 1 error; slides.pdf is unchanged"]);
    assert_eq!(watch.pdf(), good);

    // The picture appears in a new folder.
    fs::create_dir(watch.path("images")).unwrap();
    watch.save("images/boat.svg", PICTURE);
    watch.hears(&["fixed", "page 1 of 2"]);
    watch.settles();

    watch.save("slides.yaml", "title: [");
    watch.hears(&["error"]);
    watch.hears(&["slides.pdf is unchanged"]);
    watch.save("slides.yaml", OUTLINE);
    watch.hears(&["fixed", "page 1 of 2"]);
    assert_eq!(watch.pdf(), good);
}

#[test]
fn all_files_of_the_deck_are_watched() {
    let outline = "title: River\ntheme: own.yaml\nslides:\n  - title: A boat\n    image: \
                   boat.svg\n  - title: Counted\n    table: { csv: fish.csv }\n";
    let files = [
        ("slides.yaml", outline),
        ("own.yaml", "extends: plain\n"),
        ("boat.svg", PICTURE),
        ("data/fish.csv", "Fish,Count\nTrout,3\n"),
    ];
    let mut watch = Watch::start(&files, &["slides.yaml"]);
    watch.hears(&["slides.pdf: 2 pages"]);

    watch.replace("boat.svg", &PICTURE.replace("#0a7", "#07a"));
    watch.hears(&["boat.svg: page 1 of 2"]);
    watch.settles();

    watch.save("data/fish.csv", "Fish,Count\nTrout,4\n");
    watch.hears(&["fish.csv: page 2 of 2"]);
    watch.settles();

    watch.save("own.yaml", "extends: night\n");
    watch.hears(&["own.yaml: all 2 pages"]);
    watch.settles();
    // Other files are ignored.
    watch.save("notes.txt", "Not of the deck.");
    watch.save("slides.yaml", &outline.replace("A boat", "The boat"));
    watch.hears(&["slides.yaml: page 1 of 2"]);
    assert!(!watch.heard.iter().any(|line| line.contains("notes.txt")));
}

#[test]
fn waits_for_a_missing_outline() {
    let mut watch = Watch::start(&[], &["slides.yaml"]);
    watch.hears(&["error", "there is no file `slides.yaml`"]);
    watch.hears(&["no PDF yet", "waiting"]);
    watch.save("slides.yaml", OUTLINE);
    watch.hears(&["slides.yaml: fixed"]);
    watch.settles();
    let good = watch.pdf();
    fs::remove_file(watch.path("slides.yaml")).unwrap();
    watch.hears(&["error", "there is no file `slides.yaml`"]);
    watch.hears(&["is unchanged", "waiting"]);
    assert_eq!(watch.pdf(), good);
    watch.save("slides.yaml", &deck("Nitrogen", "Weir"));
    watch.hears(&["fixed", "page 1 of 2"]);
    watch.settles();
}

#[test]
fn warnings_are_printed_once() {
    let outline = OUTLINE.replace("[Weir]", "[]\n    text: Weir");
    let mut watch =
        Watch::start(&[("slides.yaml", OUTLINE)], &["slides.yaml", "--message-format", "short"]);
    watch.hears(&["slides.pdf: 2 pages"]);
    watch.save("slides.yaml", &outline);
    watch.hears(&["slides.yaml:6:14: warning", "empty list"]);
    watch.hears(&["slides.yaml: page 2 of 2"]);
    watch.save("slides.yaml", &outline.replace("Oxygen", "Nitrogen"));
    watch.hears(&["page 1 of 2", "still 1 warning"]);
    // An error that comes and goes does not repeat old warnings.
    watch.save("slides.yaml", &outline.replace("title: First", "titel: First"));
    watch.hears(&["slides.yaml:3:5: error", "`titel`"]);
    watch.hears(&["1 error; slides.pdf is unchanged"]);
    watch.save("slides.yaml", &outline);
    watch.hears(&["slides.yaml: fixed; ", "still 1 warning"]);
    // Nor does a new line above it.
    watch.save("slides.yaml", &outline.replace("slides:", "# A comment.\nslides:"));
    watch.hears(&["slides.yaml: all 2 pages are unchanged", "still 1 warning"]);
    watch.save("slides.yaml", OUTLINE);
    watch.hears(&["slides.yaml: fixed; page 2 of 2"]);
    assert_eq!(watch.heard.iter().filter(|line| line.contains("empty list")).count(), 1);
}

#[test]
fn machine_formats_repeat_all_diagnostics_on_every_save() {
    let outline = OUTLINE.replace("[Weir]", "[]\n    text: Weir");
    let mut watch =
        Watch::start(&[("slides.yaml", &outline)], &["slides.yaml", "--message-format", "json"]);
    for turn in 0..3 {
        watch.hears(&["empty list"]);
        watch.save("slides.yaml", &outline.replace("Oxygen", &format!("Oxygen {turn}")));
    }
}

#[test]
fn every_command_that_watches_files_prints_the_same() {
    let broken = OUTLINE.replace("bullets: [Oxygen]", "bulets: [Oxygen]");
    let commands = [
        ("watch", &[][..], "slides.pdf: 2 pages in ", "slides.pdf is unchanged"),
        ("preview", &["--port", "0"], " shows slides.yaml; ", "the page is unchanged"),
        (
            "present",
            &["--port", "0", "--no-open"],
            " is the presenter view of slides.yaml; ",
            "the slides are unchanged",
        ),
    ];
    let mut said: Vec<Vec<String>> = Vec::new();
    for (command, arguments, shown, stays) in commands {
        let mut watch = Watch::start_command(command, &[("slides.yaml", OUTLINE)], arguments);
        watch.hears(&["found slides.yaml, the only outline here"]);
        let line = watch.hears(&[shown, "; watching for changes, Ctrl-C to stop"]);
        // The address is printed before the deck is read.
        while command == "preview" && !has_read(line.split(' ').next().unwrap()) {
            std::thread::sleep(Duration::from_millis(100));
        }
        watch.heard.clear();
        watch.save("slides.yaml", &broken);
        watch.hears(&[&format!("slides.yaml: 1 error; {stays}, waiting for the next save")]);
        said.push(std::mem::take(&mut watch.heard));
        said.last_mut().unwrap().pop();
        watch.save("slides.yaml", OUTLINE);
        watch.hears(&["slides.yaml: fixed"]);
        assert_eq!(watch.heard.len(), 1, "{command}: {:?}", watch.heard);
    }
    assert!(said[0].iter().any(|line| line.contains("did you mean `bullets`?")), "{:?}", said[0]);
    assert!(said[0] == said[1] && said[0] == said[2], "{said:?}");
}

/// Whether the preview at `url` has read its deck.
fn has_read(url: &str) -> bool {
    let (address, key) = url.trim_start_matches("http://").split_once("/?key=").unwrap();
    let (_, port) = address.split_once(':').unwrap();
    let cookie = format!("plenary-{port}={key}");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream
        .write_all(
            format!(
                "GET /deck HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: \
                 close\r\n\r\n"
            )
            .as_bytes(),
        )
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.contains("\"is_loaded\":true")
}

#[test]
fn a_pdf_that_was_deleted_is_written_again() {
    let mut watch = Watch::start(&[("slides.yaml", OUTLINE)], &[]);
    watch.hears(&["slides.pdf: 2 pages"]);
    fs::remove_file(watch.path("slides.pdf")).unwrap();
    watch.replace("slides.yaml", OUTLINE);
    watch.hears(&["slides.yaml: all 2 pages are unchanged"]);
    watch.settles();
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_many_saves() {
    let mut watch = Watch::start(&[("slides.yaml", OUTLINE)], &["slides.yaml"]);
    watch.hears(&["slides.pdf: 2 pages"]);
    let kilobytes = |watch: &Watch| -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", watch.program.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let mut before = 0;
    for turn in 0..300 {
        watch.replace("slides.yaml", &deck(&format!("Oxygen {turn}"), "Weir"));
        watch.hears(&["slides.yaml: page 1 of 2"]);
        if turn == 60 {
            before = kilobytes(&watch);
        }
    }
    let grown = kilobytes(&watch).saturating_sub(before);
    assert!(grown < 6000, "{grown} kB more after 240 saves");
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_the_program_cleanly() {
    let mut watch = Watch::start(&[("slides.yaml", OUTLINE)], &["slides.yaml", "-o", "talk/"]);
    watch.hears(&["2 pages"]);
    assert!(watch.path("talk/slides.pdf").is_file());
    let killed =
        Command::new("kill").args(["-INT", &watch.program.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(watch.program.wait().unwrap().code(), Some(0));
}

#[test]
fn an_outline_with_errors_creates_no_folder() {
    let mut watch = Watch::start(&[("slides.yaml", "slides: [\n")], &["slides.yaml", "-o", "new/"]);
    watch.hears(&["no PDF yet"]);
    assert!(!watch.path("new").exists());
    watch.replace("slides.yaml", OUTLINE);
    watch.hears(&["fixed"]);
    assert!(watch.path("new/slides.pdf").is_file());
}

#[test]
fn a_save_of_the_same_length_and_time_is_noticed() {
    let mut watch = Watch::start(&[("slides.yaml", OUTLINE)], &["slides.yaml"]);
    watch.hears(&["2 pages"]);
    let path = watch.path("slides.yaml");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let text = OUTLINE.replacen("Oxygen", "Oxigen", 1);
    assert!(text != OUTLINE && text.len() == OUTLINE.len());
    fs::write(&path, text).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    watch.hears(&["slides.yaml: page"]);
}

#[test]
#[cfg(unix)]
fn a_linked_file_is_watched() {
    let mut watch =
        Watch::start(&[("real/slides.yaml", OUTLINE)], &["deck/slides.yaml", "-o", "slides.pdf"]);
    watch.hears(&["no PDF yet"]);
    fs::create_dir(watch.path("deck")).unwrap();
    std::os::unix::fs::symlink("../real/slides.yaml", watch.path("deck/slides.yaml")).unwrap();
    watch.hears(&["fixed"]);
    watch.replace("real/slides.yaml", &deck("Nitrogen", "Weir"));
    watch.hears(&["slides.yaml: page 1 of 2"]);
}

#[test]
fn wrong_usage_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), OUTLINE).unwrap();
    for (arguments, words) in [
        (&["-"][..], "standard input cannot be watched"),
        (&["slides.yaml", "-o", "-"], "standard output"),
        (&["slides.yaml", "-o", "slides.png"], "writes only PDF and HTML files"),
        (&["slides.yaml", "-o", "slides.html", "--pdfpc"], "`--pdfpc` has no effect"),
        (&["slides.yaml", "-o", "slides.yaml"], "overwrite the outline"),
    ] {
        let output = said(folder.path(), arguments);
        assert_eq!(output.0, Some(2), "{arguments:?}");
        assert!(
            output.1.starts_with("error: ")
                && output.1.contains(words)
                && output.1.contains("help: "),
            "{}",
            output.1
        );
    }
}

fn said(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    let output = command
        .current_dir(folder)
        .arg("watch")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}
