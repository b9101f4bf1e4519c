//! From a source to its tree, past every mistake that can be passed.

use super::build::{UNREADABLE, build};
use super::draft::{Draft, Patch};
use super::explain::explain;
use super::mend::{mend, value_start};
use super::node::Node;
use super::tabs::Tabs;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};

/// How many lines are given up, one after the other, before the rest of the file is.
const MAX_TRIES: usize = 24;

/// Reads `source` as YAML. Reports every mistake; `None` if nothing is left to read.
pub fn parse(source: &Source, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    read(source, id, Tabs::of(source, id), diagnostics)
}

/// Reads `source` with its tabs as far as they go.
pub(super) fn read(
    source: &Source,
    id: SourceId,
    tabs: Tabs,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let patches = mend(source, id, tabs, diagnostics)?;
    let mut draft = Draft::new(&source.text, patches);
    for _ in 0..MAX_TRIES {
        let failure = match build(&draft, id) {
            Ok((root, findings)) => {
                diagnostics.extend(findings);
                return root;
            }
            Err(failure) => failure,
        };
        let offset = draft.original_offset(failure.offset);
        diagnostics.push(explain(source, id, offset, failure.kind.as_ref()));
        failure.kind?;
        if !give_up_line(source, offset, &mut draft) {
            return None;
        }
    }
    None
}

/// Gives the value on the line of `offset` up, then the whole line, then the nearest one above;
/// false if nothing is left.
fn give_up_line(source: &Source, offset: usize, draft: &mut Draft) -> bool {
    let mut line = source.position(offset).line;
    while line > 0 {
        let start = source.line_start(line);
        let text = source.line(line);
        let end = start + text.trim_end().len();
        let value = start + value_start(text);
        if value < end && !draft.has(&(value..end)) && !draft.has(&(start..end)) {
            draft.overrule(Patch::new(value..end, format!("!{UNREADABLE} \"\"")));
            return true;
        }
        if start < end && !text.trim().is_empty() && !draft.has(&(start..end)) {
            draft.overrule(Patch::new(start..end, ""));
            return true;
        }
        line -= 1;
    }
    false
}
