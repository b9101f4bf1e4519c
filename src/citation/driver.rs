//! Formats all citations of a deck and the list of works: the only place that drives the library.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, StyleClass, TermForm};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest as LibraryRequest,
    CitePurpose, ElemChild, ElemMeta, Entry, LocatorPayload, Rendered, SpecificLocator,
};

use super::issue::Issue;
use super::library::{Library, Work};
use super::locale::{load_locales, locale_name};
use super::locator::{ParsedSuffix, parse_suffix};
use super::names::{remove_author, shorten_names, title_in_text, title_of_item};
use super::pieces::{
    Piece, PieceCollector, plain_text, split_label, strip_parentheses, tidy_signs, trim,
};
use super::spacing::join_numbers;
use super::style::{CitationStyle, WorkKind, load_foot_style, shows_labels};
use super::syntax::{AuthorForm, CitedWork};
use super::title_case::{protect_entry, protect_item};
use crate::library_panic::catch_panic;

/// A citation in a deck.
#[derive(Clone, Debug)]
pub(crate) struct CitationRequest<'c> {
    /// The works that it names.
    pub works: &'c [CitedWork],
    /// How it is written.
    pub form: CitationForm,
    /// Where it is shown.
    pub place: CitationPlace,
    /// The slide that it is on: “ibid.” refers only to the same slide.
    pub slide: usize,
    /// The language of the slide.
    pub lang: &'c str,
}

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CitationForm {
    /// In brackets.
    Bracketed,
    /// As part of the sentence.
    InText,
    /// Only the author, as part of the sentence; the citation is at the foot.
    AuthorOnly,
}

/// Where a citation is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CitationPlace {
    /// In the text.
    Text,
    /// At the foot of the slide.
    Foot,
}

/// Which works a list contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WorkSelection {
    /// Those that are cited.
    Cited,
    /// All works of the files.
    All,
}

/// The result of formatting.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormattedWorks {
    /// The citations, in the order of the requests.
    pub citations: Vec<Vec<Piece>>,
    /// The list of works, in the order of the style.
    pub entries: Vec<FormattedEntry>,
    /// What is wrong with entries.
    pub issues: Vec<Issue>,
}

/// An entry of the list of works.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FormattedEntry {
    /// The key of the work.
    pub key: String,
    /// The number or label before it.
    pub label: Option<Vec<Piece>>,
    /// The entry itself.
    pub pieces: Vec<Piece>,
}

/// The key of the work that separates the slides, so that no note refers to another slide.
const SEPARATOR_KEY: &str = "\u{0}separator";

/// Formats citations and the list of works. Works that cannot be read are left out.
pub(crate) fn format_citations(
    library: &Library,
    style: &CitationStyle,
    lang: &str,
    requests: &[CitationRequest<'_>],
    selection: WorkSelection,
) -> FormattedWorks {
    let mut issues = Vec::new();
    let mut keys: Vec<&str> = Vec::new();
    let mut known = BTreeSet::new();
    for work in requests.iter().flat_map(|request| request.works) {
        if known.insert(work.key.as_str()) {
            keys.push(&work.key);
        }
    }
    if selection == WorkSelection::All {
        keys.extend(library.keys_in_file_order().into_iter().filter(|key| known.insert(key)));
    }
    // Works of one deck are of one kind: the deck's reader does not accept others.
    let (mut entries, mut items) = (BTreeMap::new(), BTreeMap::new());
    let mut titles = BTreeMap::new();
    for &key in &keys {
        match library.read_work(key, &mut issues) {
            Some(Work::Entry(mut entry)) => {
                titles.extend(title_in_text(&entry).map(|title| (key, title)));
                protect_entry(&mut entry);
                entries.insert(key, *entry);
            }
            Some(Work::Item(mut item)) => {
                titles.extend(title_of_item(&item).map(|title| (key, title)));
                protect_item(&mut item);
                items.insert(key, item);
            }
            None => {}
        }
    }
    let kind = if items.is_empty() { WorkKind::Entries } else { WorkKind::Items };
    let Some(loaded) = style.load(kind) else {
        return FormattedWorks { issues, ..FormattedWorks::default() };
    };
    let name = locale_name(lang);
    let mut names = vec![name];
    names.extend(requests.iter().map(|request| locale_name(request.lang)));
    let locales = load_locales(&names);
    let foot_style = if shows_labels(&loaded) { load_foot_style() } else { None };
    let suffixes = parse_suffixes(requests, &locales);
    let style = loaded;
    let keys = &keys;
    let job = Job { style, foot_style, name, locales, requests, suffixes, keys, titles, selection };
    let rendered = match kind {
        WorkKind::Entries => catch_panic(|| render_entries(&job, &entries)),
        WorkKind::Items => catch_panic(|| render_items(&job, &items)),
    };
    let Some(rendered) = rendered else {
        let message = "the works cannot be formatted in this citation style";
        let help = "use another `citation_style`";
        issues.push(Issue::error(0, 0..0, message, help));
        return FormattedWorks { issues, ..FormattedWorks::default() };
    };
    let (citations, entries) = job.collect(rendered);
    FormattedWorks { citations, entries, issues }
}

/// What is to be formatted.
struct Job<'c> {
    style: IndependentStyle,
    foot_style: Option<IndependentStyle>,
    /// The name of the locale.
    name: &'static str,
    locales: Vec<Locale>,
    requests: &'c [CitationRequest<'c>],
    /// What follows the keys of the works of each request.
    suffixes: Vec<Vec<ParsedSuffix>>,
    keys: &'c [&'c str],
    /// What a sentence names instead of the author of a work that has none.
    titles: BTreeMap<&'c str, Piece>,
    selection: WorkSelection,
}

