//! The number of a section among all sections, on the page that starts it.

use super::context::LayoutContext;
use super::flow::{Flow, Row};
use super::paragraph::ParagraphLayout;
use super::title::lay_out_kicker;
use crate::deck::Text;
use crate::geometry::Rect;
use crate::layout::text::rounded_rect;
use crate::scene::{Item, ItemKind, Role, Structure};
use crate::source::Span;

/// The number of a section, from 1, and the number of all sections.
#[derive(Clone, Copy, Debug)]
pub(super) struct SectionProgress {
    pub number: usize,
    pub count: usize,
}

/// Length of the part of the bar for one section, in pt of the design page.
const PART_LENGTH_PT: f32 = 56.0;
/// Thickness of the bar and the gap between its parts.
const BAR_HEIGHT_PT: f32 = 5.0;
const PART_GAP_PT: f32 = 6.0;

impl SectionProgress {
    /// Lays out the number: `2 / 5`.
    pub(super) fn lay_out_number(
        self,
        context: &mut LayoutContext<'_, '_>,
        width: f32,
        span: Span,
    ) -> Flow {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, span);
        let text = Text::plain(format!("{} / {}", self.number, self.count), span);
        let layout = ParagraphLayout::start_aligned(width);
        lay_out_kicker(context, &text, layout, Some(element))
    }

    /// Draws a bar with one part for each section, filled up to this one.
    pub(super) fn lay_out_bar(self, context: &LayoutContext<'_, '_>, width: f32) -> Flow {
        let gap = context.pt(PART_GAP_PT);
        let count = self.count as f32;
        let length = context.pt(PART_LENGTH_PT).min((width - gap * (count - 1.0)) / count);
        if length < gap {
            return Flow::default();
        }
        let palette = &context.palette;
        let height = context.pt(BAR_HEIGHT_PT);
        let part = |index: usize| {
            let colour = if index < self.number {
                palette.accent
            } else {
                palette.text.mixed_with(palette.background, 0.75)
            };
            let rect = Rect::new(index as f32 * (length + gap), 0.0, length, height);
            Item::new_artifact(ItemKind::Shape(rounded_rect(rect, 0.0, colour)))
        };
        let items = (0..self.count).map(part).collect();
        Flow::from_row(Row::fixed_height(height, items))
    }
}
