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

fn check_long_title(subject: &LintContext<'_>, most: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, slide) in subject.deck.slides.iter().enumerate() {
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
            (is_all, &slide.title, page::first_page(subject.scene, index))
        else {
            continue;
        };
        let mut baselines: Vec<i32> = Vec::new();
        for item in &subject.scene.pages[at].items {
            let is_title = item.span == Some(title.span)
                && page::is_inside(&subject.scene.structure, item.element, |role| {
                    matches!(role, Role::Heading(_))
                });
            if let (true, ItemKind::Text(run)) = (is_title, &item.kind) {
                baselines.push(run.origin.y.round() as i32);
            }
        }
        baselines.dedup();
        if baselines.len() as f32 > most {
            let message = format!("this title runs over {} lines", baselines.len());
            let finding = Diagnostic::warning(Code::LongTitle, message, title.span);
            found.push(
                finding
                    .with_help("say the point in the title, and the rest in `subtitle:` or below"),
            );
        }
    }
    found
}
