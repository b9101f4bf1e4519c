//! Lays out the foot of a slide: its footnotes under a thin rule, then the source line.
//!
//! A footnote is placed on the page where it is called first, above the running footer. The pages
//! on which a slide continues show their own footnotes, and those that they call again. In the
//! structure tree, footnotes follow the body, so that they do not interrupt a sentence; the links
//! between a call and its footnote lead there and back.

mod links;
mod pager;

pub(super) use links::link_footnotes;
pub(super) use pager::FootPager;

use super::context::{LayoutContext, ParagraphStyle};
use super::flow::{Flow, Row, RowBody};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::text::rounded_rect;
use crate::deck::{Slide, Text};
use crate::geometry::Rect;
use crate::scene::{Item, ItemKind, LinkArea, LinkTarget, Role, Structure};

/// Space above the rule, between the rule and the first footnote, and between footnotes, in em.
const SPACE_ABOVE_EM: f32 = 1.1;
const SPACE_BELOW_RULE_EM: f32 = 0.35;
const SPACE_BETWEEN_EM: f32 = 0.15;
/// Space between the last footnote and the source line, in em.
const SPACE_ABOVE_SOURCE_EM: f32 = 0.45;
/// Space between the number of a footnote and its text, in em.
const LABEL_GAP_EM: f32 = 0.45;
/// Width of the rule, as a share of the text.
const RULE_SHARE: f32 = 0.2;
/// Thickness of the rule, in pt.
const RULE_PT: f32 = 0.75;
/// Height of a line, in em.
const LEADING_EM: f32 = 1.25;

/// The footnotes and the source line of a slide, ready to be placed.
#[derive(Default)]
pub(super) struct SlideFoot {
    /// The footnotes in the order of their numbers.
    notes: Vec<Flow>,
    source: Flow,
    /// The elements of all of them; element 0 is the slide.
    structure: Structure,
    /// The space above, with the rule.
    rule: Flow,
    /// The space above without a rule.
    space: Flow,
    /// Space between footnotes.
    gap: f32,
    /// Space above the source line.
    source_gap: f32,
}

impl SlideFoot {
    /// Lays out the footnotes and the source line of a slide in `width`.
    pub(super) fn lay_out(
        context: &mut LayoutContext<'_, '_>,
        slide: &Slide,
        width: f32,
    ) -> SlideFoot {
        if slide.footnotes.is_empty() && slide.source.is_none() {
            return Self::default();
        }
        let style = foot_style(context);
        let outer = std::mem::take(&mut context.structure);
        let indent = label_width(context, slide.footnotes.len(), &style);
        let notes = slide
            .footnotes
            .iter()
            .enumerate()
            .map(|(index, text)| lay_out_note(context, index, text, (&style, width, indent)))
            .collect();
        let source = slide.source.as_ref().filter(|text| !text.is_blank());
        let source = source.map(|text| {
            let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
            let layout = ParagraphLayout::start_aligned(width);
            lay_out_paragraph(context, text, &style, layout, Some(element))
        });
        Self {
            notes,
            source: source.unwrap_or_default(),
            structure: std::mem::replace(&mut context.structure, outer),
            rule: Flow::from_row(rule_row(context, width, &style)),
            space: Flow::from_row(Row::fixed_height(SPACE_ABOVE_EM * style.size, Vec::new())),
            gap: SPACE_BETWEEN_EM * style.size,
            source_gap: SPACE_ABOVE_SOURCE_EM * style.size,
        }
    }

