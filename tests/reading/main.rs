//! Reading of outlines: texts, blocks, layouts, malicious input, and edits.
#![allow(clippy::disallowed_methods, reason = "tests read outlines as a user would")]

use plenary::deck::{
    self, Block, BlockKind, Deck, Layout, Link, List, ListKind, Position, Text, TextFiles,
};
use plenary::diagnostic::{Diagnostic, Diagnostics};
use plenary::source::{Source, SourceId};
use plenary::yaml;

mod reparse;
mod robustness;

struct Files;

impl TextFiles for Files {
    fn read_text(&self, _: &str, _: &str) -> Result<String, Diagnostic> {
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
            BlockKind::Quote { text, by, .. } => {
                for text in text {
                    *out += &format!("{margin}> {}\n", text.content);
                }
                if let Some(by) = by {
                    *out += &format!("{margin}> by {}\n", by.content);
                }
            }
            BlockKind::Table(table) => {
                let blank = table.header.is_empty().then(Vec::new);
                for row in blank.iter().chain(table.all_rows()) {
                    *out += &format!(
                        "{margin}{}\n",
                        row.iter()
                            .map(|cell| cell.text.content.as_str())
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

/// Asserts that the runs cover the text without gaps.
fn assert_runs_cover(text: &Text) {
    let mut at = 0;
    for run in &text.runs {
        assert_eq!(run.range.start, at, "{text:?}");
        at = run.range.end;
    }
    assert_eq!(at, text.content.len(), "{text:?}");
}

#[test]
fn keeps_text_as_written() {
    let read = blocks(
        "bullets:\n  - No\n  - 12:30\n  - 1\n  - 0x10\n  - 2020-10-13\n  - ~\n  - yes\n  - null\n  - 012\n  - 1.50",
    );
    assert_eq!(
        outline(&read),
        "- No\n- 12:30\n- 1\n- 0x10\n- 2020-10-13\n- ~\n- yes\n- null\n- 012\n- 1.50\n"
    );
}

#[test]
fn accepts_colons_in_items() {
    let read = blocks(
        "bullets:\n  - Session 1: Smart City\n  - About cooperation:\n      - one\n      - two: three\n  - open:\n  - a:   b\n  - A: B: C",
    );
    assert_eq!(
        outline(&read),
        "- Session 1: Smart City\n- About cooperation\n  - one\n  - two: three\n- open:\n- a:   b\n- A: B: C\n"
    );
}

#[test]
fn reads_special_characters_as_meant() {
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
fn reads_every_form_of_check_mark() {
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
fn reads_block_texts_as_markdown() {
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
fn knows_the_lines_of_markdown_blocks() {
    let text = "slides:\n  - body: |\n\n      First\n\n      - Ünë\n        wrapped\n      - two\n";
    let deck = deck(text);
    let BlockKind::List(list) = &deck.slides[0].blocks[1].kind else { panic!("a list") };
    let source = Source::new("deck.yaml", text.to_owned());
    assert_eq!(source.position(deck.slides[0].blocks[0].span.start as usize).line, 4);
    assert_eq!(source.position(list.items[1].span.start as usize).line, 8);
    assert_eq!(&text[list.items[1].text.span.range()], "two");
}

#[test]
fn splits_inline_markdown_into_runs() {
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
    assert_runs_cover(&text);
}

#[test]
fn starts_no_block_inside_a_line() {
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
        assert_eq!(text_of(words).content, words.trim(), "{words:?}");
    }
    assert_eq!(text_of("one  \ntwo").content, "one\ntwo");
    assert_eq!(text_of("one\\\ntwo").content, "one\ntwo");
    assert_eq!(text_of("**智慧城市（GDD）**推动").content, "智慧城市（GDD）推动");
    assert_eq!(text_of("**\"quoted\"** words").content, "\"quoted\" words");
}

#[test]
fn marks_languages() {
    let text = text_of("Say [こん*にちは*]{lang=ja} or [a]{lang=de}, \\[b\\]{lang=fr}");
    assert_eq!(text.content, "Say こんにちは or a, [b]{lang=fr}");
    let spoken: Vec<(&str, Option<&str>)> = text
        .runs
        .iter()
        .map(|run| (&text.content[run.range.clone()], run.lang.as_deref()))
        .filter(|(_, lang)| lang.is_some())
        .collect();
    assert_eq!(spoken, [("こん", Some("ja")), ("にちは", Some("ja")), ("a", Some("de"))]);
    assert_runs_cover(&text);
}

#[test]
fn nests_languages_and_links() {
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
    assert_runs_cover(&text);
}

#[test]
fn reads_tables_from_lists_files_and_markdown() {
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
fn infers_layouts() {
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
fn leaves_out_hidden_slides() {
    let deck = deck("slides:\n  - title: a\n  - title: b\n    hide: true\n");
    assert_eq!(deck.slides.len(), 1);
}

#[test]
fn links_addresses_in_contacts() {
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
        [vec![link("Ana", "https://example.org"), mail()]]
    );
}

#[test]
fn questions_can_be_slides_like_others() {
    let slides = "slides:\n  - title: First\n    text: a\n  - title: Why now?\n    bullets: [a]\n  - title: And then?\n  - title: Any questions?\n";
    let layouts = |text: &str| -> Vec<Layout> {
        deck(text).slides.iter().skip(1).map(|slide| slide.layout).collect()
    };
    let of_short_text = slides.replace("bullets: [a]", "text: a");
    assert_eq!(layouts(&of_short_text), [Layout::Question; 3]);
    assert_eq!(layouts(slides), [Layout::Content, Layout::Question, Layout::Question]);
    let off = format!("question_panels: false\n{of_short_text}");
    assert_eq!(layouts(&off), [Layout::Content, Layout::Section, Layout::End]);
    let named = slides.replace("bullets:", "layout: question\n    bullets:");
    assert_eq!(layouts(&named)[0], Layout::Question);
}
