//! The decks in `import/field`: small parts of real decks, each with what is right.

use super::{import_and_render, import_text};

/// Asserts that an outline contains all of `parts`, in this order.
fn assert_in_order(outline: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        match outline[from..].find(part) {
            Some(at) => from += at + part.len(),
            None => panic!("`{part}` is missing, or before the part in front of it:\n{outline}"),
        }
    }
}

/// Asserts that an outline contains none of `parts`, apart from its comments.
fn assert_without(outline: &str, parts: &[&str]) {
    let is_comment = |line: &&str| line.trim_start().starts_with("# ");
    let lines: Vec<&str> = outline.lines().filter(|line| !is_comment(line)).collect();
    let outline = lines.join("\n");
    for part in parts {
        assert!(!outline.contains(part), "`{part}`:\n{outline}");
    }
}

/// Returns the outline of a deck.
fn outline_of(name: &str) -> String {
    import_and_render(&format!("field/{name}")).0
}

#[test]
fn rules_and_headings_split_as_the_tool_does() {
    let both = outline_of("both.md");
    let titles =
        ["section: Part one", "title: Alpha", "text: A slide without a title", "title: Beta"];
    assert_in_order(&both, &titles);
    assert_in_order(&both, &["text: Second words", "title: Gamma", "text: Third words"]);
    let level = outline_of("level.qmd");
    let parts = ["section: Part one", "A few words below", "title: Alpha", "title: Beta"];
    assert_in_order(&level, &parts);
    assert_in_order(&level, &["section: Part two", "title: Gamma"]);
    let rules = outline_of("slidevrule.md");
    assert_in_order(&rules, &["title: Start", "Words before", "title: Method", "Words after"]);
    assert_in_order(&rules, &["Words after", "title: End", "- b", "title: Really the end"]);
    assert_without(&rules, &["layout: center"]);
}

#[test]
fn empty_headings_start_slides_without_a_title() {
    let outline = outline_of("empty.md");
    assert_in_order(&outline, &["title: Named", "First words", "- text: Second words"]);
    assert_in_order(&outline, &["- text: Third words", "figure: images/boat.png"]);
    assert_without(&outline, &["heading:", "\"\"\n\n"]);
}

#[test]
fn attributes_are_mapped_or_left_out() {
    let outline = outline_of("attrs.md");
    assert_in_order(&outline, &["title: Blue ground\n", "background: \"#123456\""]);
    assert_in_order(&outline, &["layout: image", "images/boat.png", "title: Not counted\n"]);
    assert_in_order(&outline, &["title: Kept back\n", "hide: true", "title: Unnumbered\n"]);
    assert_without(&outline, &["{", "visibility", "style="]);
}

#[test]
fn the_title_of_the_deck_is_on_one_cover() {
    let lost = outline_of("title-lost.md");
    assert_in_order(&lost, &["title: Salmon in the river", "- layout: cover", "- title: Agenda"]);
    assert_eq!(lost.matches("layout: cover").count(), 1, "{lost}");
    let slidev = outline_of("cover-slidev.md");
    assert_in_order(&slidev, &["layout: cover", "Eva Lund", "Press Space", "title: Numbers"]);
    assert_eq!(slidev.matches("layout: cover").count(), 1, "{slidev}");
    assert_without(&slidev, &["carbon", "`"]);
}

#[test]
fn words_keep_their_order() {
    let outline = outline_of("order.md");
    let words = ["Words that stand first.", "an item", "heading: A heading that comes later"];
    assert_in_order(&outline, &words);
    assert_in_order(&outline, &["Words after it.", "title: Card", "Term", "What it means."]);
    let blank = outline_of("blank.md");
    let slides = ["footer: Only a foot", "background: \"#123456\"", "layout: image", "boat.png"];
    assert_in_order(&blank, &slides);
    assert_in_order(&blank, &["boat.png", "title: Last"]);
}

