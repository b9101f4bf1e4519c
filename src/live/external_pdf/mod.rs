//! Opens a PDF of any program as a presentation.

mod details;
mod notes;

use std::hash::{DefaultHasher, Hasher};
use std::sync::{Arc, OnceLock};

use crate::export::{PdfRenderer, PictureError};
use crate::geometry::{Rect, Size};

use self::details::PdfDetails;
use self::notes::PdfpcNotes;
use super::{PageLink, PageView, Presentation};

impl Presentation {
    /// Opens a PDF as a presentation. `pdfpc` is the content of the `.pdfpc` file next to it:
    /// notes, steps, duration. Consecutive pages with the same label are the steps of one slide.
    /// Titles and sections come from the bookmarks.
    ///
    /// # Errors
    ///
    /// If the file is not a PDF, is protected by a password, or has no pages.
    pub fn open(pdf: Vec<u8>, pdfpc: Option<&str>) -> Result<Self, PictureError> {
        let pdf = Arc::new(pdf);
        let drawer = PdfRenderer::new_foreign(pdf.clone())?;
        if drawer.page_count() == 0 {
            return Err(PictureError("the PDF has no pages".to_owned()));
        }
        let mut file_hash = DefaultHasher::new();
        file_hash.write(&pdf);
        let file_hash = file_hash.finish();
        let details = details::read_details(&pdf, drawer.page_count());
        let notes = pdfpc.map(notes::parse_pdfpc).unwrap_or_default();
        let slides = group_steps(drawer.page_count(), &details, &notes);
        let view = |(page, &(slide, step, steps)): (usize, &(usize, usize, usize))| {
            let size = drawer
                .page_size(page)
                .map_or(Size { width: 4.0, height: 3.0 }, |(width, height)| Size { width, height });
            let page_details = details.pages.get(page);
            PageView {
                label: details.labels.get(page).cloned().unwrap_or_else(|| (page + 1).to_string()),
                slide,
                step,
                steps,
                title: details.titles.get(page - step).cloned().unwrap_or_default(),
                section: details.sections.get(page).cloned().flatten(),
                section_seconds: None,
                standing: notes.part(page),
                notes: notes.note(page).map(Into::into),
                words: "".into(),
                size,
                advance: page_details.and_then(|page_details| page_details.advance),
                transition: page_details.and_then(|page_details| page_details.transition),
                content_hash: file_hash
                    .wrapping_add((page as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)),
                spots: Vec::new(),
                links: page_details
                    .map(|page_details| place_links(page_details, size))
                    .unwrap_or_default(),
                media: Vec::new(),
            }
        };
        let pages = slides.iter().enumerate().map(view).collect();
        Ok(Self {
            pdf,
            pdfpc: None,
            title: details.title,
            lang: details.lang,
            is_right_to_left: details.is_right_to_left,
            seconds: notes.seconds,
            pages,
            renderer: OnceLock::from(Ok(drawer)),
        })
    }
}

/// Returns the slide, the step and the number of steps of each page.
fn group_steps(
    count: usize,
    details: &PdfDetails,
    notes: &PdfpcNotes,
) -> Vec<(usize, usize, usize)> {
    let same_label = |page: usize| {
        let label = |page: usize| details.labels.get(page).filter(|label| !label.is_empty());
        label(page).is_some_and(|own| label(page - 1) == Some(own))
    };
    let is_step = |page: usize| page > 0 && notes.is_step(page).unwrap_or_else(|| same_label(page));
    let mut slides: Vec<(usize, usize, usize)> = Vec::with_capacity(count);
    for page in 0..count {
        let (slide, step) = match slides.last() {
            Some(&(slide, step, _)) if is_step(page) => (slide, step + 1),
            Some(&(slide, ..)) => (slide + 1, 0),
            None => (0, 0),
        };
        slides.push((slide, step, 1));
    }
    let mut steps = 1;
    for (slide, next) in (0..count).rev().map(|page| (page, page + 1)) {
        let ends = slides.get(next).is_none_or(|next| next.1 == 0);
        if ends {
            steps = slides[slide].1 + 1;
        }
        slides[slide].2 = steps;
    }
    slides
}

/// Scales the links of a page to its size.
fn place_links(page: &details::PageDetails, size: Size) -> Vec<PageLink> {
    let link = |(area, destination): &([f32; 4], super::LinkDestination)| {
        let [x, y, width, height] = *area;
        let rect =
            Rect::new(x * size.width, y * size.height, width * size.width, height * size.height);
        PageLink { rect, destination: destination.clone(), alt: String::new() }
    };
    page.links.iter().map(link).collect()
}

#[cfg(test)]
mod tests;
