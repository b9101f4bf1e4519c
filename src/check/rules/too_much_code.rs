#![doc = include_str!("../../diagnostic/explain/E0690.md")]

use crate::check::{Level, Limit, LintContext, Rule};
use crate::deck::{BlockKind, CodeBlock};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "too_much_code",
    code: Code::TooMuchCode,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 20.0, unit: "lines" }),
    run: Some(check_too_much_code),
};

fn check_too_much_code(context: &LintContext<'_>, limit: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, slide) in context.deck.slides.iter().enumerate() {
        let blocks = slide.all_blocks();
        let code = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Code(code) => Some((count_lines(code), block.span)),
            _ => None,
        });
        let code: Vec<_> = code.collect();
        let count: usize = code.iter().map(|(lines, _)| lines).sum();
        let Some((_, span)) = code.iter().max_by_key(|(lines, _)| *lines) else { continue };
        if count as f32 > limit {
            let pages =
                context.scene.pages.iter().filter(|page| page.slide == index).count().max(1);
            let place = if pages > 1 { format!(" on {pages} pages") } else { String::new() };
            let message =
                format!("this slide has {count} lines of code{place}; the limit is {limit:.0}");
            let diagnostic = Diagnostic::warning(Code::TooMuchCode, message, *span);
            diagnostics.push(diagnostic.with_help(
                "show the lines that you talk about, with `lines` or on several slides",
            ));
        }
    }
    diagnostics
}

/// Counts the lines of a block that are not blank.
fn count_lines(code: &CodeBlock) -> usize {
    code.lines.iter().filter(|line| !line.text.trim().is_empty()).count()
}
