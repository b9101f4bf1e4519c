//! The only place that prints.

#![allow(clippy::print_stderr, reason = "messages go to standard error, and from here alone")]

use std::io::{self, IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use plenary::diagnostic::{Diagnostic, Severity};
use plenary::source::{Sources, Span};

/// Whether standard error may be coloured: only on a terminal, and never with `NO_COLOR` (no-color.org).
fn is_coloured() -> bool {
    let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    io::stderr().is_terminal() && !forbidden && !dumb
}

/// Says something to the user.
pub fn say(message: &str) {
    eprintln!("{message}");
}

/// Shows findings, in the order given, and how many there are.
pub fn show(diagnostics: &[Diagnostic], sources: &Sources) {
    let renderer = if is_coloured() { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in diagnostics {
        eprintln!("{}\n", rendered(diagnostic, sources, &renderer));
    }
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = [(count(Severity::Error), "mistake"), (count(Severity::Warning), "warning")];
    let summary: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    if !summary.is_empty() {
        eprintln!("{}", summary.join(", "));
    }
}

/// One finding as text: headline, place, the line with a caret, hints.
fn rendered(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.number()));
    if let Some(span) = diagnostic.span {
        let (snippet, range) = snippet_of(span, sources);
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(range).label(diagnostic.label.as_deref())));
    }
    for related in &diagnostic.related {
        let (snippet, range) = snippet_of(related.span, sources);
        group = group.element(snippet.annotation(AnnotationKind::Context.span(range).label(related.message.as_str())));
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// The line that a span starts on, and the part of the line that it covers.
fn snippet_of(span: Span, sources: &Sources) -> (Snippet<'_, annotate_snippets::Annotation<'_>>, std::ops::Range<usize>) {
    let source = sources.get(span.source);
    let line = source.position(span.start as usize).line;
    let text = source.line(line);
    let offset = source.line_start(line);
    let start = (span.start as usize - offset).min(text.len());
    let end = (span.end as usize).saturating_sub(offset).clamp(start, text.len());
    let snippet = Snippet::source(text).line_start(line).path(source.name.to_string_lossy().into_owned());
    (snippet, start..end)
}

/// Writes a result to standard output.
pub fn write_result(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()
}
