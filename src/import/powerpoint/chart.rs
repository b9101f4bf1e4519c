//! Reads charts with the data that they keep for drawing (ECMA-376, part 1, clause 21.2).

use super::chart_format::ValueFormat;
use super::chart_number::{clean_number, format_date, is_date_format};
use super::text::clean_text;
use super::xml::{
    XmlElement, attribute, child, children, descendant, descendants, find, flag, name, number,
};
use crate::import::words::join_words;

/// The most points of a series, and series of a chart.
pub(super) const MAX_POINTS: usize = 20_000;
pub(super) const MAX_SERIES: usize = 250;

/// A chart.
#[derive(Clone, Debug, Default)]
pub(super) struct OfficeChart {
    pub title: Option<String>,
    pub groups: Vec<SeriesGroup>,
    pub x_title: Option<String>,
    pub y_title: Option<String>,
    pub right_title: Option<String>,
    /// Whether the values are written at the marks.
    pub has_labels: bool,
    /// The texts that are written at single points instead of their values.
    pub point_texts: Vec<String>,
}

/// Series that are drawn in the same way.
#[derive(Clone, Debug, Default)]
pub(super) struct SeriesGroup {
    /// The kind, such as `bar`, or that of the format, such as `radarChart`.
    pub kind: String,
    pub is_horizontal: bool,
    /// How series are placed: `stacked`, `percentStacked`, `clustered`, `standard`.
    pub grouping: String,
    /// Whether the values have the axis at the right.
    pub is_right: bool,
    pub series: Vec<OfficeSeries>,
}

/// A series.
#[derive(Clone, Debug, Default)]
pub(super) struct OfficeSeries {
    pub name: String,
    /// The categories, or the first values of points.
    pub categories: Vec<String>,
    pub values: Vec<String>,
    /// The sizes of bubbles.
    pub sizes: Vec<String>,
    /// How the values are written.
    pub format: Option<ValueFormat>,
}

/// Reads a chart; `None` if there is none in the part.
pub(super) fn read_chart(root: XmlElement) -> Option<OfficeChart> {
    let chart = child(root, "chart")?;
    let plot = child(chart, "plotArea")?;
    let axes: Vec<OfficeAxis> = plot
        .children()
        .filter(|node| node.is_element() && name(*node).ends_with("Ax"))
        .map(read_axis)
        .collect();
    let mut read = OfficeChart::default();
    let mut left = MAX_SERIES;
    for node in plot.children().filter(|node| node.is_element()) {
        if name(node).ends_with("Chart") {
            let group = read_group(node, &axes, left);
            left -= group.series.len();
            read.groups.push(group);
            read.has_labels |= find(node, &["dLbls", "showVal"]).is_some_and(has_value)
                || descendants(node, "ser")
                    .any(|series| find(series, &["dLbls", "showVal"]).is_some_and(has_value));
        }
    }
    read.title = child(chart, "title").and_then(read_title);
    let labels = descendants(plot, "dLbl").filter_map(|label| descendant(label, "rich"));
    read.point_texts = labels.filter_map(read_title).collect();
    let is_x = |axis: &&OfficeAxis| axis.is_category || axis.is_first_value;
    read.x_title = axes.iter().find(is_x).and_then(|axis| axis.title.clone());
    let values = || axes.iter().filter(|axis| !axis.is_category && !axis.is_first_value);
    read.y_title = values().find(|axis| !axis.is_right).and_then(|axis| axis.title.clone());
    read.right_title = values().find(|axis| axis.is_right).and_then(|axis| axis.title.clone());
    // The axis of shares of a whole is in per cent, but its values are not.
    for group in read.groups.iter_mut().filter(|group| group.grouping != "percentStacked") {
        let axis = values().find(|axis| axis.is_right == group.is_right);
        let format = axis.and_then(|axis| axis.format.as_deref()).and_then(ValueFormat::parse);
        for series in &mut group.series {
            // The values say whether they are shares, also if their axis says nothing.
            let has_shares = series.format.as_ref().is_some_and(|own| own.is_percent);
            if let Some(format) = format.as_ref().filter(|_| !has_shares) {
                series.format = Some(format.clone());
            }
        }
    }
    for series in read.groups.iter_mut().flat_map(|group| &mut group.series) {
        if let Some(format) = &series.format {
            series.values.iter_mut().for_each(|value| format.scale(value));
        }
    }
    Some(read)
}

