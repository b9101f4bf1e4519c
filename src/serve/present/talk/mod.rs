//! The state of a talk: where it is, what the audience sees, how much time is left. Pure: the time
//! is told from outside, nothing is read or written here.

mod command;
mod ink;
mod page_map;
mod schedule;
mod sequence;
mod timer;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

pub use command::{TalkCommand, TimerAction};
pub use ink::{FullStroke, Pen, PenStroke, TalkInk};
pub use page_map::map_pages;
pub use schedule::{Schedule, SectionSchedule};
pub use sequence::{PageSequence, TalkPage};
pub use timer::{Timer, Timestamp};

/// How many places "back" knows.
const MAX_JUMP_HISTORY: usize = 100;

/// What the audience's screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Screen {
    /// The page.
    #[default]
    Slide,
    /// Nothing, in black.
    Black,
    /// Nothing, in white.
    White,
}

/// What is pointed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PointerKind {
    /// A red dot.
    Laser,
    /// All but a circle is dark.
    Spotlight,
}

/// Where the speaker points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pointer {
    /// What is seen there.
    pub kind: PointerKind,
    /// From the page's left edge, as a fraction of its width.
    pub x: f32,
    /// From its top, as a fraction of its height.
    pub y: f32,
}

/// A talk that is being given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talk {
    /// Index of the page that the speaker is on.
    page: usize,
    /// What the audience sees while it is frozen.
    frozen_page: Option<usize>,
    screen: Screen,
    /// Pages from which the speaker jumped, the latest last.
    jump_history: VecDeque<usize>,
    /// How long the talk has been going on.
    pub timer: Timer,
    /// What is drawn on the slides.
    pub ink: TalkInk,
    pointer: Option<Pointer>,
}

/// What a command changed, so that only this is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkChange {
    /// Nothing.
    Nothing,
    /// The place, the screen or the time.
    State,
    /// Where the speaker points.
    Pointer,
    /// What is drawn.
    Ink,
}

impl Talk {
    /// Index of the page that the speaker is on.
    pub fn page(&self) -> usize {
        self.page
    }

    /// Index of the page that the audience sees, unless its screen is black or white.
    pub fn audience_page(&self) -> usize {
        self.frozen_page.unwrap_or(self.page)
    }

    /// Whether the audience's page stays while the speaker looks elsewhere.
    pub fn is_frozen(&self) -> bool {
        self.frozen_page.is_some()
    }

    /// What the audience's screen shows.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Whether there is a place to go back to after a jump.
    pub fn can_jump_back(&self) -> bool {
        !self.jump_history.is_empty()
    }

    /// Where the speaker points.
    pub fn pointer(&self) -> Option<Pointer> {
        self.pointer
    }

    /// Whether pages that go on by themselves wait: nobody sees them go, or the speaker holds the
    /// time.
    pub fn is_advance_held(&self, now: Timestamp) -> bool {
        self.screen != Screen::Slide || self.is_frozen() || self.timer.is_paused(now)
    }

