//! The sheet of a waterfall: a column with the changes, which a colleague edits, and formulas for
//! where each bar starts, how high it is, and the sum so far.

use super::waterfall_chart::LABEL_LINE;
use super::workbook::{CellFormat, SheetValue};
use crate::numerals::column_letters;
use crate::scene::{EditableChart, WaterfallRow};

/// The headings of the changes and of the sums, in every language.
const HEADINGS: [&str; 2] = ["Δ", "Σ"];

/// The columns of a waterfall.
pub(super) struct WaterfallSheet<'c> {
    chart: &'c EditableChart,
    /// The letters of the columns of the changes and the sums.
    change: String,
    sum: String,
    /// The sum after each row.
    sums: Vec<f64>,
}

impl<'c> WaterfallSheet<'c> {
    /// Creates the columns, which follow those of `references`; `None` if the chart is none.
    pub(super) fn new(chart: &'c EditableChart, references: usize) -> Option<Self> {
        if chart.changes.is_empty() {
            return None;
        }
        let first = 1 + chart.series.len() + references;
        let [change, sum] = [first, first + 1].map(|column| column_letters(column as u32));
        let mut total = 0.0;
        let sums = chart.changes.iter().map(|row| {
            total = match *row {
                WaterfallRow::Blank => total,
                WaterfallRow::Change(value) => total + value,
                WaterfallRow::Total(value) | WaterfallRow::RunningTotal(value) => value,
            };
            total
        });
        Some(Self { chart, change, sum, sums: sums.collect() })
    }

    /// Returns the headings of the changes and the sums.
    pub(super) fn header(&self) -> [SheetValue; 2] {
        HEADINGS.map(|heading| SheetValue::Text(heading.to_owned()))
    }

    /// Returns the letters of the column of the changes.
    pub(super) fn change_column(&self) -> &str {
        &self.change
    }

    /// Returns where a bar starts, how high it is as a bar that goes up, goes down or is a total,
    /// and where its top is.
    pub(super) fn bars(&self, row: usize) -> [SheetValue; 5] {
        let value = |series: usize| {
            self.chart.series.get(series).and_then(|it| it.value(row)).unwrap_or_default()
        };
        let (before, after) = (self.sum_before(row), self.cell(&self.sum, row));
        let change = self.cell(&self.change, row);
        let formula = |text: String, series: usize| {
            SheetValue::Formula(text, value(series), CellFormat::Usual)
        };
        match self.chart.changes.get(row) {
            None | Some(WaterfallRow::Blank) => [const { SheetValue::Empty }; 5],
            Some(WaterfallRow::Change(_)) => {
                let low = format!("MIN({before},{after})");
                let start = format!("IF({low}>=0,{low},MIN(MAX({before},{after}),0))");
                let size = format!("IF({low}>=0,1,-1)*ABS({after}-{before})");
                [
                    formula(start, 0),
                    formula(format!("IF({change}>0,{size},0)"), 1),
                    formula(format!("IF({change}<0,{size},0)"), 2),
                    SheetValue::Empty,
                    formula(format!("MAX({before},{after})"), LABEL_LINE),
                ]
            }
            Some(WaterfallRow::Total(_) | WaterfallRow::RunningTotal(_)) => [
                SheetValue::Number(value(0), CellFormat::Usual),
                SheetValue::Empty,
                SheetValue::Empty,
                formula(change.clone(), 3),
                formula(format!("MAX({change},0)"), LABEL_LINE),
            ],
        }
    }

    /// Returns the change of a row and the sum after it.
    pub(super) fn changes(&self, row: usize) -> [SheetValue; 2] {
        let (before, change) = (self.sum_before(row), self.cell(&self.change, row));
        let kind = self.chart.changes.get(row).copied().unwrap_or(WaterfallRow::Blank);
        let (change, sum) = match kind {
            WaterfallRow::Blank => (SheetValue::Empty, before),
            WaterfallRow::Change(value) => {
                (SheetValue::Number(value, CellFormat::Change), format!("{before}+{change}"))
            }
            WaterfallRow::Total(value) => (SheetValue::Number(value, CellFormat::Value), change),
            WaterfallRow::RunningTotal(value) => {
                (SheetValue::Formula(before, value, CellFormat::Value), change)
            }
        };
        let total = self.sums.get(row).copied().unwrap_or_default();
        [change, SheetValue::Formula(sum, total, CellFormat::Usual)]
    }

    fn sum_before(&self, row: usize) -> String {
        match row.checked_sub(1) {
            Some(before) => self.cell(&self.sum, before),
            None => "0".to_owned(),
        }
    }

    /// Returns the name of a cell; the first row has the headings.
    fn cell(&self, column: &str, row: usize) -> String {
        format!("{column}{}", row + 2)
    }
}
