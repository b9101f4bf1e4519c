//! Exports besides the PDF: images of the pages, the text, and the size of each part of the file.
//!
//! Images are rendered from the finished PDF by a library that did not write it, so they show what
//! readers of the PDF see.

mod page_cost;
mod page_image;
mod page_selection;
mod part_sizes;
mod photo_streams;
mod photos;
mod screen_picture;
mod stream_sizes;
mod text;

pub use page_image::{
    PagePixels, PdfRenderer, PictureError, map_page_pixels, render_png, render_svg,
};
pub use page_selection::PageSelection;
pub(crate) use part_sizes::get_dictionary;
pub use part_sizes::{PartSize, PdfPart, PdfSummary, inspect_pdf, measure_parts};
pub use text::{extract_text, list_titles};
