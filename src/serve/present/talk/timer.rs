//! How long the talk has been going on.

use std::time::Duration;

/// A laptop that slept longer than this slept through no talk.
const LONGEST_SLEEP: Duration = Duration::from_secs(12 * 3600);
/// The two clocks differ by less than this while both run: the one of the wall is being put right
/// all the time.
const DRIFT: Duration = Duration::from_secs(2);

/// The time by two clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// By a clock that never jumps, and that some machines stop while they sleep.
    pub steady: Duration,
    /// By the clock on the wall: since 1970.
    pub wall: Duration,
}

impl Now {
    /// How much time went by since `before`. The clock on the wall is believed where it says that
    /// the machine slept: it went on, not back, and by no more than half a day.
    pub fn since(self, before: Self) -> Duration {
        let steady = self.steady.saturating_sub(before.steady);
        let wall = self.wall.saturating_sub(before.wall);
        if wall > steady + DRIFT && wall <= LONGEST_SLEEP { wall } else { steady }
    }
}

/// A stopwatch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// What had gone when it was last started or paused.
    gone: Duration,
    /// When it was last started, if it runs.
    started: Option<Now>,
}

impl Timer {
    /// A timer that shows `gone`, and runs from now on if `running`.
    pub fn restored(gone: Duration, running: bool, now: Now) -> Self {
        Self { gone, started: running.then_some(now) }
    }

    /// What it shows.
    pub fn elapsed(&self, now: Now) -> Duration {
        self.gone + self.started.map_or(Duration::ZERO, |started| now.since(started))
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.started.is_some()
    }

    /// Whether it was never started, or put back and not started since.
    pub fn is_new(&self) -> bool {
        self.started.is_none() && self.gone.is_zero()
    }

    /// Whether it was started and waits.
    pub fn is_paused(&self, now: Now) -> bool {
        !self.is_running() && !self.elapsed(now).is_zero()
    }

    /// Lets it run.
    pub fn start(&mut self, now: Now) {
        self.started.get_or_insert(now);
    }

    /// Lets it wait.
    pub fn pause(&mut self, now: Now) {
        *self = Self { gone: self.elapsed(now), started: None };
    }

    /// Shows nothing gone. One that runs goes on running, as whoever has begun has begun.
    pub fn reset(&mut self, now: Now) {
        *self = Self { gone: Duration::ZERO, started: self.started.map(|_| now) };
    }

    /// Takes what has gone into account, so that a later sleep is measured from now.
    pub fn tick(&mut self, now: Now) {
        if self.started.is_some() {
            *self = Self { gone: self.elapsed(now), started: Some(now) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both clocks at the same number of seconds.
    fn at(seconds: u64) -> Now {
        Now { steady: Duration::from_secs(seconds), wall: Duration::from_secs(1_000_000 + seconds) }
    }

    #[test]
    fn a_timer_pauses_goes_on_and_starts_again() {
        let mut timer = Timer::default();
        assert!(timer.is_new() && !timer.is_paused(at(0)));
        timer.start(at(10));
        timer.start(at(15));
        assert_eq!(timer.elapsed(at(20)).as_secs(), 10);
        timer.pause(at(20));
        assert!(timer.is_paused(at(50)));
        assert_eq!(timer.elapsed(at(50)).as_secs(), 10);
        timer.start(at(50));
        assert_eq!(timer.elapsed(at(55)).as_secs(), 15);
        timer.reset(at(55));
        assert_eq!((timer.elapsed(at(58)).as_secs(), timer.is_running()), (3, true));
        timer.pause(at(58));
        timer.reset(at(60));
        assert!(timer.is_new());
    }

    #[test]
    fn sleep_counts_and_a_clock_that_is_put_right_does_not() {
        let slept = |steady: u64, wall: u64| Now {
            steady: Duration::from_secs(steady),
            wall: Duration::from_secs(1_000_000 + wall),
        };
        // The steady clock stood still for five minutes.
        assert_eq!(slept(20, 320).since(at(10)).as_secs(), 310);
        // The clock on the wall went back, or a day on, or a second.
        assert_eq!(slept(20, 5).since(at(10)).as_secs(), 10);
        assert_eq!(slept(20, 86_400).since(at(10)).as_secs(), 10);
        assert_eq!(slept(20, 21).since(at(10)).as_secs(), 10);
        // What slept before the last tick is not lost when the clock goes back later.
        let mut timer = Timer::default();
        timer.start(at(0));
        timer.tick(slept(10, 300));
        assert_eq!(timer.elapsed(slept(20, 0)).as_secs(), 310);
    }
}
