//! The structure tree of the PDF.

use plenary::geometry::Rect;
use plenary::scene::{Colour, ItemKind, LinkArea, LinkTarget, ListNumbering, Role};
use plenary::source::{SourceId, Span};

use crate::build::{TestDeck, rectangle_shape, save_pdf, to_shared};
use crate::read::PdfReader;

/// Creates a deck with every role on two pages.
fn deck_with_all_roles() -> TestDeck {
    let mut deck = TestDeck::new();
    let slide = deck.slide;
    deck.push_item(
        None,
        ItemKind::Shape(rectangle_shape(Rect::new(0.0, 0.0, 960.0, 8.0), Colour::rgb(0, 60, 140))),
    );
    deck.push_block(Role::Heading(1), "Everything at once", 60.0, 80.0, 36.0);

    let paragraph = deck.push_block(Role::Paragraph, "See ", 60.0, 120.0, 16.0);
    let link = deck.add_element(paragraph, Role::Link);
    let end = deck.push_text(link, "the page", 90.0, 120.0, 16.0);
    let area = |target, alt: &str| {
        ItemKind::Link(LinkArea {
            rect: Rect::new(90.0, 106.0, 60.0, 18.0),
            target,
            alt_text: alt.into(),
        })
    };
    deck.push_item(
        Some(link),
        area(LinkTarget::Uri("https://example.org/?q=ä&x=(1)".into()), "the page"),
    );
    deck.push_text(paragraph, " behind it.", end, 120.0, 16.0);

    let list = deck.add_element(slide, Role::List(ListNumbering::Decimal));
    let inner = {
        let item = deck.add_element(list, Role::ListItem);
        let (label, body) =
            (deck.add_element(item, Role::Label), deck.add_element(item, Role::ListBody));
        deck.push_text(label, "1.", 60.0, 150.0, 16.0);
        deck.push_text(body, "One", 80.0, 150.0, 16.0);
        deck.add_element(body, Role::List(ListNumbering::Unordered))
    };
    let item = deck.add_element(inner, Role::ListItem);
    let (label, body) =
        (deck.add_element(item, Role::Label), deck.add_element(item, Role::ListBody));
    let mut tick = rectangle_shape(Rect::new(80.0, 162.0, 10.0, 10.0), Colour::BLACK);
    tick.actual_text = to_shared("done");
    deck.push_item(Some(label), ItemKind::Shape(tick));
    deck.push_text(body, "Half of it", 100.0, 172.0, 16.0);

    let figure = deck.add_element(slide, Role::Figure);
    deck.scene.structure.get_mut(figure).alt = Some("A box".into());
    deck.push_item(
        Some(figure),
        ItemKind::Shape(rectangle_shape(
            Rect::new(500.0, 120.0, 80.0, 60.0),
            Colour::rgb(9, 9, 200),
        )),
    );
    let caption = deck.add_element(figure, Role::Caption);
    deck.push_text(caption, "What it shows", 500.0, 200.0, 12.0);

    let table = deck.add_element(slide, Role::Table);
    for (row, cells) in [["Year", "Sum"], ["2026", ""]].into_iter().enumerate() {
        let line = deck.add_element(table, Role::TableRow);
        for (column, words) in cells.into_iter().enumerate() {
            let cell = deck
                .add_element(line, if row == 0 { Role::TableHeaderCell } else { Role::TableCell });
            if !words.is_empty() {
                deck.push_text(
                    cell,
                    words,
                    60.0 + 80.0 * column as f32,
                    220.0 + 20.0 * row as f32,
                    14.0,
                );
            }
        }
    }
    // An element without content is not tagged.
    deck.add_element(slide, Role::Division);
    let quote = deck.add_element(slide, Role::BlockQuote);
    deck.scene.structure.get_mut(quote).lang = Some("de".into());
    let words = deck.add_element(quote, Role::Paragraph);
    deck.push_text(words, "Ein Satz, der", 60.0, 300.0, 16.0);
    // The slide and its quotation continue on a second page.
    deck.start_page();
    deck.scene.structure.elements.pop();
    deck.push_text(words, "weitergeht.", 60.0, 80.0, 16.0);
    deck
}

#[test]
fn tags_follow_the_structure_in_reading_order() {
    let bytes = deck_with_all_roles().write();
    save_pdf("everything.pdf", &bytes);
    let expected = "\
Document
  Sect
    H1 T=\"Everything at once\"
      content
    P
      content
      Link
        content
        annotation
      content
    L Decimal
      LI
        Lbl
          content
        LBody
          content
          L Disc
            LI
              Lbl
                content
              LBody
                content
    Figure Alt=\"A box\" BBox
      content
      Caption
        content
    Table BBox
      TR
        TH Column
          content
        TH Column
          content
      TR
        TD
          content
        TD
    BlockQuote Lang=\"de\"
      P
        content
        content
";
    assert_eq!(PdfReader::new(&bytes).format_tags(), expected);
}

