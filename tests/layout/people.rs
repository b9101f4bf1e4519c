//! Portraits, QR codes, agendas and options of tables.

use plenary::scene::{ItemKind, LinkTarget, PlacedImage, Role, Scene, Shape};

use super::invariants::find_violations;
use super::lay_out_valid;

fn pictures(scene: &Scene) -> Vec<&PlacedImage> {
    let items = scene.pages.iter().flat_map(|page| &page.items);
    let pictures = items.filter_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image),
        _ => None,
    });
    pictures.collect()
}

fn links(scene: &Scene) -> Vec<&LinkTarget> {
    let items = scene.pages.iter().flat_map(|page| &page.items);
    let links = items.filter_map(|item| match &item.kind {
        ItemKind::Link(link) => Some(&link.target),
        _ => None,
    });
    links.collect()
}

#[test]
fn portraits_have_equal_crops_whatever_the_pictures_and_words_are() {
    let scene = lay_out_valid(
        "title: \"\"\nslides:\n  - title: T\n    people:\n      - { name: namea1x, photo: \
         images/skyline.jpg }\n      - { name: nameb1x, role: a long role that needs several \
         lines of words, photo: images/tower.png, text: More words about her }\n      - \
         { name: namec1x, photo: { src: images/skyline.jpg, focus: right } }\n",
    );
    let words = ["namea1x", "nameb1x", "namec1x"].map(str::to_owned);
    assert_eq!(find_violations(&scene, &words), [""; 0]);
    let clips: Vec<_> = pictures(&scene).iter().filter_map(|image| image.clip).collect();
    assert_eq!(clips.len(), 3);
    for (rect, radius) in &clips {
        assert!((rect.width - rect.height).abs() < 0.1 && *radius >= rect.width / 2.0);
        assert!((rect.width - clips[0].0.width).abs() < 0.1 && rect.y == clips[0].0.y);
    }
    let [middle, _, right] = pictures(&scene)[..] else { panic!("three pictures") };
    let hidden = |image: &PlacedImage| image.clip.unwrap().0.x - image.rect.x;
    assert!(hidden(right) > hidden(middle) * 1.5, "the focus is on the right");
    assert!((right.rect.right() - right.clip.unwrap().0.right()).abs() < 0.1);
}

#[test]
fn a_person_without_a_photo_has_initials_that_are_not_read() {
    let scene = lay_out_valid(
        "title: \"\"\nslides:\n  - title: T\n    people: [{name: Ana Silva, photo: \
         images/tower.png}, {name: Petros Nikolaou}]\n",
    );
    let initials = scene.pages[0]
        .items
        .iter()
        .find(|item| matches!(&item.kind, ItemKind::Text(run) if run.shown_text().trim() == "PN"));
    assert!(initials.is_some_and(|item| item.element.is_none()));
}

/// Returns the shape with the most segments: the modules of a code.
fn modules(scene: &Scene) -> &Shape {
    let shapes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) => Some(shape),
        _ => None,
    });
    shapes.max_by_key(|shape| shape.path.len()).expect("a code")
}

#[test]
fn codes_are_dark_on_light_never_mirrored_and_open_their_address() {
    let code = |theme: &str, rtl: &str| {
        lay_out_valid(&format!(
            "title: \"\"\ntheme: {theme}\n{rtl}slides:\n  - title: T\n    qr: https://example.org\n"
        ))
    };
    let (plain, mirrored) = (code("plain", ""), code("night", "direction: rtl\n"));
    for scene in [&plain, &mirrored] {
        assert!(links(scene).contains(&&LinkTarget::Uri("https://example.org".into())));
        let figure = scene.structure.elements.iter().find(|element| element.role == Role::Figure);
        let alt = figure.and_then(|figure| figure.alt.as_deref());
        assert_eq!(alt, Some("QR: https://example.org"));
    }
    let relative = |scene: &Scene| {
        let shape = modules(scene);
        let bounds = shape.bounds();
        let mut shape = shape.clone();
        shape.map_points(|point| {
            let share = |value: f32, length: f32| (value / length * 1000.0).round();
            plenary::geometry::Point::new(
                share(point.x - bounds.x, bounds.width),
                share(point.y - bounds.y, bounds.height),
            )
        });
        shape.path
    };
    assert_eq!(relative(&plain), relative(&mirrored));
    let Some(plenary::scene::Paint::Solid(ink)) = modules(&mirrored).fill else { panic!("filled") };
    assert!(ink.luminance() < 0.1, "dark modules in a dark theme");
}

