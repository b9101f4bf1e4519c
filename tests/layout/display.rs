//! Pages with few words: their sizes follow their lengths, and nothing collides.

use plenary::geometry::Rect;
use plenary::scene::{ArtifactKind, GlyphRun, Item, ItemKind, Page, Scene};

use super::invariants::ink_bounds;
use super::lay_out_valid;

/// The built-in themes.
const THEMES: [&str; 14] = [
    "plain",
    "regions",
    "night",
    "newspaper",
    "swiss",
    "science",
    "university",
    "pitch",
    "ministry",
    "museum",
    "workshop",
    "keynote",
    "report",
    "blueprint",
];

fn lay_out_slides(theme: &str, slides: &str) -> Scene {
    lay_out_valid(&format!("title: A\ntheme: {theme}\nslides:\n  - layout: cover\n{slides}"))
}

pub(super) fn runs(page: &Page) -> impl Iterator<Item = (&Item, &GlyphRun)> {
    page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some((item, run)),
        _ => None,
    })
}

/// Returns the run that shows `words` on a page.
fn run_of<'a>(page: &'a Page, words: &str) -> &'a GlyphRun {
    let mut found = runs(page).filter(|(_, run)| run.shown_text().contains(words));
    found.next().unwrap_or_else(|| panic!("no text shows {words}")).1
}

#[test]
fn numbers_of_sections_keep_clear_of_their_titles() {
    let sections: String = (1..=12)
        .map(|number| format!("  - section: The decision on chapter {number}\n  - text: Words\n"))
        .collect();
    for theme in THEMES {
        for shape in ["16:9", "4:3", "9:16"] {
            let scene = lay_out_valid(&format!(
                "title: A\ntheme: {theme}\naspect_ratio: '{shape}'\nslides:\n  - layout: \
                 cover\n{sections}"
            ));
            for page in &scene.pages {
                let is_numeral = |item: &Item| item.artifact_kind == ArtifactKind::Background;
                let bounds = |wanted: bool| -> Vec<Rect> {
                    let runs = runs(page).filter(|(item, run)| {
                        is_numeral(item) == wanted && (!wanted || run.colour.a == u8::MAX)
                    });
                    runs.filter_map(|(_, run)| ink_bounds(run)).collect()
                };
                for numeral in bounds(true) {
                    assert!(numeral.right() <= page.size.width + 1.0, "{theme} {shape}");
                    let words = bounds(false);
                    let hit = words.iter().find(|words| words.overlaps(numeral));
                    assert!(hit.is_none(), "{theme} {shape}: {numeral:?} on {hit:?}");
                }
            }
        }
    }
}

#[test]
fn a_last_slide_with_contact_details_is_a_closing_page() {
    let contact =
        "    contact: { name: Imani Mwangi, email: imani@larder.example, phone: +36 1 }\n";
    for theme in ["plain", "newspaper", "pitch", "swiss"] {
        let closing = lay_out_slides(theme, &format!("  - title: Come and see\n{contact}"));
        let inner = lay_out_slides(
            theme,
            &format!("  - title: Come and see\n{contact}  - title: More\n    text: Words\n"),
        );
        let title = |scene: &Scene| run_of(&scene.pages[1], "Come").size;
        assert!(title(&closing) > title(&inner) * 1.02, "{theme}");
        let mail = |scene: &Scene| run_of(&scene.pages[1], "imani@larder.example").size;
        assert!(mail(&closing) >= mail(&inner) * 0.9, "{theme}");
    }
    // With its own layout, or a photo, it is an ordinary slide.
    let named =
        lay_out_slides("plain", &format!("  - title: Come\n    layout: contact\n{contact}"));
    assert!(run_of(&named.pages[1], "Come").size < 48.0);
}

#[test]
fn the_words_of_a_closing_page_share_one_axis() {
    let scene = lay_out_slides(
        "newspaper",
        "  - title: Come and see\n    contact: { name: Imani Mwangi, email: i@larder.example }\n",
    );
    let page = &scene.pages[1];
    let middle = |words: &str| {
        let ink = ink_bounds(run_of(page, words)).unwrap();
        ink.x + ink.width / 2.0
    };
    assert!((middle("Imani") - 480.0).abs() < 8.0, "{}", middle("Imani"));
    assert!((middle("larder") - 480.0).abs() < 8.0, "{}", middle("larder"));
}

#[test]
fn a_statement_of_three_words_is_twice_as_large_as_one_of_twenty() {
    for theme in ["plain", "museum", "swiss"] {
        let scene = lay_out_slides(
            theme,
            "  - { layout: statement, title: It is enough. }\n  - layout: statement\n    title: \
             Nobody who has ever stood here at night, with the rain coming in from the sea, \
             forgets the sound of it.\n",
        );
        let [short, long] = [(1, "enough"), (2, "Nobody")]
            .map(|(page, words)| run_of(&scene.pages[page], words).size);
        assert!(short > long * 1.7, "{theme}: {short} and {long}");
    }
}

#[test]
fn a_few_short_items_fill_most_of_the_page() {
    let slides = "  - title: Today we find out\n    bullets: [why puddles disappear, how a cloud \
                  is made, where the water goes]\n";
    for theme in ["plain", "museum", "keynote", "workshop", "newspaper"] {
        let scene = lay_out_slides(theme, slides);
        let page = &scene.pages[1];
        let tops = ["why", "where"].map(|words| ink_bounds(run_of(page, words)).unwrap());
        assert!(tops[0].height > 28.0, "{theme}: {}", tops[0].height);
        let span = tops[1].bottom() - tops[0].y;
        assert!(span > page.size.height * 0.33, "{theme}: {span}");
        assert!(tops[1].bottom() < page.size.height * 0.85, "{theme}");
    }
}

