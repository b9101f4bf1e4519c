//! Incremental rendering: after any edit, the result equals a full render of the deck.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

#[allow(dead_code, reason = "the PDF tests use the rest")]
#[path = "pdf/read.rs"]
mod read;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use plenary::diagnostic::{Code, Diagnostic};
use plenary::layout::MissingGlyphPolicy;
use plenary::live::{LinkDestination, Live, Presentation, Report};
use plenary::source::Span;
use plenary::{Input, Options};

use read::PdfReader;

/// A generator of pseudo-random numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn next_below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Makes a random edit of the kind that authors make, valid or not.
fn random_edit(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = random.next_below(lines.len());
    let words = |line: &str| -> Vec<(usize, usize)> {
        let mut ranges = Vec::new();
        let mut start = None;
        for (at, character) in line.char_indices().chain([(line.len(), ' ')]) {
            match (character.is_alphabetic(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    ranges.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        ranges
    };
    let is_bullet = |line: &str| line.trim_start().starts_with("- ") && !line.starts_with("  - ");
    match random.next_below(12) {
        0 => lines.insert(at, String::new()),
        1 => lines.insert(at, "# a comment".to_owned()),
        2 => {
            let line = lines[at].clone();
            lines.insert(at, line);
        }
        3 => {
            lines.remove(at);
        }
        4 => {
            let other = random.next_below(lines.len());
            lines.swap(at, other);
        }
        // Edits that cause a warning (text after a `#`, a slide that continues on a second page),
        // and one that suppresses a warning.
        9 if is_bullet(&lines[at]) => lines[at] += " #later",
        10 if is_bullet(&lines[at]) => {
            let line = lines[at].clone();
            lines.splice(at..at, std::iter::repeat_n(line, 30));
        }
        11 => lines.insert(at, "  # plenary: allow(continued_page)".to_owned()),
        // Most edits change words.
        kind => {
            let bullets: Vec<usize> = (0..lines.len())
                .filter(|&line| lines[line].trim_start().starts_with("- ") || kind == 5)
                .collect();
            let Some(&line) = bullets.get(random.next_below(bullets.len())) else {
                return text.to_owned();
            };
            let words = words(&lines[line]);
            let Some(&(start, end)) =
                words.get(words.len().saturating_sub(1 + random.next_below(2)))
            else {
                return text.to_owned();
            };
            let new = [
                "river",
                "a longer stretch of words",
                "Ä",
                "*weir*",
                "Σ",
                "boat and lock",
                "x: y",
                "[link](#end)",
                "\u{e123}",
            ];
            lines[line].replace_range(start..end, new[random.next_below(new.len())]);
        }
    }
    lines.join("\n") + "\n"
}

fn copy_project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("slides.yaml"), folder.path().join("slides.yaml")).unwrap();
    for name in ["slides", "images"] {
        copy_folder(&root.join(name), &folder.path().join(name));
    }
    fs::create_dir(folder.path().join("slides/themes")).unwrap();
    for (name, text) in EXTRA_OUTLINES {
        fs::write(folder.path().join("slides").join(name), text).unwrap();
    }
    folder
}

/// Outlines with what the project's own lack: anchors, and a theme with a warning.
const EXTRA_OUTLINES: [(&str, &str); 3] = [
    (
        "anchors.yaml",
        r"title: River
footer: &foot On the *river*
slides:
  - title: First
    bullets: &points
      - Oxygen here
      - Nitrogen there
  - &weir
    title: Second
    notes: &said Say it slowly
    bullets: *points
  - title: Third
    notes: *said
    text: *foot
  - <<: *weir
    title: Fourth
",
    ),
    (
        "themed.yaml",
        r"title: River
theme: own.yaml
slides:
  - title: First
    bullets:
      - Oxygen here
      - Nitrogen there
  - title: Second
    text: A weir
",
    ),
    ("themes/own.yaml", "colours:\n\u{a0} accent: \"#D9622B\"\n"),
];

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn list_outlines(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder.join("slides")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.push(folder.join("slides.yaml"));
    paths.sort();
    paths
}

/// Describes where two presentations differ.
fn describe_difference(one: &Presentation, other: &Presentation) -> String {
    let page = one.pages.iter().zip(&other.pages).position(|(one, other)| one != other);
    match page {
        Some(page) => format!("page {page}: {:?}\n{:?}", one.pages[page], other.pages[page]),
        None => format!(
            "{} and {} pages, PDFs equal: {}",
            one.pages.len(),
            other.pages.len(),
            one.pdf == other.pdf
        ),
    }
}

/// Formats the diagnostics with their positions as text.
fn format_diagnostics(report: &Report) -> Vec<String> {
    let place = |span: Span| {
        let source = report.sources.get(span.source);
        let at = source.position(span.start as usize);
        format!(
            "{}:{}:{} “{}”",
            source.name.display(),
            at.line,
            at.column,
            report.sources.slice(span)
        )
    };
    let one = |diagnostic: &Diagnostic| {
        let Diagnostic { severity, code, message, span, label, help: hints, related, fix } =
            diagnostic;
        let others: Vec<String> = related
            .iter()
            .map(|other| format!("{} {}", place(other.span), other.message))
            .collect();
        let edits: Vec<String> = fix
            .iter()
            .flat_map(|fix| &fix.edits)
            .map(|edit| format!("{} → {}", place(edit.span), edit.text))
            .collect();
        let place = span.map(place);
        format!("{place:?} {severity:?} {code}: {message} {label:?} {hints:?} {others:?} {edits:?}")
    };
    report.diagnostics.iter().map(one).collect()
}

#[test]
fn incremental_renders_equal_full_renders() {
    let folder = copy_project();
    let edits: usize =
        std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(6);
    let mut random = Random(
        std::env::var("PLENARY_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(7),
    );
    let (mut incremental, mut warned, mut full) = (0, 0, 0);
    for path in list_outlines(folder.path()) {
        let original = fs::read_to_string(&path).unwrap();
        let missing_glyphs = if random.next_below(2) == 0 {
            MissingGlyphPolicy::Warn
        } else {
            MissingGlyphPolicy::Error
        };
        let options = Options {
            include_hidden: random.next_below(2) == 0,
            missing_glyphs,
            ..Options::default()
        };
        let mut live = Live::new(path.clone(), options.clone());
        let mut good = original.clone();
        live.refresh();
        for _ in 0..edits {
            let text = random_edit(&good, &mut random);
            fs::write(&path, &text).unwrap();
            let report = live.refresh();
            let fresh = Live::new(path.clone(), options.clone()).refresh();
            assert_eq!(
                format_diagnostics(&report),
                format_diagnostics(&fresh),
                "{}:\n{text}",
                path.display()
            );
            match &fresh.presentation {
                Some(fresh) => {
                    let shown = report.presentation.as_ref().unwrap();
                    assert!(
                        shown == fresh,
                        "{}: {}\n{text}",
                        path.display(),
                        describe_difference(shown, fresh)
                    );
                    // Authors ignore some warnings and fix every error.
                    if report.diagnostics.is_empty() || random.next_below(3) > 0 {
                        good = text;
                    }
                }
                None => assert!(!report.is_new && report.is_broken()),
            }
            *(if report.laid_out.is_some() { &mut incremental } else { &mut full }) += 1;
            warned += usize::from(report.laid_out.is_some() && !report.diagnostics.is_empty());
        }
        fs::write(&path, original).unwrap();
    }
    let counted = format!(
        "{incremental} incremental renders, {warned} of them with warnings, {full} full renders"
    );
    assert!(incremental > full / 2 && warned > incremental / 8, "{counted}");
}

/// Adds enough slides that slides are replaced in the PDF instead of writing it in full.
fn add_fifty_slides(text: &str) -> String {
    let slide = |number: usize| {
        format!(
            "  - title: Weir {number}\n    bullets: [Oxygen, \"[a bank](https://example.org)\"]\n"
        )
    };
    text.trim_end().to_owned() + "\n" + &(0..50).map(slide).collect::<String>()
}

/// Returns the target page of a bookmark or link, from 1.
fn read_target_page(read: &PdfReader, object: &lopdf::Dictionary) -> Option<u32> {
    let page = read.get(object, "Dest")?.as_array().unwrap()[0].as_reference().unwrap();
    read.0.get_pages().iter().find(|(_, id)| **id == page).map(|(number, _)| *number)
}

fn read_bookmarks(read: &PdfReader) -> Vec<(String, Option<u32>)> {
    fn collect_bookmarks(
        read: &PdfReader,
        above: &lopdf::Dictionary,
        bookmarks: &mut Vec<(String, Option<u32>)>,
    ) {
        let mut next = read.get(above, "First");
        while let Some(bookmark) = next {
            let bookmark = bookmark.as_dict().unwrap();
            bookmarks.push((
                PdfReader::decode_text(bookmark.get(b"Title").unwrap()),
                read_target_page(read, bookmark),
            ));
            collect_bookmarks(read, bookmark, bookmarks);
            next = read.get(bookmark, "Next");
        }
    }
    let mut bookmarks = Vec::new();
    collect_bookmarks(read, read.get_dictionary(read.catalog(), "Outlines"), &mut bookmarks);
    bookmarks
}

/// Returns the page, the alternative text and the target page of every link.
fn read_links(read: &PdfReader) -> Vec<(u32, String, Option<u32>)> {
    let of_page = |(number, page)| {
        let links = read.0.get_page_annotations(page).unwrap_or_default();
        links.into_iter().map(move |link| {
            (
                number,
                PdfReader::decode_text(link.get(b"Contents").unwrap()),
                read_target_page(read, link),
            )
        })
    };
    read.0.get_pages().into_iter().flat_map(of_page).collect()
}

/// Returns the letters and digits of a page as extracted without `ActualText`, which may differ
/// between the two files.
fn page_letters(read: &PdfReader, page: usize) -> String {
    read.0
        .extract_text(&[page as u32 + 1])
        .unwrap()
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// Checks that every marked-content sequence and every annotation refers to a tag that refers back
/// to it (ISO 32000-1, 14.7.4.4).
fn assert_tags_link_back(read: &PdfReader) {
    let numbers = read
        .get_dictionary(read.get_dictionary(read.catalog(), "StructTreeRoot"), "ParentTree")
        .get(b"Nums")
        .unwrap()
        .as_array()
        .unwrap();
    let keys: Vec<i64> = numbers.iter().step_by(2).map(|key| key.as_i64().unwrap()).collect();
    assert!(keys.is_sorted_by(|one, next| one < next));
    let parent = |key: i64| &numbers[2 * keys.binary_search(&key).unwrap() + 1];
    let kids =
        |element: &lopdf::Object| match read.dereference(element).as_dict().unwrap().get(b"K") {
            Ok(lopdf::Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
    for page in read.0.get_pages().into_values() {
        let dictionary = read.0.get_dictionary(page).unwrap();
        if let Ok(key) = dictionary.get(b"StructParents") {
            for (mark, tag) in read
                .dereference(parent(key.as_i64().unwrap()))
                .as_array()
                .unwrap()
                .iter()
                .enumerate()
            {
                let refers_back = |kid: &lopdf::Object| match kid {
                    lopdf::Object::Integer(content) => *content == mark as i64,
                    lopdf::Object::Dictionary(content) => {
                        content
                            .get(b"MCID")
                            .is_ok_and(|content| content.as_i64().unwrap() == mark as i64)
                            && content.get(b"Pg").is_ok_and(|of| of.as_reference().unwrap() == page)
                    }
                    _ => false,
                };
                assert!(
                    kids(tag).iter().any(refers_back),
                    "{tag:?} does not refer to content {mark} of {page:?}"
                );
            }
        }
        let annotations =
            dictionary.get(b"Annots").map(|annotations| annotations.as_array().unwrap().clone());
        for annotation in annotations.unwrap_or_default() {
            let key = read
                .dereference(&annotation)
                .as_dict()
                .unwrap()
                .get(b"StructParent")
                .unwrap()
                .as_i64()
                .unwrap();
            let refers_back = |kid: &lopdf::Object| {
                let object = kid.as_dict().and_then(|kid| kid.get(b"Obj"));
                object.is_ok_and(|object| *object == annotation)
            };
            assert!(kids(parent(key)).iter().any(refers_back), "no tag refers to {annotation:?}");
        }
    }
}

#[test]
fn updated_pdfs_equal_full_pdfs() {
    let folder = copy_project();
    let edits: usize =
        std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4);
    let mut random = Random(
        std::env::var("PLENARY_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(11),
    );
    let (mut replaced, mut full) = (0, 0);
    for path in list_outlines(folder.path()) {
        let mut good = add_fifty_slides(&fs::read_to_string(&path).unwrap());
        let mut live = Live::new(path.clone(), Options::default());
        if save_and_refresh(&mut live, &path, &good).is_broken() {
            continue;
        }
        live.write_full_pdf();
        for turn in 0..edits {
            let text = random_edit(&good, &mut random);
            let report = save_and_refresh(&mut live, &path, &text);
            if report.is_broken() || !report.is_new {
                continue;
            }
            good = text;
            let fresh = Live::new(path.clone(), Options::default()).refresh().presentation.unwrap();
            let shown = report.presentation.unwrap();
            if shown.pdf == fresh.pdf {
                full += 1;
            } else {
                replaced += 1;
                assert_eq!(shown.pages, fresh.pages);
                let [update, anew] =
                    [&shown, &fresh].map(|presentation| PdfReader::new(&presentation.pdf));
                assert_eq!(update.format_tags(), anew.format_tags(), "{}:\n{good}", path.display());
                assert_eq!(update.page_labels(), anew.page_labels());
                assert_eq!(read_bookmarks(&update), read_bookmarks(&anew));
                assert_eq!(read_links(&update), read_links(&anew));
                assert_tags_link_back(&update);
                for page in report.changed {
                    assert!(
                        shown.render_png(page, 480) == fresh.render_png(page, 480),
                        "{} page {page}:\n{good}",
                        path.display()
                    );
                    assert_eq!(page_letters(&update, page), page_letters(&anew, page));
                }
            }
            // The base PDF is used for several changes, until it is written in full.
            if turn % 2 == 1
                && let Some(settled) = live.write_full_pdf()
            {
                assert!(settled.pdf == fresh.pdf && settled.pages == fresh.pages);
            }
        }
    }
    assert!(replaced > full, "{replaced} incremental updates, {full} full PDFs");
}

fn save_and_refresh(live: &mut Live, path: &Path, text: &str) -> Report {
    fs::write(path, text).unwrap();
    live.refresh()
}

const OUTLINE: &str = "title: River\nslides:\n  - title: First\n    id: first\n    bullets: [Oxygen, \"[the second](#second)\"]\n  - title: Second\n    id: second\n    \
    bullets: [Weir]\n    notes: Say it slowly.\n  - section: Part\n  - title: Third\n    steps: true\n    bullets: [One, Two]\n";

#[test]
fn reports_list_changed_pages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let first = save_and_refresh(&mut live, &path, OUTLINE);
    assert!(first.is_new && first.laid_out.is_none() && !first.is_broken());
    assert_eq!(first.changed, [0, 1, 2, 3, 4]);

    let same = live.refresh();
    assert!(!same.is_new && same.changed.is_empty());

    let edited = save_and_refresh(&mut live, &path, &OUTLINE.replace("Weir", "Lock"));
    assert_eq!((edited.changed, edited.laid_out), (vec![1], Some(1)));

    // A comment moves all later lines and changes no page.
    let moved = save_and_refresh(
        &mut live,
        &path,
        &OUTLINE.replace("Weir", "Lock").replace("  - section", "# here\n  - section"),
    );
    assert!(moved.is_new && moved.changed.is_empty() && moved.laid_out.is_some());
    let lines = |report: &Report| {
        report.presentation.as_ref().unwrap().pages[4]
            .spots
            .iter()
            .map(|spot| spot.line)
            .max()
            .unwrap()
    };
    assert_eq!(lines(&moved), lines(&first) + 1);

    let broken = save_and_refresh(&mut live, &path, "title: [");
    assert!(broken.is_broken() && !broken.is_new && broken.changed.is_empty());
    assert_eq!(broken.presentation.unwrap().pages.len(), 5);
    // A valid outline after a broken one builds on the last good rendering.
    let fixed = save_and_refresh(
        &mut live,
        &path,
        &OUTLINE.replace("Weir", "Lock").replace("Oxygen", "Nitrogen"),
    );
    assert_eq!((fixed.changed, fixed.laid_out), (vec![0], Some(2)));
}

fn diagnostic_codes(report: &Report) -> Vec<Code> {
    report.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Returns the lines of the diagnostics.
fn diagnostic_lines(report: &Report) -> Vec<usize> {
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.span.expect("it has a span");
        report.sources.get(span.source).position(span.start as usize).line
    };
    report.diagnostics.iter().map(line).collect()
}

/// Returns an outline with warnings on two slides: text after a `#`, and a list that continues on a
/// second page.
fn outline_with_warnings() -> String {
    let bullets: String = (1..=40).map(|number| format!("      - Bullet {number}\n")).collect();
    let first = "  - title: First\n    bullets:\n      - Oxygen #later\n";
    format!(
        "title: River\nslides:\n{first}  - title: Long\n    bullets:\n{bullets}  - title: Third\n    bullets: [Weir]\n"
    )
}

#[test]
fn keeps_warnings_of_unchanged_slides() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let outline = outline_with_warnings();
    let both = [Code::HiddenByHash, Code::DoesNotFit];
    let first = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (diagnostic_codes(&first), diagnostic_lines(&first), first.laid_out),
        (both.to_vec(), vec![5, 6], None)
    );

    let edited = save_and_refresh(&mut live, &path, &outline.replace("Weir", "Lock"));
    assert_eq!(
        (format_diagnostics(&edited), edited.laid_out),
        (format_diagnostics(&first), Some(1))
    );
    let moved = save_and_refresh(
        &mut live,
        &path,
        &outline.replace("  - title: Long", "\n\n  - title: Long"),
    );
    assert_eq!(
        (diagnostic_codes(&moved), diagnostic_lines(&moved), moved.laid_out),
        (both.to_vec(), vec![5, 8], Some(2))
    );
    // The slide that continues keeps its number of pages.
    let continued =
        save_and_refresh(&mut live, &path, &outline.replace("Bullet 7\n", "Bullet seven\n"));
    assert_eq!(
        (format_diagnostics(&continued), continued.laid_out),
        (format_diagnostics(&first), Some(2))
    );

    // A warning disappears and comes back with its cause.
    let fixed = save_and_refresh(&mut live, &path, &outline.replace(" #later", ""));
    assert_eq!((diagnostic_codes(&fixed), fixed.laid_out), (vec![Code::DoesNotFit], Some(2)));
    let restored = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (format_diagnostics(&restored), restored.laid_out),
        (format_diagnostics(&first), Some(1))
    );

    // A comment takes effect, and so does its removal.
    let allowed = save_and_refresh(
        &mut live,
        &path,
        &outline.replace("  - title: Long", "  # plenary: allow(continued_page)\n  - title: Long"),
    );
    assert_eq!((diagnostic_codes(&allowed), allowed.laid_out), (vec![Code::HiddenByHash], Some(1)));
    let restored = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (format_diagnostics(&restored), restored.laid_out),
        (format_diagnostics(&first), Some(1))
    );

    // So does an error. The next valid outline builds on the last good rendering.
    let broken =
        save_and_refresh(&mut live, &path, &outline.replace("bullets: [Weir]", "bulets: [Weir]"));
    assert!(
        broken.is_broken()
            && broken.laid_out == Some(1)
            && diagnostic_codes(&broken).starts_with(&both)
    );
    let restored = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(
        (format_diagnostics(&restored), restored.laid_out),
        (format_diagnostics(&first), Some(0))
    );

    // A deck with one page less is rendered in full.
    let (few, third) =
        (outline.find("      - Bullet 9").unwrap(), outline.find("  - title: Third").unwrap());
    let shorter =
        save_and_refresh(&mut live, &path, &format!("{}{}", &outline[..few], &outline[third..]));
    assert_eq!((diagnostic_codes(&shorter), shorter.laid_out), (vec![Code::HiddenByHash], None));
}

