//! Findings as pages show them: with the line in question.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

use super::wire::{PreviewDiagnostic, RelatedLine, SourceLine};

/// How many findings are told at the most, mistakes first.
const MAX_DIAGNOSTICS: usize = 200;

/// How many characters of a line are shown before and after the place, and of the place itself.
const MAX_CONTEXT_CHARS: usize = 160;

/// Findings to show, mistakes first, and how many mistakes and warnings there are.
pub fn collect_diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
) -> (Vec<PreviewDiagnostic>, usize, usize) {
    let of = |severity| diagnostics.iter().filter(move |finding| finding.severity == severity);
    let (errors, warnings) = (of(Severity::Error).count(), of(Severity::Warning).count());
    let told = of(Severity::Error)
        .chain(of(Severity::Warning))
        .take(MAX_DIAGNOSTICS)
        .map(|finding| convert_diagnostic(finding, sources));
    (told.collect(), errors, warnings)
}

fn convert_diagnostic(finding: &Diagnostic, sources: &Sources) -> PreviewDiagnostic {
    let related = |related: &crate::diagnostic::Related| RelatedLine {
        message: related.message.clone(),
        place: locate_span(related.span, sources),
    };
    PreviewDiagnostic {
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: finding.code.number(),
        message: finding.message.clone(),
        label: finding.label.clone(),
        hints: finding.help.clone(),
        place: finding.span.map(|span| locate_span(span, sources)),
        related: finding.related.iter().map(related).collect(),
    }
}

fn locate_span(span: Span, sources: &Sources) -> SourceLine {
    let source = sources.get(span.source);
    let start = source.position(span.start as usize);
    let text = source.line_text(start.line);
    let offset = source.line_start(start.line);
    let from = (span.start as usize).saturating_sub(offset).min(text.len());
    let to = (span.end as usize).saturating_sub(offset).clamp(from, text.len());
    SourceLine {
        file: source.name.display().to_string(),
        line: start.line,
        column: start.column,
        parts: split_line(text, from..to),
    }
}

/// A line before, at and after a range, without its indentation; what is too long to be shown is
/// cut.
pub fn split_line(line: &str, range: Range<usize>) -> [String; 3] {
    let parts = [line.get(..range.start), line.get(range.clone()), line.get(range.end..)]
        .map(Option::unwrap_or_default);
    let head = |text: &str| match text.char_indices().nth(MAX_CONTEXT_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    let before = parts[0].trim_start();
    let before = match before.char_indices().rev().nth(MAX_CONTEXT_CHARS) {
        Some((at, _)) => format!("…{}", &before[at..]),
        None => before.to_owned(),
    };
    let at = if parts[0].trim().is_empty() { parts[1].trim_start() } else { parts[1] };
    [before, head(at), head(parts[2]).trim_end().to_owned()]
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
