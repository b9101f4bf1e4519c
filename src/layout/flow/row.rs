//! Rows: their content, height and page breaks.

use std::rc::Rc;
use std::sync::Arc;

use super::{Flow, Multicol};
use crate::assets::Image;
use crate::deck::ObjectFit;
use crate::geometry::Size;
use crate::layout::annotation::{Device, PictureMarks};
use crate::layout::context::DrawingKey;
use crate::scene::{Colour, ElementId, Item, ItemKind, Stroke};
use crate::source::Span;

/// One row.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Row {
    /// Space above it; none at the top of a page or column.
    pub space_before: f32,
    /// Its content.
    pub body: RowBody,
    /// Whether a page may end after it.
    pub page_break: PageBreak,
    /// Rows that are repeated above it if it is the first row of a page: the header of a table.
    pub repeated_header: Option<Rc<Flow>>,
    /// Cells that are shown in it if it is the first row of a page: those of merged cells that
    /// start in a row above.
    pub continued_cells: Vec<Column>,
    /// Whether it is such a repetition.
    pub is_repeated: bool,
    /// The step of the slide at which it appears.
    pub step: u16,
    /// Whether it takes no room at the start of a page: a blank line of code.
    pub collapses: bool,
    /// How much lower its baseline is than that of a line without formulas.
    pub baseline_drop: f32,
    /// Distance of the baseline from its top if it is a formula on one line, which is aligned with
    /// formulas beside it.
    pub formula_baseline: Option<f32>,
    /// How much taller it may become on a sparse page.
    pub max_growth: f32,
    /// How much taller it is than its content.
    pub growth: f32,
    /// A line to the next row, which is drawn if both are on the same page.
    pub connector: Option<Connector>,
}

/// A vertical line from a row to the next one, such as between two events of a timeline.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct Connector {
    /// Distance from the left edge of the rows.
    pub x: f32,
    /// Where it starts: distance from the top of the row.
    pub start: f32,
    /// Where it ends: distance from the top of the next row.
    pub end: f32,
    /// The line.
    pub stroke: Stroke,
}

/// Whether a page may end after a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::layout) enum PageBreak {
    /// Yes: here ends a unit of content.
    #[default]
    Allowed,
    /// Only if necessary: the next row belongs to the same unit.
    Discouraged,
    /// Only if most of the page would stay empty otherwise: the next row continues a statement.
    LastResort,
    /// No, for example after a heading.
    Forbidden,
}

/// The content of a row.
#[derive(Clone, Debug)]
pub(in crate::layout) enum RowBody {
    /// Items at fixed positions relative to the top left corner of the row.
    Fixed {
        /// The row's height.
        height: f32,
        /// The items.
        items: Vec<Item>,
    },
    /// A picture whose height adapts to the page.
    Picture(FlowPicture),
    /// A drawing whose height adapts to the page.
    Drawing(FlowDrawing),
    /// Flows side by side.
    Columns(Columns),
    /// The items of a list in two columns.
    Multicol(Multicol),
    /// A flow in a box.
    Boxed(Box<BoxedFlow>),
}

/// A picture whose height is between a minimum and its natural height.
#[derive(Clone, Debug)]
pub(in crate::layout) struct FlowPicture {
    /// The picture.
    pub image: Arc<Image>,
    /// Its element; an artifact if `None`.
    pub element: Option<ElementId>,
    /// Its place in the outline.
    pub span: Option<Span>,
    /// Available width.
    pub width: f32,
    /// Height at which it fills the available width.
    pub natural_height: f32,
    /// Minimum height.
    pub min_height: f32,
    /// Assigned height.
    pub height: f32,
    /// Height up to which it fills a page with room left; not above `natural_height` for most.
    pub max_height: f32,
    /// How it fills its area.
    pub fit: ObjectFit,
    /// Horizontal alignment in its area: 0 for left, 0.5 for centred, 1 for right.
    pub align: f32,
    /// Radius of its corners.
    pub radius: f32,
    /// Plate under the picture, inside its area.
    pub plate: Option<Plate>,
    /// How far it reaches below its area, to the edge of the page.
    pub bleed_below: f32,
    /// The point that stays visible if it is cropped, as shares of its size; else its content.
    pub focus: Option<(f32, f32)>,
    /// Whether its place is mirrored later.
    pub is_mirrored: bool,
    /// Whether it is cropped to a square.
    pub is_square: bool,
    /// The device around it, inside its area.
    pub device: Option<Rc<Device>>,
    /// The marks on it.
    pub marks: Option<Rc<PictureMarks>>,
}

