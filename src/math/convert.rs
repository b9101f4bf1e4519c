//! Converts the parse tree of the library to expressions.

use ratex_font::get_symbol;
use ratex_parser::ParseNode;
use ratex_parser::parse_node::{AtomFamily, Mode, ProofBranch};
use unicode_normalization::UnicodeNormalization;

use super::expression::{Alphabet, Expression, Symbol, SymbolClass, TableKind};
use super::marks::{accent_mark, arrow_of, circled, notation_of};
use super::nodes::length_in_em;
use super::rows::{forms_words, join_words, pair_bars, push_part};

/// Converts nodes to one expression.
pub(super) fn convert_nodes(nodes: &[ParseNode]) -> Expression {
    Converter { alphabet: Alphabet::Usual }.row(nodes)
}

/// Returns the text of nodes, such as the content of `\text` or `\tag`.
pub(super) fn text_of(nodes: &[ParseNode]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            ParseNode::Text { body, .. }
            | ParseNode::OrdGroup { body, .. }
            | ParseNode::Color { body, .. }
            | ParseNode::Styling { body, .. }
            | ParseNode::Sizing { body, .. }
            | ParseNode::HBox { body, .. } => text += &text_of(body),
            ParseNode::Font { body, .. } => text += &text_of(std::slice::from_ref(body)),
            ParseNode::SpacingNode { .. } | ParseNode::Kern { .. } => text.push(' '),
            // The library takes `ö` apart, too.
            ParseNode::Accent { base, label, .. } => {
                let base = text_of(std::slice::from_ref(base));
                let mark = super::plain::combining_mark(accent_mark(label));
                text.extend(base.chars().chain(mark).nfc());
            }
            _ => match node.symbol_text() {
                Some(name) => text += &symbol_text(name, node.mode()),
                None => {
                    text += &super::plain::write_plain(&convert_nodes(std::slice::from_ref(node)))
                }
            },
        }
    }
    text
}

struct Converter {
    alphabet: Alphabet,
}

impl Converter {
    fn row(&self, nodes: &[ParseNode]) -> Expression {
        let mut parts: Vec<Expression> = Vec::with_capacity(nodes.len());
        for node in nodes {
            match self.node(node) {
                Expression::Row(inner) if matches!(node, ParseNode::OrdGroup { .. }) => {
                    parts.push(Expression::Row(inner));
                }
                Expression::Row(inner) => parts.extend(inner),
                part => push_part(part, &mut parts),
            }
        }
        let mut parts = pair_bars(parts);
        match parts.len() {
            1 => parts.remove(0),
            _ => Expression::Row(parts),
        }
    }

    fn boxed(&self, node: &ParseNode) -> Box<Expression> {
        Box::new(self.node(node))
    }

    fn with(&self, alphabet: Alphabet) -> Self {
        Self { alphabet }
    }

