//! The diagnostics of a document in the form of the protocol, and their quick fixes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::document::{Document, lsp_range, path_to_uri};
use crate::assets::Files;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pipeline::{CheckReport, Input, Options, check};
use crate::source::{Source, Sources, Span};
use crate::theme::{self, ThemeChoice, detect_root_group, vocabulary::THEME};

/// All diagnostics of a document with its current text.
pub(crate) struct DocumentDiagnostics {
    /// The diagnostics.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that they refer to.
    pub sources: Sources,
}

impl DocumentDiagnostics {
    /// Checks a document as `plenary check` does. A theme is only read.
    pub(crate) fn check_document(document: &Document) -> Self {
        let text = document.source.text.clone();
        if detect_root_group(&text).name == THEME.name {
            return Self::check_theme(document);
        }
        let CheckReport { diagnostics, sources } =
            check(Input::Text { path: document.path.clone(), text }, &Options::default());
        Self { diagnostics, sources }
    }

    fn check_theme(document: &Document) -> Self {
        let (mut diagnostics, mut sources) = (Diagnostics::default(), Sources::default());
        let files = Files::for_outline(&document.path);
        let own = document.path.to_string_lossy().into_owned();
        let mut open = |name: &str, span: Option<Span>| {
            if name == own {
                return Ok(document.source.clone());
            }
            let text =
                files.read_text(name, "themes").map_err(|error| error.into_diagnostic(span))?;
            Ok(Source::new(files.folder().join(name), text))
        };
        theme::read(ThemeChoice::named(&own), &mut sources, &mut open, &mut diagnostics);
        Self { diagnostics: diagnostics.into_sorted(), sources }
    }

    /// Groups the diagnostics by file, in the form of the protocol. The document has an entry even
    /// if it has no diagnostics.
    pub(crate) fn group_by_file(&self, document: &Document) -> BTreeMap<String, Vec<Json>> {
        let mut files = BTreeMap::from([(document.uri.clone(), Vec::new())]);
        for diagnostic in &self.diagnostics {
            let place = diagnostic.span.and_then(|span| self.locate_span(span, document));
            let (uri, place) =
                place.unwrap_or_else(|| (document.uri.clone(), lsp_range(&document.source, 0..0)));
            files.entry(uri).or_default().push(self.to_lsp(diagnostic, place, document));
        }
        files
    }

    fn to_lsp(&self, diagnostic: &Diagnostic, place: Json, document: &Document) -> Json {
        let message = std::iter::once(&diagnostic.message)
            .chain(&diagnostic.help)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n");
        let related = diagnostic.related.iter().filter_map(|related| {
            let (uri, range) = self.locate_span(related.span, document)?;
            Some(json!({ "location": { "uri": uri, "range": range }, "message": related.message }))
        });
        json!({
            "range": place,
            "severity": if diagnostic.severity == Severity::Error { 1 } else { 2 },
            "code": diagnostic.code.number(),
            "source": "plenary",
            "message": message,
            "relatedInformation": related.collect::<Vec<_>>(),
        })
    }

    /// Returns the file and the range of a span; `None` for a built-in theme.
    fn locate_span(&self, span: Span, document: &Document) -> Option<(String, Json)> {
        let source = self.sources.get(span.source);
        let bytes = span.range();
        // An empty span is shown at the word that starts there.
        let end = if bytes.is_empty() {
            bytes.start + word_length(&source.text, bytes.start)
        } else {
            bytes.end
        };
        let place = lsp_range(source, bytes.start..end.min(source.text.len()));
        if source.name == document.path {
            return Some((document.uri.clone(), place));
        }
        if source.name.to_string_lossy().starts_with('<') {
            return None;
        }
        Some((path_to_uri(&to_absolute(&source.name)), place))
    }

    /// Returns the quick fixes for a range of bytes.
    pub(crate) fn code_actions(
        &self,
        document: &Document,
        bytes: std::ops::Range<usize>,
    ) -> Vec<Json> {
        let own = |span: Span| self.sources.get(span.source).name == document.path;
        let mut actions = Vec::new();
        for diagnostic in &self.diagnostics {
            let (Some(span), Some(fix)) = (diagnostic.span, &diagnostic.fix) else { continue };
            let touches = span.start as usize <= bytes.end && bytes.start <= span.end as usize;
            if !touches || !own(span) || !fix.edits.iter().all(|edit| own(edit.span)) {
                continue;
            }
            let edits: Vec<Json> = fix
                .edits
                .iter()
                .map(|edit| {
                    let range = lsp_range(&document.source, edit.span.range());
                    json!({ "range": range, "newText": edit.text })
                })
                .collect();
            let title = match fix.edits.as_slice() {
                // A title with only a letter or a full stop would not explain itself.
                [edit] if edit.text.lines().count() == 1 && edit.text.chars().count() > 1 => {
                    format!("Write {}", edit.text.trim())
                }
                _ => format!("Fix: {}", diagnostic.message),
            };
            let range = lsp_range(&document.source, span.range());
            actions.push(json!({
                "title": title,
                "kind": "quickfix",
                "isPreferred": fix.certain,
                "diagnostics": [self.to_lsp(diagnostic, range, document)],
                "edit": { "changes": { document.uri.as_str(): edits } },
            }));
        }
        actions
    }
}

fn word_length(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    rest.chars().take_while(|c| !c.is_whitespace() && !":,".contains(*c)).map(char::len_utf8).sum()
}

fn to_absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
