//! Reading a value on its first line.

use std::ops::Range;

use super::line::{self, OutlineLine};
use super::plain_text::OpenText;
use super::value::{Misreading, ValueForm, ValueRole, classify_value};
use super::{BlockText, Recovery};
use crate::diagnostic::Code;
use crate::yaml::patched_text::Patch;
use crate::yaml::quote::{quote_text, suggest_line};

/// The position of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValuePosition {
    /// First byte.
    pub start: usize,
    /// Column of its first character.
    pub column: isize,
    /// Column of its key or dash.
    pub parent: isize,
    /// What precedes it.
    pub role: ValueRole,
}

impl Recovery<'_> {
    /// Reads the value at `position`.
    pub(super) fn scan_value(&mut self, position: ValuePosition, line: &OutlineLine) {
        let ValuePosition { start, column, parent, role } = position;
        let value = &self.text()[start..line.end()];
        match classify_value(value, role, &|name| self.anchors.contains(name)) {
            ValueForm::Empty => return,
            ValueForm::Block => {
                let column = indentation_indicator(value).map(|indent| parent.max(0) + indent);
                let header = (value.trim_end() == "|").then_some(start + 1);
                self.block_text =
                    Some(BlockText { parent, header, column, unindented_column: None });
            }
            ValueForm::Alias => {}
            ValueForm::Anchor(length) => {
                let rest = start + length + self.skip_spaces(start + length, line);
                let column = column + self.text()[start..rest].chars().count() as isize;
                self.scan_value(ValuePosition { start: rest, column, ..position }, line);
                return;
            }
            ValueForm::Quoted(length) => {
                self.check_escapes(start..start + length);
                self.open_text =
                    Some(OpenText { is_quoted: true, ..OpenText::new(position, length) });
            }
            ValueForm::OpenQuote(quote) => self.close_open_quote(start, quote, parent, line),
            ValueForm::Flow => {
                if let Some(length) = self.read_brackets(start, parent, line) {
                    let first = value.chars().next().unwrap_or('[');
                    self.open_misread_text(position, length, Misreading::Start(first));
                }
            }
            ValueForm::Text(length) => {
                let comment = line::find_comment(&value[length..])
                    .map(|hash| start + length + hash..line.end());
                self.open_text = Some(OpenText { comment, ..OpenText::new(position, length) });
            }
            ValueForm::Misread(_, Misreading::Start('|'))
                if self.move_text_below_bar(start, parent, line) => {}
            ValueForm::Misread(length, Misreading::AfterQuote)
                if self.replace_outer_quotes(position, length) => {}
            ValueForm::Misread(length, misreading) => {
                self.open_misread_text(position, length, misreading);
            }
        }
        self.pending = None;
    }

    /// Reports text that YAML would misread, and opens it as text that must be quoted.
    fn open_misread_text(
        &mut self,
        position: ValuePosition,
        length: usize,
        misreading: Misreading,
    ) {
        let range = position.start..position.start + length;
        let text = self.text()[range.clone()].to_owned();
        let help = suggest_line(self.source, range.clone(), &quote_text(&text));
        let (code, message) = match misreading {
            Misreading::Start(_) => (Code::SpecialStart, special_start_message(&text)),
            Misreading::Colon => (Code::ColonInText, COLON_NEEDS_QUOTES.to_owned()),
            Misreading::AfterQuote => (
                Code::TextAfterQuote,
                "text that continues after a closing quote must be quoted as a whole".to_owned(),
            ),
            Misreading::DashAfterKey => {
                (Code::ListOnKeyLine, "a list cannot start on the same line as its key".to_owned())
            }
        };
        self.open_text = Some(OpenText {
            needs_quotes: true,
            diagnostic: Some(self.diagnostics.len()),
            ..OpenText::new(position, length)
        });
        self.warn_at(code, range, message, help);
    }

    /// Replaces the quotes around text that contains the same quotes: `"The "new" river"`. Returns
    /// whether it is such text.
    fn replace_outer_quotes(&mut self, position: ValuePosition, length: usize) -> bool {
        let range = position.start..position.start + length;
        let Some(inner) = text_with_inner_quotes(&self.text()[range.clone()]) else {
            return false;
        };
        let help = suggest_line(self.source, range.clone(), &quote_text(inner));
        let message = "quotes inside quotes must be of the other kind";
        self.warn_at(Code::TextAfterQuote, range.clone(), message, help);
        self.apply_fix(Patch::new(range, quote_text(inner)));
        self.open_text = Some(OpenText { is_quoted: true, ..OpenText::new(position, length) });
        true
    }

    /// `"C:\path"`: in double quotes a backslash starts an escape sequence, and only a few exist.
    fn check_escapes(&mut self, range: Range<usize>) {
        let text = &self.text()[range.clone()];
        if !text.starts_with('"') || !text.contains('\\') {
            return;
        }
        let mut characters = text[1..text.len() - 1].char_indices();
        // In `"images\river.jpg"` nobody means the line break that `\r` means.
        let is_path = !text.contains("\\\\")
            && FILE_EXTENSIONS
                .iter()
                .any(|ending| text[..text.len() - 1].to_lowercase().ends_with(ending));
        let is_folder = has_drive(text);
        let mut wrong = None;
        while let Some((at, c)) = characters.next() {
            if c == '\\'
                && (is_path
                    || is_folder
                    || characters.next().is_none_or(|(_, code)| !ESCAPE_CODES.contains(code)))
            {
                wrong.get_or_insert(at + 1);
            }
        }
        let Some(wrong) = wrong else { return };
        if is_path {
            let right = quote_text(&text[1..text.len() - 1].replace('\\', "/"));
            let help = suggest_line(self.source, range.clone(), &right);
            self.warn_at(
                Code::BackslashInPath,
                range.clone(),
                "folders in a path are separated by `/`, not `\\`",
                help,
            );
            self.apply_fix(Patch::new(range, right));
            return;
        }
        let replacement = quote_text(&text[1..text.len() - 1]);
        let at = range.start + wrong;
        let help = suggest_line(self.source, range.clone(), &replacement);
        self.warn_at(
            Code::UnknownEscape,
            at..at + 1,
            if is_folder {
                "in double quotes, `\\` and the next letter are an escape sequence"
            } else {
                "unknown escape sequence after `\\` in double quotes"
            },
            help,
        );
        self.apply_fix(Patch::new(range, replacement));
    }
}

