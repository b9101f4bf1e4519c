//! What a chart is: its kind, its data and its options.

use std::sync::Arc;

use super::date::DatePrecision;
use super::format::NumberPattern;

/// A chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// How the data is drawn.
    pub kind: ChartKind,
    /// The data.
    pub data: ChartData,
    /// What the author set.
    pub options: ChartOptions,
}

/// The kinds of chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars, upright or horizontal.
    #[default]
    Bar,
    /// Lines.
    Line,
    /// Filled areas below lines.
    Area,
    /// Points between two scales.
    Scatter,
    /// Points whose areas show a third value.
    Bubble,
    /// Shares of a whole as a circle.
    Pie,
    /// Shares of a whole as a ring.
    Donut,
    /// Changes from one total to another.
    Waterfall,
    /// How often values occur.
    Histogram,
    /// Bars and lines together.
    Combined,
}

impl ChartKind {
    /// Whether the values are shares of a whole.
    pub fn is_round(self) -> bool {
        matches!(self, Self::Pie | Self::Donut)
    }

    /// Whether both coordinates of a mark are values.
    pub fn is_points(self) -> bool {
        matches!(self, Self::Scatter | Self::Bubble)
    }
}

/// The data of a chart: rows, each with a category and a value of every series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    /// The heading of the categories; empty if there is none.
    pub category_name: String,
    /// The names of the categories, as they are shown.
    pub categories: Vec<String>,
    /// What the categories are.
    pub scale: CategoryScale,
    /// The number of each category, if they are numbers, or its day since 1970, if they are dates.
    pub positions: Vec<f64>,
    /// The columns of numbers.
    pub series: Vec<Series>,
    /// In a bubble chart, the value of each row that its area shows.
    pub sizes: Vec<Option<f64>>,
    /// The heading of the sizes.
    pub size_name: String,
    /// In a scatter or bubble chart, the names of the rows; empty if they have none.
    pub point_names: Vec<String>,
    /// In a histogram, the width of a bin; its lower edge is its position.
    pub bin_width: f64,
    /// In a waterfall chart, the rows that are totals.
    pub totals: Vec<usize>,
}

impl ChartData {
    /// Whether a series is drawn as bars.
    pub(super) fn has_bar_marks(&self) -> bool {
        self.series.iter().any(|series| series.mark == SeriesMark::Bar)
    }
}

/// What the categories of a chart are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CategoryScale {
    /// Names, at even distances.
    #[default]
    Names,
    /// Numbers, at distances to scale where lines are drawn.
    Numbers,
    /// Dates, at distances to scale where lines are drawn.
    Dates(DatePrecision),
}

/// A column of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name; empty if there is none.
    pub name: String,
    /// A value for each row; `None` where it is missing.
    pub values: Vec<Option<f64>>,
    /// How it is drawn, in a chart of bars, lines or areas.
    pub mark: SeriesMark,
    /// Whether its scale is at the right.
    pub is_on_right: bool,
    /// The colour that the author set.
    pub colour: Option<ChartColourValue>,
}

impl Series {
    /// Returns the last value that is not missing.
    pub(super) fn last_value(&self) -> Option<f64> {
        self.values.iter().flatten().last().copied()
    }
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesMark {
    /// Bars.
    #[default]
    Bar,
    /// A line.
    Line,
    /// An area.
    Area,
}

/// A colour that the author set: a name of the palette, or red, green and blue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartColourValue {
    /// The name of a colour of the theme.
    Named(String),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// How bars and areas of one category are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stacking {
    /// Bars side by side.
    #[default]
    None,
    /// On top of each other.
    Stacked,
    /// On top of each other, each as a share of the whole.
    Percent,
}

/// Where the names of the series are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LegendPlace {
    /// Beside the marks if they fit there, otherwise above the chart.
    #[default]
    Auto,
    /// Above the chart.
    Top,
    /// At the right of the chart.
    Right,
    /// Nowhere.
    None,
}

/// The order of the categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// Smallest value first.
    Ascending,
    /// Largest value first.
    Descending,
}

