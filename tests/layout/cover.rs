//! Covers: decorations of the theme do not overlap text.
#![allow(clippy::disallowed_methods, reason = "tests write files")]

use plenary::scene::{ItemKind, Paint, PathSegment, Scene, Shape};
use plenary::{Input, Options, lay_out};

use super::lay_out_valid;

/// Returns the top left corners of the shapes on a cover that are filled with this colour.
fn filled_corners(scene: &Scene, colour: [u8; 3]) -> Vec<(f32, f32)> {
    let shapes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) => Some(shape),
        _ => None,
    });
    let is_filled = |shape: &&Shape| match shape.fill {
        Some(Paint::Solid(fill)) => [fill.r, fill.g, fill.b] == colour,
        _ => false,
    };
    shapes.filter(is_filled).map(|shape| top_left(&shape.path)).collect()
}

fn top_left(path: &[PathSegment]) -> (f32, f32) {
    let points = path.iter().filter_map(|segment| match segment {
        PathSegment::Move(to) | PathSegment::Line(to) | PathSegment::Cubic(_, _, to) => Some(*to),
        PathSegment::Close => None,
    });
    points.fold((f32::MAX, f32::MAX), |(x, y), point| (x.min(point.x), y.min(point.y)))
}

#[test]
fn lines_of_a_cover_end_before_the_stars() {
    // Of titles that differ by one narrow letter, at least one fills the line.
    for (shape, letters) in ["16:9", "4:3", "A4 portrait"]
        .into_iter()
        .flat_map(|shape| (20..70).map(move |letters| (shape, letters)))
    {
        let title = "i".repeat(letters);
        let scene = lay_out_valid(&format!(
            "title: {title}\ntheme: regions\naspect_ratio: '{shape}'\nfooter: Foot\nslides:\n  - \
             layout: cover\n"
        ));
        let stars = filled_corners(&scene, [0xFF, 0xCC, 0x00]);
        let (start, _) =
            stars.iter().copied().find(|(x, _)| *x > 1.0).expect("the cover has stars");
        let ends = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.size > 20.0 => Some(run.origin.x + run.width()),
            _ => None,
        });
        let end = ends.fold(0.0, f32::max);
        assert!(
            end > 100.0 && end < start,
            "{shape}, {letters}: a line ends at {end} pt, the stars begin at {start} pt"
        );
    }
}

#[test]
fn a_cover_has_a_band_for_logos_or_a_footer_of_its_own() {
    let rules = |deck: &str, slide: &str| {
        let scene = lay_out_valid(&format!(
            "title: Sky\ntheme: regions\n{deck}slides:\n  - layout: cover\n{slide}"
        ));
        filled_corners(&scene, [0xFF, 0xCC, 0x00]).into_iter().filter(|(x, _)| *x < 1.0).count()
    };
    assert_eq!(rules("", ""), 0);
    assert_eq!(rules("footer: Foot\n", ""), 0);
    assert_eq!(rules("", "    footer: Foot\n"), 1);
    assert_eq!(rules("logos: [images/eu.svg]\n", ""), 1);
}

#[test]
fn a_name_on_a_cover_is_large() {
    let size = |title: &str| {
        let scene = lay_out_valid(&format!("title: {title}\nslides:\n  - layout: cover\n"));
        let sizes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(run.size),
            _ => None,
        });
        sizes.fold(0.0, f32::max)
    };
    assert!(size("Sky") > 1.5 * size("The sky above the port at dawn"));
}

