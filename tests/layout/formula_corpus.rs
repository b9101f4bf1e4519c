//! Formulas of all kinds that KaTeX knows: each is drawn completely, with its words for a screen
//! reader and its MathML, or refused with an error at its column. They were compared with KaTeX in
//! Chromium, one by one.
#![allow(clippy::disallowed_methods, reason = "the test reads and updates its own corpus")]

use plenary::diagnostic::Severity;
use plenary::scene::{ItemKind, Role, Scene};
use plenary::{Input, Options, lay_out};

use super::lay_out_valid;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/layout/formulas.txt");

/// A formula and the line after it: what is expected of it.
struct Entry {
    tex: String,
    expected: String,
}

fn read_corpus(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match (line.strip_prefix("  "), entries.last_mut()) {
            (Some(expected), Some(entry)) => entry.expected = expected.to_owned(),
            _ => entries.push(Entry { tex: line.to_owned(), expected: String::new() }),
        }
    }
    entries
}

/// Returns the formulas of the corpus that are drawn.
pub(crate) fn drawn_formulas() -> Vec<String> {
    let entries = read_corpus(&std::fs::read_to_string(PATH).unwrap());
    entries.into_iter().filter(|entry| !entry.expected.starts_with('!')).map(|e| e.tex).collect()
}

const HEAD: &str = "title: A\nlang: en\nslides:\n";

fn slide_with(tex: &str) -> String {
    format!("  - math: |-\n      {tex}\n")
}

/// Returns `! column message` of the first error; `None` if there is none.
fn find_error(tex: &str) -> Option<String> {
    let outline = format!("{HEAD}{}", slide_with(tex));
    let laid_out = lay_out(Input::Bytes(outline.clone().into_bytes()), &Options::default());
    let diagnostics = laid_out.diagnostics.into_sorted();
    let error = diagnostics.iter().find(|found| found.severity == Severity::Error)?;
    let start = error.span.expect("the error has a place").start as usize;
    let column = outline[..start].len() - outline[..start].rfind('\n').unwrap_or(0) - 6;
    assert!(!error.help.is_empty(), "{tex}: the error says what to write");
    Some(format!("! {column} {}", error.message))
}

#[test]
fn formulas_of_the_corpus_are_drawn_and_spoken_or_explained() {
    let text = std::fs::read_to_string(PATH).unwrap();
    let entries = read_corpus(&text);
    assert!(entries.len() >= 160, "{}", entries.len());
    let errors: Vec<Option<String>> = entries.iter().map(|entry| find_error(&entry.tex)).collect();
    let drawn: Vec<&Entry> =
        entries.iter().zip(&errors).filter(|(_, error)| error.is_none()).map(|(e, _)| e).collect();
    let slides: String = drawn.iter().map(|entry| slide_with(&entry.tex)).collect();
    let scene = lay_out_valid(&format!("{HEAD}{slides}"));
    let mut alts = read_alts(&scene).into_iter();
    let actual: Vec<String> = errors
        .into_iter()
        .map(|error| error.unwrap_or_else(|| alts.next().expect("each formula is on a page")))
        .collect();
    if std::env::var_os("UPDATE_FORMULAS").is_some() {
        let mut results = actual.iter();
        let mut updated = String::new();
        for line in text.lines().filter(|line| !line.starts_with("  ")) {
            updated += &format!("{line}\n");
            if !line.is_empty() && !line.starts_with("# ") {
                updated += &format!("  {}\n", results.next().unwrap());
            }
        }
        std::fs::write(PATH, updated).unwrap();
        return;
    }
    for (entry, actual) in entries.iter().zip(&actual) {
        assert_eq!(*actual, entry.expected, "{}", entry.tex);
    }
}

