//! Marks `H~2~O`, `x^2^` and `~~struck~~` as pandoc reads them. The Markdown library pairs these
//! signs across spaces, so that `9~11 and 2~4` would lose two characters.

use std::ops::Range;

use super::super::text::{Link, Position, Run, Text};
use super::guess::{Delimited, Reading};

/// A text and the bytes in it that are never markup, in ascending order.
pub(super) struct InlineContent {
    pub text: Text,
    pub literal: Vec<usize>,
}

/// Markup that the author may not have meant.
pub(super) struct GuessedMarkup {
    /// The characters with their delimiters.
    pub written: String,
    /// The delimiter.
    pub delimiter: &'static str,
    /// How they are shown: "as a subscript".
    pub shown: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Subscript,
    Superscript,
    Strike,
}

impl Mark {
    const ALL: [Self; 3] = [Self::Subscript, Self::Superscript, Self::Strike];

    fn delimiter(self) -> &'static str {
        match self {
            Mark::Subscript => "~",
            Mark::Superscript => "^",
            Mark::Strike => "~~",
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Mark::Subscript => "as a subscript",
            Mark::Superscript => "as a superscript",
            Mark::Strike => "as struck out",
        }
    }
}

/// A change to a text.
enum Change {
    Open(Mark),
    Close,
    /// The `\ ` of pandoc: a space that does not end a script.
    Space,
}

/// Marks subscripts, superscripts and struck text, and removes their delimiters.
pub(super) fn mark_scripts(content: InlineContent) -> (InlineContent, Vec<GuessedMarkup>) {
    if !content.text.content.contains(['~', '^']) {
        return (content, Vec::new());
    }
    let mut finder = ScriptFinder {
        content: &content,
        openings: [None, None, None],
        changes: Vec::new(),
        guesses: Vec::new(),
    };
    finder.find_pairs();
    let ScriptFinder { mut changes, guesses, .. } = finder;
    changes.sort_by_key(|(range, _)| range.start);
    (apply_changes(content, changes), guesses)
}

struct ScriptFinder<'c> {
    content: &'c InlineContent,
    /// The delimiter that could open each kind of mark.
    openings: [Option<Range<usize>>; 3],
    changes: Vec<(Range<usize>, Change)>,
    guesses: Vec<GuessedMarkup>,
}

