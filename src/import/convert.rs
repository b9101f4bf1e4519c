//! Converts one Markdown deck.

use std::collections::BTreeSet;

use super::context::ImportContext;
use super::dialect::Dialect;
use super::included_text::include_files;
use super::report::{LossPlace, LossReport};
use super::saved_files::SavedFiles;
use super::target::LinkTargets;
use super::unused_note::report_unused_notes;
use super::write::OutlineValue;
use super::{DeckFile, braces, chunk, contents, front_matter, include, missing, slide, verify};
use crate::diagnostic::Diagnostics;
use crate::source::Source;

/// A Markdown deck as keys of an outline.
pub(super) struct ConvertedDeck {
    /// The keys of the deck, without the slides.
    pub keys: Vec<(String, OutlineValue)>,
    pub slides: Vec<OutlineValue>,
    pub dialect: Dialect,
    pub has_bibliography: bool,
    /// What could not be carried over.
    pub report: LossReport,
    /// Words that only a comment can keep, by their lines.
    kept_words: Vec<(usize, String)>,
    /// The first line of each slide; `None` for a cover that the deck does not have.
    starts: Vec<Option<usize>>,
}

impl ConvertedDeck {
    /// Returns the comments of slide `number`, from 1; 0 for those of the deck.
    pub(super) fn comments(&self, number: usize) -> Vec<String> {
        let is_here = |line: usize| self.find_slide(line) == number;
        let mut comments = self.report.comments(|place| match place {
            LossPlace::Line(line) => is_here(line),
            LossPlace::Deck | LossPlace::Slide(_) => number == 0,
        });
        let kept = self.kept_words.iter().filter(|(line, _)| is_here(*line));
        comments.extend(kept.map(|(_, words)| words.clone()));
        comments
    }

    /// Returns the number of the slide that a line belongs to; 0 for the deck.
    fn find_slide(&self, line: usize) -> usize {
        let starts = self.starts.iter().enumerate();
        let before = starts.filter_map(|(index, start)| Some((index, (*start)?)));
        let last = before.take_while(|(_, start)| *start <= line).max_by_key(|(_, start)| *start);
        let Some((_, start)) = last else { return 0 };
        // All slides of an included deck start on one line.
        self.starts.iter().position(|other| *other == Some(start)).map_or(0, |index| index + 1)
    }
}

/// Converts a deck. `taken_ids` are those of slides of other decks in the same outline.
pub(super) fn convert_deck(
    file: &DeckFile,
    saved: &mut SavedFiles,
    taken_ids: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> ConvertedDeck {
    let (source, control_line) = normalize_source(file.source);
    let is_quarto = match file.dialect {
        Some(dialect) => dialect == Dialect::Quarto,
        // Only Quarto includes files like this.
        None => true,
    };
    let (source, included) = include_files(source, file.folder, is_quarto);
    let deck = chunk::split_deck(&source, file.id, file.dialect, diagnostics);
    // A link may lead to any slide, so the slides are converted twice: first to find the targets.
    let mut context = ImportContext::new(&source, file.folder, &deck, saved.clone());
    let front = front_matter::convert_front_matter(&deck.front, &mut context);
    let slides = convert_slides(&deck, &mut context);
    let first: Vec<_> = slides.iter().flatten().take(1).cloned().collect();
    let starts_with_cover =
        deck.dialect != Dialect::Marp && front_matter::adds_cover(front, first, deck.dialect);
    let headings = std::mem::take(&mut context.headings);
    let known_formulas = std::mem::take(&mut context.formula_ids);
    let targets =
        LinkTargets::collect(&deck.chunks, &slides, &headings, starts_with_cover, taken_ids);
    let mut context = ImportContext::new(&source, file.folder, &deck, std::mem::take(saved));
    context.targets = targets;
    context.known_formulas = known_formulas;
    if let Some(line) = control_line {
        context.report_changed(
            line,
            "control characters are replaced by spaces",
            "remove them from the Markdown deck",
        );
    }
    for (line, message) in &included.problems {
        context.report_missing(*line, message.as_str(), "copy its text into the outline");
    }
    context.included = included;
    let mut front = front_matter::convert_front_matter(&deck.front, &mut context);
    let mut slides = convert_slides(&deck, &mut context);
    verify::remove_invalid_keys(&mut front, &deck.front, &mut context);
    verify::replace_invalid_slides(&mut slides, &deck.chunks, &mut context);
    for (index, slide) in slides.iter_mut().enumerate() {
        slide.iter_mut().for_each(|slide| context.targets.set_id(index, slide));
    }
    report_unused_notes(&deck, &mut context);
    let mut starts = Vec::new();
    let mut all = Vec::new();
    for (slide, chunk) in slides.into_iter().zip(&deck.chunks) {
        let included = include::convert_included_deck(chunk, &mut context);
        let slides = included.unwrap_or_else(|| slide.into_iter().collect());
        let start = context.included.deck_line(chunk.first_line());
        starts.extend(slides.iter().map(|_| Some(start)));
        all.extend(slides);
    }
    let count = all.len();
    let mut keys = front_matter::assemble_deck(front, all, deck.dialect);
    missing::replace_missing_characters(&mut keys, &mut context);
    braces::escape_braces(&mut keys);
    let mut slides = match keys.pop() {
        Some((_, OutlineValue::List(slides))) => slides,
        _ => Vec::new(),
    };
    starts.splice(0..0, vec![None; slides.len() - count.min(slides.len())]);
    contents::fill_contents(&mut slides);
    if let Some(contents) = contents::build_contents(&deck, &slides) {
        let at = slides.iter().position(|slide| !slide.is_cover()).unwrap_or(slides.len());
        slides.insert(at, contents);
        starts.insert(at, None);
    }
    *saved = context.saved;
    saved.taken_ids.append(&mut context.formula_ids);
    ConvertedDeck {
        keys,
        slides,
        dialect: deck.dialect,
        has_bibliography: context.has_bibliography,
        report: context.report,
        kept_words: context.kept_words,
        starts,
    }
}

/// Converts all slides; `None` for those without content.
pub(super) fn convert_slides(
    deck: &chunk::MarkdownDeck,
    context: &mut ImportContext,
) -> Vec<Option<OutlineValue>> {
    let convert = |(index, chunk)| {
        context.slide = index;
        slide::convert_slide(chunk, context)
    };
    deck.chunks.iter().enumerate().map(convert).collect()
}

/// Returns the source with `\n` or `\r\n` after every line and without control characters, and the
/// first line that had any. All offsets stay the same.
pub(super) fn normalize_source(source: &Source) -> (Source, Option<usize>) {
    let mut text = String::with_capacity(source.text.len());
    let mut first_control = None;
    let mut letters = source.text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        match c {
            '\r' if letters.peek().is_none_or(|(_, next)| *next != '\n') => text.push('\n'),
            '\n' | '\r' | '\t' => text.push(c),
            c if c.is_control() => {
                first_control.get_or_insert(at);
                text.push_str(&" ".repeat(c.len_utf8()));
            }
            c => text.push(c),
        }
    }
    let source = Source::new(&source.name, text);
    let line = first_control.map(|at| source.position(at).line);
    (source, line)
}
