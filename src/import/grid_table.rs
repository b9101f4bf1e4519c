//! Rewrites grid tables of pandoc as tables with bars.

use std::collections::BTreeSet;

use super::MarkdownLine;

/// Returns the number of lines at the start of `lines` that may belong to a grid table.
pub(super) fn grid_length(lines: &[MarkdownLine]) -> usize {
    lines.iter().take_while(|line| line.text.trim_start().starts_with(['+', '|'])).count()
}

/// Returns the rows of a table with bars, each with the number of its first line, if `lines` are a
/// grid table. Without a header, its first row becomes one.
pub(super) fn rewrite_grid_table(lines: &[MarkdownLine]) -> Option<Vec<(String, usize)>> {
    let columns = read_border(lines.first()?.text)?;
    let is_complete = lines.len() >= 3
        && read_border(lines.last()?.text).is_some()
        && lines[1].text.trim_start().starts_with('|');
    if !is_complete {
        return None;
    }
    let mut rows: Vec<(Vec<String>, usize)> = Vec::new();
    let mut is_new = true;
    // The cells with an empty line, after which a paragraph starts.
    let mut blanks: BTreeSet<usize> = BTreeSet::new();
    for line in &lines[1..] {
        if read_border(line.text).is_some() {
            is_new = true;
            blanks.clear();
            continue;
        }
        let cells = split_cells(line.text, &columns);
        match rows.last_mut().filter(|_| !is_new) {
            Some((row, _)) => {
                for (index, (cell, more)) in row.iter_mut().zip(&cells).enumerate() {
                    let is_break = starts_item(more) || blanks.contains(&index);
                    let separator = if is_break { "<br>" } else { " " };
                    *cell = match (cell.is_empty(), more.is_empty()) {
                        (_, true) => {
                            blanks.insert(index);
                            continue;
                        }
                        (true, false) => mark_item(more),
                        (false, false) => format!("{cell}{separator}{}", mark_item(more)),
                    };
                    blanks.remove(&index);
                }
            }
            None => rows.push((cells.iter().map(|cell| mark_item(cell)).collect(), line.number)),
        }
        is_new = false;
    }
    let mut written: Vec<(String, usize)> = rows
        .into_iter()
        .map(|(row, number)| (format!("| {} |", row.join(" | ")), number))
        .collect();
    let number = written.first()?.1;
    let marks: Vec<String> = alignments(lines, columns.len() - 1);
    written.insert(1, (format!("|{}|", marks.join("|")), number));
    Some(written)
}

/// Whether a line of a cell is an item of a list.
fn starts_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
        || number.len() < line.len() && number.starts_with(". ")
}

/// Returns a line of a cell with a sign for the item that it is: a cell has no lists.
fn mark_item(line: &str) -> String {
    match ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        Some(item) => format!("• {}", item.trim_start()),
        None => line.to_owned(),
    }
}

/// Returns the positions of the `+` in a border such as `+---+:==:+`, in characters.
fn read_border(text: &str) -> Option<Vec<usize>> {
    let text = text.trim_end();
    let is_border = text.len() > 2
        && text.trim_start().starts_with('+')
        && text.ends_with('+')
        && text.trim_start().chars().all(|c| matches!(c, '+' | '-' | '=' | ':'));
    let positions = || text.chars().enumerate().filter(|(_, c)| *c == '+').map(|(at, _)| at);
    is_border.then(|| positions().collect())
}

/// Returns the delimiter of each column, from the border below the header.
fn alignments(lines: &[MarkdownLine], count: usize) -> Vec<String> {
    let header = lines.iter().map(|line| line.text).find(|text| text.contains("+="));
    let border = header.or_else(|| lines.first().map(|line| line.text)).unwrap_or_default();
    let parts = border.trim().trim_matches('+').split('+').map(|part| {
        let mark = |is_set: bool| if is_set { ":" } else { "" };
        format!("{}---{}", mark(part.starts_with(':')), mark(part.ends_with(':')))
    });
    parts.chain(std::iter::repeat("---".to_owned())).take(count).collect()
}

/// Splits a line at the columns of the border. A cell that spans several is in its first column.
fn split_cells(text: &str, columns: &[usize]) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut cells = vec![String::new(); columns.len().saturating_sub(1)];
    let mut owner = 0;
    for (index, pair) in columns.windows(2).enumerate() {
        if letters.get(pair[0]) == Some(&'|') {
            owner = index;
        }
        let start = if owner == index { pair[0] + 1 } else { pair[0] };
        let part: String = letters.iter().take(pair[1]).skip(start).collect();
        cells[owner] += &part;
    }
    cells.iter().map(|cell| cell.trim().replace('|', "\\|")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grid_tables_become_tables_with_bars() {
        let text = "+-----+------+\n| A   | B    |\n+=====+=====:+\n| one | 1    |\n\
                    | two |      |\n+-----+------+\n| c   | x|y  |\n+-----+------+\nafter";
        let lines: Vec<MarkdownLine> = text
            .lines()
            .enumerate()
            .map(|(at, text)| MarkdownLine { number: at + 1, text })
            .collect();
        let length = grid_length(&lines);
        let rows = rewrite_grid_table(&lines[..length]).unwrap();
        let rows: Vec<&str> = rows.iter().map(|(row, _)| row.as_str()).collect();
        assert_eq!(rows, ["| A | B |", "|---|---:|", "| one two | 1 |", "| c | x\\|y |"]);
        assert_eq!(length, 8);
        assert!(rewrite_grid_table(&lines[1..length]).is_none());
    }
}
