//! Colours that the author sets: `classDef`, `class`, `style`, `linkStyle`.

use crate::diagram::colour::read_colour;
use crate::diagram::drawing::{DiagramLook, StrokeStyle};

/// Obeys the declarations `fill:#f9f,stroke:#333,…`. Returns those that have no effect.
pub(crate) fn apply_declarations<'t>(text: &'t str, look: &mut DiagramLook) -> Vec<&'t str> {
    let mut ignored = Vec::new();
    for declaration in split_declarations(text) {
        let Some((name, value)) = declaration.split_once(':') else {
            ignored.push(declaration);
            continue;
        };
        let value = value.trim().trim_end_matches("!important").trim();
        let colour = read_colour(value);
        match name.trim() {
            "fill" | "background" | "background-color" if colour.is_some() => look.fill = colour,
            "stroke" | "border-color" if colour.is_some() => look.stroke = colour,
            "color" if colour.is_some() => look.text = colour,
            "fill" if matches!(value, "none" | "transparent") => {}
            "stroke" if matches!(value, "none" | "transparent") => {
                look.stroke_style = StrokeStyle::None;
            }
            "stroke-width" => {
                let digits = value.trim_end_matches(char::is_alphabetic);
                match digits.parse::<f32>() {
                    Ok(width) if width >= 3.0 => look.stroke_style = StrokeStyle::Thick,
                    Ok(width) if width <= 0.0 => look.stroke_style = StrokeStyle::None,
                    _ => {}
                }
            }
            "stroke-dasharray" => {
                if value != "0" && value != "none" {
                    look.stroke_style = StrokeStyle::Dashed;
                }
            }
            _ => ignored.push(declaration),
        }
    }
    ignored
}

/// Splits declarations at commas that are not inside parentheses.
fn split_declarations(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0i32, 0);
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' | ';' if depth <= 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}
