//! The last step for PowerPoint: writes a deck that is laid out as a file that can be edited.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::assets::Stamp;
use crate::diagnostic::Diagnostic;
use crate::pptx::{self, PptxContent, PptxFile};
use crate::scene::SlideFit;
use crate::source::Sources;

use super::note_paragraphs::note_paragraphs;
use super::{FinishedDeck, Input, LaidOutDeck, Options, Outline, lay_out};

/// The result of rendering an outline to a PowerPoint file.
#[derive(Debug)]
pub struct RenderedPptx {
    /// The file's bytes; `None` if there are errors.
    pub bytes: Option<Vec<u8>>,
    /// The font families that the file uses and does not contain.
    pub fonts: Vec<String>,
    /// The number of slides.
    pub slides: usize,
    /// The number of hidden slides that are left out, without [`Options::include_hidden`].
    pub left_out: usize,
    /// The adjustments that make each slide fit.
    pub fits: Vec<SlideFit>,
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
    /// Every file that the run tried to read: no result may overwrite one of them.
    pub dependencies: Vec<(PathBuf, Stamp)>,
}

impl FinishedDeck {
    /// Writes the deck as a PowerPoint file. Charts are drawn as shapes unless the deck was laid
    /// out with [`Options::keeps_chart_data`].
    ///
    /// # Errors
    ///
    /// If the file would be too large for its format.
    pub fn write_pptx(&self, options: &Options) -> Result<PptxFile, Diagnostic> {
        pptx::write(&self.scene, &self.fonts, &read_content(self.outline.as_ref(), options))
    }
}

/// Returns what a PowerPoint file contains beside the pages.
fn read_content<'o>(outline: Option<&'o Outline>, options: &Options) -> PptxContent<'o> {
    let slides = outline.map(|outline| outline.deck.slides.iter().enumerate());
    let with_notes = slides.into_iter().flatten().filter(|(_, slide)| !slide.notes.is_empty());
    let notes: BTreeMap<_, _> =
        with_notes.map(|(index, slide)| (index, note_paragraphs(&slide.notes))).collect();
    let media = outline.map(|outline| &outline.media);
    PptxContent { notes, media, embeds_fonts: options.embed_fonts }
}

/// Renders an outline to a PowerPoint file.
///
/// The same outline, pictures and fonts always give the same bytes.
pub fn render_pptx(input: Input, options: &Options) -> RenderedPptx {
    let laid_out: LaidOutDeck =
        lay_out(input, &Options { keeps_chart_data: true, ..options.clone() });
    let LaidOutDeck { mut scene, fonts, outline, mut diagnostics, sources, dependencies, .. } =
        laid_out;
    scene.info.date = options.pdf.creation_date.or(scene.info.date);
    let mut file = None;
    if !diagnostics.has_errors() {
        match pptx::write(&scene, &fonts, &read_content(outline.as_ref(), options)) {
            Ok(written) => file = Some(written),
            Err(error) => diagnostics.push(error),
        }
    }
    let (mut bytes, mut families) = (None, Vec::new());
    if let Some(PptxFile { bytes: written, fonts, diagnostics: found }) = file {
        diagnostics.extend(found);
        (bytes, families) = (Some(written), fonts);
    }
    RenderedPptx {
        bytes,
        fonts: families,
        slides: scene.pages.len(),
        left_out: outline.map_or(0, |outline| outline.deck.hidden.len()),
        fits: scene.fits,
        diagnostics: diagnostics.into_sorted(),
        sources,
        dependencies,
    }
}
