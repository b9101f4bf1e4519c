//! How the tools read Markdown differently: includes, breaks, backgrounds, lists, tables, LaTeX.

use std::fs;

use super::import_in;
use super::tools::{assert_parts, import};

#[test]
fn included_text_stands_where_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("parts")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("parts/_a.md", "---\ntitle: Part\n---\nIncluded words.\n\n{{< include _b.md >}}\n");
    write("parts/_b.md", "From the **inner** file and {{< fa fish >}}.\n");
    write("_c.md", "Once.\n\n{{< include _c.md >}}\n");
    let (outline, said) = import_in(
        folder.path(),
        "talk.md",
        "---\ntitle: T\nformat: revealjs\n---\n\n## First\n\nBefore.\n\n\
         {{< include parts/_a.md >}}\n\nAfter.\n\n## Second\n\n{{< include _c.md >}}\n\n{{< fa x >}}\n",
    );
    assert_parts(
        &outline,
        &[
            "- title: First\n    content:\n      - text: Before.\n      - text: Included words.\n      \
             - text: From the **inner** file and.\n      - text: After.",
            "title: Second\n    text: Once.",
            "# Missing (line 10): `parts/_b.md`, line 1: `fa fish` is not imported",
            "# Missing (line 16): the text of `_c.md` is not imported: it includes itself",
            "# Missing (line 18): `fa x` is not imported",
        ],
        &["title: Part"],
    );
    assert!(said.contains("3 things left"), "{said}");
}

#[test]
fn backgrounds_of_marp_are_pictures_or_grounds() {
    let (outline, _) = import(
        "---\nmarp: true\n---\n\n# Start\n\n---\n\n# Beside\n\n![bg](boat.png)\n\
         ![bg](boat.png)\n\n\
         Words.\n\n---\n\n# Right\n\n![bg right:40% vertical](boat.png)\n![bg](boat.png)\n\
         \n- one\n\n\
         ---\n\n![bg vertical](boat.png)\n![bg](boat.png)\n![bg](boat.png)\n\n---\n\n# Photo\n\n\
         ![bg A boat](boat.png)\n\n---\n\n# Dim\n\n![bg opacity:.3](boat.png)\n\n---\n\n\
         # Under\n\n\
         ![bg](boat.png)\n\nWords\n",
    );
    assert_parts(
        &outline,
        &[
            "- layout: image_right\n    title: Beside\n    figures:\n      - images/boat.png\n      \
             - images/boat.png\n    text: Words.",
            "- layout: image_right\n    title: Right\n    figures:",
            "  - figures:\n      - images/boat.png\n      - images/boat.png\n      - images/boat.png",
            "- layout: image\n    title: Photo\n    figure:\n      src: images/boat.png\n      \
             alt: A boat",
            "title: Dim\n    background: images/boat.png",
            "title: Under\n    background: images/boat.png",
        ],
        &[],
    );
}

#[test]
fn pictures_behind_headings_of_quarto_fill_the_page() {
    let (outline, _) = import(
        "---\nformat: revealjs\ntitle: T\n---\n\n## {background-image=\"boat.png\"}\n\n\
         ## Boat {background-image=\"boat.png\"}\n\n## Words {background-image=\"boat.png\"}\n\n\
         > One\\\n> two\n>\n> -- Ada\n",
    );
    assert_parts(
        &outline,
        &[
            "  - layout: image\n    figure: images/boat.png",
            "  - layout: image\n    title: Boat\n    figure: images/boat.png",
            "title: Words\n    background: images/boat.png\n    quote:",
            "One\\\n        two\n      by: Ada",
        ],
        &[],
    );
}

#[test]
fn line_breaks_of_marp_are_breaks_and_signs_are_text() {
    let (outline, _) = import(
        "---\nmarp: true\n---\n\n# Lines\n\nFirst line\nsecond line\n\n![bg](boat.png)\n\n\
         - an item\n  goes on\n\nA ==mark==, ~low~, x^2^ and H<sub>2</sub>O, ~~gone~~.\n",
    );
    assert_parts(
        &outline,
        &[
            "First line\\\n",
            "second line",
            "an item\\\n",
            "A \\==mark==, \\~low\\~, x\\^2^ and H~2~O, ~~gone~~.",
        ],
        &["\u{4}"],
    );
}

