//! `plenary watch`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use plenary::Options;
use plenary::assets::Stamp;
use plenary::diagnostic::Diagnostic;
use plenary::live::{Live, Presentation, Report, WakeReason, Watcher};
use plenary::show::StepSelection;
use plenary::source::Sources;

use super::input_args::InputArgs;
use super::interrupt::on_interrupt;
use super::messages::MessageArgs;
use super::output::{OutputArgs, OutputFormat, OutputTarget, parse_positive, write_targets};
use super::pdf_args::PdfArgs;
use super::report::{DiagnosticReporter, WATCHING_NOTE};
use super::terminal::{self, pluralize};
use super::{FAILURE, SUCCESS, USAGE_ERROR, outline_arg};

/// What `watch` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary watch                            the only outline in this folder
  plenary watch slides.yaml                writes slides.pdf, and again on every save
  plenary watch slides.yaml -o talk.pdf    writes talk.pdf
  plenary watch slides.yaml --theme night

Open the PDF in a viewer that follows its file. It is replaced in one step, and stays as it was
at the last good save while the outline has a mistake. What is watched: the outline, its theme,
its pictures, its data and the fonts beside it. Ctrl-C ends.

Exit code: 0 ended with Ctrl-C, 1 files cannot be watched, 2 wrong usage.")]
pub struct WatchArgs {
    /// The outline, or a folder with one [default: this folder]
    pub outline: Option<PathBuf>,

    #[command(flatten)]
    pub reading: InputArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,

    /// Where the PDF goes [default: beside the outline]
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Option<PathBuf>,

    /// The most pixels an inch that pictures keep
    #[arg(long, value_name = "N", value_parser = parse_positive, help_heading = "Result")]
    pub max_dpi: Option<f32>,

    #[command(flatten)]
    pub pdf: PdfArgs,
}

/// Renders on every save until the user ends it.
pub fn run(args: &WatchArgs) -> u8 {
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "watch",
        args.messages,
        args.quiet,
    );
    let told = outline.and_then(|outline| {
        Ok((build_options(args, &outline)?, resolve_target(args, &outline)?, outline))
    });
    let (options, target, outline) = match told {
        Ok(told) => told,
        Err(message) => {
            terminal::print_message(&format!("error: {message}"));
            return USAGE_ERROR;
        }
    };
    let mut watcher = match Watcher::new() {
        Ok(watcher) => watcher,
        Err(error) => {
            terminal::print_message(&format!("error: {}", error.0));
            return FAILURE;
        }
    };
    let stopper = watcher.stopper();
    on_interrupt(move || stopper.stop());
    let findings = DiagnosticReporter::new(&outline, args.messages);
    let mut live = Live::new(outline, options);
    let mut writer = WatchWriter { args, target, written: None, findings };
    let mut woken = WakeReason::Changed(Vec::new());
    loop {
        match &woken {
            WakeReason::Changed(saved) => {
                let report = live.refresh();
                watcher.watch_files(live.dependencies());
                writer.write_report(report, saved);
            }
            // What is written when nobody waits for it is not worth a line, unless it fails.
            WakeReason::TimedOut | WakeReason::Stopped => {
                let settled = live.write_full_pdf();
                if let Some(Err(finding)) =
                    settled.map(|presentation| writer.replace_pdf(presentation))
                {
                    args.messages.print_diagnostics(&[finding], &Sources::default());
                }
            }
        }
        if woken == WakeReason::Stopped {
            return SUCCESS;
        }
        woken = watcher.wait_for_change(live.idle_delay());
    }
}

/// What the library is told; or how the program was used wrongly.
fn build_options(args: &WatchArgs, outline: &Path) -> Result<Options, String> {
    super::reject_stream(outline, "watched")?;
    Ok(Options {
        max_dpi: args.max_dpi,
        pdf: args.pdf.to_pdf_options(StepSelection::All)?,
        ..args.reading.to_options()
    })
}

