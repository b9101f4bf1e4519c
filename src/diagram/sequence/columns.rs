//! Where the lifelines of a sequence diagram are.

use std::ops::RangeInclusive;

use super::super::drawing::{ArrangeOptions, LabelLook, MeasureLabel};
use super::super::label::{LabelEmphasis, LabelText};
use super::model::{NotePlace, SequenceDiagram, SequenceEvent, SequenceMessage};
use crate::geometry::Size;

/// Space between the words of a participant and its box.
pub(super) const HEADER_PADDING: Size = Size::new(0.7, 0.35);
/// Space between the words of a note and its outline.
pub(super) const NOTE_PADDING: Size = Size::new(0.5, 0.35);
/// How far a message of somebody to themselves goes to the right.
pub(super) const LOOP_WIDTH: f32 = 1.5;
/// The height of a stick figure.
pub(super) const PERSON_HEIGHT: f32 = 1.7;
/// Half the width of the bar of an activity.
pub(super) const HALF_BAR: f32 = 0.32;
/// How much further to the right the bar of an activity within another one is.
pub(super) const BAR_STEP: f32 = 0.28;
/// Space between a group's outline and its participants.
pub(super) const GROUP_PADDING: f32 = 0.7;
/// Space from a lifeline to a frame around it.
pub(super) const FRAME_PADDING: f32 = 1.1;
/// How much wider a frame is than one inside it.
pub(super) const FRAME_STEP: f32 = 0.5;

/// Space for the head of an arrow and the bars at its ends.
const ARROW_ROOM: f32 = 2.2;
/// Space between the boxes of neighbours.
const COLUMN_GAP: f32 = 1.6;
/// The least that is left of it.
const MIN_COLUMN_GAP: f32 = 0.9;
/// Space between a lifeline and a note beside it.
pub(super) const NOTE_GAP: f32 = 0.5;

/// The name of a group has lines of at most this width, and is so far from its frame.
const MAX_GROUP_NAME: f32 = 12.0;
pub(super) const GROUP_NAME_INSET: f32 = 0.3;

/// The style of the names of participants.
pub(super) const NAME_STYLE: LabelLook = LabelLook::HEADING;
/// The style of messages and notes.
pub(super) const TEXT_STYLE: LabelLook = LabelLook::BESIDE_LINE;

/// The sizes of all texts, and the places of the lifelines.
pub(super) struct SequenceColumns {
    /// The sizes of the boxes of the participants.
    pub(super) headers: Vec<Size>,
    /// The texts of the events as they are drawn, in the order of the events.
    pub(super) texts: Vec<LabelText>,
    /// Their sizes.
    pub(super) sizes: Vec<Size>,
    /// The lifelines.
    pub(super) x: Vec<f32>,
    /// The widths that the names of the groups need.
    pub(super) group_widths: Vec<f32>,
}

/// Two lifelines have at least this distance.
struct MinDistance {
    from: usize,
    to: usize,
    distance: f32,
}

impl SequenceColumns {
    /// Returns where words start so that they are between two lifelines, if there is room before
    /// `end`.
    pub(super) fn avoid_lifelines(&self, left: f32, width: f32, end: f32) -> f32 {
        const GAP: f32 = 0.3;
        let cuts = |left: f32| {
            let is_cut = |x: &&f32| left - GAP < **x && **x < left + width + GAP;
            self.x.iter().find(is_cut).copied()
        };
        let beside = cuts(left).map(|x| x + HALF_BAR + GAP);
        beside.filter(|&at| at + width <= end && cuts(at).is_none()).unwrap_or(left)
    }

