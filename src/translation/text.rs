//! A text of an outline, in the languages that it is written in.

use crate::source::Span;
use crate::template::choose_language;
use crate::yaml::ScalarStyle;

/// A text that is shown, in the languages that it is written in.
#[derive(Clone, Debug)]
pub struct TranslatableText {
    /// A stable name: the id or number of the slide and the keys that lead to the text,
    /// `#partners/bullets/2`. A name in an included outline starts with its path and a colon.
    pub context: String,
    /// The number of its slide in its outline, from 1; `None` for a text of the deck.
    pub slide: Option<usize>,
    /// The keys that lead to it in its slide: `bullets/2`.
    pub place: String,
    /// What the key is for, in Markdown.
    pub about: &'static str,
    /// The text in each language, in the order written. There is at least one.
    pub versions: Vec<TextVersion>,
    /// The version that is translated: that in the language of the deck, or else the first.
    pub(super) source: usize,
    pub(super) form: WrittenForm,
}

/// A text in one language.
#[derive(Clone, Debug)]
pub struct TextVersion {
    /// The code of the language.
    pub language: String,
    /// The text as written, with its Markdown and its expressions.
    pub text: String,
    /// Where it is written. A label of a chart may be written several times.
    pub spans: Vec<Span>,
    pub(super) style: ScalarStyle,
}

/// How a text is written, which decides how a translation is added.
#[derive(Clone, Debug)]
pub(super) enum WrittenForm {
    /// A value in one language.
    Plain {
        /// What a mapping of languages replaces.
        span: Span,
        /// The key before it; `None` for an item of a list.
        key: Option<Span>,
        is_flow: bool,
    },
    /// A mapping of languages with a text each.
    Languages { first_key: Span, last_value: Span, last_style: ScalarStyle, is_flow: bool },
    /// The key of a pair `Name: value`, which a translation turns into the long form.
    PairKey {
        key: Span,
        pair: Span,
        is_flow: bool,
        /// Whether the pair is in a list in brackets without braces of its own.
        is_bare: bool,
        /// The keys of the long form for the name and the value.
        names: (&'static str, &'static str),
    },
    /// A part of a value that is written once for each language.
    Part(usize),
    /// A text that has to be written in another way first: the reason.
    Fixed(&'static str),
}

/// A value that is written once for each language, such as the data of a chart whose labels are
/// keys.
#[derive(Clone, Debug)]
pub(super) struct LanguageCopies {
    /// The value in the language of its texts.
    pub own: Span,
    /// The key before the value, or before the mapping of languages.
    pub key: Option<Span>,
    /// The first language and the last value, if there is a mapping of languages already.
    pub languages: Option<(Span, Span)>,
    pub is_flow: bool,
}

impl TranslatableText {
    /// Returns the version that is translated.
    pub fn source(&self) -> &TextVersion {
        &self.versions[self.source]
    }

    /// Returns the version that a deck in a language shows, if the text is there in that language.
    pub fn find_version(&self, language: &str) -> Option<&TextVersion> {
        let codes = self.versions.iter().map(|version| version.language.as_str());
        choose_language(codes, language).map(|at| &self.versions[at])
    }

    /// Returns where it starts in its outline.
    pub fn span(&self) -> Span {
        self.source().spans.first().copied().unwrap_or_default()
    }
}
