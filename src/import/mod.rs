//! Converts a deck of another tool to an outline: a Markdown deck here, one of PowerPoint in
//! `powerpoint`.
//!
//! Marp, Slidev, pandoc and reveal.js decks are Markdown with different extensions. This module
//! supports their common syntax, and each extension that has the same meaning in all tools. It
//! reports everything that has no equivalent in an outline.
//!
//! The steps: text → one chunk for each slide (`chunk`) → body, columns and notes (`segment`) →
//! blocks (`markdown`, `inline`) → keys of the slide (`slide`) → YAML (`write`).

mod address;
mod attributes;
mod brackets;
mod chunk;
mod citations;
mod code;
mod cross_reference;
mod directive;
mod embedded;
mod formula;
mod front_matter;
mod front_matter_lines;
mod grid_table;
mod html;
mod include;
mod inline;
mod markdown;
mod media;
mod missing;
mod notes;
mod picture;
mod picture_options;
mod powerpoint;
mod prepare;
mod quote;
mod segment;
mod slide;
mod special;
mod tables;
mod target;
mod tool;
mod typography;
mod verify;
mod write;

use std::collections::BTreeMap;

use crate::deck::is_web_address;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::percent::decode_percent;
use crate::source::{Source, SourceId, Span};

use target::{HeadingTarget, LinkTargets};

pub use powerpoint::{
    ImportedPowerpoint, PictureCrop, PictureFile, PowerpointHost, import_powerpoint,
};

/// An outline converted from a Markdown deck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The outline.
    pub outline: String,
    /// The pictures: the path in the Markdown deck, and the file name in `images/`.
    pub pictures: Vec<(String, String)>,
    /// Bibliographies and citation styles: the path in the Markdown deck, and the file name in
    /// `bibliography/`.
    pub bibliography: Vec<(String, String)>,
    /// The number of slides.
    pub slides: usize,
}

/// What the import asks the program about the folder of the Markdown deck. A function is enough to
/// answer for the pictures.
pub trait DeckFolder {
    /// Returns whether the picture at a path can be shown. Other pictures are left out and
    /// reported.
    fn check_picture(&self, path: &str) -> PictureCheck;

    /// Returns whether the video or recording at a path can be played. Others are left out and
    /// reported.
    fn check_media(&self, path: &str) -> PictureCheck {
        self.check_picture(path)
    }

    /// Returns the text of a Markdown file that the deck includes; `None` if it cannot be read.
    fn read_deck(&self, _path: &str) -> Option<String> {
        None
    }

    /// Returns whether there is a file that is copied as it is: a bibliography, a citation style.
    fn has_file(&self, _path: &str) -> bool {
        true
    }

    /// Returns whether a font has the character. Other characters are replaced and reported.
    fn has_glyph(&self, _character: char) -> bool {
        true
    }
}

impl<F: Fn(&str) -> PictureCheck> DeckFolder for F {
    fn check_picture(&self, path: &str) -> PictureCheck {
        self(path)
    }
}

/// Converts the Markdown deck `source` to an outline. Warns about everything that cannot be
/// converted.
pub fn import_deck(
    source: &Source,
    id: SourceId,
    folder: &dyn DeckFolder,
    diagnostics: &mut Diagnostics,
) -> Imported {
    let source = &normalize_source(source, id, diagnostics);
    let deck = chunk::split_deck(source, id, diagnostics);
    // A link may lead to any slide, so the slides are converted twice: first to find the targets.
    let mut unreported = Diagnostics::default();
    let mut context = ImportContext::new(source, id, folder, &deck, &mut unreported);
    let front = front_matter::convert_front_matter(&deck.front, &mut context);
    let slides = convert_slides(&deck, &mut context);
    let headings = std::mem::take(&mut context.headings);
    let first: Vec<_> = slides.iter().flatten().take(1).cloned().collect();
    let is_marp = deck.tool == tool::DeckTool::Marp;
    let starts_with_cover = !is_marp && front_matter::adds_cover(front, first);
    let targets = LinkTargets::collect(&deck.chunks, &slides, &headings, starts_with_cover);
    let mut context = ImportContext::new(source, id, folder, &deck, diagnostics);
    context.targets = targets;
    let mut front = front_matter::convert_front_matter(&deck.front, &mut context);
    let mut slides = convert_slides(&deck, &mut context);
    verify::remove_invalid_keys(&mut front, &deck.front, &mut context);
    verify::replace_invalid_slides(&mut slides, &deck.chunks, &mut context);
    for (index, slide) in slides.iter_mut().enumerate() {
        slide.iter_mut().for_each(|slide| context.targets.set_id(index, slide));
    }
    let included = slides.into_iter().zip(&deck.chunks).flat_map(|(slide, chunk)| {
        match include::convert_included_deck(chunk, &mut context) {
            Some(slides) => slides,
            None => slide.into_iter().collect(),
        }
    });
    let mut slides: Vec<write::OutlineValue> = included.collect();
    citations::add_reference_list(&mut slides, &context);
    let count = slides.len();
    let mut keys = front_matter::assemble_deck(front, slides);
    missing::replace_missing_characters(&mut keys, &mut context);
    Imported {
        outline: write::write_outline(keys),
        pictures: context.pictures,
        bibliography: context.bibliography,
        slides: count,
    }
}

/// Converts all slides; `None` for those without content.
fn convert_slides(
    deck: &chunk::MarkdownDeck,
    context: &mut ImportContext,
) -> Vec<Option<write::OutlineValue>> {
    let convert = |(index, chunk)| {
        context.slide = index;
        slide::convert_slide(chunk, context)
    };
    deck.chunks.iter().enumerate().map(convert).collect()
}

