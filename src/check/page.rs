//! Measurements of laid-out pages that the rules share.

use crate::assets::Fonts;
use crate::geometry::Rect;
use crate::scene::{ElementId, GlyphRun, Role, Scene, Structure};

/// Returns the bounds of a run's letters, from the top of the capitals to the baseline, without
/// blanks at the ends; `None` for a run that shows nothing.
pub(crate) fn letter_bounds(run: &GlyphRun, fonts: &Fonts) -> Option<Rect> {
    let is_seen = |range: &std::ops::Range<u32>| {
        run.text
            .get(range.start as usize..range.end as usize)
            .is_some_and(|text| !text.trim().is_empty())
    };
    let first = run.glyphs.iter().position(|glyph| is_seen(&glyph.range))?;
    let last = run.glyphs.iter().rposition(|glyph| is_seen(&glyph.range))?;
    let width = |glyphs: &[crate::scene::Glyph]| {
        glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * run.size
    };
    let height = fonts.get(run.face).metrics().cap_height * run.size;
    let x = run.origin.x + width(&run.glyphs[..first]);
    Some(Rect::new(x, run.origin.y - height, width(&run.glyphs[first..=last]), height))
}

/// Whether an element, or one that contains it, has a role that `role` accepts.
pub(crate) fn is_inside(
    structure: &Structure,
    element: Option<ElementId>,
    role: impl Fn(Role) -> bool,
) -> bool {
    structure.ancestors(element).any(|id| role(structure.get(id).role))
}

/// Returns the position of every element in the reading order.
pub(crate) fn reading_positions(structure: &Structure) -> Vec<usize> {
    let mut children = vec![Vec::new(); structure.elements.len()];
    for (index, element) in structure.elements.iter().enumerate() {
        if let Some(parent) = element.parent {
            children[parent.0 as usize].push(index);
        }
    }
    let mut order = vec![0; structure.elements.len()];
    let mut open = vec![0];
    let mut place = 0;
    while let Some(index) = open.pop() {
        order[index] = place;
        place += 1;
        open.extend(children[index].iter().rev());
    }
    order
}

/// Returns the index of the first page of a slide.
pub(crate) fn first_page(scene: &Scene, slide: usize) -> Option<usize> {
    scene.pages.iter().position(|page| page.slide == slide)
}
