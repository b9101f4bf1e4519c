#![doc = include_str!("../../diagnostic/explain/E0601.md")]

use crate::check::{Level, Limit, LintContext, Rule, words};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "too_many_words",
    code: Code::TooManyWords,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 90.0, unit: "words" }),
    run: Some(check_too_many_words),
};

fn check_too_many_words(context: &LintContext<'_>, limit: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, slide) in context.deck.slides.iter().enumerate() {
        let count: f32 =
            slide.body_texts().into_iter().map(|text| words::count_words(&text.content)).sum();
        // A continued slide has its words on several pages.
        let pages = context.scene.pages.iter().filter(|page| page.slide == index).count().max(1);
        if count / pages as f32 > limit {
            let place = if pages > 1 { format!(" on {pages} pages") } else { String::new() };
            let message =
                format!("this slide has {count:.0} words{place}; the limit is {limit:.0} per page");
            let diagnostic =
                Diagnostic::warning(Code::TooManyWords, message, context.slide_span(slide));
            diagnostics
                .push(diagnostic.with_help("move sentences to `notes:` or to another slide"));
        }
    }
    diagnostics
}
