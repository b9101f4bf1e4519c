//! What can be made of a deck besides its PDF: pictures of its pages, its words, and where its
//! bytes go.
//!
//! Pictures are drawn from the finished PDF by a library that did not write it, so they show what
//! readers of the PDF will see.

mod page_image;
mod page_selection;
mod part_sizes;
mod text;

pub use page_image::{
    PagePixels, PdfRenderer, PictureError, render_pixels, render_png, render_svg,
};
pub use page_selection::PageSelection;
pub use part_sizes::{PartSize, PdfPart, PdfSummary, inspect_pdf, measure_parts};
pub use text::{extract_text, list_titles};
