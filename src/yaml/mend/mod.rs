//! What people write that YAML reads as something else: found line by line, mended in memory where
//! the meaning is plain, and always reported with the line as it should be written.
//!
//! The walk keeps account of what a line can be: which lists and mappings are open ([`Level`]),
//! whether the line before waits for a value ([`Pending`]), and which text it may go on with
//! ([`Words`]). It leaves everything alone that it does not understand.

mod characters;
mod entry;
mod flow;
mod foreign;
mod line;
mod misplaced;
mod value;
mod words;

use std::collections::HashSet;

use self::line::Line;
use self::words::Words;
use super::draft::{Draft, Patch};
use super::quote::WRITE;
use super::tabs::Tabs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix, Severity};
use crate::source::{Source, SourceId, Span};

/// Finds what needs mending in `source`. `None` if it is not worth reading: empty, or no YAML at
/// all.
pub fn mend(
    source: &Source,
    id: SourceId,
    tabs: Tabs,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Patch>> {
    let text = &source.text;
    let lines: Vec<Line> = (1..=source.line_count())
        .filter_map(|number| {
            Line::new(number, source.line_start(number), source.line(number), tabs.width)
        })
        .collect();
    let words = lines.iter().filter(|line| !line.content.starts_with('#') && !is_marker(line));
    let start = Span::new(id, 0, 0);
    if words.clone().next().is_none() {
        let hint = "write `title:` and `slides:`, each on a line of its own, and the slides below";
        diagnostics.push(Diagnostic::error(Code::EmptyFile, "the file is empty", start).hint(hint));
        return None;
    }
    let outlined = words
        .clone()
        .any(|line| line.content.starts_with(['-', '{', '[', '%', '?']) || has_key(line.content));
    if !outlined {
        let hint = "an outline is made of lines such as `title: My talk` and `slides:`; write the slides below as a list";
        let place = words
            .clone()
            .next()
            .map_or(start, |line| Span::new(id, line.content_start, line.end()));
        diagnostics.push(
            Diagnostic::error(
                Code::NotAnOutline,
                "this is not an outline: nothing in it is written as `key: value`",
                place,
            )
            .hint(hint),
        );
        return None;
    }
    if let Some(finding) = foreign::markdown_deck(&lines, id, source) {
        diagnostics.push(finding);
        return None;
    }
    let mut mender = Mender {
        source,
        id,
        tabs,
        findings: Vec::new(),
        patches: Vec::new(),
        levels: Vec::new(),
        pending: Some(Pending { column: -1, key: false, name: (0, 0) }),
        words: None,
        block: None,
        skip_to: 0,
        names: names(text),
        lines,
        started: false,
        complex: false,
        corrected: None,
        shifted: None,
        enumerated_at: None,
        slides_written: false,
    };
    mender.slides_written =
        mender.lines.iter().any(|line| line.column == 0 && line.content.starts_with("slides"));
    mender.fences();
    mender.characters();
    mender.walk();
    mender.show_lines();
    diagnostics.extend(mender.findings);
    Some(mender.patches)
}

/// More open levels than a readable file has: the parser refuses it, so nothing needs mending.
const MAX_LEVELS: usize = 100;

struct Mender<'a> {
    source: &'a Source,
    id: SourceId,
    tabs: Tabs,
    findings: Vec<Diagnostic>,
    patches: Vec<Patch>,
    levels: Vec<Level>,
    pending: Option<Pending>,
    words: Option<Words>,
    block: Option<BlockText>,
    /// Lines that start before this byte belong to a value that was read already.
    skip_to: usize,
    /// Names that are defined with `&` and used with `*`.
    names: HashSet<&'a str>,
    lines: Vec<Line<'a>>,
    /// Whether anything but comments has been seen.
    started: bool,
    /// Whether a key was written with `?`.
    complex: bool,
    /// A wrong column that was reported, and the right one.
    corrected: Option<(isize, isize)>,
    /// The finding that margins are mended for.
    shifted: Option<usize>,
    /// Column of a list whose items start with numbers or other marks.
    enumerated_at: Option<isize>,
    /// Whether there is a key `slides`, or a word that was meant to be it.
    slides_written: bool,
}

