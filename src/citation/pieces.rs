//! Formatted text: what the citation library returns, as pieces with their emphasis and links.

use std::borrow::Cow;

use hayagriva::citationberg::{FontStyle, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, Formatting};

use super::others::OTHERS;
use super::title_case::restore_letters;

/// The characters around text in italics, which the library keeps as they are.
pub(super) const ITALIC_MARKS: [char; 2] = ['\u{e010}', '\u{e011}'];
/// Those around bold text.
pub(super) const BOLD_MARKS: [char; 2] = ['\u{e012}', '\u{e013}'];
/// Those around raised text.
pub(super) const RAISED_MARKS: [char; 2] = ['\u{e014}', '\u{e015}'];
/// Those around lowered text.
pub(super) const LOWERED_MARKS: [char; 2] = ['\u{e016}', '\u{e017}'];

/// Quotation marks, which are single within others.
pub(super) const QUOTE_MARKS: [char; 2] = ['\u{e018}', '\u{e019}'];

/// Whether a character is one of these marks.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{e010}'..='\u{e019}').contains(&c)
}

/// A piece of formatted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The characters; a formula in LaTeX if it `is_math`.
    pub text: String,
    /// Whether it is in italics.
    pub is_italic: bool,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is raised.
    pub is_raised: bool,
    /// Whether it is lowered.
    pub is_lowered: bool,
    /// Whether it is a formula.
    pub is_math: bool,
    /// Where it leads.
    pub link: Option<PieceLink>,
}

/// Where a piece of text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PieceLink {
    /// To the entry of the work with this key.
    Work(String),
    /// To a web address.
    Uri(String),
}

impl Piece {
    /// Creates a piece without emphasis.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Returns whether another piece looks the same, and leads to the same place.
    fn continues(&self, next: &Self) -> bool {
        !self.is_math
            && Self { text: String::new(), ..self.clone() }
                == Self { text: String::new(), ..next.clone() }
    }
}

/// Returns the characters of pieces.
pub(crate) fn plain_text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Collects pieces from the library's tree.
#[derive(Debug, Default)]
pub(super) struct PieceCollector {
    pieces: Vec<Piece>,
    link: Option<PieceLink>,
    /// Whether the author's own words are raised.
    has_raised_words: bool,
}

impl PieceCollector {
    /// Creates a collector; `has_raised_words` tells whether the author's own words are raised.
    pub(super) fn new(has_raised_words: bool) -> Self {
        Self { has_raised_words, ..Self::default() }
    }

    /// Adds elements in order.
    pub(super) fn push_children(&mut self, children: &ElemChildren) {
        for child in &children.0 {
            self.push_child(child);
        }
    }

