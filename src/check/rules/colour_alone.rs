#![doc = include_str!("../../diagnostic/explain/E0618.md")]

use crate::check::{Level, LintContext, Rule, page, words};
use crate::deck::{BlockKind, CalloutKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::scene::{ElementId, GlyphRun, Item, ItemKind, Role, Structure};

pub(super) const RULE: Rule = Rule {
    name: "colour_alone",
    code: Code::ColourAlone,
    level: Level::Warn,
    limit: None,
    run: Some(check_colour_alone),
};

/// Least contrast between words that only their colour tells apart (WCAG 2.2, technique G183).
const MIN_COLOUR_CONTRAST: f32 = 3.0;

fn check_colour_alone(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for slide in &subject.deck.slides {
        for block in slide.all_blocks() {
            if let BlockKind::Callout {
                kind: kind @ (CalloutKind::Tip | CalloutKind::Warning),
                title: None,
                ..
            } = &block.kind
            {
                let name = if *kind == CalloutKind::Tip { "tip" } else { "warning" };
                let message = format!("only the colour of its bar says that this is a {name}");
                let finding = Diagnostic::warning(Code::ColourAlone, message, block.span);
                found.push(finding.with_help("give the callout a `title:` that says it in a word"));
            }
        }
        for text in slide.own_texts() {
            if let Some(words) = find_colour_reference(&text.content) {
                let message = format!("“{words}” points by colour, which not everyone sees");
                let place = subject.words_span(text.span, &words);
                found.push(
                    Diagnostic::warning(Code::ColourAlone, message, place)
                        .with_help("say what it is in words, too"),
                );
            }
        }
    }
    for page in &subject.scene.pages {
        check_coloured_words(subject, &page.items, &mut found);
    }
    found
}

/// Words by which a text points at a colour: each list is a pattern, a colour stands in place of
/// `*`.
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

/// The words that point by colour, if any do.
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
            // “In green transport” speaks of transport: a colour that ends the clause points.
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

/// Whether the word before the one with this index ends a clause, or a verb follows.
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

/// Reports words that only their colour tells from their neighbours.
fn check_coloured_words(subject: &LintContext<'_>, items: &[Item], found: &mut Vec<Diagnostic>) {
    let structure = &subject.scene.structure;
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
        let Some(letters) = page::letter_bounds(coloured, subject.fonts) else { continue };
        let neighbour = page::letter_bounds(before, subject.fonts).unwrap_or_default();
        if let Some(span) = span
            && !is_underlined(letters, items)
            && !is_underlined(neighbour, items)
        {
            let message = format!(
                "only its colour tells “{}” from the words beside it",
                words::shorten_text(page::run_text(run))
            );
            let place = subject.words_span(span, page::run_text(run).trim());
            let finding = Diagnostic::warning(Code::ColourAlone, message, place);
            found.push(
                finding.with_help("let the theme's colours differ more, or set the words in bold"),
            );
        }
    }
}

/// The element that a link or a stretch of text is a part of.
fn paragraph_of(structure: &Structure, element: ElementId) -> ElementId {
    let is_part = |id: &ElementId| matches!(structure.get(*id).role, Role::Link | Role::Span);
    let mut chain = std::iter::successors(Some(element), |&id| structure.get(id).parent);
    chain.find(|id| !is_part(id)).unwrap_or(element)
}

/// Whether a rule or a ground is drawn under or behind the letters.
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
