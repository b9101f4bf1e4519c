//! Diagnostics as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code hosts
//! and editors read.

use std::path::Path;

use plenary::diagnostic::{Code, Diagnostic};
use plenary::source::{Sources, Span};
use serde_json::{Value, json};

use super::severity_name;

/// Returns one log with one run, which holds the diagnostics of all inputs and the rules of their
/// codes.
pub(super) fn format_reports(reports: &[(&[Diagnostic], &Sources)]) -> String {
    let mut codes: Vec<Code> = reports
        .iter()
        .flat_map(|(diagnostics, _)| diagnostics.iter())
        .map(|diagnostic| diagnostic.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|&code| format_rule(code)).collect();
    let results: Vec<Value> = reports
        .iter()
        .flat_map(|(diagnostics, sources)| {
            diagnostics.iter().map(|diagnostic| format_result(diagnostic, &codes, sources))
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "plenary",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("strings and numbers are valid JSON");
    text.push('\n');
    text
}

fn format_rule(code: Code) -> Value {
    json!({
        "id": code.number(),
        "name": format!("{code:?}"),
        "shortDescription": { "text": format!("{}.", code.title()) },
        "help": { "text": code.explanation(), "markdown": code.explanation() },
    })
}

fn format_result(diagnostic: &Diagnostic, codes: &[Code], sources: &Sources) -> Value {
    let sentences: Vec<&str> = std::iter::once(diagnostic.message.as_str())
        .chain(diagnostic.help.iter().map(String::as_str))
        .collect();
    let mut result = json!({
        "ruleId": diagnostic.code.number(),
        "ruleIndex": codes.binary_search(&diagnostic.code).unwrap_or_default(),
        "level": severity_name(diagnostic.severity),
        "message": { "text": sentences.join("\n") },
    });
    if let Some(span) = diagnostic.span {
        result["locations"] = json!([{ "physicalLocation": format_location(span, sources) }]);
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate().map(|(index, related)| {
            json!({
                "id": index + 1,
                "message": { "text": related.message },
                "physicalLocation": format_location(related.span, sources),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| {
                json!({
                    "deletedRegion": format_region(edit.span, sources),
                    "insertedContent": { "text": edit.text },
                })
            })
            .collect();
        let source = sources.get(fix.edits[0].span.source);
        result["fixes"] = json!([{
            "artifactChanges": [{
                "artifactLocation": { "uri": encode_uri(&source.name) },
                "replacements": replacements,
            }],
        }]);
    }
    result
}

fn format_location(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.source);
    json!({
        "artifactLocation": { "uri": encode_uri(&source.name) },
        "region": format_region(span, sources),
    })
}

/// Returns a region, whose end is the position after its last character (SARIF 2.1.0, 3.30.8).
fn format_region(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.source);
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// Encodes a path as a URI reference (RFC 3986): every byte except letters, digits and `-._~/` is
/// percent-encoded.
fn encode_uri(path: &Path) -> String {
    let mut uri = String::new();
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
