//! Arranges a chart in a room: chooses its form, and places what all forms have in common.

use super::canvas::{Canvas, LINE_HEIGHT};
use super::drawing::{ChartColour, ChartDrawing};
use super::format::{NumberLanguage, NumberUse, NumberWriter, is_short_unit};
use super::model::{CategoryScale, Chart, ChartKind, LegendPlace, SeriesMark, Stacking};
use super::{histogram, multiples, points, round, sideways, upright};
use crate::diagram::MeasureLabel;
use crate::geometry::{Rect, Size};

/// The room of a chart.
#[derive(Clone, Copy, Debug)]
pub struct ChartRoom<'l> {
    /// Its size in em of the text of the chart.
    pub size: Size,
    /// The language of the slide.
    pub lang: &'l str,
}

/// The heights that a chart may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartHeights {
    /// The smallest height at which it is legible.
    pub min: f32,
    /// The height from which more room does not help.
    pub natural: f32,
}

/// A chart that is being arranged.
pub(super) struct Arranger<'c, 'm> {
    pub chart: &'c Chart,
    pub language: &'c NumberLanguage,
    pub canvas: Canvas<'m>,
    /// What labels should not be above: bars and lines.
    pub obstacles: Vec<Rect>,
}

/// The room of a horizontal bar with its gap: the least, and the usual one.
const ROW: (f32, f32) = (1.3, 2.1);
/// Few bars have more room.
const FEW_ROWS: usize = 8;
const WIDE_ROW: f32 = 2.7;

/// What is left out of a chart without room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Omission {
    /// The legend.
    Legend,
    /// The titles of the axes, too.
    Titles,
    /// All words.
    Labels,
}

impl Chart {
    /// Arranges the chart in a room.
    pub fn arrange(&self, measurer: &mut dyn MeasureLabel, room: ChartRoom<'_>) -> ChartDrawing {
        let language = NumberLanguage::new(room.lang);
        self.arrange_with(measurer, room.size, &language)
    }

    pub(super) fn arrange_with(
        &self,
        measurer: &mut dyn MeasureLabel,
        size: Size,
        language: &NumberLanguage,
    ) -> ChartDrawing {
        let canvas = self.arrange_on(Canvas::new(measurer, size), language);
        if !canvas.lacks_room {
            return canvas.finish();
        }
        // Without room for the plot, more and more is left out, which is noted.
        let mut drawing = ChartDrawing::default();
        for cut in [Omission::Legend, Omission::Titles, Omission::Labels] {
            let mut canvas = Canvas::new(measurer, size);
            canvas.is_bare = cut == Omission::Labels;
            let canvas = self.without(cut).arrange_on(canvas, language);
            let fits = !canvas.lacks_room;
            drawing = canvas.finish();
            if fits {
                break;
            }
        }
        drawing.is_crowded = true;
        drawing
    }

    /// Returns the chart without some of its words.
    fn without(&self, cut: Omission) -> Self {
        let mut chart = self.clone();
        let options = &mut chart.options;
        options.legend = LegendPlace::None;
        if cut >= Omission::Titles {
            for axis in [&mut options.x_axis, &mut options.y_axis, &mut options.right_axis] {
                axis.title = None;
            }
            options.unit = options.unit.take().filter(|unit| is_short_unit(unit));
        }
        if cut >= Omission::Labels {
            (options.labels, options.multiples) = (Some(false), Some(false));
        }
        chart
    }