#[test]
fn reports_missing_alt_text_at_its_line() {
    let mut deck = TestDeck::new();
    let figure = deck.add_element(deck.slide, Role::Figure);
    let span = Span { source: SourceId(0), start: 40, end: 50 };
    deck.scene.structure.get_mut(figure).span = Some(span);
    deck.push_item(
        Some(figure),
        ItemKind::Shape(rectangle_shape(Rect::new(0.0, 0.0, 80.0, 60.0), Colour::BLACK)),
    );
    deck.scene.info.title = String::new();
    let errors = plenary::pdf::write(&deck.scene, &deck.fonts, &Default::default()).unwrap_err();
    let messages: Vec<_> =
        errors.iter().map(|error| (error.message.as_str(), error.span)).collect();
    let figure = ("this picture has no alternative text", Some(span));
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages.contains(&figure), "{messages:?}");
    assert!(messages.contains(&("the deck has no title", None)), "{messages:?}");
}

#[test]
fn reports_missing_glyphs_at_their_line() {
    let mut deck = TestDeck::new();
    let paragraph = deck.push_block(Role::Paragraph, "The word 漢字", 60.0, 80.0, 20.0);
    let span = Span { source: SourceId(0), start: 7, end: 20 };
    deck.scene.pages[0].items[0].span = Some(span);
    let _ = paragraph;
    let errors = plenary::pdf::write(&deck.scene, &deck.fonts, &Default::default()).unwrap_err();
    assert!(errors.iter().all(|error| error.span == Some(span)), "{errors:?}");
    assert!(errors[0].message.contains('漢'), "{errors:?}");
}

#[test]
fn wraps_links_in_link_elements() {
    let mut deck = TestDeck::new();
    let paragraph = deck.push_block(Role::Paragraph, "Home", 60.0, 80.0, 20.0);
    let target = LinkTarget::Page(0);
    let area =
        LinkArea { rect: Rect::new(60.0, 60.0, 60.0, 24.0), target, alt_text: "Home".into() };
    deck.push_item(Some(paragraph), ItemKind::Link(area.clone()));
    deck.push_item(None, ItemKind::Link(LinkArea { target: LinkTarget::Page(7), ..area }));
    let read = PdfReader::new(&deck.write());
    assert!(
        read.format_tags().contains("P\n      content\n      Link\n        annotation\n"),
        "{}",
        read.format_tags()
    );
    assert_eq!(read.format_tags().matches("annotation").count(), 1);
}

#[test]
fn heading_levels_start_at_one_without_gaps() {
    let levels = |given: &[u8]| -> String {
        let mut deck = TestDeck::new();
        for &level in given {
            deck.push_block(Role::Heading(level), "Words\u{ad}", 60.0, 80.0, 20.0);
        }
        let tags = PdfReader::new(&deck.write()).format_tags();
        tags.lines()
            .filter_map(|line| line.trim().strip_suffix(" T=\"Words\"")?.chars().nth(1))
            .collect()
    };
    assert_eq!(levels(&[1, 2, 3, 2]), "1232");
    assert_eq!(levels(&[2, 2, 3]), "112");
    assert_eq!(levels(&[2, 1, 2]), "112");
    assert_eq!(levels(&[1, 3, 3, 2]), "1222");
}

#[test]
fn titles_of_wrapped_headings_have_each_word_once() {
    let mut deck = TestDeck::new();
    let heading = deck.add_element(deck.slide, Role::Heading(1));
    deck.push_text(heading, "Work and leisure", 60.0, 80.0, 30.0);
    // Both lines share their text, as in a real layout; the space between them is not drawn.
    let ItemKind::Text(mut line) = deck.scene.pages[0].items[0].kind.clone() else { panic!() };
    let glyphs = line.glyphs.split_off(9);
    let ItemKind::Text(first) = &mut deck.scene.pages[0].items[0].kind else { panic!() };
    first.glyphs.truncate(8);
    line.glyphs = glyphs;
    line.origin.y += 36.0;
    deck.push_item(Some(heading), ItemKind::Text(line));
    let tags = PdfReader::new(&deck.write()).format_tags();
    assert!(tags.contains("H1 T=\"Work and leisure\""), "{tags}");
}
