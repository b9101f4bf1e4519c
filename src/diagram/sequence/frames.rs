//! How wide the frames and notes of a sequence diagram are.

use super::columns::{
    FRAME_PADDING, FRAME_STEP, HALF_BAR, LOOP_WIDTH, NOTE_GAP, NOTE_PADDING, SequenceColumns,
};
use super::model::{FrameKind, NotePlace, SequenceDiagram, SequenceEvent};

/// The left and right edge of something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SideEdges {
    pub(super) left: f32,
    pub(super) right: f32,
}

impl SideEdges {
    fn union(self, other: Self) -> Self {
        Self { left: self.left.min(other.left), right: self.right.max(other.right) }
    }

    fn widened(self, padding: f32) -> Self {
        Self { left: self.left - padding, right: self.right + padding }
    }

    /// Returns whether parts of both are at the same place.
    pub(super) fn touches(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right
    }

    /// Returns whether `other` is inside.
    pub(super) fn contains(self, other: Self) -> bool {
        self.left <= other.left && other.right <= self.right
    }

    /// Returns the width.
    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }
}

/// A frame whose end has not been reached.
struct UnfinishedFrame {
    /// Its position among all frames.
    position: usize,
    /// What happens inside.
    events: Option<SideEdges>,
    /// The frames inside.
    frames: Option<SideEdges>,
    /// The width that its first label needs.
    label_width: f32,
}

impl UnfinishedFrame {
    /// Returns the edges of the frame; `whole` are those of a frame without contents.
    fn edges(&self, whole: SideEdges) -> SideEdges {
        let events = self.events.map(|edges| edges.widened(FRAME_PADDING));
        let frames = self.frames.map(|edges| edges.widened(FRAME_STEP));
        let edges = match (events, frames) {
            (Some(events), Some(frames)) => events.union(frames),
            (events, frames) => events.or(frames).unwrap_or(whole.widened(FRAME_PADDING)),
        };
        edges.widened((self.label_width - edges.width()).max(0.0) / 2.0)
    }
}

/// Returns the edges of all frames, in the order in which they start.
pub(super) fn measure_frames(
    diagram: &SequenceDiagram,
    columns: &SequenceColumns,
) -> Vec<SideEdges> {
    /// The narrowest room for the words of a frame.
    const MIN_WIDTH: f32 = 7.0;
    let whole = SideEdges {
        left: columns.x.first().copied().unwrap_or_default(),
        right: columns.x.last().copied().unwrap_or_default(),
    };
    let merge = |edges: Option<SideEdges>, found: SideEdges| {
        Some(edges.map_or(found, |edges| edges.union(found)))
    };
    let mut frames: Vec<SideEdges> = Vec::new();
    let mut open: Vec<UnfinishedFrame> = Vec::new();
    for (index, event) in diagram.events.iter().enumerate() {
        match event {
            SequenceEvent::Open(kind, ..) => {
                let label_width =
                    columns.sizes[index].width.min(MIN_WIDTH) + tab_width(*kind) + 1.0;
                let position = frames.len();
                open.push(UnfinishedFrame { position, events: None, frames: None, label_width });
                frames.push(whole);
            }
            SequenceEvent::Close => {
                let Some(frame) = open.pop() else { continue };
                let edges = frame.edges(whole);
                frames[frame.position] = edges;
                if let Some(outer) = open.last_mut() {
                    outer.frames = merge(outer.frames, edges);
                }
            }
            _ => {
                if let (Some(found), Some(frame)) =
                    (event_edges(event, index, columns), open.last_mut())
                {
                    frame.events = merge(frame.events, found);
                }
            }
        }
    }
    frames
}

/// Returns the width of the tab with the keyword of a frame.
pub(super) fn tab_width(kind: FrameKind) -> f32 {
    match kind {
        FrameKind::Tint => 0.0,
        _ => kind.keyword().len() as f32 * 0.55 + 1.0,
    }
}

fn event_edges(
    event: &SequenceEvent,
    index: usize,
    columns: &SequenceColumns,
) -> Option<SideEdges> {
    let x = &columns.x;
    match event {
        SequenceEvent::Message(message) if message.from == message.to => {
            let left = x[message.from];
            let right = left + HALF_BAR + LOOP_WIDTH + columns.sizes[index].width + 0.4;
            Some(SideEdges { left, right })
        }
        SequenceEvent::Message(message) => {
            let (from, to) = (x[message.from], x[message.to]);
            Some(SideEdges { left: from.min(to), right: from.max(to) })
        }
        SequenceEvent::Note(note) => {
            let edges = note_edges(note.place, index, columns);
            // The padding of a frame is measured from lifelines; a note needs less.
            let spare = FRAME_PADDING - 0.4;
            Some(SideEdges { left: edges.left + spare, right: edges.right - spare })
        }
        _ => None,
    }
}

/// Returns the edges of a note.
pub(super) fn note_edges(place: NotePlace, index: usize, columns: &SequenceColumns) -> SideEdges {
    let x = &columns.x;
    let width = columns.sizes[index].width + 2.0 * NOTE_PADDING.width;
    match place {
        NotePlace::LeftOf(at) => {
            SideEdges { left: x[at] - NOTE_GAP - width, right: x[at] - NOTE_GAP }
        }
        NotePlace::RightOf(at) => {
            SideEdges { left: x[at] + NOTE_GAP, right: x[at] + NOTE_GAP + width }
        }
        NotePlace::Over(first, last) => {
            let middle = (x[first] + x[last]) / 2.0;
            let half = (width / 2.0).max((x[last] - x[first]) / 2.0 + 1.0);
            let half = if first == last { width / 2.0 } else { half };
            SideEdges { left: middle - half, right: middle + half }
        }
    }
}
