//! Limits the resolution of pictures.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ItemKind, Scene};
use crate::assets::{Image, ImageData};

impl Scene {
    /// Returns the raster images, each once, in drawing order.
    pub fn raster_images(&self) -> Vec<Arc<Image>> {
        let mut images: Vec<Arc<Image>> = Vec::new();
        for item in self.pages.iter().flat_map(|page| &page.items) {
            if let ItemKind::Image(placed) = &item.kind
                && !matches!(placed.image.data, ImageData::Svg(_))
                && !images.iter().any(|image| image.digest == placed.image.digest)
            {
                images.push(placed.image.clone());
            }
        }
        images
    }

    /// Reduces pictures to `max_ppi` pixels per inch at the largest size at which they are shown.
    /// Pictures with a lower resolution are not changed.
    pub fn limit_resolution(&mut self, max_ppi: f32) {
        // The share of its pixels that each picture needs at its largest size, by digest.
        let mut shares: BTreeMap<u64, f32> = BTreeMap::new();
        let images =
            self.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
                ItemKind::Image(placed) => Some(placed),
                _ => None,
            });
        for placed in images {
            let inches = (placed.rect.width / 72.0, placed.rect.height / 72.0);
            let size = placed.image.size;
            let share = (inches.0 * max_ppi / size.width).max(inches.1 * max_ppi / size.height);
            let share_of_image = shares.entry(placed.image.digest).or_insert(0.0);
            *share_of_image = share_of_image.max(share);
        }
        let mut reduced: BTreeMap<u64, Option<Arc<Image>>> = BTreeMap::new();
        for item in self.pages.iter_mut().flat_map(|page| &mut page.items) {
            let ItemKind::Image(placed) = &mut item.kind else { continue };
            let digest = placed.image.digest;
            let share = shares.get(&digest).copied().unwrap_or(1.0);
            let image = reduced
                .entry(digest)
                .or_insert_with(|| placed.image.with_fewer_pixels(share).map(Arc::new));
            if let Some(image) = image {
                placed.image = image.clone();
            }
        }
    }
}
