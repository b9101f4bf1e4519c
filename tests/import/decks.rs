//! Decks in `decks/`, written after the features of each tool: `NAME.md`, the slides that the tool
//! shows in `expected.tsv`, and the words that its audience or speaker reads in `NAME.txt`.
//!
//! `tests/judges/import_counts.py` compares `expected.tsv` with the tools themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{run_plenary, stderr_of};

/// Decks whose slides or words are not right yet. They must render all the same.
const NOT_RIGHT_YET: &[&str] = &["slidev/none"];

/// Keys of an outline at the start of a line. They are no words of the deck.
const KEYS: &str = "title subtitle text notes bullets numbered content code lang items columns \
    widths figure figures src alt width caption heading header table rows align quote by layout \
    cover section id theme author date slides steps diagram math footnotes callout kind checklist \
    done todo background image footer hide numbers highlight style paginate subject institute";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/decks")
}

/// The decks of a tool and their numbers of slides, from `expected.tsv`.
fn decks_of(tool: &str) -> Vec<(String, usize)> {
    let table = fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with(&format!("{tool}/")));
    rows.map(|row| {
        let mut cells = row.split('\t');
        (cells.next().unwrap().to_owned(), cells.next().unwrap().parse().unwrap())
    })
    .collect()
}

/// Imports a deck, renders the outline, checks that `fmt` would not change it, and returns it.
fn import(path: &str) -> String {
    let target = tempfile::tempdir().unwrap();
    let deck = folder().join(path);
    let made = run_plenary(target.path(), &["new", "talk", "--from", deck.to_str().unwrap()]);
    let talk = target.path().join("talk");
    let outline = fs::read_to_string(talk.join("slides.yaml"));
    let outline = outline.unwrap_or_else(|_| panic!("{path}: {}", stderr_of(&made)));
    let rendered = run_plenary(&talk, &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{path}: {}\n{outline}", stderr_of(&rendered));
    let formatted = run_plenary(&talk, &["fmt", "--check", "slides.yaml"]);
    assert!(formatted.status.success(), "{path}: {}\n{outline}", stderr_of(&formatted));
    outline
}

/// The number of slides in an outline, without hidden ones.
fn count_slides(outline: &str) -> usize {
    let slides = outline.lines().skip_while(|line| *line != "slides:");
    let slides: Vec<_> = slides.collect();
    let hidden = slides.iter().filter(|line| matches!(**line, "    hide: true" | "  - hide: true"));
    slides.iter().filter(|line| line.starts_with("  - ")).count() - hidden.count()
}

/// How often each word appears. A word is a run of letters and digits, in lower case.
fn count_words<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in lines {
        let words = line.split(|letter: char| !letter.is_alphanumeric());
        for word in words.filter(|word| !word.is_empty()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts
}

/// A line of an outline without the key at its start.
fn strip_key(line: &str) -> &str {
    let line = line.trim_start_matches([' ', '-']);
    match line.split_once(':') {
        Some((key, value)) if KEYS.split(' ').any(|known| known == key) => value,
        _ => line,
    }
}

/// The words of a deck that are missing in its outline, where they may be text or a comment.
fn lost_words(path: &str, outline: &str) -> Vec<String> {
    let words = folder().join(path).with_extension("txt");
    let words = fs::read_to_string(words).unwrap();
    // The first two lines name the schema and the file.
    let found = count_words(outline.lines().skip(2).map(strip_key));
    let lost = count_words(words.lines())
        .into_iter()
        .filter(|(word, count)| found.get(word).is_none_or(|found| found < count));
    lost.map(|(word, _)| word).collect()
}

fn check_decks_of(tool: &str) {
    let decks = decks_of(tool);
    assert!(!decks.is_empty(), "{tool}");
    for (path, slides) in decks {
        let outline = import(&path);
        if NOT_RIGHT_YET.contains(&path.as_str()) {
            continue;
        }
        assert_eq!(count_slides(&outline), slides, "{path}\n{outline}");
        let lost = lost_words(&path, &outline);
        assert!(lost.is_empty(), "{path}: {lost:?}\n{outline}");
    }
}

#[test]
fn decks_of_deckset_are_whole() {
    check_decks_of("deckset");
}

#[test]
fn decks_of_ia_presenter_are_whole() {
    check_decks_of("ia-presenter");
}

#[test]
fn decks_of_marp_are_whole() {
    check_decks_of("marp");
}

#[test]
fn decks_of_pandoc_are_whole() {
    check_decks_of("pandoc");
}

#[test]
fn decks_of_plain_markdown_are_whole() {
    check_decks_of("plain");
}

#[test]
fn decks_of_presenterm_are_whole() {
    check_decks_of("presenterm");
}

#[test]
fn decks_of_quarto_are_whole() {
    check_decks_of("quarto");
}

#[test]
fn decks_of_reveal_are_whole() {
    check_decks_of("reveal");
}

#[test]
fn decks_of_slidev_are_whole() {
    check_decks_of("slidev");
}

/// Converts a deck and returns the slides of its outline and what was said.
fn convert(deck: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("talk.md"), deck).unwrap();
    let made = run_plenary(folder.path(), &["new", "talk", "--from", "talk.md"]);
    let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
    let rendered = run_plenary(&folder.path().join("talk"), &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{}\n{outline}", stderr_of(&rendered));
    (outline, stderr_of(&made))
}

#[test]
fn addresses_of_references_and_in_angle_brackets_are_read() {
    let (outline, said) = convert(
        "# A\n\nSee [Ref][], [ref] and [that](<a file.html> \"t\").\n\n![x](<video still.png>) \
         and more\n\n[ref]: <https://e.org/a b>\n",
    );
    let link = "https://e.org/a%20b";
    let words = format!("See [Ref]({link}), [ref]({link}) and [that](a%20file.html).");
    assert!(outline.contains(&words), "{outline}");
    assert!(outline.contains("and more"), "{outline}");
    assert!(said.contains("picture `video still.png` does not exist"), "{said}");
}

#[test]
fn blocks_in_lists_stay_between_their_items() {
    let (outline, _) = convert(
        "# A\n\n1. first\n\n   ```\n   code\n   ```\n2. second\n   > quoted\n3. third\n\n   \
         ![p](p.png)\n4. fourth\n",
    );
    let places: Vec<usize> =
        ["- first", "code", "start: 2", "quoted", "start: 3", "third", "fourth"]
            .iter()
            .map(|part| outline.find(part).unwrap_or_else(|| panic!("{part}: {outline}")))
            .collect();
    assert!(places.is_sorted(), "{outline}");
}

#[test]
fn definitions_cells_and_authors_keep_their_words() {
    let (outline, said) = convert(
        "---\nformat: revealjs\nauthor:\n  - name: Ann\n    affiliation: Uni\n    email: a@b.org\n  \
         - name: Bob\n    affil: Lab\n---\n\n## A\n\nTerm\n\n:   One\n:   Two\n\nWord\n\
         :   Three\n\nH | I\n:-|:-:\n`a` | \n",
    );
    for part in ["**Term:** One\\\n", "Two", "**Word:** Three", "- Uni", "- Lab", "[\"`a`\", \"\"]"]
    {
        assert!(outline.contains(part), "{part}: {outline}");
    }
    assert!(said.contains("`author_email: a@b.org` is not imported"), "{said}");
}