#[test]
fn keeps_theme_warnings() {
    let folder = copy_project();
    let path = folder.path().join("slides/themed.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let first = live.refresh();
    assert_eq!(diagnostic_codes(&first), [Code::ForeignBlank]);
    let outline = fs::read_to_string(&path).unwrap();
    let edited = save_and_refresh(&mut live, &path, &outline.replace("here", "there"));
    assert_eq!(
        (format_diagnostics(&edited), edited.laid_out),
        (format_diagnostics(&first), Some(1))
    );
    fs::write(folder.path().join("slides/themes/own.yaml"), "colours:\n  accent: \"#D9622B\"\n")
        .unwrap();
    assert_eq!(diagnostic_codes(&live.refresh()), []);
}

#[test]
fn reports_missing_characters_by_slide() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let options = Options { missing_glyphs: MissingGlyphPolicy::Warn, ..Options::default() };
    let mut live = Live::new(path.clone(), options);
    let outline = OUTLINE.replace("title: River", "title: River\nfooter: \u{e124}");
    let first = save_and_refresh(&mut live, &path, &outline);
    assert_eq!(diagnostic_codes(&first), [Code::MissingCharacter]);
    let boxed = save_and_refresh(&mut live, &path, &outline.replace("Weir", "\u{e123}"));
    assert_eq!(
        (diagnostic_codes(&boxed), boxed.laid_out),
        (vec![Code::MissingCharacter; 2], Some(1))
    );
    // The message names the first slide that shows the footer.
    let renamed =
        save_and_refresh(&mut live, &path, &outline.replace("title: First", "title: Foremost"));
    assert_eq!(
        (diagnostic_codes(&renamed), renamed.laid_out),
        (vec![Code::MissingCharacter], Some(2))
    );
    assert!(
        renamed.diagnostics[0].message.starts_with("slide 1 (“Foremost”)"),
        "{}",
        renamed.diagnostics[0].message
    );
}

