//! Says what a sequence diagram shows.

use super::super::describe::{is_english, join_words, list_words, with_words};
use super::model::{
    ActivityChange, ArrowHead, FrameKind, NotePlace, SequenceDiagram, SequenceEvent,
    SequenceMessage, SequenceNote,
};

/// How many events are described.
const MAX_EVENTS: usize = 100;

/// Returns a sequence diagram in words.
pub(in crate::diagram) fn describe_sequence(diagram: &SequenceDiagram, lang: &str) -> String {
    let names: Vec<String> =
        (0..diagram.participants.len()).map(|index| diagram.name_of(index)).collect();
    let describer = SequenceDescriber { names: &names, is_english: is_english(lang) };
    let mut sentences = Vec::new();
    if describer.is_english {
        sentences.push(format!("Sequence of messages between {}.", join_words(&names)));
    }
    let mut open = Vec::new();
    for event in diagram.events.iter().take(MAX_EVENTS) {
        sentences.extend(describer.describe_event(event, &mut open));
    }
    if let Some(more) = diagram.events.len().checked_sub(MAX_EVENTS).filter(|more| *more > 0) {
        sentences.push(match describer.is_english {
            true => format!("{more} more events."),
            false => format!("+{more}"),
        });
    }
    sentences.join(" ")
}

impl SequenceDiagram {
    /// Returns the name of a participant on one line.
    fn name_of(&self, index: usize) -> String {
        let participant = &self.participants[index];
        let words = participant.label.to_single_line();
        if words.is_empty() { participant.id.clone() } else { words }
    }
}

struct SequenceDescriber<'d> {
    names: &'d [String],
    is_english: bool,
}

impl SequenceDescriber<'_> {
    /// Returns the sentence for an event. `open` are the frames around it.
    fn describe_event(&self, event: &SequenceEvent, open: &mut Vec<FrameKind>) -> Option<String> {
        match event {
            SequenceEvent::Message(message) => Some(self.describe_message(message)),
            SequenceEvent::Note(note) => Some(self.describe_note(note)),
            SequenceEvent::Open(kind, label, _) => {
                open.push(*kind);
                self.describe_part(*kind, opening_words(*kind), &label.to_single_line())
            }
            SequenceEvent::NextPart(label) => {
                let kind = *open.last()?;
                let part = self.describe_part(kind, next_words(kind), &label.to_single_line());
                part.map(|part| if self.is_english { part } else { format!("] {part}") })
            }
            SequenceEvent::Close => {
                let kind = open.pop().filter(|kind| *kind != FrameKind::Tint)?;
                Some(match self.is_english {
                    true => format!("End of {}.", closing_words(kind)),
                    false => "]".to_owned(),
                })
            }
            SequenceEvent::Create(at) => {
                self.is_english.then(|| format!("{} is created.", self.names[*at]))
            }
            SequenceEvent::Destroy(at) => {
                self.is_english.then(|| format!("{} ends with the next message.", self.names[*at]))
            }
            SequenceEvent::Activity(at, change) => self.is_english.then(|| {
                let verb = match change {
                    ActivityChange::Start => "becomes active",
                    ActivityChange::Stop => "stops being active",
                };
                format!("{} {verb}.", self.names[*at])
            }),
        }
    }

    fn describe_message(&self, message: &SequenceMessage) -> String {
        let (from, to) = (&self.names[message.from], &self.names[message.to]);
        let words = message.label.to_single_line();
        let number = message.number.map_or(String::new(), |number| format!("{number}: "));
        let arrow = message.arrow;
        if !self.is_english {
            let sign = if arrow.has_two_heads { "↔" } else { "→" };
            return end_sentence(&with_words(&format!("{number}{from} {sign} {to}"), &words));
        }
        let does = match (message.from == message.to, arrow.has_two_heads) {
            (true, _) => format!("{from} to itself"),
            (false, true) => format!("{from} and {to} exchange"),
            (false, false) => match (arrow.head, arrow.is_dotted) {
                (ArrowHead::Cross, _) => format!("{from} sends {to}, without arriving"),
                (ArrowHead::None, _) => format!("{from} to {to}"),
                (_, true) => format!("{from} replies to {to}"),
                (ArrowHead::Open, false) => format!("{from} sends {to}, without waiting"),
                (ArrowHead::Filled, false) => format!("{from} sends {to}"),
            },
        };
        end_sentence(&with_words(&format!("{number}{does}"), &words))
    }

    fn describe_note(&self, note: &SequenceNote) -> String {
        let (first, last) = match note.place {
            NotePlace::LeftOf(at) | NotePlace::RightOf(at) => (at, at),
            NotePlace::Over(first, last) => (first, last),
        };
        let mut names = vec![self.names[first].clone()];
        if last != first {
            names.push(self.names[last].clone());
        }
        let names = list_words(&names, self.is_english);
        let start = if self.is_english { format!("Note on {names}") } else { names };
        end_sentence(&with_words(&start, &note.label.to_single_line()))
    }

    fn describe_part(&self, kind: FrameKind, start: &str, words: &str) -> Option<String> {
        match (self.is_english, kind) {
            (_, FrameKind::Tint) => None,
            (true, _) => Some(end_sentence(&with_words(start, words))),
            (false, _) => Some(format!("[{words}:")),
        }
    }
}

fn opening_words(kind: FrameKind) -> &'static str {
    match kind {
        FrameKind::Loop => "Repeated",
        FrameKind::Alternative => "Either",
        FrameKind::Optional => "Optional",
        FrameKind::Parallel => "In parallel",
        FrameKind::Critical => "Critical",
        FrameKind::Break => "Ends here",
        FrameKind::Tint => "",
    }
}

fn next_words(kind: FrameKind) -> &'static str {
    match kind {
        FrameKind::Alternative => "Or else",
        FrameKind::Parallel => "And",
        FrameKind::Critical => "In case of",
        FrameKind::Loop | FrameKind::Optional | FrameKind::Break | FrameKind::Tint => "",
    }
}

fn closing_words(kind: FrameKind) -> &'static str {
    match kind {
        FrameKind::Loop => "the repetition",
        FrameKind::Alternative => "the alternatives",
        FrameKind::Optional => "the option",
        FrameKind::Parallel => "the parallel parts",
        FrameKind::Critical => "the critical part",
        FrameKind::Break => "the break",
        FrameKind::Tint => "",
    }
}

fn end_sentence(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…']) { words.to_owned() } else { format!("{words}.") }
}

#[cfg(test)]
mod tests {
    use super::super::super::source::DiagramSource;
    use super::super::parse_sequence;
    use super::*;

    #[test]
    fn messages_are_sentences() {
        let text = "sequenceDiagram\nparticipant A as Ana\nA->>B: Is it ready?\nalt yes\n\
            B-->>A: Yes\nelse no\nB-xA: No\nend\nNote over A,B: All is\nA->>A: thinks";
        let diagram = parse_sequence(&mut DiagramSource::read(text)).unwrap();
        assert_eq!(
            describe_sequence(&diagram, "en"),
            "Sequence of messages between Ana and B. Ana sends B: Is it ready? Either: yes. \
             B replies to Ana: Yes. Or else: no. B sends Ana, without arriving: No. End of the \
             alternatives. Note on Ana and B: All is. Ana to itself: thinks."
        );
        assert_eq!(
            describe_sequence(&diagram, "de"),
            "Ana → B: Is it ready? [yes: B → Ana: Yes. ] [no: B → Ana: No. ] Ana, B: All is. Ana → \
             Ana: thinks."
        );
    }
}
