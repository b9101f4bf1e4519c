//! Figures with what they count.

use super::beside::{across, longest_of};
use crate::deck::Stat;
use crate::geometry::Rect;
use crate::layout::context::{Context, Voice};
use crate::layout::flow::{Cut, Flow, Row};
use crate::layout::paragraph::{Measure, paragraph};
use crate::layout::reveal::at_once;
use crate::layout::text::rounded;
use crate::scene::{ElementId, Item, ItemKind, ListNumbering, Role};

/// Figures side by side at most.
const ACROSS: usize = 4;
/// The narrowest column, in em.
const NARROWEST: f32 = 4.0;
/// A word longer than this, in em, is broken rather than given a wider column.
const MOST_OF_WORD: f32 = 12.0;

/// Sets figures in columns, the value large, what it counts below.
pub(super) fn stats(
    context: &mut Context<'_, '_>,
    stats: &[Stat],
    width: f32,
    parent: ElementId,
) -> Flow {
    let span = stats.first().map(|stat| stat.span).unwrap_or_default();
    let list = context.element(parent, Role::List(ListNumbering::Unordered), span);
    let gutter = context.pt(context.theme.space.gutter);
    let (value, label) = (context.setting(Voice::Stat).style, context.setting(Voice::Body).style);
    let longest = stats.iter().map(|stat| {
        let words =
            stat.label.as_ref().map_or(0.0, |text| longest_of(context, text, &label, MOST_OF_WORD));
        longest_of(context, &stat.value, &value, MOST_OF_WORD).max(words)
    });
    let narrowest = longest.fold(NARROWEST, f32::max) * context.scale.body;
    let across = across(stats.len(), ACROSS, narrowest, width, gutter);
    let own = (width - gutter * (across as f32 - 1.0)) / across as f32;
    let size = value_size(context, stats, own);
    let mut flow = Flow::default();
    for row in stats.chunks(across) {
        let each = context.reveal.each;
        let flows = row
            .iter()
            .map(|stat| at_once(context, each, |context| one(context, stat, size, own, list)))
            .collect();
        let gap = context.gap(1.2);
        flow.append(Flow::of(Row::beside(flows, own + gutter, false)), gap);
    }
    flow
}

/// The share of its column that a value may fill: values stand clear of each other.
const FILLED: f32 = 0.88;

/// The largest size at which every value stands on one line, but no smaller than running text.
fn value_size(context: &mut Context<'_, '_>, stats: &[Stat], width: f32) -> f32 {
    let setting = context.setting(Voice::Stat);
    let widest = stats
        .iter()
        .map(|stat| context.shaper.shape(&stat.value, &setting.style).width())
        .fold(0.0, f32::max);
    if widest > 0.0 {
        setting.size.min(width * FILLED / widest).max(context.scale.body)
    } else {
        setting.size
    }
}

fn one(context: &mut Context<'_, '_>, stat: &Stat, size: f32, width: f32, list: ElementId) -> Flow {
    let item = context.element(list, Role::ListItem, stat.span);
    let body = context.element(item, Role::ListBody, stat.span);
    let mut setting = context.setting(Voice::Stat);
    setting.size = size;
    let bar = Rect::new(0.0, 0.0, context.em(1.6), context.em(0.14));
    let bar = Item::artifact(ItemKind::Shape(rounded(bar, 0.0, context.palette.accent)));
    let mut flow = Flow::of(Row { cut: Cut::Never, ..Row::fixed(context.em(0.14), vec![bar]) });
    let value = context.element(body, Role::Paragraph, stat.value.span);
    let gap = context.em(0.35);
    let value =
        paragraph(context, &stat.value, &setting, Measure::balanced(width, false), Some(value));
    flow.append(value, gap);
    if let Some(label) = &stat.label {
        flow = flow.kept_with_next();
        let element = context.element(body, Role::Paragraph, label.span);
        let mut setting = context.setting(Voice::Body);
        setting.leading = 1.22;
        let gap = context.em(0.1);
        let label =
            paragraph(context, label, &setting, Measure::balanced(width, false), Some(element));
        flow.append(label, gap);
    }
    flow
}
