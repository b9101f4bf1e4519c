#![doc = include_str!("../../diagnostic/explain/E0665.md")]

use std::collections::BTreeMap;

use crate::check::{Level, LintContext, Rule};
use crate::deck::Figure;
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;

pub(super) const RULE: Rule = Rule {
    name: "visible_private_part",
    code: Code::VisiblePrivatePart,
    level: Level::Warn,
    limit: None,
    run: Some(check_visible_private_part),
};

fn check_visible_private_part(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut hidden: BTreeMap<&str, Vec<(&Figure, Rect)>> = BTreeMap::new();
    for figure in context.deck.all_figures() {
        for part in figure.hidden_parts() {
            hidden.entry(figure.src.as_str()).or_default().push((figure, part));
        }
    }
    if hidden.is_empty() {
        return Vec::new();
    }
    let shown = context.deck.all_figures().filter_map(|figure| {
        let own = figure.hidden_parts();
        let parts = hidden.get(figure.src.as_str())?;
        let is_hidden = |part: &Rect| own.iter().any(|own| own.contains(*part, 1e-3));
        let (other, _) = parts.iter().find(|(_, part)| !is_hidden(part))?;
        Some((figure, *other))
    });
    shown
        .map(|(figure, other)| {
            let message =
                format!("a part of `{}` that is private elsewhere is visible", figure.src);
            Diagnostic::warning(Code::VisiblePrivatePart, message, figure.src_span)
                .with_related(other.src_span, "a part is hidden here")
                .with_help("hide the part here, too: copy the `blur` of the other picture")
        })
        .collect()
}
