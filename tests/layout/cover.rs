//! Covers: what the theme decorates them with stays off their words.

use plenary::scene::{ItemKind, Paint, PathSegment, Scene, Shape};

use super::composed;

/// The shapes of a cover whose fill has these red, green and blue parts, as left edge and top edge.
fn filled(scene: &Scene, colour: [u8; 3]) -> Vec<(f32, f32)> {
    let shapes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) => Some(shape),
        _ => None,
    });
    let is_filled = |shape: &&Shape| matches!(shape.fill, Some(Paint::Solid(fill)) if [fill.r, fill.g, fill.b] == colour);
    shapes.filter(is_filled).map(|shape| corner(&shape.path)).collect()
}

fn corner(path: &[PathSegment]) -> (f32, f32) {
    let points = path.iter().filter_map(|segment| match segment {
        PathSegment::Move(to) | PathSegment::Line(to) | PathSegment::Cubic(_, _, to) => Some(*to),
        PathSegment::Close => None,
    });
    points.fold((f32::MAX, f32::MAX), |(x, y), point| (x.min(point.x), y.min(point.y)))
}

#[test]
fn lines_of_a_cover_end_before_the_stars() {
    // Among words that are longer by a narrow letter each there is one that fills the line.
    for (shape, letters) in
        ["16:9", "4:3", "A4 portrait"].into_iter().flat_map(|shape| (20..70).map(move |letters| (shape, letters)))
    {
        let title = "i".repeat(letters);
        let scene = composed(&format!(
            "title: {title}\ntheme: regions\naspect_ratio: '{shape}'\nfooter: Foot\nslides:\n  - layout: cover\n"
        ));
        let stars = filled(&scene, [0xFF, 0xCC, 0x00]);
        let (start, _) = stars.iter().copied().find(|(x, _)| *x > 1.0).expect("the cover has stars");
        let ends = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.size > 20.0 => Some(run.origin.x + run.width()),
            _ => None,
        });
        let end = ends.fold(0.0, f32::max);
        assert!(end > 100.0 && end < start, "{shape}, {letters}: a line ends at {end} pt, the stars begin at {start} pt");
    }
}

#[test]
fn a_cover_without_a_band_has_no_rule_along_it() {
    let rules = |footer: &str| {
        let scene = composed(&format!("title: Sky\ntheme: regions\n{footer}slides:\n  - layout: cover\n"));
        filled(&scene, [0xFF, 0xCC, 0x00]).into_iter().filter(|(x, _)| *x < 1.0).count()
    };
    assert_eq!((rules("footer: Foot\n"), rules("")), (1, 0));
}

#[test]
fn every_line_of_a_cover_ends_before_the_stars() {
    // Words of all lengths, in every sort of line that a cover has.
    let words: String = (0..60).map(|count| "m".repeat(count % 9 + 1) + " ").collect();
    for shape in ["16:9", "4:3", "A4 portrait"] {
        let scene = composed(&format!(
            "title: {words}\nsubtitle: {words}\nauthor: {words}\ninstitute: {words}\nevent: {words}\ntheme: regions\naspect_ratio: '{shape}'\nfooter: Foot\n\
             slides:\n  - layout: cover\n    kicker: {words}\n    text: {words}\n"
        ));
        let stars = filled(&scene, [0xFF, 0xCC, 0x00]);
        let (start, _) = stars.iter().copied().find(|(x, _)| *x > 1.0).expect("the cover has stars");
        for run in scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if item.element.is_some() => Some(run),
            _ => None,
        }) {
            let end = run.origin.x + run.width();
            assert!(end < start, "{shape}: `{}` ends at {end} pt, the stars begin at {start} pt", run.text);
        }
    }
}
