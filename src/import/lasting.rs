//! Directives of Marp that hold from their slide on.

use super::ImportContext;
use super::dialect::Dialect;
use super::slide::SlideDraft;

/// Directives whose effect on later slides an outline can show.
const LASTING: [&str; 5] = ["header", "footer", "paginate", "background_color", "background_image"];

impl SlideDraft {
    /// Applies the directives of the slides before the one that starts at `line`.
    pub(super) fn apply_lasting(&mut self, line: usize, context: &mut ImportContext) {
        for (key, value) in context.lasting.clone() {
            self.apply_key(&key, &value, line, context);
        }
    }
}

/// Keeps the directives of a slide for those after it.
pub(super) fn keep_lasting(directives: &[(String, String)], context: &mut ImportContext) {
    if context.dialect != Dialect::Marp {
        return;
    }
    for (key, value) in directives.iter().filter(|(key, _)| LASTING.contains(&key.as_str())) {
        context.lasting.retain(|(known, _)| known != key);
        // Without words, a header or footer of the deck ends.
        if !value.is_empty() || context.deck_keys.contains(key) {
            context.lasting.push((key.clone(), value.clone()));
        }
    }
}
