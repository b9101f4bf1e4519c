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
const MOST: usize = 12 * 1024 * 1024;

/// How many pages are drawn at a time; further ones wait, and are forgotten when nobody waits for
/// them any more.
const AT_ONCE: usize = 2;

/// A picture's name says what it shows, so it never changes.
const FOR_EVER: (HeaderName, &str) = (CACHE_CONTROL, "private, max-age=31536000, immutable");

/// A drawing that is opened by itself loads nothing; its styles and pictures are in it.
const DRAWING_POLICY: (HeaderName, &str) =
    (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; img-src data:");

/// What a picture is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// An SVG drawing.
    Svg,
    /// A PNG of this width in pixels.
    Png(u16),
}

impl Format {
    /// The answer that holds a picture of this format.
    pub fn answer(self, picture: Bytes) -> Response {
        let kind = match self {
            Self::Svg => "image/svg+xml",
            Self::Png(_) => "image/png",
        };
        ([(CONTENT_TYPE, kind), FOR_EVER, DRAWING_POLICY], picture).into_response()
    }
}

/// The pictures that were drawn last; copies are the same.
#[derive(Clone, Debug)]
pub struct Drawings {
    kept: Arc<Mutex<Kept>>,
    turns: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Pictures by what they show ([`crate::live::View::drawing`]), and when each was asked for
    /// last.
    pictures: BTreeMap<(u64, Format), (u64, Bytes)>,
    /// What was asked for when, the oldest first.
    order: BTreeMap<u64, (u64, Format)>,
    asked: u64,
    bytes: usize,
}

impl Kept {
    fn get(&mut self, key: (u64, Format)) -> Option<Bytes> {
        let (at, bytes) = self.pictures.get_mut(&key)?;
        self.asked += 1;
        self.order.remove(at);
        self.order.insert(self.asked, key);
        *at = self.asked;
        Some(bytes.clone())
    }

    fn keep(&mut self, key: (u64, Format), picture: Bytes) {
        if picture.len() > MOST || self.pictures.contains_key(&key) {
            return;
        }
        self.asked += 1;
        self.bytes += picture.len();
        self.order.insert(self.asked, key);
        self.pictures.insert(key, (self.asked, picture));
        while self.bytes > MOST {
            let Some((_, oldest)) = self.order.pop_first() else { return };
            self.bytes -= self.pictures.remove(&oldest).map_or(0, |(_, picture)| picture.len());
        }
    }
}

impl Drawings {
    /// None yet.
    pub fn new() -> Self {
        Self { kept: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The picture with this number, if it was drawn before and is still kept.
    pub fn kept(&self, drawing: u64, format: Format) -> Option<Bytes> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get((drawing, format))
    }

    /// A page of a deck, drawn if it has to be; `None` where that is impossible.
    pub async fn of(&self, deck: &Arc<Presentation>, page: usize, format: Format) -> Option<Bytes> {
        let drawing = deck.pages.get(page)?.drawing;
        if let Some(picture) = self.kept(drawing, format) {
            return Some(picture);
        }
        let _turn = self.turns.acquire().await.ok()?;
        // Somebody else may have had it drawn while we waited.
        if let Some(picture) = self.kept(drawing, format) {
            return Some(picture);
        }
        let deck = deck.clone();
        let draw = move || match format {
            Format::Svg => deck.svg(page).map(Bytes::from),
            Format::Png(width) => deck.png(page, width).map(Bytes::from),
        };
        // A page that makes the drawing library panic has no picture; the others have theirs.
        let picture = tokio::task::spawn_blocking(draw).await.ok()?.ok()?;
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .keep((drawing, format), picture.clone());
        Some(picture)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Format, Kept, MOST};

    #[test]
    fn what_was_not_asked_for_longest_gives_way() {
        let mut kept = Kept::default();
        let picture = Bytes::from(vec![0; MOST / 3]);
        for drawing in 0..3 {
            kept.keep((drawing, Format::Svg), picture.clone());
        }
        assert!(kept.get((0, Format::Svg)).is_some());
        for drawing in 3..5 {
            kept.keep((drawing, Format::Svg), picture.clone());
        }
        let there: Vec<u64> =
            (0..5).filter(|drawing| kept.get((*drawing, Format::Svg)).is_some()).collect();
        assert_eq!(there, [0, 3, 4]);
        assert!(kept.bytes <= MOST && kept.order.len() == 3 && kept.pictures.len() == 3);
        kept.keep((9, Format::Svg), Bytes::from(vec![0; MOST + 1]));
        assert!(kept.get((9, Format::Svg)).is_none());
    }
}
