//! Converts a Markdown deck of another tool to an outline.
//!
//! Marp, Slidev, pandoc and reveal.js decks are Markdown with different extensions. This module
//! supports their common syntax, and each extension that has the same meaning in all tools. It
//! reports everything that has no equivalent in an outline.
//!
//! The steps: text → one chunk for each slide (`chunk`) → body, columns and notes (`segment`) →
//! blocks (`markdown`, `inline`) → keys of the slide (`slide`) → YAML (`write`).

mod chunk;
mod directive;
mod front_matter;
mod inline;
mod markdown;
mod segment;
mod slide;
mod write;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Span};

/// An outline converted from a Markdown deck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The outline.
    pub outline: String,
    /// The pictures: the path in the Markdown deck, and the file name in `images/`.
    pub pictures: Vec<(String, String)>,
    /// The number of slides.
    pub slides: usize,
}

/// Converts the Markdown deck `source` to an outline. Warns about everything that cannot be
/// converted.
///
/// `has_picture` returns whether the picture at a path exists. Missing pictures are left out and
/// reported.
pub fn import_deck(
    source: &Source,
    id: SourceId,
    has_picture: &dyn Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) -> Imported {
    let deck = chunk::split_deck(source, id, diagnostics);
    let mut context = ImportContext {
        source,
        id,
        has_picture,
        diagnostics,
        pictures: Vec::new(),
        links: deck.links,
    };
    let front = front_matter::convert_front_matter(&deck.front, &mut context);
    let slides: Vec<write::OutlineValue> =
        deck.chunks.iter().filter_map(|chunk| slide::convert_slide(chunk, &mut context)).collect();
    let count = slides.len();
    let outline = write::write_outline(front_matter::assemble_deck(front, slides));
    Imported { outline, pictures: context.pictures, slides: count }
}

/// The state shared by all steps of the conversion.
struct ImportContext<'a> {
    source: &'a Source,
    id: SourceId,
    has_picture: &'a dyn Fn(&str) -> bool,
    diagnostics: &'a mut Diagnostics,
    /// The path as written, and the file name in `images/`.
    pictures: Vec<(String, String)>,
    /// The URLs of reference links by their lower-case names.
    links: BTreeMap<String, String>,
}

impl ImportContext<'_> {
    /// Warns about content at `line` (from 1) that is lost or changed.
    fn warn_lost(&mut self, line: usize, message: impl Into<String>, help: &str) {
        self.push_warning(Code::NotImported, line, message, help);
    }

    fn push_warning(&mut self, code: Code, line: usize, message: impl Into<String>, help: &str) {
        let start = self.source.line_start(line);
        let text = self.source.line_text(line);
        let indent = text.len() - text.trim_start().len();
        let span = Span::new(self.id, start + indent, start + text.trim_end().len().max(indent));
        self.diagnostics.push(Diagnostic::warning(code, message, span).with_help(help));
    }

    /// Returns the path of a picture in the outline. Warns and returns `None` if there is no such
    /// file.
    fn resolve_picture(&mut self, path: &str, line: usize) -> Option<String> {
        let path = path.trim();
        if ["http://", "https://", "data:", "//"].iter().any(|start| path.starts_with(start)) {
            let shown: String = path.chars().take(60).collect();
            let help = "download it into the folder `images` and show it with `figure`";
            self.push_warning(
                Code::UrlInsteadOfFile,
                line,
                format!("the picture `{shown}` is a web address, not a file, and is not imported"),
                help,
            );
            return None;
        }
        if !(self.has_picture)(path) {
            let help = "copy it into the folder `images` and show it with `figure`";
            self.push_warning(
                Code::FileNotFound,
                line,
                format!("the picture `{path}` does not exist and is not imported"),
                help,
            );
            return None;
        }
        if let Some((_, name)) = self.pictures.iter().find(|(known, _)| known == path) {
            return Some(format!("images/{name}"));
        }
        let decoded = path.replace("%20", " ");
        let base = decoded.rsplit(['/', '\\']).next().unwrap_or(&decoded).to_owned();
        let mut name = base.clone();
        let mut count = 1;
        while self.pictures.iter().any(|(_, used)| *used == name) {
            count += 1;
            name = format!("{count}-{base}");
        }
        self.pictures.push((path.to_owned(), name.clone()));
        Some(format!("images/{name}"))
    }
}

/// One line of the Markdown deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MarkdownLine<'a> {
    /// The line number, from 1.
    number: usize,
    /// The text without the line break.
    text: &'a str,
}

/// Tracks fenced code blocks across lines, so that their content is not parsed.
#[derive(Default)]
struct FenceTracker(Option<(char, usize)>);

impl FenceTracker {
    /// Advances to `line` and returns whether it is code or a fence.
    fn is_code_line(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length =
            mark.map_or(0, |mark| trimmed.chars().take_while(|&other| other == mark).count());
        match (self.0, mark) {
            (Some((open, min_length)), Some(mark))
                if mark == open && length >= min_length && trimmed[length..].trim().is_empty() =>
            {
                self.0 = None;
                true
            }
            (Some(_), _) => true,
            (None, Some(mark))
                if length >= 3 && !(mark == '`' && trimmed[length..].contains('`')) =>
            {
                self.0 = Some((mark, length));
                true
            }
            _ => false,
        }
    }
}
