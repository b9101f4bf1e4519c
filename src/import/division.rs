//! Decides where slides start, as the tool of the dialect does.

use super::MarkdownLine;
use super::dialect::Dialect;
use super::front_matter_lines::FrontMatter;
use crate::deck::FenceTracker;

/// Where slides start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SlideDivision {
    dialect: Dialect,
    /// The level of the smallest headings that start slides.
    pub headings: Option<usize>,
    /// Whether rules end slides.
    rules: bool,
    /// Whether titles underlined as in presenterm start slides.
    titles: bool,
    /// The lines that separate slides and vertical slides in reveal-md.
    separators: [Option<String>; 2],
}

/// What a line does between slides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlideBreak {
    /// The next slide follows.
    Next,
    /// The next slide is below this one, as in reveal.js.
    Below,
}

impl SlideDivision {
    /// Detects where slides start. They do at headings with Marp's `headingDivider`, and as in
    /// pandoc if a deck of no tool has no rules.
    pub(super) fn detect(dialect: Dialect, front: &FrontMatter, lines: &[MarkdownLine]) -> Self {
        let level = front
            .values(&["heading_divider", "slide_level"])
            .and_then(|values| values.iter().filter_map(|value| value.parse().ok()).max());
        let has_option = |name: &str| {
            front.values(&["options"]).is_some_and(|values| {
                values.iter().flat_map(|value| value.lines()).any(|line| {
                    line.replace(' ', "").trim_end_matches('}').ends_with(&format!("{name}:true"))
                })
            })
        };
        let separator = |name: &str| {
            front
                .values(&[name])
                .map(|values| strip_pattern(&values.join(" ")))
                .filter(|separator| !separator.is_empty())
        };
        let mut division = Self {
            dialect,
            headings: level,
            rules: true,
            titles: false,
            separators: [separator("separator"), separator("vertical_separator")],
        };
        match dialect {
            Dialect::Quarto => division.headings = level.or(Some(2)),
            Dialect::Pandoc => {
                division.headings = level.or_else(|| Some(find_pandoc_level(lines, 6)));
            }
            Dialect::Presenterm => {
                division.rules = has_option("end_slide_shorthand");
                division.titles = has_option("implicit_slide_ends");
            }
            Dialect::Deckset => {
                let dividers = front.values(&["slide_dividers"]).map(|values| values.join(","));
                division.headings = dividers
                    .and_then(|text| text.split(',').map(|mark| mark.matches('#').count()).max());
            }
            Dialect::Plain if level.is_none() => {
                let visible = find_visible(lines);
                let rules = visible.iter().filter(|line| division.is_rule(line.text)).count();
                let level = find_plain_level(lines);
                let headings = visible
                    .iter()
                    .filter(|line| heading_level(line.text).is_some_and(|found| found <= level))
                    .count();
                // A few rules in a text with many headings are lines.
                if rules == 0 || headings > 3 * rules {
                    division.headings = Some(level);
                }
            }
            Dialect::Marp
            | Dialect::Slidev
            | Dialect::Reveal
            | Dialect::IaPresenter
            | Dialect::Plain => {}
        }
        division
    }

    /// Returns whether the line at `at` ends a slide, and how the next one follows.
    pub(super) fn find_break(&self, lines: &[MarkdownLine], at: usize) -> Option<SlideBreak> {
        let line = lines[at].text.trim_end();
        let [next, below] = &self.separators;
        if self.dialect == Dialect::Reveal && (next.is_some() || below.is_some()) {
            let is = |separator: &Option<String>| separator.as_deref() == Some(line.trim());
            return match (is(next), is(below)) {
                (true, _) => Some(SlideBreak::Next),
                (_, true) => Some(SlideBreak::Below),
                _ => (next.is_none() && line == "---").then_some(SlideBreak::Next),
            };
        }
        if self.dialect == Dialect::Presenterm && is_end_comment(line) {
            return Some(SlideBreak::Next);
        }
        // In iA Presenter, two empty lines divide slides, too.
        let is_empty = |index: usize| lines.get(index).is_some_and(|l| l.text.trim().is_empty());
        if self.dialect == Dialect::IaPresenter && is_empty(at) && at > 0 && is_empty(at - 1) {
            return Some(SlideBreak::Next);
        }
        // In Slidev, a rule right below words is a slide break, too.
        let is_break = self.rules
            && self.is_rule(line)
            && (self.dialect == Dialect::Slidev || !is_underline(lines, at))
            && !(self.dialect == Dialect::Marp && ends_paragraph(lines, at));
        let is_vertical = matches!(line, "--" | "----")
            && matches!(self.dialect, Dialect::Reveal | Dialect::Plain);
        is_break.then_some(if is_vertical { SlideBreak::Below } else { SlideBreak::Next })
    }

