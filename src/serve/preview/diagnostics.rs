//! Diagnostics as pages show them, with the lines that they refer to.

use std::ops::Range;

use super::wire::{DiagnosticLine, PreviewDiagnostic, RelatedLine};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// Maximum number of diagnostics that are sent to a page, errors first.
const MAX_DIAGNOSTICS: usize = 200;

/// Maximum number of characters of a line that are shown before, in and after a range.
const MAX_CONTEXT_CHARS: usize = 160;

/// The diagnostics to show, errors before warnings, and the number of all diagnostics.
pub(super) struct DiagnosticSummary {
    pub(super) diagnostics: Vec<PreviewDiagnostic>,
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl DiagnosticSummary {
    pub(super) fn new(diagnostics: &[Diagnostic], sources: &Sources) -> Self {
        let of =
            |severity| diagnostics.iter().filter(move |diagnostic| diagnostic.severity == severity);
        Self {
            diagnostics: of(Severity::Error)
                .chain(of(Severity::Warning))
                .take(MAX_DIAGNOSTICS)
                .map(|diagnostic| convert_diagnostic(diagnostic, sources))
                .collect(),
            errors: of(Severity::Error).count(),
            warnings: of(Severity::Warning).count(),
        }
    }
}

fn convert_diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> PreviewDiagnostic {
    PreviewDiagnostic {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: diagnostic.code.number(),
        message: diagnostic.message.clone(),
        label: diagnostic.label.clone(),
        help: diagnostic.help.clone(),
        location: diagnostic.span.map(|span| locate_span(span, sources)),
        related: diagnostic
            .related
            .iter()
            .map(|related| RelatedLine {
                message: related.message.clone(),
                location: locate_span(related.span, sources),
            })
            .collect(),
    }
}

fn locate_span(span: Span, sources: &Sources) -> DiagnosticLine {
    let source = sources.get(span.source);
    let start = source.position(span.start as usize);
    let text = source.line_text(start.line);
    let offset = source.line_start(start.line);
    let from = (span.start as usize).saturating_sub(offset).min(text.len());
    let to = (span.end as usize).saturating_sub(offset).clamp(from, text.len());
    DiagnosticLine {
        file: source.name.display().to_string(),
        line: start.line,
        column: start.column,
        parts: split_line(text, from..to),
    }
}

/// Splits a line into the parts before, in and after a range. Removes the indentation and shortens
/// long parts.
pub(super) fn split_line(line: &str, range: Range<usize>) -> [String; 3] {
    let parts = [line.get(..range.start), line.get(range.clone()), line.get(range.end..)]
        .map(Option::unwrap_or_default);
    let shorten = |text: &str| match text.char_indices().nth(MAX_CONTEXT_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    let before = parts[0].trim_start();
    let before = match before.char_indices().rev().nth(MAX_CONTEXT_CHARS) {
        Some((at, _)) => format!("…{}", &before[at..]),
        None => before.to_owned(),
    };
    let at = if parts[0].trim().is_empty() { parts[1].trim_start() } else { parts[1] };
    [before, shorten(at), shorten(parts[2]).trim_end().to_owned()]
}

#[cfg(test)]
mod tests {
    use super::split_line;

    #[test]
    fn splits_and_shortens_lines() {
        assert_eq!(split_line("    - a b c", 8..9), ["- a ", "b", " c"].map(str::to_owned));
        assert_eq!(split_line("  short", 0..7)[1], "short");
        let [before, at, after] =
            split_line(&format!("{}é{}", "ä".repeat(500), "ü".repeat(500)), 1000..1002);
        assert!(
            before.starts_with("…ä") && at == "é" && after.ends_with("ü…"),
            "{before} {at} {after}"
        );
        assert!(before.chars().count() < 200 && after.chars().count() < 200);
    }
}