    /// Adds an element.
    pub(super) fn push_child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.push_formatted(&text.text, &text.formatting, None),
            ElemChild::Link { text, url } => {
                let link = Some(PieceLink::Uri(url.clone()));
                self.push_formatted(&text.text, &text.formatting, link);
            }
            ElemChild::Markup(tex) => {
                let tex = tex.trim_matches('$').to_owned();
                self.push(Piece { text: tex, is_math: true, ..Piece::default() });
            }
            ElemChild::Elem(elem) => {
                if elem.display.is_some() && self.ends_with_word() {
                    self.push(Piece::plain(" "));
                }
                self.push_children(&elem.children);
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    /// Adds what a link to a work consists of.
    pub(super) fn push_linked(&mut self, child: &ElemChild, key: &str) {
        self.link = Some(PieceLink::Work(key.to_owned()));
        self.push_child(child);
        self.link = None;
    }

    /// Adds what a sentence names instead of an author.
    pub(super) fn push_title(&mut self, title: &Piece, key: &str) {
        self.push(Piece { link: Some(PieceLink::Work(key.to_owned())), ..title.clone() });
        self.push(Piece::plain(" "));
    }

    /// Adds the author's words after a work: inside the brackets that the work ends with, such as
    /// `[1, Lemma 2]`.
    pub(super) fn push_suffix(&mut self, words: &str, work: &ElemChild) {
        let mut shown = Self::default();
        shown.push_child(work);
        let has_brackets = plain_text(&shown.pieces).trim().starts_with('[');
        let last = self.pieces.last_mut().filter(|_| has_brackets && !words.is_empty());
        match last.filter(|last| last.text.ends_with(']')) {
            Some(last) => {
                last.text.pop();
                let closing = Piece { text: "]".to_owned(), ..last.clone() };
                self.pieces.retain(|piece| !piece.text.is_empty());
                self.push_text(words);
                self.push(closing);
            }
            None => self.push_text(words),
        }
    }

    /// Adds the author's own words.
    pub(super) fn push_text(&mut self, text: &str) {
        self.push(Piece { is_raised: self.has_raised_words, ..Piece::plain(text) });
    }

    /// Adds the author's own words before a work, apart from a comma before them.
    pub(super) fn push_prefix(&mut self, words: &str) {
        let is_joined = self.pieces.last().is_some_and(|last| last.text.ends_with([',', ';']));
        if is_joined && !words.is_empty() {
            self.push_text(" ");
        }
        self.push_text(words);
    }

    /// Returns the pieces.
    pub(super) fn finish(self) -> Vec<Piece> {
        self.pieces
    }

    fn ends_with_word(&self) -> bool {
        self.pieces.last().is_some_and(|last| !last.text.ends_with(char::is_whitespace))
    }

    /// Adds text with the tags that CSL JSON may contain: `<i>`, `<b>`, `<sup>`, `<sub>`.
    fn push_formatted(&mut self, text: &str, formatting: &Formatting, link: Option<PieceLink>) {
        let base = Piece {
            is_italic: formatting.font_style == FontStyle::Italic,
            is_bold: formatting.font_weight == FontWeight::Bold,
            is_raised: formatting.vertical_align == VerticalAlign::Sup,
            is_lowered: formatting.vertical_align == VerticalAlign::Sub,
            link: self.link.clone().or(link),
            ..Piece::default()
        };
        let mut current = base.clone();
        let mut rest = text;
        let is_tag = |c: char| c == '<' || is_mark(c) && !QUOTE_MARKS.contains(&c);
        while let Some(at) = rest.find(is_tag) {
            let Some((tag, length)) = parse_mark(&rest[at..]).or_else(|| parse_tag(&rest[at..]))
            else {
                self.push(Piece { text: rest[..at + 1].to_owned(), ..current.clone() });
                rest = &rest[at + 1..];
                continue;
            };
            self.push(Piece { text: rest[..at].to_owned(), ..current.clone() });
            match tag {
                "i" => current.is_italic = !base.is_italic,
                "/i" => current.is_italic = base.is_italic,
                "b" => current.is_bold = true,
                "/b" => current.is_bold = base.is_bold,
                "sup" => current.is_raised = true,
                "/sup" => current.is_raised = base.is_raised,
                "sub" => current.is_lowered = true,
                "/sub" => current.is_lowered = base.is_lowered,
                _ => {}
            }
            rest = &rest[at + length..];
        }
        self.push(Piece { text: rest.to_owned(), ..current });
    }

    fn push(&mut self, mut piece: Piece) {
        if piece.text.is_empty() {
            return;
        }
        if let Cow::Owned(text) = restore_letters(&piece.text) {
            piece.text = text;
        }
        // The others of authors whom the style leaves out.
        piece.text.retain(|c| c != OTHERS);
        match self.pieces.last_mut() {
            Some(last) if last.continues(&piece) => last.text.push_str(&piece.text),
            _ => self.pieces.push(piece),
        }
    }
}

/// Returns the tag of a mark at the start of a text, and its length.
fn parse_mark(text: &str) -> Option<(&'static str, usize)> {
    let mark = text.chars().next()?;
    let tags = [
        (ITALIC_MARKS, ["i", "/i"]),
        (BOLD_MARKS, ["b", "/b"]),
        (RAISED_MARKS, ["sup", "/sup"]),
        (LOWERED_MARKS, ["sub", "/sub"]),
    ];
    let tags = tags.into_iter().flat_map(|(marks, tags)| marks.into_iter().zip(tags));
    let (_, tag) = tags.into_iter().find(|(other, _)| *other == mark)?;
    Some((tag, mark.len_utf8()))
}

/// Returns the tag at the start of a text and its length, if it is one of CSL JSON.
fn parse_tag(text: &str) -> Option<(&str, usize)> {
    if !text.starts_with('<') {
        return None;
    }
    let inside = &text[1..text.find('>')?];
    let name = inside.split_whitespace().next()?;
    let is_tag = matches!(
        name,
        "i" | "/i" | "b" | "/b" | "sup" | "/sup" | "sub" | "/sub" | "span" | "/span" | "sc" | "/sc"
    );
    is_tag.then_some((name, inside.len() + 2))
}

/// Removes the parentheses around a citation, which is alone at the foot of a slide.
pub(super) fn strip_parentheses(pieces: &mut Vec<Piece>) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
    let pairs = [('(', ')'), ('[', ']'), ('（', '）')];
    let is_pair =
        |&(open, close): &(char, char)| first.text.starts_with(open) && last.text.ends_with(close);
    if !pairs.iter().any(is_pair) {
        return;
    }
    if let Some(first) = pieces.first_mut() {
        first.text.remove(0);
    }
    if let Some(last) = pieces.last_mut() {
        last.text.pop();
    }
    pieces.retain(|piece| !piece.text.is_empty());
}

