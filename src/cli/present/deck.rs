//! The deck that is presented: an outline to render, or a PDF. Both are watched.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use plenary::Options;
use plenary::assets::{Files, Stamp};
use plenary::diagnostic::{Diagnostic, Severity};
use plenary::live::{Live, Presentation, WakeReason, Watcher};
use plenary::serve::present::SharedTalk;

use crate::cli::error::CliError;
use crate::cli::report::{DeckStatus, DiagnosticReporter};
use crate::cli::terminal;

use super::PresentArgs;

/// A deck whose files are watched.
pub(crate) struct PresentedDeck {
    source: DeckSource,
    reporter: DiagnosticReporter,
}

enum DeckSource {
    Outline(Box<Live>),
    /// A PDF and the pdfpc file next to it.
    Pdf {
        path: PathBuf,
        stamps: Vec<(PathBuf, Stamp)>,
    },
}

/// A new version of the deck, or one line that says why it cannot be shown.
type DeckUpdate = Result<Arc<Presentation>, String>;

impl PresentedDeck {
    /// Creates the deck without reading it yet.
    pub(crate) fn new(path: &Path, args: &PresentArgs) -> Self {
        let reporter = DiagnosticReporter::new(path, args.messages);
        let path = path.to_owned();
        let source = if is_pdf(&path) {
            DeckSource::Pdf { path, stamps: Vec::new() }
        } else {
            DeckSource::Outline(Box::new(Live::new(
                path,
                Options { include_hidden: true, ..args.reading.to_options() },
            )))
        };
        Self { source, reporter }
    }

    /// Reads the deck for the first time. Diagnostics are printed in the terminal.
    ///
    /// # Errors
    ///
    /// If there is nothing to show.
    pub(crate) fn load_deck(&mut self) -> Result<Arc<Presentation>, CliError> {
        let (update, _) = self.reload_deck(&[]);
        update.map_err(|reason| match &self.source {
            DeckSource::Outline(_) => CliError::reported(),
            DeckSource::Pdf { .. } => CliError::failure(reason),
        })
    }

    /// Watches the files of the deck and updates the talk until the watcher is stopped.
    pub(crate) fn watch_files(mut self, mut watcher: Watcher, talk: &SharedTalk) {
        loop {
            let delay = match &self.source {
                DeckSource::Outline(live) => {
                    watcher.watch_files(live.dependencies());
                    live.idle_delay()
                }
                DeckSource::Pdf { stamps, .. } => {
                    watcher.watch_files(stamps);
                    None
                }
            };
            let saved = match watcher.wait_for_change(delay) {
                WakeReason::Stopped => return,
                WakeReason::TimedOut => {
                    if let DeckSource::Outline(live) = &mut self.source {
                        // The pages look the same in either PDF.
                        drop(live.write_full_pdf());
                    }
                    continue;
                }
                WakeReason::Changed(files) => files,
            };
            let (update, status) = self.reload_deck(&saved);
            match update {
                Ok(deck) => talk.replace_deck(deck),
                Err(note) => talk.set_notice(Some(note)),
            }
            if let Some(status) = status {
                status.print_status("the slides are unchanged", false);
            }
        }
    }

    /// Reads the deck after the files in `saved` changed and prints its diagnostics.
    fn reload_deck(&mut self, saved: &[PathBuf]) -> (DeckUpdate, Option<DeckStatus>) {
        match &mut self.source {
            DeckSource::Outline(live) => {
                let report = live.refresh();
                let status = self.reporter.report(&report.diagnostics, &report.sources, saved);
                let is_broken = report.is_broken();
                let deck = report.presentation.filter(|_| !is_broken);
                (deck.ok_or_else(|| format_note(&report.diagnostics, live.path())), status)
            }
            DeckSource::Pdf { path, stamps } => {
                let notes = path.with_extension("pdfpc");
                // Taken before the files are read, so that a save in between is noticed.
                *stamps = [&*path, &notes].map(|file| (file.clone(), Stamp::of(file))).into();
                (
                    open_pdf(path, &notes).map_err(|error| format!("{}: {error}", path.display())),
                    None,
                )
            }
        }
    }
}

/// Maximum number of links of a PDF that do not work and are listed.
const MAX_SHOWN_LINKS: usize = 5;

/// Whether a file is a PDF, by its name.
fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// Opens a PDF as a deck. A missing pdfpc file is not an error.
fn open_pdf(path: &Path, notes: &Path) -> Result<Arc<Presentation>, String> {
    let files = Files::for_outline(path).allow_outside(true);
    let bytes = files.read_listed(path).map_err(|error| error.into_diagnostic(None).message)?;
    let notes = files.read_outline(notes).ok();
    let deck = Presentation::open(bytes, notes.as_deref()).map_err(|error| error.0)?;
    let refused = deck.refused_links();
    for (page, address) in refused.iter().take(MAX_SHOWN_LINKS) {
        let address: String = address.chars().filter(|c| !c.is_control()).take(60).collect();
        terminal::print_message(&format!(
            "warning: {}: the link to `{address}` on page {} does not work here: only links to \
             web addresses, `mailto:`, `tel:` and pages do",
            path.display(),
            page + 1
        ));
    }
    if let Some(count) = refused.len().checked_sub(MAX_SHOWN_LINKS).filter(|count| *count > 0) {
        terminal::print_message(&format!("warning: {count} more links do not work here"));
    }
    Ok(Arc::new(deck))
}

/// Returns the line about errors in the outline for the presenter view; the terminal shows all
/// errors.
fn format_note(diagnostics: &[Diagnostic], path: &Path) -> String {
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let first = errors.next().map_or("it cannot be read", |error| error.message.as_str());
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let more = match errors.count() {
        0 => String::new(),
        count => format!(" (and {count} more)"),
    };
    format!("{name} has an error: {first}{more}. The slides show the last version without errors.")
}
