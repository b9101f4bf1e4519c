//! Small multiples: every series in a small chart of its own, all with the same scale.

use super::arrange::Arranger;
use super::canvas::{LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartMark, ChartPart, LabelInk};
use super::model::{Chart, LegendPlace};
use super::scale::{ScaleEnds, ValueScale};
use crate::diagram::LabelAlign;
use crate::geometry::{Rect, Size};

/// The least width of a small chart, and the gap between two.
const MIN_WIDTH: f32 = 7.4;
const GAP: (f32, f32) = (1.2, 0.7);

/// Returns the number of charts in a row.
fn column_count(count: usize, width: f32) -> usize {
    let most = ((width + GAP.0) / (MIN_WIDTH + GAP.0)).floor().max(1.0) as usize;
    let most = most.min(5);
    // As few rows as possible, all about equally full.
    let rows = count.div_ceil(most);
    count.div_ceil(rows.max(1)).max(1)
}

/// Returns the number of rows of charts.
pub(super) fn row_count(count: usize, width: f32) -> usize {
    count.div_ceil(column_count(count, width))
}

/// Arranges the charts.
pub(super) fn arrange_multiples(arranger: &mut Arranger<'_, '_>) {
    let frame = arranger.canvas.frame;
    let chart = arranger.chart;
    let count = chart.data.series.len();
    let top = arranger.draw_header();
    let columns = column_count(count, frame.width);
    let rows = count.div_ceil(columns);
    let width = (frame.width - GAP.0 * (columns - 1) as f32) / columns as f32;
    let height = (frame.bottom() - top - GAP.1 * (rows - 1) as f32) / rows as f32;
    let axis = &chart.options.y_axis;
    let scale = ValueScale::new(chart.extent(false), axis, ScaleEnds::Round, 3.0);
    for index in 0..count {
        let (column, row) = (index % columns, index / columns);
        let left = frame.x + column as f32 * (width + GAP.0);
        let y = top + row as f32 * (height + GAP.1);
        let name = &chart.data.series[index].name;
        let part = ChartPart::series(index);
        let is_bold = true;
        let size = arranger.canvas.measure(name, f32::MAX / 4.0, is_bold);
        let name = if size.width > width { arranger.shorten(name, width) } else { name.clone() };
        let rect = Rect::new(left, y, size.width.min(width), LINE_HEIGHT);
        let style = LabelSetting::new(LabelAlign::Start, LabelInk::Text).bold_if(is_bold);
        arranger.canvas.place(&name, rect, style.of_part(part));
        let single = single_chart(chart, index, &scale);
        let size = Size::new(width, height - LINE_HEIGHT * 1.15);
        let language = arranger.language;
        let mut drawing = single.arrange_with(arranger.canvas.measurer(), size, language);
        for ChartMark { part, .. } in &mut drawing.marks {
            *part = ChartPart { series: Some(index), row: part.row };
        }
        arranger.canvas.append(drawing, (left, y + LINE_HEIGHT * 1.15));
    }
}

/// Returns the chart of one series.
fn single_chart(chart: &Chart, index: usize, scale: &ValueScale) -> Chart {
    let mut single = chart.clone();
    let series = chart.data.series[index].clone();
    single.data.series = vec![series];
    let options = &mut single.options;
    options.y_axis.min = Some(scale.min);
    options.y_axis.max = Some(scale.max);
    options.y_axis.title = None;
    options.x_axis.title = None;
    options.horizontal = Some(false);
    options.legend = LegendPlace::None;
    // A short unit stays beside the ticks.
    options.unit = options.unit.take().filter(|unit| super::format::is_short_unit(unit));
    options.labels = Some(false);
    options.multiples = Some(false);
    options.highlight.retain(|name| chart.data.categories.contains(name));
    single
}
