//! Places the events of a sequence diagram from top to bottom.

use super::super::drawing::{
    ColourRole, DiagramLabel, DiagramLine, DiagramLook, DiagramMark, EdgeEnd, LabelAlign,
    LabelLook, LineCourse, MeasureLabel, ShapeKind, StrokeStyle,
};
use super::super::label::LabelText;
use super::super::marks::{label, line, polyline, shape};
use super::columns::{BAR_STEP, HALF_BAR, LOOP_WIDTH, NOTE_PADDING, SequenceColumns, TEXT_STYLE};
use super::frames::{SideEdges, measure_frames, note_edges, tab_width};
use super::heads::draw_header;
use super::model::{
    ActivityChange, ArrowHead, FrameKind, SequenceArrow, SequenceDiagram, SequenceEvent,
    SequenceMessage, SequenceNote,
};
use crate::geometry::{Point, Rect, Size};

/// Space between events.
const ROW_GAP: f32 = 0.75;
/// Space between the words of a message and its line.
const LABEL_GAP: f32 = 0.12;
/// Space between the last message in a frame or in a part of it and the line below it.
const FRAME_GAP: f32 = 0.6;
/// Space above the line between two parts of a frame, which must not look like another message.
const PART_GAP: f32 = 0.75;
/// Space between the last message of a participant that is destroyed and its end.
const DESTROY_GAP: f32 = 0.45;
/// The height of a message of somebody to themselves.
const LOOP_HEIGHT: f32 = 1.1;
/// How long the shortest bar of an activity is.
const MIN_BAR: f32 = 0.6;

/// The marks of the events, by layers from below.
#[derive(Default)]
pub(super) struct EventMarks {
    /// Frames.
    pub(super) frames: Vec<DiagramMark>,
    /// Lifelines are below these: bars and participants that are created.
    pub(super) bars: Vec<DiagramMark>,
    /// Messages and notes, in the order of time.
    pub(super) events: Vec<DiagramMark>,
}

/// The part of the page that a participant's lifeline covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifeline {
    pub(super) top: f32,
    /// Where it ends, if the participant is destroyed.
    pub(super) end: Option<f32>,
}

/// The ground below the participants of a group.
#[derive(Clone, Debug)]
pub(super) struct GroupGround {
    pub(super) edges: SideEdges,
    pub(super) look: DiagramLook,
}

/// What is below a label.
struct LabelGround {
    /// The look of the ground; `None` for the page.
    look: Option<DiagramLook>,
    /// Whether the whole label is on that ground.
    is_even: bool,
}

/// A frame whose end has not been reached.
struct DrawnFrame {
    kind: FrameKind,
    /// Its position in the layer of frames.
    position: usize,
    edges: SideEdges,
    top: f32,
    look: DiagramLook,
}

/// Places events from top to bottom.
pub(super) struct EventPlacer<'d> {
    diagram: &'d SequenceDiagram,
    columns: &'d SequenceColumns,
    frames: std::vec::IntoIter<SideEdges>,
    grounds: Vec<GroupGround>,
    row_gap: f32,
    open_frames: Vec<DrawnFrame>,
    pub(super) marks: EventMarks,
    pub(super) lifelines: Vec<Lifeline>,
    /// Where the activities of each participant that have not ended start.
    active: Vec<Vec<f32>>,
    created: Vec<usize>,
    destroyed: Vec<usize>,
    /// Where the next event starts.
    pub(super) y: f32,
    /// Where the line of the last message is.
    last_line: f32,
}

impl<'d> EventPlacer<'d> {
    /// Creates a placer that starts at `top`.
    pub(super) fn new(
        diagram: &'d SequenceDiagram,
        columns: &'d SequenceColumns,
        grounds: Vec<GroupGround>,
        top: f32,
        gaps: f32,
    ) -> Self {
        let count = diagram.participants.len();
        let row_gap = ROW_GAP * gaps;
        Self {
            diagram,
            columns,
            frames: measure_frames(diagram, columns).into_iter(),
            grounds,
            row_gap,
            open_frames: Vec::new(),
            marks: EventMarks::default(),
            lifelines: vec![Lifeline { top, end: None }; count],
            active: vec![Vec::new(); count],
            created: Vec::new(),
            destroyed: Vec::new(),
            y: top + row_gap,
            last_line: top,
        }
    }

