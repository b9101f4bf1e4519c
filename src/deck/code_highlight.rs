//! Adds the tokens to blocks of code.

use super::code_block::{CodeBlock, LineChange};
use crate::code::{CodeToken, TokenClass, highlight_code};

/// Highlights the lines of a block. Returns the number of the first line that took too long and is
/// plain, like those after it.
pub(super) fn highlight_lines(code: &mut CodeBlock) -> Option<u32> {
    for line in code.lines.iter_mut().filter(|line| line.change == LineChange::Header) {
        line.tokens = vec![CodeToken { range: 0..line.text.len(), class: TokenClass::Meta }];
    }
    code.language?;
    // The code before and after a change are two programs; each is highlighted as a whole.
    let after = highlight_version(code, LineChange::Removed);
    if !code.is_diff {
        return after;
    }
    highlight_version(code, LineChange::Added).or(after)
}

/// Highlights the lines of a block except those of one kind.
fn highlight_version(code: &mut CodeBlock, without: LineChange) -> Option<u32> {
    let language = code.language?;
    let is_shown = |change: LineChange| change != without && change != LineChange::Header;
    let texts: Vec<&str> = code
        .lines
        .iter()
        .map(|line| match line.change {
            change if !is_shown(change) => "",
            LineChange::Unchanged => line.text.as_str(),
            // The sign is not part of the program.
            _ => &line.text[1..],
        })
        .collect();
    let highlighted = highlight_code(language, &texts.join("\n"));
    for (line, tokens) in code.lines.iter_mut().zip(&highlighted.lines) {
        if !is_shown(line.change) {
            continue;
        }
        let shift = usize::from(line.change != LineChange::Unchanged);
        let moved = |token: &CodeToken| CodeToken {
            range: token.range.start + shift..token.range.end + shift,
            class: token.class,
        };
        line.tokens = tokens.iter().map(moved).collect();
    }
    highlighted.stopped_at.and_then(|index| Some(code.lines.get(index)?.number))
}
