//! Syntax from other formats: comments of other languages, Markdown decks, code fences, numbered
//! lists, tables.

use super::line::{self, OutlineLine, is_space_like};
use super::{BlockText, Recovery, is_document_marker};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};
use crate::yaml::patched_text::Patch;
use crate::yaml::quote::suggest_line;

/// Keys whose value is always a list, so that the lines below them are its items.
pub(super) const LIST_KEYS: [&str; 3] = ["bullets", "numbered", "checklist"];

/// Returns the diagnostic for a file that is Markdown instead of an outline.
pub(super) fn detect_markdown_deck(
    lines: &[OutlineLine],
    id: SourceId,
    source: &Source,
) -> Option<Diagnostic> {
    let is_heading = |line: &OutlineLine| {
        let marks = line.content.bytes().take_while(|&byte| byte == b'#').count();
        line.column == 0 && (1..=6).contains(&marks) && line.content[marks..].starts_with(' ')
    };
    let has_slides =
        lines.iter().any(|line| line.column == 0 && line.content.starts_with("slides"));
    let separators: Vec<usize> =
        (0..lines.len()).filter(|&index| is_document_marker(&lines[index])).collect();
    // Front matter between two `---`, then headings or more separators.
    let front_matter = matches!(
        separators[..],
        [0, second, ..] if separators.len() > 3 || lines[second + 1..].iter().any(is_heading)
    );
    let keyless = !lines.iter().any(|line| {
        !line.content.starts_with('#')
            && (line::find_key(line.content.trim_start_matches("- ")).is_some()
                || line.content.starts_with('{'))
    });
    let headings = keyless && lines.iter().any(is_heading);
    if has_slides || !(front_matter || headings) {
        return None;
    }
    let place = lines.iter().find(|line| is_heading(line)).or(lines.first())?;
    let span = Span::new(id, place.content_start, place.end());
    let title = source.text[place.content_start..place.end()].trim_start_matches('#').trim();
    let title = if title.is_empty() || is_document_marker(place) { "…" } else { title };
    Some(
        Diagnostic::error(Code::NotAnOutline, "this is Markdown, not an outline", span)
            .with_help(format!(
                "write each slide as an item under `slides:`, such as `- title: {title}`"
            ))
            .with_help("put the Markdown of a slide under its `body: |`, indented")
            .with_help("run `plenary new my-talk --from talk.md` to convert a Markdown deck"),
    )
}

