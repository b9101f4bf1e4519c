//! Writes an expression as English words for a screen reader.
//!
//! Short expressions are read as a lecturer would read them aloud; the ends of long ones are
//! named, so that the extent of a root or a fraction is clear.

use super::alphabet::letter_in;
use super::expression::{Expression, Symbol, SymbolClass, TableKind};
use super::names::{accent_name, sign_name};

/// Returns the expression in English words.
pub(super) fn speak(expression: &Expression) -> String {
    let mut words = Vec::new();
    say(expression, &mut words);
    let spoken = words.join(" ");
    let words: Vec<&str> = spoken.split_whitespace().collect();
    words.join(" ").replace(" ,", ",").replace(" ;", ";").replace(" :", ":")
}

fn say(expression: &Expression, words: &mut Vec<String>) {
    match expression {
        Expression::Row(parts) => parts.iter().for_each(|part| say(part, words)),
        Expression::Symbol(symbol) => words.push(symbol_name(symbol)),
        Expression::Words(text) => words.push(text.clone()),
        Expression::Space(width) => {
            if *width >= 1.0 {
                words.push(",".into());
            }
        }
        Expression::Fraction { numerator, denominator, has_bar: true } => {
            if is_short(numerator) && is_short(denominator) {
                say(numerator, words);
                words.push("over".into());
                say(denominator, words);
            } else {
                words.push("the fraction with numerator".into());
                say(numerator, words);
                words.push(", and denominator".into());
                say(denominator, words);
                words.push(", end fraction".into());
            }
        }
        Expression::Fraction { numerator, denominator, has_bar: false } => {
            say(numerator, words);
            words.push("choose".into());
            say(denominator, words);
        }
        Expression::Root { body, degree } => say_root(body, degree.as_deref(), words),
        Expression::Scripts { base, sub, sup, are_limits } => {
            say_scripts(base, (sub.as_deref(), sup.as_deref()), *are_limits, words);
        }
        Expression::Accent { base, mark, is_below: true } => {
            say(base, words);
            words.push(match accent_name(*mark) {
                "underlined" => "underlined".to_owned(),
                "vector" => "with a right arrow below".to_owned(),
                name if name.ends_with("above") => name.replace("above", "below"),
                name => format!("with a {name} below"),
            });
        }
        Expression::Accent { base, mark, .. } => match accent_name(*mark) {
            "vector" => {
                words.push("vector".into());
                say(base, words);
            }
            name => {
                say(base, words);
                words.push(name.into());
            }
        },
        Expression::Fenced { open, body, close } => say_fenced(open, body, close, words),
        Expression::Table { rows, kind: TableKind::Lines } => {
            for (index, row) in rows.iter().enumerate() {
                if rows.len() > 1 {
                    words.push(format!("line {}:", index + 1));
                }
                row.iter().for_each(|cell| say(cell, words));
                if index + 1 < rows.len() {
                    words.push(";".into());
                }
            }
        }
        Expression::Table { rows, kind: TableKind::Matrix } => say_matrix(rows, words),
        Expression::Enclosed { body, notation } => {
            let name = match *notation {
                "box" => "boxed",
                "phasorangle" | "actuarial" => "the angle",
                _ => "crossed out",
            };
            words.push(name.into());
            say(body, words);
        }
        Expression::Phantom(_) => {}
    }
}

/// Returns whether an expression is so short that its ends need no words.
fn is_short(expression: &Expression) -> bool {
    match expression {
        Expression::Row(parts) => {
            parts.len() <= 3
                && parts.iter().all(|part| {
                    part.as_symbol().is_some_and(|symbol| {
                        !matches!(symbol.class, SymbolClass::Binary | SymbolClass::Relation)
                    })
                })
        }
        Expression::Symbol(_) => true,
        Expression::Words(text) => !text.contains(' '),
        Expression::Scripts { base, sub, sup, .. } => {
            is_short(base)
                && [sub, sup].into_iter().flatten().all(|script| script.as_symbol().is_some())
        }
        Expression::Accent { base, .. } => is_short(base),
        _ => false,
    }
}

fn say_root(body: &Expression, degree: Option<&Expression>, words: &mut Vec<String>) {
    words.push(match degree.map(speak).as_deref() {
        None | Some("2") => "the square root of".into(),
        Some("3") => "the cube root of".into(),
        Some(degree) => format!("the root of degree {degree} of"),
    });
    say(body, words);
    if !is_short(body) {
        words.push(", end root".into());
    }
}

fn say_scripts(
    base: &Expression,
    (sub, sup): (Option<&Expression>, Option<&Expression>),
    are_limits: bool,
    words: &mut Vec<String>,
) {
    let is_visible = |script: &&Expression| !script.is_empty();
    let (sub, sup) = (sub.filter(is_visible), sup.filter(is_visible));
    let symbol = base.as_symbol();
    let class = symbol.map(|symbol| symbol.class);
    if class == Some(SymbolClass::LargeOperator) {
        say(base, words);
        say_bounds(sub, sup, words);
        words.push("of".into());
        return;
    }
    if are_limits && class == Some(SymbolClass::Function) {
        say(base, words);
        if let Some(sub) = sub {
            let is_limit = symbol.is_some_and(|symbol| symbol.text.contains("lim"));
            words.push(if is_limit { "as" } else { "over" }.into());
            let limit = speak(sub).replace("right arrow", "approaches");
            words.push(limit);
        }
        words.push("of".into());
        return;
    }
    if are_limits {
        say(base, words);
        for (script, place) in [(sup, "above"), (sub, "below")] {
            if let Some(script) = script.filter(|script| !script.is_empty()) {
                words.push(format!(", with {} {place},", speak(script)));
            }
        }
        return;
    }
    if !is_short(base) && !matches!(base, Expression::Fenced { .. }) && !base.is_empty() {
        words.push("quantity".into());
        say(base, words);
        words.push("end quantity".into());
    } else {
        say(base, words);
    }
    if let Some(sub) = sub {
        words.push("sub".into());
        say(sub, words);
        if !is_short(sub) {
            words.push("end sub".into());
        }
    }
    if let Some(sup) = sup {
        say_superscript(sup, class, words);
    }
}

