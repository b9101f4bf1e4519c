//! Error recovery: finds, line by line, what YAML would misread, patches it in memory where the
//! meaning is clear, and reports it with the corrected line.
//!
//! While scanning, it tracks what a line can be: which lists and mappings are open ([`OpenLevel`]),
//! whether the line before waits for a value ([`PendingValue`]), and which text it may continue
//! ([`OpenText`]). It leaves everything else alone.

mod block_content;
mod block_text;
mod brackets;
mod characters;
mod entry;
mod foreign;
mod line;
mod misplaced;
mod plain_text;
mod scalar;
mod unclosed;
mod value;

use block_text::BlockText;
use std::collections::HashSet;

use self::line::OutlineLine;
use self::plain_text::OpenText;
use super::patched_text::{Patch, PatchedText};
use super::quote::WRITE_PREFIX;
use super::tabs::TabWidth;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix, Severity};
use crate::source::{Source, SourceId, Span};

/// Returns the patches for `source`. `None` if there is nothing to parse: the file is empty, or not
/// YAML at all.
pub(crate) fn find_patches(
    source: &Source,
    id: SourceId,
    tabs: TabWidth,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Patch>> {
    let lines: Vec<OutlineLine> = (1..=source.line_count())
        .filter_map(|number| {
            OutlineLine::new(
                number,
                source.line_start(number),
                source.line_text(number),
                tabs.width,
            )
        })
        .collect();
    if let Some(diagnostic) = reject_other_formats(&lines, id, source) {
        diagnostics.push(diagnostic);
        return None;
    }
    let has_slides_key =
        lines.iter().any(|line| line.column == 0 && line.content.starts_with("slides"));
    let mut recovery = Recovery {
        source,
        id,
        tabs,
        diagnostics: Vec::new(),
        patches: Vec::new(),
        levels: Vec::new(),
        pending: Some(PendingValue { column: -1, is_key: false, key_range: (0, 0) }),
        open_text: None,
        block_text: None,
        skip_to: 0,
        anchors: find_used_anchors(&source.text),
        lines,
        has_content: false,
        has_complex_keys: false,
        corrected_column: None,
        indent_diagnostic: None,
        enumerated_column: None,
        has_slides_key,
    };
    recovery.remove_fences();
    recovery.patch_characters();
    recovery.scan_lines();
    recovery.refresh_line_help();
    diagnostics.extend(recovery.diagnostics);
    Some(recovery.patches)
}

/// Returns the diagnostic for a file that is empty, Markdown, or not YAML at all.
fn reject_other_formats(
    lines: &[OutlineLine],
    id: SourceId,
    source: &Source,
) -> Option<Diagnostic> {
    let mut content =
        lines.iter().filter(|line| !line.content.starts_with('#') && !is_document_marker(line));
    let Some(first) = content.clone().next() else {
        return Some(empty_file_error(id));
    };
    let is_outline = content
        .any(|line| line.content.starts_with(['-', '{', '[', '%', '?']) || has_key(line.content));
    if !is_outline {
        let span = Span::new(id, first.content_start, first.end());
        let message = "this is not an outline: no line has the form `key: value`";
        return Some(Diagnostic::error(Code::NotAnOutline, message, span).with_help(
            "write lines such as `title: My talk` and `slides:`, and list the slides below",
        ));
    }
    foreign::detect_markdown_deck(lines, id, source)
}

/// Returns the error for a file without any content.
pub(crate) fn empty_file_error(id: SourceId) -> Diagnostic {
    let start = Span::new(id, 0, 0);
    Diagnostic::error(Code::EmptyFile, "the file is empty", start).with_help(
        "write `title:` and `slides:`, each on a line of its own, and list the slides below",
    )
}

/// The maximum number of open levels. The parser rejects deeper files, so recovery is of no use.
const MAX_LEVELS: usize = 100;

struct Recovery<'a> {
    source: &'a Source,
    id: SourceId,
    tabs: TabWidth,
    diagnostics: Vec<Diagnostic>,
    patches: Vec<Patch>,
    levels: Vec<OpenLevel>,
    pending: Option<PendingValue>,
    open_text: Option<OpenText>,
    block_text: Option<BlockText>,
    /// Lines that start before this byte belong to a value that was already read.
    skip_to: usize,
    /// Names that are defined with `&` and used with `*`.
    anchors: HashSet<&'a str>,
    lines: Vec<OutlineLine<'a>>,
    /// Whether anything but comments has been read.
    has_content: bool,
    /// Whether a key was written with `?`.
    has_complex_keys: bool,
    /// A wrong column that was reported, and the correct one.
    corrected_column: Option<(isize, isize)>,
    /// The diagnostic for which indentation is patched.
    indent_diagnostic: Option<usize>,
    /// Column of a list whose items start with numbers or other marks.
    enumerated_column: Option<isize>,
    /// Whether there is a key `slides`, or a word that was meant to be it.
    has_slides_key: bool,
}

