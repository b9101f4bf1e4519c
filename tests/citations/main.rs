//! Citations: what is read, how it is formatted, and what is reported.
#![allow(clippy::disallowed_methods, reason = "tests make the files that outlines name")]

mod bib;
mod lists;
mod notes;
mod syntax;

use std::fs;

use plenary::deck::{BlockKind, Deck, Link};
use plenary::diagnostic::{Code, Severity};
use plenary::scene::{ItemKind, LinkTarget, Role};
use plenary::{Input, LaidOutDeck, Options};
use tempfile::TempDir;

const BIB: &str = "\
@article{silva2020, author={Silva, Ana and Okafor, Ngozi}, title={Oxygen in Rivers},
  journal={River Studies}, year={2020}, volume={1}, pages={1--9}, doi={10.1000/182}}
@article{silva2020x, author={Silva, Ana and Okafor, Ngozi}, title={Nitrate in Rivers},
  journal={River Studies}, year={2020}, volume={2}, pages={5--7}}
@book{haddad2016, author={Haddad, Leïla}, title={The {pH} of Weirs}, publisher={Weir}, year={2016}}
@book{unused, author={Nobody, A.}, title={Never Cited}, publisher={None}, year={1999}}
";

/// A folder with an outline and other files.
struct Project(TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("refs.bib"), BIB).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    fn lay_out(&self, outline: &str) -> LaidOutDeck {
        let path = self.0.path().join("slides.yaml");
        fs::write(&path, outline).unwrap();
        plenary::lay_out(Input::File(path), &Options::default())
    }
}

/// Lays out slides after the keys of a deck with `refs.bib`.
fn lay_out(keys: &str, slides: &str) -> LaidOutDeck {
    Project::new(&[]).lay_out(&format!("bibliography: refs.bib\n{keys}\nslides:\n{slides}"))
}

fn deck(laid_out: &LaidOutDeck) -> &Deck {
    &laid_out.outline.as_ref().expect("an outline").deck
}

/// Returns the texts of the bodies, one line each.
fn body(laid_out: &LaidOutDeck) -> Vec<String> {
    let texts = deck(laid_out).slides.iter().flat_map(|slide| slide.body_texts());
    texts.map(|text| text.to_single_line()).collect()
}

/// Returns the entries of the lists of works.
fn references(laid_out: &LaidOutDeck) -> Vec<String> {
    let blocks = deck(laid_out).slides.iter().flat_map(|slide| slide.all_blocks());
    let lists = blocks.filter_map(|block| match &block.kind {
        BlockKind::References(list) => Some(list),
        _ => None,
    });
    let entries = lists.flat_map(|list| &list.entries);
    let line =
        |label: Option<String>, text: String| label.map_or(text.clone(), |l| l + " " + &text);
    entries
        .map(|entry| {
            let label = entry.label.as_ref().map(|label| label.content.clone());
            line(label, entry.text.to_single_line())
        })
        .collect()
}

/// Returns the diagnostics as `E0264 5:3 message`, with the file if it is not the outline.
fn diagnostics(laid_out: &LaidOutDeck) -> Vec<String> {
    let sorted = laid_out.diagnostics.clone().into_sorted();
    let line = |diagnostic: &plenary::diagnostic::Diagnostic| {
        let place = diagnostic.span.map(|span| {
            let source = laid_out.sources.get(span.source);
            let at = source.position(span.start as usize);
            let name = source.name.file_name().unwrap().to_string_lossy().into_owned();
            let name = if name == "slides.yaml" { String::new() } else { name + ":" };
            format!("{name}{}:{}", at.line, at.column)
        });
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (code, message) = (diagnostic.code, &diagnostic.message);
        format!("{severity} {code} {} {message}", place.unwrap_or_default())
    };
    sorted.iter().map(line).collect()
}

