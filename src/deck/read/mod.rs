//! The way from the tree to the deck: [`read`] and what its steps share.

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

/// Where `table: {csv: path}` gets its text from, so that the deck needs no file system.
pub trait TextFiles: Sync {
    /// The text of the file at `path`, which is relative to the outline; or a finding that says
    /// why there is none. Its place is for the caller to set.
    fn read_text(&self, path: &str) -> Result<String, Diagnostic>;
}

/// Reads a whole deck. Every mistake is reported, and the deck returned as far as it was
/// understood.
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

/// What every step of reading needs.
pub struct ReadContext<'a> {
    /// The tree's kit.
    pub reader: NodeReader<'a>,
    /// Where other texts come from.
    pub files: &'a dyn TextFiles,
    /// Links to slides met so far, to be checked when all slides are known.
    pub links: Vec<(String, Span)>,
}

impl ReadContext<'_> {
    /// The words of a text position, with their inline Markdown.
    pub fn read_text(&mut self, node: &Node, what: &str) -> Option<Text> {
        let words = self.reader.read_text(node, what)?;
        Some(markdown::parse_inline(&words, node.span, self))
    }

    /// Warns of keys that are known and have no effect yet.
    pub fn warn_without_effect(&mut self, fields: &mut Fields, group: &KeyGroup) {
        for field in fields.take_matching(|name| {
            group.find_key(name).is_some_and(|key| key.status == SupportStatus::WithoutEffect)
        }) {
            let message = format!("`{}` is not drawn yet", field.name);
            self.reader.report_warning(
                Code::NotYet,
                message,
                field.key.span,
                "it does no harm: a later version will know it",
            );
        }
    }

    /// Reports keys that are known and refused, with what serves instead.
    pub fn report_unsupported(&mut self, fields: &mut Fields, group: &KeyGroup) {
        for field in fields.take_matching(|name| group.has_key(name)) {
            if let Some(SupportStatus::Refused(advice)) =
                group.find_key(&field.name).map(|key| key.status)
            {
                self.reader.report_error(
                    Code::NotYet,
                    format!("`{}` is not there yet", field.name),
                    field.key.span,
                    advice,
                );
            }
        }
    }

    /// One text or a list of them.
    pub fn read_texts(&mut self, node: &Node, what: &str) -> Vec<Text> {
        let nodes = self.reader.read_one_or_many(node, what);
        nodes.iter().filter_map(|node| self.read_text(node, what)).collect()
    }
}

/// Ids are named once, and links lead to slides that are there.
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
                .with_help("give each slide an id of its own"),
            ),
            None => ids.push((id, *span, read.slide.visibility == Visibility::Hidden)),
        }
    }
    for (target, span) in std::mem::take(&mut context.links) {
        let found = ids.iter().find(|(id, ..)| *id == target);
        let finding = match found {
            Some((.., false)) => continue,
            Some((_, place, true)) => Diagnostic::error(
                Code::LinkToHidden,
                format!("the link to `#{target}` leads to a hidden slide"),
                span,
            )
            .with_related(*place, "this slide has `hide: true`")
            .with_help("show that slide, or take the link out"),
            None => {
                // The words around a link are no part of the mistake.
                let written = format!("#{target}");
                let mut places = context
                    .reader
                    .slice(span)
                    .match_indices(&written)
                    .map(|(at, _)| span.start as usize + at);
                let exact = places.next().filter(|_| places.next().is_none());
                let exact = exact.map(|at| Span::new(span.source, at, at + written.len()));
                let span = exact.unwrap_or(span);
                let finding = Diagnostic::error(
                    Code::UnknownId,
                    format!("no slide has the id `{target}`"),
                    span,
                );
                match find_nearest(&target, ids.iter().map(|(id, ..)| *id)) {
                    Some(near) => {
                        let place =
                            ids.iter().find(|(id, ..)| *id == near).map(|(_, place, _)| *place);
                        let finding = finding.with_help(format!("did you mean `#{near}`?"));
                        let finding = if exact.is_some() {
                            finding.with_suggested_edit(span, format!("#{near}"))
                        } else {
                            finding
                        };
                        place.into_iter().fold(finding, |finding, place| {
                            finding.with_related(place, "this slide")
                        })
                    }
                    None => finding.with_help(format!(
                        "add `id: {target}` to the slide that the link leads to"
                    )),
                }
            }
        };
        context.reader.diagnostics.push(finding);
    }
}
