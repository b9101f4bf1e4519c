//! Reads pictures and logos: a path, or the long form.

use super::super::figure::{Figure, FigureShape};
use super::super::link_address::check_link_address;
use super::super::mark::FigureFrame;
use super::super::markdown::MarkdownPicture;
use super::super::text::Link;
use super::super::vocabulary::{
    FIGURE, FIGURE_FRAMES, FIGURE_SHAPES, FIGURES, FOCUS_EDGES, OBJECT_FITS, PICTURE,
};
use super::{ReadContext, marks, show};
use crate::diagnostic::Code;
use crate::vocabulary::KeyGroup;
use crate::yaml::{Key, Node, NodeKind};

/// Reads one picture, a list of pictures, or `{items: […]}`. They may have marks.
pub(crate) fn read_figures(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Figure> {
    read_list(node, what, &FIGURE, context)
}

fn read_list(
    node: &Node,
    what: &str,
    group: &'static KeyGroup,
    context: &mut ReadContext,
) -> Vec<Figure> {
    let has_items = |entries: &[(Key, Node)]| entries.iter().any(|(key, _)| key.name == "items");
    if node.as_mapping().is_some_and(has_items) {
        let Some(mut fields) = context.reader.read_fields(node, what, &FIGURES) else {
            return Vec::new();
        };
        let items = fields.take_value("items");
        fields.report_unknown_keys(&mut context.reader);
        return items.map(|items| read_list(items, what, group, context)).unwrap_or_default();
    }
    let nodes = context.reader.read_one_or_many(node, what);
    nodes.iter().filter_map(|node| read_one(node, what, group, context)).collect()
}

/// Reads a list of pictures whose marks are not drawn, such as logos.
pub(crate) fn read_plain_figures(
    node: &Node,
    what: &str,
    context: &mut ReadContext,
) -> Vec<Figure> {
    read_list(node, what, &PICTURE, context)
}

/// Reads one picture whose marks are not drawn, because it is a part of another block.
pub(crate) fn read_figure(node: &Node, what: &str, context: &mut ReadContext) -> Option<Figure> {
    read_one(node, what, &PICTURE, context)
}

fn read_one(
    node: &Node,
    what: &str,
    group: &'static KeyGroup,
    context: &mut ReadContext,
) -> Option<Figure> {
    match &node.kind {
        NodeKind::Mapping(_) => {
            let mut figure = read_long_form(node, what, group, context)?;
            if !group.has_key("steps") {
                marks::keep_hidden_parts(&mut figure, what, context);
            }
            Some(figure)
        }
        NodeKind::Sequence(_) => {
            context.reader.report_wrong_type(
                node,
                what,
                "the path of one picture",
                "write the path, or `{ src: path, alt: … }`",
            );
            None
        }
        _ => {
            let picture =
                node.as_scalar().and_then(|scalar| MarkdownPicture::parse(scalar.markup()));
            if let Some(picture) = picture {
                return Some(picture.read_figure(node.span, context));
            }
            context.reader.read_path(node, what).map(|src| Figure::new(src, node.span))
        }
    }
}

/// The keys whose pictures are drawn without the device around them.
const UNFRAMED: [&str; 4] = ["`logos`", "`background`", "`photo`", EVENT_FIGURE];
/// The picture of an event of a timeline.
pub(crate) const EVENT_FIGURE: &str = "the `figure` of an event";

fn read_long_form(
    node: &Node,
    what: &str,
    group: &'static KeyGroup,
    context: &mut ReadContext,
) -> Option<Figure> {
    let mut fields = context.reader.read_fields(node, what, group)?;
    let src = fields.take_value("src");
    if src.is_none() {
        let help = "write `src:` and the path of the picture";
        context.reader.report_error(
            Code::MissingKey,
            format!("a picture in {what} has no `src`"),
            node.span,
            help,
        );
    }
    let src =
        src.and_then(|src| context.reader.read_path(src, "`src`").map(|path| (path, src.span)));
    let dark = fields.take_value("dark").and_then(|node| {
        let path = context.reader.read_path(node, "`dark`")?;
        Some((path, node.span))
    });
    // `alt: ""` marks the picture as decoration, so an empty text differs from a missing one.
    let alt = context.read_alt(&mut fields).map(|alt| alt.trim().to_owned());
    let caption =
        fields.take_value("caption").and_then(|node| context.read_text(node, "`caption`"));
    let credit = fields.take_value("credit").and_then(|node| context.read_text(node, "`credit`"));
    let width = fields.take_value("width").and_then(|node| {
        let width = context.reader.read_fraction(node, "`width`")?;
        if width > 0.0 {
            return Some(width);
        }
        context.reader.report_error(
            Code::WrongValue,
            "`width` of a picture must be greater than 0",
            node.span,
            "write a fraction of the available width, such as 50%",
        );
        None
    });
    let fit = fields
        .take_value("fit")
        .and_then(|node| context.reader.read_choice(node, "`fit`", OBJECT_FITS));
    let focus = fields.take_value("focus").and_then(|node| read_focus(node, context));
    let shape = fields.take_value("shape");
    let shape_span = shape.map(|node| node.span);
    let mut shape = shape
        .and_then(|node| context.reader.read_choice(node, "`shape`", FIGURE_SHAPES))
        .unwrap_or_default();
    let frame = fields.take_value("frame");
    let frame_span = frame.map(|node| node.span);
    let mut frame = frame
        .and_then(|node| context.reader.read_choice(node, "`frame`", FIGURE_FRAMES))
        .unwrap_or_default();
    if let Some(span) =
        shape_span.filter(|_| frame != FigureFrame::None && shape != FigureShape::Plain)
    {
        let message = "`shape` has no effect on a picture with a `frame`";
        context.reader.report_warning(Code::NoEffect, message, span, "remove one of the two");
        shape = FigureShape::Plain;
    }
    if let Some(span) =
        frame_span.filter(|_| frame != FigureFrame::None && UNFRAMED.contains(&what))
    {
        let message = format!("`frame` has no effect on a picture in {what}");
        let help = "remove it, or show the picture with `figure`";
        context.reader.report_warning(Code::NoEffect, message, span, help);
        frame = FigureFrame::None;
    }
    let marks = fields.take_value("marks");
    let marks = marks.map(|node| marks::read_marks(node, context)).unwrap_or_default();
    let steps = group.has_key("steps")
        && show::read_flag(&mut fields, "steps", context).unwrap_or_default();
    let href = fields.take_value("href").and_then(|node| {
        let href = context.reader.read_word(node, "`href`")?;
        if let Link::Slide(id) = Link::from_address(&href) {
            context.links.push((id.clone(), node.span));
            return Some(format!("#{id}"));
        }
        check_link_address(&href, node.span, &mut context.reader);
        Some(href)
    });
    fields.report_unknown_keys(&mut context.reader);
    let (src, src_span) = src?;
    let figure = Figure::new(src, src_span);
    Some(Figure {
        dark,
        alt,
        caption,
        credit,
        width,
        fit,
        href,
        focus,
        shape,
        frame,
        marks,
        steps,
        ..figure
    })
}

/// Reads the point that stays visible: a side, or shares of width and height.
fn read_focus(node: &Node, context: &mut ReadContext) -> Option<(f32, f32)> {
    let Some(shares) = node.as_sequence() else {
        return context.reader.read_choice(node, "`focus`", FOCUS_EDGES);
    };
    let [x, y] = shares else {
        context.reader.report_error(
            Code::WrongValue,
            "`focus` must have two shares: of the width and of the height",
            node.span,
            "write a point such as `[50%, 20%]`, or a side such as `top`",
        );
        return None;
    };
    let x = context.reader.read_fraction(x, "`focus`")?;
    Some((x, context.reader.read_fraction(y, "`focus`")?))
}
