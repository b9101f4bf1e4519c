//! A sequence diagram as it was written.

use super::super::drawing::DiagramColour;
use super::super::label::LabelText;

/// A sequence diagram.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SequenceDiagram {
    /// Those who send and receive, from left to right.
    pub(super) participants: Vec<Participant>,
    /// Frames around neighbours.
    pub(super) groups: Vec<ParticipantGroup>,
    /// What happens, from top to bottom.
    pub(super) events: Vec<SequenceEvent>,
}

/// Somebody who sends and receives messages.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Participant {
    /// The name that messages use.
    pub(super) id: String,
    /// The name that is shown.
    pub(super) label: LabelText,
    /// Whether a stick figure is drawn.
    pub(super) is_person: bool,
    /// The group that it belongs to.
    pub(super) group: Option<usize>,
}

/// A frame around participants that are neighbours.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ParticipantGroup {
    /// Its name; may be empty.
    pub(super) label: LabelText,
    /// The colour that the author set.
    pub(super) colour: Option<DiagramColour>,
}

/// Something that happens. Participants are given by their positions.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SequenceEvent {
    /// Somebody sends something.
    Message(SequenceMessage),
    /// Somebody starts or stops being active.
    Activity(usize, ActivityChange),
    /// A comment on the lifelines.
    Note(SequenceNote),
    /// A frame starts.
    Open(FrameKind, LabelText, Option<DiagramColour>),
    /// The next part of the innermost frame starts.
    NextPart(LabelText),
    /// The innermost frame ends.
    Close,
    /// The participant appears with the next message to it.
    Create(usize),
    /// The participant ends with the next message from or to it.
    Destroy(usize),
}

/// Whether an activity starts or stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActivityChange {
    /// It starts.
    Start,
    /// It stops.
    Stop,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SequenceMessage {
    /// Who sends it.
    pub(super) from: usize,
    /// Who receives it.
    pub(super) to: usize,
    /// What it says; may be empty.
    pub(super) label: LabelText,
    /// How it is drawn.
    pub(super) arrow: SequenceArrow,
    /// Its number, if messages are numbered.
    pub(super) number: Option<u32>,
    /// What changes with it: the receiver becomes active or the sender stops.
    pub(super) activity: Option<ActivityChange>,
}

/// How a message is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SequenceArrow {
    /// Whether the line is dotted.
    pub(super) is_dotted: bool,
    /// The head at the receiver.
    pub(super) head: ArrowHead,
    /// Whether the sender has the same head.
    pub(super) has_two_heads: bool,
}

/// The heads of arrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArrowHead {
    /// A plain line.
    None,
    /// A filled head: a call that is waited for.
    Filled,
    /// A head of two lines: an asynchronous call.
    Open,
    /// A cross: a lost message.
    Cross,
}

/// A comment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SequenceNote {
    /// Where it is placed.
    pub(super) place: NotePlace,
    /// What it says.
    pub(super) label: LabelText,
}

/// Where a note is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotePlace {
    /// At the left of a lifeline.
    LeftOf(usize),
    /// At the right of a lifeline.
    RightOf(usize),
    /// Over the lifelines from one to another.
    Over(usize, usize),
}

/// The kinds of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// It is repeated.
    Loop,
    /// One of the parts happens.
    Alternative,
    /// It may happen.
    Optional,
    /// The parts happen at the same time.
    Parallel,
    /// It must happen; the other parts are what may go wrong.
    Critical,
    /// It ends the sequence.
    Break,
    /// A tinted ground without a meaning of its own.
    Tint,
}

impl FrameKind {
    /// All kinds, with the keyword that starts them.
    pub(super) const KEYWORDS: [(&str, Self); 8] = [
        ("loop", Self::Loop),
        ("alt", Self::Alternative),
        ("opt", Self::Optional),
        ("par_over", Self::Parallel),
        ("par", Self::Parallel),
        ("critical", Self::Critical),
        ("break", Self::Break),
        ("rect", Self::Tint),
    ];

    /// Returns the keyword that starts a frame.
    pub(super) fn keyword(self) -> &'static str {
        Self::KEYWORDS.iter().rfind(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// Returns the keyword that starts a further part, if there can be one.
    pub(super) fn part_keyword(self) -> Option<&'static str> {
        match self {
            Self::Alternative => Some("else"),
            Self::Parallel => Some("and"),
            Self::Critical => Some("option"),
            Self::Loop | Self::Optional | Self::Break | Self::Tint => None,
        }
    }
}