/// Closes the bracket of a citation in a note: the library writes only the stop at its end.
pub(super) fn close_bracket(pieces: &mut [Piece]) {
    let count = |sign| pieces.iter().map(|piece| piece.text.matches(sign).count()).sum::<usize>();
    let is_open = count('(') > count(')');
    let Some(last) = pieces.last_mut().filter(|_| is_open) else { return };
    let end = last.text.trim_end();
    match end.strip_suffix(".”") {
        Some(start) => last.text = format!("{start}”)"),
        None => last.text = format!("{})", end.trim_end_matches('.')),
    }
}

/// Removes white space at both ends.
pub(super) fn trim(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(first) = pieces.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = pieces.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Removes signs and spaces that the library writes twice or in vain: `2nd ed..`, `Rivers.”.`,
/// `(2024,)`, `Journal,.`, `Why?.`. If `is_american`, stops and commas are inside quotation marks.
pub(super) fn tidy_signs(pieces: Vec<Piece>, is_american: bool) -> Vec<Piece> {
    let mut tidied: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut before = [' ', ' '];
    // How many quotation marks are open.
    let mut depth = 0_i32;
    for mut piece in pieces {
        if piece.is_math {
            before = ['$', '$'];
            tidied.push(piece);
            continue;
        }
        let text = std::mem::take(&mut piece.text);
        let mut letters = text.chars().peekable();
        while let Some(mut letter) = letters.next() {
            let is_quoted = depth > 0;
            if letter == QUOTE_MARKS[0] {
                letter = if is_quoted { '‘' } else { '“' };
            } else if letter == QUOTE_MARKS[1] {
                letter = if is_quoted { '’' } else { '”' };
                // The sign at the end of a title is inside all quotation marks.
                if is_quoted && let Some(sign) = letters.next_if(|c| matches!(c, '.' | ',')) {
                    piece.text.push(sign);
                    before = [before[1], sign];
                }
            } else {
                depth += i32::from(letter == '“') - i32::from(letter == '”');
            }
            let is_ellipsis = letters.peek() == Some(&'.');
            let is_quoted_end = matches!(before[1], '”' | '’' | '"' | '»' | '“');
            let follows_point =
                before[1] == '.' && before[0] != '.' || before[0] == '.' && is_quoted_end;
            let follows_question = matches!(before[usize::from(!is_quoted_end)], '?' | '!');
            let is_doubled = letter == '.' && (follows_point || follows_question) && !is_ellipsis;
            if is_doubled || letter == ' ' && before[1] == ' ' {
                continue;
            }
            // The library looks for the mark in the same element only.
            if is_american && matches!(letter, '.' | ',') && before[1] == '”' {
                let last = if piece.text.is_empty() { tidied.last_mut() } else { Some(&mut piece) };
                if let Some(last) = last.filter(|last| last.text.ends_with('”')) {
                    last.text.pop();
                    last.text.extend([letter, '”']);
                    before = [letter, '”'];
                    continue;
                }
            }
            // The space before an issue that a journal does not have: `River Studies 1 : 9`.
            if letter == ':' && before[1] == ' ' && before[0].is_ascii_digit() {
                let is_followed = letters.peek().is_none_or(|next| *next == ' ');
                let last = if piece.text.is_empty() { tidied.last_mut() } else { Some(&mut piece) };
                if let Some(last) = last.filter(|_| is_followed) {
                    last.text.pop();
                }
            }
            if (matches!(letter, ')' | '.' | ';') && before[1] == ',')
                || (letter == '.' && before[1] == ';')
            {
                let last = if piece.text.is_empty() { tidied.last_mut() } else { Some(&mut piece) };
                if let Some(last) = last {
                    last.text.pop();
                }
            }
            before = [before[1], letter];
            piece.text.push(letter);
        }
        tidied.push(piece);
    }
    tidied.retain(|piece| !piece.text.is_empty());
    tidied
}

/// The longest label before an entry.
const MAX_LABEL_BYTES: usize = 24;

/// Splits the number or label from an entry: `[1]`, `1.`, `[Sil20]`.
pub(super) fn split_label(pieces: &mut Vec<Piece>) -> Option<Vec<Piece>> {
    let words = plain_text(pieces);
    let close = match words.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => ' ',
    };
    let length = if close != ' ' {
        words.find(close)? + 1
    } else {
        let digits = words.find(|c: char| !c.is_ascii_digit())?;
        let sign = words[digits..].starts_with(['.', ')', ':', ']']);
        if digits == 0 {
            return None;
        }
        digits + usize::from(sign)
    };
    if length > MAX_LABEL_BYTES {
        return None;
    }
    let (mut label, mut rest) = (Vec::new(), Vec::new());
    let mut at = 0;
    for piece in pieces.drain(..) {
        let end = length.saturating_sub(at).min(piece.text.len());
        at += piece.text.len();
        let (first, second) = piece.text.split_at(end);
        for (part, to) in [(first, &mut label), (second, &mut rest)] {
            if !part.is_empty() {
                to.push(Piece { text: part.to_owned(), ..piece.clone() });
            }
        }
    }
    *pieces = rest;
    Some(label)
}

