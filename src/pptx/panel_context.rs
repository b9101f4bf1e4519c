//! The lines of the other panels in each panel of a chart, in grey.

use std::borrow::Cow;

use super::chart_part::ChartWriter;
use super::waterfall_chart::split_waterfall;
use crate::scene::{Colour, EditableChart, EditableSeries, SeriesForm};

/// The most panels, and the most points of all lines, with the lines of others, as on the page.
const MAX_OTHERS: usize = 16;
const MAX_OTHER_POINTS: usize = 4_000;

/// Returns the chart with this index as its series are written: those of a waterfall by kind, and
/// the lines of the other panels after that of a panel.
pub(super) fn written_chart(panels: &[EditableChart], index: usize) -> Cow<'_, EditableChart> {
    match with_other_lines(panels, index) {
        Cow::Borrowed(own) => split_waterfall(own),
        lines => lines,
    }
}

/// Returns the panel with this index and the lines of the others, which follow its own.
fn with_other_lines(panels: &[EditableChart], index: usize) -> Cow<'_, EditableChart> {
    let own = &panels[index];
    let is_line = |panel: &EditableChart| {
        let mut series = panel.series.iter();
        panel.panel.is_some() && series.all(|series| series.form == SeriesForm::Line)
    };
    let rows = own.series.first().map_or(0, |series| series.values.len());
    let points = panels.len() * panels.len() * rows;
    let has_others = (2..=MAX_OTHERS).contains(&panels.len()) && points <= MAX_OTHER_POINTS;
    if !has_others || own.series.len() != 1 || !panels.iter().all(is_line) {
        return Cow::Borrowed(own);
    }
    let mut chart = own.clone();
    let others = panels.iter().enumerate().filter(|(other, _)| *other != index);
    chart.series.extend(others.filter_map(|(_, other)| {
        let series = other.series.first()?;
        let name = other.panel.as_ref().map_or(&series.name, |panel| &panel.name);
        Some(EditableSeries {
            name: name.clone(),
            colour: Some(between(own.look.muted, own.look.grid)),
            row_colours: Vec::new(),
            bold_rows: Vec::new(),
            is_dashed: false,
            ..series.clone()
        })
    }));
    Cow::Owned(chart)
}

/// Returns the colour between two.
fn between(one: Colour, other: Colour) -> Colour {
    let [r, g, b] =
        [(one.r, other.r), (one.g, other.g), (one.b, other.b)].map(|(a, b)| a.midpoint(b));
    Colour { r, g, b, a: 255 }
}

impl ChartWriter<'_> {
    /// Whether a series is the line of another panel.
    pub(super) fn is_of_other_panel(&self, index: usize) -> bool {
        self.sheet.chart.panel.is_some() && index > 0
    }

    /// Returns the indices of series in the order of drawing: in a panel, its own is the last.
    pub(super) fn drawing_order(&self, mut indices: Vec<usize>) -> Vec<usize> {
        if self.sheet.chart.panel.is_some() && indices.first() == Some(&0) {
            indices.rotate_left(1);
        }
        indices
    }

    /// Returns the place of a series in the order of drawing.
    pub(super) fn order_of(&self, number: usize) -> usize {
        let count = self.sheet.chart.series.len();
        match (self.sheet.chart.panel.is_some(), number) {
            (true, 0) => count.saturating_sub(1),
            (true, number) if number < count => number - 1,
            _ => number,
        }
    }
}
