//! Finds path data, points, transforms and lengths that cannot be understood. As in a browser, a
//! path ends before the error, and other attributes count as missing.

use std::str::FromStr;

use svgtypes::{Error, Length, PathParser, Transform};
use usvg::roxmltree::Node;

use crate::assets::AssetError;
use crate::diagnostic::Code;

/// Attributes that hold one length in every element but texts, where they hold a list.
const LENGTHS: [&str; 13] =
    ["cx", "cy", "height", "r", "rx", "ry", "stroke-width", "width", "x", "x1", "x2", "y1", "y2"];

/// Returns a warning about an attribute of an element that is not drawn as it is written.
pub(crate) fn find_broken_data(node: Node) -> Option<AssetError> {
    let element = node.tag_name().name();
    let is_drawn = |name: &str| match name {
        "d" => element == "path",
        "points" => matches!(element, "polygon" | "polyline"),
        "transform" | "gradientTransform" | "patternTransform" => true,
        // A drawing is scaled to its place on the page, so its own size matters little.
        _ => !matches!(element, "svg" | "text" | "tspan") && LENGTHS.contains(&name),
    };
    let attributes = node.attributes().filter(|attribute| attribute.namespace().is_none());
    attributes.filter(|attribute| is_drawn(attribute.name())).find_map(|attribute| {
        let (name, value) = (attribute.name(), attribute.value());
        let (place, left_out) = match name {
            "d" => (find_path_error(value)?, "the rest of the path"),
            "points" => (find_points_error(value)?, "the rest of the shape"),
            _ if is_understood(name, value) => return None,
            _ => (value, "the attribute"),
        };
        let excerpt: String = place.trim_start().chars().take(20).collect();
        let problem = match excerpt.trim_end() {
            "" => format!("has a `{name}` that ends too early"),
            excerpt => format!("has `{excerpt}` in `{name}`, which cannot be understood"),
        };
        let message = format!("{problem}; {left_out} is not drawn");
        let hint = "correct it, or save the drawing again in the drawing program";
        Some(AssetError::new(Code::UnsupportedSvg, message).hint(hint))
    })
}

/// Returns the path data from the first error on.
fn find_path_error(data: &str) -> Option<&str> {
    if data.trim() == "none" {
        return None;
    }
    let error = PathParser::from(data).find_map(Result::err)?;
    let (Error::UnexpectedData(place)
    | Error::InvalidNumber(place)
    | Error::InvalidChar(_, place)
    | Error::InvalidString(_, place)) = error
    else {
        return Some("");
    };
    // The library counts characters from 1.
    let start = data.char_indices().nth(place.saturating_sub(1)).map_or(data.len(), |(at, _)| at);
    Some(&data[start..])
}

/// Returns the points from the first character on that belongs to no number.
fn find_points_error(points: &str) -> Option<&str> {
    let is_known = |c: char| c.is_ascii_digit() || c.is_ascii_whitespace() || "+-.,eE".contains(c);
    points.find(|character| !is_known(character)).map(|start| &points[start..])
}

fn is_understood(name: &str, value: &str) -> bool {
    match value.trim() {
        "" | "none" | "auto" | "inherit" => true,
        value if name.to_ascii_lowercase().ends_with("transform") => {
            Transform::from_str(value).is_ok()
        }
        value => Length::from_str(value).is_ok(),
    }
}
