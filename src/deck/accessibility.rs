//! What a deck has to say of itself so that everyone can use it, and only its author knows.

use super::slide::Deck;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Deck {
    /// What is missing, each at its place: a title, a language, what a picture shows.
    ///
    /// What the deck does not say at all is missed at `top`, where its keys begin. Where nobody
    /// asks for a standard by name, stand-ins do: the first slide's title, English, the picture's
    /// file name.
    pub fn report_missing_metadata(&self, top: Span) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut metadata = |message: &str, span, hint: &str| {
            found.push(Diagnostic::error(Code::MissingMetadata, message, span).with_help(hint))
        };
        if self.metadata.title.as_ref().is_none_or(|title| title.is_blank()) {
            match &self.metadata.title {
                Some(blank) => metadata(
                    "the deck has no title",
                    blank.span,
                    "write here what the talk is about",
                ),
                None => metadata(
                    "the deck has no title",
                    top,
                    "write above this line: `title: What the talk is about`",
                ),
            }
        }
        if !self.metadata.is_lang_given {
            let hint = "write above this line: `lang: en`, or another language's code";
            metadata("the deck does not say its language", top, hint);
        }
        for figure in self
            .content_figures()
            .into_iter()
            .filter(|figure| figure.alt.is_none() && figure.caption.is_none())
        {
            let message =
                format!("`{}` has no description for those who cannot see it", figure.src);
            let finding = Diagnostic::error(Code::MissingAlt, message, figure.src_span);
            found.push(finding.with_help(format!(
                "write what it shows: `{{ src: {}, alt: … }}`, or `alt: \"\"` if it only decorates",
                figure.src
            )));
        }
        found
    }

    /// That no date can be read, which files for archives need.
    pub fn report_missing_date(&self, top: Span) -> Diagnostic {
        let environment = "or set SOURCE_DATE_EPOCH";
        match &self.metadata.date {
            Some(date) => Diagnostic::error(
                Code::MissingMetadata,
                "the standard asks for a day, month and year",
                date.span,
            )
            .with_help(format!("write it as `date: 2026-05-31`, {environment}")),
            None => Diagnostic::error(
                Code::MissingMetadata,
                "the deck has no date, which the standard asks for",
                top,
            )
            .with_help(format!("write above this line: `date: 2026-05-31`, {environment}")),
        }
    }
}
