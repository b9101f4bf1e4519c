//! `plenary package`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use plenary::diagnostic::{Code, Diagnostic};
use plenary::export::{self, PictureError};
use plenary::layout::{Handout, HandoutKind};
use plenary::scene::Moment;
use plenary::show::Steps;
use plenary::source::Sources;
use plenary::{Input, Options, PdfOptions};

use super::messages::MessageArgs;
use super::pdf::made;
use super::reading::ReadingArgs;
use super::render::{PaperName, suffix};
use super::{FINDINGS, SUCCESS, USAGE, terminal, which};

/// Slides on a sheet of the handout: as many as leave room to write beside them.
const HANDOUT: u8 = 3;

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
    pub reading: ReadingArgs,

    /// How mistakes are shown.
    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,
}

/// A file of the package: its path in the folder, what it is in a few words, its bytes.
struct File {
    path: PathBuf,
    about: String,
    bytes: Vec<u8>,
}

/// Makes everything in memory, checks it, and only then writes.
pub fn run(args: &PackageArgs) -> u8 {
    let (outline, moment) = match told(args) {
        Ok(told) => told,
        Err(message) => {
            terminal::say(&format!("error: {message}"));
            return USAGE;
        }
    };
    let stem = outline.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder =
        args.output.clone().unwrap_or_else(|| outline.with_file_name(format!("{stem}-package")));
    let pdf = PdfOptions { steps: Steps::All, pdfpc: true, made: moment, ..PdfOptions::default() };
    let options = Options { pdf, ..args.reading.options() };
    let (files, mut findings, sources) = package(args, outline, &stem, &options);
    if let Some(files) = &files {
        findings.extend(write(&folder, &stem, files).err());
    }
    let failed = files.is_none()
        || findings.iter().any(|finding| finding.severity == plenary::diagnostic::Severity::Error);
    args.messages.show(&findings, &sources);
    if failed {
        return FINDINGS;
    }
    if !args.quiet && args.messages.is_for_people() {
        for line in summary(&folder, files.as_deref().unwrap_or_default()) {
            terminal::say(&line);
        }
    }
    SUCCESS
}

/// The outline, and the moment that the files are to name; or how the program was used wrongly.
fn told(args: &PackageArgs) -> Result<(PathBuf, Option<Moment>), String> {
    let outline = which::outline(args.outline.as_deref(), "package", args.messages, args.quiet)?;
    if super::is_stream(&outline) {
        return Err(
            "a package is named after its outline\nhelp: name the outline's file".to_owned()
        );
    }
    Ok((outline, made()?))
}

/// Writes all files or none. Pictures that an earlier, longer deck has left are removed.
fn write(folder: &Path, stem: &str, files: &[File]) -> Result<(), Diagnostic> {
    let pictures = PathBuf::from(pictures(stem));
    plenary::assets::make_folder(&folder.join(&pictures))?;
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    plenary::assets::write_all(
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
fn pictures(stem: &str) -> String {
    format!("{stem}-png")
}

/// Everything of the package, unless a mistake forbids it; and what was found.
fn package(
    args: &PackageArgs,
    outline: PathBuf,
    stem: &str,
    options: &Options,
) -> (Option<Vec<File>>, Vec<Diagnostic>, Sources) {
    progress(args, "deck");
    let mut finished = plenary::finish(plenary::compose(Input::File(outline), options), options);
    let mut diagnostics = std::mem::take(&mut finished.diagnostics).into_sorted();
    let Some(pdf) = finished.pdf.take() else {
        progress(args, "");
        return (None, diagnostics, finished.sources);
    };
    let pages = finished.scene.sheets(options.pdf.steps).len();
    let mut files = Vec::new();
    let mut add = |name: String, about: String, bytes: Vec<u8>| {
        files.push(File { path: name.into(), about, bytes })
    };
    let mut checked = vec![check(&format!("{stem}.pdf"), &pdf, pages)];
    add(format!("{stem}.pdf"), count(pages, "page"), pdf);
    add(
        format!("{stem}.pdfpc"),
        "notes and steps for pdfpc".to_owned(),
        finished.pdfpc.take().unwrap_or_default().into_bytes(),
    );
    for (kind, what) in [(HandoutKind::Slides(HANDOUT), "handout"), (HandoutKind::Notes, "notes")] {
        progress(args, what);
        let handout = Handout { kind, paper: args.paper.into() };
        let (printed, found) = finished.printed(handout, options);
        // What it finds beside what the deck has shown is its own.
        diagnostics.extend(
            found.into_iter().filter(|finding| !diagnostics.contains(finding)).collect::<Vec<_>>(),
        );
        let Some((pdf, sheets)) = printed else {
            progress(args, "");
            return (None, diagnostics, finished.sources);
        };
        let name = format!("{stem}{}.pdf", suffix(Some(handout)));
        checked.push(check(&name, &pdf, sheets));
        add(name, count(sheets, "sheet"), pdf);
    }
    add(format!("{stem}.txt"), "the words".to_owned(), export::words(&finished.scene).into_bytes());
    progress(args, "pictures");
    let slides = finished.still(options).unwrap_or_default();
    match export::png(&slides, |width, height| (width * 2.0, height * 2.0)) {
        Ok(drawn) => {
            let digits = drawn.len().to_string().len().max(2);
            for (index, picture) in drawn.into_iter().enumerate() {
                add(
                    format!("{}/{:0digits$}.png", pictures(stem), index + 1),
                    String::new(),
                    picture,
                );
            }
        }
        Err(PictureError(reason)) => {
            checked.push(Err(Diagnostic::error_without_place(Code::PictureNotDrawn, reason)))
        }
    }
    progress(args, "");
    if let Some(empty) = files.iter().find(|file| file.bytes.is_empty()) {
        let message = format!("`{}` would be empty", empty.path.display());
        checked.push(Err(Diagnostic::error_without_place(Code::PdfFailure, message)));
    }
    let faults: Vec<Diagnostic> = checked.into_iter().filter_map(Result::err).collect();
    let sound = faults.is_empty();
    diagnostics.extend(faults);
    (sound.then_some(files), diagnostics, finished.sources)
}

/// Reads a finished PDF back with a library that did not write it.
fn check(name: &str, pdf: &[u8], pages: usize) -> Result<(), Diagnostic> {
    let fault = |reason: String| {
        Err(Diagnostic::error_without_place(Code::PdfFailure, format!("`{name}` {reason}")))
    };
    match export::inspect(pdf) {
        Some(found) if found.pages != pages => {
            fault(format!("has {} pages where {pages} were made", found.pages))
        }
        Some(found) if !found.is_tagged => fault("is not tagged".to_owned()),
        Some(_) => Ok(()),
        None => fault("cannot be read back".to_owned()),
    }
}

/// Says on a terminal what is being made; an empty word takes it away.
fn progress(args: &PackageArgs, what: &str) {
    if !args.quiet && args.messages.is_for_people() && std::io::stderr().is_terminal() {
        let line = if what.is_empty() { String::new() } else { format!("making the {what} …") };
        terminal::say_raw(&format!("\r\u{1b}[2K{line}"));
    }
}

/// A line a file, and one for all pictures.
fn summary(folder: &Path, files: &[File]) -> Vec<String> {
    let (pictures, named): (Vec<&File>, Vec<&File>) =
        files.iter().partition(|file| file.about.is_empty());
    let kilobytes =
        |files: &[&File]| files.iter().map(|file| file.bytes.len()).sum::<usize>().div_ceil(1000);
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
            count(pictures.len(), "picture"),
            kilobytes(&pictures)
        ));
    }
    lines
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
