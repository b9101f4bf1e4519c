//! Splits what follows a key into a place in the work and text: `, pp. 33-35 and often`.

use hayagriva::citationberg::taxonomy::{Locator, Term};
use hayagriva::citationberg::{Locale, TermForm};

/// What follows a key.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ParsedSuffix {
    /// The kind of place and its number: page 33–35.
    pub locator: Option<(Locator, String)>,
    /// The text after it.
    pub text: String,
}

/// English abbreviations and words, which are known in every language.
const LABELS: &[(&str, Locator)] = &[
    ("p.", Locator::Page),
    ("pp.", Locator::Page),
    ("page", Locator::Page),
    ("pages", Locator::Page),
    ("bk.", Locator::Book),
    ("bks.", Locator::Book),
    ("book", Locator::Book),
    ("books", Locator::Book),
    ("chap.", Locator::Chapter),
    ("chaps.", Locator::Chapter),
    ("ch.", Locator::Chapter),
    ("chapter", Locator::Chapter),
    ("chapters", Locator::Chapter),
    ("col.", Locator::Column),
    ("cols.", Locator::Column),
    ("column", Locator::Column),
    ("eq.", Locator::Equation),
    ("equation", Locator::Equation),
    ("fig.", Locator::Figure),
    ("figs.", Locator::Figure),
    ("figure", Locator::Figure),
    ("figures", Locator::Figure),
    ("fol.", Locator::Folio),
    ("fols.", Locator::Folio),
    ("folio", Locator::Folio),
    ("no.", Locator::Issue),
    ("nos.", Locator::Issue),
    ("number", Locator::Issue),
    ("l.", Locator::Line),
    ("ll.", Locator::Line),
    ("line", Locator::Line),
    ("lines", Locator::Line),
    ("n.", Locator::Note),
    ("nn.", Locator::Note),
    ("note", Locator::Note),
    ("notes", Locator::Note),
    ("op.", Locator::Opus),
    ("opus", Locator::Opus),
    ("para.", Locator::Paragraph),
    ("paras.", Locator::Paragraph),
    ("paragraph", Locator::Paragraph),
    ("¶", Locator::Paragraph),
    ("¶¶", Locator::Paragraph),
    ("pt.", Locator::Part),
    ("pts.", Locator::Part),
    ("part", Locator::Part),
    ("parts", Locator::Part),
    ("sec.", Locator::Section),
    ("secs.", Locator::Section),
    ("section", Locator::Section),
    ("sections", Locator::Section),
    ("§", Locator::Section),
    ("§§", Locator::Section),
    ("s.v.", Locator::SubVerbo),
    ("tab.", Locator::Table),
    ("table", Locator::Table),
    ("app.", Locator::Appendix),
    ("appendix", Locator::Appendix),
    ("v.", Locator::Verse),
    ("vv.", Locator::Verse),
    ("verse", Locator::Verse),
    ("verses", Locator::Verse),
    ("vol.", Locator::Volume),
    ("vols.", Locator::Volume),
    ("volume", Locator::Volume),
    ("volumes", Locator::Volume),
];

/// The kinds of place that have terms in locales.
const LOCATORS: &[Locator] = &[
    Locator::Page,
    Locator::Book,
    Locator::Chapter,
    Locator::Column,
    Locator::Figure,
    Locator::Folio,
    Locator::Issue,
    Locator::Line,
    Locator::Note,
    Locator::Opus,
    Locator::Paragraph,
    Locator::Part,
    Locator::Section,
    Locator::SubVerbo,
    Locator::Verse,
    Locator::Volume,
];

/// Parses what follows a key. Labels are those of English and of the locale, such as `S. 33`.
pub(super) fn parse_suffix(suffix: &str, locale: Option<&Locale>) -> ParsedSuffix {
    let inside = suffix.trim_start();
    let (inside, had_comma) = match inside.strip_prefix(',') {
        Some(rest) => (rest.trim_start(), true),
        None => (inside, false),
    };
    let text_only = || ParsedSuffix { locator: None, text: suffix.to_owned() };
    // `{pp. 33, and 35}` is a place as a whole; `{}p. 3` is text.
    if let Some((braced, rest)) = inside.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        if braced.trim().is_empty() {
            return ParsedSuffix { locator: None, text: format!(", {rest}") };
        }
        let (locator, value) = split_label(braced, locale);
        return ParsedSuffix {
            locator: Some((locator.unwrap_or(Locator::Page), value.trim().to_owned())),
            text: rest.to_owned(),
        };
    }
    let (label, value) = split_label(inside, locale);
    let length = number_length(value);
    if length == 0 || (label.is_none() && !had_comma) {
        return text_only();
    }
    let number = value[..length].replace("--", "–");
    ParsedSuffix {
        locator: Some((label.unwrap_or(Locator::Page), number)),
        text: value[length..].to_owned(),
    }
}

