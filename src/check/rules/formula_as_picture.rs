#![doc = include_str!("../../diagnostic/explain/E0693.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::Figure;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "formula_as_picture",
    code: Code::FormulaAsPicture,
    level: Level::Warn,
    limit: None,
    run: Some(check_formula_as_picture),
};

fn check_formula_as_picture(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let figures = context.deck.slides.iter().flat_map(|slide| slide.all_figures());
    figures
        .filter(|figure| is_formula(figure))
        .map(|figure| {
            let file = figure.src.rsplit(['/', '\\']).next().unwrap_or(&figure.src);
            Diagnostic::warning(
                Code::FormulaAsPicture,
                format!("`{file}` seems to be a formula"),
                figure.src_span,
            )
            .with_help(
                "write it with `math`, such as `math: E = m c^2`: it stays sharp, has the colours \
                    of the theme, and is read aloud",
            )
        })
        .collect()
}

/// Words in names of files and in alternative texts that say that a picture is a formula.
const FORMULA_WORDS: [&str; 18] = [
    "eq",
    "eqn",
    "eqns",
    "equation",
    "equations",
    "formula",
    "formulae",
    "formulas",
    "latex",
    "gleichung",
    "gleichungen",
    "formel",
    "formeln",
    "ecuación",
    "ecuacion",
    "equação",
    "équation",
    "equazione",
];

/// The longest word in an alternative text that is a formula, such as `sqrt`.
const MAX_FORMULA_WORD_LETTERS: usize = 4;

fn is_formula(figure: &Figure) -> bool {
    let file = figure.src.rsplit(['/', '\\']).next().unwrap_or(&figure.src);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    let mut words = stem.split(|sign: char| !sign.is_alphabetic());
    words.any(|word| FORMULA_WORDS.contains(&word))
        || figure.alt.as_deref().is_some_and(is_formula_text)
}

fn is_formula_text(alt: &str) -> bool {
    let alt = alt.trim().to_lowercase();
    let first = alt.split(|sign: char| !sign.is_alphabetic()).find(|word| {
        // “the equation of …” and “equation: …”
        !matches!(*word, "" | "the" | "an" | "a" | "die" | "la")
    });
    if first.is_some_and(|word| FORMULA_WORDS.contains(&word)) || alt.contains("\\frac") {
        return true;
    }
    let is_short = |word: &str| word.chars().count() <= MAX_FORMULA_WORD_LETTERS;
    let is_signs_only = alt.split(|sign: char| !sign.is_alphabetic()).all(is_short);
    is_signs_only
        && alt.contains(['=', '≤', '≥', '≈', '∑', '∫'])
        && alt.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::is_formula_text;

    #[test]
    fn formulas_differ_from_descriptions() {
        for alt in
            ["E = mc²", "f(x) = sin x", "Equation of motion", "\\frac{a}{b}", "a² + b² ≥ 2ab"]
        {
            assert!(is_formula_text(alt), "{alt}");
        }
        for alt in [
            "Two people in a boat",
            "Ages of the patients, n = 120",
            "",
            "A blackboard with an equation",
        ] {
            assert!(!is_formula_text(alt), "{alt}");
        }
    }
}
