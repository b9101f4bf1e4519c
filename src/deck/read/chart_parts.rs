//! Reads the parts of a chart: axes, lines at values, notes, series, colours.

use super::super::vocabulary::{
    AXIS_SIDES, CHART_AXIS, CHART_NOTE, CHART_REFERENCE, CHART_SERIES, SERIES_MARKS,
};
use super::ReadContext;
use crate::chart::{
    AxisOptions, ChartColourValue, NumberPattern, ReferenceLine, SeriesMark, parse_number,
};
use crate::diagnostic::{Code, find_nearest};
use crate::diagram::parse_css_colour;
use crate::source::Span;
use crate::yaml::Node;

/// One entry of `series`.
pub(super) struct SeriesEntry {
    /// The column.
    pub column: String,
    /// The name that is shown, if it differs.
    pub name: Option<String>,
    pub mark: Option<SeriesMark>,
    pub is_on_right: bool,
    pub colour: Option<ChartColourValue>,
}

/// A note, with names that are not found yet.
pub(super) struct NoteEntry {
    pub at: (String, Span),
    pub series: Option<(String, Span)>,
    pub text: String,
}

/// The names of colours of a theme.
const THEME_COLOURS: [&str; 10] = [
    "background",
    "surface",
    "text",
    "muted",
    "title",
    "primary",
    "accent",
    "line",
    "tip",
    "warning",
];

/// Reads a text as it is shown in a chart, without formatting.
pub(super) fn read_plain(node: &Node, what: &str, context: &mut ReadContext) -> Option<String> {
    context.read_text(node, what).map(|text| text.content.trim().to_owned())
}

/// Reads a number of any size.
fn read_value(node: &Node, what: &str, context: &mut ReadContext) -> Option<f64> {
    match node.as_scalar().and_then(|scalar| parse_number(&scalar.value)) {
        Some(value) => Some(value),
        None => context.reader.read_number(node, what).map(f64::from),
    }
}

/// Reads an axis: its title, or its keys.
pub(super) fn read_axis(node: &Node, name: &str, context: &mut ReadContext) -> AxisOptions {
    if node.as_mapping().is_none() {
        let title = read_plain(node, &format!("`{name}`"), context);
        return AxisOptions { title, ..AxisOptions::default() };
    }
    let Some(mut fields) = context.reader.read_fields(node, &format!("`{name}`"), &CHART_AXIS)
    else {
        return AxisOptions::default();
    };
    let title = fields.take_value("title").and_then(|n| read_plain(n, "`title`", context));
    let min = fields.take_value("min").and_then(|node| read_value(node, "`min`", context));
    let max = fields.take("max");
    let max_span = max.as_ref().map_or(node.span, |field| field.value.span);
    let max = max.and_then(|field| read_value(field.value, "`max`", context));
    let format = fields.take_value("format").and_then(|node| read_pattern(node, context));
    let is_log = fields
        .take_value("log")
        .and_then(|node| context.reader.read_boolean(node, "`log`"))
        .unwrap_or(false);
    fields.report_unknown_keys(&mut context.reader);
    if let (Some(low), Some(high)) = (min, max)
        && low >= high
    {
        let help = "write the smaller number after `min`";
        let message = "`max` must be larger than `min`";
        context.reader.report_error(Code::WrongValue, message, max_span, help);
        return AxisOptions { title, format, is_log, ..AxisOptions::default() };
    }
    AxisOptions { title, min, max, format, is_log }
}

/// Reads how numbers are written.
pub(super) fn read_pattern(node: &Node, context: &mut ReadContext) -> Option<NumberPattern> {
    let text = context.reader.read_text(node, "`format`")?;
    let pattern = NumberPattern::parse(&text);
    if pattern.is_none() {
        let help = "write `0` for the digits: `0`, `0.0`, `+0`, `0 kg`";
        let message = format!("`{text}` does not say where the digits are");
        context.reader.report_error(Code::WrongValue, message, node.span, help);
    }
    pattern
}

