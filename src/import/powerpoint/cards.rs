//! Boxes side by side: cards, timelines and cascades.

use super::compose::{MAX_HEADING_CHARS, is_short, strip_bold};
use super::item::BodyItem;
use super::paragraphs::BodyBlock;
use crate::import::write::OutlineValue;

/// The most words of a card.
const MAX_CARD_WORDS: usize = 60;

/// The most texts in a column without frames that is one card.
const MAX_CARD_TEXTS: usize = 3;

/// The most texts with labels beside them that are cards.
const MAX_LABELS: usize = 4;

/// The longest role of a person, in characters.
const MAX_ROLE_CHARS: usize = 60;

/// The longest date of an event, in characters.
const MAX_DATE_CHARS: usize = 20;

/// The most events of a timeline.
const MAX_EVENTS: usize = 8;

/// Arrows side by side, each leading to the next.
pub(super) fn as_cascade(columns: &[Vec<&BodyItem>]) -> Option<BodyBlock> {
    let is_arrow = |item: &&BodyItem| {
        let outline = item.outline.to_lowercase();
        outline.contains("chevron") || outline == "homeplate" || outline.contains("rightarrow")
    };
    let has_arrows = columns.iter().flatten().filter(|item| is_arrow(item)).count();
    if columns.len() < 3 || has_arrows + 1 < columns.len() {
        return None;
    }
    let mut levels = Vec::new();
    for column in columns {
        let title = column.first().filter(|item| item.is_free_text())?;
        let (label, mut rest) = split_title(title)?;
        rest.extend(column[1..].iter().flat_map(|item| item.blocks.clone()));
        levels.push(titled_map("label", Some(label), rest)?);
    }
    Some((
        "cascade",
        OutlineValue::Map(vec![
            ("direction".to_owned(), OutlineValue::word("right")),
            ("items".to_owned(), OutlineValue::List(levels)),
        ]),
    ))
}

/// Short texts side by side, in boxes or with pictures.
pub(super) fn as_cards(columns: &[Vec<&BodyItem>]) -> Option<BodyBlock> {
    let items = || columns.iter().flatten();
    let is_card_part = |item: &&BodyItem| item.is_free_text() || item.only("figure").is_some();
    let framed = items().filter(|item| item.is_framed && item.is_free_text()).count();
    let is_grid = columns.len() >= 3 || framed >= columns.len();
    if columns.len() < 2 || !is_grid || !items().all(is_card_part) {
        return None;
    }
    // Many texts in a column are a list, not a card.
    let texts = |column: &[&BodyItem]| column.iter().filter(|item| item.is_free_text()).count();
    if framed == 0 && columns.iter().any(|column| texts(column) > MAX_CARD_TEXTS) {
        return None;
    }
    // Boxes in several rows are read row by row.
    let rows = columns[0].len();
    let is_matrix = rows > 1
        && columns.iter().all(|column| column.len() == rows && !is_headed(column))
        && items().all(|item| item.is_framed && item.is_free_text());
    let cards: Vec<Vec<&BodyItem>> = if is_matrix {
        (0..rows).flat_map(|row| columns.iter().map(move |column| vec![column[row]])).collect()
    } else {
        columns.to_vec()
    };
    build_cards(&cards, is_matrix.then_some(columns.len()))
}

/// Builds cards of parts, `across` in a row if they have several rows.
pub(super) fn build_cards(cards: &[Vec<&BodyItem>], across: Option<usize>) -> Option<BodyBlock> {
    let is_card_part = |item: &&BodyItem| item.is_free_text() || item.only("figure").is_some();
    let mut items = cards.iter().flatten();
    if !items.all(|item| is_card_part(item) && item.word_count() <= MAX_CARD_WORDS) {
        return None;
    }
    let mut maps = Vec::new();
    for card in cards {
        let pictures = card.iter().filter(|item| item.only("figure").is_some()).count();
        let texts: Vec<&&BodyItem> = card.iter().filter(|item| item.is_free_text()).collect();
        if pictures > 1 || texts.is_empty() {
            return None;
        }
        let split = split_title(texts[0]).or_else(|| split_name(texts[0], pictures));
        let (title, mut blocks) = match split {
            Some((title, rest)) => (Some(title), rest),
            None => (None, texts[0].blocks.clone()),
        };
        blocks.extend(texts[1..].iter().flat_map(|item| item.blocks.clone()));
        let picture = card.iter().find_map(|item| item.only("figure")).cloned();
        blocks.extend(picture.map(|picture| ("figure", picture)));
        maps.push(titled_map("title", title, blocks)?);
    }
    if let Some(events) = as_events(&maps).filter(|_| across.is_none()) {
        return Some(("timeline", OutlineValue::List(events)));
    }
    if let Some(people) = as_people(&maps, cards) {
        return Some(("people", OutlineValue::List(people)));
    }
    join_numbers(&mut maps);
    let list = OutlineValue::List(maps);
    let value = match across {
        Some(across) => OutlineValue::Map(vec![
            ("across".to_owned(), OutlineValue::word(across.to_string())),
            ("items".to_owned(), list),
        ]),
        None => list,
    };
    Some(("cards", value))
}

