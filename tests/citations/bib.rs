//! What is in a `.bib` file is what the list of works shows.

use super::{Project, body, diagnostics, references};

/// Lists all works of a file in a style, and returns the entries and the diagnostics.
pub(super) fn list(bib: &str, style: &str) -> (Vec<String>, Vec<String>) {
    let project = Project::new(&[("own.bib", bib)]);
    let found = project.lay_out(&format!(
        "bibliography: own.bib\ncitation_style: {style}\nslides:\n  - title: R\n    \
         references: {{ all: true }}\n"
    ));
    (references(&found), diagnostics(&found))
}

#[test]
fn words_with_inner_capitals_keep_them() {
    let bib = "@book{a, author={A B}, title={Using LaTeX and GitHub on an iPhone for pH and mRNA}, \
               year=2020}";
    for style in ["author-date", "ieee", "vancouver", "mla"] {
        let (entries, _) = list(bib, style);
        for word in ["LaTeX", "GitHub", "iPhone", "pH", "mRNA"] {
            assert!(entries[0].contains(word), "{style}: {entries:?}");
        }
    }
    let json = r#"[{"id": "a", "type": "book", "title": "The iPhone and <i>LaTeX</i> in use",
        "author": [{"family": "B", "given": "A"}], "issued": {"date-parts": [[2020]]}}]"#;
    let project = Project::new(&[("own.json", json)]);
    let found = project.lay_out("bibliography: own.json\nslides:\n  - references: { all: true }\n");
    assert_eq!(references(&found), ["B, A. 2020. The iPhone and LaTeX in Use."]);
}

#[test]
fn latex_is_formatted() {
    let bib = r#"
@article{a, author={A B}, title={Growing \textit{E. coli} in H\textsubscript{2}O, {\em a} ``view''},
  journal={J}, year=2020, volume=1, pages={12-34,56}}
@book{b, author={Guti\'errez, J.~L.}, title={Na{\"\i}ve \l\ \o}, year=2020, publisher={P}}
@article{c, author={C D}, title="Quoted {"}x{"} end", journal={River Studies}, year=1999}
@misc{d, author={D E}, title={Web}, year=2020, howpublished={\url{https://x.org/~me/a_b--c}}}
@misc{e, author={E F}, title={Talk}, subtitle={of the town}, year=2020, howpublished={Town hall}}
"#;
    let (entries, found) = list(bib, "author-date");
    assert_eq!(found, [""; 0]);
    assert_eq!(
        entries,
        [
            "B, A. 2020. “Growing E. coli in H2O, a ‘view.’” J 1: 12–34, 56.",
            "D, C. 1999. “Quoted \"x\" End.” River Studies.",
            "E, D. 2020. “Web.” https://x.org/~me/a_b--c.",
            "F, E. 2020. “Talk: Of the Town.” Town hall.",
            "Gutiérrez, J. L. 2020. Naïve Ł Ø. P.",
        ]
    );
}

#[test]
fn what_is_left_out_of_a_bib_file_is_reported() {
    let bib = r"@book{a, author={A B}, title={T \foo{x}}, date={2020-13-45}}
@article{b, author={A B}, title={T}, journal={J}, date={soon}, pages={--}}
";
    let (entries, found) = list(bib, "author-date");
    assert!(entries.iter().any(|entry| entry.contains("2020")), "{entries:?}");
    assert_eq!(
        found,
        [
            "warning E0265 own.bib:1:33 `\\foo` in `title` of the entry `a` is not known, so it is \
             left out",
            "warning E0265 own.bib:1:49 `date` of the entry `a` is not a date, so only its year is \
             shown",
            "warning E0265 own.bib:2:57 `date` of the entry `b` is not a date, so it is left out",
            "warning E0265 own.bib:2:71 `pages` of the entry `b` has no page numbers, so it is \
             left out",
        ]
    );
}

#[test]
fn works_of_every_type_are_listed_in_every_style() {
    let kinds =
        "misc online unpublished software dataset techreport phdthesis manual patent inbook";
    let bib: String = kinds
        .split(' ')
        .map(|kind| {
            format!("@{kind}{{{kind}, author={{Ana Silva}}, title={{The {kind}}}, year=2020}}\n")
        })
        .collect();
    let bullets: String = kinds.split(' ').map(|kind| format!("      - '[@{kind}]'\n")).collect();
    let project = Project::new(&[("own.bib", &bib)]);
    for style in ["chicago-notes", "mhra", "chicago-shortened-notes", "ieee"] {
        let outline = format!(
            "title: T\nbibliography: own.bib\ncitation_style: {style}\nslides:\n  - title: A\n    \
             bullets:\n{bullets}  - title: R\n    references: true\n"
        );
        let found = project.lay_out(&outline);
        assert!(!found.diagnostics.has_errors(), "{style}: {:?}", diagnostics(&found));
        let entries = references(&found);
        assert_eq!(entries.len(), 10, "{style}");
        assert!(entries.iter().all(|entry| entry.contains("Silva")), "{style}: {entries:?}");
        let links = found.scene.pages.iter().flat_map(|page| &page.items);
        let empty = links.filter(|item| {
            matches!(&item.kind, plenary::scene::ItemKind::Link(link)
                if link.alt_text.trim().is_empty())
        });
        assert_eq!(empty.count(), 0, "{style}: every link has a text");
    }
}

#[test]
fn sentences_name_works_without_an_author() {
    let bib = "@online{web1, title={A page}, url={https://x.org}, year=2024}
@book{ed, editor={Ed Itor}, title={Edited}, year=2020}
@article{many, author={A B and C D and E F and G H}, title={T}, journal={J}, year=2020}
";
    let project = Project::new(&[("own.bib", bib)]);
    let text = |style: &str, slide: &str| {
        let found = project.lay_out(&format!(
            "bibliography: own.bib\ncitation_style: {style}\nslides:\n  - text: '{slide}'\n"
        ));
        assert_eq!(diagnostics(&found), [""; 0]);
        body(&found)[0].clone()
    };
    assert_eq!(
        text("author-date", "As @web1 and @ed say"),
        "As “A page” (2024) and Itor (2020) say"
    );
    assert_eq!(text("ieee", "As @many show"), "As A. B et al. [1] show");
    assert_eq!(text("ieee", "As [@many, Lemma 24.11] has"), "As [1, Lemma 24.11] has");
}

#[test]
fn a_slide_in_another_language_has_its_own_terms() {
    let bib = "@book{a, author={A B}, title={T}, year=2020}";
    let project = Project::new(&[("own.bib", bib)]);
    let found = project.lay_out(
        "lang: en\nbibliography: own.bib\ncitation_style: apa\nslides:\n  - lang: de\n    text: \
         'Siehe [@a, S. 3]'\n  - text: 'See [@a, p. 3]'\n",
    );
    assert_eq!(body(&found), ["Siehe (B, 2020, S. 3)", "See (B, 2020, p. 3)"]);
}
