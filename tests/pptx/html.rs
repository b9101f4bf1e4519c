//! The HTML writer: one file that shows and presents its deck.

use std::collections::BTreeSet;

use base64::Engine;
use plenary::html::{RenderedHtml, render_html};
use plenary::{Input, Options};
use sha2::{Digest, Sha256};

use super::outlines::list_decks;
use super::threads::map_on_threads;

fn render(input: Input, name: &str) -> String {
    let RenderedHtml { file, diagnostics, .. } = render_html(input, &Options::default(), None);
    let file = file.unwrap_or_else(|| panic!("{name}: {diagnostics:?}"));
    String::from_utf8(file.bytes).unwrap()
}

fn render_outline(outline: &str) -> String {
    render(Input::Bytes(outline.into()), outline)
}

/// Returns the texts between two others.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    let parts = text.split(start).skip(1);
    parts.map(|part| part.split_once(end).map_or(part, |(found, _)| found)).collect()
}

/// Checks that every reference leads somewhere, and that only the script of plenary runs.
fn assert_sound(name: &str, html: &str) {
    let document = html.split("<template").next().unwrap();
    let mut ids = BTreeSet::new();
    for id in between(document, " id=", ">") {
        let id = id.split([' ', '/']).next().unwrap().trim_matches('"');
        // Drawings in addresses have ids of their own.
        let is_in_address = id.starts_with('\'');
        assert!(ids.insert(id) || is_in_address, "{name}: two elements are {id}");
    }
    for start in ["<use href=#", "url(#", "<a href=\"#"] {
        for id in between(document, start, "\n") {
            let id = id.split([' ', ')', '"', '>']).next().unwrap();
            assert!(ids.contains(id), "{name}: there is no {id}");
        }
    }
    for tag in ["<img", "<iframe", "<object", "<embed", "<link rel=stylesheet", "@import"] {
        assert!(!document.contains(tag), "{name}: {tag}");
    }
    let scripts = between(html, "<script", "</script>");
    assert_eq!(scripts.len(), 2, "{name}");
    let (_, script) = scripts[1].split_once('>').unwrap();
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script));
    assert!(html.contains(&format!("script-src 'sha256-{hash}'")), "{name}");
    assert_eq!(html.matches("<section ").count(), html.matches("</section>").count(), "{name}");
}

#[test]
fn every_outline_becomes_one_file() {
    map_on_threads(&list_decks(), |deck| {
        let name = deck.display().to_string();
        assert_sound(&name, &render(Input::File(deck.clone()), &name));
    });
}

#[test]
fn text_has_the_structure_of_the_outline_and_is_never_markup() {
    let outline = "\
lang: en
slides:
  - title: Rivers & <b>weirs</b>
    id: rivers
    bullets:
      - One
      - { text: Two, bullets: [Inner] }
  - title: Table
    table:
      - [Name, Length]
      - [Rhine, 1233]
    notes: </script><img src=x>
  - text: See [the rivers](#rivers) or [a page](https://example.org/?a=1&b=2) and $x^2$
";
    let html = render_outline(outline);
    assert_sound(outline, &html);
    for part in [
        "<section class=sheet id=\"rivers\"",
        "Rivers &amp; &lt;b&gt;weirs&lt;/b&gt;</span></h1>",
        "<ul role=list><li>",
        "<th scope=col>",
        "<a href=\"#rivers\">the rivers</a>",
        "<a href=\"https://example.org/?a=1&amp;b=2\">a page</a>",
        "<msup>",
        "\\u003cimg",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let inner = html.find(">Inner<").unwrap();
    assert!(html[..inner].matches("<ul").count() == 2 && html.find(">Two<").unwrap() < inner);
    assert_eq!(html, render_outline(outline), "the same bytes every time");
}

#[test]
fn steps_are_groups_of_the_drawing_and_pages_of_the_talk() {
    let html = render_outline(
        "slides:\n  - title: A\n    bullets: { steps: true, items: [One, Two, Three] }\n",
    );
    assert_eq!(html.matches("<section class=sheet").count(), 1);
    assert!(html.contains("<g data-step=1>") && html.contains("<g data-step=2>"));
    for image in ["0/0", "0/1", "0/65535"] {
        assert!(html.contains(&format!("\"image\":\"{image}\"")), "{image}");
    }
}
