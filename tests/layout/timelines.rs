//! Timelines: no words overlap however close the events are, lines end at their last event, and
//! roadmaps keep their axis on every page.

use plenary::scene::{FitAdjustment, Item, ItemKind, Page, PathSegment, Role, Scene};

use super::dice::Dice;
use super::invariants::find_violations;
use super::lay_out_valid;

fn lay_out_timeline(head: &str, timeline: &str) -> Scene {
    lay_out_valid(&format!("title: \"\"\n{head}\nslides:\n  - title: T\n    timeline:\n{timeline}"))
}

/// Returns events with one unique word each, and these words.
fn events(count: usize, event: impl Fn(usize) -> String) -> (String, Vec<String>) {
    let words: Vec<String> = (0..count).map(|index| format!("event{index}x")).collect();
    let lines: String = (0..count)
        .map(|index| format!("        - {{ {}, title: {} }}\n", event(index), words[index]))
        .collect();
    (lines, words)
}

/// Returns the vertical lines of a page, each with its top and bottom.
fn vertical_lines(page: &Page) -> Vec<(f32, f32)> {
    let line = |item: &Item| match &item.kind {
        ItemKind::Shape(shape) => match shape.path.as_slice() {
            [PathSegment::Move(from), PathSegment::Line(to)] if from.x == to.x => {
                Some((from.y.min(to.y), from.y.max(to.y)))
            }
            _ => None,
        },
        _ => None,
    };
    page.items.iter().filter_map(line).collect()
}

/// Returns the middles of the marks of a page, which are round.
fn marks(page: &Page) -> Vec<f32> {
    let mark = |item: &Item| match &item.kind {
        ItemKind::Shape(shape)
            if shape.path.iter().any(|part| matches!(part, PathSegment::Cubic(..))) =>
        {
            let bounds = shape.bounds();
            (bounds.width < 40.0).then_some(bounds.y + bounds.height / 2.0)
        }
        _ => None,
    };
    page.items.iter().filter_map(mark).collect()
}

#[test]
fn many_events_continue_on_further_pages_without_a_line_to_nothing() {
    let (lines, words) = events(30, |index| format!("when: \"{}\", text: More", 1990 + index));
    let scene = lay_out_timeline("theme: plain", &format!("      items:\n{lines}"));
    assert_eq!(find_violations(&scene, &words), [""; 0]);
    assert!(scene.pages.len() > 1);
    for page in &scene.pages {
        let (lines, marks) = (vertical_lines(page), marks(page));
        assert_eq!(lines.len() + 1, marks.len(), "page {}", page.label);
        let ends_at_mark = |y: f32| marks.iter().any(|mark| (mark - y).abs() < 0.5);
        assert!(lines.iter().all(|(top, bottom)| ends_at_mark(*top) && ends_at_mark(*bottom)));
    }
}

#[test]
fn words_never_overlap() {
    let mut dice = Dice(7);
    for case in 0..40 {
        let count = 1 + dice.roll(14);
        let mut years: Vec<usize> = (0..count).map(|_| 1900 + dice.roll(120)).collect();
        years.sort_unstable();
        let (lines, words) = events(count, |index| format!("when: {}", years[index]));
        let scale = if case % 2 == 0 { "time" } else { "even" };
        let direction = if case % 3 == 0 { "down" } else { "right" };
        let theme = ["plain", "night", "regions"][case % 3];
        let rtl = if case % 4 == 0 { "direction: rtl" } else { "lang: en" };
        let options = format!(
            "      scale: {scale}\n      direction: {direction}\n      today: 1955\n      items:\n"
        );
        let scene =
            lay_out_timeline(&format!("theme: {theme}\n{rtl}"), &format!("{options}{lines}"));
        assert_eq!(find_violations(&scene, &words), [""; 0], "case {case}: {options}{lines}");
    }
}

#[test]
fn entries_of_a_roadmap_never_overlap_and_the_axis_is_on_every_page() {
    let mut dice = Dice(11);
    for case in 0..30 {
        let count = 1 + dice.roll(40);
        let entries: Vec<String> = (0..count)
            .map(|_| {
                let (start, length) = (dice.roll(60), dice.roll(20));
                let time = |months: usize| format!("{}-{:02}", 2020 + months / 12, months % 12 + 1);
                let until = match length {
                    0 => String::new(),
                    length => format!(", until: {}", time(start + length)),
                };
                format!("lane: Lane {}, when: {}{until}", dice.roll(5), time(start))
            })
            .collect();
        let (lines, words) = events(count, |index| entries[index].clone());
        let rtl = if case % 4 == 0 { "direction: rtl" } else { "theme: night" };
        let scene = lay_out_timeline(rtl, &format!("      today: 2021-05\n      items:\n{lines}"));
        assert_eq!(find_violations(&scene, &words), [""; 0], "case {case}:\n{lines}");
        for page in &scene.pages {
            let years = page.items.iter().filter(|item| {
                matches!(&item.kind, ItemKind::Text(run) if run.shown_text().starts_with("202"))
            });
            assert!(years.count() > 0 || count == 1, "case {case}, page {}", page.label);
        }
    }
}

