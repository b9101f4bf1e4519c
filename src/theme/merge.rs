//! Lays one theme over another, key by key.

use super::vocabulary::{PAGE, THEME};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::vocabulary::{KeyGroup, ValueType};
use crate::yaml::{Key, Node, NodeKind, to_snake_case};

/// `above` with what it leaves out taken from `below`. Keys that no theme has are findings.
pub(super) fn merge_themes(below: &Node, above: Node, diagnostics: &mut Diagnostics) -> Node {
    merge_mappings(Some(below), above, &THEME, "a theme", diagnostics)
}

/// The mapping that `group` describes; `owner` is its name in messages.
fn merge_mappings(
    below: Option<&Node>,
    above: Node,
    group: &KeyGroup,
    owner: &str,
    diagnostics: &mut Diagnostics,
) -> Node {
    let span = above.span;
    let nothing = || Node { kind: NodeKind::Mapping(Vec::new()), span };
    let entries = match above.kind {
        NodeKind::Mapping(entries) => entries,
        NodeKind::Null => return below.cloned().unwrap_or_else(nothing),
        _ => {
            let first: Vec<&str> = group.all_keys().take(4).map(|key| key.name).collect();
            diagnostics.push(
                Diagnostic::error(
                    Code::WrongThemeValue,
                    format!("{owner} is {}, but has keys of its own", above.describe_kind()),
                    span,
                )
                .with_help(format!("write its keys below it, indented: {}", first.join(", "))),
            );
            return below.cloned().unwrap_or_else(nothing);
        }
    };
    let mut merged: Vec<(Key, Node)> =
        below.and_then(Node::as_mapping).unwrap_or_default().to_vec();
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

/// A value laid over the one below: keys each by itself, everything else whole.
fn merge_values(
    below: Option<&Node>,
    above: Node,
    takes: &ValueType,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Node {
    match takes {
        // `band:` with nothing behind it is no band.
        ValueType::Keys(_) if above.is_null() && below.is_none() => above,
        // A page's style is one design: a theme that says anything of it says all of it.
        ValueType::Keys(group) => {
            let below = below.filter(|_| !std::ptr::eq(*group, &PAGE));
            merge_mappings(below, above, group, &format!("`{name}`"), diagnostics)
        }
        ValueType::List(of) => match above.kind {
            NodeKind::Sequence(items) => {
                let items = items
                    .into_iter()
                    .map(|item| merge_values(None, item, of, name, diagnostics))
                    .collect();
                Node { kind: NodeKind::Sequence(items), span: above.span }
            }
            _ => above,
        },
        _ => above,
    }
}

fn unknown_key_error(key: &Key, name: &str, group: &KeyGroup, owner: &str) -> Diagnostic {
    let place =
        if owner.starts_with('`') { format!("{owner} in a theme") } else { owner.to_owned() };
    let diagnostic = Diagnostic::error(
        Code::UnknownThemeKey,
        format!("`{}` is not a key of {place}", key.name),
        key.span,
    );
    match find_nearest(name, group.key_names()) {
        Some(near) => diagnostic
            .with_help(format!("did you mean `{near}`?"))
            .with_suggested_edit(key.span, near),
        None => diagnostic.with_help(format!(
            "its keys are {}",
            group.all_keys().map(|key| key.name).collect::<Vec<_>>().join(", ")
        )),
    }
}
