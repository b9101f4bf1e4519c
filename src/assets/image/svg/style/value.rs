//! Values of properties: variables, colours, and the shorthand for fonts, in the form that the SVG
//! library reads.

use std::collections::BTreeMap;
use std::rc::Rc;

use color::{DynamicColor, HueDirection, Srgb};
use cssparser::{ParseError, Parser, Token};

/// Maximum nesting of variables that use variables.
const MAX_VARIABLE_DEPTH: u8 = 16;

/// Maximum length of a value after its variables are replaced, in bytes.
const MAX_VALUE_BYTES: usize = 4096;

/// The custom properties of an element, inherited ones included.
pub(crate) type Variables = Rc<BTreeMap<String, String>>;

/// Properties whose value is a colour, or `none` or a reference.
const COLOUR_PROPERTIES: [&str; 6] =
    ["color", "fill", "flood-color", "lighting-color", "stop-color", "stroke"];

/// Functions whose value depends on more than the drawing knows, or that plenary does not compute.
const UNKNOWN_FUNCTIONS: [&str; 8] =
    ["calc(", "min(", "max(", "clamp(", "env(", "attr(", "color-mix(", "light-dark("];

/// Replaces the variables in a value; `None` if one has no value, or they are nested too deeply.
pub(crate) fn replace_variables(value: &str, variables: &Variables) -> Option<String> {
    if !contains_ignoring_case(value, "var(") {
        return Some(value.to_owned());
    }
    let mut replaced = String::new();
    replace_in(value, variables, 0, &mut replaced)?;
    Some(replaced)
}

fn replace_in(value: &str, variables: &Variables, depth: u8, out: &mut String) -> Option<()> {
    if depth > MAX_VARIABLE_DEPTH {
        return None;
    }
    let mut input = Parser::new(value);
    input.set_nested_block_limit(MAX_VARIABLE_DEPTH);
    replace_tokens(&mut input, variables, depth, out).ok()
}

fn replace_tokens(
    input: &mut Parser<'_>,
    variables: &Variables,
    depth: u8,
    out: &mut String,
) -> Result<(), ParseError<()>> {
    loop {
        if out.len() > MAX_VALUE_BYTES {
            return Err(ParseError::custom(()));
        }
        let start = input.position();
        let closing = match input.next_including_whitespace_and_comments() {
            Err(_) => return Ok(()),
            Ok(Token::Function(name)) if name.eq_ignore_ascii_case("var") => {
                input.parse_nested_block(|input| {
                    let name = input.expect_ident()?.to_string();
                    let fallback = input.try_parse(Parser::expect_comma).is_ok().then(|| {
                        let start = input.position();
                        while input.next_including_whitespace().is_ok() {}
                        input.slice_from(start).trim().to_owned()
                    });
                    let value = variables.get(&name).or(fallback.as_ref());
                    value
                        .and_then(|value| replace_in(value, variables, depth + 1, out))
                        .ok_or_else(|| ParseError::custom(()))
                })?;
                continue;
            }
            Ok(Token::Function(_) | Token::ParenthesisBlock) => ')',
            Ok(Token::SquareBracketBlock) => ']',
            Ok(Token::CurlyBracketBlock) => '}',
            Ok(_) => {
                out.push_str(input.slice_from(start));
                continue;
            }
        };
        out.push_str(input.slice_from(start));
        input.parse_nested_block(|input| replace_tokens(input, variables, depth, out))?;
        out.push(closing);
    }
}

/// Converts the value of a property; `None` if it cannot be drawn. The light colours are taken,
/// because a page does not know whether the reader likes dark ones.
pub(crate) fn convert_value(property: &str, value: &str) -> Option<String> {
    if COLOUR_PROPERTIES.contains(&property) {
        return convert_paint(value);
    }
    let is_unknown =
        UNKNOWN_FUNCTIONS.iter().any(|function| contains_ignoring_case(value, function));
    (!is_unknown).then(|| value.to_owned())
}

fn contains_ignoring_case(value: &str, part: &str) -> bool {
    value.contains('(') && value.to_ascii_lowercase().contains(part)
}

