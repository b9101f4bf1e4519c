#![doc = include_str!("../../diagnostic/explain/E0683.md")]

use crate::check::{Level, Limit, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "many_series",
    code: Code::ManySeries,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 8.0, unit: "series" }),
    run: Some(check_many_series),
};

fn check_many_series(context: &LintContext<'_>, most: f32) -> Vec<Diagnostic> {
    let report = |(block, span): (&crate::deck::ChartBlock, _)| {
        let chart = &block.chart;
        let count = chart.data.series.len();
        if chart.kind.is_round() && count > 1 {
            let message = format!("this pie shows one series of {count}");
            let help = "name the column to show with `y`, or use `kind: bar` with `stacked: true`";
            return Some(Diagnostic::warning(Code::ManySeries, message, span).with_help(help));
        }
        let is_calm = chart.has_multiples() || !chart.options.highlight.is_empty();
        if count as f32 <= most || is_calm {
            return None;
        }
        let message = format!("this chart has {count} series, more than can be told apart");
        let help = "highlight those that matter with `highlight`, or use `multiples: true`";
        Some(Diagnostic::warning(Code::ManySeries, message, span).with_help(help))
    };
    context.charts().filter_map(report).collect()
}
