//! How the deck is shown: `steps`, `transition`, `advance`, `duration`, `open`.

use super::super::slide::Deck;
use super::super::vocabulary::{OPEN_MODES, TRANSITION, TRANSITION_DIRECTIONS, TRANSITION_KINDS};
use super::ReadContext;
use crate::diagnostic::Code;
use crate::show::{Transition, TransitionDirection, TransitionKind};
use crate::yaml::{Fields, Node};

/// Seconds that a transition takes where the author does not say.
const DEFAULT_TRANSITION_SECONDS: f32 = 0.6;

/// Reads the deck's keys.
pub fn read_show_keys(fields: &mut Fields, deck: &mut Deck, context: &mut ReadContext) {
    deck.steps = read_flag(fields, "steps", context).unwrap_or_default();
    deck.transition = read_transition(fields, context);
    deck.advance = read_seconds(fields, "advance", context);
    deck.duration = read_seconds(fields, "duration", context);
    let opening = fields
        .take_value("open")
        .and_then(|node| context.reader.read_choice(node, "`open`", OPEN_MODES));
    deck.fullscreen = opening.unwrap_or_default();
}

/// The field called `name` as `true` or `false`, if it is there.
pub fn read_flag(fields: &mut Fields, name: &str, context: &mut ReadContext) -> Option<bool> {
    let node = fields.take_value(name)?;
    context.reader.read_boolean(node, &format!("`{name}`"))
}

/// The field called `name` as a time in seconds, if it is there.
pub fn read_seconds(fields: &mut Fields, name: &str, context: &mut ReadContext) -> Option<f32> {
    let node = fields.take_value(name)?;
    context.reader.read_seconds(node, &format!("`{name}`"))
}

/// `transition`: a kind, or `{kind, duration, direction}`.
pub fn read_transition(fields: &mut Fields, context: &mut ReadContext) -> Option<Transition> {
    let node = fields.take_value("transition")?;
    let what = "`transition`";
    if node.as_mapping().is_none() {
        let kind = context.reader.read_choice(node, what, TRANSITION_KINDS)?;
        return Some(Transition {
            kind,
            seconds: DEFAULT_TRANSITION_SECONDS,
            direction: kind.allowed_directions().first().copied(),
        });
    }
    let mut fields = context.reader.read_fields(node, what, &TRANSITION)?;
    let kind = fields
        .take_value("kind")
        .map(|node| context.reader.read_choice(node, "`kind`", TRANSITION_KINDS));
    let seconds =
        read_seconds(&mut fields, "duration", context).unwrap_or(DEFAULT_TRANSITION_SECONDS);
    let direction = fields.take_value("direction");
    fields.report_unknown_keys(&mut context.reader);
    let Some(kind) = kind else {
        context.reader.report_error(
            Code::MissingKey,
            "a `transition` has no `kind`",
            node.span.start_point(),
            "write `kind:` and its name, such as `fade`",
        );
        return None;
    };
    let kind = kind?;
    let direction = direction.and_then(|node| self::read_direction(node, kind, context));
    Some(Transition {
        kind,
        seconds,
        direction: direction.or(kind.allowed_directions().first().copied()),
    })
}

/// A direction that the kind knows.
fn read_direction(
    node: &Node,
    kind: TransitionKind,
    context: &mut ReadContext,
) -> Option<TransitionDirection> {
    let direction = context.reader.read_choice(node, "`direction`", TRANSITION_DIRECTIONS)?;
    let known = kind.allowed_directions();
    if known.contains(&direction) {
        return Some(direction);
    }
    let name = TRANSITION_KINDS
        .iter()
        .find(|choice| choice.value == kind)
        .map_or("", |choice| choice.name);
    let known: Vec<String> = TRANSITION_DIRECTIONS
        .iter()
        .filter(|way| known.contains(&way.value))
        .map(|way| format!("`{}`", way.name))
        .collect();
    let hint = match known.as_slice() {
        [] => "take `direction:` out".to_owned(),
        known => format!("write {}; a PDF knows no other", known.join(" or ")),
    };
    context.reader.report_error(
        Code::WrongValue,
        format!("the transition `{name}` does not go there"),
        node.span,
        hint,
    );
    None
}
