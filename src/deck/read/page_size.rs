//! Reads page sizes: aspect ratios such as `16:9`, paper formats such as `A4`, and dimensions such
//! as `1280x720` or `33.9 x 19 cm`.

use super::super::vocabulary::PAGE_SIZE;
use super::ReadContext;
use crate::diagnostic::Code;
use crate::geometry::Size;
use crate::yaml::{Field, Node, parse_length, parse_number};

/// The default page size.
pub(crate) const DEFAULT_PAGE_SIZE: Size = Size::new(LONG_SIDE_PT, 540.0);

/// The longer side of a page that is given as an aspect ratio.
const LONG_SIDE_PT: f32 = 960.0;
/// The range of a page side in pt: from one inch to the maximum in PDF.
const SIDE_RANGE_PT: std::ops::RangeInclusive<f32> = 72.0..=14_400.0;
/// The maximum ratio of the longer side to the shorter side.
const MAX_ASPECT_RATIO: f32 = 5.0;

/// Reads `aspect_ratio` and `page_size`.
pub(crate) fn read_page_size(
    aspect_ratio: Option<Field>,
    page_size: Option<Field>,
    context: &mut ReadContext,
) -> Size {
    let size = match (&page_size, &aspect_ratio) {
        (Some(field), other) => {
            if let Some(other) = other {
                let help = "remove one of the two; `page_size` overrides `aspect_ratio`";
                context.reader.report_warning(
                    Code::NoEffect,
                    "`aspect_ratio` has no effect together with `page_size`",
                    other.key.span,
                    help,
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
    let help = "write an aspect ratio (16:9, 4:3), a paper format (A4, A4 portrait, letter) or a \
        size (1280x720, 33.9 x 19 cm)";
    let size = match (node.as_mapping(), node.as_scalar()) {
        (Some(_), _) => {
            let mut fields = context.reader.read_fields(node, what, &PAGE_SIZE)?;
            let (width, height) = (fields.take_value("width"), fields.take_value("height"));
            if width.is_none() || height.is_none() {
                context.reader.report_error(
                    Code::InvalidPageSize,
                    format!("{what} needs both `width` and `height`"),
                    node.span,
                    "write both, such as `{ width: 25cm, height: 14cm }`",
                );
            }
            fields.report_unknown_keys(&mut context.reader);
            let width = context.reader.read_length(width?, "`width`");
            let height = context.reader.read_length(height?, "`height`");
            Size::new(width?, height?)
        }
        (_, Some(scalar)) => {
            let value = context.reader.remove_curly_quotes(node, scalar, what);
            let size = parse_paper(value)
                .or_else(|| parse_aspect_ratio(value))
                .or_else(|| parse_dimensions(value));
            if size.is_none() {
                context.reader.report_error(
                    Code::InvalidPageSize,
                    format!("`{}` is not a valid page size", value.trim()),
                    node.span,
                    help,
                );
            }
            size?
        }
        _ => {
            context.reader.report_wrong_type(node, what, "a page size", help);
            return None;
        }
    };
    let is_supported = SIDE_RANGE_PT.contains(&size.width)
        && SIDE_RANGE_PT.contains(&size.height)
        && (1.0 / MAX_ASPECT_RATIO..=MAX_ASPECT_RATIO).contains(&size.aspect_ratio());
    if !is_supported {
        let message =
            format!("unsupported page size: {} × {} pt", size.width.round(), size.height.round());
        context.reader.report_error(
            Code::InvalidPageSize,
            message,
            node.span,
            "use sides of 1 to 200 in, with the longer side at most five times the shorter one",
        );
        return None;
    }
    Some(size)
}

/// Parses a paper format, which is landscape unless followed by `portrait`.
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

/// Parses an aspect ratio: `16:9`, `16/9`. The longer side has a fixed length.
fn parse_aspect_ratio(value: &str) -> Option<Size> {
    let (width, height) = value.split_once([':', '/'])?;
    let (width, height) = (parse_number(width.trim())?, parse_number(height.trim())?);
    if width <= 0.0 || height <= 0.0 {
        return None;
    }
    let scale = LONG_SIDE_PT / width.max(height);
    Some(Size::new(width * scale, height * scale))
}

/// Parses dimensions: `1280x720` in points, `33.9 x 19 cm`, `25cm × 14cm`.
fn parse_dimensions(value: &str) -> Option<Size> {
    let (width, height) = value.split_once(['x', '×', 'X'])?;
    let unit =
        height.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
    let width = width.trim();
    // A unit after the height applies to the width, too.
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
