//! Rows that stand one below the other: what blocks become before they have a place on a page.
//!
//! A block is measured by turning it into rows of known height ([`BracketScan`]). Three things are done
//! with a flow: [`BracketScan::settle`] gives pictures the height that is left for them, [`BracketScan::split`]
//! cuts what does not fit off for a further page, [`BracketScan::place`] turns the rest into items.

mod multicol;
mod split;

pub(super) use multicol::Multicol;

use std::rc::Rc;
use std::sync::Arc;

use super::text::rounded_rect;
use crate::assets::Image;
use crate::deck::ObjectFit;
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Colour, ElementId, Item, ItemKind, Paint, PlacedImage, Stroke};
use crate::source::Span;

/// Rows, top to bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Space above it; none at the top of a page or column.
    pub space_before: f32,
    /// What it is.
    pub body: RowBody,
    /// Whether a page may end with it.
    pub page_break: PageBreak,
    /// Rows that are shown again above it where it is the first of a further page: a table's
    /// header.
    pub repeated_header: Option<Rc<Flow>>,
    /// The step of the slide at which it appears.
    pub step: u16,
}

/// Whether a page may end behind a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PageBreak {
    /// It may: one thought ends here.
    #[default]
    Allowed,
    /// It had better not: the next row goes on with what this one began.
    Discouraged,
    /// It may not: a heading would stand alone.
    Forbidden,
}

/// What a row is.
#[derive(Clone, Debug)]
pub(super) enum RowBody {
    /// Items at fixed places relative to the row's top left corner.
    Fixed {
        /// The row's height.
        height: f32,
        /// The items.
        items: Vec<Item>,
    },
    /// A picture that takes the height that is left for it.
    Picture(FlowPicture),
    /// Flows side by side.
    Columns(Columns),
    /// Items of one list that run down one column and on in the next.
    Multicol(Multicol),
    /// A flow in a box.
    Boxed(Box<BoxedFlow>),
}

/// A picture between its smallest and its natural height.
#[derive(Clone, Debug)]
pub(super) struct FlowPicture {
    /// The picture.
    pub image: Arc<Image>,
    /// Its element; an artifact if `None`.
    pub element: Option<ElementId>,
    /// Where it stands in the outline.
    pub span: Option<Span>,
    /// Width of its place.
    pub width: f32,
    /// Height at which it fills the width.
    pub natural_height: f32,
    /// Height below which it is not shrunk.
    pub min_height: f32,
    /// Height that it has been given.
    pub height: f32,
    /// How it fills its place.
    pub fit: ObjectFit,
    /// 0 for the left edge of its place, 0.5 for the middle, 1 for the right edge.
    pub align: f32,
    /// Radius of its corners.
    pub radius: f32,
    /// What it stands on, within its place.
    pub plate: Option<Plate>,
}

/// A light ground behind a drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plate {
    /// Its colour.
    pub colour: Colour,
    /// How far it reaches beyond the drawing.
    pub pad: f32,
    /// Radius of its corners.
    pub radius: f32,
}

/// Flows side by side.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The columns.
    pub columns: Vec<Column>,
    /// Whether the columns are cut wherever a page ends, rather than only where they are taller
    /// than a whole page.
    pub splits_freely: bool,
}

/// One of several flows side by side.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Left edge relative to the row.
    pub x: f32,
    /// What it holds.
    pub flow: Flow,
    /// 0 for the top of the row, 0.5 for its middle.
    pub align: f32,
    /// Whether a box in it is as tall as the row.
    pub stretch: bool,
    /// Whether it is shown again on further pages, as decoration.
    pub repeats: bool,
}

/// A flow in a box.
#[derive(Clone, Debug)]
pub(super) struct BoxedFlow {
    /// Width of the box.
    pub width: f32,
    /// Left, top, right and bottom distance of the flow from the box.
    pub inset: [f32; 4],
    /// Inside colour.
    pub fill: Option<Colour>,
    /// Border.
    pub stroke: Option<Stroke>,
    /// A bar along the left edge: width and colour.
    pub edge: Option<(f32, Colour)>,
    /// Radius of the corners.
    pub radius: f32,
    /// Where the flow sits in a box that is taller than it: 0 at the top, 0.5 in the middle.
    pub align: f32,
    /// What it holds.
    pub flow: Flow,
}

