#![doc = include_str!("../../diagnostic/explain/E0671.md")]

use crate::check::{Level, Limit, LintContext, Rule};
use crate::deck::MediaBlock;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "large_media",
    code: Code::LargeMedia,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 100.0, unit: "megabytes" }),
    run: Some(check_large_media),
};

fn check_large_media(context: &LintContext<'_>, most: f32) -> Vec<Diagnostic> {
    let report = |block: &MediaBlock| {
        let megabytes = context.media.get(&block.src)?.len as f32 / 1e6;
        let message = format!("`{}` has {megabytes:.2} MB, more than {most} MB", block.src);
        let help = "make it smaller: `ffmpeg -i FILE -vf scale=-2:1080 -crf 26 small.mp4`";
        let warning = Diagnostic::warning(Code::LargeMedia, message, block.src_span);
        (megabytes > most).then(|| warning.with_help(help))
    };
    context.deck.media().filter_map(report).collect()
}
