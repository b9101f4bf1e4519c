//! A slide that reveals its items as pages of a PDF: each word is read once, links work on every
//! page.

use plenary::geometry::Rect;
use plenary::scene::{ItemKind, LinkArea, LinkTarget, ListNumbering, OutlineEntry, Role};
use plenary::show::{Ahead, Steps};

use crate::build::{Deck, keep};
use crate::read::Read;

/// A heading, two items that come one by one, the first with a link to the second slide; and that
/// slide.
fn stepped() -> Deck {
    let mut deck = Deck::new();
    deck.words(Role::Heading(1), "Two steps", 60.0, 80.0, 36.0);
    let list = deck.add(deck.slide, Role::List(ListNumbering::Unordered));
    for step in 0..2_u16 {
        let item = deck.add(list, Role::ListItem);
        let body = deck.add(item, Role::ListBody);
        let link = deck.add(body, Role::Link);
        let y = 130.0 + 30.0 * f32::from(step);
        deck.text(
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
                alt: "First".into(),
            };
            deck.item(Some(link), ItemKind::Link(area));
        }
        deck.scene.pages[0].items.last_mut().unwrap().step = step;
    }
    deck.page();
    deck.words(Role::Heading(1), "The end", 60.0, 80.0, 36.0);
    deck.scene.outline = vec![
        OutlineEntry { level: 0, title: "Two steps".into(), page: 0 },
        OutlineEntry { level: 0, title: "The end".into(), page: 1 },
    ];
    deck
}

#[test]
fn each_word_is_read_once_on_the_page_where_it_appears() {
    let bytes = stepped().write();
    keep("steps.pdf", &bytes);
    let read = Read::new(&bytes);
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
    assert_eq!(read.tags(), expected);
    assert_eq!(read.labels(), ["1", "1", "2"]);
}

#[test]
fn links_and_bookmarks_lead_to_the_first_page_of_a_slide() {
    let read = Read::new(&stepped().write());
    let pages: Vec<_> = read.0.get_pages().into_values().collect();
    let target = |object: &lopdf::Object| object.as_array().unwrap()[0].as_reference().unwrap();
    for &page in &pages[..2] {
        let links = read.0.get_page_annotations(page).unwrap();
        assert_eq!(target(read.get(links[0], "Dest").unwrap()), pages[2]);
    }
    let outlines = read.dict(read.catalog(), "Outlines");
    assert_eq!(target(read.get(read.dict(outlines, "Last"), "Dest").unwrap()), pages[2]);
}

#[test]
fn what_is_to_come_is_dimmed_or_not_there() {
    let words = |deck: &Deck| {
        let read = Read::new(&deck.write());
        read.0.extract_text(&[1]).unwrap().contains("Second")
    };
    let mut deck = stepped();
    assert!(!words(&deck));
    deck.scene.show.ahead = Ahead::Dimmed;
    let bytes = deck.write();
    keep("dimmed.pdf", &bytes);
    assert_eq!(
        Read::new(&bytes).streams("Form").len(),
        1,
        "the second item is drawn through a group"
    );
}

#[test]
fn without_steps_a_slide_is_one_page() {
    let deck = stepped();
    let options = plenary::pdf::Options { steps: Steps::Last, ..Default::default() };
    let bytes = plenary::pdf::write(&deck.scene, &deck.fonts, &options).unwrap();
    assert_eq!(Read::new(&bytes).0.get_pages().len(), 2);
}
