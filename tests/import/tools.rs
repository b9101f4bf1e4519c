//! What one tool has: layouts, lists, pictures and hidden parts.

use std::fs;
use std::path::Path;

use super::{import_in, run_plenary, stderr_of};

/// Imports a deck beside the picture `boat.png` and the video `lock.mp4`.
pub(super) fn import(deck: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("tests/import/field/boat.png"), folder.path().join("boat.png")).unwrap();
    fs::copy(root.join("slides/media/lock.mp4"), folder.path().join("lock.mp4")).unwrap();
    import_in(folder.path(), "talk.md", deck)
}

pub(super) fn assert_parts(outline: &str, parts: &[&str], absent: &[&str]) {
    for part in parts {
        assert!(outline.contains(part), "{part}\n{outline}");
    }
    for part in absent {
        assert!(!outline.contains(part), "not {part}\n{outline}");
    }
}

#[test]
fn layouts_of_slidev_say_what_their_words_are() {
    let (outline, _) = import(
        "---\ntheme: seriph\n---\n\n# Fish\n\n---\nlayout: fact\n---\n\n# 100%\n\nof the fish\n\n\
         ---\nlayout: quote\n---\n\n# \"Salt comes last\"\n\nAuntie Rosa\n\n---\n\n# Contents\n\n\
         <Toc minDepth=\"1\" />\n\n---\n\n# Two films\n\n<SlidevVideo src=\"lock.mp4\" />\n\n\
         <SlidevVideo src=\"lock.mp4\" />\n\nPage {{ $page }}.\n",
    );
    assert_parts(
        &outline,
        &[
            "stats:\n      - value: 100%\n        label: of the fish",
            "quote:\n      text: Salt comes last\n      by: Auntie Rosa",
            "title: Contents\n    bullets:\n      - Two films",
            "columns:\n      - - video:",
            "Page ….",
        ],
        &["title: 100%", "title: '\""],
    );
}

#[test]
fn marks_and_sizes_of_marp_are_read() {
    let (outline, said) = import(
        "---\nmarp: true\n---\n\n<!-- _backgroundImage: linear-gradient(red, blue) -->\n\
         # Cover\n\n---\n\n# List\n\n* one\n* two\n\n---\n\n<!-- _backgroundColor: aqua -->\n\
         <!-- _color: red -->\n\n# Small\n\n![w:200px A boat](boat.png) ![w:220px](boat.png)\n\n\
         ---\n\n# Large\n\n![w:640px A boat](boat.png)\n\n---\n\n\
         # Both\n\n![bg right](boat.png)\n![bg right vertical](boat.png)\n\nWords\n\n---\n\n\
         > Who will not dike\n\n— Old law\n",
    );
    assert_parts(
        &outline,
        &[
            "title: List\n    steps: true",
            "background: aqua",
            "- src: images/boat.png\n        alt: A boat\n      - images/boat.png",
            "width: 50%",
            "layout: image_right\n    title: Both\n    figures:",
            "by: Old law",
        ],
        &["vertical", "width: 16%"],
    );
    assert!(said.contains("the background `linear-gradient(red, blue)` is not imported"), "{said}");
    assert!(said.contains("`_color` is not imported"), "{said}");
}

#[test]
fn lists_links_and_classes_of_pandoc_are_read() {
    let (outline, _) = import(
        "---\ntitle: It's \"time\"\nincremental: true\n---\n\n# Lists\n\ni. one\nii. two\n\n\
         B) be\nC) ce\n\n#. first\n#. second\n\n# Books\n\nSee [Lists] and [these][Books], \
         [loud]{.alert} -- it's so...\n\n+-----+----------+\n| A   | B        |\n+=====+==========+\n\
         | c   | - pike   |\n|     | - carp   |\n+-----+----------+\n\n# Loud {.standout}\n\n\
         # Code in a list\n\n1. One\n\n   ```\n   ls\n   ```\n\n2. Two\n",
    );
    assert_parts(
        &outline,
        &[
            "title: It’s “time”",
            "style: lower_roman\n          items:\n            - one",
            "style: upper_alpha\n          start: 2",
            "- first\n          - second",
            "See [Lists](#lists) and [these](#books), **loud** – it’s so…",
            "• pike\\\\\\n• carp",
            "layout: statement\n    title: Loud",
            "start: 2\n          items:\n            - Two",
        ],
        &["ii. two"],
    );
}

