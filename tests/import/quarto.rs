//! What only Quarto and pandoc have: cross-references, grid tables, smart punctuation.

use std::fs;
use std::path::Path;

use super::import_in;

/// Imports a deck beside the picture `boat.png`. Returns the outline and the messages.
fn import(deck: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/field/boat.png");
    fs::copy(picture, folder.path().join("boat.png")).unwrap();
    import_in(folder.path(), "talk.md", deck)
}

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
    let (outline, warnings) = import(DECK);
    for part in [
        "footer: River days",
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
    let (outline, warnings) = import(deck);
    assert!(outline.contains("columns:"), "{outline}");
    assert!(outline.contains("- - text: One **word**"), "{outline}");
    assert!(outline.contains("- text: \"**More**\""), "{outline}");
    assert!(!warnings.contains("warning"), "{warnings}");
}

#[test]
fn cells_that_the_header_lacks_are_kept() {
    let (outline, _) = import("# T\n\n| a | b |\n|---|---|\n| `x|y` | $|z|$ | more |\n");
    assert!(outline.contains("[\"`x|y`\", \"$|z|$\", more]"), "{outline}");
}

#[test]
fn tabs_grids_conditions_and_theorems_are_read() {
    let (outline, warnings) = import(
        "---\ntitle: Boxes\nformat: revealjs\n---\n\n## Tabs\n\n::: {.panel-tabset}\n\n### Left\n\n\
         One\n\n### Right\n\nTwo\n\n:::\n\n## Grid\n\n::: {#fig-both layout-ncol=2}\n\
         ![A](boat.png)\n\n![B](boat.png)\n\nBoth boats\n:::\n\nSee @fig-both.\n\n## Rows\n\n\
         :::: {layout=\"[30, 70]\"}\n::: {.x}\nnarrow\n:::\n\n::: {.y}\nwide\n:::\n::::\n\n\
         ## Stack\n\n::: {.r-stack}\n![](boat.png)\n\n![](boat.png)\n:::\n\n## For whom\n\n\
         ::: {.content-visible when-format=\"beamer\"}\nOn paper\n:::\n\n\
         ::: {.content-hidden when-format=\"pdf\"}\nOn screen\n:::\n\n## Proof\n\n\
         ::: {#thm-line}\n### Line\n\nTwo points.\n:::\n\nBy @thm-line.\n\n## Boxed\n\n\
         :::: {.columns}\n::: {.column}\n::: {.callout-tip}\nA hint\n:::\n:::\n\n\
         ::: {.column}\nBeside\n:::\n::::\n",
    );
    for part in [
        "columns:\n      - - heading: Left\n        - text: One\n      - - heading: Right",
        "figures:\n          - src: images/boat.png\n            alt: A\n            caption: A",
        "text: \"Figure 1: Both boats\"",
        "widths: [30, 70]",
        "title: Stack\n    figures:\n      - images/boat.png",
        "title: For whom\n    text: On screen",
        "): On paper",
        "title: Theorem 1 (Line)",
        "By [Theorem 1](#proof).",
        "- - callout:\n            kind: tip\n            text: A hint\n      - - text: Beside",
    ] {
        assert!(outline.contains(part), "{part}\n{outline}");
    }
    assert!(warnings.contains("only for another format"), "{warnings}");
}

#[test]
fn colours_that_are_none_are_no_files() {
    for (colour, expected) in [
        ("#1f3a5f", "background: \"#1f3a5f\""),
        ("tomato", "background: tomato"),
        ("#1f3/a5f", "`#1f3/a5f` is not imported"),
        ("rgb(0 0 0 / 50%)", "`rgb(0 0 0 / 50%)` is not imported"),
    ] {
        let deck = format!(
            "---\nformat: revealjs\n---\n\n# Two {{background-color=\"{colour}\"}}\n\nWords.\n"
        );
        let (outline, messages) = import(&deck);
        assert!(format!("{outline}{messages}").contains(expected), "{outline}{messages}");
    }
}

#[test]
fn cells_that_draw_diagrams_are_kept_and_titles_start_with_any_letter() {
    let (outline, messages) = import(
        "---\ntitle: Über uns\nfooter: \"a · b\"\nformat: revealjs\n---\n\n## Flow\n\n\
         ```{mermaid}\n%%| fig-width: 6\nflowchart LR\n  A --> B\n```\n\n## Graph\n\n\
         ```{dot}\ndigraph { weir -> lake }\n```\n",
    );
    for part in ["title: Über uns", "footer: a · b", "diagram: |", "A --> B", "weir -> lake"] {
        assert!(outline.contains(part), "{part}\n{outline}");
    }
    assert!(messages.contains("the result of a code cell is not imported"), "{messages}");
}

#[test]
fn names_of_pictures_with_brackets_are_no_colours() {
    let deck =
        "---\nmarp: true\n---\n\n# One\n\n---\n\n<!-- _backgroundImage: VALUE -->\n\n## Two\n";
    for (value, expected) in [
        ("url('Boat (2).jpg')", "`Boat (2).jpg` does not exist"),
        ("Boat (2).jpg", "`Boat (2).jpg` does not exist"),
        ("line\\[ar(to bottom)", "`line\\[ar(to bottom)` is not imported"),
    ] {
        let (outline, messages) = import(&deck.replace("VALUE", value));
        assert!(messages.contains(expected), "{outline}{messages}");
        assert!(!outline.contains("\n    background:"), "{outline}");
    }
}