/// What the library returns, and the requests that it was asked.
struct Answer {
    rendered: Rendered,
    /// The number of the library's citation for each request; `None` if no work is known.
    numbers: Vec<Option<usize>>,
}

/// Declares a function that formats works of one type. The trait that both types have is private to
/// the library, so it cannot be generic.
macro_rules! define_render {
    ($name:ident, $type:ty, $separator:expr) => {
        fn $name(job: &Job<'_>, works: &BTreeMap<&str, $type>) -> Answer {
            let separator: $type = $separator;
            let locale = |name: &str| Some(LocaleCode(name.to_owned()));
            let cite = |items, style, name| {
                LibraryRequest::new(items, style, locale(name), &job.locales, None)
            };
            let mut driver = BibliographyDriver::new();
            let mut numbers = Vec::new();
            let mut count = 0;
            let mut slide = None;
            let has_notes = job.style.settings.class == StyleClass::Note;
            for (request, suffixes) in job.requests.iter().zip(&job.suffixes) {
                if has_notes && slide.is_some_and(|slide| slide != request.slide) {
                    let item = CitationItem::new(&separator, None, None, true, None);
                    driver.citation(cite(vec![item], &job.style, job.name));
                    count += 1;
                }
                slide = Some(request.slide);
                let mut items = Vec::new();
                for (work, suffix) in request.works.iter().zip(suffixes) {
                    let Some(entry) = works.get(work.key.as_str()) else { continue };
                    let locator = suffix
                        .locator
                        .as_ref()
                        .map(|(kind, value)| SpecificLocator(*kind, LocatorPayload::Str(value)));
                    let purpose = match request.form {
                        CitationForm::Bracketed => None,
                        CitationForm::InText => Some(CitePurpose::Prose),
                        CitationForm::AuthorOnly => Some(CitePurpose::Author),
                    };
                    items.push(CitationItem::new(entry, locator, None, false, purpose));
                }
                if items.is_empty() {
                    numbers.push(None);
                    continue;
                }
                let style = match (&job.foot_style, request.place) {
                    (Some(style), CitationPlace::Foot) => style,
                    _ => &job.style,
                };
                driver.citation(cite(items, style, locale_name(request.lang)));
                numbers.push(Some(count));
                count += 1;
            }
            if job.selection == WorkSelection::All {
                let items = job
                    .keys
                    .iter()
                    .filter_map(|key| works.get(key))
                    .map(|entry| CitationItem::new(entry, None, None, true, None));
                let items: Vec<_> = items.collect();
                if !items.is_empty() {
                    driver.citation(cite(items, &job.style, job.name));
                }
            }
            let request = BibliographyRequest::new(&job.style, locale(job.name), &job.locales);
            let rendered = driver.finish(request);
            Answer { rendered, numbers }
        }
    };
}

define_render!(render_entries, Entry, Entry::new(SEPARATOR_KEY, hayagriva::types::EntryType::Misc));
define_render!(render_items, Item, {
    let id = hayagriva::citationberg::json::Value::String(SEPARATOR_KEY.to_owned());
    Item(BTreeMap::from([("id".to_owned(), id)]))
});

