//! Completes the fields of a `.bib` entry where the library would lose or change them.

use std::ops::Range;

use biblatex::{Chunk, Chunks, ChunksExt, Entry, EntryType, PermissiveType, Spanned};
use hayagriva::types::{MaybeTyped, PageRanges, PageRangesPart};

use super::bib_publication::complete_publication;

/// What is wrong with a field.
pub(super) struct FieldIssue {
    /// The name of the field.
    pub field: String,
    /// Where its value is; a range of the entry.
    pub range: Range<usize>,
    /// What is wrong, after the name of the field and the entry.
    pub message: &'static str,
    /// What to do, if it is not to correct the value.
    pub help: Option<&'static str>,
}

/// Completes the fields of an entry. Returns what cannot be kept.
pub(super) fn complete_fields(entry: &mut Entry) -> Vec<FieldIssue> {
    for (title, subtitle) in [
        ("title", "subtitle"),
        ("booktitle", "booksubtitle"),
        ("maintitle", "mainsubtitle"),
        ("journaltitle", "journalsubtitle"),
    ] {
        join_subtitle(entry, title, subtitle);
    }
    find_address(entry);
    let mut issues = Vec::new();
    complete_publication(entry, &mut issues);
    check_pages(entry, &mut issues);
    check_date(entry, &mut issues);
    issues
}

/// The library ignores subtitles.
fn join_subtitle(entry: &mut Entry, title: &str, subtitle: &str) {
    if !entry.fields.contains_key(title) {
        return;
    }
    let Some(second) = entry.fields.remove(subtitle) else { return };
    let Some(first) = entry.fields.get_mut(title) else { return };
    let sign = match first.last().map(|part| part.v.get()) {
        Some(end) if end.trim_end().ends_with(['.', '?', '!', ':']) => " ",
        _ => ": ",
    };
    let span = first.last().map_or(0..0, |part| part.span.clone());
    first.push(Spanned::new(Chunk::Normal(sign.to_owned()), span));
    first.extend(second);
}

/// Takes the address from `howpublished` and `note`, which most styles do not show.
fn find_address(entry: &mut Entry) {
    for field in ["howpublished", "note"] {
        let Some(chunks) = entry.fields.get(field) else { continue };
        let text = chunks.format_verbatim();
        let span = whole_span(chunks);
        let start = text.find("https://").or_else(|| text.find("http://"));
        if let Some(start) = start.filter(|_| !entry.fields.contains_key("url")) {
            let address = text[start..].split_whitespace().next().unwrap_or_default();
            let address = address.trim_end_matches(['.', ',', ';', ')']).to_owned();
            let rest = text.replacen(&address, "", 1);
            let url = Spanned::new(Chunk::Verbatim(address), span.clone());
            entry.fields.insert("url".to_owned(), vec![url]);
            if field == "howpublished" {
                let rest = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                entry.fields.remove(field);
                if !rest.is_empty() {
                    let rest = Spanned::new(Chunk::Normal(rest), span);
                    entry.fields.insert(field.to_owned(), vec![rest]);
                }
            }
        }
    }
    // How a work was published is shown like its publisher.
    let has_publisher = ["publisher", "institution", "organization", "school"]
        .iter()
        .any(|field| entry.fields.contains_key(*field));
    let is_loose = matches!(
        entry.entry_type,
        EntryType::Misc | EntryType::Booklet | EntryType::Unpublished | EntryType::Unknown(_)
    );
    if is_loose
        && !has_publisher
        && let Some(how) = entry.fields.remove("howpublished")
    {
        entry.fields.insert("publisher".to_owned(), how);
    }
}

fn check_pages(entry: &mut Entry, issues: &mut Vec<FieldIssue>) {
    let Some(pages) = entry.fields.get("pages") else { return };
    if !pages.format_verbatim().contains(char::is_alphanumeric) {
        issues.push(FieldIssue {
            field: "pages".to_owned(),
            range: whole_span(pages),
            message: "has no page numbers, so it is left out",
            help: None,
        });
        entry.fields.remove("pages");
    }
}

/// The library leaves out a date that it cannot read.
fn check_date(entry: &mut Entry, issues: &mut Vec<FieldIssue>) {
    let Some(date) = entry.fields.get("date") else { return };
    if !matches!(entry.date(), Ok(PermissiveType::Chunks(_))) {
        return;
    }
    let text = date.format_verbatim();
    let range = whole_span(date);
    let year = text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let year = year.filter(|_| !text[4..].starts_with(|c: char| c.is_ascii_digit()));
    let message = match year {
        Some(year) => {
            let year = Spanned::new(Chunk::Normal(year.to_owned()), range.clone());
            entry.fields.insert("date".to_owned(), vec![year]);
            "is not a date, so only its year is shown"
        }
        None => {
            entry.fields.remove("date");
            "is not a date, so it is left out"
        }
    };
    issues.push(FieldIssue { field: "date".to_owned(), range, message, help: None });
}

/// Returns where the value of a field is in the entry.
pub(super) fn whole_span(chunks: &Chunks) -> Range<usize> {
    let start = chunks.iter().map(|part| part.span.start).min().unwrap_or_default();
    start..chunks.iter().map(|part| part.span.end).max().unwrap_or(start)
}

/// Writes a comma between ranges of pages: the library joins `12-34` and `56` directly.
pub(super) fn separate_pages(entry: &mut hayagriva::Entry) {
    let Some(MaybeTyped::Typed(pages)) = entry.page_range() else { return };
    let is_sign =
        |part: &PageRangesPart| matches!(part, PageRangesPart::Comma | PageRangesPart::Ampersand);
    if pages.ranges.len() < 2 || pages.ranges.iter().any(is_sign) {
        return;
    }
    let mut ranges = Vec::new();
    for part in &pages.ranges {
        if !ranges.is_empty() {
            ranges.push(PageRangesPart::Comma);
        }
        ranges.push(part.clone());
    }
    entry.set_page_range(MaybeTyped::Typed(PageRanges::new(ranges)));
}

/// Returns the text of a file with braces around the values in quotation marks that have quotation
/// marks in braces: the library ends such a value too early. The length stays the same.
pub(super) fn replace_quotation_marks(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut result = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let before = bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
        if bytes[at] != b'"' || !matches!(before, Some(b'=' | b'#')) {
            at += 1;
            continue;
        }
        let Some((end, has_inner)) = find_quote_end(bytes, at + 1) else { break };
        if has_inner {
            result[at] = b'{';
            result[end] = b'}';
        }
        at = end + 1;
    }
    // Only quotation marks, which are one byte each, were replaced.
    String::from_utf8(result).unwrap_or_else(|_| text.to_owned())
}

/// Returns the quotation mark that ends a value, and whether others are in braces before it.
fn find_quote_end(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let (mut depth, mut has_inner) = (0_usize, false);
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            b'"' if depth == 0 => return Some((at, has_inner)),
            b'"' => has_inner = true,
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::replace_quotation_marks;

    #[test]
    fn quotation_marks_in_braces_do_not_end_a_value() {
        let text = "@book{a, title=\"Say {\"}x{\"} \\\" end\", note = \"plain {b}\"}";
        let expected = "@book{a, title={Say {\"}x{\"} \\\" end}, note = \"plain {b}\"}";
        assert_eq!(replace_quotation_marks(text), expected);
        let open = "@book{a, title = \"no end {\"}";
        assert_eq!(replace_quotation_marks(open), open);
    }
}
