//! Writes the lines of a chart that are no series of the outline: lines at values, the line at the
//! top of an area, and the one whose labels are the sums of stacked bars.

use super::chart_data::TOTAL_NAME;
use super::chart_labels::MarkLabels;
use super::chart_part::ChartWriter;
use crate::scene::{Colour, SeriesForm};

impl ChartWriter<'_> {
    /// Writes a line at a value as a series of equal values.
    pub(super) fn write_reference(&mut self, index: usize) {
        let sheet = self.sheet;
        let (value, label) = &sheet.references[index];
        let sizes = usize::from(sheet.chart.sizes.is_some());
        let number = sheet.chart.series.len() + index;
        let column = number + 1 + sizes;
        self.xml.open("c:ser", &[]);
        self.set("c:idx", number);
        self.set("c:order", number);
        sheet.write_name(&mut self.xml, column, label);
        self.write_stroke(Some(sheet.chart.look.text), true);
        self.write_no_marker();
        if !label.is_empty() {
            self.xml.open("c:dLbls", &[]);
            self.write_reference_label(label);
            self.write_label_flags(MarkLabels::default(), None);
            self.xml.close();
        }
        sheet.write_categories(&mut self.xml, "c:cat");
        let values = vec![Some(*value); sheet.row_count()];
        sheet.write_values(&mut self.xml, "c:val", column, &values);
        self.set("c:smooth", "0");
        self.xml.close();
    }

    /// Writes the line at the top of the only area as a series of the same values. It has the
    /// labels, for which an area has no places.
    pub(super) fn write_edge(&mut self, colour: Colour) {
        let sheet = self.sheet;
        let series = &sheet.chart.series[0];
        let number = sheet.edge_index();
        self.xml.open("c:ser", &[]);
        self.set("c:idx", number);
        self.set("c:order", number);
        sheet.write_name(&mut self.xml, 1, &sheet.series_name(0));
        self.write_stroke(Some(colour), false);
        self.write_no_marker();
        let last_value = sheet.chart.names_last_value;
        let place = last_value.then_some("r");
        let labels = MarkLabels { last_value, place, ..Default::default() };
        self.write_labels(0, SeriesForm::Line, labels);
        sheet.write_categories(&mut self.xml, "c:cat");
        sheet.write_values(&mut self.xml, "c:val", 1, &series.values);
        self.set("c:smooth", "0");
        self.xml.close();
    }

    /// Writes the sums of stacked bars as the labels of a line that is not drawn.
    pub(super) fn write_totals(&mut self, totals: &[Option<f64>]) {
        let sheet = self.sheet;
        let number = sheet.chart.series.len() + sheet.references.len();
        self.xml.open("c:ser", &[]);
        self.set("c:idx", number);
        self.set("c:order", number);
        sheet.write_name(&mut self.xml, number + 1, TOTAL_NAME);
        self.xml.open("c:spPr", &[]);
        self.write_line(None, 0.0, false);
        self.xml.close();
        self.write_no_marker();
        self.xml.open("c:dLbls", &[]);
        let labels = MarkLabels { values: true, place: Some("t"), ..Default::default() };
        self.write_label_flags(labels, None);
        self.xml.close();
        sheet.write_categories(&mut self.xml, "c:cat");
        sheet.write_values(&mut self.xml, "c:val", number + 1, totals);
        self.set("c:smooth", "0");
        self.xml.close();
    }
}
