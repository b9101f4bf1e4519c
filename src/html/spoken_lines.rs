//! Puts the lines of a text together from runs of glyphs, in the order in which they are read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::element_items::{ElementItems, item_area};
use crate::geometry::Rect;
use crate::scene::{ElementId, GlyphRun, ItemKind, Role};

/// Two baselines closer than this are one, in pt.
const SAME_BASELINE: f32 = 0.5;

/// A part of a line that belongs to one element.
pub(super) struct LinePart<'s> {
    /// The innermost element.
    pub(super) element: ElementId,
    /// What is read before it: a blank, or nothing.
    pub(super) has_blank_before: bool,
    /// The text or formula.
    pub(super) content: PartContent<'s>,
    /// Language of the text, if it is another one than that of the element.
    pub(super) lang: Option<&'s str>,
    /// Where it is.
    pub(super) area: Rect,
}

/// What a part of a line says.
pub(super) enum PartContent<'s> {
    /// Text.
    Text(Cow<'s, str>),
    /// A formula as MathML.
    Formula(Arc<str>),
}

/// A line of a text.
pub(super) struct SpokenLine<'s> {
    /// The parts in the order in which they are read.
    pub(super) parts: Vec<LinePart<'s>>,
    /// Distance of the baseline from the top of the page, in pt.
    pub(super) baseline: f32,
    /// Size of the largest type, in pt.
    pub(super) size: f32,
}

impl SpokenLine<'_> {
    /// Whether it has no words: it is a bullet.
    pub(super) fn is_bullet(&self) -> bool {
        let is_bullet = |part: &LinePart<'_>| match &part.content {
            PartContent::Text(text) => !text.contains(char::is_alphanumeric),
            PartContent::Formula(_) => false,
        };
        self.parts.iter().all(is_bullet)
    }

    /// Returns the left edge and the width, in pt.
    pub(super) fn extent(&self) -> (f32, f32) {
        let left = self.parts.iter().map(|part| part.area.x).fold(f32::INFINITY, f32::min);
        let right = self.parts.iter().map(|part| part.area.right()).fold(f32::MIN, f32::max);
        (left, (right - left).max(0.0))
    }
}

/// A part with what orders and joins it.
struct SpokenPiece<'s> {
    part: LinePart<'s>,
    /// The text that it is a part of and its first byte there, then its index on the page.
    order: (usize, usize, usize),
    /// The whole text, and the end of the part in it.
    whole: Option<(&'s Arc<str>, usize)>,
    baseline: f32,
    size: f32,
}