impl Row {
    /// A row of fixed height.
    pub fn fixed_height(height: f32, items: Vec<Item>) -> Self {
        Self::from_body(RowBody::Fixed { height, items })
    }

    /// Flows side by side, each `pitch` right of the one before; boxes in them as tall as the row
    /// if `stretch`.
    pub fn side_by_side(flows: Vec<Flow>, pitch: f32, stretch: bool) -> Self {
        let column = |(index, flow)| Column {
            x: index as f32 * pitch,
            flow,
            align: 0.0,
            stretch,
            repeats: false,
        };
        let columns = flows.into_iter().enumerate().map(column).collect();
        Self::from_body(RowBody::Columns(Columns { columns, splits_freely: false }))
    }

    /// A row of this body.
    pub fn from_body(body: RowBody) -> Self {
        Self {
            space_before: 0.0,
            body,
            page_break: PageBreak::Allowed,
            repeated_header: None,
            step: 0,
        }
    }

    fn height(&self) -> f32 {
        match &self.body {
            RowBody::Fixed { height, .. } => *height,
            RowBody::Picture(picture) => picture.height,
            RowBody::Columns(columns) => columns.max_height(Flow::height),
            RowBody::Multicol(multicol) => multicol.height(),
            RowBody::Boxed(boxed) => boxed.flow.height() + boxed.inset[1] + boxed.inset[3],
        }
    }

    fn min_height(&self) -> f32 {
        match &self.body {
            RowBody::Fixed { height, .. } => *height,
            RowBody::Picture(picture) => picture.min_height,
            RowBody::Columns(columns) => columns.max_height(Flow::min_height),
            RowBody::Multicol(multicol) => multicol.height(),
            RowBody::Boxed(boxed) => boxed.flow.min_height() + boxed.inset[1] + boxed.inset[3],
        }
    }

    /// What a row of fixed height holds; nothing of any other.
    pub fn into_items(self) -> Vec<Item> {
        match self.body {
            RowBody::Fixed { items, .. } => items,
            _ => Vec::new(),
        }
    }

    /// Gives the row's pictures so much height that the row is no taller than `height`, if they
    /// can.
    fn fit_pictures(&mut self, height: f32) {
        match &mut self.body {
            RowBody::Fixed { .. } | RowBody::Multicol(_) => {}
            RowBody::Picture(picture) => {
                picture.height = height.clamp(picture.min_height, picture.natural_height)
            }
            RowBody::Columns(columns) => {
                columns.columns.iter_mut().for_each(|column| column.flow.fit_pictures(height))
            }
            RowBody::Boxed(boxed) => {
                boxed.flow.fit_pictures(height - boxed.inset[1] - boxed.inset[3])
            }
        }
    }

    fn place(self, origin: Point, height: f32, items: &mut Vec<Item>) {
        let (placed, step) = (items.len(), self.step);
        match self.body {
            RowBody::Fixed { items: mut own, .. } => {
                own.iter_mut().for_each(|item| item.translate(origin.x, origin.y));
                items.append(&mut own);
            }
            RowBody::Picture(picture) => picture.place(origin, items),
            RowBody::Columns(columns) => {
                for column in columns.columns {
                    let spare = height - column.flow.height();
                    let at = Point::new(
                        origin.x + column.x,
                        origin.y + if column.stretch { 0.0 } else { spare * column.align },
                    );
                    column.flow.place_within(
                        at,
                        if column.stretch { Some(height) } else { None },
                        items,
                    );
                }
            }
            RowBody::Multicol(multicol) => multicol.place(origin, items),
            RowBody::Boxed(boxed) => boxed.place(origin, height, items),
        }
        items[placed..].iter_mut().for_each(|item| item.step = item.step.max(step));
    }