#[test]
fn nested_lists_and_cells_of_pandoc_keep_their_numbers() {
    let (outline, _) = import(
        "% T\n\n# Lists\n\n1. One\n    a. alpha\n    b. beta\n\
         2. Two\n    i. roman\n    ii. next\n\n\
         # More\n\n#. first\n    #. inner\n#. second\n\n# Enclosed\n\n(1) one\n(2) two\n\n\
         # Grid\n\n\
         +-----+--------------+\n| A   | B            |\n+=====+==============+\n\
         | c   | 1. pike      |\n|     | 2. carp      |\n|     |              |\n\
         |     | Words.       |\n\
         +-----+--------------+\n",
    );
    assert_parts(
        &outline,
        &[
            "- text: One\n        numbered:\n          style: lower_alpha\n          items:\n            \
             - alpha",
            "style: lower_roman\n          items:\n            - roman\n            - next",
            "- text: first\n        numbered:\n          - inner\n      - second",
            "title: Enclosed\n    numbered:\n      - one\n      - two",
            "1. pike\\\\\\n2. carp\\\\\\nWords.",
        ],
        &["a. alpha", "ii."],
    );
}

#[test]
fn tables_and_definitions_of_pandoc_are_whole() {
    let (outline, _) = import(
        "% T\n\n# Multiline\n\n-------------------------------------------------------------\n \
         Centered   Default           Right Left\n  Header    Aligned         Aligned Aligned\n\
         ----------- ------- --------------- -------------------------\n\
         \x20  First    row                \
         12.0 Example of a row that\n                                    spans lines.\n\n  \
         Second    row                 5.0 Here's another.\n\
         -------------------------------------------------------------\n\nTable: The caption. It\n\
         spans lines.\n\n# Terms\n\nTerm 1\n\n:   Definition 1\n\n    Second paragraph.\n\
         \nTerm 2\n  \
         ~ Other words\n\nOutside.\n",
    );
    assert_parts(
        &outline,
        &[
            "header: [Centered Header, Default Aligned, Right Aligned, Left Aligned]",
            "align: [center, left, right, left]",
            "- [First, row, 12.0, Example of a row that spans lines.]",
            "caption: The caption. It spans lines.",
            "**Term 1:** Definition 1",
            "text: Second paragraph.",
            "**Term 2:** Other words",
            "text: Outside.",
        ],
        &["code:", "dashes"],
    );
}

#[test]
fn captions_terms_and_pages_are_where_they_belong() {
    let (outline, _) = import(
        "---\nformat: revealjs\ntitle: T\n---\n\n## A\n\nWorm\n: An animal.\n\n| a | b |\n\
         |---|---|\n\
         | 1 | 2 |\n\n: First {#tbl-a}\n\n: Second\n\n| c | d |\n|---|---|\n| 3 | 4 |\n\n\
         See @tbl-a.\n",
    );
    assert_parts(
        &outline,
        &["**Worm:** An animal.", "caption: \"Table 1: First\"", "caption: Second"],
        &["converted; its"],
    );
    let (outline, said) = import(
        "---\ntheme: seriph\n---\n\n# A\n\n---\nlayout: iframe-right\n\
         url: https://example.org\n---\n\n# Live\n\nRain\n\n\
         <arrow v-click x1=\"1\" />\n",
    );
    assert_parts(&outline, &["title: Live", "<https://example.org>"], &["heading: Live", "steps:"]);
    assert!(said.contains("a page of the web is not shown"), "{said}");
    let (outline, said) =
        import("---\nmarp: true\nfooter: '![h:20px](boat.png) Club'\n---\n\n# A\n\nb\n");
    assert_parts(&outline, &["footer: Club"], &[]);
    assert!(said.contains("a picture in a header or footer is not imported"), "{said}");
}

