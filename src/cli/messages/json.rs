//! Diagnostics as JSON, one object per line. The format is documented in
//! `docs/guide/diagnostics.md`; fields keep their names and meanings.

use plenary::diagnostic::Diagnostic;
use plenary::source::{Sources, Span};
use serde::Serialize;

use super::severity_name;

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    place: Option<JsonPlace>,
    label: Option<&'a str>,
    hints: &'a [String],
    related: Vec<JsonRelated<'a>>,
    fix: Option<JsonFix<'a>>,
}

/// Lines and columns start at 1, columns count characters; `start` and `end` are byte offsets in
/// the file.
#[derive(Serialize)]
struct JsonPlace {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    message: &'a str,
    place: JsonPlace,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    certain: bool,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    place: JsonPlace,
    text: &'a str,
}

/// Returns all diagnostics, one per line.
pub(crate) fn format_diagnostics(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let line = |diagnostic: &Diagnostic| {
        let object = serde_json::to_string(&convert_diagnostic(diagnostic, sources))
            .expect("strings and numbers are valid JSON");
        object + "\n"
    };
    diagnostics.iter().map(line).collect()
}

fn convert_diagnostic<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> JsonDiagnostic<'a> {
    let related = diagnostic.related.iter().map(|related| JsonRelated {
        message: &related.message,
        place: convert_span(related.span, sources),
    });
    let fix = diagnostic.fix.as_ref().map(|fix| JsonFix {
        certain: fix.certain,
        edits: fix
            .edits
            .iter()
            .map(|edit| JsonEdit { place: convert_span(edit.span, sources), text: &edit.text })
            .collect(),
    });
    JsonDiagnostic {
        severity: severity_name(diagnostic.severity),
        code: diagnostic.code.number(),
        message: &diagnostic.message,
        place: diagnostic.span.map(|span| convert_span(span, sources)),
        label: diagnostic.label.as_deref(),
        hints: &diagnostic.help,
        related: related.collect(),
        fix,
    }
}

fn convert_span(span: Span, sources: &Sources) -> JsonPlace {
    let source = sources.get(span.source);
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    JsonPlace {
        file: source.name.to_string_lossy().into_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: span.start,
        end: span.end,
    }
}
