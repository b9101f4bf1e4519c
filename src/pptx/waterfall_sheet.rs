//! The sheet of a waterfall: a column with the changes, which a colleague edits, and formulas for
//! where each bar starts, how high it is, and the sum so far.

use super::workbook::SheetValue;
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

    /// Returns where a bar starts and how high it is.
    pub(super) fn bars(&self, row: usize) -> [SheetValue; 2] {
        let value = |series: usize| {
            self.chart.series.get(series).and_then(|it| *it.values.get(row)?).unwrap_or_default()
        };
        let (below, height) = (value(0), value(1));
        let (before, after) = (self.sum_before(row), self.cell(&self.sum, row));
        match self.chart.changes.get(row) {
            None | Some(WaterfallRow::Blank) => [SheetValue::Empty, SheetValue::Empty],
            Some(WaterfallRow::Change(_)) => {
                let low = format!("MIN({before},{after})");
                let start = format!("IF({low}>=0,{low},MIN(MAX({before},{after}),0))");
                let size = format!("IF({low}>=0,1,-1)*ABS({after}-{before})");
                [SheetValue::Formula(start, below), SheetValue::Formula(size, height)]
            }
            Some(WaterfallRow::Total(_) | WaterfallRow::RunningTotal(_)) => {
                let change = self.cell(&self.change, row);
                [SheetValue::Number(below), SheetValue::Formula(change, height)]
            }
        }
    }

    /// Returns the change of a row and the sum after it.
    pub(super) fn changes(&self, row: usize) -> [SheetValue; 2] {
        let (before, change) = (self.sum_before(row), self.cell(&self.change, row));
        let kind = self.chart.changes.get(row).copied().unwrap_or(WaterfallRow::Blank);
        let (change, sum) = match kind {
            WaterfallRow::Blank => (SheetValue::Empty, before),
            WaterfallRow::Change(value) => {
                (SheetValue::Number(value), format!("{before}+{change}"))
            }
            WaterfallRow::Total(value) => (SheetValue::Number(value), change),
            WaterfallRow::RunningTotal(value) => (SheetValue::Formula(before, value), change),
        };
        [change, SheetValue::Formula(sum, self.sums.get(row).copied().unwrap_or_default())]
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
