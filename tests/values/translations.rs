//! Lists of missing translations, and files for translators.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use plenary::assets::Files;
use plenary::deck::{self, TextFiles};
use plenary::diagnostic::{Diagnostic, Diagnostics};
use plenary::source::{Source, SourceId, Sources};
use plenary::template::{Values, expand_outline};
use plenary::translation::{
    Catalogue, CatalogueFormat, DeckTexts, Inserted, Translations, insert_translations,
};
use plenary::{Input, Options, render, yaml};

use crate::outlines::list_outlines;
use crate::project::Project;

/// Every way of writing a text.
const OUTLINE: &str = r##"# The first comment stays.
lang: en
title: Our river   # and this one
author: [Ana Silva, Petros Nikolaou]
footer: "#OurRiver"
footnotes: { weir: Above the weir }
slides:
  - layout: cover
  - id: partners
    title: Our partners
    kicker: "Part: one"
    notes: |
      Welcome **everybody**.

      Two minutes.
    bullets:
      - One city
      - Note: read this
      - Two cities:
          - Porto[^weir]
          - {text: Jena, marker: arrow}
      - "**Three** of `x` {{ n }}"
  - Only a title
  - title: A long title that is longer than a line can hold if a translation is in it, too
    numbered:
    - First:
      - Inner
    stats:
      - 44 %: less waste
      - { value: three, label: stations }
      - Twelve: towns
  - cards: [Track: Fast, {title: Depot, text: Large}]
  - timeline:
      - 2020: Founded
      - May 2021: First prize
      - A visit
    people:
      - Ana Silva: Biologist
  - chart:
      title: Waste
      data:
        Spring: 3
        Autumn: 4   # more
      highlight: Autumn
      unit: tonnes
  - chart:
      data: { North: { Before: 1, After: 2 }, South: { Before: 3, After: 1 } }
      highlight: After
      x_axis: Place
  - chart: { data: [[Step, Time], [Write, 8], [Read, 4]], x: Step, y: Time }
    table:
      header: [Place, Count]
      rows:
        - [Weir, 12]
        - [Mill, "3,600"]
      highlight: Mill
  - body: |
      # Heading

      A paragraph with [a link](https://example.org).

      ```rust
      let a = b;
      ```
    math: E = m c^2
    code: { lang: rust, text: "let x = 1;", title: answer.rs, caption: The answer }
vars: { n: 12 }
"##;

struct NoFiles;

impl TextFiles for NoFiles {
    fn read_text(&self, _: &str, _: &str) -> Result<String, Diagnostic> {
        Ok("1,2\n3,4\n".to_owned())
    }
}

/// Returns a description of the deck that an outline is in a language, without any spans.
fn describe_deck(path: &Path, text: &str, language: Option<&str>) -> String {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let id = sources.add(Source::new(path, text.to_owned()));
    let Some(root) = yaml::parse(sources.get(id), id, &mut diagnostics) else {
        return String::new();
    };
    let language = language.map(str::to_owned);
    let values = Values { language, ..Values::default() };
    let files = Files::for_outline(path);
    let expansion = expand_outline(&root, &values, &files, &mut sources, &mut diagnostics);
    let root = expansion.map_or(root, |expansion| expansion.root);
    let deck = deck::read_deck(&root, sources.get(id), &NoFiles, &mut diagnostics);
    let mut described = String::new();
    let written = format!("{deck:?}");
    for (index, part) in written.split("Span {").enumerate() {
        let part =
            if index == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) };
        described.push_str(part);
    }
    described
}

/// Translates all texts of a deck: each gets a number before its first letter.
fn translate_all(deck: &DeckTexts, format: CatalogueFormat) -> (Translations, Vec<String>) {
    let language = if deck.language == "zh" { "de" } else { "zh" };
    let mut catalogue = Catalogue::new(deck, language);
    let mut marks = Vec::new();
    for (number, unit) in catalogue.units.iter_mut().enumerate() {
        let mark = format!("译{number}译");
        // Signs before the first letter belong to Markdown.
        let is_word = |line: &&str| line.contains(char::is_alphabetic) && !line.starts_with("```");
        let line = unit.source.lines().find(is_word).unwrap_or("");
        let start = line.as_ptr() as usize - unit.source.as_ptr() as usize;
        let at = start + line.find(|c: char| c.is_alphabetic() || c == '{').unwrap_or(0);
        let at = at - usize::from(line[..at - start].ends_with(['[', '`', '@', '$', ':', '#']));
        let at = if line.trim_start().starts_with(['[', '`', '$', '"', '#']) { start } else { at };
        unit.target = format!("{}{mark} {}", &unit.source[..at], &unit.source[at..]);
        marks.push(mark);
    }
    let file = catalogue.write(format);
    let mut diagnostics = Diagnostics::default();
    let source = Source::new("file", file.clone());
    let read = Translations::parse(&source, SourceId(0), format, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}\n{file}");
    (read.expect("translations"), marks)
}

