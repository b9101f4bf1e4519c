//! The inputs of the pipeline: the outline and the options.

use std::path::PathBuf;

use crate::check::LintOverrides;
use crate::export::PageSelection;
use crate::layout::{Handout, MissingGlyphPolicy};
use crate::pdf::Standards;
use crate::scene::DateTime;
use crate::show::StepSelection;
use crate::template::Values;

/// The source of an outline.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file. Pictures, fonts and themes are looked up relative to its folder.
    File(PathBuf),
    /// Bytes that the caller has read. Pictures, fonts and themes are looked up relative to the
    /// current folder.
    Bytes(Vec<u8>),
    /// The text of a file that is being edited, regardless of what is on disk. Pictures, fonts and
    /// themes are looked up relative to the file's folder.
    Text {
        /// The path of the file, which need not exist yet.
        path: PathBuf,
        /// The file's text.
        text: String,
    },
}

/// Options that are set outside the outline.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Values for the expressions of the outline.
    pub values: Values,
    /// A theme that overrides the one named in the outline.
    pub theme: Option<String>,
    /// Whether fonts installed on this machine are used for characters that no other font covers.
    /// The PDF then depends on the machine.
    pub system_fonts: bool,
    /// Whether the outline may refer to files outside its project folder.
    pub allow_outside: bool,
    /// How to treat characters that no font covers.
    pub missing_glyphs: MissingGlyphPolicy,
    /// The handout to print instead of the slides.
    pub handout: Option<Handout>,
    /// Whether slides with `hide: true` are laid out too, after all others.
    pub include_hidden: bool,
    /// The pages to render, by their printed numbers; all pages if `None`.
    pub pages: Option<PageSelection>,
    /// The maximum resolution of pictures at their size on the page, in pixels per inch. Larger
    /// pictures are downsampled.
    pub max_dpi: Option<f32>,
    /// Files that are part of the program, by the names that the outline uses. They are looked up
    /// first.
    pub provided: &'static [(&'static str, &'static [u8])],
    /// Whether charts keep their data for a PowerPoint file.
    pub keeps_chart_data: bool,
    /// Whether a PowerPoint file contains its fonts, as far as their licences allow.
    pub embed_fonts: bool,
    /// Options of the PDF.
    pub pdf: PdfOptions,
    /// The rule levels given on the command line.
    pub rules: LintOverrides,
}

/// Options of the PDF itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct PdfOptions {
    /// Which of a slide's steps become pages. Handouts always show the last step.
    pub steps: StepSelection,
    /// The standards that the PDF conforms to.
    pub standards: Standards,
    /// Whether information that only the author has, such as alternative text, must be in the
    /// outline and is never guessed.
    pub is_strict: bool,
    /// Whether the outline is embedded in the PDF.
    pub attach_source: bool,
    /// The creation date of the PDF, if it is not the date of the talk.
    pub creation_date: Option<DateTime>,
    /// Whether a `.pdfpc` file with notes and steps is written for presenter programs.
    pub write_pdfpc: bool,
}

impl Options {
    /// Returns which steps become pages.
    pub fn steps(&self) -> StepSelection {
        if self.handout.is_some() { StepSelection::Last } else { self.pdf.steps }
    }
}
