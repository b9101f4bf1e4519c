//! What a deck has to say of itself so that everyone can use it, and only its author knows.

use super::slide::Deck;
use crate::diagnostic::{Code, Diagnostic};

impl Deck {
    /// What is missing, each at its place: a title, a language, what a picture shows.
    ///
    /// Where nobody asks for a standard by name, stand-ins do: the first slide's title, English, the picture's file name.
    pub fn lacking(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut metadata = |message: &str, hint: &str| {
            let finding = Diagnostic::error_without_place(Code::MissingMetadata, message);
            found.push(finding.hint(hint));
        };
        if self.metadata.title.as_ref().is_none_or(|title| title.is_blank()) {
            metadata("the deck has no title", "write `title:` at the top of the outline");
        }
        if !self.metadata.says_lang {
            metadata(
                "the deck does not say its language",
                "write `lang: en` at the top of the outline, or another language's code",
            );
        }
        for figure in self.figures().into_iter().filter(|figure| figure.alt.is_none() && figure.caption.is_none()) {
            let message = format!("`{}` has no description for those who cannot see it", figure.src);
            let finding = Diagnostic::error(Code::MissingAlt, message, figure.src_span);
            found.push(
                finding.hint(format!(
                    "write what it shows: `{{ src: {}, alt: … }}`, or `alt: \"\"` if it only decorates",
                    figure.src
                )),
            );
        }
        found
    }
}