    /// Returns whether the line at `at` is a heading that starts a slide.
    pub(super) fn starts_slide(&self, lines: &[MarkdownLine], at: usize) -> bool {
        let level = heading_level_at(lines, at);
        match (level, self.headings) {
            (Some(level), Some(max_level)) => level <= max_level,
            (Some(_), None) => self.titles && heading_level(lines[at].text).is_none(),
            _ => false,
        }
    }

    /// Returns whether a line is a rule: `---`, `***` or `___`, or `--` or `----`, which reveal.js
    /// uses for vertical slides.
    fn is_rule(&self, line: &str) -> bool {
        let text = line.trim_end();
        let dashes = text.bytes().take_while(|byte| *byte == b'-').count();
        match self.dialect {
            Dialect::Slidev | Dialect::Reveal if dashes != text.len() => false,
            Dialect::Slidev => dashes >= 3,
            Dialect::Reveal => dashes >= 2,
            Dialect::Plain if dashes == text.len() && dashes == 2 => true,
            _ => is_thematic_break(text),
        }
    }
}

/// Returns whether a line is a rule of CommonMark: three or more equal marks, with blanks between.
/// Runs of dashes with blanks between are the columns of a table in pandoc.
fn is_thematic_break(line: &str) -> bool {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut marks = line.chars().filter(|c| !matches!(c, ' ' | '\t'));
    let Some(first) = marks.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let count = 1 + marks.clone().count();
    let is_table = line.contains("--") && line.trim().contains(' ');
    indent < 4 && count >= 3 && marks.all(|mark| mark == first) && !is_table
}

/// Whether a line is the comment that ends a slide in presenterm.
fn is_end_comment(line: &str) -> bool {
    let comment = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    comment.is_some_and(|comment| comment.trim() == "end_slide")
}

/// Returns what a pattern of reveal-md looks for: the line between its line breaks and anchors.
fn strip_pattern(pattern: &str) -> String {
    let mut text = pattern.replace("\\r?\\n", "").replace("\\r\\n", "").replace("\\n", "");
    for mark in ["^", "$", "\r", "\n", "\\s*"] {
        text = text.replace(mark, "");
    }
    text.trim().to_owned()
}

/// Returns whether the dashes at `at` underline a heading: a line of plain text is directly above,
/// and a blank line or a rule is above that.
pub(super) fn is_underline(lines: &[MarkdownLine], at: usize) -> bool {
    let line_above = |count: usize| at.checked_sub(count).map_or("", |index| lines[index].text);
    let is_rule = |line: &str| is_thematic_break(line) || line.trim_end() == "--";
    let above = line_above(1).trim_start();
    let is_heading = !above.is_empty()
        && !is_rule(line_above(1))
        && !above.starts_with(['-', '*', '+', '#', '>', '|', '<', ':', '`', '!'])
        && !above.ends_with("-->");
    let above_that = line_above(2).trim();
    lines[at].text.starts_with('-')
        && is_heading
        && (above_that.is_empty() || is_rule(above_that) || above_that.ends_with("-->"))
}

/// Returns whether the dashes at `at` are right below a paragraph, which is a heading in CommonMark
/// then. Below a list, a quotation or a table, they are a rule.
fn ends_paragraph(lines: &[MarkdownLine], at: usize) -> bool {
    let is_words = |line: &str| {
        let text = line.trim_start();
        let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_item = digits.len() < text.len() && digits.starts_with(['.', ')']);
        is_plain(text) && !text.starts_with('!') && !is_item && !text.contains("-->")
    };
    let is_above = |line: &&MarkdownLine| {
        let text = line.text;
        !text.trim().is_empty() && heading_level(text).is_none() && !is_thematic_break(text)
    };
    let is_underline = lines[at].text.starts_with('-') && !lines[at].text.trim().contains(' ');
    let mut above = lines[..at].iter().rev().take_while(is_above).peekable();
    is_underline && above.peek().is_some() && above.all(|line| is_words(line.text))
}

/// Returns the level of an ATX heading.
pub(super) fn heading_level(line: &str) -> Option<usize> {
    let level = line.chars().take_while(|&c| c == '#').count();
    let rest = &line[level..];
    let is_heading = rest.starts_with([' ', '\t']) || rest.trim().is_empty();
    ((1..=6).contains(&level) && is_heading).then_some(level)
}

