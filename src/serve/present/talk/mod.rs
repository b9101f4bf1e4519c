//! The state of a talk: where it is, what the audience sees, how much time is left. Pure: the time
//! is told from outside, nothing is read or written here.

mod budget;
mod command;
mod follow;
mod ink;
mod route;
mod timer;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

pub use budget::{Pace, Share};
pub use command::{Command, TimerDo};
pub use follow::follow;
pub use ink::{Dash, Ink, Pen, Stroke};
pub use route::{Route, Stop};
pub use timer::{Now, Timer};

/// How many places "back" knows.
const MOST_PLACES: usize = 100;

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
    frozen: Option<usize>,
    screen: Screen,
    /// Pages from which the speaker jumped, the latest last.
    places: VecDeque<usize>,
    /// How long the talk has been going on.
    pub timer: Timer,
    /// What is drawn on the slides.
    pub ink: Ink,
    pointer: Option<Pointer>,
}

/// What a command changed, so that only this is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
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
    pub fn shown(&self) -> usize {
        self.frozen.unwrap_or(self.page)
    }

    /// Whether the audience's page stays while the speaker looks elsewhere.
    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// What the audience's screen shows.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Whether there is a place to go back to after a jump.
    pub fn can_return(&self) -> bool {
        !self.places.is_empty()
    }

    /// Where the speaker points.
    pub fn pointer(&self) -> Option<Pointer> {
        self.pointer
    }

    /// Whether pages that go on by themselves wait: nobody sees them go, or the speaker holds the
    /// time.
    pub fn is_held(&self, now: Now) -> bool {
        self.screen != Screen::Slide || self.is_frozen() || self.timer.is_paused(now)
    }

    /// Does what a window asks for.
    pub fn apply(&mut self, command: &Command, route: &Route, now: Now) -> Change {
        match command {
            Command::Next => self.step(route.next(self.page), now),
            Command::Back => self.step(route.back(self.page), now),
            Command::NextSlide => self.step(route.next_slide(self.page), now),
            Command::PreviousSlide => self.step(route.previous_slide(self.page), now),
            Command::First => self.jump(0, route, now),
            Command::Last => self.jump(route.last(), route, now),
            Command::Go { page } => self.jump(*page, route, now),
            Command::Return => match self.places.pop_back() {
                Some(page) => self.step(page.min(route.stops.len().saturating_sub(1)), now),
                None => Change::Nothing,
            },
            Command::Screen { to } => self.set_screen(*to),
            Command::Freeze { on } => {
                if *on == self.is_frozen() {
                    return Change::Nothing;
                }
                self.frozen = on.then_some(self.page);
                Change::State
            }
            Command::Timer { act } => {
                match act {
                    TimerDo::Start => self.timer.start(now),
                    TimerDo::Pause => self.timer.pause(now),
                    TimerDo::Reset => self.timer.reset(now),
                }
                Change::State
            }
            Command::Point { at } => {
                let at = at.filter(|at| at.x.is_finite() && at.y.is_finite());
                self.pointer =
                    at.map(|at| Pointer { x: at.x.clamp(0.0, 1.0), y: at.y.clamp(0.0, 1.0), ..at });
                Change::Pointer
            }
            Command::Draw { page, stroke } => {
                self.ink_done(route.drawn_on(*page), |ink, page| ink.draw(page, stroke))
            }
            Command::Erase { page, id } => {
                self.ink_done(route.drawn_on(*page), |ink, page| ink.erase(page, *id))
            }
            Command::Undo { page } => self.ink_done(route.drawn_on(*page), Ink::undo),
            Command::Clear { page } => self.ink_done(route.drawn_on(*page), Ink::clear),
            Command::StartOver => {
                *self = Self::default();
                Change::State
            }
        }
    }

    /// Takes the talk to another version of its deck: `to` says what became of each page.
    pub fn follow(&mut self, to: &[usize], route: &Route) {
        let last = route.stops.len().saturating_sub(1);
        let moved = |page: usize| to.get(page).copied().unwrap_or(page).min(last);
        self.page = moved(self.page);
        self.frozen = self.frozen.map(moved);
        self.places.iter_mut().for_each(|place| *place = moved(*place));
        self.ink.follow(|page| route.drawn_on(moved(page)));
    }

    /// Puts a talk back to where it was: the page, what the audience saw, and the pages to go back
    /// to.
    pub fn restore(
        &mut self,
        page: usize,
        frozen: Option<usize>,
        screen: Screen,
        places: &[usize],
        route: &Route,
    ) {
        let last = route.stops.len().saturating_sub(1);
        self.page = page.min(last);
        self.frozen = frozen.map(|page| page.min(last));
        self.screen = screen;
        self.places =
            places.iter().rev().take(MOST_PLACES).rev().map(|page| (*page).min(last)).collect();
    }

    /// Pages from which the speaker jumped, the latest last.
    pub fn places(&self) -> Vec<usize> {
        self.places.iter().copied().collect()
    }

    /// Goes to a page; the way there is remembered unless it is the next or the one before.
    fn jump(&mut self, page: usize, route: &Route, now: Now) -> Change {
        let Some(page) = route.stops.len().checked_sub(1).map(|last| page.min(last)) else {
            return Change::Nothing;
        };
        let is_near =
            page == self.page || route.next(self.page) == page || route.back(self.page) == page;
        if !is_near {
            self.places.push_back(self.page);
            if self.places.len() > MOST_PLACES {
                self.places.pop_front();
            }
        }
        self.step(page, now)
    }

    /// Goes to a page. Whoever goes on wants to be seen again: a black or white screen ends. The
    /// clock starts with the first step.
    fn step(&mut self, page: usize, now: Now) -> Change {
        let was_dark = std::mem::take(&mut self.screen) != Screen::Slide;
        if page == self.page {
            return if was_dark { Change::State } else { Change::Nothing };
        }
        self.page = page;
        self.pointer = None;
        if self.timer.is_new() {
            self.timer.start(now);
        }
        Change::State
    }

    fn set_screen(&mut self, to: Screen) -> Change {
        if self.screen == to {
            return Change::Nothing;
        }
        self.screen = to;
        Change::State
    }

    fn ink_done(&mut self, page: usize, act: impl FnOnce(&mut Ink, usize) -> bool) -> Change {
        if act(&mut self.ink, page) { Change::Ink } else { Change::Nothing }
    }
}

#[cfg(test)]
mod tests;
