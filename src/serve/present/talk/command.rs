//! Commands that windows send.

use serde::{Deserialize, Serialize};

use super::{PenStroke, Pointer, Screen};

/// A command. Commands set a state and never toggle it, because two windows may send the same one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum TalkCommand {
    /// Shows the next step or slide.
    Next,
    /// Shows the previous step or slide.
    Back,
    /// Shows the next slide and skips the remaining steps.
    NextSlide,
    /// Shows the start of this slide, or the previous slide.
    PreviousSlide,
    /// Shows the first page.
    First,
    /// Shows the last page of the talk, before backup slides.
    Last,
    /// Shows a page.
    Go {
        /// Index of the page; the last page if it is too large.
        page: usize,
    },
    /// Returns to the page before the last jump.
    Return,
    /// Shows a blank screen, or the slide.
    Screen {
        /// What the audience window should show.
        screen: Screen,
    },
    /// Freezes or releases the audience window.
    Freeze {
        /// Whether its page stays while the speaker goes to other pages.
        frozen: bool,
    },
    /// Controls the timer.
    Timer {
        /// What the timer should do.
        action: TimerAction,
    },
    /// Plays or pauses a video or recording.
    Media {
        /// Which one.
        key: String,
        /// Whether it plays.
        playing: bool,
        /// Its position in milliseconds.
        position_ms: u64,
    },
    /// Moves or removes the pointer.
    Point {
        /// The pointer; `None` removes it.
        pointer: Option<Pointer>,
    },
    /// Draws a stroke, or adds points to one.
    Draw {
        /// Index of the page.
        page: usize,
        /// The stroke, or its new points.
        stroke: PenStroke,
    },
    /// Erases a stroke.
    Erase {
        /// Index of the page.
        page: usize,
        /// The id of the stroke.
        id: u32,
    },
    /// Undoes the last change of a page's ink.
    Undo {
        /// Index of the page.
        page: usize,
    },
    /// Erases all strokes on a page.
    Clear {
        /// Index of the page.
        page: usize,
    },
    /// Starts the talk over: first page, timer at zero, no ink.
    StartOver,
}

/// What the timer should do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerAction {
    /// Run.
    Start,
    /// Pause.
    Pause,
    /// Go back to zero, without starting or pausing.
    Reset,
}

impl TalkCommand {
    /// Tells whether a phone may send it: everything except drawing and starting over.
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
