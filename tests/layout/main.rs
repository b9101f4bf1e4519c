//! What must hold for every deck that is laid out: nothing is lost, nothing lies outside its page, type is never below the floor.

mod handout;
mod outlines;
mod spoken;
mod steps;

use std::collections::BTreeMap;

use plenary::diagnostic::Severity;
use plenary::geometry::Rect;
use plenary::scene::{ElementId, ItemKind, Page, Role, Scene};
use plenary::{Input, Options, compose};
use proptest::prelude::*;

fn composed(outline: &str) -> Scene {
    let composed = compose(Input::Bytes(outline.as_bytes().to_vec()), &Options::default());
    let errors: Vec<_> =
        composed.diagnostics.into_sorted().into_iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{outline}");
    composed.scene
}

/// The characters of each element, in the order in which they are drawn, blanks left out.
fn text_by_element(scene: &Scene) -> BTreeMap<ElementId, String> {
    let mut texts: BTreeMap<ElementId, String> = BTreeMap::new();
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let (ItemKind::Text(run), Some(mut element)) = (&item.kind, item.element) else { continue };
        // A link is part of its paragraph.
        while matches!(scene.structure.get(element).role, Role::Link | Role::Span | Role::Code) {
            element = scene.structure.get(element).parent.unwrap();
        }
        let mut at = None;
        for glyph in &run.glyphs {
            if at != Some(&glyph.range) {
                let drawn = &run.text[glyph.range.start as usize..glyph.range.end as usize];
                texts
                    .entry(element)
                    .or_default()
                    .extend(drawn.chars().filter(|drawn| !drawn.is_whitespace() && *drawn != '\u{ad}'));
            }
            at = Some(&glyph.range);
        }
    }
    texts
}

fn assert_nothing_is_lost(scene: &Scene, words: &[String], outline: &str) {
    let texts = text_by_element(scene);
    let all: Vec<&String> = texts.values().collect();
    for word in words {
        let count: usize = all.iter().map(|text| text.matches(word.as_str()).count()).sum();
        assert_eq!(count, 1, "`{word}` is there {count} times\n{outline}");
    }
}

fn assert_all_is_inside(page: &Page, outline: &str) {
    let bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
    for item in &page.items {
        let rect = match &item.kind {
            ItemKind::Text(run) => {
                // Blanks at a line's end are not seen.
                let seen = run
                    .glyphs
                    .iter()
                    .rposition(|glyph| !run.text[glyph.range.start as usize..glyph.range.end as usize].trim().is_empty());
                let Some(last) = seen else { continue };
                let width: f32 = run.glyphs[..=last].iter().map(|glyph| glyph.advance * run.size).sum();
                Rect::new(run.origin.x, run.origin.y - run.size * 0.7, width, run.size * 0.9)
            }
            ItemKind::Image(image) => image.clip.map_or(image.rect, |(seen, _)| seen),
            ItemKind::Link(link) => link.rect,
            ItemKind::Clip(_) => continue,
            // Ornaments may run off the page; what carries meaning may not.
            ItemKind::Shape(_) => continue,
        };
        assert!(bounds.contains(rect, 0.5), "page {}: {rect:?} of {:?}\n{outline}", page.label, item.kind);
    }
}

