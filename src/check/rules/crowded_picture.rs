#![doc = include_str!("../../diagnostic/explain/E0664.md")]

use crate::check::{Level, Limit, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "crowded_picture",
    code: Code::CrowdedPicture,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 9.0, unit: "numbers on a picture" }),
    run: Some(check_crowded_picture),
};

fn check_crowded_picture(context: &LintContext<'_>, limit: f32) -> Vec<Diagnostic> {
    let figures = context.deck.content_figures().into_iter();
    figures
        .filter_map(|figure| {
            let count = figure.mark_texts().count();
            let message = format!("this picture has {count} numbers: {limit} can be followed");
            let help = "show fewer, or the others on a further slide";
            (count as f32 > limit).then(|| {
                Diagnostic::warning(Code::CrowdedPicture, message, figure.src_span).with_help(help)
            })
        })
        .collect()
}
