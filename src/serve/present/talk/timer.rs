//! How long the talk has been going on.

use std::time::Duration;

/// A laptop that slept longer than this slept through no talk.
const MAX_SLEEP: Duration = Duration::from_secs(12 * 3600);
/// The two clocks differ by less than this while both run: the one of the wall is being put right
/// all the time.
const MAX_CLOCK_DRIFT: Duration = Duration::from_secs(2);

/// The time by two clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timestamp {
    /// By a clock that never jumps, and that some machines stop while they sleep.
    pub steady: Duration,
    /// By the clock on the wall: since 1970.
    pub wall: Duration,
}

impl Timestamp {
    /// How much time went by since `before`. The clock on the wall is believed where it says that
    /// the machine slept: it went on, not back, and by no more than half a day.
    pub fn elapsed_since(self, before: Self) -> Duration {
        let steady = self.steady.saturating_sub(before.steady);
        let wall = self.wall.saturating_sub(before.wall);
        if wall > steady + MAX_CLOCK_DRIFT && wall <= MAX_SLEEP { wall } else { steady }
    }
}

/// A stopwatch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// What had gone when it was last started or paused.
    elapsed_at_change: Duration,
    /// When it was last started, if it runs.
    running_since: Option<Timestamp>,
}

impl Timer {
    /// A timer that shows `gone`, and runs from now on if `running`.
    pub fn from_saved(gone: Duration, running: bool, now: Timestamp) -> Self {
        Self { elapsed_at_change: gone, running_since: running.then_some(now) }
    }

    /// What it shows.
    pub fn elapsed(&self, now: Timestamp) -> Duration {
        self.elapsed_at_change
            + self.running_since.map_or(Duration::ZERO, |started| now.elapsed_since(started))
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.running_since.is_some()
    }

    /// Whether it was never started, or put back and not started since.
    pub fn is_new(&self) -> bool {
        self.running_since.is_none() && self.elapsed_at_change.is_zero()
    }

    /// Whether it was started and waits.
    pub fn is_paused(&self, now: Timestamp) -> bool {
        !self.is_running() && !self.elapsed(now).is_zero()
    }

    /// Lets it run.
    pub fn start(&mut self, now: Timestamp) {
        self.running_since.get_or_insert(now);
    }

    /// Lets it wait.
    pub fn pause(&mut self, now: Timestamp) {
        *self = Self { elapsed_at_change: self.elapsed(now), running_since: None };
    }

    /// Shows nothing gone. One that runs goes on running, as whoever has begun has begun.
    pub fn reset(&mut self, now: Timestamp) {
        *self = Self {
            elapsed_at_change: Duration::ZERO,
            running_since: self.running_since.map(|_| now),
        };
    }

    /// Takes what has gone into account, so that a later sleep is measured from now.
    pub fn sync(&mut self, now: Timestamp) {
        if self.running_since.is_some() {
            *self = Self { elapsed_at_change: self.elapsed(now), running_since: Some(now) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both clocks at the same number of seconds.
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
        // The steady clock stood still for five minutes.
        assert_eq!(slept(20, 320).elapsed_since(at_seconds(10)).as_secs(), 310);
        // The clock on the wall went back, or a day on, or a second.
        assert_eq!(slept(20, 5).elapsed_since(at_seconds(10)).as_secs(), 10);
        assert_eq!(slept(20, 86_400).elapsed_since(at_seconds(10)).as_secs(), 10);
        assert_eq!(slept(20, 21).elapsed_since(at_seconds(10)).as_secs(), 10);
        // What slept before the last tick is not lost when the clock goes back later.
        let mut timer = Timer::default();
        timer.start(at_seconds(0));
        timer.sync(slept(10, 300));
        assert_eq!(timer.elapsed(slept(20, 0)).as_secs(), 310);
    }
}
