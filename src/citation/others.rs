//! “And others” at the end of a list of names: `author = {Silva, Ana and others}`.
//!
//! BibTeX shows “et al.”, but the library takes “others” for a person. So marks replace that name,
//! and “et al.” replaces the marks when the names are formatted.

use hayagriva::types::Person;
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Entry};

/// The name of the others.
pub(super) const OTHERS: char = '\u{e01a}';

/// From this number of names, the library writes `Sil+20` as a label.
const MIN_LABEL_NAMES: usize = 4;

/// Marks the others in the names of a work and of what contains it.
pub(super) fn mark_others(entry: &mut Entry) {
    if let Some(names) = entry.authors().and_then(mark_names) {
        entry.set_authors(names);
    }
    if let Some(names) = entry.editors().and_then(mark_names) {
        entry.set_editors(names);
    }
    if !entry.parents().is_empty() {
        let mut parents = entry.parents().to_vec();
        parents.iter_mut().for_each(mark_others);
        entry.set_parents(parents);
    }
}

fn mark_names(names: &[Person]) -> Option<Vec<Person>> {
    let (last, known) = names.split_last()?;
    if known.is_empty() || last.name != "others" || last.given_name.is_some() {
        return None;
    }
    let mut mark = last.clone();
    mark.name = OTHERS.to_string();
    let count = MIN_LABEL_NAMES.saturating_sub(known.len()).max(1);
    let mut marked = known.to_vec();
    marked.extend(std::iter::repeat_n(mark, count));
    Some(marked)
}

/// Replaces the marks in formatted names by `and_others`, which is “et al.”.
pub(super) fn replace_others(children: &mut ElemChildren, and_others: &str) {
    for child in &mut children.0 {
        if let ElemChild::Elem(elem) = child {
            replace_others(&mut elem.children, and_others);
        }
    }
    let shows_mark = |child: &ElemChild| is_name(child) && text_of(child).contains(OTHERS);
    let Some(first) = children.0.iter().position(shows_mark) else { return };
    let last = children.0.iter().rposition(shows_mark).unwrap_or(first);
    let known = children.0[..first].iter().rposition(is_name).map_or(0, |index| index + 1);
    let mut removed = children.0.drain(known..=last);
    let separator = removed.find_map(|child| match child {
        ElemChild::Text(text) => Some(text),
        _ => None,
    });
    drop(removed);
    if let Some(mut text) = separator {
        let comma = if text.text.starts_with(',') { "," } else { "" };
        text.text = format!("{comma} {and_others}");
        children.0.insert(known, ElemChild::Text(text));
    }
}

fn is_name(child: &ElemChild) -> bool {
    matches!(child, ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Name(..))))
}

fn text_of(child: &ElemChild) -> String {
    let ElemChild::Elem(elem) = child else { return String::new() };
    elem.children
        .0
        .iter()
        .map(|child| match child {
            ElemChild::Text(text) => text.text.clone(),
            other => text_of(other),
        })
        .collect()
}
