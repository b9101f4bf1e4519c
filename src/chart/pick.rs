//! Chooses the columns of a table that a chart shows, and says what is wrong with it.

use super::model::ChartKind;
use super::table::{MAX_ROWS, MAX_SERIES, RawTable};
use crate::diagnostic::find_nearest;

/// The columns that the author names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnNames {
    /// The categories, or the first value of points.
    pub x: Option<String>,
    /// The values.
    pub y: Vec<String>,
    /// The areas of bubbles.
    pub size: Option<String>,
    /// The names of the series.
    pub group: Option<String>,
    /// The names of points.
    pub name: Option<String>,
}

/// What is wrong with the data of a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum DataIssue {
    /// There are no rows.
    Empty,
    /// There is no number that could be drawn.
    NoNumbers,
    /// A text in a column of numbers: its row, from 0, its column, and the text.
    TextInNumbers {
        /// The row.
        row: usize,
        /// The heading of the column; may be empty.
        column: String,
        /// The text.
        text: String,
    },
    /// A column that does not exist.
    UnknownColumn {
        /// The key that names it.
        key: &'static str,
        /// Its name.
        name: String,
        /// The nearest name that exists.
        nearest: Option<String>,
        /// The headings that exist.
        known: Vec<String>,
    },
    /// A negative slice of a pie: its name.
    NegativeShare(String),
    /// A column without numbers is not drawn.
    IgnoredColumn(String),
    /// More rows than a chart can have.
    TooManyRows(usize),
    /// More series than a chart can have.
    TooManySeries(usize),
    /// Fewer columns of numbers than the kind needs.
    TooFewColumns {
        /// The number that it needs.
        needed: usize,
        /// The number that there are.
        found: usize,
    },
}

impl DataIssue {
    /// Whether the chart is drawn in spite of it.
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::IgnoredColumn(_))
    }

    /// Returns what is wrong, and what to do.
    pub fn describe(&self) -> (String, String) {
        match self {
            Self::Empty => (
                "the chart has no data".to_owned(),
                "write rows below `data`, or the path of a file with rows after `csv`".to_owned(),
            ),
            Self::NoNumbers => (
                "the chart has no number to draw".to_owned(),
                "write at least one value that is not zero or missing".to_owned(),
            ),
            Self::TextInNumbers { row, column, text } => {
                let column = match column.as_str() {
                    "" => String::new(),
                    name => format!(", column `{name}`"),
                };
                (
                    format!("`{}` is not a number: row {}{column}", shorten(text), row + 1),
                    "write digits only, and leave the cell empty if there is no value".to_owned(),
                )
            }
            Self::UnknownColumn { key, name, nearest, known } => {
                let names = known.iter().take(12).map(|name| format!("`{name}`"));
                let help = match nearest {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => {
                        "the data has no headings: write them in the first row".to_owned()
                    }
                    None => format!("use one of {}", names.collect::<Vec<_>>().join(", ")),
                };
                (format!("`{key}`: there is no column `{}`", shorten(name)), help)
            }
            Self::NegativeShare(name) => (
                format!("the slice `{}` of a pie cannot be negative", shorten(name)),
                "use `kind: bar`, which shows values below zero".to_owned(),
            ),
            Self::IgnoredColumn(name) => (
                format!("the column `{}` has no numbers and is not drawn", shorten(name)),
                "name the columns to draw with `y`, or the column that divides them with `group`"
                    .to_owned(),
            ),
            Self::TooManyRows(count) => (
                format!("this chart has {count} rows; a chart can have at most {MAX_ROWS}"),
                "leave out rows, or add them up".to_owned(),
            ),
            Self::TooManySeries(count) => (
                format!("this chart has {count} series; a chart can have at most {MAX_SERIES}"),
                "name the columns that matter with `y`".to_owned(),
            ),
            Self::TooFewColumns { needed, found } => (
                format!("this kind of chart needs {needed} columns of numbers, not {found}"),
                "write a header row and a row of numbers for each point: `[Height, Weight]`, \
                 `[171, 64]`"
                    .to_owned(),
            ),
        }
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The columns that a chart shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Picked {
    pub category: Option<usize>,
    pub values: Vec<usize>,
    pub size: Option<usize>,
    pub group: Option<usize>,
    pub names: Option<usize>,
}

/// Chooses the columns: those that the author names, and for the others those that fit.
pub(super) fn pick_columns(
    table: &RawTable,
    kind: ChartKind,
    names: &ColumnNames,
    issues: &mut Vec<DataIssue>,
) -> Picked {
    let mut find = |key: &'static str, name: &String| {
        let found = find_column(table, name);
        if found.is_none() {
            let known: Vec<String> = table.header.clone();
            let nearest = find_nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
            issues.push(DataIssue::UnknownColumn { key, name: name.clone(), nearest, known });
        }
        found
    };
    let mut picked = Picked {
        category: names.x.as_ref().and_then(|name| find("x", name)),
        values: names.y.iter().filter_map(|name| find("y", name)).collect(),
        size: names.size.as_ref().and_then(|name| find("size", name)),
        group: names.group.as_ref().and_then(|name| find("group", name)),
        names: names.name.as_ref().and_then(|name| find("name", name)),
    };
    if !issues.is_empty() {
        return picked;
    }
    if kind.is_points() {
        pick_points(table, kind, &mut picked, issues);
        return picked;
    }
    let width = table.width();
    let used = |picked: &Picked, column: usize| {
        [picked.category, picked.size, picked.group, picked.names].contains(&Some(column))
    };
    if kind == ChartKind::Histogram {
        if picked.values.is_empty() {
            picked.values =
                (0..width).find(|column| table.is_numeric(*column)).into_iter().collect();
        }
        if picked.values.is_empty() {
            picked.values = (0..width).find(|c| table.has_numbers(*c)).into_iter().collect();
        }
        return picked;
    }
    if picked.category.is_none() && width > 1 {
        picked.category =
            (0..width).find(|column| !used(&picked, *column) && !picked.values.contains(column));
    }
    if picked.values.is_empty() {
        let free: Vec<usize> = (0..width).filter(|column| !used(&picked, *column)).collect();
        for column in free {
            if table.has_numbers(column) {
                picked.values.push(column);
            } else if width > 2 && table.header.get(column).is_some_and(|name| !name.is_empty()) {
                issues.push(DataIssue::IgnoredColumn(table.header[column].clone()));
            } else {
                // Its cells are reported, or there are no numbers.
                picked.values.push(column);
            }
        }
    }
    picked
}

