//! `plenary package`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use plenary::assets::{self, Stamp};
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::export::{self, PictureError};
use plenary::html::{self, HtmlFile};
use plenary::layout::{Handout, HandoutKind};
use plenary::show::StepSelection;
use plenary::source::Sources;
use plenary::template::Values;
use plenary::{FinishedDeck, Input, Options, PdfOptions};

use super::error::CliError;
use super::input_args::InputArgs;
use super::max_size::MaxSize;
use super::messages::MessageArgs;
use super::output::{overwrite_error, parse_positive};
use super::package_media::{MediaCopy, copy_media, list_media, media_folder};
use super::pdf_args::read_source_date;
use super::render::{PaperName, handout_suffix};
use super::rows::{self, RowArgs, RowResult, RowRun};
use super::terminal::{self, pluralize};
use super::{FAILURE, SUCCESS, USAGE_ERROR, outline_arg};

/// Slides on a sheet of the handout, leaving space to write next to them.
const SLIDES_PER_SHEET: u8 = 3;

/// Arguments of `plenary package`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary package slides.yaml              write to the folder slides-package
  plenary package slides.yaml -o talk      write to the folder talk
  plenary package slides.yaml --data cities.csv -o 'out/{{ city | slug }}'
                                           write a package for each row of a table

The package holds slides.pdf, slides-handout.pdf, slides-notes.pdf, slides.pdfpc, slides.txt,
slides.pptx, slides.html and a PNG of each slide in slides-png. Videos, recordings and animated
pictures are copied to slides-media.

Exit code: 0 everything is written, 1 there are errors and nothing is written, 2 wrong usage.")]
pub(crate) struct PackageArgs {
    /// Outline, or folder with one [default: this folder]
    pub outline: Option<PathBuf>,

    /// Write to this folder [default: named after the outline]
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,

    /// Choose the paper of handout and notes
    #[arg(long, value_enum, default_value = "a4")]
    pub paper: PaperName,

    /// Limit the pixels per inch of pictures [default: the outline's `max_dpi`, or no limit]
    #[arg(long, value_name = "DPI", value_parser = parse_positive)]
    pub max_dpi: Option<f32>,

    /// Make pictures smaller until no file is larger than this, such as 10MB
    #[arg(long, value_name = "SIZE", value_parser = MaxSize::parse)]
    pub max_size: Option<MaxSize>,

    /// Embed the fonts in the PowerPoint file, as far as their licences allow
    #[arg(long)]
    pub embed_fonts: bool,

    #[command(flatten)]
    pub rows: RowArgs,

    #[command(flatten)]
    pub reading: InputArgs,

    /// How errors are shown.
    #[command(flatten)]
    pub messages: MessageArgs,

    /// Print nothing on success
    #[arg(short, long)]
    pub quiet: bool,
}

/// A file of the package: its path in the folder, a short description, and its bytes.
struct PackageFile {
    path: PathBuf,
    description: String,
    bytes: Vec<u8>,
    /// The number of pages of a PDF, which is verified.
    pages: Option<usize>,
}

