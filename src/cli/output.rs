//! Output files and their formats: a PDF, pictures of the pages, or text.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use plenary::assets::{self, Stamp, quote_path};
use plenary::diagnostic::{Code, Diagnostic};
use plenary::export::{self, PageSelection, PictureError};

use super::error::CliError;
use super::{is_stream, terminal};

/// The formats that a deck can be rendered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// A PDF
    Pdf,
    /// A PNG picture of each page
    Png,
    /// An SVG drawing of each page, with text as paths
    Svg,
    /// The text
    Txt,
    /// A PowerPoint file to edit
    Pptx,
    /// An HTML file that presents itself in a browser
    Html,
}

impl OutputFormat {
    /// Returns the extension of files in this format.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Txt => "txt",
            Self::Pptx => "pptx",
            Self::Html => "html",
        }
    }

    /// Returns the format that a file name asks for.
    fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        Self::value_variants().iter().copied().find(|format| format.extension() == extension)
    }
}

/// Extensions of formats that plenary does not write.
const UNSUPPORTED_EXTENSIONS: [&str; 27] = [
    "ppt", "ppsx", "odp", "key", "docx", "doc", "odt", "htm", "md", "tex", "ps", "eps", "jpg",
    "jpeg", "gif", "webp", "tif", "tiff", "yaml", "yml", "json", "csv", "tsv", "bib", "ttf", "otf",
    "mp4",
];

/// Arguments of every command that writes a result.
#[derive(clap::Args)]
#[command(next_help_heading = "Result")]
pub(crate) struct OutputArgs {
    /// Write to a file; `-` is standard output [default: next to the outline]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Choose pdf, png, svg, txt, pptx or html [default: by the extension of `-o`, else pdf]
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<OutputFormat>,

    /// Render only these page numbers, such as 1,4-6 [default: all]
    #[arg(
        long,
        value_name = "PAGES",
        value_parser = |text: &str| text.parse::<PageSelection>(),
        allow_hyphen_values = true
    )]
    pub pages: Option<PageSelection>,

    /// Set the PNG pixels per point [default: 2]
    #[arg(long, value_name = "NUMBER", value_parser = parse_positive, conflicts_with = "width")]
    pub scale: Option<f32>,

    /// Set the PNG width in pixels
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,

    /// Limit the pixels per inch of pictures [default: the outline's `max_dpi`, or no limit]
    #[arg(long, value_name = "DPI", value_parser = parse_positive)]
    pub max_dpi: Option<f32>,
}

/// Parses a number above 0.
pub(crate) fn parse_positive(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number),
        _ => Err("expected a number above 0".to_owned()),
    }
}

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OutputTarget {
    /// Standard output.
    Stream,
    /// A file. If there is one file per page, the page number goes before the extension.
    File(PathBuf),
}

impl OutputArgs {
    /// Returns the format of the result.
    pub(crate) fn resolve_format(&self) -> OutputFormat {
        self.format
            .or_else(|| self.output.as_deref().and_then(OutputFormat::from_path))
            .unwrap_or(OutputFormat::Pdf)
    }

    /// Returns the target of the result. `suffix` distinguishes a handout from its deck.
    ///
    /// # Errors
    ///
    /// If the result cannot be written there.
    pub(crate) fn resolve_target(
        &self,
        outline: &Path,
        suffix: &str,
    ) -> Result<OutputTarget, CliError> {
        if let Some(path) = self.output.as_deref().filter(|path| is_same_path(path, outline)) {
            return Err(overwritten_outline_error(path, self.resolve_format()));
        }
        if let (None, Some(path)) = (self.format, &self.output)
            && let Some(ending) =
                path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
            && UNSUPPORTED_EXTENSIONS.contains(&ending.as_str())
        {
            let is_picture =
                matches!(ending.as_str(), "jpg" | "jpeg" | "gif" | "webp" | "tif" | "tiff");
            let is_slides = matches!(ending.as_str(), "ppt" | "ppsx" | "odp" | "key");
            let nearest = match (is_picture, is_slides) {
                (true, _) => "png",
                (_, true) => "pptx",
                _ if ending == "htm" => "html",
                _ => "pdf",
            };
            let supported = path.with_extension(nearest);
            return Err(CliError::usage(format!(
                "unsupported output format {ending}; expected pdf, png, svg, txt, pptx or html"
            ))
            .with_help(format!("write `-o {}`", quote_path(&supported))));
        }
        let extension = self.resolve_format().extension();
        let named = |folder: &Path| {
            let stem = if is_stream(outline) {
                "slides".into()
            } else {
                outline.file_stem().unwrap_or_default().to_owned()
            };
            folder.join(format!("{}{suffix}.{extension}", stem.to_string_lossy()))
        };
        let target = match &self.output {
            Some(path) if is_stream(path) => OutputTarget::Stream,
            Some(path) if path.is_dir() || names_folder(path) => OutputTarget::File(named(path)),
            Some(path) => OutputTarget::File(path.clone()),
            None if is_stream(outline) => OutputTarget::Stream,
            None => OutputTarget::File(named(outline.parent().unwrap_or(Path::new("")))),
        };
        let is_binary = matches!(
            self.resolve_format(),
            OutputFormat::Pdf | OutputFormat::Png | OutputFormat::Pptx
        );
        match &target {
            OutputTarget::Stream if is_binary && std::io::stdout().is_terminal() => {
                let format = extension.to_uppercase();
                Err(CliError::usage(format!("cannot write a {format} to a terminal")).with_help(
                    format!("name a file with `-o talk.{extension}`, or redirect the output"),
                ))
            }
            OutputTarget::File(path) if is_same_path(path, outline) => {
                Err(overwritten_outline_error(outline, self.resolve_format()))
            }
            _ => Ok(target),
        }
    }