    fn node(&self, node: &ParseNode) -> Expression {
        match node {
            ParseNode::Atom { text, mode, family, .. } => {
                self.symbol(text, *mode, class_of(*family))
            }
            ParseNode::MathOrd { text, mode, .. } => {
                self.symbol(text, *mode, SymbolClass::Identifier)
            }
            ParseNode::TextOrd { text, mode, .. } => {
                let shown = symbol_text(text, *mode);
                let is_number = shown.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
                let is_letter = shown.chars().all(char::is_alphabetic);
                self.symbol(
                    text,
                    *mode,
                    match (is_number, is_letter) {
                        (true, _) => SymbolClass::Number,
                        (_, true) => SymbolClass::Identifier,
                        _ => SymbolClass::Other,
                    },
                )
            }
            ParseNode::OpToken { text, mode, .. } => {
                self.symbol(text, *mode, SymbolClass::LargeOperator)
            }
            ParseNode::SpacingNode { mode: Mode::Text, .. } => Expression::Words(" ".into()),
            ParseNode::SpacingNode { text, .. } => Expression::Space(match text.as_str() {
                "\\qquad" => 2.0,
                "\\quad" => 1.0,
                "\\nobreak" | "\\allowbreak" => 0.0,
                _ => 0.3,
            }),
            ParseNode::Kern { dimension, .. } => Expression::Space(length_in_em(dimension)),
            ParseNode::OrdGroup { body, .. }
            | ParseNode::Color { body, .. }
            | ParseNode::Styling { body, .. }
            | ParseNode::Sizing { body, .. }
            | ParseNode::MClass { body, .. }
            | ParseNode::HBox { body, .. }
            | ParseNode::Href { body, .. }
            | ParseNode::Html { body, .. } => self.row(body),
            ParseNode::Pmb { body, .. } => self.with(Alphabet::Bold).row(body),
            ParseNode::HtmlMathMl { mathml, .. } => self.row(mathml),
            ParseNode::MathChoice { display, .. } => self.row(display),
            ParseNode::Text { body, .. } => Expression::Words(text_of(body)),
            ParseNode::Verb { body, .. } => Expression::Words(body.clone()),
            ParseNode::Url { url, .. } => Expression::Words(url.clone()),
            ParseNode::Raw { string, .. } => Expression::Words(string.clone()),
            ParseNode::Font { font, body, .. } => {
                let alphabet = alphabet_of(font).unwrap_or(self.alphabet);
                let expression = self.with(alphabet).node(body);
                if forms_words(alphabet) || font == "mathit" {
                    join_words(expression)
                } else {
                    expression
                }
            }
            ParseNode::Lap { body, .. }
            | ParseNode::RaiseBox { body, .. }
            | ParseNode::VCenter { body, .. }
            | ParseNode::Smash { body, .. } => self.node(body),
            ParseNode::CdLabelParent { fragment: body, .. }
            | ParseNode::CdLabel { label: body, .. } => self.node(body),
            ParseNode::Phantom { body, .. } => Expression::Phantom(Box::new(self.row(body))),
            ParseNode::VPhantom { .. }
            | ParseNode::Rule { .. }
            | ParseNode::ColorToken { .. }
            | ParseNode::Size { .. }
            | ParseNode::Environment { .. }
            | ParseNode::Infix { .. }
            | ParseNode::Internal { .. }
            | ParseNode::NoNumber { .. }
            | ParseNode::IncludeGraphics { .. }
            | ParseNode::LeftRightRight { .. }
            | ParseNode::AccentToken { .. }
            | ParseNode::Tag { .. } => Expression::empty(),
            ParseNode::Cr { .. } => Expression::Space(1.0),
            _ => self.structure(node),
        }
    }

