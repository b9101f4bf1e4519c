//! Draws what is below the text of a page.

use crate::assets::Fonts;
use crate::export::{PagePixels, render_pixels};
use crate::pdf;
use crate::scene::{Item, ItemKind, Page, Scene, Structure};

/// Resolution of the drawing. Letters of 12 pt are then 4 pixels high, enough to sample their
/// background.
const PIXELS_PER_PT: f32 = 0.5;

/// Draws every page of a scene without its text. Returns nothing if the pages cannot be drawn.
pub(crate) fn draw_backgrounds(scene: &Scene, fonts: &Fonts) -> Vec<PagePixels> {
    let pages = scene.pages.iter().map(remove_text).collect();
    let bare = Scene {
        pages,
        info: scene.info.clone(),
        structure: Structure::default(),
        ..Scene::default()
    };
    let pdf = pdf::write(&bare, fonts, &pdf::WriteOptions::default()).ok();
    pdf.and_then(|pdf| render_pixels(&pdf, PIXELS_PER_PT).ok()).unwrap_or_default()
}

/// Returns the shapes and pictures of a page as artifacts.
fn remove_text(page: &Page) -> Page {
    let is_ground = |item: &&Item| {
        matches!(item.kind, ItemKind::Shape(_) | ItemKind::Image(_) | ItemKind::Clip(_))
    };
    let bare = |item: &Item| {
        let mut kind = item.kind.clone();
        if let ItemKind::Shape(shape) = &mut kind {
            shape.actual_text = None;
        }
        Item::new_artifact(kind)
    };
    Page {
        items: page.items.iter().filter(is_ground).map(bare).collect(),
        size: page.size,
        ..Page::default()
    }
}
