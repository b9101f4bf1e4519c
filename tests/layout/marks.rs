//! Marks on pictures: they stay on their picture, and their numbers never overlap.

use plenary::geometry::Rect;
use plenary::scene::{ArtifactKind, Item, ItemKind, PlacedImage, Role, Scene};
use rayon::prelude::*;

use super::dice::Dice;
use super::invariants::find_violations;
use super::lay_out_valid;

/// Number of random pictures.
const CASES: u64 = 32;

/// The most that a line may be outside of its picture, in pt.
const TOLERANCE: f32 = 0.6;

/// Returns the first picture that is content, and the artifacts that follow it: its marks.
fn picture_and_marks(scene: &Scene) -> (&PlacedImage, Vec<&Item>) {
    let items = &scene.pages[0].items;
    let start = items
        .iter()
        .position(|item| matches!(item.kind, ItemKind::Image(_)) && item.element.is_some())
        .expect("a picture");
    let ItemKind::Image(image) = &items[start].kind else { panic!("a picture") };
    let is_mark =
        |item: &&Item| item.element.is_none() && item.artifact_kind == ArtifactKind::Layout;
    let mut marks: Vec<&Item> = items[start + 1..].iter().take_while(is_mark).collect();
    // The circle of the first text in the list is drawn before its number.
    let next = items.get(start + 1 + marks.len()).and_then(|item| item.element);
    if next.is_some_and(|id| scene.structure.get(id).role == Role::Label) {
        marks.truncate(marks.len() - 2);
    }
    (image, marks)
}

/// Returns the rectangle that an item paints, with its lines.
fn painted(item: &Item) -> Rect {
    match &item.kind {
        ItemKind::Shape(shape) => {
            let line = shape.stroke.map_or(0.0, |stroke| stroke.width / 2.0);
            shape.bounds().inset_by(-line, -line)
        }
        ItemKind::Text(run) => {
            let (x, y) = (run.origin.x, run.origin.y - run.size * 0.7);
            Rect::new(x, y, run.width(), run.size * 0.7)
        }
        ItemKind::Image(image) => image.window(),
        _ => Rect::default(),
    }
}

/// Returns the circles around the numbers: white discs with a dark edge.
fn badges(items: &[&Item]) -> Vec<Rect> {
    let badge = |pair: &[&Item]| match (&pair[0].kind, &pair[1].kind) {
        (ItemKind::Shape(outer), ItemKind::Shape(inner)) => {
            let (outer_rect, inner_rect) = (outer.bounds(), inner.bounds());
            let is_badge = outer.stroke.is_some()
                && outer.fill.is_some()
                && inner.stroke.is_none()
                && outer_rect.contains(inner_rect, 0.01)
                && (outer_rect.width - outer_rect.height).abs() < 0.01;
            // The dot at a point is smaller than a number.
            (is_badge && outer_rect.width > 12.0).then_some(outer_rect)
        }
        _ => None,
    };
    items.windows(2).filter_map(badge).collect()
}

fn random_share(dice: &mut Dice) -> usize {
    dice.roll(101)
}

/// Returns an area of shares that ends inside of the picture.
fn random_area(dice: &mut Dice) -> String {
    let (x, y) = (dice.roll(95), dice.roll(95));
    let (width, height) = (1 + dice.roll(100 - x), 1 + dice.roll(100 - y));
    format!("[{x}%, {y}%, {width}%, {height}%]")
}

fn random_mark(dice: &mut Dice, number: usize) -> String {
    let text = format!("text: word{number}q");
    let point = format!("[{}%, {}%]", random_share(dice), random_share(dice));
    match dice.roll(6) {
        0 | 1 => format!("{{ at: {point}, {text} }}"),
        2 => format!("{{ arrow: {point}, {text} }}"),
        3 => format!("{{ box: {}, {text} }}", random_area(dice)),
        4 => format!("{{ spotlight: {}, {text} }}", random_area(dice)),
        _ => format!("{{ zoom: {}, {text} }}", random_area(dice)),
    }
}

/// Returns a deck of one slide with a marked picture, and the words of its marks.
fn random_deck(seed: u64) -> (String, Vec<String>) {
    let mut dice = Dice(seed);
    let count = 1 + dice.roll(7);
    let marks: Vec<String> = (0..count).map(|number| random_mark(&mut dice, number)).collect();
    let picture = dice.pick(&["images/skyline.svg", "images/harbour.jpg", "images/tower.png"]);
    let shape = dice.pick(&[
        "",
        ", frame: browser",
        ", frame: phone",
        ", fit: cover, focus: left",
        ", shape: rounded",
        ", width: 60%",
    ]);
    let deck = dice.pick(&["", "direction: rtl\n", "theme: night\n", "aspect_ratio: '4:3'\n"]);
    let around = dice.pick(&["", "    bullets: [wordaq, wordbq]\n", "    text: wordcq\n"]);
    let outline = format!(
        "title: \"\"\n{deck}slides:\n  - title: worddq\n{around}    figure: {{ src: {picture}, \
         alt: A{shape}, marks: [{}] }}\n",
        marks.join(", ")
    );
    let words = (0..count).map(|number| format!("word{number}q")).collect();
    (outline, words)
}

