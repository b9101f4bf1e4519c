//! A picture of the whole slide: the ground of a page with words, or a page with a picture.

use super::Importer;
use super::compose::strip_bold;
use super::deck::is_title_slide;
use super::item::BodyItem;
use super::rect::ShapeRect;
use super::shape::SlideShape;
use super::slide::ConvertedSlide;
use super::slide_source::SlideSource;
use super::title::is_full;
use crate::import::write::OutlineValue;

/// The most words over a picture that the layout `image` shows.
const MAX_IMAGE_WORDS: usize = 20;

/// Returns the index of the only picture that covers the whole slide.
pub(super) fn find_full_picture(slide: &SlideSource, page: &ShapeRect) -> Option<usize> {
    let is_found =
        |shape: &SlideShape| shape.picture().is_some() && !shape.is_hidden && is_full(shape, page);
    let mut found =
        slide.shapes.iter().enumerate().filter(|(_, shape)| is_found(shape)).map(|(at, _)| at);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

impl Importer<'_> {
    /// Adds a picture of the whole slide: as the background of a cover, section or page with many
    /// words, otherwise as a page with a picture, whose few words are over it.
    pub(super) fn add_full_picture(
        &mut self,
        shape: &SlideShape,
        slide: &SlideSource,
        items: &mut Vec<BodyItem>,
        converted: &mut ConvertedSlide,
    ) {
        let Some(picture) = self.convert_shape(shape, &slide.relations) else { return };
        let Some(figure) = picture.only("figure").cloned() else { return };
        let is_alone = items.is_empty() && converted.text("title").is_none();
        if is_alone || converted.entries.iter().any(|(key, _)| key == "background") {
            items.push(picture);
            return;
        }
        let is_page = is_title_slide(slide) || slide.layout.kind == "secHead";
        let is_text = |item: &BodyItem| item.only("text").is_some();
        let words: usize = items.iter().map(BodyItem::word_count).sum();
        if is_page || words > MAX_IMAGE_WORDS || !items.iter().all(is_text) {
            let path = match figure {
                OutlineValue::Map(entries) => {
                    entries.into_iter().find(|(key, _)| key == "src").map(|(_, path)| path)
                }
                path => Some(path),
            };
            converted.entries.extend(path.map(|path| ("background".to_owned(), path)));
            self.keep_alt(shape);
            return;
        }
        let mut lines = Vec::new();
        for item in std::mem::take(items) {
            if let Some(OutlineValue::Text(text)) = item.only("text") {
                lines.extend(text.split("\n\n").map(|line| line.replace("\\\n", " ")));
            }
        }
        if converted.text("title").is_none() {
            let title = strip_bold(&lines.remove(0));
            converted.entries.push(("title".to_owned(), OutlineValue::Text(title)));
        }
        let mut entries = match figure {
            OutlineValue::Map(entries) => entries,
            path => vec![("src".to_owned(), path)],
        };
        if !lines.is_empty() {
            let at = entries.iter().position(|(key, _)| key == "href").unwrap_or(entries.len());
            let caption = OutlineValue::Text(lines.join(" "));
            entries.insert(at, ("caption".to_owned(), caption));
        }
        converted.insert(0, "layout", OutlineValue::word("image"));
        converted.entries.push(("figure".to_owned(), OutlineValue::Map(entries)));
        converted.has_body = true;
    }
}