fn messages(inserted: &Inserted) -> Vec<String> {
    inserted.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect()
}

#[test]
fn a_translated_outline_shows_every_translation_and_is_the_same_in_its_own_language() {
    for format in [CatalogueFormat::Po, CatalogueFormat::Xliff] {
        let project = Project::new(&[("slides.yaml", OUTLINE)]);
        let path = project.path().join("slides.yaml");
        let deck = DeckTexts::read(&path);
        let (translations, marks) = translate_all(&deck, format);
        let inserted = insert_translations(&deck, &translations);
        assert_eq!(messages(&inserted), [""; 0]);
        assert_eq!(inserted.written, marks.len());
        let text = &inserted.outlines[0].1;
        for comment in ["# The first comment stays.\n", "# and this one\n", "# more"] {
            assert!(text.contains(comment), "{text}");
        }
        let chinese = describe_deck(&path, text, Some("zh"));
        for (mark, unit) in marks.iter().zip(&translations.entries) {
            assert!(chinese.contains(mark), "{} is not shown\n{text}", unit.context);
        }
        let (before, after) =
            (describe_deck(&path, OUTLINE, None), describe_deck(&path, text, None));
        assert_eq!(before, after, "{text}");
        if format == CatalogueFormat::Po {
            let options = Options::default();
            let pdf = |text: &str| {
                let input = Input::Text { path: path.clone(), text: text.to_owned() };
                render(input, &options).pdf
            };
            assert!(pdf(OUTLINE) == pdf(text), "the pages have changed");
        }
        // What was written is not written again.
        project.write("slides.yaml", text.as_bytes());
        let deck = DeckTexts::read(&path);
        let inserted = insert_translations(&deck, &translations);
        assert_eq!(messages(&inserted), [""; 0]);
        assert_eq!((inserted.written, inserted.unchanged), (0, marks.len()));
        let missing =
            deck.outlines[0].texts.iter().filter(|text| text.find_version("zh").is_none());
        assert_eq!(missing.count(), 0);
        // Changed translations replace the old ones.
        let mut changed = translations.clone();
        changed
            .entries
            .iter_mut()
            .for_each(|entry| entry.target = entry.target.replace('译', "譯"));
        let inserted = insert_translations(&deck, &changed);
        assert_eq!(messages(&inserted), [""; 0]);
        let chinese = describe_deck(&path, &inserted.outlines[0].1, Some("zh"));
        assert!(chinese.contains("譯3譯") && !chinese.contains('译'), "{chinese}");
        let english = describe_deck(&path, &inserted.outlines[0].1, None);
        assert_eq!(before, english);
    }
}

fn all_outlines() -> Vec<PathBuf> {
    let folders = ["slides", "tests/suite/blocks", "tests/suite/text"];
    let outlines = folders.into_iter().flat_map(list_outlines);
    outlines.filter(|path| !path.ends_with("languages.yaml")).collect()
}

/// A new key for a text must be of the type `Text` or `Prose`, or its words are missing here.
#[test]
fn the_texts_of_all_outlines_are_listed() {
    let mut missing = String::new();
    let mut count = 0;
    let is_word = |word: &&str| word.chars().count() > 1;
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_alphabetic())
    }
    for path in all_outlines() {
        let text = fs::read_to_string(&path).expect("an outline");
        // What values, diagrams and files hold is not in the list, and neither is half a word.
        let others = ["\nvars:", "mermaid", "diagram", "csv", "un*", "agenda"];
        if others.iter().any(|other| text.contains(other)) {
            continue;
        }
        let deck = DeckTexts::read(&path);
        let texts = deck.outlines.iter().flat_map(|outline| &outline.texts);
        let texts: Vec<&str> = texts.map(|text| text.source().text.as_str()).collect();
        let listed: BTreeSet<&str> = texts.iter().flat_map(|text| words(text)).collect();
        for content in describe_deck(&path, &text, None).split("content: \"").skip(1) {
            let content = content.split("\", ").next().unwrap_or("").replace("\\n", " ");
            // What has letters as subscripts is a formula.
            let is_subscript =
                |letter| matches!(letter, '\u{1d62}'..='\u{1d6a}' | '\u{2080}'..='\u{209c}');
            if content.contains("\\u{") || content.contains(is_subscript) {
                continue;
            }
            count += 1;
            // Code, formulas and addresses are not translated on their own.
            if !content.trim().contains(' ') && content.contains(['.', '@', '/']) {
                continue;
            }
            let unlisted: Vec<&str> =
                words(&content).filter(is_word).filter(|word| !listed.contains(word)).collect();
            let is_text = words(&content).filter(is_word).count() > unlisted.len() * 2;
            if !unlisted.is_empty() && !is_text {
                missing += &format!("{}: {content}\n", path.display());
            }
        }
    }
    assert!(count > 300, "{count} texts");
    assert!(missing.is_empty(), "{missing}");
}

