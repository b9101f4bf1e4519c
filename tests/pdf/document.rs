//! Document-level properties: bookmarks, named destinations, page labels, metadata, links.

use lopdf::Object;
use plenary::geometry::Rect;
use plenary::pdf::{EmbeddedSource, Standard, Standards, WriteOptions};
use plenary::scene::{
    Bookmark, DateTime, Destination, DocumentInfo, ItemKind, LinkArea, LinkTarget, Role,
};

use crate::build::{TestDeck, save_pdf};
use crate::read::PdfReader;

fn deck_of_three_pages() -> TestDeck {
    let mut deck = TestDeck::new();
    for (page, words) in ["Cover", "Section", "Slide"].into_iter().enumerate() {
        if page > 0 {
            deck.start_page();
        }
        deck.push_block(Role::Heading(1), words, 60.0, 80.0, 30.0);
    }
    let entry = |level, title: &str, page| Bookmark { level, title: title.into(), page };
    deck.scene.bookmarks =
        vec![entry(0, "Cover", 0), entry(0, "Teil 1: Übersicht", 1), entry(1, "Slide", 2)];
    deck.scene.destinations = vec![
        Destination { id: "cover".into(), page: 0 },
        Destination { id: "straße".into(), page: 2 },
    ];
    deck.scene.pages[0].label = String::new();
    deck.scene.pages[1].label = "A".into();
    deck
}

fn format_bookmarks(read: &PdfReader) -> Vec<String> {
    fn format_below(
        read: &PdfReader,
        object: Option<&Object>,
        depth: usize,
        lines: &mut Vec<String>,
    ) {
        let mut next = object;
        while let Some(object) = next {
            let entry = object.as_dict().unwrap();
            let destination = read.get(entry, "Dest").unwrap().as_array().unwrap();
            let page = read
                .0
                .get_pages()
                .iter()
                .find(|(_, id)| **id == destination[0].as_reference().unwrap())
                .map(|(number, _)| *number);
            let title = PdfReader::decode_text(read.get(entry, "Title").unwrap());
            lines.push(format!("{}{title} → {}", "  ".repeat(depth), page.unwrap()));
            format_below(read, read.get(entry, "First"), depth + 1, lines);
            next = read.get(entry, "Next");
        }
    }
    let mut lines = Vec::new();
    format_below(
        read,
        read.get(read.get_dictionary(read.catalog(), "Outlines"), "First"),
        0,
        &mut lines,
    );
    lines
}

#[test]
fn bookmarks_are_nested_and_link_to_pages() {
    let bytes = deck_of_three_pages().write();
    save_pdf("three-pages.pdf", &bytes);
    assert_eq!(
        format_bookmarks(&PdfReader::new(&bytes)),
        ["Cover → 1", "Teil 1: Übersicht → 2", "  Slide → 3"]
    );
}

#[test]
fn page_labels_equal_printed_numbers() {
    let read = PdfReader::new(&deck_of_three_pages().write());
    let labels = read
        .get_dictionary(read.catalog(), "PageLabels")
        .get(b"Nums")
        .unwrap()
        .as_array()
        .unwrap()
        .clone();
    let described: Vec<String> = labels
        .chunks(2)
        .map(|pair| {
            let label = read.dereference(&pair[1]).as_dict().unwrap();
            let prefix = read.get(label, "P").map(PdfReader::decode_text).unwrap_or_default();
            let number = label
                .get(b"S")
                .map(|_| label.get(b"St").map_or(1, |start| start.as_i64().unwrap()));
            format!(
                "{}:{prefix}{}",
                pair[0].as_i64().unwrap(),
                number.map_or(String::new(), |number| number.to_string())
            )
        })
        .collect();
    assert_eq!(described, ["0:", "1:A", "2:3"]);
}

#[test]
fn slide_ids_are_named_destinations() {
    let read = PdfReader::new(&deck_of_three_pages().write());
    let names = read
        .get_dictionary(read.get_dictionary(read.catalog(), "Names"), "Dests")
        .get(b"Names")
        .unwrap()
        .as_array()
        .unwrap();
    let names: Vec<&[u8]> = names.iter().step_by(2).map(|name| name.as_str().unwrap()).collect();
    assert_eq!(names, [&b"cover"[..], "straße".as_bytes()]);
}

