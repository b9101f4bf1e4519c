//! Writes translations into outlines.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use super::catalogue::{Entry, Translations, unit_id};
use super::edit::{TextEdit, apply_edits, edit_structure, edit_text};
use super::features::find_difference;
use super::outlines::{DeckTexts, TranslatableOutline};
use super::text::{TranslatableText, WrittenForm};
use super::walk::walk_outline;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::yaml;

/// How often the texts that cannot be written are left out.
const MAX_ATTEMPTS: usize = 4;

/// Outlines with translations.
#[derive(Debug, Default)]
pub struct Inserted {
    /// The outlines that change, with their new texts.
    pub outlines: Vec<(PathBuf, String)>,
    /// The number of translations that were added or changed.
    pub written: usize,
    /// The number of translations that were there already.
    pub unchanged: usize,
    /// The number of entries without a translation.
    pub untranslated: usize,
    /// What is wrong with the translations, at their places.
    pub diagnostics: Diagnostics,
}

/// A translation that is to be written.
struct Accepted<'t> {
    text: &'t TranslatableText,
    translation: String,
    /// Its place in the file of translations.
    span: Span,
}

/// Writes translations into the outlines of a deck. All else in them stays as it is.
pub fn insert_translations(deck: &DeckTexts, translations: &Translations) -> Inserted {
    let mut inserted = Inserted::default();
    let mut accepted: Vec<Vec<Accepted>> = deck.outlines.iter().map(|_| Vec::new()).collect();
    let matched = match_entries(deck, &translations.entries);
    for (entry, place) in translations.entries.iter().zip(matched) {
        match place {
            None if entry.target.trim().is_empty() => {}
            None => inserted.diagnostics.push(
                Diagnostic::warning(
                    Code::UnmatchedTranslation,
                    format!("the outline has no text `{}` any more", entry.context),
                    entry.context_span,
                )
                .with_help("export the translations again, which keeps those that are left"),
            ),
            Some((outline, text)) => {
                let text = &deck.outlines[outline].texts[text];
                if let Some(translation) = check_entry(entry, text, translations, &mut inserted) {
                    accepted[outline].push(Accepted { text, translation, span: entry.target_span });
                }
            }
        }
    }
    for (outline, accepted) in deck.outlines.iter().zip(accepted) {
        insert_into_outline(deck, outline, accepted, &translations.language, &mut inserted);
    }
    inserted
}

/// Returns the outline and the text of each entry: the one with its name, or else the only one with
/// its source that no other entry names.
fn match_entries(deck: &DeckTexts, entries: &[Entry]) -> Vec<Option<(usize, usize)>> {
    let mut by_name = HashMap::new();
    let mut by_source: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (outline, texts) in deck.outlines.iter().enumerate() {
        for (at, text) in texts.texts.iter().enumerate() {
            by_name.insert(text.context.clone(), (outline, at));
            by_name.entry(unit_id(&text.context)).or_insert((outline, at));
            let words = text.source().text.trim_end_matches('\n');
            by_source.entry(words).or_default().push((outline, at));
        }
    }
    let named: Vec<Option<(usize, usize)>> =
        entries.iter().map(|entry| by_name.get(&entry.context).copied()).collect();
    let taken: HashSet<(usize, usize)> = named.iter().flatten().copied().collect();
    let moved = |entry: &Entry| {
        let same = by_source.get(entry.source.trim_end_matches('\n'))?;
        let mut free = same.iter().filter(|place| !taken.contains(place));
        free.next().copied().filter(|_| free.next().is_none())
    };
    entries.iter().zip(named).map(|(entry, place)| place.or_else(|| moved(entry))).collect()
}

