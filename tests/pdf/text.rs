//! Text, and what is read for it.

use plenary::geometry::Rect;
use plenary::scene::{Colour, ItemKind, ListNumbering, Role};

use crate::build::{TestDeck, rectangle_shape, save_pdf, to_shared};

fn checklist_deck() -> TestDeck {
    let mut deck = TestDeck::new();
    deck.push_block(Role::Heading(1), "Check\u{ad}list of the day", 60.0, 80.0, 36.0);
    let list = deck.add_element(deck.slide, Role::List(ListNumbering::Unordered));
    for (index, (state, words)) in
        [("done", "Book the room"), ("not done", "Print the badges")].into_iter().enumerate()
    {
        let y = 150.0 + 40.0 * index as f32;
        let item = deck.add_element(list, Role::ListItem);
        let label = deck.add_element(item, Role::Label);
        let mut shape =
            rectangle_shape(Rect::new(60.0, y - 14.0, 14.0, 14.0), Colour::rgb(0, 80, 160));
        shape.actual_text = to_shared(state);
        deck.push_item(Some(label), ItemKind::Shape(shape));
        let body = deck.add_element(item, Role::ListBody);
        deck.push_text(body, words, 84.0, y, 20.0);
    }
    deck
}

#[test]
fn writing_twice_gives_the_same_bytes() {
    let bytes = checklist_deck().write();
    save_pdf("checklist.pdf", &bytes);
    assert_eq!(bytes, checklist_deck().write());
}

#[test]
fn hyphenated_words_are_searchable() {
    let mut deck = TestDeck::new();
    let paragraph =
        deck.push_block(Role::Paragraph, "A co-operation of many insti\u{ad}", 60.0, 80.0, 20.0);
    deck.push_text(paragraph, "tutions and 5\u{a0}000 people,", 60.0, 104.0, 20.0);
    deck.push_text(paragraph, "self-governed", 60.0, 128.0, 20.0);
    let bytes = deck.write();
    save_pdf("hyphens.pdf", &bytes);
}
