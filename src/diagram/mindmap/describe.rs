//! Mind maps in words.

use super::Mindmap;
use crate::diagram::describe::{is_english, list_words};

/// Returns a mind map in words: "Root: A, B and C. A: D."
pub(crate) fn describe_mindmap(map: &Mindmap, lang: &str) -> String {
    let english = is_english(lang);
    let name = |index: usize| map.ideas[index].label.to_single_line();
    let sentences = (0..map.ideas.len()).filter_map(|index| {
        let children: Vec<String> =
            map.ideas[index].children.iter().map(|&child| name(child)).collect();
        if children.is_empty() {
            return (map.ideas.len() == 1).then(|| format!("{}.", name(index)));
        }
        let list = list_words(&children, english);
        Some(format!("{}: {list}.", name(index)))
    });
    sentences.collect::<Vec<_>>().join(" ")
}
