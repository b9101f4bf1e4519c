//! Converts the colours, fonts and logo of a PowerPoint deck or template to a theme.

use std::path::Path;
use std::rc::Rc;

use super::archive::PptxArchive;
use super::brand::OfficeTheme;
use super::host::PowerpointHost;
use super::presentation::PresentationPart;
use super::relations::Relations;
use super::slide_source::SlideSource;
use super::{Importer, refuse};
use crate::diagnostic::{Code, Diagnostic};
use crate::import::brand::ImportedBrand;
use crate::import::write::{COMMENT_KEY, write_outline};
use crate::source::{Source, SourceId};

/// Converts the deck or template in `bytes`, whose file has the name `name`, to a theme. Its slides
/// are not looked at.
///
/// # Errors
///
/// If the file cannot be read, or has only what PowerPoint gives to every new deck: the reason, and
/// what to do.
pub fn import_powerpoint_theme(
    bytes: &[u8],
    name: &Path,
    id: SourceId,
    host: &dyn PowerpointHost,
) -> Result<ImportedBrand, Diagnostic> {
    let mut archive = PptxArchive::open(bytes).ok_or_else(|| refuse::refuse(name, bytes))?;
    let part = PresentationPart::read(&mut archive, name)?;
    let masters = {
        let relations = Relations::read(&mut archive, "");
        let path = relations.first_part("officeDocument").unwrap_or("ppt/presentation.xml");
        Relations::read(&mut archive, path)
    };
    let mut importer = Importer::new(archive, host, part.page);
    let master_path = masters.first_part("slideMaster").unwrap_or_default();
    let master = importer.read_layout(master_path);
    importer.theme = OfficeTheme::read(&mut importer.archive, &master);
    let layouts: Vec<SlideSource> = master
        .relations
        .parts("slideLayout")
        .map(|path| SlideSource {
            layout: importer.read_layout(path),
            master: Rc::clone(&master),
            shows_master: true,
            ..SlideSource::default()
        })
        .collect();
    let logo = importer.import_logo(&layouts, 1);
    let keys = importer.build_theme(None, logo);
    let Some((_, theme)) = importer.theme_file.take() else {
        let headline = format!(
            "`{}` has no brand: its colours and fonts are those of every new deck",
            name.display()
        );
        return Err(Diagnostic::error_without_span(Code::NotImported, headline)
            .with_help("write the theme yourself: `extends: plain`, `primary: \"#0B4F8A\"`"));
    };
    let comments = keys.into_iter().filter(|(key, _)| key == COMMENT_KEY).collect();
    let source = Source::new(name, String::new());
    Ok(ImportedBrand {
        theme: write_outline(comments) + &theme,
        files: importer.pictures.files,
        logos: Vec::new(),
        diagnostics: importer.report.to_diagnostics(&source, id),
    })
}
