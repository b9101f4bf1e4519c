//! Finds the title of a slide, and covers without places for their texts.

use super::list_style::Bullet;
use super::rect::ShapeRect;
use super::running::MAX_LOGO_SHARE;
use super::shape::{LayoutPlace, SlideShape};
use super::shape_content::ShapeContent;
use super::slide::shape_words;
use super::slide_source::SlideSource;
use super::text::OfficeParagraph;

/// The longest text that is taken for a title without a place of its own, in characters.
pub(super) const MAX_TITLE_CHARS: usize = 90;

/// The most words and texts of a cover without places for them.
const MAX_COVER_WORDS: usize = 40;
const MAX_COVER_TEXTS: usize = 5;

/// The smallest type of the title of such a cover, in pt.
const MIN_COVER_SIZE: f64 = 28.0;

/// A text of a slide and its largest type size in pt.
struct SizedText<'s> {
    index: usize,
    shape: &'s SlideShape,
    paragraphs: Vec<&'s OfficeParagraph>,
    size: f64,
}

impl SizedText<'_> {
    /// Whether it is one short paragraph with letters.
    fn is_title_like(&self) -> bool {
        let words = self.paragraphs[0].words();
        self.paragraphs.len() == 1
            && self.shape.group.is_none()
            && words.chars().count() <= MAX_TITLE_CHARS
            && words.chars().any(char::is_alphanumeric)
            && !is_quoted(words.trim())
    }
}

/// Returns the index of the shape that is the title.
pub(super) fn find_title(slide: &SlideSource, page: &ShapeRect) -> Option<usize> {
    let is_title = |shape: &SlideShape| {
        shape.placeholder.as_ref().is_some_and(|place| place.group() == "title")
            && !shape.is_hidden
            && shape.rect.is_none_or(|rect| rect.bottom() > 0.0 && rect.y < page.height)
            && visible_paragraphs(shape).is_some()
    };
    if let Some(index) = slide.shapes.iter().position(is_title) {
        return Some(index);
    }
    let texts = sized_texts(slide);
    if slide.is_cover {
        return texts.iter().max_by(|a, b| a.size.total_cmp(&b.size)).map(|text| text.index);
    }
    // Without a place for it, the title is a short line at the top in the largest type.
    let largest = texts.iter().map(|text| text.size).reduce(f64::max)?;
    let mut candidates = texts.iter().filter(|text| {
        let is_top = text
            .shape
            .rect
            .is_some_and(|rect| rect.middle().1 < page.height * 0.3 && rect.y >= 0.0);
        is_top && text.size >= largest && text.is_title_like() && !is_lone_number(text, &texts)
    });
    if let Some(found) = candidates.next() {
        return (candidates.next().is_none() && found.size >= 20.0).then_some(found.index);
    }
    find_low_title(slide, &texts, page)
}

/// Returns the title that is lower on the slide, for example beside a picture: the first text, if
/// it is by far the largest.
fn find_low_title(slide: &SlideSource, texts: &[SizedText], page: &ShapeRect) -> Option<usize> {
    let y = |text: &SizedText| text.shape.rect.map_or(f64::INFINITY, |rect| rect.y);
    let first = texts.iter().min_by(|a, b| y(a).total_cmp(&y(b)))?;
    let middle = first.shape.rect?.middle().1;
    let words = first.paragraphs[0].words();
    let others = || texts.iter().filter(|text| text.index != first.index);
    let has_more = others().next().is_some()
        || slide
            .shapes
            .iter()
            .any(|shape| shape.picture().is_some() && !shape.is_hidden && !is_full(shape, page));
    let is_title = first.is_title_like()
        && has_more
        && (0.0..page.height * 0.5).contains(&middle)
        && first.size >= 20.0
        && others().all(|other| first.size >= other.size * 1.3)
        && words.chars().any(char::is_alphabetic)
        && !is_amount(&words);
    is_title.then_some(first.index)
}

