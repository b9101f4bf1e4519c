//! Arranges charts of many kinds and sizes with labels of a simple font.

mod reading_aids;
mod words;

use proptest::prelude::*;

use super::canvas::overlaps;
use super::*;
use crate::diagram::{LabelLook, LabelText, MeasureLabel};
use crate::geometry::{Rect, Size};

/// A font whose characters are all half an em wide.
struct PlainFont;

impl MeasureLabel for PlainFont {
    fn measure_label(&mut self, text: &LabelText, max_width: f32, _: LabelLook) -> Size {
        let (mut width, mut lines) = (0.0f32, 0.0f32);
        for line in text.content.split('\n') {
            let mut length = 0.0;
            lines += 1.0;
            for word in line.split(' ') {
                let needed = 0.5 * word.chars().count() as f32;
                if length > 0.0 && length + 0.25 + needed > max_width {
                    lines += 1.0;
                    length = needed;
                } else {
                    length += needed + if length > 0.0 { 0.25 } else { 0.0 };
                }
                width = width.max(length);
            }
        }
        Size::new(width, lines * 1.2)
    }
}

fn arrange(chart: &Chart, width: f32, height: f32) -> ChartDrawing {
    let room = ChartRoom { size: Size::new(width, height), lang: "en" };
    chart.arrange(&mut PlainFont, room)
}

fn labels(drawing: &ChartDrawing) -> Vec<&ChartLabel> {
    let label = |mark: &'_ ChartMark| match &mark.kind {
        ChartMarkKind::Label(_) => true,
        ChartMarkKind::Fill(..) | ChartMarkKind::Stroke(_) => false,
    };
    let marks = drawing.marks.iter().filter(|mark| label(mark));
    marks
        .filter_map(|mark| match &mark.kind {
            ChartMarkKind::Label(label) => Some(label),
            _ => None,
        })
        .collect()
}

fn texts(drawing: &ChartDrawing) -> Vec<&str> {
    labels(drawing).into_iter().map(|label| label.text.as_str()).collect()
}

fn chart(kind: ChartKind, rows: &[(&str, f64)]) -> Chart {
    let rows = rows.iter().map(|(name, value)| vec![(*name).to_owned(), value.to_string()]);
    let table = RawTable { header: Vec::new(), rows: rows.collect() };
    let (mut data, issues) = build_data(&table, kind, &DataOptions::default());
    assert_eq!(issues, []);
    set_marks(kind, &mut data);
    Chart { kind, data, options: ChartOptions::default() }
}

fn set_marks(kind: ChartKind, data: &mut ChartData) {
    for series in &mut data.series {
        series.mark = match kind {
            ChartKind::Line => SeriesMark::Line,
            ChartKind::Area => SeriesMark::Area,
            _ => SeriesMark::Bar,
        };
    }
}

#[test]
fn bars_have_values_instead_of_an_axis() {
    let chart = chart(ChartKind::Bar, &[("Q1", 8.1), ("Q2", 8.9), ("Q3", 11.2)]);
    let drawing = arrange(&chart, 30.0, 15.0);
    assert_eq!(texts(&drawing), ["Q1", "Q2", "Q3", "8.1", "8.9", "11.2"]);
    assert!(!drawing.is_crowded);
}

#[test]
fn long_names_make_bars_horizontal() {
    let long = "Ministry of Regional Development and Public Works";
    let names: Vec<String> = (0..6).map(|at| format!("{long} {at}")).collect();
    let rows: Vec<(&str, f64)> = names.iter().map(|name| (name.as_str(), 5.0)).collect();
    let drawing = arrange(&chart(ChartKind::Bar, &rows), 40.0, 18.0);
    let first = labels(&drawing)[0];
    let second = labels(&drawing)[1];
    assert!(second.rect.y > first.rect.y && second.rect.x == first.rect.x);
}

#[test]
fn bars_start_at_zero_even_if_the_author_wants_otherwise() {
    let mut chart = chart(ChartKind::Bar, &[("a", 100.0), ("b", 103.0)]);
    chart.options.y_axis.min = Some(95.0);
    let drawing = arrange(&chart, 30.0, 15.0);
    let heights: Vec<f32> = drawing
        .marks
        .iter()
        .filter_map(|mark| match &mark.kind {
            ChartMarkKind::Fill(ChartOutline::Rect(rect), _) => Some(rect.height),
            _ => None,
        })
        .collect();
    assert!((heights[0] / heights[1] - 100.0 / 103.0).abs() < 0.01, "{heights:?}");
}

