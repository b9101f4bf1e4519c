//! Writes an expression on one line of plain text: `x² + y² = z²`.

use super::alphabet::letter_in;
use super::expression::{Expression, Symbol, SymbolClass, TableKind};

/// Returns the expression as plain text.
pub(super) fn write_plain(expression: &Expression) -> String {
    let mut text = String::new();
    write(expression, &mut text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn write(expression: &Expression, text: &mut String) {
    match expression {
        Expression::Row(parts) => write_row(parts, text),
        Expression::Symbol(symbol) => write_symbol(symbol, RowPosition::Alone, text),
        Expression::Words(words) => text.push_str(words),
        Expression::Space(width) => {
            if *width > 0.25 {
                text.push(' ');
            }
        }
        Expression::Fraction { numerator, denominator, has_bar } => {
            write_operand(numerator, text);
            text.push_str(if *has_bar { "/" } else { " choose " });
            write_operand(denominator, text);
        }
        Expression::Root { body, degree } => {
            match degree.as_deref().map(write_plain).as_deref() {
                None | Some("2") => text.push('√'),
                Some("3") => text.push('∛'),
                Some("4") => text.push('∜'),
                Some(degree) => {
                    text.push_str(&raised(degree).unwrap_or_else(|| format!("({degree})")));
                    text.push('√');
                }
            }
            write_operand(body, text);
        }
        Expression::Scripts { base, sub, sup, .. } => {
            write_base(base, text);
            if let Some(sub) = sub {
                write_script(sub, '_', lowered, text);
            }
            if let Some(sup) = sup {
                write_script(sup, '^', raised, text);
            }
            if base.as_symbol().is_some_and(|symbol| needs_space_after(symbol.class)) {
                text.push(' ');
            }
        }
        Expression::Accent { base, mark, .. } => {
            let plain = write_plain(base);
            let is_letter = plain.chars().count() == 1;
            text.push_str(&plain);
            text.extend(combining_mark(*mark).filter(|_| is_letter));
        }
        Expression::Fenced { open, body, close } => {
            text.push_str(open);
            match (body.as_ref(), open.as_str()) {
                (Expression::Table { rows, .. }, "(" | "[") => write_rows(rows, text),
                _ => write(body, text),
            }
            text.push_str(close);
        }
        Expression::Table { rows, kind: TableKind::Lines } => {
            let lines: Vec<String> =
                rows.iter().map(|row| write_plain(&Expression::Row(row.clone()))).collect();
            text.push_str(&lines.join("; "));
        }
        Expression::Table { rows, kind: TableKind::Matrix } => {
            text.push('[');
            write_rows(rows, text);
            text.push(']');
        }
        Expression::Enclosed { body, .. } => write(body, text),
        Expression::Phantom(_) => {}
    }
}

fn write_row(parts: &[Expression], text: &mut String) {
    for (index, part) in parts.iter().enumerate() {
        if let Expression::Symbol(symbol) = part {
            let before = index.checked_sub(1).map(|before| &parts[before]);
            let is_sign = symbol.class == SymbolClass::Binary
                && before.is_none_or(|before| {
                    before.as_symbol().is_some_and(|before| {
                        matches!(
                            before.class,
                            SymbolClass::Binary
                                | SymbolClass::Relation
                                | SymbolClass::Open
                                | SymbolClass::Punctuation
                        )
                    })
                });
            let position = if is_sign || index + 1 == parts.len() && index == 0 {
                RowPosition::Alone
            } else {
                RowPosition::InRow
            };
            write_symbol(symbol, position, text);
        } else {
            write(part, text);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum RowPosition {
    Alone,
    InRow,
}

fn write_symbol(symbol: &Symbol, position: RowPosition, text: &mut String) {
    let spaced = position == RowPosition::InRow
        && matches!(symbol.class, SymbolClass::Binary | SymbolClass::Relation);
    let is_word = symbol.class == SymbolClass::Function;
    if spaced || is_word && text.ends_with(char::is_alphanumeric) {
        text.push(' ');
    }
    text.extend(
        symbol.text.chars().map(|letter| letter_in(symbol.alphabet, letter).unwrap_or(letter)),
    );
    let pause = symbol.class == SymbolClass::Punctuation && symbol.text != "⋅";
    if spaced || position == RowPosition::InRow && (is_word || pause) {
        text.push(' ');
    }
}

fn needs_space_after(class: SymbolClass) -> bool {
    matches!(class, SymbolClass::Function | SymbolClass::LargeOperator | SymbolClass::Relation)
}

fn write_base(base: &Expression, text: &mut String) {
    match base.as_symbol() {
        Some(symbol) => {
            if matches!(symbol.class, SymbolClass::Function | SymbolClass::Relation)
                && !text.is_empty()
            {
                text.push(' ');
            }
            write_symbol(symbol, RowPosition::Alone, text);
        }
        None => write_operand(base, text),
    }
}

/// Writes an expression, in parentheses if it has several parts.
fn write_operand(expression: &Expression, text: &mut String) {
    let plain = write_plain(expression);
    let is_single = match expression {
        Expression::Row(parts) => parts.len() < 2 || plain.chars().count() < 2,
        Expression::Fraction { .. } => false,
        _ => true,
    };
    if is_single || !plain.chars().any(|sign| !sign.is_alphanumeric()) {
        text.push_str(&plain);
    } else {
        text.push_str(&format!("({plain})"));
    }
}

fn write_script(
    script: &Expression,
    mark: char,
    shifted: fn(&str) -> Option<String>,
    text: &mut String,
) {
    let plain = write_plain(script);
    if plain.is_empty() {
        return;
    }
    if plain.chars().all(|sign| matches!(sign, '′' | '″' | '‴')) {
        text.push_str(&plain);
        return;
    }
    match shifted(&plain) {
        Some(shifted) => text.push_str(&shifted),
        None if plain.chars().count() == 1 => {
            text.extend([mark, plain.chars().next().unwrap_or(' ')])
        }
        None => text.push_str(&format!("{mark}({plain})")),
    }
}

fn write_rows(rows: &[Vec<Expression>], text: &mut String) {
    let rows: Vec<String> =
        rows.iter().map(|row| row.iter().map(write_plain).collect::<Vec<_>>().join(", ")).collect();
    text.push_str(&rows.join("; "));
}

/// Returns a text in superscript characters; `None` if one does not exist.
fn raised(text: &str) -> Option<String> {
    shift(text, "0123456789+−=()nihkjrwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱʰᵏʲʳʷˣʸᶻ")
}

/// Returns a text in subscript characters; `None` if one does not exist.
fn lowered(text: &str) -> Option<String> {
    shift(text, "0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
}

fn shift(text: &str, from: &str, to: &str) -> Option<String> {
    let shifted = text.chars().filter(|sign| *sign != ' ').map(|sign| {
        let position = from.chars().position(|plain| plain == sign)?;
        to.chars().nth(position)
    });
    shifted.collect()
}

/// Returns the combining character of a mark.
pub(super) fn combining_mark(mark: char) -> Option<char> {
    Some(match mark {
        '^' => '\u{302}',
        'ˇ' => '\u{30c}',
        '~' => '\u{303}',
        '´' => '\u{301}',
        '`' => '\u{300}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˘' => '\u{306}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        '¸' => '\u{327}',
        '¯' => '\u{304}',
        '_' => '\u{332}',
        '→' => '\u{20d7}',
        '←' => '\u{20d6}',
        _ => return None,
    })
}
