//! Finds what the library reads, but draws wrongly or not at all.

use std::ops::Range;

use super::explain::unknown_command_error;
use super::scan::scan_commands;
use super::unsupported::{FIXED_BRACKETS, command_advice};
use super::{FormulaError, FormulaErrorKind};

/// Commands that the library accepts without doing what they say.
const ACCEPTED_IN_VAIN: [&str; 8] =
    ["href", "url", "htmlClass", "htmlData", "htmlId", "htmlStyle", "char", "includegraphics"];

/// Commands before a bracket that set its size.
const SIZE_COMMANDS: [&str; 19] = [
    "left", "right", "middle", "big", "bigl", "bigm", "bigr", "Big", "Bigl", "Bigm", "Bigr",
    "bigg", "biggl", "biggm", "biggr", "Bigg", "Biggl", "Biggm", "Biggr",
];

/// Returns an error for each command that would be drawn wrongly.
pub(super) fn find_refused(source: &str) -> Vec<FormulaError> {
    let mut errors = Vec::new();
    let mut before: Option<(Range<usize>, &str)> = None;
    for range in scan_commands(source) {
        let name = &source[range.start + 1..range.end];
        if ACCEPTED_IN_VAIN.contains(&name) && command_advice(name).is_some() {
            errors.push(unknown_command_error(source, range.clone()));
        }
        if let Some((size_range, size)) = &before
            && FIXED_BRACKETS.contains(&name)
            && source[size_range.end..range.start].trim().is_empty()
        {
            errors.push(FormulaError::new(
                FormulaErrorKind::Invalid,
                format!("`\\{name}` cannot grow after `\\{size}`"),
                "write a bracket such as `(`, `[`, `\\{`, `|` or `\\langle`",
                size_range.start..range.end,
            ));
        }
        before = SIZE_COMMANDS.contains(&name).then(|| (range.clone(), name));
    }
    errors
}
