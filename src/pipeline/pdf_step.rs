//! The last step: writes a deck that is laid out as a PDF, and variants of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::assets::{Fonts, Stamp};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout::{self, Handout};
use crate::pdf;
use crate::scene::Scene;
use crate::show::StepSelection;
use crate::source::{Source, Sources};

use super::file_size::report_large_pdf;
use super::{LaidOutDeck, Options, Outline};

/// A deck with its PDF and everything that the PDF was made from.
#[derive(Debug)]
pub struct FinishedDeck {
    /// The PDF's bytes; `None` if there are errors.
    pub pdf: Option<Vec<u8>>,
    /// The content of the `.pdfpc` file, if requested.
    pub pdfpc: Option<String>,
    /// The pages and the structure tree.
    pub scene: Scene,
    /// The fonts that the scene's text is set in.
    pub fonts: Fonts,
    /// The outline and everything that it refers to; `None` if the outline could not be parsed.
    pub outline: Option<Outline>,
    /// All diagnostics.
    pub diagnostics: Diagnostics,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
    /// Every file that the run tried to read, as in [`LaidOutDeck::dependencies`].
    pub dependencies: Vec<(PathBuf, Stamp)>,
    /// Whether the outline has expressions, conditions or includes.
    pub has_values: bool,
}

/// Writes the PDF of a deck that is laid out.
pub fn write_pdf(composed: LaidOutDeck, options: &Options) -> FinishedDeck {
    let mut finished = FinishedDeck::without_pdf(composed);
    finished.set_creation_date(options);
    finished.store_output(finished.write_output(None, options));
    finished
}

/// The output of writing a scene.
pub(crate) struct PdfOutput {
    /// The PDF's bytes; `None` if there are errors.
    pub(crate) pdf: Option<Vec<u8>>,
    /// The content of the `.pdfpc` file, if requested.
    pub(crate) pdfpc: Option<String>,
    /// Whether slides were replaced in an earlier PDF instead of writing a full one.
    pub(crate) is_update: bool,
    /// Errors that occurred while writing.
    diagnostics: Diagnostics,
}

/// Returns the options for the PDF writer.
fn pdf_write_options(sources: &Sources, options: &Options) -> pdf::WriteOptions {
    let source = sources.iter().next().filter(|_| options.pdf.attach_source).map(embedded_source);
    pdf::WriteOptions { steps: options.steps(), standards: options.pdf.standards, source }
}

impl FinishedDeck {
    /// Creates a deck whose PDF is not written.
    pub(crate) fn without_pdf(composed: LaidOutDeck) -> Self {
        let LaidOutDeck {
            scene, fonts, outline, diagnostics, sources, dependencies, traces, ..
        } = composed;
        Self {
            pdf: None,
            pdfpc: None,
            scene,
            fonts,
            outline,
            diagnostics,
            sources,
            dependencies,
            has_values: traces.is_some(),
        }
    }

    /// Sets the creation date from the options, if there is one.
    pub(crate) fn set_creation_date(&mut self, options: &Options) {
        let date = &mut self.scene.info.date;
        *date = options.pdf.creation_date.or(*date);
    }

    /// Writes the PDF and the `.pdfpc` file, unless there are errors. If `older` is given, tries to
    /// replace the slides with these indices in that PDF first.
    pub(crate) fn write_output(
        &self,
        older: Option<(&pdf::UpdatablePdf, &BTreeSet<usize>)>,
        options: &Options,
    ) -> PdfOutput {
        let Self { scene, fonts, outline, sources, diagnostics, .. } = self;
        let mut output = PdfOutput {
            pdf: None,
            pdfpc: None,
            is_update: false,
            diagnostics: Diagnostics::default(),
        };
        if let (Some(outline), None, true) =
            (outline, scene.info.date, options.pdf.standards.needs_date())
        {
            output
                .diagnostics
                .push(outline.deck.report_missing_date(outline.root.first_key_span()));
        }
        if diagnostics.has_errors() || output.diagnostics.has_errors() {
            return output;
        }
        let write_options = pdf_write_options(sources, options);
        output.pdf =
            older.and_then(|(base, fits)| base.replace_slides(scene, fits, fonts, &write_options));
        output.is_update = output.pdf.is_some();
        if !output.is_update {
            output.pdf = pdf::write(scene, fonts, &write_options)
                .map_err(|errors| output.diagnostics.extend(errors))
                .ok();
        }
        if let (Some(outline), Some(pdf)) = (outline, &output.pdf) {
            output.diagnostics.extend(report_large_pdf(pdf, scene, &outline.settings));
            if output.diagnostics.has_errors() {
                output.pdf = None;
            }
        }
        output.pdfpc = (options.pdf.write_pdfpc && output.pdf.is_some())
            .then(|| pdf::write_pdfpc(scene, write_options.steps));
        output
    }

    /// Stores the output in the deck.
    pub(crate) fn store_output(&mut self, output: PdfOutput) {
        (self.pdf, self.pdfpc) = (output.pdf, output.pdfpc);
        self.diagnostics.extend(output.diagnostics);
    }

    /// Parses `pdf`, the full PDF of this deck, so that slides in it can be replaced. Returns
    /// `None` if that is not possible.
    pub(crate) fn to_updatable_pdf(
        &self,
        pdf: Vec<u8>,
        options: &Options,
    ) -> Option<pdf::UpdatablePdf> {
        pdf::UpdatablePdf::new(pdf, &self.scene, &pdf_write_options(&self.sources, options))
    }

    /// Writes a handout of the deck. Returns the PDF, unless there are errors, with its number of
    /// pages; and the diagnostics that are not among the deck's own.
    pub fn write_handout(
        &self,
        handout: Handout,
        options: &Options,
    ) -> (Option<(Vec<u8>, usize)>, Vec<Diagnostic>) {
        let Some(outline) = &self.outline else { return (None, Vec::new()) };
        let materials = outline.layout_resources(&self.fonts, &self.sources, options);
        let mut diagnostics = Diagnostics::default();
        let scene = layout::lay_out_handout(
            self.scene.clone(),
            &outline.deck,
            materials,
            handout,
            &mut diagnostics,
        );
        let pdf = if diagnostics.has_errors() {
            None
        } else {
            write_last_steps(&scene, &self.fonts, options, &mut diagnostics)
        };
        (pdf.map(|pdf| (pdf, scene.pages.len())), diagnostics.into_sorted())
    }

    /// Writes the deck with one page per slide, without steps.
    pub fn write_without_steps(&self, options: &Options) -> Option<Vec<u8>> {
        write_last_steps(&self.scene, &self.fonts, options, &mut Diagnostics::default())
    }
}

/// Writes the PDF of a scene with one page per slide or sheet.
fn write_last_steps(
    scene: &Scene,
    fonts: &Fonts,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let options = pdf::WriteOptions {
        steps: StepSelection::Last,
        standards: options.pdf.standards,
        source: None,
    };
    pdf::write(scene, fonts, &options).map_err(|errors| diagnostics.extend(errors)).ok()
}

/// Returns the outline as a file to embed in the PDF.
fn embedded_source(outline: &Source) -> pdf::EmbeddedSource {
    let name = outline
        .name
        .file_name()
        .map_or_else(|| "slides.yaml".into(), |name| name.to_string_lossy().into_owned());
    let name = if name == "<stdin>" { "slides.yaml".into() } else { name };
    pdf::EmbeddedSource { name, text: outline.text.clone() }
}
