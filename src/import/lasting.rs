//! Directives of Marp that hold from their slide on.

use super::ImportContext;
use super::dialect::Dialect;
use super::front_matter_lines::FrontMatter;
use super::slide::SlideDraft;

/// Directives whose effect on later slides an outline can show.
pub(super) const LASTING: [&str; 5] =
    ["header", "footer", "paginate", "background_color", "background_image"];

/// Returns those that the front matter of a deck gives to all slides. Headers, footers and numbers
/// are keys of the outline.
pub(super) fn read_lasting(dialect: Dialect, front: &FrontMatter) -> Vec<(String, String)> {
    let is_background = |key: &str| matches!(key, "background_color" | "background_image");
    let keys = front.keys.iter().filter(|(key, ..)| dialect == Dialect::Marp && is_background(key));
    let pairs = keys.map(|(key, values, _)| (key.clone(), values.join(" ")));
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

impl SlideDraft {
    /// Applies the directives of the slides before the one that starts at `line`.
    pub(super) fn apply_lasting(&mut self, line: usize, context: &mut ImportContext) {
        for (key, value) in context.lasting.clone() {
            // What cannot be shown is reported once.
            if value.contains("://") && !context.is_first_report(&value) {
                continue;
            }
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
        if !value.is_empty() || context.meta.contains_key(key) {
            context.lasting.push((key.clone(), value.clone()));
        }
    }
}
