//! Parses formulas and explains what cannot be parsed.

use ratex_parser::parse_node::ArrayTag;
use ratex_parser::{ParseError, ParseNode};

use super::colour::{encode_colours, find_unknown_colours};
use super::commands::is_command;
use super::convert::text_of;
use super::explain::{explain, find_unknown_command, unknown_command_error};
use super::formula::MAX_FORMULA_BYTES;
use super::refused::find_refused;
use super::scan::{find_plain_argument, scan_commands};
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
                format!(
                    "this formula has {} characters; a formula can have at most {}",
                    source.len(),
                    MAX_FORMULA_BYTES
                ),
                "split it into several formulas",
                0..0,
            )]);
        }
        let mut errors = find_refused(source);
        let has_refused = !errors.is_empty();
        // `\mbox` is an older name of `\text`, of the same length.
        let mut readable = allow_redefinitions(source.replace("\\mbox", "\\text"));
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
        let tag = take_tag(&mut nodes, &readable);
        if tag.is_some() && style == MathStyle::Inline {
            return Err(vec![tag_in_line_error(source)]);
        }
        Ok(Self::new(source.to_owned(), nodes, tag))
    }
}

/// Lets `\newcommand{\R}` define a command that the library has already, as in many preambles. The
/// length of the text stays the same.
fn allow_redefinitions(mut source: String) -> String {
    const DEFINITION: &str = "\\newcommand{\\";
    let mut from = 0;
    while let Some(at) = source[from..].find(DEFINITION).map(|at| from + at) {
        let start = at + DEFINITION.len();
        let Some(length) = source[start..].find('}') else { break };
        let name = &source[start..start + length];
        if is_command(name) {
            let renewed = format!("\\renewcommand\\{name}");
            source.replace_range(at..start + length + 1, &renewed);
        }
        from = start;
    }
    source
}

fn parse_with_library(source: &str) -> Result<Vec<ParseNode>, ParseError> {
    catch_panic(|| ratex_parser::parse(source))
        .unwrap_or_else(|| Err(ParseError::msg("the formula library failed")))
}

/// Removes `\tag` from the top level and returns its label. Numbers that the library gives to the
/// rows of `align` are removed, too: rows are numbered by `\tag` only.
fn take_tag(nodes: &mut Vec<ParseNode>, source: &str) -> Option<String> {
    for node in nodes.iter_mut() {
        let ParseNode::Array { tags: row_tags, .. } = node else { continue };
        let Some(tags) = row_tags else { continue };
        for tag in tags.iter_mut() {
            if !matches!(tag, ArrayTag::Explicit(nodes) if nodes.iter().any(has_source)) {
                *tag = ArrayTag::Auto(false);
            }
        }
        let is_explicit = |tag: &&ArrayTag| matches!(tag, ArrayTag::Explicit(_));
        match (tags.iter().filter(is_explicit).count(), tags.last()) {
            (0, _) => *row_tags = None,
            // A tag of the last row alone is that of the formula, whose number is at the margin.
            (1, Some(ArrayTag::Explicit(last))) => {
                let label = read_label(source).unwrap_or_else(|| text_of(last).trim().to_owned());
                *row_tags = None;
                return Some(label);
            }
            _ => {}
        }
    }
    let at = nodes.iter().position(|node| matches!(node, ParseNode::Tag { .. }))?;
    let ParseNode::Tag { tag, body, .. } = nodes.remove(at) else { return None };
    nodes.splice(at..at, body);
    Some(read_label(source).unwrap_or_else(|| text_of(&tag).trim().replace('∗', "*")))
}

/// Returns the label that the last `\tag` of a formula sets: text in parentheses, or the text alone
/// for `\tag*`. `None` if it is no simple text; the library reads labels as formulas.
fn read_label(source: &str) -> Option<String> {
    let tag = scan_commands(source).filter(|range| &source[range.clone()] == "\\tag").last()?;
    let after = source[tag.end..].trim_start();
    let is_bare = after.starts_with('*');
    let argument = find_plain_argument(source, source.len() - after.len() + usize::from(is_bare))?;
    let text = text_of(&parse_with_library(&format!("\\text{{{}}}", &source[argument])).ok()?);
    Some(if is_bare { text.trim().to_owned() } else { format!("({})", text.trim()) })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{FormulaCuts, GlyphSize, MathItem, MathRequest};

    fn parse(source: &str) -> Formula {
        Formula::parse(source, MathStyle::Display).expect("the formula can be read")
    }

    #[test]
    fn comments_are_not_read() {
        let formula = parse("x % \\href{a} \\color{nocolour} \\left\\uparrow }\n+ y");
        assert_eq!(formula.plain(), "x + y");
    }

    #[test]
    fn words_keep_their_letters() {
        let formula = parse("\\text{größer, Å, ż, \\'e}");
        assert_eq!(formula.words()[0].text, "größer, Å, ż, é");
    }

    #[test]
    fn labels_are_text_and_bare_with_a_star() {
        let cases = [("1", "(1)"), ("3-a b", "(3-a b)"), ("\\ast", "(*)")];
        for (written, label) in cases {
            assert_eq!(parse(&format!("a \\tag{{{written}}}")).tag(), Some(label));
        }
        assert_eq!(parse("a \\tag*{A}").tag(), Some("A"));
        assert_eq!(parse("\\tag {2} a % \\tag{3}").tag(), Some("(2)"));
        assert_eq!(parse(r"\newcommand{\R}{\mathbb{R}} \R").plain_parts().concat().trim(), "ℝ");
        assert_eq!(parse("x ∈ ℝ").plain_parts().concat(), "x ∈ ℝ");
        assert_eq!(parse("a").tag(), None);
        let rows =
            |first: &str| parse(&format!("\\begin{{align}}a{first}\\\\b\\tag{{7}}\\end{{align}}"));
        assert_eq!((rows("").tag(), rows("").has_row_tags()), (Some("(7)"), false));
        assert_eq!((rows("\\tag{6}").tag(), rows("\\tag{6}").has_row_tags()), (None, true));
    }

    #[test]
    fn lengths_of_mathml_are_those_of_the_drawing() {
        let mathml = parse("a \\hspace{1cm} b \\mkern18mu c").mathml(true);
        assert!(mathml.contains("<mspace width=\"2.845em\"/>"), "{mathml}");
        assert!(mathml.contains("<mspace width=\"1.000em\"/>"), "{mathml}");
    }

    #[test]
    fn private_characters_of_the_author_are_no_words() {
        let formula = parse("\\text{\u{f0001}} + \\text{b} + \u{f0000}");
        let size = GlyphSize { width: 0.5, height: 0.5, depth: 0.0 };
        let request = MathRequest {
            style: MathStyle::Display,
            is_bold: false,
            foreign_size: &|_| size,
            word_sizes: &[size, size],
            cuts: FormulaCuts::AtSigns,
        };
        let pieces = formula.lay_out(&request).expect("the formula is laid out");
        let items = || pieces.iter().flat_map(|piece| &piece.items);
        let words = items().filter_map(|item| match item {
            MathItem::Words { index, .. } => Some(*index),
            _ => None,
        });
        assert_eq!(words.collect::<Vec<_>>(), [0, 1]);
        assert!(
            items().any(|item| { matches!(item, MathItem::Glyph { character: '\u{f0000}', .. }) })
        );
    }
}
