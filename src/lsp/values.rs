//! Completion and hover of variables and filters in expressions.

use std::ops::Range;

use crate::diagnostic::Diagnostics;
use crate::source::SourceId;
use crate::template::{FILTERS, expression_at, nearest_identifier};
use crate::yaml;

use super::document::Document;

/// A variable of an outline, or a filter.
pub(crate) struct ExpressionName {
    /// The name.
    pub name: String,
    /// The value of the variable, or what the filter does.
    pub about: String,
}

/// Returns the names that can be written at a byte, and the start of the one that is being typed;
/// `None` if no expression is there.
pub(crate) fn names_at(document: &Document, offset: usize) -> Option<(usize, Vec<ExpressionName>)> {
    let text = &document.source.text;
    let start = expression_around(text, offset)?.start;
    let before = &text[start..offset];
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let typed = before.trim_end_matches(is_part);
    let names =
        if typed.trim_end().ends_with('|') { list_filters() } else { list_variables(document) };
    Some((start + typed.len(), names))
}

/// Returns the variable or filter at a byte, with its range.
pub(crate) fn name_at(
    document: &Document,
    offset: usize,
) -> Option<(ExpressionName, Range<usize>)> {
    let text = &document.source.text;
    let expression = expression_around(text, offset)?;
    let written = &text[expression.clone()];
    let (range, is_filter) = nearest_identifier(written, offset - expression.start)?;
    let names = if is_filter { list_filters() } else { list_variables(document) };
    let name = names.into_iter().find(|known| known.name == written[range.clone()])?;
    Some((name, expression.start + range.start..expression.start + range.end))
}

/// Returns the range of the expression around a byte: between double braces, or after `when:`.
fn expression_around(text: &str, offset: usize) -> Option<Range<usize>> {
    let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let at = offset - line_start;
    if let Some(range) = expression_at(line, at) {
        return Some(line_start + range.start..line_start + range.end);
    }
    let start = line[..at].rfind("when:")? + "when:".len();
    let is_key = line[..start - "when:".len()].trim_end().ends_with([',', '{', '-'])
        || line.trim_start().starts_with("when:");
    let end = line[start..].find([',', '}']).map_or(line.len(), |end| start + end);
    (is_key && at <= end).then_some(line_start + start..line_start + end)
}

fn list_filters() -> Vec<ExpressionName> {
    let filter = |(name, about): &(&str, &str)| ExpressionName {
        name: (*name).into(),
        about: (*about).into(),
    };
    FILTERS.iter().map(filter).collect()
}

/// Lists the variables that an outline defines.
fn list_variables(document: &Document) -> Vec<ExpressionName> {
    let root = yaml::parse(&document.source, SourceId(0), &mut Diagnostics::default());
    let entries = root.as_ref().and_then(yaml::Node::as_mapping).unwrap_or_default();
    let vars = entries.iter().find(|(key, _)| key.name == "vars");
    let variables = vars.and_then(|(_, value)| value.as_mapping()).unwrap_or_default();
    let value_of = |span: crate::source::Span| {
        document.source.text.get(span.range()).unwrap_or("").lines().next().unwrap_or("").to_owned()
    };
    variables
        .iter()
        .map(|(key, value)| ExpressionName {
            name: key.name.clone(),
            about: format!("A variable of this outline: `{}`.", value_of(value.span)),
        })
        .collect()
}