fn assert_type_is_legible(scene: &Scene, outline: &str) {
    for page in &scene.pages {
        let unit = (page.size.width / 960.0).min(page.size.height / 540.0);
        for item in &page.items {
            if let (ItemKind::Text(run), Some(_)) = (&item.kind, item.element) {
                // Superscripts are 0.62 of the smallest type.
                assert!(run.size >= 12.0 * 0.62 * unit - 0.01, "{} pt on page {}\n{outline}", run.size, page.label);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_deck_keeps_every_word_on_its_pages(seed in any::<u64>()) {
        let (outline, words) = outlines::random(seed);
        let scene = composed(&outline);
        assert_nothing_is_lost(&scene, &words, &outline);
        scene.pages.iter().for_each(|page| assert_all_is_inside(page, &outline));
        assert_type_is_legible(&scene, &outline);
    }
}

/// Size of running text on each of the slides that `write` makes of 1, 2, … `most` bullets, all in one deck.
fn sizes_of(most: usize, write: impl Fn(usize) -> String) -> Vec<(f32, usize)> {
    let slides: String = (1..=most).map(write).collect();
    let scene = composed(&format!("title: A\nslides:\n{slides}"));
    scene.fits.iter().map(|fit| (fit.body.unwrap(), fit.pages.len())).collect()
}

fn bullets(count: usize, bullet: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| format!("          - {}\n", bullet(index))).collect()
}

#[test]
fn more_bullets_never_make_type_larger() {
    let short = |index: usize| format!("Number {index}");
    let long = |index: usize| {
        format!("Bullet number {index}, which has quite a few words in it, so that it runs over the end of its line")
    };
    let mixed = |index: usize| if index % 5 == 3 { long(index) } else { short(index) };
    let nested = |index: usize| if index % 4 == 1 { format!("Parent {index}: [one, two, three]") } else { short(index) };
    let kinds: [(&str, &dyn Fn(usize) -> String); 4] =
        [("short", &short), ("long", &long), ("mixed", &mixed), ("nested", &nested)];
    let around = [
        ("", ""),
        (
            "        - text: A paragraph in front of the list that says what it is about and takes two lines to say it, or three\n",
            "",
        ),
        ("", "        - figure: { src: images/harbour.jpg, alt: Harbour }\n"),
        ("        - table: [[A, B], [1, 2], [3, 4], [5, 6], [7, 8]]\n", "        - callout: Remember\n"),
    ];
    for (name, bullet) in kinds {
        for (before, after) in around {
            let policies: &[&str] = if name == "short" { &["grow", "shrink", "split", "none"] } else { &["grow"] };
            for &policy in policies {
                let list = |count| bullets(count, bullet);
                let slide = |count| {
                    format!(
                        "  - title: Much\n    fit: {policy}\n    content:\n{before}        - bullets:\n{}{after}",
                        list(count)
                    )
                };
                let sizes = sizes_of(48, slide);
                let grown = sizes.windows(2).position(|pair| pair[1].0 > pair[0].0);
                assert!(grown.is_none(), "{name} {policy} {before}{after}: {grown:?} {sizes:?}");
                let fewer = sizes.windows(2).position(|pair| pair[1].1 < pair[0].1);
                assert!(fewer.is_none(), "{name} {policy} {before}{after}: fewer pages {fewer:?} {sizes:?}");
                let (first, last) = (sizes[0].0, sizes[47].0);
                let expected = match policy {
                    "grow" if before.is_empty() && after.is_empty() => (30.0, 18.0),
                    "grow" => (first, 18.0),
                    "shrink" => (24.0, 18.0),
                    _ => (24.0, 24.0),
                };
                assert_eq!((first, last), expected, "{name} {policy}");
                assert!(sizes[47].1 > 1);
            }
        }
    }
}

#[test]
fn forty_bullets_three_thousand_words_and_a_lone_picture_come_out_whole() {
    let bullets: String =
        (0..40).map(|index| format!("      - b{index}x is a bullet of some length that says what it has to say\n")).collect();
    let words: Vec<String> = (0..3000).map(|index| format!("w{index}x")).collect();
    let outline = format!(
        "title: A\nslides:\n  - title: Forty\n    bullets:\n{bullets}  - title: Long\n    text: {}\n  - figure: images/skyline.svg\n",
        words.join(" ")
    );
    let scene = composed(&outline);
    let all: Vec<String> = (0..40).map(|index| format!("b{index}x")).chain(words).collect();
    assert_nothing_is_lost(&scene, &all, "forty bullets");
    scene.pages.iter().for_each(|page| assert_all_is_inside(page, "forty bullets"));
    let picture = scene.pages.last().unwrap().items.iter().find_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.rect),
        _ => None,
    });
    assert!(picture.unwrap().height > 300.0, "a lone picture is large");
    let titles: Vec<&str> = scene.outline.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(&titles[..2], ["Forty", "Long"], "a continued slide has one bookmark");
}

#[test]
fn continued_pages_say_which_part_they_are() {
    let bullets: String = (0..40).map(|index| format!("      - Bullet {index}\n")).collect();
    let scene = composed(&format!("title: A\nslides:\n  - title: Forty\n    fit: split\n    bullets:\n{bullets}"));
    let count = scene.pages.len();
    assert!(count > 1);
    for (index, page) in scene.pages.iter().enumerate().skip(1) {
        let expected = format!("Forty\u{a0}({}/{count})", index + 1);
        let has_it = page.items.iter().any(|item| matches!(&item.kind, ItemKind::Text(run) if *run.text == *expected));
        assert!(has_it, "page {}", index + 1);
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "this is what it is for")]
#[ignore = "prints one random outline: SEED=… cargo test --test layout -- --ignored --nocapture"]
fn print_a_random_outline() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    print!("{}", outlines::random(seed).0);
}
