//! Reads the text of sequence diagrams.
//!
//! Mermaid's syntax: <https://mermaid.js.org/syntax/sequenceDiagram.html>.

use std::ops::Range;

use super::super::issue::{DiagramIssue, DiagramIssueKind};
use super::super::label::LabelText;
use super::super::source::{DiagramSource, SourceLine};
use super::arrow::find_arrow;
use super::model::{
    ActivityChange, FrameKind, NotePlace, SequenceDiagram, SequenceEvent, SequenceMessage,
    SequenceNote,
};
use super::participants::ParticipantList;
use super::pieces::{Numbering, read_numbering, split_at_semicolons, split_colour, strip_wrap};

/// The most messages, notes and frames of a sequence diagram. Many fewer fit on a slide.
const MAX_EVENTS: usize = 2_000;
/// How deeply frames are nested.
const MAX_DEPTH: usize = 12;

/// Statements that Mermaid knows and that have no effect on a slide.
const IGNORED: [&str; 4] = ["link", "links", "properties", "details"];

/// Reads a sequence diagram.
pub(in crate::diagram) fn parse_sequence(
    source: &mut DiagramSource<'_>,
) -> Option<SequenceDiagram> {
    let mut reader = SequenceReader::default();
    source.read_body(|line, issues| {
        split_at_semicolons(line)
            .into_iter()
            .try_for_each(|statement| reader.read_statement(statement, issues))
    });
    source.title = source.title.take().or(reader.title.take());
    reader.finish(source)
}

#[derive(Default)]
struct SequenceReader {
    list: ParticipantList,
    title: Option<String>,
    events: Vec<SequenceEvent>,
    open_frames: Vec<OpenFrame>,
    numbering: Option<Numbering>,
    /// How many activities each participant has.
    activities: Vec<usize>,
}

/// A frame that has not ended.
struct OpenFrame {
    kind: FrameKind,
    /// Where it starts.
    range: Range<usize>,
}

impl SequenceReader {
    fn read_statement(
        &mut self,
        statement: SourceLine<'_>,
        issues: &mut Vec<DiagramIssue>,
    ) -> Result<(), DiagramIssue> {
        if self.events.len() >= MAX_EVENTS {
            let message =
                format!("more than {MAX_EVENTS} messages and notes in a sequence diagram");
            return Err(statement.too_large(message, "divide the diagram into several"));
        }
        if self.read_declaration(statement, issues)?
            || self.read_frame(statement)?
            || self.read_comment(statement, issues)?
        {
            return Ok(());
        }
        self.read_message(statement)
    }

    /// Reads a statement on participants, and returns whether it is one.
    fn read_declaration(
        &mut self,
        statement: SourceLine<'_>,
        issues: &mut Vec<DiagramIssue>,
    ) -> Result<bool, DiagramIssue> {
        if let Some(created) = statement.after_keyword("create") {
            let position = self.declare(created, issues)?.ok_or_else(|| {
                let help = "write `create participant B`";
                statement.syntax_error("`create` names no participant", help)
            })?;
            self.events.push(SequenceEvent::Create(position));
        } else if let Some(name) = statement.after_keyword("destroy") {
            let position = self.find_participant(name, statement)?;
            self.events.push(SequenceEvent::Destroy(position));
        } else if let Some(name) = statement.after_keyword("activate") {
            let position = self.find_participant(name, statement)?;
            self.change_activity(position, ActivityChange::Start, name)?;
            self.events.push(SequenceEvent::Activity(position, ActivityChange::Start));
        } else if let Some(name) = statement.after_keyword("deactivate") {
            let position = self.find_participant(name, statement)?;
            self.change_activity(position, ActivityChange::Stop, name)?;
            self.events.push(SequenceEvent::Activity(position, ActivityChange::Stop));
        } else if let Some(group) = statement.after_keyword("box") {
            let (colour, label) = split_colour(group);
            self.list.open_group(label.label(), colour);
        } else {
            return Ok(self.declare(statement, issues)?.is_some());
        }
        Ok(true)
    }

    /// Reads `participant A as Ana` or `actor A as Ana`, and returns the participant.
    fn declare(
        &mut self,
        statement: SourceLine<'_>,
        issues: &mut Vec<DiagramIssue>,
    ) -> Result<Option<usize>, DiagramIssue> {
        let participant = statement.after_keyword("participant").map(|rest| (rest, false));
        let person = || statement.after_keyword("actor").map(|rest| (rest, true));
        let Some((declaration, is_person)) = participant.or_else(person) else { return Ok(None) };
        let Some(at) = declaration.text.find("@{") else {
            return self.list.declare(declaration, is_person).map(Some);
        };
        let end = declaration.text[at..].find('}').map_or(at + 2, |end| at + end + 1);
        issues.push(declaration.slice(at..end).ignored(
            "the shape of the participant is not drawn",
            "write `participant A as Ana`, or `actor A as Ana` for a person",
        ));
        let position = self.list.declare(declaration.slice(0..at), is_person)?;
        if let Some(label) = declaration.slice_from(end).after_keyword("as") {
            self.list.participants[position].label = label.label();
        }
        Ok(Some(position))
    }

