//! Where the picture of a slide is placed, and what it keeps clear of.

use plenary::geometry::Rect;
use plenary::scene::{ArtifactKind, ItemKind, Scene};

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
    let widths: Vec<f32> = pictures(&scene).iter().map(|rect| rect.width).collect();
    let page = scene.pages[0].size.width;
    assert!(widths[0] > page * 0.8 && widths[1] < page / 2.0 && widths[2] < page / 2.0);
}

#[test]
fn a_wide_picture_stays_beside_much_text() {
    let text = "The river rises in the hills and turns twice before it meets the sea. ".repeat(9);
    let scene = lay_out_valid(&format!(
        "slides:\n  - {{ title: Much text, text: '{text}', figure: images/shore.svg }}\n"
    ));
    assert!(pictures(&scene)[0].width < scene.pages[0].size.width / 2.0);
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
  - { title: A drawing, text: A network., figure: images/network.svg }
  - { title: Cropped, text: A network., figure: { src: images/network.svg, fit: cover } }
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
