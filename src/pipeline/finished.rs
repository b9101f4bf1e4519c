//! The last step: a deck that is laid out becomes a PDF, or several.

use std::collections::BTreeSet;

use crate::assets::Fonts;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout::{self, Handout};
use crate::pdf;
use crate::scene::Scene;
use crate::show::Steps;
use crate::source::{Source, Sources};

use super::{Composed, Options, Outline};

/// A deck that has gone the whole way, with what it was made of.
#[derive(Debug)]
pub struct Finished {
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

/// Goes the last step from [`compose`](super::compose) to [`render`](super::render): writes the
/// PDF.
pub fn finish(composed: Composed, options: &Options) -> Finished {
    let Composed { scene, fonts, outline, diagnostics, sources, .. } = composed;
    let mut finished =
        Finished { pdf: None, pdfpc: None, scene, fonts, outline, diagnostics, sources };
    finished.date(options);
    finished.put(finished.write(None, options));
    finished
}

/// What was written of a scene.
pub(crate) struct Output {
    /// The PDF's bytes; `None` where a mistake forbids them.
    pub pdf: Option<Vec<u8>>,
    /// What pdfpc is told, if it was asked for.
    pub pdfpc: Option<String>,
    /// Whether slides were replaced in an older PDF.
    pub is_update: bool,
    /// What is wrong with it.
    found: Diagnostics,
}

/// How the PDF is to be written.
fn pdf_options(sources: &Sources, options: &Options) -> pdf::Options {
    let source = sources.iter().next().filter(|_| options.pdf.attach_source).map(attachment);
    pdf::Options { steps: options.steps(), standards: options.pdf.standards, source }
}

impl Finished {
    /// Notes when the PDF was made, if not when the deck is shown.
    pub(crate) fn date(&mut self, options: &Options) {
        let date = &mut self.scene.metadata.date;
        *date = options.pdf.made.or(*date);
    }

    /// Writes the PDF and what pdfpc is told of it, if they can be written and are asked for. Where
    /// only some slides differ from those of an `older` file, whose fits are named beside it, they
    /// are replaced in it if that can be.
    pub(crate) fn write(
        &self,
        older: Option<(&pdf::Base, &BTreeSet<usize>)>,
        options: &Options,
    ) -> Output {
        let Self { scene, fonts, outline, sources, diagnostics, .. } = self;
        let mut written =
            Output { pdf: None, pdfpc: None, is_update: false, found: Diagnostics::default() };
        if let (Some(outline), None, true) =
            (outline, scene.metadata.date, options.pdf.standards.asks_for_date())
        {
            written.found.push(outline.deck.undated(outline.root.top()));
        }
        if diagnostics.has_errors() || written.found.has_errors() {
            return written;
        }
        let told = pdf_options(sources, options);
        written.pdf = older.and_then(|(base, fits)| base.with(scene, fits, fonts, &told));
        written.is_update = written.pdf.is_some();
        if !written.is_update {
            written.pdf =
                pdf::write(scene, fonts, &told).map_err(|found| written.found.extend(found)).ok();
        }
        written.pdfpc =
            (options.pdf.pdfpc && written.pdf.is_some()).then(|| pdf::pdfpc(scene, told.steps));
        written
    }

    /// Keeps what was written.
    pub(crate) fn put(&mut self, output: Output) {
        (self.pdf, self.pdfpc) = (output.pdf, output.pdfpc);
        self.diagnostics.extend(output.found.into_sorted());
    }

    /// What slides can be replaced in, where `pdf` is the whole file; `None` if it cannot be.
    pub(crate) fn base(&self, pdf: Vec<u8>, options: &Options) -> Option<pdf::Base> {
        pdf::Base::new(pdf, &self.scene, &pdf_options(&self.sources, options))
    }

    /// The same deck as sheets to print: the PDF, unless a mistake forbids it, with the number of
    /// its pages; and what was found beside what the deck has shown.
    pub fn printed(
        &self,
        handout: Handout,
        options: &Options,
    ) -> (Option<(Vec<u8>, usize)>, Vec<Diagnostic>) {
        let Some(outline) = &self.outline else { return (None, Vec::new()) };
        let materials = outline.materials(&self.fonts, &self.sources, options);
        let mut diagnostics = Diagnostics::default();
        let scene = layout::handout(
            self.scene.clone(),
            &outline.deck,
            materials,
            handout,
            &mut diagnostics,
        );
        let pdf = if diagnostics.has_errors() {
            None
        } else {
            written(&scene, &self.fonts, options, &mut diagnostics)
        };
        (pdf.map(|pdf| (pdf, scene.pages.len())), diagnostics.into_sorted())
    }

    /// The same deck with one page a slide, all of its steps on it.
    pub fn still(&self, options: &Options) -> Option<Vec<u8>> {
        written(&self.scene, &self.fonts, options, &mut Diagnostics::default())
    }
}

/// The PDF of a scene with one page a slide or sheet.
fn written(
    scene: &Scene,
    fonts: &Fonts,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let options =
        pdf::Options { steps: Steps::Last, standards: options.pdf.standards, source: None };
    pdf::write(scene, fonts, &options).map_err(|found| diagnostics.extend(found)).ok()
}

/// The outline as a file that a PDF carries along.
fn attachment(outline: &Source) -> pdf::Attachment {
    let name = outline
        .name
        .file_name()
        .map_or_else(|| "slides.yaml".into(), |name| name.to_string_lossy().into_owned());
    let name = if name == "<stdin>" { "slides.yaml".into() } else { name };
    pdf::Attachment { name, text: outline.text.clone() }
}
