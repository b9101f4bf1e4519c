//! What only Quarto and pandoc have: cross-references, grid tables, smart punctuation.

use super::import_text;

/// A deck of Quarto with the options of its format below `format`.
const DECK: &str = r#"---
title: Rivers
format:
  revealjs:
    incremental: true
    footer: River days
---

## Mean

$$
x = 1
$$ {#eq-mean}

By @eq-mean, "see" [@fig-boat] -- it's 5...

## Boat

![A boat](boat.png){#fig-boat width=50%}

![Alone](boat.png){#fig-alone}

::: {.nonincremental}
- one :rocket: at 12:30:45
:::

## Grid

+-----+-----+
| A   | B   |
+=====+====:+
| c   | 1   |
| d   |     |
+-----+-----+
"#;

#[test]
fn references_options_and_grid_tables_are_read() {
    let (outline, warnings) = import_text("deck.qmd", DECK);
    for part in [
        "steps: true\nfooter: River days",
        "By [](#eq-mean), “see” [Figure 1](#boat) – it’s 5…",
        "caption: \"Figure 1: A boat\"",
        "caption: Alone",
        "one 🚀 at 12:30:45",
        "[c d, 1]",
    ] {
        assert!(outline.contains(part), "{part} is missing:\n{outline}");
    }
    assert!(!warnings.contains("warning"), "{warnings}");
}

#[test]
fn boxes_of_html_side_by_side_are_columns() {
    let deck = "---\nmarp: true\n---\n\n# Two\n\n<div style=\"display: flex\">\n\
                <div>One <b>word</b></div>\n<div>Two</div>\n</div>\n\n\
                <details><summary>More</summary>Hidden</details>\n";
    let (outline, warnings) = import_text("deck.md", deck);
    assert!(outline.contains("columns:"), "{outline}");
    assert!(outline.contains("- - text: One **word**"), "{outline}");
    assert!(outline.contains("**More**\\\n"), "{outline}");
    assert!(!warnings.contains("warning"), "{warnings}");
}