/// An open list or mapping, at the column of its dashes or keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OpenLevel {
    column: isize,
    kind: LevelKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LevelKind {
    List,
    Mapping,
}

/// A key or dash without a value, which may follow on the next line.
#[derive(Clone, Copy, Debug)]
struct PendingValue {
    column: isize,
    is_key: bool,
    /// First byte of the key, and the one after it.
    key_range: (usize, usize),
}

impl<'a> Recovery<'a> {
    fn scan_lines(&mut self) {
        for index in 0..self.lines.len() {
            let line = self.lines[index];
            if line.start < self.skip_to
                || self.continues_block(&line)
                || self.levels.len() > MAX_LEVELS
            {
                continue;
            }
            if line.content.starts_with('#') {
                continue;
            }
            if is_document_marker(&line) {
                self.handle_document_marker(&line);
                continue;
            }
            self.has_content = true;
            // Authors who use complex keys and directives know YAML.
            let directive = line.content.starts_with("%YAML") || line.content.starts_with("%TAG");
            if line.content.starts_with("? ") || (line.column == 0 && directive) {
                self.has_complex_keys = true;
                continue;
            }
            if self.has_complex_keys && line.content.starts_with(": ") {
                continue;
            }
            self.scan_line(index);
        }
        self.close_text();
    }

    /// Handles `---` and `...`: an outline is a single document.
    fn handle_document_marker(&mut self, line: &OutlineLine) {
        if !std::mem::replace(&mut self.has_content, true) && line.content == "---" {
            // The first marker is the start of the document; a second one is one too many.
            return;
        }
        self.close_text();
        self.pending = None;
        let patch = Patch::new(line.content_start..line.end(), "");
        self.patches.push(patch.clone());
        // A marker at the very end separates nothing.
        if self.lines.last().is_some_and(|last| last.number == line.number) {
            return;
        }
        let message = format!(
            "`{}` starts a second YAML document, but an outline is a single document",
            line.content
        );
        let help = "delete this line; to start a new slide, add an item under `slides`";
        let diagnostic = Diagnostic::error(
            Code::SecondDocument,
            message,
            self.span(line.content_start..line.end()),
        )
        .with_help(help);
        self.diagnostics.push(diagnostic);
        self.attach_fix(self.diagnostics.len() - 1, &patch);
    }

