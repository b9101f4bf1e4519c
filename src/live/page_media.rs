//! The videos, recordings and animated pictures of a page.

use std::sync::Arc;

use crate::assets::{MediaFile, MediaFiles};
use crate::geometry::Rect;
use crate::scene::{Item, ItemKind, Page, PlacedImage, PlayedKind, RevealState, StepPage};

/// A video, recording or animated picture on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageMedia {
    /// Identifies it on all steps of its page.
    pub key: String,
    /// The area over which it is played, in pt.
    pub rect: Rect,
    /// Where the whole picture is drawn, in pt; larger than `rect` if it is cropped.
    pub picture: Rect,
    /// The radius of the corners of `rect`, in pt.
    pub radius: f32,
    /// The kind of the file.
    pub kind: PlayedKind,
    /// Alternative text; empty for animated pictures, which the page describes.
    pub alt: String,
    /// The file.
    pub file: Arc<MediaFile>,
    /// The file of its captions.
    pub captions: Option<Arc<MediaFile>>,
    /// The language of its captions (BCP 47).
    pub lang: Arc<str>,
    /// Whether it starts when its page is shown.
    pub autoplay: bool,
    /// Whether it starts again at its end.
    pub repeats: bool,
}

/// Finds what is played on a step page. `files` are those of the deck, if it has an outline.
pub(super) fn find_page_media(
    page: &Page,
    step_page: &StepPage,
    files: Option<&MediaFiles>,
) -> Vec<PageMedia> {
    let Some(files) = files.filter(|files| !files.is_empty()) else { return Vec::new() };
    let is_shown = |item: &Item| {
        matches!(step_page.reveal_state(item), RevealState::New | RevealState::Repeated)
    };
    let mut found = Vec::new();
    let mut count = 0;
    for (index, item) in page.items.iter().enumerate() {
        let key = || format!("{}-{count}", step_page.page);
        let media = match &item.kind {
            ItemKind::Media(area) => files.get(&area.media.src).map(|file| PageMedia {
                key: key(),
                rect: area.rect,
                picture: area.rect,
                radius: 0.0,
                kind: area.media.kind,
                alt: area.media.alt.clone(),
                file: file.clone(),
                captions: area.media.captions.as_ref().and_then(|name| files.get(name)).cloned(),
                lang: area.media.lang.clone(),
                autoplay: area.media.autoplay,
                repeats: area.media.repeats,
            }),
            ItemKind::Image(image) => {
                let visible = image.window();
                let is_covered = || {
                    let above = page.items[index + 1..].iter().filter(|item| is_shown(item));
                    above.filter_map(item_bounds).any(|other| overlaps(visible, other))
                };
                find_picture(image, key, files).filter(|_| !is_covered())
            }
            _ => None,
        };
        if let Some(media) = media {
            count += 1;
            found.extend(is_shown(item).then_some(media));
        }
    }
    found
}

/// Returns an animated picture that browsers play.
fn find_picture(
    image: &PlacedImage,
    key: impl FnOnce() -> String,
    files: &MediaFiles,
) -> Option<PageMedia> {
    let file = files.get(&image.image.name).filter(|_| image.image.is_moving_raster())?;
    let (rect, radius) = image.clip.unwrap_or((image.rect, 0.0));
    Some(PageMedia {
        key: key(),
        rect,
        picture: image.rect,
        radius,
        kind: PlayedKind::Picture,
        alt: String::new(),
        file: file.clone(),
        captions: None,
        lang: "".into(),
        autoplay: true,
        repeats: true,
    })
}

/// Returns about where an item is painted. What is played hides the items below it.
fn item_bounds(item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Text(run) => Some(Rect::new(
            run.origin.x,
            run.origin.y - run.size * 0.7,
            run.width(),
            run.size * 0.7,
        )),
        ItemKind::Shape(shape) => Some(shape.bounds()),
        ItemKind::Image(image) => Some(image.window()),
        ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => None,
    }
}

fn overlaps(one: Rect, other: Rect) -> bool {
    /// Neighbours may touch.
    const TOLERANCE_PT: f32 = 0.5;
    one.x + TOLERANCE_PT < other.right()
        && other.x + TOLERANCE_PT < one.right()
        && one.y + TOLERANCE_PT < other.bottom()
        && other.y + TOLERANCE_PT < one.bottom()
}