/// Chooses the columns of points: text names them, and numbers are their places, in order.
fn pick_points(
    table: &RawTable,
    kind: ChartKind,
    picked: &mut Picked,
    issues: &mut Vec<DataIssue>,
) {
    let width = table.width();
    let is_used = |picked: &Picked, column: usize| {
        [picked.category, picked.size, picked.group, picked.names].contains(&Some(column))
            || picked.values.contains(&column)
    };
    let numeric: Vec<usize> = (0..width).filter(|column| table.has_numbers(*column)).collect();
    let next = |picked: &Picked| numeric.iter().copied().find(|column| !is_used(picked, *column));
    if picked.category.is_none() {
        picked.category = next(picked);
    }
    if picked.values.is_empty() {
        picked.values = next(picked).into_iter().collect();
    }
    if kind == ChartKind::Bubble && picked.size.is_none() {
        picked.size = next(picked);
    }
    if picked.names.is_none() {
        picked.names =
            (0..width).find(|column| !is_used(picked, *column) && !table.has_numbers(*column));
    }
    let needed = if kind == ChartKind::Bubble { 3 } else { 2 };
    let found = [picked.category, picked.values.first().copied(), picked.size];
    let found = found.iter().flatten().count();
    if found < needed {
        issues.push(DataIssue::TooFewColumns { needed, found });
    }
}

/// Returns the column with a heading.
fn find_column(table: &RawTable, name: &str) -> Option<usize> {
    let name = name.trim();
    let exact = table.header.iter().position(|heading| heading.trim() == name);
    let is_same = |heading: &String| heading.trim().eq_ignore_ascii_case(name);
    exact.or_else(|| table.header.iter().position(is_same))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(header: &[&str], row: &[&str]) -> RawTable {
        let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        RawTable { header: texts(header), rows: vec![texts(row)] }
    }

    #[test]
    fn an_unknown_column_has_a_nearest_name() {
        let names = ColumnNames { y: vec!["Revnue".into()], ..ColumnNames::default() };
        let mut issues = Vec::new();
        let table = table(&["Year", "Revenue"], &["2024", "5"]);
        pick_columns(&table, ChartKind::Bar, &names, &mut issues);
        let (message, help) = issues[0].describe();
        assert_eq!(message, "`y`: there is no column `Revnue`");
        assert_eq!(help, "did you mean `Revenue`?");
    }

    #[test]
    fn points_take_numbers_in_order_and_text_as_names() {
        let table = table(&["Country", "GDP", "Age", "People"], &["Chile", "25", "80", "19"]);
        let mut issues = Vec::new();
        let picked = pick_columns(&table, ChartKind::Bubble, &ColumnNames::default(), &mut issues);
        assert_eq!(issues, []);
        assert_eq!((picked.category, picked.values, picked.size), (Some(1), vec![2], Some(3)));
        assert_eq!(picked.names, Some(0));
    }

    #[test]
    fn columns_of_text_are_left_out_with_a_warning() {
        let table = table(&["Year", "Note", "Sales"], &["2024", "good", "5"]);
        let mut issues = Vec::new();
        let picked = pick_columns(&table, ChartKind::Bar, &ColumnNames::default(), &mut issues);
        assert_eq!(picked.values, [2]);
        assert_eq!(issues, [DataIssue::IgnoredColumn("Note".to_owned())]);
        assert!(issues[0].is_warning());
    }
}
