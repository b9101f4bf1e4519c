//! Reads icons.

use super::super::block::BlockKind;
use super::super::icon_block::IconBlock;
use super::super::vocabulary::ICON;
use super::ReadContext;
use super::chart_parts::read_colour;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::icon::{Icon, icon_words, search_icons};
use crate::source::Span;
use crate::yaml::{Fields, Node};

/// Reads the block `icon`: a name, or `{name, size, colour, alt}`.
pub(crate) fn read_icon_block(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    if node.as_mapping().is_none() {
        let icon = read_icon(node, context)?;
        return Some(BlockKind::Icon(IconBlock { icon, size: None, colour: None, alt: None }));
    }
    let mut fields = context.reader.read_fields(node, "`icon`", &ICON)?;
    let name = fields.take_value("name");
    let size =
        fields.take_value("size").and_then(|node| context.reader.read_length(node, "`size`"));
    let colour = fields.take_value("colour").or_else(|| fields.take_value("color"));
    let colour = colour.and_then(|node| read_colour(node, context));
    let alt = fields.take_value("alt").and_then(|node| context.reader.read_text(node, "`alt`"));
    fields.report_unknown_keys(&mut context.reader);
    let Some(name) = name else {
        context.reader.report_error(
            Code::MissingKey,
            "`icon` has no `name`",
            node.span.start_point(),
            "write `name:` and the name of an icon; `plenary icons harbour` finds some",
        );
        return None;
    };
    let icon = read_icon(name, context)?;
    Some(BlockKind::Icon(IconBlock { icon, size, colour, alt }))
}

/// Reads the key `icon` of a card, a level and others.
pub(super) fn take_icon(fields: &mut Fields, context: &mut ReadContext) -> Option<Icon> {
    fields.take_value("icon").and_then(|node| read_icon(node, context))
}

fn read_icon(node: &Node, context: &mut ReadContext) -> Option<Icon> {
    let name = context.reader.read_word(node, "`icon`")?;
    find_icon(name.strip_prefix("icon:").unwrap_or(&name), node.span, context)
}

/// Returns the icon with this name. Reports a name that no icon has.
pub(super) fn find_icon(name: &str, span: Span, context: &mut ReadContext) -> Option<Icon> {
    let name = name.trim();
    let icon = Icon::find(name);
    if icon.is_none() {
        let diagnostic =
            Diagnostic::error(Code::UnknownIcon, format!("there is no icon `{name}`"), span);
        context.reader.diagnostics.push(suggest_icons(diagnostic, name, span, context));
    }
    icon
}

/// Adds the icons that the author may mean: those that the word describes, or the nearest name.
fn suggest_icons(
    diagnostic: Diagnostic,
    name: &str,
    span: Span,
    context: &ReadContext,
) -> Diagnostic {
    let found: Vec<&str> = search_icons(name).into_iter().take(4).map(Icon::name).collect();
    let is_exact = context.reader.slice(span) == name;
    if found.is_empty() && is_path(name) {
        return diagnostic.with_help("write `figure:` for a picture of your own");
    }
    if found.is_empty()
        && let Some(near) = find_nearest(name, Icon::all().map(Icon::name))
    {
        let diagnostic = diagnostic.with_help(format!("did you mean `{near}`?"));
        return if is_exact { diagnostic.with_suggested_edit(span, near) } else { diagnostic };
    }
    match found.as_slice() {
        [] => match find_nearest(name, icon_words()) {
            Some(word) => diagnostic.with_help(format!("run `plenary icons {word}` to find icons")),
            None => diagnostic.with_help("run `plenary icons` and a word to find icons"),
        },
        names => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            diagnostic.with_help(format!(
                "write {}; `plenary icons {name}` lists all that match",
                names.join(", ")
            ))
        }
    }
}

fn is_path(name: &str) -> bool {
    name.contains('/') || name.ends_with(".svg") || name.ends_with(".png")
}