/// Returns the level of the heading at `at`, which may be underlined.
pub(super) fn heading_level_at(lines: &[MarkdownLine], at: usize) -> Option<usize> {
    if let Some(level) = heading_level(lines[at].text) {
        return Some(level);
    }
    let below = lines.get(at + 1)?.text.trim_end();
    let above = at.checked_sub(1).map_or("", |index| lines[index].text);
    let is_title = !lines[at].text.trim().is_empty() && above.trim().is_empty();
    match below.chars().next()? {
        '=' if is_title && below.chars().all(|c| c == '=') && is_plain(lines[at].text) => Some(1),
        '-' if below.chars().all(|c| c == '-') && is_underline(lines, at + 1) => Some(2),
        _ => None,
    }
}

/// Whether a line is neither a list, a quotation nor a table.
fn is_plain(line: &str) -> bool {
    !line.starts_with(['-', '*', '+', '>', '|', '<', ':', '`', ' '])
}

/// Tracks fenced divisions (`:::`) across lines. A heading in one never starts a slide.
#[derive(Default)]
pub(super) struct DivisionTracker(usize);

impl DivisionTracker {
    /// Advances to `line` and returns whether it is in a division.
    pub(super) fn is_inside(&mut self, line: &str) -> bool {
        let line = line.trim();
        if line.starts_with(":::") {
            match line.trim_matches(':').trim() {
                "" => self.0 = self.0.saturating_sub(1),
                _ => self.0 += 1,
            }
        }
        self.0 > 0
    }
}

/// Tracks comments of HTML across lines. Nothing in one starts a slide.
#[derive(Default)]
pub(super) struct CommentTracker(bool);

impl CommentTracker {
    /// Advances to `line` and returns whether it has words outside of comments.
    pub(super) fn has_words(&mut self, line: &str) -> bool {
        let mut rest = line;
        let mut has_words = false;
        loop {
            let (mark, length) = if self.0 { ("-->", 3) } else { ("<!--", 4) };
            let at = rest.find(mark);
            has_words |= !self.0 && !rest[..at.unwrap_or(rest.len())].trim().is_empty();
            let Some(at) = at else { return has_words };
            self.0 = !self.0;
            rest = &rest[at + length..];
        }
    }

    /// Advances to `line` and returns whether it starts in a comment.
    pub(super) fn is_inside(&mut self, line: &str) -> bool {
        let was_inside = self.0;
        let mut rest = line;
        loop {
            let (mark, length) = if self.0 { ("-->", 3) } else { ("<!--", 4) };
            let Some(at) = rest.find(mark) else { return was_inside };
            self.0 = !self.0;
            rest = &rest[at + length..];
        }
    }
}

/// Returns the lines that are no code, comments, or headings in divisions.
fn find_visible<'l, 'a>(lines: &'l [MarkdownLine<'a>]) -> Vec<&'l MarkdownLine<'a>> {
    let mut fence = FenceTracker::default();
    let mut divisions = DivisionTracker::default();
    let mut comments = CommentTracker::default();
    lines
        .iter()
        .filter(|line| !fence.is_code_line(line.text))
        .filter(|line| !comments.is_inside(line.text))
        .filter(|line| !divisions.is_inside(line.text) || heading_level(line.text).is_none())
        .collect()
}

/// Returns pandoc's slide level: the highest level of a heading that is followed by content.
fn find_pandoc_level(lines: &[MarkdownLine], default: usize) -> usize {
    let visible: Vec<MarkdownLine> = find_visible(lines).into_iter().copied().collect();
    let filled: Vec<usize> =
        (0..visible.len()).filter(|&at| !visible[at].text.trim().is_empty()).collect();
    let mut found = default;
    for (index, &at) in filled.iter().enumerate() {
        let Some(level) = heading_level_at(&visible, at) else { continue };
        // An underlined heading has two lines.
        let skipped = if heading_level(visible[at].text).is_some() { 1 } else { 2 };
        let Some(&next) = filled.get(index + skipped) else { continue };
        let is_content =
            heading_level_at(&visible, next).is_none() && !is_thematic_break(visible[next].text);
        if is_content {
            found = found.min(level);
        }
    }
    found
}

/// Returns the level of the headings that start slides in a deck of no tool.
fn find_plain_level(lines: &[MarkdownLine]) -> usize {
    let visible = find_visible(lines);
    // A single top-level heading before smaller ones is the title of the deck.
    let levels: Vec<usize> = visible.iter().filter_map(|line| heading_level(line.text)).collect();
    if levels.first() == Some(&1)
        && levels[1..].iter().all(|level| *level > 1)
        && levels.iter().filter(|level| **level == 2).count() > 1
    {
        return 2;
    }
    match find_pandoc_level(lines, 7) {
        7 => 1,
        level => level,
    }
}