    /// Converts a node that puts its parts above, below or around each other.
    fn structure(&self, node: &ParseNode) -> Expression {
        match node {
            ParseNode::SupSub { base, sup, sub, .. } => Expression::Scripts {
                are_limits: base.as_deref().is_some_and(takes_limits),
                base: Box::new(
                    base.as_deref().map_or_else(Expression::empty, |base| self.node(base)),
                ),
                sub: sub.as_deref().map(|sub| self.boxed(sub)),
                sup: sup.as_deref().map(|sup| self.boxed(sup)),
            },
            ParseNode::GenFrac { numer, denom, has_bar_line, left_delim, right_delim, .. } => {
                let fraction = Expression::Fraction {
                    numerator: self.boxed(numer),
                    denominator: self.boxed(denom),
                    has_bar: *has_bar_line,
                };
                let (open, close) = (delimiter(left_delim), delimiter(right_delim));
                if open.is_empty() && close.is_empty() {
                    fraction
                } else {
                    Expression::Fenced { open, body: Box::new(fraction), close }
                }
            }
            ParseNode::Sqrt { body, index, .. } => Expression::Root {
                body: self.boxed(body),
                degree: index.as_deref().map(|index| self.boxed(index)),
            },
            ParseNode::Accent { label, base, .. } if label == "\\textcircled" => {
                Expression::Words(circled(&text_of(std::slice::from_ref(base))))
            }
            ParseNode::Accent { label, base, .. } => self.accent(label, base, false),
            ParseNode::AccentUnder { label, base, .. } => self.accent(label, base, true),
            ParseNode::Overline { body, .. } => self.accent("\\bar", body, false),
            ParseNode::Underline { body, .. } => self.accent("\\underline", body, true),
            ParseNode::HorizBrace { label, base, is_over, .. } => {
                self.accent(label, base, !is_over)
            }
            ParseNode::Op { name, body, symbol, .. } => match (name, body) {
                (Some(name), _) if *symbol => {
                    self.symbol(name, Mode::Math, SymbolClass::LargeOperator)
                }
                (Some(name), _) => function_name(name.trim_start_matches('\\')),
                (None, Some(body)) => self.row(body),
                (None, None) => Expression::empty(),
            },
            ParseNode::OperatorName { body, .. } => function_name(&text_of(body)),
            ParseNode::DelimSizing { delim, mclass, .. } => symbol(
                &delimiter(&Some(delim.clone())),
                match mclass.as_str() {
                    "mopen" => SymbolClass::Open,
                    "mclose" => SymbolClass::Close,
                    _ => SymbolClass::Other,
                },
            ),
            ParseNode::Middle { delim, .. } => {
                symbol(&delimiter(&Some(delim.clone())), SymbolClass::Other)
            }
            ParseNode::LeftRight { body, left, right, .. } => Expression::Fenced {
                open: delimiter(&Some(left.clone())),
                body: Box::new(self.row(body)),
                close: delimiter(&Some(right.clone())),
            },
            ParseNode::Array { body, .. } if body.len() == 1 && body[0].len() == 1 => {
                self.node(&body[0][0])
            }
            ParseNode::Array { body, col_separation_type, arraystretch, .. } => {
                let kind = match col_separation_type.as_deref() {
                    Some("align" | "alignat" | "gather") => TableKind::Lines,
                    // `\substack` has the rows of a limit.
                    None if *arraystretch < 1.0 => TableKind::Lines,
                    _ => TableKind::Matrix,
                };
                let rows = body.iter().map(|row| row.iter().map(|cell| self.node(cell)).collect());
                Expression::Table { rows: rows.collect(), kind }
            }
            ParseNode::Enclose { label, body, .. } if label == "\\colorbox" => self.node(body),
            ParseNode::Enclose { label, body, .. } => {
                Expression::Enclosed { body: self.boxed(body), notation: notation_of(label) }
            }
            ParseNode::XArrow { label, body, below, .. } => Expression::Scripts {
                base: Box::new(symbol(arrow_of(label), SymbolClass::Relation)),
                sub: below.as_deref().map(|below| self.boxed(below)),
                sup: Some(self.boxed(body)),
                are_limits: true,
            },
            ParseNode::CdArrow { direction, label_above, label_below, .. } => Expression::Scripts {
                base: Box::new(symbol(
                    match direction.as_str() {
                        "right" => "→",
                        "left" => "←",
                        "up" => "↑",
                        "down" => "↓",
                        "none" => "",
                        _ => "=",
                    },
                    SymbolClass::Relation,
                )),
                sub: label_below.as_deref().map(|label| self.boxed(label)),
                sup: label_above.as_deref().map(|label| self.boxed(label)),
                are_limits: true,
            },
            ParseNode::ProofTree { tree, .. } => self.proof(tree),
            _ => Expression::empty(),
        }
    }

    fn proof(&self, branch: &ProofBranch) -> Expression {
        let conclusion = self.row(&branch.conclusion);
        if branch.premises.is_empty() {
            return conclusion;
        }
        let premises = branch.premises.iter().map(|premise| self.proof(premise));
        Expression::Fraction {
            numerator: Box::new(Expression::Row(
                premises.flat_map(|premise| [premise, Expression::Space(1.0)]).collect(),
            )),
            denominator: Box::new(conclusion),
            has_bar: true,
        }
    }

    fn accent(&self, label: &str, base: &ParseNode, is_below: bool) -> Expression {
        Expression::Accent { base: self.boxed(base), mark: accent_mark(label), is_below }
    }

