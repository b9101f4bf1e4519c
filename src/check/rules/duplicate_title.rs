#![doc = include_str!("../../diagnostic/explain/E0603.md")]

use std::collections::BTreeMap;

use crate::check::{Level, Rule, Subject, words};
use crate::deck::Layout;
use crate::diagnostic::{Code, Diagnostic};
use crate::show::Standing;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "duplicate_title",
    code: Code::DuplicateTitle,
    level: Level::Warn,
    limit: None,
    look: Some(look),
};

fn look(subject: &Subject<'_>, _: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let told_apart = |layout| !matches!(layout, Layout::Cover | Layout::Section | Layout::End);
    for slide in subject
        .deck
        .slides
        .iter()
        .filter(|slide| told_apart(slide.layout) && slide.standing == Standing::Counted)
    {
        let Some(title) = slide.title.as_ref().filter(|title| !title.is_blank()) else { continue };
        let key = title.content.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match first.get(&key) {
            Some(&place) => found.push(
                Diagnostic::warning(
                    Code::DuplicateTitle,
                    format!("two slides have the title “{}”", words::shortened(&title.content)),
                    title.span,
                )
                .related(place, "first used here")
                .hint("let each title say what its slide says"),
            ),
            None => {
                first.insert(key, title.span);
            }
        }
    }
    found
}
