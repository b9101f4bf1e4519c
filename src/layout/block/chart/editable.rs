//! The data of a chart for formats whose programs draw it: with the colours that it has here.

mod panels;

use std::collections::BTreeMap;

pub(super) use self::panels::describe_figure;
use super::colours::ChartColours;
use crate::chart::{
    AxisOptions, CategoryScale, Chart, ChartColour, ChartDrawing, ChartKind, ChartMark,
    ChartMarkKind, Dashes, DatePrecision, DrawnScale, LabelInk, Series, SeriesMark, Stacking,
    WaterfallBar,
};
use crate::geometry::Rect;
use crate::scene::{
    CategoryPositions, ChartForm, ChartLook, Colour, EditableAxis, EditableChart, EditableSeries,
    PointNameLevel, PointNamePlace, PointNameSide, SeriesForm, SeriesStacking, WaterfallRow,
};

/// Names less than this above or below their points are beside them, in em.
const SAME_LEVEL: f32 = 0.2;

/// What a chart looks like on the page.
pub(super) struct DrawnChart<'c> {
    pub(super) drawing: &'c ChartDrawing,
    pub(super) colours: &'c ChartColours,
    /// The size of its text in pt.
    pub(super) size: f32,
    pub(super) is_rtl: bool,
    pub(super) lang: &'c str,
}

/// Returns a chart as data; `None` if other programs have no such chart: one without values, or a
/// waterfall through zero. `panel` is the panel that it is.
fn to_editable(
    chart: &Chart,
    look: &DrawnChart<'_>,
    panel: Option<usize>,
) -> Option<EditableChart> {
    let DrawnChart { drawing, colours, size, is_rtl, lang } = *look;
    let data = &chart.data;
    let has_values = data.series.iter().any(|series| series.values.iter().any(Option::is_some));
    // Bars on top of each other cannot be on both sides of zero.
    let crosses_zero = chart.kind == ChartKind::Waterfall
        && chart.waterfall_bars().iter().any(|bar| bar.from * bar.to < 0.0);
    if !has_values || crosses_zero {
        return None;
    }
    let form = match chart.kind {
        ChartKind::Pie => ChartForm::Pie,
        ChartKind::Donut => ChartForm::Ring,
        ChartKind::Scatter => ChartForm::Points,
        ChartKind::Bubble => ChartForm::Bubbles,
        ChartKind::Histogram => ChartForm::Histogram,
        _ if drawing.is_sideways => ChartForm::Sideways,
        _ => ChartForm::Upright,
    };
    let drawn = DrawnColours::read(drawing, panel);
    let series = match chart.kind {
        ChartKind::Waterfall => waterfall_series(chart, &drawn, colours),
        _ => data
            .series
            .iter()
            .enumerate()
            .map(|(index, series)| editable_series(index, series, &drawn, colours))
            .collect(),
    };
    let has_names = data.series.iter().any(|series| !series.name.is_empty());
    let names = |series: &Series| has_names && !series.name.is_empty();
    let unit = chart.options.unit.clone().unwrap_or_default();
    let mut y_axis = editable_axis(&chart.options.y_axis);
    if y_axis.title.is_empty() && unit.chars().count() > 1 {
        y_axis.title.clone_from(&unit);
    }
    let (mut x_axis, mut right_axis) =
        (editable_axis(&chart.options.x_axis), editable_axis(&chart.options.right_axis));
    if chart.kind.is_points() && x_axis.title.is_empty() {
        x_axis.title.clone_from(&data.category_name);
    }
    if right_axis.title.is_empty() {
        let on_right = data.series.iter().find(|series| series.is_on_right);
        right_axis.title = on_right.map(|series| series.name.clone()).unwrap_or_default();
    }
    let scales = drawing.scales;
    if chart.kind.is_points() {
        // Names are beside their points only as long as both scales stay.
        fix_scale(&mut x_axis, scales.across);
        fix_scale(&mut y_axis, scales.left);
    } else if scales.right.is_some() {
        // Both scales share the lines of the grid.
        fix_scale(&mut y_axis, scales.left);
        fix_scale(&mut right_axis, scales.right);
    } else if let Some(left) = scales.left.filter(|left| left.min > 0.0 && !y_axis.is_log) {
        y_axis.min = Some(left.min);
    }
    if chart.has_bars() {
        // Bars start at zero.
        let values = || data.series.iter().flat_map(|series| series.values.iter().flatten());
        let of_bars = chart.kind != ChartKind::Waterfall && !y_axis.is_log;
        if y_axis.min.is_none() && of_bars && values().all(|value| *value >= 0.0) {
            y_axis.min = Some(0.0);
        }
        if y_axis.max.is_none() && of_bars && values().all(|value| *value <= 0.0) {
            y_axis.max = Some(0.0);
        }
    }
    let note = |note: &crate::chart::ChartNote| {
        let series = note.series.unwrap_or(0);
        (series, note.row, note.text.clone())
    };
    Some(EditableChart {
        form,
        stacking: match (chart.kind, chart.stacking()) {
            (ChartKind::Waterfall, _) | (_, Stacking::Stacked) => SeriesStacking::Stacked,
            (_, Stacking::Percent) => SeriesStacking::Percent,
            (_, Stacking::None) => SeriesStacking::None,
        },
        category_name: data.category_name.clone(),
        categories: match chart.kind {
            ChartKind::Scatter | ChartKind::Bubble => data.point_names.clone(),
            ChartKind::Histogram => data.positions.iter().map(f64::to_string).collect(),
            _ => data.categories.clone(),
        },
        positions: positions(chart),
        names_last_value: data.series.len() == 1 && drawn.has_series_label,
        shows_values: drawn.has_values && data.series.iter().filter(|it| names(it)).count() < 5,
        series,
        changes: if chart.kind == ChartKind::Waterfall {
            waterfall_rows(chart)
        } else {
            Vec::new()
        },
        sizes: (!data.sizes.is_empty()).then(|| (data.size_name.clone(), data.sizes.clone())),
        largest_mark: drawn.largest_mark(),
        x_axis,
        y_axis,
        right_axis,
        references: chart
            .options
            .references
            .iter()
            .map(|line| (line.value, chart.reference_words(line, lang)))
            .collect(),
        notes: chart.options.notes.iter().map(note).collect(),
        number_format: chart.number_format_code(lang),
        look: ChartLook {
            size,
            text: colours.label(&LabelInk::Text),
            muted: colours.label(&LabelInk::Muted),
            grid: colours.mark(&ChartColour::Grid),
            axis: colours.mark(&ChartColour::Axis),
        },
        is_rtl,
        panel: None,
    })
}

