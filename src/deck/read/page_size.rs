//! The page: shapes such as `16:9`, papers such as `A4`, and sizes such as `1280x720` or `33.9 x 19
//! cm`.

use super::super::vocabulary::PAGE_SIZE;
use super::ReadContext;
use crate::diagnostic::Code;
use crate::geometry::Size;
use crate::yaml::{Field, Node, parse_length, parse_number};

/// The page that a deck has when it does not say.
pub const DEFAULT_PAGE_SIZE: Size = Size::new(LONG_SIDE_PT, 540.0);

/// Longer side of a page that is given as a shape.
const LONG_SIDE_PT: f32 = 960.0;
/// Smallest and largest side of a page, in pt: an inch, and what PDF can hold.
const SIDE_RANGE_PT: std::ops::RangeInclusive<f32> = 72.0..=14_400.0;
/// Most times that a page may be as long as it is wide, or the other way round.
const MAX_ASPECT_RATIO: f32 = 5.0;

/// The page size that `aspect_ratio` and `page_size` ask for.
pub fn read_page_size(
    aspect_ratio: Option<Field>,
    page_size: Option<Field>,
    context: &mut ReadContext,
) -> Size {
    let size = match (&page_size, &aspect_ratio) {
        (Some(field), other) => {
            if let Some(other) = other {
                let hint = "`page_size` decides; take one of the two out";
                context.reader.report_warning(
                    Code::NoEffect,
                    "`aspect_ratio` has no effect beside `page_size`",
                    other.key.span,
                    hint,
                );
            }
            read_size(field.value, "`page_size`", context)
        }
        (None, Some(field)) => read_size(field.value, "`aspect_ratio`", context),
        (None, None) => None,
    };
    size.unwrap_or(DEFAULT_PAGE_SIZE)
}

fn read_size(node: &Node, what: &str, context: &mut ReadContext) -> Option<Size> {
    let hint = "write a shape (16:9, 4:3), a paper (A4, A4 portrait, letter) or a size (1280x720, 33.9 x 19 cm)";
    let found = match (node.as_mapping(), node.as_scalar()) {
        (Some(_), _) => {
            let mut fields = context.reader.read_fields(node, what, &PAGE_SIZE)?;
            let (width, height) = (fields.take_value("width"), fields.take_value("height"));
            if width.is_none() || height.is_none() {
                context.reader.report_error(
                    Code::PageSize,
                    format!("{what} needs a width and a height"),
                    node.span,
                    "write { width: 25cm, height: 14cm }",
                );
            }
            fields.report_unknown_keys(&mut context.reader);
            let width = context.reader.read_length(width?, "`width`");
            let height = context.reader.read_length(height?, "`height`");
            Size::new(width?, height?)
        }
        (_, Some(scalar)) => match parse_paper(&scalar.value)
            .or_else(|| parse_aspect_ratio(&scalar.value))
            .or_else(|| parse_dimensions(&scalar.value))
        {
            Some(size) => size,
            None => {
                let value = scalar.value.trim();
                context.reader.report_error(
                    Code::PageSize,
                    format!("`{value}` is not a page size"),
                    node.span,
                    hint,
                );
                return None;
            }
        },
        _ => {
            context.reader.report_wrong_type(node, what, "a page size", hint);
            return None;
        }
    };
    let sensible = SIDE_RANGE_PT.contains(&found.width)
        && SIDE_RANGE_PT.contains(&found.height)
        && (1.0 / MAX_ASPECT_RATIO..=MAX_ASPECT_RATIO).contains(&found.aspect_ratio());
    if !sensible {
        let message = format!(
            "a page of {} × {} pt cannot be used",
            found.width.round(),
            found.height.round()
        );
        context.reader.report_error(
            Code::PageSize,
            message,
            node.span,
            "each side must be between 1 in and 200 in, and neither more than five times the other",
        );
        return None;
    }
    Some(found)
}

/// A paper, landscape unless `portrait` stands behind it.
fn parse_paper(value: &str) -> Option<Size> {
    let value = value.trim().to_lowercase();
    let (name, portrait) = match value.split_once([' ', '-', '_']) {
        Some((name, "portrait")) => (name, true),
        Some((name, "landscape")) => (name, false),
        Some(_) => return None,
        None => (value.as_str(), false),
    };
    let millimetres = |long: f32, short: f32| (long * 72.0 / 25.4, short * 72.0 / 25.4);
    let (long, short) = match name {
        "a3" => millimetres(420.0, 297.0),
        "a4" => millimetres(297.0, 210.0),
        "a5" => millimetres(210.0, 148.0),
        "letter" => (792.0, 612.0),
        _ => return None,
    };
    Some(if portrait { Size::new(short, long) } else { Size::new(long, short) })
}

/// A shape: `16:9`, `16/9`. Its longer side is the same for all.
fn parse_aspect_ratio(value: &str) -> Option<Size> {
    let (width, height) = value.split_once([':', '/'])?;
    let (width, height) = (parse_number(width.trim())?, parse_number(height.trim())?);
    if width <= 0.0 || height <= 0.0 {
        return None;
    }
    let scale = LONG_SIDE_PT / width.max(height);
    Some(Size::new(width * scale, height * scale))
}

/// A size: `1280x720` in points, `33.9 x 19 cm`, `25cm × 14cm`.
fn parse_dimensions(value: &str) -> Option<Size> {
    let (width, height) = value.split_once(['x', '×', 'X'])?;
    let unit =
        height.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
    let width = width.trim();
    // The unit behind the height counts for both.
    let width = if width.ends_with(|c: char| c.is_ascii_digit()) {
        format!("{width}{unit}")
    } else {
        width.to_owned()
    };
    Some(Size::new(parse_length(&width)?, parse_length(height)?))
}

#[cfg(test)]
mod tests {
    use super::{parse_aspect_ratio, parse_dimensions, parse_paper};
    use crate::geometry::Size;

    #[test]
    fn parses_papers_aspect_ratios_and_dimensions() {
        assert_eq!(parse_aspect_ratio("16:9"), Some(Size::new(960.0, 540.0)));
        assert_eq!(parse_aspect_ratio("4:3"), Some(Size::new(960.0, 720.0)));
        assert_eq!(parse_dimensions("1280x720"), Some(Size::new(1280.0, 720.0)));
        assert_eq!(parse_dimensions("2 x 1 in"), Some(Size::new(144.0, 72.0)));
        assert_eq!(parse_dimensions("72 pt × 1in"), Some(Size::new(72.0, 72.0)));
        assert!(parse_paper("A4 portrait").is_some_and(|size| size.height > size.width));
        assert!(parse_paper("a4").is_some_and(|size| size.height < size.width));
    }
}