/// Returns the source with `\n` or `\r\n` after every line, without control characters, and with
/// every tag on one line. All offsets stay the same.
fn normalize_source(source: &Source, id: SourceId, diagnostics: &mut Diagnostics) -> Source {
    let mut text = String::with_capacity(source.text.len());
    let mut first_control = None;
    let mut letters = source.text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        match c {
            '\r' if letters.peek().is_none_or(|(_, next)| *next != '\n') => text.push('\n'),
            '\n' | '\r' | '\t' => text.push(c),
            c if c.is_control() => {
                first_control.get_or_insert((at, c.len_utf8()));
                text.push_str(&" ".repeat(c.len_utf8()));
            }
            c => text.push(c),
        }
    }
    if let Some((at, length)) = first_control {
        diagnostics.push(
            Diagnostic::warning(
                Code::NotImported,
                "control characters are replaced by spaces",
                Span::new(id, at, at + length),
            )
            .with_help("remove them from the Markdown deck"),
        );
    }
    Source::new(&source.name, html::join_split_tags(&text))
}

/// Whether an outline can show a picture that a Markdown deck names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureCheck {
    /// The picture can be shown.
    Usable,
    /// There is no such file.
    Missing,
    /// The file is not a picture that can be shown, with the reason as a headline.
    Unusable(String),
}

/// The state shared by all steps of the conversion.
struct ImportContext<'a> {
    source: &'a Source,
    id: SourceId,
    folder: &'a dyn DeckFolder,
    tool: tool::DeckTool,
    /// Whether the cells of executable code are hidden: `execute: echo: false` in Quarto.
    hides_code: bool,
    diagnostics: &'a mut Diagnostics,
    /// The path as written, and the file name in `images/`.
    pictures: Vec<(String, String)>,
    /// The path as written, and the file name in `bibliography/`.
    bibliography: Vec<(String, String)>,
    /// Whether the deck has a bibliography, so that `[@key]` is a citation.
    has_bibliography: bool,
    /// The URLs of reference links by their lower-case names.
    links: BTreeMap<String, String>,
    /// The footnotes of the deck by their labels.
    footnotes: BTreeMap<String, String>,
    /// The numbered examples of the deck.
    examples: prepare::NumberedExamples,
    /// The figures, tables and formulas that texts refer to.
    references: cross_reference::CrossReferences,
    /// The labels and texts of the footnotes that the slide calls.
    slide_footnotes: Vec<(String, String)>,
    /// Whether a footnote is converted.
    is_in_footnote: bool,
    /// The number of included decks around the current one.
    include_depth: usize,
    /// The slides that links can lead to.
    targets: LinkTargets,
    /// The headings so far.
    headings: Vec<HeadingTarget>,
    /// The index of the slide that is converted.
    slide: usize,
    /// The number of links around the current text.
    link_depth: usize,
}

impl<'a> ImportContext<'a> {
    fn new(
        source: &'a Source,
        id: SourceId,
        folder: &'a dyn DeckFolder,
        deck: &chunk::MarkdownDeck,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            source,
            id,
            folder,
            tool: deck.tool,
            hides_code: deck.front.hides_code(),
            diagnostics,
            pictures: Vec::new(),
            bibliography: Vec::new(),
            has_bibliography: false,
            links: deck.links.clone(),
            footnotes: deck.footnotes.clone(),
            examples: deck.examples.clone(),
            references: deck.references.clone(),
            slide_footnotes: Vec::new(),
            is_in_footnote: false,
            include_depth: 0,
            targets: LinkTargets::default(),
            headings: Vec::new(),
            slide: 0,
            link_depth: 0,
        }
    }

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
        let (code, message, help) = match self.folder.check_picture(path) {
            PictureCheck::Usable => return Some(self.save_picture(path)),
            PictureCheck::Missing => (
                Code::FileNotFound,
                format!("the picture `{path}` does not exist and is not imported"),
                "copy it into the folder `images` and show it with `figure`",
            ),
            PictureCheck::Unusable(reason) => (
                Code::NotImported,
                format!("a picture is not imported: {reason}"),
                "export it as SVG, PNG or JPEG and show it with `figure`",
            ),
        };
        self.push_warning(code, line, message, help);
        None
    }

    /// Returns the path of a video or recording in the outline, or its web address. Warns and
    /// returns `None` if it cannot be played.
    fn resolve_media(&mut self, path: &str, line: usize) -> Option<String> {
        let path = path.trim();
        if is_web_address(path) {
            return Some(path.to_owned());
        }
        let (code, message, help) = match self.folder.check_media(path) {
            PictureCheck::Usable => return Some(self.save_picture(path)),
            PictureCheck::Missing => (
                Code::FileNotFound,
                format!("`{path}` does not exist and is not imported"),
                "copy it into the folder `media` and show it with `video` or `audio`",
            ),
            PictureCheck::Unusable(reason) => (
                Code::NotImported,
                format!("a video or recording is not imported: {reason}"),
                "convert it to MP4 or MP3 and show it with `video` or `audio`",
            ),
        };
        self.push_warning(code, line, message, help);
        None
    }

    /// Adds a picture to those that are copied, and returns its path in the outline.
    fn save_picture(&mut self, path: &str) -> String {
        if let Some((_, name)) = self.pictures.iter().find(|(known, _)| known == path) {
            return format!("images/{name}");
        }
        let decoded = decode_percent(path);
        let base = decoded.rsplit(['/', '\\']).next().unwrap_or(&decoded).to_owned();
        let mut name = base.clone();
        let mut count = 1;
        while self.pictures.iter().any(|(_, used)| *used == name) {
            count += 1;
            name = format!("{count}-{base}");
        }
        self.pictures.push((path.to_owned(), name.clone()));
        format!("images/{name}")
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
