//! Formulas in Markdown: `$…$` in a line and `$$…$$` on lines of their own.

use std::borrow::Cow;
use std::sync::Arc;

use comrak::nodes::{Node, NodeValue};

use super::super::block::{Block, BlockKind, EquationNumber, MathBlock};
use super::super::code_fence::FenceTracker;
use super::super::read::ReadContext;
use super::super::text::Run;
use super::scripts::GuessedMarkup;
use super::text_builder::TextBuilder;
use super::{MarkdownSource, read_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::math::{Formula, FormulaError, FormulaErrorKind, MathStyle, is_command};
use crate::source::Span;

/// A formula as it was found in a text.
pub(super) struct ReadFormula {
    /// The LaTeX source.
    source: String,
    errors: Vec<FormulaError>,
}

/// Puts every formula between `$$` and `$$` that starts and ends a line on one line, so that a line
/// of it is no list, rule or end of the paragraph. The number of lines stays the same.
pub(super) fn join_display_lines(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("$$") {
        return Cow::Borrowed(markdown);
    }
    let mut joined = String::with_capacity(markdown.len());
    let mut fence = FenceTracker::default();
    let mut lines = markdown.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let opens = !fence.is_code_line(line)
            && start.strip_prefix("$$").is_some_and(|after| !after.contains("$$"));
        // The search ends at the next line that could open a formula: each line is searched once.
        let close = opens
            .then(|| lines.clone().enumerate().find(|(_, line)| line.contains("$$")))
            .flatten()
            .filter(|(_, line)| line.trim_end().ends_with("$$") && line.matches("$$").count() == 1);
        let Some((count, _)) = close else {
            joined.push_str(line);
            continue;
        };
        joined.push_str(line.trim_end_matches(['\r', '\n']));
        for line in lines.by_ref().take(count + 1) {
            joined.push(' ');
            joined.push_str(line.trim());
        }
        joined.extend(std::iter::repeat_n('\n', count + 2));
    }
    Cow::Owned(joined)
}

/// Reads a paragraph. Formulas between `$$` become blocks of their own.
pub(super) fn read_paragraph(
    node: Node,
    span: Span,
    source: &MarkdownSource,
    context: &mut ReadContext,
) -> Vec<Block> {
    let is_display =
        |child: &Node| matches!(&child.data().value, NodeValue::Math(math) if math.display_math);
    if !node.children().any(|child| is_display(&child)) {
        return vec![Block { kind: BlockKind::Text(read_text(node, span, source, context)), span }];
    }
    let mut blocks = Vec::new();
    let mut text = TextBuilder::new(&source.lines);
    let finish = |text: TextBuilder, blocks: &mut Vec<Block>, context: &mut ReadContext| {
        let text = text.finish(span, context);
        if !text.is_blank() {
            blocks.push(Block { kind: BlockKind::Text(text.trimmed()), span });
        }
    };
    for child in node.children() {
        match &child.data().value {
            NodeValue::Math(math) if math.display_math => {
                finish(
                    std::mem::replace(&mut text, TextBuilder::new(&source.lines)),
                    &mut blocks,
                    context,
                );
                blocks.extend(read_display(&math.literal, span, context));
            }
            NodeValue::SoftBreak if text.content.is_empty() => {}
            _ => text.push_node(child),
        }
    }
    finish(text, &mut blocks, context);
    blocks
}

/// Reads a formula between `$$`.
fn read_display(source: &str, span: Span, context: &mut ReadContext) -> Option<Block> {
    match Formula::parse(source.trim(), MathStyle::Display) {
        Ok(formula) => {
            report_errors(source.trim(), &formula.warnings(), span, &mut 0, context);
            Some(Block { kind: BlockKind::Math(math_block(formula)), span })
        }
        Err(errors) => {
            report_errors(source.trim(), &errors, span, &mut 0, context);
            None
        }
    }
}

/// Returns the formula such as `$x^2$` at the start of `text`. As in pandoc, there is no white
/// space inside the dollar signs and no digit after them, so that prices are not formulas.
pub(crate) fn find_formula_at_start(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('$')?;
    let end =
        inside.match_indices('$').map(|(at, _)| at).find(|&at| !inside[..at].ends_with('\\'))?;
    let (formula, after) = (&inside[..end], &inside[end + 1..]);
    let is_tight = !formula.is_empty()
        && !formula.starts_with(char::is_whitespace)
        && !formula.ends_with(char::is_whitespace);
    (is_tight && !after.starts_with(|c: char| c.is_ascii_digit())).then(|| &text[..end + 2])
}

/// Returns the block of a formula without options.
pub(crate) fn math_block(formula: Formula) -> MathBlock {
    let number =
        formula.tag().map_or(EquationNumber::None, |tag| EquationNumber::Given(tag.to_owned()));
    MathBlock { formula: Arc::new(formula), alt: None, number, id: None }
}