#[cfg(test)]
mod tests {
    use super::{Piece, plain_text, split_label, tidy_signs};

    #[test]
    fn signs_are_written_once() {
        for (text, tidied) in [
            ("2nd ed.. Porto", "2nd ed. Porto"),
            ("“Rivers.”. Sea", "“Rivers.” Sea"),
            ("Gauges (2024,) and (a, b)", "Gauges (2024) and (a, b)"),
            ("and so on ... end", "and so on ... end"),
            ("Springer,  2008", "Springer, 2008"),
            ("“A \u{e018}view\u{e019}.” J 1 : 3", "“A ‘view.’” J 1: 3"),
            ("A \u{e018}view\u{e019}. J", "A “view”. J"),
            ("River Studies,.", "River Studies."),
            ("J. 2020;.", "J. 2020."),
            ("“Why?.” J", "“Why?” J"),
            ("Why?. J", "Why? J"),
        ] {
            assert_eq!(plain_text(&tidy_signs(vec![Piece::plain(text)], false)), tidied);
        }
        let pieces = vec![Piece::plain("ed."), Piece { is_italic: true, ..Piece::plain(". A") }];
        assert_eq!(plain_text(&tidy_signs(pieces, false)), "ed. A");
        let pieces = vec![Piece::plain("“A b”"), Piece { is_italic: true, ..Piece::plain(". J") }];
        assert_eq!(plain_text(&tidy_signs(pieces, true)), "“A b.” J");
    }

    #[test]
    fn labels_are_split_from_entries() {
        for (text, label) in [
            ("[1]A. Silva", Some("[1]")),
            ("12. Silva", Some("12.")),
            ("[Sil20] Silva", Some("[Sil20]")),
            ("Silva", None),
        ] {
            let mut pieces = vec![Piece::plain(text)];
            let found = split_label(&mut pieces).map(|label| plain_text(&label));
            assert_eq!(found.as_deref(), label);
        }
    }
}
