//! A slide, and below it what its speaker says. What does not fit goes on on a further sheet.

use super::super::block::lay_out_blocks;
use super::super::context::LayoutContext;
use super::super::flow::{Flow, SplitSpace};
use super::sheet::{CAPTION_HEIGHT, GUTTER, Sheet, body_area};
use crate::deck::Slide;
use crate::geometry::{Point, Rect, Size};
use crate::scene::{ElementId, Page, Role};

/// Share of the sheet's height that a slide may take.
const MAX_SLIDE_HEIGHT_SHARE: f32 = 0.42;

/// The sheets of one page of the deck. What is said hangs under `parent`, the slide's element;
/// without it there are lines to write it on.
pub(super) fn lay_out_notes_sheets(
    context: &mut LayoutContext<'_, '_>,
    page: &Page,
    slide: &Slide,
    parent: Option<ElementId>,
    paper: Size,
) -> Vec<Sheet> {
    let body = body_area(paper);
    let size = page.size.scaled_to_fit(Size::new(body.width, body.height * MAX_SLIDE_HEIGHT_SHARE));
    let place =
        Rect::new(body.x + (body.width - size.width) / 2.0, body.y, size.width, size.height);
    let top = place.bottom() + CAPTION_HEIGHT + GUTTER / 2.0;
    let room = Rect::new(body.x, top, body.width, body.bottom() - top);
    let mut sheet = Sheet::new(paper);
    sheet.add_slide(context, page, place);
    let Some(parent) = parent.filter(|_| !slide.notes.is_empty()) else {
        sheet.add_lines(room);
        return vec![sheet];
    };
    let flow = lay_out_notes(context, slide, parent, body.width);
    let further = Rect::new(body.x, body.y + GUTTER, body.width, body.height - GUTTER);
    let parts = split_notes(flow, room.height, further.height);
    let count = parts.len();
    let mut sheets = vec![sheet];
    for (index, mut part) in parts.into_iter().enumerate() {
        let place = if index == 0 { room } else { further };
        if index > 0 {
            let mut sheet = Sheet::new(paper);
            sheet.add_heading(context, page, slide, (index + 1, count), Point::new(body.x, body.y));
            sheets.push(sheet);
        }
        part.fit_pictures(place.height);
        sheets[index].add_text(part, place.origin());
    }
    sheets
}

/// Sets what is said about a slide, in the slide's language.
fn lay_out_notes(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    parent: ElementId,
    width: f32,
) -> Flow {
    let deck_lang = context.lang.clone();
    if let Some(lang) = &slide.lang {
        context.lang = lang.as_str().into();
    }
    let element = context.add_element(parent, Role::Division, slide.span);
    let flow = lay_out_blocks(context, &slide.notes, width, element);
    context.lang = deck_lang;
    flow
}

/// Cuts what is said into what stands below the slide and what goes on on further sheets.
fn split_notes(flow: Flow, below: f32, further: f32) -> Vec<Flow> {
    let (first, mut rest) = flow.split_at(SplitSpace { available: below, page: further });
    let mut parts = vec![first];
    while let Some(flow) = rest.take() {
        let (part, remainder) = flow.split_at(SplitSpace::empty_page(further));
        // A part without rows would never come to an end.
        rest = if part.rows.is_empty() { None } else { remainder };
        parts.push(part);
    }
    parts
}
