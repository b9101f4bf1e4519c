//! How a deck is presented: steps, transitions and hidden slides.

use serde::Serialize;

/// A transition between two pages (ISO 32000-1, table 162).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transition {
    /// Visual effect.
    pub kind: TransitionKind,
    /// Duration in seconds.
    pub seconds: f32,
    /// Direction: one of the [directions](TransitionKind::allowed_directions) of the kind, if it
    /// has any.
    pub direction: Option<TransitionDirection>,
}

impl Transition {
    /// Whether it is none: the next page appears at once.
    pub fn is_none(self) -> bool {
        self.kind == TransitionKind::None
    }
}

/// The visual effect of a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TransitionKind {
    /// No effect: the new page replaces the old one at once.
    None,
    /// The old page fades into the new one.
    Fade,
    /// The new page pushes the old one out.
    Push,
    /// A line sweeps over the page.
    Wipe,
    /// Two lines sweep from the middle.
    Split,
    /// Many lines sweep side by side.
    Blinds,
    /// A box grows from the middle.
    Box,
    /// The old page dissolves.
    Dissolve,
    /// The old page dissolves in a sweep.
    Glitter,
    /// The new page flies in.
    Fly,
    /// The new page slides over the old one.
    Cover,
    /// The old page slides off the new one.
    Uncover,
}

/// The direction of a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TransitionDirection {
    /// To the right.
    Right,
    /// To the left.
    Left,
    /// To the top.
    Up,
    /// To the bottom.
    Down,
}

impl TransitionKind {
    /// Returns the directions that a PDF allows for the effect, the default first (ISO 32000-1,
    /// table 162: only wipes can go left and up).
    pub fn allowed_directions(self) -> &'static [TransitionDirection] {
        match self {
            Self::None | Self::Fade | Self::Dissolve | Self::Split | Self::Box => &[],
            Self::Wipe => &[
                TransitionDirection::Right,
                TransitionDirection::Left,
                TransitionDirection::Up,
                TransitionDirection::Down,
            ],
            Self::Push | Self::Blinds | Self::Glitter | Self::Fly | Self::Cover | Self::Uncover => {
                &[TransitionDirection::Right, TransitionDirection::Down]
            }
        }
    }
}

/// How pages move in `present` and in an HTML file, if the deck does not say so.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Motion {
    /// The transition between slides.
    pub transition: Option<Transition>,
    /// Seconds in which the items of a step fade in; 0 if they appear at once.
    pub reveal_seconds: f32,
}

impl Motion {
    /// Returns the transition to a page with a further step of its slide, if there is one.
    pub fn reveal(self) -> Option<Transition> {
        let fade = Transition {
            kind: TransitionKind::Fade,
            seconds: self.reveal_seconds,
            direction: None,
        };
        (self.reveal_seconds > 0.0).then_some(fade)
    }
}

/// How items that are not revealed yet are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnrevealedStyle {
    /// Not shown.
    #[default]
    Hidden,
    /// Dimmed.
    Dimmed,
}

/// Whether a slide is shown in the talk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Shown in the order of the outline.
    #[default]
    Shown,
    /// A backup slide for questions, after the last shown slide. Not counted.
    Backup,
    /// Left out. If hidden slides are requested, they come after all others.
    Hidden,
}

/// Which of a slide's steps become pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepSelection {
    /// All steps: one page per step.
    #[default]
    All,
    /// The last step only: one page per slide with all its items.
    Last,
}
