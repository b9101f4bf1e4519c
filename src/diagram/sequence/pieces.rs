//! Parts of the lines of sequence diagrams: statements, colours, numbers.

use super::super::colour::read_colour;
use super::super::drawing::DiagramColour;
use super::super::issue::DiagramIssue;
use super::super::source::SourceLine;
use super::arrow::find_arrow;

/// How messages are numbered.
pub(super) struct Numbering {
    pub(super) next: u32,
    pub(super) step: u32,
}

/// Divides a line into its statements. A semicolon ends a statement, except in a message, whose
/// text may contain one, unless another message follows.
pub(super) fn split_at_semicolons(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    let mut statements = Vec::new();
    let mut rest = line;
    let mut from = 0;
    while let Some(at) = rest.text[from..].find(';').map(|at| from + at) {
        let (before, after) = (rest.slice(0..at), rest.slice_from(at + 1));
        let is_text = ends_entity(before.text)
            || before.text.contains(':')
                && !after.is_empty()
                && find_arrow(after.text.split(':').next().unwrap_or_default(), |_| false)
                    .is_none();
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

pub(super) fn read_numbering(settings: SourceLine<'_>) -> Result<Option<Numbering>, DiagramIssue> {
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

/// Divides `Aqua Team` into the colour and the rest. `transparent` is no colour.
pub(super) fn split_colour(text: SourceLine<'_>) -> (Option<DiagramColour>, SourceLine<'_>) {
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

/// Removes the prefix of texts that says whether lines are broken. They are broken where they are
/// too long.
pub(super) fn strip_wrap(text: SourceLine<'_>) -> SourceLine<'_> {
    ["wrap:", "nowrap:"]
        .iter()
        .find(|prefix| text.text.starts_with(**prefix))
        .map_or(text, |prefix| text.slice_from(prefix.len()))
}
