//! The pictures of one deck, each read once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::geometry::Rect;
use crate::source::Span;

use super::image::SvgFonts;
use super::{AssetError, Files, Fonts, Image};

/// Parts of a picture that nobody may see.
#[derive(Clone, Debug)]
pub struct HiddenParts<'a> {
    /// The name of the picture without these parts.
    pub name: String,
    /// The path of the picture.
    pub path: &'a str,
    /// The parts, as shares of its width and height.
    pub parts: Vec<Rect>,
    /// Where the outline names the picture.
    pub span: Span,
}

/// Pictures by their names in the outline.
#[derive(Debug, Default)]
pub struct Images(BTreeMap<String, Arc<Image>>);

impl Images {
    /// Reads all requested pictures. An unreadable picture is an error at each place that names it.
    pub fn load<'a>(
        files: &Files,
        fonts: &Fonts,
        requests: impl IntoIterator<Item = (&'a str, Span)>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for (name, span) in requests {
            let spans = places.entry(name).or_default();
            if !spans.contains(&span) {
                spans.push(span);
            }
        }
        let fonts = SvgFonts::new(fonts);
        let read: Vec<Result<Image, AssetError>> = places
            .par_iter()
            .map(|(name, _)| {
                files.read_picture(name).and_then(|bytes| Image::read_with(name, bytes, &fonts))
            })
            .collect();
        let mut images = BTreeMap::new();
        let mut by_content: BTreeMap<u64, Arc<Image>> = BTreeMap::new();
        for ((name, spans), image) in places.into_iter().zip(read) {
            match image {
                Ok(image) => {
                    let first = spans.into_iter().next();
                    diagnostics.extend(
                        image.warnings.iter().map(|warning| warning.clone().into_warning(first)),
                    );
                    let image =
                        by_content.entry(image.digest).or_insert_with(|| Arc::new(image)).clone();
                    images.insert(name.to_owned(), image);
                }
                Err(error) => diagnostics
                    .extend(spans.into_iter().map(|span| error.clone().into_diagnostic(span))),
            }
        }
        Self(images)
    }

    /// Adds pictures that were loaded without their private parts, each under a name of its own.
    pub fn hide_parts<'a>(
        &mut self,
        requests: impl IntoIterator<Item = HiddenParts<'a>>,
        diagnostics: &mut Diagnostics,
    ) {
        for request in requests {
            let Some(image) = self.get(request.path) else { continue };
            if self.0.contains_key(&request.name) {
                continue;
            }
            match image.with_hidden_parts(&request.parts) {
                Ok(image) => {
                    self.0.insert(request.name, Arc::new(image));
                }
                Err(error) => diagnostics.push(error.into_diagnostic(request.span)),
            }
        }
    }

    /// Returns the picture that the outline calls `name`.
    pub fn get(&self, name: &str) -> Option<Arc<Image>> {
        self.0.get(name).cloned()
    }
}
