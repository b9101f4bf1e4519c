#![doc = include_str!("../../diagnostic/explain/E0670.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::{MediaBlock, MediaKind};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "missing_captions",
    code: Code::MissingCaptions,
    level: Level::Warn,
    limit: None,
    run: Some(check_missing_captions),
};

fn check_missing_captions(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    context.deck.media().filter(|block| lacks_captions(block)).map(report_block).collect()
}

/// Videos on the web have captions there, and one that is repeated has nobody speak in it.
fn lacks_captions(block: &MediaBlock) -> bool {
    block.kind == MediaKind::Video
        && block.captions.is_none()
        && !block.is_on_web()
        && !block.playback.repeats
}

fn report_block(block: &MediaBlock) -> Diagnostic {
    let file = block.file_name();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let message = format!("`{file}` has no captions");
    Diagnostic::warning(Code::MissingCaptions, message, block.src_span).with_help(format!(
        "write what is said to `{stem}.vtt`, and `captions: {stem}.vtt` next to `src`"
    ))
}
