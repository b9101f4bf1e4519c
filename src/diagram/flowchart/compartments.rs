//! Boxes with parts below their title: the members of a class, the attributes of an entity.

use super::FlowNode;
use crate::diagram::drawing::{
    DiagramLabel, DiagramLine, DiagramLook, DiagramMark, DiagramShape, EdgeEnd, LabelAlign,
    LabelLook, LineCourse, MeasureLabel, ShapeKind, StrokeStyle,
};
use crate::diagram::label::LabelText;
use crate::geometry::{Point, Rect, Size};

/// The style of the rows.
const ROW: LabelLook = LabelLook { size: 0.9, is_bold: false, is_muted: false };

/// Room at the left and right, above and below a compartment, and between columns and rows.
const PADDING: f32 = 0.6;
const SPACE: f32 = 0.3;
const COLUMN_GAP: f32 = 0.9;
const ROW_GAP: f32 = 0.08;

/// The sizes of the compartments of a box.
#[derive(Clone, Debug, Default)]
pub(super) struct MeasuredTable {
    /// The widths of the columns, which all compartments share.
    columns: Vec<f32>,
    /// The heights of the rows of each compartment.
    rows: Vec<Vec<f32>>,
}

/// Returns the style of the words of a box: bold if they are a title, unless a part of it is.
pub(super) fn title_style(node: &FlowNode) -> LabelLook {
    if node.compartments.is_empty() {
        return LabelLook::default();
    }
    LabelLook { is_bold: node.label.emphasis.is_empty(), ..LabelLook::HEADING }
}

/// Measures the compartments of a box.
pub(super) fn measure_table(
    node: &FlowNode,
    measurer: &mut dyn MeasureLabel,
    max_width: f32,
) -> MeasuredTable {
    let mut table = MeasuredTable::default();
    for compartment in &node.compartments {
        let mut heights = Vec::new();
        for row in compartment {
            let mut height = 0.0f32;
            for (column, cell) in row.iter().enumerate() {
                // Members are rather long: a row is wider than the words of a box.
                let size = measurer.measure_label(cell, max_width * 1.5, ROW);
                if table.columns.len() <= column {
                    table.columns.push(0.0);
                }
                table.columns[column] = table.columns[column].max(size.width);
                height = height.max(size.height);
            }
            heights.push(height);
        }
        table.rows.push(heights);
    }
    table
}

impl MeasuredTable {
    /// Returns the size of a box with these compartments and a title.
    pub(super) fn size_with_title(&self, title: Size) -> Size {
        let used = self.columns.iter().filter(|width| **width > 0.0);
        let gaps = COLUMN_GAP * (used.clone().count() as f32 - 1.0).max(0.0);
        let width = (used.sum::<f32>() + gaps).max(title.width) + 2.0 * PADDING;
        let height: f32 = self.rows.iter().map(|rows| compartment_height(rows)).sum();
        Size::new(width.max(4.0), title.height + 2.0 * SPACE + height)
    }
}

fn compartment_height(rows: &[f32]) -> f32 {
    let gaps = ROW_GAP * (rows.len() as f32 - 1.0).max(0.0);
    rows.iter().sum::<f32>() + gaps + 2.0 * SPACE
}

/// Draws a box with compartments.
pub(super) fn draw_table(
    node: &FlowNode,
    rect: Rect,
    title: Size,
    table: &MeasuredTable,
) -> Vec<DiagramMark> {
    let mut marks = vec![DiagramMark::Shape(DiagramShape {
        kind: ShapeKind::Box,
        rect,
        look: node.look.clone(),
    })];
    let label = |text: &LabelText, rect, align, style| {
        DiagramMark::Label(DiagramLabel {
            text: text.clone(),
            rect,
            align,
            style,
            ground: Some(node.look.clone()),
            has_patch: false,
        })
    };
    let place = Rect::new(rect.x, rect.y + SPACE, rect.width, title.height);
    let words =
        Rect::new(place.x + (place.width - title.width) / 2.0, place.y, title.width, place.height);
    marks.push(label(&node.label, words, LabelAlign::Centre, title_style(node)));
    let mut y = rect.y + title.height + 2.0 * SPACE;
    for (compartment, heights) in node.compartments.iter().zip(&table.rows) {
        let look = DiagramLook { stroke_style: StrokeStyle::Solid, ..node.look.clone() };
        marks.push(DiagramMark::Line(DiagramLine {
            points: vec![Point::new(rect.x, y), Point::new(rect.right(), y)],
            course: LineCourse::Straight,
            start: EdgeEnd::None,
            end: EdgeEnd::None,
            look,
        }));
        let mut row_y = y + SPACE;
        for (row, height) in compartment.iter().zip(heights) {
            let mut x = rect.x + PADDING;
            for (cell, width) in row.iter().zip(&table.columns) {
                if *width > 0.0 {
                    let place = Rect::new(x, row_y, *width, *height);
                    if !cell.is_empty() {
                        marks.push(label(cell, place, LabelAlign::Start, ROW));
                    }
                    x += width + COLUMN_GAP;
                }
            }
            row_y += height + ROW_GAP;
        }
        y += compartment_height(heights);
    }
    marks
}
