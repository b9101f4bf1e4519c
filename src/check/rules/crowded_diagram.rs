#![doc = include_str!("../../diagnostic/explain/E0699.md")]

use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::FitAdjustment;

pub(super) const RULE: Rule = Rule {
    name: "crowded_diagram",
    code: Code::CrowdedDiagram,
    level: Level::Warn,
    limit: None,
    run: Some(check_crowded_diagram),
};

fn check_crowded_diagram(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for fit in &context.scene.fits {
        if !fit.adjustments.contains(&FitAdjustment::DiagramShrunk) {
            continue;
        }
        diagnostics.push(
            Diagnostic::warning(
                Code::CrowdedDiagram,
                "this diagram is too large for its text to be legible",
                context.find_diagram(fit),
            )
            .with_help(
                "divide it into several diagrams, such as an overview and one for each part, \
                 shorten the words, or give it a slide of its own",
            ),
        );
    }
    diagnostics
}
