//! What time it is.
#![expect(
    clippy::disallowed_types,
    reason = "a talk takes time; nothing that is made depends on it"
)]

use std::time::{Instant, SystemTime};

use super::talk::Timestamp;

/// Tells the time by two clocks.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    /// A clock whose steady time begins now.
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// The time now.
    pub fn now(self) -> Timestamp {
        Timestamp {
            steady: self.start.elapsed(),
            wall: SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default(),
        }
    }
}
