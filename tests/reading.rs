//! Reading of outlines: texts, blocks, layouts, and malicious input.
#![allow(clippy::disallowed_methods, reason = "tests read outlines as a user would")]

use plenary::deck::{
    self, Block, BlockKind, Deck, Layout, Link, List, ListKind, Position, Text, TextFiles,
};
use plenary::diagnostic::{Diagnostic, Diagnostics, Severity};
use plenary::source::{Source, SourceId};
use plenary::yaml;
use proptest::prelude::*;

struct Files;

impl TextFiles for Files {
    fn read_text(&self, _: &str) -> Result<String, Diagnostic> {
        Ok("City;People\nGuangzhou;\"15,000,000\"\nJena;110 000\n".to_owned())
    }
}

fn read(text: &str) -> (Option<Deck>, Vec<Diagnostic>) {
    let source = Source::new("deck.yaml", text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let deck = yaml::parse(&source, SourceId(0), &mut diagnostics)
        .map(|root| deck::read_deck(&root, &source, &Files, &mut diagnostics));
    (deck, diagnostics.into_sorted())
}

/// Returns the deck and ignores diagnostics.
fn deck(text: &str) -> Deck {
    read(text).0.expect("a deck")
}

/// Returns the blocks of a slide with these lines.
fn blocks(lines: &str) -> Vec<Block> {
    let indented: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    deck(&format!("slides:\n  - title: T\n{indented}")).slides.remove(0).blocks
}

fn outline(blocks: &[Block]) -> String {
    let mut result = String::new();
    show_blocks(blocks, 0, &mut result);
    result
}

fn show_blocks(blocks: &[Block], depth: usize, out: &mut String) {
    let margin = "  ".repeat(depth);
    for block in blocks {
        match &block.kind {
            BlockKind::Text(text) => *out += &format!("{margin}{}\n", text.content),
            BlockKind::Heading(text) => *out += &format!("{margin}# {}\n", text.content),
            BlockKind::List(list) => show_list(list, depth, out),
            BlockKind::Figures(figures) => {
                for figure in figures {
                    *out += &format!("{margin}[{} {:?}]\n", figure.src, figure.alt);
                }
            }
            BlockKind::Quote { text, by } => {
                for text in text {
                    *out += &format!("{margin}> {}\n", text.content);
                }
                if let Some(by) = by {
                    *out += &format!("{margin}> by {}\n", by.content);
                }
            }
            BlockKind::Table { header, rows, .. } => {
                for row in std::iter::once(header).chain(rows) {
                    *out += &format!(
                        "{margin}{}\n",
                        row.iter()
                            .map(|cell| cell.content.as_str())
                            .collect::<Vec<_>>()
                            .join(" | ")
                    );
                }
            }
            BlockKind::Cards { cards, .. } => {
                for card in cards {
                    *out += &format!(
                        "{margin}= {}\n",
                        card.title.as_ref().map_or("", |title| &title.content)
                    );
                    show_blocks(&card.blocks, depth + 1, out);
                }
            }
            other => *out += &format!("{margin}{other:?}\n"),
        }
    }
}

fn show_list(list: &List, depth: usize, out: &mut String) {
    for item in &list.items {
        let mark = match (&list.kind, item.done) {
            (_, Some(true)) => "[x]",
            (_, Some(false)) => "[ ]",
            (ListKind::Numbered { .. }, _) => "1.",
            _ => "-",
        };
        *out += &format!("{}{mark} {}\n", "  ".repeat(depth), item.text.content);
        show_blocks(&item.children, depth + 1, out);
    }
}

fn text_of(words: &str) -> Text {
    let title =
        deck(&format!("slides:\n  - title: {}\n", yaml::quote_text(words))).slides.remove(0).title;
    title.expect("a title")
}

#[test]
fn words_stay_as_they_are_written() {
    let read = blocks(
        "bullets:\n  - No\n  - 12:30\n  - 1\n  - 0x10\n  - 2020-10-13\n  - ~\n  - yes\n  - null\n  - 012\n  - 1.50",
    );
    assert_eq!(
        outline(&read),
        "- No\n- 12:30\n- 1\n- 0x10\n- 2020-10-13\n- ~\n- yes\n- null\n- 012\n- 1.50\n"
    );
}

#[test]
fn a_colon_does_not_bite() {
    let read = blocks(
        "bullets:\n  - Session 1: Smart City\n  - About cooperation:\n      - one\n      - two: three\n  - open:\n  - a:   b\n  - A: B: C",
    );
    assert_eq!(
        outline(&read),
        "- Session 1: Smart City\n- About cooperation\n  - one\n  - two: three\n- open:\n- a:   b\n- A: B: C\n"
    );
}

#[test]
fn what_yaml_would_swallow_is_read_as_meant() {
    let read = blocks(
        "bullets:\n  - #EURegionsWeek\n  - We are #1\n  - **bold** start\n  - @name\n  - [link](https://a.eu) x\n  - > 50 %\n  - \"Smart\" City\n  \
         - About\n    - child\n  - long\n    line is: wrapped\n  - 'tis\n  - &x\n  - !important\n  - 100 %\n  - About: #tag\n  -glued",
    );
    assert_eq!(
        outline(&read),
        "- #EURegionsWeek\n- We are #1\n- bold start\n- @name\n- link x\n- > 50 %\n- \"Smart\" City\n- About\n  - child\n\
         - long line is: wrapped\n- 'tis\n- &x\n- !important\n- 100 %\n- About: #tag\n- glued\n"
    );
}

#[test]
fn ticks_are_read_in_every_form() {
    let read = blocks(
        "checklist:\n  - done: a\n  - todo: b\n  - [x] c\n  - [ ] d\n  - ☒ 1 e\n  - ☐ f\n  - ☑ g\n  - ✓ h\n  - open\n  - {text: i, done: true}\n  \
         - Parent: [done: j, k]",
    );
    assert_eq!(
        outline(&read),
        "[x] a\n[ ] b\n[x] c\n[ ] d\n[x] 1 e\n[ ] f\n[x] g\n[x] h\n[ ] open\n[x] i\n[ ] Parent: [done: j, k]\n"
    );
    assert_eq!(outline(&blocks("bullets:\n  - [x] a\n  - [ ] b")), "[x] a\n[ ] b\n");
    assert_eq!(outline(&blocks("bullets:\n  - [x] a\n  - b")), "- [x] a\n- b\n");
}

#[test]
fn block_strings_are_markdown() {
    let read = blocks(
        "body: |\n  ## Heading\n\n  A paragraph with **bold**\n  and more.\n\n  - one\n    - two\n      1. three\n  - [x] done\n\n  > Words\n  >\n  \
         > — Somebody\n\n  | a | b |\n  |---|--:|\n  | 1 | 2 |\n\n  ![A skyline](a.png)",
    );
    assert_eq!(
        outline(&read),
        "# Heading\nA paragraph with bold and more.\n[ ] one\n  - two\n    1. three\n[x] done\n> Words\n> by Somebody\na | b\n1 | 2\n\
         [a.png Some(\"A skyline\")]\n"
    );
    assert_eq!(
        outline(&blocks("bullets: |\n  First line\n  Second line")),
        "- First line\n- Second line\n"
    );
    assert_eq!(
        outline(&blocks("checklist: |\n  - [x] a\n  - [ ] b\n  - c")),
        "[x] a\n[ ] b\n[ ] c\n"
    );
    assert_eq!(outline(&blocks("text: >\n  Folded\n  words\n\n  More")), "Folded words\nMore\n");
}

#[test]
fn markdown_blocks_know_their_lines() {
    let text = "slides:\n  - body: |\n\n      First\n\n      - Ünë\n        wrapped\n      - two\n";
    let deck = deck(text);
    let BlockKind::List(list) = &deck.slides[0].blocks[1].kind else { panic!("a list") };
    let source = Source::new("deck.yaml", text.to_owned());
    assert_eq!(source.position(deck.slides[0].blocks[0].span.start as usize).line, 4);
    assert_eq!(source.position(list.items[1].span.start as usize).line, 8);
    assert_eq!(&text[list.items[1].text.span.range()], "two");
}

#[test]
fn inline_markdown_makes_runs_that_cover_the_text() {
    let text = text_of(
        "**b** *i* `c` [l](https://e.org) ~~s~~ H~2~O x^2^ ==m== \\*n\\* <b>raw</b> [s](#s)",
    );
    assert_eq!(text.content, "b i c l s H2O x2 m *n* <b>raw</b> s");
    let run = |words: &str| {
        let at = text.content.find(words).expect("the words");
        text.runs.iter().find(|run| run.range.contains(&at)).expect("a run")
    };
    assert!(
        run("b").style.bold
            && run("i ").style.italic
            && run("c ").style.code
            && run("s H").style.strike
            && run("m ").style.mark
    );
    assert_eq!(run("2O").style.position, Position::Subscript);
    assert_eq!(run("2 m").style.position, Position::Superscript);
    assert_eq!(run("l ").link, Some(Link::Uri("https://e.org".to_owned())));
    assert_eq!(
        text.runs.last().and_then(|run| run.link.clone()),
        Some(Link::Slide("s".to_owned()))
    );
    covered(&text);
}

#[test]
fn nothing_in_a_line_starts_a_block() {
    for words in [
        "1. one",
        "- one",
        "# one",
        "> one",
        "    one",
        "+ one",
        "one\n---",
        "one\n# two",
        "---",
        "| a | b |",
        "```",
        "[a]: b",
    ] {
        assert_eq!(text_of(words).content, words.trim().replace('\n', " "), "{words:?}");
    }
    assert_eq!(text_of("one  \ntwo").content, "one\ntwo");
    assert_eq!(text_of("one\\\ntwo").content, "one\ntwo");
    assert_eq!(text_of("**智慧城市（GDD）**推动").content, "智慧城市（GDD）推动");
    assert_eq!(text_of("**\"quoted\"** words").content, "\"quoted\" words");
}

#[test]
fn languages_are_marked() {
    let text = text_of("Say [こん*にちは*]{lang=ja} or [a]{lang=de}, \\[b\\]{lang=fr}");
    assert_eq!(text.content, "Say こんにちは or a, [b]{lang=fr}");
    let spoken: Vec<(&str, Option<&str>)> = text
        .runs
        .iter()
        .map(|run| (&text.content[run.range.clone()], run.lang.as_deref()))
        .filter(|(_, lang)| lang.is_some())
        .collect();
    assert_eq!(spoken, [("こん", Some("ja")), ("にちは", Some("ja")), ("a", Some("de"))]);
    covered(&text);
}

#[test]
fn languages_stand_in_each_other_and_around_links() {
    let text = text_of(
        "A [sieh [das **Ende**](https://example.org) [横浜]{lang=ja} an]{lang=de}, a [set]{1, 2}, [x]{y}",
    );
    assert_eq!(text.content, "A sieh das Ende 横浜 an, a [set]{1, 2}, [x]{y}");
    let of = |words: &str| {
        let at = text.content.find(words).expect("these words");
        text.runs.iter().find(|run| run.range.contains(&at)).expect("a run")
    };
    let languages =
        ["A", "sieh", "Ende", "横浜", "an,", ", a"].map(|words| of(words).lang.as_deref());
    assert_eq!(languages, [None, Some("de"), Some("de"), Some("ja"), Some("de"), None]);
    assert!(of("Ende").link.is_some() && of("Ende").style.bold);
    covered(&text);
}

#[test]
fn tables_come_from_lists_files_and_markdown() {
    assert_eq!(
        outline(&blocks("table: [[City, People], [Guangzhou, 15], [Jena]]")),
        "City | People\nGuangzhou | 15\nJena | \n"
    );
    assert_eq!(
        outline(&blocks("table: {csv: data.csv}")),
        "City | People\nGuangzhou | 15,000,000\nJena | 110 000\n"
    );
    assert_eq!(outline(&blocks("table:\n  - a | b\n  - 1 | 2")), "a | b\n1 | 2\n");
}

#[test]
fn layouts_are_inferred() {
    let of = |lines: &str| {
        let indented: String = lines.lines().map(|line| format!("    {line}\n")).collect();
        deck(&format!(
            "slides:\n  - title: first\n    text: a\n  -\n{indented}  - title: last\n    text: a\n"
        ))
        .slides[1]
            .layout
    };
    assert_eq!(of("title: Are you sure?"), Layout::Question);
    assert_eq!(of("title: Part two"), Layout::Section);
    assert_eq!(of("title: We can do this together."), Layout::Statement);
    assert_eq!(of("section: Part two"), Layout::Section);
    assert_eq!(of("title: a\nbullets: [a]"), Layout::Content);
    assert_eq!(of("title: a\nbullets: [a]\nfigure: a.png"), Layout::ImageRight);
    assert_eq!(of("title: a\nfigure: a.png"), Layout::Figures);
    assert_eq!(of("figure: a.png"), Layout::Image);
    assert_eq!(of("title: a\nchecklist: [a]"), Layout::Checklist);
    assert_eq!(of("title: a\ncards: [{title: a}]"), Layout::Cards);
    assert_eq!(of("title: a\ncascade: [{label: a}]"), Layout::Cascade);
    assert_eq!(of("quote: a"), Layout::Quote);
    assert_eq!(of("contact: [{name: a}]"), Layout::Contact);
    assert_eq!(of("stats: [{value: 1}]"), Layout::Fact);
    assert_eq!(of("columns: [[a], [b]]"), Layout::TwoColumns);
    assert_eq!(of("columns: [[{heading: a}], [{heading: b}]]"), Layout::Comparison);
    assert_eq!(of("layout: two-cols\ntext: a"), Layout::TwoColumns);
    let deck = deck("title: Deck\nslides:\n  - kicker: Hello\n  - title: Thank you\n");
    assert_eq!(deck.slides[0].layout, Layout::Cover);
    assert_eq!(deck.slides[1].layout, Layout::End);
}

#[test]
fn hidden_slides_are_left_out() {
    let deck = deck("slides:\n  - title: a\n  - title: b\n    hide: true\n");
    assert_eq!(deck.slides.len(), 1);
}

#[test]
fn a_hundred_thousand_levels_are_refused() {
    let flow = format!("slides: {}", "[".repeat(100_000));
    let dashes = format!("slides:\n{}a\n", "- ".repeat(100_000));
    let maps = format!("slides: {}", "{a: ".repeat(100_000));
    let indented: String = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    let quotes = format!("slides:\n  - body: |\n      {}a\n", "> ".repeat(100_000));
    let emphasis = format!("slides:\n  - title: \"{}a\"\n", "*_".repeat(20_000));
    let links = format!("slides:\n  - title: \"{}a\"\n", "[".repeat(20_000));
    for text in [flow, dashes, maps, indented, quotes] {
        let (_, diagnostics) = read(&text);
        assert!(
            diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error
                && diagnostic.message.contains("levels deep")),
            "{diagnostics:?}"
        );
    }
    assert!(read(&emphasis).0.is_some());
    assert!(read(&links).0.is_some());
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text = "x_0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let references = vec![format!("*a{}", level - 1); 9].join(", ");
        text += &format!("x_{level}: &a{level} [{references}]\n");
    }
    text += "slides:\n  - title: a\n    bullets: *a29\n";
    let (_, diagnostics) = read(&text);
    assert!(
        diagnostics
            .iter()
            .any(|diagnostic| diagnostic.message.contains("references stand for too much")),
        "{diagnostics:?}"
    );
}

