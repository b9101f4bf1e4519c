//! Images of pages, cached so that each page is rendered only once.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::guard::text_response;
use crate::live::Presentation;

/// Maximum size of all cached images. The browser has a cache of its own.
const MAX_CACHE_BYTES: usize = 12 * 1024 * 1024;

/// Maximum number of pages that are rendered at the same time. Other requests wait, and are dropped
/// when their client disconnects.
const MAX_CONCURRENT_RENDERS: usize = 2;

/// Widths of PNG images, in pixels.
const THUMBNAIL_WIDTHS_PX: [u16; 2] = [400, 640];

/// The address of an image contains a hash of what it shows, so its content never changes.
const CACHE_FOREVER: (HeaderName, &str) = (CACHE_CONTROL, "private, max-age=31536000, immutable");

/// An SVG that is opened on its own must not load anything; its styles and images are embedded.
const IMAGE_POLICY: (HeaderName, &str) =
    (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; img-src data:");

/// The format of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ImageFormat {
    Svg,
    /// A PNG of this width in pixels.
    Png(u16),
}

/// An image: the hash of what it shows ([`crate::live::PageView::content_hash`]), and its format.
type ImageKey = (u64, ImageFormat);

/// The images that were used last. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct ImageCache {
    /// Identifies this run of the program, because another version may render the same page
    /// differently.
    run: Arc<str>,
    store: Arc<Mutex<ImageStore>>,
    render_permits: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct ImageStore {
    /// The images, each with the number of its last use.
    images: BTreeMap<ImageKey, (u64, Bytes)>,
    /// The images by their last use, the oldest first.
    by_last_use: BTreeMap<u64, ImageKey>,
    use_count: u64,
    bytes: usize,
}

impl ImageStore {
    fn get(&mut self, key: ImageKey) -> Option<Bytes> {
        let (last_use, bytes) = self.images.get_mut(&key)?;
        self.use_count += 1;
        self.by_last_use.remove(last_use);
        self.by_last_use.insert(self.use_count, key);
        *last_use = self.use_count;
        Some(bytes.clone())
    }

    fn insert(&mut self, key: ImageKey, image: Bytes) {
        if image.len() > MAX_CACHE_BYTES || self.images.contains_key(&key) {
            return;
        }
        self.use_count += 1;
        self.bytes += image.len();
        self.by_last_use.insert(self.use_count, key);
        self.images.insert(key, (self.use_count, image));
        while self.bytes > MAX_CACHE_BYTES {
            let Some((_, oldest)) = self.by_last_use.pop_first() else { return };
            self.bytes -= self.images.remove(&oldest).map_or(0, |(_, image)| image.len());
        }
    }
}

impl ImageCache {
    /// Creates an empty cache.
    pub(super) fn new() -> Self {
        Self {
            run: format!("{:016x}", RandomState::new().build_hasher().finish()).into(),
            store: Arc::default(),
            render_permits: Arc::new(Semaphore::new(MAX_CONCURRENT_RENDERS)),
        }
    }

    /// Returns the identifier of this run of the program.
    pub(super) fn run(&self) -> &str {
        &self.run
    }

    /// Returns the version of a deck: different for all decks and all runs of the program.
    pub(super) fn version(&self, count: u64) -> String {
        format!("{}-{count}", self.run)
    }

    /// Returns the address of a page's image, without the extension that selects its format.
    pub(super) fn address(&self, content_hash: u64) -> String {
        format!("/images/{}/{content_hash:016x}", self.run)
    }

    /// Answers a request for `/images/{run}/{file}`; `find_page` finds a page by its content hash.
    pub(super) async fn respond(
        &self,
        run: &str,
        file: &str,
        find_page: impl FnOnce(u64) -> Option<(Arc<Presentation>, usize)>,
    ) -> Response {
        let missing = || text_response(StatusCode::NOT_FOUND, "This image does not exist.");
        let Some(key) = parse_file_name(file).filter(|_| run == &*self.run) else {
            return missing();
        };
        let image = match self.get_cached(key) {
            Some(image) => Some(image),
            None => match find_page(key.0) {
                Some((deck, page)) => self.render(deck, page, key).await,
                None => return missing(),
            },
        };
        match image {
            Some(image) => image_response(key.1, image),
            None => text_response(
                StatusCode::INTERNAL_SERVER_ERROR,
                "This page cannot be rendered as an image.",
            ),
        }
    }