fn read_alts(scene: &Scene) -> Vec<String> {
    let elements = scene.structure.elements.iter();
    elements
        .filter(|element| element.role == Role::Formula)
        .map(|element| element.alt.as_deref().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn mathml_of_the_corpus_is_well_formed_and_has_every_character_that_is_drawn() {
    // The number of a formula is text beside it.
    let formulas: Vec<String> =
        drawn_formulas().into_iter().filter(|tex| !tex.contains("\\tag")).collect();
    let slides: String = formulas.iter().map(|tex| slide_with(tex)).collect();
    let scene = lay_out_valid(&format!("{HEAD}{slides}"));
    let (mut count, mut faults) = (0, Vec::new());
    for (index, element) in scene.structure.elements.iter().enumerate() {
        if element.role != Role::Formula {
            continue;
        }
        let tex = &formulas[count];
        count += 1;
        let mathml = element.mathml.as_deref().expect("a formula has MathML");
        let written =
            text_of_xml(mathml).unwrap_or_else(|error| panic!("{tex}\n{mathml}\n{error}"));
        let items = scene.pages.iter().flat_map(|page| &page.items);
        let own = items.filter(|item| {
            item.element.is_some_and(|id| std::ptr::eq(scene.structure.get(id), element))
        });
        let mut drawn = String::new();
        let mut items = 0;
        for item in own {
            items += 1;
            if let ItemKind::Text(run) = &item.kind {
                drawn += &run.text;
                assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{tex}: a glyph is missing");
            }
        }
        assert!(items > 0, "{tex} draws nothing ({index})");
        let is_lost =
            |sign: &char| !written.contains(*sign) && !is_other_form(*sign, &written, mathml);
        let lost: String = drawn.chars().filter(is_lost).collect();
        if !lost.is_empty() {
            faults.push(format!("{lost:?} {tex}\n{mathml}"));
        }
    }
    assert_eq!(count, formulas.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether MathML has another character, or an element, for something that is drawn.
fn is_other_form(sign: char, written: &str, mathml: &str) -> bool {
    let others: &[&str] = match sign {
        'ˉ' => &["¯"],
        'ˆ' => &["^"],
        '˜' => &["~"],
        'ˊ' => &["´"],
        'ˋ' => &["`"],
        '⃗' => &["→"],
        '∣' => &["|"],
        '∥' => &["‖"],
        '∬' => &["∯"],
        'c' => &["©"],
        '2' => &["²"],
        '⎧' | '⎨' | '⎩' => &["{", "⟮"],
        '⎫' | '⎬' | '⎭' => &["}", "⟯"],
        // The logos of TeX.
        'A' | 'E' if written.ends_with("TeX") => &["a", "e"],
        '√' => return mathml.contains("<msqrt>") || mathml.contains("<mroot>"),
        '\u{338}' | '/' => return mathml.contains("<menclose"),
        _ if sign.is_ascii_alphanumeric() => {
            return written.chars().any(|other| plain_letter(other) == Some(sign));
        }
        _ => return sign.is_whitespace(),
    };
    others.iter().any(|other| written.contains(other))
}

/// Returns the letter or digit of a mathematical alphabet (U+1D400 to U+1D7FF).
fn plain_letter(sign: char) -> Option<char> {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    match sign as u32 {
        code @ 0x1d400..0x1d6a4 => letters.chars().nth((code - 0x1d400) as usize % 52),
        code @ 0x1d7ce..0x1d800 => char::from_digit((code - 0x1d7ce) % 10, 10),
        _ => None,
    }
}

/// Returns the text of an XML document.
fn text_of_xml(xml: &str) -> Result<String, String> {
    let (mut text, mut open, mut rest) = (String::new(), Vec::new(), xml);
    while let Some(at) = rest.find('<') {
        text += &rest[..at];
        let end = rest.find('>').ok_or("a tag is not closed")?;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
        if tag.contains('<') || tag.matches('"').count() % 2 == 1 {
            return Err(format!("<{tag}>"));
        }
    }
    if !open.is_empty() || !rest.is_empty() {
        return Err(format!("{open:?} is not closed"));
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Ok(text)
}
