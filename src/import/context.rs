//! The state shared by all steps of the conversion of a Markdown deck.

use std::collections::{BTreeMap, BTreeSet};

use super::chunk::MarkdownDeck;
use super::cross_reference::CrossReferences;
use super::dialect::Dialect;
use super::included_text::IncludedLines;
use super::lasting::read_lasting;
use super::macros::FormulaMacros;
use super::note_mark::NoteMarks;
use super::prepare::NumberedExamples;
use super::report::{Loss, LossKind, LossPlace, LossReport};
use super::saved_files::SavedFiles;
use super::steps::{IncrementalLists, strip_marks};
use super::target::{HeadingTarget, LinkTargets};
use super::{DeckFolder, PictureCheck};
use crate::deck::is_web_address;
use crate::diagnostic::Code;
use crate::source::Source;

/// The state shared by all steps of the conversion.
pub(super) struct ImportContext<'a> {
    pub source: &'a Source,
    pub folder: &'a dyn DeckFolder,
    pub dialect: Dialect,
    /// Whether the cells of executable code are hidden: `execute: echo: false` in Quarto.
    pub hides_code: bool,
    /// What could not be carried over.
    pub report: LossReport,
    /// Words that only a comment of the outline can keep, by their lines.
    pub kept_words: Vec<(usize, String)>,
    /// The files that are copied.
    pub saved: SavedFiles,
    /// Whether the deck has a bibliography, so that `[@key]` is a citation.
    pub has_bibliography: bool,
    /// The URLs of reference links by their lower-case names.
    pub links: BTreeMap<String, String>,
    /// The footnotes of the deck by their labels.
    pub footnotes: BTreeMap<String, String>,
    /// The ids of the formulas so far.
    pub formula_ids: BTreeSet<String>,
    /// The ids of all formulas, known when the slides are converted again.
    pub known_formulas: BTreeSet<String>,
    /// The numbered examples of the deck.
    pub examples: NumberedExamples,
    /// The figures, tables and formulas that texts refer to.
    pub references: CrossReferences,
    /// The labels and texts of the footnotes that the slide calls.
    pub slide_footnotes: Vec<(String, String)>,
    /// Whether a footnote is converted.
    pub is_in_footnote: bool,
    /// The number of included decks around the current one.
    pub include_depth: usize,
    /// The slides that links can lead to.
    pub targets: LinkTargets,
    /// The headings so far.
    pub headings: Vec<HeadingTarget>,
    /// The index of the slide that is converted.
    pub slide: usize,
    /// The number of links around the current text.
    pub link_depth: usize,
    /// The number of boxes around the current part.
    pub box_depth: usize,
    /// Whether the slide has lists whose items Marp reveals one by one.
    pub has_fragments: bool,
    /// How the deck spells names, by line and name.
    pub spellings: BTreeMap<(usize, String), String>,
    /// The format that Quarto makes of the deck, such as `revealjs`.
    pub format: String,
    /// The directives of earlier slides that Marp applies to this one, too.
    pub lasting: Vec<(String, String)>,
    /// Where the lines of included files come from.
    pub included: IncludedLines,
    /// Whether the items of lists appear one by one.
    pub incremental: IncrementalLists,
    /// The commands that the deck defines for its formulas.
    pub macros: FormulaMacros,
    /// The kinds of the boxes that beamer makes of headings, by their words.
    pub box_kinds: BTreeMap<String, &'static str>,
    /// The values of the front matter that are words, by their keys.
    pub meta: BTreeMap<String, String>,
    /// The language of the deck; empty if it does not say.
    pub lang: String,
    /// The lines after which everything is speaker notes.
    pub note_marks: NoteMarks,
    /// Whether the deck becomes slides of beamer, whose small headings are those of boxes.
    pub is_beamer: bool,
    /// What is reported once for a deck.
    reported: BTreeSet<String>,
}

impl<'a> ImportContext<'a> {
    pub(super) fn new(
        source: &'a Source,
        folder: &'a dyn DeckFolder,
        deck: &MarkdownDeck,
        saved: SavedFiles,
    ) -> Self {
        Self {
            source,
            folder,
            dialect: deck.dialect,
            hides_code: deck.front.hides_code(deck.dialect),
            report: LossReport::default(),
            kept_words: Vec::new(),
            saved,
            has_bibliography: false,
            links: deck.links.clone(),
            footnotes: deck.footnotes.clone(),
            formula_ids: BTreeSet::new(),
            known_formulas: BTreeSet::new(),
            examples: deck.examples.clone(),
            references: deck.references.clone(),
            slide_footnotes: Vec::new(),
            is_in_footnote: false,
            include_depth: 0,
            targets: LinkTargets::default(),
            headings: Vec::new(),
            slide: 0,
            link_depth: 0,
            box_depth: 0,
            has_fragments: false,
            spellings: BTreeMap::new(),
            format: deck.front.format(),
            lasting: read_lasting(deck.dialect, &deck.front),
            included: IncludedLines::default(),
            incremental: IncrementalLists {
                by_default: deck.front.has_incremental_lists(),
                ..IncrementalLists::default()
            },
            macros: FormulaMacros::collect(&source.text),
            box_kinds: BTreeMap::new(),
            meta: deck.front.keys.iter().map(|(k, v, _)| (k.clone(), v.join(", "))).collect(),
            lang: deck.front.lang(),
            note_marks: NoteMarks::find(deck.dialect, &deck.front),
            is_beamer: deck.is_beamer,
            reported: BTreeSet::new(),
        }
    }

