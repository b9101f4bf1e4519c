//! Converts what the citation library returns to pieces of text.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::TermForm;
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::{ElemChild, ElemChildren, ElemMeta};

use super::driver::{
    Answer, CitationForm, CitationPlace, CitationRequest, FormattedEntry, Job, find_locale,
};
use super::letters::{Letter, assign_letters, push_label_letter, push_year_letter, widen_year};
use super::locale::locale_name;
use super::locator::ParsedSuffix;
use super::names::{remove_author, shorten_names, use_family_names};
use super::others::replace_others;
use super::pieces::{
    Piece, PieceCollector, close_bracket, plain_text, split_label, strip_parentheses, tidy_signs,
    trim,
};
use super::spacing::join_numbers;
use super::style::shows_labels;
use super::syntax::{AuthorForm, CitedWork};

impl Job<'_> {
    /// Converts the library's trees to pieces.
    pub(super) fn collect(&self, mut answer: Answer) -> (Vec<Vec<Piece>>, Vec<FormattedEntry>) {
        let years = self.year_letters(&answer);
        let has_labels = shows_labels(&self.styles.cite);
        let is_american = self.is_american(self.name);
        let mut entries = Vec::new();
        for (key, mut content) in std::mem::take(&mut answer.entries) {
            self.complete(&mut content, &key, self.name);
            if let Some(letter) = years.get(&key) {
                self.push_letter(&mut content, letter, self.name);
            }
            let mut pieces = PieceCollector::default();
            pieces.push_children(&content);
            let mut pieces = trim(tidy_signs(pieces.finish(), is_american));
            let label = if has_labels { split_label(&mut pieces) } else { None };
            let mut pieces = trim(pieces);
            if let Some(letter) = years.get(&key) {
                end_undated(&mut pieces, &letter.name());
            }
            join_numbers(&mut pieces);
            entries.push(FormattedEntry { key, label, pieces });
        }
        // A style may list nothing for a work, such as a conversation.
        entries.retain(|entry| !plain_text(&entry.pieces).trim().is_empty());
        let letters = if self.styles.has_labels { label_letters(&mut entries) } else { years };
        let requests = self.requests.iter().zip(answer.citations).zip(&self.suffixes);
        let citations = requests.map(|((request, found), suffixes)| match found {
            Some(mut found) => self.collect_citation(request, suffixes, &letters, &mut found.0),
            None => Vec::new(),
        });
        (citations.collect(), entries)
    }

    /// Gives letters to the works that are cited in the same way, in the order of the list.
    fn year_letters(&self, answer: &Answer) -> BTreeMap<String, Letter> {
        let works = answer.entries.iter().filter_map(|(key, _)| {
            let mut shown = PieceCollector::default();
            shown.push_children(answer.alone.get(key)?);
            Some((key.clone(), plain_text(&shown.finish())))
        });
        assign_letters(&works.collect::<Vec<_>>())
    }

    /// Corrects what the library shows for a work.
    fn complete(&self, children: &mut ElemChildren, key: &str, name: &str) {
        replace_others(children, self.term(name, OtherTerm::EtAl, "et al."));
        if let Some((first, last)) = self.years.get(key) {
            widen_year(children, first, last);
        }
    }

    fn push_letter(&self, children: &mut ElemChildren, letter: &Letter, name: &str) {
        let letter = letter.name();
        if self.styles.has_labels {
            push_label_letter(children, &letter);
            return;
        }
        let locale = find_locale(&self.locales, name);
        let term = Term::Other(OtherTerm::NoDate);
        let no_dates = [TermForm::Short, TermForm::Long]
            .map(|form| locale.and_then(|locale| locale.term(term, form)?.single()));
        let no_dates: Vec<&str> = no_dates.into_iter().flatten().chain(["n.d."]).collect();
        push_year_letter(children, &letter, &no_dates);
    }

    /// Converts a citation to pieces: each work is a link to its entry, with the author's own words
    /// before and after it.
    fn collect_citation(
        &self,
        request: &CitationRequest<'_>,
        suffixes: &[ParsedSuffix],
        letters: &BTreeMap<String, Letter>,
        children: &mut [ElemChild],
    ) -> Vec<Piece> {
        let name = locale_name(request.lang);
        let has_raised_words = self.styles.is_raised && request.place == CitationPlace::Text;
        let mut collector = PieceCollector::new(has_raised_words);
        let mut shown = BTreeSet::new();
        let is_sentence = request.form != CitationForm::Bracketed;
        let has_suffix = request.form != CitationForm::AuthorOnly;
        let sorted = sort_letters(request.works, suffixes, letters);
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
            collector.push_prefix(&work.prefix);
            if work.author == AuthorForm::Suppressed {
                remove_author(child);
            }
            let key = &request.works[sorted[index]].key;
            if let ElemChild::Elem(elem) = child {
                self.complete(&mut elem.children, key, name);
                if let Some(letter) = letters.get(key) {
                    self.push_letter(&mut elem.children, letter, name);
                }
            }
            if is_sentence && shows_labels(&self.styles.cite) {
                let others = self.term(name, OtherTerm::EtAl, "et al.");
                use_family_names(child, self.term(name, OtherTerm::And, "and"), others);
                shorten_names(child, others);
            }
            if let Some(title) = self.titles.get(key.as_str()).filter(|_| is_sentence) {
                collector.push_title(title, key);
            }
            collector.push_linked(child, key);
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
        let mut pieces = tidy_signs(collector.finish(), self.is_american(name));
        if request.form == CitationForm::AuthorOnly {
            pieces = trim(pieces);
        }
        if is_sentence && self.styles.has_labels {
            // The sign between author and title in the list, from which the library takes the name.
            pieces.iter_mut().for_each(|piece| piece.text = piece.text.replace(": [", " ["));
        }
        if request.form == CitationForm::InText && self.styles.has_notes {
            close_bracket(&mut pieces);
        }
        if request.place == CitationPlace::Foot {
            strip_parentheses(&mut pieces);
        }
        pieces
    }

    /// Returns a term of a locale.
    fn term<'t>(&'t self, name: &str, term: OtherTerm, fallback: &'t str) -> &'t str {
        let locale = find_locale(&self.locales, name);
        let term = locale.and_then(|locale| locale.term(Term::Other(term), TermForm::Long));
        term.and_then(|term| term.single()).unwrap_or(fallback)
    }

    /// Returns whether stops and commas are inside quotation marks in a locale.
    fn is_american(&self, name: &str) -> bool {
        let locale = find_locale(&self.locales, name);
        let options = locale.and_then(|locale| locale.style_options);
        options.and_then(|options| options.punctuation_in_quote).unwrap_or(false)
    }
}

