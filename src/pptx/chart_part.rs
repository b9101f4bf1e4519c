//! Writes the part of a chart (ECMA-376, part 1, 21.2).

use super::chart_axes::AxisIds;
use super::chart_data::ChartSheet;
use super::chart_labels::MarkLabels;
use super::colours::ColourScheme;
use super::package::OFFICE_RELATIONSHIP;
use super::waterfall_chart::LABEL_LINE;
use super::xml::Xml;
use crate::geometry::Size;
use crate::scene::{ChartForm, Colour, EditableSeries, SeriesForm, SeriesStacking};

/// The namespace of charts.
pub(super) const CHART_NAMESPACE: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

const DRAWING_NAMESPACE: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// The width of the lines of other panels in pt.
const HAIRLINE: f32 = 0.75;

/// The diameter of the hole of a ring in percent.
const HOLE_PERCENT: u32 = 58;

/// Writes a chart.
pub(super) struct ChartWriter<'w> {
    pub(super) xml: Xml,
    pub(super) sheet: &'w ChartSheet<'w>,
    pub(super) scheme: &'w ColourScheme,
    /// The size of the chart in pt.
    pub(super) size: Size,
}

impl<'w> ChartWriter<'w> {
    /// Returns the XML of a chart of this size, whose workbook has the relationship `workbook`.
    pub(super) fn write(
        sheet: &'w ChartSheet<'w>,
        scheme: &'w ColourScheme,
        workbook: &str,
        size: Size,
    ) -> Vec<u8> {
        let mut writer = Self { xml: Xml::document(), sheet, scheme, size };
        let namespaces: super::xml::Attributes<'_> = &[
            ("xmlns:c", &CHART_NAMESPACE),
            ("xmlns:a", &DRAWING_NAMESPACE),
            ("xmlns:r", &OFFICE_RELATIONSHIP),
        ];
        writer.xml.open("c:chartSpace", namespaces);
        writer.set("c:date1904", "0");
        writer.set("c:roundedCorners", "0");
        writer.xml.open("c:chart", &[]);
        writer.write_chart_title();
        writer.xml.open("c:plotArea", &[]);
        writer.write_plot_layout();
        writer.write_plots();
        writer.xml.close();
        writer.write_legend();
        writer.set("c:plotVisOnly", "1");
        writer.set("c:dispBlanksAs", "gap");
        writer.xml.close();
        writer.xml.open("c:spPr", &[]);
        writer.xml.empty("a:noFill", &[]);
        writer.write_line(None, 0.0, false);
        writer.xml.close();
        writer.write_text_format(sheet.chart.look.text);
        writer.xml.open("c:externalData", &[("r:id", &workbook)]);
        writer.set("c:autoUpdate", "0");
        writer.xml.close();
        writer.xml.close();
        writer.xml.into_bytes()
    }

    /// Writes a setting: an element with a value.
    pub(super) fn set(&mut self, name: &'static str, value: impl std::fmt::Display) {
        self.xml.empty(name, &[("val", &value)]);
    }

    fn write_plots(&mut self) {
        match self.sheet.chart.form {
            ChartForm::Pie | ChartForm::Ring => self.write_round(),
            _ if self.sheet.has_points() => {
                self.write_points();
                self.write_point_axes();
            }
            _ => {
                let chart = self.sheet.chart;
                let has_right = chart.series.iter().any(|series| series.is_on_right);
                for is_on_right in [false, true] {
                    for form in [SeriesForm::Area, SeriesForm::Bar, SeriesForm::Line] {
                        self.write_series_of(form, is_on_right);
                    }
                }
                self.write_category_axes(AxisIds::LEFT);
                if has_right {
                    self.write_category_axes(AxisIds::RIGHT);
                }
            }
        }
    }

    /// Writes the series of one form and axis, if there are any.
    fn write_series_of(&mut self, form: SeriesForm, is_on_right: bool) {
        let chart = self.sheet.chart;
        let is_wanted =
            |series: &EditableSeries| series.form == form && series.is_on_right == is_on_right;
        let wanted: Vec<usize> =
            (0..chart.series.len()).filter(|index| is_wanted(&chart.series[*index])).collect();
        let lines = form == SeriesForm::Line && !is_on_right;
        let references = if lines { self.sheet.references.len() } else { 0 };
        let edge = self.sheet.edge.filter(|_| lines);
        let is_sideways = chart.form == ChartForm::Sideways;
        let totals = self.sheet.totals.as_ref();
        let bar_totals = totals.filter(|_| is_sideways && form == SeriesForm::Bar && !is_on_right);
        let totals = totals.filter(|_| lines && !is_sideways);
        if wanted.is_empty() && references == 0 && edge.is_none() && totals.is_none() {
            return;
        }
        let grouping = match (form, chart.stacking) {
            (SeriesForm::Line, _) => "standard",
            (_, SeriesStacking::Stacked) => "stacked",
            (_, SeriesStacking::Percent) => "percentStacked",
            (SeriesForm::Bar, SeriesStacking::None) => "clustered",
            (SeriesForm::Area, SeriesStacking::None) => "standard",
        };
        match form {
            SeriesForm::Bar => {
                self.xml.open("c:barChart", &[]);
                self.set("c:barDir", if is_sideways { "bar" } else { "col" });
            }
            SeriesForm::Line => self.xml.open("c:lineChart", &[]),
            SeriesForm::Area => self.xml.open("c:areaChart", &[]),
        }
        self.set("c:grouping", grouping);
        self.set("c:varyColors", "0");
        for index in self.drawing_order(wanted) {
            self.write_series(index);
        }
        for index in 0..references {
            self.write_reference(index);
        }
        if let Some(colour) = edge {
            self.write_edge(colour);
        }
        if let Some(totals) = totals {
            self.write_totals(totals);
        }
        if let Some(totals) = bar_totals {
            self.write_total_bars(totals);
        }
        match form {
            SeriesForm::Bar => {
                let is_stacked = chart.stacking != SeriesStacking::None;
                let is_histogram = chart.form == ChartForm::Histogram;
                self.set("c:gapWidth", if is_histogram { 4 } else { 55 });
                self.set("c:overlap", if is_stacked { 100 } else { -6 });
            }
            SeriesForm::Line => self.set("c:marker", "1"),
            SeriesForm::Area => {}
        }
        let ids = if is_on_right { AxisIds::RIGHT } else { AxisIds::LEFT };
        self.set("c:axId", ids.categories);
        self.set("c:axId", ids.values);
        self.xml.close();
    }

    fn write_series(&mut self, index: usize) {
        let sheet = self.sheet;
        let series = &sheet.chart.series[index];
        self.open_series(index, &sheet.series_name(index));
        match series.form {
            SeriesForm::Bar | SeriesForm::Area => {
                self.write_fill(series.colour);
                if series.form == SeriesForm::Bar {
                    self.set("c:invertIfNegative", "0");
                }
            }
            SeriesForm::Line => {
                self.write_series_stroke(index);
                self.write_no_marker();
            }
        }
        self.write_row_colours(series);
        let is_label_line = !sheet.chart.changes.is_empty() && index == LABEL_LINE;
        if is_label_line {
            self.write_waterfall_labels();
        } else if series.form != SeriesForm::Area || sheet.edge.is_none() {
            self.write_labels(index, series.form, self.labels_of(index));
        }
        sheet.write_categories(&mut self.xml, "c:cat");
        sheet.write_values(&mut self.xml, "c:val", index + 1, &series.values);
        if series.form == SeriesForm::Line {
            self.set("c:smooth", "0");
        }
        if is_label_line {
            self.write_label_range();
        }
        self.xml.close();
    }

    fn write_round(&mut self) {
        let sheet = self.sheet;
        let is_ring = sheet.chart.form == ChartForm::Ring;
        self.xml.open(if is_ring { "c:doughnutChart" } else { "c:pieChart" }, &[]);
        self.set("c:varyColors", "1");
        let series = &sheet.chart.series[0];
        self.open_series(0, &sheet.series_name(0));
        self.write_row_colours(series);
        let place = if is_ring { None } else { Some("outEnd") };
        let labels = MarkLabels { shares: true, place, is_inside: is_ring, ..Default::default() };
        self.write_labels(0, series.form, labels);
        sheet.write_categories(&mut self.xml, "c:cat");
        sheet.write_values(&mut self.xml, "c:val", 1, &series.values);
        self.xml.close();
        self.set("c:firstSliceAng", "0");
        if is_ring {
            self.set("c:holeSize", HOLE_PERCENT);
        }
        self.xml.close();
    }

    fn write_points(&mut self) {
        let sheet = self.sheet;
        let chart = sheet.chart;
        let is_bubbles = chart.form == ChartForm::Bubbles;
        let has_lines = sheet.has_number_lines();
        if is_bubbles {
            self.xml.open("c:bubbleChart", &[]);
        } else {
            self.xml.open("c:scatterChart", &[]);
            self.set("c:scatterStyle", "lineMarker");
        }
        self.set("c:varyColors", "0");
        for index in self.drawing_order((0..chart.series.len()).collect()) {
            let series = &chart.series[index];
            self.open_series(index, &sheet.series_name(index));
            match (is_bubbles, has_lines) {
                (true, _) => {
                    self.write_fill(series.colour);
                    self.set("c:invertIfNegative", "0");
                }
                (_, true) => {
                    self.write_series_stroke(index);
                    self.write_no_marker();
                }
                _ => {
                    self.write_stroke(None, false);
                    self.write_marker(series.colour);
                }
            }
            self.write_row_colours(series);
            self.write_labels(index, series.form, self.labels_of(index));
            sheet.write_categories(&mut self.xml, "c:xVal");
            sheet.write_values(&mut self.xml, "c:yVal", index + 1, &series.values);
            match &chart.sizes {
                Some((_, sizes)) if is_bubbles => {
                    let column = chart.series.len() + 1;
                    sheet.write_values(&mut self.xml, "c:bubbleSize", column, sizes);
                    self.set("c:bubble3D", "0");
                }
                _ if is_bubbles => self.set("c:bubble3D", "0"),
                _ => self.set("c:smooth", "0"),
            }
            self.xml.close();
        }
        if is_bubbles {
            let scale = self.bubble_scale();
            self.set("c:bubbleScale", scale);
            self.set("c:showNegBubbles", "0");
            self.set("c:sizeRepresents", "area");
        }
        self.set("c:axId", AxisIds::LEFT.categories);
        self.set("c:axId", AxisIds::LEFT.values);
        self.xml.close();
    }

    fn write_series_stroke(&mut self, index: usize) {
        let chart = self.sheet.chart;
        let series = &chart.series[index];
        if self.is_of_other_panel(index) {
            self.xml.open("c:spPr", &[]);
            self.write_line(series.colour, HAIRLINE, false);
            self.xml.close();
        } else {
            self.write_stroke(series.colour, series.is_dashed);
        }
    }

    fn open_series(&mut self, index: usize, name: &str) {
        self.open_series_at(index, index + 1, name);
    }

    /// Starts a series with a number whose values are in a column.
    pub(super) fn open_series_at(&mut self, number: usize, column: usize, name: &str) {
        self.xml.open("c:ser", &[]);
        self.set("c:idx", number);
        self.set("c:order", self.order_of(number));
        self.sheet.write_name(&mut self.xml, column, name);
    }

    fn write_row_colours(&mut self, series: &EditableSeries) {
        let is_round = matches!(self.sheet.chart.form, ChartForm::Pie | ChartForm::Ring);
        let usual = series.colour.filter(|_| is_round);
        let rows = 0..series.values.len();
        let all: Vec<(usize, Colour)> = rows
            .filter_map(|row| {
                let colour = series.row_colour(row).or(usual)?;
                Some((row, colour))
            })
            .collect();
        let is_points = self.sheet.chart.form == ChartForm::Points;
        for (row, colour) in all {
            self.xml.open("c:dPt", &[]);
            self.set("c:idx", row);
            if is_points {
                self.write_marker(Some(colour));
                self.set("c:bubble3D", "0");
            } else {
                if !is_round {
                    self.set("c:invertIfNegative", "0");
                }
                self.set("c:bubble3D", "0");
                self.write_fill(Some(colour));
            }
            self.xml.close();
        }
    }

    /// Whether the names of series or slices are in a legend.
    pub(super) fn has_legend(&self) -> bool {
        let chart = self.sheet.chart;
        let named = chart.series.iter().filter(|series| !series.name.is_empty()).count();
        match chart.form {
            ChartForm::Ring => true,
            ChartForm::Pie => false,
            _ if chart.panel.is_some() => false,
            _ => named > 1 && !self.names_lines() && chart.changes.is_empty(),
        }
    }

    fn write_legend(&mut self) {
        let chart = self.sheet.chart;
        if !self.has_legend() {
            return;
        }
        self.xml.open("c:legend", &[]);
        self.set("c:legendPos", if chart.form == ChartForm::Ring { "r" } else { "t" });
        let is_hidden =
            |series: &EditableSeries| series.name.is_empty() && chart.form != ChartForm::Ring;
        let hidden = chart.series.iter().enumerate().filter(|(_, series)| is_hidden(series));
        let lines = (0..self.sheet.line_count()).map(|index| chart.series.len() + index);
        for index in hidden.map(|(index, _)| index).chain(lines) {
            self.xml.open("c:legendEntry", &[]);
            self.set("c:idx", index);
            self.set("c:delete", "1");
            self.xml.close();
        }
        if chart.form != ChartForm::Ring && !chart.is_rtl {
            // Below the unit, some programs would leave a line free.
            let top = if self.has_unit_above() { self.line_share() } else { 0.0 };
            self.write_corner(0.0, top);
        }
        self.set("c:overlay", "0");
        self.xml.close();
    }
}
