#![doc = include_str!("../../diagnostic/explain/E0681.md")]

use crate::check::{Level, Limit, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "many_slices",
    code: Code::ManySlices,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 6.0, unit: "slices" }),
    run: Some(check_many_slices),
};

fn check_many_slices(context: &LintContext<'_>, most: f32) -> Vec<Diagnostic> {
    let report = |(block, span): (&crate::deck::ChartBlock, _)| {
        let count = block.chart.data.categories.len();
        if !block.chart.kind.is_round() || count as f32 <= most {
            return None;
        }
        let message = format!("this pie has {count} slices, more than can be compared");
        let help = "use `kind: bar` with `sort: descending`, or add up the smallest slices";
        Some(Diagnostic::warning(Code::ManySlices, message, span).with_help(help))
    };
    context.charts().filter_map(report).collect()
}
