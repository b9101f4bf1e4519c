//! Footnotes, lists of works and diagrams that decks write in a way of their own.

use std::fs;

use super::{assert_imported, run_plenary, stderr_of};

fn import(deck: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let bib = "@book{haddad2016, author={Haddad, L.}, title={Weirs}, year={2016}}";
    fs::write(folder.path().join("refs.bib"), bib).unwrap();
    fs::write(folder.path().join("talk.md"), deck).unwrap();
    let made = run_plenary(folder.path(), &["new", "talk", "--from", "talk.md"]);
    assert_imported("embedded", &made);
    (fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap(), stderr_of(&made))
}

#[test]
fn footnotes_keep_their_further_paragraphs() {
    let (outline, _) =
        import("# A\n\nWord[^1].\n\n[^1]: First\n    line.\n\n    Second.\n\nEnd.\n");
    assert!(outline.contains("1: First line. Second."), "{outline}");
    assert!(outline.contains("End."), "{outline}");
}

#[test]
fn a_list_of_works_among_other_blocks_is_the_only_one() {
    let (outline, _) = import(
        "---\nbibliography: refs.bib\n---\n\n# A\n\nText [@haddad2016].\n\n# Refs\n\n::: \
         {#refs}\n:::\n\nMore words\n",
    );
    assert_eq!(outline.matches("references: true").count(), 1, "{outline}");
}

#[test]
fn diagrams_in_divisions_are_diagrams() {
    for (open, close) in
        [("::: {.mermaid}", ":::"), ("<div class=\"mermaid\">", "</div>"), ("```{mermaid}", "```")]
    {
        let (outline, warnings) = import(&format!("# A\n\n{open}\ngraph LR\n  A-->B\n{close}\n"));
        assert!(outline.contains("diagram: |"), "{open}: {outline}");
        assert!(!warnings.contains("warning"), "{open}: {warnings}");
    }
}

#[test]
fn snippets_of_slidev_say_what_to_write() {
    let (outline, warnings) = import("# A\n\nWords\n\n<<< @/snippets/x.ts {2,3}\n");
    assert!(!outline.contains("<<<"), "{outline}");
    assert!(warnings.contains("code: { file: snippets/x.ts, highlight: [2, 3] }"), "{warnings}");
}