/// What the parts of the data look like.
#[derive(Default)]
struct DrawnColours {
    rows: BTreeMap<(usize, usize), ChartColour>,
    series: BTreeMap<usize, (ChartColour, Dashes)>,
    areas: BTreeMap<usize, ChartColour>,
    /// Whether a value is written at a mark.
    has_values: bool,
    /// Whether the values at marks are bold.
    are_bold: BTreeMap<(usize, usize), bool>,
    /// The values that are written at the marks of the first series, by row.
    values: BTreeMap<usize, String>,
    /// Whether words are written beside a series.
    has_series_label: bool,
    /// Where the marks and the words at them are.
    places: BTreeMap<(usize, usize), (Option<Rect>, Option<Rect>)>,
}

impl DrawnColours {
    /// Reads all marks, or those of a panel, which is a chart of one series.
    fn read(drawing: &ChartDrawing, panel: Option<usize>) -> Self {
        let mut drawn = Self::default();
        let is_wanted = |mark: &&ChartMark| match (panel, &mark.kind) {
            (None, _) => true,
            (_, ChartMarkKind::Stroke(stroke)) if !is_of_data(&stroke.colour) => false,
            _ => mark.part.series == panel,
        };
        for mark in drawing.marks.iter().filter(is_wanted) {
            let (series, row) = (panel.map(|_| 0).or(mark.part.series), mark.part.row);
            match (&mark.kind, series, row) {
                // Rims in the colour of the page keep marks apart.
                (ChartMarkKind::Fill(_, ChartColour::Ground), ..) => {}
                (ChartMarkKind::Fill(outline, colour), Some(series), Some(row)) => {
                    drawn.rows.insert((series, row), colour.clone());
                    drawn.places.entry((series, row)).or_default().0 = Some(outline.bounds());
                }
                (ChartMarkKind::Fill(_, colour), Some(series), None) => {
                    drawn.areas.entry(series).or_insert(colour.clone());
                }
                (ChartMarkKind::Stroke(stroke), Some(series), None)
                    if stroke.colour != ChartColour::Ground =>
                {
                    drawn.series.insert(series, (stroke.colour.clone(), stroke.dashes));
                }
                (ChartMarkKind::Label(label), Some(series), Some(row)) => {
                    drawn.has_values = true;
                    drawn.are_bold.insert((series, row), label.is_bold);
                    drawn.places.entry((series, row)).or_default().1 = Some(label.rect);
                    if series == 0 {
                        drawn.values.insert(row, label.text.clone());
                    }
                }
                (ChartMarkKind::Label(_), Some(_), None) if is_beside(mark) => {
                    drawn.has_series_label = true;
                }
                _ => {}
            }
        }
        drawn
    }
}