    fn arrange_on<'m>(&self, canvas: Canvas<'m>, language: &NumberLanguage) -> Canvas<'m> {
        let mut arranger = Arranger { chart: self, language, canvas, obstacles: Vec::new() };
        if self.has_multiples() {
            return multiples::arrange_multiples(arranger);
        }
        match self.kind {
            ChartKind::Pie | ChartKind::Donut => round::arrange_round(&mut arranger),
            ChartKind::Scatter | ChartKind::Bubble => points::arrange_points(&mut arranger),
            ChartKind::Histogram => histogram::arrange_histogram(&mut arranger),
            _ if arranger.is_horizontal() => {
                arranger.canvas.is_sideways = true;
                sideways::arrange_sideways(&mut arranger);
            }
            _ => upright::arrange_upright(&mut arranger),
        }
        arranger.canvas
    }

    /// Returns the heights that the chart may have at a width.
    pub fn heights(&self, measurer: &mut dyn MeasureLabel, room: ChartRoom<'_>) -> ChartHeights {
        let (width, language) = (room.size.width, NumberLanguage::new(room.lang));
        let canvas = Canvas::new(measurer, room.size);
        let mut arranger =
            Arranger { chart: self, language: &language, canvas, obstacles: Vec::new() };
        match self.kind {
            ChartKind::Pie | ChartKind::Donut => {
                let labels = self.data.categories.len() as f32 / 2.0 * LINE_HEIGHT * 1.3;
                let min = labels.max(8.0);
                ChartHeights { min, natural: (width * 0.75).max(min) }
            }
            _ if self.has_multiples() => {
                let header = arranger.header_height();
                let (min, natural) = multiples::heights(self.data.series.len(), width);
                ChartHeights { min: header + min, natural: header + natural }
            }
            _ if arranger.is_horizontal() => {
                let rows = self.data.categories.len() as f32;
                let bars = sideways::row_height(self);
                let header = arranger.header_height();
                let is_few = self.data.categories.len() <= FEW_ROWS;
                let row = if is_few { WIDE_ROW } else { ROW.1 };
                let natural = header + rows * bars * row + 1.6;
                ChartHeights { min: (header + rows * bars * ROW.0 + 1.6).min(natural), natural }
            }
            _ => {
                let header = arranger.header_height();
                ChartHeights { min: header + 8.5, natural: header + (width * 0.8).max(14.0) }
            }
        }
    }

    /// Whether there are several named series whose names are not shown.
    pub fn hides_names(&self) -> bool {
        let named = self.data.series.iter().filter(|series| !series.name.is_empty()).count();
        named > 1 && self.options.legend == LegendPlace::None && !self.kind.is_round()
    }

    /// Whether every series has a small chart of its own.
    pub fn has_multiples(&self) -> bool {
        let is_suitable = matches!(self.kind, ChartKind::Line | ChartKind::Area | ChartKind::Bar);
        let many = match self.kind {
            ChartKind::Bar => 6,
            _ => 8,
        };
        let series = self.data.series.len();
        let automatic = series > many && !self.highlights_series();
        is_suitable
            && series > 1
            && self.options.multiples.unwrap_or(automatic && self.stacking() == Stacking::None)
    }
}

impl Chart {
    /// Returns how its values are written as a format code of spreadsheets (ISO/IEC 29500-1,
    /// 18.8.31), in a language given by its BCP 47 code.
    pub fn number_format_code(&self, lang: &str) -> String {
        let language = NumberLanguage::new(lang);
        self.value_style(&language, false).to_format_code()
    }

    pub(super) fn number_use(&self, is_on_right: bool) -> NumberUse<'_> {
        let options = &self.options;
        let axis = if is_on_right { &options.right_axis } else { &options.y_axis };
        if is_on_right {
            return NumberUse { pattern: axis.format.as_ref(), unit: None };
        }
        if self.stacking() == Stacking::Percent {
            return NumberUse { pattern: axis.format.as_ref(), unit: Some("%") };
        }
        let pattern = axis.format.as_ref().or(options.format.as_ref());
        NumberUse { pattern, unit: options.unit.as_deref() }
    }

    fn value_style<'l>(&self, language: &'l NumberLanguage, is_on_right: bool) -> NumberWriter<'l> {
        let options = &self.options;
        let series = self.data.series.iter().filter(move |it| it.is_on_right == is_on_right);
        let values = series.flat_map(|series| series.values.iter().flatten().copied());
        let mut written = self.number_use(is_on_right);
        if self.stacking() == Stacking::Percent {
            written.unit = options.unit.as_deref();
        }
        written.pattern = options.format.as_ref().or(written.pattern);
        NumberWriter::of_values(language, values, &written)
    }
}

