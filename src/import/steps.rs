//! Parts that appear one by one: pauses, and lists whose items appear one after the other.
//!
//! Marks for them travel with the lines. No deck has control characters (`normalize_source`).

use super::slide::{SlideBlock, list_blocks};
use super::write::OutlineValue;

/// The line of a pause: what follows appears later.
pub(super) const PAUSE_LINE: &str = "\u{2}.";
/// Lines around lists whose items appear one by one, or do not.
pub(super) const INCREMENTAL_LINE: &str = "\u{2}+";
pub(super) const NONINCREMENTAL_LINE: &str = "\u{2}n";
pub(super) const END_LINE: &str = "\u{2}-";
/// The line that says that all parts of the slide appear one by one.
pub(super) const REVEAL_ALL_LINE: &str = "\u{2}*";
/// In a text: the paragraph or item appears in a step of its own.
pub(super) const FRAGMENT: char = '\u{3}';
/// In a text: the next sign is markup also where the tool reads no such markup.
pub(super) const MARKUP: char = '\u{4}';

/// The key of a pause between blocks.
pub(super) const PAUSE_KEY: &str = "pause";

/// Returns whether a line is a mark.
pub(super) fn is_mark_line(line: &str) -> bool {
    line.trim_start().starts_with('\u{2}')
}

