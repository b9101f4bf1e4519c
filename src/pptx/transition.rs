//! Transitions between slides.

use super::issues::Issues;
use super::xml::Xml;
use crate::scene::Page;
use crate::show::{Transition, TransitionDirection, TransitionKind};

/// The namespace of content that only some programs read (ECMA-376, part 3).
pub(super) const COMPATIBILITY_NAMESPACE: &str =
    "http://schemas.openxmlformats.org/markup-compatibility/2006";
const POWERPOINT_2010: &str = "http://schemas.microsoft.com/office/powerpoint/2010/main";

/// Writes how a page replaces the one before it, and when the next one does.
pub(super) fn write_transition(xml: &mut Xml, page: &Page, issues: &mut Issues) {
    let advance = page.advance_seconds.map(milliseconds);
    if page.transition.is_none() && advance.is_none() {
        return;
    }
    let seconds = page.transition.map_or(0.0, |transition| transition.seconds);
    xml.open("mc:AlternateContent", &[("xmlns:mc", &COMPATIBILITY_NAMESPACE)]);
    xml.open("mc:Choice", &[("xmlns:p14", &POWERPOINT_2010), ("Requires", &"p14")]);
    write_effect(xml, page.transition, advance, Some(milliseconds(seconds)), issues);
    xml.close();
    xml.open("mc:Fallback", &[]);
    write_effect(xml, page.transition, advance, None, issues);
    xml.close();
    xml.close();
}

fn write_effect(
    xml: &mut Xml,
    transition: Option<Transition>,
    advance: Option<i64>,
    duration: Option<i64>,
    issues: &mut Issues,
) {
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
    let seconds = transition.map_or(0.0, |transition| transition.seconds);
    let speed = match seconds {
        ..0.4 => "fast",
        0.4..1.0 => "med",
        _ => "slow",
    };
    attributes.push(("spd", &speed));
    if let Some(duration) = &duration {
        attributes.push(("p14:dur", duration));
    }
    if let Some(advance) = &advance {
        attributes.push(("advTm", advance));
    }
    let Some(Transition { kind, direction, .. }) = transition else {
        xml.empty("p:transition", &attributes);
        return;
    };
    let direction = direction.or(kind.allowed_directions().first().copied());
    let side = match direction {
        Some(TransitionDirection::Left) => "l",
        Some(TransitionDirection::Up) => "u",
        Some(TransitionDirection::Down) => "d",
        Some(TransitionDirection::Right) | None => "r",
    };
    let (name, effect): (&'static str, Vec<(&str, &dyn std::fmt::Display)>) = match kind {
        TransitionKind::None => {
            xml.empty("p:transition", &attributes);
            return;
        }
        TransitionKind::Fade => ("p:fade", Vec::new()),
        TransitionKind::Push => ("p:push", vec![("dir", &side)]),
        TransitionKind::Wipe => ("p:wipe", vec![("dir", &side)]),
        TransitionKind::Split => ("p:split", vec![("orient", &"vert"), ("dir", &"out")]),
        TransitionKind::Blinds => ("p:blinds", vec![("dir", &"vert")]),
        TransitionKind::Box => ("p:zoom", vec![("dir", &"out")]),
        TransitionKind::Dissolve => ("p:dissolve", Vec::new()),
        TransitionKind::Glitter => {
            issues.add_substitute("transition `glitter` in all versions", "`dissolve` is used");
            ("p:dissolve", Vec::new())
        }
        TransitionKind::Fly => {
            issues.add_substitute("transition `fly` in all versions", "`cover` is used");
            ("p:cover", vec![("dir", &side)])
        }
        TransitionKind::Cover => ("p:cover", vec![("dir", &side)]),
        TransitionKind::Uncover => ("p:pull", vec![("dir", &side)]),
    };
    xml.open("p:transition", &attributes);
    xml.empty(name, &effect);
    xml.close();
}

fn milliseconds(seconds: f32) -> i64 {
    (f64::from(seconds) * 1000.0).round() as i64
}