#[test]
fn random_marks_stay_on_their_picture_and_their_numbers_never_overlap() {
    let failing: Vec<String> = (0..CASES)
        .into_par_iter()
        .filter_map(|seed| {
            let (outline, words) = random_deck(seed);
            let scene = lay_out_valid(&outline);
            let (image, marks) = picture_and_marks(&scene);
            let area = image.window();
            let outside = marks.iter().map(|item| painted(item));
            let outside: Vec<Rect> =
                outside.filter(|rect| !area.contains(*rect, TOLERANCE)).collect();
            let badges = badges(&marks);
            let overlap = badges.iter().enumerate().any(|(index, one)| {
                badges[..index].iter().any(|other| {
                    let centre =
                        |rect: &Rect| (rect.x + rect.width / 2.0, rect.y + rect.width / 2.0);
                    let ((x, y), (u, v)) = (centre(one), centre(other));
                    (x - u).hypot(y - v) < one.width - 0.1
                })
            });
            let violations = find_violations(&scene, &words);
            let is_wrong = !outside.is_empty() || overlap || !violations.is_empty();
            is_wrong.then(|| format!("{outline}{area:?} {outside:?} {overlap} {violations:?}"))
        })
        .collect();
    assert!(failing.is_empty(), "{} of {CASES}:\n{}", failing.len(), failing[0]);
}

#[test]
fn marks_are_a_numbered_list_after_the_figure_in_reading_order() {
    let scene = lay_out_valid(
        "title: \"\"\nslides:\n  - title: T\n    figure: { src: images/harbour.jpg, alt: A ship, \
         marks: [{ at: [90%, 90%], text: first }, { blur: [0, 0, 5%, 5%] }, { box: [0, 0, 10%, \
         10%], text: second }] }\n",
    );
    let roles: Vec<Role> = scene.structure.elements.iter().map(|element| element.role).collect();
    let start = roles.iter().position(|role| *role == Role::Figure).expect("a figure");
    let list = Role::List(plenary::scene::ListNumbering::Decimal);
    let item = [Role::ListItem, Role::Label, Role::ListBody];
    assert_eq!(roles[start..start + 2], [Role::Figure, list]);
    assert_eq!(roles[start + 2..], [item, item].concat());
    let text = plenary::export::extract_text(&scene);
    assert!(text.contains("[A ship]\n") && text.contains("1. first\n2. second"), "{text}");
}

#[test]
fn positions_are_those_of_the_picture_on_a_page_from_right_to_left_too() {
    let deck = |direction: &str| {
        lay_out_valid(&format!(
            "title: \"\"\n{direction}slides:\n  - title: T\n    figure: {{ src: \
             images/harbour.jpg, alt: A, fit: cover, focus: left, marks: [{{ at: [25%, 4%], \
             text: a }}] }}\n"
        ))
    };
    let share = |scene: &Scene| {
        let (image, marks) = picture_and_marks(scene);
        let badge = badges(&marks)[0];
        (badge.x + badge.width / 2.0 - image.rect.x) / image.rect.width
    };
    for direction in ["", "direction: rtl\n"] {
        let share = share(&deck(direction));
        assert!((share - 0.25).abs() < 0.003, "{direction} {share}");
    }
}

#[test]
fn the_number_of_a_point_covers_nothing_that_is_drawn_there() {
    let scene = lay_out_valid(
        "title: \"\"\nslides:\n  - title: T\n    figure: { src: slides/jobs/images/junction.svg, \
         alt: A, marks: [{ at: [60%, 63%], text: trench }, { at: [40%, 45%], text: road }] }\n",
    );
    let (image, marks) = picture_and_marks(&scene);
    let distance = |badge: &Rect, share: (f32, f32)| {
        let x = image.rect.x + share.0 * image.rect.width;
        let y = image.rect.y + share.1 * image.rect.height;
        (badge.x + badge.width / 2.0 - x).hypot(badge.y + badge.height / 2.0 - y)
    };
    let found = badges(&marks);
    let nearest = |share| {
        let large = found.iter().filter(|badge| badge.width > 12.0);
        large.map(|badge| distance(badge, share)).fold(f32::INFINITY, f32::min)
    };
    assert!(nearest((0.6, 0.63)) > 14.0, "{found:?}");
    assert!(nearest((0.4, 0.45)) < 1.0, "{found:?}");
}

