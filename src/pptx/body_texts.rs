//! Finds the main texts of a page, which fill the bodies of its layout, and how they are arranged.

use super::content::{PageContentReader, PageObject};
use super::inherited_place::items_beside;
use super::paragraph::Paragraph;
use super::text_box::{SlideObject, TextBox};
use crate::geometry::Rect;
use crate::scene::{ElementId, Role, SlideLayoutKind};

/// The most bodies side by side. What has more is a grid of small texts.
const MAX_BODIES: usize = 3;

/// Boxes that overlap less than this are beside or below each other, in pt.
const MAX_OVERLAP: f32 = 2.0;

/// What is below this share of the height of the page is at its foot, as footnotes are.
const FOOT_START: f32 = 0.8;

/// How the main texts of a page are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyArrangement {
    /// There is none.
    Empty,
    /// One text has the page below the title.
    Full,
    /// One text has the left side, and something else the right one.
    Left,
    /// One text has the right side, and something else the left one.
    Right,
    /// One text is above something else.
    Above,
    /// This number of texts are side by side.
    Columns(usize),
}

/// The main texts of a page.
pub(super) struct PageBodies {
    pub(super) arrangement: BodyArrangement,
    /// Their indices among the objects of the page, in reading order.
    pub(super) objects: Vec<usize>,
}

impl BodyArrangement {
    /// Returns the number of bodies.
    pub(super) fn count(self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Full | Self::Left | Self::Right | Self::Above => 1,
            Self::Columns(count) => count,
        }
    }

    /// Whether bodies reach from margin to margin.
    pub(super) fn is_wide(self) -> bool {
        matches!(self, Self::Empty | Self::Full | Self::Above)
    }
}

