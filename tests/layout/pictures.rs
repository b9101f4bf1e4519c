//! Where the picture of a slide is placed, and what it keeps clear of.

use plenary::geometry::{Point, Rect};
use plenary::scene::{ArtifactKind, Colour, ItemKind, Lch, Paint, Scene};

use crate::lay_out_valid;

/// Returns the place of the picture on each page.
fn pictures(scene: &Scene) -> Vec<Rect> {
    let items = scene.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image.rect),
            _ => None,
        })
        .collect()
}

#[test]
fn a_wide_picture_is_set_below_a_few_words_at_full_width() {
    let scene = lay_out_valid(
        "slides:
  - { title: One line, text: A panorama., figure: images/shore.svg }
  - { title: One line, text: A panorama., figure: images/shore.svg, layout: image_right }
  - { title: One line, text: An ordinary picture., figure: images/network.svg }
",
    );
    let widths: Vec<f32> = visible_pictures(&scene).iter().map(|rect| rect.width).collect();
    let page = scene.pages[0].size.width;
    assert!(
        widths[0] > page * 0.8 && widths[1] < page * 0.6 && widths[2] < page * 0.6,
        "{widths:?}"
    );
}

#[test]
fn a_wide_picture_stays_beside_much_text() {
    let text = "The river rises in the hills and turns twice before it meets the sea. ".repeat(9);
    let scene = lay_out_valid(&format!(
        "slides:\n  - {{ title: Much text, text: '{text}', figure: images/shore.svg }}\n"
    ));
    assert!(visible_pictures(&scene)[0].width < scene.pages[0].size.width / 2.0);
}

#[test]
fn a_picture_on_a_portrait_page_is_set_below_the_words() {
    let scene = lay_out_valid(
        "aspect_ratio: \"3:4\"
slides:
  - { title: Portrait, bullets: [One, Two, Three], figure: images/network.svg }
",
    );
    assert!(pictures(&scene)[0].width > scene.pages[0].size.width * 0.8);
}

#[test]
fn a_header_of_two_lines_keeps_clear_of_the_title() {
    let header =
        "Draft for internal discussion only; not to be cited without consent of ".repeat(2);
    let scene = lay_out_valid(&format!(
        "header: \"{header}\"\nslides:\n  - {{ title: The title, bullets: [One, Two, Three] }}\n"
    ));
    let (mut header, mut title) = (0.0f32, f32::MAX);
    for item in &scene.pages[0].items {
        let ItemKind::Text(run) = &item.kind else { continue };
        match item.artifact_kind {
            ArtifactKind::Header => header = header.max(run.origin.y),
            _ => title = title.min(run.origin.y - run.size * 0.75),
        }
    }
    assert!(title - header > 10.0, "header {header}, title {title}");
}

/// Returns the visible part of the first picture of each page.
fn visible_pictures(scene: &Scene) -> Vec<Rect> {
    let items = scene.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image.window()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_photograph_beside_text_reaches_the_edge_and_fills_the_body() {
    let scene = lay_out_valid(
        "slides:
  - { title: Right, text: A harbour., figure: images/harbour.jpg }
  - { title: Left, text: A harbour., figure: images/harbour.jpg, layout: image_left }
  - { title: Whole, text: A harbour., figure: { src: images/harbour.jpg, fit: contain } }
  - { title: A drawing, text: A logo., figure: images/eu.svg, layout: image_right }
  - { title: Cropped, text: A logo., figure: { src: images/gdd.svg, fit: cover } }
",
    );
    let page = scene.pages[0].size;
    let visible = visible_pictures(&scene);
    let reaches_edge: Vec<bool> =
        visible.iter().map(|rect| rect.x < 0.5 || rect.right() > page.width - 0.5).collect();
    assert_eq!(reaches_edge, [true, true, false, false, true]);
    assert!(visible[1].x < 0.5, "{:?}", visible[1]);
    for (whole, visible) in pictures(&scene).iter().zip(&visible).take(2) {
        assert!(visible.height > page.height * 0.6, "{visible:?}");
        assert!(visible.width > whole.width * 0.69, "{visible:?} of {whole:?}");
    }
}

#[test]
fn the_caption_of_a_picture_at_the_edge_is_inside_the_margin() {
    let scene = lay_out_valid(
        "slides:
  - title: Harbour
    text: A harbour.
    figure: { src: images/harbour.jpg, caption: The harbour at sunrise, credit: Photo by A. B. }
",
    );
    let page = &scene.pages[0];
    let texts = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.origin.x + run.width()),
        _ => None,
    });
    assert!(texts.clone().count() >= 4);
    assert!(texts.fold(0.0, f32::max) < page.size.width - 20.0);
    let picture = visible_pictures(&scene)[0];
    assert!(picture.right() > page.size.width - 0.5 && picture.bottom() < page.size.height * 0.88);
}

