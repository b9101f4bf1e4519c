#![doc = include_str!("../../diagnostic/explain/E0682.md")]

use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "cut_axis",
    code: Code::CutAxis,
    level: Level::Warn,
    limit: None,
    run: Some(check_cut_axis),
};

fn check_cut_axis(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let report = |(block, span): (&crate::deck::ChartBlock, _)| {
        let axis = &block.chart.options.y_axis;
        let min = axis.min.filter(|min| *min > 0.0).map(|min| ("min", min));
        let limit = min.or(axis.max.filter(|max| *max < 0.0).map(|max| ("max", max)));
        let (key, value) = limit.filter(|_| block.chart.has_bars())?;
        let message = format!("`{key}: {value}` would cut the bars: they are drawn from zero");
        let help = format!("remove `{key}`, or use `kind: line` if only the differences matter");
        Some(Diagnostic::warning(Code::CutAxis, message, span).with_help(help))
    };
    context.charts().filter_map(report).collect()
}
