//! Access to the file system: which files are found, rejected, and replaced.
#![allow(clippy::disallowed_methods, reason = "tests create and inspect files directly")]

use std::fs;
use std::path::Path;

use plenary::assets::{AssetError, Files, Fonts, Images, decode_text, write_file};
use plenary::diagnostic::{Diagnostic, Diagnostics};
use plenary::source::{SourceId, Span};
use tempfile::TempDir;

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let deck = folder.path().join("deck");
    fs::create_dir_all(deck.join("images/logos")).unwrap();
    // The folder with an outline of this name is the project, whatever folders contain it.
    fs::write(deck.join("slides.yaml"), "a: b").unwrap();
    fs::write(deck.join("beside.png"), "beside").unwrap();
    fs::write(deck.join("images/inside.png"), "inside").unwrap();
    fs::write(deck.join("images/logos/partner.svg"), "logo").unwrap();
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    folder
}

fn files(project: &TempDir) -> Files {
    Files::for_outline(&project.path().join("deck/slides.yaml"))
}

fn refused(result: Result<impl std::fmt::Debug, AssetError>) -> String {
    let error = result.unwrap_err();
    format!("{} | {}", error.message, error.hints.join(" | "))
}

#[test]
fn finds_a_picture_next_to_the_outline_and_in_the_images_folder() {
    let project = project();
    let files = files(&project);
    assert_eq!(files.read_picture("beside.png").unwrap(), b"beside");
    assert_eq!(files.read_picture("inside.png").unwrap(), b"inside");
    assert_eq!(files.read_picture("logos/partner.svg").unwrap(), b"logo");
    assert_eq!(files.read_picture("./images/../beside.png").unwrap(), b"beside");
    let asked: Vec<String> = files
        .requested_files()
        .iter()
        .map(|(path, _)| path.strip_prefix(project.path()).unwrap().display().to_string())
        .collect();
    assert!(asked.contains(&"deck/images/inside.png".to_owned()), "{asked:?}");
}

#[test]
fn finds_names_in_another_spelling() {
    let project = project();
    let deck = project.path().join("deck");
    let decomposed = "u\u{308}ber";
    fs::create_dir(deck.join(format!("images/{decomposed}"))).unwrap();
    fs::write(deck.join(format!("images/{decomposed}/a\u{301}.png")), "decomposed").unwrap();
    fs::write(deck.join("images/\u{e9}t\u{e9}.png"), "composed").unwrap();
    fs::write(deck.join("images/my photo.png"), "blank").unwrap();
    fs::write(deck.join("images/100%25.png"), "as written").unwrap();
    fs::write(deck.join("images/100%.png"), "decoded").unwrap();
    let files = files(&project);
    for (name, content) in [
        ("\u{fc}ber/\u{e1}.png", "decomposed"),
        ("u\u{308}ber/a\u{301}.png", "decomposed"),
        ("images/\u{fc}ber/a\u{301}.png", "decomposed"),
        ("e\u{301}te\u{301}.png", "composed"),
        ("%C3%A9t%C3%A9.png", "composed"),
        ("my%20photo.png", "blank"),
        ("images/my%20photo.png", "blank"),
        // A name that exists is not decoded.
        ("100%25.png", "as written"),
    ] {
        let bytes = files.read_picture(name).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(bytes, content.as_bytes(), "{name}");
    }
    for name in ["%2e%2e/secret.txt", "..%2Fsecret.txt", "images/%2e%2e/%2e%2e/secret.txt"] {
        assert!(files.read_picture(name).is_err(), "{name}");
    }
}

#[test]
fn a_missing_picture_lists_where_it_was_searched_and_similar_names() {
    let project = project();
    let message = refused(files(&project).read_picture("insde.png"));
    assert!(message.starts_with("there is no file `insde.png`"), "{message}");
    assert!(message.contains("did you mean `inside.png`?"), "{message}");
    assert!(message.contains("deck/insde.png` or to `"), "{message}");
    let message = refused(files(&project).read_picture("Beside.PNG"));
    assert!(message.contains("did you mean `beside.png`?"), "{message}");
    let message = refused(files(&project).read_picture("logos/partner.sgv"));
    assert!(message.contains("did you mean `logos/partner.svg`?"), "{message}");
}

