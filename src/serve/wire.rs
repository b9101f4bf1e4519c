//! The JSON that preview and present share; `page/wire.d.ts` describes all of it for the pages.
//!
//! Keys are in snake_case, times in milliseconds, and areas in fractions of the page's width and
//! height.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::assets::MediaFile;
use crate::geometry::{Rect, Size};
use crate::live::{LinkDestination, PageLink, PageMedia, PageView, PlayedKind, Presentation};
use crate::show::Visibility;

/// A deck, with pages of type `P`.
#[derive(Serialize)]
pub(super) struct WireDeck<'d, P> {
    /// Differs between all versions of a deck and all runs of the program.
    pub(super) version: String,
    title: &'d str,
    lang: &'d str,
    right_to_left: bool,
    slides: Vec<WireSlide<'d>>,
    pages: Vec<P>,
}

#[derive(Serialize)]
struct WireSlide<'d> {
    label: &'d str,
    title: &'d str,
    section: Option<&'d str>,
    part: &'static str,
    /// Position in its part of the deck, from 1.
    number: usize,
    /// Number of slides in its part of the deck.
    count: usize,
    pages: Vec<usize>,
}

/// The image of a page, and the slide that it belongs to.
#[derive(Serialize)]
pub(super) struct WirePage {
    slide: usize,
    step: usize,
    image: String,
    aspect_ratio: f32,
}

/// The text and the speaker notes of a page.
#[derive(Serialize)]
pub(super) struct WireText<'d> {
    text: &'d str,
    notes: Option<&'d str>,
}

/// An area of a page, in fractions of its size.
#[derive(Serialize)]
pub(super) struct WireArea {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// A link to a page of the deck or to an address.
#[derive(Serialize)]
pub(super) struct WireLink<'d> {
    /// One for each line of the link.
    areas: Vec<WireArea>,
    name: &'d str,
    page: Option<usize>,
    uri: Option<&'d str>,
}

/// A video, recording or animated picture.
#[derive(Serialize)]
pub(super) struct WireMedia<'d> {
    key: &'d str,
    kind: &'static str,
    area: WireArea,
    picture: WireArea,
    radius: WireRadius,
    address: String,
    captions: Option<String>,
    lang: &'d str,
    name: &'d str,
    autoplay: bool,
    #[serde(rename = "loop")]
    repeats: bool,
}

/// The radius of rounded corners, in fractions of the width and height of an area.
#[derive(Serialize)]
struct WireRadius {
    x: f32,
    y: f32,
}

impl<'d> WireMedia<'d> {
    /// What is played on a page. `address_of` returns the address of a file.
    pub(super) fn all(view: &'d PageView, address_of: &dyn Fn(&MediaFile) -> String) -> Vec<Self> {
        view.media.iter().map(|media| Self::new(media, view.size, address_of)).collect()
    }

    fn new(media: &'d PageMedia, page: Size, address_of: &dyn Fn(&MediaFile) -> String) -> Self {
        let PageMedia { rect, radius, .. } = media;
        let share = |length: f32| (radius / length.max(f32::EPSILON)).min(0.5);
        Self {
            key: &media.key,
            kind: match media.kind {
                PlayedKind::Video => "video",
                PlayedKind::Audio => "audio",
                PlayedKind::Picture => "picture",
            },
            area: WireArea::new(*rect, page),
            picture: WireArea::new(media.picture, page),
            radius: WireRadius { x: share(rect.width), y: share(rect.height) },
            address: address_of(&media.file),
            captions: media.captions.as_ref().map(|file| address_of(file)),
            lang: &media.lang,
            name: &media.alt,
            autoplay: media.autoplay,
            repeats: media.repeats,
        }
    }
}

