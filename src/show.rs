//! How a deck is shown: in steps, with transitions, by itself.

use serde::Serialize;

/// What replaces one page by the next (ISO 32000-1, table 162).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transition {
    /// What is seen.
    pub kind: TransitionKind,
    /// How long it takes, in seconds.
    pub seconds: f32,
    /// Where it goes: one of the kind's [directions](TransitionKind::allowed_directions), if it has any.
    pub direction: Option<TransitionDirection>,
}

/// What is seen while one page replaces another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TransitionKind {
    /// Nothing: the next page is simply there.
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

/// Where a transition goes.
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
    /// Where the transition can go in a PDF, the usual way first (ISO 32000-1, table 162: only a
    /// wipe goes left and up).
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

/// How what has not appeared yet is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnrevealedStyle {
    /// Not at all.
    #[default]
    Hidden,
    /// Faintly.
    Dimmed,
}

/// Whether a slide is shown in its turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// It is.
    #[default]
    Shown,
    /// It is kept for questions: behind the last counted slide, and not counted.
    Backup,
    /// It is left out. Where it is asked for all the same, it stands behind all others.
    Hidden,
}

/// Which of a slide's steps become pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepSelection {
    /// Every step.
    #[default]
    All,
    /// The last one alone: one page a slide, with all that is on it.
    Last,
}