#[test]
fn the_syntax_of_slidev_is_read_or_reported() {
    let (outline, warnings) = import_and_render("field/slidev.md");
    // `::right::` holds one column.
    assert_in_order(
        &outline,
        &["- - text: Left words", "- - heading: Right side", "**One** first"],
    );
    assert_eq!(outline.matches("- - ").count(), 2, "{outline}");
    assert_in_order(&outline, &["title: Picture", "steps: true", "Go on", "notes: Note words"]);
    // `src:` is read.
    assert_in_order(&outline, &["Eva Lund", "title: More", "Imported words", "title: Even more"]);
    assert_in_order(
        &outline,
        &["[year, fish]", "[2020, 12]", "A fenced remark", "A GitHub remark"],
    );
    assert_in_order(&outline, &["video:", "https://www.youtube.com/watch?v=abc"]);
    assert_without(&outline, &["<", "{{", "[!NOTE]", "snippets"]);
    for part in ["$slidev.configs.author", "a code snippet"] {
        assert!(warnings.contains(part), "{part}: {warnings}");
    }
    let (_, warnings) =
        import_text("missing part", "---\nlayout: cover\n---\n\n# A\n\n---\nsrc: ./no.md\n---\n");
    assert!(warnings.contains("the slides of `./no.md` are not imported"), "{warnings}");
}

#[test]
fn footnotes_pauses_and_formulas_are_kept() {
    let foot = outline_of("foot.md");
    assert_in_order(&foot, &["1: By two people.", "twice[^1] and once more.^[At night"]);
    let pause = outline_of("pause.md");
    assert_in_order(&pause, &["title: One", "steps: true", "text: First", "text: Second"]);
    assert_without(&pause, &[". . ."]);
    let math = outline_of("math.md");
    assert_in_order(&math, &["title: Sum", "math:", "X_k", "=", "\\sum_{n=0}^{N-1} x_n", "- 1"]);
    assert_in_order(&math, &["costs $5 and $6", "x = 1", "\\begin{aligned}", "- c &= d"]);
    assert_without(&math, &["subtitle", "bullets"]);
}

#[test]
fn captions_tables_and_html_are_read() {
    let captions = import_text(
        "captions",
        "% T\n\n# Table\n\n| a | b |\n|--|--|\n| c | d |\n\n: Fish by year {#tbl:fish}\n",
    );
    assert_in_order(&captions.0, &["table:", "[a, b]", "[c, d]", "caption: Fish by year"]);
    let outline = outline_of("captions.md");
    assert_in_order(
        &outline,
        &["alt: A boat at the weir", "caption: A boat at the weir", "caption: Fish by year"],
    );
    let table = outline_of("table.md");
    assert_in_order(&table, &["table:", "[year, fish]", "[2020, 12]"]);
    let merged = import_text(
        "merged",
        "# A\n\n<table>\n<tr><th rowspan=\"2\">House</th><th colspan=2>Spring</th></tr>\n\
         <tr><th>Courses</th><th>People</th></tr>\n<tr><td colspan='9'>none</td></tr>\n</table>\n",
    );
    let rows = [
        "[{text: House, down: 2}, {text: Spring, across: 2}]",
        "[Courses, People]",
        "[{text: none, across: 3}]",
    ];
    assert_in_order(&merged.0, &rows);
    let html = outline_of("html.md");
    assert_in_order(&html, &["text: Label one", "text: Words one", "text: Label two", "Here!"]);
    assert_without(&html, &["<", "`"]);
}

#[test]
fn cells_of_code_obey_their_options() {
    let (outline, warnings) = import_and_render("field/chunk.qmd");
    assert_without(&outline, &["#|", "plot(fish)", "color: red", "<hr", "{{<"]);
    assert_in_order(&outline, &["kind: note", "title: Mind", "Cold water.", "title: Heads up"]);
    assert_in_order(&outline, &["alt: A boat on the river", "width: 50%"]);
    let described = ["alt: Described for those who cannot see", "caption: Caption words"];
    assert_in_order(&outline, &described);
    for part in ["`fa fish` is not imported", "the result of a code cell"] {
        assert!(warnings.contains(part), "{part}: {warnings}");
    }
    let shown = "---\nformat: revealjs\n---\n\n## A\n\n```{r}\n#| echo: true\nplot(a)\n```\n";
    let (outline, _) = import_text("shown code", shown);
    assert!(
        outline.contains("lang: r") && outline.contains("plot(a)") && !outline.contains("echo"),
        "{outline}"
    );
}

