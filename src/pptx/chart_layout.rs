//! Leaves room around the plot of a chart: for its unit, its legend, and the names of lines at
//! their ends, for which programs leave none.

use super::chart_part::ChartWriter;
use crate::geometry::Size;
use crate::scene::ChartForm;

/// The height of a line and the usual width of a character, in em.
const LINE_EM: f32 = 1.5;
const CHARACTER_EM: f32 = 0.56;

impl ChartWriter<'_> {
    /// Writes where the plot is in a chart of this size. Circles and horizontal bars are placed by
    /// the program that draws them.
    pub(super) fn write_plot_layout(&mut self, size: Size) {
        let chart = self.sheet.chart;
        if matches!(chart.form, ChartForm::Pie | ChartForm::Ring | ChartForm::Sideways) {
            self.xml.empty("c:layout", &[]);
            return;
        }
        let em = chart.look.size;
        let mut left = if chart.shows_all_values() { 0.0 } else { self.tick_width() * em };
        let has_right = chart.series.iter().any(|series| series.is_on_right);
        let names = chart.series.iter().filter(|_| self.names_lines());
        let longest = names.map(|series| series.name.chars().count()).max().unwrap_or(0);
        let last_label = if self.sheet.has_points() { 2.0 } else { 1.0 };
        let mut right = match (has_right, longest) {
            (true, _) => self.tick_width() * em,
            (false, 0) => last_label * em,
            (false, longest) => (longest as f32 * CHARACTER_EM + 0.8) * em,
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
        self.xml.open("c:layout", &[]);
        self.xml.open("c:manualLayout", &[]);
        self.set("c:layoutTarget", "inner");
        self.set("c:xMode", "edge");
        self.set("c:yMode", "edge");
        for (name, value) in [("c:x", x), ("c:y", y), ("c:w", width), ("c:h", height)] {
            self.set(name, format_args!("{value:.4}"));
        }
        self.xml.close();
        self.xml.close();
    }

    /// Returns the usual width of the values of an axis, in em.
    fn tick_width(&self) -> f32 {
        let chart = self.sheet.chart;
        let values = || chart.series.iter().flat_map(|series| series.values.iter().flatten());
        let largest = values().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let digits = largest.max(1.0).log10().floor().min(12.0) as usize + 1;
        let sign = usize::from(values().any(|value| *value < 0.0));
        let format = self.axis_format();
        let fixed = format.chars().filter(|c| !matches!(c, '#' | '0' | '"' | ',')).count().min(6);
        let decimals = format.split_once('.').map_or(0, |(_, it)| it.matches('0').count());
        let width = digits + digits.saturating_sub(1) / 3 + sign + fixed + decimals;
        width as f32 * CHARACTER_EM + 0.6
    }
}
