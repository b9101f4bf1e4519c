//! The list of works: every author and field, and the same letters as in the citations.

use super::bib::list;
use super::{Project, body, diagnostics, references};

const SMITHS: &str = "\
@article{s1, author={Smith, Jane and Roe, Richard and Fox, Ann}, title={Deep Rivers}, journal={J},
  year=2020}
@article{t1, author={Smith, Jane and Roe, Richard and Doe, Amy}, title={Wide Rivers}, journal={J},
  year=2020}
@article{d1, author={Data, S.}, title={One}, journal={J}, year=2020}
@article{d2, author={Data, Sam}, title={Two}, journal={J}, year=2020}
@article{z1, author={Zed, Z.}, title={Zoo}, journal={J}, year=2020}
@article{z2, author={Zed, Z.}, title={Ant}, journal={J}, year=2020}
@book{doe1, author={Doe, Jane}, title={A1}, publisher={P}, year=2015}
@book{doe2, author={Doe, Jane}, title={A2}, publisher={P}, year=2015}
@book{n1, author={Null, N.}, title={Undated}, publisher={P}}
@book{n2, author={Null, N.}, title={Undated as Well}, publisher={P}}
@article{f1, author={Four, A. and B, B. and C, C. and D, D.}, title={One}, journal={J}, year=2001}
@article{f2, author={Four, A. and B, B. and C, C. and E, E.}, title={Two}, journal={J}, year=2001}
";

/// Lays out a text with citations, and returns it and the list.
fn cite(bib: &str, style: &str, text: &str) -> (String, Vec<String>) {
    let project = Project::new(&[("own.bib", bib)]);
    let found = project.lay_out(&format!(
        "bibliography: own.bib\ncitation_style: {style}\nslides:\n  - text: '{text}'\n  \
         - references: true\n"
    ));
    assert_eq!(diagnostics(&found), [""; 0]);
    (body(&found)[0].clone(), references(&found))
}

#[test]
fn lists_have_all_names_whatever_the_citations_show() {
    let text = "[@s1] [@t1] [@f1] [@f2] [@d1] @d2 [@z1; @z2] @doe1 [@doe2] [@n1] [@n2]";
    let (shown, entries) = cite(SMITHS, "author-date", text);
    assert_eq!(
        shown,
        "(Smith et al. 2020b) (Smith et al. 2020a) (Four et al. 2001a) (Four et al. 2001b) (Data \
         2020a) Data (2020b) (Zed 2020a; 2020b) Doe (2015a) (Doe 2015b) (Null, n.d.-a) (Null, \
         n.d.-b)"
    );
    assert_eq!(
        entries,
        [
            "Data, S.\u{a0}2020a. “One.” J.",
            "Data, Sam. 2020b. “Two.” J.",
            "Doe, Jane. 2015a. A1. P.",
            "Doe, Jane. 2015b. A2. P.",
            "Four, A., B. B, C. C, and D. D. 2001a. “One.” J.",
            "Four, A., B. B, C. C, and E. E. 2001b. “Two.” J.",
            "Null, N. n.d.-a. Undated. P.",
            "Null, N. n.d.-b. Undated as Well. P.",
            "Smith, Jane, Richard Roe, and Amy Doe. 2020a. “Wide Rivers.” J.",
            "Smith, Jane, Richard Roe, and Ann Fox. 2020b. “Deep Rivers.” J.",
            "Zed, Z. 2020a. “Ant.” J.",
            "Zed, Z. 2020b. “Zoo.” J.",
        ]
    );
    let (shown, entries) = cite(SMITHS, "apa", "[@s1] [@t1] [@d1] [@d2] [@z2]");
    assert_eq!(
        shown,
        "(Smith et al., 2020b) (Smith et al., 2020a) (Data, 2020a) (Data, 2020b) (Zed, 2020)"
    );
    assert!(
        entries
            .iter()
            .any(|entry| entry == "Smith, J., Roe, R., & Fox, A. (2020b). Deep Rivers. J.")
    );
    for (style, name) in
        [("chicago-notes", "Jane, Richard Roe, and Ann Fox"), ("mla", "Jane, et al.")]
    {
        let (_, entries) = cite(SMITHS, style, "[@s1] [@t1]");
        assert!(entries.iter().any(|entry| entry.contains(name)), "{style}: {entries:?}");
    }
}

#[test]
fn labels_have_letters_and_sentences_family_names() {
    let (shown, entries) =
        cite(SMITHS, "alphanumeric", "[@doe2] [@doe1] @doe1 says, @s1 too, as @d2");
    assert_eq!(
        shown,
        "[Doe15a] [Doe15b] Doe [Doe15b] says, Smith et al. [SRF20] too, as Data [Dat20]"
    );
    let labels: Vec<&str> =
        entries.iter().map(|entry| &entry[..entry.find(']').unwrap()]).collect();
    assert_eq!(labels, ["[Dat20", "[Doe15a", "[Doe15b", "[SRF20"]);
    assert!(entries[1].ends_with("2015"), "{entries:?}");
}

