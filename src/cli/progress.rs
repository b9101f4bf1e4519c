//! A line on the terminal that shows how far a long command is.

use std::io::IsTerminal;
use std::time::Duration;
#[expect(
    clippy::disallowed_types,
    reason = "only shown on the terminal; no output depends on it"
)]
use std::time::Instant;

use super::terminal;

/// Nothing is shown for commands that are done by then.
const FIRST_SHOWN: Duration = Duration::from_secs(1);
/// The time between two changes of the line.
const INTERVAL: Duration = Duration::from_millis(200);

/// Shows how many of a number of things are done, the rate, and the time left. The line is removed
/// at the end.
#[expect(clippy::disallowed_types, reason = "only shown on the terminal; no output depends on it")]
pub(crate) struct ProgressLine {
    what: &'static str,
    total: usize,
    done: usize,
    start: Instant,
    last: Option<Instant>,
    is_shown: bool,
}

#[expect(clippy::disallowed_types, reason = "only shown on the terminal; no output depends on it")]
impl ProgressLine {
    /// Starts with nothing done. Nothing is shown unless `is_wanted` and standard error is a
    /// terminal.
    pub(crate) fn new(what: &'static str, total: usize, is_wanted: bool) -> Self {
        let is_shown = is_wanted && total > 1 && std::io::stderr().is_terminal();
        Self { what, total, done: 0, start: Instant::now(), last: None, is_shown }
    }

    /// Counts one more as done.
    pub(crate) fn advance(&mut self) {
        self.done += 1;
        let elapsed = self.start.elapsed();
        let is_due = self.last.is_none_or(|last| last.elapsed() >= INTERVAL);
        if !self.is_shown || elapsed < FIRST_SHOWN || !is_due {
            return;
        }
        self.last = Some(Instant::now());
        let line = format_line(self.what, self.done, self.total, elapsed);
        terminal::print_raw_message(&format!("\r\x1b[2K{line}"));
    }

    /// Removes the line, for a message.
    pub(crate) fn clear(&mut self) {
        if self.last.take().is_some() {
            terminal::print_raw_message("\r\x1b[2K");
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.clear();
    }
}

fn format_line(what: &str, done: usize, total: usize, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    let left = ((total - done.min(total)) as f64 / rate.max(0.001)).ceil() as u64;
    let left = match left {
        0..60 => format!("{left} s"),
        60..3600 => format!("{} min {:02} s", left / 60, left % 60),
        _ => format!("{} h {:02} min", left / 3600, left / 60 % 60),
    };
    let percent = 100 * done / total.max(1);
    let rate = if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") };
    format!("{done} of {total} {what} ({percent} %), {rate}/s, {left} left")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::format_line;

    #[test]
    fn the_line_has_the_rate_and_the_time_left() {
        let line = |done, seconds| format_line("decks", done, 1000, Duration::from_secs(seconds));
        assert_eq!(line(250, 5), "250 of 1000 decks (25 %), 50/s, 15 s left");
        assert_eq!(line(10, 2), "10 of 1000 decks (1 %), 5.0/s, 3 min 18 s left");
        assert_eq!(line(1, 10), "1 of 1000 decks (0 %), 0.1/s, 2 h 46 min left");
    }
}
