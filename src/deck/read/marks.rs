//! Reads `marks` of a picture.

use super::super::figure::Figure;
use super::super::mark::{FigureMark, MarkKind, ZoomSize};
use super::super::vocabulary::{MARK, ZOOM_RANGE};
use super::ReadContext;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::geometry::{Point, Rect};
use crate::source::Span;
use crate::yaml::{Field, Fields, Key, Node, to_snake_case};

/// The keys that say what kind of mark it is.
const KINDS: [&str; 6] = ["at", "box", "arrow", "spotlight", "zoom", "blur"];

/// Enlargement of a part if the author does not set it.
const USUAL_SCALE: f32 = 2.0;

/// The smallest width and height of an area, as a share of the picture.
const MIN_SIDE: f32 = 0.002;

/// Reads a list of marks, or one mark.
pub(crate) fn read_marks(node: &Node, context: &mut ReadContext) -> Vec<FigureMark> {
    let nodes = context.reader.read_one_or_many(node, "`marks`");
    nodes.iter().filter_map(|node| read_mark(node, context)).collect()
}

/// Reports marks that are not drawn, because the picture is not a `figure`. Private parts are
/// hidden in every picture.
pub(crate) fn keep_hidden_parts(figure: &mut Figure, what: &str, context: &mut ReadContext) {
    let is_hidden =
        |mark: &FigureMark| matches!(mark.kind, MarkKind::Blur(_)) && mark.text.is_none();
    for mark in figure.marks.iter_mut().filter(|mark| !is_hidden(mark)) {
        let message = format!("a picture in {what} cannot have marks, only parts to hide (`blur`)");
        let help = "show the picture in a block of its own: `figure: { src: …, marks: … }`";
        context.reader.report_error(Code::MarkNotShown, message, mark.span, help);
        mark.text = None;
    }
    figure.marks.retain(is_hidden);
}

fn read_mark(node: &Node, context: &mut ReadContext) -> Option<FigureMark> {
    let owner = "a mark";
    if let Some(entries) = node.as_mapping()
        && has_unknown_kind(entries, context)
    {
        return None;
    }
    let mut fields = context.reader.read_fields(node, owner, &MARK)?;
    let text = fields.take_value("text").and_then(|node| context.read_text(node, "`text`"));
    let kinds = fields.take_matching(|name| KINDS.contains(&name));
    let start = node.span.start_point();
    let [field] = kinds.as_slice() else {
        match kinds.as_slice() {
            [] => context.reader.report_error(
                Code::UnknownMark,
                "a mark does not say what it is",
                start,
                format!(
                    "write its kind and place, such as `at: [30%, 60%]`; kinds are {}",
                    names()
                ),
            ),
            [first, second, ..] => report_two_kinds(first, second, context),
            _ => {}
        }
        return None;
    };
    let kind = read_kind(field, &mut fields, context);
    report_foreign_keys(field, &mut fields, context);
    fields.report_unknown_keys(&mut context.reader);
    if field.name == "at" && text.is_none() {
        context.reader.report_error(
            Code::MarkWithoutText,
            "a number on a picture has no text",
            start,
            "write `text:` and what is to be said about this point",
        );
        return None;
    }
    Some(FigureMark { kind: kind?, text, span: node.span })
}

fn names() -> String {
    KINDS.map(|kind| format!("`{kind}`")).join(", ")
}

/// Reports a mark of a kind that does not exist: `circle: […]` or `kind: circle`.
fn has_unknown_kind(entries: &[(Key, Node)], context: &mut ReadContext) -> bool {
    let is_position = |node: &Node| node.as_sequence().is_some();
    let has_kind =
        entries.iter().any(|(key, _)| KINDS.contains(&to_snake_case(&key.name).as_str()));
    for (key, value) in entries {
        let name = to_snake_case(&key.name);
        let (word, span) = match value.as_scalar() {
            Some(scalar) if matches!(name.as_str(), "kind" | "type" | "shape") => {
                (to_snake_case(scalar.value.trim()), value.span)
            }
            _ if is_position(value) && !has_kind && !MARK.has_key(&name) => (name, key.span),
            _ => continue,
        };
        let known = KINDS.contains(&word.as_str());
        let message = match known {
            true => format!("the kind of a mark is the key of its place: `{word}`"),
            false => format!("there is no mark `{word}`"),
        };
        let diagnostic = Diagnostic::error(Code::UnknownMark, message, span);
        let meant = synonym(&word).or_else(|| find_nearest(&word, KINDS));
        context.reader.diagnostics.push(match meant {
            Some(kind) if known => diagnostic.with_help(format!("write `{}`", example(kind))),
            Some(kind) => diagnostic.with_help(format!("did you mean `{}`?", example(kind))),
            None => diagnostic.with_help(format!("write one of {}", names())),
        });
        return true;
    }
    false
}

