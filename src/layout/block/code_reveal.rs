//! Lines of code that are revealed in a later step. Until then, a bar is in the place of each, so
//! that the block does not look empty.

use super::code_colours::CodeColours;
use crate::geometry::Rect;
use crate::layout::flow::{Flow, RowBody};
use crate::layout::text::rounded_rect;
use crate::scene::{ArtifactKind, Colour, Item, ItemKind};

/// Height of a bar in em: that of small letters.
const BAR_HEIGHT_EM: f32 = 0.46;

/// How far the ground that covers a bar extends beyond it, in pt.
const COVER_MARGIN: f32 = 0.5;

/// Makes the code in the rows of a line appear at `step`; its number is there from the start.
pub(super) fn reveal_line_at(rows: &mut Flow, step: u16, colours: &CodeColours) {
    for row in &mut rows.rows {
        let RowBody::Fixed { items, .. } = &mut row.body else { continue };
        let bar = bar_of_items(items);
        let code = |item: &&mut Item| item.artifact_kind != ArtifactKind::LineNumber;
        items.iter_mut().filter(code).for_each(|item| item.step = item.step.max(step));
        let Some(bar) = bar else { continue };
        let cover = bar.inset_by(-COVER_MARGIN, -COVER_MARGIN);
        let mut cover = shape_item(cover, 0.0, colours.ground);
        cover.step = step;
        items.insert(0, cover);
        items.insert(0, shape_item(bar, bar.height / 4.0, colours.hidden_line));
    }
}

fn shape_item(rect: Rect, radius: f32, colour: Colour) -> Item {
    Item::new_artifact(ItemKind::Shape(rounded_rect(rect, radius, colour)))
}

/// Returns the bar in the place of the code; `None` if there is none.
fn bar_of_items(items: &[Item]) -> Option<Rect> {
    let mut bar: Option<Rect> = None;
    for item in items {
        let (ItemKind::Text(run), Some(_)) = (&item.kind, item.element) else { continue };
        // A run starts with the spaces before its token.
        let text = run.shown_text();
        let spaces = text.len() - text.trim_start_matches(' ').len();
        if spaces == text.len() {
            continue;
        }
        let advance = |count: usize| {
            run.glyphs.iter().take(count).map(|glyph| glyph.advance).sum::<f32>() * run.size
        };
        let (left, right) = (run.origin.x + advance(spaces), run.origin.x + run.width());
        let top = run.origin.y - BAR_HEIGHT_EM * run.size;
        let height = BAR_HEIGHT_EM * run.size;
        bar = Some(match bar {
            None => Rect::new(left, top, right - left, height),
            Some(bar) => {
                let start = bar.x.min(left);
                Rect::new(start, bar.y, bar.right().max(right) - start, bar.height)
            }
        });
    }
    bar
}
