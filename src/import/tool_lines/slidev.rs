//! Lines of Slidev: groups of code, code that moves, and code in files.

use super::NumberedLines;
use crate::import::ImportContext;
use crate::import::code::fence_around;

pub(super) fn rewrite_lines(lines: NumberedLines, context: &ImportContext) -> NumberedLines {
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
            None => match read_snippet(line, context) {
                Some(code) => written.extend(code.into_iter().map(|text| (text, number))),
                None => written.push((text, number)),
            },
        }
    }
    written
}

/// Returns a fence with the file, or with a region of it, that a line shows:
/// `<<< @/snippets/x.ts#region ts {2,3}`. `None` if there is no such file.
fn read_snippet(line: &str, context: &ImportContext) -> Option<Vec<String>> {
    let rest = line.strip_prefix("<<<")?.trim();
    let file = rest.split([' ', '{']).next().unwrap_or(rest);
    let options = rest[file.len()..].trim();
    let (path, region) = file.split_once('#').unwrap_or((file, ""));
    let code = context.folder.read_deck(path.trim_start_matches("@/").trim_start_matches('/'))?;
    let lines = find_region(&code, region)?;
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let (language, options) = match options.split_once(' ') {
        Some((word, rest)) if !word.starts_with('{') => (word, rest),
        None if !options.starts_with('{') && !options.is_empty() => (options, ""),
        _ => (ending, options),
    };
    let fence = fence_around(&code);
    let mut written = vec![format!("{fence}{language} {options}").trim_end().to_owned()];
    written.extend(lines.into_iter().map(str::to_owned));
    written.push(fence);
    Some(written)
}

/// Returns the lines of a region, `#region name` to `#endregion`; all lines if `region` is empty.
fn find_region<'c>(code: &'c str, region: &str) -> Option<Vec<&'c str>> {
    if region.is_empty() {
        return Some(code.lines().collect());
    }
    let marks = |line: &str, mark: &str| {
        let after = line.split(mark).nth(1);
        after.is_some_and(|after| after.split_whitespace().next().is_none_or(|name| name == region))
    };
    let start = code.lines().position(|line| {
        line.contains("#region") && line.split_whitespace().any(|word| word == region)
    })?;
    let inside = code.lines().skip(start + 1);
    Some(inside.take_while(|line| !marks(line, "#endregion")).collect())
}
