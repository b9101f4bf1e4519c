#![doc = include_str!("../../diagnostic/explain/E0680.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::BlockKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::FitAdjustment;

pub(super) const RULE: Rule = Rule {
    name: "crowded_chart",
    code: Code::CrowdedChart,
    level: Level::Warn,
    limit: None,
    run: Some(check_crowded_chart),
};

fn check_crowded_chart(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let crowded =
        |fit: &&crate::scene::SlideFit| fit.adjustments.contains(&FitAdjustment::ChartCrowded);
    let report = |fit: &crate::scene::SlideFit| {
        let span = context.find_block(fit, |kind| matches!(kind, BlockKind::Chart(_)));
        Diagnostic::warning(
            Code::CrowdedChart,
            "this chart has no room for all of its labels",
            span,
        )
        .with_help(
            "show fewer categories with `sort` and `limit`, shorten the names, or give the \
                 chart a slide of its own",
        )
    };
    context.scene.fits.iter().filter(crowded).map(report).collect()
}
