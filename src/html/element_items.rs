//! What each element of the structure tree has on one page.

use std::collections::BTreeMap;

use crate::geometry::Rect;
use crate::scene::{ElementId, GlyphRun, Item, ItemKind, LinkTarget, Page, Structure};

/// The extent of letters above and below the baseline, in em.
pub(super) const ASCENT_EM: f32 = 0.85;
const DESCENT_EM: f32 = 0.25;

/// The items of the elements of a page.
pub(super) struct ElementItems<'s> {
    /// The structure tree.
    pub(super) structure: &'s Structure,
    /// The items of each element itself, in painting order, with their index on the page.
    items: BTreeMap<ElementId, Vec<(usize, &'s Item)>>,
    /// The children of each element that have something on the page, in reading order.
    children: BTreeMap<ElementId, Vec<ElementId>>,
}

impl<'s> ElementItems<'s> {
    /// Collects the items of a page.
    pub(super) fn of_page(page: &'s Page, structure: &'s Structure) -> Self {
        let mut items: BTreeMap<ElementId, Vec<(usize, &Item)>> = BTreeMap::new();
        for (index, item) in page.items.iter().enumerate() {
            if let Some(element) = item.element {
                items.entry(element).or_default().push((index, item));
            }
        }
        let mut elements: Vec<ElementId> =
            items.keys().flat_map(|&id| structure.ancestors(id)).collect();
        elements.sort_unstable();
        elements.dedup();
        let mut children: BTreeMap<ElementId, Vec<ElementId>> = BTreeMap::new();
        for id in elements {
            if let Some(parent) = structure.get(id).parent {
                children.entry(parent).or_default().push(id);
            }
        }
        Self { structure, items, children }
    }

    /// Returns the items of an element itself.
    pub(super) fn items_of(&self, id: ElementId) -> &[(usize, &'s Item)] {
        self.items.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the children of an element.
    pub(super) fn children_of(&self, id: ElementId) -> &[ElementId] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the elements whose text is part of that of an element: itself and the inline
    /// elements in it, in reading order.
    pub(super) fn inline_elements(&self, id: ElementId) -> Vec<ElementId> {
        let mut found = vec![id];
        for &child in self.children_of(id) {
            if self.structure.get(child).role.is_inline() {
                found.extend(self.inline_elements(child));
            }
        }
        found
    }

    /// Returns where the link of an element leads.
    pub(super) fn target_of(&self, id: ElementId) -> Option<&'s LinkTarget> {
        let elements = self.inline_elements(id);
        let mut items = elements.into_iter().flat_map(|id| self.items_of(id));
        items.find_map(|(_, item)| match &item.kind {
            ItemKind::Link(link) => Some(&link.target),
            _ => None,
        })
    }
}

/// Returns the area of an item.
pub(super) fn item_area(item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Text(run) => Some(run_area(run)),
        ItemKind::Shape(shape) => Some(shape.bounds()),
        ItemKind::Image(placed) => Some(placed.window()),
        ItemKind::Link(link) => Some(link.rect),
        ItemKind::Media(_) | ItemKind::Clip(_) => None,
    }
}

fn run_area(run: &GlyphRun) -> Rect {
    let top = run.origin.y - run.size * ASCENT_EM;
    Rect::new(run.origin.x, top, run.width(), run.size * (ASCENT_EM + DESCENT_EM))
}
