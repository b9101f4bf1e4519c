//! `plenary package`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use plenary::diagnostic::{Code, Diagnostic};
use plenary::export::{self, PictureError};
use plenary::layout::{Handout, HandoutKind};
use plenary::scene::DateTime;
use plenary::show::StepSelection;
use plenary::source::Sources;
use plenary::{Input, Options, PdfOptions};

use super::input_args::InputArgs;
use super::messages::MessageArgs;
use super::pdf_args::read_source_date;
use super::render::{PaperName, handout_suffix};
use super::{FAILURE, SUCCESS, USAGE_ERROR, outline_arg, terminal};

/// Slides on a sheet of the handout: as many as leave room to write beside them.
const SLIDES_PER_SHEET: u8 = 3;

/// What `package` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary package slides.yaml              writes into the folder slides-package
  plenary package slides.yaml -o talk      writes into the folder talk

What is written: slides.pdf, slides-handout.pdf, slides-notes.pdf, slides.pdfpc, slides.txt
and a PNG of each slide in slides-png.

Exit code: 0 all is written, 1 the outline or a file has a mistake and nothing is written, 2 wrong usage.")]
pub struct PackageArgs {
    /// The outline, or a folder with one [default: this folder]
    pub outline: Option<PathBuf>,

    /// The folder to write to [default: named after the outline]
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,

    /// Paper of handout and notes
    #[arg(long, value_enum, default_value = "a4")]
    pub paper: PaperName,

    #[command(flatten)]
    pub reading: InputArgs,

    /// How mistakes are shown.
    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,
}

/// A file of the package: its path in the folder, what it is in a few words, its bytes.
struct PackageFile {
    path: PathBuf,
    about: String,
    bytes: Vec<u8>,
}

/// Makes everything in memory, checks it, and only then writes.
pub fn run(args: &PackageArgs) -> u8 {
    let (outline, moment) = match resolve_outline(args) {
        Ok(told) => told,
        Err(message) => {
            terminal::print_message(&format!("error: {message}"));
            return USAGE_ERROR;
        }
    };
    let stem = outline.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder =
        args.output.clone().unwrap_or_else(|| outline.with_file_name(format!("{stem}-package")));
    let pdf = PdfOptions {
        steps: StepSelection::All,
        write_pdfpc: true,
        creation_date: moment,
        ..PdfOptions::default()
    };
    let options = Options { pdf, ..args.reading.to_options() };
    let (files, mut findings, sources) = build_package(args, outline, &stem, &options);
    if let Some(files) = &files {
        findings.extend(write_package(&folder, &stem, files).err());
    }
    let failed = files.is_none()
        || findings.iter().any(|finding| finding.severity == plenary::diagnostic::Severity::Error);
    args.messages.print_diagnostics(&findings, &sources);
    if failed {
        return FAILURE;
    }
    if !args.quiet && args.messages.is_human_readable() {
        for line in format_summary(&folder, files.as_deref().unwrap_or_default()) {
            terminal::print_message(&line);
        }
    }
    SUCCESS
}

/// The outline, and the moment that the files are to name; or how the program was used wrongly.
fn resolve_outline(args: &PackageArgs) -> Result<(PathBuf, Option<DateTime>), String> {
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "package",
        args.messages,
        args.quiet,
    )?;
    if super::is_stream(&outline) {
        return Err(
            "a package is named after its outline\nhelp: name the outline's file".to_owned()
        );
    }
    Ok((outline, read_source_date()?))
}

