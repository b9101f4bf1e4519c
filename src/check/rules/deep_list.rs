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

fn check_deep_list(subject: &LintContext<'_>, most: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for slide in &subject.deck.slides {
        check_blocks(&slide.blocks, 0, most as usize, &mut found);
    }
    found
}

fn check_blocks(blocks: &[Block], level: usize, most: usize, found: &mut Vec<Diagnostic>) {
    for block in blocks {
        let level = level + usize::from(matches!(block.kind, BlockKind::List(_)));
        if level > most
            && let BlockKind::List(list) = &block.kind
            && let Some(item) = list.items.first()
        {
            let message =
                format!("this list is nested {level} levels deep; an audience follows {most}");
            let finding = Diagnostic::warning(Code::DeepList, message, item.span);
            found.push(finding.with_help(
                "give the branch a slide of its own, or show it as `columns`, `cards` or a `table`",
            ));
            continue;
        }
        block
            .child_blocks()
            .into_iter()
            .for_each(|inside| check_blocks(inside, level, most, found));
    }
}
