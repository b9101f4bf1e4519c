#![doc = include_str!("../../diagnostic/explain/E0603.md")]

use std::collections::BTreeMap;

use crate::check::{Level, LintContext, Rule, words};
use crate::deck::Layout;
use crate::diagnostic::{Code, Diagnostic};
use crate::show::Visibility;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "duplicate_title",
    code: Code::DuplicateTitle,
    level: Level::Warn,
    limit: None,
    run: Some(check_duplicate_title),
};

fn check_duplicate_title(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let told_apart =
        |layout| !matches!(layout, Layout::Cover | Layout::Section | Layout::Agenda | Layout::End);
    for slide in context
        .deck
        .slides
        .iter()
        .filter(|slide| told_apart(slide.layout) && slide.visibility == Visibility::Shown)
    {
        let Some(title) = slide.title.as_ref().filter(|title| !title.is_blank()) else { continue };
        let key = title.content.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match first.get(&key) {
            Some(&place) => diagnostics.push(
                Diagnostic::warning(
                    Code::DuplicateTitle,
                    format!("two slides have the title “{}”", words::shorten_text(&title.content)),
                    title.span,
                )
                .with_related(place, "first used here")
                .with_help("give each slide a title that states its point"),
            ),
            None => {
                first.insert(key, title.span);
            }
        }
    }
    diagnostics
}