    /// Places all events.
    pub(super) fn place_all(&mut self, measurer: &mut dyn MeasureLabel) {
        for (index, event) in self.diagram.events.iter().enumerate() {
            match event {
                SequenceEvent::Message(message) => self.place_message(message, index),
                SequenceEvent::Activity(at, ActivityChange::Start) => {
                    self.active[*at].push(self.last_line);
                }
                SequenceEvent::Activity(at, ActivityChange::Stop) => self.stop(*at, self.last_line),
                SequenceEvent::Note(note) => self.place_note(note, index),
                SequenceEvent::Open(kind, _, colour) => {
                    let mut look = DiagramLook::of_role(match kind {
                        FrameKind::Tint => ColourRole::Tint,
                        _ => ColourRole::Line,
                    });
                    look.fill = *colour;
                    self.open_frame(*kind, look, index, measurer);
                }
                SequenceEvent::NextPart(_) => self.start_part(index, measurer),
                SequenceEvent::Close => self.close_frame(),
                SequenceEvent::Create(at) => self.created.push(*at),
                SequenceEvent::Destroy(at) => self.destroyed.push(*at),
            }
        }
        for at in 0..self.active.len() {
            while !self.active[at].is_empty() {
                self.stop(at, self.y);
            }
        }
    }

    /// Returns the look of the ground below what is placed next.
    fn ground(&self, rect: Rect) -> LabelGround {
        if let Some(frame) = self.open_frames.iter().rfind(|frame| frame.kind == FrameKind::Tint) {
            return LabelGround { look: Some(frame.look.clone()), is_even: true };
        }
        let edges = SideEdges { left: rect.x, right: rect.right() };
        let found = self.grounds.iter().find(|ground| ground.edges.touches(edges));
        match found {
            Some(ground) if ground.edges.contains(edges) => {
                LabelGround { look: Some(ground.look.clone()), is_even: true }
            }
            Some(_) => LabelGround { look: None, is_even: false },
            None => LabelGround { look: None, is_even: true },
        }
    }

    /// Adds a text with a patch that hides the lifelines below it.
    fn push_text(&mut self, index: usize, rect: Rect, align: LabelAlign) {
        let ground = self.ground(rect);
        let words = DiagramLabel {
            ground: ground.look,
            has_patch: ground.is_even,
            ..label(&self.columns.texts[index], rect, align, TEXT_STYLE)
        };
        self.marks.events.push(DiagramMark::Label(words));
    }

    fn place_message(&mut self, message: &SequenceMessage, index: usize) {
        let ends = self.destroyed.contains(&message.to) && self.ends_lifeline(message, message.to);
        let created = self.created.iter().position(|at| *at == message.to);
        let created = created.map(|position| self.created.remove(position));
        if message.activity == Some(ActivityChange::Start) {
            self.active[message.to].push(f32::NAN);
        }
        let line_y = match message.from == message.to {
            true => self.place_loop(message, index),
            false if ends => {
                let arrow = SequenceArrow { head: ArrowHead::None, ..message.arrow };
                self.place_arrow(&SequenceMessage { arrow, ..message.clone() }, index, created)
            }
            false => self.place_arrow(message, index, created),
        };
        self.last_line = line_y;
        match message.activity {
            Some(ActivityChange::Start) => {
                if let Some(start) = self.active[message.to].last_mut() {
                    *start = line_y;
                }
            }
            Some(ActivityChange::Stop) => self.stop(message.from, line_y),
            None => {}
        }
        for at in [message.from, message.to] {
            if let Some(position) = self.destroyed.iter().position(|found| *found == at) {
                self.destroyed.remove(position);
                while !self.active[at].is_empty() {
                    self.stop(at, line_y);
                }
                // The cross at the head of the message is the one at the end of the lifeline.
                let gap = if self.ends_lifeline(message, at) { 0.0 } else { DESTROY_GAP };
                self.lifelines[at].end = Some(line_y + gap);
                self.y = self.y.max(line_y + gap + 0.4 + self.row_gap);
            }
        }
    }

    /// Whether a message ends with a cross at the lifeline of a participant.
    fn ends_lifeline(&self, message: &SequenceMessage, at: usize) -> bool {
        message.to == at && message.from != at && message.arrow.head == ArrowHead::Cross
    }

