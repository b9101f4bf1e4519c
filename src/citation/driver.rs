//! Formats all citations of a deck and the list of works: the only place that drives the library.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest as LibraryRequest,
    CitePurpose, ElemChildren, Entry, LocatorPayload, RenderedBibliography, SpecificLocator,
};

use super::bib_publication::FIRST_YEAR;
use super::identifiers::{clean_entry, clean_item};
use super::issue::Issue;
use super::library::{Library, Work};
use super::locale::{load_locales, locale_name};
use super::locator::{ParsedSuffix, parse_suffix};
use super::names::{title_in_text, title_of_item};
use super::others::mark_others;
use super::pieces::Piece;
use super::style::{CitationStyle, WorkKind, load_foot_style, shows_labels};
use super::syntax::CitedWork;
use super::title_case::{protect_entry, protect_item};
use super::variants::StyleVariants;
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
pub(super) const SEPARATOR_KEY: &str = "\u{0}separator";

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
    let (mut titles, mut years) = (BTreeMap::new(), BTreeMap::new());
    for &key in &keys {
        match library.read_work(key, &mut issues) {
            Some(Work::Entry(mut entry)) => {
                mark_others(&mut entry);
                clean_entry(&mut entry);
                let first = entry.keyed_serial_number(FIRST_YEAR).map(str::to_owned);
                let last = entry.date().map(|date| date.year.to_string());
                years.extend(first.zip(last).map(|years| (key, years)));
                titles.extend(title_in_text(&entry).map(|title| (key, title)));
                protect_entry(&mut entry);
                entries.insert(key, *entry);
            }
            Some(Work::Item(mut item)) => {
                clean_item(&mut item);
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
    let style_shows_places = style.shows_places();
    let shows_places =
        |place| foot_style.is_some() && place == CitationPlace::Foot || style_shows_places;
    let suffixes = parse_suffixes(requests, &locales, shows_places);
    let styles = StyleVariants::new(loaded);
    let keys = &keys;
    let job = Job {
        styles,
        foot_style,
        name,
        locales,
        requests,
        suffixes,
        keys,
        titles,
        years,
        selection,
    };
    let answer = match kind {
        WorkKind::Entries => catch_panic(|| render_entries(&job, &entries)),
        WorkKind::Items => catch_panic(|| render_items(&job, &items)),
    };
    let Some(answer) = answer else {
        let message = "the works cannot be formatted in this citation style";
        let help = "use another `citation_style`";
        issues.push(Issue::error(0, 0..0, message, help));
        return FormattedWorks { issues, ..FormattedWorks::default() };
    };
    let (citations, entries) = job.collect(answer);
    FormattedWorks { citations, entries, issues }
}

/// What is to be formatted.
pub(super) struct Job<'c> {
    pub styles: StyleVariants,
    pub foot_style: Option<IndependentStyle>,
    /// The name of the locale.
    pub name: &'static str,
    pub locales: Vec<Locale>,
    pub requests: &'c [CitationRequest<'c>],
    /// What follows the keys of the works of each request.
    pub suffixes: Vec<Vec<ParsedSuffix>>,
    pub keys: &'c [&'c str],
    /// What a sentence names instead of the author of a work that has none.
    pub titles: BTreeMap<&'c str, Piece>,
    /// The first and last year of works with a range of years.
    pub years: BTreeMap<&'c str, (String, String)>,
    pub selection: WorkSelection,
}

impl Job<'_> {
    /// Returns the style of a request.
    fn style_of(&self, number: usize) -> &IndependentStyle {
        let request = &self.requests[number];
        let has_words = self.has_words(number);
        match (&self.foot_style, request.place, &self.styles.apart) {
            (Some(style), CitationPlace::Foot, _) => style,
            (_, _, Some(style)) if has_words => style,
            _ => &self.styles.cite,
        }
    }

    /// Returns whether a request has words before or after a work.
    fn has_words(&self, number: usize) -> bool {
        let has_prefix = |work: &CitedWork| !work.prefix.trim().is_empty();
        let has_suffix = |suffix: &ParsedSuffix| !suffix.text.trim().is_empty();
        self.requests[number].works.iter().any(has_prefix)
            || self.suffixes[number].iter().any(has_suffix)
    }
}

/// What the library returns.
pub(super) struct Answer {
    /// The citation of each request; `None` if no work is known.
    pub citations: Vec<Option<ElemChildren>>,
    /// The keys and entries of the list.
    pub entries: Vec<(String, ElemChildren)>,
    /// How each work is cited alone, if years have letters.
    pub alone: BTreeMap<String, ElemChildren>,
}

fn list_entries(list: Option<RenderedBibliography>) -> Vec<(String, ElemChildren)> {
    let items = list.into_iter().flat_map(|list| list.items);
    let items = items.filter(|item| item.key != SEPARATOR_KEY);
    items.map(|item| (item.key, item.content)).collect()
}

