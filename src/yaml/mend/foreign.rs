//! What people bring along from elsewhere: comments of other languages, Markdown decks, fences,
//! numbered lists, tables.

use super::line::{self, Line, is_blank};
use super::{BlockText, Mender, is_marker};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};
use crate::yaml::draft::Patch;
use crate::yaml::quote::write_instead;

/// Keys that have a list and nothing else, so that lines below them are its items.
pub(super) const LIST_KEYS: [&str; 3] = ["bullets", "numbered", "checklist"];

/// The finding for a file that is Markdown and no outline.
pub(super) fn markdown_deck(lines: &[Line], id: SourceId, source: &Source) -> Option<Diagnostic> {
    let is_heading = |line: &Line| {
        let marks = line.content.bytes().take_while(|&byte| byte == b'#').count();
        line.column == 0 && (1..=6).contains(&marks) && line.content[marks..].starts_with(' ')
    };
    let has_slides =
        lines.iter().any(|line| line.column == 0 && line.content.starts_with("slides"));
    let separators: Vec<usize> =
        (0..lines.len()).filter(|&index| is_marker(&lines[index])).collect();
    // Front matter between two `---`, then headings or more separators.
    let front_matter = matches!(separators[..], [0, second, ..] if lines[second + 1..].iter().any(is_heading) || separators.len() > 3);
    let keyless = !lines.iter().any(|line| {
        !line.content.starts_with('#')
            && (line::key(line.content.trim_start_matches("- ")).is_some()
                || line.content.starts_with('{'))
    });
    let headings = keyless && lines.iter().any(is_heading);
    if has_slides || !(front_matter || headings) {
        return None;
    }
    let place = lines.iter().find(|line| is_heading(line)).or(lines.first())?;
    let span = Span::new(id, place.content_start, place.end());
    let title = source.text[place.content_start..place.end()].trim_start_matches('#').trim();
    let title = if title.is_empty() || is_marker(place) { "…" } else { title };
    Some(
        Diagnostic::error(Code::NotAnOutline, "this is Markdown, not an outline", span)
            .hint(format!(
                "write each slide as an entry below `slides:`, such as `- title: {title}`"
            ))
            .hint("the Markdown of a slide goes below its `body: |`, indented")
            .hint("`plenary new my-talk --from talk.md` makes the outline of a Markdown deck"),
    )
}

