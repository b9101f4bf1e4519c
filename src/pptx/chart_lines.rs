//! Writes the lines of a chart that are no series of the outline: lines at values, the line at the
//! top of an area, and the one whose labels are the sums of stacked bars.

use super::chart_data::TOTAL_NAME;
use super::chart_labels::MarkLabels;
use super::chart_part::ChartWriter;
use crate::scene::{Colour, SeriesForm};

/// A line that is no series of the outline.
struct LineSeries<'l> {
    number: usize,
    /// The column of its values in the sheet.
    column: usize,
    name: &'l str,
    values: &'l [Option<f64>],
    colour: Option<Colour>,
    is_dashed: bool,
}

impl ChartWriter<'_> {
    /// Writes a line at a value as a series of equal values.
    pub(super) fn write_reference(&mut self, index: usize) {
        let sheet = self.sheet;
        let (value, label) = &sheet.references[index];
        let sizes = usize::from(sheet.chart.sizes.is_some());
        let number = sheet.chart.series.len() + index;
        let line = LineSeries {
            number,
            column: number + 1 + sizes,
            name: label,
            values: &vec![Some(*value); sheet.row_count()],
            colour: Some(sheet.chart.look.text),
            is_dashed: true,
        };
        self.write_line_series(&line, |writer| {
            if !label.is_empty() {
                writer.xml.open("c:dLbls", &[]);
                writer.write_reference_label(label);
                writer.write_label_flags(MarkLabels::default(), None);
                writer.xml.close();
            }
        });
    }

    /// Writes the line at the top of the only area as a series of the same values. It has the
    /// labels, for which an area has no places.
    pub(super) fn write_edge(&mut self, colour: Colour) {
        let sheet = self.sheet;
        let last_value = sheet.chart.names_last_value;
        let place = last_value.then_some("r");
        let labels = MarkLabels { last_value, place, ..Default::default() };
        let line = LineSeries {
            number: sheet.line_index(),
            column: 1,
            name: &sheet.series_name(0),
            values: &sheet.chart.series[0].values,
            colour: Some(colour),
            is_dashed: false,
        };
        self.write_line_series(&line, |writer| writer.write_labels(0, SeriesForm::Line, labels));
    }

    /// Writes the sums of stacked bars as the labels of a line that is not drawn.
    pub(super) fn write_totals(&mut self, totals: &[Option<f64>]) {
        let number = self.sheet.line_index();
        let line = LineSeries {
            number,
            column: number + 1,
            name: TOTAL_NAME,
            values: totals,
            colour: None,
            is_dashed: false,
        };
        self.write_line_series(&line, |writer| {
            writer.xml.open("c:dLbls", &[]);
            let labels = MarkLabels { values: true, place: Some("t"), ..Default::default() };
            writer.write_label_flags(labels, None);
            writer.xml.close();
        });
    }

    /// Writes the sums of horizontal bars as the labels of bars that are not drawn, at the ends of
    /// the others.
    pub(super) fn write_total_bars(&mut self, totals: &[Option<f64>]) {
        let number = self.sheet.line_index();
        self.open_series_at(number, number + 1, TOTAL_NAME);
        self.write_fill(None);
        self.set("c:invertIfNegative", "0");
        self.xml.open("c:dLbls", &[]);
        let labels = MarkLabels { values: true, place: Some("inBase"), ..Default::default() };
        self.write_label_flags(labels, None);
        self.xml.close();
        self.sheet.write_categories(&mut self.xml, "c:cat");
        self.sheet.write_values(&mut self.xml, "c:val", number + 1, totals);
        self.xml.close();
    }

    fn write_line_series(&mut self, line: &LineSeries<'_>, write_labels: impl FnOnce(&mut Self)) {
        self.open_series_at(line.number, line.column, line.name);
        self.write_stroke(line.colour, line.is_dashed);
        self.write_no_marker();
        write_labels(self);
        self.sheet.write_categories(&mut self.xml, "c:cat");
        self.sheet.write_values(&mut self.xml, "c:val", line.column, line.values);
        self.set("c:smooth", "0");
        self.xml.close();
    }
}
