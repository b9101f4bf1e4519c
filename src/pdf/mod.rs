//! [`Scene`] → PDF bytes. The only module that knows the PDF library.
//!
//! Pages become content streams (`page`), the structure becomes tags (`tags`); the rest is what a
//! PDF says about itself. The library checks the file against its standards while it writes; what
//! it finds wanting comes back as a finding at the outline's line (`fault`). While a deck is being
//! edited, a few slides of a file can be replaced without writing the others again (`update`).

mod document;
mod fault;
mod finish;
mod headings;
mod pack;
mod page;
mod paint;
mod pdfpc;
mod picture;
mod spoken;
mod standard;
mod tags;
mod text;
mod ua2;
mod update;

use krilla::error::KrillaError;
use krilla::{Document, SerializeSettings};

use crate::assets::Fonts;
use crate::diagnostic::Diagnostic;
use crate::scene::{Scene, first_sheets};
use crate::show::Steps;

pub use pdfpc::pdfpc;
pub use standard::{Standard, Standards};
pub use update::Base;

use fault::Places;
use finish::Finish;
use page::{Place, Resources};
use tags::Tags;

/// What can be said of the file besides its scene.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which of a slide's steps become pages.
    pub steps: Steps,
    /// The standards that it keeps.
    pub standards: Standards,
    /// The text that the deck was made of, to be carried along.
    pub source: Option<Attachment>,
}

/// A text that a PDF carries along.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its file's name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Writes `scene` as a tagged PDF. Equal scenes give equal bytes.
///
/// # Errors
///
/// What the author has to add or mend before the file is one that everyone can use.
pub fn write(scene: &Scene, fonts: &Fonts, options: &Options) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut pdf = Document::new_with(settings(options));
    let mut resources = Resources::new(scene, fonts);
    let mut tags = Tags::new(&scene.structure);
    let mut places = Places::default();
    let sheets = scene.sheets(options.steps);
    let first = first_sheets(&sheets);
    for (index, sheet) in sheets.iter().enumerate() {
        let place = Place { index, page: &scene.pages[sheet.page], sheet, first: &first };
        page::draw(&mut pdf, &place, &mut resources, &mut tags, &mut places);
    }
    pdf.set_outline(document::outline(scene, &first));
    document::name_destinations(&mut pdf, scene, &first);
    pdf.set_metadata(document::metadata(&scene.metadata));
    pdf.set_tag_tree(tags.into_tree(scene, &sheets, &mut places));
    let mut damaged = places.damaged();
    damaged.extend(resources.faces.damaged());
    if !damaged.is_empty() {
        return Err(damaged);
    }
    if let Some(source) = &options.source {
        document::attach(&mut pdf, source, &scene.metadata);
    }
    let mut finish = Finish::of(scene, &sheets);
    if options.standards.is_ua_2() {
        let lacking = fault::lacking(scene);
        if !lacking.is_empty() {
            return Err(lacking);
        }
        finish.declare_ua_2();
    }
    let file = pdf.finish().map_err(|error| {
        let broken = match &error {
            KrillaError::Font(font, reason) => resources.faces.explain(font, reason),
            _ => None,
        };
        broken.map_or_else(|| fault::explain(error, scene, &places), |found| vec![found])
    })?;
    pack::pack(file, &finish).ok_or_else(|| vec![fault::unfinished()])
}

fn settings(options: &Options) -> SerializeSettings {
    SerializeSettings {
        configuration: options.standards.configuration(),
        render_svg_glyph_fn: krilla_svg::render_svg_glyph,
        ..SerializeSettings::default()
    }
}