/// Returns the lines of the text of some elements.
pub(super) fn collect_lines<'s>(
    content: &ElementItems<'s>,
    elements: &[ElementId],
) -> Vec<SpokenLine<'s>> {
    let mut pieces = collect_pieces(content, elements);
    pieces.sort_by_key(|piece| piece.order);
    let mut lines: Vec<SpokenLine<'s>> = Vec::new();
    let mut before: Option<(&'s Arc<str>, usize)> = None;
    for SpokenPiece { mut part, order, whole, baseline, size } in pieces {
        part.has_blank_before = match (before, whole) {
            (Some((text, end)), Some((own, _))) if Arc::ptr_eq(text, own) => {
                let gap = text.get(end..order.1).unwrap_or_default();
                gap.starts_with(char::is_whitespace) || gap.ends_with(char::is_whitespace)
            }
            (None, _) => false,
            // The blank beside a formula is part of the text.
            (Some((text, end)), None) => {
                text.get(end..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
            }
            (Some(_), Some(_)) => true,
        };
        before = whole.or(before);
        match lines.last_mut() {
            Some(line) if (line.baseline - baseline).abs() < SAME_BASELINE => {
                line.size = line.size.max(size);
                line.parts.push(part);
            }
            _ => lines.push(SpokenLine { parts: vec![part], baseline, size }),
        }
    }
    lines
}

fn collect_pieces<'s>(content: &ElementItems<'s>, elements: &[ElementId]) -> Vec<SpokenPiece<'s>> {
    let mut items: Vec<_> = elements
        .iter()
        .flat_map(|&id| content.items_of(id).iter().map(move |&(index, item)| (index, id, item)))
        .collect();
    items.sort_by_key(|(index, ..)| *index);
    let mut texts: BTreeMap<*const u8, usize> = BTreeMap::new();
    let mut pieces: Vec<SpokenPiece<'s>> = Vec::new();
    // Where the last run ended: a formula is read after it.
    let mut reached = (0, 0);
    for (index, element, item) in items {
        let formula = Some(element).filter(|&id| content.structure.get(id).role.is_formula());
        if let Some(id) = formula {
            let known = pieces.iter_mut().rev().find(|piece| piece.part.element == id);
            let Some(area) = item_area(item) else { continue };
            if let Some(known) = known {
                known.part.area = known.part.area.union(area);
                continue;
            }
            let properties = content.structure.get(id);
            let said = match &properties.mathml {
                Some(mathml) => PartContent::Formula(mathml.clone()),
                None => PartContent::Text(properties.alt.clone().unwrap_or_default().into()),
            };
            let run = match &item.kind {
                ItemKind::Text(run) => Some(run),
                _ => None,
            };
            let (baseline, size) = match pieces.last() {
                Some(last) if properties.role == Role::InlineFormula => (last.baseline, last.size),
                _ => run.map_or((area.bottom(), area.height), |run| (run.origin.y, run.size)),
            };
            let mut order = (reached.0, reached.1, index);
            let mut whole = None;
            // A formula in a line has a place in the text of its paragraph.
            if let (Some(text), Some(range)) = (&properties.text, &properties.text_range) {
                let count = texts.len() + 1;
                order.0 = *texts.entry(text.as_ptr()).or_insert(count);
                order.1 = range.start as usize;
                whole = Some((text, range.end as usize));
            }
            pieces.push(SpokenPiece {
                part: new_part(element, said, None, area),
                order,
                whole,
                baseline,
                size,
            });
            continue;
        }
        let Some(area) = item_area(item) else { continue };
        match &item.kind {
            ItemKind::Text(run) => {
                let Some(text) = run_text(run) else { continue };
                let count = texts.len() + 1;
                let group = *texts.entry(run.text.as_ptr()).or_insert(count);
                let range = run.shown_range().unwrap_or(0..0);
                reached = (group, range.end);
                pieces.push(SpokenPiece {
                    part: new_part(element, PartContent::Text(text), run.lang.as_deref(), area),
                    order: (group, range.start, index),
                    whole: Some((&run.text, range.end)),
                    baseline: run.origin.y + run.line.map_or(0.0, |line| line.rise),
                    size: run.size,
                });
            }
            ItemKind::Shape(shape) => {
                let Some(words) = &shape.actual_text else { continue };
                let count = texts.len() + 1;
                let group = *texts.entry(words.as_ptr()).or_insert(count);
                pieces.push(SpokenPiece {
                    part: new_part(element, PartContent::Text((&**words).into()), None, area),
                    order: (group, 0, index),
                    whole: Some((words, words.len())),
                    baseline: area.bottom(),
                    size: area.height,
                });
            }
            _ => {}
        }
    }
    pieces
}

fn new_part<'s>(
    element: ElementId,
    content: PartContent<'s>,
    lang: Option<&'s str>,
    area: Rect,
) -> LinePart<'s> {
    LinePart { element, has_blank_before: false, content, lang, area }
}

/// Returns the text of a run; `None` for one that only shows a hyphen.
fn run_text(run: &GlyphRun) -> Option<Cow<'_, str>> {
    let text = run.actual_text.as_deref().unwrap_or_else(|| run.shown_text());
    let text: Cow<'_, str> = match text.contains('\u{ad}') {
        true => text.replace('\u{ad}', "").into(),
        false => text.into(),
    };
    (!text.is_empty()).then_some(text)
}
