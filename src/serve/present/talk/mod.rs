//! The state of a talk: the current page, what the audience sees, and the timer. This module has no
//! side effects; callers pass the time.

mod command;
mod ink;
mod media;
mod page_map;
mod schedule;
mod sequence;
mod timer;

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use command::{TalkCommand, TimerAction};
pub use ink::{Pen, PenStroke, TalkInk};
pub use media::{MediaPlayback, MediaState, TalkMedia};
pub use page_map::map_pages;
pub use schedule::{Schedule, SectionSchedule, TimeRange};
pub use sequence::{PageSequence, TalkPage};
pub use timer::{Timer, Timestamp};

/// Maximum number of jumps that can be undone.
const MAX_JUMP_HISTORY: usize = 100;

/// What the audience window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The slide.
    #[default]
    Slide,
    /// A black screen.
    Black,
    /// A white screen.
    White,
}

/// The kind of a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointerKind {
    /// A red dot.
    Laser,
    /// Everything except a circle is dark.
    Spotlight,
}

/// The pointer of the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pointer {
    /// How it looks.
    pub kind: PointerKind,
    /// Distance from the left edge, as a fraction of the page's width.
    pub x: f32,
    /// Distance from the top, as a fraction of the page's height.
    pub y: f32,
}

/// The state of a talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talk {
    /// The page of the presenter view.
    page: usize,
    /// The page of the audience window while it is frozen.
    frozen_page: Option<usize>,
    screen: Screen,
    /// The pages before jumps, the latest last.
    jump_history: VecDeque<usize>,
    /// The time since the talk began.
    pub timer: Timer,
    /// The strokes on the slides.
    pub ink: TalkInk,
    pointer: Option<Pointer>,
    /// What is or was played on the current pages.
    pub media: MediaPlayback,
}

/// The position of a saved talk.
#[derive(Clone, Debug)]
pub struct TalkPosition {
    /// The page of the presenter view.
    pub page: usize,
    /// The page of the audience window if it was frozen.
    pub frozen_page: Option<usize>,
    /// What the audience window showed.
    pub screen: Screen,
    /// The pages before jumps, the latest last.
    pub jump_history: Vec<usize>,
}

/// What a command changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkChange {
    /// Nothing.
    Nothing,
    /// The page, the screen or the timer.
    State,
    /// The pointer.
    Pointer,
    /// The strokes.
    Ink,
}

impl Talk {
    /// Returns the page of the presenter view.
    pub fn page(&self) -> usize {
        self.page
    }

    /// Returns the page of the audience window, which it shows unless the screen is blank.
    pub fn audience_page(&self) -> usize {
        self.frozen_page.unwrap_or(self.page)
    }

    /// Tells whether the audience window is frozen.
    pub fn is_frozen(&self) -> bool {
        self.frozen_page.is_some()
    }

    /// What the audience window shows.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Tells whether there is a jump to undo.
    pub fn can_jump_back(&self) -> bool {
        !self.jump_history.is_empty()
    }

    /// Returns the pointer.
    pub fn pointer(&self) -> Option<Pointer> {
        self.pointer
    }

    /// Tells whether pages do not advance automatically, because the audience does not see the page
    /// or the timer is paused.
    pub fn is_advance_held(&self, now: Timestamp) -> bool {
        self.screen != Screen::Slide || self.is_frozen() || self.timer.is_paused(now)
    }

    /// Executes a command.
    pub fn apply_command(
        &mut self,
        command: &TalkCommand,
        sequence: &PageSequence,
        now: Timestamp,
    ) -> TalkChange {
        let change = self.change_state(command, sequence, now);
        if change == TalkChange::State {
            if self.screen != Screen::Slide {
                self.media.pause_all(now);
            }
            if let Some(page) = sequence.pages.get(self.page) {
                self.media.arrive(page, &self.shown_pages(sequence), now);
            }
        }
        change
    }

