//! Writes the axes of charts.

use super::chart_layout::CHARACTER_EM;
use super::chart_part::ChartWriter;
use crate::scene::{
    CategoryPositions, ChartForm, Colour, EditableAxis, SeriesForm, SeriesStacking,
};

/// The most names of categories that are written side by side.
const MAX_CATEGORY_LABELS: usize = 14;

/// The most dates that are written side by side.
const MAX_DATE_LABELS: f64 = 8.0;

/// The room that a date needs in em.
const DATE_WIDTH_EM: f64 = 3.4;

/// The space between the title of a horizontal axis and the edge of the chart, in em.
const END_EM: f32 = 1.0;

/// The width of the lines of the grid in pt.
const GRID_LINE: f32 = 0.75;

/// The ids of a pair of axes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct AxisIds {
    pub(super) categories: u32,
    pub(super) values: u32,
}

impl AxisIds {
    pub(super) const LEFT: Self = Self { categories: 1001, values: 1002 };
    pub(super) const RIGHT: Self = Self { categories: 1003, values: 1004 };
}

/// Where the title of an axis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AxisTitlePlace {
    /// Below the chart, at its right.
    BelowEnd,
    /// Above the chart, at its left.
    AboveStart,
    /// Above the chart, at its right.
    AboveEnd,
}

/// What an axis of values is.
struct ValueAxis<'a> {
    id: u32,
    crosses: u32,
    /// The side that it is at: `l`, `r`, `b` or `t`.
    place: &'static str,
    options: &'a EditableAxis,
    format: &'a str,
    has_grid: bool,
    is_hidden: bool,
    /// Where it crosses the other axis.
    crossing: &'static str,
    /// Whether the first and the last category begin at the edges of the plot.
    is_between: bool,
}

