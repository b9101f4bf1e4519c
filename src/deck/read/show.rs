//! Reads the keys for presenting: `steps`, `transition`, `advance`, `duration` and `open`.

use super::super::slide::Deck;
use super::super::vocabulary::{OPEN_MODES, TRANSITION, TRANSITION_DIRECTIONS, TRANSITION_KINDS};
use super::ReadContext;
use crate::diagnostic::Code;
use crate::show::{Transition, TransitionDirection, TransitionKind};
use crate::yaml::{Fields, Node};

/// The default duration of a transition, in seconds.
const DEFAULT_TRANSITION_SECONDS: f32 = 0.6;

/// Reads the deck's keys for presenting.
pub(crate) fn read_show_keys(fields: &mut Fields, deck: &mut Deck, context: &mut ReadContext) {
    deck.steps = read_flag(fields, "steps", context).unwrap_or_default();
    deck.transition = read_transition(fields, context);
    deck.advance = read_seconds(fields, "advance", context);
    deck.duration = read_seconds(fields, "duration", context);
    let opening = fields
        .take_value("open")
        .and_then(|node| context.reader.read_choice(node, "`open`", OPEN_MODES));
    deck.fullscreen = opening.unwrap_or_default();
}

/// Reads the field `name` as `true` or `false`, if it exists.
pub(crate) fn read_flag(
    fields: &mut Fields,
    name: &str,
    context: &mut ReadContext,
) -> Option<bool> {
    let node = fields.take_value(name)?;
    context.reader.read_boolean(node, &format!("`{name}`"))
}

/// Reads the field `name` as a time in seconds, if it exists.
pub(crate) fn read_seconds(
    fields: &mut Fields,
    name: &str,
    context: &mut ReadContext,
) -> Option<f32> {
    let node = fields.take_value(name)?;
    context.reader.read_seconds(node, &format!("`{name}`"))
}

/// Reads `transition`: a kind, or `{kind, duration, direction}`.
pub(crate) fn read_transition(
    fields: &mut Fields,
    context: &mut ReadContext,
) -> Option<Transition> {
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
            "`transition` has no `kind`",
            node.span.start_point(),
            "write `kind:` and the name of a transition, such as `kind: fade`",
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

/// Reads a direction and checks that the kind supports it.
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
    let help = match known.as_slice() {
        [] => "remove `direction:`".to_owned(),
        known => format!("write {}", known.join(" or ")),
    };
    context.reader.report_error(
        Code::WrongValue,
        format!("the transition `{name}` does not support this direction"),
        node.span,
        help,
    );
    None
}
