//! Reads formulas on lines of their own: LaTeX, or `{tex, alt, number, id}`.

use super::super::block::{BlockKind, EquationNumber};
use super::super::markdown;
use super::super::vocabulary::MATH;
use super::{ReadContext, escapes, slide};
use crate::diagnostic::Code;
use crate::math::{Formula, MathStyle};
use crate::yaml::{Fields, Node};

/// Reads a `math` block.
pub(crate) fn read_math(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    if node.as_sequence().is_some() {
        context.reader.report_error(
            Code::WrongType,
            "`math` is one formula, not a list",
            node.span.start_point(),
            "write several as `content:` with an item such as `- math: x^2` for each",
        );
        return None;
    }
    if node.as_mapping().is_none() {
        let formula = read_formula(node, "`math`", context)?;
        return Some(BlockKind::Math(markdown::math_block(formula)));
    }
    let mut fields = context.reader.read_fields(node, "`math`", &MATH)?;
    let tex = fields.take_value("tex");
    let alt = context.read_alt(&mut fields);
    let id = slide::read_id(&mut fields, context);
    let number = read_number(&mut fields, context);
    fields.report_unknown_keys(&mut context.reader);
    let Some(tex) = tex else {
        context.reader.report_error(
            Code::MissingKey,
            "`math` has no `tex`",
            node.span.start_point(),
            "write `tex:` and the formula in LaTeX",
        );
        return None;
    };
    let formula = read_formula(tex, "`tex`", context)?;
    let mut math = markdown::math_block(formula);
    math.alt = alt.filter(|alt| !alt.trim().is_empty());
    math.number = match number {
        Some(number) => number,
        // A link shows a number, so a formula with an id has one.
        None if id.is_some()
            && math.number == EquationNumber::None
            && !math.formula.has_row_tags() =>
        {
            EquationNumber::Automatic(0)
        }
        None => math.number,
    };
    math.id = id;
    Some(BlockKind::Math(math))
}

fn read_formula(node: &Node, what: &str, context: &mut ReadContext) -> Option<Formula> {
    let restored = escapes::restore_commands(&mut context.reader, node, true);
    let written = match restored {
        Some(restored) => restored,
        None => context.reader.read_text(node, what)?,
    };
    let source = strip_delimiters(written.trim());
    if source.is_empty() {
        context.reader.report_error(
            Code::MissingValue,
            format!("{what} is empty"),
            node.span,
            "write the formula in LaTeX, such as `a^2 + b^2 = c^2`",
        );
        return None;
    }
    match Formula::parse(source, MathStyle::Display) {
        Ok(formula) => {
            markdown::report_errors(source, &formula.warnings(), node.span, &mut 0, context);
            Some(formula)
        }
        Err(errors) => {
            markdown::report_errors(source, &errors, node.span, &mut 0, context);
            None
        }
    }
}

/// Removes the delimiters of a formula that was copied from a paper: `$$…$$`, `\[…\]`, `$…$`.
fn strip_delimiters(formula: &str) -> &str {
    for (open, close) in [("$$", "$$"), ("\\[", "\\]"), ("$", "$")] {
        if let Some(inside) =
            formula.strip_prefix(open).and_then(|inside| inside.strip_suffix(close))
            && !inside.contains(open)
        {
            return inside.trim();
        }
    }
    formula
}

/// Reads `number`: whether the formula has one, or the number itself.
fn read_number(fields: &mut Fields, context: &mut ReadContext) -> Option<EquationNumber> {
    let node = fields.take_value("number")?;
    // `n`, `y`, `on` and `off` are numbers that an author may give.
    match node.as_scalar().map(|scalar| scalar.value.to_ascii_lowercase()).as_deref() {
        Some("true" | "false" | "yes" | "no") => {
            let is_numbered = context.reader.read_boolean(node, "`number`")?;
            Some(if is_numbered { EquationNumber::Automatic(0) } else { EquationNumber::None })
        }
        _ => {
            let number = context.reader.read_text(node, "`number`")?;
            let bare = number.trim().trim_start_matches('(').trim_end_matches(')');
            Some(EquationNumber::Given(format!("({bare})")))
        }
    }
}