    /// Does what a window asks for.
    pub fn apply_command(
        &mut self,
        command: &TalkCommand,
        route: &PageSequence,
        now: Timestamp,
    ) -> TalkChange {
        match command {
            TalkCommand::Next => self.step_to(route.next_page(self.page), now),
            TalkCommand::Back => self.step_to(route.previous_page(self.page), now),
            TalkCommand::NextSlide => self.step_to(route.next_slide(self.page), now),
            TalkCommand::PreviousSlide => self.step_to(route.previous_slide(self.page), now),
            TalkCommand::First => self.jump_to(0, route, now),
            TalkCommand::Last => self.jump_to(route.last_page(), route, now),
            TalkCommand::Go { page } => self.jump_to(*page, route, now),
            TalkCommand::Return => match self.jump_history.pop_back() {
                Some(page) => self.step_to(page.min(route.pages.len().saturating_sub(1)), now),
                None => TalkChange::Nothing,
            },
            TalkCommand::Screen { to } => self.set_screen(*to),
            TalkCommand::Freeze { on } => {
                if *on == self.is_frozen() {
                    return TalkChange::Nothing;
                }
                self.frozen_page = on.then_some(self.page);
                TalkChange::State
            }
            TalkCommand::Timer { act } => {
                match act {
                    TimerAction::Start => self.timer.start(now),
                    TimerAction::Pause => self.timer.pause(now),
                    TimerAction::Reset => self.timer.reset(now),
                }
                TalkChange::State
            }
            TalkCommand::Point { at } => {
                let at = at.filter(|at| at.x.is_finite() && at.y.is_finite());
                self.pointer =
                    at.map(|at| Pointer { x: at.x.clamp(0.0, 1.0), y: at.y.clamp(0.0, 1.0), ..at });
                TalkChange::Pointer
            }
            TalkCommand::Draw { page, stroke } => {
                self.apply_ink(route.ink_page(*page), |ink, page| ink.add_stroke(page, stroke))
            }
            TalkCommand::Erase { page, id } => {
                self.apply_ink(route.ink_page(*page), |ink, page| ink.erase_stroke(page, *id))
            }
            TalkCommand::Undo { page } => self.apply_ink(route.ink_page(*page), TalkInk::undo_last),
            TalkCommand::Clear { page } => {
                self.apply_ink(route.ink_page(*page), TalkInk::clear_page)
            }
            TalkCommand::StartOver => {
                *self = Self::default();
                TalkChange::State
            }
        }
    }

    /// Takes the talk to another version of its deck: `to` says what became of each page.
    pub fn remap_pages(&mut self, to: &[usize], route: &PageSequence) {
        let last = route.pages.len().saturating_sub(1);
        let moved = |page: usize| to.get(page).copied().unwrap_or(page).min(last);
        self.page = moved(self.page);
        self.frozen_page = self.frozen_page.map(moved);
        self.jump_history.iter_mut().for_each(|place| *place = moved(*place));
        self.ink.remap_pages(|page| route.ink_page(moved(page)));
    }

    /// Puts a talk back to where it was: the page, what the audience saw, and the pages to go back
    /// to.
    pub fn restore_position(
        &mut self,
        page: usize,
        frozen: Option<usize>,
        screen: Screen,
        places: &[usize],
        route: &PageSequence,
    ) {
        let last = route.pages.len().saturating_sub(1);
        self.page = page.min(last);
        self.frozen_page = frozen.map(|page| page.min(last));
        self.screen = screen;
        self.jump_history = places
            .iter()
            .rev()
            .take(MAX_JUMP_HISTORY)
            .rev()
            .map(|page| (*page).min(last))
            .collect();
    }

    /// Pages from which the speaker jumped, the latest last.
    pub fn jump_history(&self) -> Vec<usize> {
        self.jump_history.iter().copied().collect()
    }

    /// Goes to a page; the way there is remembered unless it is the next or the one before.
    fn jump_to(&mut self, page: usize, route: &PageSequence, now: Timestamp) -> TalkChange {
        let Some(page) = route.pages.len().checked_sub(1).map(|last| page.min(last)) else {
            return TalkChange::Nothing;
        };
        let is_near = page == self.page
            || route.next_page(self.page) == page
            || route.previous_page(self.page) == page;
        if !is_near {
            self.jump_history.push_back(self.page);
            if self.jump_history.len() > MAX_JUMP_HISTORY {
                self.jump_history.pop_front();
            }
        }
        self.step_to(page, now)
    }

    /// Goes to a page. Whoever goes on wants to be seen again: a black or white screen ends. The
    /// clock starts with the first step.
    fn step_to(&mut self, page: usize, now: Timestamp) -> TalkChange {
        let was_dark = std::mem::take(&mut self.screen) != Screen::Slide;
        if page == self.page {
            return if was_dark { TalkChange::State } else { TalkChange::Nothing };
        }
        self.page = page;
        self.pointer = None;
        if self.timer.is_new() {
            self.timer.start(now);
        }
        TalkChange::State
    }

    fn set_screen(&mut self, to: Screen) -> TalkChange {
        if self.screen == to {
            return TalkChange::Nothing;
        }
        self.screen = to;
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