    /// Measures all texts, and places the lifelines so that none overlap.
    pub(super) fn new(
        diagram: &SequenceDiagram,
        measurer: &mut dyn MeasureLabel,
        options: ArrangeOptions,
    ) -> Self {
        let headers: Vec<Size> = diagram
            .participants
            .iter()
            .map(|participant| {
                let width = options.max_label_width.min(9.0);
                let size = measurer.measure_label(&participant.label, width, NAME_STYLE);
                match participant.is_person {
                    true => Size::new(size.width.max(2.0), size.height + PERSON_HEIGHT + 0.2),
                    false => Size::new(
                        size.width + 2.0 * HEADER_PADDING.width,
                        size.height + 2.0 * HEADER_PADDING.height,
                    ),
                }
            })
            .collect();
        let texts: Vec<LabelText> = diagram.events.iter().map(event_text).collect();
        let sizes: Vec<Size> = texts
            .iter()
            .map(|text| match text.is_empty() {
                true => Size::default(),
                false => measurer.measure_label(text, options.max_label_width, TEXT_STYLE),
            })
            .collect();
        let group_widths: Vec<f32> = diagram
            .groups
            .iter()
            .map(|group| match group.label.is_empty() {
                true => 0.0,
                false => {
                    let width = options.max_label_width.min(MAX_GROUP_NAME);
                    measurer.measure_label(&group.label, width, TEXT_STYLE).width
                        + 2.0 * GROUP_NAME_INSET
                }
            })
            .collect();
        let mut distances = collect_distances(diagram, &headers, &sizes, options.gaps);
        add_group_names(diagram, &headers, &group_widths, &mut distances);
        let gaps = solve_gaps(diagram.participants.len(), distances);
        let mut x = vec![0.0];
        x.extend(gaps.iter().scan(0.0, |x, gap| {
            *x += gap;
            Some(*x)
        }));
        Self { headers, texts, sizes, x, group_widths }
    }

    /// Moves the lifelines apart by a factor.
    pub(super) fn stretch(&mut self, factor: f32) {
        self.x.iter_mut().for_each(|x| *x *= factor);
    }
}

/// Returns the text of an event as it is drawn.
fn event_text(event: &SequenceEvent) -> LabelText {
    match event {
        SequenceEvent::Message(message) => message_text(message),
        SequenceEvent::Note(note) => note.label.clone(),
        SequenceEvent::Open(_, label, _) | SequenceEvent::NextPart(label) if label.is_empty() => {
            LabelText::default()
        }
        SequenceEvent::Open(_, label, _) | SequenceEvent::NextPart(label) => {
            surround(label, "[", "]")
        }
        SequenceEvent::Activity(..)
        | SequenceEvent::Close
        | SequenceEvent::Create(_)
        | SequenceEvent::Destroy(_) => LabelText::default(),
    }
}

/// Returns the text of a message, after its number in bold.
fn message_text(message: &SequenceMessage) -> LabelText {
    let Some(number) = message.number else { return message.label.clone() };
    let number = number.to_string();
    let mut text = surround(&message.label, &format!("{number}\u{a0} "), "");
    let range = 0..number.len();
    text.emphasis.insert(0, LabelEmphasis { range, is_bold: true, ..LabelEmphasis::default() });
    text
}

fn surround(label: &LabelText, before: &str, after: &str) -> LabelText {
    let emphasis = label.emphasis.iter().map(|part| LabelEmphasis {
        range: part.range.start + before.len()..part.range.end + before.len(),
        ..part.clone()
    });
    LabelText { content: format!("{before}{}{after}", label.content), emphasis: emphasis.collect() }
}

