//! From a table of texts to the data of a chart.

use super::date::{DatePrecision, parse_date};
use super::model::{CategoryScale, ChartData, ChartKind, Series, SortOrder};
use super::number::{CellNumber, DecimalSign, parse_cell, parse_number};
use super::pick::{ColumnNames, DataIssue, Picked, pick_columns};

/// A table of texts, as it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawTable {
    /// The headings; empty if the table has none.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// How a table becomes the data of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataOptions {
    /// The columns that the author names.
    pub columns: ColumnNames,
    /// The order of the categories.
    pub sort: Option<SortOrder>,
    /// The number of categories that are shown.
    pub limit: Option<usize>,
    /// The number of bins of a histogram.
    pub bins: Option<u32>,
}

/// The most rows and series of a chart.
pub(super) const MAX_ROWS: usize = 5_000;
pub(super) const MAX_SERIES: usize = 60;

impl RawTable {
    /// Takes the first row as the header, unless it holds numbers like the others.
    pub fn from_rows(mut rows: Vec<Vec<String>>) -> Self {
        let header = match rows.first() {
            Some(first) if is_header(first, &rows[1..]) => rows.remove(0),
            _ => Vec::new(),
        };
        Self { header, rows }
    }

    /// Returns the number of columns.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).chain([self.header.len()]).max().unwrap_or(0)
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.rows[row].get(column).map_or("", String::as_str)
    }

    /// Whether every cell of a column is a number or missing, and at least one is a number.
    pub(super) fn is_numeric(&self, column: usize) -> bool {
        let mut cells =
            (0..self.rows.len()).map(|row| parse_cell(self.cell(row, column), DecimalSign::Any));
        let has_number = cells.clone().any(|cell| matches!(cell, CellNumber::Value(_)));
        has_number && cells.all(|cell| cell != CellNumber::Text)
    }

    /// Whether a column has any number.
    pub(super) fn has_numbers(&self, column: usize) -> bool {
        let mut cells =
            (0..self.rows.len()).map(|row| parse_cell(self.cell(row, column), DecimalSign::Any));
        cells.any(|cell| matches!(cell, CellNumber::Value(_)))
    }
}

/// Whether the first row names the columns.
fn is_header(first: &[String], rest: &[Vec<String>]) -> bool {
    let is_number = |cell: &String| parse_number(cell).is_some();
    let is_year = |cell: &String| matches!(parse_date(cell), Some((_, DatePrecision::Year)));
    let cells = if first.len() > 1 { &first[1..] } else { first };
    if cells.iter().any(|cell| !is_number(cell) && !cell.trim().is_empty()) {
        return true;
    }
    // Years name columns if what is below them are no years.
    let are_years = !cells.is_empty() && cells.iter().all(is_year);
    are_years && rest.iter().flat_map(|row| row.iter().skip(1)).any(|cell| !is_year(cell))
}

/// Builds the data of a chart from a table.
pub fn build_data(
    table: &RawTable,
    kind: ChartKind,
    options: &DataOptions,
) -> (ChartData, Vec<DataIssue>) {
    let mut issues = Vec::new();
    if table.rows.is_empty() {
        return (ChartData::default(), vec![DataIssue::Empty]);
    }
    if table.rows.len() > MAX_ROWS {
        return (ChartData::default(), vec![DataIssue::TooManyRows(table.rows.len())]);
    }
    let picked = pick_columns(table, kind, &options.columns, &mut issues);
    if picked.values.len() > MAX_SERIES {
        return (ChartData::default(), vec![DataIssue::TooManySeries(picked.values.len())]);
    }
    let mut data = read_columns(table, kind, &picked, &mut issues);
    if kind == ChartKind::Histogram {
        data = data.into_bins(options.bins);
    } else {
        data.arrange_rows(kind, options);
    }
    let is_blank = data.series.iter().all(|series| series.values.iter().all(Option::is_none));
    if is_blank && issues.is_empty() {
        issues.push(DataIssue::NoNumbers);
    }
    if kind.is_round() && issues.is_empty() {
        check_shares(&data, &mut issues);
    }
    (data, issues)
}

/// A slice cannot be negative, and all cannot be zero.
fn check_shares(data: &ChartData, issues: &mut Vec<DataIssue>) {
    let values = data.series.first().map_or(&[][..], |series| &series.values);
    let negative = values.iter().position(|value| value.is_some_and(|value| value < 0.0));
    if let Some(row) = negative {
        issues.push(DataIssue::NegativeShare(data.categories[row].clone()));
    } else if values.iter().flatten().all(|value| *value == 0.0) {
        issues.push(DataIssue::NoNumbers);
    }
}

