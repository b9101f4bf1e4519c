//! What charts say: shares that add up, losses, sums, and the values of lines.

use super::*;

fn fills(drawing: &ChartDrawing) -> Vec<(&ChartOutline, &ChartColour)> {
    let fill = |mark: &'_ ChartMark| matches!(mark.kind, ChartMarkKind::Fill(..));
    let fills = drawing.marks.iter().filter(|mark| fill(mark));
    fills
        .filter_map(|mark| match &mark.kind {
            ChartMarkKind::Fill(outline, colour) => Some((outline, colour)),
            _ => None,
        })
        .collect()
}

fn table(rows: &[&[&str]]) -> RawTable {
    let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
    RawTable::from_rows(rows.iter().map(row).collect())
}

fn stacked(stacking: Stacking) -> Chart {
    let rows: [&[&str]; 3] =
        [&["Business", "Ordered", "Open"], &["Pumps", "3.6", "1.2"], &["Filters", "2", "1"]];
    let (mut data, _) = build_data(&table(&rows), ChartKind::Bar, &DataOptions::default());
    set_marks(ChartKind::Bar, &mut data);
    let options =
        ChartOptions { stacking: Some(stacking), labels: Some(true), ..ChartOptions::default() };
    Chart { kind: ChartKind::Bar, data, options }
}

#[test]
fn shares_are_the_same_everywhere() {
    let rows = [("Cities", 5.9), ("Industry", 3.4), ("Farms", 1.6), ("Export", 1.1)];
    let mut chart = chart(ChartKind::Donut, &rows);
    chart.options.unit = Some("million €".to_owned());
    let drawing = arrange(&chart, 30.0, 18.0);
    let shares: Vec<f64> = texts(&drawing)
        .iter()
        .filter_map(|text| {
            text.split(['\n', ' ', '\u{a0}']).next_back()?.strip_suffix('%')?.parse().ok()
        })
        .collect();
    let sum: f64 = shares.iter().sum();
    assert!(shares.len() == 4 && (sum - 100.0).abs() < 1e-9, "{:?}", texts(&drawing));
    let table = chart.to_table("en");
    assert_eq!(table.rows[1], ["Industry", "3.4 (28.3%)"]);
    let words = chart.describe("", "en");
    assert!(
        words.contains("Cities 49.2% (5.9 million €), Industry 28.3% (3.4 million €)"),
        "{words}"
    );
    assert!(chart.describe("", "de").contains("Cities 5,9 (49,2\u{202f}%)"));
}

#[test]
fn stacks_to_a_hundred_per_cent_say_their_shares() {
    let chart = stacked(Stacking::Percent);
    let drawing = arrange(&chart, 30.0, 18.0);
    let shown = texts(&drawing);
    for share in ["75%", "25%", "67%", "33%"] {
        assert!(shown.contains(&share), "{share} {shown:?}");
    }
    assert_eq!(chart.to_table("en").rows[0], ["Pumps", "3.6 (75%)", "1.2 (25%)"]);
}

#[test]
fn stacked_bars_with_values_have_their_sums() {
    for horizontal in [false, true] {
        let mut chart = stacked(Stacking::Stacked);
        chart.options.horizontal = Some(horizontal);
        let drawing = arrange(&chart, 30.0, 18.0);
        let shown = texts(&drawing);
        assert!(shown.contains(&"4.8") && shown.contains(&"3.0"), "{shown:?}");
    }
    let mut plain = stacked(Stacking::Stacked);
    plain.options.labels = None;
    assert!(!texts(&arrange(&plain, 30.0, 18.0)).contains(&"4.8"));
}

#[test]
fn losses_have_another_colour_than_gains() {
    let rows = [("Spain", 41.0), ("Austria", -3.0), ("Germany", -11.0)];
    let mut chart = chart(ChartKind::Bar, &rows);
    let colours = |chart: &Chart| -> Vec<ChartColour> {
        fills(&arrange(chart, 30.0, 18.0)).into_iter().map(|(_, colour)| colour.clone()).collect()
    };
    let [gain, loss] = [ChartColour::Series(0), ChartColour::FALL];
    assert_eq!(colours(&chart), [gain, loss.clone(), loss.clone()]);
    chart.options.highlight = vec!["Germany".to_owned()];
    assert_eq!(colours(&chart), [ChartColour::Muted, ChartColour::Muted, loss]);
    chart.options.colours = vec![ChartColourValue::Rgb(0, 0, 0)];
    assert!(!colours(&chart).contains(&ChartColour::FALL));
}

#[test]
fn the_value_of_a_long_bar_to_the_left_is_apart_from_its_name() {
    let mut chart = chart(ChartKind::Bar, &[("Spain", 41.0), ("Germany", -11.0)]);
    chart.options.horizontal = Some(true);
    let drawing = arrange(&chart, 30.0, 12.0);
    let find = |text: &str| labels(&drawing).into_iter().find(|l| l.text == text).map(|l| l.rect);
    let (name, value) = (find("Germany").unwrap(), find("−11").unwrap());
    assert!(value.x - name.right() >= 1.0, "{name:?} {value:?}");
}

