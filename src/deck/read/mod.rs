//! Reads the node tree into a deck: [`read_deck`] and what its steps share.

mod agenda;
mod block;
mod chart;
mod chart_data;
mod chart_parts;
mod citations;
mod code;
mod code_checks;
mod contact;
mod containers;
mod csv_file;
mod diagram;
mod equation_links;
mod escapes;
mod figure;
mod footnotes;
mod format_citations;
mod icon;
mod include;
mod item;
mod layout;
mod list;
mod marks;
mod math;
mod media;
mod metadata;
mod page_size;
mod pagination;
mod people;
mod prose;
mod qr;
mod room;
mod show;
mod slide;
mod source_map;
mod table;
mod table_grid;
mod table_options;
mod table_values;
mod timeline;

use std::sync::Arc;

use super::chart_months::set_month_names;
use super::footnote::UnresolvedFootnotes;
use super::link_address::check_link_addresses;
use super::markdown;
use super::slide::{Deck, Slide};
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::show::Visibility;
use crate::source::{Source, SourceId, Span};
use crate::vocabulary::{KeyGroup, SupportStatus};
use crate::yaml::{Fields, Node, NodeReader};

pub(crate) use citations::CitationContext;
pub(crate) use code::read_fence;
pub(crate) use diagram::{is_diagram_fence, read_diagram_fence};
pub use include::{Include, find_slides, read_include};
pub(crate) use media::media_kind_of_path;

/// Provides the text of data files and source code, so that `deck` does not access the file system.
pub trait TextFiles: Sync {
    /// Returns the text of the file at `path`, relative to the outline or to `folder` beside it.
    ///
    /// # Errors
    ///
    /// Returns a diagnostic without a span if the file cannot be read.
    fn read_text(&self, path: &str, folder: &str) -> Result<String, Diagnostic>;

    /// Returns the text of the file at `path` as [`TextFiles::read_text`] does, and its source, so
    /// that diagnostics can name its lines.
    ///
    /// # Errors
    ///
    /// As [`TextFiles::read_text`].
    fn read_source(
        &self,
        path: &str,
        folder: &str,
    ) -> Result<(Option<SourceId>, String), Diagnostic> {
        self.read_text(path, folder).map(|text| (None, text))
    }
}

/// An outline whose slides are part of the deck of another one.
pub struct IncludedOutline<'a> {
    /// The source of its slides.
    pub id: SourceId,
    /// Its text.
    pub source: &'a Source,
    /// Completes a path in it to one that is relative to the other outline.
    pub resolve_path: Box<dyn Fn(&str) -> String + Sync + 'a>,
}

/// Reads a deck. Reports all errors and returns everything that is valid.
pub fn read_deck(
    root: &Node,
    source: &Source,
    files: &dyn TextFiles,
    diagnostics: &mut Diagnostics,
) -> Deck {
    read_included_deck(root, source, &[], files, diagnostics)
}

