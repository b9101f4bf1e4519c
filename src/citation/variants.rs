//! A citation style as each step of formatting needs it: the library mixes up what tells citations
//! apart with the list of works.

use hayagriva::citationberg::{
    CitationFormat, Collapse, DisambiguationRule, IndependentStyle, StyleCategory, StyleClass,
    VerticalAlign,
};

use super::style::shows_labels;

/// A style and its variants.
pub(super) struct StyleVariants {
    /// For citations.
    pub cite: IndependentStyle,
    /// For citations with words of their own, which are not joined: `1, see 2, 3` instead of `1–3`.
    pub apart: Option<IndependentStyle>,
    /// For the list, if names in citations are completed to tell works apart. The library would
    /// show the same names in the list, and no others.
    pub list: Option<IndependentStyle>,
    /// Whether years have letters: `2020a`.
    pub has_year_letters: bool,
    /// Whether citations are labels: `[Doe15]`.
    pub has_labels: bool,
    /// Whether citations are notes.
    pub has_notes: bool,
    /// Whether citations are raised.
    pub is_raised: bool,
}

impl StyleVariants {
    /// Creates the variants of a style.
    pub(super) fn new(mut cite: IndependentStyle) -> Self {
        let has_notes = cite.settings.class == StyleClass::Note;
        let has_labels = cite.info.category.iter().any(|category| {
            matches!(category, StyleCategory::CitationFormat { format: CitationFormat::Label })
        });
        let is_raised = cite.citation.layout.vertical_align == Some(VerticalAlign::Sup);
        let citation = &mut cite.citation;
        // See the module `letters`.
        let has_letters = std::mem::take(&mut citation.disambiguate_add_year_suffix);
        let completes = citation.disambiguate_add_names || citation.disambiguate_add_givenname;
        // The library takes works for different that only given names would tell apart, but shows
        // these for one rule only.
        if citation.givenname_disambiguation_rule != DisambiguationRule::ByCite {
            citation.disambiguate_add_givenname = false;
        }
        let is_joined = citation.collapse == Some(Collapse::CitationNumber);
        let apart = is_joined.then(|| {
            let mut apart = cite.clone();
            apart.citation.collapse = None;
            apart
        });
        let list = completes.then(|| {
            let mut list = cite.clone();
            list.citation.disambiguate_add_names = false;
            list.citation.disambiguate_add_givenname = false;
            list
        });
        let has_year_letters = has_letters && !has_notes && !shows_labels(&cite);
        Self { cite, apart, list, has_year_letters, has_labels, has_notes, is_raised }
    }
}
