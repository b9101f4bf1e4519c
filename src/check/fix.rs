//! Applies the fixes of diagnostics without changing anything else.

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, apply_fixes};
use crate::source::{Source, SourceId};
use crate::yaml::{self, Node, NodeKind};

/// Returns the fixes of the source `id` that are safe to apply without asking.
pub fn certain_fixes(diagnostics: &[Diagnostic], id: SourceId) -> impl Iterator<Item = &Fix> {
    let is_here =
        move |fix: &&Fix| fix.certain && fix.edits.iter().all(|edit| edit.span.source == id);
    diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).filter(is_here)
}

/// Applies all safe fixes and returns the new text and their number, or `None` if there are none.
///
/// All bytes outside the edits stay the same. The result is parsed again: if its structure differs,
/// the fixes are checked one by one and those that change the structure are left out.
pub fn apply_certain_fixes(
    source: &Source,
    id: SourceId,
    diagnostics: &[Diagnostic],
) -> Option<(String, usize)> {
    let fixes: Vec<&Fix> = certain_fixes(diagnostics, id).collect();
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

/// Describes the structure of an outline, its keys and the number of its values, without the text.
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
        // A fix may turn a value that could not be read into text.
        NodeKind::Null | NodeKind::Unreadable | NodeKind::Scalar(_) => shape.push('t'),
        NodeKind::Sequence(items) => {
            shape.push('[');
            items.iter().for_each(|item| write_structure(item, shape));
            shape.push(']');
        }
        NodeKind::Mapping(entries) => {
            shape.push('{');
            for (key, value) in entries {
                // A fix may change the case and punctuation of a key.
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