    /// Reports what is left out at `line` (from 1), which a reader would miss.
    pub(super) fn report_missing(&mut self, line: usize, message: impl Into<String>, help: &str) {
        self.lose(LossKind::Missing, Code::NotImported, line, message.into(), help);
    }

    /// Reports what looks different at `line` (from 1), but says the same.
    pub(super) fn report_changed(&mut self, line: usize, message: impl Into<String>, help: &str) {
        self.lose(LossKind::Changed, Code::NotImported, line, message.into(), help);
    }

    fn lose(&mut self, kind: LossKind, code: Code, line: usize, message: String, help: &str) {
        let message = self.included.describe_file(line) + &message;
        let (place, help) = (LossPlace::Line(self.included.deck_line(line)), help.to_owned());
        self.report.add(Loss { place, kind, code, message, help });
    }

    /// Returns whether `what` has not been reported in this deck, and notes that it is.
    pub(super) fn is_first_report(&mut self, what: &str) -> bool {
        self.reported.insert(what.to_owned())
    }

    /// Returns the id of a formula, which no other deck of the outline has.
    pub(super) fn formula_id(&self, id: &str) -> String {
        match self.saved.taken_ids.contains(id) {
            true => format!("{id}-{}", self.saved.deck + 1),
            false => id.to_owned(),
        }
    }

    /// Keeps words that no block of the outline can hold as a comment.
    pub(super) fn keep_words(&mut self, line: usize, words: &str) {
        let words = strip_marks(words);
        let words = words.trim_start_matches(['#', ' ', '\t']).trim();
        let line = self.included.deck_line(line);
        if !words.is_empty() {
            self.kept_words.push((line, format!("Source (line {line}): {words}")));
        }
    }

    /// Returns the path of a picture in the outline. Reports it and returns `None` if there is no
    /// such file.
    pub(super) fn resolve_picture(&mut self, path: &str, line: usize) -> Option<String> {
        let path = path.trim();
        if ["http://", "https://", "data:", "//"].iter().any(|start| path.starts_with(start)) {
            let shown: String = path.chars().take(60).collect();
            let help = "download it into the folder `images` and show it with `figure`";
            let message =
                format!("the picture `{shown}` is a web address, not a file, and is not imported");
            self.lose(LossKind::Missing, Code::UrlInsteadOfFile, line, message, help);
            return None;
        }
        self.save_file(self.folder.check_picture(path), path, line, &PICTURE)
    }

    /// Returns the path of a video or recording in the outline, or its web address. Reports it and
    /// returns `None` if it cannot be played.
    pub(super) fn resolve_media(&mut self, path: &str, line: usize) -> Option<String> {
        let path = path.trim();
        if is_web_address(path) {
            return Some(path.to_owned());
        }
        self.save_file(self.folder.check_media(path), path, line, &MEDIA)
    }

    /// Returns the path of a file in the outline. Reports it and returns `None` if it cannot be
    /// used.
    fn save_file(
        &mut self,
        check: PictureCheck,
        path: &str,
        line: usize,
        kind: &LinkedFileKind,
    ) -> Option<String> {
        let LinkedFileKind { name, what, folder, convert, show } = kind;
        let (code, message, help) = match check {
            PictureCheck::Usable => return Some(self.saved.save(path, folder, self.folder)),
            PictureCheck::Missing => (
                Code::FileNotFound,
                format!("{name}`{path}` does not exist and is not imported"),
                format!("copy it into the folder `{folder}` and show it with {show}"),
            ),
            PictureCheck::Unusable(reason) => (
                Code::NotImported,
                format!("{what} is not imported: {reason}"),
                format!("{convert} and show it with {show}"),
            ),
        };
        self.lose(LossKind::Missing, code, line, message, &help);
        None
    }
}

/// How messages speak of a kind of file.
struct LinkedFileKind {
    /// What is before its path.
    name: &'static str,
    what: &'static str,
    /// The folder that it is copied to.
    folder: &'static str,
    /// What to do if the format is not supported.
    convert: &'static str,
    /// The blocks that show it.
    show: &'static str,
}

const PICTURE: LinkedFileKind = LinkedFileKind {
    name: "the picture ",
    what: "a picture",
    folder: "images",
    convert: "export it as SVG, PNG or JPEG",
    show: "`figure`",
};

const MEDIA: LinkedFileKind = LinkedFileKind {
    name: "",
    what: "a video or recording",
    folder: "media",
    convert: "convert it to MP4 or MP3",
    show: "`video` or `audio`",
};
