//! Outputs besides the PDF of a whole deck: images, text, selected pages, packages; and the sizes
//! of the parts of a PDF.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use image::GenericImageView;
use lopdf::Document;

fn run_plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn stderr_text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn file_names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

const TALK: &str = "\
title: River
logos: [logo.png]
slides:
  - title: First
    id: first
    bullets: [Oxygen, Temperature]
  - title: Second
    steps: true
    bullets: [one, two, three]
    notes: |
      Say hello

      Then *wait*
  - title: Third
    text: \"[back](#first)\"
    figure: { src: copy.png, alt: A grey square }
  - title: Fourth
    checklist: [{ done: Water }, { todo: Air }]
";

/// Creates a folder with a talk of four slides.
fn talk_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("talk.yaml"), TALK).unwrap();
    let picture = image::RgbImage::from_fn(1200, 800, |x, y| {
        image::Rgb([(x * 7 % 256) as u8, (y * 5 % 256) as u8, (x * y % 251) as u8])
    });
    picture.save(folder.path().join("logo.png")).unwrap();
    fs::copy(folder.path().join("logo.png"), folder.path().join("copy.png")).unwrap();
    folder
}

#[test]
fn names_images_after_their_pages() {
    let folder = talk_folder();
    let at = |name: &str| folder.path().join(name);
    let output = run_plenary(
        folder.path(),
        &["render", "talk.yaml", "--format", "png", "--pages", "1,3-", "--width", "320"],
    );
    assert!(output.status.success(), "{}", stderr_text(&output));
    for name in ["talk-01.png", "talk-03.png", "talk-04.png"] {
        assert_eq!(image::open(at(name)).unwrap().dimensions(), (320, 180), "{name}");
    }
    assert!(!at("talk-02.png").exists() && !at("talk.pdf").exists());
    // The extension of the name after `-o` selects the format; one page is one file.
    assert!(
        run_plenary(folder.path(), &["render", "talk.yaml", "-o", "one.png", "--pages", "2"])
            .status
            .success()
    );
    assert_eq!(image::open(at("one.png")).unwrap().dimensions(), (1920, 1080));
    assert!(
        run_plenary(folder.path(), &["render", "talk.yaml", "-o", "pictures/", "--format", "svg"])
            .status
            .success()
    );
    assert_eq!(file_names(&at("pictures")).len(), 4);
    let arguments = ["render", "talk.yaml", "-o", "page", "--format", "svg", "--pages", "1-2"];
    assert!(run_plenary(folder.path(), &arguments).status.success());
    assert!(at("page-01").exists() && at("page-02").exists());
    assert!(
        run_plenary(
            folder.path(),
            &["render", "talk.yaml", "-o", "one/", "--format", "png", "--pages", "3"]
        )
        .status
        .success()
    );
    assert_eq!(
        file_names(&at("one")),
        ["talk-03.png".to_owned()].into(),
        "its number tells it from the next that comes into the folder"
    );
    let drawing = fs::read_to_string(at("pictures/talk-04.svg")).unwrap();
    assert!(drawing.starts_with("<svg") && drawing.contains("960"), "{}", &drawing[..200]);
}

#[test]
fn images_show_the_page() {
    let folder = talk_folder();
    let output = run_plenary(
        folder.path(),
        &["render", "talk.yaml", "--format", "png", "--pages", "4", "--scale", "1", "-o", "-"],
    );
    assert!(output.status.success(), "{}", stderr_text(&output));
    let picture = image::load_from_memory(&output.stdout).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (960, 540));
    let ink = picture.pixels().filter(|pixel| pixel.0.iter().all(|&channel| channel < 80)).count();
    let paper = picture.pixels().filter(|pixel| pixel.0 == [255, 255, 255]).count();
    assert!(ink > 500 && paper > 200_000, "{ink} dark and {paper} white pixels");
}

#[test]
fn selected_pages_make_a_pdf() {
    let folder = talk_folder();
    assert!(
        run_plenary(folder.path(), &["render", "talk.yaml", "--pages", "3,4"]).status.success()
    );
    let pdf = Document::load(folder.path().join("talk.pdf")).unwrap();
    assert_eq!(pdf.get_pages().len(), 2);
    let text = pdf.extract_text(&[1, 2]).unwrap();
    assert!(text.contains("Third") && text.contains("Fourth") && !text.contains("First"), "{text}");
    // A page keeps its printed number and its label.
    assert!(text.contains("back"), "words of a link to a page that is left out stay: {text}");
}

