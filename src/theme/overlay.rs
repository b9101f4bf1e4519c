//! Lays one theme over another, key by key.

use super::vocabulary::{PAGE, THEME};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::vocabulary::{Group, Value};
use crate::yaml::{Key, Node, NodeKind, snake_case};

/// `above` with what it leaves out taken from `below`. Keys that no theme has are findings.
pub(super) fn overlay(below: &Node, above: Node, diagnostics: &mut Diagnostics) -> Node {
    merge(Some(below), above, &THEME, "a theme", diagnostics)
}

/// The mapping that `group` describes; `owner` is its name in messages.
fn merge(
    below: Option<&Node>,
    above: Node,
    group: &Group,
    owner: &str,
    diagnostics: &mut Diagnostics,
) -> Node {
    let span = above.span;
    let nothing = || Node { kind: NodeKind::Mapping(Vec::new()), span };
    let entries = match above.kind {
        NodeKind::Mapping(entries) => entries,
        NodeKind::Null => return below.cloned().unwrap_or_else(nothing),
        _ => {
            let first: Vec<&str> = group.all().take(4).map(|key| key.name).collect();
            diagnostics.push(
                Diagnostic::error(
                    Code::WrongThemeValue,
                    format!("{owner} is {}, but has keys of its own", above.describe()),
                    span,
                )
                .hint(format!("write its keys below it, indented: {}", first.join(", "))),
            );
            return below.cloned().unwrap_or_else(nothing);
        }
    };
    let mut merged: Vec<(Key, Node)> = below.and_then(Node::mapping).unwrap_or_default().to_vec();
    for (key, value) in entries {
        let name = snake_case(&key.name);
        // Keys that start with `x_` are the author's own.
        if name.starts_with("x_") {
            continue;
        }
        let Some(known) = group.find(&name) else {
            diagnostics.push(unknown(&key, &name, group, owner));
            continue;
        };
        let at = merged.iter().position(|(other, _)| other.name == known.name);
        let value =
            known_value(at.map(|at| &merged[at].1), value, &known.value, known.name, diagnostics);
        let key = Key { name: known.name.to_owned(), span: key.span };
        match at {
            Some(at) => merged[at] = (key, value),
            None => merged.push((key, value)),
        }
    }
    Node { kind: NodeKind::Mapping(merged), span }
}

/// A value laid over the one below: keys each by itself, everything else whole.
fn known_value(
    below: Option<&Node>,
    above: Node,
    takes: &Value,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Node {
    match takes {
        // `band:` with nothing behind it is no band.
        Value::Keys(_) if above.is_null() && below.is_none() => above,
        // A page's style is one design: a theme that says anything of it says all of it.
        Value::Keys(group) => {
            let below = below.filter(|_| !std::ptr::eq(*group, &PAGE));
            merge(below, above, group, &format!("`{name}`"), diagnostics)
        }
        Value::List(of) => match above.kind {
            NodeKind::Sequence(items) => {
                let items = items
                    .into_iter()
                    .map(|item| known_value(None, item, of, name, diagnostics))
                    .collect();
                Node { kind: NodeKind::Sequence(items), span: above.span }
            }
            _ => above,
        },
        _ => above,
    }
}

fn unknown(key: &Key, name: &str, group: &Group, owner: &str) -> Diagnostic {
    let place =
        if owner.starts_with('`') { format!("{owner} in a theme") } else { owner.to_owned() };
    let diagnostic = Diagnostic::error(
        Code::UnknownThemeKey,
        format!("`{}` is not a key of {place}", key.name),
        key.span,
    );
    match nearest(name, group.names()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")).guess(key.span, near),
        None => diagnostic.hint(format!(
            "its keys are {}",
            group.all().map(|key| key.name).collect::<Vec<_>>().join(", ")
        )),
    }
}
