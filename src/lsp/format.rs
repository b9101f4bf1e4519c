//! The usual form of a text, as `plenary fmt` writes it.

use serde_json::{Value as Json, json};

use super::document::{Document, lsp_range};
use crate::source::SourceId;
use crate::yaml;

/// The edits that put a document into the usual form: at most one, of the lines between the first
/// and the last that change, so that the cursor stays where it is elsewhere. None for a text with a
/// mistake, which its findings speak of.
pub fn format_edits(document: &Document) -> Vec<Json> {
    let old = document.source.text.as_str();
    let Ok(new) = yaml::format_source(&document.source, SourceId::default()) else {
        return Vec::new();
    };
    if new == old {
        return Vec::new();
    }
    let start = common_lines_len(old.split_inclusive('\n'), new.split_inclusive('\n'));
    let (changed, written) = (&old[start..], &new[start..]);
    let end =
        common_lines_len(changed.split_inclusive('\n').rev(), written.split_inclusive('\n').rev());
    let text = &written[..written.len() - end];
    vec![json!({ "range": lsp_range(&document.source, start..old.len() - end), "newText": text })]
}

/// How many bytes of lines two texts have in common before they part.
fn common_lines_len<'a>(
    a: impl Iterator<Item = &'a str>,
    b: impl Iterator<Item = &'a str>,
) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(line, _)| line.len()).sum()
}
