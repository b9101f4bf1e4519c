//! Findings as text: for people, or for other programs. One file a format.

mod human;
mod json;
mod sarif;
mod short;

use std::io::IsTerminal;

use plenary::diagnostic::{Diagnostic, Severity};
use plenary::source::Sources;

use super::terminal;

/// How findings are shown; every command that has any takes this in with `#[command(flatten)]`.
#[derive(Clone, Copy, clap::Args)]
pub struct MessageArgs {
    /// How mistakes are shown: with the line in question (human), one line each (short), or for
    /// other programs (json, sarif)
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, hide_possible_values = true)]
    pub message_format: MessageFormat,
}

/// The formats of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum MessageFormat {
    /// The line in question with the place underlined, and what to write instead
    #[default]
    Human,
    /// `file:line:column: error[E0103]: message`, one line each
    Short,
    /// One JSON object a line
    Json,
    /// SARIF 2.1.0
    Sarif,
}

impl MessageArgs {
    /// Shows findings on standard error, in the order given. SARIF says that there are none, too.
    pub fn print_diagnostics(self, diagnostics: &[Diagnostic], sources: &Sources) {
        terminal::print_raw_message(&self.format_diagnostics(
            diagnostics,
            sources,
            std::io::stderr().is_terminal(),
        ));
    }

    /// Findings as they are shown on standard error, or on standard output where they are a
    /// command's result.
    pub fn format_diagnostics(
        self,
        diagnostics: &[Diagnostic],
        sources: &Sources,
        terminal: bool,
    ) -> String {
        match self.message_format {
            MessageFormat::Human => human::format_diagnostics(
                diagnostics,
                sources,
                terminal && terminal::wants_colour(),
            ),
            MessageFormat::Short => short::format_diagnostics(diagnostics, sources),
            MessageFormat::Json => json::format_diagnostics(diagnostics, sources),
            MessageFormat::Sarif => sarif::format_diagnostics(diagnostics, sources),
        }
    }

    /// Whether people read what is shown, so that other words may stand beside the findings.
    pub fn is_human_readable(self) -> bool {
        matches!(self.message_format, MessageFormat::Human | MessageFormat::Short)
    }
}

/// The name of a severity, in every format.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// "2 mistakes, 1 warning"; empty if there are none.
fn format_counts(diagnostics: &[Diagnostic]) -> String {
    let count =
        |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = [(count(Severity::Error), "mistake"), (count(Severity::Warning), "warning")];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| terminal::pluralize(*count, noun))
        .collect();
    parts.join(", ")
}
