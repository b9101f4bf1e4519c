//! `plenary watch`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use plenary::Options;
use plenary::assets::{self, Stamp};
use plenary::diagnostic::Diagnostic;
use plenary::live::{Live, Presentation, Report, WakeReason, Watcher};
use plenary::show::StepSelection;
use plenary::source::Sources;

use super::error::CliError;
use super::input_args::InputArgs;
use super::interrupt::on_interrupt;
use super::messages::MessageArgs;
use super::output::{
    OutputArgs, OutputFormat, OutputTarget, check_overwrites, overwrite_error, parse_positive,
    write_targets,
};
use super::pdf_args::PdfArgs;
use super::report::{DiagnosticReporter, WATCHING_NOTE};
use super::terminal::{self, pluralize};
use super::{SUCCESS, outline_arg, watch_html};

/// Arguments of `plenary watch`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary watch                            watch the only outline in this folder
  plenary watch slides.yaml                write slides.pdf now and after every save
  plenary watch slides.yaml -o talk.pdf    write talk.pdf
  plenary watch slides.yaml -o talk.html   write an HTML file
  plenary watch slides.yaml --theme night

Open the PDF in a viewer that reloads changed files. The file is replaced in one step; while the
outline has errors, it stays as it was. Watched files: the outline, its theme, pictures and data,
and the fonts next to it. Ctrl-C ends the watch.

Exit code: 0 ended with Ctrl-C, 1 the files cannot be watched, 2 wrong usage.")]
pub(crate) struct WatchArgs {
    /// Outline, or folder with one [default: this folder]
    pub outline: Option<PathBuf>,

    #[command(flatten)]
    pub reading: InputArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Print only errors and warnings
    #[arg(short, long)]
    pub quiet: bool,

    /// Write to this PDF or HTML file [default: a PDF next to the outline]
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Option<PathBuf>,

    /// Limit the pixels per inch of pictures [default: the outline's `max_dpi`, or no limit]
    #[arg(long, value_name = "DPI", value_parser = parse_positive, help_heading = "Result")]
    pub max_dpi: Option<f32>,

    #[command(flatten)]
    pub pdf: PdfArgs,
}

/// Renders after every save until the user ends the program.
pub(crate) fn run(args: &WatchArgs) -> Result<u8, CliError> {
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "watch",
        args.messages,
        args.quiet,
    )?;
    super::reject_stream(&outline, "watched")?;
    let options = Options {
        max_dpi: args.max_dpi,
        pdf: args.pdf.to_pdf_options(StepSelection::All)?,
        ..args.reading.to_options()
    };
    let (format, target, folder) = resolve_target(args, &outline)?;
    if format == OutputFormat::Html {
        return watch_html::run(args, outline, &options, (target, folder));
    }
    let mut watcher = Watcher::new().map_err(|error| CliError::failure(error.0))?;
    let stopper = watcher.stopper();
    on_interrupt(move |_| stopper.stop());
    let reporter = DiagnosticReporter::new(&outline, args.messages);
    let mut live = Live::new(outline, options);
    let mut writer =
        WatchWriter { args, target, folder, written: None, inputs: Vec::new(), reporter };
    let mut reason = WakeReason::Changed(Vec::new());
    loop {
        match &reason {
            WakeReason::Changed(saved) => {
                let report = live.refresh();
                watcher.watch_files(live.dependencies());
                writer.inputs = live.dependencies().to_vec();
                // Later, a file that the outline has just named is reported after the save.
                if saved.is_empty() {
                    writer.check_target()?;
                }
                writer.write_report(report, saved);
            }
            // The delayed full render is reported only if it fails.
            WakeReason::TimedOut | WakeReason::Stopped => {
                let written =
                    live.write_full_pdf().map(|presentation| writer.replace_pdf(presentation));
                if let Some(Err(diagnostic)) = written {
                    args.messages.print_diagnostics(&[diagnostic], &Sources::default());
                }
            }
        }
        if reason == WakeReason::Stopped {
            return Ok(SUCCESS);
        }
        reason = watcher.wait_for_change(live.idle_delay());
    }
}

/// Returns the PDF or HTML file to write, its format, and the folder to create for it.
///
/// # Errors
///
/// If it is another file.
fn resolve_target(
    args: &WatchArgs,
    outline: &Path,
) -> Result<(OutputFormat, PathBuf, Option<PathBuf>), CliError> {
    let result = OutputArgs {
        output: args.output.clone(),
        format: None,
        pages: None,
        scale: None,
        width: None,
        max_dpi: None,
    };
    let format = result.resolve_format();
    if !matches!(format, OutputFormat::Pdf | OutputFormat::Html) {
        return Err(CliError::usage("`plenary watch` writes only PDF and HTML files").with_help(
            "write `-o talk.pdf`, or use `plenary render` for PowerPoint files, pictures and text",
        ));
    }
    match result.resolve_target(outline, "")? {
        OutputTarget::Stream => Err(CliError::usage(
            "`plenary watch` cannot write to standard output, because it writes repeatedly",
        )
        .with_help("name a file with `-o talk.pdf`")),
        OutputTarget::File(path) => Ok((format, path, result.folder().map(Path::to_owned))),
    }
}