impl ChartWriter<'_> {
    /// Writes the axes of a chart over categories.
    pub(super) fn write_category_axes(&mut self, ids: AxisIds) {
        let chart = self.sheet.chart;
        let is_right = ids == AxisIds::RIGHT;
        let is_sideways = chart.form == ChartForm::Sideways;
        let days = match &chart.positions {
            CategoryPositions::Days(_, format) => Some(*format),
            _ => None,
        };
        self.xml.open(if days.is_some() { "c:dateAx" } else { "c:catAx" }, &[]);
        self.set("c:axId", ids.categories);
        // The first bar is at the top.
        self.write_scaling(&EditableAxis::default(), is_sideways || chart.is_rtl);
        self.set("c:delete", u8::from(is_right));
        self.set("c:axPos", if is_sideways { "l" } else { "b" });
        if !is_right {
            self.write_axis_title(&chart.x_axis.title, AxisTitlePlace::BelowEnd);
        }
        if let Some(format) = days {
            self.xml.empty("c:numFmt", &[("formatCode", &format), ("sourceLinked", &"0")]);
        }
        let is_named = chart.panel.as_ref().is_none_or(|panel| panel.names_categories);
        self.write_axis_look(true, if is_named { "low" } else { "none" }, None);
        self.set("c:crossAx", ids.values);
        self.set("c:crosses", "autoZero");
        if let CategoryPositions::Days(days, format) = &chart.positions {
            self.set("c:auto", "0");
            self.set("c:lblOffset", "100");
            self.write_day_units(days, format);
        } else {
            self.set("c:auto", "0");
            self.set("c:lblAlgn", "ctr");
            self.set("c:lblOffset", "100");
            let count = self.sheet.row_count();
            if !is_sideways && count > MAX_CATEGORY_LABELS {
                self.set("c:tickLblSkip", count.div_ceil(MAX_CATEGORY_LABELS));
            }
            self.set("c:noMultiLvlLbl", "1");
        }
        self.xml.close();
        let is_mirrored = chart.is_rtl && !is_sideways;
        let place = match (is_sideways, is_right != is_mirrored) {
            (true, _) => "b",
            (false, true) => "r",
            (false, false) => "l",
        };
        let is_at_end = is_right || is_sideways;
        // The values at the bars say more than an axis.
        let is_hidden = chart.shows_all_values();
        // Areas reach from edge to edge.
        let has_area = chart.series.iter().any(|series| series.form == SeriesForm::Area);
        let format = self.axis_format();
        self.write_value_axis(&ValueAxis {
            id: ids.values,
            crosses: ids.categories,
            place,
            options: if is_right { &chart.right_axis } else { &chart.y_axis },
            format: &format,
            has_grid: !is_right && !is_hidden,
            is_hidden,
            crossing: if is_at_end { "max" } else { "autoZero" },
            is_between: chart.has_bars() || days.is_none() && !has_area,
        });
    }

    /// Writes the axes of a chart of points.
    pub(super) fn write_point_axes(&mut self) {
        let chart = self.sheet.chart;
        let ids = AxisIds::LEFT;
        let format = self.axis_format();
        let x = ValueAxis {
            id: ids.categories,
            crosses: ids.values,
            place: "b",
            options: &chart.x_axis,
            format: "General",
            has_grid: false,
            is_hidden: false,
            crossing: "min",
            is_between: false,
        };
        self.write_value_axis(&x);
        self.write_value_axis(&ValueAxis {
            id: ids.values,
            crosses: ids.categories,
            place: "l",
            options: &chart.y_axis,
            format: &format,
            has_grid: true,
            ..x
        });
    }

    fn write_value_axis(&mut self, axis: &ValueAxis<'_>) {
        self.xml.open("c:valAx", &[]);
        self.set("c:axId", axis.id);
        let options = match self.sheet.end_before_sums() {
            Some(end) if axis.options.max.is_none() => {
                &EditableAxis { max: Some(end), ..axis.options.clone() }
            }
            _ => axis.options,
        };
        self.write_scaling(options, false);
        self.set("c:delete", u8::from(axis.is_hidden));
        self.set("c:axPos", axis.place);
        if axis.has_grid {
            self.xml.open("c:majorGridlines", &[]);
            self.xml.open("c:spPr", &[]);
            self.write_line(Some(self.sheet.chart.look.grid), GRID_LINE, false);
            self.xml.close();
            self.xml.close();
        }
        match axis.place {
            "l" if self.has_unit_above() => {}
            "l" => self.write_axis_title(&axis.options.title, AxisTitlePlace::AboveStart),
            "b" => self.write_axis_title(&axis.options.title, AxisTitlePlace::BelowEnd),
            _ => self.write_axis_title(&axis.options.title, AxisTitlePlace::AboveEnd),
        }
        self.xml.empty("c:numFmt", &[("formatCode", &axis.format), ("sourceLinked", &"0")]);
        // Labels are below or beside the plot where values are negative, too.
        let is_named = self.sheet.chart.panel.as_ref().is_none_or(|panel| panel.names_values);
        let labels = match axis.crossing {
            _ if !is_named => "none",
            "max" => "nextTo",
            _ => "low",
        };
        let is_on_right = axis.id == AxisIds::RIGHT.values;
        let own = self.sheet.own_axis_colour(is_on_right);
        self.write_axis_look(false, labels, own);
        self.set("c:crossAx", axis.crosses);
        self.set("c:crosses", axis.crossing);
        self.set("c:crossBetween", if axis.is_between { "between" } else { "midCat" });
        if let Some(step) = axis.options.step {
            self.set("c:majorUnit", step);
        }
        self.xml.close();
    }

    /// Returns how the values of an axis are written: without decimals where its ticks have none.
    pub(super) fn axis_format(&self) -> String {
        let chart = self.sheet.chart;
        if chart.stacking == SeriesStacking::Percent {
            return "0%".to_owned();
        }
        match chart.number_format.split_once(".0") {
            Some((whole, decimals)) if self.largest_shown() >= 5.0 => {
                format!("{whole}{}", decimals.trim_start_matches('0'))
            }
            _ => chart.number_format.clone(),
        }
    }

    /// Returns the largest of the numbers as they are written: divided by a thousand for each comma
    /// after the digits (ISO/IEC 29500-1, 18.8.31).
    pub(super) fn largest_shown(&self) -> f64 {
        let chart = self.sheet.chart;
        let values = chart.series.iter().flat_map(|series| series.values.iter().flatten());
        let largest = values.fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let after_digits = chart.number_format.rsplit('0').next().unwrap_or_default();
        let commas = after_digits.chars().take_while(|c| *c == ',').count();
        largest / 1000_f64.powi(commas as i32)
    }

    /// Writes the distance of the dates that are named.
    fn write_day_units(&mut self, days: &[f64], format: &str) {
        let (unit, length) = match format {
            "yyyy" => ("years", 365.25),
            "mmm\\ yyyy" => ("months", 30.44),
            _ => ("days", 1.0),
        };
        let first = days.iter().copied().fold(f64::INFINITY, f64::min);
        let last = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let panel = self.sheet.chart.panel.as_ref();
        let width = f64::from(self.size.width * panel.map_or(1.0, |panel| panel.plot.width));
        let room = width / f64::from(self.sheet.chart.look.size) / DATE_WIDTH_EM;
        let labels = room.floor().clamp(1.0, MAX_DATE_LABELS);
        let steps = ((last - first) / length / labels).ceil().max(1.0);
        self.set("c:baseTimeUnit", unit);
        self.set("c:majorUnit", steps);
        self.set("c:majorTimeUnit", unit);
    }

    fn write_scaling(&mut self, options: &EditableAxis, is_reversed: bool) {
        self.xml.open("c:scaling", &[]);
        if options.is_log {
            self.set("c:logBase", "10");
        }
        self.set("c:orientation", if is_reversed { "maxMin" } else { "minMax" });
        if let Some(max) = options.max {
            self.set("c:max", max);
        }
        if let Some(min) = options.min {
            self.set("c:min", min);
        }
        self.xml.close();
    }

    /// Writes the title of an axis: beside it, or, for the unit of values, above the chart.
    fn write_axis_title(&mut self, title: &str, place: AxisTitlePlace) {
        if title.is_empty() {
            return;
        }
        self.xml.open("c:title", &[]);
        let look = self.sheet.chart.look;
        self.xml.open("c:tx", &[]);
        self.write_words_in(title, (look.muted, false), "none");
        self.xml.close();
        if self.sheet.chart.form == ChartForm::Sideways {
            self.set("c:overlay", "0");
            self.xml.close();
            return;
        }
        let width = title.chars().count() as f32 * CHARACTER_EM * look.size;
        let end = 1.0 - width / self.size.width.max(1.0);
        // Programs place a title without knowing that the plot has a place of its own.
        let (x, y) = match place {
            AxisTitlePlace::AboveStart => (0.0, 0.0),
            AxisTitlePlace::AboveEnd => (end, 0.0),
            AxisTitlePlace::BelowEnd => {
                let x = end - END_EM * look.size / self.size.width.max(1.0);
                (x, (1.0 - self.line_share()).max(0.0))
            }
        };
        self.write_corner(x.max(0.0), y);
        self.set("c:overlay", "1");
        self.xml.close();
    }

    /// Writes the ticks, the line and the text of an axis.
    fn write_axis_look(&mut self, has_line: bool, labels: &str, colour: Option<Colour>) {
        let look = self.sheet.chart.look;
        self.set("c:majorTickMark", "none");
        self.set("c:minorTickMark", "none");
        self.set("c:tickLblPos", labels);
        self.xml.open("c:spPr", &[]);
        self.write_line(has_line.then_some(look.axis), GRID_LINE, false);
        self.xml.close();
        self.write_text_format(colour.unwrap_or(look.muted));
    }
}
