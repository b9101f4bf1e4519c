//! Characters that do not belong: tabs and non-standard spaces in the indentation, control
//! characters anywhere.

use super::Recovery;
use super::block_content::find_block_content;
use super::line::is_space_like;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::inert::resolve_inert;
use crate::yaml::patched_text::Patch;
use crate::yaml::tabs::TabWidth;

impl Recovery<'_> {
    /// Replaces tabs, non-standard spaces and control characters. There is one diagnostic for each
    /// kind, with the number of lines.
    pub(super) fn patch_characters(&mut self) {
        let mut tabs = Vec::new();
        let mut spaces = Vec::new();
        let in_blocks = find_block_content(&self.lines, self.text());
        for (line, is_content) in self.lines.clone().into_iter().zip(in_blocks) {
            let indent = &self.text()[line.start..line.content_start];
            let indent =
                indent.strip_prefix('\u{feff}').filter(|_| line.start == 0).unwrap_or(indent);
            if indent.chars().all(|c| c == ' ' || (is_content && c == '\t')) {
                continue;
            }
            let at = line.content_start - indent.trim_start_matches(' ').len();
            let patch = Patch::new(
                line.content_start - indent.len()..line.content_start,
                " ".repeat(line.column),
            );
            let list = if indent.contains('\t') { &mut tabs } else { &mut spaces };
            list.push((at..line.content_start, patch));
        }
        if let Some((first, _)) = tabs.first() {
            let tabbed = if self.tabs.is_certain { Diagnostic::warning } else { Diagnostic::error };
            let help = match self.tabs {
                TabWidth { is_certain: false, .. } => {
                    "replace tabs with spaces, as many as the lines around it start with"
                }
                TabWidth { width: 8, .. } => "replace each tab with eight spaces",
                TabWidth { width: 4, .. } => "replace each tab with four spaces",
                TabWidth { .. } => "replace each tab with two spaces",
            };
            let diagnostic =
                tabbed(Code::TabIndent, "a tab is used for indentation", self.span(first.clone()))
                    .with_help(help);
            self.report_all(
                add_occurrence_count(diagnostic, tabs.len()),
                tabs.into_iter().map(|(_, patch)| patch),
            );
        }
        if let Some((first, _)) = spaces.first() {
            let diagnostic = Diagnostic::warning(
                Code::NonstandardSpace,
                "a non-standard space character is used for indentation",
                self.span(first.clone()),
            )
            .with_label("this looks like a space but is a different character")
            .with_help("replace it with ordinary spaces");
            self.report_all(
                add_occurrence_count(diagnostic, spaces.len()),
                spaces.into_iter().map(|(_, patch)| patch),
            );
        }
        self.patch_control_characters();
    }

    fn patch_control_characters(&mut self) {
        // YAML rejects the two that are no characters. The others replace the markup of values.
        let foreign = |&(_, c): &(usize, char)| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}'))
                || matches!(c, '\u{fffe}' | '\u{ffff}')
                || resolve_inert(c).is_some()
        };
        let controls: Vec<(usize, char)> = self.text().char_indices().filter(foreign).collect();
        let Some(&(at, c)) = controls.first() else { return };
        let message =
            format!("the text contains an invisible control character (U+{:04X})", u32::from(c));
        let help = "delete it: it usually comes from text pasted from another program";
        let diagnostic =
            Diagnostic::warning(Code::ControlCharacter, message, self.span(at..at + c.len_utf8()))
                .with_help(help);
        let patches = controls.iter().map(|(at, c)| {
            // Presentation programs write a line break as a vertical tab.
            Patch::new(
                *at..at + c.len_utf8(),
                if matches!(c, '\u{b}' | '\u{c}') { " " } else { "" },
            )
        });
        self.report_all(add_occurrence_count(diagnostic, controls.len()), patches);
    }

    /// Reports one diagnostic for many places.
    fn report_all(&mut self, diagnostic: Diagnostic, patches: impl Iterator<Item = Patch>) {
        self.diagnostics.push(diagnostic);
        patches.for_each(|patch| self.apply_fix(patch));
    }
}

/// Adds how many more times the problem occurs, so that a file full of tabs gets one diagnostic
/// instead of hundreds.
fn add_occurrence_count(diagnostic: Diagnostic, count: usize) -> Diagnostic {
    match count {
        0 | 1 => diagnostic,
        2 => diagnostic.with_help("fix the same problem in 1 more place in this file"),
        _ => diagnostic
            .with_help(format!("fix the same problem in {} more places in this file", count - 1)),
    }
}

/// Returns the length of the spaces at the start of `text` if any of them is non-standard,
/// otherwise 0.
pub(super) fn nonstandard_space_len(text: &str) -> usize {
    let spaces = text.len() - text.trim_start_matches(is_space_like).len();
    if text[..spaces].chars().all(|c| c == ' ' || c == '\t') { 0 } else { spaces }
}