const SECTIONS: &str = "title: \"\"
agenda: each_section
slides:
  - layout: cover
  - title: A
    section: { title: One, duration: 5min }
    text: a
  - title: B
    text: b
  - title: C
    section: Two
    text: c
";

#[test]
fn every_section_starts_with_an_agenda_whose_entries_are_links() {
    let scene = lay_out_valid(SECTIONS);
    let titles: Vec<&str> = scene.fits.iter().map(|fit| fit.title.as_str()).collect();
    assert_eq!(titles, ["", "Agenda", "A", "B", "Agenda", "C"]);
    let pages: Vec<usize> = links(&scene)
        .into_iter()
        .filter_map(|target| match target {
            LinkTarget::Page(page) => Some(*page),
            _ => None,
        })
        .collect();
    assert_eq!(pages, [1, 4, 1, 4]);
    let sections: Vec<usize> = scene.sections.iter().map(|section| section.page).collect();
    assert_eq!(sections, [1, 4]);
    let text = plenary::export::extract_text(&scene);
    assert!(text.contains("1. One") && text.contains("5\u{a0}min"), "{text}");
    // On the second agenda, the first section is done.
    assert!(text.contains("1 done One") && text.contains("2. Two"), "{text}");
}

#[test]
fn the_page_of_a_section_shows_its_number() {
    let scene =
        lay_out_valid("title: \"\"\nslides:\n  - section: One\n  - title: a\n  - section: Two\n");
    let numbers = |page: usize| {
        let items = scene.pages[page].items.iter();
        items.filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(run.shown_text().to_owned()),
            _ => None,
        })
    };
    assert!(numbers(0).any(|words| words == "1 / 2") && numbers(2).any(|words| words == "2 / 2"));
}

#[test]
fn a_tall_table_of_two_columns_fills_the_page_side_by_side() {
    let rows: Vec<String> =
        (0..38).map(|row| format!("        - [name{row}x, value{row}x]\n")).collect();
    let scene = lay_out_valid(&format!(
        "title: \"\"\nslides:\n  - title: T\n    table:\n      header: [Name, Value]\n      \
         rows:\n{}",
        rows.concat()
    ));
    let words: Vec<String> =
        (0..38).flat_map(|row| [format!("name{row}x"), format!("value{row}x")]).collect();
    assert_eq!(find_violations(&scene, &words), [""; 0]);
    assert_eq!(scene.pages.len(), 1);
    let rows = scene.structure.elements.iter().filter(|it| it.role == Role::TableRow).count();
    assert_eq!(rows, 39, "the header is in the structure tree once");
}

#[test]
fn highlighted_rows_and_columns_lose_no_words() {
    let scene = lay_out_valid(
        "title: \"\"\nslides:\n  - title: T\n    table: { header: [a1x, b1x], rows: [[c1x, d1x], \
         [e1x, f1x]], highlight: [e1x, b1x] }\n",
    );
    let words = ["a1x", "b1x", "c1x", "d1x", "e1x", "f1x"].map(str::to_owned);
    assert_eq!(find_violations(&scene, &words), [""; 0]);
}

#[test]
fn a_trend_says_where_it_starts_and_an_unchanged_number_is_neither_good_nor_bad() {
    let stats =
        "{ value: 1.48M, delta: +19%, trend: [0.7, 1.48] }, { value: 31, delta: as before }";
    let scene = lay_out_valid(&format!(
        "title: \"\"\nlang: de\nslides:\n  - title: T\n    stats: [{stats}]\n"
    ));
    let colour_of = |words: &str| {
        let mut items = scene.pages[0].items.iter();
        items.find_map(|item| match &item.kind {
            ItemKind::Text(run) if run.shown_text().trim() == words => Some(run.colour),
            _ => None,
        })
    };
    assert!(colour_of("0,70").is_some() && colour_of("1,48").is_some());
    assert_ne!(colour_of("as before"), colour_of("+19%"));
}

#[test]
fn a_title_on_a_panel_has_no_short_word_alone_on_its_last_line() {
    let scene = lay_out_valid(
        "theme: regions\nslides:\n  - layout: contact\n    title: Guangzhou Global Star Investment \
         LTD.\n    contact:\n      - { name: A, email: a@b.org }\n      - { name: B, email: \
         b@b.org }\n",
    );
    let title = |word: &str| {
        let items = scene.pages[0].items.iter();
        items
            .filter_map(|item| match &item.kind {
                ItemKind::Text(run) if run.text.contains(word) => Some(run.origin.y),
                _ => None,
            })
            .next()
    };
    assert_eq!(title("Investment"), title("LTD."));
}
