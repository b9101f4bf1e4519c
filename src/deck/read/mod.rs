//! Reads the node tree into a deck: [`read_deck`] and what its steps share.

mod block;
mod contact;
mod containers;
mod figure;
mod item;
mod layout;
mod list;
mod metadata;
mod page_size;
mod prose;
mod room;
mod show;
mod slide;
mod source_map;
mod table;

use super::markdown;
use super::slide::{Deck, Slide};
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::show::Visibility;
use crate::source::{Source, Span};
use crate::vocabulary::{KeyGroup, SupportStatus};
use crate::yaml::{Fields, Node, NodeReader};

/// Provides the text of CSV files, so that `deck` does not access the file system.
pub trait TextFiles: Sync {
    /// Returns the text of the file at `path`, relative to the outline.
    ///
    /// # Errors
    ///
    /// Returns a diagnostic without a span if the file cannot be read.
    fn read_text(&self, path: &str) -> Result<String, Diagnostic>;
}

/// Reads a deck. Reports all errors and returns everything that is valid.
pub fn read_deck(
    root: &Node,
    source: &Source,
    files: &dyn TextFiles,
    diagnostics: &mut Diagnostics,
) -> Deck {
    let mut context =
        ReadContext { reader: NodeReader::new(source, diagnostics), files, links: Vec::new() };
    let (mut deck, slides) = metadata::read_deck_keys(root, &mut context);
    let mut all = slide::read_slides(slides, &mut context);
    layout::infer_layouts(&deck.metadata, &mut all);
    check_ids(&all, &mut context);
    let is_hidden = |slide: &Slide| slide.visibility == Visibility::Hidden;
    (deck.hidden, deck.slides) = all.into_iter().map(|read| read.slide).partition(is_hidden);
    deck
}

/// The state shared by all steps of reading.
pub struct ReadContext<'a> {
    /// Reads nodes and collects diagnostics.
    pub reader: NodeReader<'a>,
    /// Provides the text of CSV files.
    pub files: &'a dyn TextFiles,
    /// The links to slides so far. They are checked when all slides are known.
    pub links: Vec<(String, Span)>,
}

impl ReadContext<'_> {
    /// Reads a node as text with inline Markdown.
    pub fn read_text(&mut self, node: &Node, what: &str) -> Option<Text> {
        let words = self.reader.read_text(node, what)?;
        Some(markdown::parse_inline(&words, node.span, self))
    }

    /// Warns about keys that have no effect yet.
    pub fn warn_without_effect(&mut self, fields: &mut Fields, group: &KeyGroup) {
        for field in fields.take_matching(|name| {
            group.find_key(name).is_some_and(|key| key.status == SupportStatus::WithoutEffect)
        }) {
            let message = format!("`{}` has no effect yet", field.name);
            self.reader.report_warning(
                Code::NotYet,
                message,
                field.key.span,
                "keep the key for a later version, or remove it",
            );
        }
    }

    /// Reports keys that are not supported yet, and suggests alternatives.
    pub fn report_unsupported(&mut self, fields: &mut Fields, group: &KeyGroup) {
        for field in fields.take_matching(|name| group.has_key(name)) {
            if let Some(SupportStatus::Refused(advice)) =
                group.find_key(&field.name).map(|key| key.status)
            {
                self.reader.report_error(
                    Code::NotYet,
                    format!("`{}` is not supported yet", field.name),
                    field.key.span,
                    advice,
                );
            }
        }
    }

    /// Reads one text or a list of texts.
    pub fn read_texts(&mut self, node: &Node, what: &str) -> Vec<Text> {
        let nodes = self.reader.read_one_or_many(node, what);
        nodes.iter().filter_map(|node| self.read_text(node, what)).collect()
    }
}

/// Checks that ids are unique and that links to slides have a target.
fn check_ids(all: &[slide::ParsedSlide], context: &mut ReadContext) {
    let mut ids: Vec<(&str, Span, bool)> = Vec::new();
    for read in all {
        let Some((id, span)) = &read.id else { continue };
        match ids.iter().find(|(other, ..)| other == id) {
            Some(&(_, first, _)) => context.reader.diagnostics.push(
                Diagnostic::error(
                    Code::DuplicateId,
                    format!("two slides have the id `{id}`"),
                    *span,
                )
                .with_related(first, "first used here")
                .with_help("give each slide its own id"),
            ),
            None => ids.push((id, *span, read.slide.visibility == Visibility::Hidden)),
        }
    }
    for (target, span) in std::mem::take(&mut context.links) {
        let target_slide = ids.iter().find(|(id, ..)| *id == target);
        let diagnostic = match target_slide {
            Some((.., false)) => continue,
            Some((_, place, true)) => Diagnostic::error(
                Code::LinkToHidden,
                format!("the link to `#{target}` leads to a hidden slide"),
                span,
            )
            .with_related(*place, "this slide has `hide: true`")
            .with_help("remove `hide: true` from that slide, or remove the link"),
            None => {
                // Report only the target, not the text around it.
                let written = format!("#{target}");
                let mut places = context
                    .reader
                    .slice(span)
                    .match_indices(&written)
                    .map(|(at, _)| span.start as usize + at);
                let exact = places.next().filter(|_| places.next().is_none());
                let exact = exact.map(|at| Span::new(span.source, at, at + written.len()));
                let span = exact.unwrap_or(span);
                let diagnostic = Diagnostic::error(
                    Code::UnknownId,
                    format!("no slide has the id `{target}`"),
                    span,
                );
                match find_nearest(&target, ids.iter().map(|(id, ..)| *id)) {
                    Some(near) => {
                        let place =
                            ids.iter().find(|(id, ..)| *id == near).map(|(_, place, _)| *place);
                        let diagnostic = diagnostic.with_help(format!("did you mean `#{near}`?"));
                        let diagnostic = if exact.is_some() {
                            diagnostic.with_suggested_edit(span, format!("#{near}"))
                        } else {
                            diagnostic
                        };
                        place.into_iter().fold(diagnostic, |diagnostic, place| {
                            diagnostic.with_related(place, "this slide")
                        })
                    }
                    None => diagnostic.with_help(format!("add `id: {target}` to the target slide")),
                }
            }
        };
        context.reader.diagnostics.push(diagnostic);
    }
}
