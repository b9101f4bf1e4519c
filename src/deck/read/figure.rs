//! Pictures and logos: a path, or a path with what belongs to it.

use super::super::block::Figure;
use super::super::vocabulary::{FIGURE, FIGURES, OBJECT_FITS};
use super::Context;
use crate::diagnostic::Code;
use crate::yaml::{Key, Node, NodeKind};

/// One picture or a list of them; `{items: […]}` is a list, too.
pub fn list(node: &Node, what: &str, context: &mut Context) -> Vec<Figure> {
    let has_items = |entries: &[(Key, Node)]| entries.iter().any(|(key, _)| key.name == "items");
    if node.mapping().is_some_and(has_items) {
        let Some(mut fields) = context.reader.fields(node, what, &FIGURES) else {
            return Vec::new();
        };
        let items = fields.value("items");
        fields.finish(&mut context.reader);
        return items.map(|items| list(items, what, context)).unwrap_or_default();
    }
    let nodes = context.reader.one_or_many(node, what);
    nodes.iter().filter_map(|node| one(node, what, context)).collect()
}

/// One picture.
pub fn one(node: &Node, what: &str, context: &mut Context) -> Option<Figure> {
    match &node.kind {
        NodeKind::Mapping(_) => long(node, what, context),
        NodeKind::Sequence(_) => {
            context.reader.wrong_type(
                node,
                what,
                "the path of one picture",
                "write the path, or `{src: path, alt: …}`",
            );
            None
        }
        _ => {
            let markdown = node.scalar().and_then(|scalar| image(&scalar.value));
            if let Some((alt, src)) = markdown {
                let alt = Some(alt.trim().to_owned()).filter(|alt| !alt.is_empty());
                return Some(Figure { alt, ..Figure::of(src.trim().to_owned(), node.span) });
            }
            context.reader.path(node, what).map(|src| Figure::of(src, node.span))
        }
    }
}

/// The words and the path of a picture in Markdown: `![words](path)`.
fn image(value: &str) -> Option<(&str, &str)> {
    value.trim().strip_prefix("![")?.strip_suffix(')')?.split_once("](")
}

fn long(node: &Node, what: &str, context: &mut Context) -> Option<Figure> {
    let mut fields = context.reader.fields(node, what, &FIGURE)?;
    let src = fields.value("src");
    if src.is_none() {
        let hint = "write `src:` and the path of the picture";
        context.reader.error(
            Code::MissingKey,
            format!("a picture in {what} has no `src`"),
            node.span,
            hint,
        );
    }
    let src = src.and_then(|src| context.reader.path(src, "`src`").map(|path| (path, src.span)));
    // `alt: ""` says that the picture is decoration, so an empty one is not the same as none.
    let alt = fields
        .value("alt")
        .and_then(|node| context.reader.text(node, "`alt`"))
        .map(|alt| alt.trim().to_owned());
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
    let fit = fields
        .value("fit")
        .and_then(|node| context.reader.one_of(node, "`fit`", OBJECT_FITS))
        .unwrap_or_default();
    let href = fields.value("href").and_then(|node| {
        let href = context.reader.word(node, "`href`")?;
        if let Some(id) = href.strip_prefix('#') {
            context.links.push((id.to_owned(), node.span));
        }
        Some(href)
    });
    fields.finish(&mut context.reader);
    let (src, src_span) = src?;
    Some(Figure { alt, caption, credit, width, fit, href, ..Figure::of(src, src_span) })
}
