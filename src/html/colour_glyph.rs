//! Writes colour glyphs, such as emoji, as SVG.

use super::path::{GLYPH_UNITS, glyph_data};
use crate::assets::{ColourLayer, LayerColour, LayerFill};
use crate::geometry::Point;

/// Returns the elements of a glyph in its units. The ids of gradients start with `id`.
pub(super) fn write_layers(layers: &[ColourLayer], id: &str) -> String {
    let mut out = String::new();
    for (index, layer) in layers.iter().enumerate() {
        let data = glyph_data(&layer.outline);
        let gradient = format!("{id}-{index}");
        let fill = match &layer.fill {
            LayerFill::Solid(colour) => fill_attributes("fill", *colour),
            LayerFill::Linear { ends: [start, end], stops, matrix } => {
                let ends = format!("x1={} y1={} x2={} y2={}", start.x, start.y, end.x, end.y);
                push_gradient(&mut out, ("linearGradient", &gradient), &ends, stops, *matrix)
            }
            LayerFill::Radial { centres: [from, to], radii: [inner, outer], stops, matrix } => {
                let Point { x, y } = *to;
                let ends =
                    format!("cx={x} cy={y} r={outer} fx={} fy={} fr={inner}", from.x, from.y);
                push_gradient(&mut out, ("radialGradient", &gradient), &ends, stops, *matrix)
            }
        };
        out.push_str(&format!("<path d=\"{data}\" {fill} />"));
    }
    out
}

/// Defines a gradient; returns the attribute that fills with it.
fn push_gradient(
    out: &mut String,
    (name, id): (&str, &str),
    ends: &str,
    stops: &[(f32, LayerColour)],
    [a, b, c, d, e, f]: [f32; 6],
) -> String {
    // Glyphs are drawn downwards, in their own units.
    let (right, down) = (GLYPH_UNITS, -GLYPH_UNITS);
    let matrix = [a * right, b * down, c * right, d * down, e * right, f * down]
        .map(|part| part.to_string())
        .join(" ");
    out.push_str(&format!(
        "<{name} id=\"{id}\" gradientUnits=userSpaceOnUse {ends} \
         gradientTransform=\"matrix({matrix})\">"
    ));
    for (offset, colour) in stops {
        let colour = fill_attributes("stop", *colour);
        out.push_str(&format!("<stop offset={offset} {colour}></stop>"));
    }
    out.push_str(&format!("</{name}>"));
    format!("fill=\"url(#{id})\"")
}

/// Returns the attributes of a colour: those of a fill or a stop.
fn fill_attributes(kind: &str, [r, g, b, a]: LayerColour) -> String {
    let (colour, opacity) = match kind {
        "stop" => ("stop-color", "stop-opacity"),
        _ => ("fill", "fill-opacity"),
    };
    let mut out = format!("{colour}=#{r:02x}{g:02x}{b:02x}");
    if a < 255 {
        out.push_str(&format!(" {opacity}={:.3}", f32::from(a) / 255.0));
    }
    out
}
