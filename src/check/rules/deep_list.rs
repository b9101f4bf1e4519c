#![doc = include_str!("../../diagnostic/explain/E0606.md")]

use crate::check::{Level, Limit, LintContext, Rule};
use crate::deck::{Block, BlockKind};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "deep_list",
    code: Code::DeepList,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 3.0, unit: "levels" }),
    run: Some(check_deep_list),
};

fn check_deep_list(context: &LintContext<'_>, limit: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for slide in &context.deck.slides {
        check_blocks(&slide.blocks, 0, limit as usize, &mut diagnostics);
    }
    diagnostics
}

fn check_blocks(blocks: &[Block], level: usize, limit: usize, diagnostics: &mut Vec<Diagnostic>) {
    for block in blocks {
        let level = level + usize::from(matches!(block.kind, BlockKind::List(_)));
        if level > limit
            && let BlockKind::List(list) = &block.kind
            && let Some(item) = list.items.first()
        {
            let message = format!("this list is nested {level} levels deep; the limit is {limit}");
            let diagnostic = Diagnostic::warning(Code::DeepList, message, item.span);
            diagnostics.push(diagnostic.with_help(
                "move the branch to a slide of its own, or use `columns`, `cards` or a `table`",
            ));
            continue;
        }
        block
            .child_blocks()
            .into_iter()
            .for_each(|inside| check_blocks(inside, level, limit, diagnostics));
    }
}
