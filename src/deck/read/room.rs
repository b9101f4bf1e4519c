//! `room: { distance: 12m, screen: 3m }`: how far away the last row is, and how wide the picture.

use super::super::slide::Room;
use super::super::vocabulary::ROOM;
use super::ReadContext;
use crate::diagnostic::Code;
use crate::yaml::{Node, parse_length, parse_number};

/// Points of a metre.
const POINTS_PER_METRE: f32 = 72.0 / 0.0254;

/// Lengths of rooms that are believed, in metres.
const ROOM_LENGTHS_M: std::ops::RangeInclusive<f32> = 0.2..=300.0;

/// Reads a room; both of its lengths have to be there.
pub fn read_room(node: &Node, context: &mut ReadContext) -> Option<Room> {
    let mut fields = context.reader.read_fields(node, "`room`", &ROOM)?;
    let (distance, screen) = (fields.take_value("distance"), fields.take_value("screen"));
    if distance.is_none() || screen.is_none() {
        context.reader.report_error(
            Code::MissingKey,
            "`room` needs a distance and a screen",
            node.span,
            ROOM_HELP,
        );
    }
    fields.report_unknown_keys(&mut context.reader);
    let distance = read_metres(distance?, "`distance`", context);
    let screen = read_metres(screen?, "`screen`", context);
    Some(Room { distance: distance?, screen: screen? })
}

const ROOM_HELP: &str = "write `room: { distance: 12m, screen: 3m }`: from the screen to the last row, and the width of the picture";

/// A length of the room; a number alone is metres, as nobody measures a room in points.
fn read_metres(node: &Node, what: &str, context: &mut ReadContext) -> Option<f32> {
    let Some(scalar) = node.as_scalar() else {
        context.reader.report_wrong_type(node, what, "a length", ROOM_HELP);
        return None;
    };
    let value = scalar.value.trim();
    let found =
        parse_number(value).or_else(|| parse_length(value).map(|points| points / POINTS_PER_METRE));
    let found = found.filter(|metres| ROOM_LENGTHS_M.contains(metres));
    if found.is_none() {
        let message = format!("{what} must be a length of a room, not `{value}`");
        context.reader.report_error(Code::WrongValue, message, node.span, ROOM_HELP);
    }
    found
}
