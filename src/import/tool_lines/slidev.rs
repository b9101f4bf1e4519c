//! Components of Slidev around lines: groups of code, and code that moves.

use super::NumberedLines;

pub(super) fn rewrite_lines(lines: NumberedLines) -> NumberedLines {
    let mut written = NumberedLines::new();
    // The fence around the states of code that moves.
    let mut moving: Option<String> = None;
    for (text, number) in lines {
        let line = text.trim();
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        match &moving {
            Some(fence) if line == fence => moving = None,
            Some(_) => written.push((text, number)),
            None if ticks >= 4 && line[ticks..].starts_with("md magic-move") => {
                moving = Some("`".repeat(ticks));
            }
            None if line == "::code-group" || line == "::" => written.push((String::new(), number)),
            None => written.push((text, number)),
        }
    }
    written
}
