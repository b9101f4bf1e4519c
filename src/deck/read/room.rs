//! `room: { distance: 12m, screen: 3m }`: how far away the last row is, and how wide the picture.

use super::super::slide::Room;
use super::super::vocabulary::ROOM;
use super::Context;
use crate::diagnostic::Code;
use crate::yaml::{Node, length, number};

/// Points of a metre.
const METRE: f32 = 72.0 / 0.0254;

/// Lengths of rooms that are believed, in metres.
const SENSIBLE: std::ops::RangeInclusive<f32> = 0.2..=300.0;

/// Reads a room; both of its lengths have to be there.
pub fn read(node: &Node, context: &mut Context) -> Option<Room> {
    let mut fields = context.reader.fields(node, "`room`", &ROOM)?;
    let (distance, screen) = (fields.value("distance"), fields.value("screen"));
    if distance.is_none() || screen.is_none() {
        context.reader.error(
            Code::MissingKey,
            "`room` needs a distance and a screen",
            node.span,
            HINT,
        );
    }
    fields.finish(&mut context.reader);
    let distance = metres(distance?, "`distance`", context);
    let screen = metres(screen?, "`screen`", context);
    Some(Room { distance: distance?, screen: screen? })
}

const HINT: &str = "write `room: { distance: 12m, screen: 3m }`: from the screen to the last row, and the width of the picture";

/// A length of the room; a number alone is metres, as nobody measures a room in points.
fn metres(node: &Node, what: &str, context: &mut Context) -> Option<f32> {
    let Some(scalar) = node.scalar() else {
        context.reader.wrong_type(node, what, "a length", HINT);
        return None;
    };
    let value = scalar.value.trim();
    let found = number(value).or_else(|| length(value).map(|points| points / METRE));
    let found = found.filter(|metres| SENSIBLE.contains(metres));
    if found.is_none() {
        let message = format!("{what} must be a length of a room, not `{value}`");
        context.reader.error(Code::WrongValue, message, node.span, HINT);
    }
    found
}