    fn get_cached(&self, key: ImageKey) -> Option<Bytes> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner).get(key)
    }

    /// Renders a page, unless that is impossible.
    async fn render(&self, deck: Arc<Presentation>, page: usize, key: ImageKey) -> Option<Bytes> {
        let _permit = self.render_permits.acquire().await.ok()?;
        // Another request may have rendered it while this one waited.
        if let Some(image) = self.get_cached(key) {
            return Some(image);
        }
        let render = move || match key.1 {
            ImageFormat::Svg => deck.render_svg(page).map(Bytes::from),
            ImageFormat::Png(width) => deck.render_png(page, width).map(Bytes::from),
        };
        // A page on which the renderer panics has no image; other pages are not affected.
        let image = tokio::task::spawn_blocking(render).await.ok()?.ok()?;
        self.store.lock().unwrap_or_else(PoisonError::into_inner).insert(key, image.clone());
        Some(image)
    }
}

/// Parses the name of an image file: `HASH.svg` or `HASH-WIDTH.png`.
fn parse_file_name(file: &str) -> Option<ImageKey> {
    let (hash, format) = if let Some(hash) = file.strip_suffix(".svg") {
        (hash, ImageFormat::Svg)
    } else {
        let (hash, width) = file.strip_suffix(".png")?.rsplit_once('-')?;
        let width = width.parse().ok().filter(|width| THUMBNAIL_WIDTHS_PX.contains(width))?;
        (hash, ImageFormat::Png(width))
    };
    Some((u64::from_str_radix(hash, 16).ok()?, format))
}

fn image_response(format: ImageFormat, image: Bytes) -> Response {
    let media_type = match format {
        ImageFormat::Svg => "image/svg+xml",
        ImageFormat::Png(_) => "image/png",
    };
    ([(CONTENT_TYPE, media_type), CACHE_FOREVER, IMAGE_POLICY], image).into_response()
}

#[cfg(test)]
mod tests {
    use super::{Bytes, ImageFormat, ImageStore, MAX_CACHE_BYTES, parse_file_name};

    #[test]
    fn evicts_the_least_recently_used_image() {
        let mut store = ImageStore::default();
        let image = Bytes::from(vec![0; MAX_CACHE_BYTES / 3]);
        for hash in 0..3 {
            store.insert((hash, ImageFormat::Svg), image.clone());
        }
        assert!(store.get((0, ImageFormat::Svg)).is_some());
        for hash in 3..5 {
            store.insert((hash, ImageFormat::Svg), image.clone());
        }
        let cached: Vec<u64> =
            (0..5).filter(|hash| store.get((*hash, ImageFormat::Svg)).is_some()).collect();
        assert_eq!(cached, [0, 3, 4]);
        assert!(store.bytes <= MAX_CACHE_BYTES);
        assert!(store.by_last_use.len() == 3 && store.images.len() == 3);
        store.insert((9, ImageFormat::Svg), Bytes::from(vec![0; MAX_CACHE_BYTES + 1]));
        assert!(store.get((9, ImageFormat::Svg)).is_none());
    }

    #[test]
    fn parses_image_file_names() {
        assert_eq!(parse_file_name("00ff.svg"), Some((255, ImageFormat::Svg)));
        assert_eq!(parse_file_name("00ff-400.png"), Some((255, ImageFormat::Png(400))));
        for name in ["00ff", "00ff.png", "00ff-60000.png", "00ff-0.png", "a/b", "xyz.svg"] {
            assert_eq!(parse_file_name(name), None, "{name}");
        }
    }
}
