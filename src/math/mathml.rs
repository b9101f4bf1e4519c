//! Writes an expression as presentation MathML (MathML Core, and `menclose` of MathML 3).

use std::fmt::Write as _;

use super::alphabet::letter_in;
use super::expression::{Alphabet, Expression, Symbol, SymbolClass, TableKind};

/// Returns a complete `math` element.
pub(super) fn write_mathml(expression: &Expression, is_display: bool) -> String {
    let display = if is_display { " display=\"block\"" } else { "" };
    let mut xml = format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"{display}>");
    write(expression, &mut xml);
    xml.push_str("</math>");
    xml
}

fn write(expression: &Expression, xml: &mut String) {
    match expression {
        Expression::Row(parts) => {
            xml.push_str("<mrow>");
            parts.iter().for_each(|part| write(part, xml));
            xml.push_str("</mrow>");
        }
        Expression::Symbol(symbol) => write_symbol(symbol, xml),
        Expression::Words(words) => write_text("mtext", words, xml),
        Expression::Space(width) => {
            let _ = write!(xml, "<mspace width=\"{width:.3}em\"/>");
        }
        Expression::Fraction { numerator, denominator, has_bar } => {
            xml.push_str(if *has_bar { "<mfrac>" } else { "<mfrac linethickness=\"0\">" });
            write(numerator, xml);
            write(denominator, xml);
            xml.push_str("</mfrac>");
        }
        Expression::Root { body, degree: None } => write_element("msqrt", &[body], xml),
        Expression::Root { body, degree: Some(degree) } => {
            write_element("mroot", &[body, degree], xml)
        }
        Expression::Scripts { base, sub, sup, are_limits } => {
            let name = match (sub, sup, are_limits) {
                (Some(_), Some(_), true) => "munderover",
                (Some(_), Some(_), false) => "msubsup",
                (Some(_), None, true) => "munder",
                (Some(_), None, false) => "msub",
                (None, _, true) => "mover",
                (None, _, false) => "msup",
            };
            let parts = [Some(base), sub.as_ref(), sup.as_ref()];
            let parts: Vec<&Expression> = parts.into_iter().flatten().map(AsRef::as_ref).collect();
            write_element(name, &parts, xml);
        }
        Expression::Accent { base, mark, is_below } => {
            xml.push_str(if *is_below {
                "<munder accentunder=\"true\">"
            } else {
                "<mover accent=\"true\">"
            });
            write(base, xml);
            write_text("mo", &mark.to_string(), xml);
            xml.push_str(if *is_below { "</munder>" } else { "</mover>" });
        }
        Expression::Fenced { open, body, close } => {
            xml.push_str("<mrow>");
            write_fence(open, xml);
            write(body, xml);
            write_fence(close, xml);
            xml.push_str("</mrow>");
        }
        Expression::Table { rows, kind } => {
            xml.push_str(match kind {
                TableKind::Matrix => "<mtable>",
                TableKind::Lines => "<mtable displaystyle=\"true\" columnalign=\"right left\">",
            });
            for row in rows {
                xml.push_str("<mtr>");
                for cell in row {
                    write_element("mtd", &[cell], xml);
                }
                xml.push_str("</mtr>");
            }
            xml.push_str("</mtable>");
        }
        Expression::Enclosed { body, notation } => {
            let _ = write!(xml, "<menclose notation=\"{notation}\">");
            write(body, xml);
            xml.push_str("</menclose>");
        }
        Expression::Phantom(body) => write_element("mphantom", &[body], xml),
    }
}

fn write_element(name: &str, parts: &[&Expression], xml: &mut String) {
    let _ = write!(xml, "<{name}>");
    parts.iter().for_each(|part| write(part, xml));
    let _ = write!(xml, "</{name}>");
}

fn write_symbol(symbol: &Symbol, xml: &mut String) {
    let text: String = symbol
        .text
        .chars()
        .map(|letter| letter_in(symbol.alphabet, letter).unwrap_or(letter))
        .collect();
    let name = match symbol.class {
        SymbolClass::Identifier | SymbolClass::Function => "mi",
        SymbolClass::Number => "mn",
        _ => "mo",
    };
    // A single letter is italic unless it says otherwise.
    if name == "mi" && symbol.alphabet == Alphabet::Upright && text.chars().count() == 1 {
        xml.push_str("<mi mathvariant=\"normal\">");
        push_escaped(&text, xml);
        xml.push_str("</mi>");
    } else {
        write_text(name, &text, xml);
    }
}

fn write_fence(delimiter: &str, xml: &mut String) {
    if !delimiter.is_empty() {
        xml.push_str("<mo fence=\"true\" stretchy=\"true\">");
        push_escaped(delimiter, xml);
        xml.push_str("</mo>");
    }
}

fn write_text(name: &str, text: &str, xml: &mut String) {
    let _ = write!(xml, "<{name}>");
    push_escaped(text, xml);
    let _ = write!(xml, "</{name}>");
}

fn push_escaped(text: &str, xml: &mut String) {
    for character in text.chars() {
        match character {
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '&' => xml.push_str("&amp;"),
            character if character.is_control() => xml.push(' '),
            character => xml.push(character),
        }
    }
}
