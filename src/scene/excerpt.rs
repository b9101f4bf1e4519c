//! A few slides of a deck by themselves.

use std::collections::BTreeMap;

use super::{Bookmark, ElementId, ItemKind, LinkTarget, Page, Scene, Structure};

impl Scene {
    /// The slides of these fits, indices in order, by themselves, and behind their pages an empty
    /// one for each other page that they link to. The second part says which page of this scene
    /// each page of the excerpt is. Names of places and sections are left out.
    ///
    /// `None` where slides and their elements are not side by side.
    pub fn extract_slides(
        &self,
        kept: impl IntoIterator<Item = usize>,
    ) -> Option<(Scene, Vec<usize>)> {
        let elements = self.structure.slide_ranges();
        if elements.len() != self.fits.len() {
            return None;
        }
        let kept: Vec<usize> = kept.into_iter().collect();
        let mut pages: Vec<usize> =
            kept.iter().flat_map(|&at| self.fits[at].pages.clone()).collect();
        let own = pages.len();
        let mut places: BTreeMap<usize, usize> =
            pages.iter().enumerate().map(|(place, &page)| (page, place)).collect();
        for target in pages.clone().into_iter().flat_map(|page| self.pages[page].link_targets()) {
            places.entry(target).or_insert_with(|| {
                pages.push(target);
                pages.len() - 1
            });
        }
        let mut excerpt = Scene { info: self.info.clone(), show: self.show, ..Scene::default() };
        excerpt.structure.elements[0] = self.structure.elements[0].clone();
        for at in kept {
            let (old, new) = (elements[at].start, excerpt.structure.elements.len());
            let moved = |id: ElementId| {
                if id == Structure::ROOT { id } else { ElementId(id.0 - old as u32 + new as u32) }
            };
            for element in &self.structure.elements[elements[at].clone()] {
                let mut element = element.clone();
                element.parent = element.parent.map(moved);
                excerpt.structure.elements.push(element);
            }
            for page in self.fits[at].pages.clone() {
                let mut page = self.pages[page].clone();
                for item in &mut page.items {
                    item.element = item.element.map(moved);
                    if let ItemKind::Link(link) = &mut item.kind
                        && let LinkTarget::Page(target) = &mut link.target
                    {
                        *target = places[target];
                    }
                }
                excerpt.pages.push(page);
            }
        }
        let size = |&target: &usize| Page { size: self.pages[target].size, ..Page::default() };
        excerpt.pages.extend(pages[own..].iter().map(size));
        let entries = self.bookmarks.iter().filter_map(|entry| {
            let page = *places.get(&entry.page).filter(|&&place| place < own)?;
            Some(Bookmark { page, ..entry.clone() })
        });
        excerpt.bookmarks = entries.collect();
        Some((excerpt, pages))
    }
}

impl Page {
    /// The pages that its links lead to.
    fn link_targets(&self) -> impl Iterator<Item = usize> {
        self.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Link(link) => match link.target {
                LinkTarget::Page(target) => Some(target),
                LinkTarget::Uri(_) => None,
            },
            _ => None,
        })
    }
}
