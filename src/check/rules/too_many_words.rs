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

fn check_too_many_words(subject: &LintContext<'_>, most: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, slide) in subject.deck.slides.iter().enumerate() {
        let count: f32 =
            slide.body_texts().into_iter().map(|text| words::count_words(&text.content)).sum();
        // A slide that is continued has its words on several pages.
        let pages = subject.scene.pages.iter().filter(|page| page.slide == index).count().max(1);
        if count / pages as f32 > most {
            let place = if pages > 1 { format!(" on {pages} pages") } else { String::new() };
            let message = format!(
                "this slide has {count:.0} words{place}; an audience reads {most:.0} while it listens"
            );
            let finding =
                Diagnostic::warning(Code::TooManyWords, message, subject.slide_span(slide));
            found.push(finding.with_help(
                "say it and show less: sentences can go into `notes:`, or on a further slide",
            ));
        }
    }
    found
}