fn say_bounds(sub: Option<&Expression>, sup: Option<&Expression>, words: &mut Vec<String>) {
    if let Some(sub) = sub {
        words.push(if sup.is_some() { "from" } else { "over" }.into());
        say(sub, words);
    }
    if let Some(sup) = sup {
        words.push("to".into());
        say(sup, words);
    }
}

fn say_superscript(sup: &Expression, base: Option<SymbolClass>, words: &mut Vec<String>) {
    let plain = super::plain::write_plain(sup);
    let name = match plain.as_str() {
        "2" => "squared",
        "3" => "cubed",
        "′" => "prime",
        "′′" => "double prime",
        "′′′" => "triple prime",
        "∗" | "*" => "star",
        "∘" => "degrees",
        "⊤" | "T" => "transposed",
        "†" => "dagger",
        "+" => "plus",
        "−" => "minus",
        "−1" if base == Some(SymbolClass::Function) => "inverse",
        _ => {
            words.push("to the power of".into());
            say(sup, words);
            if !is_short(sup) {
                words.push(", end power".into());
            }
            return;
        }
    };
    words.push(name.into());
}

fn say_fenced(open: &str, body: &Expression, close: &str, words: &mut Vec<String>) {
    match (open, close, body) {
        ("{", "", Expression::Table { rows, .. }) | ("", "}", Expression::Table { rows, .. }) => {
            words.push(format!("{} cases:", rows.len()));
            for (index, row) in rows.iter().enumerate() {
                for (column, cell) in row.iter().enumerate() {
                    if column > 0 {
                        words.push(",".into());
                    }
                    say(cell, words);
                }
                if index + 1 < rows.len() {
                    words.push(";".into());
                }
            }
        }
        ("|", "|", Expression::Table { rows, .. }) => {
            words.push("the determinant of".into());
            say_matrix(rows, words);
        }
        (_, _, Expression::Table { rows, .. }) => say_matrix(rows, words),
        (_, _, Expression::Fraction { has_bar: false, .. }) => say(body, words),
        ("|", "|", _) => say_between("the absolute value of", body, "end absolute value", words),
        ("‖", "‖", _) => say_between("the norm of", body, "end norm", words),
        ("⌊", "⌋", _) => say_between("the floor of", body, "end floor", words),
        ("⌈", "⌉", _) => say_between("the ceiling of", body, "end ceiling", words),
        _ => {
            words.push(sign_name(open).to_owned());
            say(body, words);
            words.push(sign_name(close).to_owned());
        }
    }
}

fn say_between(start: &str, body: &Expression, end: &str, words: &mut Vec<String>) {
    words.push(start.into());
    say(body, words);
    if !is_short(body) {
        words.push(format!(", {end}"));
    }
}

fn say_matrix(rows: &[Vec<Expression>], words: &mut Vec<String>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    words.push(format!("the {} by {columns} matrix", rows.len()));
    for (index, row) in rows.iter().enumerate() {
        words.push(format!("; row {}:", index + 1));
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                words.push(",".into());
            }
            say(cell, words);
        }
    }
    words.push("; end matrix".into());
}

fn symbol_name(symbol: &Symbol) -> String {
    if symbol.class == SymbolClass::Function {
        return function_words(&symbol.text).to_owned();
    }
    let text: String = symbol
        .text
        .chars()
        .map(|letter| letter_in(symbol.alphabet, letter).unwrap_or(letter))
        .collect();
    let name = sign_name(&text);
    if name != text {
        return name.to_owned();
    }
    // Screen readers skip many of the special alphabets; the plain letter is understood.
    sign_name(&symbol.text).to_owned()
}

fn function_words(name: &str) -> &str {
    match name {
        "sin" => "sine",
        "cos" => "cosine",
        "tan" => "tangent",
        "cot" => "cotangent",
        "sec" => "secant",
        "csc" => "cosecant",
        "arcsin" => "arc sine",
        "arccos" => "arc cosine",
        "arctan" => "arc tangent",
        "sinh" => "hyperbolic sine",
        "cosh" => "hyperbolic cosine",
        "tanh" => "hyperbolic tangent",
        "coth" => "hyperbolic cotangent",
        "log" => "log",
        "ln" => "natural log",
        "exp" => "exp",
        "lim" => "the limit",
        "lim sup" => "the limit superior",
        "lim inf" => "the limit inferior",
        "max" => "the maximum",
        "min" => "the minimum",
        "sup" => "the supremum",
        "inf" => "the infimum",
        "det" => "the determinant of",
        "dim" => "the dimension of",
        "ker" => "the kernel of",
        "arg" => "the argument of",
        "gcd" => "the greatest common divisor of",
        "Pr" => "the probability of",
        _ => name,
    }
}
