//! Presentation settings of the PDF: transitions, display times, full screen, and the `.pdfpc`
//! file.

use lopdf::{Dictionary, Object};
use plenary::scene::{Destination, Role};
use plenary::show::{StepSelection, Transition, TransitionDirection, TransitionKind};

use crate::build::{TestDeck, save_pdf};
use crate::read::PdfReader;

fn make_transition(
    kind: TransitionKind,
    seconds: f32,
    direction: Option<TransitionDirection>,
) -> Option<Transition> {
    Some(Transition { kind, seconds, direction })
}

/// Creates two slides, the first of which has two steps.
fn deck_with_transitions() -> TestDeck {
    let mut deck = TestDeck::new();
    deck.push_block(Role::Heading(1), "One", 60.0, 80.0, 30.0);
    deck.push_block(Role::Paragraph, "Later", 60.0, 140.0, 20.0);
    deck.scene.pages[0].items[1].step = 1;
    deck.start_page();
    deck.push_block(Role::Heading(1), "Two", 60.0, 80.0, 30.0);
    deck
}

/// Formats the entry of each page with this key in PDF syntax.
fn format_page_entries(read: &PdfReader, key: &str) -> Vec<String> {
    fn format_object(read: &PdfReader, object: &Object) -> String {
        match read.dereference(object) {
            Object::Dictionary(dict) => {
                let entry = |(key, value): (&Vec<u8>, &Object)| {
                    format!("{}={}", String::from_utf8_lossy(key), format_object(read, value))
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
        page.get(key.as_bytes()).map_or(String::new(), |object| format_object(read, object))
    };
    read.0.get_pages().into_values().map(|id| entry(page(id))).collect()
}

#[test]
fn only_the_first_step_has_a_transition() {
    let mut deck = deck_with_transitions();
    deck.scene.pages[0].transition = make_transition(TransitionKind::Fade, 0.6, None);
    deck.scene.pages[1].transition =
        make_transition(TransitionKind::Push, 1.0, Some(TransitionDirection::Down));
    let bytes = deck.write();
    save_pdf("transitions.pdf", &bytes);
    let expected = ["D=0.6 S=Fade Type=Trans", "S=R Type=Trans", "D=1 Di=270 S=Push Type=Trans"];
    assert_eq!(format_page_entries(&PdfReader::new(&bytes), "Trans"), expected);
    deck.scene.pages[1].transition =
        make_transition(TransitionKind::Blinds, 1.0, Some(TransitionDirection::Right));
    assert_eq!(
        format_page_entries(&PdfReader::new(&deck.write()), "Trans")[2],
        "D=1 Dm=V S=Blinds Type=Trans"
    );
}

#[test]
fn pages_of_a_slide_share_its_time() {
    let mut deck = deck_with_transitions();
    assert_eq!(format_page_entries(&PdfReader::new(&deck.write()), "Dur"), ["", "", ""]);
    deck.scene.pages[0].advance_seconds = Some(30.0);
    assert_eq!(format_page_entries(&PdfReader::new(&deck.write()), "Dur"), ["15", "15", ""]);
}

#[test]
fn opens_full_screen_on_request() {
    let mut deck = deck_with_transitions();
    let read = PdfReader::new(&deck.write());
    assert!(read.get(read.catalog(), "PageMode").is_none());
    deck.scene.show.fullscreen = true;
    let read = PdfReader::new(&deck.write());
    assert_eq!(read.get(read.catalog(), "PageMode").unwrap().as_name().unwrap(), b"FullScreen");
    let preferences = read.get_dictionary(read.catalog(), "ViewerPreferences");
    assert_eq!(
        preferences.get(b"NonFullScreenPageMode").unwrap().as_name().unwrap(),
        b"UseOutlines"
    );
    assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
}

#[test]
fn stores_names_in_their_own_object() {
    let mut deck = deck_with_transitions();
    deck.scene.destinations = vec![Destination { id: "a)>>(b".into(), page: 1 }];
    let read = PdfReader::new(&deck.write());
    assert!(read.catalog().get(b"Names").unwrap().as_reference().is_ok());
    let names = read
        .get_dictionary(read.get_dictionary(read.catalog(), "Names"), "Dests")
        .get(b"Names")
        .unwrap()
        .as_array()
        .unwrap();
    assert_eq!(names[0].as_str().unwrap(), b"a)>>(b");
}

#[test]
fn writes_rights_to_the_metadata() {
    let mut deck = deck_with_transitions();
    deck.scene.info.rights = Some("© Ana & <friends>".into());
    let bytes = deck.write();
    let xmp = String::from_utf8(PdfReader::new(&bytes).streams("XML")[0].content.clone()).unwrap();
    assert!(
        xmp.contains("<rdf:li xml:lang=\"x-default\">© Ana &amp; &lt;friends&gt;</rdf:li>"),
        "{xmp}"
    );
}

#[test]
fn pdfpc_file_has_notes_and_steps() {
    let mut deck = deck_with_transitions();
    deck.scene.show.seconds = Some(1200.0);
    deck.scene.pages[0].notes = Some("Say \"hello\" *twice*\nand wait".into());
    let expected = serde_json::json!({
        "pdfpcFormat": 2,
        "duration": 20,
        "disableMarkdown": false,
        "pages": [
            { "idx": 0, "label": "1", "overlay": 0, "note": "Say \"hello\" *twice*\nand wait" },
            { "idx": 1, "label": "1", "overlay": 1, "note": "Say \"hello\" *twice*\nand wait" },
            { "idx": 2, "label": "2", "overlay": 0 }
        ]
    });
    let actual: serde_json::Value =
        serde_json::from_str(&plenary::pdf::write_pdfpc(&deck.scene, StepSelection::All)).unwrap();
    assert_eq!(actual, expected);
}
