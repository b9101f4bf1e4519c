//! The data of a chart as a sheet, and the references of the chart to it.

use super::units::exact_number;
use super::waterfall_sheet::WaterfallSheet;
use super::workbook::{CellFormat, SHEET_NAME, SheetValue};
use super::xml::Xml;
use crate::geometry::Rect;
use crate::numerals::column_letters;
use crate::scene::{
    CategoryPositions, ChartForm, Colour, EditableChart, SeriesForm, SeriesStacking,
};

/// The name of the sums of stacked bars.
pub(super) const TOTAL_NAME: &str = "Σ";

/// The room for sums after horizontal bars, as a share of the longest.
const ROOM_FOR_SUMS: f64 = 0.14;

/// The number of 1 January 1970 in spreadsheets, which count from 30 December 1899.
const DAY_OF_1970: f64 = 25_569.0;

/// A chart and the columns of its sheet.
pub(super) struct ChartSheet<'c> {
    pub(super) chart: &'c EditableChart,
    /// Lines at values that are series of their own, after those of the chart.
    pub(super) references: Vec<(f64, String)>,
    /// The colour of the line at the top of the only area, which is a series of its own.
    pub(super) edge: Option<Colour>,
    /// The sums of stacked bars, which are the values of an invisible line with labels, after the
    /// references. Horizontal bars have an invisible bar.
    pub(super) totals: Option<Vec<Option<f64>>>,
    /// The place of the ring of a chart in its frame, in shares of the frame.
    pub(super) ring: Option<Rect>,
    /// How shares of the whole are written, as a format code of spreadsheets.
    pub(super) share_format: Option<String>,
}

impl<'c> ChartSheet<'c> {
    /// Creates the sheet of a chart.
    pub(super) fn new(chart: &'c EditableChart) -> Self {
        let has_lines = matches!(chart.form, ChartForm::Upright | ChartForm::Histogram);
        let references = if has_lines { chart.references.clone() } else { Vec::new() };
        let edge = match chart.series.as_slice() {
            [series] if has_lines && series.form == SeriesForm::Area => series.edge,
            _ => None,
        };
        let has_numbers = matches!(chart.positions, CategoryPositions::Numbers(_));
        let edge = edge.filter(|_| !has_numbers);
        Self { chart, references, edge, totals: totals_of(chart), ring: None, share_format: None }
    }

    /// Returns the index of the series that is the line at the top of an area, or has the sums.
    pub(super) fn line_index(&self) -> usize {
        self.chart.series.len() + self.references.len()
    }

    /// Returns the end of the axis of horizontal bars with sums, which would be too long with the
    /// bars of the sums.
    pub(super) fn end_before_sums(&self) -> Option<f64> {
        let sums = self.totals.iter().flatten().filter_map(|sum| *sum);
        let largest = sums.reduce(f64::max).filter(|largest| *largest > 0.0)?;
        (self.chart.form == ChartForm::Sideways)
            .then(|| exact_number(largest * (1.0 + ROOM_FOR_SUMS)))
    }

    /// Returns the number of lines after the series of the chart.
    pub(super) fn line_count(&self) -> usize {
        self.references.len() + usize::from(self.totals.is_some())
    }

    /// Returns the cell of a total: the sum of the bars in its row.
    fn total_cell(&self, row: usize) -> Option<SheetValue> {
        let total = self.totals.as_ref()?.get(row).copied().flatten();
        let last = column_letters(self.chart.series.len() as u32);
        let number = row + 2;
        let formula = |total| {
            SheetValue::Formula(format!("SUM(B{number}:{last}{number})"), total, CellFormat::Usual)
        };
        Some(total.map_or(SheetValue::Empty, formula))
    }

    /// Returns the number of rows without the headings.
    pub(super) fn row_count(&self) -> usize {
        self.chart.series.iter().map(|series| series.values.len()).max().unwrap_or(0)
    }

