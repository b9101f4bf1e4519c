//! Extracts some slides of a scene as a scene of their own.

use std::collections::BTreeMap;

use super::{Bookmark, ElementId, ItemKind, LinkTarget, Page, Scene, Structure};

impl Scene {
    /// Extracts the slides with the given indices in [`Scene::fits`], in order. Pages that they
    /// link to become empty pages after theirs. Named destinations and sections are left out.
    ///
    /// Returns the new scene and, for each of its pages, the index of the page in this scene;
    /// `None` if the number of slides in the structure tree differs from that of the fits.
    pub fn extract_slides(
        &self,
        slides: impl IntoIterator<Item = usize>,
    ) -> Option<(Scene, Vec<usize>)> {
        let elements = self.structure.slide_ranges();
        if elements.len() != self.fits.len() {
            return None;
        }
        let slides: Vec<usize> = slides.into_iter().collect();
        let mut pages: Vec<usize> =
            slides.iter().flat_map(|&slide| self.fits[slide].pages.clone()).collect();
        let extracted_count = pages.len();
        let mut new_indices: BTreeMap<usize, usize> =
            pages.iter().enumerate().map(|(index, &page)| (page, index)).collect();
        for target in pages.clone().into_iter().flat_map(|page| self.pages[page].link_targets()) {
            new_indices.entry(target).or_insert_with(|| {
                pages.push(target);
                pages.len() - 1
            });
        }
        let mut excerpt = Scene { info: self.info.clone(), show: self.show, ..Scene::default() };
        excerpt.structure.elements[0] = self.structure.elements[0].clone();
        for slide in slides {
            let (old_start, new_start) = (elements[slide].start, excerpt.structure.elements.len());
            let new_id = |id: ElementId| {
                if id == Structure::ROOT {
                    id
                } else {
                    ElementId(id.0 - old_start as u32 + new_start as u32)
                }
            };
            for element in &self.structure.elements[elements[slide].clone()] {
                let mut element = element.clone();
                element.parent = element.parent.map(new_id);
                excerpt.structure.elements.push(element);
            }
            for page in self.fits[slide].pages.clone() {
                let mut page = self.pages[page].clone();
                for item in &mut page.items {
                    item.element = item.element.map(new_id);
                    if let ItemKind::Link(link) = &mut item.kind
                        && let LinkTarget::Page(target) = &mut link.target
                    {
                        *target = new_indices[target];
                    }
                }
                excerpt.pages.push(page);
            }
        }
        let empty_page =
            |&target: &usize| Page { size: self.pages[target].size, ..Page::default() };
        excerpt.pages.extend(pages[extracted_count..].iter().map(empty_page));
        let bookmarks = self.bookmarks.iter().filter_map(|bookmark| {
            let page =
                *new_indices.get(&bookmark.page).filter(|&&index| index < extracted_count)?;
            Some(Bookmark { page, ..bookmark.clone() })
        });
        excerpt.bookmarks = bookmarks.collect();
        Some((excerpt, pages))
    }
}

impl Page {
    /// Returns the pages that links on this page lead to.
    fn link_targets(&self) -> impl Iterator<Item = usize> {
        self.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Link(link) => match link.target {
                LinkTarget::Page(target) => Some(target),
                LinkTarget::Uri(_)
                | LinkTarget::SamePage { .. }
                | LinkTarget::Footnote(_)
                | LinkTarget::FootnoteCall(_)
                | LinkTarget::Work(_)
                | LinkTarget::WorkEntry(_) => None,
            },
            _ => None,
        })
    }
}