#[test]
fn citations_are_those_of_pandoc() {
    let slides = "  - text: 'Rivers recover [@haddad2016, p. 3; see @silva2020, ch. 2 and often].'
  - text: 'Haddad agrees [-@haddad2016].'
  - text: '@haddad2016 [p. 12] says so; write to ana@example.org or \\@haddad2016.'
  - text: 'Two works [@silva2020; @silva2020x]'
  - text: '`[@haddad2016]` and https://example.org/@haddad2016'
";
    let found = lay_out("", slides);
    assert_eq!(diagnostics(&found), [""; 0]);
    assert_eq!(
        body(&found),
        [
            "Rivers recover (Haddad 2016, 3; see Silva and Okafor 2020b, chap. 2 and often).",
            "Haddad agrees (2016).",
            "Haddad (2016, 12) says so; write to ana@example.org or @haddad2016.",
            "Two works (Silva and Okafor 2020a; 2020b)",
            "[@haddad2016] and https://example.org/@haddad2016",
        ]
    );
}

#[test]
fn numbers_run_through_the_deck_and_the_list() {
    let slides = "  - text: One [@haddad2016]
    hide: true
  - text: Two [@silva2020; @haddad2016]
  - references: true
";
    let found = lay_out("citation_style: ieee", slides);
    assert_eq!(body(&found)[0], "Two [1], [2]");
    let list = references(&found);
    assert_eq!(list.len(), 2);
    assert!(list[0].starts_with("[1] A. Silva and N. Okafor, “Oxygen in Rivers,”"), "{}", list[0]);
    assert!(list[1].starts_with("[2] L. Haddad, The pH of Weirs."), "{}", list[1]);
    let all = lay_out("citation_style: ieee", "  - references: { all: true }\n");
    assert_eq!(references(&all).len(), 4);
}

#[test]
fn terms_follow_the_language_of_the_deck() {
    let slides = "  - text: 'Flüsse [@silva2020, S. 3]'\n";
    let found = lay_out("lang: de\ncitation_style: apa", slides);
    assert_eq!(body(&found), ["Flüsse (Silva & Okafor, 2020, S. 3)"]);
    let found = lay_out("lang: de\ncitation_style: harvard", slides);
    assert_eq!(body(&found), ["Flüsse (Silva und Okafor, 2020, S. 3)"]);
}

#[test]
fn every_style_lists_authors_and_titles() {
    let names = "ieee author-date apa chicago-notes chicago-shortened-notes harvard mla mhra \
                 vancouver alphanumeric abnt acm acs aip ama aps apsa asa cell cse dgps elsevier \
                 deutsche-sprache elsevier-harvard gb-7714 gb-7714-author-date gost iso-690 \
                 iso-690-fr iso-690-numeric lncs nature science sist02 springer";
    for name in names.split_whitespace() {
        let slides = "  - text: A [@haddad2016]\n  - references: true\n";
        let found = lay_out(&format!("citation_style: {name}"), slides);
        let list = references(&found);
        assert_eq!(list.len(), 1, "{name}: {:?}", diagnostics(&found));
        assert!(list[0].to_lowercase().contains("haddad"), "{name}: {list:?}");
        assert!(list[0].contains("The pH of Weirs"), "{name}: {list:?}");
    }
}

#[test]
fn raised_numbers_follow_the_word() {
    let found = lay_out("citation_style: nature", "  - text: Rivers [@haddad2016] recover\n");
    assert_eq!(body(&found), ["Rivers1 recover"]);
}

#[test]
fn citations_link_to_the_page_of_their_entry() {
    let slides = "  - text: Rivers [@haddad2016; @silva2020]
  - title: Between
  - references: true
";
    let found = lay_out("", slides);
    let scene = &found.scene;
    let links = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Link(link) => Some((link.target.clone(), link.alt_text.clone())),
        _ => None,
    });
    let links: Vec<_> = links.collect();
    assert!(links.iter().all(|(target, _)| *target == LinkTarget::Page(2)), "{links:?}");
    assert!(links[0].1.starts_with("Haddad, Leïla. 2016."), "{links:?}");
    assert!(scene.structure.has_role(Role::Reference));
    let doi = scene.pages[2].items.iter().any(|item| {
        matches!(&item.kind, ItemKind::Link(link)
            if link.target == LinkTarget::Uri("https://doi.org/10.1000/182".to_owned()))
    });
    assert!(doi, "the DOI is a link");
    let kept = scene.pages.iter().flat_map(|page| &page.items).any(|item| {
        matches!(&item.kind, ItemKind::Link(link)
            if matches!(link.target, LinkTarget::Work(_) | LinkTarget::WorkEntry(_)))
    });
    assert!(!kept, "no mark is left on a page");
}