    fn change_state(
        &mut self,
        command: &TalkCommand,
        sequence: &PageSequence,
        now: Timestamp,
    ) -> TalkChange {
        match command {
            TalkCommand::Next => self.step_to(sequence.next_page(self.page), now),
            TalkCommand::Back => self.step_to(sequence.previous_page(self.page), now),
            TalkCommand::NextSlide => self.step_to(sequence.next_slide(self.page), now),
            TalkCommand::PreviousSlide => self.step_to(sequence.previous_slide(self.page), now),
            TalkCommand::First => self.jump_to(0, sequence, now),
            TalkCommand::Last => self.jump_to(sequence.last_page(), sequence, now),
            TalkCommand::Go { page } => self.jump_to(*page, sequence, now),
            TalkCommand::Return => match self.jump_history.pop_back() {
                Some(page) => self.step_to(page.min(sequence.last_index()), now),
                None => TalkChange::Nothing,
            },
            TalkCommand::Screen { screen } => self.set_screen(*screen),
            TalkCommand::Freeze { frozen } => {
                if *frozen == self.is_frozen() {
                    return TalkChange::Nothing;
                }
                self.frozen_page = frozen.then_some(self.page);
                TalkChange::State
            }
            TalkCommand::Timer { action } => {
                match action {
                    TimerAction::Start => self.timer.start(now),
                    TimerAction::Pause => self.timer.pause(now),
                    TimerAction::Reset => self.timer.reset(now),
                }
                TalkChange::State
            }
            TalkCommand::Media { key, playing, position_ms } => {
                // Only what is on the pages can be played, so the state stays small.
                if !self.shown_pages(sequence).iter().any(|page| page.has_media(key)) {
                    return TalkChange::Nothing;
                }
                let position = Duration::from_millis(*position_ms);
                self.media.set(key, *playing, position, now);
                TalkChange::State
            }
            TalkCommand::Point { pointer } => {
                self.pointer = pointer
                    .filter(|at| at.x.is_finite() && at.y.is_finite())
                    .map(|at| Pointer { x: at.x.clamp(0.0, 1.0), y: at.y.clamp(0.0, 1.0), ..at });
                TalkChange::Pointer
            }
            TalkCommand::Draw { page, stroke } => {
                self.apply_ink(sequence.ink_page(*page), |ink, page| ink.add_stroke(page, stroke))
            }
            TalkCommand::Erase { page, id } => {
                self.apply_ink(sequence.ink_page(*page), |ink, page| ink.erase_stroke(page, *id))
            }
            TalkCommand::Undo { page } => {
                self.apply_ink(sequence.ink_page(*page), TalkInk::undo_last)
            }
            TalkCommand::Clear { page } => {
                self.apply_ink(sequence.ink_page(*page), TalkInk::clear_page)
            }
            TalkCommand::StartOver => {
                *self = Self::default();
                TalkChange::State
            }
        }
    }

    /// Starts what plays by itself on the page of the audience from its beginning.
    pub fn restart_media(&mut self, sequence: &PageSequence, now: Timestamp) {
        if let Some(page) = sequence.pages.get(self.audience_page()) {
            self.media.restart(page, now);
        }
    }

    /// Returns the pages of the presenter view and the audience window.
    fn shown_pages<'s>(&self, sequence: &'s PageSequence) -> Vec<&'s TalkPage> {
        let pages = [self.page, self.audience_page()];
        pages.iter().filter_map(|page| sequence.pages.get(*page)).collect()
    }

    /// Adapts the talk to another version of its deck, in which each page has the index in
    /// `page_map`.
    pub fn remap_pages(&mut self, page_map: &[usize], sequence: &PageSequence) {
        let last = sequence.last_index();
        let remap = |page: usize| page_map.get(page).copied().unwrap_or(page).min(last);
        self.page = remap(self.page);
        self.frozen_page = self.frozen_page.map(remap);
        self.jump_history.iter_mut().for_each(|page| *page = remap(*page));
        self.ink.remap_pages(|page| sequence.ink_page(remap(page)));
    }

    /// Restores the position of a saved talk.
    pub fn restore_position(&mut self, position: &TalkPosition, sequence: &PageSequence) {
        let last = sequence.last_index();
        self.page = position.page.min(last);
        self.frozen_page = position.frozen_page.map(|page| page.min(last));
        self.screen = position.screen;
        let history = &position.jump_history;
        let kept = &history[history.len().saturating_sub(MAX_JUMP_HISTORY)..];
        self.jump_history = kept.iter().map(|page| (*page).min(last)).collect();
    }

    /// Returns the pages before jumps, the latest last.
    pub fn jump_history(&self) -> Vec<usize> {
        self.jump_history.iter().copied().collect()
    }

    /// Jumps to a page. The jump can be undone unless the page is the next or previous one.
    fn jump_to(&mut self, page: usize, sequence: &PageSequence, now: Timestamp) -> TalkChange {
        let Some(page) = sequence.pages.len().checked_sub(1).map(|last| page.min(last)) else {
            return TalkChange::Nothing;
        };
        let is_adjacent = page == self.page
            || sequence.next_page(self.page) == page
            || sequence.previous_page(self.page) == page;
        if !is_adjacent {
            self.jump_history.push_back(self.page);
            if self.jump_history.len() > MAX_JUMP_HISTORY {
                self.jump_history.pop_front();
            }
        }
        self.step_to(page, now)
    }

    /// Shows a page. This ends a blank screen, and the first step starts the timer.
    fn step_to(&mut self, page: usize, now: Timestamp) -> TalkChange {
        let was_blank = std::mem::take(&mut self.screen) != Screen::Slide;
        if page == self.page {
            return if was_blank { TalkChange::State } else { TalkChange::Nothing };
        }
        self.page = page;
        self.pointer = None;
        if self.timer.is_new() {
            self.timer.start(now);
        }
        TalkChange::State
    }

    fn set_screen(&mut self, screen: Screen) -> TalkChange {
        if self.screen == screen {
            return TalkChange::Nothing;
        }
        self.screen = screen;
        TalkChange::State
    }

    fn apply_ink(
        &mut self,
        page: usize,
        act: impl FnOnce(&mut TalkInk, usize) -> bool,
    ) -> TalkChange {
        if act(&mut self.ink, page) { TalkChange::Ink } else { TalkChange::Nothing }
    }
}

#[cfg(test)]
mod tests;
