//! Invariants of every layout. Each check describes the violations that it finds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use plenary::geometry::Rect;
use plenary::scene::{
    ArtifactKind, Element, ElementId, GlyphRun, ItemKind, Page, Role, Scene, Structure,
};
use plenary::theme::{DESIGN_HEIGHT, DESIGN_WIDTH};

/// Minimum size of running text in the built-in themes, on the design page.
const MIN_BODY_SIZE: f32 = 18.0;
/// Minimum type size of any text, on the design page: the size of page numbers.
const MIN_TYPE_SIZE: f32 = 15.0;

/// Returns all violations in a scene. Each of `words` has to be on its pages exactly once.
pub fn find_violations(scene: &Scene, words: &[String]) -> Vec<String> {
    let mut violations = find_lost_words(scene, words);
    for page in &scene.pages {
        violations.extend(find_items_outside(page));
        violations.extend(find_overlaps(page, &scene.structure));
        violations.extend(find_small_type(page, &scene.structure));
    }
    for fit in &scene.fits {
        let scale = scene.pages.first().map_or(1.0, page_scale);
        if let Some(body) = fit.body.filter(|body| *body < MIN_BODY_SIZE * scale - 0.01) {
            violations.push(format!(
                "slide {}: running text of {body} pt is below the minimum",
                fit.slide + 1
            ));
        }
    }
    violations
}

fn page_scale(page: &Page) -> f32 {
    (page.size.width / DESIGN_WIDTH).min(page.size.height / DESIGN_HEIGHT)
}

/// Returns the characters that a run draws, in logical order.
fn drawn_text(run: &GlyphRun) -> String {
    let mut ranges: Vec<_> = run
        .glyphs
        .iter()
        .map(|glyph| (glyph.range.start as usize, glyph.range.end as usize))
        .collect();
    ranges.sort_unstable();
    ranges.dedup();
    ranges.into_iter().map(|(start, end)| &run.text[start..end]).collect()
}

/// A paragraph and the byte ranges of it that are drawn.
type DrawnParagraph = (Arc<str>, BTreeSet<(u32, u32)>);

