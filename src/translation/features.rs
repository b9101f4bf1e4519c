//! What a text has besides words: expressions, links, code, formulas, emphasis. A translation has
//! the same.

use std::collections::BTreeMap;

use crate::template::find_expressions;

/// A part of a text that is the same in every language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Feature {
    /// An expression such as `{{ city }}`.
    Value(String),
    /// The address of a link, or an address in the text.
    Address(String),
    /// A footnote or a citation.
    Reference(String),
    /// Inline code.
    Code(String),
    /// A formula.
    Formula(String),
    /// A mark of emphasis.
    Mark(&'static str),
}

impl Feature {
    /// Describes it for a message.
    fn describe(&self) -> String {
        match self {
            Self::Value(text) => format!("the value `{text}`"),
            Self::Address(text) => format!("the address `{text}`"),
            Self::Reference(text) => format!("`{text}`"),
            Self::Code(text) => format!("the code `{text}`"),
            Self::Formula(text) => format!("the formula `{text}`"),
            Self::Mark(mark) => format!("a mark `{mark}`"),
        }
    }
}

/// How a translation differs from its source.
pub(super) struct TranslationDifference {
    /// What is missing or added.
    pub message: String,
    /// Whether a value is missing or added, so that the text would be wrong.
    pub is_value: bool,
}

/// Returns how a translation differs from its source in more than words.
pub(super) fn find_difference(source: &str, translation: &str) -> Option<TranslationDifference> {
    let (wanted, found) = (count(source), count(translation));
    let lacks = |a: &BTreeMap<Feature, usize>, b: &BTreeMap<Feature, usize>| {
        let is_short = |(feature, number): &(&Feature, &usize)| {
            b.get(*feature).copied().unwrap_or(0) < **number
        };
        a.iter().find(is_short).map(|(feature, _)| feature.clone())
    };
    let missing = lacks(&wanted, &found);
    let (message, feature) = match (missing, lacks(&found, &wanted)) {
        (Some(feature), _) => {
            (format!("{} is missing in this translation", feature.describe()), feature)
        }
        (None, Some(feature)) => (format!("{} is not in the source", feature.describe()), feature),
        (None, None) => return None,
    };
    Some(TranslationDifference { message, is_value: matches!(feature, Feature::Value(_)) })
}

/// Describes what a translation keeps of a text, each once.
pub(super) fn find_features(text: &str) -> Vec<String> {
    count(text).keys().map(Feature::describe).collect()
}

/// Returns whether a text has words of a language.
pub(super) fn has_language(text: &str) -> bool {
    let (words, _) = split(text);
    let is_word = |word: &str| word.chars().any(char::is_alphabetic) && !is_address(word);
    words.split(|c: char| c.is_whitespace() || "()[]<>,;".contains(c)).any(is_word)
}

fn count(text: &str) -> BTreeMap<Feature, usize> {
    let (words, features) = split(text);
    let mut counts = BTreeMap::new();
    let is_space = |c: char| c.is_whitespace() || "()<>\"".contains(c);
    let bare = words.split(is_space).filter(|word| word.contains("://"));
    let bare = bare.map(|word| {
        Feature::Address(
            word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').to_owned(),
        )
    });
    let marks = ["**", "==", "~~"]
        .into_iter()
        .flat_map(|mark| words.matches(mark).map(move |_| Feature::Mark(mark)));
    for feature in features.into_iter().chain(bare).chain(marks) {
        *counts.entry(feature).or_insert(0) += 1;
    }
    counts
}

/// Splits a text into its words and what is the same in every language.
fn split(text: &str) -> (String, Vec<Feature>) {
    let mut features = Vec::new();
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for range in find_expressions(text) {
        rest.push_str(&text[from..range.start]);
        rest.push(' ');
        let inside = text[range.start + 2..range.end - 2].trim();
        features.push(Feature::Value(format!("{{{{ {inside} }}}}")));
        from = range.end;
    }
    rest.push_str(&text[from..]);
    let rest = cut(&rest, "```", "```", &mut |inside| {
        // The word after the opening fence is no text, and neither is the code.
        features.push(Feature::Code(inside.trim().to_owned()));
    });
    let rest = cut(&rest, "`", "`", &mut |inside| features.push(Feature::Code(inside.to_owned())));
    let rest = cut(&rest, "$$", "$$", &mut |inside| {
        features.push(Feature::Formula(inside.to_owned()));
    });
    let rest = cut_formulas(&rest, &mut features);
    let rest = cut(&rest, "](", ")", &mut |inside| {
        let address = inside.split_whitespace().next().unwrap_or("");
        features.push(Feature::Address(address.to_owned()));
    });
    let rest = cut(&rest, "[^", "]", &mut |inside| {
        features.push(Feature::Reference(format!("[^{inside}]")));
    });
    (rest, features)
}

