//! The languages of the deck and its slides, from the languages of their runs.

use std::collections::BTreeMap;

use super::shape_content::ShapeContent;
use super::slide_source::SlideSource;
use super::text::OfficeParagraph;
use crate::deck::TextDirection;

/// Words of another language on a slide count only if there are so many characters of them.
const MIN_CHARS: usize = 20;

/// Returns the language code of most characters of all slides.
pub(super) fn find_deck_language(slides: &[SlideSource]) -> Option<String> {
    let mut counts = BTreeMap::new();
    slides.iter().for_each(|slide| count_languages(slide, &mut counts));
    find_most(counts, 1)
}

/// Returns the language code of most characters of a slide.
pub(super) fn find_slide_language(slide: &SlideSource) -> Option<String> {
    let mut counts = BTreeMap::new();
    count_languages(slide, &mut counts);
    find_most(counts, MIN_CHARS)
}

fn find_most(counts: BTreeMap<String, usize>, least: usize) -> Option<String> {
    let all: usize = counts.values().sum();
    let most = counts.iter().max_by_key(|(_, count)| **count)?;
    // A few words with a language say nothing about the others.
    let is_most = *most.1 >= least && *most.1 * 2 > all && !most.0.is_empty();
    is_most.then(|| most.0.clone())
}

fn count_languages(slide: &SlideSource, counts: &mut BTreeMap<String, usize>) {
    let mut count = |paragraphs: &[OfficeParagraph]| {
        for run in paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
            let letters = run.text.chars().filter(|c| c.is_alphabetic()).count();
            let lang = run.lang.as_deref().and_then(convert_code).unwrap_or_default();
            // Programs that write no language, or that of the user, still write the letters.
            let is_rtl = TextDirection::of_language(&lang) == TextDirection::RightToLeft;
            let by_script = guess_by_script(&run.text).filter(|_| !is_rtl);
            let lang = by_script.map(str::to_owned).unwrap_or(lang);
            *counts.entry(lang).or_insert(0) += letters;
        }
    };
    for shape in &slide.shapes {
        match &shape.content {
            ShapeContent::Text(paragraphs) => count(paragraphs),
            ShapeContent::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| count(&cell.paragraphs))
            }
            _ => {}
        }
    }
}

/// Returns the language of a text whose letters are mostly Hebrew or Arabic.
fn guess_by_script(text: &str) -> Option<&'static str> {
    let count = |range: &dyn Fn(char) -> bool| text.chars().filter(|c| range(*c)).count();
    let hebrew = count(&|c| ('\u{5d0}'..='\u{5ea}').contains(&c));
    let arabic = count(&|c| ('\u{620}'..='\u{6d3}').contains(&c));
    let all = count(&char::is_alphabetic);
    if hebrew * 2 > all {
        return Some("he");
    }
    let has = |letters: &str| text.contains(|c| letters.contains(c));
    (arabic * 2 > all).then(|| match () {
        // Letters that Arabic lacks.
        () if has("ٹڈڑںے") => "ur",
        () if has("پچژگ") => "fa",
        () => "ar",
    })
}

/// Converts a language code of Office to that of an outline: without the region where it is the
/// usual one.
fn convert_code(code: &str) -> Option<String> {
    let (language, region) = code.split_once('-').unwrap_or((code, ""));
    let language = language.to_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let region = region.to_uppercase();
    Some(match (language.as_str(), region.as_str()) {
        ("zh", "TW" | "HK" | "MO") => "zh-Hant".to_owned(),
        ("zh", _) => "zh-Hans".to_owned(),
        ("en", "GB") => "en-GB".to_owned(),
        ("pt", "BR") => "pt-BR".to_owned(),
        ("zxx" | "und" | "mul" | "none", _) => return None,
        _ => language,
    })
}