    fn symbol(&self, name: &str, mode: Mode, class: SymbolClass) -> Expression {
        let mut text = symbol_text(name, mode);
        // A bar that relates nothing is a fence.
        if class != SymbolClass::Relation {
            text = text.replace('∣', "|").replace('∥', "‖");
        }
        if mode == Mode::Text {
            return Expression::Words(text);
        }
        Expression::Symbol(Symbol { text, class, alphabet: self.alphabet })
    }
}

fn symbol(text: &str, class: SymbolClass) -> Expression {
    Expression::Symbol(Symbol { text: text.to_owned(), class, alphabet: Alphabet::Usual })
}

fn function_name(name: &str) -> Expression {
    let shown = match name {
        "limsup" => "lim sup",
        "liminf" => "lim inf",
        "injlim" => "inj lim",
        "projlim" => "proj lim",
        _ => name.trim(),
    };
    symbol(shown, SymbolClass::Function)
}

fn takes_limits(base: &ParseNode) -> bool {
    match base {
        ParseNode::Op { limits, .. } => *limits,
        ParseNode::OperatorName { limits, always_handle_sup_sub, .. } => {
            *limits || *always_handle_sup_sub
        }
        ParseNode::HorizBrace { .. } | ParseNode::XArrow { .. } => true,
        _ => false,
    }
}

fn class_of(family: AtomFamily) -> SymbolClass {
    match family {
        AtomFamily::Bin => SymbolClass::Binary,
        AtomFamily::Rel => SymbolClass::Relation,
        AtomFamily::Open => SymbolClass::Open,
        AtomFamily::Close => SymbolClass::Close,
        AtomFamily::Punct => SymbolClass::Punctuation,
        AtomFamily::Inner => SymbolClass::Other,
    }
}

fn alphabet_of(font: &str) -> Option<Alphabet> {
    Some(match font {
        "mathrm" | "mathup" | "textrm" => Alphabet::Upright,
        "mathbf" | "textbf" => Alphabet::Bold,
        "boldsymbol" | "mathbfit" => Alphabet::BoldItalic,
        "mathbb" | "Bbb" => Alphabet::DoubleStruck,
        "mathcal" | "mathscr" => Alphabet::Script,
        "mathfrak" => Alphabet::Fraktur,
        "mathsf" | "mathsfit" | "textsf" => Alphabet::SansSerif,
        "mathtt" | "texttt" => Alphabet::Monospace,
        "mathit" | "mathnormal" => Alphabet::Usual,
        _ => return None,
    })
}

/// Returns the characters of a symbol, given its name or the character itself.
fn symbol_text(name: &str, mode: Mode) -> String {
    let mode = match mode {
        Mode::Math => ratex_font::Mode::Math,
        Mode::Text => ratex_font::Mode::Text,
    };
    if name == "-" && mode == ratex_font::Mode::Math {
        return "−".into();
    }
    if name == "\\prime" || name == "'" && mode == ratex_font::Mode::Math {
        return "′".into();
    }
    // The library draws these characters with the letters of a double-struck font.
    if ["ℂ", "ℍ", "ℕ", "ℙ", "ℚ", "ℝ", "ℤ"].contains(&name) {
        return name.into();
    }
    let code = get_symbol(name, mode).and_then(|symbol| symbol.codepoint);
    match code {
        Some(code) => super::glyph_text::glyph_text("Main-Regular", code),
        None => name.trim_start_matches('\\').to_owned(),
    }
}

fn delimiter(name: &Option<String>) -> String {
    match name.as_deref() {
        None | Some("" | ".") => String::new(),
        Some("<" | "\\lt" | "\\langle") => "⟨".into(),
        Some(">" | "\\gt" | "\\rangle") => "⟩".into(),
        Some("|" | "\\vert" | "\\lvert" | "\\rvert") => "|".into(),
        Some("\\|" | "\\Vert" | "\\lVert" | "\\rVert") => "‖".into(),
        Some(name) => symbol_text(name, Mode::Math),
    }
}
