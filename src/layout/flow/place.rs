//! Turns rows into items at their place on the page.

use super::{BoxedFlow, Columns, Connector, Flow, FlowDrawing, FlowPicture, Plate, Row, RowBody};
use crate::assets::{CropAxis, Image};
use crate::deck::ObjectFit;
use crate::geometry::{Point, Rect, Size};
use crate::layout::annotation::PictureArea;
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, Item, ItemKind, Paint, PathSegment, PlacedImage, Shape};

impl Flow {
    /// Appends the items of all rows, with the top left corner of the first row at `origin`.
    pub(crate) fn place_at(self, origin: Point, items: &mut Vec<Item>) {
        self.place_within(origin, None, items);
    }

    /// Places the rows; stretches the last one if a `height` is given.
    fn place_within(self, origin: Point, height: Option<f32>, items: &mut Vec<Item>) {
        let spare = height.map_or(0.0, |height| (height - self.height()).max(0.0));
        let last = self.rows.len().saturating_sub(1);
        let mut y = origin.y;
        let mut line: Option<(Connector, f32, usize)> = None;
        for (index, row) in self.rows.into_iter().enumerate() {
            if index > 0 {
                y += row.space_before;
            }
            if let Some((connector, top, first)) = line.take() {
                let (x, step) = (origin.x + connector.x, row.step);
                let start = Point::new(x, top + connector.start);
                let item = draw_connector(start, Point::new(x, y + connector.end), connector);
                // The line is below the marks that it joins.
                items.insert(first, Item { step, ..item });
            }
            line = row.connector.map(|connector| (connector, y, items.len()));
            let height = row.height() + if index == last { spare } else { 0.0 };
            row.place(Point::new(origin.x, y), height, items);
            y += height;
        }
    }
}

fn draw_connector(start: Point, end: Point, connector: Connector) -> Item {
    Item::new_artifact(ItemKind::Shape(Shape {
        path: vec![PathSegment::Move(start), PathSegment::Line(end)],
        fill: None,
        stroke: Some(connector.stroke),
        actual_text: None,
    }))
}

impl Row {
    fn place(self, origin: Point, height: f32, items: &mut Vec<Item>) {
        let (first, step) = (items.len(), self.step);
        let (origin, height) = (origin.moved_by(0.0, self.growth / 2.0), height - self.growth);
        match self.body {
            RowBody::Fixed { items: mut own, .. } => {
                own.iter_mut().for_each(|item| item.translate(origin.x, origin.y));
                items.append(&mut own);
            }
            RowBody::Picture(picture) => picture.place(origin, items),
            RowBody::Drawing(drawing) => drawing.place(origin, items),
            RowBody::Columns(columns) => columns.place(origin, height, items),
            RowBody::Multicol(multicol) => multicol.place(origin, items),
            RowBody::Boxed(boxed) => boxed.place(origin, height, items),
        }
        items[first..].iter_mut().for_each(|item| item.step = item.step.max(step));
    }
}

impl Columns {
    fn place(self, origin: Point, height: f32, items: &mut Vec<Item>) {
        for column in self.columns {
            let x = origin.x + column.x;
            if column.stretch {
                column.flow.place_within(Point::new(x, origin.y), Some(height), items);
            } else {
                let spare = height - column.flow.height();
                column.flow.place_at(Point::new(x, origin.y + spare * column.align), items);
            }
        }
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

impl FlowDrawing {
    fn place(mut self, origin: Point, items: &mut Vec<Item>) {
        let factor = self.height / self.drawn.height.max(f32::EPSILON);
        let left = (self.width - self.drawn.width * factor) / 2.0;
        for item in &mut self.items {
            item.scale(factor);
            item.translate(origin.x + left, origin.y);
        }
        items.append(&mut self.items);
    }
}

/// If less is cropped, in pt, it is cropped evenly at both ends.
const MIN_CROP_PT: f32 = 4.0;

/// Returns the place of a picture that covers `area`, with its focus as near to the middle as
/// possible; without a focus, with the part of it that has most of its content. The part is that of
/// a mirrored picture if the page is mirrored later.
pub(in crate::layout) fn rect_covering(
    image: &Image,
    area: Rect,
    focus: Option<(f32, f32)>,
    is_mirrored: bool,
) -> Rect {
    let size = image.size.scaled_to_cover(area.size());
    let start = |axis: CropAxis, room: f32, length: f32| {
        let spare = length - room;
        if let Some(focus) = focus {
            let share = if axis == CropAxis::Width { focus.0 } else { focus.1 };
            return (length * share - room / 2.0).min(spare).max(0.0);
        }
        if spare <= MIN_CROP_PT {
            return spare / 2.0;
        }
        let part = image.tones().map(|tones| tones.best_part(axis, room / length).start * length);
        match part {
            Some(start) if is_mirrored && axis == CropAxis::Width => spare - start,
            part => part.unwrap_or(spare / 2.0),
        }
    };
    let x = area.x - start(CropAxis::Width, area.width, size.width);
    let y = area.y - start(CropAxis::Height, area.height, size.height);
    Rect::new(x, y, size.width, size.height)
}

impl FlowPicture {
    fn place(self, origin: Point, items: &mut Vec<Item>) {
        let pad = self.plate.map_or(0.0, |plate| plate.pad);
        let height = self.height + self.bleed_below;
        let outer = Rect::new(origin.x, origin.y, self.width, height).inset_by(pad, pad);
        let mut area = self.device.as_ref().map_or(outer, |device| device.inside(outer));
        if self.is_square {
            let side = area.width.min(area.height);
            let x = area.x + (area.width - side) * self.align;
            area = Rect { x, ..area.centred_rect(Size::new(side, side)) };
        }
        let (rect, visible) = match self.fit {
            ObjectFit::Contain => {
                let size = self.image.size.scaled_to_fit(area.size());
                let rect = Rect {
                    x: area.x + (area.width - size.width) * self.align,
                    ..area.centred_rect(size)
                };
                (rect, rect)
            }
            ObjectFit::Cover => {
                let rect = match self.focus {
                    // Faces are in the middle of portraits.
                    None if self.is_square => {
                        area.centred_rect(self.image.size.scaled_to_cover(area.size()))
                    }
                    focus => rect_covering(&self.image, area, focus, self.is_mirrored),
                };
                (rect, area)
            }
        };
        if let Some(Plate { colour, radius, .. }) = self.plate {
            let shape = rounded_rect(visible.inset_by(-pad, -pad), radius, colour);
            items.push(Item::new_artifact(ItemKind::Shape(shape)));
        }
        let radius =
            self.device.as_ref().map_or(self.radius, |device| device.picture_radius(outer));
        if let Some(device) = &self.device {
            items.extend(device.draw(visible, outer));
        }
        let clip = (radius > 0.0 || rect != visible).then_some((visible, radius));
        let kind = ItemKind::Image(PlacedImage { image: self.image.clone(), rect, clip });
        items.push(Item::new(kind, self.element, self.span));
        if let Some(marks) = &self.marks {
            items.extend(marks.draw(PictureArea { image: self.image, rect, visible, radius }));
        }
    }
}