    /// Places a message between two participants, and returns where its line is.
    fn place_arrow(
        &mut self,
        message: &SequenceMessage,
        index: usize,
        created: Option<usize>,
    ) -> f32 {
        let size = self.columns.sizes[index];
        let words = if size.height > 0.0 { size.height + LABEL_GAP } else { 0.3 };
        let header = created.map(|at| self.columns.headers[at]);
        let half = header.map_or(0.0, |header| header.height / 2.0);
        let y = self.y + words.max(half);
        let is_right = message.to > message.from;
        let (from, mut to) =
            (self.bar_edge(message.from, is_right), self.bar_edge(message.to, !is_right));
        if let (Some(at), Some(header)) = (created, header) {
            let rect = Rect::new(
                self.columns.x[at] - header.width / 2.0,
                y - half,
                header.width,
                header.height,
            );
            to = if is_right { rect.x } else { rect.right() };
            self.lifelines[at].top = rect.bottom();
            self.marks.bars.extend(draw_header(self.diagram, self.columns, at, rect));
        }
        if size.height > 0.0 {
            let middle = (from + to) / 2.0;
            let top = y - LABEL_GAP - size.height;
            let rect = Rect::new(middle - size.width / 2.0, top, size.width, size.height);
            self.push_text(index, rect, LabelAlign::Centre);
        }
        self.push_arrow(message, vec![Point::new(from, y), Point::new(to, y)]);
        self.y = y + half + self.row_gap;
        y
    }

    /// Places a message of somebody to themselves, and returns where it comes back.
    fn place_loop(&mut self, message: &SequenceMessage, index: usize) -> f32 {
        let size = self.columns.sizes[index];
        let height = LOOP_HEIGHT.max(size.height * 0.6);
        let top = self.y + ((size.height - height) / 2.0).max(0.1);
        let x = self.bar_edge(message.from, true);
        let right = x + LOOP_WIDTH - HALF_BAR;
        let bottom = top + height;
        let points =
            [(x, top), (right, top), (right, bottom), (x, bottom)].map(|(x, y)| Point::new(x, y));
        self.push_arrow(message, points.to_vec());
        if size.height > 0.0 {
            let middle = (top + bottom - size.height) / 2.0;
            let rect = Rect::new(right + 0.3, middle, size.width, size.height);
            self.push_text(index, rect, LabelAlign::Start);
        }
        self.y = bottom + ((size.height - height) / 2.0).max(0.0) + self.row_gap;
        bottom
    }

    fn push_arrow(&mut self, message: &SequenceMessage, points: Vec<Point>) {
        let arrow = message.arrow;
        let head = match arrow.head {
            ArrowHead::None => EdgeEnd::None,
            ArrowHead::Filled => EdgeEnd::Arrow,
            ArrowHead::Open => EdgeEnd::OpenArrow,
            ArrowHead::Cross => EdgeEnd::Cross,
        };
        let stroke_style = if arrow.is_dotted { StrokeStyle::Dashed } else { StrokeStyle::Solid };
        self.marks.events.push(DiagramMark::Line(DiagramLine {
            points,
            course: LineCourse::Rounded,
            start: if arrow.has_two_heads { head } else { EdgeEnd::None },
            end: head,
            look: DiagramLook { stroke_style, ..DiagramLook::of_role(ColourRole::Line) },
        }));
    }

    /// Returns the edge of the bars of a participant at the right or left side.
    fn bar_edge(&self, at: usize, is_right: bool) -> f32 {
        let x = self.columns.x[at];
        match (self.active[at].len(), is_right) {
            (0, _) => x,
            (count, true) => x + HALF_BAR + bar_offset(count - 1),
            (_, false) => x - HALF_BAR,
        }
    }

    /// Ends the innermost activity of a participant.
    fn stop(&mut self, at: usize, y: f32) {
        let Some(start) = self.active[at].pop() else { return };
        let x = self.columns.x[at] + bar_offset(self.active[at].len());
        let height = (y - start).max(MIN_BAR);
        let rect = Rect::new(x - HALF_BAR, start, 2.0 * HALF_BAR, height);
        let bar =
            shape(ShapeKind::Polygon(corners(rect)), rect, DiagramLook::of_role(ColourRole::Node));
        // An activity ends before the one around it, and is painted over it.
        self.marks.bars.insert(0, bar);
    }

    fn place_note(&mut self, note: &SequenceNote, index: usize) {
        let edges = note_edges(note.place, index, self.columns);
        let height = self.columns.sizes[index].height + 2.0 * NOTE_PADDING.height;
        let rect = Rect::new(edges.left, self.y, edges.width(), height);
        let look = DiagramLook::of_role(ColourRole::Note);
        self.marks.events.push(shape(ShapeKind::Note, rect, look.clone()));
        self.marks.events.push(DiagramMark::Label(DiagramLabel {
            ground: Some(look),
            ..label(
                &note.label,
                rect.inset_by(NOTE_PADDING.width, NOTE_PADDING.height),
                LabelAlign::Centre,
                TEXT_STYLE,
            )
        }));
        self.y = rect.bottom() + self.row_gap;
        self.last_line = rect.bottom();
    }

