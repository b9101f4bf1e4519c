#![doc = include_str!("../../diagnostic/explain/E0609.md")]

use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "link_text",
    code: Code::VagueLinkText,
    level: Level::Warn,
    limit: None,
    run: Some(check_link_text),
};

/// Words that do not describe a target, in the languages that decks are often written in.
const VAGUE_LINK_TEXTS: [&str; 26] = [
    "here",
    "click here",
    "link",
    "this link",
    "this",
    "more",
    "read more",
    "click",
    "hier",
    "hier klicken",
    "klicken sie hier",
    "ici",
    "cliquez ici",
    "aquí",
    "aqui",
    "haga clic aquí",
    "clique aqui",
    "qui",
    "clicca qui",
    "εδώ",
    "тук",
    "здесь",
    "tutaj",
    "点击这里",
    "这里",
    "こちら",
];

fn check_link_text(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for text in context.deck.slides.iter().flat_map(|slide| slide.own_texts()) {
        for run in text.runs.iter().filter(|run| run.link.is_some()) {
            let words = text.content.get(run.range.clone()).unwrap_or_default();
            let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if VAGUE_LINK_TEXTS.contains(&plain.as_str()) {
                let message =
                    format!("the link text `{}` does not describe its target", words.trim());
                let place = context.words_span(text.span, &format!("[{words}]"));
                diagnostics.push(
                    Diagnostic::warning(Code::VagueLinkText, message, place)
                        .with_help("use words that describe the target as the link text"),
                );
            }
        }
    }
    diagnostics
}
