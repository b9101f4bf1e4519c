//! The commands of presenterm, which are comments.

use super::{NumberedLines, find_code};
use crate::import::ImportContext;
use crate::import::steps::{INCREMENTAL_LINE, NONINCREMENTAL_LINE};

/// Commands that only change the appearance.
const IGNORED: &[&str] = &[
    "new_line",
    "new_lines",
    "newline",
    "newlines",
    "alignment",
    "font_size",
    "no_footer",
    "list_item_newlines",
    "end_slide",
    "snippet_output",
    "jump_to_middle",
];

pub(super) fn rewrite_lines(lines: NumberedLines, context: &mut ImportContext) -> NumberedLines {
    let is_code = find_code(&lines);
    let mut rewriting = Rewriting::default();
    let mut at = 0;
    while at < lines.len() {
        let (text, number) = &lines[at];
        let start = text.trim();
        if is_code[at] || !start.starts_with("<!--") {
            rewriting.written.push((rewrite_picture(text), *number));
            at += 1;
            continue;
        }
        let end = lines[at..].iter().position(|(text, _)| text.contains("-->"));
        let count = end.map_or(lines.len() - at, |end| end + 1);
        let all: Vec<&str> = lines[at..at + count].iter().map(|(text, _)| text.as_str()).collect();
        let all = all.join("\n");
        let comment = all.trim().trim_start_matches("<!--");
        let comment = comment.split("-->").next().unwrap_or(comment).trim();
        rewriting.run_command(comment, *number, context);
        at += count;
    }
    rewriting.close_columns(lines.last().map_or(1, |(_, number)| *number));
    rewriting.written
}

#[derive(Default)]
struct Rewriting {
    written: NumberedLines,
    /// The widths of the columns, in percent.
    widths: Vec<u32>,
    is_in_columns: bool,
    is_in_column: bool,
}

impl Rewriting {
    fn push(&mut self, text: impl Into<String>, number: usize) {
        self.written.push((text.into(), number));
    }

    fn push_mark(&mut self, mark: &str, number: usize) {
        for text in ["", mark, ""] {
            self.push(text, number);
        }
    }

    fn run_command(&mut self, comment: &str, number: usize, context: &mut ImportContext) {
        let comment = comment.strip_prefix("cmd:").unwrap_or(comment).trim();
        let (name, value) = comment.split_once(':').unwrap_or((comment, ""));
        let value = value.trim();
        match name.trim() {
            "pause" => self.push(". . .", number),
            "column_layout" => {
                self.close_columns(number);
                let weights: Vec<f32> = value
                    .trim_matches(['[', ']'])
                    .split(',')
                    .filter_map(|weight| weight.trim().parse().ok())
                    .collect();
                let sum: f32 = weights.iter().sum::<f32>().max(1.0);
                self.widths =
                    weights.iter().map(|weight| (weight / sum * 100.0).round() as u32).collect();
                self.push("::: {.columns}", number);
                self.is_in_columns = true;
            }
            "column" if self.is_in_columns => {
                self.close_column(number);
                let index: usize = value.parse().unwrap_or(0);
                let width = self
                    .widths
                    .get(index)
                    .filter(|_| self.widths.iter().any(|width| Some(width) != self.widths.first()));
                let width = width.map(|width| format!(" width=\"{width}%\"")).unwrap_or_default();
                self.push(format!("::: {{.column{width}}}"), number);
                self.is_in_column = true;
            }
            "column" => {}
            "reset_layout" => self.close_columns(number),
            "speaker_note" => {
                self.push("::: {.notes}", number);
                let note = value.strip_prefix('|').unwrap_or(value);
                for line in note.lines().filter(|line| !line.trim().is_empty()) {
                    self.push(line.trim(), number);
                }
                self.push(":::", number);
            }
            "skip_slide" => self.push("<!-- hide: true -->", number),
            "jump_to_middle" => self.push("<!-- class: center -->", number),
            "incremental_lists" if value == "true" => {
                self.push_mark(INCREMENTAL_LINE, number);
            }
            "incremental_lists" => self.push_mark(NONINCREMENTAL_LINE, number),
            "include" => self.include(value, number, context),
            known if IGNORED.contains(&known) => {}
            _ => context.keep_words(number, comment.trim_start_matches('/')),
        }
    }

    fn include(&mut self, path: &str, number: usize, context: &mut ImportContext) {
        match context.folder.read_deck(path) {
            Some(text) => {
                self.push("", number);
                let lines: NumberedLines =
                    text.lines().map(|line| (line.to_owned(), number)).collect();
                // A file that includes itself would never end.
                let (nested, kept): (NumberedLines, NumberedLines) =
                    lines.into_iter().partition(|(text, _)| text.contains("include:"));
                for _ in nested {
                    context.report_missing(
                        number,
                        format!("`{path}` includes a further file, which is not imported"),
                        "copy its text into the outline",
                    );
                }
                self.written.extend(rewrite_lines(kept, context));
                self.push("", number);
            }
            None => context.report_missing(
                number,
                format!("`{path}` is not imported: there is no such file"),
                "copy its text into the outline",
            ),
        }
    }

    fn close_column(&mut self, number: usize) {
        if std::mem::take(&mut self.is_in_column) {
            self.push(":::", number);
        }
    }

    fn close_columns(&mut self, number: usize) {
        self.close_column(number);
        if std::mem::take(&mut self.is_in_columns) {
            self.push(":::", number);
        }
    }
}

/// Rewrites the width of a picture: `![image:width:50%](boat.png)`.
fn rewrite_picture(line: &str) -> String {
    let mut written = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("![image:w") {
        let (before, picture) = rest.split_at(at);
        let Some(end) = picture.find(']') else { break };
        let width = picture[2..end].rsplit(':').next().unwrap_or_default();
        // A share of the slide, as in Marp, not of a column.
        let share = width.strip_suffix('%').and_then(|share| share.parse::<f32>().ok());
        let width = share.map_or(width.to_owned(), |share| format!("{}px", share * 12.8));
        written.push_str(&format!("{before}![w:{width}]"));
        rest = &picture[end + 1..];
    }
    written + rest
}