/// A drawing whose items are scaled to a height between a minimum and the natural one.
#[derive(Clone, Debug)]
pub(in crate::layout) struct FlowDrawing {
    /// The items.
    pub items: Vec<Item>,
    /// The size at which the items are drawn.
    pub drawn: Size,
    /// The natural size.
    pub natural: Size,
    /// Available width.
    pub width: f32,
    /// Minimum height.
    pub min_height: f32,
    /// Assigned height.
    pub height: f32,
    /// The chart that is drawn anew for its assigned height, so that its type keeps its size.
    pub key: Option<DrawingKey>,
}

/// A light background for a drawing.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct Plate {
    /// Its colour.
    pub colour: Colour,
    /// Margin around the drawing.
    pub pad: f32,
    /// Radius of its corners.
    pub radius: f32,
}

/// Flows side by side.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Columns {
    /// The columns.
    pub columns: Vec<Column>,
    /// Whether the columns may be split at any page end. Otherwise, they are split only if they are
    /// taller than a page.
    pub splits_freely: bool,
}

/// One of several flows side by side.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Column {
    /// Left edge relative to the row.
    pub x: f32,
    /// Its content.
    pub flow: Flow,
    /// Vertical alignment in the row: 0 for top, 0.5 for centred.
    pub align: f32,
    /// Whether its last row is stretched to the height of the row.
    pub stretch: bool,
    /// Whether it is repeated on following pages, as an artifact.
    pub repeats: bool,
}

/// A flow in a box.
#[derive(Clone, Debug)]
pub(in crate::layout) struct BoxedFlow {
    /// Width of the box.
    pub width: f32,
    /// Distance of the flow from the left, top, right and bottom edge.
    pub inset: [f32; 4],
    /// Fill colour.
    pub fill: Option<Colour>,
    /// Border.
    pub stroke: Option<Stroke>,
    /// Width and colour of a bar along the left edge.
    pub edge: Option<(f32, Colour)>,
    /// Radius of the corners.
    pub radius: f32,
    /// Vertical alignment of the flow in a taller box: 0 for top, 0.5 for centred.
    pub align: f32,
    /// Its content.
    pub flow: Flow,
}

impl BoxedFlow {
    /// Creates a box without ground and border of this width, with space around its content.
    pub(crate) fn around(flow: Flow, (width, inset): (f32, [f32; 4])) -> Self {
        let align = 0.0;
        Self { width, inset, fill: None, stroke: None, edge: None, radius: 0.0, align, flow }
    }
}

impl Row {
    /// Creates a row of fixed height.
    pub(crate) fn fixed_height(height: f32, items: Vec<Item>) -> Self {
        Self::from_body(RowBody::Fixed { height, items })
    }

    /// Moves the items of a row of fixed height down and gives it another height.
    pub(crate) fn move_baseline(&mut self, down: f32, new_height: f32) {
        if let RowBody::Fixed { height, items } = &mut self.body {
            *height = new_height;
            items.iter_mut().for_each(|item| item.translate(0.0, down));
        }
    }

    /// Creates a row of flows side by side, with `pitch` between their left edges.
    pub(crate) fn side_by_side(flows: Vec<Flow>, pitch: f32) -> Self {
        let column = |(index, flow)| Column {
            x: index as f32 * pitch,
            flow,
            align: 0.0,
            stretch: false,
            repeats: false,
        };
        let columns = flows.into_iter().enumerate().map(column).collect();
        Self::from_body(RowBody::Columns(Columns { columns, splits_freely: false }))
    }

    /// Creates a row of flows side by side, with `pitch` between their left edges, in which every
    /// box is as tall as the row.
    pub(crate) fn side_by_side_stretched(flows: Vec<Flow>, pitch: f32) -> Self {
        let mut row = Self::side_by_side(flows, pitch);
        if let RowBody::Columns(columns) = &mut row.body {
            columns.columns.iter_mut().for_each(|column| column.stretch = true);
        }
        row
    }

    /// Creates a row with this content.
    pub(crate) fn from_body(body: RowBody) -> Self {
        Self {
            space_before: 0.0,
            body,
            page_break: PageBreak::Allowed,
            repeated_header: None,
            continued_cells: Vec::new(),
            is_repeated: false,
            collapses: false,
            step: 0,
            baseline_drop: 0.0,
            formula_baseline: None,
            max_growth: 0.0,
            growth: 0.0,
            connector: None,
        }
    }

    /// Returns the height with pictures at their assigned height.
    pub(crate) fn height(&self) -> f32 {
        self.growth + self.content_height()
    }

    /// Whether it is a flow in a box.
    pub(crate) fn is_boxed(&self) -> bool {
        matches!(self.body, RowBody::Boxed(_))
    }

