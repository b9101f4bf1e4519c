//! Collects the marks of a chart, and keeps its labels apart and inside the frame.

use super::drawing::{
    ChartColour, ChartDrawing, ChartLabel, ChartMark, ChartMarkKind, ChartOutline, ChartPanel,
    ChartPart, ChartStroke, Dashes, DrawnScales, LabelInk,
};
use crate::diagram::{LabelAlign, LabelLook, LabelText, MeasureLabel};
use crate::geometry::{Point, Rect, Size};

/// The height of a line of text.
pub(super) const LINE_HEIGHT: f32 = 1.2;

/// Less room for a plot is too small.
const MIN_PLOT: Size = Size::new(2.4, 1.6);
const SMALLEST_PLOT: f32 = 0.3;

/// The tolerance of overlaps and of the frame.
const TOLERANCE: f32 = 0.03;

/// The width of lines.
pub(super) const HAIRLINE: f32 = 0.05;
pub(super) const AXIS_WIDTH: f32 = 0.08;

/// The room beside a label in which lines are interrupted.
const PATCH_MARGIN: f32 = 0.25;

/// Collects the marks of a chart.
pub(super) struct Canvas<'m> {
    measurer: &'m mut dyn MeasureLabel,
    marks: Vec<ChartMark>,
    /// Where labels are.
    placed: Vec<Rect>,
    /// The room for everything.
    pub frame: Rect,
    /// How many marks there were when the grid was drawn.
    grid_end: Option<usize>,
    is_crowded: bool,
    /// Whether there is no room for the plot.
    pub lacks_room: bool,
    /// Whether no label is drawn, because there is no room for any.
    pub is_bare: bool,
    /// Whether bars are horizontal.
    pub is_sideways: bool,
    /// The panels that have been drawn.
    pub panels: Vec<ChartPanel>,
    /// The scales of the axes that have been drawn.
    pub scales: DrawnScales,
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
        Self {
            measurer,
            marks: Vec::new(),
            placed: Vec::new(),
            frame,
            grid_end: None,
            is_crowded: false,
            lacks_room: false,
            is_bare: false,
            is_sideways: false,
            panels: Vec::new(),
            scales: DrawnScales::default(),
        }
    }

    pub(super) fn finish(self) -> ChartDrawing {
        ChartDrawing {
            size: self.frame.size(),
            marks: self.marks,
            is_crowded: self.is_crowded,
            is_sideways: self.is_sideways,
            panels: self.panels,
            scales: self.scales,
        }
    }

    /// Returns the size of a label whose lines are at most this wide. A single word may be wider.
    pub(super) fn measure(&mut self, text: &str, max_width: f32, is_bold: bool) -> Size {
        if self.is_bare {
            return Size::default();
        }
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

    /// Returns the width that a label on one line needs in either weight. Bold letters of a font
    /// may be narrower.
    pub(super) fn measure_either(&mut self, text: &str) -> f32 {
        self.measure_width(text, true).max(self.measure_width(text, false))
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

    /// Whether other labels are at least `gap` away on both sides.
    pub(super) fn is_apart(&self, rect: Rect, gap: f32) -> bool {
        let wide = rect.inset_by(-gap, 0.0);
        !self.placed.iter().any(|other| overlaps(*other, wide))
    }

    /// Returns the rectangle of a plot, inside the frame; notes if it is too small.
    pub(super) fn fit_plot(&mut self, wanted: Rect) -> Rect {
        let frame = self.frame;
        let is_small = wanted.width < MIN_PLOT.width || wanted.height < MIN_PLOT.height;
        self.lacks_room |= is_small || !frame.contains(wanted, TOLERANCE);
        let x = wanted.x.min(frame.right() - SMALLEST_PLOT).max(frame.x);
        let y = wanted.y.min(frame.bottom() - SMALLEST_PLOT).max(frame.y);
        let width = wanted.width.max(SMALLEST_PLOT).min(frame.right() - x);
        let height = wanted.height.max(SMALLEST_PLOT).min(frame.bottom() - y);
        Rect::new(x, y, width, height)
    }

    /// Keeps labels away from a rectangle.
    pub(super) fn reserve(&mut self, rect: Rect) {
        self.placed.push(rect);
    }

    /// Remembers that the lines that guide the eye are drawn, and nothing above them.
    pub(super) fn end_grid(&mut self) {
        self.grid_end = Some(self.marks.len());
    }

    /// Interrupts the lines of the grid below a label, so that none strikes it through.
    pub(super) fn clear_grid(&mut self, rect: Rect) {
        let Some(at) = self.grid_end else { return };
        let patch = ChartOutline::Rect(rect.inset_by(-PATCH_MARGIN, 0.0));
        let kind = ChartMarkKind::Fill(patch, ChartColour::Ground);
        self.marks.insert(at, ChartMark { kind, part: ChartPart::default() });
        self.grid_end = Some(at + 1);
    }

    /// Hides what is below a label that had no free place.
    pub(super) fn clear_marks(&mut self, rect: Rect, part: ChartPart) {
        let patch = ChartOutline::Rect(rect.inset_by(-PATCH_MARGIN, 0.0));
        self.fill(patch, ChartColour::Ground, part);
    }

    /// Returns the number of marks, so that those that follow can be changed.
    pub(super) fn mark_count(&self) -> usize {
        self.marks.len()
    }

    /// Says of the marks from this one on that they belong to a series.
    pub(super) fn assign_series(&mut self, from: usize, series: usize) {
        for mark in &mut self.marks[from..] {
            mark.part.series = Some(series);
        }
    }

    /// Places a label that is needed to read the chart; notes if there is no room for it.
    pub(super) fn require(&mut self, text: &str, rect: Rect, style: LabelSetting) {
        if !text.trim().is_empty() && !self.place(text, rect, style) {
            self.note_crowded();
        }
    }

    /// Makes the marks from this one on grey, because they are not highlighted.
    pub(super) fn mute(&mut self, from: usize) {
        for mark in &mut self.marks[from..] {
            let colour = match &mut mark.kind {
                ChartMarkKind::Fill(_, colour) => colour,
                ChartMarkKind::Stroke(stroke) => &mut stroke.colour,
                ChartMarkKind::Label(label) => {
                    if matches!(label.ink, LabelInk::Coloured(_)) {
                        label.ink = LabelInk::Muted;
                    }
                    continue;
                }
            };
            match colour {
                ChartColour::Series(_) | ChartColour::Given(_) => *colour = ChartColour::Muted,
                ChartColour::Tint(inner) => **inner = ChartColour::Muted,
                _ => {}
            }
        }
    }

    /// Notes that something had no room, if it is needed.
    pub(super) fn note_crowded_if(&mut self, is_needed: bool) {
        self.is_crowded |= is_needed;
    }

    /// Notes that something had no room.
    pub(super) fn note_crowded(&mut self) {
        self.is_crowded = true;
    }

    /// Places a label if there is room for it.
    pub(super) fn place(&mut self, text: &str, rect: Rect, style: LabelSetting) -> bool {
        if text.trim().is_empty() || self.is_bare || !self.is_free(rect) {
            return false;
        }
        self.placed.push(rect);
        self.place_inside(text, rect, style);
        true
    }

    /// Places a label inside a mark around which room is reserved.
    pub(super) fn place_inside(&mut self, text: &str, rect: Rect, style: LabelSetting) {
        if self.is_bare {
            return;
        }
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
}

/// Whether two rectangles overlap.
pub(super) fn overlaps(a: Rect, b: Rect) -> bool {
    a.x < b.right() - TOLERANCE
        && b.x < a.right() - TOLERANCE
        && a.y < b.bottom() - TOLERANCE
        && b.y < a.bottom() - TOLERANCE
}
