//! Characters that do not belong: tabs and foreign blanks before a line's words, control characters
//! anywhere.

use super::Recovery;
use super::line::is_space_like;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::patched_text::Patch;
use crate::yaml::tabs::TabWidth;

impl Recovery<'_> {
    /// Mends margins and control characters, one finding for each sort with the number of its
    /// lines.
    pub(super) fn patch_characters(&mut self) {
        let mut tabs = Vec::new();
        let mut blanks = Vec::new();
        for line in self.lines.clone() {
            let margin = &self.text()[line.start..line.content_start];
            let margin =
                margin.strip_prefix('\u{feff}').filter(|_| line.start == 0).unwrap_or(margin);
            if margin.chars().all(|c| c == ' ') {
                continue;
            }
            let at = line.content_start - margin.trim_start_matches(' ').len();
            let patch = Patch::new(
                line.content_start - margin.len()..line.content_start,
                " ".repeat(line.column),
            );
            let list = if margin.contains('\t') { &mut tabs } else { &mut blanks };
            list.push((at..line.content_start, patch));
        }
        if let Some((first, _)) = tabs.first() {
            let tabbed = if self.tabs.is_certain { Diagnostic::warning } else { Diagnostic::error };
            let hint = match self.tabs {
                TabWidth { is_certain: false, .. } => {
                    "use spaces in place of tabs, as many as the lines beside it begin with"
                }
                TabWidth { width: 8, .. } => "use eight spaces in place of each tab",
                TabWidth { width: 4, .. } => "use four spaces in place of each tab",
                TabWidth { .. } => "use two spaces in place of each tab",
            };
            let finding =
                tabbed(Code::TabIndent, "a tab is used for indentation", self.span(first.clone()))
                    .with_help(hint);
            self.report_all(
                add_occurrence_count(finding, tabs.len()),
                tabs.into_iter().map(|(_, patch)| patch),
            );
        }
        if let Some((first, _)) = blanks.first() {
            let finding = Diagnostic::warning(
                Code::ForeignBlank,
                "a foreign blank is used for indentation",
                self.span(first.clone()),
            )
            .with_label("this looks like a space and is another character")
            .with_help("delete it and type ordinary spaces");
            self.report_all(
                add_occurrence_count(finding, blanks.len()),
                blanks.into_iter().map(|(_, patch)| patch),
            );
        }
        self.patch_control_characters();
    }

    fn patch_control_characters(&mut self) {
        // The last two are no characters at all, and YAML refuses them.
        let foreign = |c: char| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}'))
                || matches!(c, '\u{fffe}' | '\u{ffff}')
        };
        let found: Vec<(usize, char)> =
            self.text().char_indices().filter(|&(_, c)| foreign(c)).collect();
        let Some(&(at, c)) = found.first() else { return };
        let message =
            format!("a control character (U+{:04X}) does not belong into text", u32::from(c));
        let hint = "delete it: it often comes with text that is pasted from another program, and is not shown";
        let finding =
            Diagnostic::warning(Code::ControlCharacter, message, self.span(at..at + c.len_utf8()))
                .with_help(hint);
        let patches = found.iter().map(|(at, c)| {
            // A vertical tab is how presentation programs write a line break.
            Patch::new(
                *at..at + c.len_utf8(),
                if matches!(c, '\u{b}' | '\u{c}') { " " } else { "" },
            )
        });
        self.report_all(add_occurrence_count(finding, found.len()), patches);
    }

    /// One finding for many places.
    fn report_all(&mut self, finding: Diagnostic, patches: impl Iterator<Item = Patch>) {
        self.diagnostics.push(finding);
        patches.for_each(|patch| self.apply_fix(patch));
    }
}

/// Says how often it happens again, so that a file full of tabs gives one finding and not hundreds.
fn add_occurrence_count(finding: Diagnostic, count: usize) -> Diagnostic {
    match count {
        0 | 1 => finding,
        2 => finding.with_help("it happens once more in this file"),
        _ => finding.with_help(format!("it happens {} more times in this file", count - 1)),
    }
}

/// The blanks at the start of `text` that are no spaces, and what they should be.
pub(super) fn nonstandard_space_len(text: &str) -> usize {
    let blanks = text.len() - text.trim_start_matches(is_space_like).len();
    if text[..blanks].chars().all(|c| c == ' ' || c == '\t') { 0 } else { blanks }
}
