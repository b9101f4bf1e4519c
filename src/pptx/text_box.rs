//! Groups paragraphs that are below one another into text boxes.

use super::content::{PageContentReader, PageObject};
use super::line_breaks::choose_width;
use super::object_groups::ObjectGroup;
use super::paragraph::{Line, Paragraph};
use crate::geometry::Rect;
use crate::scene::{ColumnAlignment, ElementId, Role};

/// Paragraphs with a larger gap between them, relative to their lines, are in boxes of their own.
const MAX_GAP: f32 = 2.2;

/// The largest gap between points of a list with rules between them, relative to their lines.
const MAX_POINT_GAP: f32 = 5.0;

/// Lines may overlap by this, in pt, because sizes are rounded.
const MAX_OVERLAP: f32 = 0.75;

/// Lines of code may overlap by this share of their height, which is a guess.
const MAX_CODE_OVERLAP: f32 = 0.4;

/// Lines of code with a larger gap between them, relative to their lines, are in further boxes.
const MAX_CODE_GAP: f32 = 4.0;

/// How far the glyph of a bullet is from the place where it starts, in em.
const BULLET_BEARING_EM: f32 = 0.06;

/// Paragraphs in one box.
#[derive(Debug)]
pub(super) struct TextBox<'s> {
    pub(super) paragraphs: Vec<Paragraph<'s>>,
    /// Its place on the page.
    pub(super) rect: Rect,
    /// Whether lines are broken at its edges.
    pub(super) wraps: bool,
}

/// An object of a slide in which paragraphs are grouped.
#[derive(Debug)]
pub(super) enum SlideObject<'s> {
    Text(TextBox<'s>),
    Other(PageObject<'s>),
    Group(ObjectGroup<'s>),
}

/// Groups the paragraphs among the objects of a page. Points of a list are in one box even if there
/// are rules, discs or boxes between them: an author adds a point by a new line.
pub(super) fn group_paragraphs<'s>(
    reader: &PageContentReader<'s>,
    objects: Vec<PageObject<'s>>,
) -> Vec<SlideObject<'s>> {
    let mut grouped = Vec::new();
    let mut open: Vec<Paragraph<'s>> = Vec::new();
    let mut marks: Vec<PageObject<'s>> = Vec::new();
    for object in objects {
        match object {
            PageObject::Paragraph(paragraph) => {
                let joins = open.last().is_some_and(|last| match marks.as_slice() {
                    [] => can_join(reader, (last, &paragraph), MAX_GAP),
                    marks => are_points(reader, (last, &paragraph), marks),
                });
                if !joins {
                    grouped.extend(close_box(&mut open));
                }
                grouped.extend(marks.drain(..).map(SlideObject::Other));
                open.push(paragraph);
            }
            other if !open.is_empty() && is_ornament(&other) => marks.push(other),
            other => {
                grouped.extend(close_box(&mut open));
                grouped.extend(marks.drain(..).map(SlideObject::Other));
                grouped.push(SlideObject::Other(other));
            }
        }
    }
    grouped.extend(close_box(&mut open));
    grouped.extend(marks.into_iter().map(SlideObject::Other));
    grouped
}

/// Whether an object is decoration: it is not in the structure of the page.
fn is_ornament(object: &PageObject<'_>) -> bool {
    matches!(
        object,
        PageObject::Shape { element: None, .. } | PageObject::Picture { element: None, .. }
    )
}

/// Whether two paragraphs are points of one list, with only rules, discs and boxes between them.
/// Entries without a bullet stay in their boxes, as those of an agenda do.
fn are_points(
    reader: &PageContentReader<'_>,
    (upper, lower): (&Paragraph<'_>, &Paragraph<'_>),
    marks: &[PageObject<'_>],
) -> bool {
    // The outermost one, as a point may have points of its own.
    let list = |paragraph: &Paragraph<'_>| {
        let structure = &reader.scene.structure;
        let above = structure.ancestors(paragraph.element);
        above.filter(|&id| matches!(structure.get(id).role, Role::List(_))).last()
    };
    // The link of a whole entry is on its box, so an entry of an agenda has one of its own.
    let is_link = |paragraph: &Paragraph<'_>| {
        let runs = paragraph.lines.iter().flat_map(|line| &line.runs);
        let mut links =
            runs.map(|run| reader.find_ancestor(run.element, |role| role == Role::Link));
        links.all(|link| link.is_some())
    };
    let middle = (lower.top() + lower.bottom()) / 2.0;
    let is_around = |mark: &PageObject<'_>| {
        mark.bounds().is_some_and(|rect| {
            let is_beside =
                rect.right() <= lower.column.left + 1.0 || rect.x >= lower.column.right() - 1.0;
            !is_beside && rect.y < middle && middle < rect.bottom()
        })
    };
    let are_labelled = upper.label.is_some() && lower.label.is_some();
    list(upper).is_some()
        && list(upper) == list(lower)
        && !is_link(upper)
        && !is_link(lower)
        && can_join(reader, (upper, lower), MAX_POINT_GAP)
        && (are_labelled || !marks.iter().any(is_around))
}

