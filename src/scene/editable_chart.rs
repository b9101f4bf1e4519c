//! The data of a chart, for formats whose programs draw charts themselves.

use super::Colour;
use crate::geometry::Rect;

/// The data of a figure that is a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartFigure {
    /// The chart; several if each series has a panel of its own.
    pub charts: Vec<EditableChart>,
    /// What appears at which step of the slide; `None` if all of it is there from the start.
    pub steps: Option<ChartStepList>,
}

/// The steps at which the parts of a chart appear, in the order of these parts.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartStepList {
    /// One for each series.
    Series(Vec<u16>),
    /// One for each category.
    Categories(Vec<u16>),
}

/// The place of a panel among others that share their scales.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPanelPlace {
    /// The name above it.
    pub name: String,
    /// Its rectangle, in shares of the rectangle around all shapes of the figure.
    pub frame: Rect,
    /// The rectangle between its axes, in shares of its own rectangle.
    pub plot: Rect,
    /// Whether values are written beside it.
    pub names_values: bool,
    /// Whether categories are written below it.
    pub names_categories: bool,
}

/// A chart as data.
#[derive(Clone, Debug, PartialEq)]
pub struct EditableChart {
    /// How the data is drawn.
    pub form: ChartForm,
    /// How bars and areas of a category are combined.
    pub stacking: SeriesStacking,
    /// The heading of the categories; empty if there is none.
    pub category_name: String,
    /// The names of the categories. In a chart of points, their first values are in `positions`.
    pub categories: Vec<String>,
    /// What the categories are.
    pub positions: CategoryPositions,
    /// The columns of numbers.
    pub series: Vec<EditableSeries>,
    /// In a waterfall, what each row is. Its series are what is below the bars, and the bars.
    pub changes: Vec<WaterfallRow>,
    /// In a bubble chart, the heading and the values that the areas show.
    pub sizes: Option<(String, Vec<Option<f64>>)>,
    /// The diameter of the largest mark of points, in em.
    pub largest_mark: f32,
    /// The axis of the categories, or of the first values of points.
    pub x_axis: EditableAxis,
    /// The axis of the values.
    pub y_axis: EditableAxis,
    /// The axis of the series at the right.
    pub right_axis: EditableAxis,
    /// Lines at values, with their words.
    pub references: Vec<(f64, String)>,
    /// Words at values: the series, the row and the words.
    pub notes: Vec<(usize, usize, String)>,
    /// Whether values are written at the marks.
    pub shows_values: bool,
    /// Whether the last value is written beside its line.
    pub names_last_value: bool,
    /// How values are written, as a format code of spreadsheets (ISO/IEC 29500-1, 18.8.31).
    pub number_format: String,
    /// Its text and lines.
    pub look: ChartLook,
    /// Whether categories run from right to left.
    pub is_rtl: bool,
    /// Its place if it is one of several panels.
    pub panel: Option<ChartPanelPlace>,
}

/// How the data of a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartForm {
    /// Bars, lines and areas over categories, by series.
    Upright,
    /// Horizontal bars.
    Sideways,
    /// Points between two scales.
    Points,
    /// Points whose areas show a third value.
    Bubbles,
    /// Shares of a whole as a circle.
    Pie,
    /// Shares of a whole as a ring.
    Ring,
    /// Bars that touch each other.
    Histogram,
}

/// How bars and areas of one category are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesStacking {
    /// Not at all.
    None,
    /// On top of each other.
    Stacked,
    /// On top of each other, each as a share of the whole.
    Percent,
}

