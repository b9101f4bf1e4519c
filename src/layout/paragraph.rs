//! A paragraph: from a text to rows, one a line.

use std::collections::BTreeMap;

use super::context::{LayoutContext, ParagraphStyle};
use super::flow::{Flow, PageBreak, Row};
use super::mirror::mirror_items;
use super::text::{DrawnPart, TextLine, Wrap, break_lines, draw_line};
use crate::deck::{Hyphenation, Link, Text};
use crate::geometry::Point;
use crate::scene::{ElementId, Item, ItemKind, LinkArea, LinkTarget, Role};

/// Where the lines of a paragraph stand in its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineAlignment {
    /// Where lines begin on the page.
    Start,
    /// Where lines of the paragraph's own direction begin.
    OwnStart,
    /// In the middle.
    Centre,
    /// Where lines end on the page.
    End,
}

/// What a paragraph is placed by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ParagraphLayout {
    /// Width of the column.
    pub width: f32,
    /// Where lines stand in it.
    pub alignment: LineAlignment,
    /// How lines are filled.
    pub wrap: Wrap,
}

impl ParagraphLayout {
    /// Lines from the column's start, filled.
    pub fn start_aligned(width: f32) -> Self {
        Self { width, alignment: LineAlignment::Start, wrap: Wrap::Pretty }
    }

    /// The same for words that stand for themselves: those that run against the page's direction
    /// stand at the other side.
    pub fn aligned_by_direction(self) -> Self {
        Self {
            alignment: if self.alignment == LineAlignment::Start {
                LineAlignment::OwnStart
            } else {
                self.alignment
            },
            ..self
        }
    }

    /// Centred lines of about equal length.
    pub fn centred(width: f32) -> Self {
        Self { width, alignment: LineAlignment::Centre, wrap: Wrap::Balanced }
    }

    /// Lines of about equal length, centred or not.
    pub fn balanced(width: f32, centred: bool) -> Self {
        let alignment = if centred { LineAlignment::Centre } else { LineAlignment::Start };
        Self { width, alignment, wrap: Wrap::Balanced }
    }
}

/// Distance of the baseline from the top of a line of this leading, in em.
///
/// The line's middle is the middle of a capital, so that marks and boxes that are centred on the
/// line are centred on the letters.
pub(super) fn baseline_offset(leading: f32, cap_height: f32) -> f32 {
    (leading + cap_height) / 2.0
}

/// Sets a paragraph as content of `element`: a row a line. A page never ends or starts with a
/// single line of it.
pub(super) fn lay_out_paragraph(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    setting: &ParagraphStyle,
    measure: ParagraphLayout,
    element: Option<ElementId>,
) -> Flow {
    let shaped = context.shaper.shape_paragraph(text, &setting.style);
    context.record_missing(&shaped.missing, text);
    let width = measure.width / setting.size;
    let (wrap, hyphenation) = choose_wrap(context, measure, width);
    let lines = break_lines(&shaped, width, wrap, hyphenation);
    let face = context.shaper.primary_face(&setting.style);
    let baseline =
        baseline_offset(setting.leading, context.shaper.fonts().get(face).metrics().cap_height)
            * setting.size;
    let count = lines.len();
    // One link is one element, even where it runs over two lines.
    let mut links: BTreeMap<usize, Option<ElementId>> = BTreeMap::new();
    let mut flow = Flow::default();
    for (index, line) in lines.iter().enumerate() {
        let x =
            line_start(line, measure, setting.size, (shaped.base_level % 2 == 1) != context.is_rtl);
        let drawn = draw_line(
            text,
            &shaped,
            line,
            Point::new(x, baseline),
            setting.size,
            &setting.colours,
            index + 1 == count,
        );
        let mut items: Vec<Item> = drawn
            .into_iter()
            .filter_map(|drawn| create_item(context, text, drawn, element, &mut links))
            .collect();
        if context.is_rtl {
            mirror_items(&mut items, x + line.width * setting.size / 2.0);
        }
        let mut row = Row::fixed_height(setting.leading * setting.size, items);
        // Two lines stay together at either end of the paragraph (no widow, no orphan).
        row.page_break = match index + 1 {
            last if last == count => PageBreak::Allowed,
            1 => PageBreak::Forbidden,
            before_last if before_last + 1 == count => PageBreak::Forbidden,
            _ => PageBreak::Discouraged,
        };
        flow.rows.push(row);
    }
    flow
}

