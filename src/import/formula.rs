//! Finds formulas in text.

use super::brackets::MAX_LINK_TEXT_BYTES;
use super::inline::{InlineText, push_escaped};
use super::markdown::MarkdownBlock;
use super::target::sanitize_id;
use super::write::OutlineValue;
use super::{ImportContext, MarkdownLine};
use crate::math::{ENVIRONMENTS, Formula, MathStyle};

/// Parses a formula between `$$` and `$$` at the start of `text`.
pub(super) fn parse_display_formula(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("$$")?;
    let end = inside.find("$$").filter(|&end| !inside[..end].trim().is_empty())?;
    Some(&text[..end + 4])
}

/// The most lines of a formula.
const MAX_FORMULA_LINES: usize = 200;

/// Returns the number of lines of the formula on lines of its own that starts on the first line:
/// between `$$` and `$$`, between `\\[` and `\\]`, or an environment such as `align`.
pub(super) fn formula_length(lines: &[MarkdownLine]) -> Option<usize> {
    let text = lines.first()?.text;
    let first = text.trim();
    let (start, end) = match first.strip_prefix("\\begin{").and_then(|rest| rest.split_once('}')) {
        Some((name, _)) if ENVIRONMENTS.contains(&name) => (0, format!("\\end{{{name}}}")),
        _ if first.starts_with("$$") => (2, "$$".to_owned()),
        _ if first.starts_with("\\[") => (2, "\\]".to_owned()),
        _ => return None,
    };
    if let Some(at) = first[start..].find(&end) {
        // An indented formula belongs to the item of a list above it.
        let after = first[start + at + end.len()..].trim();
        let is_alone = at > 0 && (after.is_empty() || is_attribute(after));
        return (is_alone && text.starts_with(first)).then_some(1);
    }
    let rest = lines[1..].iter().take(MAX_FORMULA_LINES);
    rest.take_while(|line| !line.text.trim_start().starts_with("```"))
        .position(|line| line.text.contains(&end))
        .map(|last| last + 2)
}

/// Returns the lines of a formula without its marks. Attributes of pandoc and Quarto after it, such
/// as `{#eq-mean}`, are on a line of their own.
pub(super) fn strip_formula_marks<'a>(
    lines: &[MarkdownLine<'a>],
    context: &mut ImportContext,
) -> Vec<MarkdownLine<'a>> {
    let mut stripped = Vec::new();
    for line in lines {
        let mut text = line.text.trim();
        if stripped.is_empty()
            && let Some(inside) = ["$$", "\\["].iter().find_map(|mark| text.strip_prefix(mark))
        {
            text = inside.trim_start();
            if is_line_groups(text) {
                context.report_changed(
                    line.number,
                    format!("the highlighted lines `{text}` of a formula are not imported"),
                    "write a `math` block for each step, or `\\textcolor{accent}{…}`",
                );
                text = "";
            }
        }
        let parts = match ["$$", "\\]"].iter().find_map(|mark| text.rsplit_once(mark)) {
            Some((inside, attribute)) if attribute.is_empty() || is_attribute(attribute.trim()) => {
                [inside, attribute.trim()]
            }
            _ => [text, ""],
        };
        let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
        stripped.extend(parts.map(|text| MarkdownLine { text, ..*line }));
    }
    stripped
}

fn is_attribute(text: &str) -> bool {
    text.starts_with("{#") && text.ends_with('}')
}

/// Returns whether a text is a list of lines as Slidev writes it: `{1|3-4|all}`.
fn is_line_groups(text: &str) -> bool {
    let inside = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|inside| {
        let is_group = |group: &str| {
            let group = group.trim();
            matches!(group, "" | "all" | "*" | "none")
                || group.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ',' | ' '))
        };
        !inside.is_empty() && inside.split('|').all(is_group)
    })
}

/// Converts a formula on lines of its own, with its id on the last line if it has one. One that
/// cannot be read is shown as code.
pub(super) fn convert_formula(
    source: &str,
    number: usize,
    context: &mut ImportContext,
) -> MarkdownBlock {
    let (source, attribute) = match source.rsplit_once('\n') {
        Some((formula, last)) if is_attribute(last) => (formula, last),
        _ => (source, ""),
    };
    let (source, labels) = take_labels(source);
    let source = context.macros.expand(&source);
    let source = source.as_str();
    let own = attribute.trim_matches(['{', '}', '#']).split_whitespace().next();
    let label = labels.first().map(|label| sanitize_id(label));
    let id = own.map(str::to_owned).or(label).filter(|id| !id.is_empty());
    let value = OutlineValue::Code(source.to_owned());
    let map = |entries: [(&str, OutlineValue); 2]| {
        OutlineValue::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
    };
    if !is_readable(source, MathStyle::Display, number, context) {
        let lang = OutlineValue::text("latex");
        return MarkdownBlock::Entry("code", map([("lang", lang), ("text", value)]));
    }
    let value = match id {
        Some(id) => {
            let id = context.formula_id(&id);
            // An id is that of one formula.
            if !context.formula_ids.insert(id.clone()) {
                return MarkdownBlock::Entry("math", value);
            }
            map([("tex", value), ("id", OutlineValue::text(id))])
        }
        None => value,
    };
    MarkdownBlock::Entry("math", value)
}

/// Returns a formula without its labels, `\label{eq:mean}`, and the labels.
fn take_labels(source: &str) -> (String, Vec<String>) {
    let mut formula = String::new();
    let mut labels = Vec::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("\\label{") {
        let Some((label, after)) = after.split_once('}') else { break };
        formula += before.trim_end_matches(' ');
        labels.push(label.to_owned());
        rest = after;
    }
    let formula = formula + rest;
    let is_filled = |line: &&str| labels.is_empty() || !line.trim().is_empty();
    let lines: Vec<&str> = formula.lines().filter(is_filled).collect();
    (lines.join("\n"), labels)
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
    context.report_changed(
        number,
        format!("a formula cannot be read, so its source is kept as text: {reason}"),
        "correct the formula, and write it between `$` and `$`",
    );
    false
}

pub(super) fn report_formula(number: usize, context: &mut ImportContext) {
    context.report_changed(
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

/// Parses a formula between backticks at the start of `text`, as in decks of reveal.js, where
/// Markdown leaves it as it is. Returns its length with the backticks, too.
pub(super) fn parse_code_formula(text: &str) -> Option<(&str, usize)> {
    let (inside, _) = text.strip_prefix('`')?.split_once('`')?;
    let formula = inside.trim();
    let is_formula = |open: &str, close: &str| {
        formula.len() > open.len() + close.len()
            && formula.starts_with(open)
            && formula.ends_with(close)
    };
    let length = inside.len() + 2;
    let pairs = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")];
    pairs.iter().any(|(open, close)| is_formula(open, close)).then_some((formula, length))
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
    let (source, _) = take_labels(formula[length..formula.len() - length].trim());
    let source = context.macros.expand(source.trim());
    let source = source.as_str();
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
