//! Converts charts to those of an outline. A kind that an outline does not have becomes a table.

use super::Importer;
use super::chart::{OfficeChart, OfficeSeries, SeriesGroup};
use super::chart_format::ValueFormat;
use super::inline::{BreakStyle, write_plain};
use super::paragraphs::BodyBlock;
use crate::import::report::LossKind;
use crate::import::verify::is_valid_slide;
use crate::import::write::{OutlineValue, format_scalar};

/// Kinds of charts that an outline has.
const KINDS: [&str; 7] = ["bar", "line", "area", "scatter", "bubble", "pie", "donut"];

type ChartEntries = Vec<(String, OutlineValue)>;

impl Importer<'_> {
    /// Converts a chart to blocks.
    pub(super) fn convert_chart(
        &mut self,
        chart: &OfficeChart,
        alt: Option<&str>,
    ) -> Vec<BodyBlock> {
        if !chart.point_texts.is_empty() {
            self.lose(
                LossKind::Changed,
                "texts at single points of a chart are left out".to_owned(),
                "write those that matter as `notes` of the chart",
            );
            let texts = chart.point_texts.join("; ");
            self.comment(format!("Texts at points of the chart: {texts}"));
        }
        let groups: Vec<&SeriesGroup> =
            chart.groups.iter().filter(|group| !group.series.is_empty()).collect();
        let data = collect_rows(&groups);
        if data.is_empty() {
            self.lose(
                LossKind::Missing,
                format!("{} has no data", name_chart(chart)),
                "write its data as `chart`, or show a picture of it",
            );
            return title_block(chart);
        }
        let entries = build_entries(chart, &groups, alt);
        for entries in variants(entries) {
            let value = OutlineValue::Map(entries);
            if is_valid_slide(vec![("chart".to_owned(), value.clone())]) {
                return vec![("chart", value)];
            }
        }
        let kind = groups.first().map_or("", |group| group.kind.as_str());
        let kind = kind.trim_end_matches("Chart");
        self.lose(
            LossKind::Changed,
            format!("{} is of the kind `{kind}` and becomes a table", name_chart(chart)),
            "choose another `kind` of `chart` for its data, or show a picture of it",
        );
        let mut table = vec![("rows".to_owned(), OutlineValue::List(data))];
        if let OutlineValue::List(rows) = &mut table[0].1 {
            let header = rows.remove(0);
            table.insert(0, ("header".to_owned(), header));
        }
        let mut blocks = Vec::new();
        if let Some(title) = &chart.title {
            let caption = write_plain(title, BreakStyle::Space);
            table.push(("caption".to_owned(), OutlineValue::Text(caption)));
        }
        blocks.push(("table", OutlineValue::Map(table)));
        let axes = [&chart.x_title, &chart.y_title, &chart.right_title];
        for title in axes.into_iter().flatten() {
            blocks.push(("text", OutlineValue::Text(write_plain(title, BreakStyle::Space))));
        }
        blocks
    }
}

fn title_block(chart: &OfficeChart) -> Vec<BodyBlock> {
    let title = chart.title.iter();
    title.map(|title| ("text", OutlineValue::Text(write_plain(title, BreakStyle::Space)))).collect()
}

fn name_chart(chart: &OfficeChart) -> String {
    match &chart.title {
        Some(title) => format!("the chart `{title}`"),
        None => "a chart".to_owned(),
    }
}

/// Returns the entries of a chart with all options, then with fewer of those that may be refused.
fn variants(entries: Option<ChartEntries>) -> Vec<ChartEntries> {
    let Some(entries) = entries else { return Vec::new() };
    let without = |keys: &[&str]| {
        let kept = entries.iter().filter(|(key, _)| !keys.contains(&key.as_str()));
        kept.cloned().collect::<Vec<_>>()
    };
    vec![without(&[]), without(&["format"]), without(&["format", "labels", "stacked"])]
}

