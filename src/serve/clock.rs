//! The clocks of the computer.
#![expect(
    clippy::disallowed_types,
    reason = "the timer of a talk needs clocks; the rendered files do not depend on them"
)]

use std::time::{Instant, SystemTime};

use super::present::talk::Timestamp;

/// Reads the time from two clocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    start: Instant,
}

impl Clock {
    /// Creates a clock whose monotonic time starts now.
    pub(super) fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// Returns the current time.
    pub(super) fn now(self) -> Timestamp {
        Timestamp {
            steady: self.start.elapsed(),
            wall: SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default(),
        }
    }
}
