//! What appears one by one: pauses, fragments and lists.

use super::tools::{assert_parts, import};

#[test]
fn pauses_reveal_what_follows_them() {
    let (outline, _) = import(
        "% Deck\n\n# One\n\nA first line.\n\nA second line.\n\n. . .\n\n- a\n- b\n\n\
         # Two\n\n- x\n- y\n\n\
         . . .\n\nLast.\n\n# Three\n\n- p\n- q\n\n::: incremental\n- r\n- s\n:::\n\nEnd.\n",
    );
    assert_parts(
        &outline,
        &[
            "title: One\n    steps: true\n    group:\n      steps: false\n      items:\n        \
             - text: A first line.\n        - text: A second line.\n    bullets:\n      \
             steps: false\n",
            "title: Two\n    steps: true\n    bullets:\n      steps: false\n      items:\n        - x",
            "text: Last.",
            "- bullets:\n          steps: true\n          items:\n            - r",
        ],
        &["title: Three\n    steps"],
    );
    let (outline, _) = import(
        "# Zero\n\n- z\n\n<!-- end_slide -->\n\n# One\n\nShown.\n\n<!-- pause -->\n\n\
         Later.\n\n<!-- end_slide -->\n\n# Two\n\n\
         <!-- incremental_lists: true -->\n\n* a\n* b\n\n<!-- incremental_lists: false -->\n\n1. c\n",
    );
    assert_parts(
        &outline,
        &[
            "title: One\n    steps: true\n    content:\n      - text: Shown.\n      - text: Later.",
            "title: Two\n    bullets:\n      steps: true",
            "numbered:\n      - c",
        ],
        &[],
    );
}

#[test]
fn incremental_decks_reveal_their_lists_only() {
    let (outline, _) = import(
        "---\ntitle: T\nformat:\n  revealjs:\n    incremental: true\n---\n\n## A\n\n\
         Intro\n\n- a\n- b\n\n\
         ## B\n\n::: {.nonincremental}\n- c\n:::\n\n::: {.fragment}\nLater\n:::\n\n## C\n\
         \nWords\n\n\
         More\n",
    );
    assert_parts(
        &outline,
        &[
            "title: A\n    steps: true\n    text: Intro\n    bullets:\n      - a",
            "title: B\n    steps: true\n    bullets:\n      steps: false\n      items:\n        - c",
            "title: C\n    content:",
        ],
        &["\nsteps:"],
    );
}

#[test]
fn clicks_and_fragments_are_steps_of_their_own() {
    let (outline, _) = import(
        "---\ntheme: seriph\n---\n\n# A\n\nShown\n\n- seen\n- also\n\n<v-click>\n\nHidden\n\n\
         </v-click>\n\n---\n\n# B\n\nIntro\n\nMore\n\n<v-clicks>\n\n- a\n- b\n\n\
         </v-clicks>\n\n---\n\n\
         # C\n\nText <span v-click>now</span>\n\n<ul>\n<li v-click>one</li>\n<li>two</li>\n</ul>\n",
    );
    assert_parts(
        &outline,
        &[
            "title: A\n    steps: true\n    group:\n      steps: false\n      items:\n        \
             - text: Shown",
            "    text: Hidden",
            "title: B\n    content:\n      - text: Intro\n      - text: More\n      - bullets:\n          \
             steps: true",
            "title: C\n    steps: true\n    text: Text now\n    bullets:\n      - one",
        ],
        &[],
    );
    let (outline, _) = import(
        "# A\n\nShown\n\nAlso shown\n\nLate <!-- .element: class=\"fragment\" -->\n\n--\n\n# B\n\n\
         - a <!-- .element: class=\"fragment\" -->\n\
         - b <!-- .element: class=\"fragment\" -->\n\nEnd\n\n\
         ---\n\n<pre><code class=\"python\" data-line-numbers=\"1|2-3\" data-trim>\nlet a = 1;\n\
         let b = 2;\nlet c = 3;\n</code></pre>\n",
    );
    assert_parts(
        &outline,
        &[
            "title: A\n    steps: true",
            "steps: false\n      items:\n        - text: Shown",
            "    text: Late\n",
            "title: B\n    bullets:\n      steps: true",
            "lang: python\n      steps: [[1], [2-3]]",
        ],
        &["\u{3}"],
    );
}