    /// The same to see, but no part of what the page says.
    fn into_artifact(mut self) -> Self {
        match &mut self.body {
            RowBody::Fixed { items, .. } => {
                items.retain(|item| !matches!(item.kind, ItemKind::Link(_)));
                items.iter_mut().for_each(|item| item.element = None);
            }
            RowBody::Picture(picture) => picture.element = None,
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

impl Flow {
    /// A flow of one row.
    pub fn from_row(row: Row) -> Self {
        Self { rows: vec![row] }
    }

    /// Adds rows, the first of them `space` below what is there.
    pub fn append(&mut self, mut other: Flow, space: f32) {
        if let Some(first) = other.rows.first_mut() {
            first.space_before =
                if self.rows.is_empty() { 0.0 } else { space.max(first.space_before) };
        }
        self.rows.append(&mut other.rows);
    }

    /// The same rows, none of which appears before `step`.
    pub fn appearing_at(mut self, step: u16) -> Self {
        self.rows.iter_mut().for_each(|row| row.step = row.step.max(step));
        self
    }

    /// Moves the rows to the right by `dx`.
    pub fn shift_right(&mut self, dx: f32) {
        for row in &mut self.rows {
            match &mut row.body {
                RowBody::Fixed { items, .. } => {
                    items.iter_mut().for_each(|item| item.translate(dx, 0.0))
                }
                RowBody::Columns(columns) => {
                    columns.columns.iter_mut().for_each(|column| column.x += dx)
                }
                RowBody::Multicol(multicol) => multicol.x += dx,
                RowBody::Picture(_) | RowBody::Boxed(_) => {
                    let inner = Row::from_body(std::mem::replace(
                        &mut row.body,
                        RowBody::Fixed { height: 0.0, items: Vec::new() },
                    ));
                    let column = Column {
                        x: dx,
                        flow: Flow::from_row(inner),
                        align: 0.0,
                        stretch: true,
                        repeats: false,
                    };
                    row.body =
                        RowBody::Columns(Columns { columns: vec![column], splits_freely: false });
                }
            }
        }
    }

    /// Height with pictures as they are.
    pub fn height(&self) -> f32 {
        self.sum_heights(Row::height)
    }

    /// Height with pictures at their smallest.
    pub fn min_height(&self) -> f32 {
        self.sum_heights(Row::min_height)
    }

    /// The space between the rows.
    pub fn total_gap(&self) -> f32 {
        self.rows.iter().skip(1).map(|row| row.space_before).sum()
    }

    fn sum_heights(&self, height: impl Fn(&Row) -> f32) -> f32 {
        self.total_gap() + self.rows.iter().map(height).sum::<f32>()
    }

    /// Shrinks pictures until the flow is no taller than `height`, as far as they can be shrunk;
    /// all by the same share of what they can give.
    pub fn fit_pictures(&mut self, height: f32) {
        let natural = self.height();
        let smallest = self.min_height();
        // Columns are told their height even where nothing has to give: pictures in them may still
        // be too tall.
        let share = if natural > smallest {
            ((height - smallest) / (natural - smallest)).clamp(0.0, 1.0)
        } else {
            1.0
        };
        for row in &mut self.rows {
            let (natural, smallest) = (row.height(), row.min_height());
            row.fit_pictures(smallest + (natural - smallest) * share);
        }
    }

    /// Widens the gaps between rows to use up to `spare` height, none by more than `limit` times
    /// its own size.
    pub fn widen_gaps(&mut self, spare: f32, limit: f32) {
        let gaps = self.total_gap();
        if gaps <= 0.0 || spare <= 0.0 {
            return;
        }
        let factor = 1.0 + (spare / gaps).min(limit - 1.0).max(0.0);
        self.rows.iter_mut().for_each(|row| row.space_before *= factor);
    }

    /// Turns the rows into items, the first one's top left corner at `origin`.
    pub fn place_at(self, origin: Point, items: &mut Vec<Item>) {
        self.place_within(origin, None, items);
    }

    /// Places the rows; the last one is stretched if the flow has to be `height` tall.
    fn place_within(self, origin: Point, height: Option<f32>, items: &mut Vec<Item>) {
        let spare = height.map_or(0.0, |height| (height - self.height()).max(0.0));
        let last = self.rows.len().saturating_sub(1);
        let mut y = origin.y;
        for (index, row) in self.rows.into_iter().enumerate() {
            if index > 0 {
                y += row.space_before;
            }
            let height = row.height() + if index == last { spare } else { 0.0 };
            row.place(Point::new(origin.x, y), height, items);
            y += height;
        }
    }

    /// The same to see, but no part of what the page says.
    pub fn into_artifact(self) -> Self {
        Self { rows: self.rows.into_iter().map(Row::into_artifact).collect() }
    }

    /// Joins the rows so that a page cannot end between them.
    pub fn keep_together(mut self) -> Self {
        let last = self.rows.len().saturating_sub(1);
        self.rows[..last].iter_mut().for_each(|row| row.page_break = PageBreak::Forbidden);
        self
    }

    /// Joins every row to the next, the last one to what will follow.
    pub fn keep_with_next(mut self) -> Self {
        self.rows.iter_mut().for_each(|row| row.page_break = PageBreak::Forbidden);
        self
    }

    /// Says whether a page may end behind the flow as it is now; never makes an end easier than it
    /// was.
    pub fn limit_page_break(&mut self, cut: PageBreak) {
        if let Some(last) =
            self.rows.last_mut().filter(|last| last.page_break != PageBreak::Forbidden)
        {
            last.page_break = cut;
        }
    }

    /// Whether any picture of it has been given less than its natural height.
    pub fn has_shrunk_pictures(&self) -> bool {
        self.rows.iter().any(|row| match &row.body {
            RowBody::Picture(picture) => picture.height < picture.natural_height * 0.98,
            RowBody::Columns(columns) => {
                columns.columns.iter().any(|column| column.flow.has_shrunk_pictures())
            }
            RowBody::Boxed(boxed) => boxed.flow.has_shrunk_pictures(),
            RowBody::Fixed { .. } | RowBody::Multicol(_) => false,
        })
    }
}

impl Columns {
    fn max_height(&self, height: impl Fn(&Flow) -> f32) -> f32 {
        self.columns.iter().map(|column| height(&column.flow)).fold(0.0, f32::max)
    }
}

impl BoxedFlow {
    fn place(self, origin: Point, height: f32, items: &mut Vec<Item>) {
        let rect = Rect::new(origin.x, origin.y, self.width, height);
        if self.fill.is_some() || self.stroke.is_some() {
            let mut shape = rounded_rect(rect, self.radius, Colour::WHITE);
            shape.fill = self.fill.map(Paint::Solid);
            shape.stroke = self.stroke;
            items.push(Item::new_artifact(ItemKind::Shape(shape)));
        }
        if let Some((width, colour)) = self.edge {
            let bar = Rect { width, ..rect };
            items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(bar, 0.0, colour))));
        }
        let spare = height - self.inset[1] - self.inset[3] - self.flow.height();
        self.flow.place_at(
            origin.moved_by(self.inset[0], self.inset[1] + spare.max(0.0) * self.align),
            items,
        );
    }
}