fn convert_paint(value: &str) -> Option<String> {
    const KEYWORDS: [(&str, &str); 9] = [
        ("none", "none"),
        ("currentcolor", "currentColor"),
        ("inherit", "inherit"),
        ("unset", "inherit"),
        ("revert", "inherit"),
        ("revert-layer", "inherit"),
        ("initial", "initial"),
        ("context-fill", "context-fill"),
        ("context-stroke", "context-stroke"),
    ];
    let value = value.trim();
    let keyword = KEYWORDS.iter().find(|(name, _)| value.eq_ignore_ascii_case(name));
    if let Some((_, keyword)) = keyword {
        return Some((*keyword).to_owned());
    }
    if value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("url(")) {
        let end = value.find(')')? + 1;
        let fallback = value[end..].trim();
        // An ICC colour follows the colour that is used without a profile.
        return match fallback.is_empty() {
            true => Some(value.to_owned()),
            false => Some(format!("{} {}", &value[..end], convert_paint(fallback)?)),
        };
    }
    let colour = match value.find("icc-color(") {
        Some(start) => value[..start].trim(),
        None => value,
    };
    if colour.starts_with('#') {
        return color::parse_color(colour).ok().map(|_| colour.to_owned());
    }
    parse_colour(colour, 0).map(hex_colour)
}

/// Parses a colour of CSS Color Level 4, `color-mix()` or `light-dark()`.
fn parse_colour(text: &str, depth: u8) -> Option<DynamicColor> {
    let text = text.trim();
    if depth > MAX_VARIABLE_DEPTH {
        return None;
    }
    if let Some(parts) = function_arguments(text, "light-dark") {
        return parse_colour(parts.first()?, depth + 1);
    }
    if let Some(parts) = function_arguments(text, "color-mix") {
        return mix_colours(&parts, depth + 1);
    }
    color::parse_color(text).ok()
}

/// Mixes two colours in a colour space (CSS Color Level 5, 2).
fn mix_colours(parts: &[&str], depth: u8) -> Option<DynamicColor> {
    let &[space, first, second] = parts else { return None };
    let mut words = space.strip_prefix("in ")?.split_ascii_whitespace();
    let space = words.next()?.parse().ok()?;
    let direction = match words.collect::<Vec<_>>()[..] {
        [] | ["shorter", "hue"] => HueDirection::Shorter,
        ["longer", "hue"] => HueDirection::Longer,
        ["increasing", "hue"] => HueDirection::Increasing,
        ["decreasing", "hue"] => HueDirection::Decreasing,
        _ => return None,
    };
    let (first, first_share) = split_share(first)?;
    let (second, second_share) = split_share(second)?;
    let (one, other) = match (first_share, second_share) {
        (None, None) => (50.0, 50.0),
        (Some(one), None) => (one, 100.0 - one),
        (None, Some(other)) => (100.0 - other, other),
        (Some(one), Some(other)) => (one, other),
    };
    let sum: f32 = one + other;
    if sum <= 0.0 || one < 0.0 || other < 0.0 {
        return None;
    }
    let (first, second) = (parse_colour(first, depth)?, parse_colour(second, depth)?);
    let mixed = first.interpolate(second, space, direction).eval(other / sum);
    Some(if sum < 100.0 { mixed.multiply_alpha(sum / 100.0) } else { mixed })
}

/// Separates the percentage before or after a colour.
fn split_share(part: &str) -> Option<(&str, Option<f32>)> {
    let part = part.trim();
    if let Some((share, colour)) = part.split_once("% ")
        && let Ok(share) = share.trim().parse()
    {
        return Some((colour, Some(share)));
    }
    let Some(before) = part.strip_suffix('%') else { return Some((part, None)) };
    let (colour, share) = before.rsplit_once(' ')?;
    Some((colour, Some(share.parse().ok()?)))
}

