//! What must hold of every deck that is laid out. Each law gives the faults that it finds, in
//! words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use plenary::geometry::Rect;
use plenary::scene::{ElementId, GlyphRun, ItemKind, Page, Role, Scene, Structure};
use plenary::theme::{DESIGN_HEIGHT, DESIGN_WIDTH};

/// Smallest running text of the built-in themes, on the design page.
const BODY_FLOOR: f32 = 18.0;
/// Smallest type of anything, on the design page: that of page numbers.
const FLOOR: f32 = 15.0;

/// Every fault of a scene; `words` have to be on its pages once each.
pub fn faults(scene: &Scene, words: &[String]) -> Vec<String> {
    let mut faults = lost(scene, words);
    for page in &scene.pages {
        faults.extend(outside(page));
        faults.extend(overlapping(page, &scene.structure));
        faults.extend(illegible(page, &scene.structure));
    }
    for fit in &scene.fits {
        let unit = scene.pages.first().map_or(1.0, unit);
        if let Some(body) = fit.body.filter(|body| *body < BODY_FLOOR * unit - 0.01) {
            faults.push(format!(
                "slide {}: running text of {body} pt is below the floor",
                fit.slide + 1
            ));
        }
    }
    faults
}

fn unit(page: &Page) -> f32 {
    (page.size.width / DESIGN_WIDTH).min(page.size.height / DESIGN_HEIGHT)
}

/// The element that a text belongs to as a whole: a link or span is part of its paragraph.
fn block_of(structure: &Structure, mut element: ElementId) -> ElementId {
    while matches!(structure.get(element).role, Role::Link | Role::Span | Role::Code) {
        element = structure.get(element).parent.unwrap();
    }
    element
}

/// The characters that a run draws, in the order in which they are written.
fn drawn(run: &GlyphRun) -> String {
    let mut ranges: Vec<_> = run
        .glyphs
        .iter()
        .map(|glyph| (glyph.range.start as usize, glyph.range.end as usize))
        .collect();
    ranges.sort_unstable();
    ranges.dedup();
    ranges.into_iter().map(|(start, end)| &run.text[start..end]).collect()
}

/// A paragraph, and which bytes of it are drawn.
type Drawn = (Arc<str>, BTreeSet<(u32, u32)>);

/// The characters of each element that are drawn, in the order in which they are written, blanks
/// left out.
pub fn text_by_element(scene: &Scene) -> BTreeMap<ElementId, String> {
    // A run points into its whole paragraph, so what stands before what does not depend on the
    // direction of a line.
    let mut drawn: BTreeMap<ElementId, Vec<Drawn>> = BTreeMap::new();
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let (ItemKind::Text(run), Some(element)) = (&item.kind, item.element) else { continue };
        let texts = drawn.entry(block_of(&scene.structure, element)).or_default();
        let at =
            texts.iter().position(|(text, _)| Arc::ptr_eq(text, &run.text)).unwrap_or_else(|| {
                texts.push((run.text.clone(), BTreeSet::new()));
                texts.len() - 1
            });
        texts[at].1.extend(run.glyphs.iter().map(|glyph| (glyph.range.start, glyph.range.end)));
    }
    let read = |(text, ranges): Drawn| -> String {
        let parts = ranges.into_iter().map(|(start, end)| &text[start as usize..end as usize]);
        parts
            .flat_map(str::chars)
            .filter(|drawn| !drawn.is_whitespace() && *drawn != '\u{ad}')
            .collect()
    };
    drawn
        .into_iter()
        .map(|(element, texts)| (element, texts.into_iter().map(read).collect()))
        .collect()
}

pub fn lost(scene: &Scene, words: &[String]) -> Vec<String> {
    let texts = text_by_element(scene);
    let mut faults = Vec::new();
    for word in words {
        let count: usize = texts.values().map(|text| text.matches(word.as_str()).count()).sum();
        if count != 1 {
            faults.push(format!("`{word}` is there {count} times"));
        }
    }
    faults
}

/// Where a run's ink is, about: capitals and descenders, without the blanks at its end.
fn ink(run: &GlyphRun) -> Option<Rect> {
    let is_blank = |glyph: &plenary::scene::Glyph| {
        run.text[glyph.range.start as usize..glyph.range.end as usize].trim().is_empty()
    };
    let first = run.glyphs.iter().position(|glyph| !is_blank(glyph))?;
    let last = run.glyphs.iter().rposition(|glyph| !is_blank(glyph))?;
    let advance = |glyphs: &[plenary::scene::Glyph]| {
        glyphs.iter().map(|glyph| glyph.advance * run.size).sum::<f32>()
    };
    let x = run.origin.x + advance(&run.glyphs[..first]);
    Some(Rect::new(
        x,
        run.origin.y - run.size * 0.7,
        advance(&run.glyphs[first..=last]),
        run.size * 0.9,
    ))
}

