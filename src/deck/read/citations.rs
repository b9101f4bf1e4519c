//! Reads the keys of citations and `references`.

use std::sync::Arc;

use super::super::block::BlockKind;
use super::super::citation::{CiteMode, DeckBibliography, ReferenceList};
use super::super::vocabulary::{CITE_MODES, REFERENCES};
use super::ReadContext;
use crate::citation::{CitationStyle, DEFAULT_STYLE, Library, find_style, style_names};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::{SourceId, Span};
use crate::yaml::{Fields, Node};

/// What the texts of a deck need to know about its citations.
#[derive(Clone, Debug, Default)]
pub(crate) struct CitationContext {
    /// Whether the deck has the key `bibliography`: otherwise `@` is text.
    pub is_declared: bool,
    /// The works; `None` if a file cannot be read.
    pub library: Option<Arc<Library>>,
    /// The sources of the files of the library, in their order.
    pub sources: Vec<Option<SourceId>>,
    /// The citation style.
    pub style: Option<CitationStyle>,
    /// Where the citations of the current slide are shown.
    pub mode: CiteMode,
}

/// Reads `bibliography`, `citation_style` and `cite`. While the keys of the deck are read, its
/// citations are in the text: they are on no slide or on all.
pub(crate) fn read_citation_keys(
    fields: &mut Fields,
    context: &mut ReadContext,
) -> Option<DeckBibliography> {
    let bibliography = fields.take("bibliography");
    let style = fields.take_value("citation_style");
    let cite = fields.take_value("cite");
    let Some(field) = bibliography else {
        for (node, name) in [(style, "citation_style"), (cite, "cite")] {
            if let Some(node) = node {
                context.reader.report_warning(
                    Code::NoEffect,
                    format!("`{name}` has no effect without `bibliography`"),
                    node.span,
                    "name the file with the works, such as `bibliography: refs.bib`",
                );
            }
        }
        return None;
    };
    context.citations.is_declared = true;
    let paths = read_library(field.value, context);
    let style_name = style
        .and_then(|node| Some((context.reader.read_path(node, "`citation_style`")?, node.span)));
    let style = match &style_name {
        Some((name, span)) => read_style(name, *span, context),
        None => CitationStyle::builtin(DEFAULT_STYLE),
    };
    let usual = match &style {
        Some(style) if style.has_notes() => CiteMode::Footnote,
        _ => CiteMode::Inline,
    };
    context.citations.style = style;
    let cite = cite.and_then(|node| context.reader.read_choice(node, "`cite`", CITE_MODES));
    Some(DeckBibliography {
        paths,
        style: style_name,
        cite: cite.unwrap_or(usual),
        first_citation: None,
        has_references: false,
    })
}

/// Reads `cite` of a slide.
pub(crate) fn read_cite_mode(fields: &mut Fields, context: &mut ReadContext) {
    let Some(node) = fields.take_value("cite") else { return };
    let mode = context.reader.read_choice(node, "`cite`", CITE_MODES);
    if !context.citations.is_declared {
        context.reader.report_warning(
            Code::NoEffect,
            "`cite` has no effect without `bibliography`",
            node.span,
            "name the file with the works above `slides`: `bibliography: refs.bib`",
        );
    }
    if let Some(mode) = mode {
        context.citations.mode = mode;
    }
}

/// Loads the files of the bibliography.
fn read_library(node: &Node, context: &mut ReadContext) -> Vec<(String, Span)> {
    let mut paths = Vec::new();
    let mut library = Library::default();
    let mut is_complete = true;
    for node in context.reader.read_one_or_many(node, "`bibliography`") {
        let Some(path) = context.reader.read_path(node, "`bibliography`") else {
            is_complete = false;
            continue;
        };
        match context.files.read_source(&path, "bibliography") {
            Ok((source, text)) => {
                library.add_file(&path, &text);
                context.citations.sources.push(source);
            }
            Err(diagnostic) => {
                is_complete = false;
                let diagnostic = Diagnostic { span: Some(node.span), ..diagnostic };
                context.reader.diagnostics.push(diagnostic);
            }
        }
        paths.push((path, node.span));
    }
    if library.mixes_formats() {
        is_complete = false;
        context.reader.report_error(
            Code::InvalidBibliography,
            "CSL JSON cannot be combined with bibliography files of other formats",
            node.span,
            "export all works in one format, such as BibLaTeX",
        );
    }
    if paths.is_empty() && is_complete {
        is_complete = false;
        context.reader.report_error(
            Code::MissingValue,
            "`bibliography` is empty",
            node.span,
            "write the path of a file, such as `refs.bib`, or remove the key",
        );
    }
    context.citations.library = is_complete.then(|| Arc::new(library));
    paths
}

/// Finds a built-in style, or reads a CSL file.
fn read_style(name: &str, span: Span, context: &mut ReadContext) -> Option<CitationStyle> {
    let is_file = name.to_lowercase().ends_with(".csl") || name.contains('/');
    if !is_file {
        if find_style(name).is_some() {
            return CitationStyle::builtin(name);
        }
        let names = style_names()
            .flat_map(|style| std::iter::once(style.name).chain(style.aliases.iter().copied()));
        let diagnostic = Diagnostic::error(
            Code::UnknownCitationStyle,
            format!("there is no citation style `{name}`"),
            span,
        );
        let diagnostic = match find_nearest(name, names) {
            Some(nearest) => diagnostic
                .with_help(format!("did you mean `{nearest}`?"))
                .with_suggested_edit(span, nearest),
            None => diagnostic.with_help(
                "write a name such as `ieee`, `author-date`, `apa` or `chicago-notes`, or the path \
                 of a CSL file; the manual lists all names",
            ),
        };
        context.reader.diagnostics.push(diagnostic);
        return None;
    }
    let (source, text) = match context.files.read_source(name, "bibliography") {
        Ok(found) => found,
        Err(diagnostic) => {
            context.reader.diagnostics.push(Diagnostic { span: Some(span), ..diagnostic });
            return None;
        }
    };
    match CitationStyle::from_csl(&text) {
        Ok(style) => Some(style),
        Err((message, help)) => {
            let place = source.map_or(span, |source| Span::new(source, 0, 0));
            let diagnostic = Diagnostic::error(Code::InvalidCitationStyle, message, place);
            let diagnostic = diagnostic.with_help(help).with_related(span, "named here");
            context.reader.diagnostics.push(diagnostic);
            None
        }
    }
}

/// Reads `references`: `true`, or `{all: true}`. Its entries are known when all slides are read.
pub(crate) fn read_references(
    node: &Node,
    key: Span,
    context: &mut ReadContext,
) -> Option<BlockKind> {
    let mut includes_all = false;
    if node.as_mapping().is_some() {
        let mut fields = context.reader.read_fields(node, "`references`", &REFERENCES)?;
        if let Some(node) = fields.take_value("all") {
            includes_all = context.reader.read_boolean(node, "`all`").unwrap_or_default();
        }
        fields.report_unknown_keys(&mut context.reader);
    } else if node.as_scalar().is_some_and(|scalar| scalar.value == "all") {
        includes_all = true;
    } else if !context.reader.read_boolean(node, "`references`")? {
        return None;
    }
    if !context.citations.is_declared {
        context.reader.report_error(
            Code::MissingKey,
            "`references` needs the key `bibliography` of the deck",
            key,
            "name the file with the works above `slides`: `bibliography: refs.bib`",
        );
        return None;
    }
    Some(BlockKind::References(ReferenceList { includes_all, entries: Vec::new() }))
}
