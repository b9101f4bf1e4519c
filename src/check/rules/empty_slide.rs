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

fn check_empty_slide(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for slide in &subject.deck.slides {
        let place = subject.slide_span(slide);
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
        if subject.is_slide_empty(slide) {
            let finding = Diagnostic::warning(Code::EmptySlide, "this slide shows nothing", place);
            found.push(finding.with_help(
                "give it a title and blocks, take it out with `hide: true`, or say `layout: blank` if it is meant to be empty",
            ));
        } else if wants_more && slide.blocks.is_empty() {
            let finding = Diagnostic::warning(
                Code::EmptySlide,
                "this slide has a title and nothing under it",
                place,
            );
            found.push(
                finding.with_help("add what it is to show, or say `layout: section` or `layout: statement` if the title is all"),
            );
        }
    }
    found
}