    /// Makes the row taller, with the same space above and below its content. Boxes side by side
    /// get the space inside, so that their first lines remain aligned.
    pub(super) fn grow(&mut self, growth: f32) {
        let columns = match &mut self.body {
            RowBody::Columns(columns) => columns,
            RowBody::Boxed(boxed) => {
                boxed.inset[1] += growth / 2.0;
                boxed.inset[3] += growth / 2.0;
                return;
            }
            _ => {
                self.growth = growth;
                return;
            }
        };
        let mut boxes = columns.columns.iter_mut().filter(|column| column.stretch).peekable();
        if boxes.peek().is_none() {
            self.growth = growth;
        }
        for row in boxes.filter_map(|column| column.flow.rows.back_mut()) {
            if let RowBody::Boxed(boxed) = &mut row.body {
                boxed.inset[1] += growth / 2.0;
                boxed.inset[3] += growth / 2.0;
            }
        }
    }

    fn content_height(&self) -> f32 {
        match &self.body {
            RowBody::Fixed { height, .. } => *height,
            RowBody::Picture(picture) => picture.height,
            RowBody::Drawing(drawing) => drawing.height,
            RowBody::Columns(columns) => columns.max_height(Flow::height),
            RowBody::Multicol(multicol) => multicol.height(),
            RowBody::Boxed(boxed) => boxed.flow.height() + boxed.inset[1] + boxed.inset[3],
        }
    }

    /// Returns the height with pictures at their minimum height.
    pub(super) fn min_height(&self) -> f32 {
        match &self.body {
            RowBody::Fixed { height, .. } => *height,
            RowBody::Picture(picture) => picture.min_height,
            RowBody::Drawing(drawing) => drawing.min_height,
            RowBody::Columns(columns) => columns.max_height(Flow::min_height),
            RowBody::Multicol(multicol) => multicol.height(),
            RowBody::Boxed(boxed) => boxed.flow.min_height() + boxed.inset[1] + boxed.inset[3],
        }
    }

    /// Returns the minimum height if it is at most `limit`, otherwise some height above `limit`;
    /// see [`Flow::min_height_within`].
    pub(super) fn min_height_within(&self, limit: f32) -> f32 {
        match &self.body {
            RowBody::Fixed { .. } | RowBody::Picture(_) | RowBody::Drawing(_) => self.min_height(),
            RowBody::Columns(columns) => columns.max_height(|flow| flow.min_height_within(limit)),
            RowBody::Multicol(multicol) => multicol.height_within(limit),
            RowBody::Boxed(boxed) => {
                boxed.flow.min_height_within(limit) + boxed.inset[1] + boxed.inset[3]
            }
        }
    }

    /// Returns the items of a row of fixed height; none of any other row.
    pub(crate) fn into_items(self) -> Vec<Item> {
        match self.body {
            RowBody::Fixed { items, .. } => items,
            _ => Vec::new(),
        }
    }

    /// Resizes pictures so that the row is no taller than `height`, as far as their limits allow.
    pub(super) fn fit_pictures(&mut self, height: f32) {
        match &mut self.body {
            RowBody::Fixed { .. } | RowBody::Multicol(_) => {}
            RowBody::Picture(picture) => {
                picture.height = height.clamp(picture.min_height, picture.natural_height)
            }
            RowBody::Drawing(drawing) => {
                drawing.height = height.clamp(drawing.min_height, drawing.natural.height)
            }
            RowBody::Columns(columns) => {
                columns.columns.iter_mut().for_each(|column| column.flow.fit_pictures(height))
            }
            RowBody::Boxed(boxed) => {
                boxed.flow.fit_pictures(height - boxed.inset[1] - boxed.inset[3])
            }
        }
    }

    /// Makes all items artifacts: visible, but not part of the structure tree.
    pub(super) fn into_artifact(mut self) -> Self {
        match &mut self.body {
            RowBody::Fixed { items, .. } => {
                items.retain(|item| !matches!(item.kind, ItemKind::Link(_)));
                items.iter_mut().for_each(|item| item.element = None);
            }
            RowBody::Picture(picture) => picture.element = None,
            RowBody::Drawing(drawing) => {
                drawing.items.iter_mut().for_each(|item| item.element = None)
            }
            RowBody::Columns(columns) => {
                for column in &mut columns.columns {
                    column.flow = std::mem::take(&mut column.flow).into_artifact();
                }
            }
            RowBody::Multicol(multicol) => {
                multicol.items = std::mem::take(&mut multicol.items)
                    .into_iter()
                    .map(Flow::into_artifact)
                    .collect();
            }
            RowBody::Boxed(boxed) => boxed.flow = std::mem::take(&mut boxed.flow).into_artifact(),
        }
        self
    }
}

impl Columns {
    fn max_height(&self, height: impl Fn(&Flow) -> f32) -> f32 {
        self.columns.iter().map(|column| height(&column.flow)).fold(0.0, f32::max)
    }
}

/// Returns the height of a picture that fills `width`, but at most `max_height`.
pub(in crate::layout) fn natural_height(size: Size, width: f32, max_height: f32) -> f32 {
    (width / size.aspect_ratio()).min(max_height)
}
