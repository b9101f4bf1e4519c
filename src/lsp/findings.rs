//! What `check` finds, as the editor shows it, and the edits that mend it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::context::root;
use super::document::{Document, range, uri_of};
use crate::assets::Files;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pipeline::{Checked, Input, Options, check};
use crate::source::{Source, Sources, Span};
use crate::theme::{self, vocabulary::THEME};

/// All that is found wrong with a document as it stands in the editor.
pub struct Findings {
    /// What was found.
    pub all: Vec<Diagnostic>,
    /// The texts that they point into.
    pub sources: Sources,
}

impl Findings {
    /// Goes the whole way of `check` with the text as it stands; of a theme, reads it.
    pub fn of(document: &Document) -> Self {
        let text = document.source.text.clone();
        if root(&text).name == THEME.name {
            return Self::of_theme(document);
        }
        let Checked { diagnostics, sources } =
            check(Input::Text { path: document.path.clone(), text }, &Options::default());
        Self { all: diagnostics, sources }
    }

    fn of_theme(document: &Document) -> Self {
        let (mut diagnostics, mut sources) = (Diagnostics::default(), Sources::default());
        let files = Files::beside(&document.path);
        let own = document.path.to_string_lossy().into_owned();
        let mut open = |name: &str, span: Option<Span>| {
            if name == own {
                return Ok(document.source.clone());
            }
            let text = files.read_text(name, "themes").map_err(|error| error.at(span))?;
            Ok(Source::new(files.folder().join(name), text))
        };
        theme::read(Some((&own, None)), &mut sources, &mut open, &mut diagnostics);
        Self { all: diagnostics.into_sorted(), sources }
    }

    /// The findings by file, in the protocol's form. The document has an entry even if nothing was
    /// found in it.
    pub fn by_file(&self, document: &Document) -> BTreeMap<String, Vec<Json>> {
        let mut files = BTreeMap::from([(document.uri.clone(), Vec::new())]);
        for finding in &self.all {
            let place = finding.span.and_then(|span| self.place(span, document));
            let (uri, place) =
                place.unwrap_or_else(|| (document.uri.clone(), range(&document.source, 0..0)));
            files.entry(uri).or_default().push(self.shown(finding, place, document));
        }
        files
    }

    fn shown(&self, finding: &Diagnostic, place: Json, document: &Document) -> Json {
        let message = std::iter::once(&finding.message)
            .chain(&finding.hints)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n");
        let related = finding.related.iter().filter_map(|related| {
            let (uri, range) = self.place(related.span, document)?;
            Some(json!({ "location": { "uri": uri, "range": range }, "message": related.message }))
        });
        json!({
            "range": place,
            "severity": if finding.severity == Severity::Error { 1 } else { 2 },
            "code": finding.code.number(),
            "source": "plenary",
            "message": message,
            "relatedInformation": related.collect::<Vec<_>>(),
        })
    }

    /// The file and the range of a span; `None` for a theme that the program brings.
    fn place(&self, span: Span, document: &Document) -> Option<(String, Json)> {
        let source = self.sources.get(span.source);
        let bytes = span.range();
        // A finding of no width is shown at the word that begins there.
        let end = if bytes.is_empty() {
            bytes.start + word_length(&source.text, bytes.start)
        } else {
            bytes.end
        };
        let place = range(source, bytes.start..end.min(source.text.len()));
        if source.name == document.path {
            return Some((document.uri.clone(), place));
        }
        if source.name.to_string_lossy().starts_with('<') {
            return None;
        }
        Some((uri_of(&absolute(&source.name)), place))
    }

    /// The edits that mend what stands in a range of bytes.
    pub fn actions(&self, document: &Document, bytes: std::ops::Range<usize>) -> Vec<Json> {
        let own = |span: Span| self.sources.get(span.source).name == document.path;
        let mut actions = Vec::new();
        for finding in &self.all {
            let (Some(span), Some(fix)) = (finding.span, &finding.fix) else { continue };
            let touches = span.start as usize <= bytes.end && bytes.start <= span.end as usize;
            if !touches || !own(span) || !fix.edits.iter().all(|edit| own(edit.span)) {
                continue;
            }
            let edits: Vec<Json> = fix
                .edits
                .iter()
                .map(|edit| json!({ "range": range(&document.source, edit.span.range()), "newText": edit.text }))
                .collect();
            let title = match fix.edits.as_slice() {
                // A letter or a full stop alone would not say what it is for.
                [edit] if edit.text.lines().count() == 1 && edit.text.chars().count() > 1 => {
                    format!("Write {}", edit.text.trim())
                }
                _ => format!("Mend: {}", finding.message),
            };
            actions.push(json!({
                "title": title,
                "kind": "quickfix",
                "isPreferred": fix.certain,
                "diagnostics": [self.shown(finding, range(&document.source, span.range()), document)],
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

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
