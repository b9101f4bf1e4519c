#![doc = include_str!("../../diagnostic/explain/E0685.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::BlockKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{Colour, FitAdjustment, SlideFit};

pub(super) const RULE: Rule = Rule {
    name: "pale_chart_colour",
    code: Code::PaleChartColour,
    level: Level::Warn,
    limit: None,
    run: Some(check_chart_colours),
};

fn check_chart_colours(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let report = |fit: &SlideFit| {
        let span = context.find_block(fit, |kind| matches!(kind, BlockKind::Chart(_)));
        let replaced = fit.adjustments.iter().filter_map(|adjustment| match adjustment {
            FitAdjustment::ChartRecoloured { given, drawn } => Some((*given, *drawn)),
            _ => None,
        });
        let write = |[r, g, b]: [u8; 3]| Colour::rgb(r, g, b).to_hex();
        let diagnostics = replaced.map(|(given, drawn)| {
            let (given, drawn) = (write(given), write(drawn));
            let message = format!("the colour {given} in this chart is hard to see on its page");
            let help = format!("write `\"{drawn}\"`, as the chart is drawn");
            Diagnostic::warning(Code::PaleChartColour, message, span).with_help(help)
        });
        diagnostics.collect::<Vec<_>>()
    };
    context.scene.fits.iter().flat_map(report).collect()
}