impl FlowPicture {
    fn place(self, origin: Point, items: &mut Vec<Item>) {
        let pad = self.plate.map_or(0.0, |plate| plate.pad);
        let place = Rect::new(origin.x, origin.y, self.width, self.height).inset_by(pad, pad);
        let (rect, seen) = match self.fit {
            ObjectFit::Contain => {
                let size = self.image.size.scaled_to_fit(place.size());
                let rect = Rect {
                    x: place.x + (place.width - size.width) * self.align,
                    ..place.centred_rect(size)
                };
                (rect, rect)
            }
            ObjectFit::Cover => {
                (place.centred_rect(self.image.size.scaled_to_cover(place.size())), place)
            }
        };
        if let Some(Plate { colour, radius, .. }) = self.plate {
            items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(
                seen.inset_by(-pad, -pad),
                radius,
                colour,
            ))));
        }
        let clip = (self.radius > 0.0 || rect != seen).then_some((seen, self.radius));
        let kind = ItemKind::Image(PlacedImage { image: self.image, rect, clip });
        items.push(Item::new(kind, self.element, self.span));
    }
}

/// A picture's natural height in a place of `width`: as tall as its shape makes it, but no taller
/// than `tallest`.
pub(super) fn natural_height(size: Size, width: f32, tallest: f32) -> f32 {
    (width / size.aspect_ratio()).min(tallest)
}