fn close_box<'s>(open: &mut Vec<Paragraph<'s>>) -> Option<SlideObject<'s>> {
    let paragraphs = std::mem::take(open);
    // The blank line at the start of a page.
    let is_blank = |paragraph: &Paragraph<'_>| {
        let mut runs = paragraph.lines.iter().flat_map(|line| &line.runs);
        paragraph.is_code && runs.all(|run| run.glyphs.shown_text().trim().is_empty())
    };
    (!paragraphs.iter().all(is_blank)).then(|| SlideObject::Text(TextBox::new(paragraphs)))
}

/// Whether two paragraphs that follow each other are in one box.
fn can_join(
    reader: &PageContentReader<'_>,
    (upper, lower): (&Paragraph<'_>, &Paragraph<'_>),
    max_gap: f32,
) -> bool {
    let (above, below) = (&upper.column, &lower.column);
    let edges = if above.is_rtl {
        (above.left - below.left).abs()
    } else {
        (above.right() - below.right()).abs()
    };
    let gap = lower.top() - upper.bottom();
    let leading = above.leading.max(below.leading);
    let is_near = gap > -MAX_OVERLAP && gap < max_gap * leading;
    if upper.is_code || lower.is_code {
        // The height of lines of code is known only when they are in one box.
        let is_below = gap > -MAX_CODE_OVERLAP * leading && gap < MAX_CODE_GAP * leading;
        return is_below
            && upper.is_code == lower.is_code
            && parent(reader, upper.element) == parent(reader, lower.element);
    }
    let is_same_column = above.is_known
        && below.is_known
        && edges < 1.0
        && above.alignment == below.alignment
        && above.is_rtl == below.is_rtl;
    let is_same_place = upper.element.is_some()
        && lower.element.is_some()
        && container(reader, upper.element) == container(reader, lower.element);
    is_near
        && is_same_column
        && is_same_place
        && !is_title(reader, upper.element)
        && !is_title(reader, lower.element)
}

fn parent(reader: &PageContentReader<'_>, element: Option<ElementId>) -> Option<ElementId> {
    reader.scene.structure.get(element?).parent
}

/// Returns the slide, column, card or cell that a paragraph is in.
fn container(reader: &PageContentReader<'_>, element: Option<ElementId>) -> Option<ElementId> {
    reader.find_ancestor(element, |role| {
        matches!(role, Role::Slide | Role::Division | Role::BlockQuote | Role::Figure | Role::Table)
    })
}

/// Whether an element is the title of a slide.
pub(super) fn is_title(reader: &PageContentReader<'_>, element: Option<ElementId>) -> bool {
    element.is_some_and(|id| matches!(reader.scene.structure.get(id).role, Role::Heading(1 | 2)))
}

impl<'s> TextBox<'s> {
    /// Puts paragraphs in a box.
    pub(super) fn new(mut paragraphs: Vec<Paragraph<'s>>) -> Self {
        for paragraph in &mut paragraphs {
            if !paragraph.column.is_known {
                measure_column(paragraph);
            }
        }
        if paragraphs.iter().all(|paragraph| paragraph.is_code) {
            return Self::of_code(paragraphs);
        }
        let left = paragraphs.iter().map(left_edge).fold(f32::INFINITY, f32::min);
        let right = paragraphs.iter().map(right_edge).fold(f32::NEG_INFINITY, f32::max);
        let is_tight = is_tight_line(&paragraphs, right - left);
        let (left, width) = place_width(&paragraphs, left, right - left);
        let (top, bottom) = vertical_extent(&paragraphs);
        let wraps = !is_tight && paragraphs.iter().any(|paragraph| paragraph.column.is_known);
        Self { paragraphs, rect: Rect::new(left, top, width, bottom - top), wraps }
    }

