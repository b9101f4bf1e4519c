//! The keys of timelines and their events.

use super::blocks::BLOCKS;
use super::choices::{CASCADE_DIRECTIONS, TIMELINE_SCALES};
use super::icon::ICON_KEY;
use super::lists::{AFTER_COLON, STEPS};
use super::long_forms::TOP_FIGURE;
use crate::vocabulary::ValueType::{AnyOf, Boolean, Choice, Keys, List, Pair, Text};
use crate::vocabulary::{KeyGroup, PairKey, ValueType, key};

/// One event of `timeline`. `2020: Founded` is short for `{when: 2020, title: Founded}`.
pub(super) static TIMELINE_ITEM_VALUE: ValueType =
    AnyOf(&[Text, Keys(&TIMELINE_ITEM), Pair(&AFTER_COLON, PairKey::NotKeyLike)]);

/// The long form of `timeline`.
pub static TIMELINE: KeyGroup = KeyGroup {
    name: "timeline",
    about: "A timeline or roadmap with options.",
    included: &[],
    sample: "items: [{when: 2020, title: Founded}, {when: 2024, title: First prize}]",
    keys: &[
        key(
            "items",
            List(&TIMELINE_ITEM_VALUE),
            "The events, first to last.",
            "[{when: 2020, title: Founded}, {when: 2024, title: First prize}]",
        )
        .required(),
        key(
            "direction",
            Choice(&CASCADE_DIRECTIONS),
            "The direction in which the events follow each other.",
            "down",
        )
        .with_default_text("whichever fits better; `right` for a roadmap"),
        key(
            "scale",
            Choice(&TIMELINE_SCALES),
            "How the events are spaced. With `time`, every `when` is a time such as `2026`, \
                `May 2026` or `2026-05-03`.",
            "time",
        )
        .with_default("even"),
        key(
            "today",
            AnyOf(&[Boolean, Text]),
            "The day to mark as today, or `true` for the deck's `date`.",
            "2022-05-03",
        ),
        STEPS,
    ],
};

/// One event of `timeline`.
pub static TIMELINE_ITEM: KeyGroup = KeyGroup {
    name: "event",
    about: "An event of a timeline, or a bar of a roadmap.",
    included: &[&BLOCKS],
    sample: "when: 2020",
    keys: &[
        key("when", Text, "When it is or starts, in any words.", "May 2020"),
        key(
            "until",
            Text,
            "When it ends. Events with an end are drawn as bars along an axis of time.",
            "2022-06",
        ),
        key("title", Text, "What it is.", "First prize"),
        key("lane", Text, "The lane of a roadmap, such as a team.", "Field work"),
        key("done", Boolean, "Whether it is done, which is shown with a tick.", "true"),
        TOP_FIGURE,
        ICON_KEY,
    ],
};
