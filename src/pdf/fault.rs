//! What the library refuses, said in the author's words at the outline's line.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use krilla::surface::Location;

use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{ItemKind, Role, Scene};
use crate::source::Span;

/// The outline's places behind the library's [`Location`]s, and what went wrong at them before the
/// library could say so.
#[derive(Default)]
pub struct Places {
    spans: Vec<Span>,
    damaged: Vec<(Option<Span>, String)>,
}

impl Places {
    /// A number that leads back to `span`.
    pub fn location(&mut self, span: Option<Span>) -> Option<Location> {
        self.spans.push(span?);
        Location::new(self.spans.len() as u64)
    }

    /// Remembers that the picture at `span` cannot be read.
    pub fn note(&mut self, span: Option<Span>, reason: String) {
        self.damaged.push((span, reason));
    }

    /// A finding for each picture that cannot be read.
    pub fn damaged(&self) -> Vec<Diagnostic> {
        self.damaged.iter().map(|(span, reason)| damaged(*span, reason)).collect()
    }

    fn span(&self, location: Option<Location>) -> Option<Span> {
        self.spans.get(location?.get() as usize - 1).copied()
    }
}

/// Every reason why no file was written.
pub fn explain(error: KrillaError, scene: &Scene, places: &Places) -> Vec<Diagnostic> {
    match error {
        KrillaError::Validation(errors) => errors
            .into_iter()
            .flat_map(|(error, _)| explain_validation(&error, scene, places))
            .collect(),
        KrillaError::Image(_, location, reason) => vec![damaged(places.span(location), &reason)],
        KrillaError::Font(_, reason) => {
            vec![at(Code::PdfFailure, None, format!("a font cannot be embedded: {reason}"))]
        }
        KrillaError::DuplicateNamedDestination(name) => {
            vec![
                at(Code::DuplicateId, None, format!("two slides have the id `{name}`"))
                    .hint("give one of them another `id:`"),
            ]
        }
        other => vec![at(Code::PdfFailure, None, format!("the PDF cannot be written: {other}"))],
    }
}

fn explain_validation(error: &ValidationError, scene: &Scene, places: &Places) -> Vec<Diagnostic> {
    match error {
        ValidationError::NoDocumentTitle => {
            vec![no_title()]
        }
        ValidationError::NoDocumentLanguage => {
            vec![no_language()]
        }
        ValidationError::MissingDocumentDate => {
            vec![
                at(
                    Code::MissingMetadata,
                    None,
                    "the deck has no date, which this standard asks for",
                )
                .hint(
                    "write `date: 2026-05-31` at the top of the outline, or set SOURCE_DATE_EPOCH",
                ),
            ]
        }
        ValidationError::MissingAltText(location) => {
            vec![no_alt(places.span(*location))]
        }
        ValidationError::MissingAnnotationAltText(location) => {
            vec![
                at(
                    Code::LinkWithoutWords,
                    places.span(*location),
                    "this link has no words to be called by",
                )
                .hint("write it as `[words](address)`"),
            ]
        }
        ValidationError::MissingHeadingTitle => {
            vec![at(Code::Inaccessible, None, "a heading has no words")]
        }
        ValidationError::ContainsNotDefGlyph(_, location, text) => {
            missing_glyphs(scene, places.span(*location), text)
        }
        ValidationError::NoCodepointMapping(_, glyph, location) => {
            vec![at(
                Code::PrivateCharacter,
                places.span(*location),
                format!("glyph {} stands for no character", glyph.to_u32()),
            )]
        }
        ValidationError::InvalidCodepointMapping(_, _, letter, location)
        | ValidationError::UnicodePrivateArea(_, _, letter, location) => vec![
            at(
                Code::PrivateCharacter,
                places.span(*location),
                format!("U+{:04X} means nothing to other readers", u32::from(*letter)),
            )
            .hint("write a character of Unicode that is not reserved for private use"),
        ],
        ValidationError::MissingCMYKProfile => {
            vec![
                at(
                    Code::CmykWithoutProfile,
                    None,
                    "a CMYK picture cannot be archived without a colour profile",
                )
                .hint("save the picture as RGB"),
            ]
        }
        other => vec![at(
            Code::Inaccessible,
            None,
            format!("the PDF would not be one that everyone can use: {other:?}"),
        )],
    }
}

