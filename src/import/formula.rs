//! Finds formulas in text.

use super::ImportContext;
use super::brackets::MAX_LINK_TEXT_BYTES;
use super::inline::{InlineText, push_escaped};
use crate::math::{Formula, MathStyle};

/// Parses a formula such as `$x^2$` at the start of `text`. As in pandoc, there is no white space
/// inside the dollar signs and no digit after them, so that prices are not formulas.
pub(super) fn parse_formula(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('$')?;
    let end =
        inside.match_indices('$').map(|(at, _)| at).find(|&at| !inside[..at].ends_with('\\'))?;
    let (formula, after) = (&inside[..end], &inside[end + 1..]);
    let is_tight = !formula.is_empty()
        && !formula.starts_with(char::is_whitespace)
        && !formula.ends_with(char::is_whitespace);
    (is_tight && !after.starts_with(|c: char| c.is_ascii_digit())).then(|| &text[..end + 2])
}

/// Parses a formula between `$$` and `$$` at the start of `text`.
pub(super) fn parse_display_formula(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("$$")?;
    let end = inside.find("$$").filter(|&end| !inside[..end].trim().is_empty())?;
    Some(&text[..end + 4])
}

/// Returns whether a formula can be read; if not, reports it.
pub(super) fn is_readable(
    source: &str,
    style: MathStyle,
    number: usize,
    context: &mut ImportContext,
) -> bool {
    let Err(errors) = Formula::parse(source, style) else { return true };
    let reason = errors.first().map_or("", |error| error.message.as_str());
    context.warn_lost(
        number,
        format!("a formula cannot be read, so its source is kept as text: {reason}"),
        "correct the formula, and write it between `$` and `$`",
    );
    false
}

pub(super) fn report_formula(number: usize, context: &mut ImportContext) {
    context.warn_lost(
        number,
        "this formula is not converted; its source is kept as text",
        "write it on one line between `$$` and `$$`, or as a `math` block",
    );
}

/// Parses a formula between `\\(` and `\\)`, or `\\[` and `\\]`, at the start of `text`.
pub(super) fn parse_bracket_formula(text: &str) -> Option<&str> {
    let end = if text.starts_with("\\(") { "\\)" } else { "\\]" };
    if !text.starts_with("\\(") && !text.starts_with("\\[") {
        return None;
    }
    let window = text.char_indices().map(|(at, _)| at).take_while(|&at| at < MAX_LINK_TEXT_BYTES);
    let limit = window.last().unwrap_or(0);
    let inside = text[..limit].find(end).or_else(|| {
        text.len().checked_sub(2).filter(|&at| at < MAX_LINK_TEXT_BYTES && text.ends_with(end))
    })?;
    (inside > 2).then(|| &text[..inside + 2])
}

/// Pushes a formula whose delimiters are as long as `dollars`, or have two characters if they are
/// brackets. One that cannot be read is pushed as text.
pub(super) fn push_formula(
    formula: &str,
    dollars: &str,
    number: usize,
    words: &mut InlineText,
    context: &mut ImportContext,
) -> usize {
    let length = if formula.starts_with('\\') { 2 } else { dollars.len() };
    let source = formula[length..formula.len() - length].trim();
    if is_readable(source, MathStyle::Inline, number, context) {
        words.text.push_str(&format!("{dollars}{source}{dollars}"));
    } else {
        let escaped = "\\$".repeat(dollars.len());
        words.text.push_str(&escaped);
        push_escaped(source, words);
        words.text.push_str(&escaped);
    }
    formula.len()
}