/// Builds all files in memory, verifies them, and only then writes them.
pub(crate) fn run(args: &PackageArgs) -> Result<u8, CliError> {
    let outline = resolve_outline(args)?;
    let creation_date = read_source_date()?;
    let stem = outline.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder =
        args.output.clone().unwrap_or_else(|| outline.with_file_name(format!("{stem}-package")));
    let pdf = PdfOptions {
        steps: StepSelection::All,
        write_pdfpc: true,
        creation_date,
        ..PdfOptions::default()
    };
    let options = Options {
        pdf,
        max_dpi: args.max_dpi,
        keeps_chart_data: true,
        embed_fonts: args.embed_fonts,
        ..args.reading.to_options()
    };
    if args.rows.data.is_some() {
        return package_rows(args, &outline, &stem, &options);
    }
    let Package { files, media, resolution, mut diagnostics, sources, dependencies } =
        build_package(args, &outline, &stem, &options);
    if let Some(files) = &files {
        if let Some(path) = find_overwritten_input(&folder, files, &dependencies) {
            diagnostics.push(overwrite_error(&path));
            args.messages.print_diagnostics(&diagnostics, &sources);
            return Ok(USAGE_ERROR);
        }
        let written = write_package(&folder, &stem, files, &dependencies);
        diagnostics.extend(written.and_then(|()| copy_media(&folder, &stem, &media)).err());
    }
    args.messages.print_diagnostics(&diagnostics, &sources);
    let has_error = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let Some(files) = files.filter(|_| !has_error) else { return Ok(FAILURE) };
    if !args.quiet && args.messages.is_human_readable() {
        for line in format_summary(&folder, &files) {
            terminal::print_message(&line);
        }
        if let Some((dpi, size)) = resolution.zip(args.max_size) {
            let message =
                format!("pictures have at most {dpi} pixels per inch, so that each file fits in");
            terminal::print_message(&format!("{message} {size}"));
        }
        if !media.is_empty() {
            let target = folder.join(media_folder(&stem));
            let count = pluralize(media.len(), "file");
            terminal::print_message(&format!("{}: {count} to be played", target.display()));
        }
    }
    Ok(SUCCESS)
}

/// Builds a package for each row of the table, each in a folder of its own.
fn package_rows(
    args: &PackageArgs,
    outline: &Path,
    stem: &str,
    options: &Options,
) -> Result<u8, CliError> {
    let pattern = args.output.clone().unwrap_or_default();
    let render = |values: Values, folder: &Path| {
        let options = Options { values, ..options.clone() };
        let Package { files, media, mut diagnostics, sources, mut dependencies, .. } =
            build_package(args, outline, stem, &options);
        dependencies.extend(args.rows.table_input());
        let written = files.and_then(|files| {
            let error = match find_overwritten_input(folder, &files, &dependencies) {
                Some(path) => Err(overwrite_error(&path)),
                None => write_package(folder, stem, &files, &dependencies)
                    .and_then(|()| copy_media(folder, stem, &media)),
            };
            diagnostics.extend(error.clone().err());
            let bytes = files.iter().map(|file| file.bytes.len()).sum();
            error.ok().map(|()| (files.iter().filter_map(|file| file.pages).sum(), bytes))
        });
        let has_error = diagnostics.iter().any(|found| found.severity == Severity::Error);
        let written = written.filter(|_| !has_error);
        RowResult { written, diagnostics, sources, dependencies }
    };
    let run = RowRun {
        args: &args.rows,
        pattern: &pattern,
        outline,
        values: options.values.clone(),
        messages: args.messages,
        quiet: args.quiet,
    };
    rows::run(&run, &render)
}

fn resolve_outline(args: &PackageArgs) -> Result<PathBuf, CliError> {
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "package",
        args.messages,
        args.quiet,
    )?;
    if super::is_stream(&outline) {
        return Err(CliError::usage("a package cannot be built from standard input")
            .with_help("name the file of the outline"));
    }
    Ok(outline)
}

/// Returns the first file of the package that would overwrite a file that the deck uses.
fn find_overwritten_input(
    folder: &Path,
    files: &[PackageFile],
    inputs: &[(PathBuf, Stamp)],
) -> Option<PathBuf> {
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    assets::find_overwritten_input(paths.iter().map(PathBuf::as_path), inputs).map(Path::to_owned)
}

