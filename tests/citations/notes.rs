//! Citations as notes, and raised numbers.

use super::{Project, body, deck, diagnostics};

const BIB: &str = "\
@article{t1, author={Smith, Jane and Roe, Bo and Doe, Amy}, title={Wide Rivers}, journal={J},
  year=2020}
@book{s1, author={Silva, Ana}, title={Deep Rivers}, publisher={P}, year=2019}
@online{web, title={A Page}, url={https://example.org/x}, year=2024}
";

#[test]
fn the_first_note_is_the_full_one() {
    let project = Project::new(&[("own.bib", BIB)]);
    let found = project.lay_out(
        "bibliography: own.bib\ncitation_style: chicago-notes\nslides:\n  - text: '@s1 shows it; \
         see [@s1, p. 3], as @plenary^[as @t1 says]'\n    source: '@web'\n",
    );
    assert_eq!(
        diagnostics(&found),
        ["warning E0264 4:47 `@plenary` is shown as written: the bibliography has no such key"]
    );
    assert_eq!(body(&found)[0], "Ana Silva shows it; see, as @plenary");
    let notes = &deck(&found).slides[0].footnotes;
    let notes: Vec<String> = notes.iter().map(|text| text.to_single_line()).collect();
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert_eq!(notes[0], "Ana Silva, Deep Rivers (P, 2019).");
    assert!(notes[1].ends_with(", 3."), "{notes:?}");
    assert_eq!(notes[2], "as Jane Smith et al. (“Wide Rivers,” J, 2020) says");
    assert_eq!(notes[3], "“A Page,” 2024, https://example.org/x.");
}

#[test]
fn raised_numbers_are_separate_and_keep_their_words() {
    let project = Project::new(&[("own.bib", BIB)]);
    let found = project.lay_out(
        "bibliography: own.bib\ncitation_style: nature\nslides:\n  - text: 'One [@s1] [@t1] two \
         [@s1; @t1, p. 3; see @web, ch. 2 and often] three [@s1; @t1; @web]'\n",
    );
    assert_eq!(diagnostics(&found), [""; 0]);
    assert_eq!(body(&found)[0], "One1,2 two1,2, p. 3, see 3, ch. 2 and often three1–3");
}