fn read_columns(
    table: &RawTable,
    kind: ChartKind,
    picked: &Picked,
    issues: &mut Vec<DataIssue>,
) -> ChartData {
    let name = |column: usize| table.header.get(column).cloned().unwrap_or_default();
    let mut totals = Vec::new();
    let rows = 0..table.rows.len();
    let columns = picked.values.iter().chain(&picked.size);
    let cells = columns.flat_map(|column| rows.clone().map(|row| table.cell(row, *column)));
    let decimals = DecimalSign::of_cells(cells);
    let mut read = |column: usize, totals: &mut Vec<usize>| -> Vec<Option<f64>> {
        let cell = |row: usize| {
            let text = table.cell(row, column);
            match parse_cell(text, decimals) {
                CellNumber::Value(value) => Some(value),
                CellNumber::Missing => None,
                CellNumber::Text if kind == ChartKind::Waterfall && is_total(text) => {
                    totals.push(row);
                    None
                }
                CellNumber::Text => {
                    let (column, text) = (name(column), text.trim().to_owned());
                    issues.push(DataIssue::TextInNumbers { row, column, text });
                    None
                }
            }
        };
        (0..table.rows.len()).map(cell).collect()
    };
    let mut data = ChartData::default();
    for column in &picked.values {
        let values = read(*column, &mut totals);
        data.series.push(Series { name: name(*column), values, ..Series::default() });
    }
    if let Some(column) = picked.size {
        data.sizes = read(column, &mut Vec::new());
        data.size_name = name(column);
    }
    if kind.is_points() {
        let xs = picked.category.map_or_else(Vec::new, |column| read(column, &mut Vec::new()));
        // A point without a place is not drawn.
        for series in &mut data.series {
            let pairs = series.values.iter_mut().zip(&xs);
            pairs.filter(|(_, x)| x.is_none()).for_each(|(value, _)| *value = None);
        }
        data.positions = xs.into_iter().map(Option::unwrap_or_default).collect();
        data.scale = CategoryScale::Numbers;
    }
    if kind == ChartKind::Waterfall && !totals.contains(&0) {
        // The first bar is where the changes start from.
        totals.insert(0, 0);
    }
    data.totals = totals;
    let texts = |column: usize| -> Vec<String> {
        (0..table.rows.len()).map(|row| table.cell(row, column).trim().to_owned()).collect()
    };
    data.category_name = picked.category.map(name).unwrap_or_default();
    data.categories = match picked.category {
        Some(column) => texts(column),
        None => (1..=table.rows.len()).map(|row| row.to_string()).collect(),
    };
    if kind.is_points() {
        data.point_names = picked.names.map(texts).unwrap_or_default();
        if !data.point_names.is_empty() {
            data.categories = data.point_names.clone();
        }
    } else if picked.category.is_some() {
        data.find_scale();
    }
    if let Some(column) = picked.group {
        data.divide_by(&texts(column), kind);
    }
    data
}

/// Whether the text of a waterfall means the sum so far.
fn is_total(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(text.as_str(), "total" | "sum" | "=" | "subtotal")
}

impl ChartData {
    /// Finds out whether the categories are dates or numbers.
    fn find_scale(&mut self) {
        let dates: Option<Vec<_>> = self.categories.iter().map(|text| parse_date(text)).collect();
        if let Some(dates) = dates {
            let precision = dates.iter().map(|(_, precision)| *precision).max();
            self.scale = CategoryScale::Dates(precision.unwrap_or(DatePrecision::Year));
            self.positions = dates.into_iter().map(|(days, _)| days).collect();
            return;
        }
        let numbers: Option<Vec<f64>> =
            self.categories.iter().map(|text| parse_number(text)).collect();
        if let Some(numbers) = numbers {
            self.scale = CategoryScale::Numbers;
            self.positions = numbers;
        }
    }

    /// Divides the values of one series by the names in another column, each of which becomes a
    /// series. In a chart of points, rows stay; otherwise rows of the same category are joined.
    fn divide_by(&mut self, groups: &[String], kind: ChartKind) {
        let Some(values) = self.series.first().map(|series| series.values.clone()) else { return };
        let mut names: Vec<&String> = Vec::new();
        for group in groups {
            if !names.contains(&group) && names.len() < MAX_SERIES {
                names.push(group);
            }
        }
        let mut rows: Vec<usize> = (0..groups.len()).collect();
        if !kind.is_points() {
            let mut seen = std::collections::BTreeSet::new();
            rows.retain(|row| seen.insert(self.categories[*row].clone()));
        }
        let series = names.iter().map(|name| {
            let value = |row: &usize| {
                let is_here = |other: &usize| match kind.is_points() {
                    true => other == row,
                    false => self.categories[*other] == self.categories[*row],
                };
                let mut matches = (0..groups.len()).filter(|o| is_here(o) && groups[*o] == **name);
                matches.find_map(|other| values[other])
            };
            let values = rows.iter().map(value).collect();
            Series { name: (*name).clone(), values, ..Series::default() }
        });
        self.series = series.collect();
        self.keep_rows(&rows, false);
    }