/// What the categories of a chart are.
#[derive(Clone, Debug, PartialEq)]
pub enum CategoryPositions {
    /// Names at even distances.
    Names,
    /// Numbers.
    Numbers(Vec<f64>),
    /// Days since 1970, and how they are written, as a format code of spreadsheets.
    Days(Vec<f64>, &'static str),
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesForm {
    /// Bars.
    Bar,
    /// A line.
    Line,
    /// An area.
    Area,
}

/// A column of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct EditableSeries {
    /// Its name; empty if there is none.
    pub name: String,
    /// A value for each category; `None` where it is missing.
    pub values: Vec<Option<f64>>,
    /// How it is drawn.
    pub form: SeriesForm,
    /// Whether its scale is at the right.
    pub is_on_right: bool,
    /// Its colour; `None` if it is not drawn, but others are on top of it.
    pub colour: Option<Colour>,
    /// The colour of the line at the top of an area, if it has one.
    pub edge: Option<Colour>,
    /// The rows that have other colours.
    pub row_colours: Vec<(usize, Colour)>,
    /// The rows whose values are bold, because they are highlighted.
    pub bold_rows: Vec<usize>,
    /// Where the names of points are, by row.
    pub names: Vec<(usize, PointNamePlace)>,
    /// In a waterfall, what is written at the bars, by row.
    pub labels: Vec<(usize, String)>,
    /// Whether its line is dashed.
    pub is_dashed: bool,
}

impl EditableSeries {
    /// Returns the value in a row.
    pub fn value(&self, row: usize) -> Option<f64> {
        self.values.get(row).copied().flatten()
    }

    /// Returns the colour of the mark in a row.
    pub fn ground_at(&self, row: usize) -> Option<Colour> {
        self.row_colour(row).or(self.colour)
    }

    /// Returns the colour of the mark in a row, if it has one of its own.
    pub fn row_colour(&self, row: usize) -> Option<Colour> {
        self.row_colours.iter().find(|(own, _)| *own == row).map(|(_, colour)| *colour)
    }
}

/// What a row of a waterfall is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WaterfallRow {
    /// Without a value.
    Blank,
    /// A change from the sum so far.
    Change(f64),
    /// A total that the author gives.
    Total(f64),
    /// A total that is the sum so far.
    RunningTotal(f64),
}

impl WaterfallRow {
    /// Returns the change, if it is one.
    pub fn change(self) -> Option<f64> {
        match self {
            Self::Change(change) => Some(change),
            _ => None,
        }
    }

    /// Whether it is a total.
    pub fn is_total(self) -> bool {
        matches!(self, Self::Total(_) | Self::RunningTotal(_))
    }
}

/// An axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditableAxis {
    /// Its title; empty if it has none.
    pub title: String,
    /// The smallest value, if it is fixed.
    pub min: Option<f64>,
    /// The largest value, if it is fixed.
    pub max: Option<f64>,
    /// The distance of its ticks, if it is fixed.
    pub step: Option<f64>,
    /// Whether equal distances are equal factors.
    pub is_log: bool,
}

/// Where the name of a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointNamePlace {
    /// The side of the point.
    pub side: PointNameSide,
    /// Whether it is higher or lower than the middle of this side.
    pub level: PointNameLevel,
}

/// The side of a point at which its name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointNameSide {
    /// At its left.
    Left,
    /// At its right.
    Right,
    /// Above, below or on it.
    Centre,
}

/// The height of the name of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointNameLevel {
    /// Higher than the point.
    Above,
    /// As high as the point.
    Middle,
    /// Lower than the point.
    Below,
}

/// The text and the lines of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartLook {
    /// Size of its text in pt.
    pub size: f32,
    /// Colour of values and names of series.
    pub text: Colour,
    /// Colour of the texts of the axes.
    pub muted: Colour,
    /// Colour of the lines of the grid.
    pub grid: Colour,
    /// Colour of the line at zero.
    pub axis: Colour,
}

impl EditableChart {
    /// Whether values are written at all marks, so that no axis is needed.
    pub fn shows_all_values(&self) -> bool {
        let is_bar = |series: &EditableSeries| series.form == SeriesForm::Bar;
        let all_bars = self.series.iter().all(|series| is_bar(series) || series.colour.is_none());
        self.shows_values
            && all_bars
            && !matches!(self.form, ChartForm::Points | ChartForm::Bubbles)
            && self.panel.is_none()
            && self.stacking != SeriesStacking::Percent
    }

    /// Whether a series is drawn as bars.
    pub fn has_bars(&self) -> bool {
        self.series.iter().any(|series| series.form == SeriesForm::Bar)
    }
}
