//! HTML inside Markdown.

use super::import_text;

/// Imports a deck of one slide and returns the outline without comments, and the messages.
fn import(body: &str) -> (String, String) {
    let (outline, said) = import_text("html", &format!("---\nmarp: true\n---\n\n{body}\n"));
    let is_comment = |line: &&str| line.trim_start().starts_with("# ");
    let lines: Vec<&str> = outline.lines().filter(|line| !is_comment(line)).collect();
    (lines.join("\n"), said)
}

fn assert_has(outline: &str, parts: &[&str]) {
    for part in parts {
        assert!(outline.contains(part), "`{part}` is missing:\n{outline}");
    }
    assert!(!outline.contains("</"), "{outline}");
}

#[test]
fn blocks_of_html_become_blocks() {
    let (outline, said) = import(
        "<h1>Looms</h1>\n<p>A <b>loom</b> is\nold.</p>\n<ul>\n  <li>shuttle\n    <ul><li>bone</li>\
         <li>wood</li></ul>\n  </li>\n  <li>reed</li>\n</ul>\n<ol start=\"3\"><li>warp</li></ol>\n\
         <blockquote>Patience.</blockquote>\n<pre><code class=\"language-rust\">if a &lt; b {\n  \
         c();\n}</code></pre>\n",
    );
    assert_has(
        &outline,
        &[
            "title: Looms",
            "text: A **loom** is old.",
            "- shuttle:",
            "- bone",
            "- reed",
            "start: 3",
            "quote: Patience.",
            "lang: rust",
            "if a < b {\n",
        ],
    );
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn inline_html_becomes_markdown() {
    let (outline, said) = import(
        "# A\n\nH<sub>2</sub>O, x<sup>2</sup>, <mark>new</mark>, <kbd>Ctrl</kbd>, <q>so</q>, \
         <span class=\"red\">red</span><br>5 &lt; 6 &amp; `&lt;`, <a href=\"https://a.org/b\">b</a>, \
         write to <market@example.org>, Vec<T> and git clone <url>.\n",
    );
    assert_has(
        &outline,
        &[
            "H~2~O, x^2^, ==new==, `Ctrl`, “so”, red\\",
            "5 \\< 6 \\& `&lt;`, [b](https://a.org/b)",
            "<market@example.org>",
            "Vec<T> and git clone <url>.",
        ],
    );
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn boxes_side_by_side_become_columns_or_cards() {
    let (columns, _) = import(
        "# A\n\n<div style=\"display: grid; grid-template-columns: 1fr 3fr\">\n<div>\n\n- one\n\n\
         </div>\n<div>\n\nTwo\n\n</div>\n</div>\n",
    );
    assert_has(&columns, &["columns:", "widths: [25, 75]", "- one", "text: Two"]);
    let (cards, _) = import(
        "# A\n\n<div class=\"grid grid-cols-3\">\n<div class=\"card\"><h3>One</h3>first</div>\n\
         <div class=\"card\"><h3>Two</h3>second</div>\n<div class=\"card\"><h3>Three</h3>third\
         </div>\n</div>\n",
    );
    assert_has(&cards, &["cards:", "- title: One", "text: first", "- title: Three"]);
}

#[test]
fn tables_keep_merged_cells_and_pictures_their_captions() {
    let (outline, _) = import(
        "# A\n\n<table>\n<caption>Fish</caption>\n<tr><th rowspan=2>Year</th><th colspan=2>In</th>\
         </tr>\n<tr><th>spring</th><th>autumn</th></tr>\n<tr><td>2020</td><td><ul><li>a</li>\
         <li>b</li></ul></td><td>*c*</td></tr>\n</table>\n",
    );
    assert_has(
        &outline,
        &["{text: Year, down: 2}", "{text: In, across: 2}", "• a\\", "caption: Fish", "*c*"],
    );
}

#[test]
fn what_html_shows_otherwise_is_reported_and_its_words_stay() {
    let (outline, said) = import(
        "# A\n\n<iframe src=\"https://a.org/b\"></iframe>\n\n<Counter :count=\"10\" />\n\n\
         <svg><text>drawn</text></svg>\n\n<my-box>boxed words</my-box>\n",
    );
    assert_has(&outline, &["https://a.org/b", "drawn", "boxed words"]);
    for part in ["`<iframe>`", "`<Counter>`", "`<svg>`", "`<my-box>`"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains("3 things left for you"), "{said}");
}

#[test]
fn hostile_html_is_bounded() {
    for body in [
        "<div>".repeat(5_000),
        "<b>x".repeat(3_000) + "</b>",
        "<p><b class=a><i>".repeat(2_000) + "</i></b></p>",
        "<table><tr><td>".repeat(2_000),
        "<!--".repeat(5_000),
        "<a href=\"".to_owned() + &"x".repeat(10_000),
        "<script>".to_owned() + &"words ".repeat(100),
    ] {
        import(&format!("# A\n\n{body}\n"));
    }
}
