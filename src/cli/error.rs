//! Errors of the command line itself, which belong to no place in a file.

use std::io::ErrorKind;

use plenary::diagnostic::Diagnostic;
use plenary::serve::PortError;

use super::{FAILURE, USAGE_ERROR, terminal};

/// The reason why a command cannot do its work, and its exit code.
pub(crate) struct CliError {
    code: u8,
    /// What is wrong; `None` if it was reported already.
    headline: Option<String>,
    help: Vec<String>,
}

impl CliError {
    /// Creates an error of wrong usage.
    pub(crate) fn usage(headline: impl Into<String>) -> Self {
        Self { code: USAGE_ERROR, headline: Some(headline.into()), help: Vec::new() }
    }

    /// Creates an error of wrong usage from a diagnostic that has no place.
    pub(crate) fn usage_from(diagnostic: Diagnostic) -> Self {
        Self { code: USAGE_ERROR, ..Self::from(diagnostic) }
    }

    /// Creates an error of a command that was used correctly.
    pub(crate) fn failure(headline: impl Into<String>) -> Self {
        Self { code: FAILURE, headline: Some(headline.into()), help: Vec::new() }
    }

    /// Creates an error for which diagnostics were printed already.
    pub(crate) fn reported() -> Self {
        Self { code: FAILURE, headline: None, help: Vec::new() }
    }

    /// Changes the exit code to that of wrong usage, for commands whose code 1 has another
    /// meaning.
    pub(crate) fn with_usage_code(self) -> Self {
        Self { code: USAGE_ERROR, ..self }
    }

    /// Adds a help line.
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Prints the error and returns the exit code.
    pub(crate) fn print(&self) -> u8 {
        if let Some(headline) = &self.headline {
            terminal::print_message(&format!("error: {headline}"));
            for help in &self.help {
                terminal::print_message(&format!("help: {help}"));
            }
        }
        self.code
    }
}

impl From<Diagnostic> for CliError {
    /// Keeps the message of a diagnostic that has no place.
    fn from(diagnostic: Diagnostic) -> Self {
        diagnostic.help.into_iter().fold(Self::failure(diagnostic.message), Self::with_help)
    }
}

impl From<PortError> for CliError {
    fn from(PortError { port, error }: PortError) -> Self {
        match error.kind() {
            ErrorKind::AddrInUse => {
                Self::usage(format!("port {port} is already in use, perhaps by another preview"))
                    .with_help("omit `--port` to use a free port, or choose another port")
            }
            ErrorKind::PermissionDenied => Self::usage(format!("no permission to use port {port}"))
                .with_help("choose a port from 1024 to 65535, or omit `--port`"),
            _ => Self::usage(format!("cannot use port {port}: {error}"))
                .with_help("omit `--port` to use a free port, or choose another port"),
        }
    }
}
