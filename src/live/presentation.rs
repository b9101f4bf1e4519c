//! A finished deck, to be shown.

use std::sync::{Arc, OnceLock};

use crate::export::{PdfRenderer, PictureError};
use crate::scene::Scene;

use super::PageView;

/// A finished deck: its PDF, and what a program that shows it wants to know of each page.
#[derive(Debug)]
pub struct Presentation {
    /// The PDF.
    pub pdf: Arc<Vec<u8>>,
    /// What pdfpc is told, if it was asked for.
    pub pdfpc: Option<String>,
    /// The deck's title as plain text.
    pub title: String,
    /// Its language (BCP 47).
    pub lang: String,
    /// Whether its pages follow each other from right to left.
    pub is_right_to_left: bool,
    /// How long the talk may take, in seconds.
    pub seconds: Option<f32>,
    /// The PDF's pages in order.
    pub pages: Vec<PageView>,
    /// What draws pages; made when the first is asked for.
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
    /// What was made of a scene.
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

    /// The same with another PDF of it.
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

    /// A page, counted from 0, as an SVG drawing, words as outlines. It is drawn from the PDF, so
    /// it shows what readers of the PDF see.
    ///
    /// # Errors
    ///
    /// That there is no such page, or that the PDF cannot be read.
    pub fn render_svg(&self, page: usize) -> Result<String, PictureError> {
        self.get_renderer()?.render_svg(page)
    }

    /// A page, counted from 0, as a PNG of this width in pixels, drawn from the PDF.
    ///
    /// # Errors
    ///
    /// As [`Presentation::render_svg`], and that the picture would be too large.
    pub fn render_png(&self, page: usize, width: u16) -> Result<Vec<u8>, PictureError> {
        self.get_renderer()?.render_png(page, width)
    }

    fn get_renderer(&self) -> Result<&PdfRenderer, PictureError> {
        self.renderer
            .get_or_init(|| PdfRenderer::new(self.pdf.clone()))
            .as_ref()
            .map_err(PictureError::clone)
    }

    /// Indices of the pages that look different than the page of that index in `before`, and of
    /// those that are not there.
    pub(super) fn changed_pages(&self, before: Option<&Self>) -> Vec<usize> {
        let old = before.map_or(&[][..], |before| &before.pages);
        let differs = |index: &usize| {
            old.get(*index).is_none_or(|old| old.content_hash != self.pages[*index].content_hash)
        };
        (0..self.pages.len()).filter(differs).collect()
    }
}