#[test]
fn citations_at_the_foot_are_footnotes() {
    let slides = "  - title: Rivers
    bullets:
      - One [@haddad2016, p. 3]^[A note, see [@silva2020].]
      - Again [@haddad2016, p. 3]
      - '@silva2020 knows'
    notes: Say it [@haddad2016].
";
    let notes = |found: &LaidOutDeck| -> Vec<String> {
        deck(found).slides[0].footnotes.iter().map(|text| text.to_single_line()).collect()
    };
    let found = lay_out("cite: footnote", slides);
    assert_eq!(diagnostics(&found), [""; 0]);
    let expected =
        ["Haddad 2016, 3", "A note, see (Silva and Okafor 2020).", "Silva and Okafor 2020"];
    assert_eq!(notes(&found), expected);
    assert_eq!(body(&found), ["One", "Again", "Silva and Okafor knows"]);
    let found = lay_out("cite: footnote\ncitation_style: ieee", slides);
    assert_eq!(notes(&found)[0], "Haddad, The pH of Weirs, 2016, p. 3");
    let found = lay_out("citation_style: chicago-notes", slides);
    assert!(notes(&found)[0].starts_with("Leïla Haddad, The pH of Weirs"), "{:?}", notes(&found));
}

#[test]
fn unknown_keys_are_reported_at_their_column() {
    let slides = "  - text: Rivers [@haddad2016; see @hadad2016, p. 3]
  - text: From [@zzz] and @plenary, not @silva202
";
    let found = lay_out("", slides);
    assert_eq!(
        diagnostics(&found),
        [
            "error E0264 4:37 the bibliography has no work with the key `hadad2016`",
            "error E0264 5:18 the bibliography has no work with the key `zzz`",
            "warning E0264 5:28 `@plenary` is shown as written: the bibliography has no such key",
            "error E0264 5:42 the bibliography has no work with the key `silva202`",
        ]
    );
}

#[test]
fn errors_of_bib_files_name_their_lines() {
    let bib = "\
@book{one, title={A, year={2001}}
@book{two, title={B}, year={2002} publisher={P}}

@book{three, title={C}, year={2003}, month={13}}
@book{four, title=name}
@article{five, crossref={six}}
@book{six, crossref={five}}
@book{seven, title={D}}
@book{seven, title={E}}
@misc{, title={F}}
";
    let project = Project::new(&[("bad.bib", bib)]);
    let outline =
        |key: &str| format!("bibliography: bad.bib\nslides:\n  - text: Rivers [@{key}]\n");
    let found = diagnostics(&project.lay_out(&outline("seven"))).join("\n");
    let expected = "\
warning E0265 bad.bib:1:1 the entry `one` is not closed
warning E0265 bad.bib:2:35 the entry `two` cannot be read: a comma is missing
warning E0266 bad.bib:9:7 two entries have the key `seven`
warning E0265 bad.bib:10:1 an entry has no key";
    assert_eq!(found, expected);
    for (key, expected) in [
        ("one", "error E0265 bad.bib:1:1 the entry `one` is not closed"),
        ("four", "error E0265 bad.bib:5:19 the entry `four` cannot be read: `name` is not an"),
        ("five", "the entry `five` refers to itself: five → six → five"),
    ] {
        let found = diagnostics(&project.lay_out(&outline(key))).join("\n");
        assert!(found.contains(expected), "{key}:\n{found}");
    }
}