impl TextBuilder<'_> {
    /// Adds the formula `literal`, which was written between `$` or `$$`.
    pub(super) fn push_formula(&mut self, literal: &str, is_display: bool) {
        let dollars = if is_display { "$$" } else { "$" };
        let guard = self.lines.guard;
        let source: String = literal.chars().filter(|&sign| guard != Some(sign)).collect();
        self.push_pending_break(&source);
        let start = self.content.len();
        if is_prose(&source) {
            self.push_text(&format!("{dollars}{source}{dollars}"));
            self.mark_literal_from(start);
            return;
        }
        let parsed = Formula::parse(source.trim(), MathStyle::Inline);
        match parsed {
            Ok(formula) => {
                if is_perhaps_price(&source) {
                    let written = format!("{dollars}{source}{dollars}");
                    let shown = "as a formula";
                    self.guesses.push(GuessedMarkup { written, delimiter: "$", shown });
                }
                let warnings = formula.warnings();
                self.content += &formula.plain();
                if self.content.len() == start {
                    // A formula of white space only still needs a character.
                    self.content.push('\u{2060}');
                }
                self.runs.push(Run {
                    style: self.style,
                    link: self.link.clone(),
                    formula: Some(Arc::new(formula)),
                    ..Run::plain(start..self.content.len())
                });
                self.formulas.push(ReadFormula { source, errors: warnings });
            }
            Err(errors) => {
                self.push_text(&format!("{dollars}{source}{dollars}"));
                self.formulas.push(ReadFormula { source, errors });
            }
        }
        self.mark_literal_from(start);
    }

    /// Returns the dollar signs without a partner that seem to open a formula, in a text that is
    /// `written` so.
    fn find_open_formula(&self, written: &str) -> Option<&'static str> {
        let content = self.content.as_str();
        let is_markup = |at: &usize| self.literal.binary_search(at).is_err();
        let places = |sign| content.match_indices(sign).map(|(at, _)| at).filter(is_markup);
        let mut displays = places("$$")
            .filter(|&at| !content[..at].ends_with('$') && !content[at + 2..].starts_with('$'));
        if let Some(first) = displays.next()
            && (content[first..].contains(['\\', '^', '_', '='])
                || written.lines().any(|line| line.trim() == "$$"))
        {
            return Some("$$");
        }
        // A price may be beside anything but a command.
        let first = places("$").find(|&at| {
            !content[at + 1..].starts_with(|next: char| next.is_whitespace() || next == '$')
        })?;
        let is_command = |at: &usize| {
            let name = &content[at + 1..];
            let end = name.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(name.len());
            is_command(&name[..end])
        };
        places("\\").filter(|at| *at > first).any(|at| is_command(&at)).then_some("$")
    }

    /// Reports the errors of all formulas of the text at `span`.
    pub(super) fn report_formula_errors(&self, span: Span, context: &mut ReadContext) {
        let written = context.reader.slice(span);
        if let Some(dollars) = self.find_open_formula(written) {
            // An opening that has a partner is further ahead.
            let start = written.rfind(dollars).map(|at| span.start as usize + at);
            let at = start.map_or(span, |at| Span::new(span.source, at, at + dollars.len()));
            let escaped = dollars.replace('$', "\\$");
            let sign = if dollars.len() > 1 { "two dollar signs" } else { "a dollar sign" };
            let message = format!("`{dollars}` is not closed");
            let diagnostic = match dollars {
                "$$" => Diagnostic::error(Code::UnbalancedFormula, message, at),
                _ => Diagnostic::warning(Code::UnbalancedFormula, message, at),
            };
            context.reader.diagnostics.push(diagnostic.with_help(format!(
                "write `{dollars}` after the formula, too; for {sign}, write `{escaped}`"
            )));
        }
        if self.formulas.iter().all(|formula| formula.errors.is_empty()) {
            return;
        }
        let mut from = 0;
        for formula in &self.formulas {
            report_errors(formula.source.trim(), &formula.errors, span, &mut from, context);
        }
    }
}

/// Whether the text between two dollar signs is prose, such as `5 million or US` in `$5 million or
/// US$`.
fn is_prose(source: &str) -> bool {
    let is_word = |word: &&str| {
        word.chars().count() > 1 && word.chars().all(|sign| sign.is_alphabetic() || sign == ',')
    };
    let words: Vec<&str> = source.split(' ').filter(is_word).collect();
    !source.contains(['\\', '^', '_', '{', '=', '<', '>'])
        && words.len() > 1
        && words.iter().any(|word| word.chars().count() > 2)
}

