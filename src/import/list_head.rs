//! What the items of a list have in common, and which blocks divide a list.

use super::markdown::MarkdownBlock;
use super::write::OutlineValue;

/// What is known about a list before its items are read.
#[derive(Clone)]
pub(super) struct ListHead {
    /// The key of the block: `bullets`, `numbered` or `checklist`.
    pub key: &'static str,
    /// The number of the first item.
    pub start: usize,
    /// Whether its items are numbered with letters.
    pub is_lettered: bool,
}

impl ListHead {
    /// Returns the list with its items.
    pub(super) fn into_block(self, items: Vec<OutlineValue>) -> MarkdownBlock {
        MarkdownBlock::Entry(self.key, self.into_value(items))
    }

    /// Returns the value of the block with its items.
    pub(super) fn into_value(self, items: Vec<OutlineValue>) -> OutlineValue {
        let is_numbered = self.key == "numbered";
        if !is_numbered || (self.start == 1 && !self.is_lettered) {
            return OutlineValue::List(items);
        }
        let mut entries = Vec::new();
        if self.is_lettered {
            entries.push(("style".to_owned(), OutlineValue::word("lower_alpha")));
        }
        if self.start != 1 {
            entries.push(("start".to_owned(), OutlineValue::word(self.start.to_string())));
        }
        entries.push(("items".to_owned(), OutlineValue::List(items)));
        OutlineValue::Map(entries)
    }
}

/// Whether a block in an item must not move after the later items. Pictures are placed beside the
/// list.
pub(super) fn divides_list(block: &MarkdownBlock) -> bool {
    matches!(block, MarkdownBlock::Entry(key, _) if !matches!(*key, "figure" | "figures"))
}