    fn open_frame(
        &mut self,
        kind: FrameKind,
        look: DiagramLook,
        index: usize,
        measurer: &mut dyn MeasureLabel,
    ) {
        let Some(edges) = self.frames.next() else { return };
        // The upper line of a frame must not look like that of the message above it.
        let top = self.y + (FRAME_GAP - self.row_gap).max(0.0);
        self.y = top;
        let position = self.marks.frames.len();
        self.marks.frames.push(line(Point::default(), Point::default(), look.clone()));
        self.open_frames.push(DrawnFrame { kind, position, edges, top, look });
        if kind == FrameKind::Tint {
            self.y += self.row_gap * 0.7;
            return;
        }
        let tab = tab_width(kind);
        let keyword = LabelText::plain(kind.keyword());
        let style = LabelLook { is_bold: true, ..TEXT_STYLE };
        let keyword_size = measurer.measure_label(&keyword, tab, style);
        let height = keyword_size.height + 0.3;
        let corner = 0.35;
        let rect = Rect::new(edges.left, top, tab, height);
        let points = [
            (rect.x, rect.y),
            (rect.right(), rect.y),
            (rect.right(), rect.bottom() - corner),
            (rect.right() - corner, rect.bottom()),
            (rect.x, rect.bottom()),
        ];
        let points = points.map(|(x, y)| Point::new(x, y)).to_vec();
        let tab_look = DiagramLook::of_role(ColourRole::Group(2));
        let mut outline = points.clone();
        outline.push(points[0]);
        let fill = DiagramLook { stroke_style: StrokeStyle::None, ..tab_look.clone() };
        self.marks.events.push(shape(ShapeKind::Polygon(points), rect, fill));
        // The same line as that of the frame, which the tab would cover.
        self.marks.events.push(polyline(outline, DiagramLook::of_role(ColourRole::Line)));
        let place = Rect::new(rect.x, rect.y, tab, height);
        self.marks.events.push(DiagramMark::Label(DiagramLabel {
            ground: Some(tab_look),
            ..label(&keyword, place, LabelAlign::Centre, style)
        }));
        let words = self.place_condition(index, edges.left + tab + 0.4, top + 0.15, measurer);
        self.y = top + height.max(words + 0.3) + self.row_gap * 0.6;
    }

    /// Places the condition of a part of the innermost frame, and returns its height.
    fn place_condition(
        &mut self,
        index: usize,
        left: f32,
        top: f32,
        measurer: &mut dyn MeasureLabel,
    ) -> f32 {
        let Some(frame) = self.open_frames.last() else { return 0.0 };
        let text = &self.columns.texts[index];
        if text.is_empty() {
            return 0.0;
        }
        let width = (frame.edges.right - left - 0.4).max(1.0);
        let size = measurer.measure_label(text, width, TEXT_STYLE);
        let left = self.columns.avoid_lifelines(left, size.width, frame.edges.right - 0.4);
        let rect = Rect::new(left, top, size.width, size.height);
        self.push_text(index, rect, LabelAlign::Start);
        size.height
    }

    fn start_part(&mut self, index: usize, measurer: &mut dyn MeasureLabel) {
        let Some(frame) = self.open_frames.last() else { return };
        let (edges, tab) = (frame.edges, tab_width(frame.kind));
        let y = self.y - self.row_gap + PART_GAP;
        let look = DiagramLook {
            stroke_style: StrokeStyle::Dashed,
            ..DiagramLook::of_role(ColourRole::Line)
        };
        self.marks.events.push(line(Point::new(edges.left, y), Point::new(edges.right, y), look));
        let words = self.place_condition(index, edges.left + tab + 0.4, y + 0.2, measurer);
        self.y = y + 0.2 + words + self.row_gap * 0.6;
    }

    fn close_frame(&mut self) {
        let Some(frame) = self.open_frames.pop() else { return };
        let bottom = self.y - self.row_gap + FRAME_GAP;
        let size = Size::new(frame.edges.width(), bottom - frame.top);
        let rect = Rect::new(frame.edges.left, frame.top, size.width, size.height);
        let kind = ShapeKind::Polygon(corners(rect));
        self.marks.frames[frame.position] = shape(kind, rect, frame.look);
        self.y = bottom + self.row_gap.max(FRAME_GAP);
    }
}

fn bar_offset(level: usize) -> f32 {
    level.min(4) as f32 * BAR_STEP
}

/// Returns the corners of a rectangle, for shapes whose corners are never rounded.
fn corners(rect: Rect) -> Vec<Point> {
    vec![
        Point::new(rect.x, rect.y),
        Point::new(rect.right(), rect.y),
        Point::new(rect.right(), rect.bottom()),
        Point::new(rect.x, rect.bottom()),
    ]
}