/// Returns the kind that other programs call by this word.
fn synonym(word: &str) -> Option<&'static str> {
    Some(match word {
        "number" | "point" | "marker" | "pin" | "dot" | "position" | "xy" => "at",
        "rect" | "rectangle" | "frame" | "outline" | "circle" | "ellipse" | "highlight" => "box",
        "line" | "pointer" | "callout" => "arrow",
        "focus" | "dim" => "spotlight",
        "inset" | "magnify" | "magnifier" | "lens" | "loupe" | "detail" | "enlarge" => "zoom",
        "hide" | "redact" | "pixelate" | "mosaic" | "censor" | "private" | "mask" => "blur",
        _ => return None,
    })
}

fn example(kind: &str) -> String {
    match kind {
        "at" | "arrow" => format!("{kind}: [30%, 60%]"),
        _ => format!("{kind}: [20%, 30%, 40%, 10%]"),
    }
}

fn report_two_kinds(first: &Field<'_>, second: &Field<'_>, context: &mut ReadContext) {
    let message = format!("a mark is `{}` and `{}` at once", first.name, second.name);
    context.reader.diagnostics.push(
        Diagnostic::error(Code::TwoMarkSizes, message, second.key.span)
            .with_related(first.key.span, "its first kind")
            .with_help("write two marks, each after a dash of its own, or remove one of the two"),
    );
}

fn read_kind(
    field: &Field<'_>,
    fields: &mut Fields<'_>,
    context: &mut ReadContext,
) -> Option<MarkKind> {
    let name = field.name.as_str();
    match name {
        "at" => read_point(field.value, name, context).map(MarkKind::Number),
        "arrow" => {
            let tail = fields.take_value("from");
            let tail = tail.map(|node| (read_point(node, "from", context), node.span));
            let tip = read_point(field.value, name, context)?;
            if let Some((Some(tail), span)) = tail
                && tail == tip
            {
                report_place(context, "an arrow has no length", span, "write another point");
                return None;
            }
            Some(MarkKind::Arrow { tip, tail: tail.and_then(|(tail, _)| tail) })
        }
        "box" => read_area(field.value, name, context).map(MarkKind::Box),
        "spotlight" => read_area(field.value, name, context).map(MarkKind::Spotlight),
        "blur" => read_area(field.value, name, context).map(MarkKind::Blur),
        _ => {
            let centre = fields.take_value("to");
            let centre = centre.and_then(|node| read_point(node, "to", context));
            let size = read_zoom_size(fields, context);
            let area = read_area(field.value, name, context)?;
            Some(MarkKind::Zoom { area, centre, size: size? })
        }
    }
}

fn read_zoom_size(fields: &mut Fields<'_>, context: &mut ReadContext) -> Option<ZoomSize> {
    let (scale, width) = (fields.take("scale"), fields.take("width"));
    match (scale, width) {
        (Some(scale), Some(width)) => {
            context.reader.diagnostics.push(
                Diagnostic::error(
                    Code::TwoMarkSizes,
                    "the enlarged part has two sizes, `scale` and `width`",
                    width.key.span,
                )
                .with_related(scale.key.span, "the first size")
                .with_help("remove one of the two"),
            );
            None
        }
        (None, None) => Some(ZoomSize::Scale(USUAL_SCALE)),
        (Some(scale), None) => {
            let number = context.reader.read_number(scale.value, "`scale`")?;
            let (least, most) = ZOOM_RANGE;
            if !(least..=most).contains(&number) {
                context.reader.report_error(
                    Code::WrongValue,
                    format!("`scale` must be a number from {least} to {most}"),
                    scale.value.span,
                    "write how many times larger the part is, such as `2`",
                );
                return None;
            }
            Some(ZoomSize::Scale(number))
        }
        (None, Some(width)) => {
            let share = read_share(width.value, "width", context)?;
            if share < 0.05 {
                let message = "`width` of an enlarged part is too small";
                report_place(context, message, width.value.span, "write a share such as `40%`");
                return None;
            }
            Some(ZoomSize::Width(share))
        }
    }
}

