//! The authors of a cited work: left out, shortened, or replaced by what a sentence names instead.

use hayagriva::citationberg::json::{Item, Value};
use hayagriva::types::EntryType;
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Entry, Formatted};

use super::pieces::{Piece, PieceCollector, is_mark, plain_text};

/// The fewest authors that a sentence shortens, in styles that show numbers: “Silva et al. [1]”.
const MIN_SHORTENED_NAMES: usize = 3;

/// Removes the author from a cited work, and the sign after it.
pub(super) fn remove_author(child: &mut ElemChild) {
    let ElemChild::Elem(elem) = child else { return };
    if remove_names(&mut elem.children) {
        trim_start(&mut elem.children);
    }
}

fn remove_names(children: &mut ElemChildren) -> bool {
    for index in 0..children.0.len() {
        if let ElemChild::Elem(elem) = &mut children.0[index] {
            if matches!(elem.meta, Some(ElemMeta::Names(_))) {
                children.0.remove(index);
                return true;
            }
            if remove_names(&mut elem.children) {
                return true;
            }
        }
    }
    false
}

/// Removes signs and spaces at the start.
fn trim_start(children: &mut ElemChildren) -> bool {
    for child in &mut children.0 {
        match child {
            ElemChild::Text(text) => {
                let is_sign = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.');
                text.text = text.text.trim_start_matches(is_sign).to_owned();
                if !text.text.is_empty() {
                    return true;
                }
            }
            ElemChild::Elem(elem) => {
                if trim_start(&mut elem.children) {
                    return true;
                }
            }
            _ => return true,
        }
    }
    false
}

/// Keeps the first of many authors. `and_others` is “et al.”.
pub(super) fn shorten_names(child: &mut ElemChild, and_others: &str) {
    let ElemChild::Elem(elem) = child else { return };
    if !matches!(elem.meta, Some(ElemMeta::Names(_))) {
        elem.children.0.iter_mut().for_each(|child| shorten_names(child, and_others));
        return;
    }
    let children = &mut elem.children.0;
    if children.iter().map(count_names).sum::<usize>() < MIN_SHORTENED_NAMES {
        return;
    }
    let Some(first) = children.iter().position(|child| count_names(child) > 0) else { return };
    if count_names(&children[first]) > 1 {
        children.iter_mut().for_each(|child| shorten_names(child, and_others));
        return;
    }
    let others = children.split_off(first + 1);
    let mut shown = PieceCollector::default();
    others.iter().for_each(|child| shown.push_child(child));
    let space = if plain_text(&shown.finish()).ends_with(' ') { " " } else { "" };
    let separator = others.into_iter().find_map(|child| match child {
        ElemChild::Text(text) => Some(text),
        _ => None,
    });
    if let Some(mut text) = separator {
        text.text = format!(" {and_others}{space}");
        children.push(ElemChild::Text(text));
    }
}

/// Names authors by their family names in a sentence, if the style inverts names: “Doe [Doe15]”
/// instead of “Doe, Jane: [Doe15]”. `and` and `and_others` are these words.
pub(super) fn use_family_names(child: &mut ElemChild, and: &str, and_others: &str) {
    let ElemChild::Elem(elem) = child else { return };
    let Some(ElemMeta::Names(names)) = &elem.meta else {
        let children = elem.children.0.iter_mut();
        children.for_each(|child| use_family_names(child, and, and_others));
        return;
    };
    let Some((persons, _)) = names.iter().find(|(persons, _)| !persons.is_empty()) else { return };
    let mut shown = PieceCollector::default();
    shown.push_children(&elem.children);
    let text = plain_text(&shown.finish());
    let is_inverted = text.strip_prefix(persons[0].name.as_str()).is_some_and(|rest| {
        let given = persons[0].given_name.as_deref().and_then(|given| given.chars().next());
        let rest = rest.trim_start_matches([',', ' ']);
        given.is_some() && rest.chars().next() == given
    });
    if !is_inverted {
        return;
    }
    let families: Vec<String> = persons
        .iter()
        .map(|person| match &person.prefix {
            Some(prefix) => format!("{prefix} {}", person.name),
            None => person.name.clone(),
        })
        .collect();
    let text = match families.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} {and} {two}"),
        [one, ..] => format!("{one} {and_others}"),
        [] => return,
    };
    if let Some(mut first) = first_text(&elem.children) {
        first.text = text;
        elem.children.0 = vec![ElemChild::Text(first)];
    }
}

fn first_text(children: &ElemChildren) -> Option<Formatted> {
    children.0.iter().find_map(|child| match child {
        ElemChild::Text(text) => Some(text.clone()),
        ElemChild::Elem(elem) => first_text(&elem.children),
        _ => None,
    })
}

fn count_names(child: &ElemChild) -> usize {
    let ElemChild::Elem(elem) = child else { return 0 };
    match elem.meta {
        Some(ElemMeta::Name(..)) => 1,
        _ => elem.children.0.iter().map(count_names).sum(),
    }
}

/// Returns what a sentence names instead of the authors of a work that has none: its editors, or
/// its title as it is written.
pub(super) fn title_in_text(entry: &Entry) -> Option<Piece> {
    if entry.authors().is_some_and(|authors| !authors.is_empty()) {
        return None;
    }
    let editors: Vec<&str> = match entry.entry_type() {
        EntryType::Book | EntryType::Anthology | EntryType::Proceedings | EntryType::Reference => {
            entry.editors().unwrap_or_default().iter().map(|name| name.name.as_str()).collect()
        }
        _ => Vec::new(),
    };
    match editors.as_slice() {
        [] => {}
        [one] => return Some(Piece::plain(*one)),
        [one, two] => return Some(Piece::plain(format!("{one}, {two}"))),
        [one, ..] => return Some(Piece::plain(format!("{one} et al."))),
    }
    let title = entry.title()?.value.to_string();
    let is_whole = matches!(
        entry.entry_type(),
        EntryType::Book
            | EntryType::Report
            | EntryType::Thesis
            | EntryType::Anthology
            | EntryType::Proceedings
            | EntryType::Reference
            | EntryType::Periodical
    );
    Some(title_piece(&title, is_whole))
}

/// As [`title_in_text`], for a work in CSL JSON.
pub(super) fn title_of_item(item: &Item) -> Option<Piece> {
    let has =
        |name: &str| matches!(item.0.get(name), Some(Value::Names(names)) if !names.is_empty());
    if has("author") {
        return None;
    }
    let title = item.0.get("title")?.to_str()?;
    let kind = item.0.get("type").and_then(|kind| kind.to_str()).unwrap_or_default();
    Some(title_piece(&title, matches!(&*kind, "book" | "report" | "thesis" | "periodical")))
}

/// Titles of books are in italics, others in quotation marks.
fn title_piece(title: &str, is_whole: bool) -> Piece {
    let title: String = title.chars().filter(|c| !is_mark(*c)).collect();
    match is_whole {
        true => Piece { is_italic: true, ..Piece::plain(title) },
        false => Piece::plain(format!("“{title}”")),
    }
}