    /// Sorts and limits the rows.
    fn arrange_rows(&mut self, kind: ChartKind, options: &DataOptions) {
        let mut rows: Vec<usize> = (0..self.categories.len()).collect();
        if let Some(order) = options.sort {
            let sum = |row: &usize| -> f64 {
                self.series.iter().filter_map(|series| series.values[*row]).sum()
            };
            rows.sort_by(|a, b| match order {
                SortOrder::Ascending => sum(a).total_cmp(&sum(b)),
                SortOrder::Descending => sum(b).total_cmp(&sum(a)),
            });
        } else if !self.positions.is_empty() && !kind.is_points() {
            // Dates and numbers are in their own order.
            rows.sort_by(|a, b| self.positions[*a].total_cmp(&self.positions[*b]));
        }
        rows.truncate(options.limit.unwrap_or(usize::MAX).max(1));
        self.keep_rows(&rows, true);
    }

    /// Keeps these rows, in this order.
    fn keep_rows(&mut self, rows: &[usize], with_values: bool) {
        fn pick<T: Clone>(all: &mut Vec<T>, rows: &[usize]) {
            if !all.is_empty() {
                *all = rows.iter().filter_map(|row| all.get(*row).cloned()).collect();
            }
        }
        pick(&mut self.categories, rows);
        pick(&mut self.positions, rows);
        pick(&mut self.sizes, rows);
        pick(&mut self.point_names, rows);
        if with_values {
            self.series.iter_mut().for_each(|series| pick(&mut series.values, rows));
        }
        self.totals =
            self.totals.iter().filter_map(|t| rows.iter().position(|row| row == t)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> RawTable {
        let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        RawTable::from_rows(rows.iter().map(row).collect())
    }

    fn build(rows: &[&[&str]], kind: ChartKind) -> (ChartData, Vec<DataIssue>) {
        build_data(&table(rows), kind, &DataOptions::default())
    }

    #[test]
    fn the_first_row_is_the_header_unless_it_has_numbers() {
        assert_eq!(table(&[&["Year", "North"], &["2020", "3"]]).header, ["Year", "North"]);
        assert!(table(&[&["Q1", "8"], &["Q2", "9"]]).header.is_empty());
        assert_eq!(table(&[&["Region", "2023"], &["North", "12.5"]]).header.len(), 2);
        assert!(table(&[&["a", "2000"], &["b", "2100"]]).header.is_empty());
    }

    #[test]
    fn columns_become_series() {
        let rows: [&[&str]; 3] =
            [&["Year", "North", "South"], &["2021", "4", "–"], &["2020", "3", "5"]];
        let (data, issues) = build(&rows, ChartKind::Line);
        assert_eq!(issues, []);
        // Dates are in order.
        assert_eq!(data.categories, ["2020", "2021"]);
        assert_eq!(data.scale, CategoryScale::Dates(DatePrecision::Year));
        assert_eq!(data.series[1].values, [Some(5.0), None]);
    }

    #[test]
    fn text_in_a_number_column_is_reported_with_its_place() {
        let (_, issues) =
            build(&[&["Q", "Sales"], &["Q1", "8"], &["Q2", "about 9"]], ChartKind::Bar);
        let (column, text) = ("Sales".to_owned(), "about 9".to_owned());
        assert_eq!(issues, [DataIssue::TextInNumbers { row: 1, column, text }]);
    }

    #[test]
    fn impossible_data_is_reported() {
        assert_eq!(build(&[], ChartKind::Bar).1, [DataIssue::Empty]);
        assert_eq!(build(&[&["a", "b"], &["x", "–"]], ChartKind::Bar).1, [DataIssue::NoNumbers]);
        let negative = build(&[&["a", "3"], &["b", "-1"]], ChartKind::Pie).1;
        assert_eq!(negative, [DataIssue::NegativeShare("b".to_owned())]);
    }

    #[test]
    fn rows_are_sorted_and_limited() {
        let options = DataOptions {
            sort: Some(SortOrder::Descending),
            limit: Some(2),
            ..DataOptions::default()
        };
        let raw = table(&[&["a", "1"], &["b", "3"], &["c", "2"]]);
        let (data, _) = build_data(&raw, ChartKind::Bar, &options);
        assert_eq!(data.categories, ["b", "c"]);
        assert_eq!(data.series[0].values, [Some(3.0), Some(2.0)]);
    }

    #[test]
    fn a_column_of_names_divides_values() {
        let raw = table(&[
            &["year", "country", "value"],
            &["2020", "Chile", "1"],
            &["2020", "Peru", "2"],
            &["2021", "Chile", "3"],
        ]);
        let columns = ColumnNames { group: Some("country".into()), ..ColumnNames::default() };
        let options = DataOptions { columns, ..DataOptions::default() };
        let (data, issues) = build_data(&raw, ChartKind::Line, &options);
        assert_eq!(issues, []);
        assert_eq!(data.categories, ["2020", "2021"]);
        assert_eq!(data.series[0].values, [Some(1.0), Some(3.0)]);
        assert_eq!(data.series[1].values, [Some(2.0), None]);
    }

    #[test]
    fn totals_of_a_waterfall_are_marked() {
        let (data, issues) =
            build(&[&["Start", "10"], &["Sales", "5"], &["End", "total"]], ChartKind::Waterfall);
        assert_eq!(issues, []);
        assert_eq!(data.totals, [0, 2]);
    }
}
