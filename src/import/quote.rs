//! Converts quotations and GitHub's alerts.

use comrak::nodes::{AlertType, Node, NodeValue};

use super::boxes::build_callout;
use super::dialect::Dialect;
use super::markdown::{BlockReader, MarkdownBlock};
use super::write::OutlineValue;

impl BlockReader<'_, '_, '_> {
    /// Reads a quotation. A last line that starts with a dash is its source.
    pub(super) fn read_quote(&mut self, node: Node) -> Vec<MarkdownBlock> {
        // In pandoc, a list in a quotation appears item by item, unless all lists do.
        let is_list = |child: Node| matches!(child.data().value, NodeValue::List(_));
        let changes_lists = matches!(self.context.dialect, Dialect::Pandoc | Dialect::Quarto)
            && node.children().all(is_list);
        let is_incremental = self.context.incremental.is_on() != changes_lists;
        self.context.incremental.push(is_incremental);
        let mut texts = Vec::new();
        let (mut above, mut rest) = (Vec::new(), Vec::new());
        for block in node.children().flat_map(|child| self.read_block(child)).collect::<Vec<_>>() {
            match block {
                MarkdownBlock::Entry("text", OutlineValue::Text(text)) => texts.push(text),
                heading @ MarkdownBlock::Heading(..) if texts.is_empty() => above.push(heading),
                MarkdownBlock::Pause => {}
                other => rest.push(other),
            }
        }
        self.context.incremental.pop();
        let by = take_speaker(&mut texts);
        let text = OutlineValue::Text(texts.join("\n\n"));
        // A quotation with a heading is a box.
        if let ([MarkdownBlock::Heading(title, ..)], false, None) =
            (above.as_slice(), texts.is_empty(), &by)
            && rest.iter().all(|block| matches!(block, MarkdownBlock::Entry(..)))
        {
            let title = Some(title.clone()).filter(|title| !title.is_empty());
            let mut inside = vec![("text", text)];
            inside.extend(rest.into_iter().filter_map(|block| match block {
                MarkdownBlock::Entry(key, value) => Some((key, value)),
                _ => None,
            }));
            let callout = build_callout("note", title, inside);
            return vec![MarkdownBlock::Entry("callout", callout)];
        }
        let mut blocks = above;
        if !texts.is_empty() {
            blocks.push(MarkdownBlock::Entry(
                "quote",
                match by {
                    Some(by) => OutlineValue::Map(vec![
                        ("text".to_owned(), text),
                        ("by".to_owned(), OutlineValue::Text(by)),
                    ]),
                    None => text,
                },
            ));
        }
        blocks.append(&mut rest);
        blocks
    }

    /// Reads an alert as GitHub writes it: `> [!NOTE]`.
    pub(super) fn read_alert(
        &mut self,
        node: Node,
        alert: AlertType,
        title: Option<String>,
    ) -> Vec<MarkdownBlock> {
        let kind = match alert {
            AlertType::Note => "note",
            AlertType::Tip => "tip",
            AlertType::Important | AlertType::Warning | AlertType::Caution => "warning",
        };
        let mut blocks = Vec::new();
        let mut following = Vec::new();
        for block in node.children().flat_map(|child| self.read_block(child)).collect::<Vec<_>>() {
            match block {
                MarkdownBlock::Entry(key, value) => blocks.push((key, value)),
                MarkdownBlock::Heading(text, ..) => {
                    blocks.push(("heading", OutlineValue::Text(text)))
                }
                other => following.push(other),
            }
        }
        if title.is_some() || !blocks.is_empty() {
            let callout = build_callout(kind, title, blocks);
            following.insert(0, MarkdownBlock::Entry("callout", callout));
        }
        following
    }
}

/// Takes the last line out of a quotation if a dash says that it is its source.
fn take_speaker(texts: &mut Vec<String>) -> Option<String> {
    let last = texts.last()?;
    let (before, line) = match last.rsplit_once("\\\n") {
        Some((before, line)) => (Some(before.to_owned()), line),
        None => (None, last.as_str()),
    };
    if before.is_none() && texts.len() < 2 {
        return None;
    }
    let dashes = ["— ", "– ", "-- ", "—", "--"];
    let by = dashes.into_iter().find_map(|dash| line.strip_prefix(dash))?.to_owned();
    texts.pop();
    texts.extend(before);
    Some(by)
}
