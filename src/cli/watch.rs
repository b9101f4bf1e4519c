//! `plenary watch`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use plenary::Options;
use plenary::assets::Stamp;
use plenary::diagnostic::Diagnostic;
use plenary::live::{Live, Presentation, Report, Watcher, Woken};
use plenary::show::Steps;
use plenary::source::Sources;

use super::findings::{FOLLOWED, Findings};
use super::interrupt::on_interrupt;
use super::messages::MessageArgs;
use super::output::{Format, OutputArgs, Target, positive, write_all};
use super::pdf::PdfArgs;
use super::reading::ReadingArgs;
use super::terminal::{self, plural};
use super::{FINDINGS, SUCCESS, USAGE, which};

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
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,

    /// Where the PDF goes [default: beside the outline]
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Option<PathBuf>,

    /// The most pixels an inch that pictures keep
    #[arg(long, value_name = "N", value_parser = positive, help_heading = "Result")]
    pub max_dpi: Option<f32>,

    #[command(flatten)]
    pub pdf: PdfArgs,
}

/// Renders on every save until the user ends it.
pub fn run(args: &WatchArgs) -> u8 {
    let outline = which::outline(args.outline.as_deref(), "watch", args.messages, args.quiet);
    let told = outline
        .and_then(|outline| Ok((options(args, &outline)?, target(args, &outline)?, outline)));
    let (options, target, outline) = match told {
        Ok(told) => told,
        Err(message) => {
            terminal::say(&format!("error: {message}"));
            return USAGE;
        }
    };
    let mut watcher = match Watcher::new() {
        Ok(watcher) => watcher,
        Err(error) => {
            terminal::say(&format!("error: {}", error.0));
            return FINDINGS;
        }
    };
    let stopper = watcher.stopper();
    on_interrupt(move || stopper.stop());
    let findings = Findings::new(&outline, args.messages);
    let mut live = Live::new(outline, options);
    let mut writer = Writer { args, target, written: None, findings };
    let mut woken = Woken::Changed(Vec::new());
    loop {
        match &woken {
            Woken::Changed(saved) => {
                let report = live.refresh();
                watcher.set(live.asked());
                writer.take(report, saved);
            }
            // What is written when nobody waits for it is not worth a line, unless it fails.
            Woken::Nothing | Woken::Stopped => {
                let settled = live.settle();
                if let Some(Err(finding)) = settled.map(|presentation| writer.settle(presentation))
                {
                    args.messages.show(&[finding], &Sources::default());
                }
            }
        }
        if woken == Woken::Stopped {
            return SUCCESS;
        }
        woken = watcher.wait(live.patience());
    }
}

/// What the library is told; or how the program was used wrongly.
fn options(args: &WatchArgs, outline: &Path) -> Result<Options, String> {
    super::refuse_stream(outline, "watched")?;
    Ok(Options {
        max_dpi: args.max_dpi,
        pdf: args.pdf.options(Steps::All)?,
        ..args.reading.options()
    })
}

/// The file that the PDF goes to; or why it cannot go there.
fn target(args: &WatchArgs, outline: &Path) -> Result<PathBuf, String> {
    let result = OutputArgs {
        output: args.output.clone(),
        format: None,
        pages: None,
        scale: None,
        width: None,
        max_dpi: None,
    };
    if result.format() != Format::Pdf {
        return Err("`watch` writes a PDF\nhelp: write `-o talk.pdf`; `plenary render` makes pictures and text".to_owned());
    }
    match result.target(outline, "")? {
        Target::Stream => {
            Err("`watch` writes the PDF again and again, which standard output cannot take\nhelp: name a file with `-o talk.pdf`"
                .to_owned())
        }
        Target::File(path) => {
            result.make_folder().map_err(|finding| finding.message)?;
            Ok(path)
        }
    }
}

/// Writes what is new and says so.
struct Writer<'a> {
    args: &'a WatchArgs,
    target: PathBuf,
    /// What the file holds.
    written: Option<Arc<Presentation>>,
    findings: Findings,
}

impl Writer<'_> {
    /// Takes one rendering in: its PDF, its findings, and a line that says what came of the files
    /// that were `saved`.
    fn take(&mut self, report: Report, saved: &[PathBuf]) {
        let is_broken = report.is_broken();
        let Report { presentation, changed, mut diagnostics, sources, elapsed, .. } = report;
        if let Some(presentation) = presentation.filter(|_| !is_broken) {
            match self.write(&presentation) {
                Ok(()) => self.written = Some(presentation),
                Err(finding) => diagnostics.push(finding),
            }
        }
        let Some(standing) = self.findings.say(&diagnostics, &sources, saved) else { return };
        let target = self.target.display();
        if standing.is_broken() {
            let is_there = Stamp::of(&self.target).exists();
            let stays = if is_there {
                format!("{target} stays as it was")
            } else {
                "no PDF yet".to_owned()
            };
            terminal::say(&standing.broken(&stays));
        } else if !self.args.quiet {
            let pages = self.written.as_ref().map_or(0, |written| written.pages.len());
            let time = duration(elapsed);
            terminal::say(&match saved {
                [] => format!("{target}: {} in {time}; {FOLLOWED}", plural(pages, "page")),
                _ => standing.sound(Some(&format!("{} in {time}", shown(&changed, pages)))),
            });
        }
    }

    /// Puts the PDF as it is rendered anew in the place of one that looks and reads the same.
    fn settle(&mut self, presentation: Arc<Presentation>) -> Result<(), Diagnostic> {
        self.write(&presentation)?;
        self.written = Some(presentation);
        Ok(())
    }

    /// Writes the PDF and what stands beside it, unless that is what is there.
    fn write(&self, presentation: &Arc<Presentation>) -> Result<(), Diagnostic> {
        let is_same = |old: &Arc<Presentation>| {
            old.pdf == presentation.pdf && old.pdfpc == presentation.pdfpc
        };
        if self.written.as_ref().is_some_and(is_same) && Stamp::of(&self.target).exists() {
            return Ok(());
        }
        let mut files = Vec::new();
        if let Some(notes) = &presentation.pdfpc {
            files.push((
                Target::File(self.target.with_extension("pdfpc")),
                notes.clone().into_bytes(),
            ));
        }
        files.push((Target::File(self.target.clone()), presentation.pdf.to_vec()));
        write_all(&files)
    }
}

/// Which of `count` pages look different, as people name them.
fn shown(changed: &[usize], count: usize) -> String {
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

fn duration(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        milliseconds @ 0..1000 => format!("{} ms", milliseconds.max(1)),
        milliseconds => format!("{:.1} s", milliseconds as f64 / 1000.0),
    }
}
