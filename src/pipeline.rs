//! The pipeline from an outline to a PDF, one call per step:
//!
//! ```text
//! Input ──parse──▶ ParsedOutline ──lay_out_parsed──▶ LaidOutDeck ──write_pdf──▶ FinishedDeck
//! ```

mod file_size;
mod gallery;
mod layout_step;
mod note_paragraphs;
mod options;
mod parse_step;
mod pdf_step;
mod pptx_step;
mod resources;

use std::path::PathBuf;
use std::sync::Arc;

use crate::assets::{Image, Stamp};
use crate::check::{self, LintContext};
use crate::diagnostic::Diagnostic;
use crate::pdf;
use crate::scene::SlideFit;
use crate::source::{SourceId, Sources};

use self::file_size::report_large_pdf;
pub use self::gallery::lay_out_gallery;
pub use self::layout_step::{LaidOutDeck, Outline};
pub(crate) use self::layout_step::{apply_rule_settings, lay_out_parsed};
pub use self::options::{Input, Options, PdfOptions};
pub(crate) use self::parse_step::ParsedOutline;
pub use self::pdf_step::{FinishedDeck, write_pdf};
pub use self::pptx_step::{RenderedPptx, render_pptx};
pub use self::resources::{FontList, list_fonts};

/// The source ID of the outline, which is always the first source of a run.
pub(crate) const OUTLINE_SOURCE: SourceId = SourceId(0);

/// Renders an outline to a PDF.
///
/// The same outline, pictures and fonts always give the same bytes.
pub fn render(input: Input, options: &Options) -> Rendered {
    let parsed: ParsedOutline = ParsedOutline::parse(input, None, options);
    let laid_out: LaidOutDeck = lay_out_parsed(parsed, options);
    let finished: FinishedDeck = write_pdf(laid_out, options);
    Rendered::from_deck(finished, options)
}

/// Runs all steps but the last: parses the outline and lays out the deck.
pub fn lay_out(input: Input, options: &Options) -> LaidOutDeck {
    let parsed: ParsedOutline = ParsedOutline::parse(input, None, options);
    lay_out_parsed(parsed, options)
}

/// Lints an outline: reports what [`render`] would report, and what the rules of `check` report.
/// Writes nothing.
pub fn check(input: Input, options: &Options) -> CheckReport {
    let laid_out: LaidOutDeck = lay_out(input, options);
    let LaidOutDeck { scene, fonts, outline, mut diagnostics, sources, files, traces, .. } =
        laid_out;
    if let Some(Outline { root, deck, theme, images, media, settings, mut allows }) = outline {
        if !diagnostics.has_errors() {
            match pdf::write(&scene, &fonts, &pdf::WriteOptions::default()) {
                Ok(pdf) => diagnostics.extend(report_large_pdf(&pdf, &scene, &settings)),
                Err(errors) => diagnostics.extend(errors),
            }
        }
        let context = LintContext {
            root: &root,
            outline: OUTLINE_SOURCE,
            deck: &deck,
            scene: &scene,
            theme: &theme,
            fonts: &fonts,
            images: &images,
            media: &media,
            sources: &sources,
            files: &files,
        };
        check::run_rules(&context, &settings, &mut diagnostics);
        settings.apply_rule_levels(&mut allows, &sources, &mut diagnostics);
        settings.report_allow_comments(allows, &mut diagnostics);
    }
    if let Some(traces) = traces {
        traces.annotate(&mut diagnostics);
    }
    CheckReport { diagnostics: diagnostics.into_sorted(), sources }
}

/// The result of rendering an outline.
#[derive(Debug)]
pub struct Rendered {
    /// The PDF's bytes; `None` if there are errors.
    pub pdf: Option<Vec<u8>>,
    /// The content of the `.pdfpc` file, if requested.
    pub pdfpc: Option<String>,
    /// The number of pages.
    pub pages: usize,
    /// The raster pictures in the order in which they are drawn, each once.
    pub pictures: Vec<Arc<Image>>,
    /// The adjustments that make each slide fit.
    pub fits: Vec<SlideFit>,
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
    /// Every file that the run tried to read: no result may overwrite one of them.
    pub dependencies: Vec<(PathBuf, Stamp)>,
}

impl Rendered {
    fn from_deck(finished: FinishedDeck, options: &Options) -> Self {
        let FinishedDeck { pdf, pdfpc, scene, diagnostics, sources, dependencies, .. } = finished;
        Self {
            pdf,
            pdfpc,
            pages: scene.step_pages(options.steps()).len(),
            pictures: scene.raster_images(),
            fits: scene.fits,
            diagnostics: diagnostics.into_sorted(),
            sources,
            dependencies,
        }
    }
}

/// The result of linting an outline.
#[derive(Debug)]
pub struct CheckReport {
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
}