#[test]
fn a_long_file_of_mistakes_is_read_in_good_time() {
    let mistakes = [
        "  - title: A: B\n",
        "    bulets: [a]\n",
        "    text: *b*\n",
        "      - @x\n",
        "   x\n",
        "\t- y\n",
        "    a: \"open\n",
        "    b: [open\n",
    ];
    let text: String = std::iter::once("slides:\n")
        .chain((0..8_000).map(|line| mistakes[line % mistakes.len()]))
        .collect();
    let (_, diagnostics) = read(&text);
    assert!(diagnostics.len() > 1000);
}

fn covered(text: &Text) {
    let mut at = 0;
    for run in &text.runs {
        assert_eq!(run.range.start, at, "{text:?}");
        at = run.range.end;
    }
    assert_eq!(at, text.content.len(), "{text:?}");
}

/// Escapes every Markdown character in `text`.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
        .collect()
}

/// Generates lines that resemble an outline more often than random text would.
fn line() -> impl Strategy<Value = String> {
    let margin = prop::sample::select(vec![
        "", " ", "  ", "    ", "      ", "\t", "\u{a0}", "  - ", "    - ", "- ", "-", "      - ",
    ]);
    let key = prop::sample::select(vec![
        "", "title: ", "slides:", "bullets:", "text: |", "body: >", "title:", "cards: ",
        "figure: ", "&a ", "? ",
    ]);
    let value = prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,8}",
        Just("*a".to_owned()),
        Just("[x] done".to_owned()),
        Just("#tag".to_owned()),
        Just("\"open".to_owned()),
        Just("{a: b, c".to_owned()),
        Just("a: b: c".to_owned()),
    ];
    (margin, key, value).prop_map(|(margin, key, value)| format!("{margin}{key}{value}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_survived(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn any_bytes_that_are_text_are_survived(text in any::<String>()) {
        read(&text);
        read(&format!("slides:\n  - body: |\n      {text}\n"));
    }

    #[test]
    fn any_outline_is_survived(lines in prop::collection::vec(line(), 0..14)) {
        let text = format!("slides:\n{}", lines.concat());
        let (deck, diagnostics) = read(&text);
        prop_assert!(deck.is_some() || !diagnostics.is_empty());
        for diagnostic in diagnostics {
            let span = diagnostic.span.expect("a place");
            prop_assert!(text.get(span.range()).is_some(), "{diagnostic:?} points nowhere");
        }
    }

    #[test]
    fn any_text_survives_quoting_and_escaping(words in "[^\\s\\p{Cc}\u{fffe}\u{ffff}][^\\p{Cc}\u{2028}\u{2029}\u{fffe}\u{ffff}]{0,40}") {
        let words = words.trim();
        prop_assume!(!words.contains('\u{2E4F}'));
        let text = text_of(&escaped(words));
        prop_assert_eq!(&text.content, words);
        covered(&text);
    }

    #[test]
    fn words_of_a_bullet_are_never_lost(words in prop::collection::vec("[A-Za-z0-9@%&!?#:,'\"*()-]{1,8}", 1..6)) {
        let line = words.join(" ");
        // Authors who write quotes know that a comment may follow them.
if line.contains(['"', '\'']) && line.contains('#') {
            return Ok(());
        }
        let (deck, diagnostics) = read(&format!("slides:\n  - title: T\n    bullets:\n      - {line}\n      - end\n"));
        let shown = deck.map(|deck| outline(&deck.slides[0].blocks)).unwrap_or_default();
        let letters = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>();
        let expected = letters(&format!("{line}end"));
        prop_assert!(letters(&shown) == expected || !diagnostics.is_empty(), "{line:?} became {shown:?}");
    }
}