/// Short texts one below the other, each with a longer one beside it: a card for each.
pub(super) fn as_label_rows(columns: &[Vec<&BodyItem>]) -> Option<BodyBlock> {
    let [labels, texts] = columns else { return None };
    let is_label = |item: &&&BodyItem| match item.only("text") {
        Some(OutlineValue::Text(text)) => is_short(text),
        _ => false,
    };
    let is_row = |(label, text): (&&BodyItem, &&BodyItem)| {
        let gap = (label.rect.middle().1 - text.rect.middle().1).abs();
        gap < label.rect.height * 0.5 && text.rect.width > label.rect.width * 1.5
    };
    let is_free = |item: &&BodyItem| item.is_free_text();
    let are_rows = labels.len() == texts.len()
        && (2..=MAX_LABELS).contains(&labels.len())
        && labels.iter().all(|label| is_label(&label) && is_free(label))
        && texts.iter().all(is_free)
        && labels.iter().zip(texts).all(is_row);
    let rows: Vec<Vec<&BodyItem>> =
        labels.iter().zip(texts).map(|(label, text)| vec![*label, *text]).collect();
    are_rows.then(|| build_cards(&rows, None)).flatten()
}

/// Pictures one below the other, each with short texts beside it: a card for each.
pub(super) fn as_picture_rows(columns: &[Vec<&BodyItem>]) -> Option<BodyBlock> {
    let is_picture = |item: &&BodyItem| item.only("figure").is_some();
    let [first, second] = columns else { return None };
    let (pictures, texts) =
        if first.iter().all(is_picture) { (first, second) } else { (second, first) };
    if pictures.len() < 3 || !pictures.iter().all(is_picture) {
        return None;
    }
    let mut rows: Vec<Vec<&BodyItem>> = pictures.iter().map(|picture| vec![*picture]).collect();
    for text in texts {
        let middle = text.rect.middle().1;
        let nearest = rows.iter_mut().min_by(|a, b| {
            let distance = |row: &[&BodyItem]| (row[0].rect.middle().1 - middle).abs();
            distance(a).total_cmp(&distance(b))
        });
        nearest?.push(text);
    }
    rows.iter().all(|row| row.len() > 1).then(|| as_cards(&rows)).flatten()
}

/// Makes events of cards that start with dates in order.
fn as_events(cards: &[OutlineValue]) -> Option<Vec<OutlineValue>> {
    if !(3..=MAX_EVENTS).contains(&cards.len()) {
        return None;
    }
    let mut last = String::new();
    let mut events = Vec::new();
    for card in cards {
        let OutlineValue::Map(entries) = card else { return None };
        let [(title, OutlineValue::Text(when)), (text, OutlineValue::Text(what))] =
            entries.as_slice()
        else {
            return None;
        };
        let year: String = when.chars().filter(char::is_ascii_digit).collect();
        let is_year = year.len() == 4
            && year.starts_with(['1', '2'])
            && when.chars().count() <= MAX_DATE_CHARS;
        if title != "title" || text != "text" || !is_year || year < last {
            return None;
        }
        last = year;
        let key = if is_short(what) { "title" } else { "text" };
        events.push(OutlineValue::Map(vec![
            ("when".to_owned(), OutlineValue::Text(when.clone())),
            (key.to_owned(), OutlineValue::Text(what.clone())),
        ]));
    }
    Some(events)
}

