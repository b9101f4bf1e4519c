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
    match (has(start), has(end - 1)) {
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
