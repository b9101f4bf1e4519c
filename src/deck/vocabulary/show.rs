//! The vocabulary of presenting: transitions, opening modes and times.

use crate::show::{TransitionDirection, TransitionKind};
use crate::vocabulary::ValueType::{AnyOf, Choice as OneOf, Keys, Word};
use crate::vocabulary::{Choice, KeyGroup, ValueType, key, number};

/// A time in seconds, or a number with a unit.
pub(crate) const TIME_VALUE: ValueType = AnyOf(&[Word, number(0.0, 86_400.0)]);

/// All forms of `transition`.
pub(crate) static TRANSITION_VALUE: ValueType =
    AnyOf(&[OneOf(&TRANSITION_KINDS), Keys(&TRANSITION)]);

/// `transition` and its `kind`.
pub static TRANSITION_KINDS: &[Choice<TransitionKind>] = &[
    Choice::new("none", TransitionKind::None, &[], "The next page appears at once."),
    Choice::new("fade", TransitionKind::Fade, &[], "The old page fades into the new one."),
    Choice::new("push", TransitionKind::Push, &[], "The new page pushes the old one out."),
    Choice::new(
        "wipe",
        TransitionKind::Wipe,
        &[],
        "A line sweeps across the page and reveals the new one.",
    ),
    Choice::new("split", TransitionKind::Split, &[], "Two lines sweep outwards from the middle."),
    Choice::new(
        "blinds",
        TransitionKind::Blinds,
        &[],
        "Many parallel lines sweep across the page.",
    ),
    Choice::new("box", TransitionKind::Box, &[], "A box grows from the middle."),
    Choice::new("dissolve", TransitionKind::Dissolve, &[], "The old page dissolves."),
    Choice::new(
        "glitter",
        TransitionKind::Glitter,
        &[],
        "The old page dissolves from one side to the other.",
    ),
    Choice::new("fly", TransitionKind::Fly, &[], "The new page flies in."),
    Choice::new("cover", TransitionKind::Cover, &[], "The new page slides over the old one."),
    Choice::new(
        "uncover",
        TransitionKind::Uncover,
        &[],
        "The old page slides away and uncovers the new one.",
    ),
];

/// `direction` of a transition.
pub static TRANSITION_DIRECTIONS: &[Choice<TransitionDirection>] = &[
    Choice::new("right", TransitionDirection::Right, &[], "To the right."),
    Choice::new("left", TransitionDirection::Left, &[], "To the left. Only for `wipe`."),
    Choice::new("up", TransitionDirection::Up, &[], "Upwards. Only for `wipe`."),
    Choice::new("down", TransitionDirection::Down, &[], "Downwards."),
];

/// `open`. The value is whether the deck opens full screen.
pub static OPEN_MODES: &[Choice<bool>] = &[
    Choice::new("fullscreen", true, &["full_screen"], "Full screen."),
    Choice::new("window", false, &[], "In a window, as set in the PDF viewer."),
];

/// The long form of `transition`.
pub static TRANSITION: KeyGroup = KeyGroup {
    name: "transition",
    about: "A transition with its duration and direction.",
    included: &[],
    sample: "kind: wipe",
    keys: &[
        key("kind", OneOf(&TRANSITION_KINDS), "The kind of transition.", "push").required(),
        key("duration", TIME_VALUE, "The duration of the transition.", "0.4s").with_default("0.6s"),
        key(
            "direction",
            OneOf(&TRANSITION_DIRECTIONS),
            "The direction of the transition. Which directions are available depends on the kind.",
            "down",
        )
        .with_default_text("the usual direction of the kind"),
    ],
};
