//! How the deck is shown: `steps`, `transition`, `advance`, `duration`, `open`.

use super::super::slide::Deck;
use super::super::vocabulary::{KINDS, OPENINGS, TRANSITION, WAYS};
use super::Context;
use crate::diagnostic::Code;
use crate::show::{Direction, Transition, TransitionKind};
use crate::yaml::{Fields, Node};

/// Seconds that a transition takes where the author does not say.
const USUAL: f32 = 0.6;

/// Reads the deck's keys.
pub fn read(fields: &mut Fields, deck: &mut Deck, context: &mut Context) {
    deck.steps = flag(fields, "steps", context).unwrap_or_default();
    deck.transition = transition(fields, context);
    deck.advance = seconds(fields, "advance", context);
    deck.duration = seconds(fields, "duration", context);
    let opening =
        fields.value("open").and_then(|node| context.reader.one_of(node, "`open`", OPENINGS));
    deck.fullscreen = opening.unwrap_or_default();
}

/// The field called `name` as `true` or `false`, if it is there.
pub fn flag(fields: &mut Fields, name: &str, context: &mut Context) -> Option<bool> {
    let node = fields.value(name)?;
    context.reader.boolean(node, &format!("`{name}`"))
}

/// The field called `name` as a time in seconds, if it is there.
pub fn seconds(fields: &mut Fields, name: &str, context: &mut Context) -> Option<f32> {
    let node = fields.value(name)?;
    context.reader.seconds(node, &format!("`{name}`"))
}

/// `transition`: a kind, or `{kind, duration, direction}`.
pub fn transition(fields: &mut Fields, context: &mut Context) -> Option<Transition> {
    let node = fields.value("transition")?;
    let what = "`transition`";
    if node.mapping().is_none() {
        let kind = context.reader.one_of(node, what, KINDS)?;
        return Some(Transition {
            kind,
            seconds: USUAL,
            direction: kind.directions().first().copied(),
        });
    }
    let mut fields = context.reader.fields(node, what, &TRANSITION)?;
    let kind = fields.value("kind").map(|node| context.reader.one_of(node, "`kind`", KINDS));
    let seconds = seconds(&mut fields, "duration", context).unwrap_or(USUAL);
    let direction = fields.value("direction");
    fields.finish(&mut context.reader);
    let Some(kind) = kind else {
        context.reader.error(
            Code::MissingKey,
            "a `transition` has no `kind`",
            node.span.head(),
            "write `kind:` and its name, such as `fade`",
        );
        return None;
    };
    let kind = kind?;
    let direction = direction.and_then(|node| self::direction(node, kind, context));
    Some(Transition { kind, seconds, direction: direction.or(kind.directions().first().copied()) })
}

/// A direction that the kind knows.
fn direction(node: &Node, kind: TransitionKind, context: &mut Context) -> Option<Direction> {
    let direction = context.reader.one_of(node, "`direction`", WAYS)?;
    let known = kind.directions();
    if known.contains(&direction) {
        return Some(direction);
    }
    let name = KINDS.iter().find(|choice| choice.value == kind).map_or("", |choice| choice.name);
    let known: Vec<String> = WAYS
        .iter()
        .filter(|way| known.contains(&way.value))
        .map(|way| format!("`{}`", way.name))
        .collect();
    let hint = match known.as_slice() {
        [] => "take `direction:` out".to_owned(),
        known => format!("write {}; a PDF knows no other", known.join(" or ")),
    };
    context.reader.error(
        Code::WrongValue,
        format!("the transition `{name}` does not go there"),
        node.span,
        hint,
    );
    None
}
