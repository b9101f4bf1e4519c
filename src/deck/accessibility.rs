//! Accessibility metadata that only the author can supply, such as titles and alternative text.

use super::slide::Deck;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Deck {
    /// Reports missing titles, languages and alternative text.
    ///
    /// Keys that are missing from the deck are reported at `top`, where its keys begin. Call this
    /// only if the user requests a PDF standard by name; otherwise the first slide's title, English
    /// and the picture's file name serve as defaults.
    pub fn report_missing_metadata(&self, top: Span) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut metadata = |message: &str, span, help: &str| {
            diagnostics
                .push(Diagnostic::error(Code::MissingMetadata, message, span).with_help(help))
        };
        if self.metadata.title.as_ref().is_none_or(|title| title.is_blank()) {
            match &self.metadata.title {
                Some(blank) => metadata(
                    "the deck has no title",
                    blank.span,
                    "write the title of the talk here",
                ),
                None => {
                    metadata("the deck has no title", top, "add a line above this one: `title: …`")
                }
            }
        }
        if !self.metadata.is_lang_given {
            let help = "add a line above this one: `lang: en`, or the code of another language";
            metadata("the deck has no language", top, help);
        }
        for figure in self
            .content_figures()
            .into_iter()
            .filter(|figure| figure.alt.is_none() && figure.caption.is_none())
        {
            let message = format!("the picture `{}` has no alternative text", figure.src);
            let diagnostic = Diagnostic::error(Code::MissingAlt, message, figure.src_span);
            diagnostics.push(diagnostic.with_help(format!(
                "describe the picture: `{{ src: {}, alt: … }}`, or write `alt: \"\"` if \
                    it is decoration",
                figure.src
            )));
        }
        diagnostics
    }

    /// Reports that the deck has no full date, which PDF/A requires.
    pub fn report_missing_date(&self, top: Span) -> Diagnostic {
        let environment = "or set SOURCE_DATE_EPOCH";
        match &self.metadata.date {
            Some(date) => Diagnostic::error(
                Code::MissingMetadata,
                "the PDF standard requires a date with day, month and year",
                date.span,
            )
            .with_help(format!("write the date as `date: 2026-05-31`, {environment}")),
            None => Diagnostic::error(
                Code::MissingMetadata,
                "the deck has no date, but the PDF standard requires one",
                top,
            )
            .with_help(format!("add a line above this one: `date: 2026-05-31`, {environment}")),
        }
    }
}