#[test]
fn metadata_comes_from_the_deck_only() {
    let mut deck = deck_of_three_pages();
    deck.scene.info = DocumentInfo {
        title: "Zwölf <Boxkämpfer> & Co".into(),
        authors: vec!["Ä. Author".into(), "B. Other".into()],
        subject: Some("Boxing".into()),
        keywords: vec!["eins".into(), "zwei".into()],
        lang: "de".into(),
        from_right: false,
        date: Some(DateTime::from_date(2026, 5, 31)),
        rights: None,
    };
    let read = PdfReader::new(&deck.write());
    let info = |key: &str| PdfReader::decode_text(read.get(read.info(), key).unwrap());
    assert_eq!(info("Title"), "Zwölf <Boxkämpfer> & Co");
    assert_eq!(info("Author"), "Ä. Author, B. Other");
    assert_eq!(info("Subject"), "Boxing");
    assert_eq!(info("Keywords"), "eins, zwei");
    assert!(info("Producer").starts_with("plenary "));
    assert_eq!(info("CreationDate"), "D:20260531000000Z");
    let xmp = String::from_utf8(read.streams("XML")[0].content.clone()).unwrap();
    let expected = [
        "Zwölf &lt;Boxkämpfer&gt; &amp; Co",
        "<rdf:li>Ä. Author, B. Other</rdf:li>",
        ">Boxing</rdf:li>",
        "<pdf:Keywords>eins, zwei</pdf:Keywords>",
        "<xmp:CreateDate>2026-05-31T00:00:00+00:00</xmp:CreateDate>",
    ];
    expected
        .into_iter()
        .for_each(|expected| assert!(xmp.contains(expected), "{expected} is not in {xmp}"));
    assert_eq!(PdfReader::decode_text(read.get(read.catalog(), "Lang").unwrap()), "de");
    assert!(
        read.get_dictionary(read.catalog(), "ViewerPreferences")
            .get(b"DisplayDocTitle")
            .unwrap()
            .as_bool()
            .unwrap()
    );
    assert!(read.get_dictionary(read.catalog(), "ViewerPreferences").get(b"Direction").is_err());
    deck.scene.info.from_right = true;
    let read = PdfReader::new(&deck.write());
    assert_eq!(
        read.get_dictionary(read.catalog(), "ViewerPreferences")
            .get(b"Direction")
            .unwrap()
            .as_name()
            .unwrap(),
        b"R2L"
    );
    deck.scene.info.date = None;
    assert!(!PdfReader::new(&deck.write()).info().has(b"CreationDate"), "no clock is asked");
}

#[test]
fn links_have_their_targets() {
    let mut deck = deck_of_three_pages();
    let link = deck.add_element(deck.slide, Role::Link);
    deck.push_text(link, "Links", 60.0, 120.0, 16.0);
    for (index, target) in [
        LinkTarget::Uri("mailto:a@b.eu".into()),
        LinkTarget::Uri("https://例え.jp/ä".into()),
        LinkTarget::Page(1),
    ]
    .into_iter()
    .enumerate()
    {
        let rect = Rect::new(60.0 + 100.0 * index as f32, 104.0, 90.0, 20.0);
        deck.push_item(
            Some(link),
            ItemKind::Link(LinkArea {
                rect,
                target,
                alt_text: if index == 1 { String::new() } else { "Words".into() },
            }),
        );
    }
    let bytes = deck.write();
    save_pdf("links.pdf", &bytes);
    let read = PdfReader::new(&bytes);
    let page = read.0.get_dictionary(read.0.get_pages()[&3]).unwrap();
    let annotations = read.get(page, "Annots").unwrap().as_array().unwrap();
    let described: Vec<String> = annotations
        .iter()
        .map(|annotation| {
            let annotation = read.dereference(annotation).as_dict().unwrap();
            let words = PdfReader::decode_text(read.get(annotation, "Contents").unwrap());
            assert!(annotation.has(b"StructParent"));
            let target = match read.get(annotation, "A") {
                Some(action) => String::from_utf8_lossy(
                    read.get(action.as_dict().unwrap(), "URI").unwrap().as_str().unwrap(),
                )
                .into_owned(),
                None => {
                    let page = read.get(annotation, "Dest").unwrap().as_array().unwrap()[0]
                        .as_reference()
                        .unwrap();
                    format!(
                        "page {}",
                        read.0.get_pages().iter().find(|(_, id)| **id == page).unwrap().0
                    )
                }
            };
            format!("{words} → {target}")
        })
        .collect();
    assert_eq!(
        described,
        [
            "Words → mailto:a@b.eu",
            "https://例え.jp/ä → https://%E4%BE%8B%E3%81%88.jp/%C3%A4",
            "Words → page 2"
        ]
    );
}

#[test]
fn declares_every_standard() {
    for standard in Standard::ALL {
        let mut deck = deck_of_three_pages();
        deck.scene.info.date = Some(DateTime::from_date(2026, 5, 31));
        let standards = Standards::combine(&[standard]).unwrap();
        let bytes = plenary::pdf::write(
            &deck.scene,
            &deck.fonts,
            &WriteOptions { standards, ..WriteOptions::default() },
        )
        .unwrap();
        save_pdf(&format!("{}.pdf", standard.name()), &bytes);
        let xmp =
            String::from_utf8(PdfReader::new(&bytes).streams("XML")[0].content.clone()).unwrap();
        let part = standard.name().chars().find(char::is_ascii_digit).unwrap();
        let id = if standard.name().starts_with("ua") { "pdfuaid" } else { "pdfaid" };
        assert!(xmp.contains(&format!(">{part}</{id}:part>")), "{}: {xmp}", standard.name());
    }
}

#[test]
fn embeds_the_outline_on_request() {
    let mut deck = deck_of_three_pages();
    deck.scene.info.date = Some(DateTime::from_date(2026, 5, 31));
    let standards = Standards::combine(&[Standard::A3a]).unwrap();
    let source = Some(EmbeddedSource { name: "slides.yaml".into(), text: "title: Deck\n".into() });
    let bytes = plenary::pdf::write(
        &deck.scene,
        &deck.fonts,
        &WriteOptions { standards, source, ..WriteOptions::default() },
    )
    .unwrap();
    save_pdf("attached.pdf", &bytes);
    let read = PdfReader::new(&bytes);
    let file = read
        .dereference(&read.get(read.catalog(), "AF").unwrap().as_array().unwrap()[0])
        .as_dict()
        .unwrap();
    assert_eq!(PdfReader::decode_text(read.get(file, "UF").unwrap()), "slides.yaml");
    let stream = read.get(read.get_dictionary(file, "EF"), "F").unwrap().as_stream().unwrap();
    assert_eq!(stream.decompressed_content().unwrap(), b"title: Deck\n");
}