impl DrawnColours {
    /// Returns the diameter of the largest mark in em.
    fn largest_mark(&self) -> f32 {
        let marks = self.places.values().filter_map(|(mark, _)| *mark);
        marks.map(|mark| mark.width).fold(0.0, f32::max)
    }

    /// Returns where the names of the points of a series are.
    fn name_places(&self, series: usize) -> Vec<(usize, PointNamePlace)> {
        let own = self.places.range((series, 0)..=(series, usize::MAX));
        own.filter_map(|((_, row), (point, name))| Some((*row, name_place((*point)?, (*name)?))))
            .collect()
    }

    /// Returns the rows of a series whose values are bold, if those of others are not.
    fn bold_rows(&self, series: usize) -> Vec<usize> {
        if self.are_bold.values().all(|is_bold| *is_bold) {
            return Vec::new();
        }
        let own =
            self.are_bold.iter().filter(|((other, _), is_bold)| *other == series && **is_bold);
        own.map(|((_, row), _)| *row).collect()
    }
}

/// Returns where a name is beside a point. Heights are in em.
fn name_place(point: Rect, name: Rect) -> PointNamePlace {
    let (at, middle) = (point.centre(), name.centre());
    let side = if name.x >= at.x {
        PointNameSide::Right
    } else if name.right() <= at.x {
        PointNameSide::Left
    } else {
        PointNameSide::Centre
    };
    let level = match middle.y - at.y {
        up if up < -SAME_LEVEL => PointNameLevel::Above,
        down if down > SAME_LEVEL => PointNameLevel::Below,
        _ => PointNameLevel::Middle,
    };
    PointNamePlace { side, level }
}

/// Whether a line of a panel shows its own data: neither an axis nor the line of another panel.
fn is_of_data(colour: &ChartColour) -> bool {
    use ChartColour::{Axis, Grid, Reference, Tint};
    !matches!(colour, Axis | Grid | Reference | Tint(_))
}

/// Whether a label has the colour of its series, as its last value has.
fn is_beside(mark: &ChartMark) -> bool {
    matches!(&mark.kind, ChartMarkKind::Label(label) if matches!(label.ink, LabelInk::Coloured(_)))
}

fn editable_series(
    index: usize,
    series: &Series,
    drawn: &DrawnColours,
    colours: &ChartColours,
) -> EditableSeries {
    let rows: Vec<(usize, Colour)> = drawn
        .rows
        .range((index, 0)..=(index, usize::MAX))
        .map(|((_, row), colour)| (*row, colours.mark(colour)))
        .collect();
    let of_line = match series.mark {
        SeriesMark::Area => drawn.areas.get(&index),
        _ => drawn.series.get(&index).map(|(colour, _)| colour),
    };
    let of_line = of_line.map(|colour| colours.mark(colour));
    // The colour that most rows have.
    let usual = rows
        .iter()
        .map(|(_, colour)| *colour)
        .max_by_key(|colour| rows.iter().filter(|(_, other)| other == colour).count());
    let colour = of_line.or(usual).unwrap_or_else(|| colours.mark(&ChartColour::Series(index)));
    let row_colours = match of_line {
        Some(_) => Vec::new(),
        None => rows.into_iter().filter(|(_, other)| *other != colour).collect(),
    };
    EditableSeries {
        name: series.name.clone(),
        values: series.values.clone(),
        form: match series.mark {
            SeriesMark::Bar => SeriesForm::Bar,
            SeriesMark::Line => SeriesForm::Line,
            SeriesMark::Area => SeriesForm::Area,
        },
        is_on_right: series.is_on_right,
        colour: Some(colour),
        edge: drawn
            .series
            .get(&index)
            .filter(|_| series.mark == SeriesMark::Area)
            .map(|(colour, _)| colours.mark(colour)),
        row_colours,
        bold_rows: drawn.bold_rows(index),
        names: drawn.name_places(index),
        labels: Vec::new(),
        is_dashed: drawn.series.get(&index).is_some_and(|(_, dashes)| *dashes != Dashes::Solid),
    }
}

