//! Reads which columns of a table show their numbers as bars or by the colour of their ground.

use super::super::table_block::{CellBar, TableBlock, TableCell};
use super::ReadContext;
use super::table_options::find_columns;
use crate::chart::{DecimalSign, parse_number_with};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::Node;

/// How the numbers of a column are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberDisplay {
    /// As bars beside them.
    Bars,
    /// By the colour of their ground.
    Heat,
}

/// Columns of one unit share a scale unless the numbers of one are smaller by this factor.
const MAX_SCALE_FACTOR: f64 = 20.0;

/// Reads `bars` or `heat`, and gives the cells of the columns their bars or colours.
pub(super) fn read_number_display(
    node: &Node,
    display: NumberDisplay,
    table: &mut TableBlock,
    context: &mut ReadContext,
) {
    let key = if display == NumberDisplay::Bars { "bars" } else { "heat" };
    let columns = read_columns(node, key, table, context);
    let columns: Vec<NumberColumn> =
        columns.into_iter().map(|index| NumberColumn::read(index, table)).collect();
    for group in group_by_scale(columns) {
        let values = || group.iter().flat_map(|column| &column.values).map(|(_, value)| *value);
        let least = values().fold(f64::INFINITY, f64::min);
        let greatest = values().fold(f64::NEG_INFINITY, f64::max);
        for column in &group {
            for &(row, value) in &column.values {
                let cell = &mut table.rows[row][column.index];
                match display {
                    NumberDisplay::Bars => cell.bar = Some(scale_bar(value, least, greatest)),
                    NumberDisplay::Heat => cell.heat = Some(scale_heat(value, least, greatest)),
                }
            }
        }
    }
}

