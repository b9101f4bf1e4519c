#![doc = include_str!("../../diagnostic/explain/E0609.md")]

use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "link_text",
    code: Code::LinkText,
    level: Level::Warn,
    limit: None,
    run: Some(check_link_text),
};

/// Words that lead nowhere, in the languages of those who write such decks.
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

fn check_link_text(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in subject.deck.slides.iter().flat_map(|slide| slide.own_texts()) {
        for run in text.runs.iter().filter(|run| run.link.is_some()) {
            let words = text.content.get(run.range.clone()).unwrap_or_default();
            let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if VAGUE_LINK_TEXTS.contains(&plain.as_str()) {
                let message = format!("the link `{}` does not say where it leads", words.trim());
                let place = subject.words_span(text.span, &format!("[{words}]"));
                found.push(
                    Diagnostic::warning(Code::LinkText, message, place)
                        .with_help("link the words that name what is there"),
                );
            }
        }
    }
    found
}