/// Whether an element like `showVal` is on.
fn has_value(node: XmlElement) -> bool {
    flag(node, "val").unwrap_or(true)
}

struct OfficeAxis {
    id: String,
    title: Option<String>,
    is_category: bool,
    /// Whether it has the first values of points.
    is_first_value: bool,
    is_right: bool,
    format: Option<String>,
}

fn read_axis(node: XmlElement) -> OfficeAxis {
    let value = |name: &str| child(node, name).and_then(|found| attribute(found, "val"));
    let position = value("axPos").unwrap_or_default();
    let format = child(node, "numFmt").and_then(|format| attribute(format, "formatCode"));
    let is_value = name(node) == "valAx";
    OfficeAxis {
        id: value("axId").unwrap_or_default().to_owned(),
        title: child(node, "title").and_then(read_title),
        is_category: !is_value,
        // The values of bars that lie are on the bottom axis, too, but then no other is a value.
        is_first_value: is_value && matches!(position, "b" | "t") && is_scatter_axis(node),
        is_right: is_value && value("crosses") == Some("max"),
        format: format.filter(|format| is_value && *format != "General").map(str::to_owned),
    }
}

/// Whether an axis belongs to a chart of points.
fn is_scatter_axis(axis: XmlElement) -> bool {
    let plot = axis.parent();
    plot.is_some_and(|plot| {
        child(plot, "scatterChart").is_some() || child(plot, "bubbleChart").is_some()
    })
}

fn read_title(node: XmlElement) -> Option<String> {
    let texts = descendants(node, "p").map(|paragraph| {
        let runs = paragraph.children().filter(|run| run.is_element());
        let words = runs.map(|run| match name(run) {
            "br" => " ",
            _ => child(run, "t").and_then(|text| text.text()).unwrap_or_default(),
        });
        words.collect::<String>()
    });
    let mut words = texts.collect::<Vec<_>>().join(" ");
    if words.trim().is_empty() {
        // The title comes from a cell.
        words = descendants(node, "v").filter_map(|value| value.text()).collect();
    }
    let words = join_words(&clean_text(&words));
    (!words.is_empty()).then_some(words)
}

/// Reads a group of at most `most` series.
fn read_group(node: XmlElement, axes: &[OfficeAxis], most: usize) -> SeriesGroup {
    let value = |name: &str| child(node, name).and_then(|found| attribute(found, "val"));
    let kind = match name(node) {
        "barChart" | "bar3DChart" => "bar",
        "lineChart" | "line3DChart" => "line",
        "areaChart" | "area3DChart" => "area",
        "pieChart" | "pie3DChart" | "ofPieChart" => "pie",
        "doughnutChart" => "donut",
        "scatterChart" => "scatter",
        "bubbleChart" => "bubble",
        other => other,
    };
    let ids: Vec<&str> = children(node, "axId").filter_map(|id| attribute(id, "val")).collect();
    let is_right = axes.iter().any(|axis| axis.is_right && ids.contains(&axis.id.as_str()));
    SeriesGroup {
        kind: kind.to_owned(),
        is_horizontal: value("barDir") == Some("bar"),
        grouping: value("grouping").unwrap_or("clustered").to_owned(),
        is_right,
        series: children(node, "ser").take(most).map(read_series).collect(),
    }
}