    /// Counts the activities of a participant. `at` is what starts or stops one.
    fn change_activity(
        &mut self,
        position: usize,
        change: ActivityChange,
        at: SourceLine<'_>,
    ) -> Result<(), DiagramIssue> {
        self.activities.resize(self.list.participants.len().max(self.activities.len()), 0);
        let count = &mut self.activities[position];
        match change {
            ActivityChange::Start => *count += 1,
            ActivityChange::Stop => {
                *count = count.checked_sub(1).ok_or_else(|| {
                    let name = &self.list.participants[position].id;
                    let message = format!("`{name}` is not active here");
                    let help = "remove it, or start the activity before it with `activate` or `+`";
                    at.syntax_error(message, help)
                })?;
            }
        }
        Ok(())
    }

    fn find_participant(
        &mut self,
        name: SourceLine<'_>,
        statement: SourceLine<'_>,
    ) -> Result<usize, DiagramIssue> {
        if name.is_empty() {
            let message = format!("`{}` names no participant", statement.text);
            return Err(statement.syntax_error(message, "write the participant’s name after it"));
        }
        self.list.find_or_add(name)
    }

    /// Reads the start, the next part or the end of a frame, and returns whether it is one.
    fn read_frame(&mut self, statement: SourceLine<'_>) -> Result<bool, DiagramIssue> {
        for (keyword, kind) in FrameKind::KEYWORDS {
            if let Some(label) = statement.after_keyword(keyword) {
                self.open_frame(kind, label, statement)?;
                return Ok(true);
            }
        }
        for keyword in ["else", "and", "option"] {
            if let Some(label) = statement.after_keyword(keyword) {
                self.start_part(keyword, label, statement)?;
                return Ok(true);
            }
        }
        if statement.after_keyword("end").is_none_or(|rest| !rest.is_empty()) {
            return Ok(false);
        }
        if !self.list.close_group() {
            self.open_frames.pop().ok_or_else(|| {
                let help = "remove it, or start a frame with `loop`, `alt`, `opt` or `par`";
                statement.syntax_error("`end` without a frame that it ends", help)
            })?;
            self.events.push(SequenceEvent::Close);
        }
        Ok(true)
    }