impl Arranger<'_, '_> {
    /// Whether bars are horizontal: the author says so, or the names are too long to be side by
    /// side.
    pub(super) fn is_horizontal(&mut self) -> bool {
        let chart = self.chart;
        let only_bars = chart.data.series.iter().all(|series| series.mark == SeriesMark::Bar);
        if !only_bars || !matches!(chart.kind, ChartKind::Bar) {
            return false;
        }
        if let Some(is_horizontal) = chart.options.horizontal {
            return is_horizontal;
        }
        if chart.data.scale != CategoryScale::Names || chart.data.categories.is_empty() {
            return false;
        }
        let rows = chart.data.categories.len() as f32;
        let has_room = rows * sideways::row_height(chart) * 1.15 + 1.0 < self.canvas.frame.height;
        let slot = (self.canvas.frame.width - 2.5) / rows;
        has_room && chart.data.categories.iter().any(|name| !self.fits_slot(name, slot))
    }

    /// Whether a name fits below a bar in at most three lines.
    pub(super) fn fits_slot(&mut self, name: &str, slot: f32) -> bool {
        let size = self.canvas.measure(name, slot * 0.92, false);
        size.width <= slot * 0.96 && size.height <= 3.0 * LINE_HEIGHT + 0.1
    }

    /// Returns the colour of a series.
    pub(super) fn series_colour(&self, series: usize) -> ChartColour {
        let chart = self.chart;
        let given = chart.data.series.get(series).and_then(|series| series.colour.as_ref());
        if let Some(colour) = given.or(chart.options.colours.get(series)) {
            return ChartColour::Given(colour.clone());
        }
        if !chart.highlights_series() {
            return ChartColour::Series(series);
        }
        let is_highlighted = |index: &usize| chart.highlights(&chart.data.series[*index].name);
        match is_highlighted(&series) {
            true => ChartColour::Series((0..series).filter(is_highlighted).count()),
            false => ChartColour::Muted,
        }
    }

    /// Returns the colour of a value.
    pub(super) fn value_colour(&self, series: usize, row: usize) -> ChartColour {
        let chart = self.chart;
        let colour = self.series_colour(series);
        let has_rows = !chart.options.highlight.is_empty() && !chart.highlights_series();
        if !has_rows || self.is_highlighted_row(row) {
            return colour;
        }
        match chart.data.series.len() {
            1 => ChartColour::Muted,
            _ => ChartColour::Tint(Box::new(colour)),
        }
    }

    pub(super) fn is_highlighted_row(&self, row: usize) -> bool {
        let name = self.chart.data.categories.get(row);
        name.is_some_and(|name| self.chart.highlights(name))
    }

    /// Returns how values at the left or right are written.
    pub(super) fn number_use(&self, is_on_right: bool) -> NumberUse<'_> {
        self.chart.number_use(is_on_right)
    }

    /// Returns the style of the values of all series at one side.
    pub(super) fn value_style(&self, is_on_right: bool) -> NumberWriter<'_> {
        self.chart.value_style(self.language, is_on_right)
    }

    /// Returns the names of the rows, as they are shown.
    pub(super) fn row_names(&self) -> Vec<String> {
        let data = &self.chart.data;
        let months = self.chart.options.months.as_deref();
        match data.scale {
            CategoryScale::Dates(precision) => data
                .positions
                .iter()
                .map(|days| super::date::format_date(*days, precision, months))
                .collect(),
            _ if self.chart.kind == ChartKind::Histogram => {
                histogram::bin_names(self.chart, self.language)
            }
            CategoryScale::Names | CategoryScale::Numbers => data.categories.clone(),
        }
    }
}
