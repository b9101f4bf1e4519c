//! Backgrounds of other tools that an outline cannot have: films, pages of the web and gradients.

use super::ImportContext;
use super::slide::SlideBlock;
use super::write::OutlineValue;

/// The attributes of such backgrounds, and what they are.
pub(super) const KINDS: [&str; 3] = ["video", "iframe", "gradient"];

/// Converts a background of one of the `KINDS` to a block that shows it or names it.
pub(super) fn convert_background(
    kind: &str,
    value: &str,
    line: usize,
    context: &mut ImportContext,
) -> Option<SlideBlock> {
    let shown: String = value.chars().take(200).collect();
    match kind {
        "video" => {
            let path = context.resolve_media(value, line)?;
            context.report_changed(
                line,
                format!("the film `{shown}` in the background is a block of the slide"),
                "move it to where the audience should see it",
            );
            Some(("video", OutlineValue::text(path)))
        }
        "iframe" => {
            context.report_missing(
                line,
                format!("the page `{shown}` in the background is not shown, only its address"),
                "show a picture of the page with `figure`",
            );
            Some(("text", OutlineValue::Text(format!("<{value}>"))))
        }
        _ => {
            context.report_changed(
                line,
                format!("the background {kind} `{shown}` is not imported"),
                "write `background:` with a colour or a picture",
            );
            None
        }
    }
}
