#![doc = include_str!("../../diagnostic/explain/E0622.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::CiteMode;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "missing_references",
    code: Code::UnlistedWorks,
    level: Level::Warn,
    limit: None,
    run: Some(check_missing_references),
};

fn check_missing_references(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let bibliography = context.deck.bibliography.as_ref();
    let unlisted = bibliography.filter(|it| !it.has_references && it.cite == CiteMode::Inline);
    let Some(span) = unlisted.and_then(|it| it.first_citation) else { return Vec::new() };
    let message = "the slides cite works, but no slide lists them";
    let diagnostic = Diagnostic::warning(Code::UnlistedWorks, message, span).with_help(
        "add a slide with `references: true`, or write `cite: footnote` to show the citations at \
         the foot of the slides",
    );
    vec![diagnostic]
}
