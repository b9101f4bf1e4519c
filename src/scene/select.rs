//! Selects some pages of a scene.

use super::{ElementId, ItemKind, LinkTarget, Role, Scene};
use crate::show::Visibility;

impl Scene {
    /// Removes every page whose number (from 1) does not satisfy `is_selected`, with the bookmarks,
    /// named destinations and links that lead to it.
    pub fn retain_pages(&mut self, is_selected: impl Fn(usize) -> bool) {
        let mut new_indices: Vec<Option<usize>> = Vec::with_capacity(self.pages.len());
        let mut count = 0;
        for index in 0..self.pages.len() {
            let is_kept = is_selected(index + 1);
            new_indices.push(is_kept.then_some(count));
            count += usize::from(is_kept);
        }
        self.retain_sections(&new_indices);
        let mut index = 0;
        self.pages.retain(|_| {
            index += 1;
            new_indices[index - 1].is_some()
        });
        let new_index = |page: usize| new_indices.get(page).copied().flatten();
        self.bookmarks.retain_mut(|bookmark| {
            new_index(bookmark.page).map(|page| bookmark.page = page).is_some()
        });
        self.destinations.retain_mut(|destination| {
            new_index(destination.page).map(|page| destination.page = page).is_some()
        });
        for page in &mut self.pages {
            page.items.retain_mut(|item| match &mut item.kind {
                ItemKind::Link(link) => match &mut link.target {
                    LinkTarget::Page(target) => {
                        new_index(*target).map(|page| *target = page).is_some()
                    }
                    LinkTarget::Uri(_)
                    | LinkTarget::SamePage { .. }
                    | LinkTarget::Footnote(_)
                    | LinkTarget::FootnoteCall(_)
                    | LinkTarget::Work(_)
                    | LinkTarget::WorkEntry(_) => true,
                },
                _ => true,
            });
        }
        self.fits.retain_mut(|fit| {
            let pages: Vec<usize> = fit.pages.clone().filter_map(new_index).collect();
            if let (Some(first), Some(last)) = (pages.first(), pages.last()) {
                fit.pages = *first..last + 1;
            }
            !pages.is_empty()
        });
        self.remove_unused_elements();
    }

    /// Moves the start of each section to the first page that is kept, and removes sections without
    /// pages. `new_indices` holds the new index of each page that is kept.
    fn retain_sections(&mut self, new_indices: &[Option<usize>]) {
        let shown =
            self.pages.iter().take_while(|page| page.visibility == Visibility::Shown).count();
        let starts: Vec<usize> =
            self.sections.iter().map(|section| section.page).chain([shown]).collect();
        let mut ends = starts.into_iter().skip(1);
        self.sections.retain_mut(|section| {
            let pages = section.page..ends.next().unwrap_or(shown);
            new_indices[pages].iter().flatten().next().map(|&page| section.page = page).is_some()
        });
    }

    /// Removes elements without items from the structure tree. Empty cells remain if their row
    /// does, so that other cells stay in their columns.
    fn remove_unused_elements(&mut self) {
        let elements = &mut self.structure.elements;
        let mut is_used = vec![false; elements.len()];
        is_used[0] = true;
        for element in
            self.pages.iter().flat_map(|page| &page.items).filter_map(|item| item.element)
        {
            is_used[element.0 as usize] = true;
        }
        // Parents come before their children, so elements are visited in reverse.
        for (index, element) in elements.iter().enumerate().rev() {
            if let (true, Some(parent)) = (is_used[index], element.parent) {
                is_used[parent.0 as usize] = true;
            }
        }
        let mut new_ids: Vec<Option<ElementId>> = Vec::with_capacity(elements.len());
        let mut count = 0;
        for (index, element) in elements.iter_mut().enumerate() {
            let parent = element.parent.and_then(|parent| new_ids[parent.0 as usize]);
            let is_cell = matches!(
                element.role,
                Role::TableCell | Role::TableHeaderCell | Role::TableRowHeader
            );
            let is_kept = is_used[index] || (is_cell && parent.is_some());
            element.parent = parent;
            new_ids.push(is_kept.then_some(ElementId(count)));
            count += u32::from(is_kept);
        }
        let mut kept = new_ids.iter().map(Option::is_some);
        elements.retain(|_| kept.next().unwrap_or(false));
        for item in self.pages.iter_mut().flat_map(|page| &mut page.items) {
            item.element = item.element.and_then(|element| new_ids[element.0 as usize]);
        }
    }
}
