//! How the file presents itself: transitions, times, full screen, and what the presenter's program
//! is told.

use lopdf::{Dictionary, Object};
use plenary::scene::{Destination, Role};
use plenary::show::{Direction, Steps, Transition, TransitionKind};

use crate::build::{Deck, keep};
use crate::read::Read;

fn transition(
    kind: TransitionKind,
    seconds: f32,
    direction: Option<Direction>,
) -> Option<Transition> {
    Some(Transition { kind, seconds, direction })
}

/// Two slides, the first of which comes in two steps.
fn deck() -> Deck {
    let mut deck = Deck::new();
    deck.words(Role::Heading(1), "One", 60.0, 80.0, 30.0);
    deck.words(Role::Paragraph, "Later", 60.0, 140.0, 20.0);
    deck.scene.pages[0].items[1].step = 1;
    deck.page();
    deck.words(Role::Heading(1), "Two", 60.0, 80.0, 30.0);
    deck
}

/// Entries of each page by key, in PDF's own writing.
fn entries(read: &Read, key: &str) -> Vec<String> {
    fn written(read: &Read, object: &Object) -> String {
        match read.follow(object) {
            Object::Dictionary(dict) => {
                let entry = |(key, value): (&Vec<u8>, &Object)| {
                    format!("{}={}", String::from_utf8_lossy(key), written(read, value))
                };
                let mut entries: Vec<String> = dict.iter().map(entry).collect();
                entries.sort();
                entries.join(" ")
            }
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            other => {
                other.as_float().map_or_else(|_| format!("{other:?}"), |number| number.to_string())
            }
        }
    }
    let page = |id| read.0.get_object(id).unwrap().as_dict().unwrap();
    let entry = |page: &Dictionary| {
        page.get(key.as_bytes()).map_or(String::new(), |object| written(read, object))
    };
    read.0.get_pages().into_values().map(|id| entry(page(id))).collect()
}

#[test]
fn a_transition_leads_to_a_slide_and_none_to_its_steps() {
    let mut deck = deck();
    deck.scene.pages[0].transition = transition(TransitionKind::Fade, 0.6, None);
    deck.scene.pages[1].transition = transition(TransitionKind::Push, 1.0, Some(Direction::Down));
    let bytes = deck.write();
    keep("transitions.pdf", &bytes);
    let expected = ["D=0.6 S=Fade Type=Trans", "S=R Type=Trans", "D=1 Di=270 S=Push Type=Trans"];
    assert_eq!(entries(&Read::new(&bytes), "Trans"), expected);
    deck.scene.pages[1].transition =
        transition(TransitionKind::Blinds, 1.0, Some(Direction::Right));
    assert_eq!(entries(&Read::new(&deck.write()), "Trans")[2], "D=1 Dm=V S=Blinds Type=Trans");
}

#[test]
fn a_slide_shares_its_time_among_its_pages() {
    let mut deck = deck();
    assert_eq!(entries(&Read::new(&deck.write()), "Dur"), ["", "", ""]);
    deck.scene.pages[0].advance = Some(30.0);
    assert_eq!(entries(&Read::new(&deck.write()), "Dur"), ["15", "15", ""]);
}

#[test]
fn the_file_opens_full_screen_where_asked() {
    let mut deck = deck();
    let read = Read::new(&deck.write());
    assert!(read.get(read.catalog(), "PageMode").is_none());
    deck.scene.show.fullscreen = true;
    let read = Read::new(&deck.write());
    assert_eq!(read.get(read.catalog(), "PageMode").unwrap().as_name().unwrap(), b"FullScreen");
    let preferences = read.dict(read.catalog(), "ViewerPreferences");
    assert_eq!(
        preferences.get(b"NonFullScreenPageMode").unwrap().as_name().unwrap(),
        b"UseOutlines"
    );
    assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
}

#[test]
fn names_are_an_object_of_their_own() {
    let mut deck = deck();
    deck.scene.destinations = vec![Destination { id: "a)>>(b".into(), page: 1 }];
    let read = Read::new(&deck.write());
    assert!(read.catalog().get(b"Names").unwrap().as_reference().is_ok());
    let names = read
        .dict(read.dict(read.catalog(), "Names"), "Dests")
        .get(b"Names")
        .unwrap()
        .as_array()
        .unwrap();
    assert_eq!(names[0].as_str().unwrap(), b"a)>>(b");
}

#[test]
fn rights_are_in_the_metadata() {
    let mut deck = deck();
    deck.scene.metadata.rights = Some("© Ana & <friends>".into());
    let bytes = deck.write();
    let xmp = String::from_utf8(Read::new(&bytes).streams("XML")[0].content.clone()).unwrap();
    assert!(
        xmp.contains("<rdf:li xml:lang=\"x-default\">© Ana &amp; &lt;friends&gt;</rdf:li>"),
        "{xmp}"
    );
}

#[test]
fn a_presenters_program_has_notes_and_steps() {
    let mut deck = deck();
    deck.scene.show.seconds = Some(1200.0);
    deck.scene.pages[0].notes = Some("Say \"hello\" *twice*\nand wait".into());
    let expected = serde_json::json!({
        "pdfpcFormat": 2,
        "duration": 20,
        "disableMarkdown": false,
        "pages": [
            { "idx": 0, "label": "1", "overlay": 0, "note": "Say \"hello\" \\*twice\\*  \nand wait" },
            { "idx": 1, "label": "1", "overlay": 1, "note": "Say \"hello\" \\*twice\\*  \nand wait" },
            { "idx": 2, "label": "2", "overlay": 0 }
        ]
    });
    let written: serde_json::Value =
        serde_json::from_str(&plenary::pdf::pdfpc(&deck.scene, Steps::All)).unwrap();
    assert_eq!(written, expected);
}
