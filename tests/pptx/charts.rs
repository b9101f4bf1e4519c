//! Charts as PowerPoint draws them.

use plenary::{Input, Options, render_pptx};

use super::render;

/// Returns the part of a chart between two words.
fn between<'x>(xml: &'x str, start: &str, end: &str) -> &'x str {
    let (_, rest) = xml.split_once(start).unwrap_or_else(|| panic!("{start} is not in {xml}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{end} is not in {rest}")).0
}

#[test]
fn labels_of_areas_are_at_the_line_at_their_top() {
    let file = render(
        "slides:
  - title: A lake
    chart:
      kind: area
      data: { 2021: 40, 2022: 30, 2023: 35, 2024: 41 }
      notes: [{ at: 2022, text: A dry year }]
      alt: A lake.
  - title: Two
    chart:
      kind: area
      data: [[Year, Avon, Wye], [2021, 1, 4], [2022, 2, 6]]
      notes: [{ at: 2022, series: Wye, text: A wet year }]
      alt: Two lakes.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    assert!(!between(chart, "<c:areaChart>", "</c:areaChart>").contains("<c:dLbls>"), "{chart}");
    let edge = between(chart, "<c:lineChart>", "</c:lineChart>");
    assert!(edge.contains("<c:dLblPos val=\"b\"/>"), "the note is below the line: {edge}");
    assert!(edge.contains("<c:dLblPos val=\"r\"/>"), "the last value is beside it: {edge}");
    assert!(edge.contains("<c:f>Data!$B$2:$B$5</c:f>"), "it has the values of the area: {edge}");
    let chart = file.part("ppt/charts/chart2.xml");
    assert!(chart.contains("<a:t>A wet year</a:t>"), "{chart}");
    file.assert_sound("areas");
}

#[test]
fn lines_at_values_are_named_at_their_start() {
    let file = render(
        "slides:
  - title: Deliveries
    chart:
      kind: line
      data: { 2021: 94, 2022: 91, 2023: 96 }
      reference: { value: 95, label: Target }
      alt: Deliveries.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    let label = between(chart, "<c:dLbl><c:idx val=\"0\"/><c:layout>", "</c:dLbl>");
    assert!(label.contains("<a:t>Target (95)</a:t>"), "{label}");
    assert!(label.contains("<c:y val=\"-0."), "it is above the line: {label}");
}

#[test]
fn axes_of_one_series_are_named_and_coloured() {
    let file = render(
        "slides:
  - title: Stock
    chart:
      kind: combined
      y_axis: Pumps built
      right_axis: { title: Days of stock, min: 0 }
      data: [[Quarter, Pumps, Days], [Q1, 410, 61], [Q2, 430, 60]]
      series: [Pumps, { y: Days, kind: line, axis: right }]
      alt: Stock.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    assert!(chart.contains("<c:v>Pumps built</c:v>"), "the legend: {chart}");
    let right = between(chart, "<c:valAx><c:axId val=\"1004\"/>", "</c:valAx>");
    assert!(right.contains("<a:t>Days of stock</a:t>"), "{right}");
    let look = between(right, "<c:txPr>", "</c:txPr>");
    assert!(look.contains("accent2"), "the colour of its series: {look}");
}

#[test]
fn values_of_highlighted_bars_are_bold() {
    let file = render(
        "slides:
  - title: Fish
    chart: { kind: bar, data: { A: 9, B: 7, C: 4 }, highlight: C, alt: Fish. }
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    let label = between(chart, "<c:dLbl><c:idx val=\"2\"/>", "</c:dLbl>");
    assert!(label.contains(" b=\"1\""), "{label}");
}

#[test]
fn names_of_points_do_not_cover_each_other() {
    let file = render(
        "slides:
  - title: Coffee
    chart:
      kind: scatter
      data:
        - [Country, People, Bags]
        - [Viet Nam, 100, 30]
        - [Brazil, 112, 30]
        - [Colombia, 10, 5]
      alt: Coffee.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    let place = |name: &str| {
        between(between(chart, name, "</c:dLbl>"), "c:dLblPos val=\"", "\"").to_owned()
    };
    assert_eq!(place("Colombia"), "r", "{chart}");
    assert_ne!(place("Viet\u{a0}Nam"), "r", "Brazil is there: {chart}");
}

#[test]
fn names_of_points_are_where_they_are_on_the_page() {
    let rows: String =
        (0..9).map(|row| format!("[Town {row}, {}, {}], ", 78 - row, 80 + row % 2)).collect();
    let file = render(&format!(
        "slides:
  - title: Towns
    chart: {{ kind: scatter, data: [[Town, Rain, Trees], {rows}[Ur, 2, 55]], alt: Ten towns. }}
"
    ));
    let chart = file.part("ppt/charts/chart1.xml");
    // A name that has no room on the page is not written, one at a corner is moved there.
    assert!(chart.contains("Town\u{a0}0") && chart.matches("<c:dLbl>").count() < 10, "{chart}");
    let moved = chart.split("<c:dLbl>").filter(|label| label.contains("<c:manualLayout>"));
    assert!(moved.count() > 0, "{chart}");
    file.assert_sound("names of points");
}

#[test]
fn names_are_on_large_bubbles() {
    let file = render(
        "slides:
  - title: Towns
    chart:
      kind: bubble
      data: [[Town, Rain, Rivers, People], [A, 10, 2, 300], [B, 20, 4, 90000]]
      alt: Two towns.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    let label = chart.split("<c:dLbl>").find(|label| label.contains("<a:t>B</a:t>"));
    assert!(label.is_some_and(|label| label.contains("<c:dLblPos val=\"ctr\"/>")), "{chart}");
    let scale = between(chart, "<c:bubbleScale val=\"", "\"").parse::<u32>().expect("a number");
    assert!((70..250).contains(&scale), "{scale}");
    file.assert_sound("names on bubbles");
}

#[test]
fn scales_of_points_and_of_two_axes_are_those_of_the_page() {
    let file = render(
        "slides:
  - title: Towns
    chart: { kind: scatter, data: [[Town, Rain, Trees], [A, 78, 3], [B, 9, 58]], alt: Two. }
  - title: Two axes
    chart:
      kind: combined
      series: [Pumps, { y: Days, kind: line, axis: right }]
      data: [[Year, Pumps, Days], [A, 410, 61], [B, 590, 39]]
      alt: Pumps and days.
  - title: Bars
    chart: { kind: bar, labels: false, data: { A: 3, B: 58 }, alt: Two bars. }
",
    );
    let scales = |number: usize| -> Vec<(String, String)> {
        let chart = file.part(&format!("ppt/charts/chart{number}.xml"));
        let axes = chart.split("<c:valAx>").skip(1);
        let value = |axis: &str, name: &str| {
            let start = format!("<c:{name} val=\"");
            if axis.contains(&start) {
                between(axis, &start, "\"").to_owned()
            } else {
                String::new()
            }
        };
        axes.map(|axis| (value(axis, "max"), value(axis, "majorUnit"))).collect()
    };
    let pair = |max: &str, step: &str| (max.to_owned(), step.to_owned());
    assert_eq!(scales(1), [pair("80", "10"), pair("60", "20")]);
    assert_eq!(scales(2), [pair("600", "100"), pair("65", "5")]);
    assert_eq!(scales(3), [pair("", "")], "longer bars have room");
}

#[test]
fn titles_of_axes_are_beside_numbers() {
    let file = render(
        "slides:
  - title: Towns
    chart:
      kind: scatter
      data: [[Town, Rain, Trees], [A, 78, 3], [B, 9, 58]]
      x_axis: { title: Rain in mm }
      alt: Two.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    let title = between(chart, "<c:title>", "</c:title>");
    let top = between(title, "<c:y val=\"", "\"").parse::<f32>().expect("a number");
    let plot = between(chart, "<c:plotArea>", "</c:layout>");
    let number = |name: &str| -> f32 {
        between(plot, &format!("<c:{name} val=\""), "\"").parse().expect("a number")
    };
    assert!(number("x") > 0.01, "the numbers at the left: {plot}");
    // The numbers of the axis are between plot and title.
    assert!(top > number("y") + number("h") + 0.02, "{title} {plot}");
}

#[test]
fn panels_show_the_lines_of_the_others_in_grey() {
    let file = render(
        "slides:
  - title: Rivers
    chart:
      kind: line
      multiples: true
      data: [[Year, Avon, Wye, Severn], [A, 1, 4, 2], [B, 2, 6, 3], [C, 3, 5, 1]]
      alt: Three rivers.
",
    );
    let chart = file.part("ppt/charts/chart2.xml");
    assert_eq!(chart.matches("<c:ser>").count(), 3, "{chart}");
    let lines = chart.split("<c:catAx>").next().unwrap_or_default();
    assert_eq!(lines.matches("<a:ln w=\"9525\" cap=\"rnd\">").count(), 2, "{chart}");
    // Its own line is drawn above the others, and none has a name at its end.
    let own = chart.rsplit("<c:ser>").next().expect("a series");
    assert!(own.contains("<c:v>Wye</c:v>") && own.contains("<c:order val=\"2\"/>"), "{own}");
    assert!(!chart.contains("<c:legend>") && !chart.contains("showSerName val=\"1\""), "{chart}");
    let workbook = file.paths().find(|path| path.ends_with("workbook2.xlsx")).expect("a workbook");
    let rows = file.read_workbook(workbook);
    assert_eq!(rows[1][1..4], ["4", "1", "2"], "{rows:?}");
    file.assert_sound("panels with the lines of others");
}

#[test]
fn horizontal_bars_have_sums_and_shares_have_their_decimals() {
    let file = render(
        "slides:
  - title: Bars
    chart:
      kind: bar
      horizontal: true
      stacked: true
      labels: true
      data: [[Year, Fish, Frogs], [A, 1, 2.5], [B, 4, 2]]
      alt: Two.
  - title: Pie
    chart:
      kind: donut
      labels: true
      data: { Cities: 5.9, Industry: 3.4, Farms: 1.6, Dealers: 1.1 }
      alt: Four.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    let sums = chart.rsplit("<c:ser>").next().expect("a series");
    for part in ["<c:v>3.5</c:v>", "<c:v>6</c:v>", "<c:dLblPos val=\"inBase\"/>", "<a:noFill/>"] {
        assert!(sums.contains(part), "{part}: {sums}");
    }
    assert!(!chart.contains("<c:lineChart>"), "{chart}");
    let axis = chart.split("<c:valAx>").nth(1).expect("an axis");
    assert!(axis.contains("<c:max val=\"6.84\"/>"), "{axis}");
    assert!(chart.contains("<c:legendEntry><c:idx val=\"2\"/>"), "{chart}");
    let shares = file.part("ppt/charts/chart2.xml");
    assert!(shares.contains("<c:numFmt formatCode=\"0.0%\""), "{shares}");
    file.assert_sound("sums of horizontal bars");
}

#[test]
fn what_the_areas_of_bubbles_show_is_written() {
    let outline = "slides:
  - title: Towns
    chart:
      kind: bubble
      data: [[Town, Rain, Rivers, People], [A, 10, 2, 300], [B, 20, 4, 900]]
      alt: Two towns.
";
    let file = render(outline);
    assert!(file.texts(1).iter().any(|text| text == "People"), "{:?}", file.texts(1));
    let rendered = render_pptx(Input::Bytes(outline.into()), &Options::default());
    let said: Vec<&str> = rendered.diagnostics.iter().map(|said| said.message.as_str()).collect();
    assert!(said.iter().any(|message| message.contains("areas of bubbles")), "{said:?}");
}

#[test]
fn bold_names_of_bars_are_reported() {
    let outline = "slides:
  - title: Towns
    chart: { kind: bar, data: { A: 3, B: 5 }, highlight: [B], alt: Two. }
";
    let rendered = render_pptx(Input::Bytes(outline.into()), &Options::default());
    let said: Vec<&str> = rendered.diagnostics.iter().map(|said| said.message.as_str()).collect();
    assert!(said.iter().any(|message| message.contains("bold names")), "{said:?}");
}

#[test]
fn labels_of_areas_and_rings_have_no_position() {
    let file = render(
        "slides:
  - title: Areas
    chart:
      kind: area
      data: [[Year, Fish], [2020, 1], [2021, 4], [2022, 2]]
      notes: [{ at: 2021, text: Many }]
      alt: Fish.
  - title: Rings
    chart:
      kind: donut
      data: { A: 3, B: 5 }
      notes: [{ at: B, text: A note }]
      alt: Two.
",
    );
    for number in 1..=2 {
        let chart = file.part(&format!("ppt/charts/chart{number}.xml"));
        // The line at the top of an area is a series of its own, whose labels may have positions.
        for kind in ["areaChart", "doughnutChart"] {
            let drawn = chart.split(&format!("<c:{kind}>")).nth(1).unwrap_or_default();
            let drawn = drawn.split(&format!("</c:{kind}>")).next().unwrap_or_default();
            assert!(!drawn.contains("c:dLblPos"), "programs refuse it: {chart}");
        }
        assert!(number == 1 || chart.contains("<c:showPercent val=\"1\"/>"), "{chart}");
        assert!(number == 1 || !chart.contains("A note"), "the PDF has none: {chart}");
    }
}

#[test]
fn sums_of_bars_and_values_in_rings_are_kept() {
    let file = render(
        "slides:
  - title: Bars
    chart:
      stacked: true
      labels: true
      data: [[Year, Fish, Frogs], [A, 1, 2.5], [B, 4, 2]]
      alt: Two.
  - title: Rings
    chart: { kind: donut, data: { A: 3, B: 5 }, unit: tonnes, alt: Two. }
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    let (_, line) = chart.split_once("<c:lineChart>").expect("a line of sums");
    for part in ["<c:v>3.5</c:v>", "<c:v>6</c:v>", "<c:dLblPos val=\"t\"/>", "$D$2:$D$3"] {
        assert!(line.contains(part), "{part} is missing in {line}");
    }
    assert!(chart.contains("<c:legendEntry><c:idx val=\"2\"/>"), "{chart}");
    let slide = file.part("ppt/slides/slide2.xml");
    let (_, group) = slide.split_once("<p:grpSp>").expect("a ring and its value");
    assert!(group.contains("<a:t>8</a:t>") && group.contains("tonnes"), "{group}");
    file.assert_sound("sums");
}

#[test]
fn the_words_around_a_plot_keep_clear_of_it() {
    let file = render(
        "slides:
  - title: Points
    chart:
      kind: scatter
      y_axis: Life expectancy, years
      x: Income
      y: Years
      name: Country
      highlight: [Norway]
      data:
        - [Country, Income, Years]
        - [Japan, 45, 84]
        - [Poland, 43, 77]
        - [Norway, 78, 83]
        - [United States, 77, 83]
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    // The unit of the values is the title of the chart, which no program breaks into two lines.
    let title = &chart[chart.find("<c:title>").unwrap()..chart.find("<c:plotArea>").unwrap()];
    assert!(title.contains("Life expectancy, years") && title.contains("wrap=\"none\""), "{title}");
    let below = &chart[chart.find("<a:t>Income</a:t>").expect("a title of the axis")..];
    assert!(below.contains("<c:manualLayout>"), "{below}");
    let norway = chart[..chart.find("<a:t>Norway</a:t>").unwrap()].rfind("b=\"1\"");
    assert!(norway.is_some(), "{chart}");
}
