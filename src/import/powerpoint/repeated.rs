//! Footers and page numbers that were typed on each slide, not into their places.

use std::collections::BTreeMap;

use super::rect::ShapeRect;
use super::running::is_number;
use super::shape::{LayoutPlace, SlideShape};
use super::shape_content::ShapeContent;
use super::slide::shape_words;
use super::slide_source::SlideSource;

/// The fewest slides that must have a text for it to be a footer.
const MIN_SLIDES: usize = 3;

/// The longest footer, in characters.
const MAX_FOOTER_CHARS: usize = 120;

/// Gives typed footers and page numbers the places that they should have.
pub(super) fn place_repeated_texts(slides: &mut [SlideSource], page: &ShapeRect) {
    let needed = MIN_SLIDES.max(slides.len().div_ceil(2));
    let mut footers: BTreeMap<String, usize> = BTreeMap::new();
    let mut numbers = 0;
    for (index, slide) in slides.iter().enumerate() {
        let texts = slide.shapes.iter().filter(|shape| is_free_text(shape));
        for shape in texts.clone().filter(|shape| is_at_foot(shape, page)) {
            let words = shape_words(shape);
            if !words.is_empty() && words.chars().count() <= MAX_FOOTER_CHARS {
                *footers.entry(words).or_insert(0) += 1;
            }
        }
        numbers += usize::from(texts.clone().any(|shape| is_typed_number(shape, index, page)));
    }
    for (index, slide) in slides.iter_mut().enumerate() {
        for shape in slide.shapes.iter_mut().filter(|shape| is_free_text(shape)) {
            let count = footers.get(&shape_words(shape)).copied().unwrap_or(0);
            let has_field = matches!(&shape.content, ShapeContent::Text(found) if is_number(found));
            let is_field = has_field && shape_words(shape).chars().all(|c| c.is_ascii_digit());
            let kind = if is_field || numbers >= needed && is_typed_number(shape, index, page) {
                "sldNum"
            } else if count >= needed && is_at_foot(shape, page) {
                "ftr"
            } else {
                continue;
            };
            shape.placeholder = Some(LayoutPlace { kind: kind.to_owned(), index: None });
        }
    }
}

fn is_free_text(shape: &SlideShape) -> bool {
    shape.placeholder.is_none()
        && !shape.is_hidden
        && matches!(shape.content, ShapeContent::Text(_))
}

fn is_at_foot(shape: &SlideShape, page: &ShapeRect) -> bool {
    shape.rect.is_some_and(|rect| rect.middle().1 > page.height * 0.88)
}

/// Whether a text is the number of the slide at the upper or lower edge.
fn is_typed_number(shape: &SlideShape, index: usize, page: &ShapeRect) -> bool {
    let is_at_head = shape.rect.is_some_and(|rect| rect.middle().1 < page.height * 0.1);
    (is_at_head || is_at_foot(shape, page)) && shape_words(shape) == (index + 1).to_string()
}