/// The places of the characters that no face draws. The library does not know them, but the scene
/// does.
fn missing_glyphs(scene: &Scene, known: Option<Span>, text: &str) -> Vec<Diagnostic> {
    let say = |span| {
        at(Code::MissingCharacter, span, format!("no font has a glyph for `{text}`"))
            .hint("put a font that has it into the `fonts/` folder beside the outline")
    };
    let found: Vec<Diagnostic> = scene
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
        .map(|item| say(item.span))
        .collect();
    if found.is_empty() { vec![say(known)] } else { found }
}

/// What the library does not look for under PDF/UA-2, which it does not know, and this program
/// itself sees to.
pub fn lacking(scene: &Scene) -> Vec<Diagnostic> {
    let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    let errors = scene
        .structure
        .elements
        .iter()
        .filter(|element| element.role == Role::Figure && is_blank(element.alt.as_deref()));
    let title = is_blank(Some(&scene.metadata.title)).then(no_title);
    let lang = is_blank(Some(&scene.metadata.lang)).then(no_language);
    title.into_iter().chain(lang).chain(errors.map(|element| no_alt(element.span))).collect()
}

/// The library's file is not laid out as it was when this was written, and what the author asked
/// for cannot be added.
pub fn unfinished() -> Diagnostic {
    at(
        Code::PdfFailure,
        None,
        "the PDF cannot be finished: `open`, `transition`, times and `rights` find no place in it",
    )
    .hint("take them out of the outline, and report this: it is a fault of plenary")
}

fn no_title() -> Diagnostic {
    at(Code::MissingMetadata, None, "the deck has no title")
        .hint("write `title:` at the top of the outline")
}

fn no_language() -> Diagnostic {
    at(Code::MissingMetadata, None, "the deck has no language")
        .hint("write `lang: en` at the top of the outline")
}

fn no_alt(span: Option<Span>) -> Diagnostic {
    at(Code::MissingAlt, span, "this picture has no description for those who cannot see it")
        .hint("add `alt:` with what it shows")
}

fn damaged(span: Option<Span>, reason: &str) -> Diagnostic {
    at(Code::DamagedPicture, span, format!("this picture is damaged: {reason}"))
        .hint("open it in a picture editor and save it again")
}

fn at(code: Code, span: Option<Span>, message: impl Into<String>) -> Diagnostic {
    match span {
        Some(span) => Diagnostic::error(code, message, span),
        None => Diagnostic::error_without_place(code, message),
    }
}

#[cfg(test)]
mod tests {
    use krilla::configure::ValidationError as Error;
    use krilla::error::KrillaError;
    use krilla::text::{Font, GlyphId};

    use super::{Places, explain, explain_validation};
    use crate::assets::Fonts;
    use crate::diagnostic::Code;
    use crate::scene::Scene;

    /// The codes that no outline leads to; `tests/explain.rs` counts on this.
    #[test]
    fn what_the_library_refuses_has_a_code_of_its_own() {
        let (scene, places) = (Scene::default(), Places::default());
        let face =
            Fonts::bundled().iter().next().map(|(_, face)| face.data().clone()).expect("a face");
        let font = || Font::new(face.clone().into(), 0).expect("a font");
        let cases = [
            (Error::NoDocumentTitle, Code::MissingMetadata),
            (Error::NoDocumentLanguage, Code::MissingMetadata),
            (Error::MissingDocumentDate, Code::MissingMetadata),
            (Error::MissingAltText(None), Code::MissingAlt),
            (Error::MissingAnnotationAltText(None), Code::LinkWithoutWords),
            (Error::MissingHeadingTitle, Code::Inaccessible),
            (
                Error::UnicodePrivateArea(font(), GlyphId::new(1), '\u{e000}', None),
                Code::PrivateCharacter,
            ),
            (Error::MissingCMYKProfile, Code::CmykWithoutProfile),
        ];
        for (error, code) in cases {
            let found = explain_validation(&error, &scene, &places);
            assert_eq!(
                found.iter().map(|finding| finding.code).collect::<Vec<_>>(),
                [code],
                "{error:?}"
            );
        }
        let found = explain(KrillaError::Font(font(), "no outlines".into()), &scene, &places);
        assert_eq!(found[0].code, Code::PdfFailure);
    }
}