impl<'d, P> WireDeck<'d, P> {
    /// Describes a deck. `image_of` returns the address of the image of a page, without an
    /// extension; `describe_page` completes what all pages have in common.
    pub(super) fn new(
        deck: &'d Presentation,
        version: String,
        image_of: &dyn Fn(usize, &PageView) -> String,
        mut describe_page: impl FnMut(WirePage, &'d PageView) -> P,
    ) -> Self {
        let mut slides: Vec<WireSlide<'d>> = Vec::new();
        let mut pages = Vec::new();
        for (index, view) in deck.pages.iter().enumerate() {
            if view.step == 0 || slides.is_empty() {
                slides.push(WireSlide::new(view));
            }
            let slide = slides.len() - 1;
            slides[slide].pages.push(index);
            let page = WirePage {
                slide,
                step: slides[slide].pages.len() - 1,
                image: image_of(index, view),
                aspect_ratio: view.size.width / view.size.height,
            };
            pages.push(describe_page(page, view));
        }
        number_slides(&mut slides);
        Self {
            version,
            title: &deck.title,
            lang: &deck.lang,
            right_to_left: deck.is_right_to_left,
            slides,
            pages,
        }
    }

    /// A deck without slides.
    pub(super) fn empty(version: String) -> Self {
        Self {
            version,
            title: "",
            lang: "",
            right_to_left: false,
            slides: Vec::new(),
            pages: Vec::new(),
        }
    }
}

impl<'d> WireSlide<'d> {
    fn new(view: &'d PageView) -> Self {
        Self {
            label: &view.label,
            title: &view.title,
            section: view.section.as_deref(),
            part: match view.standing {
                Visibility::Shown => "talk",
                Visibility::Backup => "backup",
                Visibility::Hidden => "hidden",
            },
            number: 0,
            count: 0,
            pages: Vec::new(),
        }
    }
}

/// Numbers the slides of each part of the deck.
fn number_slides(slides: &mut [WireSlide<'_>]) {
    for part in slides.chunk_by_mut(|one, next| one.part == next.part) {
        let count = part.len();
        for (index, slide) in part.iter_mut().enumerate() {
            (slide.number, slide.count) = (index + 1, count);
        }
    }
}

impl<'d> WireText<'d> {
    pub(super) fn new(view: &'d PageView) -> Self {
        Self { text: &view.words, notes: view.notes.as_deref() }
    }
}

impl WireArea {
    /// Converts a rectangle on a page of this size, both in pt.
    pub(super) fn new(rect: Rect, page: Size) -> Self {
        Self {
            x: rect.x / page.width,
            y: rect.y / page.height,
            width: rect.width / page.width,
            height: rect.height / page.height,
        }
    }
}

impl<'d> WireLink<'d> {
    /// The links of a page, except those that a browser must not open.
    pub(super) fn all(view: &'d PageView) -> Vec<Self> {
        let mut links: Vec<Self> = Vec::new();
        for link in view.links.iter().filter_map(|link| Self::new(link, view.size)) {
            match links.last_mut() {
                // A link that continues on the next line.
                Some(last) if last.is_same_target(&link) => last.areas.extend(link.areas),
                _ => links.push(link),
            }
        }
        links
    }

    fn is_same_target(&self, other: &Self) -> bool {
        (self.name, self.page, self.uri) == (other.name, other.page, other.uri)
    }

    fn new(link: &'d PageLink, size: Size) -> Option<Self> {
        let (page, uri) = match &link.destination {
            LinkDestination::Page(page) => (Some(*page), None),
            LinkDestination::Uri(uri) if is_safe_uri(uri) => (None, Some(uri.as_str())),
            LinkDestination::Uri(_) => return None,
        };
        Some(Self { areas: vec![WireArea::new(link.rect, size)], name: &link.alt, page, uri })
    }
}

/// Tells whether an address only shows something, such as a web page or an email to be written.
/// `javascript:` and `file:` do more than that.
pub fn is_safe_uri(uri: &str) -> bool {
    let scheme = uri.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "tel"))
}

/// Converts seconds to the unit of the wire format.
pub(super) fn to_ms(seconds: f32) -> u64 {
    (f64::from(seconds) * 1000.0).round() as u64
}

/// Serializes a value as JSON.
pub(super) fn to_json(value: &impl Serialize) -> String {
    // Our types hold text, numbers and lists of them, which are always valid JSON.
    serde_json::to_string(value).unwrap_or_default()
}

/// Builds a response from JSON.
pub(super) fn json_response(json: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], json).into_response()
}

#[cfg(test)]
mod tests {
    use super::is_safe_uri;

    #[test]
    fn allows_only_safe_link_addresss() {
        assert!(
            is_safe_uri("https://example.org")
                && is_safe_uri("MAILTO:ana@example.org")
                && is_safe_uri("tel:112")
        );
        for uri in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "chapter.pdf", ""]
        {
            assert!(!is_safe_uri(uri), "{uri}");
        }
    }
}