#[test]
fn reads_nothing_outside_the_project_unless_allowed() {
    let project = project();
    let secret = project.path().join("secret.txt");
    for name in ["../secret.txt", "images/../../secret.txt", secret.to_str().unwrap()] {
        let message = refused(files(&project).read_picture(name));
        assert!(message.contains("outside"), "{name}: {message}");
        assert_eq!(
            files(&project).allow_outside(true).read_picture(name).unwrap(),
            b"secret",
            "{name}"
        );
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, project.path().join("deck/link.png")).unwrap();
        assert!(refused(files(&project).read_picture("link.png")).contains("outside"));
        std::os::unix::fs::symlink("beside.png", project.path().join("deck/inner.png")).unwrap();
        assert_eq!(files(&project).read_picture("inner.png").unwrap(), b"beside");
    }
}

#[test]
fn rejects_folders_addresses_and_devices() {
    let project = project();
    let files = files(&project);
    assert!(refused(files.read_picture("images")).contains("is a folder"));
    assert!(refused(files.read_picture("https://example.org/a.png")).contains("is a web address"));
    assert!(refused(files.read_picture(" ")).contains("file name is empty"));
    #[cfg(target_os = "linux")]
    assert!(refused(Files::in_folder("/dev").read_picture("zero")).contains("a device or a pipe"));
}

#[test]
fn lists_the_fonts_of_a_folder_in_order() {
    let project = project();
    let fonts = project.path().join("deck/fonts");
    let files = files(&project);
    assert_eq!(files.list_files("fonts", &["ttf"]).unwrap(), Vec::<std::path::PathBuf>::new());
    fs::create_dir(&fonts).unwrap();
    for name in ["b.TTF", "a.otf", "c.txt"] {
        fs::write(fonts.join(name), name).unwrap();
    }
    let found = files.list_files("fonts", &["ttf", "otf"]).unwrap();
    assert_eq!(found, [fonts.join("a.otf"), fonts.join("b.TTF")]);
    assert_eq!(files.read_listed(&found[0]).unwrap(), b"a.otf");
}

#[test]
fn suggests_a_similar_outline() {
    let project = project();
    let files = files(&project);
    let message = refused(files.read_outline(&project.path().join("deck/slide.yaml")));
    assert!(message.contains("did you mean") && message.contains("slides.yaml"), "{message}");
    assert_eq!(files.read_outline(&project.path().join("deck/slides.yaml")).unwrap(), "a: b");
    assert!(refused(files.read_outline(&project.path().join("deck"))).contains("is a folder"));
}

#[test]
fn rejects_files_that_are_not_text() {
    let name = Path::new("slides.yaml");
    assert_eq!(decode_text("a: ä".into(), name).unwrap(), "a: ä");
    assert_eq!(
        decode_text(b"\xff\xfea\0\xe4\0".to_vec(), name).unwrap(),
        "aä",
        "UTF-16 as Windows writes it"
    );
    assert_eq!(decode_text(b"\xfe\xff\0a\0\xe4".to_vec(), name).unwrap(), "aä");
    assert!(refused(decode_text(b"\xff\xfea\0\xe4".to_vec(), name)).contains("is damaged UTF-16"));
    assert_eq!(
        decode_text("a: b\rc: d\r".into(), name).unwrap(),
        "a: b\nc: d\n",
        "lines of old Macs"
    );
    assert!(
        refused(decode_text(b"\x7fELF\0\0".to_vec(), name))
            .contains("is not a text file: byte 5 is zero")
    );
    let message = refused(decode_text(
        "title: ok\nnäme: Gar".bytes().chain([0xe7, b'o', b'n']).collect(),
        name,
    ));
    assert!(message.contains("line 2, column 10 has the byte 0xE7"), "{message}");
}