    /// Returns the rows of the sheet, the headings first.
    pub(super) fn rows(&self) -> Vec<Vec<SheetValue>> {
        let chart = self.chart;
        let text = |text: &str| match text {
            "" => SheetValue::Empty,
            text => SheetValue::Text(text.to_owned()),
        };
        let number = |value: Option<f64>| {
            value.map_or(SheetValue::Empty, |value| SheetValue::Number(value, CellFormat::Usual))
        };
        let mut header = vec![text(&chart.category_name)];
        header.extend((0..chart.series.len()).map(|index| text(&self.series_name(index))));
        header.extend(chart.sizes.iter().map(|(name, _)| text(name)));
        header.extend(self.references.iter().map(|(_, label)| text(label)));
        header.extend(self.totals.as_ref().map(|_| text(TOTAL_NAME)));
        let names_points = self.has_points() && !chart.categories.is_empty();
        if names_points {
            header.push(SheetValue::Empty);
        }
        let waterfall = WaterfallSheet::new(chart, self.references.len());
        header.extend(waterfall.as_ref().map(WaterfallSheet::header).into_iter().flatten());
        let mut rows = vec![header];
        for row in 0..self.row_count() {
            let mut cells = vec![match &chart.positions {
                CategoryPositions::Numbers(numbers) => number(numbers.get(row).copied()),
                CategoryPositions::Days(days, _) => {
                    days.get(row).map_or(SheetValue::Empty, |day| {
                        SheetValue::Number(day + DAY_OF_1970, CellFormat::Day)
                    })
                }
                CategoryPositions::Names => text(chart.categories.get(row).map_or("", |it| it)),
            }];
            let of_series = chart.series.iter().map(|it| it.value(row));
            match &waterfall {
                Some(waterfall) => cells.extend(waterfall.bars(row)),
                None => cells.extend(of_series.map(number)),
            }
            cells.extend(
                chart.sizes.iter().map(|(_, sizes)| number(sizes.get(row).copied().flatten())),
            );
            cells.extend(self.references.iter().map(|(value, _)| number(Some(*value))));
            cells.extend(self.total_cell(row));
            if names_points {
                cells.push(text(chart.categories.get(row).map_or("", |it| it)));
            }
            cells.extend(waterfall.as_ref().map(|it| it.changes(row)).into_iter().flatten());
            rows.push(cells);
        }
        rows
    }

    /// Returns the name of a series: that of the author, or of its values.
    pub(super) fn series_name(&self, index: usize) -> String {
        if let Some(title) = self.own_axis_title(index) {
            return title.to_owned();
        }
        let name = &self.chart.series[index].name;
        match (name.is_empty(), self.chart.y_axis.title.as_str()) {
            (true, title) if self.chart.series[index].colour.is_some() => title.to_owned(),
            _ => name.clone(),
        }
    }

    /// Returns the title of the axis that a series has for itself, as the page names it.
    pub(super) fn own_axis_title(&self, index: usize) -> Option<&str> {
        let series = &self.chart.series;
        let is_on_right = series[index].is_on_right;
        let on_side = series.iter().filter(|other| other.is_on_right == is_on_right).count();
        let has_both_sides = on_side < series.len();
        let axis = if is_on_right { &self.chart.right_axis } else { &self.chart.y_axis };
        (has_both_sides && on_side == 1 && !axis.title.is_empty()).then_some(&axis.title)
    }

    /// Returns the colour of the text of an axis that one series has for itself.
    pub(super) fn own_axis_colour(&self, is_on_right: bool) -> Option<Colour> {
        let series = &self.chart.series;
        let index = series.iter().position(|series| series.is_on_right == is_on_right)?;
        self.own_axis_title(index).and(series[index].colour)
    }

    /// Whether both coordinates of a mark are values.
    pub(super) fn has_points(&self) -> bool {
        matches!(self.chart.form, ChartForm::Points | ChartForm::Bubbles) || self.has_number_lines()
    }

    /// Whether lines are drawn at the distances of their numbers, for which the format has only
    /// charts of points.
    pub(super) fn has_number_lines(&self) -> bool {
        self.chart.form == ChartForm::Upright
            && matches!(self.chart.positions, CategoryPositions::Numbers(_))
    }

