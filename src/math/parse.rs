//! Parses formulas and explains what cannot be parsed.

use ratex_parser::parse_node::ArrayTag;
use ratex_parser::{ParseError, ParseNode};

use super::colour::{encode_colours, find_unknown_colours};
use super::convert::text_of;
use super::explain::{explain, find_unknown_command, unknown_command_error};
use super::formula::MAX_FORMULA_BYTES;
use super::refused::find_refused;
use super::{Formula, FormulaError, FormulaErrorKind, MathStyle};
use crate::library_panic::catch_panic;

/// The number of unknown commands in a formula that are reported.
const MAX_UNKNOWN_COMMANDS: usize = 10;

impl Formula {
    /// Parses a formula in LaTeX.
    ///
    /// # Errors
    ///
    /// Returns all unknown commands and colours, and the first error of any other kind, because
    /// the library stops there.
    pub fn parse(source: &str, style: MathStyle) -> Result<Self, Vec<FormulaError>> {
        if source.len() > MAX_FORMULA_BYTES {
            return Err(vec![FormulaError::new(
                FormulaErrorKind::TooLarge,
                format!("a formula has at most {MAX_FORMULA_BYTES} characters"),
                "split it into several formulas",
                0..0,
            )]);
        }
        let mut errors = find_refused(source);
        let has_refused = !errors.is_empty();
        // `\mbox` is an older name of `\text`, of the same length.
        let mut readable = source.replace("\\mbox", "\\text");
        let nodes = loop {
            match parse_with_library(&readable) {
                Ok(nodes) => break Some(nodes),
                Err(error) => match find_unknown_command(&error, &readable) {
                    Some(range) if errors.len() < MAX_UNKNOWN_COMMANDS => {
                        errors.push(unknown_command_error(source, range.clone()));
                        // Blank the command, so that the parser reaches the next error.
                        readable.replace_range(range.clone(), &" ".repeat(range.len()));
                    }
                    Some(_) => break None,
                    None => {
                        if !has_refused {
                            errors.push(explain(&error, &readable));
                        }
                        break None;
                    }
                },
            }
        };
        errors.extend(find_unknown_colours(source));
        let Some(mut nodes) = nodes.filter(|_| errors.is_empty()) else {
            errors.sort_by_key(|error| error.range.start);
            return Err(errors);
        };
        if source.contains("color") {
            let encoded = encode_colours(&readable);
            nodes = parse_with_library(&encoded).map_err(|error| vec![explain(&error, source)])?;
        }
        let tag = take_tag(&mut nodes);
        if tag.is_some() && style == MathStyle::Inline {
            return Err(vec![tag_in_line_error(source)]);
        }
        Ok(Self::new(source.to_owned(), nodes, tag))
    }
}

fn parse_with_library(source: &str) -> Result<Vec<ParseNode>, ParseError> {
    catch_panic(|| ratex_parser::parse(source))
        .unwrap_or_else(|| Err(ParseError::msg("the formula library failed")))
}

/// Removes `\tag` from the top level and returns its text without parentheses. Numbers that the
/// library gives to the rows of `align` are removed, too: rows are numbered by `\tag` only.
fn take_tag(nodes: &mut Vec<ParseNode>) -> Option<String> {
    for node in nodes.iter_mut() {
        if let ParseNode::Array { tags: Some(tags), .. } = node {
            for tag in tags.iter_mut() {
                let is_automatic = match tag {
                    ArrayTag::Auto(_) => true,
                    ArrayTag::Explicit(nodes) => !nodes.iter().any(has_source),
                };
                if is_automatic {
                    *tag = ArrayTag::Auto(false);
                }
            }
        }
        if let ParseNode::Array { tags, .. } = node
            && tags
                .as_ref()
                .is_some_and(|tags| tags.iter().all(|tag| matches!(tag, ArrayTag::Auto(_))))
        {
            *tags = None;
        }
    }
    let at = nodes.iter().position(|node| matches!(node, ParseNode::Tag { .. }))?;
    let ParseNode::Tag { tag, body, .. } = nodes.remove(at) else { return None };
    nodes.splice(at..at, body);
    let text = text_of(&tag).replace('∗', "*");
    Some(text.trim().trim_start_matches('(').trim_end_matches(')').to_owned())
}

/// Returns whether a node was written by the author.
fn has_source(node: &ParseNode) -> bool {
    match node {
        ParseNode::MathOrd { loc, .. }
        | ParseNode::TextOrd { loc, .. }
        | ParseNode::Atom { loc, .. } => loc.is_some(),
        _ => true,
    }
}

fn tag_in_line_error(source: &str) -> FormulaError {
    let start = source.find("\\tag").unwrap_or(0);
    FormulaError::new(
        FormulaErrorKind::Invalid,
        "a formula inside a line cannot have a number",
        "remove `\\tag`, or write the formula as a `math` block or between `$$` and `$$`",
        start..(start + 4).min(source.len()),
    )
}