/// Finds the main texts of a page: those after the title that are not labels, code, footnotes or
/// parts of cards.
pub(super) fn find_bodies(
    reader: &PageContentReader<'_>,
    objects: &[SlideObject<'_>],
    title: Option<usize>,
    panel: Option<Rect>,
) -> PageBodies {
    let start = title.map_or(0, |title| title + 1);
    let texts = objects.iter().enumerate().skip(start).filter_map(|(index, object)| match object {
        SlideObject::Text(text) if is_body_text(reader, objects, text) => Some((index, text)),
        _ => None,
    });
    // A source is at the foot, and no body.
    let foot = reader.page.size.height * FOOT_START;
    use SlideLayoutKind::{Content, Question, Statement};
    let has_foot = matches!(reader.page.layout, Content | Question | Statement);
    let texts = texts.filter(|(_, text)| !has_foot || text.rect.y < foot);
    let texts: Vec<(usize, &TextBox<'_>)> = texts.collect();
    // What explains the title on a panel is not the main text.
    let is_off_panel = |text: &TextBox<'_>| panel.is_none_or(|panel| !panel.overlaps(text.rect));
    let main = texts.iter().find(|(_, text)| is_off_panel(text)).or(texts.first());
    let Some(&(main_index, main)) = main else {
        return PageBodies { arrangement: BodyArrangement::Empty, objects: Vec::new() };
    };
    let one = |arrangement| PageBodies { arrangement, objects: vec![main_index] };
    if reader.page.layout != SlideLayoutKind::Content {
        return one(BodyArrangement::Full);
    }
    let beside = texts.iter().filter(|(_, text)| is_beside(text.rect, main.rect));
    let columns: Vec<usize> =
        std::iter::once(main_index).chain(beside.map(|(index, _)| *index)).collect();
    match columns.len() {
        1 => one(arrangement_of(reader, main, title.map(|title| &objects[title]))),
        count @ 2..=MAX_BODIES => {
            PageBodies { arrangement: BodyArrangement::Columns(count), objects: columns }
        }
        _ => PageBodies { arrangement: BodyArrangement::Empty, objects: Vec::new() },
    }
}

/// Whether a text may be a body.
fn is_body_text(
    reader: &PageContentReader<'_>,
    objects: &[SlideObject<'_>],
    text: &TextBox<'_>,
) -> bool {
    let role = |id: ElementId| reader.scene.structure.get(id).role;
    let is_text = |role: Role| matches!(role, Role::Paragraph | Role::ListBody | Role::Heading(_));
    let has_text_role =
        |paragraph: &Paragraph<'_>| paragraph.element.is_some_and(|id| is_text(role(id)));
    let is_heading = |paragraph: &Paragraph<'_>| {
        paragraph.element.is_some_and(|id| matches!(role(id), Role::Heading(_)))
    };
    let Some(first) = text.paragraphs.first() else { return false };
    // The items of grids, such as numbers or events, have no labels.
    let list = reader.find_ancestor(first.element, |role| matches!(role, Role::List(_)));
    let is_labelled = list.is_none_or(|list| {
        let has_number = !first.label_runs.is_empty();
        let has_bullet = first.label.is_some() && !has_number;
        // Points whose bullets are drawn on discs have no labels.
        let points = text
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.element.is_some_and(|id| role(id) == Role::ListBody));
        has_bullet || (has_number || points.count() > 1) && is_whole_list(reader, objects, list)
    });
    let is_on_shape = objects.iter().any(|object| match object {
        SlideObject::Other(PageObject::Shape { shape, .. }) => {
            shape.bounds().contains(text.rect, MAX_OVERLAP)
        }
        _ => false,
    });
    text.paragraphs.iter().all(has_text_role)
        && !text.paragraphs.iter().all(is_heading)
        && is_labelled
        && !is_on_shape
        && !is_part_of_figure(reader, first.element)
}

/// Whether a list is in one box, and not a grid as an agenda is.
fn is_whole_list(
    reader: &PageContentReader<'_>,
    objects: &[SlideObject<'_>],
    list: ElementId,
) -> bool {
    let structure = &reader.scene.structure;
    let has_list = |object: &&SlideObject<'_>| match object {
        SlideObject::Text(text) => {
            let first = text.paragraphs.first().and_then(|first| first.element);
            structure.is_in(first, list)
        }
        _ => false,
    };
    objects.iter().filter(has_list).count() == 1
}

/// Whether a text was written as a part of a figure, as the title and the source of a chart are.
fn is_part_of_figure(reader: &PageContentReader<'_>, text: Option<ElementId>) -> bool {
    let structure = &reader.scene.structure;
    let Some(text) = text else { return false };
    let slide = reader.find_ancestor(Some(text), |role| role == Role::Slide);
    let (Some(slide), Some(span)) = (slide, structure.get(text).span) else { return false };
    let elements = structure.elements[slide.0 as usize + 1..].iter();
    let mut elements = elements.take_while(|element| element.role != Role::Slide);
    elements.any(|element| {
        let is_figure = matches!(element.role, Role::Figure | Role::CodeListing | Role::Table);
        is_figure && element.span.is_some_and(|figure| figure.contains_span(span))
    })
}

fn is_beside(one: Rect, other: Rect) -> bool {
    let shared = one.bottom().min(other.bottom()) - one.y.max(other.y);
    let is_apart = one.x > other.right() - MAX_OVERLAP || one.right() < other.x + MAX_OVERLAP;
    is_apart && shared > MAX_OVERLAP
}

/// Returns what is beside or below the only main text.
fn arrangement_of(
    reader: &PageContentReader<'_>,
    text: &TextBox<'_>,
    title: Option<&SlideObject<'_>>,
) -> BodyArrangement {
    let own = text.rect;
    let title = match title {
        Some(SlideObject::Text(title)) => title.rect,
        _ => Rect::default(),
    };
    let page = reader.page;
    let mut arrangement = BodyArrangement::Full;
    // What is on a box under the text, such as a bar at its side, is part of the box.
    let boxes: Vec<Rect> = items_beside(page, own).filter(|other| other.overlaps(own)).collect();
    let is_on_box = |other: Rect| boxes.iter().any(|ground| ground.contains(other, 1.0));
    let is_apart = |other: &Rect| !title.contains(*other, 3.0) && !is_on_box(*other);
    for other in items_beside(page, own).filter(is_apart) {
        if is_beside(other, own) {
            let is_right = other.x > own.x;
            return if is_right { BodyArrangement::Left } else { BodyArrangement::Right };
        }
        let is_below = other.y > own.bottom() - MAX_OVERLAP;
        if is_below && other.y < page.size.height * FOOT_START {
            arrangement = BodyArrangement::Above;
        }
    }
    arrangement
}
