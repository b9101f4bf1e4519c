//! Making the edits that findings carry, so that nothing but what they name changes.

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, apply};
use crate::source::{Source, SourceId};
use crate::yaml::{self, Node, NodeKind};

/// The fixes that may be made unasked in the text `id`.
pub fn certain_fixes(findings: &[Diagnostic], id: SourceId) -> impl Iterator<Item = &Fix> {
    let is_here =
        move |fix: &&Fix| fix.certain && fix.edits.iter().all(|edit| edit.span.source == id);
    findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(is_here)
}

/// The outline with every edit made that is beyond doubt, and how many were; `None` where there is
/// none.
///
/// Everything outside the edits stays byte for byte. The result is read again: where it says
/// anything but what the edits were to change, the edits are made one by one and those that did it
/// left out.
pub fn mended(source: &Source, id: SourceId, findings: &[Diagnostic]) -> Option<(String, usize)> {
    let fixes: Vec<&Fix> = certain_fixes(findings, id).collect();
    let (text, made) = apply(&source.text, fixes.iter().copied());
    if made == 0 {
        return None;
    }
    let before = shape(&source.text, source, id);
    if shape(&text, source, id) == before {
        return Some((text, made));
    }
    let sound = |fix: &&&Fix| shape(&apply(&source.text, [**fix]).0, source, id) == before;
    let (text, made) = apply(&source.text, fixes.iter().filter(sound).copied());
    (made > 0).then_some((text, made))
}

/// How an outline is built, its keys and the number of its values, without its words.
fn shape(text: &str, source: &Source, id: SourceId) -> String {
    let root =
        yaml::parse(&Source::new(&source.name, text.to_owned()), id, &mut Diagnostics::default());
    let mut shape = String::new();
    if let Some(root) = &root {
        describe(root, &mut shape);
    }
    shape
}

fn describe(node: &Node, shape: &mut String) {
    match &node.kind {
        // A fix may make words of what could not be read, or was hidden.
        NodeKind::Null | NodeKind::Unreadable | NodeKind::Scalar(_) => shape.push('t'),
        NodeKind::Sequence(items) => {
            shape.push('[');
            items.iter().for_each(|item| describe(item, shape));
            shape.push(']');
        }
        NodeKind::Mapping(entries) => {
            shape.push('{');
            for (key, value) in entries {
                // A fix may mend a key's capitals and signs.
                shape.extend(
                    key.name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase),
                );
                shape.push(':');
                describe(value, shape);
            }
            shape.push('}');
        }
    }
}
