//! Remembers which values went into which part of an outline.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Where the values of each expanded text come from.
#[derive(Clone, Debug, Default)]
pub struct Traces(Vec<Trace>);

/// A text with values, and where they come from.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// The span of the text.
    pub span: Span,
    /// The names in it, with the places of their values.
    pub origins: Vec<(String, Span)>,
}

impl Traces {
    /// Remembers a text.
    pub(super) fn push(&mut self, trace: Trace) {
        self.0.push(trace);
    }

    /// Adds the places of the values to diagnostics about texts that contain them, and removes
    /// fixes that would replace an expression by its value.
    pub fn annotate(&self, diagnostics: &mut Diagnostics) {
        if self.0.is_empty() {
            return;
        }
        diagnostics.iter_mut().for_each(|diagnostic| self.annotate_one(diagnostic));
    }

    fn annotate_one(&self, diagnostic: &mut Diagnostic) {
        let Some(span) = diagnostic.span else { return };
        // Errors in expressions name the values that they are about.
        let is_own = [
            Code::UnknownVariable,
            Code::InvalidExpression,
            Code::UnclosedExpression,
            Code::IncomparableValue,
        ];
        if is_own.contains(&diagnostic.code) {
            return;
        }
        for trace in self.0.iter().filter(|trace| trace.span.contains_span(span)) {
            for (name, origin) in &trace.origins {
                let is_known = |span: Span| span == *origin;
                if !diagnostic.related.iter().any(|related| is_known(related.span)) {
                    let related = format!("the value of `{name}`");
                    *diagnostic = diagnostic.clone().with_related(*origin, related);
                }
            }
        }
        let overlaps = |a: Span, b: Span| {
            a.source == b.source && a.start < b.end.max(b.start + 1) && b.start < a.end
        };
        let replaces_value = diagnostic.fix.as_ref().is_some_and(|fix| {
            let spans = fix.edits.iter().map(|edit| edit.span);
            spans.into_iter().any(|edit| self.0.iter().any(|trace| overlaps(trace.span, edit)))
        });
        if replaces_value {
            diagnostic.fix = None;
        }
    }
}
