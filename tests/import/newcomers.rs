//! Everyday features of each tool, as the decks of newcomers have them.

use std::fs;

use super::import_in;
use super::tools::{assert_parts, import};

#[test]
fn the_mark_of_notes_is_that_of_the_deck() {
    let (outline, _) = import(
        "---\nseparator: '^---$'\nnotesSeparator: '^\\s*speak(er)?:'\n---\n\n# A\n\nNote: stays.\n\n\
         Speaker: Hello.\n\n---\n\n# B\n\nspeak:\nBye.\n",
    );
    let parts = ["text: \"Note: stays.\"", "notes: Hello.", "notes: Bye."];
    assert_parts(&outline, &parts, &["peaker"]);
    // Only tools of reveal.js have such marks.
    let (outline, _) = import("---\nmarp: true\n---\n\n# A\n\nNote: without tax.\n\nLast.\n");
    assert_parts(&outline, &["Note: without tax.", "Last."], &["notes:"]);
}

#[test]
fn comments_above_a_heading_are_no_slide_and_titles_of_pages_no_cover() {
    let (outline, _) = import(
        "---\nmarp: true\nheadingDivider: 2\ntitle: Name of the page\n---\n\n<!-- _class: lead -->\n\
         <!-- Say hello. -->\n\n# Harbour\n\nWords\n\n## Two\n\n- a\n",
    );
    let parts = ["title: Name of the page", "layout: cover\n    title: Harbour\n", "Say hello."];
    assert_parts(&outline, &parts, &[]);
    assert_eq!(outline.matches("\n  - ").count(), 2, "{outline}");
    let (outline, _) = import(
        "---\nmarp: true\nclass: invert\n_paginate: false\nbackgroundColor: '#012'\n---\n\n\
         ### Kicker\n# Title\n\n---\n\n# Two\n\n- a\n",
    );
    let parts = ["tone: dark", "kicker: Kicker", "paginate: false"];
    assert_parts(&outline, &parts, &["subtitle", "_paginate"]);
    assert_eq!(outline.matches("background: \"#012\"").count(), 2, "{outline}");
}

#[test]
fn labels_of_formulas_are_their_ids() {
    let (outline, said) = import(
        "---\nformat: revealjs\n---\n\n## A\n\n$$\na = b \\label{eq:one}\n$$\n\n\
         As \\eqref{eq:one} and $$c = d \\label{eq:two}$$ say, \\ref{eq:three}.\n",
    );
    assert_parts(
        &outline,
        &["tex: |\n        a = b\n", "id: eq-one", "As [](#eq-one) and $$c = d$$ say, …."],
        &["label"],
    );
    assert!(said.contains("`\\ref{eq:three}` is not imported"), "{said}");
}

#[test]
fn slides_of_slidev_have_keys_in_fences_and_parts_below_columns() {
    let (outline, said) = import(
        "---\ntheme: seriph\ninfo: |\n  ## About\n  dikes\nlayout: iframe\nurl: https://x.org\n---\n\n\
         # A\n\n---\n\n```yaml\nlayout: quote\n```\n\n# Salt comes last\n\n---\n\n# B\n\n::left::\n\
         L\n\n::right::\nR\n\n::bottom::\nBelow\n\n<button><carbon:edit /></button>\n\n\
         <!-- First [click:2] then -->\n",
    );
    assert_parts(
        &outline,
        &[
            "subject: About dikes",
            "<https://x.org>",
            "quote: Salt comes last",
            "- - text: L\n      - - text: R\n    text: Below",
            "notes: First then",
        ],
        &["yaml\n"],
    );
    assert!(said.contains("1 thing left"), "{said}");
}

#[test]
fn presenterm_shows_some_lines_of_files_and_code() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.py"), "one\ntwo\nthree\nfour\n").unwrap();
    let (outline, _) = import_in(
        folder.path(),
        "talk.md",
        "---\ntheme:\n  name: dark\n---\n\nA\n===\n\n```file\npath: a.py\nlanguage: python\n\
         start_line: 2\nend_line: 3\n```\n\n<!-- end_slide -->\n\n```rust\n# use x;\nfn main() {}\n```\n",
    );
    assert_parts(
        &outline,
        &["tone: dark", "two\n        three\n", "fn main"],
        &["one\n", "four", "use x"],
    );
}

#[test]
fn covers_annotations_and_parts_of_figures_of_quarto_are_read() {
    let (outline, said) = import(
        "---\ntitle: T\nformat: revealjs\ntitle-slide-attributes:\n  data-background-image: boat.png\n\
         ---\n\n## Code\n\n```r\nx <- 1 # <1>\n```\n\n1. Set x.\n\n## Both\n\n\
         ::: {#fig-both layout-ncol=2}\n![Sea](boat.png){#fig-sea}\n\n\
         ![Land](boat.png){#fig-land}\n\n\
         Two places\n:::\n\nSee @fig-both and @fig-land.\n\n## Steps\n\n\
         ::: {.fragment fragment-index=2}\nSecond\n:::\n\n::: {.fragment fragment-index=1}\nFirst\n\
         :::\n\n## {background-iframe=\"https://x.org\"}\n\n## Flow {data-background-color=\"tomato\"}\n\n\
         ```{mermaid}\n%%| fig-cap: Way\nflowchart LR\n  A --> B\n```\n\n|  |  |\n|--|--|\n| a | b |\n\
         : {.striped}\n\nOf {{< meta title >}}.\n",
    );
    assert_parts(
        &outline,
        &[
            "layout: cover\n    background: images/boat.png",
            "x <- 1 # (1)",
            "caption: (a) Sea",
            "Figure 1: Two places",
            "and [Figure 1 (b)](#both)",
            "<https://x.org>",
            "background: tomato",
            "caption: Way",
            "- [a, b]\n",
            "Of T.",
        ],
        &["striped", "%%|"],
    );
    assert!(said.contains("the order of fragments is not imported"), "{said}");
}