/// Makes people of cards with round pictures, names and short texts.
fn as_people(maps: &[OutlineValue], cards: &[Vec<&BodyItem>]) -> Option<Vec<OutlineValue>> {
    let is_portrait = |item: &&BodyItem| item.only("figure").is_some() && item.outline == "ellipse";
    if !cards.iter().all(|card| card.iter().any(is_portrait)) {
        return None;
    }
    let person = |card: &OutlineValue| {
        let OutlineValue::Map(entries) = card else { return None };
        let entry = |(key, value): &(String, OutlineValue)| {
            let is_line =
                |text: &str| text.chars().count() <= MAX_ROLE_CHARS && !text.contains('\n');
            let key = match (key.as_str(), value) {
                ("title", _) => "name",
                ("text", OutlineValue::Text(text)) if is_line(text) => "role",
                ("figure", _) => "photo",
                _ => return None,
            };
            Some((key.to_owned(), value.clone()))
        };
        let entries: Option<Vec<_>> = entries.iter().map(entry).collect();
        entries.filter(|entries| entries[0].0 == "name").map(OutlineValue::Map)
    };
    maps.iter().map(person).collect()
}

/// Puts the numbers of steps before the words that they number.
fn join_numbers(cards: &mut [OutlineValue]) {
    let has_number = |(index, card): (usize, &OutlineValue)| {
        let OutlineValue::Map(entries) = card else { return false };
        let [(_, OutlineValue::Text(title)), (key, OutlineValue::Text(text))] = entries.as_slice()
        else {
            return false;
        };
        let first = text.split("\n\n").next().unwrap_or_default();
        let number = title.trim_start_matches('0').trim_end_matches(['.', '\\']);
        key == "text" && number == (index + 1).to_string() && is_short(first)
    };
    if cards.len() < 2 || !cards.iter().enumerate().all(has_number) {
        return;
    }
    for (index, card) in cards.iter_mut().enumerate() {
        let OutlineValue::Map(entries) = card else { continue };
        let OutlineValue::Text(text) = entries[1].1.clone() else { continue };
        let (first, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
        let title = format!("{}. {}", index + 1, strip_bold(first));
        entries[0].1 = OutlineValue::Text(title);
        entries[1].1 = OutlineValue::Text(rest.to_owned());
        entries.retain(|(_, value)| *value != OutlineValue::Text(String::new()));
    }
}

/// Divides the text below a picture into a name and what follows it.
fn split_name(item: &BodyItem, pictures: usize) -> Option<(String, Vec<BodyBlock>)> {
    let [("text", OutlineValue::Text(text))] = item.blocks.as_slice() else { return None };
    let (name, rest) = text.split_once("\n\n")?;
    let is_name = pictures == 1 && is_short(name) && rest.chars().count() <= MAX_HEADING_CHARS;
    is_name.then(|| (strip_bold(name), vec![("text", OutlineValue::Text(rest.to_owned()))]))
}

/// Whether a column is a low box right above a higher one: a heading and its text.
fn is_headed(column: &[&BodyItem]) -> bool {
    let [head, body] = column else { return false };
    let gap = body.rect.y - head.rect.bottom();
    head.rect.height < body.rect.height * 0.5 && gap.abs() < head.rect.height * 0.3
}

/// Divides a box into its title and the rest: a heading, or a text that is short as a whole.
fn split_title(item: &BodyItem) -> Option<(String, Vec<BodyBlock>)> {
    match item.blocks.as_slice() {
        [("heading", OutlineValue::Text(title)), rest @ ..] => Some((title.clone(), rest.to_vec())),
        [("text", OutlineValue::Text(text)), rest @ ..] if is_short(text) => {
            Some((strip_bold(text), rest.to_vec()))
        }
        _ => None,
    }
}

/// Builds a card or level. Blocks of one kind can occur only once in it.
fn titled_map(key: &str, title: Option<String>, blocks: Vec<BodyBlock>) -> Option<OutlineValue> {
    let mut entries: Vec<(String, OutlineValue)> = Vec::new();
    entries.extend(title.map(|title| (key.to_owned(), OutlineValue::Text(title))));
    for (key, value) in blocks {
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, OutlineValue::Text(known))) if key == "text" => match value {
                OutlineValue::Text(text) => *known = format!("{known}\n\n{text}"),
                _ => return None,
            },
            Some(_) => return None,
            None => entries.push((key.to_owned(), value)),
        }
    }
    (!entries.is_empty()).then_some(OutlineValue::Map(entries))
}