#[test]
fn others_are_et_al() {
    let bib = "@article{a, author={Silva, Ana and others}, title={T}, journal={J}, year=2007}
@article{b, author={Silva, Ana and Roe, Bo and others}, title={U}, journal={J}, year=2006}
";
    for (style, cited, one, two) in [
        (
            "author-date",
            "(Silva et al. 2007)",
            "Silva, Ana, et al. 2007.",
            "Silva, Ana, Bo Roe, et al.",
        ),
        ("apa", "(Silva et al., 2007)", "Silva, A., et al. (2007).", "Silva, A., Roe, B., et al."),
        ("ieee", "[1]", "[1] A. Silva, et al.", "[2] A. Silva, B. Roe, et al."),
        (
            "alphanumeric",
            "[Sil+07]",
            "[Sil+07] Silva, Ana et al.",
            "[Sil+06] Silva, Ana ; Roe, Bo et al.",
        ),
    ] {
        let (shown, mut entries) = cite(bib, style, "[@a] and @b");
        entries.sort_by_key(|entry| entry.len());
        assert!(shown.starts_with(cited), "{style}: {shown}");
        assert!(!shown.contains('\u{e01a}'));
        for start in [one, two] {
            assert!(entries.iter().any(|entry| entry.starts_with(start)), "{style}: {entries:?}");
        }
    }
}

#[test]
fn fields_that_styles_do_not_know_are_shown() {
    let bib = "\
@phdthesis{th, author={Ana Silva}, title={On Lakes}, school={University of Porto}, year=2015}
@techreport{tr, author={Ana Silva}, title={Report}, institution={Fish and Game Office}, year=2014}
@report{own, author={{River Agency}}, title={State of Water}, institution={River Agency}, year=2016}
@manual{ma, title={The Gauge Manual}, organization={Gauge Inc.}, year=2013}
@misc{ax, author={Ana Silva}, title={Preprint}, eprint={2001.12345}, archiveprefix={arXiv},
  year=2012}
@article{q, author={Ana Silva}, title={Why Bend?}, journal={J}, year=2011,
  doi={https://doi.org/10.1/x}}
@book{ed, author={Ana Silva}, title={Book of Lakes}, edition={Third}, publisher={P}, year=2010}
@book{rng, author={Ana Silva}, title={Range}, publisher={P}, date={2009-01/2011}}
@article{fmt, author={Ana Silva}, title={Eine \\textit{Untersuchung}}, journal={J}, year=2008}
@dataset{ds, author={Ana Silva}, title={Gauge Data}, publisher={Zenodo}, year=2007}
@inproceedings{ip, author={Ana Silva}, title={A Paper}, booktitle={Proceedings}, year=2006,
  pages={1--9}, publisher={ACM Press}}
";
    let (mut entries, found) = list(bib, "author-date");
    assert_eq!(found, [""; 0]);
    entries.sort();
    for part in [
        "Gauge Inc. 2013. The Gauge Manual.",
        "2006. “A Paper.” Proceedings",
        "2008. “Eine Untersuchung.” J.",
        "2009–2011b. Range. P.",
        "2010. Book of Lakes. 3rd\u{a0}ed. P.",
        "2011a. “Why Bend?” J",
        " https://doi.org/10.1/x.",
        "https://arxiv.org/abs/2001.12345.",
        "2014. Report. Technical report. Fish and Game Office.",
        "University of Porto.",
        "River Agency. 2016. State of Water.",
    ] {
        assert!(entries.iter().any(|entry| entry.contains(part)), "{part}: {entries:#?}");
    }
    let own = entries.iter().find(|entry| entry.contains("State of Water")).unwrap();
    assert_eq!(own.matches("River Agency").count(), 1, "{own}");
    let (entries, _) = list(bib, "apa");
    for part in [
        "In Proceedings (pp.\u{a0}1–9). ACM Press.",
        "[Doctoral dissertation]. University of Porto.",
        "Gauge Data [Data set]. Zenodo.",
        "Why Bend? J. https://doi.org/10.1/x",
        "(3rd\u{a0}ed.). P.",
        "arXiv:2001.12345",
    ] {
        assert!(entries.iter().any(|entry| entry.contains(part)), "{part}: {entries:#?}");
    }
    let eprint = "@misc{a, author={A B}, title={T}, eprint={x/1}, eprinttype={other}, year=2020}";
    let (_, found) = list(eprint, "ieee");
    let expected = "warning E0265 own.bib:1:43 `eprint` of the entry `a` is of an archive that is \
                    not known, so it is left out";
    assert_eq!(found, [expected]);
}