#[test]
fn commands_of_beamer_are_read() {
    let (outline, _) = import(
        "---\ntitle: T\naspectratio: 169\nlang: de\n---\n\n# Commands\n\n\
         \\verb|rm x| and \\lstinline{ls} \\alt<2>{later}{first} {\\small\\bfseries Small} \
         \\textbf{\\Large Big}\n\n\\begin{center}\\textbf{Centred}\\end{center}\n\n\
         \\begin{theorem}[Pythagoras]\n$a$\n\\end{theorem}\n\n\
         \\begin{proof}\nLook.\n\\end{proof}\n\n\
         \\begin{alertblock}{Hot}\nWater\n\\end{alertblock}\n\n### Loud {.alert}\n\nWords\n\n\
         # Figures\n\n\\begin{figure}\n\\includegraphics{boat.png}\n\\includegraphics{boat.png}\n\
         \\caption{Two \\emph{boats}\\label{fig:b}}\n\\end{figure}\n\n\
         \\begin{lstlisting}[language=C, caption=Main]\nint x;\n\\end{lstlisting}\n\n\
         # Later\n\nNow.\n\n\\onslide<2->\n\nThen.\n\n\\only<3>{\n\nLast.\n\n}\n",
    );
    assert_parts(
        &outline,
        &[
            "`rm x` and `ls` first → later **Small** **Big**",
            "**Centred**",
            "title: Satz (Pythagoras)",
            "title: Proof",
            "kind: warning\n          title: Hot",
            "kind: warning\n          title: Loud",
            "figures:\n      - images/boat.png\n      - images/boat.png\n    text: Two *boats*",
            "caption: Main",
            "steps: true",
        ],
        &["\\small", "{", "verb", "label"],
    );
}

#[test]
fn sections_of_pandoc_keep_their_words() {
    let (outline, _) = import(
        "---\ntitle: T\nslide_level: 2\n---\n\n# Mid\n\nWords of it.\n\n## Sub\n\n| a | b |\n\
         |---|---|\n| 1 | 2 |\n: Right below\n",
    );
    let parts = ["section: Mid\n    text: Words of it.", "title: Sub", "caption: Right below"];
    assert_parts(&outline, &parts, &[]);
}

#[test]
fn covers_and_anchors_of_deckset_and_fences_of_ia_presenter_are_read() {
    let (outline, _) = import(
        "slidenumbers: true\n\n[.header: #f00]\n\n# [fit] Orchard\n## Apples\n### By Ann\n\n---\n\n\
         ![right filtered](boat.png)\n\n[Jump](#there)\n\n---\n\n<a name=\"there\"/>\n\n# End\n",
    );
    assert_parts(
        &outline,
        &[
            "title: Orchard\nsubtitle: Apples",
            "text: By Ann",
            "layout: image_right",
            "[Jump](#end)",
        ],
        &["[.header"],
    );
    let (outline, _) = import("# A\n\nSpoken.\n\n\t```js\n\tlet a\n\t```\n\n// comment\n");
    assert_parts(&outline, &["lang: js", "let a"], &["```"]);
}

#[test]
fn links_in_titles_lead_to_slides_or_are_words() {
    let (outline, _) = import("---\ntitle: '[A](#fish) and [B](#none)'\n---\n\n# Fish\n\nWords.\n");
    assert_parts(&outline, &["title: \"[A](#fish) and B\"", "id: fish"], &[]);
}

#[test]
fn commands_that_a_deck_defines_are_replaced() {
    let (outline, said) = import(
        "---\ntitle: T\nheader-includes:\n  - \\newcommand{\\vect}[1]{\\mathbf{#1}}\n\
         aspectratio: 169\n---\n\n\\newcommand{\\bee}{Honey bee}\n\n# A\n\n$\\vect{x}$ of the \
         \\bee{}.\n\n[![A boat](boat.png)](https://x.org) and [this](https://y.org){target=\"_blank\"}\n",
    );
    assert_parts(
        &outline,
        &["$\\mathbf{x}$ of the Honey bee.", "href: https://x.org", "[this](https://y.org)"],
        &["newcommand", "target"],
    );
    assert!(!said.contains("left for you"), "{said}");
}

#[test]
fn grids_values_and_words_for_light_pages_of_slidev_are_read() {
    let (outline, _) = import(
        "---\ntheme: seriph\nauthor: Ann\n---\n\n# A by {{ $frontmatter.author }}\n\n---\n\n# B\n\n\
         <div class=\"grid grid-cols-2 gap-4\">\n\n```js\nlet a\n```\n\n```js\nlet b\n```\n\n</div>\n\n\
         ---\n\n# C\n\n<LightOrDark>\n<template #dark>Night</template>\n<template #light>Day\
         </template>\n</LightOrDark>\n\n---\nlayout: end\n---\n",
    );
    assert_parts(
        &outline,
        &["A by Ann", "columns:\n      - - code:", "text: Day", "layout: end\n    title: END"],
        &["- - text: Night"],
    );
}
