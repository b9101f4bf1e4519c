//! `# plenary: allow(rule)`: comments that suppress diagnostics.

use super::rules::{RULES, rule_by_name};
use super::{Level, rule::Rule};
use crate::deck::find_slides;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::{Source, SourceId, Span};
use crate::yaml::{Node, NodeKind};

/// All `# plenary: allow(…)` comments of an outline.
#[derive(Clone, Debug, Default)]
pub struct AllowComments {
    comments: Vec<AllowComment>,
    /// Diagnostics about malformed comments and unknown rules.
    invalid: Vec<Diagnostic>,
}

/// A rule that a comment allows.
#[derive(Clone, Debug)]
struct AllowComment {
    rule: &'static Rule,
    /// The rule's name in the comment.
    span: Span,
    /// The lines that the comment applies to.
    lines: std::ops::RangeInclusive<usize>,
    is_used: bool,
}

const COMMENT_PREFIX: &str = "# plenary:";

impl AllowComments {
    /// Parses the comments of an outline.
    pub fn parse(root: &Node, source: &Source, id: SourceId) -> Self {
        let mut allows = Self::default();
        let mut texts = None;
        for (at, _) in source.text.match_indices(COMMENT_PREFIX) {
            // Most outlines have no such comment, so the tree is walked only if there may be one.
            let texts = texts.get_or_insert_with(|| scalar_spans(root));
            let is_separate = source.text[..at].ends_with([' ', '\t', '\n', '\r']) || at == 0;
            if is_separate && !texts.iter().any(|text| text.range().contains(&at)) {
                allows.read_comment(at, root, source, id);
            }
        }
        allows
    }

    fn read_comment(&mut self, at: usize, root: &Node, source: &Source, id: SourceId) {
        let line = source.position(at).line;
        let text = source.line_text(line);
        let end = source.line_start(line) + text.trim_end().len();
        let whole = Span::new(id, at, end);
        let words = &source.text[at + COMMENT_PREFIX.len()..end];
        let Some((before, names)) = words.split_once('(') else {
            return self.push_malformed(whole);
        };
        let Some((names, _)) = names.split_once(')').filter(|_| before.trim() == "allow") else {
            return self.push_malformed(whole);
        };
        let start = at + COMMENT_PREFIX.len() + before.len() + 1;
        let lines = affected_lines(line, root, source);
        let mut from = start;
        for name in names.split(',') {
            let own = from + (name.len() - name.trim_start().len());
            from += name.len() + 1;
            let name = name.trim();
            let span = Span::new(id, own, own + name.len());
            match rule_by_name(name) {
                Some(rule) if rule.level == Level::Error => self.invalid.push(
                    Diagnostic::warning(
                        Code::UnusedAllow,
                        format!(
                            "`{name}` cannot be turned off: no PDF is written until it is fixed"
                        ),
                        span,
                    )
                    .with_help("remove this comment and fix the error"),
                ),
                Some(rule) => self.comments.push(AllowComment {
                    rule,
                    span,
                    lines: lines.clone(),
                    is_used: false,
                }),
                None => self.invalid.push(unknown_rule(name, span)),
            }
        }
    }

    fn push_malformed(&mut self, span: Span) {
        let diagnostic =
            Diagnostic::warning(Code::UnusedAllow, "invalid `# plenary:` comment", span);
        self.invalid.push(
            diagnostic.with_help(
                "write `# plenary: allow(RULE)`; `plenary check --rules` lists the rules",
            ),
        );
    }

    /// Whether a comment suppresses a diagnostic of `rule` at `span` of `source`. The comment then
    /// counts as used.
    pub(super) fn try_suppress(&mut self, rule: &Rule, span: Span, source: &Source) -> bool {
        if self.comments.is_empty() {
            return false;
        }
        let line = source.position(span.start as usize).line;
        let applies = |allow: &&mut AllowComment| {
            allow.rule.name == rule.name
                && allow.span.source == span.source
                && allow.lines.contains(&line)
        };
        let mut is_suppressed = false;
        for allow in self.comments.iter_mut().filter(applies) {
            (allow.is_used, is_suppressed) = (true, true);
        }
        is_suppressed
    }

    /// Returns diagnostics about the comments: unused, malformed, or naming an unknown rule.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let unused = self.comments.into_iter().filter(|allow| !allow.is_used).map(|allow| {
            let name = allow.rule.name;
            Diagnostic::warning(
                Code::UnusedAllow,
                format!("unused comment: `{name}` reports nothing here"),
                allow.span,
            )
            .with_help("remove the comment")
        });
        self.invalid.into_iter().chain(unused).collect()
    }
}

/// Returns the diagnostic for an unknown rule name.
pub(super) fn unknown_rule(name: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::warning(Code::UnusedAllow, format!("unknown rule `{name}`"), span);
    match find_nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => {
            diagnostic.with_help(format!("did you mean `{near}`?")).with_suggested_edit(span, near)
        }
        None => diagnostic.with_help("run `plenary check --rules` for the list of rules"),
    }
}

/// Returns the lines that a comment on `line` applies to: its own; the next line with content if
/// the comment is alone on its line; the whole slide if that line starts a slide.
fn affected_lines(line: usize, root: &Node, source: &Source) -> std::ops::RangeInclusive<usize> {
    let has_content = |line: &usize| {
        let words = source.line_text(*line).trim_start();
        !words.is_empty() && !words.starts_with('#')
    };
    let is_alone = source.line_text(line).trim_start().starts_with('#');
    let target = if is_alone {
        (line + 1..=source.line_count()).find(has_content).unwrap_or(line)
    } else {
        line
    };
    let line_of = |offset: usize| source.position(offset).line;
    let slides: Vec<usize> = find_slides(root)
        .unwrap_or_default()
        .iter()
        .map(|slide| line_of(slide.span.start as usize))
        .collect();
    match slides.iter().position(|&start| start == target) {
        Some(index) => target..=slides.get(index + 1).map_or(source.line_count(), |next| next - 1),
        None => target..=target,
    }
}

/// Returns the spans of all text, in which `#` does not start a comment.
fn scalar_spans(root: &Node) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.kind {
            NodeKind::Scalar(_) => spans.push(node.span),
            NodeKind::Sequence(items) => open.extend(items),
            NodeKind::Mapping(entries) => open.extend(entries.iter().map(|(_, value)| value)),
            NodeKind::Null | NodeKind::Unreadable => {}
        }
    }
    spans
}
