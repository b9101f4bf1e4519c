//! Reads `diagram`: Mermaid's text, `{mermaid, file, alt, caption}`, or a fence of Markdown.

use std::sync::Arc;

use super::super::block::{BlockKind, DiagramBlock};
use super::super::markdown;
use super::super::text::Text;
use super::super::vocabulary::DIAGRAM;
use super::ReadContext;
use super::code::{read_code_text, split_fence};
use crate::diagnostic::{Code, Diagnostic};
use crate::diagram::{DiagramIssue, DiagramIssueKind, DiagramReading, parse_diagram};
use crate::source::Span;
use crate::yaml::Node;

/// Whether the info string of a fence is that of a diagram.
pub(crate) fn is_diagram_fence(info: &str) -> bool {
    let word = info.trim().trim_start_matches(['{', '.']);
    let word = word.split([' ', '{', '}', ',']).next().unwrap_or_default();
    ["mermaid", "mmd"].iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// Reads the value of `diagram`.
pub(crate) fn read_diagram(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    if node.as_mapping().is_none() {
        let text = read_code_text(node, "`diagram`", context)?;
        return read_text(&text, node.span, context).map(BlockKind::Diagram);
    }
    let mut fields = context.reader.read_fields(node, "`diagram`", &DIAGRAM)?;
    let (mermaid, file) = (fields.take_value("mermaid"), fields.take_value("file"));
    let alt = context.read_alt(&mut fields);
    let caption =
        fields.take_value("caption").and_then(|node| context.read_text(node, "`caption`"));
    fields.report_unknown_keys(&mut context.reader);
    let mut diagram = match (mermaid, file) {
        (Some(_), Some(file)) => {
            context.reader.report_error(
                Code::CodeAndFile,
                "`diagram` has both `mermaid` and `file`",
                file.span,
                "remove one of them",
            );
            return None;
        }
        (Some(node), None) => {
            let text = read_code_text(node, "`mermaid`", context)?;
            read_text(&text, node.span, context)?
        }
        (None, Some(node)) => read_file(node, context)?,
        (None, None) => {
            context.reader.report_error(
                Code::MissingKey,
                "`diagram` has no `mermaid`",
                node.span.start_point(),
                "write `mermaid: |` and the text of the diagram below it, or `file:` and the path \
                 of a file",
            );
            return None;
        }
    };
    if let Some(alt) = alt.filter(|alt| !alt.trim().is_empty()) {
        diagram.alt = Some(alt);
    }
    diagram.caption = caption.or(diagram.caption);
    Some(BlockKind::Diagram(diagram))
}

/// Reads a fence of Markdown.
pub(crate) fn read_diagram_fence(
    text: &str,
    span: Span,
    context: &mut ReadContext,
) -> Option<BlockKind> {
    read_mermaid(text, span, context).map(BlockKind::Diagram)
}

/// Reads the text of a diagram, which may be copied with the fence around it.
fn read_text(text: &str, span: Span, context: &mut ReadContext) -> Option<DiagramBlock> {
    let fence = split_fence(text).filter(|(info, _)| info.is_empty() || is_diagram_fence(info));
    match fence {
        Some((_, inner)) => read_mermaid(&inner, span, context),
        None => read_mermaid(text, span, context),
    }
}

fn read_mermaid(text: &str, span: Span, context: &mut ReadContext) -> Option<DiagramBlock> {
    let reading = parse_diagram(text);
    if !reading.issues.is_empty() {
        // The search starts at the first character that is no white space.
        let start = text.len() - text.trim_start().len();
        let places = markdown::locate_text(text.trim(), span, context);
        for issue in &reading.issues {
            let at = places.as_ref().map(|places| {
                let place = |byte: usize| places[byte.saturating_sub(start).min(places.len() - 1)];
                Span::new(span.source, place(issue.range.start), place(issue.range.end))
            });
            let diagnostic = build_diagnostic(issue, at.unwrap_or(span), "");
            let is_exact =
                at.is_some_and(|at| context.reader.slice(at) == &text[issue.range.clone()]);
            context.reader.diagnostics.push(match (&issue.replacement, at) {
                (Some(replacement), Some(at)) if is_exact => {
                    diagnostic.with_suggested_edit(at, replacement.clone())
                }
                _ => diagnostic,
            });
        }
    }
    build_block(reading, span)
}

fn read_file(node: &Node, context: &mut ReadContext) -> Option<DiagramBlock> {
    let path = context.reader.read_path(node, "`file`")?;
    let text = match context.files.read_text(&path, "diagrams") {
        Ok(text) => text,
        Err(diagnostic) => {
            let diagnostic = Diagnostic { span: Some(node.span), ..diagnostic };
            context.reader.diagnostics.push(diagnostic);
            return None;
        }
    };
    let text = text.trim_start_matches('\u{feff}');
    let reading = parse_diagram(text);
    for issue in &reading.issues {
        let line = text[..issue.range.start].matches('\n').count() + 1;
        let place = format!("{path}, line {line}: ");
        context.reader.diagnostics.push(build_diagnostic(issue, node.span, &place));
    }
    build_block(reading, node.span)
}

fn build_block(reading: DiagramReading, span: Span) -> Option<DiagramBlock> {
    let title = reading.title.filter(|title| !title.is_empty());
    Some(DiagramBlock {
        diagram: Arc::new(reading.diagram?),
        alt: reading.description.filter(|words| !words.is_empty()),
        caption: title.map(|title| Text::plain(title, span)),
    })
}

fn build_diagnostic(issue: &DiagramIssue, span: Span, place: &str) -> Diagnostic {
    let message = format!("{place}{}", issue.message);
    let code = match issue.kind {
        DiagramIssueKind::UnknownKind => Code::UnknownDiagram,
        DiagramIssueKind::Syntax => Code::InvalidDiagramLine,
        DiagramIssueKind::TooLarge => Code::DiagramTooLarge,
        DiagramIssueKind::Ignored => Code::IgnoredDiagramSetting,
    };
    let diagnostic = if issue.is_warning() {
        Diagnostic::warning(code, message, span)
    } else {
        Diagnostic::error(code, message, span)
    };
    diagnostic.with_help(issue.help.clone())
}
