//! plenary renders an outline in YAML to a PDF for presenting.
//!
//! [`render`] runs the pipeline: text → nodes → deck → scene → bytes. Every step adds its
//! diagnostics to one list and continues; none prints.

#![deny(unreachable_pub)]

pub mod assets;
pub mod chart;
pub mod check;
pub mod code;
pub mod deck;
pub mod diagnostic;
pub mod diagram;
pub mod export;
pub mod geometry;
pub mod html;
pub mod icon;
pub mod import;
pub mod layout;
pub mod live;
pub mod lsp;
pub mod math;
pub mod pdf;
pub mod pptx;
pub mod qr;
pub mod scene;
pub mod schema;
pub mod serve;
pub mod show;
pub mod source;
pub mod template;
pub mod theme;
pub mod translation;
pub mod vocabulary;
pub mod yaml;

mod bytes;
mod calendar;
mod citation;
mod library_panic;
mod numerals;
mod ordered_numbers;
mod percent;
mod pipeline;

pub use pipeline::{
    CheckReport, FinishedDeck, FontList, Input, LaidOutDeck, Options, Outline, PdfOptions,
    Rendered, RenderedPptx, check, lay_out, lay_out_gallery, list_fonts, render, render_pptx,
    write_pdf,
};