#[test]
fn a_lone_number_is_the_page() {
    let slides = "  - stats: { value: 38 %, label: of the harvest is lost }\n";
    for theme in ["plain", "pitch", "swiss", "report"] {
        let scene = lay_out_slides(theme, slides);
        let size = run_of(&scene.pages[1], "38").size;
        assert!(size > 150.0, "{theme}: {size}");
    }
}

#[test]
fn a_stat_and_a_list_are_side_by_side() {
    let scene = lay_out_slides(
        "report",
        "  - title: If it happens\n    stats: { value: \"112\", label: Call at once }\n    bullets: \
         [Lay the guest down, Keep the plate]\n",
    );
    let page = &scene.pages[1];
    let [value, item] = ["112", "Lay"].map(|words| ink_bounds(run_of(page, words)).unwrap());
    assert!(item.x > value.right() + 40.0, "{value:?} {item:?}");
    assert!(item.y < value.bottom() + 60.0, "{value:?} {item:?}");
}

#[test]
fn the_content_beside_a_title_starts_on_its_baseline() {
    let scene = lay_out_slides("swiss", "  - title: Two things\n    bullets: [One, Two]\n");
    let page = &scene.pages[1];
    let [title, item] = ["Two things", "One"].map(|words| run_of(page, words).origin);
    assert!((title.y - item.y).abs() < 0.1, "{title:?} {item:?}");
    assert!(item.x > title.x + 150.0);
    // Wide content gets the whole width.
    let table =
        "  - title: Courses\n    table: [[Course, Day, Room, Fee], [Yoga, Fri, Hall, 90]]\n";
    let scene = lay_out_slides("swiss", table);
    let [title, cell] = ["Courses", "Yoga"].map(|words| run_of(&scene.pages[1], words).origin);
    assert!((title.x - cell.x).abs() < 1.0 && cell.y > title.y + 30.0, "{title:?} {cell:?}");
}

#[test]
fn texts_of_cards_start_at_equal_heights() {
    let scene = lay_out_slides(
        "blueprint",
        "  - title: Three habits\n    cards:\n      - { title: Write down why it was done so, text: \
         Alpha }\n      - { title: Leave, text: Beta }\n      - { title: Delete, text: Gamma }\n",
    );
    let heights = ["Alpha", "Beta", "Gamma"].map(|words| run_of(&scene.pages[1], words).origin.y);
    assert!(heights.iter().all(|y| (y - heights[0]).abs() < 0.1), "{heights:?}");
}

#[test]
fn a_sum_has_a_rule_above_it_and_bold_figures() {
    let scene = lay_out_slides(
        "plain",
        "  - title: Costs\n    table:\n      row_headers: true\n      header: [Item, \"2026\"]\n      \
         rows: [[Works, 3], [Fees, 4], [Total, 7]]\n",
    );
    let page = &scene.pages[1];
    let face = |words: &str| run_of(page, words).face;
    assert_eq!(face("Total"), face("7"));
    assert_ne!(face("7"), face("3"));
    assert_eq!(face("Works"), face("3"));
    let thick = page.items.iter().filter(|item| match &item.kind {
        ItemKind::Shape(shape) => (shape.bounds().height - 1.5).abs() < 0.1,
        _ => false,
    });
    // The rule below the header, and the one above the sum.
    assert_eq!(thick.count(), 2);
}

#[test]
fn a_quote_without_a_mark_of_the_theme_has_quotation_marks() {
    let shown = |theme: &str, lang: &str, text: &str| {
        let scene = lay_out_valid(&format!(
            "title: A\nlang: {lang}\ntheme: {theme}\nslides:\n  - layout: cover\n  - title: T\n    \
             quote: {{ text: {text}, by: Hale }}\n"
        ));
        runs(&scene.pages[1]).map(|(_, run)| run.shown_text().to_owned()).collect::<String>()
    };
    let english = shown("ministry", "en", "Barriers have walked");
    assert!(english.contains('“') && english.contains('”'), "{english}");
    assert!(shown("ministry", "de", "Alles weg").contains('„'));
    // The author's own marks, and the mark of the theme, are enough.
    assert_eq!(shown("ministry", "en", "“Barriers have walked”").matches('“').count(), 1);
    assert_eq!(shown("plain", "en", "Barriers have walked").matches('“').count(), 1);
}

#[test]
fn addresses_are_broken_after_signs_only() {
    let url = "https://longhaul-conference-on-software.example/speakers/marisol-teixeira/slides";
    let scene = lay_out_slides(
        "keynote",
        &format!(
            "  - title: Thanks\n    layout: contact\n    contact: {{ name: M, url: {url} }}\n  - \
             title: End\n    text: Words\n"
        ),
    );
    let lines: Vec<&str> = runs(&scene.pages[1])
        .filter(|(_, run)| run.text.starts_with("http"))
        .map(|(_, run)| run.shown_text())
        .collect();
    assert_eq!(lines.concat(), url);
    let (_, inner) = lines.split_last().unwrap();
    assert!(inner.iter().all(|line| line.ends_with(['/', '.', '@', '-'])), "{lines:?}");
}
