//! Some of a deck's pages.

use super::{ItemKind, LinkTarget, Scene};

impl Scene {
    /// Leaves out every page whose number, counted from 1, is not wanted. Bookmarks, names and links that led there are left out, too.
    pub fn keep_pages(&mut self, is_wanted: impl Fn(usize) -> bool) {
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.pages.len());
        let mut count = 0;
        for index in 0..self.pages.len() {
            let kept = is_wanted(index + 1);
            places.push(kept.then_some(count));
            count += usize::from(kept);
        }
        let mut index = 0;
        self.pages.retain(|_| {
            index += 1;
            places[index - 1].is_some()
        });
        let place = |page: usize| places.get(page).copied().flatten();
        self.outline.retain_mut(|entry| place(entry.page).map(|page| entry.page = page).is_some());
        self.destinations.retain_mut(|destination| place(destination.page).map(|page| destination.page = page).is_some());
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
    }
}
