//! Reads `room: { distance: 12m, screen: 3m }`.

use super::super::slide::Room;
use super::super::vocabulary::ROOM;
use super::ReadContext;
use crate::diagnostic::Code;
use crate::yaml::{Node, parse_length, parse_number};

/// Points per metre.
const POINTS_PER_METRE: f32 = 72.0 / 0.0254;

/// The plausible lengths in a room, in metres.
const ROOM_LENGTHS_M: std::ops::RangeInclusive<f32> = 0.2..=300.0;

/// Reads a room. Both lengths are required.
pub(crate) fn read_room(node: &Node, context: &mut ReadContext) -> Option<Room> {
    let mut fields = context.reader.read_fields(node, "`room`", &ROOM)?;
    let (distance, screen) = (fields.take_value("distance"), fields.take_value("screen"));
    if distance.is_none() || screen.is_none() {
        context.reader.report_error(
            Code::MissingKey,
            "`room` needs both `distance` and `screen`",
            node.span,
            ROOM_HELP,
        );
    }
    fields.report_unknown_keys(&mut context.reader);
    let distance = read_metres(distance?, "`distance`", context);
    let screen = read_metres(screen?, "`screen`", context);
    Some(Room { distance: distance?, screen: screen? })
}

const ROOM_HELP: &str = "write the distance to the last row and the width of the picture: \
                         `room: { distance: 12m, screen: 3m }`";

/// Reads a length. A number without a unit is in metres, since nobody measures a room in points.
fn read_metres(node: &Node, what: &str, context: &mut ReadContext) -> Option<f32> {
    let Some(scalar) = node.as_scalar() else {
        context.reader.report_wrong_type(node, what, "a length", ROOM_HELP);
        return None;
    };
    let value = scalar.value.trim();
    let metres =
        parse_number(value).or_else(|| parse_length(value).map(|points| points / POINTS_PER_METRE));
    let metres = metres.filter(|metres| ROOM_LENGTHS_M.contains(metres));
    if metres.is_none() {
        let message = format!("{what} must be a length from 0.2 to 300 m, not `{value}`");
        context.reader.report_error(Code::WrongValue, message, node.span, ROOM_HELP);
    }
    metres
}
