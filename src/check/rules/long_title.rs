#![doc = include_str!("../../diagnostic/explain/E0604.md")]

use crate::check::{Level, Limit, LintContext, Rule, page};
use crate::deck::Layout;
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{ItemKind, Role};

pub(super) const RULE: Rule = Rule {
    name: "long_title",
    code: Code::LongTitle,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 2.0, unit: "lines" }),
    run: Some(check_long_title),
};

fn check_long_title(context: &LintContext<'_>, limit: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, slide) in context.deck.slides.iter().enumerate() {
        let is_all = matches!(
            slide.layout,
            Layout::Cover
                | Layout::Section
                | Layout::Statement
                | Layout::Question
                | Layout::End
                | Layout::Fact
        );
        let (false, Some(title), Some(at)) =
            (is_all, &slide.title, page::first_page(context.scene, index))
        else {
            continue;
        };
        let mut baselines: Vec<i32> = Vec::new();
        for item in &context.scene.pages[at].items {
            let is_title = item.span == Some(title.span)
                && page::is_inside(&context.scene.structure, item.element, |role| {
                    matches!(role, Role::Heading(_))
                });
            if let (true, ItemKind::Text(run)) = (is_title, &item.kind) {
                baselines.push(run.origin.y.round() as i32);
            }
        }
        baselines.dedup();
        if baselines.len() as f32 > limit {
            let message =
                format!("this title takes {} lines; the limit is {limit}", baselines.len());
            let diagnostic = Diagnostic::warning(Code::LongTitle, message, title.span);
            diagnostics.push(diagnostic.with_help(
                "keep the point in the title and move the rest to `subtitle:` or the text",
            ));
        }
    }
    diagnostics
}
