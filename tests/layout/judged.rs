//! What an art director would object to: figures that are small on an empty page, names that people
//! outrank, bands that leave their table, words that touch the footer.

use plenary::geometry::Rect;
use plenary::scene::{GlyphRun, Item, ItemKind, Page, Paint, Scene};

use super::invariants::ink_bounds;
use super::lay_out_valid;

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    super::display::runs(page).map(|(_, run)| run)
}

/// Returns the first run that starts with `words` on the last page.
fn run_of<'a>(scene: &'a Scene, words: &str) -> &'a GlyphRun {
    let page = scene.pages.last().expect("a page");
    let found = runs(page).find(|run| run.shown_text().starts_with(words));
    found.unwrap_or_else(|| panic!("no text starts with {words}"))
}

/// Returns the bounds of the filled shapes on the first page.
fn shapes(scene: &Scene) -> impl Iterator<Item = Rect> {
    let shape = |item: &Item| match &item.kind {
        ItemKind::Shape(shape) if matches!(shape.fill, Some(Paint::Solid(_))) => {
            Some(shape.bounds())
        }
        _ => None,
    };
    scene.pages[0].items.iter().filter_map(shape)
}

const COSTS: &str = "theme: ministry
slides:
  - title: Costs
    table:
      header: [Thousand, '2025', '2026', Total]
      rows: [[Works, '3120', '5480', '8600'], [Total, '4710', '8520', '13230'], [Grant, '10', '20', '30']]
      row_headers: true
      highlight: Total
";

#[test]
fn the_bands_of_a_table_end_where_its_rules_end() {
    let scene = lay_out_valid(COSTS);
    let extent = |is_wanted: fn(&Rect) -> bool| {
        // The theme draws at the edge of the page.
        let wanted = shapes(&scene).filter(|rect| rect.x > 10.0 && is_wanted(rect));
        wanted.fold((f32::MAX, 0.0_f32), |(left, right), rect| {
            (left.min(rect.x), right.max(rect.right()))
        })
    };
    let rules = extent(|rect| rect.height < 2.0 && rect.width > 300.0);
    let bands = extent(|rect| rect.height > 15.0 && rect.width > 60.0);
    assert!(
        (rules.0 - bands.0).abs() < 0.5 && (rules.1 - bands.1).abs() < 0.5,
        "{rules:?} {bands:?}"
    );
}

#[test]
fn all_figures_of_a_table_have_one_typeface() {
    let words = "    text: '**Bold** words'\n";
    let scene = lay_out_valid(&format!("{COSTS}{words}"));
    let [bold, total, year] = ["Bold", "13230", "2025"].map(|words| run_of(&scene, words).face);
    assert!(bold == total && bold == year);
}

#[test]
fn four_brief_cards_without_boxes_are_in_two_rows() {
    let cards = "cards: [{ title: North, text: Two piers }, { title: East, text: One pier }, \
                 { title: South, text: No pier }, { title: West, text: A beach }]";
    for (theme, rows) in [("museum", 2), ("swiss", 2), ("pitch", 1)] {
        let scene = lay_out_valid(&format!("theme: {theme}\nslides:\n  - title: T\n    {cards}\n"));
        let mut tops: Vec<i32> = Vec::new();
        for item in &scene.pages[0].items {
            match &item.kind {
                ItemKind::Text(run) if run.text.contains("pier") || run.text.contains("beach") => {
                    tops.push(run.origin.y as i32)
                }
                _ => {}
            }
        }
        tops.dedup();
        assert_eq!(tops.len(), rows, "{theme}: {tops:?}");
    }
}

#[test]
fn four_wide_stats_are_two_rows_of_large_figures() {
    let scene = lay_out_valid(
        "theme: pitch
slides:
  - title: A room pays for itself
    stats:
      - { value: €1.9k, label: revenue a room and month, delta: '+24 %' }
      - { value: €310, label: running costs }
      - { value: 86 %, label: of the shelves are taken }
      - { value: 4.8, label: of 5 stars }
",
    );
    let (first, third) = (run_of(&scene, "€1.9k"), run_of(&scene, "86"));
    assert!(first.size > 64.0 && third.origin.y > first.origin.y + 100.0, "{}", first.size);
    assert!(third.origin.x - first.origin.x < 5.0);
    assert!(run_of(&scene, "running").size >= 22.0);
}

#[test]
fn the_texts_of_cards_with_few_words_are_nearly_as_large_as_their_titles() {
    let scene = lay_out_valid(
        "theme: workshop
slides:
  - title: Three big words
    cards:
      - { icon: sun, title: Evaporation, text: Water becomes vapour. }
      - { icon: cloud, title: Condensation, text: Vapour becomes water. }
      - { icon: cloud-rain, title: Precipitation, text: Water falls. }
",
    );
    let (title, text) = (run_of(&scene, "Condensation").size, run_of(&scene, "Vapour").size);
    assert!(text > title * 0.88 && text > 26.0, "{title} {text}");
}

#[test]
fn the_name_above_contacts_outranks_the_people() {
    for theme in ["regions", "plain", "museum", "keynote"] {
        let scene = lay_out_valid(&format!(
            "theme: {theme}
slides:
  - layout: contact
    title: Star Investment Ltd
    contact:
      - {{ name: Dominique Li, role: Director, email: li@star.example }}
      - {{ name: Fanic Zeng, role: Manager, email: zeng@star.example }}
"
        ));
        let (title, name) = (run_of(&scene, "Star"), run_of(&scene, "Dominique"));
        assert!(title.size > name.size * 1.2, "{theme}: {} {}", title.size, name.size);
        let gap = name.origin.y - title.origin.y;
        assert!(gap < 200.0, "{theme}: {gap}");
    }
}