fn collect_distances(
    diagram: &SequenceDiagram,
    headers: &[Size],
    sizes: &[Size],
    gaps: f32,
) -> Vec<MinDistance> {
    let count = headers.len();
    let mut distances = Vec::new();
    let mut add = |from: usize, to: usize, distance: f32| {
        if from < to && to < count {
            distances.push(MinDistance { from, to, distance });
        }
    };
    for to in 1..count {
        let from = to - 1;
        let changes_group = diagram.participants[from].group != diagram.participants[to].group;
        let group_gap = if changes_group { 2.0 * GROUP_PADDING } else { 0.0 };
        let halves = (headers[from].width + headers[to].width) / 2.0;
        add(from, to, halves + COLUMN_GAP * gaps + group_gap);
    }
    for (event, size) in diagram.events.iter().zip(sizes) {
        let note_width = size.width + 2.0 * NOTE_PADDING.width;
        match event {
            SequenceEvent::Message(message) if message.from == message.to => {
                add(message.from, message.from + 1, LOOP_WIDTH + size.width + ARROW_ROOM * 0.6);
            }
            SequenceEvent::Message(message) => {
                let (from, to) = (message.from.min(message.to), message.from.max(message.to));
                add(from, to, size.width + ARROW_ROOM);
            }
            SequenceEvent::Note(note) => match note.place {
                NotePlace::LeftOf(at) if at > 0 => add(at - 1, at, note_width + 2.0 * NOTE_GAP),
                NotePlace::LeftOf(_) => {}
                NotePlace::RightOf(at) => add(at, at + 1, note_width + 2.0 * NOTE_GAP),
                NotePlace::Over(first, last) if first < last => {
                    add(first, last, note_width - 2.0);
                }
                NotePlace::Over(at, _) => {
                    let half = note_width / 2.0 + NOTE_GAP;
                    add(at, at + 1, half);
                    if at > 0 {
                        add(at - 1, at, half);
                    }
                }
            },
            SequenceEvent::Activity(..)
            | SequenceEvent::Open(..)
            | SequenceEvent::NextPart(_)
            | SequenceEvent::Close
            | SequenceEvent::Create(_)
            | SequenceEvent::Destroy(_) => {}
        }
    }
    distances
}

/// Returns the first and last participant of each frame around neighbours of a group.
pub(super) fn group_runs(diagram: &SequenceDiagram) -> Vec<(usize, RangeInclusive<usize>)> {
    let mut runs: Vec<(usize, RangeInclusive<usize>)> = Vec::new();
    for (index, participant) in diagram.participants.iter().enumerate() {
        let Some(group) = participant.group else { continue };
        match runs.last_mut() {
            Some((found, run)) if *found == group && run.end() + 1 == index => {
                *run = *run.start()..=index;
            }
            _ => runs.push((group, index..=index)),
        }
    }
    runs
}

/// Moves the neighbours of groups away whose name is wider than their participants.
fn add_group_names(
    diagram: &SequenceDiagram,
    headers: &[Size],
    widths: &[f32],
    distances: &mut [MinDistance],
) {
    let mut spare = vec![0.0_f32; headers.len()];
    for (group, run) in group_runs(diagram) {
        let boxes: f32 = headers[run.clone()].iter().map(|header| header.width).sum();
        let gaps = (run.end() - run.start()) as f32 * MIN_COLUMN_GAP;
        let missing = widths[group] - boxes - gaps - 2.0 * GROUP_PADDING;
        spare[run].fill(missing.max(0.0) / 2.0);
    }
    for distance in distances.iter_mut().filter(|distance| distance.to == distance.from + 1) {
        let (from, to) = (distance.from, distance.to);
        if diagram.participants[from].group != diagram.participants[to].group {
            distance.distance += spare[from] + spare[to];
        }
    }
}

/// Returns the distances of neighbours. What a longer distance needs beyond those of the neighbours
/// between its ends is divided among them.
fn solve_gaps(count: usize, mut distances: Vec<MinDistance>) -> Vec<f32> {
    distances.sort_by_key(|distance| distance.to - distance.from);
    let mut gaps = vec![0.0_f32; count.saturating_sub(1)];
    for distance in distances {
        let between = &mut gaps[distance.from..distance.to];
        let missing = distance.distance - between.iter().sum::<f32>();
        if missing > 0.0 {
            let share = missing / between.len() as f32;
            between.iter_mut().for_each(|gap| *gap += share);
        }
    }
    gaps
}
