//! Converts errors of the PDF library to diagnostics at positions in the outline.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use krilla::surface::Location;

use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{ItemKind, Role, Scene};
use crate::source::Span;

/// Maps the library's [`Location`]s to spans of the outline, and collects damaged pictures that
/// were found before the library could report them.
#[derive(Default)]
pub(crate) struct SourceLocations {
    spans: Vec<Span>,
    damaged_pictures: Vec<(Option<Span>, String)>,
}

impl SourceLocations {
    /// Returns a location that maps to `span`.
    pub(crate) fn add_location(&mut self, span: Option<Span>) -> Option<Location> {
        self.spans.push(span?);
        Location::new(self.spans.len() as u64)
    }

    /// Records that the picture at `span` cannot be read.
    pub(crate) fn add_damaged_picture(&mut self, span: Option<Span>, reason: String) {
        self.damaged_pictures.push((span, reason));
    }

    /// Returns a diagnostic for each damaged picture.
    pub(crate) fn report_damaged_pictures(&self) -> Vec<Diagnostic> {
        self.damaged_pictures
            .iter()
            .map(|(span, reason)| damaged_picture_error(*span, reason))
            .collect()
    }

    fn find_span(&self, location: Option<Location>) -> Option<Span> {
        self.spans.get(location?.get() as usize - 1).copied()
    }
}

/// Returns a diagnostic for every reason why the file could not be written.
pub(crate) fn explain_error(
    error: KrillaError,
    scene: &Scene,
    locations: &SourceLocations,
) -> Vec<Diagnostic> {
    match error {
        KrillaError::Validation(errors) => errors
            .into_iter()
            .flat_map(|(error, _)| explain_validation_error(&error, scene, locations))
            .collect(),
        KrillaError::Image(_, location, reason) => {
            vec![damaged_picture_error(locations.find_span(location), &reason)]
        }
        KrillaError::Font(_, reason) => {
            vec![error_at(Code::PdfFailure, None, format!("a font cannot be embedded: {reason}"))]
        }
        KrillaError::DuplicateNamedDestination(name) => {
            vec![
                error_at(Code::DuplicateId, None, format!("two slides have the id `{name}`"))
                    .with_help("give one of them a different `id`"),
            ]
        }
        other => {
            vec![error_at(Code::PdfFailure, None, format!("the PDF cannot be written: {other}"))]
        }
    }
}

fn explain_validation_error(
    error: &ValidationError,
    scene: &Scene,
    locations: &SourceLocations,
) -> Vec<Diagnostic> {
    let diagnostic = match error {
        ValidationError::NoDocumentTitle => missing_title_error(),
        ValidationError::NoDocumentLanguage => missing_language_error(),
        ValidationError::MissingDocumentDate => error_at(
            Code::MissingMetadata,
            None,
            "the deck has no date, but the PDF standard requires one",
        )
        .with_help("write `date: 2026-05-31` at the top of the outline, or set SOURCE_DATE_EPOCH"),
        ValidationError::MissingAltText(location) => {
            missing_alt_error(locations.find_span(*location))
        }
        ValidationError::MissingAnnotationAltText(location) => {
            let span = locations.find_span(*location);
            error_at(Code::LinkWithoutText, span, "this link has no text")
                .with_help("write it as `[text](address)`")
        }
        ValidationError::MissingHeadingTitle => {
            error_at(Code::Inaccessible, None, "a heading has no text")
        }
        ValidationError::ContainsNotDefGlyph(_, location, text) => {
            return explain_missing_glyphs(scene, locations.find_span(*location), text);
        }
        ValidationError::NoCodepointMapping(_, glyph, location) => error_at(
            Code::PrivateUseCharacter,
            locations.find_span(*location),
            format!("glyph {} does not represent a character", glyph.to_u32()),
        ),
        ValidationError::InvalidCodepointMapping(_, _, character, location)
        | ValidationError::UnicodePrivateArea(_, _, character, location) => {
            private_character_error(*character, locations.find_span(*location))
        }
        ValidationError::MissingCMYKProfile => error_at(
            Code::CmykWithoutProfile,
            None,
            "a CMYK picture has no colour profile, which PDF/A requires",
        )
        .with_help("save the picture as RGB"),
        other => error_at(
            Code::Inaccessible,
            None,
            format!("the PDF would not be accessible: {other:?}"),
        ),
    };
    vec![diagnostic]
}

