//! `plenary watch`

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use plenary::Options;
use plenary::diagnostic::{Diagnostic, Severity};
use plenary::live::{Live, Presentation, Report, Watcher, Woken};
use plenary::show::Steps;
use plenary::source::Sources;

use super::interrupt::on_interrupt;
use super::messages::MessageArgs;
use super::output::{Format, OutputArgs, Target, positive, write_all};
use super::pdf::PdfArgs;
use super::reading::ReadingArgs;
use super::{FINDINGS, SUCCESS, USAGE, terminal};

/// What `watch` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary watch slides.yaml                writes slides.pdf, and again on every save
  plenary watch slides.yaml -o talk.pdf    writes talk.pdf
  plenary watch slides.yaml --theme night

Open the PDF in a viewer that follows its file. It is replaced in one step, and stays as it was
at the last good save while the outline has a mistake. What is watched: the outline, its theme,
its pictures, its data and the fonts beside it. Ctrl-C ends.

Exit code: 0 ended with Ctrl-C, 1 files cannot be watched, 2 wrong usage.")]
pub struct WatchArgs {
    /// The outline
    pub outline: PathBuf,

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
    let told = options(args).and_then(|options| Ok((options, target(args)?)));
    let (options, target) = match told {
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
    let mut live = Live::new(args.outline.clone(), options);
    let mut writer = Writer { args, target, written: None, shown: String::new(), was_broken: false };
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
                if let Some(Err(finding)) = settled.map(|presentation| writer.settle(presentation)) {
                    terminal::say_raw(&args.messages.text(&[finding], &Sources::default(), std::io::stderr().is_terminal()));
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
fn options(args: &WatchArgs) -> Result<Options, String> {
    super::refuse_unless_file(&args.outline, "watched")?;
    Ok(Options { max_dpi: args.max_dpi, pdf: args.pdf.options(Steps::All)?, ..args.reading.options() })
}

/// The file that the PDF goes to; or why it cannot go there.
fn target(args: &WatchArgs) -> Result<PathBuf, String> {
    let result = OutputArgs { output: args.output.clone(), format: None, pages: None, scale: None, width: None, max_dpi: None };
    if result.format() != Format::Pdf {
        return Err("`watch` writes a PDF\nhelp: write `-o talk.pdf`; `plenary render` makes pictures and text".to_owned());
    }
    match result.target(&args.outline, "")? {
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
    /// The findings that were shown last.
    shown: String,
    was_broken: bool,
}

impl Writer<'_> {
    /// Takes one rendering in: its PDF, its findings, and a line that says what came of the files that were `saved`.
    fn take(&mut self, report: Report, saved: &[PathBuf]) {
        let is_broken = report.is_broken();
        let Report { presentation, changed, mut diagnostics, sources, elapsed, .. } = report;
        let mut is_written = false;
        let mut failed = false;
        if let Some(presentation) = presentation.filter(|_| !is_broken) {
            match self.write(&presentation) {
                Ok(written) => {
                    is_written = written;
                    self.written = Some(presentation);
                }
                Err(finding) => {
                    diagnostics.push(finding);
                    failed = true;
                }
            }
        }
        let messages = self.args.messages;
        let text = messages.text(&diagnostics, &sources, std::io::stderr().is_terminal());
        // What was said a moment ago is not said again to people.
        let is_known = messages.is_for_people() && text == self.shown;
        if !is_known {
            terminal::say_raw(&text);
            self.shown = text;
        }
        let names = names(saved);
        let is_mended = std::mem::replace(&mut self.was_broken, is_broken || failed) && !is_broken && !failed;
        if !messages.is_for_people() {
            return;
        }
        if is_broken || failed {
            terminal::say(&self.standing(&names, &diagnostics, failed));
            return;
        }
        if self.args.quiet || !(is_written || is_mended) {
            return;
        }
        let pages = self.written.as_ref().map_or(0, |written| written.pages.len());
        let what = match saved {
            [] => format!("{}: {}", self.target.display(), counted(pages)),
            _ => format!("{names}: {}", shown(&changed, pages)),
        };
        let mended = if is_mended { "mended; " } else { "" };
        let what = what.replacen(": ", &format!(": {mended}"), 1);
        let still = match diagnostics.len() {
            count if is_known && count > 0 => format!("; still {}", plural(count, "warning")),
            _ => String::new(),
        };
        let hint = if saved.is_empty() { "; saved files are followed until Ctrl-C" } else { "" };
        terminal::say(&format!("{what} in {}{still}{hint}", duration(elapsed)));
    }

    /// Puts the PDF as it is rendered anew in the place of one that looks and reads the same.
    fn settle(&mut self, presentation: Arc<Presentation>) -> Result<(), Diagnostic> {
        self.write(&presentation)?;
        self.written = Some(presentation);
        Ok(())
    }

    /// Writes the PDF and what stands beside it, if they are others than those that were written. Whether they were.
    fn write(&self, presentation: &Arc<Presentation>) -> Result<bool, Diagnostic> {
        let is_same = |old: &Arc<Presentation>| old.pdf == presentation.pdf && old.pdfpc == presentation.pdfpc;
        if self.written.as_ref().is_some_and(is_same) {
            return Ok(false);
        }
        let mut files = Vec::new();
        if let Some(notes) = &presentation.pdfpc {
            files.push((Target::File(self.target.with_extension("pdfpc")), notes.clone().into_bytes()));
        }
        files.push((Target::File(self.target.clone()), presentation.pdf.to_vec()));
        write_all(&files).map(|()| true)
    }

    /// What is said when nothing could be written: what the reader of the PDF sees meanwhile.
    fn standing(&self, names: &str, diagnostics: &[Diagnostic], failed: bool) -> String {
        let count = diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
        let name = if names.is_empty() { self.args.outline.display().to_string() } else { names.to_owned() };
        let stands = match self.written {
            Some(_) => format!("{} stays as it was", self.target.display()),
            None => "no PDF yet".to_owned(),
        };
        let found = if failed { "not written".to_owned() } else { plural(count, "mistake") };
        format!("{name}: {found}; {stands}, waiting for the next save")
    }
}

/// Names of files, the last part of each: "slides.yaml", "slides.yaml and logo.svg", "slides.yaml and 3 more".
fn names(files: &[PathBuf]) -> String {
    let name = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match files {
        [] => String::new(),
        [one] => name(one),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
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
        .map(|(first, last)| if first == last { format!("{}", first + 1) } else { format!("{}-{}", first + 1, last + 1) })
        .collect();
    if ranges.len() > most {
        parts.push("…".to_owned());
    }
    let noun = if changed.len() == 1 { "page" } else { "pages" };
    format!("{noun} {} of {count}", parts.join(", "))
}

fn counted(pages: usize) -> String {
    plural(pages, "page")
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn duration(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        milliseconds @ 0..1000 => format!("{} ms", milliseconds.max(1)),
        milliseconds => format!("{:.1} s", milliseconds as f64 / 1000.0),
    }
}