/// Cuts out what is between two marks, with the marks.
fn cut(text: &str, open: &str, close: &str, found: &mut impl FnMut(&str)) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = text;
    while let Some(start) = at.find(open) {
        let inside = &at[start + open.len()..];
        let paragraph = if open == "```" { inside.len() } else { paragraph_end(inside) };
        let Some(end) = inside[..paragraph].find(close) else {
            rest.push_str(&at[..start + open.len()]);
            at = inside;
            continue;
        };
        rest.push_str(&at[..start]);
        rest.push(' ');
        found(&inside[..end]);
        at = &inside[end + close.len()..];
    }
    rest + at
}

/// Cuts out formulas between single dollar signs, as pandoc finds them.
fn cut_formulas(text: &str, features: &mut Vec<Feature>) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = text;
    while let Some(start) = at.find('$') {
        let inside = &at[start + 1..];
        let is_end = |&(end, _): &(usize, &str)| {
            !inside[..end].ends_with(|c: char| c.is_whitespace() || c == '\\')
                && !inside[end + 1..].starts_with(|c: char| c.is_ascii_digit())
        };
        let is_open = inside.starts_with(|c: char| !c.is_whitespace());
        let end = inside[..paragraph_end(inside)].match_indices('$').find(is_end);
        let Some((end, _)) = end.filter(|_| is_open) else {
            rest.push_str(&at[..=start]);
            at = inside;
            continue;
        };
        rest.push_str(&at[..start]);
        rest.push(' ');
        features.push(Feature::Formula(inside[..end].to_owned()));
        at = &inside[end + 1..];
    }
    rest + at
}

fn paragraph_end(text: &str) -> usize {
    text.find("\n\n").unwrap_or(text.len())
}

/// Returns whether a word is an address or the name of a file.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let has_domain = word.char_indices().filter(|(_, c)| *c == '.').any(|(at, _)| {
        let (before, after) = (&word[..at], &word[at + 1..]);
        let letters = after.chars().take_while(|c| c.is_ascii_alphanumeric()).count();
        before.ends_with(|c: char| c.is_ascii_alphanumeric())
            && letters >= 2
            && after.starts_with(|c: char| c.is_ascii_lowercase())
    });
    word.contains("://") || word.contains('@') || (has_domain && word.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::{find_difference, has_language};

    #[test]
    fn words_differ_from_what_is_the_same_in_every_language() {
        for text in [
            "Our partners",
            "12 km",
            "我们",
            "**{{ n }}** cities",
            "See `x` there",
            "Mail: ana@example.org",
            "and/or",
            "e.g. this",
        ] {
            assert!(has_language(text), "{text}");
        }
        for text in [
            "",
            "44 %",
            "2026-05-03",
            "{{ city | upper }}",
            "`let x = 1;`",
            "$E = m c^2$",
            "https://example.org/river",
            "ana@example.org",
            "example.org/ana",
            "answer.py",
            "```rust\nlet a = b;\n```\n",
            "–",
        ] {
            assert!(!has_language(text), "{text}");
        }
    }

    #[test]
    fn a_translation_has_the_same_values_links_and_marks() {
        let difference = |source: &str, translation: &str| {
            find_difference(source, translation).map(|found| found.message)
        };
        assert_eq!(difference("**Our** {{ n }} [x](#a)", "{{n}} **unsere** [y](#a)"), None);
        assert_eq!(
            difference("{{ n }} cities", "Städte").as_deref(),
            Some("the value `{{ n }}` is missing in this translation")
        );
        assert_eq!(
            difference("a", "{{ m }}").as_deref(),
            Some("the value `{{ m }}` is not in the source")
        );
        assert_eq!(
            difference("[x](#a)", "[x](#b)").as_deref(),
            Some("the address `#a` is missing in this translation")
        );
        assert_eq!(
            difference("**a**", "a").as_deref(),
            Some("a mark `**` is missing in this translation")
        );
        assert_eq!(
            difference("a[^n]", "a").as_deref(),
            Some("`[^n]` is missing in this translation")
        );
        assert_eq!(
            difference("$x$ and `y`", "$x$ und `z`").as_deref(),
            Some("the code `y` is missing in this translation")
        );
    }
}