/// Whether a text in double quotes has a folder such as `C:\temp`, in which nobody means the tab
/// that `\t` means.
fn has_drive(text: &str) -> bool {
    text.as_bytes().windows(5).any(|window| {
        let [before, drive, b':', b'\\', after] = window else { return false };
        !before.is_ascii_alphanumeric() && drive.is_ascii_alphabetic() && *after != b'\\'
    })
}

/// Returns the text of `"The "new" river"`: it starts and ends with the same quotation mark and
/// contains another one that does not end it.
fn text_with_inner_quotes(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    let at = inner.find(quote)?;
    let (before, after) = (inner[..at].chars().next_back(), inner[at + 1..].chars().next());
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '/'));
    let apostrophe = quote == '\''
        && before.is_some_and(char::is_alphanumeric)
        && after.is_some_and(char::is_alphanumeric);
    (opens || apostrophe).then_some(inner)
}

/// The extensions of files that an outline can name.
const FILE_EXTENSIONS: [&str; 10] =
    [".jpg", ".jpeg", ".png", ".svg", ".webp", ".gif", ".csv", ".yaml", ".ttf", ".pdf"];

/// The characters that may follow a backslash in double quotes.
const ESCAPE_CODES: &str = "0abt\tnvfre \"/\\N_LPxuU\n";

pub(super) const COLON_NEEDS_QUOTES: &str = "text with a colon followed by a space must be quoted";

/// Returns the message for text that starts with a special character.
pub(super) fn special_start_message(text: &str) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let shown = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
    format!("text that starts with {shown} must be quoted")
}

/// Returns the digit after `|` or `>`: how far the text is indented (YAML 1.2.2, 8.1.1.1).
fn indentation_indicator(header: &str) -> Option<isize> {
    let indicators = header[1..].split([' ', '\t']).next().unwrap_or("");
    indicators.chars().find_map(|c| c.to_digit(10)).map(|digit| digit as isize)
}
