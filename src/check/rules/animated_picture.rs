#![doc = include_str!("../../diagnostic/explain/E0661.md")]

use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "animated_picture",
    code: Code::AnimatedPicture,
    level: Level::Warn,
    limit: None,
    run: Some(check_animated_picture),
};

fn check_animated_picture(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    // What is drawn above a picture would be hidden if the picture moved.
    let marked: Vec<Span> = context
        .deck
        .content_figures()
        .into_iter()
        .filter(|figure| figure.drawn_marks().next().is_some())
        .map(|figure| figure.src_span)
        .collect();
    let pictures = context.deck.picture_paths().into_iter();
    pictures
        .filter(|(name, _)| context.images.get(name).is_some_and(|image| image.is_animated))
        .map(|(name, span)| {
            let message = if marked.contains(&span) {
                format!("`{name}` is animated, but stays still in `present`, because it has marks")
            } else if context.media.get(name).is_some() {
                format!("`{name}` is animated, but the PDF shows its first frame")
            } else {
                format!("`{name}` is animated, but only its first frame is shown")
            };
            Diagnostic::warning(Code::AnimatedPicture, message, span)
                .with_help("save the frame that matters as PNG, or show several with `figures`")
        })
        .collect()
}
