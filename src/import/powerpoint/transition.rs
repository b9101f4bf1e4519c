//! Transitions between slides.

use super::xml::{XmlElement, attribute, descendants, name, number};

/// The transition to a slide.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SlideTransition {
    /// The name in an outline.
    pub name: Option<&'static str>,
    /// How long the slide is shown, in seconds.
    pub duration: Option<f64>,
}

/// Transitions of the format, and their names in an outline.
const NAMES: &[(&str, &str)] = &[
    ("fade", "fade"),
    ("push", "push"),
    ("wipe", "wipe"),
    ("split", "split"),
    ("blinds", "blinds"),
    ("zoom", "box"),
    ("dissolve", "dissolve"),
    ("cover", "cover"),
    ("pull", "uncover"),
    ("cut", "none"),
];

/// Reads the transition of a slide. One that an outline does not have is left out, since it says
/// nothing.
pub(super) fn read_transition(root: XmlElement) -> Option<SlideTransition> {
    let found = descendants(root, "transition").last()?;
    let kinds = found.children().filter(|node| node.is_element()).map(name);
    let mut names = kinds.filter_map(|kind| NAMES.iter().find(|(known, _)| *known == kind));
    let transition = SlideTransition {
        name: names.next().map(|(_, name)| *name),
        duration: number(found, "advTm")
            .map(|time| time / 1000.0)
            .filter(|time| (0.1..=86_400.0).contains(time) && attribute(found, "advTm").is_some()),
    };
    (transition.name.is_some() || transition.duration.is_some()).then_some(transition)
}