/// Returns the text without marks.
pub(super) fn strip_marks(text: &str) -> String {
    text.lines()
        .filter(|line| !is_mark_line(line))
        .map(|line| line.replace([FRAGMENT, MARKUP], ""))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether the items of lists appear one by one: inside marks, and by the settings of the deck.
#[derive(Clone, Debug, Default)]
pub(super) struct IncrementalLists {
    /// The setting of the deck.
    pub by_default: bool,
    pub open: Vec<bool>,
}

impl IncrementalLists {
    pub(super) fn is_on(&self) -> bool {
        self.open.last().copied().unwrap_or(self.by_default)
    }

    /// Starts a slide.
    pub(super) fn reset(&mut self) {
        self.open.clear();
    }

    pub(super) fn push(&mut self, is_on: bool) {
        self.open.push(is_on);
    }

    pub(super) fn pop(&mut self) {
        self.open.pop();
    }

    /// Reads a mark. Returns whether it is a pause.
    pub(super) fn read_mark(&mut self, line: &str) -> bool {
        match line.trim() {
            INCREMENTAL_LINE => self.push(true),
            NONINCREMENTAL_LINE => self.push(false),
            END_LINE => self.pop(),
            _ => return true,
        }
        false
    }
}

const LISTS: [&str; 3] = ["bullets", "numbered", "checklist"];
/// Blocks whose parts appear one by one on a slide with steps.
const WITH_PARTS: [&str; 7] =
    ["columns", "cards", "cascade", "stats", "figures", "timeline", "people"];

/// Marks a list as one whose items appear one by one.
pub(super) fn reveal_items(list: OutlineValue) -> OutlineValue {
    set_steps(list, "true")
}

fn set_steps(list: OutlineValue, value: &str) -> OutlineValue {
    let steps = ("steps".to_owned(), OutlineValue::word(value));
    match list {
        OutlineValue::Map(mut entries) => {
            entries.retain(|(key, _)| key != "steps");
            entries.insert(0, steps);
            OutlineValue::Map(entries)
        }
        items => OutlineValue::Map(vec![steps, ("items".to_owned(), items)]),
    }
}

fn reveals_items((key, value): &SlideBlock) -> bool {
    LISTS.contains(key) && value.get("steps").is_some()
}

/// Returns the list without its own setting, in its short form if it has no other.
fn strip_steps((key, value): SlideBlock) -> SlideBlock {
    let OutlineValue::Map(mut entries) = value else { return (key, value) };
    if !LISTS.contains(&key) {
        return (key, OutlineValue::Map(entries));
    }
    entries.retain(|(key, _)| key != "steps");
    match entries.as_slice() {
        [(items, _)] if items == "items" => (key, entries.remove(0).1),
        _ => (key, OutlineValue::Map(entries)),
    }
}

/// Arranges the blocks of a slide in steps. Returns them without pauses, and whether the slide has
/// `steps: true`. `reveals_all` says that its parts appear one by one for other reasons.
pub(super) fn arrange_steps(blocks: Vec<SlideBlock>, reveals_all: bool) -> (Vec<SlideBlock>, bool) {
    let mut groups: Vec<Vec<SlideBlock>> = vec![Vec::new()];
    for block in blocks {
        match groups.last_mut() {
            Some(group) if block.0 != PAUSE_KEY => group.push(block),
            _ => groups.push(Vec::new()),
        }
    }
    groups.retain(|group| !group.is_empty());
    if reveals_all {
        return (groups.into_iter().flatten().map(strip_steps).collect(), true);
    }
    if groups.len() > 1 {
        // A picture beside the words is there from the start.
        let is_figure = |block: &&SlideBlock| block.0 == "figure";
        let has_side_figure = groups.iter().flatten().filter(is_figure).count() == 1;
        let arrange = |group| join_group(group, has_side_figure);
        return (groups.into_iter().flat_map(arrange).collect(), true);
    }
    let blocks = groups.pop().unwrap_or_default();
    let Some(first) = blocks.iter().position(reveals_items) else { return (blocks, false) };
    // `steps: true` of the slide says the same if only one part is there from the start.
    let is_static = |block: &&SlideBlock| !matches!(block.0, "heading" | "figure");
    let lead: Vec<&SlideBlock> = blocks[..first].iter().filter(is_static).collect();
    let has_lead = lead.iter().any(|(key, _)| LISTS.contains(key) || WITH_PARTS.contains(key));
    let is_whole = !has_lead
        && lead.len() <= 1
        && blocks[first..].iter().filter(is_static).all(reveals_items)
        && blocks.iter().filter(|block| block.0 == "figure").count() <= 1;
    match is_whole {
        true => (blocks.into_iter().map(strip_steps).collect(), true),
        false => (blocks, false),
    }
}

/// Joins what appears at once between two pauses.
fn join_group(group: Vec<SlideBlock>, has_side_figure: bool) -> Vec<SlideBlock> {
    let mut joined = Vec::new();
    let mut run: Vec<SlideBlock> = Vec::new();
    for block in group {
        let is_apart = block.0 == "figure" && has_side_figure;
        if !is_apart && !reveals_items(&block) {
            run.push(block);
            continue;
        }
        joined.append(&mut join_run(std::mem::take(&mut run)));
        joined.push(strip_steps(block));
    }
    joined.append(&mut join_run(run));
    joined
}

fn join_run(mut run: Vec<SlideBlock>) -> Vec<SlideBlock> {
    let is_heading = |block: &SlideBlock| block.0 == "heading";
    let headings = run.iter().take_while(|block| is_heading(block)).count();
    match &run[headings..] {
        [] => run,
        [(key, _)] if !WITH_PARTS.contains(key) => {
            if let Some((key, value)) = run.pop() {
                let is_list = LISTS.contains(&key);
                run.push((key, if is_list { set_steps(value, "false") } else { value }));
            }
            run
        }
        _ => {
            let items = ("items".to_owned(), list_blocks(run));
            let steps = ("steps".to_owned(), OutlineValue::word("false"));
            vec![("group", OutlineValue::Map(vec![steps, items]))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrange(keys: &[&'static str]) -> (String, bool) {
        let block = |key: &&'static str| match *key {
            "list" => ("bullets", OutlineValue::List(vec![])),
            "items" => ("bullets", reveal_items(OutlineValue::List(vec![]))),
            key => (key, OutlineValue::text("")),
        };
        let (blocks, has_steps) = arrange_steps(keys.iter().map(block).collect(), false);
        let write = |(key, value): &SlideBlock| match value.get("steps") {
            Some(OutlineValue::Word(word)) => format!("{key}={word}"),
            _ => (*key).to_owned(),
        };
        (blocks.iter().map(write).collect::<Vec<_>>().join(" "), has_steps)
    }

    #[test]
    fn pauses_divide_what_appears_at_once() {
        let has = |words: &str| (words.to_owned(), true);
        assert_eq!(arrange(&["text", PAUSE_KEY, "list"]), has("text bullets=false"));
        assert_eq!(arrange(&["text", "text", PAUSE_KEY, "text"]), has("group=false text"));
        assert_eq!(arrange(&["text", PAUSE_KEY, "items"]), has("text bullets"));
        assert_eq!(arrange(&[PAUSE_KEY, "heading", "text"]), ("heading text".to_owned(), false));
    }

    #[test]
    fn lists_have_their_own_steps_if_other_parts_are_there_from_the_start() {
        assert_eq!(arrange(&["text", "items"]), ("text bullets".to_owned(), true));
        let parts = ["text", "items", "text"];
        assert_eq!(arrange(&parts), ("text bullets=true text".to_owned(), false));
    }
}