/// Returns the arguments of a function if the text is a call of it.
fn function_arguments<'t>(text: &'t str, name: &str) -> Option<Vec<&'t str>> {
    let start = text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
    let inside = text[start.len()..].strip_prefix('(')?.strip_suffix(')')?;
    let (mut depth, mut from, mut arguments) = (0, 0, Vec::new());
    for (at, character) in inside.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(inside[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(inside[from..].trim());
    Some(arguments)
}

fn hex_colour(colour: DynamicColor) -> String {
    let color::Rgba8 { r, g, b, a } = colour.to_alpha_color::<Srgb>().to_rgba8();
    match a {
        255 => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => format!("#{r:02x}{g:02x}{b:02x}{a:02x}"),
    }
}

/// Expands a shorthand property to those that the SVG library reads; `None` for one that cannot be
/// read.
pub(crate) fn expand_shorthand(name: &str, value: &str) -> Option<Vec<(&'static str, String)>> {
    match name {
        "font" => expand_font(value),
        _ => Some(
            ["marker-start", "marker-mid", "marker-end"]
                .map(|name| (name, value.to_owned()))
                .into(),
        ),
    }
}

fn expand_font(value: &str) -> Option<Vec<(&'static str, String)>> {
    let mut input = Parser::new(value);
    let mut parts = vec![
        ("font-style", "normal".to_owned()),
        ("font-variant", "normal".to_owned()),
        ("font-weight", "normal".to_owned()),
        ("font-stretch", "normal".to_owned()),
    ];
    let size = loop {
        input.skip_whitespace();
        let start = input.position();
        let token = input.next().ok()?.clone();
        let text = input.slice_from(start).to_ascii_lowercase();
        let part = match (&token, &*text) {
            (Token::Ident(_), "normal") => continue,
            (Token::Ident(_), "italic" | "oblique") => 0,
            (Token::Ident(_), "small-caps") => 1,
            (Token::Ident(_), "bold" | "bolder" | "lighter") | (Token::Number { .. }, _) => 2,
            (Token::Ident(_), stretch)
                if stretch.ends_with("condensed") || stretch.ends_with("expanded") =>
            {
                3
            }
            // The angle of `oblique`.
            (Token::Dimension { unit, .. }, _) if unit.eq_ignore_ascii_case("deg") => continue,
            (Token::Dimension { .. } | Token::Percentage { .. } | Token::Ident(_), _) => {
                break text;
            }
            _ => return None,
        };
        parts[part].1 = text;
    };
    parts.push(("font-size", size));
    if input.try_parse(|input| input.expect_delim('/')).is_ok() {
        input.next().ok()?;
    }
    input.skip_whitespace();
    let start = input.position();
    while input.next().is_ok() {}
    let family = input.slice_from(start).trim().to_owned();
    if family.is_empty() {
        return None;
    }
    parts.push(("font-family", family));
    Some(parts)
}

/// Removes the units of a CSS transform, which the SVG library does not know; `None` for units
/// that depend on more than the drawing.
pub(crate) fn convert_transform(value: &str) -> Option<String> {
    let mut input = Parser::new(value);
    let mut out = String::new();
    convert_transform_tokens(&mut input, &mut out).ok()?;
    Some(out)
}

fn convert_transform_tokens(
    input: &mut Parser<'_>,
    out: &mut String,
) -> Result<(), ParseError<()>> {
    loop {
        let start = input.position();
        match input.next_including_whitespace() {
            Err(_) => return Ok(()),
            Ok(Token::Function(name)) => {
                out.push_str(name);
                out.push('(');
                input.parse_nested_block(|input| convert_transform_tokens(input, out))?;
                out.push(')');
            }
            Ok(Token::Dimension { value, unit, .. }) => {
                let number = match &*unit.to_ascii_lowercase() {
                    "px" | "deg" => *value,
                    "turn" => *value * 360.0,
                    "rad" => value.to_degrees(),
                    "grad" => *value * 0.9,
                    _ => return Err(ParseError::custom(())),
                };
                out.push_str(&number.to_string());
            }
            Ok(Token::Percentage { .. }) => return Err(ParseError::custom(())),
            Ok(_) => out.push_str(input.slice_from(start)),
        }
    }
}