/// Whether a formula may be the text between two prices, such as `10, or 5` in `$10, or 5$`.
fn is_perhaps_price(source: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    source.starts_with(|sign: char| sign.is_ascii_digit())
        && !source.contains(['\\', '^', '_', '{', '=', '<', '>'])
        && source.split(' ').any(is_word)
}

/// The white space that indents the lines of a formula has at most this many bytes.
const MAX_INDENT_BYTES: usize = 4096;

/// Reports the errors of a formula somewhere in the text at `span`, after byte `from` of it, and
/// moves `from` to its end.
pub(crate) fn report_errors(
    formula: &str,
    errors: &[FormulaError],
    span: Span,
    from: &mut usize,
    context: &mut ReadContext,
) {
    let start = span.start as usize + *from;
    let places = locate_text(formula, Span { start: start as u32, ..span }, context);
    if let Some(places) = &places {
        *from = places.last().map_or(*from, |end| end - span.start as usize);
    }
    for error in errors {
        let at = places.as_ref().map(|places| {
            let end = places.len() - 1;
            let (first, last) = (error.range.start.min(end), error.range.end.min(end));
            Span::new(span.source, places[first], places[last])
        });
        let create = match error.kind {
            FormulaErrorKind::Hidden => Diagnostic::warning,
            _ => Diagnostic::error,
        };
        let mut diagnostic = create(code_of(error.kind), error.message.clone(), at.unwrap_or(span))
            .with_help(error.help.clone());
        if let (Some(at), Some(replacement)) = (at, &error.replacement) {
            let is_escaped = at.end - at.start > error.range.len() as u32;
            if !is_escaped {
                diagnostic = diagnostic.with_suggested_edit(at, replacement.clone());
            }
        }
        context.reader.diagnostics.push(diagnostic);
    }
}

fn code_of(kind: FormulaErrorKind) -> Code {
    match kind {
        FormulaErrorKind::UnknownCommand => Code::UnknownFormulaCommand,
        FormulaErrorKind::Unbalanced => Code::UnbalancedFormula,
        FormulaErrorKind::MissingArgument => Code::MissingFormulaPart,
        FormulaErrorKind::UnknownColour => Code::UnknownFormulaColour,
        FormulaErrorKind::TooLarge => Code::FormulaTooLarge,
        FormulaErrorKind::Invalid | FormulaErrorKind::Hidden => Code::InvalidFormula,
    }
}

/// Returns the place in the outline of each byte of a text, and of its end, which is somewhere in
/// `span` or starts there.
pub(crate) fn locate_text(text: &str, span: Span, context: &ReadContext) -> Option<Vec<usize>> {
    // A text on several lines may go beyond the span of its first line.
    let outline = context.reader.source.text.as_str();
    let start = span.start as usize;
    let end = outline.len().min(span.end as usize + 2 * text.len() + MAX_INDENT_BYTES);
    let written = outline.get(start..outline.ceil_char_boundary(end))?;
    let places = find_places(written, text)?;
    Some(places.into_iter().map(|place| start + place).collect())
}

/// Finds a formula in the text of the outline and returns the place of each of its bytes, and of
/// its end. White space may differ, and in quotes a backslash or quote may be written twice.
fn find_places(written: &str, formula: &str) -> Option<Vec<usize>> {
    let first = formula.chars().next()?;
    written.match_indices(first).find_map(|(start, _)| match_at(written, start, formula))
}

fn match_at(written: &str, start: usize, formula: &str) -> Option<Vec<usize>> {
    let bytes = written.as_bytes();
    let mut places = Vec::with_capacity(formula.len() + 1);
    let mut at = start;
    for &byte in formula.as_bytes() {
        if byte.is_ascii_whitespace() {
            // Any amount of white space in the outline is one space here.
            places.push(at);
            while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            continue;
        }
        // A line break in the outline may be none here.
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        if *bytes.get(at)? != byte {
            return None;
        }
        places.push(at);
        at += 1;
        if matches!(byte, b'\\' | b'\'') && bytes.get(at) == Some(&byte) && is_doubled(formula) {
            at += 1;
        }
    }
    places.push(at);
    Some(places)
}

/// Whether the backslashes of a formula cannot be pairs of its own.
fn is_doubled(formula: &str) -> bool {
    !formula.contains("\\\\") && !formula.contains("''")
}

#[cfg(test)]
mod tests {
    use super::join_display_lines;

    #[test]
    fn formulas_are_joined_except_in_code() {
        assert_eq!(join_display_lines("$$\na\n$$\nb\n"), "$$ a $$\n\n\nb\n");
        let code = "````\n```\n$$\na\n$$\n```\n````\n";
        assert_eq!(join_display_lines(code), code);
    }
}
