//! Measures and draws the labels of diagrams.

use super::colours::DiagramColours;
use crate::deck::Hyphenation;
use crate::deck::{Run, Style, Text};
use crate::diagram::{DiagramLabel, LabelAlign, LabelLook, LabelText, MeasureLabel};
use crate::geometry::{Point, Rect, Size};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::mirror::mirror_items;
use crate::layout::paragraph::baseline_offset;
use crate::layout::text::{
    DrawnPart, LinePosition, PlacedLine, Wrap, break_lines, draw_line, rounded_rect,
};
use crate::scene::{Colour, ElementId, Item, ItemKind};
use crate::source::Span;

/// Height of a line of a label, in em of the label.
const LEADING: f32 = 1.2;

/// Room beside the words in the patch below a label, in em of the diagram.
const PATCH_MARGIN: f32 = 0.3;

/// The distance of an underline from the baseline, in em of the label, and its width, in em of the
/// diagram.
const UNDERLINE_OFFSET: f32 = 0.12;
const UNDERLINE_WIDTH: f32 = 0.05;

/// A label at its place, with its colours. Lengths are in em of the text of the drawing.
pub(in crate::layout::block) struct PlacedLabel<'l> {
    /// The words.
    pub text: &'l LabelText,
    /// The rectangle that they are set in.
    pub rect: Rect,
    /// How lines are aligned in it.
    pub align: LabelAlign,
    /// Size and weight.
    pub style: LabelLook,
    /// Their colour.
    pub colour: Colour,
    /// The colour of a patch that hides what is below them.
    pub patch: Option<Colour>,
}

/// Sets labels in the fonts of the deck.
pub(in crate::layout::block) struct LabelSetter<'c, 'a, 'f> {
    context: &'c mut LayoutContext<'a, 'f>,
    span: Span,
}

impl<'c, 'a, 'f> LabelSetter<'c, 'a, 'f> {
    pub(in crate::layout::block) fn new(
        context: &'c mut LayoutContext<'a, 'f>,
        span: Span,
    ) -> Self {
        Self { context, span }
    }

    fn style(&self, style: LabelLook) -> ParagraphStyle {
        let kind = if style.is_bold { TextKind::Label } else { TextKind::Body };
        self.context.paragraph_style(kind)
    }

    /// Draws a label of a diagram whose text has `size` pt.
    pub(super) fn draw_label(
        &mut self,
        label: &DiagramLabel,
        colours: &DiagramColours,
        size: f32,
        element: ElementId,
    ) -> Vec<Item> {
        let ground = label.ground.as_ref();
        let placed = PlacedLabel {
            text: &label.text,
            rect: label.rect,
            align: label.align,
            style: label.style,
            colour: colours.label(ground, label.style.is_muted),
            patch: label.has_patch.then(|| colours.below_label(ground)),
        };
        self.draw_placed(&placed, size, element)
    }

    /// Draws a label of a drawing whose text has `size` pt.
    pub(in crate::layout::block) fn draw_placed(
        &mut self,
        label: &PlacedLabel<'_>,
        size: f32,
        element: ElementId,
    ) -> Vec<Item> {
        let text = convert_text(label.text, self.span);
        let mut style = self.style(label.style);
        style.colours = self.context.text_colours(label.colour);
        style.colours.bold = style.colours.text;
        let shaped = self.context.shaper.shape_paragraph(&text, &style.style);
        self.context.record_missing(&shaped.missing, text.span);
        let type_size = label.style.size * size;
        let width = label.rect.width / label.style.size;
        let lines = break_lines(&shaped, width + 0.01, Wrap::Balanced, Hyphenation::Never);
        let face = self.context.shaper.primary_face(&style.style);
        let cap_height = self.context.shaper.fonts().get(face).metrics().cap_height;
        let height = lines.len() as f32 * LEADING * label.style.size;
        let top = label.rect.y + (label.rect.height - height) / 2.0;
        let mut items = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let line_width = line.width * label.style.size;
            let spare = label.rect.width - line_width;
            let x = label.rect.x
                + match label.align {
                    LabelAlign::Start => 0.0,
                    LabelAlign::Centre => spare / 2.0,
                    LabelAlign::End => spare,
                };
            let line_top = top + index as f32 * LEADING * label.style.size;
            if let Some(ground) = label.patch {
                let patch = Rect::new(x, line_top, line_width, LEADING * label.style.size)
                    .inset_by(-PATCH_MARGIN, 0.0)
                    .scaled_by(size);
                items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(patch, 0.0, ground))));
            }
            let baseline = line_top + baseline_offset(LEADING, cap_height) * label.style.size;
            if is_underlined(label.text) {
                let below = baseline + UNDERLINE_OFFSET * label.style.size;
                let rule = Rect::new(x, below, line_width, UNDERLINE_WIDTH).scaled_by(size);
                let rule = rounded_rect(rule, 0.0, label.colour);
                items.push(Item::new_artifact(ItemKind::Shape(rule)));
            }
            let parts = draw_line(&PlacedLine {
                text: &text,
                shaped: &shaped,
                line,
                position: if index + 1 == lines.len() {
                    LinePosition::Last
                } else {
                    LinePosition::Inner
                },
                origin: Point::new(x * size, baseline * size),
                size: type_size,
                colours: &style.colours,
            });
            let mut drawn: Vec<Item> = parts
                .into_iter()
                .filter_map(|part| match part {
                    DrawnPart::Glyphs(run, _) => Some(ItemKind::Text(run)),
                    DrawnPart::Shape(shape, _) => Some(ItemKind::Shape(shape)),
                    DrawnPart::Decoration(..) | DrawnPart::Area(..) => None,
                })
                .map(|kind| Item::new(kind, Some(element), Some(self.span)))
                .collect();
            if self.context.is_rtl {
                mirror_items(&mut drawn, (x + line_width / 2.0) * size);
            }
            items.append(&mut drawn);
        }
        items
    }
}

impl MeasureLabel for LabelSetter<'_, '_, '_> {
    fn measure_label(&mut self, text: &LabelText, max_width: f32, style: LabelLook) -> Size {
        if text.is_empty() {
            return Size::default();
        }
        let words = convert_text(text, self.span);
        let paragraph = self.style(style);
        let shaped = self.context.shaper.shape_paragraph(&words, &paragraph.style);
        // A word is never broken: the label grows.
        let width = (max_width / style.size).max(shaped.longest_word_width());
        let lines = break_lines(&shaped, width + 0.01, Wrap::Balanced, Hyphenation::Never);
        let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        Size::new(widest * style.size + 0.02, lines.len() as f32 * LEADING * style.size)
    }
}

/// Whether a label is underlined.
fn is_underlined(label: &LabelText) -> bool {
    label.emphasis.iter().any(|part| part.is_underlined)
}

fn convert_text(label: &LabelText, span: Span) -> Text {
    let mut text = Text::plain(label.content.clone(), span);
    if label.emphasis.is_empty() {
        return text;
    }
    text.runs.clear();
    let mut start = 0;
    for part in &label.emphasis {
        if part.range.start > start {
            text.runs.push(Run::plain(start..part.range.start));
        }
        let style = Style { bold: part.is_bold, italic: part.is_italic, ..Style::default() };
        text.runs.push(Run { style, ..Run::plain(part.range.clone()) });
        start = part.range.end;
    }
    if start < text.content.len() {
        text.runs.push(Run::plain(start..text.content.len()));
    }
    text
}