#[test]
fn events_too_close_for_their_words_are_even() {
    let (lines, _) = events(7, |index| format!("when: 2020-01-{:02}, text: A b c", index + 1));
    let far = "        - { when: 2029, title: Far }\n";
    let options = "      scale: time\n      direction: right\n      items:\n";
    let scene = lay_out_timeline("lang: en\nfit: split", &format!("{options}{lines}{far}"));
    assert!(scene.fits[0].adjustments.contains(&FitAdjustment::TimelineEven));
    let (lines, _) = events(4, |index| format!("when: {}", 2020 + index));
    let scene = lay_out_timeline("lang: en", &format!("      scale: time\n      items:\n{lines}"));
    assert!(!scene.fits[0].adjustments.contains(&FitAdjustment::TimelineEven));
}

#[test]
fn a_timeline_is_read_as_a_list_with_times() {
    let items =
        ["{ when: 2020, until: 2021, title: A, done: true }", "{ when: 2022, title: B, text: C }"];
    let timeline = format!(
        "      direction: down\n      today: 2021\n      items:\n        - {}\n        - {}\n",
        items[0], items[1]
    );
    let scene = lay_out_timeline("lang: en", &timeline);
    let text = plenary::export::extract_text(&scene);
    for line in ["- 2020\u{a0}– 2021 done: A", "- Today", "- 2022 not done: B", "  C"] {
        let words = line.replace('\u{a0}', " ");
        assert!(text.replace('\u{a0}', " ").contains(&words), "{words}\n{text}");
    }
    assert!(scene.structure.has_role(Role::ListItem));
}

#[test]
fn events_appear_one_by_one() {
    let timeline = "      steps: true\n      items: [\"2020: a\", \"2021: b\", \"2022: c\"]\n";
    let scene = lay_out_timeline("lang: en", timeline);
    let last = scene.pages[0].items.iter().map(|item| item.step).max();
    assert_eq!(last, Some(2));
}

#[test]
fn entries_of_a_roadmap_show_their_pictures_and_icons() {
    let picture = "lane: A, when: 2026-01, until: 2026-05, figure: images/shore.svg, icon: train";
    let count = |entry: &str| {
        let items = format!("      items:\n        - {{ {entry}, title: T }}\n");
        let scene = lay_out_timeline("lang: en", &items);
        let items = &scene.pages[0].items;
        let images = items.iter().filter(|item| matches!(item.kind, ItemKind::Image(_))).count();
        (images, items.len())
    };
    let plain = count("lane: A, when: 2026-01, until: 2026-05");
    let shown = count(picture);
    assert_eq!((plain.0, shown.0), (0, 1));
    assert!(shown.1 > plain.1 + 1, "the icon is drawn");
}

#[test]
fn a_line_to_scale_has_ticks_and_ends_at_its_last_event() {
    let (lines, words) = events(4, |index| format!("when: {}", 1990 + 10 * index));
    let right_end = |scale: &str| {
        let options =
            format!("      scale: {scale}\n      direction: right\n      items:\n{lines}");
        let scene = lay_out_timeline("theme: plain", &options);
        assert_eq!(find_violations(&scene, &words), [""; 0]);
        let level = |item: &Item| match &item.kind {
            ItemKind::Shape(shape) => match shape.path.as_slice() {
                [PathSegment::Move(from), PathSegment::Line(to)] if from.y == to.y => Some(to.x),
                _ => None,
            },
            _ => None,
        };
        let lines: Vec<f32> = scene.pages[0].items.iter().filter_map(level).collect();
        (lines.iter().copied().fold(0.0, f32::max), vertical_lines(&scene.pages[0]).len())
    };
    let (even, _) = right_end("even");
    let (to_scale, poles_and_ticks) = right_end("time");
    assert!(to_scale > even, "{to_scale} {even}");
    assert!(poles_and_ticks > 4, "{poles_and_ticks}");
}
