//! The videos and recordings that are played on the current page.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{TalkPage, Timestamp};

/// Maximum position in a video: a day.
const MAX_POSITION: Duration = Duration::from_secs(86_400);

/// A video or recording on a page of a talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalkMedia {
    /// Identifies it on all steps of its page.
    pub key: String,
    /// Whether it starts when its page is shown.
    pub autoplay: bool,
}

/// How far a video or recording has been played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaState {
    /// Whether it is playing.
    pub is_playing: bool,
    /// Its position at the time `since`.
    position: Duration,
    /// When the state changed, by the steady clock.
    since: Duration,
    /// Differs between all changes, so that windows notice them.
    pub change: u64,
}

impl MediaState {
    /// Returns the position, which may be after the end: only the windows know the length.
    pub fn position(&self, now: Timestamp) -> Duration {
        if self.is_playing {
            self.position + now.steady.saturating_sub(self.since)
        } else {
            self.position
        }
    }
}

/// What is or was played on the current pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MediaPlayback {
    states: BTreeMap<String, MediaState>,
    changes: u64,
}

impl MediaPlayback {
    /// Returns the states by their keys.
    pub fn states(&self) -> impl Iterator<Item = (&str, &MediaState)> {
        self.states.iter().map(|(key, state)| (key.as_str(), state))
    }

    /// Starts what plays by itself on a page and was not on the pages before, and forgets what is
    /// on none of the pages that are `shown` now.
    pub(super) fn arrive(&mut self, page: &TalkPage, shown: &[&TalkPage], now: Timestamp) {
        self.states.retain(|key, _| shown.iter().any(|page| page.has_media(key)));
        for media in page.media.iter().filter(|media| media.autoplay) {
            if !self.states.contains_key(&media.key) {
                self.set(&media.key, true, Duration::ZERO, now);
            }
        }
    }

    /// Starts what plays by itself on a page from its beginning.
    pub(super) fn restart(&mut self, page: &TalkPage, now: Timestamp) {
        for media in page.media.iter().filter(|media| media.autoplay) {
            self.set(&media.key, true, Duration::ZERO, now);
        }
    }

    /// Plays or pauses at a position.
    pub(super) fn set(&mut self, key: &str, is_playing: bool, position: Duration, now: Timestamp) {
        self.changes += 1;
        let state = MediaState {
            is_playing,
            position: position.min(MAX_POSITION),
            since: now.steady,
            change: self.changes,
        };
        self.states.insert(key.to_owned(), state);
    }

    /// Pauses everything.
    pub(super) fn pause_all(&mut self, now: Timestamp) {
        let playing: Vec<(String, Duration)> = self
            .states
            .iter()
            .filter(|(_, state)| state.is_playing)
            .map(|(key, state)| (key.clone(), state.position(now)))
            .collect();
        for (key, position) in playing {
            self.set(&key, false, position, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: u64) -> Timestamp {
        Timestamp { steady: Duration::from_millis(milliseconds), wall: Duration::ZERO }
    }

    fn page(media: &[(&str, bool)]) -> TalkPage {
        let media = media
            .iter()
            .map(|(key, autoplay)| TalkMedia { key: (*key).to_owned(), autoplay: *autoplay });
        TalkPage { media: media.collect(), ..TalkPage::default() }
    }

    fn positions(playback: &MediaPlayback, now: Timestamp) -> Vec<(&str, bool, u128)> {
        let state = |(key, state): (_, &MediaState)| {
            (key, state.is_playing, state.position(now).as_millis())
        };
        playback.states().map(state).collect()
    }

    #[test]
    fn a_video_goes_on_through_the_steps_of_its_slide() {
        let (first, second) = (page(&[("0-0", true), ("0-1", false)]), page(&[("1-0", false)]));
        let mut playback = MediaPlayback::default();
        playback.arrive(&first, &[&first], at(1000));
        assert_eq!(positions(&playback, at(3500)), [("0-0", true, 2500)]);
        playback.arrive(&first, &[&first], at(4000));
        assert_eq!(positions(&playback, at(4500)), [("0-0", true, 3500)]);
        playback.pause_all(at(5000));
        assert_eq!(positions(&playback, at(9000)), [("0-0", false, 4000)]);
        playback.arrive(&second, &[&second], at(9000));
        assert_eq!(positions(&playback, at(9000)), []);
    }
}