    /// Returns the next line after `index` that is not a comment.
    fn next_content_line(&self, index: usize) -> Option<&OutlineLine<'a>> {
        self.lines[index + 1..].iter().find(|line| !line.content.starts_with('#'))
    }

    fn text(&self) -> &'a str {
        &self.source.text
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.id, range.start, range.end)
    }

    /// Reads `line` as if it were indented by `column` spaces.
    fn patch_indent(&mut self, line: &OutlineLine, column: isize) {
        // If the indentation was already patched, the last patch wins.
        let range = line.start..line.content_start;
        let patch = Patch::new(range, " ".repeat(usize::try_from(column).unwrap_or(0)));
        if let Some(diagnostic) = self.indent_diagnostic {
            self.attach_fix(diagnostic, &patch);
        }
        self.patches.push(patch);
    }

    /// Applies `patch`, and adds it to the fix of the last diagnostic.
    fn apply_fix(&mut self, patch: Patch) {
        if let Some(last) = self.diagnostics.len().checked_sub(1) {
            self.attach_fix(last, &patch);
        }
        self.patches.push(patch);
    }

    /// Adds an edit to the fix of a diagnostic. The meaning of a warning is clear, so its fix is
    /// certain.
    fn attach_fix(&mut self, diagnostic: usize, patch: &Patch) {
        let edit = Edit { span: self.span(patch.range.clone()), text: patch.replacement.clone() };
        let Some(diagnostic) = self.diagnostics.get_mut(diagnostic) else { return };
        let certain = diagnostic.severity == Severity::Warning;
        diagnostic.fix.get_or_insert_with(|| Fix { edits: Vec::new(), certain }).edits.push(edit);
    }

    /// Updates help texts that show a line: they show it with all its problems fixed.
    fn refresh_line_help(&mut self) {
        for index in 0..self.diagnostics.len() {
            let is_line = |code| matches!(code, Code::UnclosedQuote | Code::UnclosedBracket);
            let is_shown = |fix: &&Fix| fix.certain || is_line(self.diagnostics[index].code);
            let Some(fix) = self.diagnostics[index].fix.as_ref().filter(is_shown) else {
                continue;
            };
            let Some(help) =
                self.diagnostics[index].help.iter().position(|help| help.starts_with(WRITE_PREFIX))
            else {
                continue;
            };
            let (first, last) = (&fix.edits[0], &fix.edits[fix.edits.len() - 1]);
            let start =
                self.source.line_start(self.source.position(first.span.start as usize).line);
            let last = self.source.position(last.span.end as usize).line;
            let end = self.source.line_start(last) + self.source.line_text(last).len();
            let inside = |patch: &&Patch| start <= patch.range.start && patch.range.end <= end;
            // What the fix itself writes may differ from how the text is read meanwhile.
            let own: Vec<Patch> =
                fix.edits.iter().map(|edit| Patch::new(edit.span.range(), &*edit.text)).collect();
            let is_other = |patch: &&Patch| {
                let (from, to) = (patch.range.start, patch.range.end);
                !own.iter().any(|own| from <= own.range.end && own.range.start <= to)
            };
            let others = self.patches.iter().filter(inside).filter(is_other);
            let patches = others.chain(&own).map(|patch| {
                let range = patch.range.start - start..patch.range.end - start;
                Patch::new(range, patch.replacement.clone())
            });
            let line = PatchedText::new(&self.text()[start..end], patches.collect());
            if !line.text().contains('\n') {
                self.diagnostics[index].help[help] =
                    format!("{WRITE_PREFIX}{}", line.text().trim());
            }
        }
    }

    fn warn_at(
        &mut self,
        code: Code,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::warning(code, message, self.span(range)).with_help(help);
        self.diagnostics.push(diagnostic);
    }

    fn error_at(
        &mut self,
        code: Code,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::error(code, message, self.span(range)).with_help(help);
        self.diagnostics.push(diagnostic);
    }
}

/// Returns the byte of `line` at which its value starts, after dashes and key; its end if there is
/// none.
pub(crate) fn find_value_start(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while plain_text::is_dash_item(&line[at..]) {
        at += 1;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    let key = line::find_key(line[at..].trim_end()).map_or(0, |(_, colon)| colon);
    at += key;
    at + line[at..].len() - line[at..].trim_start().len()
}

fn is_document_marker(line: &OutlineLine) -> bool {
    line.column == 0 && matches!(line.content, "---" | "...")
}

fn has_key(content: &str) -> bool {
    line::find_key(content).is_some()
        || content
            .split_once([':', '：', '='])
            .is_some_and(|(key, _)| line::is_identifier(key.trim()))
}

/// Returns the names that are both defined (`&name`) and used (`*name`).
pub(crate) fn find_used_anchors(text: &str) -> HashSet<&str> {
    if !text.contains('&') || !text.contains('*') {
        return HashSet::new();
    }
    let names_after = |mark: char| -> HashSet<&str> {
        text.match_indices(mark)
            .filter(|(at, _)| text[..*at].ends_with([' ', '\t', '\n', '[', ',', '{']))
            .filter_map(|(at, _)| text[at..].lines().next().map(value::anchor_name))
            .filter(|name| {
                !name.is_empty()
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            })
            .collect()
    };
    let (defined, used) = (names_after('&'), names_after('*'));
    defined.intersection(&used).copied().collect()
}