/// Splits a label from the number after it.
fn split_label<'t>(text: &'t str, locale: Option<&Locale>) -> (Option<Locator>, &'t str) {
    let text = text.trim_start();
    let mut best: (Option<Locator>, usize) = (None, 0);
    let mut consider = |label: &str, locator: Locator| {
        let is_longer = label.len() > best.1 && !label.is_empty();
        let matches = text.get(..label.len()).is_some_and(|start| start == label);
        let ends = text.get(label.len()..).is_some_and(|rest| {
            let is_sign = label.ends_with(|c: char| !c.is_alphanumeric());
            rest.starts_with(char::is_whitespace)
                || is_sign && rest.starts_with(|c: char| c.is_ascii_digit())
        });
        if is_longer && matches && ends {
            best = (Some(locator), label.len());
        }
    };
    for (label, locator) in LABELS {
        consider(label, *locator);
    }
    for locator in locale.map(|_| LOCATORS).unwrap_or_default() {
        for form in [TermForm::Short, TermForm::Long, TermForm::Symbol] {
            let term = locale.and_then(|locale| locale.term(Term::Locator(*locator), form));
            for label in term.into_iter().flat_map(|term| [term.single(), term.multiple()]) {
                consider(label.unwrap_or_default().trim(), *locator);
            }
        }
    }
    let (locator, length) = best;
    (locator, text[length..].trim_start())
}

/// Returns the length of the numbers at the start of a text: `33, 35-37`, `iv`, `A2`.
fn number_length(text: &str) -> usize {
    let mut length = 0;
    for (index, word) in text.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim_end().trim_end_matches(',');
        let is_joiner = index > 0 && matches!(bare, "&" | "-" | "–" | "/");
        if !is_joiner && !is_number(bare) {
            break;
        }
        let end = text[..length].len() + word.trim_end().len();
        length += word.len();
        if !word.trim_end().ends_with(',') && !is_joiner {
            // The next word belongs to the number only after a sign that joins them.
            let next = text[length..].split_whitespace().next().unwrap_or_default();
            if !matches!(next, "&" | "-" | "–" | "/") {
                return end;
            }
        }
    }
    text[..length].trim_end().trim_end_matches(',').len()
}

/// Whether a word is a number: it has a digit, or is Roman.
fn is_number(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '–', '/']).filter(|part| !part.is_empty()).collect();
    let is_roman = |part: &&str| {
        part.chars().all(|c| "ivxlcdm".contains(c)) || part.chars().all(|c| "IVXLCDM".contains(c))
    };
    !parts.is_empty()
        && parts.iter().all(|part| {
            part.contains(|c: char| c.is_ascii_digit()) && part.chars().count() <= 12
                || is_roman(part)
        })
}

#[cfg(test)]
mod tests {
    use hayagriva::citationberg::taxonomy::Locator;

    use super::parse_suffix;

    #[test]
    fn places_are_split_from_text() {
        let place = |locator, number: &str| Some((locator, number.to_owned()));
        for (suffix, expected, text) in [
            (", p. 3", place(Locator::Page, "3"), ""),
            (", pp. 33-35, 38 and passim", place(Locator::Page, "33-35, 38"), " and passim"),
            (", 33", place(Locator::Page, "33"), ""),
            (", ch. iv, on rivers", place(Locator::Chapter, "iv"), ", on rivers"),
            (" and others", None, " and others"),
            (", my favourite", None, ", my favourite"),
            (", §3", place(Locator::Section, "3"), ""),
            (", {}1984", None, ", 1984"),
            ("", None, ""),
        ] {
            let parsed = parse_suffix(suffix, None);
            assert_eq!((parsed.locator, parsed.text.as_str()), (expected, text), "{suffix}");
        }
    }
}
