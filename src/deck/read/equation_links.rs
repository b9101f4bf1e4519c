//! Numbers formulas, and writes their numbers into links without words: `[](#eq-id)` shows `(3)`.

use std::collections::HashMap;

use super::super::equations::number_equations;
use super::super::markdown::{PLACEHOLDER, report_wordless_link};
use super::super::slide::Deck;
use super::super::text::{Link, Text};
use super::ReadContext;
use super::format_citations::visit_texts;
use super::slide::ParsedSlide;
use crate::show::Visibility;

/// Numbers the formulas of the slides that are shown, and completes the links to them.
pub(crate) fn number_equations_and_links(
    deck: &mut Deck,
    slides: &mut [ParsedSlide],
    context: &mut ReadContext,
) {
    let slides_mut = slides.iter_mut().map(|parsed| &mut parsed.slide);
    number_equations(slides_mut.filter(|slide| slide.visibility != Visibility::Hidden));
    let wordless = std::mem::take(&mut context.wordless_links);
    if wordless.is_empty() {
        return;
    }
    let formulas = slides.iter().flat_map(|parsed| parsed.slide.formulas());
    let numbers: HashMap<String, String> = formulas
        .filter_map(|math| Some((math.id.as_ref()?.0.clone(), math.number.label()?)))
        .collect();
    for (id, span) in wordless {
        if !numbers.contains_key(&id) {
            report_wordless_link(&format!("#{id}"), span, context);
        }
    }
    visit_texts(deck, slides, &mut |text, _| write_numbers(text, &numbers));
}

/// Replaces the placeholders in the links of a text.
fn write_numbers(text: &mut Text, numbers: &HashMap<String, String>) {
    if !text.content.contains(PLACEHOLDER) {
        return;
    }
    let old = std::mem::replace(text, Text { span: text.span, ..Text::default() });
    for run in old.runs {
        let words = &old.content[run.range.clone()];
        match &run.link {
            Some(Link::Slide(id)) => {
                let number = numbers.get(id).map_or("", String::as_str);
                text.push_run(&words.replace(PLACEHOLDER, number), run);
            }
            _ => text.push_run(words, run),
        }
    }
    if text.runs.is_empty() {
        *text = Text::plain("", old.span);
    }
}
