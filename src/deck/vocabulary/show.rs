//! How a deck is shown: the keys and names behind `transition`, `open` and every time.

use crate::show::{Direction, TransitionKind};
use crate::vocabulary::Value::{AnyOf, Choice as OneOf, Keys, Word};
use crate::vocabulary::{Choice, Group, Value, key, number};

/// A time: seconds, or a number with a unit.
pub const TIME: Value = AnyOf(&[Word, number(0.0, 86_400.0)]);

/// Any form of `transition`.
pub static TRANSITION_VALUE: Value = AnyOf(&[OneOf(&KINDS), Keys(&TRANSITION)]);

/// `transition` and its `kind`.
pub static KINDS: &[Choice<TransitionKind>] = &[
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
pub static WAYS: &[Choice<Direction>] = &[
    Choice::new("right", Direction::Right, &[], "To the right."),
    Choice::new("left", Direction::Left, &[], "To the left; only `wipe` does."),
    Choice::new("up", Direction::Up, &[], "To the top; only `wipe` does."),
    Choice::new("down", Direction::Down, &[], "To the bottom."),
];

/// `open`; whether it is full screen.
pub static OPENINGS: &[Choice<bool>] = &[
    Choice::new("fullscreen", true, &["full_screen"], "The slides fill the screen."),
    Choice::new("window", false, &[], "In a window, as the reader likes."),
];

/// The long form of `transition`.
pub static TRANSITION: Group = Group {
    name: "transition",
    about: "How one page gives way to the next, with how long it takes and where it goes.",
    with: &[],
    sample: "kind: wipe",
    keys: &[
        key("kind", OneOf(&KINDS), "What is seen.", "push").required(),
        key("duration", TIME, "How long it takes.", "0.4s").default("0.6s"),
        key(
            "direction",
            OneOf(&WAYS),
            "Where it goes; which way is possible depends on the kind.",
            "down",
        )
        .otherwise("the kind's usual way"),
    ],
};