#[test]
fn changes_of_a_waterfall_have_signs_in_words_and_tables() {
    let table = table(&[&["Q3 2024", "0.9"], &["Prices", "0.4"], &["Q3 2025", "total"]]);
    let (mut data, _) = build_data(&table, ChartKind::Waterfall, &DataOptions::default());
    set_marks(ChartKind::Waterfall, &mut data);
    let chart = Chart { kind: ChartKind::Waterfall, data, options: ChartOptions::default() };
    let rows = chart.to_table("en").rows;
    let values: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(values, ["0.9", "+0.4", "1.3"], "{rows:?}");
    let words = chart.describe("", "en");
    assert!(words.contains("Prices +0.4") && words.contains("Q3 2025 1.3"), "{words}");
}

#[test]
fn lines_at_values_say_the_value() {
    let mut chart = chart(ChartKind::Bar, &[("a", 91.0), ("b", 96.0)]);
    chart.options.unit = Some("%".to_owned());
    let line = |label: Option<&str>| ReferenceLine { value: 95.0, label: label.map(str::to_owned) };
    for (label, expected) in [
        (Some("Target"), "Target (95%)"),
        (Some("Target of 95 per cent"), "Target of 95 per cent"),
        (None, "95%"),
    ] {
        chart.options.references = vec![line(label)];
        let drawing = arrange(&chart, 30.0, 15.0);
        assert!(texts(&drawing).contains(&expected), "{:?}", texts(&drawing));
        assert!(chart.describe("", "en").contains(&format!("Line: {expected}.")));
        assert!(chart.describe("", "de").contains("95"));
    }
}

#[test]
fn many_small_charts_are_not_flat() {
    let header: Vec<String> =
        std::iter::once("Year".to_owned()).chain((0..9).map(|at| format!("City {at}"))).collect();
    let row = |year: u32| -> Vec<String> {
        let values = (0..9).map(|at| (year % 7 + at).to_string());
        std::iter::once(year.to_string()).chain(values).collect()
    };
    let table = RawTable { header, rows: (2015..2024).map(row).collect() };
    let (mut data, _) = build_data(&table, ChartKind::Line, &DataOptions::default());
    set_marks(ChartKind::Line, &mut data);
    let chart = Chart { kind: ChartKind::Line, data, options: ChartOptions::default() };
    let drawing = arrange(&chart, 45.0, 15.0);
    let names: Vec<Rect> = labels(&drawing)
        .into_iter()
        .filter(|label| label.text.starts_with("City"))
        .map(|label| label.rect)
        .collect();
    assert_eq!(names.len(), 9);
    let rows = names.iter().filter(|name| (name.x - names[0].x).abs() < 0.1).count();
    assert_eq!(rows, 2, "{names:?}");
}

#[test]
fn the_sizes_of_bubbles_are_explained_by_two_in_their_colour() {
    let rows: [&[&str]; 3] = [
        &["Country", "GDP", "Per head", "Emissions"],
        &["India", "8.4", "2", "2830"],
        &["China", "21.5", "8", "11400"],
    ];
    let columns = DataOptions::default();
    let (data, _) = build_data(&table(&rows), ChartKind::Bubble, &columns);
    let chart = Chart { kind: ChartKind::Bubble, data, options: ChartOptions::default() };
    let drawing = arrange(&chart, 40.0, 18.0);
    let shown = texts(&drawing);
    if !chart.data.sizes.is_empty() {
        assert!(shown.contains(&"100") && shown.contains(&"1,000"), "{shown:?}");
        assert!(fills(&drawing).iter().all(|(_, colour)| **colour != ChartColour::Muted));
    }
}

#[test]
fn lines_at_values_are_drawn_in_charts_of_points_and_histograms() {
    let rows: [&[&str]; 4] = [&["x", "y"], &["1", "5"], &["2", "7"], &["4", "4"]];
    let (data, _) = build_data(&table(&rows), ChartKind::Scatter, &DataOptions::default());
    let line = ReferenceLine { value: 6.0, label: Some("Target".to_owned()) };
    let options = ChartOptions { references: vec![line], ..ChartOptions::default() };
    let points = Chart { kind: ChartKind::Scatter, data, options };
    assert!(texts(&arrange(&points, 30.0, 15.0)).contains(&"Target (6)"));
    let values: [&[&str]; 5] = [&["w"], &["1"], &["2"], &["4"], &["9"]];
    let (data, _) = build_data(&table(&values), ChartKind::Histogram, &DataOptions::default());
    let histogram = Chart { kind: ChartKind::Histogram, data, options: points.options.clone() };
    let drawing = arrange(&histogram, 30.0, 15.0);
    assert!(texts(&drawing).contains(&"Target (6)"), "{:?}", texts(&drawing));
    assert!(!drawing.is_crowded);
}

#[test]
fn notes_are_beside_or_inside_of_horizontal_bars() {
    for row in [0, 1] {
        let mut chart = chart(ChartKind::Bar, &[("Long", 40.0), ("Short", 4.0)]);
        chart.options.horizontal = Some(true);
        chart.options.notes = vec![ChartNote { row, series: None, text: "A note".to_owned() }];
        let drawing = arrange(&chart, 30.0, 6.0);
        assert!(texts(&drawing).contains(&"A note"), "{row} {:?}", texts(&drawing));
    }
}