/// Writes the PDF and reports what changed.
struct WatchWriter<'a> {
    args: &'a WatchArgs,
    target: PathBuf,
    /// The folder of `-o folder/`, which is created together with the file.
    folder: Option<PathBuf>,
    /// The content of the file.
    written: Option<Arc<Presentation>>,
    /// The files that the deck is made from.
    inputs: Vec<(PathBuf, Stamp)>,
    reporter: DiagnosticReporter,
}

impl WatchWriter<'_> {
    /// Returns the path of the pdfpc file, next to the PDF.
    fn notes_path(&self) -> PathBuf {
        self.target.with_extension("pdfpc")
    }

    /// Checks that the PDF and its pdfpc file overwrite no file that they are made from.
    ///
    /// # Errors
    ///
    /// If one would, which is wrong usage.
    fn check_target(&self) -> Result<(), CliError> {
        let notes = self.args.pdf.pdfpc.then(|| self.notes_path());
        let paths = std::iter::once(self.target.as_path()).chain(notes.as_deref());
        assets::find_overwritten_input(paths, &self.inputs)
            .map_or(Ok(()), |path| Err(CliError::usage_from(overwrite_error(path))))
    }

    /// Writes the result of one render and reports its diagnostics and what changed after the files
    /// in `saved` were saved.
    fn write_report(&mut self, report: Report, saved: &[PathBuf]) {
        let is_broken = report.is_broken();
        let Report { presentation, changed, mut diagnostics, sources, elapsed, .. } = report;
        if let Some(presentation) = presentation.filter(|_| !is_broken) {
            match self.write_if_changed(&presentation) {
                Ok(()) => self.written = Some(presentation),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        let Some(status) = self.reporter.report(&diagnostics, &sources, saved) else { return };
        let target = self.target.display();
        if status.is_broken() {
            let unchanged = describe_unchanged(&self.target, "PDF");
            terminal::print_message(&status.format_broken(&unchanged));
        } else if !self.args.quiet {
            let pages = self.written.as_ref().map_or(0, |written| written.pages.len());
            let time = format_elapsed(elapsed);
            terminal::print_message(&match saved {
                [] => format!("{target}: {} in {time}; {WATCHING_NOTE}", pluralize(pages, "page")),
                _ => status.format_ok(Some(&format!(
                    "{} in {time}",
                    format_changed_pages(&changed, pages)
                ))),
            });
        }
    }

    /// Replaces an incrementally rendered PDF with the fully rendered one, which looks the same.
    fn replace_pdf(&mut self, presentation: Arc<Presentation>) -> Result<(), Diagnostic> {
        self.write_if_changed(&presentation)?;
        self.written = Some(presentation);
        Ok(())
    }

    /// Writes the PDF and its pdfpc file, unless the files have this content already.
    fn write_if_changed(&self, presentation: &Arc<Presentation>) -> Result<(), Diagnostic> {
        let is_same = |old: &Arc<Presentation>| {
            old.pdf == presentation.pdf && old.pdfpc == presentation.pdfpc
        };
        if self.written.as_ref().is_some_and(is_same) && Stamp::of(&self.target).exists() {
            return Ok(());
        }
        let mut files = Vec::new();
        if let Some(notes) = &presentation.pdfpc {
            files.push((OutputTarget::File(self.notes_path()), notes.clone().into_bytes()));
        }
        files.push((OutputTarget::File(self.target.clone()), presentation.pdf.to_vec()));
        check_overwrites(&files, &self.inputs)?;
        write_targets(&files, self.folder.as_deref())
    }
}

/// Names the pages, of `count`, that look different.
fn format_changed_pages(changed: &[usize], count: usize) -> String {
    if changed.is_empty() {
        return format!("all {count} pages are unchanged");
    }
    if changed.len() == count {
        return if count == 1 { "the page".to_owned() } else { format!("all {count} pages") };
    }
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &page in changed {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    const MAX_RANGES: usize = 5;
    let mut parts: Vec<String> = ranges
        .iter()
        .take(MAX_RANGES)
        .map(|(first, last)| {
            if first == last {
                format!("{}", first + 1)
            } else {
                format!("{}-{}", first + 1, last + 1)
            }
        })
        .collect();
    if ranges.len() > MAX_RANGES {
        parts.push("…".to_owned());
    }
    let noun = if changed.len() == 1 { "page" } else { "pages" };
    format!("{noun} {} of {count}", parts.join(", "))
}

fn format_elapsed(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        milliseconds @ 0..1000 => format!("{} ms", milliseconds.max(1)),
        milliseconds => format!("{:.1} s", milliseconds as f64 / 1000.0),
    }
}

/// Returns what is said of the file `target` if the deck has errors. `kind` names such files.
pub(super) fn describe_unchanged(target: &Path, kind: &str) -> String {
    if Stamp::of(target).exists() {
        format!("{} is unchanged", target.display())
    } else {
        format!("no {kind} yet")
    }
}
