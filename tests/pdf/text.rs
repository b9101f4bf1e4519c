//! Words, and what is read for them.

use plenary::geometry::Rect;
use plenary::scene::{Colour, ItemKind, ListNumbering, Role};

use crate::build::{Deck, keep, rectangle, shared};

fn checklist() -> Deck {
    let mut deck = Deck::new();
    deck.words(Role::Heading(1), "Check\u{ad}list of the day", 60.0, 80.0, 36.0);
    let list = deck.add(deck.slide, Role::List(ListNumbering::Unordered));
    for (index, (state, words)) in
        [("done", "Book the room"), ("not done", "Print the badges")].into_iter().enumerate()
    {
        let y = 150.0 + 40.0 * index as f32;
        let item = deck.add(list, Role::ListItem);
        let label = deck.add(item, Role::Label);
        let mut shape = rectangle(Rect::new(60.0, y - 14.0, 14.0, 14.0), Colour::rgb(0, 80, 160));
        shape.actual_text = shared(state);
        deck.item(Some(label), ItemKind::Shape(shape));
        let body = deck.add(item, Role::ListBody);
        deck.text(body, words, 84.0, y, 20.0);
    }
    deck
}

#[test]
fn writing_twice_gives_the_same_bytes() {
    let bytes = checklist().write();
    keep("checklist.pdf", &bytes);
    assert_eq!(bytes, checklist().write());
}

#[test]
fn a_word_that_is_broken_between_lines_can_be_found() {
    let mut deck = Deck::new();
    let paragraph =
        deck.words(Role::Paragraph, "A co-operation of many insti\u{ad}", 60.0, 80.0, 20.0);
    deck.text(paragraph, "tutions and 5\u{a0}000 people,", 60.0, 104.0, 20.0);
    deck.text(paragraph, "self-governed", 60.0, 128.0, 20.0);
    let bytes = deck.write();
    keep("hyphens.pdf", &bytes);
}