/// Returns the translation of an entry, if it is to be written. Reports the reason if not.
fn check_entry(
    entry: &Entry,
    text: &TranslatableText,
    translations: &Translations,
    inserted: &mut Inserted,
) -> Option<String> {
    let source = &text.source().text;
    let target = entry.target.trim_end_matches('\n');
    if target.trim().is_empty() {
        inserted.untranslated += 1;
        let message = format!("`{}` is not translated", shorten(source));
        inserted.diagnostics.push(Diagnostic::warning(
            Code::Untranslated,
            message,
            entry.target_span,
        ));
        return None;
    }
    let is_changed = entry.source.trim_end_matches('\n') != source.trim_end_matches('\n');
    if is_changed || entry.is_fuzzy {
        let (message, help) = match is_changed {
            true => (
                format!("`{}` has changed since it was exported", shorten(&entry.source)),
                "export the translations again, and translate the new text",
            ),
            false => (
                "this translation is marked as fuzzy, so it is not written".to_owned(),
                "check it, and remove the mark",
            ),
        };
        let warning = Diagnostic::warning(Code::OutdatedTranslation, message, entry.target_span);
        inserted
            .diagnostics
            .push(warning.with_related(text.span(), "the text in the outline").with_help(help));
        return None;
    }
    if let Some(difference) = find_difference(source, target) {
        let message = difference.message;
        let diagnostic = match difference.is_value {
            true => Diagnostic::error(Code::DifferentMarkup, message, entry.target_span),
            false => Diagnostic::warning(Code::DifferentMarkup, message, entry.target_span),
        };
        inserted.diagnostics.push(
            diagnostic
                .with_related(text.span(), "the text in the outline")
                .with_help("write it as in the source"),
        );
        if difference.is_value {
            return None;
        }
    }
    let ending = if source.ends_with('\n') { "\n" } else { "" };
    let translation = format!("{target}{ending}");
    let shown = text.find_version(&translations.language);
    if shown.is_some_and(|version| version.text.trim_end() == translation.trim_end()) {
        inserted.unchanged += 1;
        return None;
    }
    Some(translation)
}

fn insert_into_outline(
    deck: &DeckTexts,
    outline: &TranslatableOutline,
    mut accepted: Vec<Accepted>,
    language: &str,
    inserted: &mut Inserted,
) {
    let source = deck.sources.get(outline.source);
    for _ in 0..MAX_ATTEMPTS {
        let mut refused: BTreeMap<String, &str> = BTreeMap::new();
        let edits = collect_edits(deck, outline, &accepted, language, &mut refused);
        let text = apply_edits(&source.text, edits);
        for context in find_damage(deck, outline, &text, &accepted, language) {
            refused.entry(context).or_insert("YAML would read it differently there");
        }
        if refused.is_empty() {
            inserted.written += accepted.len();
            if text != source.text {
                inserted.outlines.push((outline.path.clone(), text));
            }
            return;
        }
        let is_refused = |accepted: &Accepted| refused.get(&accepted.text.context).copied();
        for accepted in &accepted {
            let Some(reason) = is_refused(accepted) else { continue };
            let written = shorten(&accepted.text.source().text);
            let message = format!("the translation of `{written}` cannot be written: {reason}");
            inserted.diagnostics.push(
                Diagnostic::error(Code::UnwrittenTranslation, message, accepted.span)
                    .with_related(accepted.text.span(), "the text in the outline")
                    .with_help(format!("write it into the outline: `{language}: …`")),
            );
        }
        let before = accepted.len();
        accepted.retain(|accepted| is_refused(accepted).is_none());
        if accepted.len() == before {
            break;
        }
    }
    let message = format!("the translations cannot be written into `{}`", outline.path.display());
    let help = "run `plenary check` and `plenary fmt` on the outline, then try again";
    inserted
        .diagnostics
        .push(Diagnostic::error_without_span(Code::UnwrittenTranslation, message).with_help(help));
}