/// Reads a deck as [`read_deck`] does. Some of its slides may come from the outlines in `included`.
pub fn read_included_deck(
    root: &Node,
    source: &Source,
    included: &[IncludedOutline],
    files: &dyn TextFiles,
    diagnostics: &mut Diagnostics,
) -> Deck {
    let mut context = ReadContext {
        reader: NodeReader::new(source, diagnostics),
        included,
        files,
        links: Vec::new(),
        wordless_links: Vec::new(),
        footnotes: UnresolvedFootnotes::default(),
        citations: CitationContext::default(),
        column_depth: 0,
        deck_date: None,
    };
    let (mut deck, slides) = metadata::read_deck_keys(root, &mut context);
    context.deck_date = deck.metadata.date.as_ref().map(|date| date.content.as_str().into());
    let mut all = slide::read_slides(slides, &mut context);
    footnotes::resolve_footnotes(&deck, &mut all, &mut context);
    format_citations::resolve_citations(&mut deck, &mut all, &mut context);
    equation_links::number_equations_and_links(&mut deck, &mut all, &mut context);
    layout::infer_layouts(&deck, &mut all);
    check_ids(&all, &mut context);
    let mut follows = None;
    for slide::ParsedSlide { slide, .. } in &mut all {
        match slide.visibility {
            Visibility::Shown => follows = Some(slide.span),
            Visibility::Hidden => slide.follows = follows,
            Visibility::Backup => {}
        }
    }
    let is_hidden = |slide: &Slide| slide.visibility == Visibility::Hidden;
    (deck.hidden, deck.slides) = all.into_iter().map(|read| read.slide).partition(is_hidden);
    if deck.inserts_agendas {
        deck.insert_agendas();
    }
    for span in deck.fill_agendas() {
        context.reader.report_error(
            Code::AgendaWithoutSections,
            "this agenda is empty: no slide starts a section",
            span,
            "write `section: Name` on the first slide of each section",
        );
    }
    check_link_addresses(&deck, &mut context.reader);
    set_month_names(&mut deck);
    deck
}

/// The state shared by all steps of reading.
pub(crate) struct ReadContext<'a> {
    /// Reads nodes and collects diagnostics.
    pub reader: NodeReader<'a>,
    /// The outlines that some of the slides come from.
    pub included: &'a [IncludedOutline<'a>],
    /// Provides the text of data files and source code.
    pub files: &'a dyn TextFiles,
    /// The links to slides so far. They are checked when all slides are known.
    pub links: Vec<(String, Span)>,
    /// The links without words so far, by id. One to a formula shows its number.
    pub wordless_links: Vec<(String, Span)>,
    /// The footnotes so far. They are numbered when the whole slide is known.
    pub footnotes: UnresolvedFootnotes,
    /// The works that texts can cite.
    pub citations: CitationContext,
    /// The number of `columns` around the current node.
    pub column_depth: usize,
    /// The date of the deck as the author wrote it.
    pub deck_date: Option<Arc<str>>,
}

impl ReadContext<'_> {
    /// Reads a node as text with inline Markdown.
    pub(crate) fn read_text(&mut self, node: &Node, what: &str) -> Option<Text> {
        let mut words = self.reader.read_markup(node, what)?;
        let has_values = node.as_scalar().is_some_and(|scalar| scalar.insertion.is_some());
        if !has_values
            && let Some(restored) = escapes::restore_commands(&mut self.reader, node, false)
        {
            words = restored;
        }
        self.report_folded_list(node);
        Some(markdown::parse_inline(&words, node.span, self))
    }

    /// Reads alternative text, which has no markup.
    pub(crate) fn read_alt(&mut self, fields: &mut Fields) -> Option<String> {
        let node = fields.take_value("alt")?;
        let alt = self.reader.read_text(node, "`alt`")?;
        markdown::report_in_plain_text(&alt, node.span, self);
        Some(alt)
    }

    /// Warns if YAML folds the lines of a list with letters or numbers into one.
    fn report_folded_list(&mut self, node: &Node) {
        let Some(scalar) = node.as_scalar().filter(|scalar| !scalar.is_block()) else { return };
        let written = self.reader.slice(node.span);
        if !written.contains('\n') || scalar.value.contains('\n') {
            return;
        }
        let lines: Vec<&str> = written.lines().collect();
        let labels = markdown::ListLabels::LettersAndNumbers;
        let Some(index) = markdown::find_lettered_line(&lines, labels) else { return };
        let line = lines[index].trim();
        // The lines are slices of the text.
        let before: usize = written.split_inclusive('\n').take(index).map(str::len).sum();
        let indent = lines[index].len() - lines[index].trim_start().len();
        let start = node.span.start as usize + before + indent;
        let span = Span::new(node.span.source, start, start + line.len());
        markdown::report_lettered_line(line, span, self);
    }

    /// Warns about keys that have no effect yet.
    pub(crate) fn warn_without_effect(&mut self, fields: &mut Fields, group: &KeyGroup) {
        for field in fields.take_matching(|name| {
            group.find_key(name).is_some_and(|key| key.status == SupportStatus::WithoutEffect)
        }) {
            let message = format!("`{}` has no effect yet", field.name);
            self.reader.report_warning(
                Code::Unsupported,
                message,
                field.key.span,
                "keep the key for a later version, or remove it",
            );
        }
    }

    /// Reads one text or a list of texts.
    pub(crate) fn read_texts(&mut self, node: &Node, what: &str) -> Vec<Text> {
        let nodes = self.reader.read_one_or_many(node, what);
        nodes.iter().filter_map(|node| self.read_text(node, what)).collect()
    }
}