/// The options of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartOptions {
    /// Whether bars are horizontal; `None` if that depends on the names.
    pub horizontal: Option<bool>,
    /// How values of one category are combined; `None` for the usual way of the kind.
    pub stacking: Option<Stacking>,
    /// Whether values are written at the marks; `None` where they fit.
    pub labels: Option<bool>,
    /// Where the names of the series are.
    pub legend: LegendPlace,
    /// The axis of the categories, or of the first value of points.
    pub x_axis: AxisOptions,
    /// The axis of the values.
    pub y_axis: AxisOptions,
    /// The axis at the right.
    pub right_axis: AxisOptions,
    /// Lines at values.
    pub references: Vec<ReferenceLine>,
    /// Notes at categories.
    pub notes: Vec<ChartNote>,
    /// The names of the series or categories to highlight.
    pub highlight: Vec<String>,
    /// The unit of the values.
    pub unit: Option<String>,
    /// How values are written.
    pub format: Option<NumberPattern>,
    /// The colours of the series.
    pub colours: Vec<ChartColourValue>,
    /// Whether every series has a small chart of its own; `None` if there are many.
    pub multiples: Option<bool>,
    /// The number of bins of a histogram.
    pub bins: Option<u32>,
    /// The short names of the months in the language of the slide.
    pub months: Option<Arc<[String; 12]>>,
}

/// A bar of a waterfall chart: it starts where the one before ends, or is a total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaterfallBar {
    /// The row.
    pub row: usize,
    /// The change, or the total.
    pub value: f64,
    /// Where it starts, as a value of the axis.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Whether it is a total.
    pub is_total: bool,
}

/// The options of an axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AxisOptions {
    /// Its title.
    pub title: Option<String>,
    /// The smallest value.
    pub min: Option<f64>,
    /// The largest value.
    pub max: Option<f64>,
    /// How its values are written.
    pub format: Option<NumberPattern>,
    /// Whether equal distances are equal factors.
    pub is_log: bool,
}

/// A line at a value.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceLine {
    /// The value.
    pub value: f64,
    /// Words at the line.
    pub label: Option<String>,
}

/// A note at a category.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartNote {
    /// The row.
    pub row: usize,
    /// The series, if the author names one.
    pub series: Option<usize>,
    /// The words.
    pub text: String,
}

impl Chart {
    /// Returns how bars and areas are combined.
    pub fn stacking(&self) -> Stacking {
        let several = self.data.series.len() > 1;
        match self.options.stacking {
            Some(stacking) => stacking,
            None if self.kind == ChartKind::Area && several => Stacking::Stacked,
            None => Stacking::None,
        }
    }

    /// Returns the bars of a waterfall chart. A total that the author does not give is the sum so
    /// far; a row without a value has no bar.
    pub fn waterfall_bars(&self) -> Vec<WaterfallBar> {
        let data = &self.data;
        let Some(series) = data.series.first() else { return Vec::new() };
        let mut sum = 0.0;
        let mut bars = Vec::new();
        for row in 0..data.categories.len() {
            let is_total = data.totals.contains(&row);
            let Some(value) = series.values[row].or(is_total.then_some(sum)) else { continue };
            let (from, to) = if is_total { (0.0, value) } else { (sum, sum + value) };
            sum = to;
            bars.push(WaterfallBar { row, value, from, to, is_total });
        }
        bars
    }

    /// Whether a row or series with this name is highlighted, if anything is.
    pub(super) fn highlights(&self, name: &str) -> bool {
        self.options.highlight.iter().any(|wanted| wanted == name)
    }

    /// Whether the names to highlight are those of series.
    pub(super) fn highlights_series(&self) -> bool {
        self.data.series.iter().any(|series| self.highlights(&series.name))
    }

    /// Returns the sum of the values of a pie or donut, and the largest value.
    pub(super) fn total(&self) -> f64 {
        self.data.series.first().map_or(0.0, |series| {
            series.values.iter().flatten().filter(|value| **value > 0.0).sum()
        })
    }

    /// Whether the chart has bars, which start at zero.
    pub fn has_bars(&self) -> bool {
        match self.kind {
            ChartKind::Bar | ChartKind::Waterfall | ChartKind::Histogram => true,
            ChartKind::Combined => self.data.has_bar_marks(),
            _ => false,
        }
    }
}