#[test]
fn all_formats_are_read() {
    let json = r#"[{"id": "ana", "type": "book", "title": "A <i>river</i>", "author":
        [{"family": "Silva", "given": "Ana"}], "issued": {"date-parts": [[2020], [2021]]},
        "custom": {"a": 1}}, {"title": "no id"}]"#;
    let yaml = "ana:\n  type: Book\n  title: A river\n  author: Silva, Ana\n  date: 2020\n";
    let broken = "ana:\n  type: Book\n  title: A river\nbob:\n  title: No type\n";
    let files =
        [("refs.json", json), ("refs.yaml", yaml), ("broken.yaml", broken), ("bad.json", "[{]")];
    let project = Project::new(&files);
    let lay_out = |file: &str| {
        let outline = format!("bibliography: {file}\nslides:\n  - text: Rivers [@ana]\n");
        project.lay_out(&outline)
    };
    for file in ["refs.json", "refs.yaml"] {
        assert_eq!(body(&lay_out(file)), ["Rivers (Silva 2020)"], "{file}");
    }
    assert!(diagnostics(&lay_out("broken.yaml"))[0].contains("error E0265 broken.yaml:5:"));
    assert!(diagnostics(&lay_out("bad.json"))[0].contains("error E0265 bad.json:1:3"));
    let mixed = diagnostics(&lay_out("[refs.json, refs.bib]"));
    assert!(mixed[0].contains("cannot be combined"), "{mixed:?}");
}

#[test]
fn hostile_files_are_explained() {
    let deep = format!("@book{{a, title={}x{}}}", "{".repeat(10_000), "}".repeat(10_000));
    let commands = format!("@book{{a, title={{{}}}}}", "\\textbf{".repeat(50) + &"}".repeat(50));
    let files = [("deep.bib", deep.as_str()), ("commands.bib", &commands), ("zero.bib", "@a\0")];
    let project = Project::new(&files);
    fs::write(project.0.path().join("latin.bib"), b"@book{a, title={Fl\xfcsse}}").unwrap();
    let large = fs::File::create(project.0.path().join("large.bib")).unwrap();
    large.set_len(50 << 20).unwrap();
    for (file, expected) in [
        ("deep.bib", "error E0265 deep.bib:1:1 the entry `a` nests braces too deeply"),
        ("zero.bib", "error E0304"),
        ("latin.bib", "error E0304"),
        ("large.bib", "error E0303"),
        ("missing.bib", "error E0301"),
        ("../outside.bib", "error E0"),
        ("https://example.org/a.bib", "error E0306"),
    ] {
        let outline = format!("bibliography: {file}\nslides:\n  - text: Rivers [@a]\n");
        let found = diagnostics(&project.lay_out(&outline));
        assert_eq!(found.len(), 1, "{file}: {found:?}");
        assert!(found[0].starts_with(expected), "{file}: {found:?}");
    }
    let outline = "bibliography: commands.bib\nslides:\n  - text: Rivers [@a]\n";
    project.lay_out(outline);
}

#[test]
fn lists_without_works_are_reported() {
    let found = lay_out("", "  - references: true\n");
    assert_eq!(diagnostics(&found), ["warning E0209 4:5 the list of works is empty"]);
    let found = Project::new(&[]).lay_out("slides:\n  - references: true\n");
    let expected = "error E0220 2:5 `references` needs the key `bibliography` of the deck";
    assert_eq!(diagnostics(&found), [expected]);
    let found = Project::new(&[]).lay_out("slides:\n  - text: 'Rivers [@a1] by @b1'\n");
    let expected = "warning E0224 2:19 the deck has no `bibliography`: `[@a1]` is shown as written";
    assert_eq!(diagnostics(&found), [expected]);
    assert_eq!(body(&found), ["Rivers [@a1] by @b1"]);
}

#[test]
fn long_lists_continue_without_dividing_entries() {
    let entry = |number: usize| {
        format!(
            "@book{{b{number}, author={{Writer{number}, A.}}, title={{A Rather Long Title of a \
             Book about Rivers, Lakes and the Sea, Number {number}}}, publisher={{The Press of the \
             River Society}}, year={{2001}}}}\n"
        )
    };
    let bib: String = (0..40).map(entry).collect();
    let project = Project::new(&[("many.bib", &bib)]);
    let outline = "bibliography: many.bib\nslides:\n  - text: '@b39'\n  - title: References\n    \
                   references: { all: true }\n";
    let found = project.lay_out(outline);
    assert_eq!(references(&found).len(), 40);
    assert!(found.scene.pages.len() > 2);
    let target = found.scene.pages[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Link(link) => Some(link.target.clone()),
        _ => None,
    });
    assert!(matches!(target, Some(LinkTarget::Page(page)) if page > 1), "{target:?}");
    let bodies: Vec<_> = found
        .scene
        .structure
        .elements
        .iter()
        .enumerate()
        .filter(|(_, element)| element.role == Role::ListBody)
        .map(|(index, _)| index as u32)
        .collect();
    for body in bodies {
        let has = |page: &&plenary::scene::Page| {
            page.items.iter().any(|item| item.element.is_some_and(|id| id.0 == body))
        };
        assert_eq!(found.scene.pages.iter().filter(has).count(), 1);
    }
}

