//! Turns the tree of an outline into one without expressions, conditions and includes.

use std::collections::BTreeSet;

use super::condition::decide;
use super::evaluate::{Evaluator, Failure, FailureKind};
use super::language::{is_language_map, resolve_language};
use super::scan::{ExpressionPart, find_pieces};
use super::scope::Scope;
use super::trace::{Trace, Traces};
use super::values::Values;
use crate::assets::Files;
use crate::deck::vocabulary::CHART;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Insertion, Key, Node, NodeKind, Scalar, find_key, to_inert, to_snake_case};

/// The tree of an outline with all values inserted.
#[derive(Debug)]
pub struct Expansion {
    /// The tree.
    pub root: Node,
    /// Where its values come from.
    pub traces: Traces,
    /// The outlines whose slides are included.
    pub included: Vec<IncludedFile>,
}

/// An outline whose slides are included.
#[derive(Clone, Debug)]
pub struct IncludedFile {
    /// Its text. A file that is included twice has two sources.
    pub source: SourceId,
    /// Its folder, relative to that of the outline; empty if it is the same.
    pub folder: String,
}

/// Inserts the values into the tree of an outline, whose text is the source of its span. Returns
/// `None` if the outline uses none, so that `root` is already the tree to read.
pub fn expand_outline(
    root: &Node,
    values: &Values,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Expansion> {
    let source = sources.get(root.span.source);
    if values.is_empty() && !uses_values(root) {
        return None;
    }
    let name = source.name.clone();
    let mut expander = Expander {
        evaluator: Evaluator::new(),
        files,
        sources,
        diagnostics,
        traces: Traces::default(),
        included: Vec::new(),
        used: BTreeSet::new(),
        language: resolve_language(root, values.language.as_deref()),
        is_language_given: values.language.is_some(),
    };
    let given = expander.read_given_values(values);
    let scope = expander.add_vars(find_key(root, "vars"), &given);
    let frame = Frame { scope, folder: String::new(), chain: vec![name] };
    let root = expander.expand_root(root, &frame);
    expander.report_unused_assignments(values, &frame.scope);
    let Expander { traces, included, .. } = expander;
    Some(Expansion { root, traces, included })
}

/// Returns whether a tree has expressions, conditions, variables or includes.
fn uses_values(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Null | NodeKind::Unreadable => false,
        NodeKind::Scalar(scalar) => scalar.value.contains("{{"),
        NodeKind::Sequence(items) => items.iter().any(uses_values),
        NodeKind::Mapping(entries) if is_language_map(entries) => true,
        NodeKind::Mapping(entries) => entries.iter().any(|(key, value)| {
            let name = key.name.to_ascii_lowercase();
            matches!(name.as_str(), "vars" | "when" | "include")
                || key.name.contains("{{")
                || uses_values(value)
        }),
    }
}

/// Returns whether a key is the author's own, which nothing reads. `x_axis` belongs to charts.
fn is_private_key(name: &str) -> bool {
    name.starts_with("x_") && !CHART.has_key(name)
}

/// What a node is for, as far as it decides whether it has expressions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NodePlace {
    /// Anything with expressions and conditions.
    Any,
    /// The value of `code`, `math` or `diagram`, or a part of a list there: its text is not
    /// Markdown, and braces in it mean something else.
    Verbatim,
    /// Part of a timeline, where `when` is a date.
    Timeline,
}

impl NodePlace {
    /// Returns the place of the value of a key in a mapping at this place.
    fn below(self, key: &str) -> Self {
        match key {
            "code" | "math" | "diagram" => Self::Verbatim,
            "text" | "tex" | "mermaid" if self == Self::Verbatim => Self::Verbatim,
            "timeline" => Self::Timeline,
            "items" if self == Self::Timeline => Self::Timeline,
            _ => Self::Any,
        }
    }
}

/// An outline whose slides are being expanded.
pub(super) struct Frame {
    /// Its variables.
    pub scope: Scope,
    /// Its folder, relative to that of the first outline.
    pub folder: String,
    /// The files that include it, and itself.
    pub chain: Vec<std::path::PathBuf>,
}

pub(super) struct Expander<'a> {
    pub evaluator: Evaluator,
    pub files: &'a Files,
    pub sources: &'a mut Sources,
    pub diagnostics: &'a mut Diagnostics,
    pub traces: Traces,
    pub included: Vec<IncludedFile>,
    /// The names that occur in expressions.
    pub used: BTreeSet<String>,
    /// The language of the deck.
    pub language: String,
    /// Whether the language was chosen on the command line.
    pub is_language_given: bool,
}

