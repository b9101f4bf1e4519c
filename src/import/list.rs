//! Converts lists.

use comrak::nodes::{ListDelimType, ListType, Node, NodeValue};

use super::dialect::Dialect;
use super::markdown::{BlockReader, MAX_BLOCK_DEPTH, MarkdownBlock};
use super::steps::reveal_items;
use super::write::{OutlineValue, is_plain_scalar};

/// The maximum depth of lists in an outline. Deeper items move up to the last level.
const MAX_LIST_DEPTH: usize = 8;

/// What a list is, before its items are read.
struct ListHead {
    key: &'static str,
    style: Option<&'static str>,
    /// The number of the first item.
    start: usize,
}

impl ListHead {
    /// Builds a list whose first item has the number `start`.
    fn build(&self, items: Vec<OutlineValue>, start: usize) -> OutlineValue {
        let items = OutlineValue::List(items);
        let mut entries = Vec::new();
        entries.extend(self.style.map(|style| ("style".to_owned(), OutlineValue::word(style))));
        if start != 1 && self.key == "numbered" {
            entries.push(("start".to_owned(), OutlineValue::word(start.to_string())));
        }
        if entries.is_empty() {
            return items;
        }
        entries.push(("items".to_owned(), items));
        OutlineValue::Map(entries)
    }
}

impl BlockReader<'_, '_, '_> {
    /// Reads a list. Pictures in it follow it and are placed beside it. Other blocks divide it, so
    /// that what is said about them stays before and after them.
    pub(super) fn read_list(&mut self, node: Node) -> Vec<MarkdownBlock> {
        let divides = |block: &MarkdownBlock| match block {
            MarkdownBlock::Entry(key, _) => !matches!(*key, "figure" | "figures"),
            _ => false,
        };
        let mut blocks = Vec::new();
        let mut following = Vec::new();
        if self.depth >= MAX_BLOCK_DEPTH {
            let (key, value) = self.read_list_value(node, &mut following);
            return vec![MarkdownBlock::Entry(key, value)];
        }
        let outer = std::mem::take(&mut self.context.has_fragments);
        let is_incremental = self.depth == 0 && self.context.incremental.is_on();
        let head = self.read_head(node);
        let (mut start, mut items) = (head.start, Vec::new());
        self.depth += 1;
        for (index, item) in node.children().enumerate() {
            let first = following.len();
            items.extend(self.read_item(item, head.key, &mut following));
            if following[first..].iter().any(divides) && item.next_sibling().is_some() {
                let list = head.build(std::mem::take(&mut items), start);
                blocks.push(MarkdownBlock::Entry(head.key, list));
                blocks.append(&mut following);
                start = head.start + index + 1;
            }
        }
        self.depth -= 1;
        if !items.is_empty() {
            blocks.push(MarkdownBlock::Entry(head.key, head.build(items, start)));
        }
        let has_fragments = std::mem::replace(&mut self.context.has_fragments, outer);
        if has_fragments || is_incremental {
            for block in &mut blocks {
                if let MarkdownBlock::Entry(key, value) = block
                    && *key == head.key
                {
                    *value = reveal_items(std::mem::replace(value, OutlineValue::word("")));
                }
            }
        }
        blocks.append(&mut following);
        blocks
    }

    fn read_head(&mut self, node: Node) -> ListHead {
        let number = self.line_number(node.data().sourcepos.start.line);
        if let NodeValue::List(list) = &node.data().value {
            // In Marp, these lists appear item by item.
            self.context.has_fragments |= self.context.dialect == Dialect::Marp
                && match list.list_type {
                    ListType::Bullet => list.bullet_char == b'*',
                    ListType::Ordered => list.delimiter == ListDelimType::Paren,
                };
        }
        if node.children().any(|item| matches!(item.data().value, NodeValue::TaskItem(_))) {
            return ListHead { key: "checklist", style: None, start: 1 };
        }
        match &node.data().value {
            NodeValue::List(list) if list.list_type == ListType::Ordered => ListHead {
                key: "numbered",
                style: self.lettered.get(&number).copied(),
                start: list.start,
            },
            _ => ListHead { key: "bullets", style: None, start: 1 },
        }
    }

    fn read_list_value(
        &mut self,
        node: Node,
        following: &mut Vec<MarkdownBlock>,
    ) -> (&'static str, OutlineValue) {
        if self.depth >= MAX_BLOCK_DEPTH {
            let words = self.read_words(node);
            return ("bullets", OutlineValue::List(vec![OutlineValue::Text(words.text)]));
        }
        let head = self.read_head(node);
        self.depth += 1;
        let items: Vec<OutlineValue> =
            node.children().flat_map(|item| self.read_item(item, head.key, following)).collect();
        self.depth -= 1;
        (head.key, head.build(items, head.start))
    }

    fn read_item(
        &mut self,
        item: Node,
        list_key: &str,
        following: &mut Vec<MarkdownBlock>,
    ) -> Vec<OutlineValue> {
        let mut texts: Vec<String> = Vec::new();
        let mut lists: Vec<(&'static str, OutlineValue)> = Vec::new();
        for child in item.children() {
            if matches!(child.data().value, NodeValue::List(_)) {
                lists.push(self.read_list_value(child, following));
                continue;
            }
            for block in self.read_block(child) {
                match block {
                    MarkdownBlock::Entry("text", OutlineValue::Text(text))
                    | MarkdownBlock::Heading(text, ..) => texts.push(text),
                    // The item appears in a step of its own.
                    MarkdownBlock::Pause => self.context.has_fragments = true,
                    other => following.push(other),
                }
            }
        }
        let text = texts.join("\n\n");
        let done = match &item.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => (list_key == "checklist").then_some(false),
        };
        let key = match done {
            Some(true) => Some("done"),
            Some(false) => Some("todo"),
            None => None,
        };
        let mut below = Vec::new();
        if self.depth >= MAX_LIST_DEPTH {
            for (_, list) in lists.drain(..) {
                match list {
                    OutlineValue::List(items) => below.extend(items),
                    other => below.push(other),
                }
            }
        }
        let value = match (key, lists.is_empty()) {
            (None, true) => OutlineValue::Text(text),
            (Some(key), true) => {
                OutlineValue::Map(vec![(key.to_owned(), OutlineValue::Text(text))])
            }
            (None, false)
                if lists.len() == 1
                    && lists[0].0 == "bullets"
                    && list_key == "bullets"
                    && is_natural_key(&text) =>
            {
                let (_, children) = lists.remove(0);
                OutlineValue::Map(vec![(text, children)])
            }
            (key, false) => {
                let mut entries =
                    vec![(key.unwrap_or("text").to_owned(), OutlineValue::Text(text))];
                entries.extend(lists.into_iter().map(|(key, value)| (key.to_owned(), value)));
                OutlineValue::Map(entries)
            }
        };
        std::iter::once(value).chain(below).collect()
    }
}

/// Returns whether a text can be written as `Text:` with a list below it, without quotes and
/// without another meaning.
pub(super) fn is_natural_key(text: &str) -> bool {
    let words = ["text", "bullets", "numbered", "checklist", "marker", "done", "todo"];
    is_plain_scalar(text)
        && !text.contains([':', '\n', '[', ']', '{', '}', ','])
        && text.len() < 120
        && !words.contains(&text)
        && !text.starts_with("x_")
}
