//! How many pixels pictures have where they are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ItemKind, Scene};
use crate::assets::{Image, ImageData};

impl Scene {
    /// The pictures of pixels, each once, in the order in which they are drawn.
    pub fn raster_images(&self) -> Vec<Arc<Image>> {
        let mut found: Vec<Arc<Image>> = Vec::new();
        for item in self.pages.iter().flat_map(|page| &page.items) {
            if let ItemKind::Image(placed) = &item.kind
                && !matches!(placed.image.data, ImageData::Svg(_))
                && !found.iter().any(|image| image.digest == placed.image.digest)
            {
                found.push(placed.image.clone());
            }
        }
        found
    }

    /// Gives pictures with more than `most` pixels an inch, where they are shown largest, no more
    /// than that. None gets more than it has.
    pub fn limit_resolution(&mut self, most: f32) {
        // A picture's share of the pixels that it needs at its largest, by its content.
        let mut shares: BTreeMap<u64, f32> = BTreeMap::new();
        let images =
            self.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
                ItemKind::Image(placed) => Some(placed),
                _ => None,
            });
        for placed in images {
            let inches = (placed.rect.width / 72.0, placed.rect.height / 72.0);
            let size = placed.image.size;
            let share = (inches.0 * most / size.width).max(inches.1 * most / size.height);
            let known = shares.entry(placed.image.digest).or_insert(0.0);
            *known = known.max(share);
        }
        let mut made: BTreeMap<u64, Option<Arc<Image>>> = BTreeMap::new();
        for item in self.pages.iter_mut().flat_map(|page| &mut page.items) {
            let ItemKind::Image(placed) = &mut item.kind else { continue };
            let digest = placed.image.digest;
            let share = shares.get(&digest).copied().unwrap_or(1.0);
            let fewer = made
                .entry(digest)
                .or_insert_with(|| placed.image.with_fewer_pixels(share).map(Arc::new));
            if let Some(image) = fewer {
                placed.image = image.clone();
            }
        }
    }
}
