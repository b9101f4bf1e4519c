//! Texts are whole: nothing is lost, doubled or torn.

use std::path::Path;

use plenary::{Input, Options, render_pptx};

use super::package::Pptx;
use super::render;

#[test]
fn equal_formulas_are_all_kept() {
    let file = render(
        "slides:
  - title: Equal
    table: [[A, B, C], [$O(n)$, $O(n)$, $O(n)$], [$x$ a, $x$ a, b]]
  - title: Columns
    columns:
      - - text: $O(n)$
      - - text: $O(n)$
  - title: Lines
    bullets: [\"see $x$\\nb $x$\"]
",
    );
    let count = |slide: usize, words: &str| {
        let texts = file.texts(slide);
        texts.iter().filter(|text| text.as_str() == words).count()
    };
    let counts = [count(1, "O(n)"), count(1, "x a"), count(2, "O(n)"), count(3, "see x\nb x")];
    assert_eq!(counts, [3, 2, 2, 1], "{:?} {:?}", file.texts(1), file.texts(3));
    assert_eq!(file.texts(3).len(), 2, "{:?}", file.texts(3));
}

#[test]
fn texts_are_not_torn_by_what_is_drawn_between_their_lines() {
    let words =
        "What can be said at all can be said clearly, and so on, without an end. ".repeat(3);
    let many = (0..60).map(|row| format!("Point {row} of a list")).collect::<Vec<_>>().join(", ");
    let file = render(&format!(
        "slides:
  - quote: {{ text: \"{}\", by: Ludwig }}
  - title: A long list
    fit: split
    bullets: [{many}]
  - title: Breaks
    text: \"a **b**\\nc `d`\"
",
        words.trim()
    ));
    let quote = file.texts(1).into_iter().rfind(|text| text.starts_with("What")).expect("a quote");
    assert_eq!(quote.replace('\n', " ").replace("  ", " "), words.trim(), "{quote}");
    let title = file.texts(2).swap_remove(0);
    assert!(title.starts_with("A long list\u{a0}(1/"), "{title}");
    let last = file.count("ppt/slides/slide");
    assert!(file.texts(last).contains(&"a b\nc d".to_owned()), "{:?}", file.texts(last));
}

#[test]
fn bars_of_plans_are_drawn() {
    let file = render(
        "slides:
  - title: A plan
    timeline:
      - { lane: A, when: Jan 2026, until: Mar 2026, title: First }
      - { lane: A, when: Apr 2026, until: Jun 2026, title: Second }
      - { lane: B, when: Feb 2026, until: May 2026, title: Third }
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    // The size of a drawn shape, in EMU.
    let size = |shape: &str| -> Option<(u32, u32)> {
        let (width, rest) = shape.split_once("<a:ext cx=\"")?.1.split_once("\" cy=\"")?;
        Some((width.parse().ok()?, rest.split('"').next()?.parse().ok()?))
    };
    let shapes = slide.split("<p:sp>").filter(|shape| !shape.contains("<a:t>"));
    let sizes: Vec<(u32, u32)> =
        shapes.filter(|shape| shape.contains("<a:solidFill>")).filter_map(size).collect();
    let bars = sizes.iter().filter(|&&(width, height)| width > 1_500_000 && height > 230_000);
    assert_eq!(bars.count(), 3, "{sizes:?}");
}

/// Returns the names of the objects of a slide with their offsets and extents in pt.
fn places(slide: &str) -> Vec<(String, [f64; 4])> {
    let shapes = slide.split("<p:cNvPr ").skip(1);
    let places = shapes.filter_map(|shape| {
        let text = |start: &str| Some(shape.split_once(start)?.1.split('"').next()?.to_owned());
        let number = |start: &str| Some(text(start)?.parse::<f64>().ok()? / 12_700.0);
        let numbers = [" x=\"", " y=\"", " cx=\"", " cy=\""].map(number);
        let [Some(x), Some(y), Some(width), Some(height)] = numbers else { return None };
        Some((text("name=\"")?, [x, y, width, height]))
    });
    places.collect()
}

#[test]
fn numbers_of_sections_are_drawn_in_every_theme() {
    for theme in ["ministry", "swiss", "museum", "blueprint", "newspaper", "pitch"] {
        let file = render(&format!(
            "theme: {theme}\nslides:\n  - {{ layout: section, title: Weirs, section: One }}\n"
        ));
        let texts = file.texts(1);
        let is_number = |text: &String| matches!(text.as_str(), "1" | "01" | "I");
        assert!(texts.iter().any(is_number), "{theme}: {texts:?}");
    }
}

#[test]
fn marks_and_dates_of_events_are_where_they_are_on_the_page() {
    let file = render(
        "theme: ministry
slides:
  - title: A plan
    timeline:
      - { when: 12 November, title: Decision on the budget, done: true }
      - { when: December, title: Contract, done: true }
      - { when: June 2027, title: Start of building, done: false }
      - { when: March 2028, title: Opening, done: false }
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    let marks = places(slide).into_iter().filter(|(name, place)| {
        name.starts_with("Shape ") && (place[2] - place[3]).abs() < 0.1 && place[2] > 6.0
    });
    assert!(marks.count() >= 4, "discs and rings: {slide}");
    let texts = file.texts(1);
    for date in ["December", "June 2027", "March 2028"] {
        assert!(texts.iter().any(|text| text.replace('\n', " ") == date), "{date}: {texts:?}");
    }
}

#[test]
fn titles_are_first_in_reading_order() {
    let outline = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides.yaml");
    let rendered = render_pptx(Input::File(outline), &Options::default());
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    let slide = file.part("ppt/slides/slide2.xml");
    let title = slide.find("<p:ph type=\"title\"/>").expect("a title");
    assert!(slide.find("<p:pic>").is_some_and(|picture| title < picture), "{slide}");
}

#[test]
fn cells_of_several_rows_are_anchored_and_have_the_rule_of_their_last_row() {
    let file = render(
        "slides:
  - title: T
    table:
      header:
        - [{ text: House, down: 2 }, { text: Spring, across: 2 }]
        - [Boxes, Kilograms]
      rows: [[East, '1', '5']]
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    let (_, cell) = slide.split_once("rowSpan=\"2\"").expect("a cell of two rows");
    let cell = cell.split("</a:tc>").next().unwrap_or_default();
    assert!(cell.contains("House"), "{cell}");
    let (_, top) = cell.split_once("marT=\"").expect("a margin");
    let top: f64 = top.split('"').next().unwrap_or_default().parse().expect("a number");
    assert!(top == 0.0 && !cell.contains("anchor=\"t\""), "the first row would grow: {cell}");
    assert!(!cell.contains("<a:lnB w=\"0\">"), "the rule of the header is below it: {cell}");
}

#[test]
fn entries_of_agendas_are_links_that_are_not_underlined() {
    let file = render(
        "slides:
  - { title: Agenda, agenda: true }
  - { layout: section, section: Weirs, title: Weirs }
  - { layout: section, section: Locks, title: Locks }
  - { title: Links, text: '[All](https://example.org)' }
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    let links = slide.split("<p:cNvPr ").filter(|object| {
        object.split("</p:cNvPr>").next().is_some_and(|name| name.contains("<a:hlinkClick"))
    });
    assert_eq!(links.count(), 2, "{slide}");
    assert!(!slide.contains("</a:solidFill><a:hlinkClick"), "{slide}");
    // Links in a text are underlined on the page, too.
    let text = file.part("ppt/slides/slide4.xml");
    assert!(text.contains("</a:solidFill><a:hlinkClick"), "{text}");
}

#[test]
fn numbers_of_lists_have_their_own_typeface() {
    let file = render("theme: museum\nslides:\n  - { title: A, numbered: [One, Two] }\n");
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(slide.contains("<a:buFont typeface=\"Jost SemiBold\"/><a:buAutoNum"), "{slide}");
}

#[test]
fn dates_and_signed_numbers_keep_their_order_after_arabic_letters() {
    let file = render(
        "lang: ar
slides:
  - title: تقرير 2020-10-13
    bullets: [انخفاض −3% في **عمان** 2021-01-02, Report 2020-10-13]
    notes: \"**عمان** 2020-10-13\"
",
    );
    let texts = file.texts(1).join("\n");
    assert!(texts.contains("تقرير \u{200e}2020-10-13"), "{texts:?}");
    assert!(texts.contains("انخفاض \u{200e}−3% في عمان \u{200e}2021-01-02"), "{texts:?}");
    assert!(texts.contains("Report 2020-10-13"), "{texts:?}");
    let notes = file.part("ppt/notesSlides/notesSlide1.xml");
    assert!(notes.contains(" \u{200e}2020-10-13"), "{notes}");
}