#[test]
fn a_statement_has_fewer_lines_that_end_by_sense() {
    let scene = lay_out_valid(
        "theme: keynote
slides:
  - { layout: statement, title: Software is written once and read for twenty years. }
  - { layout: statement, title: Most crashes come from behind. }
",
    );
    let baselines = |page: &Page| {
        let mut lines: Vec<f32> = runs(page).map(|run| run.origin.y).collect();
        lines.dedup();
        lines.len()
    };
    assert_eq!(baselines(&scene.pages[0]), 2);
    assert!(runs(&scene.pages[0]).any(|run| run.shown_text().starts_with("and read")));
    // A title of two lines keeps its size.
    assert!(runs(&scene.pages[1]).all(|run| run.size > 80.0));
}

#[test]
fn a_list_keeps_a_line_of_air_above_the_rule_of_the_footer() {
    let scene = lay_out_valid(
        "theme: regions
footer: Foot
slides:
  - title: Guangzhou
    bullets:
      - Located on top of the bay, capital city of the province in the south
      - Center of administration, economy & culture in Southern China
      - First human development index, second best commercial city
      - One of the three major international aviation hubs in China
      - The number of consulates rank second in China
    figure: { src: images/skyline.svg, alt: A city, fit: cover }
",
    );
    let page = &scene.pages[0];
    let rule = shapes(&scene).filter(|rect| rect.height < 1.0).map(|rect| rect.y);
    let rule = rule.fold(0.0, f32::max);
    let words = runs(page).filter_map(ink_bounds).map(|ink| ink.bottom());
    let lowest = words.filter(|bottom| *bottom < rule).fold(0.0, f32::max);
    assert!(rule > 400.0 && rule - lowest > 24.0, "{lowest} {rule}");
}

#[test]
fn the_title_of_a_picture_page_leaves_most_of_the_picture() {
    let scene = lay_out_valid(
        "theme: museum
slides:
  - { title: 'January, before the ferry', layout: image, figure: images/harbour.jpg }
",
    );
    let page = &scene.pages[0];
    let picture = page.items.iter().find_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.rect),
        _ => None,
    });
    let picture = picture.expect("a picture");
    assert!(picture.y <= 0.0 && picture.bottom() >= page.size.height, "{picture:?}");
    assert!(run_of(&scene, "January").origin.y > page.size.height - 90.0);
}

#[test]
fn a_cover_says_a_name_once() {
    let count = |metadata: &str| {
        let scene = lay_out_valid(&format!("{metadata}\nslides:\n  - layout: cover\n"));
        runs(&scene.pages[0]).filter(|run| run.shown_text().contains("Wilf Garrow")).count()
    };
    let title = "title: A year on the estuary";
    assert_eq!(
        count(&format!("{title}\nsubtitle: Photographs by Wilf Garrow\nauthor: Wilf Garrow")),
        1
    );
    assert_eq!(count(&format!("{title}\nauthor: Wilf Garrow\ninstitute: wilf garrow")), 1);
    assert_eq!(count(&format!("{title}\nauthor: Wilf Garrow\ninstitute: Garrow Prints")), 1);
}

#[test]
fn a_title_that_nearly_fits_on_a_line_has_one() {
    let scene = lay_out_valid(
        "theme: regions
slides:
  - { title: Housing is the largest part of what a household spends, text: Words }
",
    );
    let first = run_of(&scene, "Housing");
    let same = runs(&scene.pages[0]).filter(|run| run.size == first.size);
    assert!(same.into_iter().all(|run| run.origin.y == first.origin.y));
}

#[test]
fn two_values_in_a_narrow_column_stay_larger_than_words() {
    let scene = lay_out_valid(
        "slides:
  - title: Wide and narrow
    columns:
      widths: [2, 1]
      items:
        - - text: The reading room looks north over the park, and daylight comes from above
        - - stats: [{ value: 2340 m², label: floor area }, { value: 48, label: of building }]
",
    );
    let size_of = |words: &str| {
        let run = runs(&scene.pages[0]).find(|run| run.text.starts_with(words)).expect("a text");
        (run.size, run.origin)
    };
    let (value, first) = size_of("2340");
    let (words, _) = size_of("The reading");
    let (_, second) = size_of("48");
    assert!(value > words * 1.4, "{value} {words}");
    assert!(second.y > first.y + value, "one below the other: {first:?} {second:?}");
}

#[test]
fn short_lists_side_by_side_use_the_page() {
    let scene = lay_out_valid(
        "slides:
  - title: North and south
    columns: [[bullets: [Six stops, On grass, In March]], [bullets: [Five stops, In August]]]
",
    );
    let top_of = |words: &str| {
        let run = runs(&scene.pages[0]).find(|run| run.text.starts_with(words)).expect("a text");
        (run.origin.y, run.size)
    };
    let [(first, size), (second, _), (third, _)] = ["Six", "On", "In March"].map(top_of);
    assert!(second - first > size * 2.0 && third - second > size * 2.0, "{first} {second} {third}");
    // Both columns have the same gaps.
    assert_eq!([top_of("Five").0, top_of("In August").0], [first, second]);
}