/// Builds the keys of a chart; `None` for a kind that an outline does not have.
fn build_entries(
    chart: &OfficeChart,
    groups: &[&SeriesGroup],
    alt: Option<&str>,
) -> Option<ChartEntries> {
    let first = groups.first()?;
    if groups.iter().any(|group| !KINDS.contains(&group.kind.as_str())) {
        return None;
    }
    let is_combined =
        groups.iter().any(|group| group.kind != first.kind || group.is_right != first.is_right);
    let can_combine =
        groups.iter().all(|group| matches!(group.kind.as_str(), "bar" | "line" | "area"));
    if is_combined && !can_combine {
        return None;
    }
    let is_round = matches!(first.kind.as_str(), "pie" | "donut");
    if is_round && groups.iter().map(|group| group.series.len()).sum::<usize>() > 1 {
        return None;
    }
    let mut entries: ChartEntries = Vec::new();
    let mut push = |key: &str, value: OutlineValue| entries.push((key.to_owned(), value));
    match first.kind.as_str() {
        _ if is_combined => push("kind", OutlineValue::word("combined")),
        "bar" => {}
        kind => push("kind", OutlineValue::word(kind)),
    }
    let text = |text: &str| OutlineValue::Text(write_plain(text, BreakStyle::Space));
    let single = single_series(groups);
    // The name of the only series is the title of a chart that has none.
    let title = chart.title.as_deref().or(single.map(|series| series.name.as_str()));
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        push("title", text(title));
    }
    if first.kind == "bar" && first.is_horizontal {
        push("horizontal", OutlineValue::word("true"));
    }
    match first.grouping.as_str() {
        "stacked" if first.kind != "area" && !is_combined => {
            push("stacked", OutlineValue::word("true"))
        }
        "percentStacked" => push("stacked", OutlineValue::word("percent")),
        "standard" if first.kind == "area" && single.is_none() => {
            push("stacked", OutlineValue::word("false"))
        }
        _ => {}
    }
    let axes = [("x_axis", &chart.x_title), ("y_axis", &chart.y_title)];
    let is_points = matches!(first.kind.as_str(), "scatter" | "bubble");
    for (key, title) in axes {
        let format = if key == "y_axis" { side_format(groups, false) } else { None };
        if let Some(axis) = axis_value(title, format).filter(|_| !is_round) {
            push(key, axis);
        }
    }
    let right = axis_value(&chart.right_title, side_format(groups, true));
    if let Some(right) = right.filter(|_| is_combined) {
        push("right_axis", right);
    }
    format_entries(groups).into_iter().for_each(|(key, value)| push(key, value));
    if chart.has_labels {
        push("labels", OutlineValue::word("true"));
    }
    if is_combined {
        push("series", list_series(groups));
    }
    if is_points {
        let columns = point_columns(chart, groups);
        if columns.len() == 4 || first.kind == "scatter" && columns.len() == 3 {
            push("group", text(&columns[0]));
        }
    }
    push("data", data_value(chart, groups, single, title));
    if let Some(alt) = alt.filter(|alt| !alt.is_empty()) {
        push("alt", text(alt));
    }
    Some(entries)
}

/// Returns the unit and the format of the values.
fn format_entries(groups: &[&SeriesGroup]) -> Vec<(&'static str, OutlineValue)> {
    let series = || groups.iter().flat_map(|group| &group.series);
    let mut entries = Vec::new();
    let Some(format) = common_format(series()) else { return entries };
    if format.is_percent {
        entries.push(("unit", OutlineValue::text("%")));
    }
    let pattern = format.pattern(series().flat_map(|series| &series.values));
    entries.extend(pattern.map(|pattern| ("format", OutlineValue::text(pattern))));
    entries
}

/// Returns the format that all of the series have.
fn common_format<'s>(
    mut series: impl Iterator<Item = &'s OfficeSeries>,
) -> Option<&'s ValueFormat> {
    let first = series.next()?.format.as_ref()?;
    series.all(|other| other.format.as_ref() == Some(first)).then_some(first)
}

/// Returns the format of the axis at a side, if the axes differ.
fn side_format(groups: &[&SeriesGroup], is_right: bool) -> Option<String> {
    let all = common_format(groups.iter().flat_map(|group| &group.series));
    let side = groups.iter().filter(|group| group.is_right == is_right);
    let format = common_format(side.flat_map(|group| &group.series)).filter(|_| all.is_none());
    format.and_then(ValueFormat::axis_pattern)
}

/// Returns an axis with a title, a format, or both.
fn axis_value(title: &Option<String>, format: Option<String>) -> Option<OutlineValue> {
    let title =
        title.as_ref().map(|title| OutlineValue::Text(write_plain(title, BreakStyle::Space)));
    let Some(format) = format else { return title };
    let title = title.map(|title| ("title".to_owned(), title));
    let format = ("format".to_owned(), OutlineValue::text(format));
    Some(OutlineValue::Map(title.into_iter().chain([format]).collect()))
}

fn single_series<'g>(groups: &[&'g SeriesGroup]) -> Option<&'g OfficeSeries> {
    let mut series = groups.iter().flat_map(|group| &group.series);
    let first = series.next()?;
    series.next().is_none().then_some(first)
}

/// Lists the series of a combined chart with their kinds and axes.
fn list_series(groups: &[&SeriesGroup]) -> OutlineValue {
    let names = series_names(groups);
    let mut index = 0;
    let mut list = Vec::new();
    for group in groups {
        for _ in &group.series {
            let name = write_plain(&names[index], BreakStyle::Space);
            let mut entries = vec![
                ("y".to_owned(), OutlineValue::Text(name)),
                ("kind".to_owned(), OutlineValue::word(group.kind.as_str())),
            ];
            if group.is_right {
                entries.push(("axis".to_owned(), OutlineValue::word("right")));
            }
            list.push(OutlineValue::Map(entries));
            index += 1;
        }
    }
    OutlineValue::List(list)
}

