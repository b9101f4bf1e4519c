#![doc = include_str!("../../diagnostic/explain/E0605.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::Layout;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "empty_slide",
    code: Code::EmptySlide,
    level: Level::Warn,
    limit: None,
    run: Some(check_empty_slide),
};

fn check_empty_slide(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for slide in &context.deck.slides {
        let place = context.slide_span(slide);
        let wants_more = !matches!(
            slide.layout,
            Layout::Cover
                | Layout::Section
                | Layout::Statement
                | Layout::Question
                | Layout::End
                | Layout::Agenda
                | Layout::Blank
        );
        if context.is_slide_empty(slide) {
            let diagnostic = Diagnostic::warning(Code::EmptySlide, "this slide is empty", place);
            diagnostics.push(diagnostic.with_help(
                "add a title and blocks, hide it with `hide: true`, or write `layout: blank` if \
                 it is meant to be empty",
            ));
        } else if wants_more && slide.blocks.is_empty() {
            let diagnostic = Diagnostic::warning(
                Code::EmptySlide,
                "this slide has a title but no content",
                place,
            );
            diagnostics.push(diagnostic.with_help(
                "add content, or write `layout: section` or `layout: \
                                      statement` if the title is enough",
            ));
        }
    }
    diagnostics
}
