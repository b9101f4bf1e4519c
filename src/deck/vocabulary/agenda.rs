//! The keys of agendas.

use crate::vocabulary::ValueType::Boolean;
use crate::vocabulary::{Choice, KeyGroup, integer, key};

/// Where agendas are inserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AgendaInsertion {
    /// Nowhere.
    #[default]
    None,
    /// At the start of every section.
    EachSection,
}

/// `agenda` of a deck.
pub static AGENDA_INSERTIONS: &[Choice<AgendaInsertion>] = &[
    Choice::new(
        "each_section",
        AgendaInsertion::EachSection,
        &["sections", "true"],
        "Insert a slide with the agenda at the start of every section.",
    ),
    Choice::new("none", AgendaInsertion::None, &["false"], "Insert no slides."),
];

/// The long form of `agenda`.
pub static AGENDA: KeyGroup = KeyGroup {
    name: "agenda",
    about: "The sections of the deck, with the present one marked.",
    included: &[],
    sample: "times: true",
    keys: &[
        key(
            "depth",
            integer(1, 2),
            "With 2, the titles of the slides are below the present section, or below every \
                section on a slide before the first.",
            "2",
        )
        .with_default("1"),
        key("times", Boolean, "Whether to show the durations of the sections.", "false")
            .with_default_text("true if a section has a `duration`"),
        key("numbers", Boolean, "Whether the sections are numbered.", "false").with_default("true"),
    ],
};
