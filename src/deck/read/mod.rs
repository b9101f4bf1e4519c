//! The way from the tree to the deck: [`read`] and what its steps share.

mod block;
mod boxes;
mod contact;
mod figure;
mod item;
mod layout;
mod list;
mod metadata;
mod page;
mod places;
mod prose;
mod room;
mod show;
mod slide;
mod table;

use super::markdown;
use super::slide::{Deck, Slide};
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::show::Standing;
use crate::source::{Source, Span};
use crate::vocabulary::{Group, Status};
use crate::yaml::{Fields, Node, Reader};

/// Where `table: {csv: path}` gets its text from, so that the deck needs no file system.
pub trait TextFiles: Sync {
    /// The text of the file at `path`, which is relative to the outline; or a finding that says
    /// why there is none. Its place is for the caller to set.
    fn read_text(&self, path: &str) -> Result<String, Diagnostic>;
}

/// Reads a whole deck. Every mistake is reported, and the deck returned as far as it was
/// understood.
pub fn read(
    root: &Node,
    source: &Source,
    files: &dyn TextFiles,
    diagnostics: &mut Diagnostics,
) -> Deck {
    let mut context =
        Context { reader: Reader::new(source, diagnostics), files, links: Vec::new() };
    let (mut deck, slides) = metadata::read(root, &mut context);
    let mut all = slide::read_all(slides, &mut context);
    layout::infer(&deck.metadata, &mut all);
    check_ids(&all, &mut context);
    let is_hidden = |slide: &Slide| slide.standing == Standing::Hidden;
    (deck.hidden, deck.slides) = all.into_iter().map(|read| read.slide).partition(is_hidden);
    deck
}

/// What every step of reading needs.
pub struct Context<'a> {
    /// The tree's kit.
    pub reader: Reader<'a>,
    /// Where other texts come from.
    pub files: &'a dyn TextFiles,
    /// Links to slides met so far, to be checked when all slides are known.
    pub links: Vec<(String, Span)>,
}

impl Context<'_> {
    /// The words of a text position, with their inline Markdown.
    pub fn text(&mut self, node: &Node, what: &str) -> Option<Text> {
        let words = self.reader.text(node, what)?;
        Some(markdown::inline(&words, node.span, self))
    }

    /// Warns of keys that are known and have no effect yet.
    pub fn later(&mut self, fields: &mut Fields, group: &Group) {
        for field in fields.take_all(|name| {
            group.find(name).is_some_and(|key| key.status == Status::WithoutEffect)
        }) {
            let message = format!("`{}` is not drawn yet", field.name);
            self.reader.warning(
                Code::NotYet,
                message,
                field.key.span,
                "it does no harm: a later version will know it",
            );
        }
    }

    /// Reports keys that are known and refused, with what serves instead.
    pub fn refuse(&mut self, fields: &mut Fields, group: &Group) {
        for field in fields.take_all(|name| group.has(name)) {
            if let Some(Status::Refused(advice)) = group.find(&field.name).map(|key| key.status) {
                self.reader.error(
                    Code::NotYet,
                    format!("`{}` is not there yet", field.name),
                    field.key.span,
                    advice,
                );
            }
        }
    }

    /// One text or a list of them.
    pub fn texts(&mut self, node: &Node, what: &str) -> Vec<Text> {
        let nodes = self.reader.one_or_many(node, what);
        nodes.iter().filter_map(|node| self.text(node, what)).collect()
    }
}

/// Ids are named once, and links lead to slides that are there.
fn check_ids(all: &[slide::Read], context: &mut Context) {
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
                .related(first, "first used here")
                .hint("give each slide an id of its own"),
            ),
            None => ids.push((id, *span, read.slide.standing == Standing::Hidden)),
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
            .related(*place, "this slide has `hide: true`")
            .hint("show that slide, or take the link out"),
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
                match nearest(&target, ids.iter().map(|(id, ..)| *id)) {
                    Some(near) => {
                        let place =
                            ids.iter().find(|(id, ..)| *id == near).map(|(_, place, _)| *place);
                        let finding = finding.hint(format!("did you mean `#{near}`?"));
                        let finding = if exact.is_some() {
                            finding.guess(span, format!("#{near}"))
                        } else {
                            finding
                        };
                        place
                            .into_iter()
                            .fold(finding, |finding, place| finding.related(place, "this slide"))
                    }
                    None => finding
                        .hint(format!("add `id: {target}` to the slide that the link leads to")),
                }
            }
        };
        context.reader.diagnostics.push(finding);
    }
}