/// Whether the first slide of a deck is a cover, although nothing says so: a large title with a
/// few words, and pictures at most as its ground or as logos.
pub(super) fn is_unnamed_cover(slide: &SlideSource, page: &ShapeRect) -> bool {
    let is_plain = |shape: &SlideShape| match &shape.content {
        ShapeContent::Line { .. } => true,
        ShapeContent::Picture(_) => {
            let share = shape.rect.map_or(0.0, |rect| rect.area() / page.area().max(1.0));
            share <= MAX_LOGO_SHARE || is_full(shape, page)
        }
        ShapeContent::Text(paragraphs) => {
            let is_text = |text: &OfficeParagraph| text.is_blank() || text.bullet == Bullet::None;
            let is_blank = paragraphs.iter().all(OfficeParagraph::is_blank);
            is_blank || shape.placeholder.is_none() && paragraphs.iter().all(is_text)
        }
        _ => false,
    };
    let mut shapes = slide.shapes.iter().filter(|shape| !shape.is_hidden && !is_running(shape));
    if slide.problem.is_some() || !shapes.all(is_plain) {
        return false;
    }
    let texts = sized_texts(slide);
    let all = slide.shapes.iter().filter(|shape| visible_paragraphs(shape).is_some());
    let count = all.filter(|shape| !is_running(shape)).count();
    let Some(title) = texts.iter().max_by(|a, b| a.size.total_cmp(&b.size)) else { return false };
    let words: usize =
        texts.iter().map(|text| shape_words(text.shape).split_whitespace().count()).sum();
    let title_words = shape_words(title.shape);
    let is_title = title.paragraphs.len() <= 2
        && title.size >= MIN_COVER_SIZE
        && title_words.chars().count() <= MAX_TITLE_CHARS
        && title_words.chars().any(char::is_alphabetic)
        && !is_amount(&title_words);
    // A text whose size is not known may be the largest.
    count == texts.len()
        && count <= MAX_COVER_TEXTS
        && words <= MAX_COVER_WORDS
        && is_title
        && texts.iter().all(|text| text.index == title.index || title.size >= text.size * 1.25)
}

fn is_running(shape: &SlideShape) -> bool {
    shape.placeholder.as_ref().is_some_and(LayoutPlace::is_running)
}

/// Whether a shape covers the whole slide.
pub(super) fn is_full(shape: &SlideShape, page: &ShapeRect) -> bool {
    shape.rect.is_some_and(|rect| page.share_inside(&rect) >= 0.9)
}

/// Whether a text is an amount, such as `62 %` or `€1.2M`.
pub(super) fn is_amount(words: &str) -> bool {
    let signs = ['€', '$', '£', '¥', '+', '-', '−', '–', '<', '>', '~', '≈', '#'];
    words.chars().count() <= 10
        && words.contains(|c: char| c.is_numeric())
        && words.starts_with(|c: char| c.is_numeric() || signs.contains(&c))
        && words.split_whitespace().count() <= 2
}

/// Whether a text is the only number of a slide that has its label besides.
fn is_lone_number(text: &SizedText, texts: &[SizedText]) -> bool {
    let count: usize = texts.iter().map(|text| text.paragraphs.len()).sum();
    let is_label = |other: &SizedText| other.index == text.index || text.size >= other.size * 1.6;
    count == 2 && is_amount(text.paragraphs[0].words().trim()) && texts.iter().all(is_label)
}

/// Whether a text is in quotation marks as a whole.
fn is_quoted(words: &str) -> bool {
    words.starts_with(['“', '„', '«', '"']) && words.ends_with(['”', '“', '»', '"'])
}

/// Returns the visible texts of a slide whose type sizes are known.
fn sized_texts(slide: &SlideSource) -> Vec<SizedText<'_>> {
    let texts = slide.shapes.iter().enumerate().filter_map(|(index, shape)| {
        if is_running(shape) {
            return None;
        }
        let paragraphs = visible_paragraphs(shape)?;
        let size = paragraphs.iter().filter_map(|paragraph| paragraph.size()).reduce(f64::max)?;
        Some(SizedText { index, shape, paragraphs, size })
    });
    texts.collect()
}

/// Returns the paragraphs with words of a visible text; `None` if there are none.
pub(super) fn visible_paragraphs(shape: &SlideShape) -> Option<Vec<&OfficeParagraph>> {
    match &shape.content {
        ShapeContent::Text(paragraphs) if !shape.is_hidden => {
            let found: Vec<_> = paragraphs.iter().filter(|found| !found.is_blank()).collect();
            (!found.is_empty()).then_some(found)
        }
        _ => None,
    }
}