impl Recovery<'_> {
    /// Removes a code fence around the whole outline, as it appears on websites.
    pub(super) fn remove_fences(&mut self) {
        let is_fence =
            |line: &OutlineLine| line.content.starts_with("```") || line.content.starts_with("~~~");
        let Some(first) = self.lines.first().copied().filter(is_fence) else { return };
        self.lines.remove(0);
        let closing =
            self.lines.iter().position(|line| line.column == first.column && is_fence(line));
        // Whatever follows the fence is not part of the outline, unless nothing is inside.
        let (last, after) = match closing {
            Some(0) => (Some(self.lines.remove(0)), Vec::new()),
            Some(at) => {
                let after = self.lines.split_off(at + 1);
                (self.lines.pop(), after)
            }
            None => (None, Vec::new()),
        };
        let help = match (last, after.first()) {
            (_, Some(line)) => format!(
                "delete this line, the closing fence, and the text after it, which starts in line \
                 {} and is not shown",
                line.number
            ),
            (Some(_), None) => "delete this line and the closing fence".to_owned(),
            (None, None) => "delete this line".to_owned(),
        };
        self.warn_at(
            Code::OutlineInFence,
            first.content_start..first.end(),
            "the outline is inside a Markdown code fence",
            help,
        );
        for fence in std::iter::once(first).chain(last) {
            self.apply_fix(Patch::new(fence.content_start..fence.end(), ""));
        }
        for line in after {
            self.apply_fix(Patch::new(line.content_start..line.content_start, "# "));
        }
    }

    /// Converts comments of other languages (`// text`, `<!-- text -->`, `; text`, `% text`).
    /// Returns whether `line` is one.
    pub(super) fn convert_foreign_comment(&mut self, index: usize) -> bool {
        let line = self.lines[index];
        let content = line.content;
        if content.starts_with("<!--") {
            return self.convert_html_comment(index);
        }
        let Some(mark) = ["//", "/*", ";", "%"].into_iter().find(|mark| {
            let rest = content.strip_prefix(mark);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(is_space_like))
        }) else {
            return false;
        };
        let words = content[mark.len()..].trim_end_matches("*/").trim();
        self.convert_comment(&line, mark, words);
        true
    }

    fn convert_html_comment(&mut self, index: usize) -> bool {
        let Some(count) = self.lines[index..].iter().position(|line| line.content.contains("-->"))
        else {
            return false;
        };
        let lines = self.lines[index..=index + count].to_vec();
        let last = lines[lines.len() - 1];
        if !last.content.ends_with("-->") {
            return false;
        }
        let bare = |line: &OutlineLine| {
            line.content.trim_start_matches("<!--").trim_end_matches("-->").trim().to_owned()
        };
        self.convert_comment(&lines[0], "<!--", &bare(&lines[0]));
        for line in &lines[1..] {
            self.apply_fix(Patch::new(line.content_start..line.end(), format!("# {}", bare(line))));
        }
        self.skip_to = self.skip_to.max(last.end());
        true
    }

    fn convert_comment(&mut self, line: &OutlineLine, mark: &str, words: &str) {
        let range = line.content_start..line.end();
        let replacement = format!("# {words}");
        let help = suggest_line(self.source, range.clone(), replacement.trim_end());
        self.warn_at(
            Code::ForeignComment,
            range.clone(),
            format!("comments start with `#`, not with `{mark}`"),
            help,
        );
        self.apply_fix(Patch::new(range, replacement.trim_end()));
    }

    /// Converts `1. one`, `a) one`, `o one` under a key that has a list.
    pub(super) fn convert_enumerated_item(&mut self, index: usize, column: isize) -> bool {
        let line = self.lines[index];
        let Some(mark) = enumerator_length(line.content) else { return false };
        let key = self
            .pending
            .filter(|pending| pending.is_key)
            .map(|pending| self.text()[pending.key_range.0..pending.key_range.1].to_owned());
        let first = key.as_deref().is_some_and(|key| LIST_KEYS.contains(&key));
        if !first && self.enumerated_column != Some(column) {
            return false;
        }
        let rest = &line.content[mark..];
        let value =
            line.content_start + mark + (rest.len() - rest.trim_start_matches(is_space_like).len());
        let is_number = line.content.starts_with(|c: char| c.is_ascii_digit());
        // There is no list with letters, so they stay part of the text.
        let stays = !is_number
            && line.content.starts_with(|c: char| c.is_ascii_alphabetic())
            && !line.content.starts_with("o ");
        let from =
            if stays { line.content_start..line.content_start } else { line.content_start..value };
        let shown = &line.content[..mark];
        let help = suggest_line(self.source, from.clone(), "- ");
        let message = format!("list items start with a dash, not with `{shown}`");
        self.warn_at(
            Code::ForeignBullet,
            line.content_start..line.content_start + mark,
            message,
            help,
        );
        let (start, end) = self.pending.map_or((0, 0), |pending| pending.key_range);
        if first && is_number && key.as_deref() == Some("bullets") {
            if let Some(diagnostic) = self.diagnostics.last_mut() {
                diagnostic
                    .help
                    .push("write `numbered:` instead of `bullets:` to keep the numbers".into());
            }
            self.apply_fix(Patch::new(start..end, "numbered"));
        }
        self.apply_fix(Patch::new(from, "- "));
        if first {
            self.enumerated_column = Some(column);
            self.open_list(column);
        }
        self.scan_item_after_dash(if stays { line.content_start } else { value }, column, &line);
        true
    }

    /// Converts a Markdown table (`| a | b |`) under a key without `|`.
    pub(super) fn convert_bare_table(&mut self, index: usize, column: isize) -> bool {
        let line = self.lines[index];
        let is_row = |line: &OutlineLine| {
            line.content.starts_with('|') && line.content.ends_with('|') && line.content.len() > 2
        };
        let Some(pending) = self.pending.filter(|pending| pending.is_key) else { return false };
        let goes_on = self
            .next_content_line(index)
            .is_some_and(|next| next.column as isize == column && is_row(next));
        if !is_row(&line) || !goes_on {
            return false;
        }
        let colon = self.text()[pending.key_range.1..line.start]
            .find(':')
            .map_or(pending.key_range.1, |at| pending.key_range.1 + at + 1);
        let help = suggest_line(self.source, colon..colon, " |");
        self.warn_at(
            Code::TableWithoutBar,
            line.content_start..line.end(),
            "a Markdown table needs `|` after its key",
            help,
        );
        self.apply_fix(Patch::new(colon..colon, " |"));
        self.block_text = Some(BlockText {
            parent: pending.column,
            header: None,
            column: Some(column),
            unindented_column: None,
        });
        self.pending = None;
        true
    }

    /// Moves the text of `text: | words` to the next line.
    pub(super) fn move_text_below_bar(
        &mut self,
        at: usize,
        parent: isize,
        line: &OutlineLine,
    ) -> bool {
        let value = &self.text()[at..line.end()];
        let Some(words) = value
            .strip_prefix("| ")
            .map(str::trim)
            .filter(|words| !words.is_empty() && !words.contains('|'))
        else {
            return false;
        };
        let index = self.lines.partition_point(|other| other.number <= line.number);
        let below = self
            .lines
            .get(index)
            .map(|next| next.column as isize)
            .filter(|&column| column > parent);
        let column = below.unwrap_or(parent.max(0) + 2);
        let help = "start the text on the next line and indent it";
        let words_at = line.end() - words.len();
        self.warn_at(Code::TextAfterBar, words_at..line.end(), "unexpected text after `|`", help);
        let indent = " ".repeat(usize::try_from(column).unwrap_or(0));
        self.apply_fix(Patch::new(at..line.end(), format!("|\n{indent}{words}")));
        self.block_text =
            Some(BlockText { parent, header: None, column: Some(column), unindented_column: None });
        true
    }
}

/// Returns the length of the mark of a numbered list, or of a word processor's second level, at the
/// start of `content`.
fn enumerator_length(content: &str) -> Option<usize> {
    let length = if content.starts_with("o ") {
        1
    } else if content.starts_with("--") {
        content.bytes().take_while(|&byte| byte == b'-').count()
    } else {
        let word = content.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let is_mark =
            word == 1 || (word <= 3 && content.as_bytes()[..word].iter().all(u8::is_ascii_digit));
        if !is_mark || word == 0 || !content[word..].starts_with(['.', ')']) {
            return None;
        }
        word + 1
    };
    content[length..].starts_with(is_space_like).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::enumerator_length;

    #[test]
    fn distinguishes_list_markers_from_words() {
        assert_eq!(enumerator_length("12. one"), Some(3));
        assert_eq!(enumerator_length("a) one"), Some(2));
        assert_eq!(enumerator_length("-- one"), Some(2));
        assert_eq!(enumerator_length("o one"), Some(1));
        assert_eq!(enumerator_length("1.5 million"), None);
        assert_eq!(enumerator_length("2020. A year"), None);
        assert_eq!(enumerator_length("one"), None);
    }
}