/// Returns names of the series that differ from each other.
fn series_names(groups: &[&SeriesGroup]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for series in groups.iter().flat_map(|group| &group.series) {
        let base = match series.name.as_str() {
            "" => format!("Series {}", names.len() + 1),
            name => name.to_owned(),
        };
        let mut name = base.clone();
        let mut count = 1;
        while names.contains(&name) {
            count += 1;
            name = format!("{base} ({count})");
        }
        names.push(name);
    }
    names
}

/// Returns the data in the shortest form: names with values for one series, otherwise rows.
fn data_value(
    chart: &OfficeChart,
    groups: &[&SeriesGroup],
    single: Option<&OfficeSeries>,
    title: Option<&str>,
) -> OutlineValue {
    let is_points = groups.iter().any(|group| matches!(group.kind.as_str(), "scatter" | "bubble"));
    if is_points {
        return OutlineValue::List(point_rows(chart, groups));
    }
    if let Some(series) = single
        && (title == Some(series.name.as_str()) || series.name.is_empty())
        && has_distinct_names(&series.categories)
        && series.categories.len() >= series.values.len()
    {
        let pairs = series.categories.iter().enumerate().map(|(index, category)| {
            let key = format_scalar(&write_plain(category, BreakStyle::Space));
            (key, cell_value(series.values.get(index)))
        });
        return OutlineValue::Map(pairs.collect());
    }
    OutlineValue::List(collect_rows(groups))
}

fn has_distinct_names(names: &[String]) -> bool {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    sorted.dedup();
    sorted.len() == names.len() && names.iter().all(|name| !name.is_empty() && name.len() < 500)
}

/// Returns a value of a chart as a cell.
fn cell_value(value: Option<&String>) -> OutlineValue {
    match value.map_or("", |value| value.as_str()) {
        "" => OutlineValue::text("–"),
        value if value.parse::<f64>().is_ok() => OutlineValue::word(value),
        value => OutlineValue::Text(write_plain(value, BreakStyle::Space)),
    }
}

/// Returns the rows of all series, with a header.
fn collect_rows(groups: &[&SeriesGroup]) -> Vec<OutlineValue> {
    let series: Vec<&OfficeSeries> = groups.iter().flat_map(|group| &group.series).collect();
    let count = series.iter().map(|series| series.values.len().max(series.categories.len())).max();
    let count = count.unwrap_or(0);
    if count == 0 {
        return Vec::new();
    }
    let text = |text: &str| OutlineValue::Text(write_plain(text, BreakStyle::Space));
    let mut header = vec![OutlineValue::text("")];
    header.extend(series_names(groups).iter().map(|name| text(name)));
    let mut rows = vec![OutlineValue::Row(header)];
    let longest = series.iter().max_by_key(|series| series.categories.len());
    for index in 0..count {
        let category = longest.and_then(|series| series.categories.get(index));
        let category = category.cloned().unwrap_or_else(|| (index + 1).to_string());
        let mut row = vec![text(&category)];
        row.extend(series.iter().map(|series| cell_value(series.values.get(index))));
        rows.push(OutlineValue::Row(row));
    }
    rows
}

/// Returns the names of the columns of points.
fn point_columns(chart: &OfficeChart, groups: &[&SeriesGroup]) -> Vec<String> {
    let single = single_series(groups).is_some();
    let x = chart.x_title.clone().unwrap_or_else(|| "x".to_owned());
    let y = chart.y_title.clone().unwrap_or_else(|| "y".to_owned());
    let mut columns = Vec::new();
    if !single {
        columns.push("Series".to_owned());
    }
    columns.extend([x, y]);
    if groups.iter().any(|group| group.kind == "bubble") {
        columns.push("Size".to_owned());
    }
    columns
}

/// Returns points as rows: their series if there are several, two values, and a size.
fn point_rows(chart: &OfficeChart, groups: &[&SeriesGroup]) -> Vec<OutlineValue> {
    let text = |text: &str| OutlineValue::Text(write_plain(text, BreakStyle::Space));
    let columns = point_columns(chart, groups);
    let is_single = single_series(groups).is_some();
    let has_size = groups.iter().any(|group| group.kind == "bubble");
    let mut rows = vec![OutlineValue::Row(columns.iter().map(|name| text(name)).collect())];
    let names = series_names(groups);
    let series = groups.iter().flat_map(|group| &group.series);
    for (series, name) in series.zip(&names) {
        for index in 0..series.values.len() {
            let mut row = Vec::new();
            if !is_single {
                row.push(text(name));
            }
            row.push(match series.categories.get(index) {
                Some(x) => cell_value(Some(x)),
                None => OutlineValue::word((index + 1).to_string()),
            });
            row.push(cell_value(series.values.get(index)));
            if has_size {
                row.push(cell_value(series.sizes.get(index)));
            }
            rows.push(OutlineValue::Row(row));
        }
    }
    rows
}