#[test]
fn addresses_among_the_words_of_a_contact_are_links() {
    let contacts = |lines: &str| {
        let deck = deck(&format!("slides:\n  - title: a\n    contact: {lines}\n"));
        let BlockKind::Contacts(contacts) = &deck.slides[0].blocks[0].kind else {
            panic!("contacts")
        };
        let links = |text: &Text| -> Vec<(String, String)> {
            let linked = text.runs.iter().filter_map(|run| match &run.link {
                Some(Link::Uri(target)) => {
                    Some((text.content[run.range.clone()].to_owned(), target.clone()))
                }
                _ => None,
            });
            linked.collect()
        };
        let texts = |contact: &plenary::deck::Contact| -> Vec<(String, String)> {
            let all = contact
                .name
                .iter()
                .chain(&contact.role)
                .chain(&contact.org)
                .chain(&contact.email)
                .chain(&contact.url);
            all.flat_map(links).collect()
        };
        contacts.iter().map(texts).collect::<Vec<_>>()
    };
    let link = |words: &str, target: &str| (words.to_owned(), target.to_owned());
    let mail = || link("ana@example.org", "mailto:ana@example.org");
    assert_eq!(contacts("[Ana Silva, ana@example.org]"), [vec![mail()]]);
    assert_eq!(contacts("[ana@example.org, bo@example.org]").len(), 2);
    assert_eq!(
        contacts("\"Ana Silva (ana@example.org), www.example.org/ana.\""),
        [vec![mail(), link("www.example.org/ana", "https://www.example.org/ana")]]
    );
    assert_eq!(contacts("{ name: Ana, org: \"City, ana@example.org\" }"), [vec![mail()]]);
    assert_eq!(contacts("[\"@ana\", a@b, No. 3.5, e.g. this]").concat(), []);
    assert_eq!(
        contacts("\"[Ana](https://example.org) ana@example.org\""),
        [vec![link("Ana", "https://example.org")]]
    );
}