/// Where a line starts in its column; `against` says that the paragraph is written against the
/// page's direction.
fn line_start(line: &TextLine, measure: ParagraphLayout, size: f32, against: bool) -> f32 {
    let spare = measure.width - line.width * size;
    match measure.alignment {
        LineAlignment::Centre => spare / 2.0,
        LineAlignment::OwnStart if against => spare,
        LineAlignment::OwnStart | LineAlignment::Start => 0.0,
        LineAlignment::End => spare,
    }
}

/// Columns narrower than this, in em, are never justified: their spaces would be torn open.
const MIN_JUSTIFIED_WIDTH_EM: f32 = 18.0;

/// How a paragraph's lines are filled. Titles and the like, whose lines are balanced, are neither
/// hyphenated nor justified.
fn choose_wrap(
    context: &LayoutContext<'_, '_>,
    measure: ParagraphLayout,
    width: f32,
) -> (Wrap, Hyphenation) {
    if measure.wrap == Wrap::Balanced {
        return (Wrap::Balanced, Hyphenation::Never);
    }
    let is_text = matches!(measure.alignment, LineAlignment::Start | LineAlignment::OwnStart)
        && width >= MIN_JUSTIFIED_WIDTH_EM;
    let wrap = if context.justify && is_text { Wrap::Justified } else { measure.wrap };
    (wrap, context.hyphenation)
}

fn create_item(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    drawn: DrawnPart,
    element: Option<ElementId>,
    links: &mut BTreeMap<usize, Option<ElementId>>,
) -> Option<Item> {
    let span = Some(text.span);
    match drawn {
        DrawnPart::Decoration(shape) => Some(Item::new_artifact(ItemKind::Shape(shape))),
        DrawnPart::Glyphs(run, index) => Some(Item::new(
            ItemKind::Text(run),
            run_element(context, text, index, element, links),
            span,
        )),
        DrawnPart::Missing(shape, index) => Some(Item::new(
            ItemKind::Shape(shape),
            run_element(context, text, index, element, links),
            span,
        )),
        DrawnPart::Area(rect, index) => {
            let element = run_element(context, text, index, element, links)?;
            let run = &text.runs[index];
            let target = resolve_link_target(context, run.link.as_ref()?)?;
            let alt = text.content[run.range.clone()].to_owned();
            Some(Item::new(
                ItemKind::Link(LinkArea { rect, target, alt_text: alt }),
                Some(element),
                span,
            ))
        }
    }
}

/// The element of a run: one of its own where it is a link or code.
fn run_element(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    run: usize,
    element: Option<ElementId>,
    links: &mut BTreeMap<usize, Option<ElementId>>,
) -> Option<ElementId> {
    let parent = element?;
    let link = text.runs[run].link.as_ref();
    let role = if link.is_some_and(|link| resolve_link_target(context, link).is_some()) {
        Role::Link
    } else if text.runs[run].style.code {
        Role::Code
    } else {
        return element;
    };
    *links
        .entry(run)
        .or_insert_with(|| Some(context.structure.add_element(parent, role, Some(text.span))))
}

/// Where a link leads. Slides are named by their index in the deck until the pages are known.
pub(super) fn resolve_link_target(
    context: &LayoutContext<'_, '_>,
    link: &Link,
) -> Option<LinkTarget> {
    match link {
        Link::Uri(uri) => Some(LinkTarget::Uri(uri.clone())),
        Link::Slide(id) => context.ids.get(id).map(|&slide| LinkTarget::Page(slide)),
    }
}
