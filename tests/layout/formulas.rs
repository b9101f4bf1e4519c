//! Formulas: in lines of text and on lines of their own.

use plenary::export::extract_text;
use plenary::scene::{GlyphRun, Item, ItemKind, Role, Scene};

use super::{invariants, lay_out_valid};

fn lay_out_slide(slide: &str) -> Scene {
    lay_out_valid(&format!("title: A\nlang: en\nslides:\n{slide}"))
}

fn items_of(scene: &Scene, role: Role) -> Vec<&Item> {
    let belongs = |item: &&Item| {
        item.element.is_some_and(|element| scene.structure.get(element).role == role)
    };
    scene.pages.iter().flat_map(|page| &page.items).filter(belongs).collect()
}

fn runs_of(scene: &Scene, role: Role) -> Vec<&GlyphRun> {
    let runs = items_of(scene, role).into_iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run),
        _ => None,
    });
    runs.collect()
}

fn text_of(scene: &Scene, role: Role) -> String {
    runs_of(scene, role).iter().map(|run| run.text.as_ref()).collect()
}

#[test]
fn dollar_signs_are_read_as_pandoc_reads_them() {
    let cases = [
        ("costs $5 and $10", ""),
        ("from $ a to b $ there", ""),
        (r"a price of \$5 and \$6", ""),
        ("$5 million or US$ here", ""),
        ("let $x$ be", "x"),
        ("$a$-axis and $b$", "ab"),
        ("**bold $c$** [link $d$](https://example.org)", "cd"),
    ];
    for (text, formulas) in cases {
        for slide in [
            format!("  - title: T\n    text: '{text}'\n"),
            format!("  - title: T\n    body: |\n      {text}\n"),
            format!("  - title: T\n    table: [[A], ['{text}']]\n"),
        ] {
            assert_eq!(text_of(&lay_out_slide(&slide), Role::InlineFormula), formulas, "{slide}");
        }
    }
}

#[test]
fn every_formula_has_an_alternative_text_and_mathml() {
    let scene = lay_out_slide(
        "  - title: On $x^2$\n    math: \\frac{1}{2}\n  - title: B\n    math: { tex: y, alt: why }\n",
    );
    let formulas: Vec<_> = scene
        .structure
        .elements
        .iter()
        .filter(|element| matches!(element.role, Role::Formula | Role::InlineFormula))
        .collect();
    let alts: Vec<_> = formulas.iter().map(|element| element.alt.as_deref().unwrap()).collect();
    assert_eq!(alts, ["x squared", "1 over 2", "why"]);
    assert!(
        formulas.iter().all(|element| {
            element.mathml.as_deref().is_some_and(|xml| xml.starts_with("<math "))
        })
    );
}

#[test]
fn formulas_take_the_colour_and_weight_of_the_text_around_them() {
    let scene = lay_out_slide("  - title: T\n    text: a $x$ [b $y$](https://example.org)\n");
    let text = runs_of(&scene, Role::Paragraph)[0].colour;
    let formulas = runs_of(&scene, Role::InlineFormula);
    assert_eq!(formulas.len(), 2);
    assert_eq!(formulas[0].colour, text);
    assert_ne!(formulas[1].colour, text, "a link has a colour of its own");
}

#[test]
fn a_sign_with_a_stroke_is_one_character_of_text() {
    let scene = lay_out_slide("  - title: T\n    math: a \\neq b \\notin C \\not\\subset D\n");
    assert_eq!(text_of(&scene, Role::Formula), "a≠b∉C⊄D");
}

