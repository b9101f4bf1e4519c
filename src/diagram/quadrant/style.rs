//! How points of a quadrant chart are drawn: `radius: 12, color: #ff3300`.

use super::super::colour::read_colour;
use super::super::drawing::DiagramColour;
use super::super::issue::DiagramIssue;
use super::super::source::SourceLine;
use super::PointStyle;

/// The largest radius of a point, in pixels of Mermaid.
const MAX_RADIUS: f32 = 30.0;

/// Reads `radius: 12, color: #ff3300, stroke-color: #10f0f0, stroke-width: 5px`.
pub(super) fn read_style(settings: SourceLine<'_>) -> Result<PointStyle, DiagramIssue> {
    let mut style = PointStyle::default();
    for setting in settings.split(',').filter(|setting| !setting.is_empty()) {
        let (key, value) = setting.split_once(":").ok_or_else(|| unknown_setting(setting))?;
        match key.text {
            "radius" => style.radius = Some(read_length(value)?),
            "color" => style.fill = Some(read_colour_value(value)?),
            "stroke-color" => style.stroke = Some(read_colour_value(value)?),
            "stroke-width" => style.has_outline = read_length(value)? > 0.0,
            _ => return Err(unknown_setting(setting)),
        }
    }
    style.has_outline |= style.stroke.is_some();
    Ok(style)
}

fn unknown_setting(setting: SourceLine<'_>) -> DiagramIssue {
    setting.syntax_error(
        format!("`{}` is not a setting of a point", setting.excerpt()),
        "write `radius`, `color`, `stroke-color` or `stroke-width`, such as `radius: 8`",
    )
}

fn read_length(value: SourceLine<'_>) -> Result<f32, DiagramIssue> {
    let number = value.text.strip_suffix("px").unwrap_or(value.text).trim_end();
    number.parse().ok().filter(|length| (0.0..=MAX_RADIUS).contains(length)).ok_or_else(|| {
        let message = format!("`{}` is not a size of a point", value.excerpt());
        value.syntax_error(message, format!("write a number from 0 to {MAX_RADIUS}"))
    })
}

fn read_colour_value(value: SourceLine<'_>) -> Result<DiagramColour, DiagramIssue> {
    read_colour(value.text).ok_or_else(|| {
        let message = format!("`{}` is not a colour", value.excerpt());
        value.syntax_error(message, "write it as `#ff3300`")
    })
}