    /// Writes a reference to a heading, with its text.
    pub(super) fn write_name(&self, xml: &mut Xml, column: usize, name: &str) {
        xml.open("c:tx", &[]);
        xml.open("c:strRef", &[]);
        xml.text_element("c:f", &format!("{SHEET_NAME}!${}$1", column_letters(column as u32)));
        xml.open("c:strCache", &[]);
        write_texts(xml, &[name]);
        xml.close();
        xml.close();
        xml.close();
    }

    /// Writes a reference to the categories.
    pub(super) fn write_categories(&self, xml: &mut Xml, name: &'static str) {
        xml.open(name, &[]);
        match &self.chart.positions {
            CategoryPositions::Names => {
                xml.open("c:strRef", &[]);
                self.write_range(xml, 0);
                xml.open("c:strCache", &[]);
                let names: Vec<&str> = self.chart.categories.iter().map(String::as_str).collect();
                write_texts(xml, &names);
                xml.close();
                xml.close();
            }
            CategoryPositions::Numbers(numbers) => {
                let numbers: Vec<_> = numbers.iter().copied().map(Some).collect();
                self.write_numbers(xml, 0, "General", &numbers);
            }
            CategoryPositions::Days(days, format) => {
                let days: Vec<_> = days.iter().map(|day| Some(day + DAY_OF_1970)).collect();
                self.write_numbers(xml, 0, format, &days);
            }
        }
        xml.close();
    }

    /// Writes a reference to the numbers of a column.
    pub(super) fn write_values(
        &self,
        xml: &mut Xml,
        name: &'static str,
        column: usize,
        values: &[Option<f64>],
    ) {
        xml.open(name, &[]);
        self.write_numbers(xml, column, &self.chart.number_format, values);
        xml.close();
    }

    fn write_numbers(&self, xml: &mut Xml, column: usize, format: &str, values: &[Option<f64>]) {
        xml.open("c:numRef", &[]);
        self.write_range(xml, column);
        xml.open("c:numCache", &[]);
        xml.text_element("c:formatCode", format);
        xml.empty("c:ptCount", &[("val", &values.len())]);
        for (index, value) in values.iter().enumerate() {
            if let Some(value) = value {
                xml.open("c:pt", &[("idx", &index)]);
                xml.text_element("c:v", &exact_number(*value).to_string());
                xml.close();
            }
        }
        xml.close();
        xml.close();
    }

    fn write_range(&self, xml: &mut Xml, column: usize) {
        let (name, last) = (column_letters(column as u32), self.row_count() + 1);
        xml.text_element("c:f", &format!("{SHEET_NAME}!${name}$2:${name}${last}"));
    }
}

/// Returns the sums of the bars of a chart in which they are stacked with their values.
fn totals_of(chart: &EditableChart) -> Option<Vec<Option<f64>>> {
    let are_bars = chart.series.len() > 1
        && chart.series.iter().all(|it| it.form == SeriesForm::Bar && !it.is_on_right);
    let has_totals = matches!(chart.form, ChartForm::Upright | ChartForm::Sideways)
        && chart.stacking == SeriesStacking::Stacked
        && chart.positions == CategoryPositions::Names
        && chart.changes.is_empty()
        && chart.shows_values
        && are_bars;
    let rows = chart.series.iter().map(|it| it.values.len()).max().unwrap_or(0);
    let total = |row: usize| {
        let values = chart.series.iter().filter_map(|it| it.value(row));
        values.reduce(|sum, value| sum + value)
    };
    has_totals.then(|| (0..rows).map(total).collect())
}

fn write_texts(xml: &mut Xml, texts: &[&str]) {
    xml.empty("c:ptCount", &[("val", &texts.len())]);
    for (index, text) in texts.iter().enumerate() {
        xml.open("c:pt", &[("idx", &index)]);
        xml.text_element("c:v", text);
        xml.close();
    }
}
