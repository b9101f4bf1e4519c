//! Lays one theme over another, key by key.

use super::Palette;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::yaml::{Key, Node, NodeKind, snake_case};

/// Keys of a page's style, of which a theme writes those that it needs.
pub(super) const PAGE_KEYS: [&str; 6] = ["inverse", "background", "ornaments", "centred", "band", "panel"];

/// `above` with what it leaves out taken from `below`. Keys that `below` does not know are findings.
pub(super) fn overlay(below: &Node, above: Node, diagnostics: &mut Diagnostics) -> Node {
    merge(below, above, &mut Vec::new(), diagnostics)
}

fn merge(below: &Node, above: Node, path: &mut Vec<String>, diagnostics: &mut Diagnostics) -> Node {
    let Some(known) = below.mapping() else { return above };
    let span = above.span;
    let entries = match above.kind {
        NodeKind::Mapping(entries) => entries,
        NodeKind::Null => return below.clone(),
        _ => {
            let key = path.last().map_or("a theme", String::as_str);
            diagnostics.push(
                Diagnostic::error(
                    Code::WrongThemeValue,
                    format!("`{key}` is {}, but has keys of its own", above.describe()),
                    span,
                )
                .hint(format!(
                    "write its keys below it, indented: {}",
                    known.iter().take(4).map(|(key, _)| key.name.as_str()).collect::<Vec<_>>().join(", ")
                )),
            );
            return below.clone();
        }
    };
    let mut merged: Vec<(Key, Node)> = known.to_vec();
    for (key, value) in entries {
        let name = snake_case(&key.name);
        if name.starts_with("x_") || (path.is_empty() && name == "extends") {
            continue;
        }
        match merged.iter().position(|(other, _)| other.name == name) {
            Some(at) => {
                path.push(name.clone());
                let whole = is_replaced_whole(path);
                let value = if whole { value } else { merge(&merged[at].1.clone(), value, path, diagnostics) };
                path.pop();
                merged[at] = (Key { name, span: key.span }, value);
            }
            None if optional(path).contains(&name.as_str()) => merged.push((Key { name, span: key.span }, value)),
            None => diagnostics.push(unknown(&key, &name, known, path)),
        }
    }
    Node { kind: NodeKind::Mapping(merged), span }
}

/// Keys that a theme may have at this place although the theme below has not.
fn optional(path: &[String]) -> &'static [&'static str] {
    match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["colours" | "inverse"] => &Palette::NAMES,
        ["pages", _] => &PAGE_KEYS,
        _ => &[],
    }
}

/// A page's style is one design: a theme that says anything of it says all of it.
fn is_replaced_whole(path: &[String]) -> bool {
    path.len() == 2 && path[0] == "pages"
}

fn unknown(key: &Key, name: &str, known: &[(Key, Node)], path: &[String]) -> Diagnostic {
    let place = path.last().map_or("a theme".to_owned(), |key| format!("`{key}` in a theme"));
    let names = known.iter().map(|(key, _)| key.name.as_str()).chain(optional(path).iter().copied());
    let diagnostic = Diagnostic::error(Code::UnknownThemeKey, format!("`{}` is not a key of {place}", key.name), key.span);
    match nearest(name, names.clone()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint(format!("its keys are {}", names.collect::<Vec<_>>().join(", "))),
    }
}