/// What an author may do to a line, and text that may change how its neighbours are read.
const EDITS: [fn(&str) -> String; 23] = [
    |line| format!("{line} more"),
    |line| format!("{line}\n{line}"),
    |_| "\n".to_owned(),
    |line| format!("  {line}"),
    |line| line.strip_prefix("  ").unwrap_or(line).to_owned(),
    |line| format!("{line} # kept for later"),
    |line| format!("# Above.\n{line}"),
    |line| format!("{line}: |"),
    |line| format!("{line}\n        body: |+\n          words\n\n"),
    |line| line.replacen(": ", ": \"", 1),
    |line| format!("{line}\""),
    |line| line.replacen("- ", "- [", 1),
    |line| format!("```\n{line}"),
    |line| line.replacen(": ", ": &name ", 1),
    |line| line.replacen("- ", "- *name ", 1),
    |line| line.replacen(' ', "\t", 1),
    |line| format!("{line}\r"),
    |_| "---".to_owned(),
    |_| "...".to_owned(),
    |line| line.replacen("- ", "", 1),
    |line| line.replacen("- ", "-", 1),
    |line| format!("{line}\nmore: words"),
    |line| line.replace(|letter: char| letter.is_alphabetic(), "ж"),
];

#[test]
fn an_item_that_was_edited_is_read_as_in_the_whole_outline() {
    let parse = |text: &str| {
        let mut diagnostics = Diagnostics::default();
        let root =
            yaml::parse(&Source::new("deck.yaml", text.to_owned()), SourceId(0), &mut diagnostics);
        (root, diagnostics.into_sorted())
    };
    let mut edits = EDITS.iter().cycle();
    let (mut again, mut whole) = (0, 0);
    for path in std::fs::read_dir("slides").unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (Some(root), found) = parse(&text) else { continue };
        if !found.is_empty() {
            continue;
        }
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            // Over all cases every edit is applied to every kind of line, though not to every line.
            for edit in edits.by_ref().take(2) {
                let edited = edit(line);
                let text_now: Vec<&str> = lines[..at]
                    .iter()
                    .copied()
                    .chain([edited.as_str()])
                    .chain(lines[at + 1..].iter().copied())
                    .collect();
                let now = text_now.join("\n") + "\n";
                let source = Source::new("deck.yaml", now.clone());
                let Some(read) = yaml::reparse_edited_item(&source, SourceId(0), &text, &root)
                else {
                    whole += 1;
                    continue;
                };
                assert_eq!(
                    (Some(read), Vec::new()),
                    parse(&now),
                    "{}, line {}:\n{edited}",
                    path.display(),
                    at + 1
                );
                again += 1;
            }
        }
    }
    assert!(again > whole / 2, "{again} times one item was read, {whole} times all");
}
