//! How a deck is shown: the keys and names behind `transition`, `open` and every time.

use crate::show::{TransitionDirection, TransitionKind};
use crate::vocabulary::ValueType::{AnyOf, Choice as OneOf, Keys, Word};
use crate::vocabulary::{Choice, KeyGroup, ValueType, key, number};

/// A time: seconds, or a number with a unit.
pub const TIME_VALUE: ValueType = AnyOf(&[Word, number(0.0, 86_400.0)]);

/// Any form of `transition`.
pub static TRANSITION_VALUE: ValueType = AnyOf(&[OneOf(&TRANSITION_KINDS), Keys(&TRANSITION)]);

/// `transition` and its `kind`.
pub static TRANSITION_KINDS: &[Choice<TransitionKind>] = &[
    Choice::new("none", TransitionKind::None, &[], "The next page is simply there."),
    Choice::new("fade", TransitionKind::Fade, &[], "The old page fades into the new one."),
    Choice::new("push", TransitionKind::Push, &[], "The new page pushes the old one out."),
    Choice::new("wipe", TransitionKind::Wipe, &[], "A line sweeps over the page."),
    Choice::new("split", TransitionKind::Split, &[], "Two lines sweep from the middle."),
    Choice::new("blinds", TransitionKind::Blinds, &[], "Many lines sweep side by side."),
    Choice::new("box", TransitionKind::Box, &[], "A box grows from the middle."),
    Choice::new("dissolve", TransitionKind::Dissolve, &[], "The old page dissolves."),
    Choice::new("glitter", TransitionKind::Glitter, &[], "The old page dissolves in a sweep."),
    Choice::new("fly", TransitionKind::Fly, &[], "The new page flies in."),
    Choice::new("cover", TransitionKind::Cover, &[], "The new page slides over the old one."),
    Choice::new("uncover", TransitionKind::Uncover, &[], "The old page slides off the new one."),
];

/// `direction` of a transition.
pub static TRANSITION_DIRECTIONS: &[Choice<TransitionDirection>] = &[
    Choice::new("right", TransitionDirection::Right, &[], "To the right."),
    Choice::new("left", TransitionDirection::Left, &[], "To the left; only `wipe` does."),
    Choice::new("up", TransitionDirection::Up, &[], "To the top; only `wipe` does."),
    Choice::new("down", TransitionDirection::Down, &[], "To the bottom."),
];

/// `open`; whether it is full screen.
pub static OPEN_MODES: &[Choice<bool>] = &[
    Choice::new("fullscreen", true, &["full_screen"], "The slides fill the screen."),
    Choice::new("window", false, &[], "In a window, as the reader likes."),
];

/// The long form of `transition`.
pub static TRANSITION: KeyGroup = KeyGroup {
    name: "transition",
    about: "How one page gives way to the next, with how long it takes and where it goes.",
    included: &[],
    sample: "kind: wipe",
    keys: &[
        key("kind", OneOf(&TRANSITION_KINDS), "What is seen.", "push").required(),
        key("duration", TIME_VALUE, "How long it takes.", "0.4s").with_default("0.6s"),
        key(
            "direction",
            OneOf(&TRANSITION_DIRECTIONS),
            "Where it goes; which way is possible depends on the kind.",
            "down",
        )
        .with_default_text("the kind's usual way"),
    ],
};
