//! Rewrites simple tables of pandoc, whose columns are drawn with dashes, as tables with bars.

use super::MarkdownLine;

/// The most rows of a table.
const MAX_ROWS: usize = 500;

/// A rewritten table.
pub(super) struct SimpleTable {
    /// The rows with bars, each with the number of its line.
    pub rows: Vec<(String, usize)>,
    /// How many lines it takes.
    pub length: usize,
}

/// Returns the table that starts with `lines`: a header, dashes and rows up to an empty line, or
/// rows between two lines of dashes.
pub(super) fn rewrite_simple_table(lines: &[MarkdownLine]) -> Option<SimpleTable> {
    let (header, dashes) = match find_columns(lines.first()?.text) {
        Some(columns) => (None, (columns, 0)),
        None => (lines.first(), (find_columns(lines.get(1)?.text)?, 1)),
    };
    let (columns, at) = dashes;
    if header.is_some_and(|line| line.text.trim().is_empty() || line.text.contains('|')) {
        return None;
    }
    let rest = &lines[at + 1..];
    let is_end =
        |line: &MarkdownLine| line.text.trim().is_empty() || find_columns(line.text).is_some();
    let count = rest.iter().take(MAX_ROWS).position(is_end).unwrap_or(rest.len().min(MAX_ROWS));
    let closes = rest.get(count).is_some_and(|line| find_columns(line.text).is_some());
    if count == 0 || header.is_none() && !closes {
        return None;
    }
    let body = &rest[..count];
    let write = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let first = header.unwrap_or(&body[0]);
    let mut rows = vec![(write(split_cells(first.text, &columns)), first.number)];
    let marks: Vec<&str> = columns.iter().map(|column| alignment_of(first.text, *column)).collect();
    rows.push((format!("| {} |", marks.join(" | ")), first.number));
    let body = if header.is_some() { body } else { &body[1..] };
    rows.extend(body.iter().map(|line| (write(split_cells(line.text, &columns)), line.number)));
    Some(SimpleTable { rows, length: at + 1 + count + usize::from(closes) })
}

/// Returns whether a line is a single run of dashes.
fn is_frame(line: &str) -> bool {
    let text = line.trim_end();
    text.len() > 4 && text.bytes().all(|byte| byte == b'-')
}

/// Returns the number of lines of the table at the start of `lines` whose rows may have several
/// lines: between two runs of dashes, or between two lines of columns with an empty line between
/// the rows.
pub(super) fn multiline_length(lines: &[MarkdownLine]) -> Option<usize> {
    let first = lines.first()?.text;
    let mut rest = lines.iter().enumerate().skip(1).take(MAX_ROWS);
    if !is_frame(first) {
        find_columns(first)?;
        let mut has_blank = false;
        for (at, line) in rest {
            if line.text.trim().is_empty() {
                has_blank = true;
            } else if find_columns(line.text).is_some() {
                return (has_blank && at > 1).then_some(at + 1);
            } else if line.text.starts_with('#') {
                return None;
            }
        }
        return None;
    }
    let columns = rest
        .by_ref()
        .take(MAX_HEADER_LINES)
        .take_while(|(_, line)| !line.text.trim().is_empty() && !is_frame(line.text))
        .find(|(_, line)| find_columns(line.text).is_some())?
        .0;
    let end = lines.iter().enumerate().skip(columns + 1).take(MAX_ROWS);
    let end = end.take_while(|(_, line)| !line.text.starts_with('#'));
    let end = end.into_iter().find(|(_, line)| is_frame(line.text))?.0;
    (end > columns + 1).then_some(end + 1)
}

/// The most lines of a header.
const MAX_HEADER_LINES: usize = 6;

