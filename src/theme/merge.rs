//! Merges a theme with the theme that it extends, key by key.

use super::vocabulary::{PAGE, THEME};
use crate::deck::vocabulary::DECK;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::vocabulary::{KeyGroup, KeySpec, ValueType};
use crate::yaml::{Key, Node, NodeKind, to_snake_case};

/// Keys of the brands of Quarto that no theme has.
const BRAND_KEYS: [&str; 3] = ["color", "typography", "meta"];

/// Merges a theme with the theme `base` that it extends. Reports unknown keys.
pub(super) fn merge_themes(base: &Node, theme: Node, diagnostics: &mut Diagnostics) -> Node {
    merge_mappings(Some(base), theme, &THEME, "a theme", diagnostics)
}

/// Merges two mappings with the keys of `group`. `owner` is the name of the mapping in messages.
fn merge_mappings(
    base: Option<&Node>,
    theme: Node,
    group: &KeyGroup,
    owner: &str,
    diagnostics: &mut Diagnostics,
) -> Node {
    let span = theme.span;
    let empty = || Node { kind: NodeKind::Mapping(Vec::new()), span };
    let entries = match theme.kind {
        NodeKind::Mapping(entries) => entries,
        NodeKind::Null => return base.cloned().unwrap_or_else(empty),
        _ => {
            let first = group.all_keys().take(4);
            diagnostics.push(
                Diagnostic::error(
                    Code::WrongThemeValue,
                    format!(
                        "expected a group of keys for {owner}, found {}",
                        theme.describe_kind()
                    ),
                    span,
                )
                .with_help(format!(
                    "write its keys on indented lines below it, such as {}",
                    list_keys(first)
                )),
            );
            return base.cloned().unwrap_or_else(empty);
        }
    };
    let mut merged: Vec<(Key, Node)> = base.and_then(Node::as_mapping).unwrap_or_default().to_vec();
    for (key, value) in entries {
        let name = to_snake_case(&key.name);
        // Keys that start with `x_` are the author's own.
        if name.starts_with("x_") {
            continue;
        }
        let Some(known) = group.find_key(&name) else {
            diagnostics.push(unknown_key_error(&key, &name, group, owner));
            continue;
        };
        let at = merged.iter().position(|(other, _)| other.name == known.name);
        let value =
            merge_values(at.map(|at| &merged[at].1), value, &known.value, known.name, diagnostics);
        let key = Key { name: known.name.to_owned(), span: key.span };
        match at {
            Some(at) => merged[at] = (key, value),
            None => merged.push((key, value)),
        }
    }
    Node { kind: NodeKind::Mapping(merged), span }
}

/// Merges two values. Mappings are merged key by key; other values replace the base.
fn merge_values(
    base: Option<&Node>,
    theme: Node,
    value_type: &ValueType,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Node {
    match value_type {
        // `band:` without a value means that there is no band.
        ValueType::Keys(_) if theme.is_null() && base.is_none() => theme,
        // The style of a page is one design: it is replaced as a whole.
        ValueType::Keys(group) => {
            let base = base.filter(|_| !std::ptr::eq(*group, &PAGE));
            merge_mappings(base, theme, group, &format!("`{name}`"), diagnostics)
        }
        ValueType::List(of) => match theme.kind {
            NodeKind::Sequence(items) => {
                let items = items
                    .into_iter()
                    .map(|item| merge_values(None, item, of, name, diagnostics))
                    .collect();
                Node { kind: NodeKind::Sequence(items), span: theme.span }
            }
            _ => theme,
        },
        // A long form: its keys replace the base, as a short form does.
        ValueType::AnyOf(of) if theme.as_mapping().is_some() => {
            match of.iter().find(|of| matches!(of, ValueType::Keys(_))) {
                Some(long_form) => merge_values(None, theme, long_form, name, diagnostics),
                None => theme,
            }
        }
        _ => theme,
    }
}

fn unknown_key_error(key: &Key, name: &str, group: &KeyGroup, owner: &str) -> Diagnostic {
    let place =
        if owner.starts_with('`') { format!("{owner} in a theme") } else { owner.to_owned() };
    let diagnostic = Diagnostic::error(
        Code::UnknownThemeKey,
        format!("unknown key `{}` in {place}", key.name),
        key.span,
    );
    if !owner.starts_with('`') && BRAND_KEYS.contains(&name) {
        return diagnostic.with_help(
            "convert a brand of Quarto: `plenary themes from _brand.yml -o brand.yaml`",
        );
    }
    if !owner.starts_with('`') && DECK.has_key(name) {
        return diagnostic.with_help(format!(
            "`{}` is a key of outlines: check that this file is a theme",
            key.name
        ));
    }
    match find_nearest(name, group.key_names()) {
        Some(near) => diagnostic
            .with_help(format!("did you mean `{near}`?"))
            .with_suggested_edit(key.span, near),
        None => {
            diagnostic.with_help(format!("use one of the keys {}", list_keys(group.all_keys())))
        }
    }
}

fn list_keys<'k>(keys: impl Iterator<Item = &'k KeySpec>) -> String {
    keys.map(|key| format!("`{}`", key.name)).collect::<Vec<_>>().join(", ")
}