    /// Puts lines of code in a box. They are never broken by other programs.
    fn of_code(mut paragraphs: Vec<Paragraph<'s>>) -> Self {
        let are_numbers = paragraphs.iter().all(|paragraph| paragraph.element.is_none());
        let left = paragraphs.iter().map(|code| code.column.left).fold(f32::INFINITY, f32::min);
        let right = paragraphs.iter().map(right_edge).fold(f32::NEG_INFINITY, f32::max);
        let baselines: Vec<f32> = paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.lines.iter().map(|line| line.baseline))
            .collect();
        let gaps = baselines.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 1.0);
        let leading = gaps.fold(f32::INFINITY, f32::min);
        for paragraph in &mut paragraphs {
            if leading.is_finite() {
                paragraph.column.leading = leading;
            }
            paragraph.column.left = left;
            if are_numbers {
                paragraph.column.alignment = ColumnAlignment::Right;
            }
        }
        let (top, bottom) = vertical_extent(&paragraphs);
        Self { paragraphs, rect: Rect::new(left, top, right - left, bottom - top), wraps: false }
    }

    /// Returns the step at which the first of its paragraphs appears.
    pub(super) fn step(&self) -> u16 {
        self.paragraphs.iter().map(|paragraph| paragraph.step).min().unwrap_or_default()
    }

    /// Returns the space above each paragraph.
    pub(super) fn spaces_before(&self) -> Vec<f32> {
        let pairs = self.paragraphs.windows(2);
        let spaces = pairs.map(|pair| (pair[1].top() - pair[0].bottom()).max(0.0));
        std::iter::once(0.0).chain(spaces).collect()
    }
}

/// Returns where a box starts and how wide it is, so that lines break as on the page.
fn place_width(paragraphs: &[Paragraph<'_>], left: f32, column: f32) -> (f32, f32) {
    let width = choose_width(paragraphs, left, column);
    let alignment = paragraphs.first().map(|paragraph| paragraph.column.alignment);
    let is_rtl = paragraphs.first().is_some_and(|paragraph| paragraph.column.is_rtl);
    let moved = match alignment {
        Some(ColumnAlignment::Centre) => (column - width) / 2.0,
        Some(ColumnAlignment::Right) => column - width,
        Some(ColumnAlignment::Justified) if is_rtl => column - width,
        _ => 0.0,
    };
    (left + moved, width)
}

/// Whether a box has only lines that fill it nearly, such as a footer. They must not be broken if
/// they are a little wider in another program.
fn is_tight_line(paragraphs: &[Paragraph<'_>], width: f32) -> bool {
    let widest = paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
    let widest = widest.map(|line| line.right() - line.left()).fold(0.0, f32::max);
    paragraphs.iter().all(|paragraph| paragraph.lines.len() == 1 && paragraph.label.is_none())
        && widest > width * 0.97
}

fn vertical_extent(paragraphs: &[Paragraph<'_>]) -> (f32, f32) {
    let top = paragraphs.first().map_or(0.0, |first| first.top());
    let bottom = paragraphs.last().map_or(top, |last| last.bottom());
    (top, bottom.max(top))
}

/// Returns the left edge of a paragraph with its label.
fn left_edge(paragraph: &Paragraph<'_>) -> f32 {
    match &paragraph.label {
        Some(_) if !paragraph.column.is_rtl => {
            label_start(paragraph).unwrap_or(paragraph.column.left).min(paragraph.column.left)
        }
        _ => paragraph.column.left,
    }
}

fn right_edge(paragraph: &Paragraph<'_>) -> f32 {
    match &paragraph.label {
        Some(_) if paragraph.column.is_rtl => {
            label_start(paragraph).unwrap_or(paragraph.column.right()).max(paragraph.column.right())
        }
        _ => paragraph.column.right(),
    }
}

/// Returns where the label of a paragraph starts: its left edge, or its right edge if it is read
/// from right to left.
pub(super) fn label_start(paragraph: &Paragraph<'_>) -> Option<f32> {
    let label = paragraph.label.as_ref()?;
    let bearing = BULLET_BEARING_EM * paragraph.base_size();
    Some(if paragraph.column.is_rtl {
        label.bounds.right() + bearing
    } else {
        label.bounds.x - bearing
    })
}

/// Measures the column of a label in a drawing from its lines.
fn measure_column(paragraph: &mut Paragraph<'_>) {
    let lines = &paragraph.lines;
    let left = lines.iter().map(Line::left).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(Line::right).fold(f32::NEG_INFINITY, f32::max);
    let column = &mut paragraph.column;
    (column.left, column.width) = (left, (right - left).max(0.0));
    if let [first, second, ..] = lines.as_slice() {
        column.leading = (second.baseline - first.baseline).max(1.0);
    }
    let middle = (left + right) / 2.0;
    let is_centred =
        lines.iter().all(|line| ((line.left() + line.right()) / 2.0 - middle).abs() < 1.0);
    if is_centred && !paragraph.is_code {
        column.alignment = ColumnAlignment::Centre;
    }
}