#[test]
fn ignores_warnings_of_pages_left_out() {
    let folder = talk_folder();
    let outline = "title: T\nslides:\n  - { title: A, table: [[k, ''], ['', v]] }\n  - { title: B, table: [[a, b], [c, d]] }\n";
    fs::write(folder.path().join("tables.yaml"), outline).unwrap();
    let output = run_plenary(
        folder.path(),
        &["render", "tables.yaml", "--pages", "1", "--format", "txt", "-o", "-"],
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "1. A\n====\n\n| k |  |\n|  | v |\n");
    assert!(
        run_plenary(folder.path(), &["render", "tables.yaml", "--pages", "1"]).status.success()
    );
    let pdf = Document::load(folder.path().join("tables.pdf")).unwrap();
    let count = |role: &[u8]| {
        let is = |object: &lopdf::Object| {
            object
                .as_dict()
                .and_then(|dict| dict.get(b"S"))
                .and_then(lopdf::Object::as_name)
                .is_ok_and(|name| name == role)
        };
        pdf.objects.values().filter(|object| is(object)).count()
    };
    assert_eq!(
        (count(b"Table"), count(b"TR"), count(b"TH"), count(b"TD")),
        (1, 2, 2, 2),
        "empty cells keep their columns"
    );
}

#[test]
fn writes_all_files_or_none() {
    let folder = talk_folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("talk-01.png"), "old").unwrap();
    fs::create_dir(at("talk-03.png")).unwrap();
    let refused = run_plenary(folder.path(), &["render", "talk.yaml", "--format", "png"]);
    assert!(
        refused.status.code() == Some(1) && stderr_text(&refused).contains("talk-03.png"),
        "{}",
        stderr_text(&refused)
    );
    assert_eq!(fs::read(at("talk-01.png")).unwrap(), b"old");
    assert!(
        !at("talk-02.png").exists()
            && !file_names(folder.path()).iter().any(|name| name.ends_with(".tmp"))
    );
    // A package removes the images of an earlier, longer deck, and nothing else.
    fs::create_dir_all(at("talk-package/talk-png")).unwrap();
    fs::write(at("talk-package/talk-png/09.png"), "old").unwrap();
    fs::write(at("talk-package/talk-png/mine.png"), "mine").unwrap();
    assert!(run_plenary(folder.path(), &["package", "talk.yaml"]).status.success());
    let pictures = file_names(&at("talk-package/talk-png"));
    assert!(
        !pictures.contains("09.png")
            && pictures.contains("mine.png")
            && pictures.contains("04.png"),
        "{pictures:?}"
    );
}

#[test]
fn a_package_holds_the_files_that_are_played() {
    let folder = tempfile::tempdir().unwrap();
    let media = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides/media");
    for name in ["lock.mp4", "lock.jpg", "lock.vtt"] {
        fs::copy(media.join(name), folder.path().join(name)).unwrap();
    }
    fs::create_dir(folder.path().join("media")).unwrap();
    fs::copy(media.join("lock.webm"), folder.path().join("media/lock.mp4")).unwrap();
    let outline = "title: T\nauthor: A\nslides:\n\
                   \x20 - title: A lock\n    content:\n\
                   \x20     - video: { src: lock.mp4, poster: lock.jpg, captions: lock.vtt }\n\
                   \x20     - video: { src: media/lock.mp4, poster: lock.jpg }\n";
    fs::write(folder.path().join("talk.yaml"), outline).unwrap();
    let output = run_plenary(folder.path(), &["package", "talk.yaml"]);
    assert!(output.status.success(), "{}", stderr_text(&output));
    let messages = stderr_text(&output);
    assert!(messages.contains("`media/lock.mp4` is a still picture in the PowerPoint file"));
    let copies = folder.path().join("talk-package/talk-media");
    let names: Vec<String> = file_names(&copies).into_iter().collect();
    assert_eq!(names, ["2-lock.mp4", "lock.mp4", "lock.vtt"]);
    let bytes = |path: &Path| fs::read(path).unwrap();
    assert_eq!(bytes(&copies.join("2-lock.mp4")), bytes(&media.join("lock.webm")));
    assert_eq!(bytes(&copies.join("lock.mp4")), bytes(&media.join("lock.mp4")));
}