/// Reads a colour: the name of one of the theme, or of CSS, or `#rrggbb`.
pub(super) fn read_colour(node: &Node, context: &mut ReadContext) -> Option<ChartColourValue> {
    let word = context.reader.read_word(node, "a colour")?;
    if THEME_COLOURS.contains(&word.as_str()) {
        return Some(ChartColourValue::Named(word));
    }
    if let Some([r, g, b]) = parse_css_colour(&word) {
        return Some(ChartColourValue::Rgb(r, g, b));
    }
    let help = match find_nearest(&word, THEME_COLOURS.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `\"#rrggbb\"`, or the name of a colour of the theme: `primary`, `accent`"
            .to_owned(),
    };
    let message = format!("`{word}` is not a colour");
    context.reader.report_error(Code::WrongValue, message, node.span, help);
    None
}

/// Reads one line at a value, or several.
pub(super) fn read_references(node: &Node, context: &mut ReadContext) -> Vec<ReferenceLine> {
    let nodes = context.reader.read_one_or_many(node, "`reference`");
    nodes.iter().filter_map(|node| read_reference(node, context)).collect()
}

fn read_reference(node: &Node, context: &mut ReadContext) -> Option<ReferenceLine> {
    if node.as_mapping().is_none() {
        let value = read_value(node, "`reference`", context)?;
        return Some(ReferenceLine { value, label: None });
    }
    let mut fields = context.reader.read_fields(node, "`reference`", &CHART_REFERENCE)?;
    let value = fields.take_value("value");
    let label = fields.take_value("label").and_then(|n| read_plain(n, "`label`", context));
    fields.report_unknown_keys(&mut context.reader);
    let Some(value) = value else {
        report_missing("`reference` has no `value`", "write `value:` and a number", node, context);
        return None;
    };
    let value = read_value(value, "`value`", context)?;
    Some(ReferenceLine { value, label })
}

/// Reads notes.
pub(super) fn read_notes(node: &Node, context: &mut ReadContext) -> Vec<NoteEntry> {
    let nodes = context.reader.read_one_or_many(node, "`notes`");
    nodes.iter().filter_map(|node| read_note(node, context)).collect()
}

fn read_note(node: &Node, context: &mut ReadContext) -> Option<NoteEntry> {
    let mut fields = context.reader.read_fields(node, "a note of `chart`", &CHART_NOTE)?;
    let mut name = |key: &str| {
        let node = fields.take_value(key)?;
        Some((read_plain(node, &format!("`{key}`"), context)?, node.span))
    };
    let (at, series) = (name("at"), name("series"));
    let text = fields.take_value("text").and_then(|node| read_plain(node, "`text`", context));
    fields.report_unknown_keys(&mut context.reader);
    match (at, text) {
        (Some(at), Some(text)) => Some(NoteEntry { at, series, text }),
        _ => {
            let help = "write `{ at: a category, text: the words }`";
            report_missing("a note needs `at` and `text`", help, node, context);
            None
        }
    }
}

/// Reads the series.
pub(super) fn read_series(node: &Node, context: &mut ReadContext) -> Vec<SeriesEntry> {
    let nodes = context.reader.read_one_or_many(node, "`series`");
    nodes.iter().filter_map(|node| read_series_entry(node, context)).collect()
}

fn read_series_entry(node: &Node, context: &mut ReadContext) -> Option<SeriesEntry> {
    if node.as_mapping().is_none() {
        let column = read_plain(node, "a series", context)?;
        return Some(SeriesEntry {
            column,
            name: None,
            mark: None,
            is_on_right: false,
            colour: None,
        });
    }
    let mut fields = context.reader.read_fields(node, "a series of `chart`", &CHART_SERIES)?;
    let column = fields.take_value("y").and_then(|node| read_plain(node, "`y`", context));
    let name = fields.take_value("name").and_then(|node| read_plain(node, "`name`", context));
    let mark = fields
        .take_value("kind")
        .and_then(|node| context.reader.read_choice(node, "`kind`", SERIES_MARKS));
    let is_on_right = fields
        .take_value("axis")
        .and_then(|node| context.reader.read_choice(node, "`axis`", AXIS_SIDES))
        .unwrap_or(false);
    let colour = fields.take_value("colour").or_else(|| fields.take_value("color"));
    let colour = colour.and_then(|node| read_colour(node, context));
    fields.report_unknown_keys(&mut context.reader);
    let Some(column) = column else {
        report_missing("a series has no `y`", "name its column with `y`", node, context);
        return None;
    };
    Some(SeriesEntry { column, name, mark, is_on_right, colour })
}

fn report_missing(message: &str, help: &str, node: &Node, context: &mut ReadContext) {
    context.reader.report_error(Code::MissingKey, message, node.span.start_point(), help);
}
