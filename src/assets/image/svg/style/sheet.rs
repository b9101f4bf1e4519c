//! Style sheets: rules and declarations (CSS Syntax Level 3).

use std::rc::Rc;

use cssparser::{Delimiter, ParseError, Parser, Token, parse_important};

use super::selector::{Selector, parse_selectors};
use super::{StyleWarnings, quote_start};

/// Maximum nesting of blocks in a style sheet; the parser recurses.
const MAX_BLOCK_DEPTH: u8 = 16;

/// A rule: what it styles, and how.
pub(crate) struct StyleRule {
    /// The selectors; one that matches is enough.
    pub selectors: Vec<Selector>,
    /// The declarations in their order.
    pub declarations: Rc<[Declaration]>,
}

/// A property with its value.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    /// The name in lower case; custom properties as they are written.
    pub name: String,
    /// The value without `!important`.
    pub value: String,
    /// Whether it has precedence over declarations that are not important.
    pub is_important: bool,
    /// The line in the SVG file.
    pub row: u32,
}

/// Parses the text of a `<style>` element that starts in the line `row`.
pub(crate) fn parse_sheet(text: &str, row: u32, warnings: &mut StyleWarnings) -> Vec<StyleRule> {
    let mut input = Parser::new(text);
    input.set_nested_block_limit(MAX_BLOCK_DEPTH);
    let mut rules = Vec::new();
    parse_rules(&mut input, row, warnings, &mut rules);
    rules
}

fn parse_rules(
    input: &mut Parser<'_>,
    row: u32,
    warnings: &mut StyleWarnings,
    rules: &mut Vec<StyleRule>,
) {
    loop {
        input.skip_whitespace();
        let start = input.state();
        let rule_row = row + start.source_location().line;
        match input.next_including_whitespace() {
            Err(_) => return,
            Ok(Token::AtKeyword(name)) => {
                let name = name.to_ascii_lowercase();
                parse_at_rule(&name, input, row, warnings, rules);
            }
            Ok(Token::Semicolon | Token::CDO | Token::CDC | Token::CloseCurlyBracket) => {}
            Ok(_) => {
                input.reset(&start);
                let selector_start = input.position();
                let selectors = input.parse_until_before(Delimiter::CurlyBracketBlock, |input| {
                    let parsed = parse_selectors(input, 0);
                    // Whatever follows an unsupported selector belongs to it.
                    while input.next().is_ok() {}
                    Ok::<_, ParseError<()>>(parsed)
                });
                let written = input.slice_from(selector_start).trim().to_owned();
                if input.expect_curly_bracket_block().is_err() {
                    return;
                }
                let declarations = input
                    .parse_nested_block(|input| {
                        Ok::<_, ParseError<()>>(parse_declarations(input, row))
                    })
                    .unwrap_or_default();
                match selectors {
                    Ok(Ok(selectors)) => {
                        rules.push(StyleRule { selectors, declarations: declarations.into() });
                    }
                    _ => warnings.add(
                        rule_row,
                        format!("has the CSS selector {}, which is ignored", quote_start(&written)),
                        "style the elements by `class`, or by their attributes",
                    ),
                }
            }
        }
    }
}

/// Parses a rule such as `@media`, after its name.
fn parse_at_rule(
    name: &str,
    input: &mut Parser<'_>,
    row: u32,
    warnings: &mut StyleWarnings,
    rules: &mut Vec<StyleRule>,
) {
    let rule_row = row + input.current_source_location().line;
    let start = input.position();
    let delimiters = Delimiter::CurlyBracketBlock | Delimiter::Semicolon;
    let _ = input.parse_until_before(delimiters, |input| {
        while input.next().is_ok() {}
        Ok::<_, ParseError<()>>(())
    });
    let prelude = input.slice_from(start).trim().to_ascii_lowercase();
    let has_block = matches!(input.next(), Ok(Token::CurlyBracketBlock));
    match name {
        "import" => warnings.add(
            rule_row,
            "loads another style sheet with `@import`, which is ignored".to_owned(),
            "copy its rules into the `<style>` of the drawing",
        ),
        "media" if has_block && is_light_screen(&prelude) => {
            parse_block(input, row, warnings, rules)
        }
        "layer" if has_block => parse_block(input, row, warnings, rules),
        // A page has neither moving parts, nor names that only these rules could use, nor the
        // other media.
        "media" | "layer" | "keyframes" | "-webkit-keyframes" | "charset" | "namespace"
        | "property" => {}
        "font-face" if has_block => {
            let descriptors = input
                .parse_nested_block(|input| Ok::<_, ParseError<()>>(parse_declarations(input, row)))
                .unwrap_or_default();
            let family = descriptors
                .iter()
                .find(|descriptor| descriptor.name == "font-family")
                .map(|descriptor| descriptor.value.trim_matches(['"', '\'']).to_owned());
            warnings.add_font_face(rule_row, family.unwrap_or_default());
        }
        _ => warnings.add(
            rule_row,
            format!("has the CSS rule `@{name}`, which is ignored"),
            "write its rules outside it",
        ),
    }
}

fn parse_block(
    input: &mut Parser<'_>,
    row: u32,
    warnings: &mut StyleWarnings,
    rules: &mut Vec<StyleRule>,
) {
    let _ = input.parse_nested_block(|input| {
        parse_rules(input, row, warnings, rules);
        Ok::<_, ParseError<()>>(())
    });
}

/// Whether a media query is true for a bright screen without a user. Queries that depend on its
/// size are not.
fn is_light_screen(query: &str) -> bool {
    query.split(',').any(|query| {
        query.split(" and ").map(str::trim).all(|part| {
            let part = part.trim_start_matches("only ").trim();
            matches!(part, "" | "all" | "screen")
                || part.trim_matches(['(', ')']).split_whitespace().collect::<String>()
                    == "prefers-color-scheme:light"
        })
    })
}

/// Parses declarations, such as those of a `style` attribute. Invalid ones are skipped.
pub(crate) fn parse_declarations(input: &mut Parser<'_>, row: u32) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    loop {
        input.skip_whitespace();
        let start = input.state();
        let token = match input.next_including_whitespace() {
            Err(_) => return declarations,
            Ok(token) => token.clone(),
        };
        let Token::Ident(name) = token else {
            if !matches!(token, Token::Semicolon) {
                let _ = skip_declaration(input);
            }
            continue;
        };
        let row = row + start.source_location().line;
        let parsed = input.parse_until_after(Delimiter::Semicolon, |input| {
            input.expect_colon()?;
            Ok::<_, ParseError<()>>(parse_value(input))
        });
        if let Ok((value, is_important)) = parsed {
            let name = match name.starts_with("--") {
                true => name.to_string(),
                false => name.to_ascii_lowercase(),
            };
            declarations.push(Declaration { name, value, is_important, row });
        }
    }
}

fn skip_declaration(input: &mut Parser<'_>) -> Result<(), ParseError<()>> {
    input.parse_until_after(Delimiter::Semicolon, |input| {
        while input.next().is_ok() {}
        Ok(())
    })
}

/// Returns the text of a value, and whether `!important` follows it.
fn parse_value(input: &mut Parser<'_>) -> (String, bool) {
    input.skip_whitespace();
    let start = input.position();
    loop {
        let end = input.position();
        if input.try_parse(parse_important).is_ok() {
            return (input.slice(start..end).trim().to_owned(), true);
        }
        if input.next_including_whitespace().is_err() {
            return (input.slice_from(start).trim().to_owned(), false);
        }
    }
}