#[test]
fn hidden_sections_are_comments_and_formulas_in_code_are_formulas() {
    let (outline, said) = import(
        "# Towers\n\n`\\(a^2\\)` and `$$ b $$`\n\n---\n\n<section data-visibility=\"hidden\">\n\n\
         ## Secret words\n\n</section>\n\nSeen\n\n--\n\n<!-- .slide: data-visibility=\"hidden\" -->\n\
         # Not shown\n",
    );
    assert_parts(
        &outline,
        &["$a^2$ and $$b$$", "): Secret words\n", "text: Seen", "hide: true"],
        &["heading: Secret", "title: Secret"],
    );
    assert!(said.contains("a hidden `<section>` is left out"), "{said}");
}

#[test]
fn files_and_formulas_of_presenterm_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("salt.py"), "salt = 1\n").unwrap();
    let (outline, said) = import_in(
        folder.path(),
        "talk.md",
        "# A\n\n```file +line_numbers\npath: salt.py\nlanguage: python\n```\n\n<!-- end_slide -->\n\n\
         # B\n\n```latex +render\n\\[ q = m \\]\n```\n\n<!-- end_slide -->\n\n# Only a file\n\n\
         ```file\npath: none.py\n```\n",
    );
    assert_parts(
        &outline,
        &["lang: python\n      numbers: true", "salt = 1", "math: |\n      q = m"],
        &["path: salt.py"],
    );
    assert!(outline.contains("layout: content\n    title: Only a file"), "{outline}");
    assert!(said.contains("the code in `none.py` is not imported"), "{said}");
}

#[test]
fn bundles_of_ia_presenter_are_folders() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("talk.iapresenter");
    fs::create_dir_all(bundle.join("assets")).unwrap();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/field/boat.png");
    fs::copy(picture, bundle.join("assets/boat.png")).unwrap();
    fs::write(bundle.join("info.json"), "{}").unwrap();
    let text = "# Boats\n\nSaid first.\n\n\n## Here\n\n/assets/boat.png\ntitle: A boat\n\nSaid.\n";
    fs::write(bundle.join("text.md"), text).unwrap();
    let made = run_plenary(folder.path(), &["new", "deck", "--from", "talk.iapresenter"]);
    assert!(made.status.success(), "{}", stderr_of(&made));
    let outline = fs::read_to_string(folder.path().join("deck/slides.yaml")).unwrap();
    assert_parts(
        &outline,
        &["notes: Said first.", "title: Here", "src: images/boat.png", "alt: A boat"],
        &["text: Said"],
    );
}

#[test]
fn footnotes_and_invisible_signs_render_everywhere() {
    let (outline, _) = import(
        "---\nfooter: Guild ^[of old]\n---\n\n# Title with a note[^1]\n\n[^1]: The note.\n\n---\n\n\
         # A ^[b] title\n\n$$\na\u{200d}b + \\text{\u{1f469}\u{200d}\u{1f467}}\n$$\n\n\
         x $c\u{202e}d$ y\n\n\u{200f}\n",
    );
    assert_parts(
        &outline,
        &["title: Title with a note\n", "footer: Guild (of old)", "title: Title with a note[^1]"],
        &[],
    );
    let (outline, _) =
        import("% Deck\n\n# Part[^1]\n\n# Two\n\nwords\n\n## Three\n\n[^1]: Note.\n");
    assert!(!outline.contains("section: Part["), "{outline}");
}

#[test]
fn files_of_code_and_included_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("snippets")).unwrap();
    let code = "let before;\n// #region part\nlet inside = 1;\n// #endregion\nlet after;\n";
    fs::write(folder.path().join("snippets/a.ts"), code).unwrap();
    let (outline, _) = import_in(
        folder.path(),
        "talk.md",
        "---\ntheme: seriph\n---\n\n# A\n\n<<< @/snippets/a.ts#part {1}\n\n---\n\n# B\n\n\
         <<< @/snippets/a.ts js\n",
    );
    assert_parts(
        &outline,
        &["lang: ts\n      highlight: [1]\n      text: |\n        let inside = 1;\n", "lang: js"],
        &["#region part\n        let inside = 1;\n        // #endregion\n\n  - title: B"],
    );
    fs::write(folder.path().join("_more.qmd"), "## Included\n\nIts words.\n").unwrap();
    fs::remove_dir_all(folder.path().join("talk")).unwrap();
    let (outline, said) = import_in(
        folder.path(),
        "talk.md",
        "---\ntitle: Parts\nformat: revealjs\n---\n\n## First\n\nWords.\n\n\
         {{< include _more.qmd >}}\n\n## Last\n\nWords.\n\n{{< include none.qmd >}}\n",
    );
    assert_parts(
        &outline,
        &["title: First\n", "title: Included\n    text: Its words.\n", "title: Last"],
        &["include"],
    );
    assert!(said.contains("the text of `none.qmd` is not imported"), "{said}");
}