#[test]
fn all_outlines_can_be_translated() {
    let mut wrong = String::new();
    for path in all_outlines() {
        let text = fs::read_to_string(&path).expect("an outline");
        let deck = DeckTexts::read(&path);
        if deck.diagnostics.has_errors() || deck.outlines.len() != 1 {
            continue;
        }
        let (mut translations, _) = translate_all(&deck, CatalogueFormat::Po);
        // A number before a text changes its marks in some texts of the suite; a sign does not.
        translations
            .entries
            .iter_mut()
            .for_each(|entry| entry.target = format!("。{}", entry.source));
        let inserted = insert_translations(&deck, &translations);
        for message in messages(&inserted) {
            wrong += &format!("{}: {message}\n", path.display());
        }
        let new = inserted.outlines.first().map_or(text.as_str(), |(_, text)| text);
        if describe_deck(&path, &text, None) != describe_deck(&path, new, None) {
            wrong += &format!("{}: the deck has changed\n", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    let output = command.current_dir(folder).args(arguments).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

const TWO: &str = "title: { en: Rivers, zh: 河流 }\nslides:\n  - title: { en: One, zh: 一 }\n  \
    - include: more.yaml\n";
const MORE: &str = "slides:\n  - id: two\n    title: Two {{ n }}\nvars: { n: 2 }\n";

#[test]
fn missing_texts_are_listed_with_their_places() {
    let project = Project::new(&[("slides.yaml", TWO), ("more.yaml", MORE)]);
    let (code, list, errors) = run(project.path(), &["translations", "slides.yaml"]);
    assert_eq!(code, Some(1), "{errors}");
    assert!(list.contains("en: 0 of 3 texts missing\nzh: 1 of 3 texts missing"), "{list}");
    assert!(list.contains("more.yaml:3:12: slide 1, title: Two {{ n }}"), "{list}");
    let arguments = ["translations", "slides.yaml", "--langs", "en", "--format", "json"];
    let (code, list, _) = run(project.path(), &arguments);
    assert_eq!(code, Some(0), "{list}");
    let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    assert_eq!(list["languages"][0]["texts"], 3);
    let (code, _, errors) = run(project.path(), &["translations", "slides.yaml", "--langs", "zzz"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("a code of two letters"), "{errors}");
}

#[test]
fn an_outline_that_is_included_twice_is_read_once_with_all_its_slides() {
    let outline = "slides:\n  - include: { file: parts/a.yaml, slides: [one] }\n  \
        - include: { file: ./parts/../parts/a.yaml, slides: [three] }\n  - include: b.yaml\n";
    let a = "slides:\n  - id: one\n    title: One\n  - id: two\n    title: Two\n  \
        - id: three\n    title: Three\n";
    let project = Project::new(&[
        ("slides.yaml", outline),
        ("parts/a.yaml", a),
        ("b.yaml", "- include: parts/c.yaml\n- include: parts/c.yaml\n"),
        ("parts/c.yaml", "- title: Four\n"),
    ]);
    let (code, list, errors) =
        run(project.path(), &["translations", "slides.yaml", "--langs", "zh"]);
    assert_eq!(code, Some(1), "{errors}");
    let titles: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split_once("title: "))
        .map(|(_, title)| title)
        .collect();
    assert_eq!(titles, ["One", "Three", "Four"], "{list}");
}

#[test]
fn files_go_to_the_translator_and_back() {
    let project = Project::new(&[("slides.yaml", TWO), ("more.yaml", MORE)]);
    let folder = project.path();
    let (code, _, errors) = run(folder, &["translations", "slides.yaml", "--to", "zh"]);
    assert_eq!(code, Some(0), "{errors}");
    let po = fs::read_to_string(folder.join("slides.zh.po")).expect("a file");
    assert!(po.contains("#: more.yaml:3\nmsgctxt \"more.yaml:#two/title\"\n"), "{po}");
    assert!(po.contains("msgid \"One\"\nmsgstr \"一\"\n"), "{po}");
    let empty = "msgid \"Two {{ n }}\"\nmsgstr \"";
    let import = ["translations", "slides.yaml", "--from", "slides.zh.po"];
    // A value is missing: nothing of it is written.
    project.write("slides.zh.po", po.replace(empty, &format!("{empty}二")).as_bytes());
    let (code, _, errors) = run(folder, &import);
    assert_eq!(code, Some(1), "{errors}");
    assert!(errors.contains("the value `{{ n }}` is missing"), "{errors}");
    assert!(errors.contains("slides.zh.po:32:8"), "{errors}");
    project.write("slides.zh.po", po.replace(empty, &format!("{empty}二 {{{{ n }}}}")).as_bytes());
    let (code, _, errors) = run(folder, &import);
    assert_eq!(code, Some(0), "{errors}");
    assert!(errors.contains("more.yaml: 1 translation written, 2 unchanged"), "{errors}");
    let more = fs::read_to_string(folder.join("more.yaml")).expect("a file");
    let expected = "title: { en: \"Two {{ n }}\", zh: \"二 {{ n }}\" }\n";
    assert_eq!(more, MORE.replace("title: Two {{ n }}\n", expected));
    assert_eq!(fs::read_to_string(folder.join("slides.yaml")).expect("a file"), TWO);
    // The text changes: its translation is kept as fuzzy and not written.
    project.write("slides.yaml", TWO.replace("One", "The first").as_bytes());
    let (code, _, errors) = run(folder, &["translations", "slides.yaml", "--to", "zh"]);
    assert!(code == Some(0) && errors.contains("2 translated, 1 to check"), "{errors}");
    let po = fs::read_to_string(folder.join("slides.zh.po")).expect("a file");
    let fuzzy = "#, fuzzy\n#| msgid \"One\"\nmsgctxt \"slides/1/title\"\nmsgid \"The first\"\n";
    assert!(po.contains(fuzzy), "{po}");
    let (_, _, errors) = run(folder, &import);
    assert!(errors.contains("marked as fuzzy"), "{errors}");
}

#[test]
fn damaged_files_are_reported_at_their_place() {
    let xliff = |inside: &str| {
        format!(
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" \
             trgLang=\"zh\">\n{inside}</xliff>\n"
        )
    };
    let unit = |target: &str| {
        xliff(&format!(
            "<file id=\"f\"><unit id=\"deck.title\"><segment><source>Rivers</source>{target}\
             </segment></unit></file>\n"
        ))
    };
    let header = "msgid \"\"\nmsgstr \"Language: zh\\n\"\n\n";
    let cases = [
        ("a.po", format!("{header}msgid \"a\nmsgstr \"b\"\n"), "a.po:4:7", "is not closed"),
        ("b.po", format!("{header}msgstr \"b\"\n"), "b.po:4:1", "without `msgid`"),
        ("c.po", format!("{header}msgid \"a\"\nmsgstr \"\\x\"\n"), "c.po:5:9", "escape"),
        ("d.po", "msgid \"a\"\nmsgstr \"b\"\n".to_owned(), "d.po:1:1", "its language"),
        ("e.po", format!("{header}hello\n"), "e.po:4:1", "unknown keyword `hello`"),
        ("a.xlf", xliff("<file>"), "a.xlf:2:", "the XML is damaged"),
        ("b.xlf", unit("<target>a <ph id=\"1\"/></target>"), "b.xlf:2:", "`<ph>` in a text"),
        ("c.xlf", "<xliff version=\"1.2\"/>".to_owned(), "c.xlf:1:1", "found XLIFF 1.2"),
        ("d.xlf", format!("<!DOCTYPE x>{}", xliff("")), "d.xlf:1:", "document type"),
        ("f.po", String::new(), "f.po", "its language"),
    ];
    let project = Project::new(&[("slides.yaml", TWO), ("more.yaml", MORE)]);
    for (name, text, place, message) in cases {
        project.write(name, text.as_bytes());
        let (code, _, errors) =
            run(project.path(), &["translations", "slides.yaml", "--from", name]);
        assert_eq!(code, Some(1), "{name}: {errors}");
        assert!(errors.contains(place) && errors.contains(message), "{name}: {errors}");
    }
    assert_eq!(fs::read_to_string(project.path().join("slides.yaml")).expect("a file"), TWO);
    // Segments of a unit are put together.
    let parts = "<target>河</target></segment><segment><source/><target>流！</target>";
    project.write("e.xlf", unit(parts).as_bytes());
    let (code, _, errors) =
        run(project.path(), &["translations", "--from", "e.xlf", "slides.yaml"]);
    assert_eq!(code, Some(0), "{errors}");
    let text = fs::read_to_string(project.path().join("slides.yaml")).expect("a file");
    assert!(text.contains("title: { en: Rivers, zh: 河流！ }"), "{text}");
}
