//! Composition of sparse slides: their content is large, and more content never makes it larger.

use plenary::geometry::Rect;
use plenary::scene::{FitAdjustment, ItemKind, Role, Scene};

use super::invariants::ink_bounds;
use super::lay_out_valid;

fn lay_out_slide(slide: &str) -> Scene {
    lay_out_valid(&format!("title: A\nslides:\n  - title: First\n    text: One\n{slide}"))
}

/// Returns the type size of the text that starts with `word` on the last page.
fn size_of(scene: &Scene, word: &str) -> f32 {
    let page = scene.pages.last().unwrap();
    let mut sizes = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) if run.text.starts_with(word) => Some(run.size),
        _ => None,
    });
    sizes.next().unwrap_or_else(|| panic!("no text starts with {word}"))
}

#[test]
fn a_small_table_is_large_and_as_wide_as_the_page() {
    let scene = lay_out_slide(
        "  - title: T\n    table: [[Course, Day, Room, Fee], [Life drawing, Tue, Studio, 180 €], \
         [Bookbinding, Wed, Workshop, 210 €], [Yoga, Fri, Hall, 90 €], [Choir, Thu, Hall, free]]\n",
    );
    assert!(size_of(&scene, "Tue") > 28.0, "{}", size_of(&scene, "Tue"));
    assert!(scene.fits[1].adjustments.contains(&FitAdjustment::Large));
    let right_edge = |word: &str| {
        let items = scene.pages[1].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.text.starts_with(word) => {
                ink_bounds(run).map(|ink| ink.right())
            }
            _ => None,
        });
        items.fold(0.0, f32::max)
    };
    let edge = 900.0;
    assert!((right_edge("180") - edge).abs() < 2.0, "{}", right_edge("180"));
    // One word does not keep numbers from being aligned.
    assert!((right_edge("free") - edge).abs() < 2.0, "{}", right_edge("free"));
}

#[test]
fn a_short_text_is_set_like_a_statement() {
    let scene = lay_out_slide("  - title: T\n    text: Boats leave on the hour.\n");
    assert!(size_of(&scene, "Boats") > 40.0);
    let scene = lay_out_slide("  - title: T\n    callout: Boats leave on the hour.\n");
    assert!(size_of(&scene, "Boats") > 40.0);
    let scene = lay_out_slide("  - title: T\n    bullets: [Boats leave on the hour, Or later]\n");
    assert_eq!(size_of(&scene, "Boats"), 39.0);
    let long = "Boats leave on the hour, every day of the week but Sundays in May";
    let scene = lay_out_slide(&format!("  - title: T\n    bullets: [\"{long}\", Or later]\n"));
    assert!((30.0..39.0).contains(&size_of(&scene, "Boats")));
}

#[test]
fn the_values_of_stats_grow_but_not_their_labels() {
    let scene =
        lay_out_slide("  - title: T\n    stats: [{ value: 7 h, label: asleep }, { value: 8 h }]\n");
    assert!(size_of(&scene, "7") > 90.0);
    assert_eq!(size_of(&scene, "asleep"), 30.0);
}

#[test]
fn a_picture_beside_a_few_words_takes_more_than_half_of_the_width() {
    let scene = lay_out_slide(
        "  - title: T\n    text: Freight goes on at night.\n    figure: { src: \
         images/harbour.jpg, alt: Harbour }\n",
    );
    let page = scene.pages.last().unwrap();
    let width = page.items.iter().find_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.rect.width),
        _ => None,
    });
    assert!(width.unwrap() > 420.0, "{width:?}");
    assert!(scene.fits[1].adjustments.contains(&FitAdjustment::WidePicture));
}

#[test]
fn a_question_with_answers_keeps_an_ordinary_title() {
    let title_size = |slide: &str| size_of(&lay_out_slide(slide), "Why");
    let ordinary = title_size("  - title: Why\n    bullets: [One, Two]\n");
    assert_eq!(title_size("  - title: Why?\n    bullets: [One, Two]\n"), ordinary);
    assert!(title_size("  - title: Why?\n") > ordinary);
}

#[test]
fn more_content_never_makes_a_sparse_slide_larger() {
    type Write = Box<dyn Fn(usize) -> String>;
    let repeat = |count: usize, item: fn(usize) -> String| {
        (0..count).map(item).collect::<Vec<_>>().join(", ")
    };
    let kinds: [(&str, Write); 5] = [
        (
            "table",
            Box::new(move |count| {
                let rows = repeat(count, |index| format!("[Row {index}, Some words, {index}]"));
                format!("table: [[A, B, C], {rows}]")
            }),
        ),
        (
            "cards",
            Box::new(move |count| {
                let cards = repeat(count, |index| format!("{{ title: Card number {index} }}"));
                format!("cards: [{cards}]")
            }),
        ),
        (
            "stats",
            Box::new(move |count| {
                let stats =
                    repeat(count, |index| format!("{{ value: \"{index}0 %\", label: of all }}"));
                format!("stats: [{stats}]")
            }),
        ),
        ("text", Box::new(|count| format!("text: {}", "word ".repeat(count * 3)))),
        (
            "picture",
            Box::new(move |count| {
                let bullets = repeat(count, |index| format!("Bullet number {index} beside it"));
                format!("bullets: [{bullets}]\n    figure: {{ src: images/harbour.jpg, alt: H }}")
            }),
        ),
    ];
    for (name, write) in kinds {
        let slides: String =
            (1..=16).map(|count| format!("  - title: T\n    {}\n", write(count))).collect();
        let scene = lay_out_valid(&format!("title: A\nslides:\n{slides}"));
        let sizes: Vec<f32> = scene.fits.iter().map(|fit| fit.body.unwrap()).collect();
        // On a further page, type may be larger; so may it in tall tables, which are side by side.
        let is_same = |at: usize| name != "table" || at <= 10;
        let pages: Vec<usize> = scene.fits.iter().map(|fit| fit.pages.len()).collect();
        let grown = (1..sizes.len())
            .find(|&at| is_same(at) && sizes[at] > sizes[at - 1] && pages[at] == pages[at - 1]);
        assert!(grown.is_none(), "{name}: {grown:?} {sizes:?}");
    }
}

