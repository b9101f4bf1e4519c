//! Output formats of diagnostics, one per file.

mod human;
mod json;
mod sarif;
mod short;

use plenary::diagnostic::{Diagnostic, Severity};
use plenary::source::Sources;

use super::terminal::{self, Colours};

/// The option for the format, flattened into the arguments of every command with diagnostics.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct MessageArgs {
    /// Choose the message format: human, short, json or sarif
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, hide_possible_values = true)]
    pub message_format: MessageFormat,
}

/// Formats of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum MessageFormat {
    /// The source line with the place underlined, and help
    #[default]
    Human,
    /// `file:line:column: error[E0103]: message`, one per line
    Short,
    /// One JSON object per line
    Json,
    /// SARIF 2.1.0
    Sarif,
}

impl MessageArgs {
    /// Prints diagnostics to standard error in the given order. SARIF is printed even if there are
    /// none.
    pub(crate) fn print_diagnostics(self, diagnostics: &[Diagnostic], sources: &Sources) {
        let colours = Colours::for_stream(&std::io::stderr());
        terminal::print_raw_message(&self.format_reports(&[(diagnostics, sources)], colours));
    }

    /// Prints the diagnostics of several inputs to standard error.
    pub(crate) fn print_reports(self, reports: &[(Vec<Diagnostic>, Sources)]) {
        let colours = Colours::for_stream(&std::io::stderr());
        terminal::print_raw_message(&self.format_reports(&borrow_reports(reports), colours));
    }

    /// Writes the diagnostics of several inputs to standard output, as the result of a command.
    ///
    /// # Errors
    ///
    /// If standard output cannot be written.
    pub(crate) fn write_reports(
        self,
        reports: &[(Vec<Diagnostic>, Sources)],
    ) -> Result<(), Diagnostic> {
        let colours = Colours::for_stream(&std::io::stdout());
        terminal::write_result(self.format_reports(&borrow_reports(reports), colours).as_bytes())
    }

    /// Formats the diagnostics of several inputs. Only the human format uses colours.
    fn format_reports(self, reports: &[(&[Diagnostic], &Sources)], colours: Colours) -> String {
        let each = reports.iter().copied();
        match self.message_format {
            MessageFormat::Human => each
                .map(|(diagnostics, sources)| {
                    human::format_diagnostics(diagnostics, sources, colours)
                })
                .collect(),
            MessageFormat::Short => each
                .map(|(diagnostics, sources)| short::format_diagnostics(diagnostics, sources))
                .collect(),
            MessageFormat::Json => each
                .map(|(diagnostics, sources)| json::format_diagnostics(diagnostics, sources))
                .collect(),
            MessageFormat::Sarif => sarif::format_reports(reports),
        }
    }

    /// Whether people read the output, so that other messages may be printed too.
    pub(crate) fn is_human_readable(self) -> bool {
        matches!(self.message_format, MessageFormat::Human | MessageFormat::Short)
    }
}

fn borrow_reports(reports: &[(Vec<Diagnostic>, Sources)]) -> Vec<(&[Diagnostic], &Sources)> {
    reports.iter().map(|(diagnostics, sources)| (diagnostics.as_slice(), sources)).collect()
}

/// Returns the name of a severity, the same in every format.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Counts diagnostics by severity: "2 errors, 1 warning"; empty if there are none.
fn format_counts(diagnostics: &[Diagnostic]) -> String {
    let count =
        |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| terminal::pluralize(*count, noun))
        .collect();
    parts.join(", ")
}