pub fn outside(page: &Page) -> Vec<String> {
    let bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
    let mut faults = Vec::new();
    for item in &page.items {
        let (rect, what) = match &item.kind {
            ItemKind::Text(run) => (ink(run), drawn(run)),
            ItemKind::Image(image) => {
                (Some(image.clip.map_or(image.rect, |(seen, _)| seen)), "a picture".into())
            }
            ItemKind::Link(link) => (Some(link.rect), "a link".into()),
            // Ornaments may run off the page; what carries meaning may not.
            ItemKind::Shape(_) | ItemKind::Clip(_) => (None, String::new()),
        };
        if let Some(rect) = rect.filter(|rect| !bounds.contains(*rect, 0.5)) {
            faults.push(format!(
                "page {}: {what} at {rect:?} is not on the page of {:?}",
                page.label, page.size
            ));
        }
    }
    faults
}

/// Text of two elements in one place, text on a picture, pictures on each other.
fn overlapping(page: &Page, structure: &Structure) -> Vec<String> {
    let whole = page.size.width * page.size.height;
    // What is filled, and after how many boxes: a band of layout `image` lies between its picture
    // and the words.
    let mut bands: Vec<(usize, Rect)> = Vec::new();
    let mut boxes: Vec<(Rect, Option<ElementId>, String, bool)> = Vec::new();
    for item in &page.items {
        match &item.kind {
            ItemKind::Text(run) => {
                let Some(rect) = ink(run) else { continue };
                boxes.push((
                    rect,
                    item.element.map(|element| block_of(structure, element)),
                    drawn(run),
                    false,
                ));
            }
            ItemKind::Image(image) => {
                let seen = image.clip.map_or(image.rect, |(seen, _)| seen);
                // A picture behind everything is a ground.
                if seen.width * seen.height < whole * 0.95 {
                    boxes.push((seen, item.element, "a picture".into(), true));
                }
            }
            ItemKind::Shape(shape) if shape.fill.is_some() => {
                bands.push((boxes.len(), shape.bounds()))
            }
            ItemKind::Shape(_) | ItemKind::Link(_) | ItemKind::Clip(_) => {}
        }
    }
    let mut faults = Vec::new();
    for (index, (rect, element, what, is_picture)) in boxes.iter().enumerate() {
        let spans_page = rect.height > page.size.height - 0.5 || rect.width > page.size.width - 0.5;
        for (other_index, (other_rect, other_element, other, other_is_picture)) in
            boxes.iter().enumerate().skip(index + 1)
        {
            let is_between = |(at, band): &(usize, Rect)| {
                (index + 1..=other_index).contains(at) && band.contains(*other_rect, 0.5)
            };
            if *is_picture && spans_page && !other_is_picture && bands.iter().any(is_between) {
                continue;
            }
            let is_one_text = element == other_element && !is_picture && !other_is_picture;
            let width = rect.right().min(other_rect.right()) - rect.x.max(other_rect.x);
            let height = rect.bottom().min(other_rect.bottom()) - rect.y.max(other_rect.y);
            // Boxes are estimates; what overlaps by less than a hair's breadth is not seen.
            let slack = 0.06 * rect.height.min(other_rect.height);
            if !is_one_text && width > slack && height > slack {
                faults.push(format!(
                    "page {}: `{what}` {rect:?} and `{other}` {other_rect:?} overlap",
                    page.label
                ));
            }
        }
    }
    faults
}

fn illegible(page: &Page, structure: &Structure) -> Vec<String> {
    let mut faults = Vec::new();
    for item in &page.items {
        let (ItemKind::Text(run), Some(element)) = (&item.kind, item.element) else { continue };
        let floor = match structure.get(block_of(structure, element)).role {
            Role::ListBody => BODY_FLOOR,
            _ => FLOOR,
        };
        if run.size < floor * unit(page) - 0.01 {
            faults.push(format!(
                "page {}: `{}` is {} pt, below {floor}",
                page.label,
                drawn(run),
                run.size
            ));
        }
    }
    faults
}