/// Declares a function that formats works of one type. The trait that both types have is private to
/// the library, so it cannot be generic.
macro_rules! define_render {
    ($name:ident, $type:ty, $separator:expr) => {
        fn $name(job: &Job<'_>, works: &BTreeMap<&str, $type>) -> Answer {
            let separator: $type = $separator;
            let styles = &job.styles;
            let locale = |name: &str| Some(LocaleCode(name.to_owned()));
            let cite = |items, style, name| {
                LibraryRequest::new(items, style, locale(name), &job.locales, None)
            };
            // In notes, the author in a sentence is formatted apart: it must not make the first
            // note a short one.
            let mut drivers = [BibliographyDriver::new(), BibliographyDriver::new()];
            let mut counts = [0; 2];
            let mut numbers = Vec::new();
            let mut slide = None;
            for (index, (request, suffixes)) in job.requests.iter().zip(&job.suffixes).enumerate() {
                let is_author = request.form == CitationForm::AuthorOnly;
                let part = usize::from(styles.has_notes && is_author);
                let is_apart = part == 1 || slide.is_some_and(|slide| slide != request.slide);
                if styles.has_notes && is_apart {
                    let item = CitationItem::new(&separator, None, None, true, None);
                    drivers[part].citation(cite(vec![item], &styles.cite, job.name));
                    counts[part] += 1;
                }
                if part == 0 {
                    slide = Some(request.slide);
                }
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
                let name = locale_name(request.lang);
                drivers[part].citation(cite(items, job.style_of(index), name));
                numbers.push(Some((part, counts[part])));
                counts[part] += 1;
            }
            let [mut main, authors] = drivers;
            let known = job.keys.iter().filter_map(|key| Some((*key, works.get(key)?)));
            let known: Vec<(&str, &$type)> = known.collect();
            let mut first_alone = counts[0];
            if job.selection == WorkSelection::All && !known.is_empty() {
                let item = |(_, entry): &(_, _)| CitationItem::new(*entry, None, None, true, None);
                main.citation(cite(known.iter().map(item).collect(), &styles.cite, job.name));
                first_alone += 1;
            }
            let with_letters = if styles.has_year_letters { known.as_slice() } else { &[] };
            for (_, entry) in with_letters {
                let item = CitationItem::new(*entry, None, None, false, None);
                main.citation(cite(vec![item], &styles.cite, job.name));
            }
            let list = |style| BibliographyRequest::new(style, locale(job.name), &job.locales);
            let mut rendered =
                [main.finish(list(&styles.cite)), authors.finish(list(&styles.cite))];
            let mut entries = list_entries(rendered[0].bibliography.take());
            if let Some(style) = &styles.list {
                let mut driver = BibliographyDriver::new();
                for entry in entries.iter().filter_map(|(key, _)| works.get(key.as_str())) {
                    let item = CitationItem::new(entry, None, None, false, None);
                    driver.citation(cite(vec![item], style, job.name));
                }
                entries = list_entries(driver.finish(list(style)).bibliography);
            }
            let mut take = |part: usize, number: usize| {
                let found = rendered[part].citations.get_mut(number);
                found.map(|found| std::mem::take(&mut found.citation))
            };
            let alone = with_letters.iter().enumerate().filter_map(|(index, (key, _))| {
                Some(((*key).to_owned(), take(0, first_alone + index)?))
            });
            let alone = alone.collect();
            let citations = numbers.into_iter().map(|number| number.and_then(|(p, n)| take(p, n)));
            Answer { citations: citations.collect(), entries, alone }
        }
    };
}

define_render!(render_entries, Entry, Entry::new(SEPARATOR_KEY, hayagriva::types::EntryType::Misc));
define_render!(render_items, Item, {
    let id = hayagriva::citationberg::json::Value::String(SEPARATOR_KEY.to_owned());
    Item(BTreeMap::from([("id".to_owned(), id)]))
});

/// Parses what follows the keys. Where a style shows no places, they are words.
fn parse_suffixes(
    requests: &[CitationRequest<'_>],
    locales: &[Locale],
    shows_places: impl Fn(CitationPlace) -> bool,
) -> Vec<Vec<ParsedSuffix>> {
    let parse = |request: &CitationRequest<'_>| {
        let locale = find_locale(locales, locale_name(request.lang));
        let has_places = shows_places(request.place);
        let parse = |work: &CitedWork| match has_places {
            true => parse_suffix(&work.suffix, locale),
            false => ParsedSuffix { locator: None, text: work.suffix.replace(['{', '}'], "") },
        };
        request.works.iter().map(parse).collect()
    };
    requests.iter().map(parse).collect()
}

/// Returns the locale with this name.
pub(super) fn find_locale<'l>(locales: &'l [Locale], name: &str) -> Option<&'l Locale> {
    locales.iter().find(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == name))
}
