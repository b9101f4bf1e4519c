//! Speaker notes as paragraphs, for formats in which they are edited.

use crate::deck::{Block, BlockKind, Link, List, ListKind, Position, Text, to_plain_text};
use crate::layout::list_numbering;
use crate::scene::{NoteLink, NoteMark, NoteParagraph, NoteRun};

/// Returns speaker notes as paragraphs.
pub(super) fn note_paragraphs(blocks: &[Block]) -> Vec<NoteParagraph> {
    let mut paragraphs = Vec::new();
    blocks.iter().for_each(|block| push_block(block, 0, &mut paragraphs));
    paragraphs
}

fn push_block(block: &Block, level: usize, paragraphs: &mut Vec<NoteParagraph>) {
    let paragraph = |text: &Text| NoteParagraph { level, mark: None, runs: read_runs(text) };
    match &block.kind {
        BlockKind::Text(text) => paragraphs.push(paragraph(text)),
        BlockKind::Heading(text) => paragraphs.push(bold(paragraph(text))),
        BlockKind::List(list) => push_list(list, level + 1, paragraphs),
        BlockKind::Quote { text, by, .. } => {
            paragraphs.extend(text.iter().chain(by).map(paragraph))
        }
        BlockKind::Callout { title, blocks, .. } => {
            paragraphs.extend(title.iter().map(|title| bold(paragraph(title))));
            blocks.iter().for_each(|block| push_block(block, level, paragraphs));
        }
        BlockKind::Group { blocks, .. } => {
            blocks.iter().for_each(|block| push_block(block, level, paragraphs));
        }
        // Blocks that notes rarely have.
        _ => {
            let text = to_plain_text(std::slice::from_ref(block));
            let plain = |line: &str| NoteParagraph {
                level,
                mark: None,
                runs: vec![NoteRun { text: line.to_owned(), ..NoteRun::default() }],
            };
            paragraphs.extend(text.lines().map(plain));
        }
    }
}

fn push_list(list: &List, level: usize, paragraphs: &mut Vec<NoteParagraph>) {
    // Programs count on as long as no other paragraph is between the items.
    let mut skipped = 0;
    let numbering = list_numbering(&list.kind);
    for (index, item) in list.items.iter().enumerate() {
        let mark = match (&list.kind, item.done) {
            (ListKind::Numbered { start, .. }, _) => {
                NoteMark::Number(numbering, start.saturating_add(skipped))
            }
            (_, Some(done)) => NoteMark::Box(done),
            _ => NoteMark::Bullet,
        };
        paragraphs.push(NoteParagraph { level, mark: Some(mark), runs: read_runs(&item.text) });
        item.children.iter().for_each(|block| push_block(block, level, paragraphs));
        if item.children.iter().any(|block| !matches!(block.kind, BlockKind::List(_))) {
            skipped = index as u32 + 1;
        }
    }
}

fn bold(mut paragraph: NoteParagraph) -> NoteParagraph {
    paragraph.runs.iter_mut().for_each(|run| run.is_bold = true);
    paragraph
}

fn read_runs(text: &Text) -> Vec<NoteRun> {
    let runs = text.runs.iter().filter(|run| !run.range.is_empty());
    let read = runs.map(|run| NoteRun {
        text: text.content[run.range.clone()].replace('\u{ad}', ""),
        is_bold: run.style.bold,
        is_italic: run.style.italic,
        is_struck: run.style.strike,
        is_code: run.style.code,
        rise: match run.style.position {
            Position::Baseline => 0,
            Position::Superscript => 1,
            Position::Subscript => -1,
        },
        link: match &run.link {
            Some(Link::Uri(address)) => Some(NoteLink::Uri(address.clone())),
            Some(Link::Slide(id)) => Some(NoteLink::Slide(id.clone())),
            _ => None,
        },
    });
    read.collect()
}
