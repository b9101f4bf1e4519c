//! [`Scene`] → PDF bytes. The only module that knows the PDF library.
//!
//! Pages become content streams (`page`), the structure becomes tags (`tags`); the rest is what a PDF says about itself. The
//! library checks the file against PDF/UA-1 while it writes; what it finds wanting comes back as a finding at the outline's line
//! (`fault`).

mod document;
mod fault;
mod headings;
mod pack;
mod page;
mod paint;
mod picture;
mod spoken;
mod tags;
mod text;

use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::{Document, SerializeSettings};

use crate::assets::Fonts;
use crate::diagnostic::Diagnostic;
use crate::scene::{Scene, first_sheets};
use crate::show::Steps;

use fault::Places;
use page::{Place, Resources};
use tags::Tags;

/// What the file has to be besides a PDF that everyone can use.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A standard for archives, in addition to PDF/UA-1.
    pub archive: Option<ArchiveStandard>,
    /// Which of a slide's steps become pages.
    pub steps: Steps,
}

/// Standards for archives (ISO 19005) that can be kept together with PDF/UA-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveStandard {
    /// PDF/A-2b: looks the same for ever.
    A2b,
    /// PDF/A-2a: and can be read aloud and searched.
    A2a,
    /// PDF/A-3a: and may carry its source.
    A3a,
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
    pdf.set_tag_tree(tags.into_tree(scene, &mut places));
    let damaged = places.damaged();
    if !damaged.is_empty() {
        return Err(damaged);
    }
    pdf.finish().map(pack::pack).map_err(|error| fault::explain(error, scene, &places))
}

fn settings(options: &Options) -> SerializeSettings {
    SerializeSettings {
        configuration: configuration(options),
        render_svg_glyph_fn: krilla_svg::render_svg_glyph,
        ..SerializeSettings::default()
    }
}

fn configuration(options: &Options) -> Configuration {
    let builder = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let builder = match options.archive {
        None => builder,
        Some(ArchiveStandard::A2b) => builder.with_archival_validator(Archival::A2_B),
        Some(ArchiveStandard::A2a) => builder.with_archival_validator(Archival::A2_A),
        Some(ArchiveStandard::A3a) => builder.with_archival_validator(Archival::A3_A),
    };
    builder.finish().expect("PDF 1.7 is allowed by each of these standards")
}