#[test]
fn reads_each_picture_once_and_reports_missing_ones_at_every_place() {
    let project = project();
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'><rect width='4' \
                   height='2'/></svg>";
    fs::write(project.path().join("deck/a.svg"), picture).unwrap();
    fs::write(project.path().join("deck/b.svg"), picture).unwrap();
    let span = |start| Span { source: SourceId(0), start, end: start + 3 };
    let requests = [
        ("a.svg", span(1)),
        ("gone.svg", span(2)),
        ("b.svg", span(3)),
        ("gone.svg", span(4)),
        ("gone.svg", span(4)),
    ];
    let mut diagnostics = Diagnostics::default();
    let images = Images::load(&files(&project), &Fonts::bundled(), requests, &mut diagnostics);
    assert!(std::sync::Arc::ptr_eq(&images.get("a.svg").unwrap(), &images.get("b.svg").unwrap()));
    assert!(images.get("gone.svg").is_none());
    let found: Vec<_> =
        diagnostics.into_sorted().into_iter().map(|diagnostic| diagnostic.span).collect();
    assert_eq!(found, [Some(span(2)), Some(span(4))]);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn words(diagnostic: &Diagnostic) -> String {
    format!("{} | {}", diagnostic.message, diagnostic.help.join(" | "))
}

#[test]
fn replaces_a_file_atomically_without_temporary_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talk.pdf");
    write_file(&path, b"one").unwrap();
    write_file(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names(folder.path()), ["talk.pdf"]);
}

#[cfg(unix)]
#[test]
fn keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talk.pdf");
    write_file(&path, b"one").unwrap();
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_ne!(
        rights(&path) & 0o044,
        0,
        "others may read a new file as the umask says, not only its writer"
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.pdf");
    symlink("talk.pdf", &link).unwrap();
    write_file(&link, b"two").unwrap();
    assert_eq!((rights(&path), fs::read(&path).unwrap()), (0o640, b"two".to_vec()));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
    let error = words(&write_file(&path, b"three").unwrap_err());
    assert!(error.contains("is write-protected"), "{error}");
    write_file(Path::new("/dev/null"), b"nothing").unwrap();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn explains_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no/such/talk.pdf");
    let error = words(&write_file(&missing, b"x").unwrap_err());
    assert!(error.contains("does not exist") && error.contains("mkdir -p"), "{error}");
    assert!(words(&write_file(folder.path(), b"x").unwrap_err()).contains("is a folder"));
    fs::write(folder.path().join("file"), "x").unwrap();
    let error = words(&write_file(&folder.path().join("file/talk.pdf"), b"x").unwrap_err());
    assert!(error.contains("is not a folder"), "{error}");
    #[cfg(target_os = "linux")]
    {
        let error = words(&write_file(Path::new("/proc/talk.pdf"), b"x").unwrap_err());
        assert!(
            error.starts_with("the folder `/proc` cannot be written to")
                || error.contains("cannot be written"),
            "{error}"
        );
    }
    assert_eq!(names(folder.path()), ["file"]);
}

#[cfg(unix)]
#[test]
fn never_opens_pipes_in_the_folder() {
    let project = project();
    let deck = project.path().join("deck");
    fs::create_dir(deck.join("fonts")).unwrap();
    for name in ["other.yaml", "notes.md", "fonts/x.ttf"] {
        let made = std::process::Command::new("mkfifo").arg(deck.join(name)).status().unwrap();
        assert!(made.success(), "mkfifo {name}");
    }
    let files = files(&project);
    assert_eq!(files.find_outlines(), ["slides.yaml"]);
    assert_eq!(files.read_other_texts(), ["a: b"]);
    let mut diagnostics = Diagnostics::default();
    plenary::assets::add_deck_fonts(&mut Fonts::bundled(), &files, &mut diagnostics);
    let messages: Vec<&str> = diagnostics.iter().map(|error| error.message.as_str()).collect();
    assert!(messages.len() == 1 && messages[0].contains("a device or a pipe"), "{messages:?}");
}