fn parse_suffixes(requests: &[CitationRequest<'_>], locales: &[Locale]) -> Vec<Vec<ParsedSuffix>> {
    let parse = |request: &CitationRequest<'_>| {
        let locale = find_locale(locales, locale_name(request.lang));
        request.works.iter().map(|work| parse_suffix(&work.suffix, locale)).collect()
    };
    requests.iter().map(parse).collect()
}

fn find_locale<'l>(locales: &'l [Locale], name: &str) -> Option<&'l Locale> {
    locales.iter().find(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == name))
}

impl Job<'_> {
    /// Converts the library's trees to pieces.
    fn collect(&self, answer: Answer) -> (Vec<Vec<Piece>>, Vec<FormattedEntry>) {
        let Answer { mut rendered, numbers } = answer;
        let citations = self
            .requests
            .iter()
            .zip(numbers)
            .zip(&self.suffixes)
            .map(|((request, number), suffixes)| {
                let Some(number) = number else { return Vec::new() };
                let Some(found) = rendered.citations.get_mut(number) else { return Vec::new() };
                self.collect_citation(request, suffixes, &mut found.citation.0)
            })
            .collect();
        let items = rendered.bibliography.into_iter().flat_map(|list| list.items);
        let has_labels = shows_labels(&self.style);
        let entries = items.filter(|item| item.key != SEPARATOR_KEY).map(|item| {
            let mut pieces = PieceCollector::default();
            pieces.push_children(&item.content);
            let mut pieces = trim(tidy_signs(pieces.finish()));
            let label = if has_labels { split_label(&mut pieces) } else { None };
            let mut pieces = trim(pieces);
            join_numbers(&mut pieces);
            FormattedEntry { key: item.key, label, pieces }
        });
        // A style may list nothing for a work, such as a conversation.
        let is_blank = |entry: &FormattedEntry| plain_text(&entry.pieces).trim().is_empty();
        (citations, entries.filter(|entry| !is_blank(entry)).collect())
    }

    /// Converts a citation to pieces: each work is a link to its entry, with the author's own words
    /// before and after it.
    fn collect_citation(
        &self,
        request: &CitationRequest<'_>,
        suffixes: &[ParsedSuffix],
        children: &mut [ElemChild],
    ) -> Vec<Piece> {
        let mut collector = PieceCollector::default();
        let mut shown = BTreeSet::new();
        let is_sentence = request.form != CitationForm::Bracketed;
        let has_suffix = request.form != CitationForm::AuthorOnly;
        for child in children {
            let index = match child {
                ElemChild::Elem(elem) => match elem.meta {
                    Some(ElemMeta::Entry(index)) => Some(index),
                    _ => None,
                },
                _ => None,
            };
            let Some((index, work)) =
                index.and_then(|index| Some((index, request.works.get(index)?)))
            else {
                collector.push_child(child);
                continue;
            };
            shown.insert(index);
            collector.push_text(&work.prefix);
            if work.author == AuthorForm::Suppressed {
                remove_author(child);
            }
            if is_sentence && shows_labels(&self.style) {
                shorten_names(child, self.and_others(request.lang));
            }
            if let Some(title) = self.titles.get(work.key.as_str()).filter(|_| is_sentence) {
                collector.push_title(title, &work.key);
            }
            collector.push_linked(child, &work.key);
            if has_suffix {
                collector.push_suffix(&suffixes[index].text, child);
            }
        }
        // A work that the style joins with its neighbours, as in [1]–[3], still has its words.
        for (index, work) in request.works.iter().enumerate() {
            if shown.contains(&index) {
                continue;
            }
            if let Some(title) = self.titles.get(work.key.as_str()).filter(|_| is_sentence) {
                collector.push_title(title, &work.key);
            }
            let words = format!("{}{}", work.prefix.trim_end(), suffixes[index].text);
            if has_suffix && !words.trim().is_empty() {
                collector.push_text(" ");
                collector.push_text(words.trim());
            }
        }
        let mut pieces = tidy_signs(collector.finish());
        if request.form == CitationForm::AuthorOnly {
            pieces = trim(pieces);
        }
        if request.place == CitationPlace::Foot {
            strip_parentheses(&mut pieces);
        }
        pieces
    }

    /// Returns “et al.” in a language.
    fn and_others(&self, lang: &str) -> &str {
        let locale = find_locale(&self.locales, locale_name(lang));
        let term = locale
            .and_then(|locale| locale.term(Term::Other(OtherTerm::EtAl), TermForm::Long)?.single());
        term.unwrap_or("et al.")
    }
}