/// Reports keys that belong to marks of another kind.
fn report_foreign_keys(kind: &Field<'_>, fields: &mut Fields<'_>, context: &mut ReadContext) {
    for field in fields.take_matching(|name| matches!(name, "from" | "to" | "scale" | "width")) {
        let owner = if field.name == "from" { "arrow" } else { "zoom" };
        context.reader.report_warning(
            Code::NoEffect,
            format!("`{}` has no effect on `{}`", field.name, kind.name),
            field.key.span,
            format!("remove it: it belongs to `{owner}`"),
        );
    }
}

fn report_place(context: &mut ReadContext, message: &str, span: Span, help: &str) {
    context.reader.report_error(Code::MarkPlace, message, span, help);
}

fn read_point(node: &Node, key: &str, context: &mut ReadContext) -> Option<Point> {
    let Some([x, y]) = node.as_sequence() else {
        let message = format!("`{key}` must have two shares: of the width and of the height");
        let help = format!("write a point such as `{key}: [30%, 60%]`, from the top left corner");
        report_place(context, &message, node.span, &help);
        return None;
    };
    let (x, y) = (read_share(x, key, context), read_share(y, key, context));
    Some(Point::new(x?, y?))
}

fn read_area(node: &Node, key: &str, context: &mut ReadContext) -> Option<Rect> {
    let Some([x, y, width, height]) = node.as_sequence() else {
        let message = format!("`{key}` must have four shares: left, top, width and height");
        let help = format!("write an area such as `{}`", example(key));
        report_place(context, &message, node.span, &help);
        return None;
    };
    let shares = [x, y, width, height].map(|node| read_share(node, key, context));
    let [Some(left), Some(top), Some(wide), Some(high)] = shares else { return None };
    if wide < MIN_SIDE || high < MIN_SIDE {
        let message = format!("`{key}` has no size");
        let help = "write a larger width and height, the third and the fourth share";
        report_place(context, &message, node.span, help);
        return None;
    }
    let sides =
        [("right", left + wide, 1.0 - left, width), ("bottom", top + high, 1.0 - top, height)];
    for (side, end, most, node) in sides {
        if end > 1.0 + 1e-4 {
            let message = format!("`{key}` ends beyond the {side} edge of the picture");
            let help = match most > MIN_SIDE {
                true => format!("write at most `{}`", as_percentage(most)),
                false => "write an area inside of the picture".to_owned(),
            };
            context.reader.report_error(Code::MarkOutside, message, node.span, help);
            return None;
        }
    }
    Some(Rect::new(left, top, wide, high))
}

/// Returns a share as a percentage, rounded down.
fn as_percentage(share: f32) -> String {
    format!("{}%", (share * 1000.0 + 1e-3).floor() / 10.0)
}

/// Reads a share of the picture: `30%` or `0.3`.
fn read_share(node: &Node, key: &str, context: &mut ReadContext) -> Option<f32> {
    let word = node.as_scalar().map(|scalar| scalar.value.trim());
    let share = word.and_then(|word| match word.strip_suffix('%') {
        Some(number) => number.trim().parse::<f32>().ok().map(|number| number / 100.0),
        None => word.parse::<f32>().ok(),
    });
    let Some(share) = share.filter(|share| share.is_finite()) else {
        let message = format!("`{key}` must have shares of the picture, such as `30%` or `0.3`");
        report_place(context, &message, node.span, "write a percentage for each of its numbers");
        return None;
    };
    if (0.0..=1.0).contains(&share) {
        return Some(share);
    }
    let written = word.unwrap_or_default();
    let message = format!("`{written}` of `{key}` is outside of the picture");
    let is_plain = !written.ends_with('%');
    let help = match is_plain && (2.0..=100.0).contains(&share) {
        true => format!("write `{written}%` if that is meant; shares are from 0% to 100%"),
        false if is_plain && share > 1.0 => {
            "write a share from 0% to 100%: pixels divided by the size of the picture".to_owned()
        }
        false => "write a share from 0% to 100%".to_owned(),
    };
    context.reader.report_error(Code::MarkOutside, message, node.span, help);
    None
}
