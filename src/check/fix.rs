//! Making the edits that findings carry, so that nothing but what they name changes.

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, apply_fixes};
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
pub fn apply_certain_fixes(
    source: &Source,
    id: SourceId,
    findings: &[Diagnostic],
) -> Option<(String, usize)> {
    let fixes: Vec<&Fix> = certain_fixes(findings, id).collect();
    let (text, made) = apply_fixes(&source.text, fixes.iter().copied());
    if made == 0 {
        return None;
    }
    let before = describe_structure(&source.text, source, id);
    if describe_structure(&text, source, id) == before {
        return Some((text, made));
    }
    let sound = |fix: &&&Fix| {
        describe_structure(&apply_fixes(&source.text, [**fix]).0, source, id) == before
    };
    let (text, made) = apply_fixes(&source.text, fixes.iter().filter(sound).copied());
    (made > 0).then_some((text, made))
}

/// How an outline is built, its keys and the number of its values, without its words.
fn describe_structure(text: &str, source: &Source, id: SourceId) -> String {
    let root =
        yaml::parse(&Source::new(&source.name, text.to_owned()), id, &mut Diagnostics::default());
    let mut shape = String::new();
    if let Some(root) = &root {
        write_structure(root, &mut shape);
    }
    shape
}

fn write_structure(node: &Node, shape: &mut String) {
    match &node.kind {
        // A fix may make words of what could not be read, or was hidden.
        NodeKind::Null | NodeKind::Unreadable | NodeKind::Scalar(_) => shape.push('t'),
        NodeKind::Sequence(items) => {
            shape.push('[');
            items.iter().for_each(|item| write_structure(item, shape));
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
                write_structure(value, shape);
            }
            shape.push('}');
        }
    }
}
