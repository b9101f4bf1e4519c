//! Pages of random content use their body: no page is nearly empty in any theme.

use plenary::geometry::Rect;
use plenary::scene::{ElementId, GlyphRun, ItemKind, Page, Role, Scene, Structure};

use super::dice::Dice;
use super::invariants::ink_bounds;
use super::lay_out_valid;

/// The least share of the area below the title that the blocks of a slide cover, and of its height
/// that they span.
const MIN_AREA: f32 = 0.35;
const MIN_SPAN: f32 = 0.35;

/// Slides with little or much of one or two kinds of blocks, but more than a single short statement.
fn random_slide(dice: &mut Dice) -> String {
    const WORDS: [&str; 10] = [
        "river",
        "oxygen",
        "measured",
        "a",
        "of",
        "station",
        "in",
        "every",
        "municipality",
        "late",
    ];
    let words = |dice: &mut Dice, least: usize, more: usize| {
        let count = least + dice.roll(more);
        (0..count).map(|_| dice.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    };
    let list = |dice: &mut Dice, least: usize, more: usize| {
        let count = least + dice.roll(more);
        (0..count).map(|_| words(dice, 2, 7)).collect::<Vec<_>>().join(", ")
    };
    let rows = |dice: &mut Dice, least: usize, more: usize, row: &dyn Fn(&mut Dice) -> String| {
        let count = least + dice.roll(more);
        (0..count).map(|_| row(dice)).collect::<Vec<_>>().join(", ")
    };
    match dice.roll(12) {
        0 => format!("bullets: [{}]", list(dice, 3, 6)),
        1 => {
            let columns = 2 + dice.roll(3);
            let row = move |dice: &mut Dice| {
                let cells: Vec<String> = (0..columns).map(|_| words(dice, 1, 3)).collect();
                format!("[{}]", cells.join(", "))
            };
            format!("table: [{}]", rows(dice, 3, 6, &row))
        }
        2 => {
            let card = |dice: &mut Dice| {
                format!("{{ title: {}, text: {} }}", words(dice, 1, 2), words(dice, 3, 12))
            };
            format!("cards: [{}]", rows(dice, 2, 6, &card))
        }
        3 => {
            let stat = |dice: &mut Dice| {
                format!("{{ value: \"{} %\", label: {} }}", dice.roll(100), words(dice, 2, 5))
            };
            format!("stats: [{}]", rows(dice, 1, 6, &stat))
        }
        4 => format!(
            "figure: {{ src: images/harbour.jpg, alt: Harbour }}\n    bullets: [{}]",
            list(dice, 1, 4)
        ),
        5 => format!("text: {}", words(dice, 25, 60)),
        6 => format!("numbered: [{}]", list(dice, 3, 4)),
        7 => format!("checklist: [{}]", list(dice, 3, 4)),
        8 => format!("callout: {}", words(dice, 6, 30)),
        9 => format!("quote: {{ text: {}, by: Somebody }}", words(dice, 12, 20)),
        10 => {
            let stat = format!("stats: {{ value: \"{} %\", label: of all }}", dice.roll(100));
            format!("{stat}\n    bullets: [{}]", list(dice, 3, 2))
        }
        _ => format!(
            "columns: [[bullets: [{}]], [bullets: [{}]]]",
            list(dice, 3, 3),
            list(dice, 3, 3)
        ),
    }
}

/// Returns the shares of the area and of the height below the title that the blocks of a page cover.
/// The lines of a block count with the space between them.
fn fill(scene: &Scene, page: &Page) -> (f32, f32) {
    const COLUMNS: usize = 64;
    const ROWS: usize = 48;
    // The space between the parts of a block is part of it.
    const GUTTER: f32 = 10.0;
    const MAX_RULE_GAP: f32 = 44.0;
    let size = page.size;
    let frame = |run: &GlyphRun| {
        let line = run.line?;
        let x = run.origin.x + line.left;
        ink_bounds(run).map(|ink| Rect { x, width: line.width, ..ink })
    };
    let structure = &scene.structure;
    let headings = structure.elements.iter().filter(|element| element.role == Role::Heading(3));
    let cards: Vec<ElementId> = headings.filter_map(|heading| heading.parent).collect();
    let block_of = |element: ElementId| {
        let ids: Vec<ElementId> = structure.ancestors(element).collect();
        let slide = ids.iter().position(|id| structure.get(*id).role == Role::Slide);
        let block =
            slide.and_then(|slide| slide.checked_sub(1)).map_or(element, |block| ids[block]);
        // Cards are one block, as the parts of a list or table are.
        if cards.contains(&block) { Structure::ROOT } else { block }
    };
    let is_title = |element: ElementId| structure.get(element).role == Role::Heading(2);
    let mut titles: Vec<Rect> = Vec::new();
    let mut blocks: Vec<(Option<ElementId>, Rect)> = Vec::new();
    for item in &page.items {
        let rect = match &item.kind {
            ItemKind::Text(run) => frame(run),
            ItemKind::Image(image) => Some(image.clip.map_or(image.rect, |(visible, _)| visible)),
            ItemKind::Shape(shape) => Some(shape.bounds()),
            _ => None,
        };
        let Some(rect) = rect.filter(|rect| rect.height < size.height * 0.9) else { continue };
        match item.element.map(block_of) {
            Some(element) if is_title(element) => titles.push(rect),
            block => {
                match blocks.iter_mut().find(|(known, _)| known.is_some() && *known == block) {
                    Some((_, bounds)) => *bounds = bounds.union(rect),
                    None => blocks.push((block, rect)),
                }
            }
        }
    }
    // The rule above a stat or card is part of it.
    let rules: Vec<Rect> =
        blocks.iter().filter(|block| block.0.is_none()).map(|block| block.1).collect();
    for (_, bounds) in blocks.iter_mut().filter(|block| block.0.is_some()) {
        let near = Rect::new(
            bounds.x - GUTTER,
            bounds.y - MAX_RULE_GAP,
            bounds.width + 2.0 * GUTTER,
            MAX_RULE_GAP,
        );
        let own = rules.iter().filter(|rule| near.union(**rule) == near);
        *bounds = own.fold(*bounds, |bounds, rule| bounds.union(*rule));
    }
    let right = titles.iter().map(|title| title.right()).fold(0.0, f32::max);
    let bottom = titles.iter().map(|title| title.bottom()).fold(size.height * 0.1, f32::max);
    let elements = blocks.iter().filter(|(element, _)| element.is_some());
    let start = elements.map(|(_, rect)| rect.x).fold(f32::INFINITY, f32::min);
    // The body is below the title, or in the column beside it.
    let (x, y) = match !titles.is_empty() && start > right {
        true => (start, size.height * 0.1),
        false => (size.width * 0.0625, bottom + 12.0),
    };
    let body = Rect::new(x, y, size.width * 0.9375 - x, size.height * 0.87 - y);
    let mut covered = [[false; COLUMNS]; ROWS];
    for (row, cells) in covered.iter_mut().enumerate() {
        for (column, cell) in cells.iter_mut().enumerate() {
            let x = body.x + body.width * (column as f32 + 0.5) / COLUMNS as f32;
            let y = body.y + body.height * (row as f32 + 0.5) / ROWS as f32;
            let holds = |rect: &Rect| {
                rect.x - GUTTER <= x
                    && x <= rect.right() + GUTTER
                    && rect.y <= y
                    && y <= rect.bottom()
            };
            *cell = blocks.iter().any(|(_, rect)| holds(rect));
        }
    }
    let count = covered.iter().flatten().filter(|cell| **cell).count();
    let is_used = |cells: &[bool; COLUMNS]| cells.contains(&true);
    let first = covered.iter().position(is_used).unwrap_or(ROWS);
    let last = covered.iter().rposition(is_used).map_or(first, |last| last + 1);
    (count as f32 / (COLUMNS * ROWS) as f32, (last - first) as f32 / ROWS as f32)
}

#[test]
fn no_page_of_random_content_is_nearly_empty() {
    let mut themes: Vec<&str> = plenary::theme::builtin_names().collect();
    themes.sort_unstable();
    for (seed, theme) in themes.into_iter().enumerate() {
        let mut dice = Dice(7 + seed as u64);
        let slides: Vec<String> = (0..50).map(|_| random_slide(&mut dice)).collect();
        let outline: String =
            slides.iter().map(|slide| format!("  - title: T\n    {slide}\n")).collect();
        let scene = lay_out_valid(&format!(
            "title: A\ntheme: {theme}\nslides:\n  - title: First\n{outline}  - title: Last\n    \
             text: One\n"
        ));
        let mut empty: Vec<((f32, f32), &str)> = Vec::new();
        for (fit, slide) in scene.fits[1..].iter().zip(&slides) {
            if fit.pages.len() == 1 {
                empty.push((fill(&scene, &scene.pages[fit.pages.start]), slide));
            }
        }
        assert!(empty.len() > 44, "{theme}: {} slides of one page", empty.len());
        empty.retain(|((area, span), _)| *area < MIN_AREA || *span < MIN_SPAN);
        empty.sort_by(|one, other| one.0.0.total_cmp(&other.0.0));
        let shown = &empty[..empty.len().min(12)];
        assert!(empty.is_empty(), "{theme}: {} nearly empty: {shown:#?}", empty.len());
    }
}