#[test]
fn content_of_portrait_pages_stays_near_its_title() {
    let scene = lay_out_valid(
        "title: A\naspect_ratio: \"9:16\"\nslides:\n  - title: First\n    text: One\n  - title: \
         T\n    bullets: [Boats leave on the hour, Or later]\n",
    );
    let page = &scene.pages[1];
    let top = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) if run.text.starts_with("Boats") => ink_bounds(run),
        _ => None,
    });
    let top = top.map(|ink| ink.y).fold(f32::INFINITY, f32::min);
    assert!(top < page.size.height * 0.25, "{top} of {}", page.size.height);
}

const POINTS: &str = "slides:
  - title: What has changed
    bullets: [The old harbour is open, The warehouses are markets, The quay is a park]
";

/// Returns the bounds of the shapes on the first page that are filled and no bullets.
fn filled_shapes(scene: &Scene) -> Vec<Rect> {
    let shapes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) if shape.fill.is_some() && item.element.is_none() => {
            Some(shape.bounds())
        }
        _ => None,
    });
    shapes.collect()
}

fn tops_of_points(scene: &Scene) -> Vec<f32> {
    let runs = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) if run.text.starts_with("The ") => Some(run.origin.y),
        _ => None,
    });
    runs.collect()
}

#[test]
fn a_few_points_are_in_rows_of_equal_height_with_rules_between_them() {
    for theme in ["plain", "science", "museum", "newspaper"] {
        let scene = lay_out_valid(&format!("theme: {theme}\n{POINTS}"));
        let tops = tops_of_points(&scene);
        let page = scene.pages[0].size;
        let pitches = [tops[1] - tops[0], tops[2] - tops[1]];
        assert!((pitches[0] - pitches[1]).abs() < 1.0, "{theme}: {tops:?}");
        assert!(pitches[0] > page.height * 0.13, "{theme}: {tops:?}");
        let is_rule = |rect: &&Rect| {
            rect.height < 2.0
                && rect.width > page.width * 0.5
                && rect.y > tops[0]
                && rect.y < tops[2]
        };
        assert_eq!(filled_shapes(&scene).iter().filter(is_rule).count(), 2, "{theme}");
    }
}

#[test]
fn points_are_as_any_list_if_there_are_many_or_long_ones() {
    let long = "The old harbour is open to everybody who has a boat, a bicycle or simply the time \
                to walk along the quay";
    for items in [format!("[\"{long}\", B, C]"), "[A, B]".into(), "[A, B, C, D, E, F, G]".into()] {
        let slide = format!("theme: pitch\nslides:\n  - title: T\n    bullets: {items}\n");
        let scene = lay_out_valid(&slide);
        let is_box = |rect: &&Rect| rect.width > 600.0 && rect.height < 200.0;
        assert_eq!(filled_shapes(&scene).iter().filter(is_box).count(), 0, "{items}");
    }
}

#[test]
fn the_title_of_points_and_contacts_is_on_a_panel_if_the_theme_has_one() {
    let contacts = "slides:\n  - { title: Write to us, layout: contact, contact: [{ name: Ana, \
                    email: a@example.org }, { name: Tom, phone: '+351 555 010 102' }] }\n";
    let words = "slides:\n  - { title: T, text: The old harbour is open. }\n";
    let portrait = format!("aspect_ratio: '9:16'\n{POINTS}");
    for (slide, has_panel) in
        [(POINTS, true), (contacts, true), (words, false), (portrait.as_str(), false)]
    {
        let scene = lay_out_valid(&format!("theme: regions\n{slide}"));
        let page = &scene.pages[0];
        let panel = filled_shapes(&scene).into_iter().find(|rect| {
            rect.x == 0.0 && rect.height >= page.size.height && rect.width < page.size.width * 0.5
        });
        assert_eq!(panel.is_some(), has_panel, "{slide}");
        let Some(panel) = panel else { continue };
        for item in &page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let is_title = item
                .element
                .is_some_and(|id| matches!(scene.structure.get(id).role, Role::Heading(2)));
            let right = run.origin.x + run.width();
            let is_on_panel = right < panel.right();
            assert_eq!(is_title, is_on_panel, "{}", run.text);
            assert!(is_on_panel || run.origin.x > panel.right() + 20.0, "{}", run.text);
        }
    }
}

#[test]
fn icons_of_cards_are_on_discs() {
    let scene = lay_out_valid(
        "theme: workshop\nslides:\n  - title: T\n    cards:\n      - { icon: sun, title: Sun, text: \
         It shines. }\n      - { icon: cloud, title: Cloud, text: It rains. }\n",
    );
    let is_disc = |rect: &&Rect| (rect.width - rect.height).abs() < 0.1 && rect.width > 60.0;
    assert_eq!(filled_shapes(&scene).iter().filter(is_disc).count(), 2);
}
