//! Reads charts of the kinds that came after the format: waterfall, histogram, funnel and others
//! ([MS-ODRAWXML], clause 2.24).

use super::chart::{MAX_POINTS, MAX_SERIES, OfficeChart, OfficeSeries, SeriesGroup};
use super::chart_number::clean_number;
use super::text::clean_text;
use super::xml::{XmlElement, attribute, child, children, descendants, find, name};

/// Reads a chart; `None` if there is none in the part.
pub(super) fn read_new_chart(root: XmlElement) -> Option<OfficeChart> {
    let data = child(root, "chartData")?;
    let chart = child(root, "chart")?;
    let title = child(chart, "title")
        .map(|title| descendants(title, "t").filter_map(|text| text.text()).collect::<String>());
    let mut groups = Vec::new();
    for series in descendants(chart, "series").take(MAX_SERIES) {
        let kind = attribute(series, "layoutId").unwrap_or_default();
        let id = child(series, "dataId").and_then(|id| attribute(id, "val"));
        let source = children(data, "data").find(|data| attribute(*data, "id") == id)?;
        let label = find(series, &["tx", "txData", "v"]).and_then(|value| value.text());
        let dimension = |wanted: &str| {
            let dimensions = source.children().filter(|part| part.is_element());
            dimensions.filter(move |part| name(*part) == wanted).map(read_dimension).next()
        };
        groups.push(SeriesGroup {
            kind: kind.to_owned(),
            grouping: "clustered".to_owned(),
            series: vec![OfficeSeries {
                name: clean_text(label.unwrap_or_default()).replace('\n', " "),
                categories: dimension("strDim").unwrap_or_default(),
                values: dimension("numDim").unwrap_or_default(),
                sizes: Vec::new(),
                format: None,
            }],
            ..SeriesGroup::default()
        });
    }
    // A funnel shows bars one below the other.
    for group in groups.iter_mut().filter(|group| group.kind == "funnel") {
        group.kind = "bar".to_owned();
        group.is_horizontal = true;
    }
    let title = title.map(|title| clean_text(&title).replace('\n', " ").trim().to_owned());
    Some(OfficeChart {
        title: title.filter(|title| !title.is_empty()),
        groups,
        ..OfficeChart::default()
    })
}

/// Reads the points of a dimension. The names of several levels are joined, the outermost first.
fn read_dimension(node: XmlElement) -> Vec<String> {
    let is_number = name(node) == "numDim";
    let levels: Vec<Vec<String>> = children(node, "lvl")
        .map(|level| {
            let points = children(level, "pt").take(MAX_POINTS);
            points
                .map(|point| {
                    let text = clean_text(point.text().unwrap_or_default()).replace('\n', " ");
                    let text = text.trim();
                    let number = text.parse().ok().filter(|_| is_number).and_then(clean_number);
                    number.unwrap_or_else(|| text.to_owned())
                })
                .collect()
        })
        .collect();
    let count = levels.iter().map(Vec::len).max().unwrap_or(0);
    (0..count)
        .map(|index| {
            let names = levels.iter().rev().filter_map(|level| level.get(index));
            let names: Vec<&str> =
                names.map(String::as_str).filter(|name| !name.is_empty()).collect();
            names.join(", ")
        })
        .collect()
}
