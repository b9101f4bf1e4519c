//! Puts the text of files where Quarto includes them: `{{< include _part.qmd >}}`. It is read as if
//! it stood there, so this comes before all other steps.

use super::DeckFolder;
use crate::deck::FenceTracker;
use crate::source::Source;

/// The most files that are included in a deck, and how deep they may include each other.
const MAX_FILES: usize = 200;
const MAX_DEPTH: usize = 10;

/// Where the lines of a text come from.
#[derive(Clone, Debug, Default)]
pub(super) struct IncludedLines {
    /// The origin of each line; empty if the deck includes nothing.
    origins: Vec<LineOrigin>,
    /// The lines of the deck whose files are not included, and why.
    pub problems: Vec<(usize, String)>,
}

#[derive(Clone, Debug)]
struct LineOrigin {
    /// The line of the deck, from 1.
    line: usize,
    /// The name of the file and the line in it, unless it is the deck itself.
    file: Option<(String, usize)>,
}

impl IncludedLines {
    /// Returns the line of the deck for a line of the text, both from 1.
    pub(super) fn deck_line(&self, number: usize) -> usize {
        self.origins.get(number.wrapping_sub(1)).map_or(number, |origin| origin.line)
    }

    /// Returns the words that say in which file a line is: “`_part.qmd`, line 3: ”.
    pub(super) fn describe_file(&self, number: usize) -> String {
        let origin = self.origins.get(number.wrapping_sub(1));
        let file = origin.and_then(|origin| origin.file.as_ref());
        file.map(|(name, line)| format!("`{name}`, line {line}: ")).unwrap_or_default()
    }
}

/// Returns the deck with the text of the files that it includes.
pub(super) fn include_files(
    source: Source,
    folder: &dyn DeckFolder,
    is_quarto: bool,
) -> (Source, IncludedLines) {
    if !is_quarto || !source.text.contains("{{<") {
        return (source, IncludedLines::default());
    }
    let mut expansion =
        TextInclusion { folder, text: String::new(), lines: IncludedLines::default(), files: 0 };
    let lines: Vec<&str> = (1..=source.line_count()).map(|n| source.line_text(n)).collect();
    expansion.push_lines(&lines, &[], None);
    if expansion.files == 0 && expansion.lines.problems.is_empty() {
        return (source, IncludedLines::default());
    }
    (Source::new(&source.name, expansion.text), expansion.lines)
}

struct TextInclusion<'f> {
    folder: &'f dyn DeckFolder,
    text: String,
    lines: IncludedLines,
    /// How many files are included so far.
    files: usize,
}

impl TextInclusion<'_> {
    /// Adds the lines of the deck, or of the last of the `open` files, which is included on
    /// `deck_line`.
    fn push_lines(&mut self, lines: &[&str], open: &[String], deck_line: Option<usize>) {
        let mut fence = FenceTracker::default();
        let skipped = if open.is_empty() { 0 } else { front_matter_length(lines) };
        for (index, line) in lines.iter().enumerate().skip(skipped) {
            let number = deck_line.unwrap_or(index + 1);
            let is_code = fence.is_code_line(line);
            match parse_include(line).filter(|_| !is_code) {
                Some(path) => self.include(path, open, number),
                None => {
                    self.text.push_str(line);
                    self.text.push('\n');
                    let file = open.last().map(|name| (name.clone(), index + 1));
                    self.lines.origins.push(LineOrigin { line: number, file });
                }
            }
        }
    }

    fn include(&mut self, path: &str, open: &[String], deck_line: usize) {
        let beside = open.last().and_then(|name| name.rsplit_once('/'));
        let beside = beside.map(|(folder, _)| format!("{folder}/{path}"));
        let read = |name: String| Some((self.folder.read_deck(&name)?, name));
        let found = beside.and_then(read).or_else(|| read(path.to_owned()));
        let problem = match &found {
            None => "there is no such file",
            Some((_, name)) if open.contains(name) => "it includes itself",
            Some(_) if open.len() >= MAX_DEPTH || self.files >= MAX_FILES => {
                "too many files include each other"
            }
            Some(_) => "",
        };
        let Some((text, name)) = found.filter(|_| problem.is_empty()) else {
            let message = format!("the text of `{path}` is not imported: {problem}");
            return self.lines.problems.push((deck_line, message));
        };
        self.files += 1;
        let text: String = text
            .chars()
            .filter(|c| *c != '\u{feff}')
            .map(|c| if c.is_control() && !matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .collect();
        let lines: Vec<&str> = text.lines().collect();
        let open: Vec<String> = open.iter().cloned().chain([name]).collect();
        self.push_lines(&lines, &open, Some(deck_line));
    }
}

/// Returns the number of lines of the front matter of an included file.
fn front_matter_length(lines: &[&str]) -> usize {
    if lines.first().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let end = lines.iter().skip(1).position(|line| matches!(line.trim_end(), "---" | "..."));
    end.map_or(0, |end| end + 2)
}

/// Parses a line on which Quarto includes a file: `{{< include _intro.qmd >}}`.
fn parse_include(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix("{{<")?.strip_suffix(">}}")?;
    let path = inside.trim().strip_prefix("include ")?.trim().trim_matches(['"', '\'']);
    (!path.is_empty()).then_some(path)
}
