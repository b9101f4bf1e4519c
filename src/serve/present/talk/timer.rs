//! The time since the talk began.

use std::time::Duration;

/// A longer sleep of the computer does not count as time of the talk.
const MAX_SLEEP: Duration = Duration::from_secs(12 * 3600);
/// Maximum difference of the two clocks while both run, because the wall clock is being adjusted.
const MAX_CLOCK_DRIFT: Duration = Duration::from_secs(2);

/// The time on two clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timestamp {
    /// Time of a monotonic clock, which some computers stop while they sleep.
    pub steady: Duration,
    /// Time of the wall clock, since 1970.
    pub wall: Duration,
}

impl Timestamp {
    /// Returns the time since `before`. If the wall clock moved ahead of the monotonic clock by at
    /// most `MAX_SLEEP`, the computer slept, and the wall clock is right.
    pub fn elapsed_since(self, before: Self) -> Duration {
        let steady = self.steady.saturating_sub(before.steady);
        let wall = self.wall.saturating_sub(before.wall);
        if wall > steady + MAX_CLOCK_DRIFT && wall <= MAX_SLEEP { wall } else { steady }
    }
}

/// A stopwatch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// The elapsed time when the timer was last started or paused.
    elapsed_at_change: Duration,
    /// When the timer was last started, if it runs.
    running_since: Option<Timestamp>,
}

impl Timer {
    /// Restores a saved timer.
    pub fn from_saved(elapsed: Duration, is_running: bool, now: Timestamp) -> Self {
        Self { elapsed_at_change: elapsed, running_since: is_running.then_some(now) }
    }

    /// Returns the elapsed time.
    pub fn elapsed(&self, now: Timestamp) -> Duration {
        self.elapsed_at_change
            + self.running_since.map_or(Duration::ZERO, |started| now.elapsed_since(started))
    }

    /// Tells whether it runs.
    pub fn is_running(&self) -> bool {
        self.running_since.is_some()
    }

    /// Tells whether it has not been started, or not since it was reset.
    pub fn is_new(&self) -> bool {
        self.running_since.is_none() && self.elapsed_at_change.is_zero()
    }

    /// Tells whether it was started and is paused.
    pub fn is_paused(&self, now: Timestamp) -> bool {
        !self.is_running() && !self.elapsed(now).is_zero()
    }

    /// Starts it.
    pub fn start(&mut self, now: Timestamp) {
        self.running_since.get_or_insert(now);
    }

    /// Pauses it.
    pub fn pause(&mut self, now: Timestamp) {
        *self = Self { elapsed_at_change: self.elapsed(now), running_since: None };
    }

    /// Sets it to zero. A running timer keeps running, because the talk has begun.
    pub fn reset(&mut self, now: Timestamp) {
        *self = Self {
            elapsed_at_change: Duration::ZERO,
            running_since: self.running_since.map(|_| now),
        };
    }

    /// Adds the elapsed time, so that a later sleep is measured from now on.
    pub fn sync(&mut self, now: Timestamp) {
        if self.running_since.is_some() {
            *self = Self { elapsed_at_change: self.elapsed(now), running_since: Some(now) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a time at which both clocks have run for this number of seconds.
    fn at_seconds(seconds: u64) -> Timestamp {
        Timestamp {
            steady: Duration::from_secs(seconds),
            wall: Duration::from_secs(1_000_000 + seconds),
        }
    }

    #[test]
    fn pauses_resumes_and_resets() {
        let mut timer = Timer::default();
        assert!(timer.is_new() && !timer.is_paused(at_seconds(0)));
        timer.start(at_seconds(10));
        timer.start(at_seconds(15));
        assert_eq!(timer.elapsed(at_seconds(20)).as_secs(), 10);
        timer.pause(at_seconds(20));
        assert!(timer.is_paused(at_seconds(50)));
        assert_eq!(timer.elapsed(at_seconds(50)).as_secs(), 10);
        timer.start(at_seconds(50));
        assert_eq!(timer.elapsed(at_seconds(55)).as_secs(), 15);
        timer.reset(at_seconds(55));
        assert_eq!((timer.elapsed(at_seconds(58)).as_secs(), timer.is_running()), (3, true));
        timer.pause(at_seconds(58));
        timer.reset(at_seconds(60));
        assert!(timer.is_new());
    }

    #[test]
    fn counts_sleep_but_ignores_clock_corrections() {
        let slept = |steady: u64, wall: u64| Timestamp {
            steady: Duration::from_secs(steady),
            wall: Duration::from_secs(1_000_000 + wall),
        };
        // The monotonic clock stopped for five minutes.
        assert_eq!(slept(20, 320).elapsed_since(at_seconds(10)).as_secs(), 310);
        // The wall clock was set back, or forward by a day or a second.
        assert_eq!(slept(20, 5).elapsed_since(at_seconds(10)).as_secs(), 10);
        assert_eq!(slept(20, 86_400).elapsed_since(at_seconds(10)).as_secs(), 10);
        assert_eq!(slept(20, 21).elapsed_since(at_seconds(10)).as_secs(), 10);
        // A sleep before the last `sync` still counts if the wall clock is set back later.
        let mut timer = Timer::default();
        timer.start(at_seconds(0));
        timer.sync(slept(10, 300));
        assert_eq!(timer.elapsed(slept(20, 0)).as_secs(), 310);
    }
}
