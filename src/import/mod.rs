//! A Markdown deck of another tool → an outline.
//!
//! Marp, Slidev, pandoc and reveal.js write decks in Markdown, each with conventions of its own.
//! What they have in common is read here, what one of them adds is read where no other means
//! something else by it, and what has no place in an outline is reported at its line. The way is:
//! text → chunks, one a slide (`chunk`) → segments, which tell notes and columns from the body
//! (`segment`) → blocks (`markdown`, `inline`) → the slide's keys (`slide`) → YAML (`write`).

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

/// An outline that was made of a Markdown deck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The outline.
    pub outline: String,
    /// The pictures that it shows: the path as the Markdown names it, and the name that the outline
    /// gives it in `images/`.
    pub pictures: Vec<(String, String)>,
    /// Number of slides.
    pub slides: usize,
}

/// Makes an outline of the Markdown deck `source`. Adds a warning for everything that could not be
/// carried over.
///
/// `has_picture` says whether there is a picture at the path that the deck names; one that is not
/// there is left out and reported.
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

/// What every step needs.
struct ImportContext<'a> {
    source: &'a Source,
    id: SourceId,
    has_picture: &'a dyn Fn(&str) -> bool,
    diagnostics: &'a mut Diagnostics,
    /// Path as written, name in `images/`.
    pictures: Vec<(String, String)>,
    /// Addresses of reference links by their lower-case names.
    links: BTreeMap<String, String>,
}

impl ImportContext<'_> {
    /// Reports what is lost at `line` (from 1).
    fn warn_lost(&mut self, line: usize, message: impl Into<String>, hint: &str) {
        self.push_warning(Code::NotCarriedOver, line, message, hint);
    }

    fn push_warning(&mut self, code: Code, line: usize, message: impl Into<String>, hint: &str) {
        let start = self.source.line_start(line);
        let text = self.source.line_text(line);
        let indent = text.len() - text.trim_start().len();
        let span = Span::new(self.id, start + indent, start + text.trim_end().len().max(indent));
        self.diagnostics.push(Diagnostic::warning(code, message, span).with_help(hint));
    }

    /// The path by which the outline shows a picture; `None`, and a finding, where there is none.
    fn resolve_picture(&mut self, path: &str, line: usize) -> Option<String> {
        let path = path.trim();
        if ["http://", "https://", "data:", "//"].iter().any(|start| path.starts_with(start)) {
            let shown: String = path.chars().take(60).collect();
            let hint = "save it in the folder `images` and name it with `figure`";
            self.push_warning(
                Code::AddressNotFile,
                line,
                format!("the picture `{shown}` is an address, not a file; it is left out"),
                hint,
            );
            return None;
        }
        if !(self.has_picture)(path) {
            let hint = "copy it into the folder `images` and name it with `figure`";
            self.push_warning(
                Code::FileMissing,
                line,
                format!("there is no picture `{path}`; it is left out"),
                hint,
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
        while self.pictures.iter().any(|(_, taken)| *taken == name) {
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
    /// Its number, from 1.
    number: usize,
    /// Its characters, without the line break.
    text: &'a str,
}

/// Follows fenced code over lines, so that nothing in it is taken for anything else.
#[derive(Default)]
struct FenceTracker(Option<(char, usize)>);

impl FenceTracker {
    /// Whether `line` is code or one of its fences.
    fn is_code_line(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length =
            mark.map_or(0, |mark| trimmed.chars().take_while(|&other| other == mark).count());
        match (self.0, mark) {
            (Some((open, least)), Some(mark))
                if mark == open && length >= least && trimmed[length..].trim().is_empty() =>
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
