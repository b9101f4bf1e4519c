//! Finds the formulas in lines of text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::scene::{ElementId, Role, Structure};

/// The formulas of a deck by the text that they are part of. The key is the address of the text:
/// two texts with the same words are different texts.
pub(super) struct InlineFormulas(HashMap<usize, Vec<(Range<usize>, ElementId)>>);

impl InlineFormulas {
    /// Finds the formulas of a structure tree.
    pub(super) fn new(structure: &Structure) -> Self {
        let mut found: HashMap<usize, Vec<_>> = HashMap::new();
        for (index, element) in structure.elements.iter().enumerate() {
            let (Role::InlineFormula, Some(text), Some(range)) =
                (element.role, &element.text, &element.text_range)
            else {
                continue;
            };
            let range = range.start as usize..range.end as usize;
            found.entry(address(text)).or_default().push((range, ElementId(index as u32)));
        }
        found.values_mut().for_each(|formulas| formulas.sort_by_key(|(range, _)| range.start));
        Self(found)
    }

    /// Returns the formulas of a text with the bytes that each takes, in order.
    pub(super) fn of(&self, text: &Arc<str>) -> &[(Range<usize>, ElementId)] {
        self.0.get(&address(text)).map_or(&[], Vec::as_slice)
    }
}

fn address(text: &Arc<str>) -> usize {
    Arc::as_ptr(text).cast::<u8>() as usize
}
