#![doc = include_str!("../../diagnostic/explain/E0607.md")]

use crate::check::{Level, LintContext, Rule, words};
use crate::deck::Text;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "all_capitals",
    code: Code::AllCapitals,
    level: Level::Warn,
    limit: None,
    run: Some(check_all_capitals),
};

fn check_all_capitals(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let metadata = &context.deck.metadata;
    let of_deck = metadata
        .title
        .iter()
        .chain(&metadata.subtitle)
        .chain(&metadata.event)
        .chain(&context.deck.footer);
    let texts = of_deck.chain(context.deck.slides.iter().flat_map(|slide| slide.own_texts()));
    texts
        .filter(|text| is_all_capitals(text))
        .map(|text| {
            let message = format!("“{}” is all in capitals", words::shorten_text(&text.content));
            Diagnostic::warning(Code::AllCapitals, message, text.span)
                .with_help("use normal capitalisation; emphasise words in bold: `**word**`")
        })
        .collect()
}

/// Whether a text is in capitals: at least three words, two of them too long for abbreviations.
fn is_all_capitals(text: &Text) -> bool {
    const LONGEST_ABBREVIATION: usize = 4;
    let content = &text.content;
    let capitals =
        |word: &str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    if content.chars().any(char::is_lowercase) {
        return false;
    }
    let shouted: Vec<&str> = content.split_whitespace().filter(|word| capitals(word)).collect();
    shouted.len() >= 3
        && shouted.iter().filter(|word| word.chars().count() > LONGEST_ABBREVIATION).count() >= 2
}