#[test]
fn own_styles_are_read_and_checked() {
    let style = |inner: &str| {
        format!(
            "<?xml version=\"1.0\"?><style xmlns=\"http://purl.org/net/xbiblio/csl\" \
             class=\"in-text\" version=\"1.0\"><info><title>a</title><id>a</id>\
             <updated>2020-01-01T00:00:00+00:00</updated></info>{inner}</style>"
        )
    };
    let good = style(
        "<citation><layout prefix=\"‹\" suffix=\"›\"><text variable=\"title\"/>\
                      </layout></citation>",
    );
    let endless = style(
        "<macro name=\"a\"><text macro=\"a\"/></macro><citation><layout>\
                         <text macro=\"a\"/></layout></citation>",
    );
    let files = [("good.csl", good.as_str()), ("endless.csl", &endless), ("no.csl", "<p>")];
    let project = Project::new(&files);
    let lay_out = |style: &str| {
        project.lay_out(&format!(
            "bibliography: refs.bib\ncitation_style: {style}\nslides:\n  - text: A [@haddad2016]\n"
        ))
    };
    assert_eq!(body(&lay_out("good.csl")), ["A ‹The pH of Weirs›"]);
    for (style, code) in [
        ("endless.csl", Code::InvalidCitationStyle),
        ("no.csl", Code::InvalidCitationStyle),
        ("ieeee", Code::UnknownCitationStyle),
    ] {
        let found = lay_out(style);
        let codes: Vec<Code> = found.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [code], "{style}");
    }
}

#[test]
fn no_text_keeps_an_unformatted_citation() {
    let slides = "  - kicker: A [@haddad2016]
    title: B [@haddad2016]
    subtitle: C [@haddad2016]
    section: D [@haddad2016]
    header: E [@haddad2016]
    footer: F [@haddad2016]
    source: G [@haddad2016]
    notes: H [@haddad2016]
    quote: { text: 'I [@haddad2016]', by: 'J [@haddad2016]' }
    cards: [{ title: 'K [@haddad2016]', text: 'L [@haddad2016]' }]
    table: [['M [@haddad2016]'], ['N [@haddad2016]']]
    stats: [{ value: 'O [@haddad2016]', label: 'P [@haddad2016]' }]
    callout: Q [@haddad2016]
    text: R^[S [@haddad2016]]
";
    let keys = "title: T [@haddad2016]\nauthor: U [@haddad2016]\nfooter: V [@haddad2016]";
    let found = lay_out(keys, slides);
    assert!(!found.diagnostics.has_errors(), "{:?}", diagnostics(&found));
    let deck = deck(&found);
    let slide = &deck.slides[0];
    let texts = slide.own_texts().into_iter().chain(slide.note_texts());
    let texts = texts.chain(&deck.metadata.title).chain(&deck.metadata.authors).chain(&deck.footer);
    let mut count = 0;
    for text in texts {
        let is_raw = |run: &plenary::deck::Run| matches!(run.link, Some(Link::Citation(_)));
        assert!(!text.runs.iter().any(is_raw), "{}", text.content);
        count += text.content.matches("2016").count();
    }
    assert_eq!(count, 20);
}

#[test]
fn text_exports_have_citations_as_they_are_and_footnotes_in_brackets() {
    let slides = "  - text: 'A fact [@haddad2016], and more^[A note.]'\n  - references: true\n";
    let found = lay_out("citation_style: ieee", slides);
    let text = plenary::export::extract_text(&found.scene);
    assert!(text.contains("A fact [1], and more[1]"), "{text}");
}
