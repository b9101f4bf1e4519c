//! What keeps readers from being misled: leaders, dots, marks of cut axes, ticks at dates with
//! values.

use super::*;

fn lines(rows: &[&[&str]]) -> Chart {
    let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
    let table = RawTable::from_rows(rows.iter().map(row).collect());
    let (mut data, issues) = build_data(&table, ChartKind::Line, &DataOptions::default());
    assert_eq!(issues, []);
    set_marks(ChartKind::Line, &mut data);
    Chart { kind: ChartKind::Line, data, options: ChartOptions::default() }
}

fn strokes(drawing: &ChartDrawing) -> Vec<(&ChartStroke, ChartPart)> {
    let stroke = |mark: &'_ ChartMark| matches!(&mark.kind, ChartMarkKind::Stroke(_));
    let marks = drawing.marks.iter().filter(|mark| stroke(mark));
    marks
        .filter_map(|mark| match &mark.kind {
            ChartMarkKind::Stroke(stroke) => Some((stroke, mark.part)),
            _ => None,
        })
        .collect()
}

#[test]
fn lines_lead_from_labels_to_slices_that_are_not_beside_them() {
    let rows = [
        ("Salaries", 31.4),
        ("Buildings", 7.2),
        ("Equipment", 4.1),
        ("Travel", 1.8),
        ("Other", 2.9),
    ];
    let drawing = arrange(&chart(ChartKind::Donut, &rows), 40.0, 15.0);
    let leaders =
        strokes(&drawing).into_iter().filter(|(stroke, _)| stroke.colour == ChartColour::Axis);
    let rows: Vec<usize> = leaders.filter_map(|(_, part)| part.row).collect();
    assert!(rows.contains(&3) && rows.contains(&4), "{rows:?}");
    assert!(!rows.contains(&0) && !rows.contains(&1), "{rows:?}");
}

#[test]
fn the_line_from_a_note_crosses_no_other_line() {
    let mut chart = lines(&[
        &["Month", "Wind", "Coal"],
        &["2024-10", "9", "6.6"],
        &["2024-11", "10.9", "7.8"],
        &["2024-12", "9.6", "9.1"],
        &["2025-01", "12", "7.7"],
    ]);
    let text = "Cold".to_owned();
    chart.options.notes = vec![ChartNote { row: 2, series: Some(1), text }];
    let drawing = arrange(&chart, 40.0, 16.0);
    let note = labels(&drawing).into_iter().find(|label| label.text == "Cold").unwrap();
    let dots = drawing.marks.iter().filter_map(|mark| match (&mark.kind, mark.part.row) {
        (ChartMarkKind::Fill(ChartOutline::Circle(centre, _), colour), Some(2)) => {
            Some((*centre, colour.clone()))
        }
        _ => None,
    });
    let (centre, colour) = dots.max_by(|a, b| a.0.y.total_cmp(&b.0.y)).unwrap();
    assert_eq!(colour, ChartColour::Series(1));
    assert!(note.rect.y > centre.y, "the note is above, and Wind is between");
}

#[test]
fn an_axis_without_zero_is_marked() {
    let has_kink = |rows: &[&[&str]]| {
        let drawing = arrange(&lines(rows), 30.0, 15.0);
        strokes(&drawing)
            .iter()
            .any(|(stroke, _)| stroke.points.len() == 6 && stroke.colour == ChartColour::Axis)
    };
    assert!(has_kink(&[&["2020", "95"], &["2021", "103"]]));
    assert!(!has_kink(&[&["2020", "3"], &["2021", "8"]]));
    assert!(!has_kink(&[&["2020", "-95"], &["2021", "103"]]));
}