/// An open list or mapping, at the column of its dashes or keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Level {
    column: isize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    List,
    Mapping,
}

/// A key or dash without value, which the next line may bring.
#[derive(Clone, Copy, Debug)]
struct Pending {
    column: isize,
    key: bool,
    /// First byte of the key, and the one behind it.
    name: (usize, usize),
}

/// The text behind `|`.
#[derive(Clone, Copy, Debug)]
struct BlockText {
    parent: isize,
    /// The column of lines that should have been indented and are not.
    flush: Option<isize>,
    /// The column of its first line, once known.
    column: Option<isize>,
}

impl<'a> Mender<'a> {
    fn walk(&mut self) {
        for index in 0..self.lines.len() {
            let line = self.lines[index];
            if line.start < self.skip_to || self.in_block(&line) || self.levels.len() > MAX_LEVELS {
                continue;
            }
            if line.content.starts_with('#') {
                continue;
            }
            if is_marker(&line) {
                self.marker(&line);
                continue;
            }
            self.started = true;
            // Keys of several words and directives: whoever knows of them knows YAML.
            let directive = line.content.starts_with("%YAML") || line.content.starts_with("%TAG");
            if line.content.starts_with("? ") || (line.column == 0 && directive) {
                self.complex = true;
                continue;
            }
            if self.complex && line.content.starts_with(": ") {
                continue;
            }
            self.line(index);
        }
        self.close_words();
    }

    /// Whether `line` belongs to a block text.
    fn in_block(&mut self, line: &Line) -> bool {
        let Some(block) = self.block else { return false };
        let column = line.column as isize;
        if column <= block.parent {
            let words = line::key(line.content).is_none()
                && !is_marker(line)
                && !line.content.starts_with('#');
            let first = block.column.is_none() && words && !line.content.starts_with('-');
            let goes_on = words && block.flush == Some(column);
            if !first && !goes_on {
                self.block = None;
                return false;
            }
            let right = block.parent.max(0) + 2;
            if first {
                self.shifted = Some(self.findings.len());
                let hint = format!("indent every line of it by {right} spaces");
                self.error_at(
                    Code::BlockNotIndented,
                    line.content_start..line.end(),
                    "a text below `|` must be indented",
                    hint,
                );
            }
            self.block = Some(BlockText { column: Some(right), flush: Some(column), ..block });
            self.margin(line, right);
            return true;
        }
        match block.column {
            None => self.block = Some(BlockText { column: Some(column), ..block }),
            Some(first) if column < first => {
                self.shifted = Some(self.findings.len());
                self.warn_at(
                    Code::BlockNotIndented,
                    line.content_start..line.end(),
                    "this line is indented less than the text that it belongs to",
                    format!("indent it by {first} spaces, as the lines above"),
                );
                self.margin(line, first);
            }
            Some(_) => {}
        }
        true
    }

    /// `---` and `...`: one document is all that an outline has.
    fn marker(&mut self, line: &Line) {
        if !std::mem::replace(&mut self.started, true) && line.content == "---" {
            // What comes before the first slide key is the document's start; a second marker is one
            // too many.
            return;
        }
        self.close_words();
        self.pending = None;
        let patch = Patch::new(line.content_start..line.end(), "");
        self.patches.push(patch.clone());
        // A marker at the very end separates nothing.
        if self.lines.last().is_some_and(|last| last.number == line.number) {
            return;
        }
        let message =
            format!("`{}` separates documents, and an outline is one document", line.content);
        let hint = "take this line out; to start a new slide, write a new entry under `slides`";
        let finding = Diagnostic::error(
            Code::SecondDocument,
            message,
            self.span(line.content_start..line.end()),
        )
        .hint(hint);
        self.findings.push(finding);
        self.attach(self.findings.len() - 1, &patch);
    }