    fn open_frame(
        &mut self,
        kind: FrameKind,
        label: SourceLine<'_>,
        statement: SourceLine<'_>,
    ) -> Result<(), DiagramIssue> {
        if self.open_frames.len() >= MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} frames inside each other");
            return Err(statement.too_large(message, "divide the diagram into several"));
        }
        self.open_frames.push(OpenFrame { kind, range: statement.range() });
        let (colour, label) = match kind {
            FrameKind::Tint => (split_colour(label).0, LabelText::default()),
            _ => (None, label.label()),
        };
        self.events.push(SequenceEvent::Open(kind, label, colour));
        Ok(())
    }

    fn start_part(
        &mut self,
        keyword: &str,
        label: SourceLine<'_>,
        statement: SourceLine<'_>,
    ) -> Result<(), DiagramIssue> {
        let open = self.open_frames.last().map(|frame| frame.kind);
        if open.and_then(FrameKind::part_keyword) != Some(keyword) {
            let opener = FrameKind::KEYWORDS
                .iter()
                .rfind(|(_, kind)| kind.part_keyword() == Some(keyword))
                .map_or("", |(word, _)| word);
            return Err(statement.syntax_error(
                format!("`{keyword}` is not inside `{opener}`"),
                format!("start the frame with `{opener}`, and end it with `end`"),
            ));
        }
        self.events.push(SequenceEvent::NextPart(label.label()));
        Ok(())
    }

    /// Reads a note, a title or a setting, and returns whether it is one.
    fn read_comment(
        &mut self,
        statement: SourceLine<'_>,
        issues: &mut Vec<DiagramIssue>,
    ) -> Result<bool, DiagramIssue> {
        if let Some(note) = statement.after_keyword("note") {
            self.read_note(note)?;
        } else if let Some(title) = statement.after_key("title") {
            self.title = Some(title.label().to_single_line());
        } else if let Some(settings) = statement.after_keyword("autonumber") {
            self.numbering = read_numbering(settings)?;
        } else if let Some(keyword) = IGNORED
            .into_iter()
            .find(|keyword| statement.after_keyword(keyword).is_some())
            .filter(|_| find_arrow(statement.text, |name| self.list.contains(name)).is_none())
        {
            issues.push(statement.ignored(
                format!("`{keyword}` has no effect on a slide"),
                "remove the line, and put the link into the text of the slide",
            ));
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn read_note(&mut self, note: SourceLine<'_>) -> Result<(), DiagramIssue> {
        let invalid = || {
            let help =
                "write `Note over A: text`, `Note right of A: text` or `Note left of A: text`";
            note.syntax_error("the place of the note cannot be read", help)
        };
        let (place, text) = note.split_once(":").ok_or_else(invalid)?;
        let beside = |side| place.after_keyword(side).and_then(|rest| rest.after_keyword("of"));
        let place = if let Some(names) = place.after_keyword("over") {
            let mut positions = Vec::new();
            for name in names.split(',') {
                positions.push(self.find_participant(name, names)?);
            }
            match positions[..] {
                [one] => NotePlace::Over(one, one),
                [first, second] => NotePlace::Over(first.min(second), first.max(second)),
                _ => return Err(invalid()),
            }
        } else if let Some(name) = beside("left") {
            NotePlace::LeftOf(self.find_participant(name, place)?)
        } else if let Some(name) = beside("right") {
            NotePlace::RightOf(self.find_participant(name, place)?)
        } else {
            return Err(invalid());
        };
        let note = SequenceNote { place, label: strip_wrap(text).label() };
        self.events.push(SequenceEvent::Note(note));
        Ok(())
    }

    fn read_message(&mut self, statement: SourceLine<'_>) -> Result<(), DiagramIssue> {
        let (line, text) = statement
            .split_once(":")
            .unwrap_or((statement, statement.slice_from(statement.text.len())));
        let found = find_arrow(line.text, |name| self.list.contains(name)).ok_or_else(|| {
            let help = "write a message such as `A->>B: text`; other lines start with \
                        `participant`, `actor`, `box`, `create`, `destroy`, `activate`, \
                        `deactivate`, `autonumber`, `note`, `loop`, `alt`, `else`, `opt`, `par`, \
                        `and`, `critical`, `option`, `break`, `rect` or `end`";
            statement.syntax_error(format!("`{}` is not a message", line.excerpt()), help)
        })?;
        let from = self.list.find_or_add(line.slice(0..found.range.start))?;
        let receiver = line.slice_from(found.range.end);
        let (receiver, activity) = match receiver.text.as_bytes() {
            [b'+', ..] => (receiver.slice_from(1), Some(ActivityChange::Start)),
            [b'-', ..] => (receiver.slice_from(1), Some(ActivityChange::Stop)),
            _ => (receiver, None),
        };
        if let Some(at) = receiver.text.find(['<', '>', '(', '|', '\\', '/']) {
            let end = receiver.start - line.start + at + 1;
            return Err(line.slice(found.range.start..end).syntax_error(
                format!("unknown arrow in `{}`", line.excerpt()),
                "write one of `->`, `-->`, `->>`, `-->>`, `<<->>`, `<<-->>`, `-x`, `--x`, `-)`, \
                 `--)`",
            ));
        }
        let to = self.list.find_or_add(receiver)?;
        match activity {
            Some(change @ ActivityChange::Start) => self.change_activity(to, change, line)?,
            Some(change @ ActivityChange::Stop) => self.change_activity(from, change, line)?,
            None => {}
        }
        let number = self.take_number();
        self.events.push(SequenceEvent::Message(SequenceMessage {
            from,
            to,
            label: strip_wrap(text).label(),
            arrow: found.arrow,
            number,
            activity,
        }));
        Ok(())
    }

    fn take_number(&mut self) -> Option<u32> {
        let numbering = self.numbering.as_mut()?;
        let number = numbering.next;
        numbering.next = number.saturating_add(numbering.step);
        Some(number)
    }

    fn finish(mut self, source: &mut DiagramSource<'_>) -> Option<SequenceDiagram> {
        // After that, the rest of the lines was not read, with the ends of the frames.
        let is_cut = source.issues.iter().any(|issue| issue.kind == DiagramIssueKind::TooLarge);
        for frame in self.open_frames.iter().rev().filter(|_| !is_cut) {
            let keyword = frame.kind.keyword();
            source.issues.push(DiagramIssue::new(
                DiagramIssueKind::Syntax,
                format!("the frame `{keyword}` has no end"),
                "write `end` on a line of its own after its last message",
                frame.range.clone(),
            ));
            self.events.push(SequenceEvent::Close);
        }
        if self.list.is_in_group() {
            let end = source.lines.last().map_or(0..0, SourceLine::range);
            source.issues.push(DiagramIssue::new(
                DiagramIssueKind::Syntax,
                "the frame `box` has no end",
                "write `end` on a line of its own after its last participant",
                end,
            ));
        }
        if self.list.participants.is_empty() && source.issues.iter().all(DiagramIssue::is_warning) {
            let line = source.lines.first()?;
            source.issues.push(
                line.syntax_error(
                    "the diagram has no messages",
                    "add messages: `Ana->>Ben: Hello`",
                ),
            );
            return None;
        }
        Some(SequenceDiagram {
            participants: self.list.participants,
            groups: self.list.groups,
            events: self.events,
        })
    }
}

#[cfg(test)]
mod tests;