#[test]
fn dates_below_lines_are_those_of_the_data_and_the_last_one_is_named() {
    let below = |chart: &Chart, width: f32| -> Vec<String> {
        let drawing = arrange(chart, width, 15.0);
        let is_date = |text: &&str| text.contains("20") || text.starts_with(char::is_alphabetic);
        texts(&drawing).into_iter().filter(is_date).map(str::to_owned).collect()
    };
    let even = lines(&[&["2012", "1"], &["2014", "3"], &["2016", "2"]]);
    assert_eq!(below(&even, 30.0), ["2012", "2014", "2016"]);
    let months: Vec<String> =
        (0..18).map(|at| format!("{}-{:02}", 2024 + at / 12, at % 12 + 1)).collect();
    let rows: Vec<[&str; 2]> = months.iter().map(|month| [month.as_str(), "5"]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
    let dates = below(&lines(&rows), 40.0);
    assert_eq!(dates.first().map(String::as_str), Some("Jan\n2024"));
    assert_eq!(dates.last().map(String::as_str), Some("Jun"), "{dates:?}");
}

#[test]
fn each_of_two_axes_has_the_colour_of_its_series() {
    let mut chart = lines(&[&["Year", "a", "b"], &["2020", "1", "40"], &["2021", "3", "50"]]);
    chart.data.series[1].is_on_right = true;
    let drawing = arrange(&chart, 30.0, 15.0);
    let inks: Vec<&LabelInk> = labels(&drawing).iter().map(|label| &label.ink).collect();
    for series in [0, 1] {
        assert!(inks.contains(&&LabelInk::Coloured(ChartColour::Series(series))), "{series}");
    }
}

#[test]
fn the_years_of_small_charts_are_below_the_last_row_only() {
    let header: Vec<String> = (0..9).map(|index| format!("City {index}")).collect();
    let head: Vec<&str> =
        std::iter::once("Year").chain(header.iter().map(String::as_str)).collect();
    let first: Vec<&str> = std::iter::once("2014").chain(["5"; 9]).collect();
    let last: Vec<&str> = std::iter::once("2024").chain(["7"; 9]).collect();
    let drawing = arrange(&lines(&[&head, &first, &last]), 42.0, 15.0);
    let all = labels(&drawing);
    let years = all.iter().filter(|label| label.text == "2024").map(|label| label.rect.y);
    let lowest_name = all.iter().find(|label| label.text == "City 8").unwrap().rect.y;
    let years: Vec<f32> = years.collect();
    assert!(!years.is_empty() && years.iter().all(|y| *y > lowest_name), "{years:?}");
}

#[test]
fn a_logarithmic_scale_starts_at_the_smallest_value() {
    let mut chart = lines(&[&["2000", "10"], &["2010", "8000"], &["2015", "100000"]]);
    chart.options.y_axis.is_log = true;
    assert!(texts(&arrange(&chart, 30.0, 15.0)).contains(&"10"));
}

#[test]
fn stacked_areas_are_named_with_their_last_values() {
    let mut chart = lines(&[&["Year", "a", "b"], &["2020", "1", "3"], &["2021", "3", "1"]]);
    chart.kind = ChartKind::Area;
    chart.data.series.iter_mut().for_each(|series| series.mark = SeriesMark::Area);
    chart.options.stacking = Some(Stacking::Percent);
    let drawing = arrange(&chart, 30.0, 15.0);
    let shown = texts(&drawing).join(" ").replace('\u{a0}', "");
    assert!(shown.contains("a 75%") && shown.contains("b 25%"), "{shown}");
}

#[test]
fn counts_have_no_halves() {
    let rows: Vec<(&str, f64)> = [1.0, 2.0, 2.0, 3.0, 3.0, 3.0].map(|value| ("", value)).to_vec();
    let table = RawTable {
        header: Vec::new(),
        rows: rows.iter().map(|(_, value)| vec![value.to_string()]).collect(),
    };
    let (data, _) = build_data(&table, ChartKind::Histogram, &DataOptions::default());
    let chart = Chart { kind: ChartKind::Histogram, data, options: ChartOptions::default() };
    assert!(!texts(&arrange(&chart, 30.0, 18.0)).contains(&"0.5"));
}