/// Writes all files or none. Pictures that an earlier, longer deck has left are removed.
fn write_package(folder: &Path, stem: &str, files: &[PackageFile]) -> Result<(), Diagnostic> {
    let pictures = PathBuf::from(pictures_folder(stem));
    plenary::assets::make_folder(&folder.join(&pictures))?;
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    plenary::assets::write_files(
        paths.iter().zip(files).map(|(path, file)| (path.as_path(), file.bytes.as_slice())),
    )?;
    let is_picture = |name: &str| {
        name.strip_suffix(".png")
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_new = |name: &str| files.iter().any(|file| file.path == pictures.join(name));
    plenary::assets::remove_files(&folder.join(&pictures), |name| {
        is_picture(name) && !is_new(name)
    });
    Ok(())
}

/// The folder of the pictures.
fn pictures_folder(stem: &str) -> String {
    format!("{stem}-png")
}

/// Everything of the package, unless a mistake forbids it; and what was found.
fn build_package(
    args: &PackageArgs,
    outline: PathBuf,
    stem: &str,
    options: &Options,
) -> (Option<Vec<PackageFile>>, Vec<Diagnostic>, Sources) {
    show_progress(args, "deck");
    let mut finished = plenary::write_pdf(plenary::lay_out(Input::File(outline), options), options);
    let mut diagnostics = std::mem::take(&mut finished.diagnostics).into_sorted();
    let Some(pdf) = finished.pdf.take() else {
        show_progress(args, "");
        return (None, diagnostics, finished.sources);
    };
    let pages = finished.scene.step_pages(options.pdf.steps).len();
    let mut files = Vec::new();
    let mut add = |name: String, about: String, bytes: Vec<u8>| {
        files.push(PackageFile { path: name.into(), about, bytes })
    };
    let mut checked = vec![verify_pdf(&format!("{stem}.pdf"), &pdf, pages)];
    add(format!("{stem}.pdf"), format_count(pages, "page"), pdf);
    add(
        format!("{stem}.pdfpc"),
        "notes and steps for pdfpc".to_owned(),
        finished.pdfpc.take().unwrap_or_default().into_bytes(),
    );
    for (kind, what) in
        [(HandoutKind::Slides(SLIDES_PER_SHEET), "handout"), (HandoutKind::Notes, "notes")]
    {
        show_progress(args, what);
        let handout = Handout { kind, paper: args.paper.into() };
        let (printed, found) = finished.write_handout(handout, options);
        // What it finds beside what the deck has shown is its own.
        diagnostics.extend(
            found.into_iter().filter(|finding| !diagnostics.contains(finding)).collect::<Vec<_>>(),
        );
        let Some((pdf, sheets)) = printed else {
            show_progress(args, "");
            return (None, diagnostics, finished.sources);
        };
        let name = format!("{stem}{}.pdf", handout_suffix(Some(handout)));
        checked.push(verify_pdf(&name, &pdf, sheets));
        add(name, format_count(sheets, "sheet"), pdf);
    }
    add(
        format!("{stem}.txt"),
        "the words".to_owned(),
        export::extract_text(&finished.scene).into_bytes(),
    );
    show_progress(args, "pictures");
    let slides = finished.write_without_steps(options).unwrap_or_default();
    match export::render_png(&slides, |width, height| (width * 2.0, height * 2.0)) {
        Ok(drawn) => {
            let digits = drawn.len().to_string().len().max(2);
            for (index, picture) in drawn.into_iter().enumerate() {
                add(
                    format!("{}/{:0digits$}.png", pictures_folder(stem), index + 1),
                    String::new(),
                    picture,
                );
            }
        }
        Err(PictureError(reason)) => {
            checked.push(Err(Diagnostic::error_without_span(Code::PictureNotDrawn, reason)))
        }
    }
    show_progress(args, "");
    if let Some(empty) = files.iter().find(|file| file.bytes.is_empty()) {
        let message = format!("`{}` would be empty", empty.path.display());
        checked.push(Err(Diagnostic::error_without_span(Code::PdfFailure, message)));
    }
    let faults: Vec<Diagnostic> = checked.into_iter().filter_map(Result::err).collect();
    let sound = faults.is_empty();
    diagnostics.extend(faults);
    (sound.then_some(files), diagnostics, finished.sources)
}

/// Reads a finished PDF back with a library that did not write it.
fn verify_pdf(name: &str, pdf: &[u8], pages: usize) -> Result<(), Diagnostic> {
    let fault = |reason: String| {
        Err(Diagnostic::error_without_span(Code::PdfFailure, format!("`{name}` {reason}")))
    };
    match export::inspect_pdf(pdf) {
        Some(found) if found.pages != pages => {
            fault(format!("has {} pages where {pages} were made", found.pages))
        }
        Some(found) if !found.is_tagged => fault("is not tagged".to_owned()),
        Some(_) => Ok(()),
        None => fault("cannot be read back".to_owned()),
    }
}

/// Says on a terminal what is being made; an empty word takes it away.
fn show_progress(args: &PackageArgs, what: &str) {
    if !args.quiet && args.messages.is_human_readable() && std::io::stderr().is_terminal() {
        let line = if what.is_empty() { String::new() } else { format!("making the {what} …") };
        terminal::print_raw_message(&format!("\r\u{1b}[2K{line}"));
    }
}

/// A line a file, and one for all pictures.
fn format_summary(folder: &Path, files: &[PackageFile]) -> Vec<String> {
    let (pictures, named): (Vec<&PackageFile>, Vec<&PackageFile>) =
        files.iter().partition(|file| file.about.is_empty());
    let kilobytes = |files: &[&PackageFile]| {
        files.iter().map(|file| file.bytes.len()).sum::<usize>().div_ceil(1000)
    };
    let mut lines: Vec<String> = named
        .iter()
        .map(|file| {
            format!(
                "{}: {}, {} kB",
                folder.join(&file.path).display(),
                file.about,
                kilobytes(&[file])
            )
        })
        .collect();
    if let Some(first) = pictures.first().and_then(|file| file.path.parent()) {
        lines.push(format!(
            "{}: {}, {} kB",
            folder.join(first).display(),
            format_count(pictures.len(), "picture"),
            kilobytes(&pictures)
        ));
    }
    lines
}

fn format_count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