/// Returns the characters of each element that are drawn, in logical order, without white space.
pub fn text_by_element(scene: &Scene) -> BTreeMap<ElementId, String> {
    // Runs refer to the whole paragraph, so the order does not depend on the direction of a line.
    let mut drawn: BTreeMap<ElementId, Vec<DrawnParagraph>> = BTreeMap::new();
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let (ItemKind::Text(run), Some(element)) = (&item.kind, item.element) else { continue };
        let texts = drawn.entry(scene.structure.find_text_of(element)).or_default();
        let at =
            texts.iter().position(|(text, _)| Arc::ptr_eq(text, &run.text)).unwrap_or_else(|| {
                texts.push((run.text.clone(), BTreeSet::new()));
                texts.len() - 1
            });
        texts[at].1.extend(run.glyphs.iter().map(|glyph| (glyph.range.start, glyph.range.end)));
    }
    let read = |(text, ranges): DrawnParagraph| -> String {
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

pub fn find_lost_words(scene: &Scene, words: &[String]) -> Vec<String> {
    let texts = text_by_element(scene);
    let mut violations = Vec::new();
    for word in words {
        let count: usize = texts.values().map(|text| text.matches(word.as_str()).count()).sum();
        if count != 1 {
            violations.push(format!("`{word}` is on the pages {count} times"));
        }
    }
    violations
}

/// Returns the approximate bounds of a run: from capitals to descenders, without outer white space.
pub(super) fn ink_bounds(run: &GlyphRun) -> Option<Rect> {
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

pub fn find_items_outside(page: &Page) -> Vec<String> {
    let bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
    let mut violations = Vec::new();
    for item in &page.items {
        let (rect, what) = match &item.kind {
            ItemKind::Text(run) => (ink_bounds(run), drawn_text(run)),
            ItemKind::Image(image) => (Some(image.window()), "a picture".into()),
            ItemKind::Link(link) => (Some(link.rect), "a link".into()),
            ItemKind::Media(area) => (Some(area.rect), "a video".into()),
            // Ornaments may extend beyond the page.
            ItemKind::Shape(_) | ItemKind::Clip(_) => (None, String::new()),
        };
        if let Some(rect) = rect.filter(|rect| !bounds.contains(*rect, 0.5)) {
            violations.push(format!(
                "page {}: {what} at {rect:?} is not on the page of {:?}",
                page.label, page.size
            ));
        }
    }
    violations
}

/// Finds text of two elements in one place, text on pictures, and pictures on each other.
fn find_overlaps(page: &Page, structure: &Structure) -> Vec<String> {
    let whole = page.size.width * page.size.height;
    // Filled shapes, each with the number of boxes before it: layout `image` has a band between the
    // picture and the text.
    let mut bands: Vec<(usize, Rect)> = Vec::new();
    let mut boxes: Vec<(Rect, Option<ElementId>, String, bool)> = Vec::new();
    // Which boxes may be marks on a picture: numbers and enlarged parts.
    let mut marks: Vec<bool> = Vec::new();
    for item in &page.items {
        marks.resize(boxes.len(), false);
        if item.element.is_none() && item.artifact_kind == ArtifactKind::Layout {
            marks.push(true);
        }
        match &item.kind {
            ItemKind::Text(run) => {
                let Some(rect) = ink_bounds(run) else { continue };
                boxes.push((
                    rect,
                    item.element.map(|element| structure.find_text_of(element)),
                    drawn_text(run),
                    false,
                ));
            }
            ItemKind::Image(image) => {
                let visible = image.window();
                // A picture of the size of the page is a background.
                if visible.width * visible.height < whole * 0.95 {
                    boxes.push((visible, item.element, "a picture".into(), true));
                }
            }
            ItemKind::Shape(shape) if shape.fill.is_some() => {
                bands.push((boxes.len(), shape.bounds()))
            }
            ItemKind::Shape(_) | ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => {}
        }
    }
    let mut violations = Vec::new();
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
            let is_marked = *is_picture
                && marks.get(other_index) == Some(&true)
                && (marks[index] || rect.contains(*other_rect, 0.5));
            if is_marked {
                continue;
            }
            let is_one_text = element == other_element && !is_picture && !other_is_picture;
            let width = rect.right().min(other_rect.right()) - rect.x.max(other_rect.x);
            let height = rect.bottom().min(other_rect.bottom()) - rect.y.max(other_rect.y);
            // Bounds are estimates; ignore small overlaps.
            let slack = 0.06 * rect.height.min(other_rect.height);
            if !is_one_text && width > slack && height > slack {
                violations.push(format!(
                    "page {}: `{what}` {rect:?} and `{other}` {other_rect:?} overlap",
                    page.label
                ));
            }
        }
    }
    violations
}

fn find_small_type(page: &Page, structure: &Structure) -> Vec<String> {
    let mut violations = Vec::new();
    for item in &page.items {
        let (ItemKind::Text(run), Some(element)) = (&item.kind, item.element) else { continue };
        // Indices of formulas and the numbers of footnotes are small.
        let is_small = |role| matches!(role, Role::Formula | Role::InlineFormula | Role::Reference);
        let mut inline = element;
        while !is_small(structure.get(inline).role) && inline != structure.find_text_of(inline) {
            inline = structure.get(inline).parent.unwrap();
        }
        if is_small(structure.get(inline).role) || drawn_text(run).trim().is_empty() {
            continue;
        }
        // A line with a formula that is too tall or too wide is shrunk as a whole.
        let text = structure.find_text_of(element);
        let is_formula_in_it =
            |element: &Element| element.role == Role::InlineFormula && element.parent == Some(text);
        if structure.elements.iter().any(is_formula_in_it) {
            continue;
        }
        let min_size = match structure.get(text).role {
            Role::ListBody => MIN_BODY_SIZE,
            _ => MIN_TYPE_SIZE,
        };
        if run.size < min_size * page_scale(page) - 0.01 {
            violations.push(format!(
                "page {}: `{}` is {} pt, below {min_size}",
                page.label,
                drawn_text(run),
                run.size
            ));
        }
    }
    violations
}
