#![doc = include_str!("../../diagnostic/explain/E0602.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::{Layout, Slide};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "missing_title",
    code: Code::MissingTitle,
    level: Level::Warn,
    limit: None,
    run: Some(check_missing_title),
};

fn check_missing_title(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let untitled = context
        .deck
        .slides
        .iter()
        .filter(|slide| needs_title(slide) && !context.is_slide_empty(slide));
    untitled
        .map(|slide| {
            Diagnostic::warning(
                Code::MissingTitle,
                "this slide has no title",
                context.slide_span(slide),
            )
            .with_help("add a `title:`; bookmarks and screen readers use it")
        })
        .collect()
}

fn needs_title(slide: &Slide) -> bool {
    let needs_none = matches!(
        slide.layout,
        Layout::Cover
            | Layout::Quote
            | Layout::Statement
            | Layout::Fact
            | Layout::End
            | Layout::Image
            | Layout::Blank
    );
    !needs_none && slide.title.as_ref().is_none_or(|title| title.is_blank())
}
