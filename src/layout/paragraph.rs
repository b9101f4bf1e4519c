//! A paragraph: from a text to rows, one a line.

use std::collections::BTreeMap;

use super::context::{Context, Setting};
use super::flow::{Cut, Flow, Row};
use super::text::{Drawn, Line, Wrap, break_lines, draw_line};
use crate::deck::{Link, Text};
use crate::geometry::Point;
use crate::scene::{ElementId, Item, ItemKind, LinkArea, LinkTarget, Role};

/// Where the lines of a paragraph stand in its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alignment {
    /// Where the line of writing begins.
    Start,
    /// In the middle.
    Centre,
    /// Where the line of writing ends.
    End,
}

/// What a paragraph is placed by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    /// Width of the column.
    pub width: f32,
    /// Where lines stand in it.
    pub alignment: Alignment,
    /// How lines are filled.
    pub wrap: Wrap,
}

impl Measure {
    /// Lines from the column's start, filled.
    pub fn start(width: f32) -> Self {
        Self { width, alignment: Alignment::Start, wrap: Wrap::Pretty }
    }

    /// Centred lines of about equal length.
    pub fn centred(width: f32) -> Self {
        Self { width, alignment: Alignment::Centre, wrap: Wrap::Balanced }
    }

    /// Lines of about equal length, centred or not.
    pub fn balanced(width: f32, centred: bool) -> Self {
        let alignment = if centred { Alignment::Centre } else { Alignment::Start };
        Self { width, alignment, wrap: Wrap::Balanced }
    }
}

/// Distance of the baseline from the top of a line of this leading, in em.
///
/// The line's middle is the middle of a capital, so that marks and boxes that are centred on the line are centred on the letters.
pub(super) fn baseline(leading: f32, cap_height: f32) -> f32 {
    (leading + cap_height) / 2.0
}

/// Sets a paragraph as content of `element`: a row a line. A page never ends or starts with a single line of it.
pub(super) fn paragraph(
    context: &mut Context<'_, '_>,
    text: &Text,
    setting: &Setting,
    measure: Measure,
    element: Option<ElementId>,
) -> Flow {
    let shaped = context.shaper.shape(text, &setting.style);
    context.note_missing(&shaped.missing, text);
    let lines = break_lines(&shaped, measure.width / setting.size, measure.wrap);
    let face = context.shaper.face(&setting.style);
    let baseline = baseline(setting.leading, context.shaper.fonts().get(face).metrics().cap_height) * setting.size;
    let count = lines.len();
    // One link is one element, even where it runs over two lines.
    let mut links: BTreeMap<usize, Option<ElementId>> = BTreeMap::new();
    let mut flow = Flow::default();
    for (index, line) in lines.iter().enumerate() {
        let x = line_start(line, measure, setting.size, shaped.base_level);
        let drawn = draw_line(text, &shaped, line, Point::new(x, baseline), setting.size, &setting.ink, index + 1 == count);
        let items = drawn.into_iter().filter_map(|drawn| item(context, text, drawn, element, &mut links)).collect();
        let mut row = Row::fixed(setting.leading * setting.size, items);
        // Two lines stay together at either end of the paragraph (no widow, no orphan).
        row.cut = match index + 1 {
            last if last == count => Cut::Free,
            1 => Cut::Never,
            before_last if before_last + 1 == count => Cut::Never,
            _ => Cut::Poor,
        };
        flow.rows.push(row);
    }
    flow
}

fn line_start(line: &Line, measure: Measure, size: f32, base_level: u8) -> f32 {
    let spare = measure.width - line.width * size;
    let rtl = base_level % 2 == 1;
    match measure.alignment {
        Alignment::Centre => spare / 2.0,
        Alignment::Start if !rtl => 0.0,
        Alignment::End if rtl => 0.0,
        Alignment::Start | Alignment::End => spare,
    }
}

fn item(
    context: &mut Context<'_, '_>,
    text: &Text,
    drawn: Drawn,
    element: Option<ElementId>,
    links: &mut BTreeMap<usize, Option<ElementId>>,
) -> Option<Item> {
    let span = Some(text.span);
    match drawn {
        Drawn::Decoration(shape) => Some(Item::artifact(ItemKind::Shape(shape))),
        Drawn::Glyphs(run, index) => Some(Item::new(ItemKind::Text(run), within(context, text, index, element, links), span)),
        Drawn::Missing(shape, index) => {
            Some(Item::new(ItemKind::Shape(shape), within(context, text, index, element, links), span))
        }
        Drawn::Area(rect, index) => {
            let element = within(context, text, index, element, links)?;
            let run = &text.runs[index];
            let target = target(context, run.link.as_ref()?)?;
            let alt = text.content[run.range.clone()].to_owned();
            Some(Item::new(ItemKind::Link(LinkArea { rect, target, alt }), Some(element), span))
        }
    }
}

/// The element of a run: one of its own where it is a link or code.
fn within(
    context: &mut Context<'_, '_>,
    text: &Text,
    run: usize,
    element: Option<ElementId>,
    links: &mut BTreeMap<usize, Option<ElementId>>,
) -> Option<ElementId> {
    let parent = element?;
    let link = text.runs[run].link.as_ref();
    let role = if link.is_some_and(|link| target(context, link).is_some()) {
        Role::Link
    } else if text.runs[run].style.code {
        Role::Code
    } else {
        return element;
    };
    *links.entry(run).or_insert_with(|| Some(context.structure.add(parent, role, Some(text.span))))
}

/// Where a link leads. Slides are named by their index in the deck until the pages are known.
pub(super) fn target(context: &Context<'_, '_>, link: &Link) -> Option<LinkTarget> {
    match link {
        Link::Uri(uri) => Some(LinkTarget::Uri(uri.clone())),
        Link::Slide(id) => context.ids.get(id).map(|&slide| LinkTarget::Page(slide)),
    }
}