/// The file that the PDF goes to; or why it cannot go there.
fn resolve_target(args: &WatchArgs, outline: &Path) -> Result<PathBuf, String> {
    let result = OutputArgs {
        output: args.output.clone(),
        format: None,
        pages: None,
        scale: None,
        width: None,
        max_dpi: None,
    };
    if result.resolve_format() != OutputFormat::Pdf {
        return Err("`watch` writes a PDF\nhelp: write `-o talk.pdf`; `plenary render` makes pictures and text".to_owned());
    }
    match result.resolve_target(outline, "")? {
        OutputTarget::Stream => {
            Err("`watch` writes the PDF again and again, which standard output cannot take\nhelp: name a file with `-o talk.pdf`"
                .to_owned())
        }
        OutputTarget::File(path) => {
            result.make_folder().map_err(|finding| finding.message)?;
            Ok(path)
        }
    }
}

/// Writes what is new and says so.
struct WatchWriter<'a> {
    args: &'a WatchArgs,
    target: PathBuf,
    /// What the file holds.
    written: Option<Arc<Presentation>>,
    findings: DiagnosticReporter,
}

impl WatchWriter<'_> {
    /// Takes one rendering in: its PDF, its findings, and a line that says what came of the files
    /// that were `saved`.
    fn write_report(&mut self, report: Report, saved: &[PathBuf]) {
        let is_broken = report.is_broken();
        let Report { presentation, changed, mut diagnostics, sources, elapsed, .. } = report;
        if let Some(presentation) = presentation.filter(|_| !is_broken) {
            match self.write_if_changed(&presentation) {
                Ok(()) => self.written = Some(presentation),
                Err(finding) => diagnostics.push(finding),
            }
        }
        let Some(standing) = self.findings.report(&diagnostics, &sources, saved) else { return };
        let target = self.target.display();
        if standing.is_broken() {
            let is_there = Stamp::of(&self.target).exists();
            let stays = if is_there {
                format!("{target} stays as it was")
            } else {
                "no PDF yet".to_owned()
            };
            terminal::print_message(&standing.format_broken(&stays));
        } else if !self.args.quiet {
            let pages = self.written.as_ref().map_or(0, |written| written.pages.len());
            let time = format_elapsed(elapsed);
            terminal::print_message(&match saved {
                [] => format!("{target}: {} in {time}; {WATCHING_NOTE}", pluralize(pages, "page")),
                _ => standing.format_ok(Some(&format!(
                    "{} in {time}",
                    format_changed_pages(&changed, pages)
                ))),
            });
        }
    }

    /// Puts the PDF as it is rendered anew in the place of one that looks and reads the same.
    fn replace_pdf(&mut self, presentation: Arc<Presentation>) -> Result<(), Diagnostic> {
        self.write_if_changed(&presentation)?;
        self.written = Some(presentation);
        Ok(())
    }

    /// Writes the PDF and what stands beside it, unless that is what is there.
    fn write_if_changed(&self, presentation: &Arc<Presentation>) -> Result<(), Diagnostic> {
        let is_same = |old: &Arc<Presentation>| {
            old.pdf == presentation.pdf && old.pdfpc == presentation.pdfpc
        };
        if self.written.as_ref().is_some_and(is_same) && Stamp::of(&self.target).exists() {
            return Ok(());
        }
        let mut files = Vec::new();
        if let Some(notes) = &presentation.pdfpc {
            files.push((
                OutputTarget::File(self.target.with_extension("pdfpc")),
                notes.clone().into_bytes(),
            ));
        }
        files.push((OutputTarget::File(self.target.clone()), presentation.pdf.to_vec()));
        write_targets(&files)
    }
}

/// Which of `count` pages look different, as people name them.
fn format_changed_pages(changed: &[usize], count: usize) -> String {
    if changed.is_empty() {
        return format!("all {count} pages look as before");
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
    let most = 5;
    let mut parts: Vec<String> = ranges
        .iter()
        .take(most)
        .map(|(first, last)| {
            if first == last {
                format!("{}", first + 1)
            } else {
                format!("{}-{}", first + 1, last + 1)
            }
        })
        .collect();
    if ranges.len() > most {
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
