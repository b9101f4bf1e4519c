//! [`Scene`](crate::scene::Scene) → one HTML file that shows and presents its deck without a
//! server or network.
//!
//! `drawing` writes each page as an SVG, `text_layer` the text over it, `document` the file. It
//! presents with the same modules as `plenary present`: `serve/page/bundle.rs` puts them together,
//! and those in `serve/page/file/` take the place of the server.

mod colour_glyph;
mod document;
mod drawing;
mod element_items;
mod glyphs;
mod markup;
mod media;
mod number;
mod path;
mod pictures;
mod spoken_lines;
mod text_layer;

use std::path::PathBuf;

use crate::assets::Stamp;
use crate::diagnostic::Diagnostic;
use crate::live::Presentation;
use crate::source::Sources;
use crate::{FinishedDeck, Input, Options, lay_out};

use document::{DocumentParts, write_document};
use media::MediaAddresses;
pub use media::MediaBeside;

/// An HTML file.
#[derive(Debug)]
pub struct HtmlFile {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The files that it plays and does not contain.
    pub media: Vec<MediaBeside>,
}

/// The result of rendering an outline to an HTML file.
#[derive(Debug)]
pub struct RenderedHtml {
    /// The file; `None` if there are errors.
    pub file: Option<HtmlFile>,
    /// The number of pages in it.
    pub pages: usize,
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
    /// Every file that the run tried to read: no result may overwrite one of them.
    pub dependencies: Vec<(PathBuf, Stamp)>,
}

/// Renders an outline to an HTML file. The names of files that are beside it start with
/// `media_prefix`; without it, it contains all of them.
///
/// The same outline, pictures and fonts always give the same bytes.
pub fn render_html(input: Input, options: &Options, media_prefix: Option<&str>) -> RenderedHtml {
    let mut deck = FinishedDeck::without_pdf(lay_out(input, options));
    let mut diagnostics = std::mem::take(&mut deck.diagnostics);
    let mut file = None;
    if !diagnostics.has_errors() {
        match write_html(&deck, options, media_prefix) {
            Ok(written) => file = Some(written),
            Err(errors) => diagnostics.extend(errors),
        }
    }
    RenderedHtml {
        file,
        pages: deck.scene.pages.len(),
        diagnostics: diagnostics.into_sorted(),
        sources: deck.sources,
        dependencies: deck.dependencies,
    }
}

/// Writes a deck as an HTML file, as [`render_html`] does.
///
/// # Errors
///
/// If a video, recording or animated picture cannot be read.
pub fn write_html(
    deck: &FinishedDeck,
    options: &Options,
    media_prefix: Option<&str>,
) -> Result<HtmlFile, Vec<Diagnostic>> {
    let addresses = MediaAddresses::of_deck(deck, media_prefix);
    if !addresses.errors.is_empty() {
        return Err(addresses.errors);
    }
    let talk = Presentation::without_pdf(deck, options);
    let text = write_document(&DocumentParts {
        scene: &deck.scene,
        fonts: &deck.fonts,
        talk: &talk,
        media_of: &|file| addresses.of(file),
        has_media_beside: !addresses.beside.is_empty(),
    });
    Ok(HtmlFile { bytes: text.into_bytes(), media: addresses.beside })
}