/// Reads `true`, or names of columns. Columns without numbers are reported.
fn read_columns(
    node: &Node,
    key: &str,
    table: &TableBlock,
    context: &mut ReadContext,
) -> Vec<usize> {
    let what = format!("`{key}`");
    let has_numbers = |column: usize| !NumberColumn::read(column, table).values.is_empty();
    let is_boolean = node
        .as_scalar()
        .is_some_and(|scalar| ["true", "false"].contains(&scalar.value.to_lowercase().as_str()));
    if is_boolean {
        if context.reader.read_boolean(node, &what) != Some(true) {
            return Vec::new();
        }
        let columns: Vec<usize> =
            (1..table.align.len()).filter(|&column| is_number_column(column, table)).collect();
        if columns.is_empty() {
            let message = format!("no column of the table has numbers for {what}");
            report_without_numbers(message, node.span, context);
        }
        return columns;
    }
    let mut columns = Vec::new();
    for node in context.reader.read_one_or_many(node, &what) {
        let Some(name) = context.reader.read_text(node, &what) else { continue };
        for column in find_columns(&name, node.span, table, context) {
            if has_numbers(column) {
                columns.push(column);
            } else {
                let message = format!("column `{name}` has no numbers for {what}");
                report_without_numbers(message, node.span, context);
            }
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

fn report_without_numbers(message: String, span: Span, context: &mut ReadContext) {
    let help = "name a column whose cells are numbers such as `12`, `1,204` or `84 %`";
    context.reader.report_warning(Code::UnusableTableSetting, message, span, help);
}

/// The numbers of a column.
struct NumberColumn {
    index: usize,
    /// The rows that have a number, with the number. Sums in bold type are left out.
    values: Vec<(usize, f64)>,
    /// What is beside the digits, such as `%`.
    unit: String,
}

impl NumberColumn {
    fn read(index: usize, table: &TableBlock) -> Self {
        let mut values = Vec::new();
        let mut unit = String::new();
        let decimals = decimal_sign(index, table);
        for (row, cells) in table.rows.iter().enumerate() {
            let cell = &cells[index];
            let is_left_out = is_bold(cell) || is_bold(&cells[0]) || cell.across > 1;
            let value = read_number(&cell.text.content, decimals).filter(|_| !is_left_out);
            let Some(value) = value else { continue };
            if values.is_empty() {
                let is_part = |sign: &char| sign.is_alphabetic() || "%‰€$£¥₹°".contains(*sign);
                unit = cell.text.content.chars().filter(is_part).collect();
            }
            values.push((row, value));
        }
        Self { index, values, unit }
    }

    fn greatest(&self) -> f64 {
        self.values.iter().map(|(_, value)| value.abs()).fold(0.0, f64::max)
    }
}

/// Returns whether most cells of a column that are not blank are numbers.
fn is_number_column(column: usize, table: &TableBlock) -> bool {
    let filled = table.rows.iter().filter(|row| !row[column].text.is_blank()).count();
    let decimals = decimal_sign(column, table);
    let numbers =
        table.rows.iter().filter_map(|row| read_number(&row[column].text.content, decimals));
    filled > 0 && numbers.count() * 2 > filled
}

fn is_bold(cell: &TableCell) -> bool {
    !cell.text.is_blank() && cell.text.runs.iter().all(|run| run.style.bold)
}

/// Reads the number of a cell, without signs such as `≈` and units such as `kg`.
fn read_number(text: &str, decimals: DecimalSign) -> Option<f64> {
    parse_number_with(digits_of(text), decimals)
}

/// Returns a cell without what is around its number.
fn digits_of(text: &str) -> &str {
    let is_before = |sign: char| "~≈<>≤≥".contains(sign) || sign.is_whitespace();
    let is_unit = |sign: char| sign.is_alphabetic() || "²³/.".contains(sign);
    text.trim().trim_start_matches(is_before).trim_end_matches(is_unit)
}

/// Finds out whether a column has decimal commas: then `1.300` is a thousand.
fn decimal_sign(column: usize, table: &TableBlock) -> DecimalSign {
    let cells = table.rows.iter().map(|row| digits_of(&row[column].text.content));
    DecimalSign::of_cells(cells.filter(|cell| parse_number_with(cell, DecimalSign::Any).is_some()))
}

/// Groups columns that have the same unit and numbers of about the same size.
fn group_by_scale(columns: Vec<NumberColumn>) -> Vec<Vec<NumberColumn>> {
    let mut groups: Vec<Vec<NumberColumn>> = Vec::new();
    for column in columns {
        let fits = |group: &&mut Vec<NumberColumn>| {
            let (one, other) = (group[0].greatest(), column.greatest());
            group[0].unit == column.unit
                && one.max(other) <= MAX_SCALE_FACTOR * one.min(other).max(f64::MIN_POSITIVE)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(column),
            None => groups.push(vec![column]),
        }
    }
    groups
}

/// Returns the bar of a number. All bars start at zero.
fn scale_bar(value: f64, least: f64, greatest: f64) -> CellBar {
    let (least, greatest) = (least.min(0.0), greatest.max(0.0));
    let range = (greatest - least).max(f64::MIN_POSITIVE);
    let share = |value: f64| ((value - least) / range) as f32;
    CellBar { zero: share(0.0), value: share(value) }
}

/// Returns the place of a number on the scale of colours.
fn scale_heat(value: f64, least: f64, greatest: f64) -> f32 {
    if least < 0.0 && greatest > 0.0 {
        // Both sides have the same scale, so that equal shades mean equal distances from zero.
        return (value / greatest.max(-least)) as f32;
    }
    let range = greatest - least;
    if range > 0.0 { ((value - least) / range) as f32 } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units_are_read() {
        for (text, value) in
            [("1,204", 1204.0), ("84 %", 84.0), ("≈ 12 kg", 12.0), ("€ 3.5", 3.5), ("−4 m²", -4.0)]
        {
            assert_eq!(read_number(text, DecimalSign::Any), Some(value), "{text}");
        }
        for text in ["", "–", "free", "B 12", "18:30"] {
            assert_eq!(read_number(text, DecimalSign::Any), None, "{text}");
        }
    }

    #[test]
    fn bars_start_at_zero_and_shades_are_symmetric_around_it() {
        assert_eq!(scale_bar(5.0, 2.0, 10.0), CellBar { zero: 0.0, value: 0.5 });
        assert_eq!(scale_bar(-5.0, -5.0, 15.0), CellBar { zero: 0.25, value: 0.0 });
        assert_eq!(scale_heat(2.0, 2.0, 10.0), 0.0);
        assert_eq!(scale_heat(-5.0, -5.0, 20.0), -0.25);
        assert_eq!(scale_heat(3.0, 3.0, 3.0), 0.5);
    }
}
