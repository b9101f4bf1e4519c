//! Findings for people: headline, place, the line with the place underlined, what to write instead.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use plenary::check::certain_fixes;
use plenary::diagnostic::{Diagnostic, Severity};
use plenary::source::{SourceId, Sources, Span};

use super::super::quote_argument;
use super::format_counts;

/// All findings and how many there are; empty if there are none.
pub fn format_diagnostics(diagnostics: &[Diagnostic], sources: &Sources, coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&format_diagnostic(diagnostic, sources, &renderer));
        text.push_str("\n\n");
    }
    if !diagnostics.is_empty() {
        text.push_str(&format_counts(diagnostics));
        let explain = format!("`plenary explain {}`", diagnostics[0].code);
        let more = if diagnostics.len() == 1 {
            format!("; {explain} says more\n")
        } else {
            format!("; for more on one, name its code, as in {explain}\n")
        };
        text.push_str(&more);
        let name = sources.iter().next().map(|outline| outline.name.as_path());
        let plain = certain_fixes(diagnostics, SourceId(0)).count();
        if let Some(name) = name.filter(|name| {
            plain > 0 && name.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
        }) {
            let what = match plain {
                1 if diagnostics.len() == 1 => "this".to_owned(),
                _ if plain == diagnostics.len() => "all of them".to_owned(),
                _ => format!("{plain} of them"),
            };
            text.push_str(&format!(
                "`plenary check --fix {}` mends {what} for you\n",
                quote_argument(name)
            ));
        }
    }
    text
}

fn format_diagnostic(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.number()),
    );
    if let Some(span) = diagnostic.span {
        let (snippet, range) = snippet_of(span, sources);
        group = group
            .element(snippet.annotation(
                AnnotationKind::Primary.span(range).label(diagnostic.label.as_deref()),
            ));
    }
    for related in &diagnostic.related {
        let (snippet, range) = snippet_of(related.span, sources);
        group = group.element(
            snippet.annotation(AnnotationKind::Context.span(range).label(related.message.as_str())),
        );
    }
    for hint in &diagnostic.help {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// The line that a span starts on, and the part of the line that it covers.
fn snippet_of(span: Span, sources: &Sources) -> (Snippet<'_, Annotation<'_>>, Range<usize>) {
    let source = sources.get(span.source);
    let line = source.position(span.start as usize).line;
    let text = source.line_text(line);
    let offset = source.line_start(line);
    let start = (span.start as usize - offset).min(text.len());
    let end = (span.end as usize).saturating_sub(offset).clamp(start, text.len());
    let snippet =
        Snippet::source(text).line_start(line).path(source.name.to_string_lossy().into_owned());
    (snippet, start..end)
}