/// Lays out slides and returns the visible pictures as shares of the page: left, top, right,
/// bottom.
fn areas(slides: &str) -> Vec<[f32; 4]> {
    let scene = lay_out_valid(slides);
    let page = scene.pages[0].size;
    let share = |area: &Rect| {
        let (right, bottom) = (area.right() / page.width, area.bottom() / page.height);
        [area.x / page.width, area.y / page.height, right, bottom].map(|share| {
            let rounded = (share * 100.0).round() / 100.0;
            if rounded == 0.0 { 0.0 } else { rounded }
        })
    };
    visible_pictures(&scene).iter().map(share).collect()
}

#[test]
fn a_portrait_beside_words_takes_a_side_of_the_page_and_type_stays_large() {
    let deck = "paginate: true\nfooter: A footer\nslides:
  - { title: Left, text: A lamp., layout: image_left, figure: slides/jobs/images/lamp-post.svg }
  - { title: Right, text: A lamp., figure: slides/jobs/images/lamp-post.svg }
  - { title: Grid, text: A lamp., compose: grid, figure: slides/jobs/images/lamp-post.svg }
";
    let found = areas(deck);
    assert_eq!(&found[0][..2], [0.0, 0.0], "{found:?}");
    assert!(found[0][3] == 1.0 && (0.32..0.51).contains(&found[0][2]), "{found:?}");
    assert!(found[1][1..] == [0.0, 1.0, 1.0], "{found:?}");
    assert!(found[2][1] > 0.1 && found[2][2] < 0.96, "{found:?}");
    let scene = lay_out_valid(deck);
    for page in &scene.pages[..2] {
        let picture = page.items.iter().find_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image.window()),
            _ => None,
        });
        let picture = picture.unwrap();
        for item in &page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let end = run.origin.x + run.width();
            let is_beside = end < picture.x || run.origin.x > picture.right();
            assert!(is_beside, "{} is on the picture", run.text);
        }
    }
    let words = "word ".repeat(120);
    let scene = lay_out_valid(&format!(
        "slides:\n  - {{ title: Many, text: {words}, figure: slides/jobs/images/fog.svg }}\n"
    ));
    assert!(scene.fits[0].body.unwrap() >= 20.0, "{:?}", scene.fits[0]);
}

#[test]
fn a_picture_alone_with_its_title_reaches_the_edges() {
    let found = areas(
        "slides:
  - { title: A harbour, figure: images/harbour.jpg }
  - { title: A panorama, figure: images/shore.svg }
  - { title: A portrait, figure: slides/jobs/images/lamp-post.svg }
  - { title: Large, compose: large, figure: images/harbour.jpg }
  - { title: Grid, compose: grid, figure: images/harbour.jpg }
  - { title: A drawing, figure: images/eu.svg }
",
    );
    assert!(found[0][0] == 0.0 && found[0][1] > 0.1 && found[0][2..] == [1.0, 1.0], "{found:?}");
    assert!(found[1][0] == 0.0 && found[1][1] > 0.3 && found[1][2..] == [1.0, 1.0], "{found:?}");
    assert!(found[2][0] > 0.5 && found[2][1..] == [0.0, 1.0, 1.0], "{found:?}");
    // The title is on it.
    assert_eq!(found[3], [0.0, 0.0, 1.0, 1.0]);
    for inside in &found[4..] {
        assert!(inside[0] > 0.03 && inside[1] > 0.1 && inside[2] < 0.97, "{found:?}");
    }
}

#[test]
fn a_picture_below_words_reaches_both_edges() {
    let found = areas("slides:\n  - { title: A, text: Wide., figure: images/shore.svg }\n");
    assert!(found[0][0] == 0.0 && found[0][2] == 1.0 && found[0][1] > 0.2, "{found:?}");
}

#[test]
fn a_background_picture_is_seen_and_its_text_is_legible() {
    for theme in ["museum", "newspaper", "keynote", "swiss", "regions"] {
        let scene = lay_out_valid(&format!(
            "title: A year on the estuary\nauthor: Wilf Garrow\ntheme: {theme}\nslides:\n  - \
             layout: cover\n    background: slides/jobs/images/estuary-dawn.svg\n"
        ));
        let page = &scene.pages[0];
        let at = |column: usize, row: usize| {
            Point::new(
                page.size.width * (column as f32 + 0.5) / 12.0,
                page.size.height * (row as f32 + 0.5) / 12.0,
            )
        };
        let points = (0..12).flat_map(|row| (0..12).map(move |column| at(column, row)));
        let seen = points.filter(|point| veil_at(page, *point) < 0.3).count();
        // A gradient leaves at least a third of the picture as it is.
        assert!(seen >= 48, "{theme}: {seen}");
    }
}

/// Returns the opacity of the veils on a picture at a point: gradients from their colour to
/// nothing.
fn veil_at(page: &plenary::scene::Page, point: Point) -> f32 {
    let mut through = 1.0;
    for item in &page.items {
        let ItemKind::Shape(shape) = &item.kind else { continue };
        let Some(Paint::Gradient { start, end, start_colour, end_colour }) = shape.fill else {
            continue;
        };
        let bounds = shape.bounds();
        let is_inside = (bounds.x..=bounds.right()).contains(&point.x)
            && (bounds.y..=bounds.bottom()).contains(&point.y);
        if end_colour.a > 0 || !is_inside {
            continue;
        }
        let (dx, dy) = (end.x - start.x, end.y - start.y);
        let along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / (dx * dx + dy * dy);
        through *= 1.0 - f32::from(start_colour.a) / 255.0 * (1.0 - along.clamp(0.0, 1.0));
    }
    1.0 - through
}

