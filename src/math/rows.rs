//! Joins the parts of a row: digits to numbers, letters to words, bars to absolute values.

use std::ops::Range;

use super::expression::{Alphabet, Expression, Symbol, SymbolClass};

/// Adds a part to a row. Digits join to a number, and a stroke joins the sign after it.
pub(super) fn push_part(part: Expression, parts: &mut Vec<Expression>) {
    match (parts.last_mut(), part) {
        (Some(Expression::Symbol(last)), Expression::Symbol(next)) if continues(last, &next) => {
            last.text += &next.text;
        }
        // The library takes the last digit of 10² as the base.
        (
            Some(Expression::Symbol(last)),
            Expression::Scripts { mut base, sub, sup, are_limits },
        ) if base.as_symbol().is_some_and(|digit| continues(last, digit)) => {
            if let Expression::Symbol(digit) = base.as_mut() {
                digit.text.insert_str(0, &last.text);
            }
            parts.pop();
            parts.push(Expression::Scripts { base, sub, sup, are_limits });
        }
        (Some(Expression::Symbol(last)), Expression::Symbol(next)) if last.text == "\u{338}" => {
            last.text = super::glyph_text::struck_text(&next.text);
            last.class = next.class;
        }
        (Some(Expression::Words(last)), Expression::Words(next)) => last.push_str(&next),
        (_, part) => parts.push(part),
    }
}

fn continues(number: &Symbol, next: &Symbol) -> bool {
    number.class == SymbolClass::Number
        && number.alphabet == next.alphabet
        && (next.class == SymbolClass::Number || next.text == ".")
}

/// Joins the letters of upright words: `mod` and `Re` are names, `CO` is two letters.
pub(super) fn join_words(expression: Expression) -> Expression {
    let Expression::Row(parts) = expression else { return expression };
    let mut joined: Vec<Expression> = Vec::with_capacity(parts.len());
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(Expression::Symbol(word)), Expression::Symbol(next))
                if is_letters(word)
                    && is_letters(&next)
                    && next.text.starts_with(char::is_lowercase)
                    && word.alphabet == next.alphabet =>
            {
                word.text += &next.text;
            }
            (_, part) => joined.push(part),
        }
    }
    if joined.len() == 1 { joined.remove(0) } else { Expression::Row(joined) }
}

fn is_letters(symbol: &Symbol) -> bool {
    symbol.class == SymbolClass::Identifier && symbol.text.chars().all(char::is_alphabetic)
}

/// Puts what is between two vertical bars into one expression.
pub(super) fn pair_bars(mut parts: Vec<Expression>) -> Vec<Expression> {
    for bar in ["|", "‖"] {
        let places: Vec<usize> = (0..parts.len()).filter(|&at| is_bar(&parts[at], bar)).collect();
        // One bar alone separates, as in {x | x > 0}; so does the first one after an operand if
        // another pair follows.
        let separator = (places.len() % 2 == 1)
            .then(|| places.iter().find(|&&at| at > 0 && is_operand(&parts[at - 1])))
            .flatten();
        let mut rest: Vec<usize> =
            places.iter().copied().filter(|at| Some(at) != separator).collect();
        // From the last pair to the first, so that the places before stay valid.
        while rest.len() >= 2 {
            let (close, open) = (rest.pop().unwrap_or(0), rest.pop().unwrap_or(0));
            if close > open + 1 && is_balanced(&parts[open + 1..close]) {
                fence(&mut parts, open..close + 1, bar);
            }
        }
    }
    parts
}

/// Puts the parts in a range, bars at both ends, into one. The scripts of the second bar, as in
/// |x|², are those of the whole.
fn fence(parts: &mut Vec<Expression>, range: Range<usize>, bar: &str) {
    let start = range.start;
    let mut inside: Vec<Expression> = parts.drain(range).skip(1).collect();
    let closing = inside.pop();
    let fenced = Expression::Fenced {
        open: bar.to_owned(),
        body: Box::new(Expression::Row(inside)),
        close: bar.to_owned(),
    };
    let whole = match closing {
        Some(Expression::Scripts { sub, sup, are_limits, .. }) => {
            Expression::Scripts { base: Box::new(fenced), sub, sup, are_limits }
        }
        _ => fenced,
    };
    parts.insert(start, whole);
}

fn is_bar(part: &Expression, bar: &str) -> bool {
    let is_bar = |symbol: &Symbol| symbol.text == bar && symbol.class != SymbolClass::Relation;
    match part {
        Expression::Symbol(symbol) => is_bar(symbol),
        Expression::Scripts { base, .. } => base.as_symbol().is_some_and(is_bar),
        _ => false,
    }
}

fn is_operand(part: &Expression) -> bool {
    match part {
        Expression::Symbol(symbol) => matches!(
            symbol.class,
            SymbolClass::Identifier | SymbolClass::Number | SymbolClass::Close
        ),
        Expression::Space(_) => false,
        _ => true,
    }
}

fn is_balanced(parts: &[Expression]) -> bool {
    let mut depth = 0_i32;
    for part in parts {
        if let Expression::Symbol(symbol) = part {
            match symbol.class {
                SymbolClass::Open => depth += 1,
                SymbolClass::Close => depth -= 1,
                _ => {}
            }
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Returns whether letters of an alphabet form words.
pub(super) fn forms_words(alphabet: Alphabet) -> bool {
    matches!(alphabet, Alphabet::Upright | Alphabet::SansSerif | Alphabet::Monospace)
}
