//! Findings as JSON, one object a line. `docs/guide/diagnostics.md` describes it; what is there
//! keeps its name and meaning.

use plenary::diagnostic::Diagnostic;
use plenary::source::{Sources, Span};
use serde::Serialize;

use super::severity;

#[derive(Serialize)]
struct Finding<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    place: Option<Place>,
    label: Option<&'a str>,
    hints: &'a [String],
    related: Vec<Related<'a>>,
    fix: Option<Fix<'a>>,
}

/// Lines and columns count from one, columns in characters, as people do; `start` and `end` are
/// bytes from the file's first.
#[derive(Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    place: Place,
}

#[derive(Serialize)]
struct Fix<'a> {
    certain: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    place: Place,
    text: &'a str,
}

/// All findings, a line each.
pub fn text(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let line = |diagnostic: &Diagnostic| {
        let object = serde_json::to_string(&finding(diagnostic, sources))
            .expect("texts and numbers are JSON");
        object + "\n"
    };
    diagnostics.iter().map(line).collect()
}

fn finding<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> Finding<'a> {
    let related = diagnostic
        .related
        .iter()
        .map(|related| Related { message: &related.message, place: place(related.span, sources) });
    let fix = diagnostic.fix.as_ref().map(|fix| Fix {
        certain: fix.certain,
        edits: fix
            .edits
            .iter()
            .map(|edit| Edit { place: place(edit.span, sources), text: &edit.text })
            .collect(),
    });
    Finding {
        severity: severity(diagnostic.severity),
        code: diagnostic.code.number(),
        message: &diagnostic.message,
        place: diagnostic.span.map(|span| place(span, sources)),
        label: diagnostic.label.as_deref(),
        hints: &diagnostic.hints,
        related: related.collect(),
        fix,
    }
}

fn place(span: Span, sources: &Sources) -> Place {
    let source = sources.get(span.source);
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    Place {
        file: source.name.to_string_lossy().into_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: span.start,
        end: span.end,
    }
}
