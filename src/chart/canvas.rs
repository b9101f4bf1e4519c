//! Collects the marks of a chart, and keeps its labels apart and inside the frame.

use super::drawing::{
    ChartColour, ChartDrawing, ChartLabel, ChartMark, ChartMarkKind, ChartOutline, ChartPart,
    ChartStroke, Dashes, LabelInk,
};
use crate::diagram::{LabelAlign, LabelLook, LabelText, MeasureLabel};
use crate::geometry::{Point, Rect, Size};

/// The height of a line of text.
pub(super) const LINE_HEIGHT: f32 = 1.2;

/// The tolerance of overlaps and of the frame.
const TOLERANCE: f32 = 0.03;

/// The width of lines.
pub(super) const HAIRLINE: f32 = 0.05;
pub(super) const AXIS_WIDTH: f32 = 0.08;

/// Collects the marks of a chart.
pub(super) struct Canvas<'m> {
    measurer: &'m mut dyn MeasureLabel,
    marks: Vec<ChartMark>,
    /// Where labels are.
    placed: Vec<Rect>,
    /// The room for everything.
    pub frame: Rect,
    is_crowded: bool,
}

/// How a label looks.
#[derive(Clone, Debug)]
pub(super) struct LabelSetting {
    pub align: LabelAlign,
    pub is_bold: bool,
    pub ink: LabelInk,
    pub part: ChartPart,
}

impl LabelSetting {
    pub(super) fn new(align: LabelAlign, ink: LabelInk) -> Self {
        Self { align, is_bold: false, ink, part: ChartPart::default() }
    }

    pub(super) fn bold_if(self, is_bold: bool) -> Self {
        Self { is_bold, ..self }
    }

    pub(super) fn of_part(self, part: ChartPart) -> Self {
        Self { part, ..self }
    }
}

impl<'m> Canvas<'m> {
    pub(super) fn new(measurer: &'m mut dyn MeasureLabel, size: Size) -> Self {
        let frame = Rect::new(0.0, 0.0, size.width, size.height);
        Self { measurer, marks: Vec::new(), placed: Vec::new(), frame, is_crowded: false }
    }

    pub(super) fn finish(self) -> ChartDrawing {
        ChartDrawing { size: self.frame.size(), marks: self.marks, is_crowded: self.is_crowded }
    }

    /// Returns the size of a label whose lines are at most this wide. A single word may be wider.
    pub(super) fn measure(&mut self, text: &str, max_width: f32, is_bold: bool) -> Size {
        let look = LabelLook { size: 1.0, is_bold, is_muted: false };
        self.measurer.measure_label(&LabelText::plain(text), max_width.max(0.1), look)
    }

    /// Returns the size of a label on one line.
    pub(super) fn measure_line(&mut self, text: &str) -> Size {
        self.measure(text, f32::MAX / 4.0, false)
    }

    /// Returns the width of a label on one line that may be bold.
    pub(super) fn measure_width(&mut self, text: &str, is_bold: bool) -> f32 {
        self.measure(text, f32::MAX / 4.0, is_bold).width
    }

    /// Returns the width of the widest of these texts on one line each.
    pub(super) fn widest<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> f32 {
        texts.map(|text| self.measure_line(text).width).fold(0.0, f32::max)
    }

    /// Whether a rectangle is inside the frame and free of labels.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        self.frame.contains(rect, TOLERANCE)
            && !self.placed.iter().any(|other| overlaps(*other, rect))
    }

    /// Keeps labels away from a rectangle.
    pub(super) fn reserve(&mut self, rect: Rect) {
        self.placed.push(rect);
    }

    /// Notes that something had no room.
    pub(super) fn note_crowded(&mut self) {
        self.is_crowded = true;
    }

    /// Places a label if there is room for it.
    pub(super) fn place(&mut self, text: &str, rect: Rect, style: LabelSetting) -> bool {
        if text.trim().is_empty() || !self.is_free(rect) {
            return false;
        }
        self.placed.push(rect);
        self.place_inside(text, rect, style);
        true
    }

    /// Places a label inside a mark around which room is reserved.
    pub(super) fn place_inside(&mut self, text: &str, rect: Rect, style: LabelSetting) {
        let LabelSetting { align, is_bold, ink, part } = style;
        let label = ChartLabel { text: text.to_owned(), rect, align, is_bold, ink };
        self.marks.push(ChartMark { kind: ChartMarkKind::Label(label), part });
    }

    pub(super) fn fill(&mut self, outline: ChartOutline, colour: ChartColour, part: ChartPart) {
        self.marks.push(ChartMark { kind: ChartMarkKind::Fill(outline, colour), part });
    }

    pub(super) fn stroke(&mut self, stroke: ChartStroke, part: ChartPart) {
        if stroke.points.len() > 1 {
            self.marks.push(ChartMark { kind: ChartMarkKind::Stroke(stroke), part });
        }
    }

    /// Draws a straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, colour: ChartColour, width: f32) {
        let dashes = Dashes::Solid;
        let stroke = ChartStroke { points: vec![from, to], colour, width, dashes };
        self.stroke(stroke, ChartPart::default());
    }

    /// Appends the marks of a smaller chart, moved to a place.
    pub(super) fn append(&mut self, drawing: ChartDrawing, (dx, dy): (f32, f32)) {
        self.is_crowded |= drawing.is_crowded;
        for mut mark in drawing.marks {
            mark.translate(dx, dy);
            if let ChartMarkKind::Label(label) = &mark.kind {
                self.placed.push(label.rect);
            }
            self.marks.push(mark);
        }
    }

    /// Lends the measurer to a smaller chart.
    pub(super) fn measurer(&mut self) -> &mut dyn MeasureLabel {
        self.measurer
    }
}

impl ChartMark {
    fn translate(&mut self, dx: f32, dy: f32) {
        let move_all =
            |points: &mut Vec<Point>| points.iter_mut().for_each(|p| *p = p.moved_by(dx, dy));
        match &mut self.kind {
            ChartMarkKind::Fill(ChartOutline::Rect(rect), _) => *rect = rect.moved_by(dx, dy),
            ChartMarkKind::Fill(ChartOutline::Polygon(points), _) => move_all(points),
            ChartMarkKind::Fill(
                ChartOutline::Circle(centre, _) | ChartOutline::Ring(centre, ..),
                _,
            ) => *centre = centre.moved_by(dx, dy),
            ChartMarkKind::Stroke(stroke) => move_all(&mut stroke.points),
            ChartMarkKind::Label(label) => label.rect = label.rect.moved_by(dx, dy),
        }
    }
}

/// Whether two rectangles overlap.
pub(super) fn overlaps(a: Rect, b: Rect) -> bool {
    a.x < b.right() - TOLERANCE
        && b.x < a.right() - TOLERANCE
        && a.y < b.bottom() - TOLERANCE
        && b.y < a.bottom() - TOLERANCE
}
