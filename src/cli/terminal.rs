//! The only place that prints.

use std::io::{self, Write};

/// Whether colour is welcome where it can be shown: never with `NO_COLOR` (no-color.org).
pub fn wants_colour() -> bool {
    let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    !forbidden && !dumb
}

/// Says something to the user, on standard error.
pub fn print_message(message: &str) {
    print_raw_message(&format!("{message}\n"));
}

/// Says something that ends its own lines, on standard error.
pub fn print_raw_message(text: &str) {
    // Who closed standard error wants to hear nothing; the work goes on.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints text to standard output. A reader that has gone (`| head`) has seen what it wanted.
pub fn print_result(text: &str) {
    let _ = write_result(text.as_bytes());
}

/// Writes a result to standard output.
///
/// # Errors
///
/// Why it cannot be written; a reader that has read enough (`plenary … | head`) is none.
pub fn write_result(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// "1 page", "2 pages".
pub fn pluralize(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A number with a comma between thousands: `12,345`.
pub fn group_thousands(number: usize) -> String {
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
