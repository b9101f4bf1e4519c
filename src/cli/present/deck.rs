//! What is presented: an outline that is rendered, or a PDF. Both are followed while they are
//! shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use plenary::Options;
use plenary::assets::{Files, Stamp};
use plenary::diagnostic::{Diagnostic, Severity};
use plenary::live::{Live, Presentation, WakeReason, Watcher};
use plenary::serve::present::SharedTalk;

use crate::cli::report::{DeckStatus, DiagnosticReporter};

use super::PresentArgs;

/// A deck that is followed.
pub struct PresentedDeck {
    source: DeckSource,
    findings: DiagnosticReporter,
}

enum DeckSource {
    Outline(Box<Live>),
    /// A PDF and, beside it, what pdfpc knows of it.
    Pdf {
        path: PathBuf,
        stamps: Vec<(PathBuf, Stamp)>,
    },
}

/// A version of the deck, or what keeps it from being shown in one line.
type DeckUpdate = Result<Arc<Presentation>, String>;

impl PresentedDeck {
    /// The deck that was named; nothing is read yet.
    pub fn new(path: &Path, args: &PresentArgs) -> Self {
        let findings = DiagnosticReporter::new(path, args.messages);
        let path = path.to_owned();
        let source = if is_pdf(&path) {
            DeckSource::Pdf { path, stamps: Vec::new() }
        } else {
            DeckSource::Outline(Box::new(Live::new(
                path,
                Options { include_hidden: true, ..args.reading.to_options() },
            )))
        };
        Self { source, findings }
    }

    /// The deck as it is now. Findings are shown in the terminal.
    ///
    /// # Errors
    ///
    /// Why there is nothing to show; empty where the findings have said it.
    pub fn load_deck(&mut self) -> DeckUpdate {
        let (version, _) = self.reload_deck(&[]);
        match (&self.source, version) {
            // The findings have said it.
            (DeckSource::Outline(_), Err(_)) => Err(String::new()),
            (_, version) => version,
        }
    }

    /// Follows the deck's files and tells the stage, until the watcher is stopped.
    pub fn watch_files(mut self, mut watcher: Watcher, stage: &SharedTalk) {
        loop {
            let patience = match &self.source {
                DeckSource::Outline(live) => {
                    watcher.watch_files(live.dependencies());
                    live.idle_delay()
                }
                DeckSource::Pdf { stamps, .. } => {
                    watcher.watch_files(stamps);
                    None
                }
            };
            let saved = match watcher.wait_for_change(patience) {
                WakeReason::Stopped => return,
                WakeReason::TimedOut => {
                    if let DeckSource::Outline(live) = &mut self.source {
                        // What is shown looks the same in any PDF.
                        drop(live.write_full_pdf());
                    }
                    continue;
                }
                WakeReason::Changed(files) => files,
            };
            let (version, standing) = self.reload_deck(&saved);
            match version {
                Ok(deck) => stage.replace_deck(deck),
                Err(note) => stage.set_notice(Some(note)),
            }
            if let Some(standing) = standing {
                standing.print_status("the slides stay as they were", false);
            }
        }
    }

    /// The deck after these files were `saved`, and how it stands by its findings, which are said.
    fn reload_deck(&mut self, saved: &[PathBuf]) -> (DeckUpdate, Option<DeckStatus>) {
        match &mut self.source {
            DeckSource::Outline(live) => {
                let report = live.refresh();
                let standing = self.findings.report(&report.diagnostics, &report.sources, saved);
                let is_broken = report.is_broken();
                let deck = report.presentation.filter(|_| !is_broken);
                (deck.ok_or_else(|| format_note(&report.diagnostics, live.path())), standing)
            }
            DeckSource::Pdf { path, stamps } => {
                let notes = path.with_extension("pdfpc");
                // Before it is read: what is saved meanwhile is seen.
                *stamps = [&*path, &notes].map(|file| (file.clone(), Stamp::of(file))).into();
                (
                    open_pdf(path, &notes).map_err(|error| format!("{}: {error}", path.display())),
                    None,
                )
            }
        }
    }
}

/// Whether a file is a PDF, by its name.
fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// A PDF as a deck. What pdfpc knows of it is welcome, and no mistake where it is missing.
fn open_pdf(path: &Path, notes: &Path) -> Result<Arc<Presentation>, String> {
    let files = Files::for_outline(path).allow_outside(true);
    let bytes = files.read_listed(path).map_err(|error| error.into_diagnostic(None).message)?;
    let notes = files.read_outline(notes).ok();
    Presentation::open(bytes, notes.as_deref()).map(Arc::new).map_err(|error| error.0)
}

/// What the presenter is told of mistakes in an outline; the terminal has told them all.
fn format_note(findings: &[Diagnostic], path: &Path) -> String {
    let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let first = errors.next().map_or("it cannot be read", |finding| finding.message.as_str());
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let more = match errors.count() {
        0 => String::new(),
        count => format!(" (and {count} more)"),
    };
    format!("{name} has a mistake: {first}{more}. The slides are as at the last good save.")
}
