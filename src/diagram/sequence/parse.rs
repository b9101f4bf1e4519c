//! Reads the text of sequence diagrams.
//!
//! Mermaid's syntax: <https://mermaid.js.org/syntax/sequenceDiagram.html>.

use std::ops::Range;

use super::super::colour::read_colour;
use super::super::drawing::DiagramColour;
use super::super::issue::{DiagramIssue, DiagramIssueKind};
use super::super::label::LabelText;
use super::super::source::{DiagramSource, SourceLine};
use super::arrow::find_arrow;
use super::model::{
    ActivityChange, FrameKind, NotePlace, SequenceDiagram, SequenceEvent, SequenceMessage,
    SequenceNote,
};
use super::participants::ParticipantList;

/// The most messages, notes and frames of a sequence diagram. Many fewer fit on a slide.
const MAX_EVENTS: usize = 2_000;
/// How deeply frames are nested.
const MAX_DEPTH: usize = 12;

/// Statements that Mermaid knows and that have no effect on a slide.
const IGNORED: [&str; 4] = ["link", "links", "properties", "details"];

/// Reads a sequence diagram.
pub(in crate::diagram) fn parse_sequence(source: &mut DiagramSource<'_>) -> Option<SequenceDiagram> {
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
}

/// A frame that has not ended.
struct OpenFrame {
    kind: FrameKind,
    /// Where it starts.
    range: Range<usize>,
}

/// How messages are numbered.
struct Numbering {
    next: u32,
    step: u32,
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
            self.events.push(SequenceEvent::Activity(position, ActivityChange::Start));
        } else if let Some(name) = statement.after_keyword("deactivate") {
            let position = self.find_participant(name, statement)?;
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
            let help = "write `Note over A: text`, `Note right of A: text` or `Note left of A: text`";
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
            let help = "write a message such as `A->>B: text`; the page on `diagram` in the manual \
                        lists the other lines";
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
        for frame in self.open_frames.iter().rev() {
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
                line.syntax_error("the diagram has no messages", "add messages: `Ana->>Ben: Hello`"),
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

/// Divides a line into its statements. A semicolon ends a statement, except in a message, whose
/// text may contain one, unless another message follows.
fn split_at_semicolons(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    let mut statements = Vec::new();
    let mut rest = line;
    let mut from = 0;
    while let Some(at) = rest.text[from..].find(';').map(|at| from + at) {
        let (before, after) = (rest.slice(0..at), rest.slice_from(at + 1));
        let is_text = ends_entity(before.text)
            || before.text.contains(':')
            && !after.is_empty()
            && find_arrow(after.text.split(':').next().unwrap_or_default(), |_| false).is_none();
        if is_text {
            from = at + 1;
        } else {
            statements.push(before);
            rest = after;
            from = 0;
        }
    }
    statements.push(rest);
    statements.retain(|statement| !statement.is_empty());
    statements
}

/// Returns whether a semicolon after the text ends an entity: `#35;`.
fn ends_entity(text: &str) -> bool {
    let name = text.trim_end_matches(|character: char| character.is_ascii_alphanumeric());
    name.len() < text.len() && name.ends_with(['#', '&'])
}

fn read_numbering(settings: SourceLine<'_>) -> Result<Option<Numbering>, DiagramIssue> {
    if settings.text.eq_ignore_ascii_case("off") {
        return Ok(None);
    }
    let numbers: Option<Vec<u32>> =
        settings.text.split_whitespace().map(|number| number.parse().ok()).collect();
    match numbers.as_deref() {
        Some([]) => Ok(Some(Numbering { next: 1, step: 1 })),
        Some([next]) => Ok(Some(Numbering { next: *next, step: 1 })),
        Some([next, step]) => Ok(Some(Numbering { next: *next, step: *step })),
        _ => Err(settings.syntax_error(
            format!("`{}` is not a way to number messages", settings.excerpt()),
            "write `autonumber`, `autonumber 10 5` (the first number and the step) or \
             `autonumber off`",
        )),
    }
}

/// Divides `Aqua Team` into the colour and the rest. `transparent` stands for no colour.
fn split_colour(text: SourceLine<'_>) -> (Option<DiagramColour>, SourceLine<'_>) {
    let (word, rest) = match text.text.find(')').filter(|_| is_colour_function(text.text)) {
        Some(end) => (text.slice(0..end + 1), text.slice_from(end + 1)),
        None => text.first_word(),
    };
    match read_colour(word.text) {
        Some(colour) => (Some(colour), rest),
        None if word.text.eq_ignore_ascii_case("transparent") => (None, rest),
        None => (None, text),
    }
}

fn is_colour_function(text: &str) -> bool {
    ["rgb", "rgba", "hsl", "hsla"]
        .iter()
        .any(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')))
}

/// Removes the prefix of texts that says whether lines are broken. They are where they are too long.
fn strip_wrap(text: SourceLine<'_>) -> SourceLine<'_> {
    ["wrap:", "nowrap:"]
        .iter()
        .find(|prefix| text.text.starts_with(**prefix))
        .map_or(text, |prefix| text.slice_from(prefix.len()))
}

#[cfg(test)]
mod tests;