impl Mender<'_> {
    /// A line of dots or backticks around the whole outline, as it stands on websites.
    pub(super) fn fences(&mut self) {
        let is_fence =
            |line: &Line| line.content.starts_with("```") || line.content.starts_with("~~~");
        let Some(first) = self.lines.first().copied().filter(is_fence) else { return };
        let mut fences = vec![first];
        self.lines.remove(0);
        let closing =
            self.lines.iter().position(|line| line.column == first.column && is_fence(line));
        if let Some(at) = closing {
            fences.push(self.lines[at]);
            // What stands behind the fence is no part of the outline.
            for line in self.lines.drain(at..).skip(1) {
                self.patches.push(Patch::new(line.content_start..line.end(), ""));
            }
        }
        let hint = if closing.is_some() {
            "delete this line and the other one like it"
        } else {
            "delete this line"
        };
        self.warn_at(
            Code::FenceAround,
            first.content_start..first.end(),
            "a fence of Markdown stands around the outline",
            hint,
        );
        for fence in fences {
            self.mend(Patch::new(fence.content_start..fence.end(), ""));
        }
    }

    /// `// words`, `<!-- words -->`, `; words`, `% words`: comments in other languages. Whether
    /// `line` is one.
    pub(super) fn foreign_comment(&mut self, index: usize) -> bool {
        let line = self.lines[index];
        let content = line.content;
        if content.starts_with("<!--") {
            return self.html_comment(index);
        }
        let Some(mark) = ["//", "/*", ";", "%"].into_iter().find(|mark| {
            let rest = content.strip_prefix(mark);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(is_blank))
        }) else {
            return false;
        };
        let words = content[mark.len()..].trim_end_matches("*/").trim();
        self.comment(&line, mark, words);
        true
    }

    fn html_comment(&mut self, index: usize) -> bool {
        let Some(count) = self.lines[index..].iter().position(|line| line.content.contains("-->"))
        else {
            return false;
        };
        let lines = self.lines[index..=index + count].to_vec();
        let last = lines[lines.len() - 1];
        if !last.content.ends_with("-->") {
            return false;
        }
        let bare = |line: &Line| {
            line.content.trim_start_matches("<!--").trim_end_matches("-->").trim().to_owned()
        };
        self.comment(&lines[0], "<!--", &bare(&lines[0]));
        for line in &lines[1..] {
            self.mend(Patch::new(line.content_start..line.end(), format!("# {}", bare(line))));
        }
        self.skip_to = self.skip_to.max(last.end());
        true
    }

    fn comment(&mut self, line: &Line, mark: &str, words: &str) {
        let range = line.content_start..line.end();
        let replacement = format!("# {words}");
        let hint = write_instead(self.source, range.clone(), replacement.trim_end());
        self.warn_at(
            Code::ForeignComment,
            range.clone(),
            format!("a comment starts with `#`, not with `{mark}`"),
            hint,
        );
        self.mend(Patch::new(range, replacement.trim_end()));
    }

    /// `1. one`, `a) one`, `o one` below a key that has a list.
    pub(super) fn enumerated(&mut self, index: usize, column: isize) -> bool {
        let line = self.lines[index];
        let Some(mark) = enumerator(line.content) else { return false };
        let key = self
            .pending
            .filter(|pending| pending.key)
            .map(|pending| self.text()[pending.name.0..pending.name.1].to_owned());
        let first = key.as_deref().is_some_and(|key| LIST_KEYS.contains(&key));
        if !first && self.enumerated_at != Some(column) {
            return false;
        }
        let rest = &line.content[mark..];
        let value =
            line.content_start + mark + (rest.len() - rest.trim_start_matches(is_blank).len());
        let is_number = line.content.starts_with(|c: char| c.is_ascii_digit());
        // Letters have no list of their own, so they stay with the words.
        let stays = !is_number
            && line.content.starts_with(|c: char| c.is_ascii_alphabetic())
            && !line.content.starts_with("o ");
        let from =
            if stays { line.content_start..line.content_start } else { line.content_start..value };
        let shown = &line.content[..mark];
        let hint = write_instead(self.source, from.clone(), "- ");
        let message = format!("`{shown}` does not start an item of a list; a dash does");
        self.warn_at(
            Code::ForeignBullet,
            line.content_start..line.content_start + mark,
            message,
            hint,
        );
        let (start, end) = self.pending.map_or((0, 0), |pending| pending.name);
        if first && is_number && key.as_deref() == Some("bullets") {
            if let Some(finding) = self.findings.last_mut() {
                finding.hints.push("`numbered:` in place of `bullets:` keeps the numbers".into());
            }
            self.mend(Patch::new(start..end, "numbered"));
        }
        self.mend(Patch::new(from, "- "));
        if first {
            self.enumerated_at = Some(column);
            self.open_list(column);
        }
        self.item_behind(if stays { line.content_start } else { value }, column, &line);
        true
    }

    /// `| a | b |` below a key without `|`: a table in Markdown.
    pub(super) fn bare_table(&mut self, index: usize, column: isize) -> bool {
        let line = self.lines[index];
        let is_row = |line: &Line| {
            line.content.starts_with('|') && line.content.ends_with('|') && line.content.len() > 2
        };
        let Some(pending) = self.pending.filter(|pending| pending.key) else { return false };
        let goes_on = self
            .next_line(index)
            .is_some_and(|next| next.column as isize == column && is_row(next));
        if !is_row(&line) || !goes_on {
            return false;
        }
        let colon = self.text()[pending.name.1..line.start]
            .find(':')
            .map_or(pending.name.1, |at| pending.name.1 + at + 1);
        let hint = write_instead(self.source, colon..colon, " |");
        self.warn_at(
            Code::MarkdownWithoutBar,
            line.content_start..line.end(),
            "a table in Markdown needs `|` behind its key",
            hint,
        );
        self.mend(Patch::new(colon..colon, " |"));
        self.block = Some(BlockText { parent: pending.column, column: Some(column), flush: None });
        self.pending = None;
        true
    }

    /// `text: | words`: the words belong on the line below.
    pub(super) fn words_behind_bar(&mut self, at: usize, parent: isize, line: &Line) -> bool {
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
        let hint = "start the text on the line below, indented";
        let words_at = line.end() - words.len();
        self.warn_at(
            Code::WordsBehindBar,
            words_at..line.end(),
            "words follow `|` on its own line",
            hint,
        );
        let margin = " ".repeat(usize::try_from(column).unwrap_or(0));
        self.mend(Patch::new(at..line.end(), format!("|\n{margin}{words}")));
        self.block = Some(BlockText { parent, column: Some(column), flush: None });
        true
    }
}

/// Length of the mark of a numbered list, or of a word processor's second level, at the start of
/// `content`.
fn enumerator(content: &str) -> Option<usize> {
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
    content[length..].starts_with(is_blank).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::enumerator;

    #[test]
    fn marks_of_lists_are_told_from_words() {
        assert_eq!(enumerator("12. one"), Some(3));
        assert_eq!(enumerator("a) one"), Some(2));
        assert_eq!(enumerator("-- one"), Some(2));
        assert_eq!(enumerator("o one"), Some(1));
        assert_eq!(enumerator("1.5 million"), None);
        assert_eq!(enumerator("2020. A year"), None);
        assert_eq!(enumerator("one"), None);
    }
}