/// Returns the edits of all translations, and of the names that refer to translated labels.
fn collect_edits(
    deck: &DeckTexts,
    outline: &TranslatableOutline,
    accepted: &[Accepted],
    language: &str,
    refused: &mut BTreeMap<String, &str>,
) -> Vec<TextEdit> {
    let written = &deck.sources.get(outline.source).text;
    let mut edits = Vec::new();
    let mut structures: BTreeMap<usize, Vec<&Accepted>> = BTreeMap::new();
    for item in accepted {
        match edit_text(written, item.text, language, &item.translation) {
            Ok(found) if found.is_empty() => {
                if let WrittenForm::Part(at) = item.text.form {
                    structures.entry(at).or_default().push(item);
                }
            }
            Ok(found) => edits.extend(found),
            Err(reason) => {
                refused.insert(item.text.context.clone(), reason);
            }
        }
    }
    for (at, items) in structures {
        let is_part =
            |text: &&TranslatableText| matches!(text.form, WrittenForm::Part(part) if part == at);
        let parts = outline.texts.iter().filter(is_part).count();
        if parts > items.len() {
            for item in items {
                let reason = "all labels of these data are needed at once";
                refused.insert(item.text.context.clone(), reason);
            }
            continue;
        }
        let mut replaced = Vec::new();
        for item in &items {
            let spans = item.text.source().spans.iter();
            replaced.extend(spans.map(|span| (*span, item.translation.clone())));
        }
        let own = items[0].text.source().language.as_str();
        let structure = &outline.structures[at];
        edits.push(edit_structure(written, structure, [own, language], &replaced));
    }
    for reference in &outline.references {
        let Some(label) = find_label(outline, reference) else { continue };
        let given = accepted.iter().find(|item| item.text.context == label.context);
        let existing = || label.find_version(language).map(|version| version.text.as_str());
        let translation = given.map(|item| item.translation.as_str()).or_else(existing);
        let shown = reference.find_version(language).map(|version| version.text.as_str());
        if let Some(translation) = translation.filter(|_| shown != translation)
            && let Ok(found) = edit_text(written, reference, language, translation)
        {
            edits.extend(found);
        }
    }
    edits
}

/// Returns the label that another text of the same block names.
fn find_label<'t>(
    outline: &'t TranslatableOutline,
    reference: &TranslatableText,
) -> Option<&'t TranslatableText> {
    let mut block = reference.context.as_str();
    let slide = block.len() - reference.place.len();
    while let Some((outer, _)) = block.rsplit_once('/').filter(|(outer, _)| outer.len() >= slide) {
        block = outer;
        let is_near = |text: &&TranslatableText| {
            text.source().text == reference.source().text
                && text.context.strip_prefix(block).is_some_and(|rest| rest.starts_with('/'))
        };
        let found = outline.texts.iter().find(is_near);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Returns the texts that would not be read from the new outline as they are to be.
fn find_damage(
    deck: &DeckTexts,
    outline: &TranslatableOutline,
    text: &str,
    accepted: &[Accepted],
    language: &str,
) -> Vec<String> {
    let source = Source::new(&outline.path, text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let root = yaml::parse(&source, outline.source, &mut diagnostics);
    let found = root.map(|root| {
        walk_outline(&root, &source, &deck.language, &outline.prefix, outline.slides.as_ref()).texts
    });
    let found = found.unwrap_or_default();
    let by_name: HashMap<&str, &TranslatableText> =
        found.iter().map(|text| (text.context.as_str(), text)).collect();
    let is_same = |one: &str, other: &str| one.trim_end() == other.trim_end();
    let is_kept = |text: &&TranslatableText| {
        let new = by_name.get(text.context.as_str());
        new.is_some_and(|new| is_same(&new.source().text, &text.source().text))
    };
    let lost = outline.texts.iter().filter(|text| !is_kept(text)).map(|text| text.context.clone());
    let is_written = |item: &&Accepted| {
        let version = by_name.get(item.text.context.as_str())?.find_version(language)?;
        is_same(&version.text, &item.translation).then_some(())
    };
    let unwritten = accepted.iter().filter(|item| is_written(item).is_none());
    lost.chain(unwritten.map(|item| item.text.context.clone())).collect()
}

/// Returns the first words of a text, for a message.
fn shorten(text: &str) -> String {
    const MAX_CHARS: usize = 40;
    let line = text.lines().next().unwrap_or("");
    let is_long = line.chars().count() > MAX_CHARS || text.trim_end().contains('\n');
    let words: String = line.chars().take(MAX_CHARS).collect();
    if is_long { format!("{words}…") } else { words }
}