    /// The next line with words after the one at `index`.
    fn next_line(&self, index: usize) -> Option<&Line<'a>> {
        self.lines[index + 1..].iter().find(|line| !line.content.starts_with('#'))
    }

    fn text(&self) -> &'a str {
        &self.source.text
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.id, range.start, range.end)
    }

    /// Reads `line` as if it were indented by `column` spaces.
    fn margin(&mut self, line: &Line, column: isize) {
        // The one that is pushed last counts, should the margin have been mended before.
        let range = line.start..line.content_start;
        let patch = Patch::new(range, " ".repeat(usize::try_from(column).unwrap_or(0)));
        if let Some(finding) = self.shifted {
            self.attach(finding, &patch);
        }
        self.patches.push(patch);
    }

    /// Reads what `patch` says, which is also what mends the finding that was reported last.
    fn mend(&mut self, patch: Patch) {
        if let Some(last) = self.findings.len().checked_sub(1) {
            self.attach(last, &patch);
        }
        self.patches.push(patch);
    }

    /// Adds an edit to a finding. What is only a warning is plain, so its fix is certain.
    fn attach(&mut self, finding: usize, patch: &Patch) {
        let edit = Edit { span: self.span(patch.range.clone()), text: patch.replacement.clone() };
        let Some(finding) = self.findings.get_mut(finding) else { return };
        let certain = finding.severity == Severity::Warning;
        finding.fix.get_or_insert_with(|| Fix { edits: Vec::new(), certain }).edits.push(edit);
    }

    /// Hints that show a line show it with everything mended that is wrong with it.
    fn show_lines(&mut self) {
        for index in 0..self.findings.len() {
            let Some(fix) = self.findings[index].fix.as_ref().filter(|fix| fix.certain) else {
                continue;
            };
            let Some(hint) =
                self.findings[index].hints.iter().position(|hint| hint.starts_with(WRITE))
            else {
                continue;
            };
            let (first, last) = (&fix.edits[0], &fix.edits[fix.edits.len() - 1]);
            let start =
                self.source.line_start(self.source.position(first.span.start as usize).line);
            let last = self.source.position(last.span.end as usize).line;
            let end = self.source.line_start(last) + self.source.line(last).len();
            let inside = |patch: &&Patch| start <= patch.range.start && patch.range.end <= end;
            let patches = self.patches.iter().filter(inside).map(|patch| {
                Patch::new(
                    patch.range.start - start..patch.range.end - start,
                    patch.replacement.clone(),
                )
            });
            let line = Draft::new(&self.text()[start..end], patches.collect());
            if !line.text().contains('\n') {
                self.findings[index].hints[hint] = format!("{WRITE}{}", line.text().trim());
            }
        }
    }

    fn warn_at(
        &mut self,
        code: Code,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let finding = Diagnostic::warning(code, message, self.span(range)).hint(hint);
        self.findings.push(finding);
    }

    fn error_at(
        &mut self,
        code: Code,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let finding = Diagnostic::error(code, message, self.span(range)).hint(hint);
        self.findings.push(finding);
    }
}

/// Byte of `line` at which its value starts, behind dashes and key; its end if there is none.
pub fn value_start(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while words::is_dash(&line[at..]) {
        at += 1;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    let key = line::key(line[at..].trim_end()).map_or(0, |(_, colon)| colon);
    at += key;
    at + line[at..].len() - line[at..].trim_start().len()
}

fn is_marker(line: &Line) -> bool {
    line.column == 0 && matches!(line.content, "---" | "...")
}

fn has_key(content: &str) -> bool {
    line::key(content).is_some()
        || content
            .split_once([':', '：', '='])
            .is_some_and(|(key, _)| line::is_identifier(key.trim()))
}

/// The names that are both defined (`&name`) and referred to (`*name`).
pub fn names(text: &str) -> HashSet<&str> {
    if !text.contains('&') || !text.contains('*') {
        return HashSet::new();
    }
    let behind = |mark: char| -> HashSet<&str> {
        text.match_indices(mark)
            .filter(|(at, _)| text[..*at].ends_with([' ', '\t', '\n', '[', ',', '{']))
            .filter_map(|(at, _)| text[at..].lines().next().map(value::name_of))
            .filter(|name| {
                !name.is_empty()
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            })
            .collect()
    };
    let (defined, used) = (behind('&'), behind('*'));
    defined.intersection(&used).copied().collect()
}
