//! What a window asks for.

use serde::{Deserialize, Serialize};

use super::{PenStroke, Pointer, Screen};

/// What a window asks for. Where two windows could mean different things by "the other way round",
/// the command says what is to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum TalkCommand {
    /// The next step or slide.
    Next,
    /// The step or slide before.
    Back,
    /// The next slide, whatever steps are left.
    NextSlide,
    /// The beginning of this slide, or the slide before.
    PreviousSlide,
    /// The first page.
    First,
    /// The last slide that is counted.
    Last,
    /// A page by its index.
    Go {
        /// The index; one that is too large means the last page.
        page: usize,
    },
    /// Back to where the last jump began.
    Return,
    /// A black or white screen, or the slide again.
    Screen {
        /// What is to be seen.
        to: Screen,
    },
    /// Whether the audience's page stays while the speaker looks elsewhere.
    Freeze {
        /// Whether it stays.
        on: bool,
    },
    /// The clock of the talk.
    Timer {
        /// What is done to it.
        act: TimerAction,
    },
    /// Where the speaker points.
    Point {
        /// The place; nothing is pointed at without.
        at: Option<Pointer>,
    },
    /// A stroke of the pen, or more of one that is being drawn.
    Draw {
        /// Index of the page.
        page: usize,
        /// The stroke.
        stroke: PenStroke,
    },
    /// Takes a stroke away.
    Erase {
        /// Index of the page.
        page: usize,
        /// Which stroke.
        id: u32,
    },
    /// Takes the last thing back that was done to a page's drawing.
    Undo {
        /// Index of the page.
        page: usize,
    },
    /// Takes all strokes from a page.
    Clear {
        /// Index of the page.
        page: usize,
    },
    /// Begins the talk anew: first page, no time gone, nothing drawn.
    StartOver,
}

/// What is done to the clock of the talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimerAction {
    /// It runs.
    Start,
    /// It waits.
    Pause,
    /// Nothing of the time is gone; it waits.
    Reset,
}

impl TalkCommand {
    /// Whether a phone may ask for it: all but drawing and beginning anew.
    pub fn is_allowed_for_phones(&self) -> bool {
        !matches!(
            self,
            Self::Draw { .. }
                | Self::Erase { .. }
                | Self::Undo { .. }
                | Self::Clear { .. }
                | Self::StartOver
        )
    }
}
