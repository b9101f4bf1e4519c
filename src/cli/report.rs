//! Messages in the terminal while the files of a deck are watched, shared by `watch`, `preview` and
//! `present`.

use std::path::{Path, PathBuf};

use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::source::Sources;

use super::messages::MessageArgs;
use super::terminal::{self, pluralize};

/// The last part of the first line that each of them prints.
pub(crate) const WATCHING_NOTE: &str = "watching for changes, Ctrl-C to stop";

/// Reports the diagnostics of a watched deck. In human formats, each diagnostic is printed once; in
/// formats for programs, all diagnostics are printed after every save.
pub(crate) struct DiagnosticReporter {
    outline: PathBuf,
    messages: MessageArgs,
    /// The diagnostics that the user knows already.
    reported: Vec<ReportedDiagnostic>,
}

/// Identifies a diagnostic across saves, even if lines above it were added or removed.
#[derive(Clone, PartialEq)]
struct ReportedDiagnostic {
    severity: Severity,
    code: Code,
    message: String,
    line: String,
}

/// State of the deck after a save.
pub(crate) struct DeckStatus {
    /// The saved files, as shown to the user.
    name: String,
    errors: usize,
    /// Warnings that were reported before and are still there.
    warnings: usize,
    /// Whether earlier diagnostics have been fixed.
    is_fixed: bool,
}

impl DiagnosticReporter {
    /// Creates a reporter for the deck of `outline` that has reported nothing yet.
    pub(crate) fn new(outline: &Path, messages: MessageArgs) -> Self {
        Self { outline: outline.to_owned(), messages, reported: Vec::new() }
    }

    /// Reports the diagnostics after the files in `saved` changed (none of them at the start).
    /// Returns the state of the deck in human formats only.
    pub(crate) fn report(
        &mut self,
        diagnostics: &[Diagnostic],
        sources: &Sources,
        saved: &[PathBuf],
    ) -> Option<DeckStatus> {
        let current: Vec<ReportedDiagnostic> =
            diagnostics.iter().map(|diagnostic| identify_diagnostic(diagnostic, sources)).collect();
        let mut previous = std::mem::take(&mut self.reported);
        let errors = current.iter().filter(|reported| reported.is_error()).count();
        // When an error was fixed or added, all remaining errors are printed again, so that nobody
        // has to scroll back for them.
        let has_same_errors = current
            .iter()
            .filter(|reported| reported.is_error())
            .eq(previous.iter().filter(|reported| reported.is_error()));
        let is_fixed = errors == 0
            && previous.iter().any(|reported| reported.is_error() || current.is_empty());
        let mut new = Vec::new();
        let mut warnings = 0;
        for (diagnostic, reported) in diagnostics.iter().zip(&current) {
            let position = previous.iter().position(|other| other == reported);
            let is_new = position.map(|at| previous.swap_remove(at)).is_none();
            if is_new || (reported.is_error() && !has_same_errors) {
                new.push(diagnostic.clone());
            } else if !reported.is_error() {
                warnings += 1;
            }
        }
        let is_human_readable = self.messages.is_human_readable();
        let printed: &[Diagnostic] = if is_human_readable { &new } else { diagnostics };
        self.messages.print_diagnostics(printed, sources);
        self.reported = current;
        if errors > 0 {
            // An error can hide a warning. The warning is not news once the error is fixed.
            self.reported.extend(previous.into_iter().filter(|reported| !reported.is_error()));
        }
        let name = if saved.is_empty() {
            self.outline.display().to_string()
        } else {
            format_file_names(saved)
        };
        is_human_readable.then_some(DeckStatus { name, errors, warnings, is_fixed })
    }
}

impl ReportedDiagnostic {
    fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl DeckStatus {
    /// Whether an error prevents the deck from being rendered.
    pub(crate) fn is_broken(&self) -> bool {
        self.errors > 0
    }

    /// Prints the state of the deck when nothing else is printed about it. `unchanged` says what
    /// stays visible while there are errors.
    pub(crate) fn print_status(&self, unchanged: &str, quiet: bool) {
        if self.is_broken() {
            terminal::print_message(&self.format_broken(unchanged));
        } else if self.is_fixed && !quiet {
            terminal::print_message(&self.format_ok(None));
        }
    }

    /// Returns the line for a deck with errors. `unchanged` says what stays visible meanwhile.
    pub(crate) fn format_broken(&self, unchanged: &str) -> String {
        format!(
            "{}: {}; {unchanged}, waiting for the next save",
            self.name,
            pluralize(self.errors, "error")
        )
    }

    /// Returns the line for a deck without errors. `new` says what has changed in it.
    pub(crate) fn format_ok(&self, new: Option<&str>) -> String {
        let still =
            (self.warnings > 0).then(|| format!("still {}", pluralize(self.warnings, "warning")));
        let parts = [self.is_fixed.then_some("fixed"), new, still.as_deref()];
        format!("{}: {}", self.name, parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
}

fn identify_diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> ReportedDiagnostic {
    let line = diagnostic.span.map(|span| {
        let source = sources.get(span.source);
        source.line_text(source.position(span.start as usize).line).trim().to_owned()
    });
    ReportedDiagnostic {
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        line: line.unwrap_or_default(),
    }
}

/// Joins file names without their folders: "slides.yaml", "slides.yaml and logo.svg", "slides.yaml
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
