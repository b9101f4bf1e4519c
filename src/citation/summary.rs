//! What an editor shows about a work.

use super::driver::{
    CitationForm, CitationPlace, CitationRequest, WorkSelection, format_citations,
};
use super::library::{Library, Work};
use super::pieces::plain_text;
use super::style::CitationStyle;
use super::syntax::{AuthorForm, CitedWork};
use hayagriva::citationberg::json::{NameValue, Value};

impl Library {
    /// Returns author, year and title of a work in one line, without reading the whole entry.
    pub(crate) fn describe_work(&self, key: &str) -> String {
        let names: [&[&str]; 3] =
            [&["author", "editor", "organization"], &["year", "date"], &["title"]];
        let raw = self.raw_fields(key, names).unwrap_or_default();
        let parts: Vec<String> = if raw.iter().any(Option::is_some) {
            raw.into_iter().flatten().collect()
        } else {
            match self.read_work(key, &mut Vec::new()) {
                Some(Work::Entry(entry)) => {
                    let authors: Vec<String> = entry
                        .authors()
                        .unwrap_or_default()
                        .iter()
                        .map(|author| author.name_first(false, false))
                        .collect();
                    let year = entry.date().map(|date| date.year.to_string());
                    let title = entry.title().map(|title| title.value.to_string());
                    let authors = Some(authors.join(" and ")).filter(|names| !names.is_empty());
                    authors.into_iter().chain(year).chain(title).collect()
                }
                Some(Work::Item(item)) => {
                    let authors = item.0.get("author").map(|names| match names {
                        Value::Names(names) => {
                            let names: Vec<String> = names.iter().map(family_name).collect();
                            names.join(", ")
                        }
                        _ => String::new(),
                    });
                    let title = item.0.get("title").and_then(|title| title.to_str());
                    authors.into_iter().chain(title.map(|title| title.into_owned())).collect()
                }
                None => Vec::new(),
            }
        };
        parts.join(" · ")
    }

    /// Returns the entry of a work in a list of works, as plain text.
    pub(crate) fn format_entry(
        &self,
        key: &str,
        style: &CitationStyle,
        lang: &str,
    ) -> Option<String> {
        let work = CitedWork {
            key: key.to_owned(),
            key_start: 0,
            prefix: String::new(),
            suffix: String::new(),
            author: AuthorForm::Usual,
        };
        let request = CitationRequest {
            works: std::slice::from_ref(&work),
            form: CitationForm::Bracketed,
            place: CitationPlace::Text,
            slide: 0,
            lang,
        };
        let formatted = format_citations(self, style, lang, &[request], WorkSelection::Cited);
        let entry = formatted.entries.first()?;
        Some(plain_text(&entry.pieces))
    }
}

fn family_name(name: &NameValue) -> String {
    match name {
        NameValue::Literal(name) => name.literal.clone(),
        NameValue::Item(name) => name.family.clone(),
    }
}