#[test]
fn names_of_lines_are_beside_them() {
    let table = RawTable::from_rows(vec![
        vec!["Year".into(), "Chile".into(), "Peru".into()],
        vec!["2020".into(), "3".into(), "3.1".into()],
        vec!["2021".into(), "4".into(), "4.1".into()],
    ]);
    let (mut data, _) = build_data(&table, ChartKind::Line, &DataOptions::default());
    set_marks(ChartKind::Line, &mut data);
    let chart = Chart { kind: ChartKind::Line, data, options: ChartOptions::default() };
    let drawing = arrange(&chart, 40.0, 15.0);
    let texts = texts(&drawing);
    assert!(texts.contains(&"Chile") && texts.contains(&"Peru"), "{texts:?}");
}

#[test]
fn alternative_texts_say_what_the_data_says() {
    let bars = chart(ChartKind::Bar, &[("Q1", 8.1), ("Q2", 8.9)]);
    assert_eq!(bars.describe("Revenue grew", "en"), "Bar chart: Revenue grew. Q1 8.1, Q2 8.9.");
    assert_eq!(bars.describe("Umsatz", "de"), "Umsatz. Q1 8,1; Q2 8,9.");
    let rows: Vec<(String, f64)> =
        (2001..2021).map(|year| (year.to_string(), f64::from(year - 2000))).collect();
    let rows: Vec<(&str, f64)> = rows.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    assert_eq!(
        chart(ChartKind::Line, &rows).describe("", "en"),
        "Line chart. From 2001 to 2020. Rises from 1 to 20; highest 20 in 2020, lowest 1 in 2001."
    );
}

#[test]
fn the_data_is_a_table() {
    let table = chart(ChartKind::Bar, &[("Q1", 8.1), ("Q2", 11.25)]).to_table("en");
    assert_eq!(table.rows, [["Q1", "8.10"], ["Q2", "11.25"]]);
}

/// Returns names without which the chart is not understood.
fn needed_names(chart: &Chart) -> Vec<String> {
    let data = &chart.data;
    if chart.kind.is_round() && data.scale == CategoryScale::Names {
        let values = data.series.first().map_or(&[][..], |series| &series.values);
        let slices = values.iter().enumerate().filter(|(_, value)| value.is_some_and(|v| v > 0.0));
        return slices.map(|(row, _)| data.categories[row].clone()).collect();
    }
    let is_named = chart.options.legend != LegendPlace::None && data.series.len() > 1;
    let is_named = is_named && !chart.kind.is_round();
    let has_names = is_named && !matches!(chart.kind, ChartKind::Waterfall | ChartKind::Histogram);
    let with_values = data.series.iter().filter(|series| series.values.iter().any(Option::is_some));
    if has_names { with_values.map(|series| series.name.clone()).collect() } else { Vec::new() }
}

