//! Links between the call of a footnote and the footnote on the same page.

use std::collections::BTreeMap;

use crate::scene::{Item, ItemKind, LinkTarget};

/// Distance of the target of a link from the top of the window, in pt.
const CLEARANCE_PT: f32 = 4.0;

/// Sets the targets of the links to footnotes and back. A link without a target on its page, such
/// as that to a long footnote on the next page, is removed.
pub(in crate::layout) fn link_footnotes(items: &mut Vec<Item>) {
    let (mut calls, mut notes) = (BTreeMap::new(), BTreeMap::new());
    for item in items.iter() {
        let ItemKind::Link(link) = &item.kind else { continue };
        match link.target {
            LinkTarget::Footnote(index) => calls.entry(index).or_insert(link.rect.y),
            LinkTarget::FootnoteCall(index) => notes.entry(index).or_insert(link.rect.y),
            _ => continue,
        };
    }
    items.retain_mut(|item| {
        let ItemKind::Link(link) = &mut item.kind else { return true };
        let top = match link.target {
            LinkTarget::Footnote(index) => notes.get(&index),
            LinkTarget::FootnoteCall(index) => calls.get(&index),
            LinkTarget::Uri(_)
            | LinkTarget::Page(_)
            | LinkTarget::SamePage { .. }
            | LinkTarget::Work(_)
            | LinkTarget::WorkEntry(_) => return true,
        };
        let Some(top) = top else { return false };
        link.target = LinkTarget::SamePage { top: (top - CLEARANCE_PT).max(0.0) };
        true
    });
}