/// Finds the characters that no font covers. The library does not know their position, but the
/// scene does.
fn explain_missing_glyphs(
    scene: &Scene,
    default_span: Option<Span>,
    text: &str,
) -> Vec<Diagnostic> {
    let error = |span| {
        error_at(Code::MissingCharacter, span, format!("no font has a glyph for `{text}`"))
            .with_help("add a font that covers it to the `fonts` folder next to the outline")
    };
    let errors: Vec<Diagnostic> = scene
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter(|item| match &item.kind {
            ItemKind::Text(run) => run.glyphs.iter().any(|glyph| {
                glyph.id == 0
                    && run.text.get(glyph.range.start as usize..glyph.range.end as usize)
                        == Some(text)
            }),
            _ => false,
        })
        .map(|item| error(item.span))
        .collect();
    if errors.is_empty() { vec![error(default_span)] } else { errors }
}

/// Checks the requirements of PDF/UA-2 that the library does not check, because it does not know
/// the standard.
pub(crate) fn check_ua_2(scene: &Scene) -> Vec<Diagnostic> {
    let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    let errors = scene
        .structure
        .elements
        .iter()
        .filter(|element| element.role == Role::Figure && is_blank(element.alt.as_deref()));
    let title = is_blank(Some(&scene.info.title)).then(missing_title_error);
    let lang = is_blank(Some(&scene.info.lang)).then(missing_language_error);
    title
        .into_iter()
        .chain(lang)
        .chain(errors.map(|element| missing_alt_error(element.span)))
        .collect()
}

/// Returns the error for a file whose structure is not as expected, so that requested entries
/// cannot be added.
pub(crate) fn unsupported_file_error() -> Diagnostic {
    error_at(
        Code::PdfFailure,
        None,
        "cannot add `open`, `transition`, display times or `rights` to the PDF",
    )
    .with_help("remove these keys from the outline, and report this as a bug in plenary")
}

fn missing_title_error() -> Diagnostic {
    error_at(Code::MissingMetadata, None, "the deck has no title")
        .with_help("write `title` at the top of the outline")
}

fn missing_language_error() -> Diagnostic {
    error_at(Code::MissingMetadata, None, "the deck has no language")
        .with_help("write `lang: en` at the top of the outline")
}

fn missing_alt_error(span: Option<Span>) -> Diagnostic {
    error_at(Code::MissingAlt, span, "this picture has no alternative text")
        .with_help("add `alt` with a description of the picture")
}

fn private_character_error(character: char, span: Option<Span>) -> Diagnostic {
    let message = format!(
        "U+{:04X} is a private-use character, which other programs cannot interpret",
        u32::from(character)
    );
    error_at(Code::PrivateUseCharacter, span, message)
        .with_help("use a Unicode character that is not reserved for private use")
}

fn damaged_picture_error(span: Option<Span>, reason: &str) -> Diagnostic {
    error_at(Code::DamagedImage, span, format!("this picture is damaged: {reason}"))
        .with_help("open it in a picture editor and save it again")
}

fn error_at(code: Code, span: Option<Span>, message: impl Into<String>) -> Diagnostic {
    match span {
        Some(span) => Diagnostic::error(code, message, span),
        None => Diagnostic::error_without_span(code, message),
    }
}

#[cfg(test)]
mod tests {
    use krilla::configure::ValidationError as Error;
    use krilla::error::KrillaError;
    use krilla::text::{Font, GlyphId};

    use super::{SourceLocations, explain_error, explain_validation_error};
    use crate::assets::Fonts;
    use crate::diagnostic::Code;
    use crate::scene::Scene;

    /// Covers the codes that no outline can trigger; `tests/explain.rs` relies on this test.
    #[test]
    fn every_validation_error_has_a_code() {
        let (scene, locations) = (Scene::default(), SourceLocations::default());
        let face =
            Fonts::bundled().iter().next().map(|(_, face)| face.data().clone()).expect("a face");
        let font = || Font::new(face.clone().into(), 0).expect("a font");
        let cases = [
            (Error::NoDocumentTitle, Code::MissingMetadata),
            (Error::NoDocumentLanguage, Code::MissingMetadata),
            (Error::MissingDocumentDate, Code::MissingMetadata),
            (Error::MissingAltText(None), Code::MissingAlt),
            (Error::MissingAnnotationAltText(None), Code::LinkWithoutText),
            (Error::MissingHeadingTitle, Code::Inaccessible),
            (
                Error::UnicodePrivateArea(font(), GlyphId::new(1), '\u{e000}', None),
                Code::PrivateUseCharacter,
            ),
            (Error::MissingCMYKProfile, Code::CmykWithoutProfile),
        ];
        for (error, code) in cases {
            let diagnostics = explain_validation_error(&error, &scene, &locations);
            assert_eq!(
                diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(),
                [code],
                "{error:?}"
            );
        }
        let diagnostics =
            explain_error(KrillaError::Font(font(), "no outlines".into()), &scene, &locations);
        assert_eq!(diagnostics[0].code, Code::PdfFailure);
    }
}
