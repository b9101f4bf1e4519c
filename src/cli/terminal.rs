//! The only module that prints.

use std::io::{self, IsTerminal, Write};

use plenary::assets;
use plenary::diagnostic::{Code, Diagnostic};

/// Whether text may be coloured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colours {
    /// No colours.
    Plain,
    /// Colours by escape sequences.
    Styled,
}

impl Colours {
    /// Returns the colours of an output stream: none with `NO_COLOR` (no-color.org) or away from a
    /// terminal.
    pub(crate) fn for_stream(stream: &impl IsTerminal) -> Self {
        let is_forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        if stream.is_terminal() && !is_forbidden && !is_dumb { Self::Styled } else { Self::Plain }
    }
}

/// Prints a message line to standard error.
pub(crate) fn print_message(message: &str) {
    print_raw_message(&format!("{message}\n"));
}

/// Prints text with its own line ends to standard error.
pub(crate) fn print_raw_message(text: &str) {
    // If standard error is closed, the work goes on without messages.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes a result to standard output.
///
/// # Errors
///
/// If it cannot be written. A reader that has closed the pipe (`plenary … | head`) is no error.
pub(crate) fn write_result(bytes: &[u8]) -> Result<(), Diagnostic> {
    match write_to_stdout(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(stdout_error(&error)),
        _ => Ok(()),
    }
}

/// Writes a result to standard output that is useless unless it is complete.
///
/// # Errors
///
/// If it cannot be written, even if the reader has closed the pipe.
pub(crate) fn write_whole_result(bytes: &[u8]) -> Result<(), Diagnostic> {
    if assets::is_stdout_closed() {
        return Err(Diagnostic::error_without_span(
            Code::UnwritableOutput,
            "standard output is closed, so the result would be lost",
        )
        .with_help("write to a file with `-o`, or to `/dev/null` if you do not need the result"));
    }
    write_to_stdout(bytes).map_err(|error| stdout_error(&error))
}

fn write_to_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes).and_then(|()| output.flush())
}

fn stdout_error(error: &io::Error) -> Diagnostic {
    let (message, help) = match error.kind() {
        io::ErrorKind::BrokenPipe => (
            "standard output was closed before the result was complete".to_owned(),
            "write to a file with `-o`",
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            "cannot write to standard output, because no space is left on the disk".to_owned(),
            "free some space, or write to another disk",
        ),
        _ => (
            format!("cannot write to standard output: {error}"),
            "redirect the output to a file on another disk",
        ),
    };
    Diagnostic::error_without_span(Code::UnwritableOutput, message).with_help(help)
}

/// Formats a number with its noun: "1 page", "2 pages".
pub(crate) fn pluralize(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Formats a number with a comma between thousands: `12,345`.
pub(crate) fn group_thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn separates_thousands_with_commas() {
        assert_eq!(super::group_thousands(1_234_567), "1,234,567");
        assert_eq!(super::group_thousands(12), "12");
    }
}
