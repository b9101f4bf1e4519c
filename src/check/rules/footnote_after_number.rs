#![doc = include_str!("../../diagnostic/explain/E0669.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::{Text, reads_as_exponent};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "footnote_after_number",
    code: Code::FootnoteAfterNumber,
    level: Level::Warn,
    limit: None,
    run: Some(check_footnote_after_number),
};

/// The most characters before the call that a message repeats.
const MAX_QUOTED_CHARS: usize = 20;

fn check_footnote_after_number(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let texts = context.deck.slides.iter().flat_map(|slide| slide.own_texts());
    texts.filter_map(check_text).collect()
}

fn check_text(text: &Text) -> Option<Diagnostic> {
    let (index, call) = text.runs.iter().enumerate().find(|(index, run)| {
        let last = index.checked_sub(1).map(|last| &text.runs[last]);
        run.is_footnote_call() && reads_as_exponent(&text.content[..run.range.start], last)
    })?;
    let before = &text.content[..call.range.start];
    let count = before.chars().count();
    let end: String = before.chars().skip(count.saturating_sub(MAX_QUOTED_CHARS)).collect();
    let start = if count > MAX_QUOTED_CHARS { "…" } else { "" };
    let is_last = text.runs[index + 1..].iter().all(|run| run.is_footnote_call());
    let place = if is_last { "a word before it" } else { "a word or the full stop after it" };
    let message = format!("the number of the footnote after `{start}{end}` may be read as a power");
    Some(
        Diagnostic::warning(Code::FootnoteAfterNumber, message, text.span)
            .with_help(format!("call the footnote after {place}")),
    )
}
