//! Layouts and the master: what a colleague gets who adds a slide.

use std::path::Path;

use plenary::{Input, Options, render_pptx};

use super::package::Pptx;
use super::render;

/// The place of a placeholder in pt.
#[derive(Clone, Copy, Debug)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Place {
    /// Returns the places of the placeholders of this type that have one of their own.
    fn find_all(xml: &str, kind: &str) -> Vec<Self> {
        let wanted = format!("<p:ph type=\"{kind}\"");
        let shapes = xml.split("<p:sp>").skip(1).filter(|shape| shape.contains(&wanted));
        shapes.filter_map(Self::read).collect()
    }

    fn read(shape: &str) -> Option<Self> {
        let (shape, _) = shape.split_once("</p:sp>")?;
        let number = |start: &str| -> Option<f64> {
            let (number, _) = shape.split_once(start)?.1.split_once('"')?;
            Some(number.parse::<f64>().ok()? / 12_700.0)
        };
        Some(Self {
            left: number("<a:off x=\"")?,
            top: number("\" y=\"")?,
            width: number("<a:ext cx=\"")?,
            height: number("\" cy=\"")?,
        })
    }

    fn overlaps(self, other: Self) -> bool {
        let is_within = |start: f64, length: f64, other: f64, other_length: f64| {
            start + length > other + 1.0 && other + other_length > start + 1.0
        };
        is_within(self.left, self.width, other.left, other.width)
            && is_within(self.top, self.height, other.top, other.height)
    }
}

/// Checks that the bodies of the master and of the usual layouts are not on their titles, and that
/// columns are equally wide.
pub fn assert_bodies_are_beside_titles(file: &Pptx, name: &str) {
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    let usual = [Place::find_all(master, "title"), Place::find_all(master, "body")];
    let is_usual = |xml: &&str| {
        ["Title and Content", "Two Content", "Three Content"]
            .iter()
            .any(|name| xml.contains(&format!("<p:cSld name=\"{name}")))
    };
    let layouts = file.paths().filter(|path| path.starts_with("ppt/slideLayouts/slideLayout"));
    let layouts = layouts.map(|path| file.part(path)).filter(is_usual);
    for xml in layouts.chain([master]) {
        let [titles, bodies] = [("title", &usual[0]), ("body", &usual[1])].map(|(kind, usual)| {
            let own = Place::find_all(xml, kind);
            if own.is_empty() { usual.clone() } else { own }
        });
        for (title, body) in titles.iter().flat_map(|title| bodies.iter().map(move |b| (title, b)))
        {
            assert!(!title.overlaps(*body), "{name}: {title:?} {body:?}");
        }
        let is_even = |pair: &[Place]| (pair[0].width - pair[1].width).abs() < 2.0;
        assert!(bodies.windows(2).all(is_even), "{name}: {bodies:?}");
    }
}

/// Returns the file of an outline in `slides/`.
fn render_deck(name: &str) -> Pptx {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides").join(name);
    Pptx::read(&render_pptx(Input::File(path), &Options::default()).bytes.expect("a file"))
}

/// Returns the first layout of this name.
fn layout<'f>(file: &'f Pptx, name: &str) -> &'f str {
    let wanted = format!("<p:cSld name=\"{name}\"");
    let mut layouts = file.paths().filter(|path| path.starts_with("ppt/slideLayouts/slide"));
    let found = layouts.find(|path| file.part(path).contains(&wanted));
    file.part(found.unwrap_or_else(|| panic!("no layout {name}")))
}

#[test]
fn titles_of_layouts_without_slides_are_where_others_are() {
    let file =
        render("slides:\n  - { title: One, chart: { data: { A: 3, B: 5 }, alt: Two bars } }\n");
    let [used, unused] = ["Title Only", "Title and Content"]
        .map(|name| Place::find_all(layout(&file, name), "title"));
    let master = Place::find_all(file.part("ppt/slideMasters/slideMaster1.xml"), "title");
    let used = used.first().or(master.first()).expect("a place");
    let unused = unused.first().or(master.first()).expect("a place");
    let distance = (used.left - unused.left).abs() + (used.top - unused.top).abs();
    assert!(distance < 1.0, "{used:?} {unused:?}");
    assert!(unused.height > 70.0, "two lines: {unused:?}");
}

