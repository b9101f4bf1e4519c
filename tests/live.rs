//! The deck as it is being edited: whatever was edited, what is shown is what rendering the whole deck gives.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

#[path = "pdf/read.rs"]
mod read;

use std::fs;
use std::path::{Path, PathBuf};

use plenary::live::{Leads, Live, Presentation, Report};
use plenary::{Input, Options};

use read::Read;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// An edit as an author makes one, sound or not.
fn edit(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = random.below(lines.len());
    let words = |line: &str| -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut start = None;
        for (at, letter) in line.char_indices().chain([(line.len(), ' ')]) {
            match (letter.is_alphabetic(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    found.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        found
    };
    match random.below(9) {
        0 => lines.insert(at, String::new()),
        1 => lines.insert(at, "# a remark".to_owned()),
        2 => {
            let line = lines[at].clone();
            lines.insert(at, line);
        }
        3 => {
            lines.remove(at);
        }
        4 => {
            let other = random.below(lines.len());
            lines.swap(at, other);
        }
        // Most edits are to words.
        kind => {
            let bullets: Vec<usize> =
                (0..lines.len()).filter(|&line| lines[line].trim_start().starts_with("- ") || kind == 5).collect();
            let Some(&line) = bullets.get(random.below(bullets.len())) else { return text.to_owned() };
            let words = words(&lines[line]);
            let Some(&(start, end)) = words.get(words.len().saturating_sub(1 + random.below(2))) else { return text.to_owned() };
            let new = ["river", "a longer stretch of words", "Ä", "*weir*", "Σ", "boat and lock", "x: y", "[link](#end)"];
            lines[line].replace_range(start..end, new[random.below(new.len())]);
        }
    }
    lines.join("\n") + "\n"
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("slides.yaml"), folder.path().join("slides.yaml")).unwrap();
    for name in ["slides", "images"] {
        copy(&root.join(name), &folder.path().join(name));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn outlines(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder.join("slides")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.push(folder.join("slides.yaml"));
    paths.sort();
    paths
}

/// Says where two presentations differ.
fn differing(one: &Presentation, other: &Presentation) -> String {
    let page = one.pages.iter().zip(&other.pages).position(|(one, other)| one != other);
    match page {
        Some(page) => format!("page {page}: {:?}\n{:?}", one.pages[page], other.pages[page]),
        None => format!("{} and {} pages, PDFs equal: {}", one.pages.len(), other.pages.len(), one.pdf == other.pdf),
    }
}

#[test]
fn whatever_is_edited_the_whole_deck_is_what_is_shown() {
    let folder = project();
    let edits: usize = std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(6);
    let mut random = Random(std::env::var("PLENARY_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(7));
    let (mut short, mut whole) = (0, 0);
    for path in outlines(folder.path()) {
        let original = fs::read_to_string(&path).unwrap();
        let options = Options { hidden: random.below(2) == 0, ..Options::default() };
        let mut live = Live::new(path.clone(), options.clone());
        let mut good = original.clone();
        live.refresh();
        for _ in 0..edits {
            let text = edit(&good, &mut random);
            fs::write(&path, &text).unwrap();
            let report = live.refresh();
            let fresh = Live::new(path.clone(), options.clone()).refresh();
            assert_eq!(report.diagnostics, fresh.diagnostics, "{}:\n{text}", path.display());
            match &fresh.presentation {
                Some(fresh) => {
                    let shown = report.presentation.as_ref().unwrap();
                    assert!(shown == fresh, "{}: {}\n{text}", path.display(), differing(shown, fresh));
                    // An author mends what is found, sooner or later.
                    if report.diagnostics.is_empty() {
                        good = text;
                    }
                }
                None => assert!(!report.is_new && report.is_broken()),
            }
            *(if report.laid_out.is_some() { &mut short } else { &mut whole }) += 1;
        }
        fs::write(&path, original).unwrap();
    }
    assert!(short > whole / 2, "{short} times only what changed was laid out, {whole} times all");
}

/// The outline with so many further slides that slides are replaced in its PDF.
fn enlarged(text: &str) -> String {
    let slide = |number: usize| format!("  - title: Weir {number}\n    bullets: [Oxygen, \"[a bank](https://example.org)\"]\n");
    text.trim_end().to_owned() + "\n" + &(0..50).map(slide).collect::<String>()
}

/// The page, counted from 1, that a bookmark or link leads to.
fn target(read: &Read, object: &lopdf::Dictionary) -> Option<u32> {
    let page = read.get(object, "Dest")?.as_array().unwrap()[0].as_reference().unwrap();
    read.0.get_pages().iter().find(|(_, id)| **id == page).map(|(number, _)| *number)
}

fn bookmarks(read: &Read) -> Vec<(String, Option<u32>)> {
    fn below(read: &Read, above: &lopdf::Dictionary, found: &mut Vec<(String, Option<u32>)>) {
        let mut next = read.get(above, "First");
        while let Some(bookmark) = next {
            let bookmark = bookmark.as_dict().unwrap();
            found.push((Read::text(bookmark.get(b"Title").unwrap()), target(read, bookmark)));
            below(read, bookmark, found);
            next = read.get(bookmark, "Next");
        }
    }
    let mut found = Vec::new();
    below(read, read.dict(read.catalog(), "Outlines"), &mut found);
    found
}

/// What each page's links are called and where they lead.
fn links(read: &Read) -> Vec<(u32, String, Option<u32>)> {
    let of_page = |(number, page)| {
        let links = read.0.get_page_annotations(page).unwrap_or_default();
        links.into_iter().map(move |link| (number, Read::text(link.get(b"Contents").unwrap()), target(read, link)))
    };
    read.0.get_pages().into_iter().flat_map(of_page).collect()
}

/// Every stretch of content and every annotation leads to a tag that leads back to it (ISO 32000-1, 14.7.4.4).
fn are_tags_found_from_pages(read: &Read) {
    let numbers = read.dict(read.dict(read.catalog(), "StructTreeRoot"), "ParentTree").get(b"Nums").unwrap().as_array().unwrap();
    let keys: Vec<i64> = numbers.iter().step_by(2).map(|key| key.as_i64().unwrap()).collect();
    assert!(keys.is_sorted_by(|one, next| one < next));
    let parent = |key: i64| &numbers[2 * keys.binary_search(&key).unwrap() + 1];
    let kids = |element: &lopdf::Object| match read.follow(element).as_dict().unwrap().get(b"K") {
        Ok(lopdf::Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    for page in read.0.get_pages().into_values() {
        let dictionary = read.0.get_dictionary(page).unwrap();
        if let Ok(key) = dictionary.get(b"StructParents") {
            for (mark, tag) in read.follow(parent(key.as_i64().unwrap())).as_array().unwrap().iter().enumerate() {
                let leads_back = |kid: &lopdf::Object| match kid {
                    lopdf::Object::Integer(content) => *content == mark as i64,
                    lopdf::Object::Dictionary(content) => {
                        content.get(b"MCID").is_ok_and(|content| content.as_i64().unwrap() == mark as i64)
                            && content.get(b"Pg").is_ok_and(|of| of.as_reference().unwrap() == page)
                    }
                    _ => false,
                };
                assert!(kids(tag).iter().any(leads_back), "{tag:?} does not lead to content {mark} of {page:?}");
            }
        }
        let annotations = dictionary.get(b"Annots").map(|annotations| annotations.as_array().unwrap().clone());
        for annotation in annotations.unwrap_or_default() {
            let key = read.follow(&annotation).as_dict().unwrap().get(b"StructParent").unwrap().as_i64().unwrap();
            let leads_back = |kid: &lopdf::Object| {
                let object = kid.as_dict().and_then(|kid| kid.get(b"Obj"));
                object.is_ok_and(|object| *object == annotation)
            };
            assert!(kids(parent(key)).iter().any(leads_back), "no tag leads to {annotation:?}");
        }
    }
}

#[test]
fn a_pdf_in_which_slides_are_replaced_shows_and_says_what_one_written_whole_does() {
    let folder = project();
    let edits: usize = std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4);
    let mut random = Random(std::env::var("PLENARY_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(11));
    let (mut replaced, mut whole) = (0, 0);
    for path in outlines(folder.path()) {
        let mut good = enlarged(&fs::read_to_string(&path).unwrap());
        let mut live = Live::new(path.clone(), Options::default());
        if refreshed(&mut live, &path, &good).is_broken() {
            continue;
        }
        live.settle();
        for turn in 0..edits {
            let text = edit(&good, &mut random);
            let report = refreshed(&mut live, &path, &text);
            if report.is_broken() || !report.is_new {
                continue;
            }
            good = text;
            let fresh = Live::new(path.clone(), Options::default()).refresh().presentation.unwrap();
            let shown = report.presentation.unwrap();
            if shown.pdf == fresh.pdf {
                whole += 1;
            } else {
                replaced += 1;
                assert_eq!(shown.pages, fresh.pages);
                let [update, anew] = [&shown, &fresh].map(|presentation| Read::new(&presentation.pdf));
                assert_eq!(update.tags(), anew.tags(), "{}:\n{good}", path.display());
                assert_eq!(update.labels(), anew.labels());
                assert_eq!(bookmarks(&update), bookmarks(&anew));
                assert_eq!(links(&update), links(&anew));
                are_tags_found_from_pages(&update);
                for page in report.changed {
                    assert!(shown.png(page, 480) == fresh.png(page, 480), "{} page {page}:\n{good}", path.display());
                    assert_eq!(update.0.extract_text(&[page as u32 + 1]).unwrap(), anew.0.extract_text(&[page as u32 + 1]).unwrap());
                }
            }
            // What slides were replaced in stays the same over several changes, until there is time to write it whole.
            if turn % 2 == 1 && let Some(settled) = live.settle() {
                assert!(settled.pdf == fresh.pdf && settled.pages == fresh.pages);
            }
        }
    }
    assert!(replaced > whole, "{replaced} times slides were replaced, {whole} times all were written");
}

fn refreshed(live: &mut Live, path: &Path, text: &str) -> Report {
    fs::write(path, text).unwrap();
    live.refresh()
}

const OUTLINE: &str = "title: River\nslides:\n  - title: First\n    id: first\n    bullets: [Oxygen, \"[the second](#second)\"]\n  - title: Second\n    id: second\n    \
    bullets: [Weir]\n    notes: Say it slowly.\n  - section: Part\n  - title: Third\n    steps: true\n    bullets: [One, Two]\n";

#[test]
fn a_report_says_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let first = refreshed(&mut live, &path, OUTLINE);
    assert!(first.is_new && first.laid_out.is_none() && !first.is_broken());
    assert_eq!(first.changed, [0, 1, 2, 3, 4]);

    let same = live.refresh();
    assert!(!same.is_new && same.changed.is_empty());

    let edited = refreshed(&mut live, &path, &OUTLINE.replace("Weir", "Lock"));
    assert_eq!((edited.changed, edited.laid_out), (vec![1], Some(1)));

    // A remark moves every line, and nothing looks different.
    let moved = refreshed(&mut live, &path, &OUTLINE.replace("Weir", "Lock").replace("  - section", "# here\n  - section"));
    assert!(moved.is_new && moved.changed.is_empty() && moved.laid_out.is_some());
    let lines =
        |report: &Report| report.presentation.as_ref().unwrap().pages[4].spots.iter().map(|spot| spot.line).max().unwrap();
    assert_eq!(lines(&moved), lines(&first) + 1);

    let broken = refreshed(&mut live, &path, "title: [");
    assert!(broken.is_broken() && !broken.is_new && broken.changed.is_empty());
    assert_eq!(broken.presentation.unwrap().pages.len(), 5);
    // The mended outline builds on the last good rendering.
    let mended = refreshed(&mut live, &path, &OUTLINE.replace("Weir", "Lock").replace("Oxygen", "Nitrogen"));
    assert_eq!((mended.changed, mended.laid_out), (vec![0], Some(2)));
}

#[test]
fn a_remark_counts_where_it_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let remarked = OUTLINE.replace("  - section", "  # plenary: allow(too_many_words)\n  - section");
    refreshed(&mut live, &path, &remarked);
    let edited = refreshed(&mut live, &path, &remarked.replace("Oxygen", "Nitrogen"));
    assert_eq!(edited.laid_out, Some(1));
    let without = refreshed(&mut live, &path, &OUTLINE.replace("Oxygen", "Nitrogen"));
    assert_eq!(without.laid_out, None);
}

#[test]
fn a_presentation_says_what_a_program_that_shows_it_wants_to_know() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    let mut live = Live::new(path.clone(), Options::default());
    let shown = refreshed(&mut live, &path, OUTLINE).presentation.unwrap();
    let pages = &shown.pages;
    assert_eq!((shown.title.as_str(), shown.lang.as_str(), shown.from_right, shown.seconds), ("River", "en", false, None));
    let labels: Vec<(&str, usize, usize)> = pages.iter().map(|page| (page.label.as_str(), page.step, page.steps)).collect();
    assert_eq!(labels, [("1", 0, 1), ("2", 0, 1), ("3", 0, 1), ("4", 0, 2), ("4", 1, 2)]);
    let sections: Vec<Option<&str>> = pages.iter().map(|page| page.section.as_deref()).collect();
    assert_eq!(sections, [None, None, Some("Part"), Some("Part"), Some("Part")]);
    assert_eq!(pages[1].notes.as_deref(), Some("Say it slowly."));
    assert_eq!((pages[0].title.as_str(), pages[0].words.as_str()), ("First", "First\nOxygen\nthe second"));
    assert_eq!(pages[0].links.iter().map(|link| &link.leads).collect::<Vec<_>>(), [&Leads::Page(1)]);
    // What has not appeared yet is neither read nor found.
    assert!(!pages[3].words.contains("Two") && pages[4].words.contains("Two"));
    assert_ne!(pages[3].drawing, pages[4].drawing);
    let weir = pages[1].spots.iter().find(|spot| (spot.line, spot.column) == (8, 15)).expect("the bullet is a spot");
    assert!(weir.rect.width > 10.0 && weir.rect.right() <= pages[1].size.width && *weir.file == path);
    assert!(shown.svg(1).unwrap().starts_with("<svg") && shown.svg(9).is_err());
    assert!(shown.png(1, 320).unwrap().starts_with(b"\x89PNG"));
    let rendered = plenary::render(Input::File(path), &Options::default());
    assert_eq!(rendered.pdf.as_ref(), Some(shown.pdf.as_ref()));
}