    /// Whether `-o` names a file, not a folder.
    fn names_file(&self) -> bool {
        self.output.as_deref().is_some_and(|path| !path.is_dir() && !names_folder(path))
    }

    /// Returns the folder of `-o folder/`, which is created if it does not exist.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| names_folder(path))
    }

    /// Draws the pages of a finished PDF in the requested format, one byte vector per page.
    ///
    /// # Errors
    ///
    /// If they cannot be drawn.
    pub(crate) fn draw_pages(&self, pdf: &[u8]) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let pages = match self.resolve_format() {
            OutputFormat::Svg => export::render_svg(pdf)
                .map(|pages| pages.into_iter().map(String::into_bytes).collect()),
            _ => export::render_png(pdf, |width, height| match self.width {
                Some(pixels) => (f32::from(pixels), (f32::from(pixels) * height / width).round()),
                None => (width * self.scale.unwrap_or(2.0), height * self.scale.unwrap_or(2.0)),
            }),
        };
        pages.map_err(|PictureError(reason)| {
            Diagnostic::error_without_span(Code::PageNotDrawn, reason)
                .with_help("reduce the picture size with `--width` or `--scale`")
        })
    }

    /// Returns the file name of each page: `slides.png` becomes `slides-01.png` and so on. A single
    /// page keeps a name that the user has given.
    pub(crate) fn name_page_files(&self, path: &Path, labels: &[usize]) -> Vec<PathBuf> {
        if labels.len() == 1 && self.names_file() {
            return vec![path.to_owned()];
        }
        let digits = labels.iter().max().map_or(1, |largest| largest.to_string().len()).max(2);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let extension = path
            .extension()
            .map_or(String::new(), |extension| format!(".{}", extension.to_string_lossy()));
        labels
            .iter()
            .map(|label| path.with_file_name(format!("{stem}-{label:0digits$}{extension}")))
            .collect()
    }
}

/// Whether two paths are equal or lead to the same file.
fn is_same_path(path: &Path, other: &Path) -> bool {
    path == other || assets::is_same_file(path, other)
}

fn overwritten_outline_error(outline: &Path, format: OutputFormat) -> CliError {
    let headline = format!("the result would overwrite the outline `{}`", outline.display());
    CliError::usage(headline)
        .with_help(format!("name another file with `-o talk.{}`", format.extension()))
}

/// Whether a path is written as a folder, with a separator at its end.
fn names_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}

/// Checks that no result overwrites a file that it is made from, or another result.
///
/// # Errors
///
/// If one would.
pub(crate) fn check_overwrites(
    results: &[(OutputTarget, Vec<u8>)],
    inputs: &[(PathBuf, Stamp)],
) -> Result<(), Diagnostic> {
    let paths: Vec<&Path> = results
        .iter()
        .filter_map(|(target, _)| match target {
            OutputTarget::File(path) => Some(path.as_path()),
            OutputTarget::Stream => None,
        })
        .collect();
    if let Some(path) = assets::find_overwritten_input(paths.iter().copied(), inputs) {
        return Err(overwrite_error(path));
    }
    // Only the PDF and its companion can have the same name; pages have numbers.
    if let [notes, pdf] = paths[..]
        && (notes == pdf || assets::is_same_file(notes, pdf))
    {
        let message = format!("the PDF and its pdfpc file would both be `{}`", pdf.display());
        return Err(Diagnostic::error_without_span(Code::UnwritableOutput, message)
            .with_help("give the PDF another extension, such as `-o talk.pdf`"));
    }
    Ok(())
}

/// Returns the error for a result at `path` that would overwrite an input.
pub(crate) fn overwrite_error(path: &Path) -> Diagnostic {
    let message = format!("the result would overwrite `{}`, which the deck uses", path.display());
    Diagnostic::error_without_span(Code::UnwritableOutput, message)
        .with_help("name another file or folder with `-o`")
}

/// Writes results: either all files or none. `folder` is created if it does not exist.
///
/// # Errors
///
/// If one of them cannot be written.
pub(crate) fn write_targets(
    results: &[(OutputTarget, Vec<u8>)],
    folder: Option<&Path>,
) -> Result<(), Diagnostic> {
    let files = results.iter().filter_map(|(target, bytes)| match target {
        OutputTarget::File(path) => Some((path.as_path(), bytes.as_slice())),
        OutputTarget::Stream => None,
    });
    match folder {
        Some(folder) => assets::write_files_in_folder(folder, files)?,
        None => assets::write_files(files)?,
    }
    for (_, bytes) in results.iter().filter(|(target, _)| *target == OutputTarget::Stream) {
        terminal::write_whole_result(bytes)?;
    }
    Ok(())
}
