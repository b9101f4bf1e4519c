//! Moves the fields of a `.bib` entry that no style shows to those that styles show: who published
//! a work, where it is, and when.

use biblatex::{Chunk, ChunksExt, DateValue, Entry, EntryType, PermissiveType, Spanned};
use hayagriva::types::Date;

use super::bib_fields::{FieldIssue, whole_span};
use super::identifiers::{is_arxiv_id, strip_start};

/// The library's entries have one date. Their first year has this name among the identifiers, of
/// which styles show only some.
pub(super) const FIRST_YEAR: &str = "first-year";

/// Editions in words: styles write “3rd ed.” only for numbers.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// Completes who published a work, where and in which edition. Adds what cannot be shown.
pub(super) fn complete_publication(entry: &mut Entry, issues: &mut Vec<FieldIssue>) {
    if let Some(number) = text_of(entry, "edition").and_then(|text| edition_number(&text)) {
        set(entry, "edition", &number.to_string());
    }
    name_publisher(entry);
    place_eprint(entry, issues);
    // The library takes a data set for a program, and a program for a document.
    match entry.entry_type {
        EntryType::Dataset => {
            entry.entry_type = EntryType::Misc;
            if !entry.fields.contains_key("type") {
                set(entry, "type", "Data set");
            }
        }
        EntryType::Software => entry.entry_type = EntryType::Dataset,
        _ => {}
    }
}

fn text_of(entry: &Entry, field: &str) -> Option<String> {
    let text = entry.fields.get(field)?.format_verbatim().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Sets a field to a text that is kept as it is, even if it has the word “and”.
fn set(entry: &mut Entry, field: &str, text: &str) {
    let span = entry.fields.get(field).map_or(0..0, whole_span);
    let chunk = Spanned::new(Chunk::Verbatim(text.to_owned()), span);
    entry.fields.insert(field.to_owned(), vec![chunk]);
}

/// Returns the number of an edition: 3 of `Third`, `3rd edition` and `third ed.`.
fn edition_number(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    let words = lower.trim_end_matches('.');
    let word = ["edition", "edn", "ed"].iter().find_map(|end| words.strip_suffix(end));
    let word = word.unwrap_or(words).trim();
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
    match digits.parse() {
        Ok(number) if is_number => Some(number),
        _ => ORDINALS.iter().position(|ordinal| *ordinal == word).map(|index| index + 1),
    }
}

/// Styles show no `school`, `institution` or `organization`, only a publisher.
fn name_publisher(entry: &mut Entry) {
    let fields = match entry.entry_type {
        EntryType::Thesis
        | EntryType::PhdThesis
        | EntryType::MastersThesis
        | EntryType::Report
        | EntryType::TechReport => ["institution", "school", "organization"],
        _ => ["organization", "institution", "school"],
    };
    let Some((field, name)) =
        fields.into_iter().find_map(|field| Some((field, text_of(entry, field)?)))
    else {
        return;
    };
    entry.fields.remove(field);
    // Its own publisher need not be named twice.
    if text_of(entry, "author").is_some_and(|author| author == name) {
        return;
    }
    let has = |field: &str| entry.fields.contains_key(field);
    // As in BibTeX.
    if entry.entry_type == EntryType::Manual && !has("author") && !has("editor") {
        set(entry, "author", &name);
        return;
    }
    match text_of(entry, "publisher") {
        None => set(entry, "publisher", &name),
        Some(publisher) if publisher.contains(&name) => {}
        Some(publisher) => set(entry, "publisher", &format!("{name}, {publisher}")),
    }
}

/// Styles show no eprint: it becomes an address, and that of arXiv names what published it.
fn place_eprint(entry: &mut Entry, issues: &mut Vec<FieldIssue>) {
    let Some(written) = text_of(entry, "eprint") else { return };
    let kind = ["eprinttype", "archiveprefix"].iter().find_map(|field| text_of(entry, field));
    let bare = strip_start(&written, "arxiv:").map(str::trim_start);
    let is_arxiv = match &kind {
        Some(kind) => kind.eq_ignore_ascii_case("arxiv"),
        None => bare.is_some() || is_arxiv_id(&written),
    };
    let id = bare.unwrap_or(&written);
    let address = match kind.unwrap_or_default().to_lowercase().as_str() {
        _ if id.starts_with("https://") || id.starts_with("http://") => id.to_owned(),
        _ if is_arxiv => format!("https://arxiv.org/abs/{id}"),
        "pubmed" | "pmid" => format!("https://pubmed.ncbi.nlm.nih.gov/{id}"),
        "jstor" => format!("https://www.jstor.org/stable/{id}"),
        "hdl" | "handle" => format!("https://hdl.handle.net/{id}"),
        "googlebooks" => format!("https://books.google.com/books?id={id}"),
        _ => {
            issues.push(FieldIssue {
                field: "eprint".to_owned(),
                range: entry.fields.get("eprint").map_or(0..0, whole_span),
                message: "is of an archive that is not known, so it is left out",
                help: Some("write its address in `url`"),
            });
            return;
        }
    };
    let has = |entry: &Entry, fields: &[&str]| {
        fields.iter().any(|field| entry.fields.contains_key(*field))
    };
    if !has(entry, &["url", "doi"]) {
        set(entry, "url", &address);
    }
    let names_source = has(entry, &["journal", "journaltitle", "booktitle", "publisher"]);
    if is_arxiv && !names_source && !id.contains("://") {
        let is_article = entry.entry_type == EntryType::Article;
        let field = if is_article { "journaltitle" } else { "publisher" };
        set(entry, field, &format!("arXiv:{id}"));
    }
}

/// Keeps the first year of a range of years, which the library leaves out.
pub(super) fn keep_first_year(entry: &Entry, converted: &mut hayagriva::Entry) {
    let Ok(PermissiveType::Typed(date)) = entry.date() else { return };
    let DateValue::Between(start, end) = date.value else { return };
    let Some(known) = converted.date().filter(|date| date.year == end.year) else { return };
    if start.year < end.year {
        let known = Date { month: None, day: None, season: None, ..*known };
        converted.set_date(known);
        converted.set_keyed_serial_number(FIRST_YEAR, start.year.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::edition_number;

    #[test]
    fn editions_are_numbers() {
        for text in ["3", "Third", "third edition", "3rd", "3rd ed.", "Third Ed."] {
            assert_eq!(edition_number(text), Some(3), "{text}");
        }
        for text in ["Revised", "3rd revised", "Limited", "2020.1"] {
            assert_eq!(edition_number(text), None, "{text}");
        }
    }
}
