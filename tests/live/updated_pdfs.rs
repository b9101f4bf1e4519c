//! PDFs in which slides were replaced: they equal PDFs that were written in full.

use std::fs;

use plenary::Options;
use plenary::live::Live;

use crate::random_edits::{Random, random_edit};
use crate::read::PdfReader;
use crate::{copy_project, list_outlines, save_and_refresh};

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
        // No digits: glyphs that several emoji share, such as that of U+FE0F, are mapped to the first
        // emoji of the file, which may be a keycap. Only readers that ignore `ActualText` see that.
        // No Arabic, Indic and Khmer letters, for the same reason: letters with different signs
        // share glyphs. No Latin capitals: such readers take the codes of emoji for them.
        .filter(|character| {
            character.is_alphabetic()
                && !character.is_ascii_uppercase()
                && !('\u{590}'..'\u{1e00}').contains(character)
        })
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
        std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1);
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