#[test]
fn lists_of_pandoc_are_kept_apart() {
    let outline = outline_of("pandoc.md");
    assert_in_order(&outline, &["comes later two", "style: lower_alpha", "- first", "- second"]);
    assert_in_order(
        &outline,
        &["- example one", "- example two, see (2)", "**Term:** What it means."],
    );
    assert_in_order(
        &outline,
        &["Line one", "line two", "title: Marks", "steps: true", "Before pause"],
    );
    assert_without(&outline, &["(@", "a)", ". . ."]);
    let nest = outline_of("nest.md");
    assert_in_order(&nest, &["numbered:", "text: Idea one", "bullets:", "- by boat", "Idea two"]);
    assert_in_order(&nest, &["text: Point", "numbered:", "- first"]);
}

#[test]
fn addresses_scripts_and_marks_of_files_are_read() {
    let bare = outline_of("bare.md");
    let links = [
        "<https://example.org/data>",
        "[www.example.org](https://www.example.org)",
        "<mia@example.org>",
    ];
    assert_in_order(&bare, &links);
    let cjk = outline_of("cjk.md");
    assert_in_order(&cjk, &["川の水質は良くなって、English も入ります。", "最初の行次の行"]);
    assert_in_order(&cjk, &["引用の一行目二行目"]);
    let bom = outline_of("bom.md");
    assert_in_order(&bom, &["title: Water report", "author: Mia Holm", "title: First"]);
}

#[test]
fn characters_without_a_font_are_replaced_and_reported() {
    let (outline, warnings) = import_text("tibetan", "# Map\n\n- a \u{f40} b\n");
    assert!(outline.contains("a \u{2039}U+0F40\u{203a} b"), "{outline}");
    assert!(warnings.contains("no font has `\u{f40}` (U+0F40)"), "{warnings}");
    assert!(warnings.contains("talk.md:3:"), "{warnings}");
}

#[test]
fn braces_of_other_tools_are_no_expressions() {
    let deck = "---\ntitle: T {{ x }}\nauthor: Eva {{< v >}}\nfooter: f {{ d }}\n---\n\n# A {{ t }}\n\n\
                `{{ x }}` and {{ y }}\n\n```js title=\"a {{ b }}\"\nlet x = \"{{ c }}\";\n```\n";
    let (outline, _) = import_text("braces", deck);
    for part in ["title: T \\{{ x }}", "`{{ x }}` and \\{{ y }}", "let x = \"{{ c }}\";"] {
        assert!(outline.contains(part), "{part}: {outline}");
    }
}

#[test]
fn formulas_and_their_references_stay_together() {
    // The id is on no formula: the reference is words.
    let (outline, _) = import_text(
        "reference",
        "---\nformat: revealjs\n---\n\n## A\n\n$$ {#eq-lost}\n\nAs @eq-lost says.\n",
    );
    assert!(!outline.contains("[](#eq-lost)"), "{outline}");
}

#[test]
fn unclosed_markup_and_equal_titles_are_imported() {
    import_text("unclosed brackets", &format!("# T\n\n{}", "[".repeat(20_000)));
    import_text("unclosed tags", &format!("# T\n\n{}", "<b ".repeat(10_000)));
    import_text("long text", &format!("# T\n\n{}", "word ".repeat(30_000)));
    let (outline, warnings) = import_text("open link", "# T\n\n<a href=\"u\">words\n");
    assert!(outline.contains("text: words"), "{outline}");
    assert!(warnings.contains("a link that is not closed"), "{warnings}");
    import_text("equal titles", &"# T\n\nwords\n\n---\n\n".repeat(1_000));
}
