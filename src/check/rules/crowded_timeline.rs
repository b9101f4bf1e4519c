#![doc = include_str!("../../diagnostic/explain/E0672.md")]

use crate::check::{Level, Limit, LintContext, Rule};
use crate::deck::{BlockKind, Slide};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "crowded_timeline",
    code: Code::CrowdedTimeline,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 30.0, unit: "events" }),
    run: Some(check_crowded_timeline),
};

fn check_crowded_timeline(context: &LintContext<'_>, most: f32) -> Vec<Diagnostic> {
    let blocks = context.deck.slides.iter().flat_map(Slide::all_blocks);
    let report = |block: &crate::deck::Block| {
        let BlockKind::Timeline(timeline) = &block.kind else { return None };
        let count = timeline.items.len();
        let message = format!("this timeline has {count} events, more than anyone remembers");
        let warning = Diagnostic::warning(Code::CrowdedTimeline, message, block.span.start_point());
        (count as f32 > most).then(|| {
            warning.with_help("keep the events that matter, or write a slide for each period")
        })
    };
    blocks.filter_map(report).collect()
}