impl ScriptFinder<'_> {
    fn find_pairs(&mut self) {
        let text = self.content.text.content.as_str();
        let mut literal = self.content.literal.iter().copied().peekable();
        let mut letters = text.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            while literal.next_if(|&byte| byte < at).is_some() {}
            if literal.peek() == Some(&at) {
                continue;
            }
            if c == '\\' && letters.next_if(|(_, next)| *next == ' ').is_some() {
                continue;
            }
            if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') {
                self.openings[Mark::Subscript as usize] = None;
                self.openings[Mark::Superscript as usize] = None;
            }
            if !matches!(c, '~' | '^') {
                continue;
            }
            let mut end = at + 1;
            while !self.is_literal(end) && letters.next_if(|(_, next)| *next == c).is_some() {
                end += 1;
            }
            let mark = match (c, end - at) {
                ('~', 1) => Mark::Subscript,
                ('~', 2) => Mark::Strike,
                ('^', 1) => Mark::Superscript,
                _ => continue,
            };
            if !self.is_in_address(at) {
                self.handle_delimiter(mark, at..end);
            }
        }
    }

    fn is_literal(&self, at: usize) -> bool {
        self.content.literal.binary_search(&at).is_ok()
    }

    fn run_at(&self, at: usize) -> Option<&Run> {
        let runs = &self.content.text.runs;
        runs.get(runs.partition_point(|run| run.range.end <= at))
    }

    /// Returns whether a byte is part of an address that is its own link text.
    fn is_in_address(&self, at: usize) -> bool {
        self.run_at(at).is_some_and(|run| match &run.link {
            Some(Link::Uri(uri)) => uri.ends_with(&self.content.text.content[run.range.clone()]),
            _ => false,
        })
    }

    fn handle_delimiter(&mut self, mark: Mark, place: Range<usize>) {
        let text = self.content.text.content.as_str();
        let opening = self.openings[mark as usize].take();
        let follows_space = text[..place.start].ends_with(char::is_whitespace);
        if let Some(open) = opening.filter(|open| {
            open.end < place.start && !follows_space && self.has_same_context(open, &place)
        }) {
            let inner = text[open.end..place.start].replace("\\ ", "\u{a0}");
            let delimited = Delimited {
                delimiter: mark.delimiter(),
                before: &text[..open.start],
                inner: &inner,
                after: &text[place.end..],
            };
            let reading = match mark {
                Mark::Strike => delimited.read_emphasis(),
                _ => delimited.read_script(),
            };
            if reading != Reading::Text {
                if reading == Reading::Guess {
                    let written = text[open.start..place.end].to_owned();
                    self.guesses.push(GuessedMarkup {
                        written,
                        delimiter: mark.delimiter(),
                        shown: mark.describe(),
                    });
                }
                self.push_pair(mark, open, place);
                return;
            }
        }
        let can_open = text[place.end..].starts_with(|c: char| !c.is_whitespace());
        self.openings[mark as usize] = can_open.then_some(place);
    }

    fn push_pair(&mut self, mark: Mark, open: Range<usize>, close: Range<usize>) {
        // Pairs are nested, never interleaved.
        for other in Mark::ALL {
            let opening = &mut self.openings[other as usize];
            if opening.as_ref().is_some_and(|opening| opening.start > open.start) {
                *opening = None;
            }
        }
        if mark != Mark::Strike {
            let inner = &self.content.text.content[open.end..close.start];
            for (at, _) in inner.match_indices("\\ ") {
                let at = open.end + at;
                if !self.is_literal(at) {
                    self.changes.push((at..at + 2, Change::Space));
                }
            }
        }
        self.changes.push((open, Change::Open(mark)));
        self.changes.push((close, Change::Close));
    }

    /// Returns whether two delimiters have the same emphasis and link, so that the pair does not
    /// cross other markup.
    fn has_same_context(&self, open: &Range<usize>, close: &Range<usize>) -> bool {
        match (self.run_at(open.start), self.run_at(close.start)) {
            (Some(open), Some(close)) => open.style == close.style && open.link == close.link,
            _ => false,
        }
    }
}

/// Applies changes, which are sorted and do not overlap.
fn apply_changes(content: InlineContent, changes: Vec<(Range<usize>, Change)>) -> InlineContent {
    if changes.is_empty() {
        return content;
    }
    let InlineContent { text, literal } = content;
    let mut result = InlineContent {
        text: Text { content: String::new(), runs: Vec::new(), span: text.span },
        literal: Vec::with_capacity(literal.len()),
    };
    let mut literal = literal.into_iter().peekable();
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = 0;
    let end = text.content.len();
    let last = (end..end, Change::Close);
    for (range, change) in changes.into_iter().chain([last]) {
        for (run, piece) in text.pieces(at..range.start) {
            let start = result.text.content.len();
            while let Some(byte) = literal.next_if(|&byte| byte < piece.end) {
                if byte >= piece.start {
                    result.literal.push(start + byte - piece.start);
                }
            }
            push_piece(&mut result.text, &text.content[piece], run, &marks);
        }
        match change {
            Change::Open(mark) => marks.push(mark),
            Change::Close => _ = marks.pop(),
            Change::Space => {
                let run = text.runs.partition_point(|run| run.range.end <= range.start);
                push_piece(&mut result.text, "\u{a0}", &text.runs[run], &marks);
            }
        }
        at = range.end;
    }
    result
}

fn push_piece(text: &mut Text, piece: &str, run: &Run, marks: &[Mark]) {
    let mut style = run.style;
    for mark in marks {
        match mark {
            Mark::Subscript => style.position = Position::Subscript,
            Mark::Superscript => style.position = Position::Superscript,
            Mark::Strike => style.strike = true,
        }
    }
    let start = text.content.len();
    text.content.push_str(piece);
    let run = Run { range: start..text.content.len(), style, ..run.clone() };
    match text.runs.last_mut() {
        Some(last) if last.can_continue(&run) => last.range.end = run.range.end,
        _ => text.runs.push(run),
    }
}
