//! Pictures and logos: a path, or a path with what belongs to it.

use super::super::block::{Figure, ObjectFit};
use super::Context;
use crate::diagnostic::Code;
use crate::yaml::{Node, NodeKind};

/// Every key of a picture.
const KEYS: &[&str] = &["src", "alt", "caption", "credit", "width", "fit", "href"];

/// How a picture fills its place.
const FITS: &[(&str, ObjectFit)] = &[("contain", ObjectFit::Contain), ("cover", ObjectFit::Cover)];

/// One picture or a list of them; `{items: […]}` is a list, too.
pub fn list(node: &Node, what: &str, context: &mut Context) -> Vec<Figure> {
    if let Some([(key, items)]) = node.mapping()
        && key.name == "items"
    {
        return list(items, what, context);
    }
    let nodes = context.reader.one_or_many(node, what);
    nodes.iter().filter_map(|node| one(node, what, context)).collect()
}

/// One picture.
pub fn one(node: &Node, what: &str, context: &mut Context) -> Option<Figure> {
    match &node.kind {
        NodeKind::Mapping(_) => long(node, what, context),
        NodeKind::Sequence(_) => {
            context.reader.wrong_type(node, what, "the path of one picture", "write the path, or `{src: path, alt: …}`");
            None
        }
        _ => context.reader.word(node, what).map(|src| Figure::of(src, node.span)),
    }
}

fn long(node: &Node, what: &str, context: &mut Context) -> Option<Figure> {
    let mut fields = context.reader.fields(node, what)?;
    let src = fields.value("src");
    if src.is_none() {
        let hint = "write `src:` and the path of the picture";
        context.reader.error(Code::MissingKey, format!("a picture in {what} has no `src`"), node.span, hint);
    }
    let src = src.and_then(|src| context.reader.word(src, "`src`").map(|path| (path, src.span)));
    // `alt: ""` says that the picture is decoration, so an empty one is not the same as none.
    let alt = fields.value("alt").and_then(|node| context.reader.text(node, "`alt`")).map(|alt| alt.trim().to_owned());
    let caption = fields.value("caption").and_then(|node| context.text(node, "`caption`"));
    let credit = fields.value("credit").and_then(|node| context.text(node, "`credit`"));
    let width = fields.value("width").and_then(|node| {
        let share = context.reader.share(node, "`width`")?;
        if share > 0.0 {
            return Some(share);
        }
        context.reader.error(
            Code::WrongValue,
            "a picture without width cannot be seen",
            node.span,
            "write a share of the available width: 50%",
        );
        None
    });
    let fit = fields.value("fit").and_then(|node| context.reader.one_of(node, "`fit`", FITS)).unwrap_or_default();
    let href = fields.value("href").and_then(|node| {
        let href = context.reader.word(node, "`href`")?;
        if let Some(id) = href.strip_prefix('#') {
            context.links.push((id.to_owned(), node.span));
        }
        Some(href)
    });
    fields.finish(&mut context.reader, KEYS);
    let (src, src_span) = src?;
    Some(Figure { alt, caption, credit, width, fit, href, ..Figure::of(src, src_span) })
}