#[test]
fn explains_invalid_page_numbers() {
    let folder = talk_folder();
    let code = |arguments: &[&str]| {
        let output = run_plenary(folder.path(), arguments);
        (output.status.code(), stderr_text(&output))
    };
    let (status, stderr) = code(&["render", "talk.yaml", "--pages", "2-9"]);
    assert!(
        status == Some(1) && stderr.contains("page 9 does not exist: the deck has 4 pages"),
        "{stderr}"
    );
    let (status, stderr) = code(&["render", "talk.yaml", "--pages", "two"]);
    assert!(status == Some(2) && stderr.contains("1,4-6"), "{stderr}");
    let (status, stderr) = code(&["render", "talk.yaml", "--format", "png", "-o", "-"]);
    assert!(
        status == Some(1) && stderr.contains("one picture") && stderr.contains("--pages"),
        "{stderr}"
    );
    let (status, stderr) = code(&["render", "talk.yaml", "--width", "300"]);
    assert!(status == Some(2) && stderr.contains("--format png"), "{stderr}");
    for (arguments, advice) in [
        (["--paper", "letter"].as_slice(), "add `--handout 3`"),
        (&["--format", "png", "--pdf-standard", "ua-1"], "remove `--format`"),
        (&["--format", "svg", "--attach", "source"], "remove `--format`"),
        (&["--format", "txt", "--max-dpi", "100"], "remove `--max-dpi`"),
        (&["--format", "txt", "--steps", "all"], "remove `--steps`"),
        (&["-o", "talk.yaml"], "name another file"),
    ] {
        let (status, stderr) = code(&[&["render", "talk.yaml"], arguments].concat());
        assert!(status == Some(2) && stderr.contains(advice), "{arguments:?}: {stderr}");
    }
    assert!(!folder.path().join("talk.pdf").exists());
}

