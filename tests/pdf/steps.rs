//! Slides that reveal their items step by step: each word is tagged once, links work on every page.

use plenary::geometry::Rect;
use plenary::scene::{Bookmark, ItemKind, LinkArea, LinkTarget, ListNumbering, Role};
use plenary::show::{StepSelection, UnrevealedStyle};

use crate::build::{TestDeck, save_pdf};
use crate::read::PdfReader;

/// Creates a slide with a heading and two items that appear one by one, the first with a link to a
/// second slide.
fn deck_with_steps() -> TestDeck {
    let mut deck = TestDeck::new();
    deck.push_block(Role::Heading(1), "Two steps", 60.0, 80.0, 36.0);
    let list = deck.add_element(deck.slide, Role::List(ListNumbering::Unordered));
    for step in 0..2_u16 {
        let item = deck.add_element(list, Role::ListItem);
        let body = deck.add_element(item, Role::ListBody);
        let link = deck.add_element(body, Role::Link);
        let y = 130.0 + 30.0 * f32::from(step);
        deck.push_text(
            if step == 0 { link } else { body },
            ["First", "Second"][usize::from(step)],
            60.0,
            y,
            20.0,
        );
        if step == 0 {
            let area = LinkArea {
                rect: Rect::new(60.0, 110.0, 60.0, 24.0),
                target: LinkTarget::Page(1),
                alt_text: "First".into(),
            };
            deck.push_item(Some(link), ItemKind::Link(area));
        }
        deck.scene.pages[0].items.last_mut().unwrap().step = step;
    }
    deck.start_page();
    deck.push_block(Role::Heading(1), "The end", 60.0, 80.0, 36.0);
    deck.scene.bookmarks = vec![
        Bookmark { level: 0, title: "Two steps".into(), page: 0 },
        Bookmark { level: 0, title: "The end".into(), page: 1 },
    ];
    deck
}

#[test]
fn tags_each_word_once_where_it_appears() {
    let bytes = deck_with_steps().write();
    save_pdf("steps.pdf", &bytes);
    let read = PdfReader::new(&bytes);
    assert_eq!(read.0.get_pages().len(), 3);
    let expected = "\
Document
  Sect
    H1 T=\"Two steps\"
      content
    L Disc
      LI
        LBody
          Link
            content
            annotation
            annotation
      LI
        LBody
          content
  Sect
    H1 T=\"The end\"
      content
";
    assert_eq!(read.format_tags(), expected);
    assert_eq!(read.page_labels(), ["1", "1", "2"]);
}

#[test]
fn links_and_bookmarks_target_the_first_step() {
    let read = PdfReader::new(&deck_with_steps().write());
    let pages: Vec<_> = read.0.get_pages().into_values().collect();
    let target = |object: &lopdf::Object| object.as_array().unwrap()[0].as_reference().unwrap();
    for &page in &pages[..2] {
        let links = read.0.get_page_annotations(page).unwrap();
        assert_eq!(target(read.get(links[0], "Dest").unwrap()), pages[2]);
    }
    let outlines = read.get_dictionary(read.catalog(), "Outlines");
    assert_eq!(target(read.get(read.get_dictionary(outlines, "Last"), "Dest").unwrap()), pages[2]);
}

#[test]
fn later_steps_are_dimmed_or_hidden() {
    let words = |deck: &TestDeck| {
        let read = PdfReader::new(&deck.write());
        read.0.extract_text(&[1]).unwrap().contains("Second")
    };
    let mut deck = deck_with_steps();
    assert!(!words(&deck));
    deck.scene.show.unrevealed = UnrevealedStyle::Dimmed;
    let bytes = deck.write();
    save_pdf("dimmed.pdf", &bytes);
    assert_eq!(
        PdfReader::new(&bytes).streams("Form").len(),
        1,
        "the second item is drawn through a group"
    );
}

#[test]
fn slides_without_steps_have_one_page() {
    let deck = deck_with_steps();
    let options = plenary::pdf::WriteOptions { steps: StepSelection::Last, ..Default::default() };
    let bytes = plenary::pdf::write(&deck.scene, &deck.fonts, &options).unwrap();
    assert_eq!(PdfReader::new(&bytes).0.get_pages().len(), 2);
}
