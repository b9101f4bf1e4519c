//! Appends the slides of another scene.

use super::{ElementId, ItemKind, LinkTarget, Scene, Structure};

impl Scene {
    /// Appends the pages, the structure tree and the bookmarks of a scene that was laid out with
    /// the same fonts. Its named destinations, sections and works are left out.
    pub fn append(&mut self, other: Scene) {
        let (page_offset, slide_offset) = (self.pages.len(), self.fits.len());
        // Element 0 is the document, which both have.
        let element_offset = self.structure.elements.len() as u32 - 1;
        let new_id = |id: ElementId| {
            if id == Structure::ROOT { id } else { ElementId(id.0 + element_offset) }
        };
        for mut element in other.structure.elements.into_iter().skip(1) {
            element.parent = element.parent.map(new_id);
            self.structure.elements.push(element);
        }
        for mut page in other.pages {
            page.slide += slide_offset;
            for item in &mut page.items {
                item.element = item.element.map(new_id);
                if let ItemKind::Link(link) = &mut item.kind
                    && let LinkTarget::Page(target) = &mut link.target
                {
                    *target += page_offset;
                }
            }
            self.pages.push(page);
        }
        self.bookmarks.extend(other.bookmarks.into_iter().map(|mut bookmark| {
            bookmark.page += page_offset;
            bookmark
        }));
        self.fits.extend(other.fits.into_iter().map(|mut fit| {
            fit.slide += slide_offset;
            fit.pages = fit.pages.start + page_offset..fit.pages.end + page_offset;
            fit
        }));
    }
}
