//! The last step: a deck that is laid out becomes a PDF, or several.

use std::collections::BTreeSet;

use crate::assets::Fonts;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout::{self, Handout};
use crate::pdf;
use crate::scene::Scene;
use crate::show::StepSelection;
use crate::source::{Source, Sources};

use super::{LaidOutDeck, Options, Outline};

/// A deck that has gone the whole way, with what it was made of.
#[derive(Debug)]
pub struct FinishedDeck {
    /// The PDF's bytes; `None` where a mistake forbids them.
    pub pdf: Option<Vec<u8>>,
    /// What pdfpc is told, if it was asked for.
    pub pdfpc: Option<String>,
    /// The pages and the logical tree.
    pub scene: Scene,
    /// The faces that the scene's text is set in.
    pub fonts: Fonts,
    /// The outline and what it names; `None` where there was nothing to go on with.
    pub outline: Option<Outline>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The texts that the findings point into.
    pub sources: Sources,
}

/// Goes the last step from [`lay_out`](super::lay_out) to [`render`](super::render): writes the
/// PDF.
pub fn write_pdf(composed: LaidOutDeck, options: &Options) -> FinishedDeck {
    let LaidOutDeck { scene, fonts, outline, diagnostics, sources, .. } = composed;
    let mut finished =
        FinishedDeck { pdf: None, pdfpc: None, scene, fonts, outline, diagnostics, sources };
    finished.set_creation_date(options);
    finished.store_output(finished.write_output(None, options));
    finished
}

/// What was written of a scene.
pub(crate) struct PdfOutput {
    /// The PDF's bytes; `None` where a mistake forbids them.
    pub pdf: Option<Vec<u8>>,
    /// What pdfpc is told, if it was asked for.
    pub pdfpc: Option<String>,
    /// Whether slides were replaced in an older PDF.
    pub is_update: bool,
    /// What is wrong with it.
    diagnostics: Diagnostics,
}

/// How the PDF is to be written.
fn write_options(sources: &Sources, options: &Options) -> pdf::WriteOptions {
    let source = sources.iter().next().filter(|_| options.pdf.attach_source).map(embedded_source);
    pdf::WriteOptions { steps: options.steps(), standards: options.pdf.standards, source }
}

impl FinishedDeck {
    /// Notes when the PDF was made, if not when the deck is shown.
    pub(crate) fn set_creation_date(&mut self, options: &Options) {
        let date = &mut self.scene.info.date;
        *date = options.pdf.creation_date.or(*date);
    }

    /// Writes the PDF and what pdfpc is told of it, if they can be written and are asked for. Where
    /// only some slides differ from those of an `older` file, whose fits are named beside it, they
    /// are replaced in it if that can be.
    pub(crate) fn write_output(
        &self,
        older: Option<(&pdf::UpdatablePdf, &BTreeSet<usize>)>,
        options: &Options,
    ) -> PdfOutput {
        let Self { scene, fonts, outline, sources, diagnostics, .. } = self;
        let mut written = PdfOutput {
            pdf: None,
            pdfpc: None,
            is_update: false,
            diagnostics: Diagnostics::default(),
        };
        if let (Some(outline), None, true) =
            (outline, scene.info.date, options.pdf.standards.needs_date())
        {
            written
                .diagnostics
                .push(outline.deck.report_missing_date(outline.root.first_key_span()));
        }
        if diagnostics.has_errors() || written.diagnostics.has_errors() {
            return written;
        }
        let told = write_options(sources, options);
        written.pdf = older.and_then(|(base, fits)| base.replace_slides(scene, fits, fonts, &told));
        written.is_update = written.pdf.is_some();
        if !written.is_update {
            written.pdf = pdf::write(scene, fonts, &told)
                .map_err(|found| written.diagnostics.extend(found))
                .ok();
        }
        written.pdfpc = (options.pdf.write_pdfpc && written.pdf.is_some())
            .then(|| pdf::write_pdfpc(scene, told.steps));
        written
    }

    /// Keeps what was written.
    pub(crate) fn store_output(&mut self, output: PdfOutput) {
        (self.pdf, self.pdfpc) = (output.pdf, output.pdfpc);
        self.diagnostics.extend(output.diagnostics.into_sorted());
    }

    /// What slides can be replaced in, where `pdf` is the whole file; `None` if it cannot be.
    pub(crate) fn to_updatable_pdf(
        &self,
        pdf: Vec<u8>,
        options: &Options,
    ) -> Option<pdf::UpdatablePdf> {
        pdf::UpdatablePdf::new(pdf, &self.scene, &write_options(&self.sources, options))
    }

    /// The same deck as sheets to print: the PDF, unless a mistake forbids it, with the number of
    /// its pages; and what was found beside what the deck has shown.
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

    /// The same deck with one page a slide, all of its steps on it.
    pub fn write_without_steps(&self, options: &Options) -> Option<Vec<u8>> {
        write_last_steps(&self.scene, &self.fonts, options, &mut Diagnostics::default())
    }
}

/// The PDF of a scene with one page a slide or sheet.
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
    pdf::write(scene, fonts, &options).map_err(|found| diagnostics.extend(found)).ok()
}

/// The outline as a file that a PDF carries along.
fn embedded_source(outline: &Source) -> pdf::EmbeddedSource {
    let name = outline
        .name
        .file_name()
        .map_or_else(|| "slides.yaml".into(), |name| name.to_string_lossy().into_owned());
    let name = if name == "<stdin>" { "slides.yaml".into() } else { name };
    pdf::EmbeddedSource { name, text: outline.text.clone() }
}