/// Writes all files or none. Removes pictures left over from an earlier, longer deck, but none that
/// the deck uses.
fn write_package(
    folder: &Path,
    stem: &str,
    files: &[PackageFile],
    inputs: &[(PathBuf, Stamp)],
) -> Result<(), Diagnostic> {
    let pictures = PathBuf::from(pictures_folder(stem));
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    assets::write_files_in_folder(
        &folder.join(&pictures),
        paths.iter().zip(files).map(|(path, file)| (path.as_path(), file.bytes.as_slice())),
    )?;
    let is_input = |name: &str| {
        assets::find_overwritten_input([folder.join(&pictures).join(name).as_path()], inputs)
            .is_some()
    };
    let is_picture = |name: &str| {
        name.strip_suffix(".png")
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_new = |name: &str| files.iter().any(|file| file.path == pictures.join(name));
    assets::remove_files(&folder.join(&pictures), |name| {
        is_picture(name) && !is_new(name) && !is_input(name)
    });
    Ok(())
}

/// Returns the name of the folder of pictures.
fn pictures_folder(stem: &str) -> String {
    format!("{stem}-png")
}

/// The files of a package, `None` if there are errors, and the diagnostics.
struct Package {
    files: Option<Vec<PackageFile>>,
    media: Vec<MediaCopy>,
    /// The resolution that was chosen so that all files fit, in pixels per inch.
    resolution: Option<f32>,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    /// Every file that was read.
    dependencies: Vec<(PathBuf, Stamp)>,
}

/// Builds and verifies the files of the package, with smaller pictures until they fit.
fn build_package(args: &PackageArgs, outline: &Path, stem: &str, options: &Options) -> Package {
    let Some(max_size) = args.max_size else {
        return build_package_once(args, outline, stem, options);
    };
    let mut resolutions = MaxSize::resolutions(options.max_dpi);
    let mut chosen = resolutions.next().flatten();
    loop {
        let options = Options { max_dpi: chosen, ..options.clone() };
        let mut package = build_package_once(args, outline, stem, &options);
        let is_large = |file: &&PackageFile| !max_size.fits(file.bytes.len());
        let Some(large) = package.files.iter().flatten().find(is_large) else {
            package.resolution = chosen.filter(|_| chosen != args.max_dpi);
            return package;
        };
        match resolutions.next() {
            Some(smaller) => chosen = smaller,
            None => {
                let name = large.path.display().to_string();
                package.diagnostics.push(max_size.error(&name, large.bytes.len()));
                package.files = None;
                return package;
            }
        }
    }
}

fn build_package_once(
    args: &PackageArgs,
    outline: &Path,
    stem: &str,
    options: &Options,
) -> Package {
    show_progress(args, "deck");
    let input = Input::File(outline.to_owned());
    let mut finished = plenary::write_pdf(plenary::lay_out(input, options), options);
    let mut diagnostics = std::mem::take(&mut finished.diagnostics).into_sorted();
    let files = build_files(args, &mut finished, stem, options, &mut diagnostics);
    show_progress(args, "");
    let mut is_verified = true;
    for file in files.iter().flatten() {
        if let Err(diagnostic) = file.verify() {
            is_verified = false;
            diagnostics.push(diagnostic);
        }
    }
    let files = files.filter(|_| is_verified);
    Package {
        files,
        media: list_media(&finished),
        resolution: None,
        diagnostics,
        sources: finished.sources,
        dependencies: finished.dependencies,
    }
}

/// Builds the files of the package, or returns `None` if there are errors.
fn build_files(
    args: &PackageArgs,
    deck: &mut FinishedDeck,
    stem: &str,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<PackageFile>> {
    let pdf = deck.pdf.take()?;
    let pages = deck.scene.step_pages(options.pdf.steps).len();
    let notes = deck.pdfpc.take().unwrap_or_default();
    let mut files = vec![
        PackageFile {
            pages: Some(pages),
            ..PackageFile::new(format!("{stem}.pdf"), pluralize(pages, "page"), pdf)
        },
        PackageFile::new(format!("{stem}.pdfpc"), "notes and steps for pdfpc", notes.into_bytes()),
    ];
    for (kind, name) in
        [(HandoutKind::Slides(SLIDES_PER_SHEET), "handout"), (HandoutKind::Notes, "notes")]
    {
        show_progress(args, name);
        let handout = Handout { kind, paper: args.paper.into() };
        let (written, mut new) = deck.write_handout(handout, options);
        // Diagnostics that the deck has reported already are not repeated.
        new.retain(|diagnostic| !diagnostics.contains(diagnostic));
        diagnostics.extend(new);
        let (pdf, sheets) = written?;
        let path = format!("{stem}{}.pdf", handout_suffix(Some(handout)));
        files.push(PackageFile {
            pages: Some(sheets),
            ..PackageFile::new(path, pluralize(sheets, "sheet"), pdf)
        });
    }
    let text = export::extract_text(&deck.scene);
    files.push(PackageFile::new(format!("{stem}.txt"), "the text", text.into_bytes()));
    show_progress(args, "PowerPoint file");
    match deck.write_pptx(options) {
        Ok(pptx) => {
            diagnostics.extend(pptx.diagnostics);
            let path = format!("{stem}.pptx");
            files.push(PackageFile::new(path, "to edit in PowerPoint", pptx.bytes));
        }
        Err(error) => {
            diagnostics.push(error);
            return None;
        }
    }
    show_progress(args, "HTML file");
    match html::write_html(deck, options, Some(&format!("{}/", media_folder(stem)))) {
        Ok(HtmlFile { bytes, .. }) => {
            files.push(PackageFile::new(format!("{stem}.html"), "to present in a browser", bytes));
        }
        Err(errors) => {
            diagnostics.extend(errors);
            return None;
        }
    }
    show_progress(args, "pictures");
    let slides = deck.write_without_steps(options).unwrap_or_default();
    match export::render_png(&slides, |width, height| (width * 2.0, height * 2.0)) {
        Ok(pictures) => {
            let digits = pictures.len().to_string().len().max(2);
            let folder = pictures_folder(stem);
            files.extend(pictures.into_iter().enumerate().map(|(index, picture)| {
                PackageFile::new(format!("{folder}/{:0digits$}.png", index + 1), "", picture)
            }));
            Some(files)
        }
        Err(PictureError(reason)) => {
            diagnostics.push(Diagnostic::error_without_span(Code::PageNotDrawn, reason));
            None
        }
    }
}

impl PackageFile {
    fn new(path: impl Into<PathBuf>, description: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { path: path.into(), description: description.into(), bytes, pages: None }
    }

    /// Checks that the file is not empty, and reads a PDF back with an independent library.
    fn verify(&self) -> Result<(), Diagnostic> {
        let name = self.path.display();
        let error =
            |message: String| Err(Diagnostic::error_without_span(Code::PdfFailure, message));
        if self.bytes.is_empty() {
            return error(format!("`{name}` would be empty"));
        }
        let Some(expected) = self.pages else { return Ok(()) };
        match export::inspect_pdf(&self.bytes) {
            Some(pdf) if pdf.pages != expected => {
                error(format!("`{name}` has {} pages instead of {expected}", pdf.pages))
            }
            Some(pdf) if !pdf.is_tagged => error(format!("`{name}` is not tagged")),
            Some(_) => Ok(()),
            None => error(format!("`{name}` cannot be read back")),
        }
    }
}

/// Shows on a terminal what is being built; an empty text clears the line.
fn show_progress(args: &PackageArgs, what: &str) {
    let is_alone = args.rows.data.is_none() && !args.quiet;
    if is_alone && args.messages.is_human_readable() && std::io::stderr().is_terminal() {
        let line = if what.is_empty() { String::new() } else { format!("building the {what} …") };
        terminal::print_raw_message(&format!("\r\u{1b}[2K{line}"));
    }
}

/// Returns one line per file, and one line for all pictures.
fn format_summary(folder: &Path, files: &[PackageFile]) -> Vec<String> {
    let (pictures, named): (Vec<&PackageFile>, Vec<&PackageFile>) =
        files.iter().partition(|file| file.description.is_empty());
    let kilobytes = |files: &[&PackageFile]| {
        files.iter().map(|file| file.bytes.len()).sum::<usize>().div_ceil(1000)
    };
    let mut lines: Vec<String> = named
        .iter()
        .map(|file| {
            format!(
                "{}: {}, {} kB",
                folder.join(&file.path).display(),
                file.description,
                kilobytes(&[file])
            )
        })
        .collect();
    if let Some(first) = pictures.first().and_then(|file| file.path.parent()) {
        lines.push(format!(
            "{}: {}, {} kB",
            folder.join(first).display(),
            pluralize(pictures.len(), "picture"),
            kilobytes(&pictures)
        ));
    }
    lines
}