#[test]
fn environments_of_latex_are_blocks() {
    let (outline, said) = import(
        "---\ntitle: T\ntheme: metropolis\n---\n\n# Table\n\n\\begin{tabular}{l|r}\n\\hline\n\
         Name & Size \\\\\n\\hline\nPike \\& co & 3 \\\\\n\\textbf{Carp} & 4 \\\\\n\
         \\end{tabular}\n\n\
         On \\today, see \\ref{fig:a} and \\foo{words}.\n\n# Lists\n\n\\begin{description}\n\
         \\item[Pike] A fish\n\\end{description}\n\n\\begin{enumerate}\n\\item<1-> first\n\
         \\item<2-> second\n\\end{enumerate}\n\n# Boxes\n\nIntro.\n\n## One\n\n\
         Its words.\n\n## Two\n\n\
         - a\n\n# Code\n\n\\begin{verbatim}\n\\textbf{x}\n\\end{verbatim}\n\n\
         \\begin{tikzpicture}\n\
         \\draw (0,0);\n\\end{tikzpicture}\n\n\\begin{multicols}{2}\nSome words\n\\end{multicols}\n",
    );
    assert_parts(
        &outline,
        &[
            "header: [Name, Size]\n      align: [left, right]",
            "- [Pike \\& co, 3]",
            "[\"**Carp**\", 4]",
            "On …, see … and words.",
            "**Pike:** A fish",
            "numbered:\n      steps: true\n      items:\n        - first",
            "- callout:\n          kind: note\n          title: One\n          text: Its words.",
            "title: Two\n          bullets:\n            - a",
            "- code: |\n          \\textbf{x}\n",
            "lang: latex\n          text: |\n            \\begin{tikzpicture}",
            "text: Some words",
        ],
        &["<1->", "multicols}{"],
    );
    for what in [
        "`\\today` is the day on which LaTeX runs",
        "`\\ref{fig:a}` is not imported",
        "`\\foo` is not imported; its words are kept",
        "a drawing of LaTeX is imported as code",
        "the environment `multicols` is not imported",
    ] {
        assert!(said.contains(what), "{what}\n{said}");
    }
}

#[test]
fn footnotes_with_spaces_and_run_code_are_read() {
    let (outline, _) = import(
        "slidenumbers: true\n\n# Notes\n\n- Shown by Tufte[^Tufte, 1990].\n\n\
         [^Tufte, 1990]: Edward Tufte, *Envisioning*.\n",
    );
    assert_parts(
        &outline,
        &["Shown by Tufte[^tufte_1990].", "tufte_1990: Edward Tufte, *Envisioning*."],
        &["]: Edward"],
    );
    let (_, said) = import(
        "# A\n\n```bash +exec\necho hi\n```\n\n<!-- end_slide -->\n\n# B\n\n```bash +exec\nls\n```\n",
    );
    assert_eq!(said.matches("presenterm runs code with `+exec`").count(), 1, "{said}");
}

#[test]
fn widths_are_shares_of_the_slide_of_the_tool() {
    let width = |deck: &str| {
        let (outline, _) = import(deck);
        let width = outline.lines().find_map(|line| line.trim().strip_prefix("width: "));
        width.unwrap_or_default().to_owned()
    };
    let slidev = "---\ntheme: seriph\n---\n\n# A\n\n";
    assert_eq!(width(&format!("{slidev}<img src=\"boat.png\" width=\"490\" />\n")), "50%");
    assert_eq!(width(&format!("{slidev}<img src=\"boat.png\" class=\"w-1/2\" />\n")), "50%");
    assert_eq!(width(&format!("{slidev}<img src=\"boat.png\" class=\"w-20\" />\n")), "");
    let quarto = "---\nformat: revealjs\n---\n\n## A\n\n";
    assert_eq!(width(&format!("{quarto}![B](boat.png){{width=525px}}\n")), "50%");
    assert_eq!(width(&format!("{quarto}![B](boat.png){{width=100}}\n")), "");
}