fn any_kind() -> impl Strategy<Value = ChartKind> {
    prop::sample::select(vec![
        ChartKind::Bar,
        ChartKind::Line,
        ChartKind::Area,
        ChartKind::Scatter,
        ChartKind::Bubble,
        ChartKind::Pie,
        ChartKind::Donut,
        ChartKind::Waterfall,
        ChartKind::Histogram,
        ChartKind::Combined,
    ])
}

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (-1000i32..1000).prop_map(|value| value.to_string()),
        2 => (0.0f64..10.0).prop_map(|value| value.to_string()),
        1 => Just(String::new()),
        1 => prop::sample::select(vec!["1e-12", "1e15", "0", "-1e15", "5", "1e100"])
            .prop_map(str::to_owned),
    ]
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{0,8}",
        "[A-Z][a-z]{3,12}( [a-z]{2,12}){0,6}",
        (1990u32..2030).prop_map(|year| year.to_string()),
        (1u32..13).prop_map(|month| format!("2024-{month:02}")),
    ]
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let size = (prop_oneof![12 => 1usize..12, 4 => 12usize..60, 1 => Just(500)], 1usize..6);
    size.prop_flat_map(|(rows, series)| {
        let row = (any_name(), prop::collection::vec(any_value(), series));
        let options = (any::<[bool; 4]>(), 0usize..4, prop::option::of(-50.0f64..50.0));
        (any_kind(), prop::collection::vec(row, rows), options)
    })
    .prop_map(|(kind, rows, (flags, form, reference))| {
        let count = rows[0].1.len();
        let names = (0..count).map(|at| format!("Series number {at}"));
        let header = std::iter::once("Name".to_owned()).chain(names).collect();
        let rows =
            rows.into_iter().map(|(name, values)| std::iter::once(name).chain(values).collect());
        let table = RawTable { header, rows: rows.collect() };
        let (mut data, _) = build_data(&table, kind, &DataOptions::default());
        set_marks(kind, &mut data);
        let mut options = ChartOptions {
            horizontal: flags[0].then_some(flags[1]),
            labels: flags[2].then_some(flags[3]),
            unit: flags[0].then(|| "million €".to_owned()),
            ..ChartOptions::default()
        };
        (options.stacking, options.legend) = match form {
            0 => (None, LegendPlace::Auto),
            1 => (Some(Stacking::Stacked), LegendPlace::Top),
            2 => (Some(Stacking::Percent), LegendPlace::Right),
            _ => (None, LegendPlace::None),
        };
        options.y_axis.is_log = flags[1] && flags[3];
        if let Some(value) = reference {
            options.references = vec![ReferenceLine { value, label: Some("Target".to_owned()) }];
            options.notes =
                vec![ChartNote { row: 0, series: None, text: "What happened here".to_owned() }];
        }
        if kind == ChartKind::Combined
            && let Some(last) = data.series.last_mut()
        {
            last.mark = SeriesMark::Line;
            last.is_on_right = flags[1];
        }
        Chart { kind, data, options }
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever the data, labels do not overlap, marks are in the frame, and numbers are finite.
    #[test]
    fn any_chart_stays_in_its_frame(
        chart in any_chart(),
        width in prop_oneof![8.0f32..18.0, 18.0f32..60.0],
        height in prop_oneof![5.0f32..10.0, 10.0f32..30.0],
    ) {
        let drawing = arrange(&chart, width, height);
        let frame = Rect::new(0.0, 0.0, width, height);
        let labels = labels(&drawing);
        for (index, label) in labels.iter().enumerate() {
            prop_assert!(frame.contains(label.rect, 0.05), "{} {:?}", label.text, label.rect);
            let needed = PlainFont.measure_label(
                &LabelText::plain(label.text.clone()),
                label.rect.width + 0.01,
                LabelLook::default(),
            );
            prop_assert!(needed.height <= label.rect.height + 0.05, "{label:?}");
            for other in &labels[index + 1..] {
                // Labels in the hole of a ring are inside its reserved square.
                prop_assert!(!overlaps(label.rect, other.rect), "{label:?} {other:?}");
            }
        }
        if !drawing.is_crowded {
            // What is left out is noted.
            for name in needed_names(&chart) {
                let is_there = labels.iter().any(|label| label.text.contains(&name));
                prop_assert!(is_there, "{name} is missing");
            }
        }
        for mark in &drawing.marks {
            let points = match &mark.kind {
                ChartMarkKind::Fill(ChartOutline::Rect(rect), _) => {
                    vec![rect.origin(), crate::geometry::Point::new(rect.right(), rect.bottom())]
                }
                ChartMarkKind::Fill(ChartOutline::Polygon(points), _) => points.clone(),
                ChartMarkKind::Fill(ChartOutline::Circle(centre, _), _) => vec![*centre],
                ChartMarkKind::Fill(ChartOutline::Ring(centre, ..), _) => vec![*centre],
                ChartMarkKind::Stroke(stroke) => stroke.points.clone(),
                ChartMarkKind::Label(_) => continue,
            };
            for point in points {
                let rect = Rect::new(point.x, point.y, 0.0, 0.0);
                prop_assert!(point.x.is_finite() && point.y.is_finite(), "{mark:?}");
                prop_assert!(frame.contains(rect, 1.0), "{mark:?}");
            }
        }
    }
}