/// Returns the bars of a waterfall as series on top of each other: what is below them, and the
/// bars.
fn waterfall_series(
    chart: &Chart,
    drawn: &DrawnColours,
    colours: &ChartColours,
) -> Vec<EditableSeries> {
    let data = &chart.data;
    let Some(series) = data.series.first() else { return Vec::new() };
    let rows = data.categories.len();
    let (mut below, mut bars) = (vec![None; rows], vec![None; rows]);
    for WaterfallBar { row, from, to, .. } in chart.waterfall_bars() {
        let low = if from.min(to) >= 0.0 { from.min(to) } else { from.max(to).min(0.0) };
        below[row] = Some(low);
        bars[row] = Some(if from.min(to) >= 0.0 { (to - from).abs() } else { -(to - from).abs() });
    }
    let bar = Series { values: bars, ..series.clone() };
    let under = EditableSeries {
        name: String::new(),
        values: below,
        form: SeriesForm::Bar,
        is_on_right: false,
        colour: None,
        edge: None,
        row_colours: Vec::new(),
        bold_rows: Vec::new(),
        names: Vec::new(),
        labels: Vec::new(),
        is_dashed: false,
    };
    let labels = drawn.values.clone().into_iter().collect();
    vec![under, EditableSeries { labels, ..editable_series(0, &bar, drawn, colours) }]
}

/// Returns what each row of a waterfall is.
fn waterfall_rows(chart: &Chart) -> Vec<WaterfallRow> {
    let data = &chart.data;
    let mut rows = vec![WaterfallRow::Blank; data.categories.len()];
    for WaterfallBar { row, value, is_total, .. } in chart.waterfall_bars() {
        let is_given = data.series.first().is_some_and(|series| series.values[row].is_some());
        rows[row] = match (is_total, is_given) {
            (false, _) => WaterfallRow::Change(value),
            (true, true) => WaterfallRow::Total(value),
            (true, false) => WaterfallRow::RunningTotal(value),
        };
    }
    rows
}

fn positions(chart: &Chart) -> CategoryPositions {
    let data = &chart.data;
    let positions = || data.positions.clone();
    match data.scale {
        _ if chart.kind.is_points() => CategoryPositions::Numbers(positions()),
        CategoryScale::Names | CategoryScale::Dates(DatePrecision::Quarter) => {
            CategoryPositions::Names
        }
        _ if chart.has_bars() => CategoryPositions::Names,
        CategoryScale::Numbers => CategoryPositions::Numbers(positions()),
        CategoryScale::Dates(DatePrecision::Year) => CategoryPositions::Days(positions(), "yyyy"),
        CategoryScale::Dates(DatePrecision::Month) => {
            CategoryPositions::Days(positions(), "mmm\\ yyyy")
        }
        CategoryScale::Dates(DatePrecision::Day) => CategoryPositions::Days(positions(), "d\\ mmm"),
    }
}

fn editable_axis(options: &AxisOptions) -> EditableAxis {
    EditableAxis {
        title: options.title.clone().unwrap_or_default(),
        min: options.min,
        max: options.max,
        step: None,
        is_log: options.is_log,
    }
}

/// Fixes the scale of an axis as it is drawn.
fn fix_scale(axis: &mut EditableAxis, drawn: Option<DrawnScale>) {
    if let Some(DrawnScale { min, max, step }) = drawn {
        (axis.min, axis.max, axis.step) = (Some(min), Some(max), step);
    }
}
