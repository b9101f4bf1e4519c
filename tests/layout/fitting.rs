//! Fitting of slides under each policy.

use plenary::scene::{ItemKind, Role};

use super::invariants::{find_violations, text_by_element};
use super::lay_out_valid;

/// Returns the size of running text and the number of pages of each slide that `write` creates for
/// 1, 2, … `max_count` bullets, all in one deck.
fn fitted_sizes(max_count: usize, write: impl Fn(usize) -> String) -> Vec<(f32, usize)> {
    let slides: String = (1..=max_count).map(write).collect();
    let scene = lay_out_valid(&format!("title: A\nslides:\n{slides}"));
    scene.fits.iter().map(|fit| (fit.body.unwrap(), fit.pages.len())).collect()
}

fn write_bullets(count: usize, bullet: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| format!("          - {}\n", bullet(index))).collect()
}

#[test]
fn more_bullets_never_make_type_larger() {
    let short = |index: usize| format!("Number {index}");
    let long = |index: usize| {
        format!(
            "Bullet number {index}, which has quite a few words in it, so that it runs over the \
             end of its line"
        )
    };
    let mixed = |index: usize| if index % 5 == 3 { long(index) } else { short(index) };
    let nested = |index: usize| {
        if index % 4 == 1 { format!("Parent {index}: [one, two, three]") } else { short(index) }
    };
    let kinds: [(&str, &dyn Fn(usize) -> String); 4] =
        [("short", &short), ("long", &long), ("mixed", &mixed), ("nested", &nested)];
    let around = [
        ("", ""),
        (
            "        - text: A paragraph in front of the list that says what it is about and \
             takes two lines to say it, or three\n",
            "",
        ),
        ("", "        - figure: { src: images/harbour.jpg, alt: Harbour }\n"),
        (
            "        - table: [[A, B], [1, 2], [3, 4], [5, 6], [7, 8]]\n",
            "        - callout: Remember\n",
        ),
    ];
    for (name, bullet) in kinds {
        for (before, after) in around {
            let policies: &[&str] =
                if name == "short" { &["grow", "shrink", "split", "none"] } else { &["grow"] };
            for &policy in policies {
                let list = |count| write_bullets(count, bullet);
                let slide = |count| {
                    format!(
                        "  - title: Much\n    fit: {policy}\n    content:\n{before}        - \
                         bullets:\n{}{after}",
                        list(count)
                    )
                };
                let sizes = fitted_sizes(48, slide);
                // A slide that needs a further page may have larger type on all of them.
                let grown = sizes
                    .windows(2)
                    .position(|pair| pair[1].0 > pair[0].0 && pair[1].1 == pair[0].1);
                assert!(grown.is_none(), "{name} {policy} {before}{after}: {grown:?} {sizes:?}");
                let fewer = sizes.windows(2).position(|pair| pair[1].1 < pair[0].1);
                assert!(
                    fewer.is_none(),
                    "{name} {policy} {before}{after}: fewer pages {fewer:?} {sizes:?}"
                );
                let smallest = sizes.iter().map(|size| size.0).fold(f32::INFINITY, f32::min);
                let (first, last) = (sizes[0].0, sizes[47].0);
                let expected = match policy {
                    "grow" if before.is_empty() && after.is_empty() => {
                        (if name == "long" { 43.5 } else { 48.0 }, 18.0)
                    }
                    "grow" => (first, 18.0),
                    "shrink" => (24.0, 18.0),
                    _ => (24.0, 24.0),
                };
                assert_eq!((first, smallest), expected, "{name} {policy}");
                assert!((smallest..=24.0).contains(&last), "{name} {policy}: {last}");
                assert!(sizes[47].1 > 1);
            }
        }
    }
}

#[test]
fn forty_bullets_three_thousand_words_and_a_single_picture_are_complete() {
    let bullets: String = (0..40)
        .map(|index| {
            format!("      - b{index}x is a bullet of some length that says what it has to say\n")
        })
        .collect();
    let words: Vec<String> = (0..3000).map(|index| format!("w{index}x")).collect();
    let outline = format!(
        "title: A\nslides:\n  - title: Forty\n    bullets:\n{bullets}  - title: Long\n    text: \
         {}\n  - figure: images/skyline.svg\n",
        words.join(" ")
    );
    let scene = lay_out_valid(&outline);
    let all: Vec<String> = (0..40).map(|index| format!("b{index}x")).chain(words).collect();
    assert_eq!(find_violations(&scene, &all), [""; 0]);
    let picture = scene.pages.last().unwrap().items.iter().find_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.rect),
        _ => None,
    });
    assert!(picture.unwrap().height > 300.0, "a lone picture is large");
    let titles: Vec<&str> = scene.bookmarks.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(&titles[..2], ["Forty", "Long"], "a continued slide has one bookmark");
}