#[test]
fn wide_formulas_stay_on_the_page() {
    let sum: String = (0..60).map(|index| format!("+ a_{{{index}}} ")).collect();
    let matrix = format!("\\begin{{pmatrix}} {} \\end{{pmatrix}}", ["x_{12}"; 60].join(" & "));
    for tex in [format!("x = {sum}"), format!("x = y = {sum} = {sum}"), matrix] {
        for slide in [
            format!("  - title: T\n    math: {tex}\n"),
            format!("  - title: T\n    text: Here ${tex}$ ends\n"),
            format!("  - title: T\n    table: [[A, B], [c, '${tex}$']]\n"),
        ] {
            let scene = lay_out_slide(&slide);
            for page in &scene.pages {
                for item in &page.items {
                    if let ItemKind::Text(run) = &item.kind {
                        let right = run.origin.x + run.width();
                        assert!(
                            run.origin.x >= 0.0 && right <= page.size.width,
                            "{slide}: {right} of {}",
                            page.size.width
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn numbers_count_through_the_deck() {
    let scene = lay_out_slide(
        "  - title: A\n    math: { tex: x, number: true }\n  - title: B\n    columns:\n      - - \
         math: { tex: y, id: y }\n      - - math: { tex: 'z \\tag{*}' }\n",
    );
    let text = extract_text(&scene);
    assert!(text.contains("x (1)") && text.contains("y (2)") && text.contains("z (*)"), "{text}");
}

#[test]
fn bars_in_cells_of_markdown_are_kept() {
    let scene = lay_out_slide(
        "  - title: T\n    body: |\n      | a | b |\n      |---|---|\n\
         \x20     | `x||y` | $P(A|B)$ and $5 |\n      | $|c|$ | $6 |\n",
    );
    let text = extract_text(&scene);
    for words in ["x||y", "P(A|B) and $5", "|c|", "$6"] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
}

#[test]
fn bars_in_rows_of_text_are_kept() {
    let slide = "  - title: T\n    table:\n      - a | b\n      - $P(A|B)$ | `x||y`\n";
    let text = extract_text(&lay_out_slide(slide));
    assert!(text.contains("| P(A|B) | x||y |"), "{text}");
}

#[test]
fn a_link_without_words_shows_the_number_of_its_formula() {
    let scene = lay_out_slide(
        "  - title: See [](#b)\n    body: |\n      By **[](#a)**, ^[and [](#b)] so.\n\n      $$y$$\n\
         \x20 - title: A\n    math: { tex: x, id: a }\n  - title: B\n    math: { tex: z, id: b }\n",
    );
    let text = extract_text(&scene);
    for expected in ["See (2)", "By (1), ", "and (2)"] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    assert!(!text.contains('\u{fffc}'), "{text}");
}

#[test]
fn formulas_are_extracted_as_plain_text() {
    let scene = lay_out_slide(
        "  - title: Sum $\\sum_{i=1}^n i$\n    bullets: ['The root $\\sqrt{2}$ and $x_1$']\n    \
         math: E = m c^2\n",
    );
    let text = extract_text(&scene);
    for line in ["Sum ∑ᵢ₌₁ⁿ i", "- The root √2 and x₁", "E = mc²"] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn formulas_stay_left_to_right_on_right_to_left_pages() {
    let scene = lay_out_valid(
        "title: A\nlang: ar\nslides:\n  - title: T\n    text: 'معادلة $a + b + c$ هنا'\n    math: \
         x + y + z\n",
    );
    for role in [Role::Formula, Role::InlineFormula] {
        let lefts: Vec<f32> = runs_of(&scene, role).iter().map(|run| run.origin.x).collect();
        assert!(lefts.len() > 2 && lefts.is_sorted(), "{role:?}: {lefts:?}");
    }
}

#[test]
fn a_formula_that_fits_on_a_line_is_not_broken() {
    let scene = lay_out_slide(
        "  - title: T\n    text: 'For the square wave, this gives a famous sum of one: $1 + \\frac{1}{3^2} + \\frac{1}{5^2} + \\cdots = \\frac{\\pi^2}{8}$.'\n",
    );
    let runs = runs_of(&scene, Role::InlineFormula);
    let baselines = || runs.iter().filter(|run| run.text.contains(['1', '=']));
    let ones: Vec<f32> = baselines().map(|run| run.origin.y).collect();
    assert!(ones.iter().all(|y| (y - ones[0]).abs() < 20.0), "{ones:?}");
}

#[test]
fn formulas_side_by_side_share_a_baseline_and_their_captions_too() {
    let scene = lay_out_slide(
        "  - title: T\n    columns:\n      - - math: a = \\sum_{n=1}^{\\infty} c_n\n        - text: \
         left\n      - - math: b = c\n        - text: right\n",
    );
    let line_of = |role: Role, text: &str| {
        let runs = runs_of(&scene, role);
        let run = runs.iter().find(|run| run.text.contains(text));
        run.unwrap_or_else(|| panic!("{text}")).origin.y
    };
    let (left, right) = (line_of(Role::Formula, "a"), line_of(Role::Formula, "b"));
    assert!((left - right).abs() < 0.01, "{left} {right}");
    let (left, right) = (line_of(Role::Paragraph, "left"), line_of(Role::Paragraph, "right"));
    assert!((left - right).abs() < 0.01, "{left} {right}");
}

#[test]
fn words_in_formulas_are_in_the_font_of_the_text() {
    for (words, lang) in
        [("if", "en"), ("если", "ru"), ("如果", "zh"), ("إذا", "ar"), ("größer", "de")]
    {
        let scene = lay_out_valid(&format!(
            "title: A\nlang: {lang}\nslides:\n  - title: T\n    text: {words}\n    math: |\n      x \
             \\text{{ {words} }} \\textbf{{{words}}} \\operatorname{{{}}} y\n",
            "rank"
        ));
        let text = runs_of(&scene, Role::Paragraph)[0];
        let formula = runs_of(&scene, Role::Formula);
        let same = formula.iter().find(|run| run.face == text.face).expect(words);
        let ids = |run: &GlyphRun| run.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>();
        assert_eq!(ids(same), ids(text), "{words}: shaped as in the text");
        assert!((same.size - text.size).abs() < 0.01, "{words}");
        let rank = formula.iter().find(|run| run.text.contains("rank")).unwrap();
        assert_ne!(rank.face, text.face, "an operator is in the font of formulas");
    }
}

#[test]
fn characters_without_a_glyph_are_reported_in_formulas() {
    for tex in ["\\text{a \u{e123}}", "x + \u{e123}"] {
        for slide in [format!("math: \"{tex}\""), format!("text: \"Let ${tex}$ be\"")] {
            let slide = slide.replace("\\t", "\\\\t");
            let outline = format!("title: A\nslides:\n  - title: T\n    {slide}\n");
            let errors = super::try_lay_out(&outline).expect_err(&outline);
            assert!(errors.contains("U+E123"), "{errors}");
        }
    }
}

#[test]
fn space_after_a_row_is_added_however_tall_the_row_is() {
    let height = |gap: &str| {
        let scene = lay_out_slide(&format!(
            "  - title: T\n    math: |\n      \\begin{{aligned}} a &= \\sum_{{i=1}}^n b_i \\\\{gap} c &= \
             \\sum_{{j=1}}^m d_j \\end{{aligned}}\n"
        ));
        let runs = runs_of(&scene, Role::Formula);
        let line = |text: &str| runs.iter().find(|run| run.text.contains(text)).unwrap().origin.y;
        (line("c") - line("a")) / runs.iter().map(|run| run.size).fold(0.0, f32::max)
    };
    let (plain, spaced) = (height(""), height("[1em]"));
    assert!(spaced > plain + 0.8, "{plain} {spaced}");
}

/// Lays out a formula of `count` rows in an environment.
fn lay_out_rows(environment: &str, count: usize) -> Scene {
    let rows: Vec<String> = (0..count).map(|row| format!("a_{{{row}}} = b")).collect();
    let rows = rows.join(" \\\\ ");
    lay_out_slide(&format!(
        "  - title: T\n    math: '\\begin{{{environment}}} {rows} \\end{{{environment}}}'\n"
    ))
}

#[test]
fn tall_formulas_continue_on_further_pages_between_their_rows() {
    for environment in ["aligned", "gather", "gathered", "align"] {
        let scene = lay_out_rows(environment, 40);
        assert!(scene.pages.len() > 1, "{environment}");
        assert_eq!(text_of(&scene, Role::Formula).matches('b').count(), 40, "{environment}");
        assert_eq!(invariants::find_violations(&scene, &[]), Vec::<String>::new());
    }
}

#[test]
fn tall_formulas_without_rows_shrink_to_the_page() {
    let scene = lay_out_rows("pmatrix", 24);
    assert_eq!(scene.pages.len(), 1);
    let column = (0..24).map(|row| row.to_string()).collect::<Vec<_>>().join("\\\\");
    let inline = format!("$\\begin{{pmatrix}} {column} \\end{{pmatrix}}$");
    for scene in [scene, lay_out_slide(&format!("  - title: T\n    bullets: ['{inline}', b]\n"))] {
        let violations = invariants::find_violations(&scene, &[]);
        let outside = violations.iter().filter(|found| !found.contains(" pt, below "));
        assert_eq!(outside.count(), 0, "{violations:?}");
    }
}
