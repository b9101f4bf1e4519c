//! Footnotes and citations that are almost written as such.

use super::{body, deck, diagnostics, lay_out};

fn notes(slide: &str) -> (Vec<String>, Vec<String>) {
    let found = lay_out("", &format!("  - text: {slide}\n"));
    let notes = &deck(&found).slides[0].footnotes;
    (notes.iter().map(|text| text.to_single_line()).collect(), diagnostics(&found))
}

#[test]
fn footnotes_may_cite_in_their_sentence() {
    let (texts, found) = notes("'Word^[See @haddad2016 and others.] end^[@silva2020]'");
    assert_eq!(found, [""; 0]);
    assert_eq!(texts, ["See Haddad (2016) and others.", "Silva and Okafor (2020)"]);
}

#[test]
fn footnotes_have_the_markup_of_other_texts() {
    let found = lay_out("", "  - text: 'A^[H~2~O, x^2^ and ~~no~~ [ja]{lang=de}]'\n");
    assert_eq!(diagnostics(&found), [""; 0]);
    let note = &deck(&found).slides[0].footnotes[0];
    assert_eq!(note.content, "H2O, x2 and no ja");
    assert!(note.runs.iter().any(|run| run.style.strike));
    assert!(note.runs.iter().any(|run| run.lang.as_deref() == Some("de")));
}

#[test]
fn unread_syntax_is_reported() {
    for (slide, expected) in [
        ("'a^[unclosed'", "4:13 this footnote is not closed: `^[unclosed` is shown as written"),
        ("'a^[ ]'", "4:13 this footnote is empty: `^[ ]` is shown as written"),
        ("'[^undefined thing]'", "4:12 the name of a footnote cannot have spaces"),
        ("'[^]'", "4:12 a footnote without a name"),
        ("'see [@haddad2016 there'", "4:17 the bracket before `@haddad2016` is not closed"),
        ("'[@haddad2016 @silva2020]'", "`[@haddad2016 @silva2020]` cites only `haddad2016`"),
    ] {
        let (_, found) = notes(slide);
        assert_eq!(found.len(), 1, "{slide}: {found:?}");
        assert!(found[0].starts_with("warning E0269 4:"), "{slide}: {found:?}");
        assert!(found[0].contains(expected), "{slide}: {found:?}");
    }
    let (texts, found) = notes("'x^[y^[z]]'");
    assert_eq!(texts.len(), 1);
    assert!(found[0].starts_with("error E0262 4:16"), "{found:?}");
    let figure = "  - figure: { src: a.svg, alt: 'x^[no]' }\n";
    let found = diagnostics(&lay_out("", figure));
    assert!(found.iter().any(|line| line.contains("E0269 4:32 alternative text")), "{found:?}");
}

#[test]
fn citations_in_links_are_explained() {
    let found = lay_out("", "  - text: '[see [@haddad2016] here](https://x.org)'\n");
    let expected = "a citation cannot be in the text of a link";
    assert!(diagnostics(&found)[0].contains(expected), "{:?}", diagnostics(&found));
    assert_eq!(body(&found), ["see [@haddad2016] here"]);
    let found = lay_out("", "  - text: '[@haddad2016](https://x.org)'\n");
    assert!(diagnostics(&found)[0].contains("E0269"), "{:?}", diagnostics(&found));
    let found = lay_out("", "  - text: '[@plenary](https://x.org)'\n");
    assert_eq!(diagnostics(&found), [""; 0], "a name");
}

#[test]
fn years_are_not_numbers_of_footnotes() {
    let bib = "@book{z, author={王, 小明}, title={T}, year=2019}";
    let project = super::Project::new(&[("own.bib", bib)]);
    let found = project.lay_out(
        "bibliography: own.bib\nslides:\n  - text: 'A [@z] B [-@z]'\n  - \
                                 references: true\n",
    );
    let text = plenary::export::extract_text(&found.scene);
    assert!(text.contains("A (王 2019) B (2019)"), "{text}");
}

#[test]
fn numbers_of_footnotes_keep_away_from_numbers() {
    let found = lay_out("", "  - text: 'Station 5^[A], $x$^[B], word^[C]'\n");
    let text = &deck(&found).slides[0].body_texts()[0].content;
    assert_eq!(text, "Station 5\u{202f}1, x\u{202f}2, word3");
    let shown = plenary::export::extract_text(&found.scene);
    assert!(shown.contains("Station 5[1], "), "{shown}");
}