/// The id of a slide, or of a formula on it.
struct SlideId<'s> {
    name: &'s str,
    span: Span,
    /// What it belongs to: "slide" or "formula".
    owner: &'static str,
    visibility: Visibility,
}

/// Checks that ids are unique and that links to slides have a target.
fn check_ids(slides: &[slide::ParsedSlide], context: &mut ReadContext) {
    let mut ids: Vec<SlideId> = Vec::new();
    for parsed in slides {
        let own = parsed.id.iter().map(|(name, span)| (name.as_str(), *span, "slide"));
        let formulas = parsed.slide.formula_ids().map(|(name, span)| (name, span, "formula"));
        for (name, span, owner) in own.chain(formulas) {
            match ids.iter().find(|id| id.name == name) {
                Some(first) => context.reader.diagnostics.push(
                    Diagnostic::error(
                        Code::DuplicateId,
                        if owner == first.owner {
                            format!("two {owner}s have the id `{name}`")
                        } else {
                            format!("a slide and a formula have the id `{name}`")
                        },
                        span,
                    )
                    .with_related(first.span, "first used here")
                    .with_help(format!("give each {owner} its own id")),
                ),
                None => {
                    ids.push(SlideId { name, span, owner, visibility: parsed.slide.visibility })
                }
            }
        }
    }
    for (target, span) in std::mem::take(&mut context.links) {
        let diagnostic = match ids.iter().find(|id| id.name == target) {
            None => report_unknown_id(&target, span, &ids, &context.reader),
            Some(id) if id.visibility == Visibility::Hidden => Diagnostic::error(
                Code::LinkToHidden,
                format!("the link to `#{target}` leads to a hidden slide"),
                span,
            )
            .with_related(id.span, "this slide has `hide: true`")
            .with_help("remove `hide: true` from that slide, or remove the link"),
            Some(_) => continue,
        };
        context.reader.diagnostics.push(diagnostic);
    }
}

/// Reports a link, somewhere in `span`, to an id that no slide has.
fn report_unknown_id(target: &str, span: Span, ids: &[SlideId], reader: &NodeReader) -> Diagnostic {
    // Report only the target, not the text around it.
    let link = format!("#{target}");
    let mut positions = reader.slice(span).match_indices(&link).map(|(at, _)| at);
    let exact = positions.next().filter(|_| positions.next().is_none()).map(|at| {
        let start = span.start as usize + at;
        Span::new(span.source, start, start + link.len())
    });
    let span = exact.unwrap_or(span);
    let message = format!("no slide has the id `{target}`");
    let diagnostic = Diagnostic::error(Code::UnknownId, message, span);
    let nearest = find_nearest(target, ids.iter().map(|id| id.name));
    let Some(nearest) = nearest.and_then(|name| ids.iter().find(|id| id.name == name)) else {
        return diagnostic.with_help(format!("add `id: {target}` to the target slide"));
    };
    let diagnostic = diagnostic
        .with_help(format!("did you mean `#{}`?", nearest.name))
        .with_related(nearest.span, "this slide");
    match exact {
        Some(span) => diagnostic.with_suggested_edit(span, format!("#{}", nearest.name)),
        None => diagnostic,
    }
}
