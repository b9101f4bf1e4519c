//! Converts a PowerPoint deck for `plenary new --from`.

use std::io::Read;
use std::path::Path;

use plenary::assets::{self, CropShares, Fonts, Image, MediaUse};
use plenary::diagnostic::{Code, Diagnostic};
use plenary::import::{
    ImportedBrand, ImportedPowerpoint, PictureCheck, PictureCrop, PictureFile, PowerpointHost,
    import_powerpoint, import_powerpoint_theme,
};
use plenary::source::{SourceId, Sources};

use super::error::CliError;
use super::import_markdown::print_summary;
use super::messages::MessageArgs;
use super::project_files::ProjectTarget;

/// The largest deck, in bytes.
const MAX_DECK_BYTES: u64 = 1 << 30;

/// The endings of the names of PowerPoint decks.
const ENDINGS: [&str; 8] = ["pptx", "potx", "ppsx", "pptm", "potm", "ppsm", "ppt", "pps"];

/// Returns whether a file is a PowerPoint deck, by its name.
pub(super) fn is_powerpoint(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| ENDINGS.contains(&extension.as_str()))
}

/// Converts the deck at `path`, and reports what could not be carried over. `theme` is the name of
/// the theme that the user has chosen.
pub(super) fn convert_powerpoint(
    path: &Path,
    theme: Option<&str>,
    target: &ProjectTarget,
    messages: &MessageArgs,
) -> Result<ImportedPowerpoint, CliError> {
    let host = OfficeHost { fonts: Fonts::bundled(), target };
    let imported = read_deck(path)
        .and_then(|bytes| import_powerpoint(&bytes, path, SourceId(0), theme, &host))
        .map_err(|diagnostic| report_failure(diagnostic, messages))?;
    let mut sources = Sources::default();
    sources.add(imported.source.clone());
    messages.print_diagnostics(&imported.diagnostics, &sources);
    if messages.is_human_readable() {
        print_summary(&path.display().to_string(), imported.slides, imported.missing);
    }
    Ok(imported)
}

/// Converts the colours, fonts and logo of the deck or template at `path` to a theme.
pub(super) fn convert_theme(
    path: &Path,
    target: &ProjectTarget,
    messages: &MessageArgs,
) -> Result<ImportedBrand, CliError> {
    let host = OfficeHost { fonts: Fonts::bundled(), target };
    let imported = read_deck(path)
        .and_then(|bytes| import_powerpoint_theme(&bytes, path, SourceId(0), &host))
        .map_err(|diagnostic| report_failure(diagnostic, messages))?;
    messages.print_diagnostics(&imported.diagnostics, &Sources::default());
    Ok(imported)
}

fn report_failure(diagnostic: Diagnostic, messages: &MessageArgs) -> CliError {
    messages.print_diagnostics(&[diagnostic], &Sources::default());
    CliError::reported()
}

fn read_deck(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let stream = assets::open_stream(path).map_err(|error| error.into_diagnostic(None))?;
    let mut bytes = Vec::new();
    let read = stream.take(MAX_DECK_BYTES + 1).read_to_end(&mut bytes);
    let explain = |reason: String| {
        Diagnostic::error_without_span(
            Code::UnreadableFile,
            format!("cannot read `{}`: {reason}", path.display()),
        )
    };
    read.map_err(|error| explain(error.to_string()))?;
    if bytes.len() as u64 > MAX_DECK_BYTES {
        return Err(explain("it is larger than 1 GiB".to_owned())
            .with_help("compress its pictures in PowerPoint, or divide the deck"));
    }
    Ok(bytes)
}

/// Answers for pictures and fonts.
struct OfficeHost<'t> {
    fonts: Fonts,
    target: &'t ProjectTarget,
}

impl PowerpointHost for OfficeHost<'_> {
    fn check_picture(&self, name: &str, bytes: &[u8]) -> PictureCheck {
        match Image::read(name, bytes.to_vec(), &self.fonts) {
            Ok(_) => PictureCheck::Usable,
            Err(error) => PictureCheck::Unusable(error.message),
        }
    }

    fn crop_picture(&self, bytes: &[u8], crop: PictureCrop) -> Option<PictureFile> {
        let PictureCrop { left, top, right, bottom } = crop;
        let shares = CropShares { left, top, right, bottom };
        let (bytes, extension) = assets::crop_picture(bytes, shares)?;
        Some(PictureFile { bytes, extension })
    }

    fn is_name_taken(&self, saved_as: &str, bytes: &[u8]) -> bool {
        self.target.has_other_bytes(saved_as, bytes)
    }

    fn check_media(&self, name: &str, bytes: &[u8], is_audio: bool) -> PictureCheck {
        let wanted = if is_audio { MediaUse::Audio } else { MediaUse::Video };
        match assets::check_media(name, bytes, wanted) {
            Ok(()) => PictureCheck::Usable,
            Err(error) => PictureCheck::Unusable(error.message),
        }
    }

    fn theme_file_name(&self) -> String {
        let is_free = |name: &String| !self.target.folder.join(name).exists();
        let others = (2..).map(|number| format!("theme-{number}.yaml"));
        let mut names = std::iter::once("theme.yaml".to_owned()).chain(others);
        names.find(is_free).unwrap_or_else(|| "theme.yaml".to_owned())
    }

    fn has_glyph(&self, character: char) -> bool {
        self.fonts.covers(character)
    }

    fn has_font(&self, family: &str) -> bool {
        self.fonts.has_family(family)
    }
}