/// Writes the full stop after the letter of a work without a date, `n.d.-a. Title`. The library
/// leaves it out after “n.d.”.
fn end_undated(pieces: &mut [Piece], letter: &str) {
    let mark = format!(".-{letter}");
    for index in 0..pieces.len() {
        let follows_space = pieces.get(index + 1).is_some_and(|next| next.text.starts_with(' '));
        let text = &mut pieces[index].text;
        let Some(end) = text.find(&mark).map(|at| at + mark.len()) else { continue };
        if text[end..].starts_with(' ') || (end == text.len() && follows_space) {
            text.insert(end, '.');
        }
        return;
    }
}

/// Gives letters to the works of a list that have the same label, and writes them.
fn label_letters(entries: &mut [FormattedEntry]) -> BTreeMap<String, Letter> {
    let text = |entry: &FormattedEntry| entry.label.as_deref().map(plain_text).unwrap_or_default();
    let works: Vec<(String, String)> =
        entries.iter().map(|entry| (entry.key.clone(), text(entry))).collect();
    let letters = assign_letters(&works);
    for entry in entries {
        let Some(letter) = letters.get(&entry.key) else { continue };
        let Some(last) = entry.label.as_mut().and_then(|label| label.last_mut()) else { continue };
        let end = last.text.trim_end_matches([']', ')', ' ']).len();
        last.text.insert_str(end, &letter.name());
    }
    letters
}

/// Returns, for each work of a citation, the one that is shown in its place: works that only
/// letters tell apart are shown in their order, `2020a; 2020b`.
fn sort_letters(
    works: &[CitedWork],
    suffixes: &[ParsedSuffix],
    letters: &BTreeMap<String, Letter>,
) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..works.len()).collect();
    let letter = |index: usize| {
        let is_bare = works[index].prefix.is_empty()
            && suffixes[index].locator.is_none()
            && suffixes[index].text.is_empty();
        letters.get(&works[index].key).filter(|_| is_bare)
    };
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, letter) in (0..works.len()).filter_map(|index| Some((index, letter(index)?))) {
        groups.entry(letter.group).or_default().push(index);
    }
    for places in groups.values() {
        let mut inside = places.clone();
        inside.sort_by_key(|&index| letter(index));
        places.iter().zip(inside).for_each(|(&place, index)| sorted[place] = index);
    }
    sorted
}
