//! [`Scene`] → PDF bytes. The only module that knows the PDF library.
//!
//! Pages become content streams (`page`), the structure becomes tags (`tags`), and `document` adds
//! bookmarks and metadata. The library validates the file against its standards while writing;
//! violations become diagnostics at positions in the outline (`error`). During editing, slides can
//! be replaced in a finished file without writing the others again (`update`).

mod actual_text;
mod compress;
mod document;
mod error;
mod extra_entries;
mod headings;
mod mathml;
mod pack;
mod page;
mod paint;
mod pdfpc;
mod picture;
mod standard;
mod tags;
mod text;
mod ua2;
mod update;

use krilla::error::KrillaError;
use krilla::{Document, SerializeSettings};

use crate::assets::Fonts;
use crate::diagnostic::Diagnostic;
use crate::library_panic::catch_panic;
use crate::scene::{Scene, first_step_pages};
use crate::show::StepSelection;

pub use pdfpc::write_pdfpc;
pub use standard::{Standard, Standards};
pub use update::UpdatablePdf;

use extra_entries::ExtraEntries;
use page::{PageDrawer, PdfPage};

/// Options of the PDF writer.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Which of a slide's steps become pages.
    pub steps: StepSelection,
    /// The standards that the file conforms to.
    pub standards: Standards,
    /// The outline to embed.
    pub source: Option<EmbeddedSource>,
}

/// An outline that is embedded in the PDF.
#[derive(Clone, Debug)]
pub struct EmbeddedSource {
    /// The file name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Writes `scene` as a tagged PDF. Equal scenes give equal bytes.
///
/// # Errors
///
/// Returns what must be added or fixed before the file conforms to its standards.
pub fn write(
    scene: &Scene,
    fonts: &Fonts,
    options: &WriteOptions,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut pdf = Document::new_with(serialize_settings(options));
    let mut drawer = PageDrawer::new(scene, fonts);
    let step_pages = scene.step_pages(options.steps);
    let page_starts = first_step_pages(&step_pages);
    for (index, step_page) in step_pages.iter().enumerate() {
        let page = &scene.pages[step_page.page];
        let pdf_page = PdfPage { index, page, step_page, page_starts: &page_starts };
        drawer.draw_page(&mut pdf, &pdf_page);
    }
    pdf.set_outline(document::build_bookmarks(scene, &page_starts));
    document::register_destinations(&mut pdf, scene, &page_starts);
    pdf.set_metadata(document::build_metadata(&scene.info));
    let PageDrawer { fonts, tags, mut locations, .. } = drawer;
    pdf.set_tag_tree(tags.into_tree(scene, &step_pages, &mut locations));
    let mut damaged = locations.report_damaged_pictures();
    damaged.extend(fonts.report_damaged_fonts());
    if !damaged.is_empty() {
        return Err(damaged);
    }
    if let Some(source) = &options.source {
        document::embed_source(&mut pdf, source, &scene.info);
    }
    let mut extra_entries = ExtraEntries::from_scene(scene, &step_pages);
    if options.standards.is_ua_2() {
        let violations = error::check_ua_2(scene);
        if !violations.is_empty() {
            return Err(violations);
        }
        extra_entries.declare_ua_2();
        if options.standards.allows_attachments() {
            extra_entries.formulas = mathml::collect_mathml(scene);
        }
    }
    let Some(finished) = catch_panic(|| pdf.finish()) else {
        return Err(fonts.explain_panic());
    };
    let file = finished.map_err(|error| {
        let font_error = match &error {
            KrillaError::Font(font, reason) => fonts.explain_font_error(font, reason),
            _ => None,
        };
        match font_error {
            Some(font_error) => vec![font_error],
            None => error::explain_error(error, scene, &locations),
        }
    })?;
    pack::pack_objects(file, &extra_entries).ok_or_else(|| vec![error::unsupported_file_error()])
}

fn serialize_settings(options: &WriteOptions) -> SerializeSettings {
    SerializeSettings {
        configuration: options.standards.krilla_configuration(),
        // `compress` does this with less memory.
        compress_content_streams: false,
        render_svg_glyph_fn: krilla_svg::render_svg_glyph,
        ..SerializeSettings::default()
    }
}
