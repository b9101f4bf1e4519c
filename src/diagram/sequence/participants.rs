//! The participants of a sequence diagram, in the order in which they are first named.

use std::collections::HashMap;

use super::super::drawing::DiagramColour;
use super::super::issue::DiagramIssue;
use super::super::label::LabelText;
use super::super::source::SourceLine;
use super::model::{Participant, ParticipantGroup};

/// The most participants of a sequence diagram. Many fewer fit on a slide.
pub(super) const MAX_PARTICIPANTS: usize = 200;

/// The participants that have been named so far.
#[derive(Default)]
pub(super) struct ParticipantList {
    pub(super) participants: Vec<Participant>,
    pub(super) groups: Vec<ParticipantGroup>,
    positions: HashMap<String, usize>,
    open_group: Option<usize>,
}

impl ParticipantList {
    /// Returns whether a name has been used.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.positions.contains_key(name)
    }

    /// Returns the position of a participant, who is added if it is new.
    pub(super) fn find_or_add(&mut self, name: SourceLine<'_>) -> Result<usize, DiagramIssue> {
        if let Some(position) = self.positions.get(name.text) {
            return Ok(*position);
        }
        if self.participants.len() >= MAX_PARTICIPANTS {
            let message =
                format!("more than {MAX_PARTICIPANTS} participants in a sequence diagram");
            return Err(name.too_large(message, "divide the diagram into several"));
        }
        let position = self.participants.len();
        self.positions.insert(name.text.to_owned(), position);
        self.participants.push(Participant {
            id: name.text.to_owned(),
            label: name.label(),
            is_person: false,
            group: self.open_group,
        });
        Ok(position)
    }

    /// Reads `participant A as Ana` after the keyword and returns the participant's position.
    pub(super) fn declare(
        &mut self,
        declaration: SourceLine<'_>,
        is_person: bool,
    ) -> Result<usize, DiagramIssue> {
        let (name, label) = split_alias(declaration);
        if name.is_empty() {
            let help = "write `participant A as Ana`";
            return Err(declaration.syntax_error("the participant has no name", help));
        }
        let position = self.find_or_add(name)?;
        let participant = &mut self.participants[position];
        participant.is_person = is_person;
        participant.group = participant.group.or(self.open_group);
        if let Some(label) = label {
            participant.label = label.label();
        }
        Ok(position)
    }

    /// Starts a group: the participants that are declared until [`Self::close_group`] belong to it.
    pub(super) fn open_group(&mut self, label: LabelText, colour: Option<DiagramColour>) {
        self.open_group = Some(self.groups.len());
        self.groups.push(ParticipantGroup { label, colour });
    }

    /// Ends the group, and returns whether there was one.
    pub(super) fn close_group(&mut self) -> bool {
        self.open_group.take().is_some()
    }

    /// Returns whether a group has been started and not ended.
    pub(super) fn is_in_group(&self) -> bool {
        self.open_group.is_some()
    }
}

/// Divides `A as Ana` into the name and what is shown.
fn split_alias(declaration: SourceLine<'_>) -> (SourceLine<'_>, Option<SourceLine<'_>>) {
    let at = declaration.text.match_indices("as").map(|(at, _)| at).find(|&at| {
        let is_blank = |text: Option<char>| text.is_none_or(char::is_whitespace);
        at > 0
            && is_blank(declaration.text[..at].chars().next_back())
            && is_blank(declaration.text[at + 2..].chars().next())
    });
    match at {
        Some(at) => {
            let label = declaration.slice_from(at + 2);
            (declaration.slice(0..at), Some(label).filter(|label| !label.is_empty()))
        }
        None => (declaration, None),
    }
}