#[test]
fn lines_of_a_cover_end_before_a_ring_that_reaches_far_in() {
    let folder = tempfile::tempdir().unwrap();
    let ring = "extends: regions\npages: { cover: { ornaments: [{ shape: ring, x: 58%, y: 10%, \
        width: 300, height: 300, fill: '#FFCC00' }] } }\n";
    std::fs::write(folder.path().join("own.yaml"), ring).unwrap();
    // Words of all lengths, in every kind of line on a cover.
    let words: String = (0..24).map(|count| "m".repeat(count % 9 + 1) + " ").collect();
    let text = format!(
        "title: {words}\nsubtitle: {words}\nauthor: {words}\ninstitute: {words}\nevent: {words}\n\
         theme: own.yaml\nslides:\n  - layout: cover\n    kicker: {words}\n"
    );
    let scene =
        lay_out(Input::Text { path: folder.path().join("deck.yaml"), text }, &Options::default())
            .scene;
    let (start, _) = filled_corners(&scene, [0xFF, 0xCC, 0x00])
        .into_iter()
        .find(|(x, _)| *x > 1.0)
        .expect("the cover has a ring");
    let runs =
        scene.pages[0].items.iter().filter(|item| item.element.is_some()).filter_map(|item| {
            match &item.kind {
                ItemKind::Text(run) => Some(run),
                _ => None,
            }
        });
    for run in runs {
        let end = run.origin.x + run.width();
        assert!(end < start, "`{}` ends at {end} pt, the ring begins at {start} pt", run.text);
    }
}

#[test]
fn the_header_of_a_cover_keeps_its_distance_from_the_edge_and_the_text() {
    let words = "words that go on ".repeat(12);
    let scene = lay_out_valid(&format!(
        "title: {words}\nsubtitle: {words}\ntheme: regions\nslides:\n  - layout: cover\n    \
         header: From 5 to 9 October\n"
    ));
    let lines = |is_header: bool| {
        let runs = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if (&*run.text == "From 5 to 9 October") == is_header => Some(run),
            _ => None,
        });
        runs.map(|run| (run.origin.y - run.size * 0.66, run.origin.y)).collect::<Vec<_>>()
    };
    let [(top, bottom)] = lines(true)[..] else { panic!("one line") };
    let below = lines(false).iter().fold(f32::MAX, |highest, (top, _)| highest.min(*top));
    assert!(
        top > 30.0 && below > bottom + 8.0,
        "header from {top} to {bottom}, words from {below}"
    );
}

#[test]
fn titles_of_all_pages_keep_clear_of_rings_and_discs() {
    let right_edge = |outline: &str, page: usize| {
        let scene = lay_out_valid(outline);
        let texts = scene.pages[page].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.size > 16.0 => Some(run.origin.x + run.width()),
            _ => None,
        });
        texts.fold(0.0, f32::max) / scene.pages[page].size.width
    };
    let end = "theme: regions\nslides:\n  - { layout: end, title: Who you will meet on 12 March 2026 \
               }\n";
    assert!(right_edge(end, 0) < 0.76);
    let cover = "title: Larder\nsubtitle: Cold rooms by the hour for small farms\ntheme: \
                 pitch\nslides:\n  - layout: cover\n";
    assert!(right_edge(cover, 0) < 0.61);
}

#[test]
fn the_footer_of_a_cover_is_on_one_line_beside_one_logo() {
    let scene = lay_out_valid(
        "title: Baths\ntheme: ministry\nfooter: Eastbrook baths · Interim report\nlogos: \
         [slides/jobs/images/eastbrook.svg]\nslides:\n  - layout: cover\n",
    );
    let lines = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(&*run.text),
        _ => None,
    });
    let lines: Vec<&str> = lines.collect();
    assert!(lines.iter().any(|line| line.contains("baths · Interim report")), "{lines:?}");
}

#[test]
fn a_cover_with_much_to_say_is_one_page_in_every_theme() {
    for theme in plenary::theme::builtin_names() {
        for shape in ["16:9", "4:3"] {
            let scene = lay_out_valid(&format!(
                "title: International cooperation for innovation in urban development policy\n\
                 subtitle: Results and perspectives from the partners in Asia\n\
                 event: 18th European Week of Regions and Cities\ndate: 13 October 2020\n\
                 author: [Dominique Li, Fanic Zeng]\n\
                 institute: [Guangzhou Investment Limited, Guangzhou Development District]\n\
                 theme: {theme}\naspect_ratio: '{shape}'\nslides:\n  - layout: cover\n    \
                 kicker: 'Session 1: Smart cities'\n    \
                 header: 5 to 9 October · 12 to 16 October\n    \
                 text: '**Guangzhou (China)**, with the European Union'\n    \
                 footer: European Commission\n"
            ));
            assert_eq!(scene.pages.len(), 1, "{theme} {shape}");
        }
    }
}
