//! The data of a figure: one chart, or one for each panel.

use super::{DrawnChart, to_editable};
use crate::chart::{Chart, ChartPanel};
use crate::geometry::Rect;
use crate::scene::{
    ChartFigure, ChartPanelPlace, ChartStepList, EditableAxis, EditableChart, Item, ItemKind,
};

/// Returns the data of a figure with these items; `None` if other programs have no such chart.
pub(in crate::layout::block::chart) fn describe_figure(
    chart: &Chart,
    look: &DrawnChart<'_>,
    items: &[Item],
    steps: Option<ChartStepList>,
) -> Option<ChartFigure> {
    let panels = &look.drawing.panels;
    if panels.is_empty() {
        let charts = vec![to_editable(chart, look, None)?];
        return Some(ChartFigure { charts, steps });
    }
    let shapes = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) => Some(shape.bounds()),
        _ => None,
    });
    let all = shapes.reduce(Rect::union).filter(|all| all.width > 0.0 && all.height > 0.0)?;
    let panels = panels.iter().enumerate();
    let charts = panels.map(|(index, panel)| describe_panel(chart, look, (index, panel), all));
    Some(ChartFigure { charts: charts.collect::<Option<_>>()?, steps })
}

/// Returns the chart of a panel of a figure whose shapes are in the rectangle `all`.
fn describe_panel(
    chart: &Chart,
    look: &DrawnChart<'_>,
    (index, panel): (usize, &ChartPanel),
    all: Rect,
) -> Option<EditableChart> {
    let data = to_editable(&chart.panel_chart(index), look, Some(index));
    let frame = panel.frame.scaled_by(look.size);
    let mut place = ChartPanelPlace {
        name: chart.data.series[index].name.clone(),
        frame: share_of(frame, all),
        plot: share_of(panel.plot.scaled_by(look.size), frame),
        names_values: panel.names_values,
        names_categories: panel.names_categories,
    };
    if look.is_rtl {
        place.frame.x = 1.0 - place.frame.right();
        place.plot.x = 1.0 - place.plot.right();
    }
    let (min, max) = panel.range;
    data.map(|data| EditableChart {
        y_axis: EditableAxis {
            title: String::new(),
            min: Some(min),
            max: Some(max),
            step: panel.step,
            is_log: data.y_axis.is_log,
        },
        panel: Some(place),
        ..data
    })
}

/// Returns a rectangle in shares of another.
fn share_of(rect: Rect, whole: Rect) -> Rect {
    Rect::new(
        (rect.x - whole.x) / whole.width,
        (rect.y - whole.y) / whole.height,
        rect.width / whole.width,
        rect.height / whole.height,
    )
}
