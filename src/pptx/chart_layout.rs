//! Leaves room around the plot of a chart: for its unit, its legend, and the names of lines at
//! their ends, for which programs leave none. The plot of a panel is where it is on the page.

use super::chart_part::ChartWriter;
use crate::geometry::Rect;
use crate::scene::ChartForm;

/// The height of a line and the usual width of a character, in em.
const LINE_EM: f32 = 1.5;
pub(super) const CHARACTER_EM: f32 = 0.56;

/// Says that places are from the left and the upper edge of the chart.
const FROM_EDGES: [(&str, &str); 2] = [("c:xMode", "edge"), ("c:yMode", "edge")];

impl ChartWriter<'_> {
    /// Writes where the plot is in the chart. Pies and horizontal bars are placed by
    /// the program that draws them.
    pub(super) fn write_plot_layout(&mut self) {
        let plot = match (&self.sheet.chart.panel, self.sheet.ring) {
            (None, Some(ring)) => ring,
            (None, None) if !self.has_axes_around() => return self.xml.empty("c:layout", &[]),
            _ => self.plot_place(),
        };
        let [across, down] = FROM_EDGES;
        let sides = [("c:x", plot.x), ("c:y", plot.y), ("c:w", plot.width), ("c:h", plot.height)];
        self.write_layout(&[("c:layoutTarget", "inner"), across, down], &sides);
    }

    /// Whether the plot is between axes at its left and below it.
    fn has_axes_around(&self) -> bool {
        !matches!(self.sheet.chart.form, ChartForm::Pie | ChartForm::Ring | ChartForm::Sideways)
    }

    /// Returns the size of the largest bubble, in percent of a quarter of the plot.
    pub(super) fn bubble_scale(&self) -> u32 {
        let (chart, plot) = (self.sheet.chart, self.plot_place());
        let (width, height) = (plot.width * self.size.width, plot.height * self.size.height);
        let usual = width.min(height).max(1.0) / 4.0;
        (chart.largest_mark * chart.look.size / usual * 100.0).clamp(5.0, 300.0).round() as u32
    }

    /// Returns the rectangle between the axes, in shares of the chart.
    fn plot_place(&self) -> Rect {
        let (chart, size) = (self.sheet.chart, self.size);
        if let Some(panel) = &chart.panel {
            return panel.plot;
        }
        let em = chart.look.size;
        let mut left = if chart.shows_all_values() { 0.0 } else { self.tick_width() * em };
        let has_right = chart.series.iter().any(|series| series.is_on_right);
        let names = chart.series.iter().filter(|_| self.names_lines());
        let longest = names.map(|series| series.name.chars().count()).max().unwrap_or(0);
        let last_label = if self.sheet.has_points() { 2.0 } else { 1.0 };
        let mut right = match longest {
            _ if has_right || chart.names_last_value => self.tick_width() * em,
            0 => last_label * em,
            longest => (longest as f32 * CHARACTER_EM + 0.8) * em,
        };
        if chart.is_rtl && !self.sheet.has_points() {
            std::mem::swap(&mut left, &mut right);
        }
        let lines_above = f32::from(u8::from(!chart.y_axis.title.is_empty()))
            + f32::from(u8::from(self.has_legend()));
        let top = (lines_above * LINE_EM + 0.7) * em;
        let lines_below = if chart.x_axis.title.is_empty() { 1.0 } else { 2.0 };
        let tall_names = chart.categories.iter().any(|name| {
            let slot = (size.width - left - right) / chart.categories.len() as f32;
            name.chars().count() as f32 * CHARACTER_EM * em > slot
        });
        let is_folded = tall_names && !self.sheet.has_points();
        let bottom = (lines_below + f32::from(u8::from(is_folded))) * LINE_EM * em;
        let share = |length: f32, whole: f32| (length / whole.max(1.0)).clamp(0.0, 0.45);
        let (x, y) = (share(left, size.width), share(top, size.height));
        let width = 1.0 - x - share(right, size.width);
        let height = 1.0 - y - share(bottom, size.height);
        Rect::new(x, y, width, height)
    }

    /// Writes where something is, in shares of the chart: [`FROM_EDGES`] of it, or from its usual
    /// place.
    pub(super) fn write_layout(
        &mut self,
        modes: &[(&'static str, &str)],
        sides: &[(&'static str, f32)],
    ) {
        self.xml.open("c:layout", &[]);
        self.xml.open("c:manualLayout", &[]);
        for (name, mode) in modes {
            self.set(name, mode);
        }
        for (name, value) in sides {
            self.set(name, format_args!("{value:.4}"));
        }
        self.xml.close();
        self.xml.close();
    }

    /// Writes what is above the plot as the title of the chart: the name of a panel, or else the
    /// unit of the values. As a title of their axis, programs would break it into narrow lines.
    pub(super) fn write_chart_title(&mut self) {
        let chart = self.sheet.chart;
        let (words, left) = match &chart.panel {
            Some(panel) if !panel.name.is_empty() => (&panel.name, panel.plot.x),
            None if self.has_unit_above() => (&chart.y_axis.title, 0.0),
            _ => return self.set("c:autoTitleDeleted", "1"),
        };
        self.xml.open("c:title", &[]);
        self.xml.open("c:tx", &[]);
        match chart.panel {
            Some(_) => self.write_words(words, true, "square"),
            None => self.write_words_in(words, (chart.look.muted, false), "none"),
        }
        self.xml.close();
        self.write_corner(left, 0.0);
        self.set("c:overlay", "1");
        self.xml.close();
        self.set("c:autoTitleDeleted", "0");
    }

    /// Whether the unit of the values is above the left axis.
    pub(super) fn has_unit_above(&self) -> bool {
        let chart = self.sheet.chart;
        chart.panel.is_none()
            && !chart.is_rtl
            && self.has_axes_around()
            && !chart.y_axis.title.is_empty()
    }

    /// Writes where the upper left corner of a title or legend is, in shares of the chart.
    pub(super) fn write_corner(&mut self, x: f32, y: f32) {
        self.write_layout(&FROM_EDGES, &[("c:x", x), ("c:y", y)]);
    }

    /// Returns the height of a line, as a share of the chart.
    pub(super) fn line_share(&self) -> f32 {
        LINE_EM * self.sheet.chart.look.size / self.size.height.max(1.0)
    }

    /// Returns the usual width of the values of an axis, in em.
    fn tick_width(&self) -> f32 {
        let chart = self.sheet.chart;
        let values = || chart.series.iter().flat_map(|series| series.values.iter().flatten());
        let digits = self.largest_shown().max(1.0).log10().floor().min(12.0) as usize + 1;
        let sign = usize::from(values().any(|value| *value < 0.0));
        let format = self.axis_format();
        let fixed = format.chars().filter(|c| !matches!(c, '#' | '0' | '"' | ',')).count().min(6);
        let decimals = format.split_once('.').map_or(0, |(_, it)| it.matches('0').count());
        let width = digits + digits.saturating_sub(1) / 3 + sign + fixed + decimals;
        width as f32 * CHARACTER_EM + 0.6
    }
}
