//! Where results go, and as what: a PDF, pictures of its pages, or its words.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use plenary::diagnostic::{Code, Diagnostic};
use plenary::export::{self, PageSelection, PictureError};

use super::{is_stream, terminal};

/// What a deck can be made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// A PDF
    Pdf,
    /// A picture of each page, in pixels
    Png,
    /// A drawing of each page, with words as outlines
    Svg,
    /// The words
    Txt,
}

impl OutputFormat {
    /// The end of such a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Txt => "txt",
        }
    }

    /// The format that a file's name asks for.
    fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        Self::value_variants().iter().copied().find(|format| format.extension() == extension)
    }
}

/// Ends of names that promise what plenary does not write.
const UNSUPPORTED_EXTENSIONS: [&str; 20] = [
    "pptx", "ppt", "ppsx", "odp", "key", "docx", "doc", "odt", "html", "htm", "md", "tex", "ps",
    "eps", "jpg", "jpeg", "gif", "webp", "tif", "tiff",
];

/// What was said of the result, wherever a command makes one.
#[derive(clap::Args)]
#[command(next_help_heading = "Result")]
pub struct OutputArgs {
    /// Where it goes; `-` is standard output [default: beside the outline]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// pdf, png, svg or txt [default: as the name behind `-o` says, else pdf]
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<OutputFormat>,

    /// Only these pages, by the numbers on the slides: 1,4-6
    #[arg(long, value_name = "PAGES", value_parser = |text: &str| text.parse::<PageSelection>(), allow_hyphen_values = true)]
    pub pages: Option<PageSelection>,

    /// Pixels of a PNG for each point of the page [default: 2]
    #[arg(long, value_name = "N", value_parser = parse_positive, conflicts_with = "width")]
    pub scale: Option<f32>,

    /// Width of a PNG in pixels
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,

    /// The most pixels an inch that pictures in a PDF keep
    #[arg(long, value_name = "N", value_parser = parse_positive)]
    pub max_dpi: Option<f32>,
}

/// A number above 0.
pub fn parse_positive(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number),
        _ => Err("write a number above 0".to_owned()),
    }
}

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputTarget {
    /// Standard output.
    Stream,
    /// A file; of several pages, a file each with the page's number before the extension.
    File(PathBuf),
}

impl OutputArgs {
    /// What is made.
    pub fn resolve_format(&self) -> OutputFormat {
        self.format
            .or_else(|| self.output.as_deref().and_then(OutputFormat::from_path))
            .unwrap_or(OutputFormat::Pdf)
    }

    /// Where it goes. `suffix` tells a handout from its deck.
    ///
    /// # Errors
    ///
    /// Why it cannot go there.
    pub fn resolve_target(&self, outline: &Path, suffix: &str) -> Result<OutputTarget, String> {
        if let (None, Some(path)) = (self.format, &self.output)
            && let Some(ending) =
                path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
            && UNSUPPORTED_EXTENSIONS.contains(&ending.as_str())
        {
            let picture =
                matches!(ending.as_str(), "jpg" | "jpeg" | "gif" | "webp" | "tif" | "tiff");
            let instead = path.with_extension(if picture { "png" } else { "pdf" });
            return Err(format!(
                "plenary writes pdf, png, svg and txt, not {ending}\nhelp: write `-o {}`",
                super::quote_argument(&instead)
            ));
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
        let is_binary = matches!(self.resolve_format(), OutputFormat::Pdf | OutputFormat::Png);
        match &target {
            OutputTarget::Stream if is_binary && std::io::stdout().is_terminal() => Err(format!(
                "a {} is not for reading on a terminal\nhelp: name a file with `-o talk.{extension}`, or send the output into another program",
                extension.to_uppercase()
            )),
            OutputTarget::File(path) if path == outline => Err(format!(
                "the result would take the outline's place\nhelp: name another file with `-o talk.{extension}`"
            )),
            _ => Ok(target),
        }
    }

    /// Whether `-o` names a file, not the folder for it.
    pub fn names_file(&self) -> bool {
        self.output.as_deref().is_some_and(|path| !path.is_dir() && !names_folder(path))
    }

    /// Makes the folder that `-o folder/` asks for.
    ///
    /// # Errors
    ///
    /// Why it cannot be made.
    pub fn make_folder(&self) -> Result<(), Diagnostic> {
        self.output
            .as_deref()
            .filter(|path| names_folder(path))
            .map_or(Ok(()), plenary::assets::make_folder)
    }

    /// The pages of a finished PDF in the format that was asked for, each as bytes.
    ///
    /// # Errors
    ///
    /// Why they cannot be drawn.
    pub fn draw_pages(&self, pdf: &[u8]) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let pages = match self.resolve_format() {
            OutputFormat::Svg => export::render_svg(pdf)
                .map(|pages| pages.into_iter().map(String::into_bytes).collect()),
            _ => export::render_png(pdf, |width, height| match self.width {
                Some(pixels) => (f32::from(pixels), (f32::from(pixels) * height / width).round()),
                None => (width * self.scale.unwrap_or(2.0), height * self.scale.unwrap_or(2.0)),
            }),
        };
        pages.map_err(|PictureError(reason)| {
            Diagnostic::error_without_span(Code::PictureNotDrawn, reason)
                .with_help("ask for smaller pictures with `--width` or `--scale`")
        })
    }
}

/// Whether a path says that it is a folder, be it there or not.
fn names_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}

/// Writes results: the files all or none of them.
///
/// # Errors
///
/// Why one of them cannot be written.
pub fn write_targets(results: &[(OutputTarget, Vec<u8>)]) -> Result<(), Diagnostic> {
    let files = results.iter().filter_map(|(target, bytes)| match target {
        OutputTarget::File(path) => Some((path.as_path(), bytes.as_slice())),
        OutputTarget::Stream => None,
    });
    plenary::assets::write_files(files)?;
    for (_, bytes) in results.iter().filter(|(target, _)| *target == OutputTarget::Stream) {
        terminal::write_result(bytes).map_err(|error| {
            Diagnostic::error_without_span(
                Code::OutputUnwritable,
                format!("standard output cannot be written: {error}"),
            )
        })?;
    }
    Ok(())
}

/// The file of each page: `slides.png` becomes `slides-01.png` and so on; the name stays where one
/// page is all and was named.
pub fn name_page_files(path: &Path, labels: &[usize], is_named: bool) -> Vec<PathBuf> {
    if labels.len() == 1 && is_named {
        return vec![path.to_owned()];
    }
    let digits = labels.iter().max().map_or(1, |most| most.to_string().len()).max(2);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    labels
        .iter()
        .map(|label| path.with_file_name(format!("{stem}-{label:0digits$}.{extension}")))
        .collect()
}