fn read_series(node: XmlElement) -> OfficeSeries {
    let series_name = child(node, "tx").map(|text| {
        let values = descendants(text, "v").filter_map(|value| value.text());
        values.collect::<Vec<_>>().join(" ")
    });
    let points = |names: [&str; 2]| {
        names.iter().find_map(|name| child(node, name)).map(read_points).unwrap_or_default()
    };
    OfficeSeries {
        name: clean_text(&series_name.unwrap_or_default()).replace('\n', " ").trim().to_owned(),
        categories: points(["cat", "xVal"]),
        values: points(["val", "yVal"]),
        sizes: points(["bubbleSize", "bubbleSize"]),
        format: read_format(node).as_deref().and_then(ValueFormat::parse),
    }
}

/// Returns the number format of a series: that of its labels, or of its cells.
fn read_format(node: XmlElement) -> Option<String> {
    let label = find(node, &["dLbls", "numFmt"]).and_then(|format| attribute(format, "formatCode"));
    let values = child(node, "val").or_else(|| child(node, "yVal"));
    let cells =
        values.and_then(|values| descendant(values, "formatCode")).and_then(|format| format.text());
    [label, cells]
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|format| !format.is_empty() && *format != "General")
        .map(str::to_owned)
}

/// Reads the points of a series: numbers, dates or words. Points without a value are empty.
fn read_points(node: XmlElement) -> Vec<String> {
    if let Some(levels) = descendant(node, "multiLvlStrCache") {
        return read_levels(levels);
    }
    let caches = ["numCache", "numLit", "strCache", "strLit"];
    let Some(cache) = caches.iter().find_map(|name| descendant(node, name)) else {
        return Vec::new();
    };
    let is_number = name(cache).starts_with("num");
    let format = child(cache, "formatCode").and_then(|code| code.text()).unwrap_or("General");
    let is_date = is_number && is_date_format(format);
    read_values(cache)
        .into_iter()
        .map(|value| match value.parse::<f64>() {
            Ok(number) if is_date => format_date(number, format).unwrap_or(value),
            Ok(number) if is_number => clean_number(number).unwrap_or(value),
            _ => value,
        })
        .collect()
}

/// Reads the values of the points in a cache by their numbers.
fn read_values(cache: XmlElement) -> Vec<String> {
    let stated = child(cache, "ptCount").and_then(|count| number(count, "val"));
    let points: Vec<(usize, String)> = children(cache, "pt")
        .take(MAX_POINTS)
        .enumerate()
        .map(|(at, point)| {
            let index = number(point, "idx").map_or(at, |index| index.max(0.0) as usize);
            let value = child(point, "v").and_then(|value| value.text()).unwrap_or_default();
            (index, clean_text(value).replace('\n', " ").trim().to_owned())
        })
        .filter(|(index, _)| *index < MAX_POINTS)
        .collect();
    let last = points.iter().map(|(index, _)| index + 1).max().unwrap_or(0);
    // A cache may state more points than it has, to leave the last ones empty.
    let count = (stated.unwrap_or(0.0) as usize).min(last + 1_000).max(last).min(MAX_POINTS);
    let mut values = vec![String::new(); count];
    for (index, value) in points {
        values[index] = value;
    }
    values
}

/// Joins the levels of categories, the outermost first.
fn read_levels(cache: XmlElement) -> Vec<String> {
    let levels: Vec<Vec<String>> = children(cache, "lvl").map(read_values).collect();
    let count = levels.iter().map(Vec::len).max().unwrap_or(0);
    let mut outer: Vec<String> = vec![String::new(); levels.len()];
    (0..count)
        .map(|index| {
            let mut names = Vec::new();
            for (level, values) in levels.iter().enumerate().rev() {
                let value = values.get(index).cloned().unwrap_or_default();
                // The name of a group is written at its first category only.
                if !value.is_empty() || level == 0 {
                    outer[level] = value;
                }
                if !outer[level].is_empty() {
                    names.push(outer[level].clone());
                }
            }
            names.join(", ")
        })
        .collect()
}