/// Returns the table that starts with `lines` and whose rows may have several lines.
pub(super) fn rewrite_multiline_table(
    lines: &[MarkdownLine],
    is_pandoc: bool,
) -> Option<SimpleTable> {
    let length = multiline_length(lines).filter(|_| is_pandoc)?;
    let body = &lines[..length - 1];
    let at = body.iter().position(|line| find_columns(line.text).is_some())?;
    let columns = find_columns(body[at].text)?;
    let join = |lines: &[MarkdownLine]| {
        let mut cells = vec![String::new(); columns.len()];
        for line in lines {
            for (cell, more) in cells.iter_mut().zip(split_cells(line.text, &columns)) {
                let gap = if cell.is_empty() || more.is_empty() { "" } else { " " };
                *cell = format!("{cell}{gap}{more}");
            }
        }
        (format!("| {} |", cells.join(" | ")), lines.first().map_or(1, |line| line.number))
    };
    let is_blank = |line: &MarkdownLine| line.text.trim().is_empty();
    let groups = body[at + 1..].split(is_blank).filter(|group| !group.is_empty());
    let mut rows: Vec<(String, usize)> = groups.map(join).collect();
    let header = if at > 0 { &body[1..at] } else { &[] };
    if !header.is_empty() {
        rows.insert(0, join(header));
    }
    // Without a header, its first row becomes one.
    let lead = if header.is_empty() { body.get(at + 1..at + 2)? } else { header };
    let marks = columns.iter().map(|column| {
        let texts = lead.iter().map(|line| line.text);
        let has = |at: usize| {
            let letter = |text: &str| text.chars().nth(at).is_some_and(|c| !c.is_whitespace());
            texts.clone().any(letter)
        };
        mark_alignment(has(column.0), has(column.1 - 1))
    });
    let marks: Vec<&str> = marks.collect();
    rows.insert(1.min(rows.len()), (format!("| {} |", marks.join(" | ")), body[at].number));
    (rows.len() > 1).then_some(SimpleTable { rows, length })
}

/// Returns the starts and ends of runs of dashes, in characters; `None` if a line has anything
/// else, or fewer than two.
fn find_columns(line: &str) -> Option<Vec<(usize, usize)>> {
    let text = line.trim_end();
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        match (c, columns.last_mut()) {
            ('-', Some((_, end))) if *end == at => *end = at + 1,
            ('-', _) => columns.push((at, at + 1)),
            (' ', _) => {}
            _ => return None,
        }
    }
    let are_long = columns.iter().all(|(start, end)| end - start > 1);
    (columns.len() > 1 && are_long).then_some(columns)
}

/// Splits a line where the columns start.
fn split_cells(line: &str, columns: &[(usize, usize)]) -> Vec<String> {
    let letters: Vec<char> = line.chars().collect();
    let starts =
        columns.iter().enumerate().map(|(index, (start, _))| if index == 0 { 0 } else { *start });
    let ends = columns.iter().skip(1).map(|(start, _)| *start).chain([letters.len()]);
    let cell = |(start, end): (usize, usize)| {
        let end = end.min(letters.len());
        let cell: String = letters[start.min(end)..end].iter().collect();
        cell.trim().replace('|', "\\|")
    };
    starts.zip(ends).map(cell).collect()
}

/// Returns the alignment of a column: its first cell touches only the right end of its dashes, or
/// neither end, or else the left one.
fn alignment_of(line: &str, (start, end): (usize, usize)) -> &'static str {
    let letters: Vec<char> = line.chars().collect();
    let has = |at: usize| letters.get(at).is_some_and(|c| !c.is_whitespace());
    mark_alignment(has(start), has(end - 1))
}

/// Returns the delimiter of a column whose header touches these ends of its dashes.
fn mark_alignment(is_at_start: bool, is_at_end: bool) -> &'static str {
    match (is_at_start, is_at_end) {
        (true, false) | (true, true) => "---",
        (false, true) => "--:",
        (false, false) => ":-:",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_dashes() {
        let text =
            "River       Length   Towns\n-------- --------- -------\nAa              81       3";
        let lines: Vec<MarkdownLine> =
            text.lines().map(|text| MarkdownLine { number: 1, text }).collect();
        let table = rewrite_simple_table(&lines).expect("a table");
        let rows: Vec<&str> = table.rows.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(rows, ["| River | Length | Towns |", "| --- | --: | --: |", "| Aa | 81 | 3 |"]);
        assert_eq!(table.length, 3);
    }
}