#[test]
fn denied_warnings_stop_the_render() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut options = Options::default();
    options.rules.deny_warnings = true;
    let mut live = Live::new(path.clone(), options);
    let good = save_and_refresh(&mut live, &path, OUTLINE);
    let broken = save_and_refresh(&mut live, &path, &OUTLINE.replace("[Weir]", "Weir #later"));
    assert!(
        broken.is_broken() && !broken.is_new && broken.laid_out == Some(1),
        "{:?}",
        broken.diagnostics
    );
    assert!(Arc::ptr_eq(
        broken.presentation.as_ref().unwrap(),
        good.presentation.as_ref().unwrap()
    ));
    // The next rendering builds on the last good one, not on the rejected one.
    let fixed = save_and_refresh(&mut live, &path, &OUTLINE.replace("Oxygen", "Nitrogen"));
    assert_eq!((fixed.changed, fixed.laid_out), (vec![0], Some(1)));
}

#[test]
fn presentations_describe_each_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let shown = save_and_refresh(&mut live, &path, OUTLINE).presentation.unwrap();
    let pages = &shown.pages;
    assert_eq!(
        (shown.title.as_str(), shown.lang.as_str(), shown.is_right_to_left, shown.seconds),
        ("River", "en", false, None)
    );
    let labels: Vec<(&str, usize, usize)> =
        pages.iter().map(|page| (page.label.as_str(), page.step, page.steps)).collect();
    assert_eq!(labels, [("1", 0, 1), ("2", 0, 1), ("3", 0, 1), ("4", 0, 2), ("4", 1, 2)]);
    let sections: Vec<Option<&str>> = pages.iter().map(|page| page.section.as_deref()).collect();
    assert_eq!(sections, [None, None, Some("Part"), Some("Part"), Some("Part")]);
    assert_eq!(pages[1].notes.as_deref(), Some("Say it slowly."));
    assert_eq!(
        (pages[0].title.as_str(), pages[0].words.as_ref()),
        ("First", "First\nOxygen\nthe second")
    );
    assert_eq!(
        pages[0].links.iter().map(|link| &link.destination).collect::<Vec<_>>(),
        [&LinkDestination::Page(1)]
    );
    // Text of later steps is neither read nor searched.
    assert!(!pages[3].words.contains("Two") && pages[4].words.contains("Two"));
    assert_ne!(pages[3].content_hash, pages[4].content_hash);
    let weir = pages[1]
        .spots
        .iter()
        .find(|spot| (spot.line, spot.column) == (8, 15))
        .expect("the bullet is a spot");
    assert!(
        weir.rect.width > 10.0 && weir.rect.right() <= pages[1].size.width && *weir.file == path
    );
    assert!(shown.render_svg(1).unwrap().starts_with("<svg") && shown.render_svg(9).is_err());
    assert!(shown.render_png(1, 320).unwrap().starts_with(b"\x89PNG"));
    let rendered = plenary::render(Input::File(path), &Options::default());
    assert_eq!(rendered.pdf.as_ref(), Some(shown.pdf.as_ref()));
}