#[test]
fn centred_text_is_moved_off_the_motif_of_a_wide_picture() {
    let scene = lay_out_valid(
        "title: A year on the estuary\nsubtitle: Photographs by Wilf Garrow\ntheme: museum\n\
         slides:\n  - layout: cover\n    background: slides/jobs/images/estuary-dawn.svg\n",
    );
    let page = &scene.pages[0];
    let part = |[x, y, right, bottom]: [f32; 4]| {
        let (width, height) = (page.size.width, page.size.height);
        Rect::new(x * width, y * height, (right - x) * width, (bottom - y) * height)
    };
    let (sun, sail) = (part([0.69, 0.44, 0.79, 0.56]), part([0.15, 0.57, 0.28, 0.77]));
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let text = Rect::new(run.origin.x, run.origin.y - run.size, run.width(), run.size);
        assert!(!text.overlaps(sun) && !text.overlaps(sail), "{text:?}");
    }
}

#[test]
fn a_veil_has_the_hue_of_the_picture() {
    let scene = lay_out_valid(
        "theme: museum\nslides:\n  - layout: image\n    title: January, before the ferry\n    \
         figure: { src: images/harbour.jpg, alt: A ship }\n",
    );
    let page = &scene.pages[0];
    let veils: Vec<Colour> = page
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Shape(shape) => match shape.fill {
                Some(Paint::Gradient { start_colour, end_colour, .. }) if end_colour.a == 0 => {
                    Some(start_colour)
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert!(!veils.is_empty());
    for veil in veils {
        let Lch { chroma, hue, lightness } = Lch::from_colour(veil);
        assert!(lightness < 0.3 && chroma > 0.04 && (220.0..300.0).contains(&hue), "{veil:?}");
    }
    // Above its lower half, the picture is as it is.
    assert!(veil_at(page, Point::new(page.size.width / 2.0, page.size.height * 0.48)) < 0.05);
}

#[test]
fn a_scene_is_shown_whole_if_a_crop_would_lose_what_it_is_about() {
    let lost = |picture: &str| {
        let scene = lay_out_valid(&format!(
            "slides:\n  - title: The red station\n    figure: {{ src: {picture}, alt: A }}\n    \
             bullets: [Red board and red knife, Fresh oil, Nothing else on the bench]\n"
        ));
        let whole = pictures(&scene)[0];
        let seen = visible_pictures(&scene)[0];
        1.0 - seen.width * seen.height / (whole.width * whole.height)
    };
    assert!(lost("slides/jobs/images/red-station.svg") < 0.3);
}

#[test]
fn a_title_on_the_outline_of_something_is_on_a_strong_gradient() {
    let scene = lay_out_valid(
        "theme: keynote\nslides:\n  - layout: image\n    title: Cathedrals had workshops\n    \
         figure: { src: slides/jobs/images/workshop.svg, alt: An arch }\n",
    );
    let page = &scene.pages[0];
    let title = text_bounds(page);
    assert!(veil_at(page, title.centre()) > 0.5, "{title:?}");
    assert!(veil_at(page, Point::new(title.x, page.size.height * 0.97)) < 0.1);
    assert_eq!(visible_pictures(&scene)[0].size(), page.size);
}

/// Returns the bounds of all text on a page.
fn text_bounds(page: &plenary::scene::Page) -> Rect {
    let texts = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => {
            Some(Rect::new(run.origin.x, run.origin.y - run.size * 0.8, run.width(), run.size))
        }
        _ => None,
    });
    texts.reduce(Rect::union).expect("text")
}

#[test]
fn a_title_on_a_picture_page_is_on_no_box() {
    let scene = lay_out_valid(
        "slides:\n  - { title: The port, layout: image, figure: images/harbour.jpg }\n",
    );
    let page = &scene.pages[0];
    let boxes = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) if matches!(shape.fill, Some(Paint::Solid(_))) => {
            Some(shape.bounds())
        }
        _ => None,
    });
    let widths: Vec<f32> = boxes.map(|bounds| bounds.width / page.size.width).collect();
    // Beside the title, there is a slim bar.
    assert!(widths.iter().all(|width| *width > 0.99 || *width < 0.01), "{widths:?}");
}

#[test]
fn four_pictures_are_a_grid_that_fills_the_page() {
    let figure = "{ src: images/harbour.jpg, alt: H, caption: November }";
    let found = areas(&format!(
        "slides:\n  - {{ title: Four, figures: [{figure}, {figure}, {figure}, {figure}] }}\n"
    ));
    let covered: f32 =
        found.iter().map(|[left, top, right, bottom]| (right - left) * (bottom - top)).sum();
    assert!(covered > 0.28, "{covered} {found:?}");
    assert!(found[1][1] == found[0][1] && found[3][3] > 0.6, "{found:?}");
}