#[test]
fn titles_of_statements_are_readable_and_as_wide_as_the_page() {
    let file = render_deck("rtl.yaml");
    let statement = layout(&file, "Statement");
    let title = Place::find_all(statement, "title")[0];
    assert!(title.width > 600.0, "{title:?}");
    let colour = |kind: &str| {
        let wanted = format!("<p:ph type=\"{kind}\"");
        let mut shapes = statement.split("<p:sp>");
        let shape = shapes.find(|shape| shape.contains(&wanted)).expect("a placeholder");
        let (_, style) = shape.split_once("<a:defRPr").expect("a style");
        style
            .split("</a:solidFill>")
            .next()
            .and_then(|fill| fill.split_once("<a:solidFill>").map(|(_, colour)| colour.to_owned()))
    };
    assert_eq!(colour("title"), colour("body"), "{statement}");
}

#[test]
fn emphasis_is_not_part_of_the_styles_of_levels() {
    let file = render("slides:\n  - title: One\n    bullets: [A: [\"**B**\", \"**C**\"]]\n");
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    let (_, body) = master.split_once("<p:bodyStyle>").expect("styles");
    let (_, second) = body.split_once("<a:lvl2pPr").expect("a level");
    let style = second.split_once("<a:defRPr").expect("a style").1.split('>').next();
    assert!(style.is_some_and(|style| style.contains("b=\"0\"")), "{second}");
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("b=\"1\"").count(), 2, "{slide}");
}

#[test]
fn sections_that_are_done_have_a_tick() {
    let file = render_deck("agenda.yaml");
    let slides: String = file.slides().collect();
    assert!(slides.contains("<a:buChar char=\"✓\"/>") && !slides.contains('☐'), "{slides}");
}

#[test]
fn titles_grow_away_from_what_is_fixed() {
    let title_of = |deck: &str, name: &str| {
        let file = render_deck(deck);
        let xml = layout(&file, name);
        let title = xml.split("<p:sp>").find(|shape| shape.contains("type=\"title\""));
        let is_low = title.expect("a title").contains("anchor=\"b\"");
        (Place::find_all(xml, "title")[0], is_low)
    };
    // The lines of a contact are below the title of an end slide, and nothing is above it.
    let (place, is_low) = title_of("contact.yaml", "End");
    assert!(is_low && place.top < 60.0 && place.height > 200.0, "{place:?}");
    // A band of the design reaches into the air above the letters of another.
    let (place, is_low) = title_of("jobs/training.yaml", "End");
    assert!(!is_low && place.top > 55.0, "{place:?}");
    // The rule of the footer is below the title of a section.
    let (place, is_low) = title_of("jobs/council.yaml", "Section");
    assert!(!is_low && place.top + place.height < 470.0 && place.height > 150.0, "{place:?}");
}

#[test]
fn the_source_of_a_statement_is_no_body() {
    let file = render(
        "slides:
  - { layout: statement, title: Never look back, source: After E. W. Dijkstra }
  - { title: One, bullets: [A, B] }
",
    );
    assert!(Place::find_all(layout(&file, "Statement"), "body").is_empty());
    assert!(file.part("ppt/slides/slide1.xml").contains("After E. W. Dijkstra"));
}

#[test]
fn points_that_are_spread_over_a_page_leave_room_for_more_on_new_slides() {
    let file = render_deck("jobs/lesson.yaml");
    let layout = layout(&file, "Content Left");
    let spaces: Vec<u32> = layout
        .split("<a:spcBef><a:spcPts val=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    assert!(!spaces.is_empty(), "{layout}");
    assert!(spaces.iter().all(|space| *space <= 3600), "{spaces:?}");
}