#[test]
fn latex_in_pandoc_decks_is_text() {
    let (outline, said) = import(
        "% Deck\n% Ada\n% \\today\n\n# One\n\n\\textbf{Bold} and \\alert{loud}, \\LaTeX{}, \
         \\href{https://a.org}{link}\\footnote{A note} \\newpage\n\n\\begin{itemize}\n\\item one\n\
         \\begin{enumerate}\n\\item inner\n\\end{enumerate}\n\\item two\n\\end{itemize}\n\n\
         \\includegraphics[width=0.5\\textwidth]{boat.png}\n\n# Two\n\n>- by\n>- and by\n",
    );
    assert_parts(
        &outline,
        &[
            "**Bold** and **loud**, LaTeX, [link](https://a.org)^[A note]",
            "- text: one\n        numbered:\n          - inner\n      - two",
            "src: images/boat.png\n      width: 50%",
            "title: Two\n    steps: true",
        ],
        &["A note] \\newpage", "\\item", "today"],
    );
    assert!(said.contains("`\\newpage` is not imported"), "{said}");
    let (outline, _) = import(
        "---\ntheme: seriph\n---\n\n# A\n\n[Go](/2)\n\n<div grid=\"~ cols-2 gap-4\">\n<div>\n\n\
         Left\n\n</div>\n<div>\n\nRight\n\n</div>\n</div>\n\n---\n\n# Goal\n",
    );
    assert_parts(&outline, &["[Go](#goal)", "columns:\n      - - text: Left"], &[]);
}

#[test]
fn directives_and_underlines_of_marp_hold_as_in_marp() {
    let (outline, _) = import(
        "---\nmarp: true\n---\n\n# Start\n\n---\n\n<!-- footer: Chapter A -->\n\
         <!-- backgroundColor: #400 -->\n\n## Dark\n\nwords\n\n---\n\n## Also dark\n\n- one\n---\n\
         <!-- _footer: Own -->\n\n## Own words\n\npara\n---\nafter\n\n---\n\n\
         <!-- footer: \"\" -->\n\n## No footer\n\n![drop-shadow hue-rotate:90deg](boat.png)\n",
    );
    assert_eq!(outline.matches("footer: Chapter A").count(), 2, "{outline}");
    assert_eq!(outline.matches("background: \"#400\"").count(), 4, "{outline}");
    assert_eq!(outline.matches("\n  - ").count(), 5, "{outline}");
    assert_parts(&outline, &["footer: Own", "subtitle: para"], &["drop-shadow", "hue-rotate"]);
}

#[test]
fn what_has_no_place_is_counted() {
    let (outline, said) = import(
        "---\ntheme: seriph\ninfo: |\n  About the dikes\n---\n\n# F\n\ntext[^a]\n\n[^a]: called\n\n\
         [^1]: [Learn More](https://x.example)\n",
    );
    assert_parts(&outline, &["About the dikes", "Learn More", "a: called"], &[]);
    assert!(said.contains("1 thing left"), "{said}");
    let (_, said) = import(
        "<!-- .slide: data-background-video=\"bg.mp4\" data-background-iframe=\"https://x.org\" -->\n\
         # A\n\n---\n\n<!-- .slide: data-background-gradient=\"linear-gradient(red, blue)\" -->\n# B\n",
    );
    for what in [
        "`bg.mp4` does not exist and is not imported",
        "the page `https://x.org` in the background is not shown, only its address",
        "the background gradient `linear-gradient(red, blue)` is not imported",
        "2 things left",
    ] {
        assert!(said.contains(what), "{what}\n{said}");
    }
}

#[test]
fn figures_of_latex_are_read() {
    let (outline, _) = import(
        "---\ntitle: T\naspectratio: 169\n---\n\n# One\n\n\\includegraphics[width=3cm]{boat.png}\n\n\
         # Two\n\n\\begin{figure}\n\\centering\n\\includegraphics{boat.png}\n\
         \\caption{A small boat}\n\\end{figure}\n",
    );
    assert_eq!(outline.matches("images/boat.png").count(), 2, "{outline}");
    assert_parts(&outline, &["caption: A small boat"], &["includegraphics", "centering"]);
}

#[test]
fn brackets_after_a_note_make_no_link_of_it() {
    let (outline, _) = import("# A\n\nOne ^[note](#x) and two[^1](#y).\n\n[^1]: Two.\n");
    assert_parts(&outline, &["^[note]\\(#x)", "[^1]\\(#y)"], &[]);
}
