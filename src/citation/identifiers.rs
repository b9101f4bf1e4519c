//! Identifiers of works as people write them: a DOI with its address, an eprint of arXiv.

use hayagriva::Entry;
use hayagriva::citationberg::json::{Item, Value};

/// What people write before a DOI.
const DOI_PREFIXES: &[&str] = &[
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "https://www.doi.org/",
    "http://www.doi.org/",
    "https://doi.org/",
    "http://doi.org/",
    "dx.doi.org/",
    "doi.org/",
    "doi:",
    "doi ",
];

/// Returns a DOI without the address before it: styles write that themselves.
fn strip_doi(text: &str) -> &str {
    let mut rest = text.trim();
    let strip = |text| DOI_PREFIXES.iter().find_map(|prefix| strip_start(text, prefix));
    while let Some(next) = strip(rest) {
        rest = next.trim_start();
    }
    rest
}

/// Removes `prefix`, in small letters or capitals, from the start of a text.
pub(super) fn strip_start<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// Cleans the DOI of a work.
pub(super) fn clean_entry(entry: &mut Entry) {
    let doi = entry.doi().map(|doi| (strip_doi(doi).to_owned(), doi.len()));
    if let Some((doi, _)) = doi.filter(|(doi, length)| doi.len() != *length) {
        entry.set_doi(doi);
    }
}

/// Cleans the DOI of a work in CSL JSON.
pub(super) fn clean_item(item: &mut Item) {
    if let Some(Value::String(doi)) = item.0.get_mut("DOI") {
        *doi = strip_doi(doi).to_owned();
    }
}

/// Whether a text looks like an identifier of arXiv: `2001.12345v2`.
pub(super) fn is_arxiv_id(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(month, number)| {
        let number = number.split('v').next().unwrap_or_default();
        month.len() == 4 && is_number(month) && matches!(number.len(), 4 | 5) && is_number(number)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_arxiv_id, strip_doi};

    #[test]
    fn identifiers_are_bare() {
        for text in [
            "10.1/x",
            "doi:10.1/x",
            "DOI: 10.1/x",
            "https://doi.org/10.1/x",
            "http://dx.doi.org/10.1/x",
            "https://doi.org/https://doi.org/10.1/x",
        ] {
            assert_eq!(strip_doi(text), "10.1/x");
        }
        assert!(is_arxiv_id("2001.12345v2") && !is_arxiv_id("10.1000/182"));
    }
}
