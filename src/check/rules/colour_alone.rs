#![doc = include_str!("../../diagnostic/explain/E0618.md")]

use crate::check::{Level, LintContext, Rule, page, words};
use crate::deck::{BlockKind, CalloutKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::scene::{ElementId, GlyphRun, Item, ItemKind, Role, Structure};

pub(super) const RULE: Rule = Rule {
    name: "colour_alone",
    code: Code::ColourOnly,
    level: Level::Warn,
    limit: None,
    run: Some(check_colour_alone),
};

/// Minimum contrast between words that differ only in colour (WCAG 2.2, technique G183).
const MIN_COLOUR_CONTRAST: f32 = 3.0;

fn check_colour_alone(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for slide in &context.deck.slides {
        for block in slide.all_blocks() {
            if let BlockKind::Callout {
                kind: kind @ (CalloutKind::Tip | CalloutKind::Warning),
                title: None,
                ..
            } = &block.kind
            {
                let name = if *kind == CalloutKind::Tip { "tip" } else { "warning" };
                let message = format!("only the colour of the bar marks this callout as a {name}");
                let diagnostic = Diagnostic::warning(Code::ColourOnly, message, block.span);
                diagnostics
                    .push(diagnostic.with_help("add a `title:` that names the kind of callout"));
            }
        }
        for text in slide.own_texts() {
            if let Some(words) = find_colour_reference(&text.content) {
                let message = format!("“{words}” refers to something only by its colour");
                let place = context.words_span(text.span, &words);
                diagnostics.push(
                    Diagnostic::warning(Code::ColourOnly, message, place)
                        .with_help("name it in words as well"),
                );
            }
        }
    }
    for page in &context.scene.pages {
        check_coloured_words(context, &page.items, &mut diagnostics);
    }
    diagnostics
}

/// Phrases that refer to a colour; `*` is the name of the colour.
const COLOUR_PATTERNS: [&str; 22] = [
    "in *",
    "marked *",
    "shown in *",
    "the * line",
    "the * lines",
    "the * bar",
    "the * bars",
    "the * items",
    "the * areas",
    "the * boxes",
    "the * cells",
    "the * arrow",
    "the * dots",
    "the * words",
    "in * geschrieben",
    "die *en felder",
    "die *e linie",
    "die *en balken",
    "en *",
    "en color *",
    "in *er schrift",
    "in colore *",
];

const COLOUR_NAMES: [&str; 22] = [
    "red", "green", "blue", "yellow", "orange", "purple", "grey", "gray", "rot", "grün", "blau",
    "gelb", "rouge", "vert", "bleu", "jaune", "rojo", "verde", "azul", "amarillo", "rosso",
    "vermelho",
];

/// Returns the words of a text that refer to something by its colour.
fn find_colour_reference(content: &str) -> Option<String> {
    let plain: Vec<String> = content
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let names_colour =
        plain.iter().any(|word| COLOUR_NAMES.iter().any(|colour| word.starts_with(colour)));
    if !names_colour {
        return None;
    }
    for pattern in COLOUR_PATTERNS {
        let pattern: Vec<&str> = pattern.split(' ').collect();
        for (at, window) in plain.windows(pattern.len()).enumerate() {
            let meets = |(word, wanted): (&String, &&str)| match wanted.split_once('*') {
                Some((_, ending)) => {
                    word.strip_suffix(ending).is_some_and(|stem| COLOUR_NAMES.contains(&stem))
                }
                None => word == wanted,
            };
            // “In green transport” is about transport: a colour refers only at the end of a clause.
            let ends = pattern.len() > 2 || ends_clause(content, at + pattern.len());
            if window.iter().zip(&pattern).all(meets) && ends {
                return Some(
                    content
                        .split_whitespace()
                        .skip(at)
                        .take(pattern.len())
                        .collect::<Vec<_>>()
                        .join(" ")
                        .trim_end_matches(['.', ',', ';'])
                        .to_owned(),
                );
            }
        }
    }
    None
}

/// Whether a clause ends before the word with index `next`, or a verb follows.
fn ends_clause(content: &str, next: usize) -> bool {
    let words: Vec<&str> = content.split_whitespace().collect();
    let last = words[next - 1];
    last.ends_with(['.', ',', ';', ':', ')', '!', '?'])
        || words.get(next).is_none_or(|word| {
            [
                "are", "is", "were", "was", "show", "shows", "mean", "means", "sind", "ist",
                "sont", "est", "son", "and", "have",
            ]
            .contains(word)
        })
}

/// Reports words that differ from their neighbours only in colour.
fn check_coloured_words(
    context: &LintContext<'_>,
    items: &[Item],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let structure = &context.scene.structure;
    let runs: Vec<(&Item, &GlyphRun, ElementId)> = items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some((item, run, paragraph_of(structure, item.element?))),
            _ => None,
        })
        .collect();
    for pair in runs.windows(2) {
        let [(_, before, outer), (item, run, paragraph)] = pair else { continue };
        let alike = outer == paragraph
            && before.face == run.face
            && before.size == run.size
            && before.origin.y == run.origin.y;
        if !alike
            || before.colour == run.colour
            || before.colour.contrast_ratio(run.colour) >= MIN_COLOUR_CONTRAST
        {
            continue;
        }
        let (coloured, span) =
            if before.text.as_ptr() == run.text.as_ptr() { (run, item.span) } else { continue };
        let Some(letters) = page::letter_bounds(coloured, context.fonts) else { continue };
        let neighbour = page::letter_bounds(before, context.fonts).unwrap_or_default();
        if let Some(span) = span
            && !is_underlined(letters, items)
            && !is_underlined(neighbour, items)
        {
            let message = format!(
                "“{}” differs from the words next to it only in colour",
                words::shorten_text(run.shown_text())
            );
            let place = context.words_span(span, run.shown_text().trim());
            let diagnostic = Diagnostic::warning(Code::ColourOnly, message, place);
            diagnostics.push(diagnostic.with_help(
                "choose colours with more contrast in the theme, or set the words in bold",
            ));
        }
    }
}

/// Returns the element that a link or span is part of.
fn paragraph_of(structure: &Structure, element: ElementId) -> ElementId {
    let is_part = |id: &ElementId| matches!(structure.get(*id).role, Role::Link | Role::Span);
    structure.ancestors(element).find(|id| !is_part(id)).unwrap_or(element)
}

/// Whether an underline or a highlight is drawn below the letters.
fn is_underlined(letters: Rect, items: &[Item]) -> bool {
    items.iter().any(|item| {
        let ItemKind::Shape(shape) = &item.kind else { return false };
        let bounds = shape.bounds();
        let below = bounds.y < letters.bottom() + letters.height && bounds.bottom() > letters.y;
        let along = bounds.x <= letters.x + 1.0 && bounds.right() >= letters.right() - 1.0;
        below && along && bounds.width < letters.width * 1.2 + 6.0
    })
}

#[cfg(test)]
mod tests {
    use super::find_colour_reference;

    #[test]
    fn finds_references_by_colour_but_not_mentions_of_a_colour() {
        for text in [
            "The lines in red are late",
            "Targets marked green, the others not",
            "Look at the red bars",
            "Les retards sont en rouge.",
            "See the items in blue",
        ] {
            assert!(find_colour_reference(text).is_some(), "{text}");
        }
        for text in [
            "European Green Deal",
            "Investment in green transport",
            "The blue economy",
            "Green and digital transition",
            "Red Cross",
            "In Greenland",
            "Cooperation in blue growth",
            "Urban areas in orange groves",
        ] {
            assert_eq!(find_colour_reference(text), None, "{text}");
        }
    }
}
