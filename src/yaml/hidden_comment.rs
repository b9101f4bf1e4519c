//! Comments that hide text: YAML reads everything after ` #` as a comment, even a hashtag.

use super::node::Node;
use super::quote::{quote_text, suggest_line};
use super::reader::NodeReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl NodeReader<'_> {
    /// Reads the hashtag after the colon of a key that has no other value, if there is one.
    pub fn read_text_after_colon(&mut self, node: &Node) -> Option<String> {
        let comment = self.comment_after(node.span)?;
        if is_hashtag(self.slice(comment)) {
            return Some(self.take_hidden_hashtag(comment));
        }
        // The colon and one space; more space before it makes it a real comment.
        let between = self.slice(Span { start: node.span.end, end: comment.start, ..comment });
        if between.trim_start().len() <= 2 {
            let line =
                suggest_line(self.source, node.span.start as usize..comment.end as usize, &{
                    quote_text(self.slice(Span { end: comment.end, ..node.span }))
                });
            self.warn_about_hidden_comment(comment, &line);
        }
        None
    }

    /// Returns `value` with the hashtag that follows it on its line.
    pub(super) fn join_hidden_hashtag(&mut self, span: Span, value: &str, written: &str) -> String {
        let Some(comment) = self.comment_after(span) else { return value.to_owned() };
        let words = self.slice(comment);
        let gap = comment.start - span.end;
        let is_comment = !is_hashtag(words);
        if is_comment
            && (gap > 1
                || self.slice(Span { start: span.end, end: comment.start, ..span }).contains('\t'))
        {
            return value.to_owned();
        }
        let whole = format!("{written} {words}");
        let line = suggest_line(
            self.source,
            span.start as usize..comment.end as usize,
            &quote_text(&whole),
        );
        if is_comment {
            self.warn_about_hidden_comment(comment, &line);
            return value.to_owned();
        }
        self.diagnostics.push(
            Diagnostic::warning(Code::HiddenByComment, HASH_STARTS_COMMENT, comment)
                .with_label("read as part of the text")
                .with_help(line)
                .with_certain_edit(Span { end: comment.end, ..span }, quote_text(&whole)),
        );
        format!("{value} {words}")
    }

    /// Warns about a comment that may be meant as text.
    fn warn_about_hidden_comment(&mut self, comment: Span, line: &str) {
        let diagnostic = Diagnostic::warning(Code::HiddenByComment, HASH_STARTS_COMMENT, comment)
            .with_label("not shown");
        let diagnostic = diagnostic.with_help("if this is a comment, put two spaces before it");
        self.diagnostics.push(diagnostic.with_help(format!("if it belongs to the text, {line}")));
    }

    pub(super) fn take_hidden_hashtag(&mut self, comment: Span) -> String {
        let words = self.slice(comment).to_owned();
        self.diagnostics.push(
            Diagnostic::warning(Code::HiddenByComment, HASH_STARTS_COMMENT, comment)
                .with_label("plenary reads this as text")
                .with_certain_edit(comment, quote_text(&words))
                .with_help(suggest_line(self.source, comment.range(), &quote_text(&words))),
        );
        words
    }

    /// Returns the comment that follows `span` on its line.
    pub(super) fn comment_after(&self, span: Span) -> Option<Span> {
        let end = span.end as usize;
        let rest = self.source.text.get(end..)?;
        let rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
        // After a key without a value there is still its colon, possibly after spaces.
        let body = rest
            .trim_start_matches([' ', '\t'])
            .trim_start_matches(':')
            .trim_start_matches([' ', '\t']);
        let start = end + (rest.len() - body.len());
        // A comment for plenary is always a real comment.
        let is_ours = body.starts_with("# plenary:");
        (body.starts_with('#') && !is_ours && start > end)
            .then(|| Span::new(span.source, start, start + body.trim_end().len()))
    }
}

const HASH_STARTS_COMMENT: &str = "`#` after a space starts a comment in YAML";

/// Returns whether a comment looks like a hashtag that was meant to be visible: `#EURegionsWeek`,
/// `#1`.
pub(super) fn is_hashtag(comment: &str) -> bool {
    comment.trim_start_matches('#').len() + 1 == comment.len()
        && comment[1..].starts_with(|c: char| c.is_alphanumeric())
}