#[test]
fn writes_text_in_reading_order() {
    let folder = talk_folder();
    let output = run_plenary(folder.path(), &["render", "talk.yaml", "--format", "txt", "-o", "-"]);
    assert!(output.status.success(), "{}", stderr_text(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let expected = "\
1. First
========

- Oxygen
- Temperature


2. Second
=========

- one
- two
- three


3. Third
========

back

[A grey square]


4. Fourth
=========

- done: Water
- not done: Air
";
    assert_eq!(text, expected);
    let titles =
        String::from_utf8(run_plenary(folder.path(), &["outline", "talk.yaml"]).stdout).unwrap();
    assert_eq!(titles, "1  First\n2  Second\n3  Third\n4  Fourth\n");
    let words = String::from_utf8(
        run_plenary(folder.path(), &["outline", "talk.yaml", "--words", "--pages", "2"]).stdout,
    )
    .unwrap();
    assert!(words.contains("- three") && !words.contains("Oxygen"), "{words}");
}

#[test]
fn part_sizes_add_up_to_the_file_size() {
    let folder = talk_folder();
    let output = run_plenary(folder.path(), &["render", "talk.yaml", "--size"]);
    assert!(output.status.success(), "{}", stderr_text(&output));
    let table = String::from_utf8(output.stdout).unwrap();
    let number = |line: &str| {
        line.split("  ")
            .find(|part| !part.trim().is_empty())
            .unwrap()
            .trim()
            .replace(',', "")
            .parse::<u64>()
            .unwrap()
    };
    let lines: Vec<&str> = table.lines().collect();
    let (total, parts) = lines.split_last().unwrap();
    let size = fs::metadata(folder.path().join("talk.pdf")).unwrap().len();
    assert_eq!(number(total), size, "{table}");
    assert_eq!(parts.iter().map(|line| number(line)).sum::<u64>(), size, "{table}");
    assert!(table.contains("font SourceSans3-Regular") && table.contains("page 4"), "{table}");
    // The logo on every page and its copy under another name count as one picture.
    assert_eq!(table.matches("picture ").count(), 1, "{table}");
}

#[test]
fn max_dpi_only_shrinks_images() {
    let folder = talk_folder();
    let size = |arguments: &[&str]| {
        let output =
            run_plenary(folder.path(), &[&["render", "talk.yaml", "--size"], arguments].concat());
        assert!(output.status.success(), "{}", stderr_text(&output));
        let table = String::from_utf8(output.stdout).unwrap();
        let picture = table
            .lines()
            .find(|line| line.contains("picture "))
            .unwrap_or_else(|| panic!("{table}"))
            .to_owned();
        picture.split(", ").nth(1).unwrap().to_owned()
    };
    assert_eq!(size(&[]), "1200 × 800 pixels");
    assert_eq!(size(&["--max-dpi", "2000"]), "1200 × 800 pixels");
    let fewer = size(&["--max-dpi", "72"]);
    let width: u32 = fewer.split(' ').next().unwrap().parse().unwrap();
    assert!((100..700).contains(&width), "{fewer}");
}

#[test]
fn packages_are_complete_or_not_written() {
    let folder = talk_folder();
    let output = run_plenary(folder.path(), &["package", "talk.yaml", "-o", "out"]);
    assert!(output.status.success(), "{}", stderr_text(&output));
    let out: PathBuf = folder.path().join("out");
    let expected = [
        "talk-handout.pdf",
        "talk-notes.pdf",
        "talk-png",
        "talk.html",
        "talk.pdf",
        "talk.pdfpc",
        "talk.pptx",
        "talk.txt",
    ];
    assert_eq!(file_names(&out), expected.map(str::to_owned).into());
    assert_eq!(
        file_names(&out.join("talk-png")),
        ["01.png", "02.png", "03.png", "04.png"].map(str::to_owned).into()
    );
    // The slide with steps has three pages in the deck, one in the handout and one image.
    assert_eq!(Document::load(out.join("talk.pdf")).unwrap().get_pages().len(), 6);
    assert_eq!(Document::load(out.join("talk-handout.pdf")).unwrap().get_pages().len(), 2);
    // A blank line separates paragraphs of notes, which are Markdown.
    let pdfpc = fs::read_to_string(out.join("talk.pdfpc")).unwrap();
    assert!(pdfpc.contains(r"Say hello\n\nThen *wait*"), "{pdfpc}");
    fs::write(folder.path().join("broken.yaml"), "slides:\n  - titel: A\n").unwrap();
    let refused = run_plenary(folder.path(), &["package", "broken.yaml"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!folder.path().join("broken-package").exists());
}

#[test]
#[cfg(unix)]
fn a_dangling_output_link_is_followed_or_explained() {
    use std::os::unix::fs::symlink;
    let folder = talk_folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("out")).unwrap();
    symlink("out/talk.pdf", at("good.pdf")).unwrap();
    symlink("nowhere/talk.pdf", at("bad.pdf")).unwrap();
    symlink("circle.pdf", at("circle.pdf")).unwrap();
    let render = |name: &str| run_plenary(folder.path(), &["render", "talk.yaml", "-o", name]);
    assert!(render("good.pdf").status.success());
    assert!(at("good.pdf").is_symlink() && fs::read(at("out/talk.pdf")).unwrap().len() > 999);
    for (name, words) in [("bad.pdf", "nowhere"), ("circle.pdf", "circle.pdf")] {
        let output = render(name);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr_text(&output).contains(words), "{}", stderr_text(&output));
        assert!(at(name).is_symlink());
    }
}

#[test]
fn a_failed_write_leaves_no_empty_folder_and_no_silence() {
    let folder = talk_folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("out/talk.pdf")).unwrap();
    let output = run_plenary(folder.path(), &["package", "talk.yaml", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr_text(&output));
    assert_eq!(file_names(&at("out")), ["talk.pdf".to_owned()].into());
    // A reader that has closed the pipe does not get the result.
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder.path()).args(["render", "talk.yaml", "-o", "-"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr_text(&output).contains("standard output was closed"),
        "{}",
        stderr_text(&output)
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_reported_and_a_closed_pipe_is_quiet() {
    let folder = talk_folder();
    let commands: [&[&str]; 12] = [
        &["themes"],
        &["outline", "talk.yaml"],
        &["fonts"],
        &["man"],
        &["completions", "bash"],
        &["render", "talk.yaml", "-q", "--explain"],
        &["render", "talk.yaml", "-q", "--size"],
        &["explain"],
        &["schema"],
        &["check", "--rules"],
        &["--help"],
        &["--version"],
    ];
    for arguments in commands {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.current_dir(folder.path()).args(arguments).stderr(Stdio::piped());
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command.stdout(full).output().unwrap();
        let code = if arguments[0] == "check" { 2 } else { 1 };
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(stderr_text(&output).contains("no space is left"), "{}", stderr_text(&output));
        // The reader is closed before the program writes.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command.stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), stderr_text(&output)), (Some(0), String::new()));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_for_a_closed_output_is_an_error() {
    let folder = talk_folder();
    let run = |arguments: &str| {
        let line = format!("\"$0\" {arguments}");
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path()).args(["-c", &line, env!("CARGO_BIN_EXE_plenary")]);
        shell.output().unwrap()
    };
    let closed = run("render talk.yaml -o - >&-");
    assert_eq!(closed.status.code(), Some(1));
    assert!(stderr_text(&closed).contains("standard output is closed"), "{closed:?}");
    assert!(run("render talk.yaml -o - > /dev/null").status.success());
}

#[test]
fn the_pdf_and_its_companion_are_two_files() {
    let folder = talk_folder();
    let output = run_plenary(folder.path(), &["render", "talk.yaml", "-o", "a.pdfpc", "--pdfpc"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr_text(&output));
    assert!(stderr_text(&output).contains("would both be `a.pdfpc`"), "{}", stderr_text(&output));
    assert!(!folder.path().join("a.pdfpc").exists());
}

#[test]
#[cfg(unix)]
fn a_signal_leaves_no_unfinished_file() {
    let folder = talk_folder();
    let slides: String = (0..6).map(|slide| format!("  - title: Slide {slide}\n")).collect();
    fs::write(folder.path().join("many.yaml"), format!("title: A\nslides:\n{slides}")).unwrap();
    let leftovers = || -> Vec<String> {
        let folders = [folder.path().to_owned(), folder.path().join("out/many-png")];
        let folders = folders.iter().filter(|folder| folder.exists());
        folders.flat_map(|folder| file_names(folder)).filter(|name| name.starts_with('.')).collect()
    };
    for (round, signal) in ["-TERM", "-INT", "-HUP"].iter().enumerate() {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.current_dir(folder.path()).args(["package", "many.yaml", "-o", "out", "-q"]);
        let mut child = command.spawn().unwrap();
        // Wait until files are being written, and a bit longer each round.
        let pictures = folder.path().join("out/many-png");
        let is_writing = || pictures.exists() && !file_names(&pictures).is_empty();
        while !is_writing() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        std::thread::sleep(std::time::Duration::from_micros(300 * round as u64));
        let _ = Command::new("kill").arg(signal).arg(child.id().to_string()).output();
        let status = child.wait().unwrap();
        assert_eq!(leftovers(), [""; 0], "after {signal}: {status}");
        let _ = fs::remove_dir_all(folder.path().join("out"));
    }
}

#[test]
fn a_large_file_names_its_largest_pictures() {
    let folder = talk_folder();
    let outline = format!("check: {{ large_file: 0.5 }}\n{TALK}");
    fs::write(folder.path().join("large.yaml"), &outline).unwrap();
    let large = run_plenary(folder.path(), &["render", "large.yaml"]);
    let told = stderr_text(&large);
    assert!(large.status.success(), "{told}");
    for words in ["E0660", "`copy.png` (1200 × 800 pixels", "--max-dpi 150", "max_dpi: 150"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let checked = run_plenary(folder.path(), &["check", "large.yaml"]);
    assert!(String::from_utf8_lossy(&checked.stdout).contains("E0660"), "{checked:?}");
    fs::write(folder.path().join("small.yaml"), format!("max_dpi: 50\n{outline}")).unwrap();
    let small = run_plenary(folder.path(), &["render", "small.yaml"]);
    assert!(!stderr_text(&small).contains("E0660"), "{}", stderr_text(&small));
    let flag = ["render", "large.yaml", "--max-dpi", "50", "-o", "flag.pdf"];
    assert!(run_plenary(folder.path(), &flag).status.success());
    let size = |name: &str| fs::metadata(folder.path().join(name)).unwrap().len();
    assert_eq!(size("small.pdf"), size("flag.pdf"));
    let package = ["package", "large.yaml", "--max-dpi", "50", "-o", "out"];
    assert!(run_plenary(folder.path(), &package).status.success());
    assert_eq!(size("out/large.pdf"), size("flag.pdf"));
    let max_size = |dpi: &'static str, size: &'static str| {
        ["package", "large.yaml", "--max-dpi", dpi, "--max-size", size, "-o", "max"]
    };
    let fitted = run_plenary(folder.path(), &max_size("80", "570kB"));
    let told = stderr_text(&fitted);
    assert!(told.contains("pixels per inch, so that each file fits in 570 kB"), "{told}");
    assert!(size("max/large.pdf") <= 570_000 && size("max/large.pptx") <= 570_000);
    fs::remove_dir_all(folder.path().join("max")).unwrap();
    let refused = run_plenary(folder.path(), &max_size("72", "9kB"));
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr_text(&refused).contains("also with pictures of 72 pixels per inch"));
    assert!(!folder.path().join("max").exists());
    let off = outline.replace("0.5", "off");
    fs::write(folder.path().join("off.yaml"), off).unwrap();
    assert!(!stderr_text(&run_plenary(folder.path(), &["render", "off.yaml"])).contains("E0660"));
}
