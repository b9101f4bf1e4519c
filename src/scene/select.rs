//! Some of a deck's pages.

use super::{ElementId, ItemKind, LinkTarget, Role, Scene};
use crate::show::Visibility;

impl Scene {
    /// Leaves out every page whose number, counted from 1, is not wanted. Bookmarks, names and
    /// links that led there are left out, too.
    pub fn retain_pages(&mut self, is_wanted: impl Fn(usize) -> bool) {
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.pages.len());
        let mut count = 0;
        for index in 0..self.pages.len() {
            let kept = is_wanted(index + 1);
            places.push(kept.then_some(count));
            count += usize::from(kept);
        }
        self.retain_sections(&places);
        let mut index = 0;
        self.pages.retain(|_| {
            index += 1;
            places[index - 1].is_some()
        });
        let place = |page: usize| places.get(page).copied().flatten();
        self.bookmarks
            .retain_mut(|entry| place(entry.page).map(|page| entry.page = page).is_some());
        self.destinations.retain_mut(|destination| {
            place(destination.page).map(|page| destination.page = page).is_some()
        });
        for page in &mut self.pages {
            page.items.retain_mut(|item| match &mut item.kind {
                ItemKind::Link(link) => match &mut link.target {
                    LinkTarget::Page(target) => place(*target).map(|page| *target = page).is_some(),
                    LinkTarget::Uri(_) => true,
                },
                _ => true,
            });
        }
        self.fits.retain_mut(|fit| {
            let kept: Vec<usize> = fit.pages.clone().filter_map(place).collect();
            if let (Some(first), Some(last)) = (kept.first(), kept.last()) {
                fit.pages = *first..last + 1;
            }
            !kept.is_empty()
        });
        self.remove_unused_elements();
    }

    /// Lets each section start with the first of its pages that is kept. `places` says where each
    /// page comes to stand.
    fn retain_sections(&mut self, places: &[Option<usize>]) {
        let counted =
            self.pages.iter().take_while(|page| page.visibility == Visibility::Shown).count();
        let starts: Vec<usize> =
            self.sections.iter().map(|section| section.page).chain([counted]).collect();
        let mut ends = starts.into_iter().skip(1);
        self.sections.retain_mut(|section| {
            let pages = section.page..ends.next().unwrap_or(counted);
            places[pages].iter().flatten().next().map(|&page| section.page = page).is_some()
        });
    }

    /// Leaves elements out of the logical tree that no page shows. An empty cell keeps its column
    /// where its row is shown.
    fn remove_unused_elements(&mut self) {
        let elements = &mut self.structure.elements;
        let mut is_shown = vec![false; elements.len()];
        is_shown[0] = true;
        for element in
            self.pages.iter().flat_map(|page| &page.items).filter_map(|item| item.element)
        {
            is_shown[element.0 as usize] = true;
        }
        // Parents stand before their children.
        for (index, element) in elements.iter().enumerate().rev() {
            if let (true, Some(parent)) = (is_shown[index], element.parent) {
                is_shown[parent.0 as usize] = true;
            }
        }
        let mut names: Vec<Option<ElementId>> = Vec::with_capacity(elements.len());
        let mut count = 0;
        for (index, element) in elements.iter_mut().enumerate() {
            let parent = element.parent.and_then(|parent| names[parent.0 as usize]);
            let is_cell = matches!(
                element.role,
                Role::TableCell | Role::TableHeaderCell | Role::TableRowHeader
            );
            let is_kept = is_shown[index] || (is_cell && parent.is_some());
            element.parent = parent;
            names.push(is_kept.then_some(ElementId(count)));
            count += u32::from(is_kept);
        }
        let mut kept = names.iter().map(Option::is_some);
        elements.retain(|_| kept.next().unwrap_or(false));
        for item in self.pages.iter_mut().flat_map(|page| &mut page.items) {
            item.element = item.element.and_then(|element| names[element.0 as usize]);
        }
    }
}
