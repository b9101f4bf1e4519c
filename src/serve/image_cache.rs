//! Pictures of pages, kept so that each is drawn once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use crate::live::Presentation;

/// The most bytes of pictures that are kept; a browser keeps its own.
const MAX_CACHE_BYTES: usize = 12 * 1024 * 1024;

/// How many pages are drawn at a time; further ones wait, and are forgotten when nobody waits for
/// them any more.
const MAX_CONCURRENT_RENDERS: usize = 2;

/// A picture's name says what it shows, so it never changes.
const CACHE_FOREVER: (HeaderName, &str) = (CACHE_CONTROL, "private, max-age=31536000, immutable");

/// A drawing that is opened by itself loads nothing; its styles and pictures are in it.
const IMAGE_POLICY: (HeaderName, &str) =
    (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; img-src data:");

/// What a picture is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImageFormat {
    /// An SVG drawing.
    Svg,
    /// A PNG of this width in pixels.
    Png(u16),
}

impl ImageFormat {
    /// The answer that holds a picture of this format.
    pub fn build_response(self, picture: Bytes) -> Response {
        let kind = match self {
            Self::Svg => "image/svg+xml",
            Self::Png(_) => "image/png",
        };
        ([(CONTENT_TYPE, kind), CACHE_FOREVER, IMAGE_POLICY], picture).into_response()
    }
}

/// The pictures that were drawn last; copies are the same.
#[derive(Clone, Debug)]
pub struct ImageCache {
    store: Arc<Mutex<ImageStore>>,
    render_permits: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct ImageStore {
    /// Pictures by what they show ([`crate::live::PageView::drawing`]), and when each was asked for
    /// last.
    images: BTreeMap<(u64, ImageFormat), (u64, Bytes)>,
    /// What was asked for when, the oldest first.
    by_last_use: BTreeMap<u64, (u64, ImageFormat)>,
    use_count: u64,
    bytes: usize,
}

impl ImageStore {
    fn get(&mut self, key: (u64, ImageFormat)) -> Option<Bytes> {
        let (at, bytes) = self.images.get_mut(&key)?;
        self.use_count += 1;
        self.by_last_use.remove(at);
        self.by_last_use.insert(self.use_count, key);
        *at = self.use_count;
        Some(bytes.clone())
    }

    fn insert(&mut self, key: (u64, ImageFormat), picture: Bytes) {
        if picture.len() > MAX_CACHE_BYTES || self.images.contains_key(&key) {
            return;
        }
        self.use_count += 1;
        self.bytes += picture.len();
        self.by_last_use.insert(self.use_count, key);
        self.images.insert(key, (self.use_count, picture));
        while self.bytes > MAX_CACHE_BYTES {
            let Some((_, oldest)) = self.by_last_use.pop_first() else { return };
            self.bytes -= self.images.remove(&oldest).map_or(0, |(_, picture)| picture.len());
        }
    }
}

impl ImageCache {
    /// None yet.
    pub fn new() -> Self {
        Self {
            store: Arc::default(),
            render_permits: Arc::new(Semaphore::new(MAX_CONCURRENT_RENDERS)),
        }
    }

    /// The picture with this number, if it was drawn before and is still kept.
    pub fn get_cached(&self, drawing: u64, format: ImageFormat) -> Option<Bytes> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner).get((drawing, format))
    }

    /// A page of a deck, drawn if it has to be; `None` where that is impossible.
    pub async fn get_or_render(
        &self,
        deck: &Arc<Presentation>,
        page: usize,
        format: ImageFormat,
    ) -> Option<Bytes> {
        let drawing = deck.pages.get(page)?.content_hash;
        if let Some(picture) = self.get_cached(drawing, format) {
            return Some(picture);
        }
        let _turn = self.render_permits.acquire().await.ok()?;
        // Somebody else may have had it drawn while we waited.
        if let Some(picture) = self.get_cached(drawing, format) {
            return Some(picture);
        }
        let deck = deck.clone();
        let draw = move || match format {
            ImageFormat::Svg => deck.render_svg(page).map(Bytes::from),
            ImageFormat::Png(width) => deck.render_png(page, width).map(Bytes::from),
        };
        // A page that makes the drawing library panic has no picture; the others have theirs.
        let picture = tokio::task::spawn_blocking(draw).await.ok()?.ok()?;
        self.store
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((drawing, format), picture.clone());
        Some(picture)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, ImageFormat, ImageStore, MAX_CACHE_BYTES};

    #[test]
    fn evicts_the_least_recently_used_image() {
        let mut kept = ImageStore::default();
        let picture = Bytes::from(vec![0; MAX_CACHE_BYTES / 3]);
        for drawing in 0..3 {
            kept.insert((drawing, ImageFormat::Svg), picture.clone());
        }
        assert!(kept.get((0, ImageFormat::Svg)).is_some());
        for drawing in 3..5 {
            kept.insert((drawing, ImageFormat::Svg), picture.clone());
        }
        let there: Vec<u64> =
            (0..5).filter(|drawing| kept.get((*drawing, ImageFormat::Svg)).is_some()).collect();
        assert_eq!(there, [0, 3, 4]);
        assert!(
            kept.bytes <= MAX_CACHE_BYTES && kept.by_last_use.len() == 3 && kept.images.len() == 3
        );
        kept.insert((9, ImageFormat::Svg), Bytes::from(vec![0; MAX_CACHE_BYTES + 1]));
        assert!(kept.get((9, ImageFormat::Svg)).is_none());
    }
}