#[test]
fn titles_of_continued_pages_have_a_part_number() {
    let bullets: String = (0..40).map(|index| format!("      - Bullet {index}\n")).collect();
    let scene = lay_out_valid(&format!(
        "title: A\nslides:\n  - title: Forty\n    fit: split\n    bullets:\n{bullets}"
    ));
    let count = scene.pages.len();
    assert!(count > 1);
    for (index, page) in scene.pages.iter().enumerate() {
        let expected = format!("Forty\u{a0}({}/{count})", index + 1);
        let has_it = page
            .items
            .iter()
            .any(|item| matches!(&item.kind, ItemKind::Text(run) if *run.text == *expected));
        assert!(has_it, "page {}", index + 1);
    }
    // The tagged title is there once, without the part.
    let titles = text_by_element(&scene)
        .into_values()
        .filter(|text| text.starts_with("Forty"))
        .collect::<Vec<_>>();
    assert_eq!(titles, ["Forty"]);
}

#[test]
fn long_questions_are_set_in_type_of_one_size() {
    let long = [
        "How are your cities planning to sustain the cooperation and implementation of planned \
         actions?",
        "What advice would you have for the new programme to help cities be a success in \
         sustaining their cooperation in a network?",
    ];
    let slide = |title: &str| {
        format!("  - layout: question\n    title: {title}\n    bullets: [One, Two]\n")
    };
    let size = |title: &str| {
        let scene = lay_out_valid(&format!("theme: regions\nslides:\n{}", slide(title)));
        let sizes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if *run.text == *title => Some(run.size),
            _ => None,
        });
        sizes.fold(0.0, f32::max)
    };
    assert_eq!((size(long[0]), size(long[1])), (28.0, 28.0));
    assert_eq!(size("Tram or bus?"), 36.0);
}

#[test]
fn continued_slides_are_set_in_the_largest_type_that_needs_no_more_pages() {
    let bullets = write_bullets(24, |index| {
        format!(
            "Bullet number {index} with quite a few words in it, so that it takes two lines of \
                 type at any size that a slide may have, and not one"
        )
    });
    let slide =
        |fit: &str| lay_out_valid(&format!("slides:\n  - title: A\n{fit}    bullets:\n{bullets}"));
    let scene = slide("");
    let fit = &scene.fits[0];
    let normal = slide("    fit: split\n");
    assert!(fit.pages.len() > 1 && fit.pages.len() <= normal.pages.len());
    // At the smallest size, the last page would be half empty.
    assert!(fit.body.unwrap() > 18.0, "{:?}", fit.body);
}

#[test]
fn long_titles_stay_larger_than_the_text() {
    let words = "Whether and under which circumstances the operators of small reservoirs might be \
                 asked to release water in dry summers";
    for theme in ["plain", "regions", "night"] {
        for (title, most_lines) in [(words.to_owned(), 3), (words.repeat(2), 6)] {
            let scene = lay_out_valid(&format!(
                "theme: {theme}\nslides:\n  - title: {title}\n    bullets: [One, Two]\n"
            ));
            let is_title = |item: &plenary::scene::Item| {
                item.element.is_some_and(|element| {
                    matches!(scene.structure.get(element).role, Role::Heading(_))
                })
            };
            let title_runs = scene.pages[0].items.iter().filter(|item| is_title(item));
            let mut baselines = Vec::new();
            for item in title_runs {
                let ItemKind::Text(run) = &item.kind else { continue };
                assert!(run.size >= 24.0 * 1.1, "{theme}: {}", run.size);
                baselines.push(run.origin.y);
            }
            baselines.dedup();
            assert!((2..=most_lines).contains(&baselines.len()), "{theme}: {baselines:?}");
        }
    }
}
