//! Checks the text of code: how long it is, and whether all of it can be seen.

use super::ReadContext;
use crate::diagnostic::Code;
use crate::source::Span;

/// The most lines that a block of code may show: about fifty pages.
const MAX_CODE_LINES: usize = 1_000;

/// The most characters that a block of code may show.
const MAX_CODE_CHARS: usize = 100_000;

/// Code as its author wrote it.
pub(super) struct WrittenCode<'l> {
    /// The lines that are shown.
    pub lines: &'l [String],
    /// The number of the first of them.
    pub first_number: u32,
    /// Where the block is.
    pub span: Span,
}

/// Reports code that is too long for a slide.
pub(super) fn check_size(code: &WrittenCode<'_>, context: &mut ReadContext) -> Option<()> {
    let count = code.lines.len();
    let chars: usize = code.lines.iter().map(|line| line.chars().count()).sum();
    let message = if count > MAX_CODE_LINES {
        format!("this code has {count} lines; a slide can show {MAX_CODE_LINES}")
    } else if chars > MAX_CODE_CHARS {
        format!("this code has {chars} characters; a slide can show {MAX_CODE_CHARS}")
    } else {
        return Some(());
    };
    let help = "show a part of it, such as `lines: 1-20`";
    context.reader.report_error(Code::CodeTooLong, message, code.span, help);
    None
}

/// Reports the first character of the code that is not shown.
pub(super) fn report_invisible_characters(code: &WrittenCode<'_>, context: &mut ReadContext) {
    let is_invisible = |sign: &char| {
        matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || (sign.is_control() && *sign != '\t')
    };
    let found = code.lines.iter().enumerate().find_map(|(index, line)| {
        line.chars().find(is_invisible).map(|sign| (code.first_number + index as u32, sign))
    });
    if let Some((line, sign)) = found {
        let sign = u32::from(sign);
        context.reader.report_warning(
            Code::InvisibleCharacter,
            format!("line {line} of this code has a character that is not shown, U+{sign:04X}"),
            code.span,
            "remove it, or write what an editor would show for it, such as `\\x1b`; copied code \
             would contain it",
        );
    }
}
