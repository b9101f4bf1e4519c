//! What is said in the terminal while a deck's files are followed: `watch`, `preview` and `present`
//! say it here, in the same words.

use std::path::{Path, PathBuf};

use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::source::Sources;

use super::messages::MessageArgs;
use super::terminal::{self, pluralize};

/// What is said at the start.
pub const WATCHING_NOTE: &str = "saved files are followed until Ctrl-C";

/// The findings of a deck that is followed. People are told each of them once, programs all of them
/// at every save.
pub struct DiagnosticReporter {
    outline: PathBuf,
    messages: MessageArgs,
    /// What is known to those who read along.
    reported: Vec<ReportedDiagnostic>,
}

/// By what a finding is known again, should lines above it come or go.
#[derive(Clone, PartialEq)]
struct ReportedDiagnostic {
    severity: Severity,
    code: Code,
    message: String,
    line: String,
}

/// How the deck stands after a save.
pub struct DeckStatus {
    /// What was saved, as people name it.
    name: String,
    errors: usize,
    /// Warnings that were told before.
    warnings: usize,
    /// Whether what was found before is not found any more.
    is_fixed: bool,
}

impl DiagnosticReporter {
    /// Of the deck of `outline`; nothing is told yet.
    pub fn new(outline: &Path, messages: MessageArgs) -> Self {
        Self { outline: outline.to_owned(), messages, reported: Vec::new() }
    }

    /// Says what was found after these files were `saved`; at the start, none were. How the deck
    /// stands is for people.
    pub fn report(
        &mut self,
        found: &[Diagnostic],
        sources: &Sources,
        saved: &[PathBuf],
    ) -> Option<DeckStatus> {
        let now: Vec<ReportedDiagnostic> =
            found.iter().map(|finding| identify_diagnostic(finding, sources)).collect();
        let mut known = std::mem::take(&mut self.reported);
        let mistakes = now.iter().filter(|told| told.is_error()).count();
        // Of several mistakes, all that are left are said again: who mends them one by one need not
        // look for the rest.
        let same_mistakes = now
            .iter()
            .filter(|told| told.is_error())
            .eq(known.iter().filter(|told| told.is_error()));
        let is_mended = mistakes == 0 && known.iter().any(|told| told.is_error() || now.is_empty());
        let mut new = Vec::new();
        let mut warnings = 0;
        for (finding, told) in found.iter().zip(&now) {
            let before =
                known.iter().position(|other| other == told).map(|at| known.swap_remove(at));
            if before.is_none() || (told.is_error() && !same_mistakes) {
                new.push(finding.clone());
            } else if !told.is_error() {
                warnings += 1;
            }
        }
        let is_for_people = self.messages.is_human_readable();
        self.messages.print_diagnostics(if is_for_people { &new } else { found }, sources);
        self.reported = now;
        if mistakes > 0 {
            // A mistake may keep a warning from being found; it is none of the news when that is
            // mended.
            self.reported.extend(known.into_iter().filter(|told| !told.is_error()));
        }
        let name = if saved.is_empty() {
            self.outline.display().to_string()
        } else {
            format_file_names(saved)
        };
        is_for_people.then_some(DeckStatus {
            name,
            errors: mistakes,
            warnings,
            is_fixed: is_mended,
        })
    }
}

impl ReportedDiagnostic {
    fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl DeckStatus {
    /// Whether a mistake keeps the deck from being shown.
    pub fn is_broken(&self) -> bool {
        self.errors > 0
    }

    /// Says how the deck stands where nothing else of it is said: what people see `stays`, or is
    /// mended.
    pub fn print_status(&self, stays: &str, quiet: bool) {
        if self.is_broken() {
            terminal::print_message(&self.format_broken(stays));
        } else if self.is_fixed && !quiet {
            terminal::print_message(&self.format_ok(None));
        }
    }

    /// The line of a deck that cannot be shown as it is now: what people see meanwhile `stays`.
    pub fn format_broken(&self, stays: &str) -> String {
        format!(
            "{}: {}; {stays}, waiting for the next save",
            self.name,
            pluralize(self.errors, "mistake")
        )
    }

    /// The line of a deck that can be shown: what is `new` in it.
    pub fn format_ok(&self, new: Option<&str>) -> String {
        let still =
            (self.warnings > 0).then(|| format!("still {}", pluralize(self.warnings, "warning")));
        let parts = [self.is_fixed.then_some("mended"), new, still.as_deref()];
        format!("{}: {}", self.name, parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
}

fn identify_diagnostic(finding: &Diagnostic, sources: &Sources) -> ReportedDiagnostic {
    let line = finding.span.map(|span| {
        let source = sources.get(span.source);
        source.line_text(source.position(span.start as usize).line).trim().to_owned()
    });
    ReportedDiagnostic {
        severity: finding.severity,
        code: finding.code,
        message: finding.message.clone(),
        line: line.unwrap_or_default(),
    }
}

/// Names of files, the last part of each: "slides.yaml", "slides.yaml and logo.svg", "slides.yaml
/// and 3 more".
fn format_file_names(files: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
    };
    match files {
        [] => String::new(),
        [one] => name(one),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
    }
}
