//! Lays out a slide with its speaker notes below. Long notes continue on further sheets.

use super::super::block::lay_out_blocks;
use super::super::context::LayoutContext;
use super::super::flow::{Flow, SplitSpace};
use super::sheet::{CAPTION_HEIGHT, GUTTER, Sheet, body_area};
use crate::deck::{Slide, Text};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{ElementId, Page, Role};

/// Maximum height of a slide, as a share of the sheet.
const MAX_SLIDE_HEIGHT_SHARE: f32 = 0.42;

/// Lays out the sheets of one page of the deck. The notes become children of `parent`, the element
/// of the slide. Without a parent or without notes, lines for writing are drawn instead.
pub(super) fn lay_out_notes_sheets(
    context: &mut LayoutContext<'_, '_>,
    page: &Page,
    slide: &Slide,
    parent: Option<ElementId>,
    paper: Size,
) -> Vec<Sheet> {
    let body = body_area(paper);
    let max_size = Size::new(body.width, body.height * MAX_SLIDE_HEIGHT_SHARE);
    let size = page.size.scaled_to_fit(max_size);
    let slide_rect =
        Rect::new(body.x + (body.width - size.width) / 2.0, body.y, size.width, size.height);
    let top = slide_rect.bottom() + CAPTION_HEIGHT + GUTTER / 2.0;
    let first_area = Rect::new(body.x, top, body.width, body.bottom() - top);
    let mut sheet = Sheet::new(paper);
    sheet.add_slide(context, page, slide_rect);
    let Some(parent) = parent.filter(|_| !slide.notes.is_empty()) else {
        sheet.add_lines(first_area);
        return vec![sheet];
    };
    let flow = lay_out_notes(context, slide, parent, body.width);
    let further_area = Rect::new(body.x, body.y + GUTTER, body.width, body.height - GUTTER);
    let parts = split_notes(flow, first_area.height, further_area.height);
    let count = parts.len();
    let mut sheets = vec![sheet];
    for (index, mut part) in parts.into_iter().enumerate() {
        let area = if index == 0 { first_area } else { further_area };
        if index > 0 {
            let title = slide.title.as_ref().map(Text::to_single_line).unwrap_or_default();
            let space = if slide.title.is_some() { " " } else { "" };
            let heading = format!("{}  {title}{space}({}/{count})", page.label, index + 1);
            let mut sheet = Sheet::new(paper);
            sheet.add_heading(context, page, &heading, Point::new(body.x, body.y));
            sheets.push(sheet);
        }
        part.fit_pictures(area.height);
        sheets[index].add_text(part, area.origin());
    }
    sheets
}

/// Lays out the notes of a slide in the language of the slide.
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

/// Splits notes into the part on the sheet of the slide and the parts on further sheets.
fn split_notes(flow: Flow, first_height: f32, further_height: f32) -> Vec<Flow> {
    let (first, mut rest) = flow
        .split_at(SplitSpace { available: first_height, ..SplitSpace::empty_page(further_height) });
    let mut parts = vec![first];
    while let Some(flow) = rest.take() {
        let (part, remainder) = flow.split_at(SplitSpace::empty_page(further_height));
        // An empty part means that nothing more fits. Without this check the loop would not end.
        rest = if part.rows.is_empty() { None } else { remainder };
        parts.push(part);
    }
    parts
}