    /// Returns whether the slide has neither footnotes nor a source line.
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.source.rows.is_empty()
    }

    /// Returns the height of all footnotes and the source line on one page.
    pub(super) fn full_height(&self) -> f32 {
        let gaps = self.gap * self.notes.len().saturating_sub(1) as f32;
        self.fixed_height(!self.notes.is_empty())
            + self.notes.iter().map(Flow::height).sum::<f32>()
            + gaps
    }

    /// Returns the height of everything but the footnotes.
    fn fixed_height(&self, has_notes: bool) -> f32 {
        let source = self.source.height();
        match (has_notes, source > 0.0) {
            (true, true) => self.rule.height() + self.source_gap + source,
            (true, false) => self.rule.height(),
            (false, true) => self.space.height() + source,
            (false, false) => 0.0,
        }
    }

    /// Appends all footnotes and the source line to a flow as part of it.
    pub(super) fn append_to(self, flow: &mut Flow, structure: &mut Structure) {
        let mut pager = FootPager::new(&self);
        let calls = (0..self.notes.len()).map(|index| (index, 0)).collect();
        let mut foot = pager.finish_page(&calls, f32::INFINITY);
        foot.shift_elements(self.append_structure(structure));
        flow.append(foot, 0.0);
    }

    /// Appends the elements of the foot to those of the slide. Returns by how much their ids move.
    pub(super) fn append_structure(&self, structure: &mut Structure) -> u32 {
        let offset = structure.elements.len() as u32 - 1;
        structure.elements.extend(self.structure.elements.iter().skip(1).cloned().map(|element| {
            let parent = element.parent.map(|parent| match parent {
                Structure::ROOT => parent,
                parent => crate::scene::ElementId(parent.0 + offset),
            });
            crate::scene::Element { parent, ..element }
        }));
        offset
    }
}

/// Returns the style of footnotes: that of the running footer, which is the smallest text.
fn foot_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let scale = &context.theme.type_scale;
    ParagraphStyle {
        style: context.text_style(&context.theme.fonts.body, context.theme.weights.body),
        size: context.pt(scale.running.max(scale.min_size)),
        leading: LEADING_EM,
        colours: context.text_colours(context.palette.muted),
    }
}

/// Returns the distance of the texts of footnotes from their numbers' left edge.
fn label_width(context: &mut LayoutContext<'_, '_>, count: usize, style: &ParagraphStyle) -> f32 {
    let widest = Text::plain(count.to_string(), crate::source::Span::default());
    let digits = context.shaper.shape_paragraph(&widest, &style.style).width();
    (digits + LABEL_GAP_EM) * style.size
}

/// Lays out a footnote: its number, which links to the call, and its text.
fn lay_out_note(
    context: &mut LayoutContext<'_, '_>,
    index: usize,
    text: &Text,
    (style, width, indent): (&ParagraphStyle, f32, f32),
) -> Flow {
    let note = context.add_element(Structure::ROOT, Role::Note, text.span);
    let label = context.add_element(note, Role::Label, text.span);
    let link = context.add_element(label, Role::Link, text.span);
    let number = Text::plain((index + 1).to_string(), text.span);
    let mut label_style = style.clone();
    label_style.colours = context.text_colours(context.palette.link);
    let layout = ParagraphLayout::start_aligned(indent);
    let number_row = lay_out_paragraph(context, &number, &label_style, layout, None);
    let area = LinkArea {
        rect: Rect::new(0.0, 0.0, indent, style.leading * style.size),
        target: LinkTarget::FootnoteCall(index),
        alt_text: number.content.clone(),
    };
    let area = Item::new(ItemKind::Link(area), None, Some(text.span));
    let number_items = number_row.rows.into_iter().flat_map(Row::into_items).chain([area]);
    let layout = ParagraphLayout::start_aligned((width - indent).max(indent));
    let mut flow = lay_out_paragraph(context, text, style, layout, Some(note));
    flow.shift_right(indent);
    if let Some(first) = flow.rows.front_mut() {
        let drop = first.baseline_drop;
        if let RowBody::Fixed { items, .. } = &mut first.body {
            let texts = std::mem::take(items);
            items.extend(number_items.map(|mut item| {
                item.element = Some(link);
                item.translate(0.0, drop);
                item
            }));
            items.extend(texts);
        }
    }
    flow
}

/// Returns the row above footnotes: a short rule at the start of lines.
fn rule_row(context: &LayoutContext<'_, '_>, width: f32, style: &ParagraphStyle) -> Row {
    let above = SPACE_ABOVE_EM * style.size;
    let thickness = context.pt(RULE_PT);
    let rule = Rect::new(0.0, above, width * RULE_SHARE, thickness);
    let rule = rounded_rect(rule, 0.0, context.palette.muted);
    let height = above + thickness + SPACE_BELOW_RULE_EM * style.size;
    Row::fixed_height(height, vec![Item::new_artifact(ItemKind::Shape(rule))])
}