#[test]
fn the_focus_of_a_cropped_picture_is_visible_on_a_page_from_right_to_left() {
    let scene = lay_out_valid(
        "title: \"\"\ndirection: rtl\nslides:\n  - title: T\n    figure: { src: \
         images/skyline.jpg, alt: A, shape: circle, focus: left }\n",
    );
    let (image, _) = picture_and_marks(&scene);
    assert!((image.window().x - image.rect.x).abs() < 0.1, "{:?} {:?}", image.rect, image.clip);
}

#[test]
fn a_cropped_mark_is_left_out_of_the_picture_but_not_of_the_list() {
    let scene = lay_out_valid(
        "title: \"\"\nslides:\n  - title: T\n    figure: { src: images/skyline.jpg, alt: A, \
         shape: circle, marks: [{ at: [1%, 50%], text: gone }, { at: [50%, 50%], text: here }] }\n",
    );
    let (_, marks) = picture_and_marks(&scene);
    assert_eq!(badges(&marks).len(), 1);
    let text = plenary::export::extract_text(&scene);
    assert!(text.contains("1. gone\n2. here"), "{text}");
}

#[test]
fn marks_appear_one_by_one_with_their_texts() {
    let scene = lay_out_valid(
        "title: \"\"\nslides:\n  - title: T\n    figure: { src: images/harbour.jpg, alt: A, \
         steps: true, marks: [{ at: [20%, 20%], text: a }, { arrow: [80%, 80%], text: b }] }\n",
    );
    let pages = scene.step_pages(plenary::show::StepSelection::All);
    assert_eq!(pages.len(), 3, "the picture, then each mark");
    let (_, marks) = picture_and_marks(&scene);
    let steps: std::collections::BTreeSet<u16> = marks.iter().map(|item| item.step).collect();
    assert_eq!(steps.into_iter().collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn the_texts_are_beside_a_picture_that_is_not_wide_and_below_one_that_is() {
    let text_is_beside = |picture: &str| {
        let scene = lay_out_valid(&format!(
            "title: \"\"\nslides:\n  - title: T\n    figure: {{ src: {picture}, alt: A, marks: [{{ \
             at: [20%, 20%], text: note }}] }}\n"
        ));
        let (image, _) = picture_and_marks(&scene);
        let text = scene.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Text(run) if run.text.as_ref() == "note" => Some(run.origin),
            _ => None,
        });
        text.expect("the text").x > image.rect.right()
    };
    assert!(text_is_beside("images/harbour.jpg"));
    assert!(!text_is_beside("images/shore.svg"));
}

#[test]
fn a_spotlight_leaves_what_is_marked_before_it_light() {
    let scene = lay_out_valid(
        "slides:\n  - title: A\n    figure:\n      src: images/skyline.svg\n      alt: A\n      marks:\n\
         \x20       - { box: [5%, 70%, 20%, 20%], text: one }\n\
         \x20       - { spotlight: [50%, 20%, 30%, 30%], text: two }\n",
    );
    let (image, marks) = picture_and_marks(&scene);
    let dimming = marks.iter().find_map(|item| match &item.kind {
        ItemKind::Shape(shape) if shape.fill.is_some() && shape.stroke.is_none() => Some(shape),
        _ => None,
    });
    let dimming = dimming.expect("what darkens the picture");
    // The outline of the picture, and a hole for each part.
    let starts: Vec<_> = dimming
        .path
        .iter()
        .filter_map(|segment| match segment {
            plenary::scene::PathSegment::Move(point) => Some(*point),
            _ => None,
        })
        .collect();
    assert_eq!(starts.len(), 3);
    let near = |share: f32| {
        let x = image.rect.x + image.rect.width * share;
        starts.iter().any(|start| (start.x - x).abs() < 8.0)
    };
    assert!(near(0.05) && near(0.5), "{starts:?}");
}

#[test]
fn no_two_marks_of_a_slide_have_the_same_number() {
    let figure = "{ src: images/shore.svg, alt: Shore, marks: [{ at: [20%, 20%], text: Here }] }";
    let scene = lay_out_valid(&format!(
        "title: \"\"\nslides:\n  - title: T\n    figures: [{figure}, {figure}]\n    text: More\n"
    ));
    let text = plenary::export::extract_text(&scene);
    assert!(text.contains("1. Here") && text.contains("2. Here"), "{text}");
}
