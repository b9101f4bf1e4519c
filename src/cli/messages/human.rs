//! Diagnostics for people: headline, place, the source line with the place underlined, help.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use plenary::assets::quote_path;
use plenary::check::certain_fixes;
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::source::{SourceId, Sources, Span};

use super::super::terminal::{Colours, pluralize};
use super::format_counts;

/// Maximum number of messages with one code about one line. Each repeats the line, so a long line
/// with thousands of problems would take minutes.
const MAX_PER_LINE: usize = 20;

/// Returns all diagnostics and their number; empty if there are none.
pub(crate) fn format_diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    colours: Colours,
) -> String {
    let renderer = match colours {
        Colours::Plain => Renderer::plain(),
        Colours::Styled => Renderer::styled(),
    };
    let mut text = String::new();
    let keys: Vec<_> = diagnostics.iter().map(|found| line_key(found, sources)).collect();
    let mut counts: HashMap<_, usize> = HashMap::new();
    for key in &keys {
        *counts.entry(key).or_default() += 1;
    }
    let mut shown: HashMap<_, usize> = HashMap::new();
    for (diagnostic, key) in diagnostics.iter().zip(&keys) {
        let number = shown.entry(key).or_default();
        *number += 1;
        if *number > MAX_PER_LINE && key.1.is_some() {
            continue;
        }
        text.push_str(&format_diagnostic(diagnostic, sources, &renderer));
        text.push_str("\n\n");
        let left = counts[key] - *number;
        if *number == MAX_PER_LINE && left > 0 && key.1.is_some() {
            text.push_str(&format!(
                "{} {} about this line; `--message-format short` lists all\n\n",
                pluralize(left, "more message"),
                diagnostic.code
            ));
        }
    }
    if let [first, rest @ ..] = diagnostics {
        let details =
            if rest.is_empty() { "for details, run" } else { "for details, run for example" };
        text.push_str(&format!(
            "{}; {details} `plenary explain {}`\n",
            format_counts(diagnostics),
            first.code
        ));
        text.push_str(&format_fix_hint(diagnostics, sources));
    }
    text
}

/// Returns what messages about the same problem in the same line have in common.
fn line_key(diagnostic: &Diagnostic, sources: &Sources) -> (Code, Option<(SourceId, usize)>) {
    let line = diagnostic
        .span
        .map(|span| (span.source, sources.get(span.source).position(span.start as usize).line));
    (diagnostic.code, line)
}

/// Returns the line that suggests `check --fix`, if it can fix some of the diagnostics.
fn format_fix_hint(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let outline = sources.iter().next().map(|source| source.name.as_path());
    let is_outline =
        |name: &&Path| name.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let Some(name) = outline.filter(is_outline) else { return String::new() };
    let what = match certain_fixes(diagnostics, SourceId(0)).count() {
        0 => return String::new(),
        1 if diagnostics.len() == 1 => "it".to_owned(),
        count if count == diagnostics.len() => "all of them".to_owned(),
        count => format!("{count} of them"),
    };
    format!("to fix {what}, run `plenary check --fix {}`\n", quote_path(name))
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

/// Returns the line that a span starts on, and the part of the line that the span covers.
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
