//! A finished deck, ready to be shown.

use std::sync::{Arc, OnceLock};

use crate::deck::is_refused_address;
use crate::export::{PdfRenderer, PictureError};
use crate::scene::Scene;
use crate::{FinishedDeck, Options};

use super::appearance::AppearanceCache;
use super::view::build_views;
use super::{LinkDestination, PageView};

/// A finished deck: its PDF, and everything that a program needs to show its pages.
#[derive(Debug)]
pub struct Presentation {
    /// The PDF.
    pub pdf: Arc<Vec<u8>>,
    /// The content of the `.pdfpc` file, if requested.
    pub pdfpc: Option<String>,
    /// The title as plain text.
    pub title: String,
    /// The language (BCP 47).
    pub lang: String,
    /// Whether the pages are ordered from right to left.
    pub is_right_to_left: bool,
    /// The planned duration of the talk, in seconds.
    pub seconds: Option<f32>,
    /// The pages of the PDF in order.
    pub pages: Vec<PageView>,
    /// Renders pages; created on first use.
    pub(super) renderer: OnceLock<Result<PdfRenderer, PictureError>>,
}

impl PartialEq for Presentation {
    fn eq(&self, other: &Self) -> bool {
        (
            &self.pdf,
            &self.pdfpc,
            &self.title,
            &self.lang,
            self.is_right_to_left,
            self.seconds,
            &self.pages,
        ) == (
            &other.pdf,
            &other.pdfpc,
            &other.title,
            &other.lang,
            other.is_right_to_left,
            other.seconds,
            &other.pages,
        )
    }
}

impl Presentation {
    /// Creates the presentation of a scene.
    pub(super) fn from_scene(
        scene: &Scene,
        pages: Vec<PageView>,
        pdf: Vec<u8>,
        pdfpc: Option<String>,
    ) -> Self {
        let metadata = &scene.info;
        Self {
            pdf: Arc::new(pdf),
            pdfpc,
            title: metadata.title.clone(),
            lang: metadata.lang.clone(),
            is_right_to_left: metadata.from_right,
            seconds: scene.show.seconds,
            pages,
            renderer: OnceLock::new(),
        }
    }

    /// Creates the presentation of a deck for a file that draws the pages itself: without a PDF.
    pub fn without_pdf(deck: &FinishedDeck, options: &Options) -> Self {
        let pages = build_views(deck, &mut AppearanceCache::default(), options);
        Self::from_scene(&deck.scene, pages, Vec::new(), None)
    }

    /// Returns the same presentation with another PDF of it.
    pub(super) fn with_pdf(&self, pdf: Vec<u8>) -> Self {
        Self {
            pdf: Arc::new(pdf),
            pdfpc: self.pdfpc.clone(),
            title: self.title.clone(),
            lang: self.lang.clone(),
            pages: self.pages.clone(),
            renderer: OnceLock::new(),
            ..*self
        }
    }

    /// Returns the addresses to which no link leads because of their scheme, each with the index of
    /// its page.
    pub fn refused_links(&self) -> Vec<(usize, &str)> {
        let pages = self.pages.iter().enumerate();
        let links = pages.flat_map(|(page, view)| view.links.iter().map(move |link| (page, link)));
        let uris = links.filter_map(|(page, link)| match &link.destination {
            LinkDestination::Uri(uri) => Some((page, uri.as_str())),
            LinkDestination::Page(_) => None,
        });
        uris.filter(|(_, uri)| is_refused_address(uri)).collect()
    }

    /// Renders the page at an index as an SVG with text as outlines, from the PDF, so it shows what
    /// readers of the PDF see.
    ///
    /// # Errors
    ///
    /// If there is no such page, or the PDF cannot be parsed.
    pub fn render_svg(&self, page: usize) -> Result<String, PictureError> {
        self.get_renderer()?.render_svg(page)
    }

    /// Renders the page at an index as a PNG, `width` pixels wide, from the PDF.
    ///
    /// # Errors
    ///
    /// As [`Presentation::render_svg`], and if the image would be too large.
    pub fn render_png(&self, page: usize, width: u16) -> Result<Vec<u8>, PictureError> {
        self.get_renderer()?.render_png(page, width)
    }

    fn get_renderer(&self) -> Result<&PdfRenderer, PictureError> {
        self.renderer
            .get_or_init(|| PdfRenderer::new(self.pdf.clone()))
            .as_ref()
            .map_err(PictureError::clone)
    }

    /// Returns the indices of pages that look different from the page with the same index in
    /// `before`, including new pages.
    pub(super) fn changed_pages(&self, before: Option<&Self>) -> Vec<usize> {
        let old = before.map_or(&[][..], |before| &before.pages);
        let differs = |index: &usize| {
            old.get(*index).is_none_or(|old| old.content_hash != self.pages[*index].content_hash)
        };
        (0..self.pages.len()).filter(differs).collect()
    }
}