impl Expander<'_> {
    fn expand_root(&mut self, root: &Node, frame: &Frame) -> Node {
        let kind = match &root.kind {
            NodeKind::Mapping(entries) => {
                let mut expanded = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let value = match (to_snake_case(&key.name).as_str(), &value.kind) {
                        ("vars", _) => continue,
                        ("slides", NodeKind::Sequence(items)) => {
                            let slides = self.expand_slides(items, frame);
                            Node { kind: NodeKind::Sequence(slides), span: value.span }
                        }
                        (name, _) if is_private_key(name) => value.clone(),
                        (name, _) => {
                            self.expand_node(value, &frame.scope, NodePlace::Any.below(name))
                        }
                    };
                    expanded.push((key.clone(), value));
                }
                self.set_language(&mut expanded, root.span);
                NodeKind::Mapping(expanded)
            }
            NodeKind::Sequence(items) => NodeKind::Sequence(self.expand_slides(items, frame)),
            kind => kind.clone(),
        };
        Node { kind, span: root.span }
    }

    /// Expands slides, and puts the slides of other outlines in place of `include`.
    pub(super) fn expand_slides(&mut self, slides: &[Node], frame: &Frame) -> Vec<Node> {
        let mut expanded = Vec::with_capacity(slides.len());
        for slide in slides {
            if !self.is_kept(slide, &frame.scope, NodePlace::Any) {
                continue;
            }
            match find_key(slide, "include") {
                Some(include) => expanded.extend(self.include_slides(slide, include, frame)),
                None => expanded.push(self.expand_node(slide, &frame.scope, NodePlace::Any)),
            }
        }
        expanded
    }

    pub(super) fn expand_node(&mut self, node: &Node, scope: &Scope, place: NodePlace) -> Node {
        let kind = match &node.kind {
            NodeKind::Scalar(scalar) if place != NodePlace::Verbatim => {
                self.expand_scalar(scalar, node.span, scope)
            }
            NodeKind::Sequence(items) => {
                let mut expanded = Vec::with_capacity(items.len());
                for item in items {
                    if self.is_kept(item, scope, place) {
                        expanded.push(self.expand_node(item, scope, place));
                    }
                }
                NodeKind::Sequence(expanded)
            }
            NodeKind::Mapping(entries)
                if place != NodePlace::Verbatim && is_language_map(entries) =>
            {
                let text = self.choose_text(entries, node.span);
                return self.expand_node(text, scope, place);
            }
            NodeKind::Mapping(entries) => {
                let has_condition = condition_of(node, place).is_some();
                let mut expanded = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let name = to_snake_case(&key.name);
                    if is_private_key(&name) {
                        expanded.push((key.clone(), value.clone()));
                        continue;
                    }
                    let below = place.below(&name);
                    let is_condition = has_condition && name == "when";
                    if !is_condition && self.is_kept(value, scope, below) {
                        let key = self.expand_key(key, scope);
                        expanded.push((key, self.expand_node(value, scope, below)));
                    }
                }
                NodeKind::Mapping(expanded)
            }
            kind => kind.clone(),
        };
        Node { kind, span: node.span }
    }

    /// Returns whether a part of the outline is shown: whether its condition holds.
    fn is_kept(&mut self, node: &Node, scope: &Scope, place: NodePlace) -> bool {
        let Some(condition) = condition_of(node, place) else { return true };
        let Some(scalar) = condition.as_scalar() else {
            if condition.kind != NodeKind::Unreadable {
                let found = condition.describe_kind();
                self.report(
                    Code::InvalidExpression,
                    format!("`when` must be a condition, not {found}"),
                    condition.span,
                    "write an expression such as `when: partners > 10`",
                );
            }
            return true;
        };
        let text = scalar.value.trim();
        let inner = text.strip_prefix("{{").and_then(|text| text.strip_suffix("}}"));
        let text = inner.unwrap_or(text).trim();
        let at = self.sources.slice(condition.span).find(text).unwrap_or(0);
        let start = condition.span.start as usize + at;
        match decide(text, &self.evaluator, scope) {
            Ok(decision) => {
                self.used.extend(decision.variables);
                decision.holds
            }
            Err(failure) => {
                self.report_failure(failure, start, condition.span, scope, text);
                true
            }
        }
    }

    fn expand_key(&mut self, key: &Key, scope: &Scope) -> Key {
        if !key.name.contains("{{") {
            return key.clone();
        }
        let name = self.insert_values(&key.name, false, key.span, scope);
        Key { name: name.map_or_else(|| key.name.clone(), |texts| texts.markup), span: key.span }
    }

    fn expand_scalar(&mut self, scalar: &Scalar, span: Span, scope: &Scope) -> NodeKind {
        if !scalar.value.contains("{{") {
            return NodeKind::Scalar(scalar.clone());
        }
        // What has no value was reported: readers ignore the text silently.
        let Some(texts) = self.insert_values(&scalar.value, scalar.is_block(), span, scope) else {
            return NodeKind::Unreadable;
        };
        let insertion = Insertion { written: scalar.value.clone(), markup: texts.markup };
        NodeKind::Scalar(Scalar {
            value: texts.value,
            style: scalar.style,
            insertion: Some(Box::new(insertion)),
        })
    }

    /// Inserts values into a text. Returns `None` if one of them is missing, which is reported.
    fn insert_values(
        &mut self,
        text: &str,
        is_block: bool,
        span: Span,
        scope: &Scope,
    ) -> Option<InsertedTexts> {
        let mut texts = InsertedTexts::default();
        let mut origins: Vec<(String, Span)> = Vec::new();
        let (mut from, mut is_complete) = (0, true);
        for piece in find_pieces(text, is_block) {
            let (start, end) = match &piece {
                ExpressionPart::Expression(range) => (range.start, range.end),
                ExpressionPart::Escape(at) => (*at, at + 1),
                ExpressionPart::Unclosed(at) => (*at, at + 2),
            };
            texts.push_written(&text[from..start]);
            from = end;
            match piece {
                ExpressionPart::Escape(_) => texts.markup.push('\\'),
                ExpressionPart::Unclosed(_) => {
                    let at = self.locate(text, start, span);
                    self.report(
                        Code::UnclosedExpression,
                        "`{{` is not closed",
                        Span::new(span.source, at, at + 2),
                        "write `}}` after the name; to show the braces themselves, write `\\{{`",
                    );
                    is_complete = false;
                }
                ExpressionPart::Expression(_) => {
                    let expression = &text[start + 2..end - 2];
                    match self.evaluator.evaluate_text(expression, scope) {
                        Ok((value, variables)) => {
                            texts.push_value(&value);
                            for name in variables {
                                let origin = scope.get(&name).map(|variable| variable.origin);
                                self.used.insert(name.clone());
                                origins.extend(origin.map(|origin| (name, origin)));
                            }
                        }
                        Err(failure) => {
                            let at = self.locate(text, start, span) + 2;
                            self.report_failure(failure, at, span, scope, expression);
                            is_complete = false;
                        }
                    }
                }
            }
        }
        texts.push_written(&text[from..]);
        if !origins.is_empty() {
            self.traces.push(Trace { span, origins });
        }
        is_complete.then_some(texts)
    }

    /// Returns where the braces at byte `at` of a text are in the outline: as many pairs of braces
    /// come before them there as in the text.
    fn locate(&self, text: &str, at: usize, span: Span) -> usize {
        let before = text[..at].matches("{{").count();
        let written = self.sources.slice(span);
        let found = written.match_indices("{{").nth(before).map_or(0, |(at, _)| at);
        span.start as usize + found
    }

    /// Reports an expression without a value. The expression starts at byte `start` of the source
    /// and is part of the text at `span`.
    pub(super) fn report_failure(
        &mut self,
        failure: Failure,
        start: usize,
        span: Span,
        scope: &Scope,
        expression: &str,
    ) {
        let code = match failure.kind {
            FailureKind::UnknownName => Code::UnknownVariable,
            FailureKind::Invalid => Code::InvalidExpression,
            FailureKind::Incomparable => Code::IncomparableValue,
        };
        let place = Span::new(span.source, start + failure.range.start, start + failure.range.end);
        let place = if span.contains_span(place) { place } else { span };
        let mut diagnostic = Diagnostic::error(code, failure.message, place);
        if let Some(nearest) = failure.nearest {
            diagnostic = diagnostic
                .with_help(format!("did you mean `{nearest}`?"))
                .with_suggested_edit(place, nearest);
        }
        diagnostic = diagnostic.with_help(failure.help);
        for name in super::names::find_names(expression) {
            let name = &expression[name.range];
            self.used.insert(name.to_owned());
            if let Some(variable) = scope.get(name) {
                diagnostic =
                    diagnostic.with_related(variable.origin, format!("the value of `{name}`"));
            }
        }
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        message: impl Into<String>,
        span: Span,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(code, message, span).with_help(help));
    }
}

/// Returns the condition of a part of an outline. A `when` that is alone is a text with a colon.
fn condition_of(node: &Node, place: NodePlace) -> Option<&Node> {
    let has_more = node.as_mapping().is_some_and(|entries| entries.len() > 1);
    (has_more && place != NodePlace::Timeline).then(|| find_key(node, "when")).flatten()
}

/// A text with its values inserted.
#[derive(Default)]
struct InsertedTexts {
    /// As it is.
    value: String,
    /// As Markdown in which the values are inert.
    markup: String,
}

impl InsertedTexts {
    fn push_written(&mut self, text: &str) {
        self.value.push_str(text);
        self.markup.push_str(text);
    }

    fn push_value(&mut self, value: &str) {
        self.value.push_str(value);
        self.markup.push_str(&to_inert(value));
    }
}
