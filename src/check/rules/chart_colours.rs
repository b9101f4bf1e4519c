#![doc = include_str!("../../diagnostic/explain/E0684.md")]

use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "chart_colours",
    code: Code::ChartColours,
    level: Level::Warn,
    limit: None,
    run: Some(check_chart_colours),
};

fn check_chart_colours(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let report = |(block, span): (&crate::deck::ChartBlock, _)| {
        let chart = &block.chart;
        let is_known = chart.has_multiples() || !chart.options.highlight.is_empty();
        if !chart.hides_names() || is_known {
            return None;
        }
        let message = "only colours tell the series of this chart apart";
        let help = "remove `legend: none`, so that the names are beside the lines or above";
        Some(Diagnostic::warning(Code::ChartColours, message, span).with_help(help))
    };
    context.charts().filter_map(report).collect()
}
