//! Reads `video` and `audio`: a path or an address, or the long form.

use super::super::block::BlockKind;
use super::super::figure::Figure;
use super::super::link_address::check_link_address;
use super::super::media_block::{MediaBlock, MediaKind, Playback, is_web_address};
use super::super::vocabulary::MEDIA;
use super::super::web_vtt::check_captions;
use super::ReadContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::Node;

/// The folder beside the outline in which captions are looked for, too.
const FOLDER: &str = "media";

/// Reads the value of `video` or `audio`.
pub(crate) fn read_media(
    node: &Node,
    kind: MediaKind,
    context: &mut ReadContext,
) -> Option<BlockKind> {
    let what = format!("`{}`", kind.name());
    let mut block = MediaBlock {
        kind,
        src: String::new(),
        src_span: node.span,
        poster: None,
        alt: None,
        caption: None,
        href: None,
        captions: None,
        playback: Playback::default(),
    };
    if node.as_mapping().is_none() {
        block.src = read_source(node, &what, context)?;
        report_missing_poster(&block, context);
        return Some(BlockKind::Media(Box::new(block)));
    }
    let mut fields = context.reader.read_fields(node, &what, &MEDIA)?;
    let src = fields.take_value("src");
    if src.is_none() {
        context.reader.report_error(
            Code::MissingKey,
            format!("{what} has no `src`"),
            node.span.start_point(),
            "write `src:` and the path or address",
        );
    }
    block.poster = fields.take_value("poster").and_then(|node| read_poster(node, context));
    block.alt = context.read_alt(&mut fields);
    let caption = fields.take_value("caption");
    block.caption = caption.and_then(|node| context.read_text(node, "`caption`"));
    block.href = fields.take_value("href").and_then(|node| read_href(node, context));
    let captions = fields.take_value("captions");
    block.captions = captions.and_then(|node| read_captions(node, context));
    let mut flags = ["autoplay", "loop"].map(|key| {
        let node = fields.take_value(key);
        let flag = node.and_then(|node| {
            let flag = context.reader.read_boolean(node, &format!("`{key}`"))?;
            Some((flag, node.span))
        });
        (key, flag)
    });
    fields.report_unknown_keys(&mut context.reader);
    let src = src?;
    block.src = read_source(src, "`src`", context)?;
    block.src_span = src.span;
    if block.is_on_web() {
        for (key, flag) in &mut flags {
            if let Some((true, span)) = flag.take() {
                report_not_played(key, span, context);
            }
        }
        if let Some((_, span)) = block.captions.take() {
            report_not_played("captions", span, context);
        }
    }
    let [autoplay, repeats] = flags.map(|(_, flag)| flag.is_some_and(|(flag, _)| flag));
    block.playback = Playback { autoplay, repeats };
    report_missing_poster(&block, context);
    Some(BlockKind::Media(Box::new(block)))
}

/// Reads the path of a file or a web address.
fn read_source(node: &Node, what: &str, context: &mut ReadContext) -> Option<String> {
    if node.as_sequence().is_some() {
        context.reader.report_wrong_type(
            node,
            what,
            "one path or address",
            "write one block each: `content: [{video: one.mp4}, {video: two.mp4}]`",
        );
        return None;
    }
    let is_address = node.as_scalar().is_some_and(|scalar| is_web_address(scalar.value.trim()));
    if is_address {
        return context.reader.read_word(node, what);
    }
    context.reader.read_path(node, what)
}

fn read_poster(node: &Node, context: &mut ReadContext) -> Option<Figure> {
    let path = context.reader.read_path(node, "`poster`")?;
    // It is described with the video.
    Some(Figure { alt: Some(String::new()), ..Figure::new(path, node.span) })
}

fn read_href(node: &Node, context: &mut ReadContext) -> Option<String> {
    let href = context.reader.read_word(node, "`href`")?;
    check_link_address(&href, node.span, &mut context.reader);
    Some(href)
}

fn report_not_played(key: &str, span: Span, context: &mut ReadContext) {
    context.reader.report_warning(
        Code::IgnoredMediaSetting,
        format!("`{key}` has no effect on a video or recording on the web"),
        span,
        "save the file in the project, or remove the key: pages load nothing from the web",
    );
}

fn report_missing_poster(block: &MediaBlock, context: &mut ReadContext) {
    if block.poster.is_some() || block.kind == MediaKind::Audio {
        return;
    }
    let name = block.file_name();
    let stem = name.rsplit_once('.').map_or("film", |(stem, _)| stem);
    let diagnostic = Diagnostic::warning(
        Code::MissingPoster,
        format!("`{name}` has no poster, so the PDF shows its name"),
        block.src_span,
    );
    let diagnostic = if block.is_on_web() {
        diagnostic.with_help("save a picture of it, and write `poster: picture.jpg`")
    } else {
        diagnostic
            .with_help(format!("save a frame: `ffmpeg -ss 1 -i {name} -frames:v 1 {stem}.jpg`"))
            .with_help(format!("write `{{ src: {}, poster: {stem}.jpg }}`", block.src))
    };
    context.reader.diagnostics.push(diagnostic);
}

/// Reads a file of captions and checks its lines.
fn read_captions(node: &Node, context: &mut ReadContext) -> Option<(String, Span)> {
    let path = context.reader.read_path(node, "`captions`")?;
    let (source, text) = match context.files.read_source(&path, FOLDER) {
        Ok(read) => read,
        Err(diagnostic) => {
            context.reader.diagnostics.push(Diagnostic { span: Some(node.span), ..diagnostic });
            return None;
        }
    };
    for issue in check_captions(&text) {
        let (span, place) = match source {
            Some(id) => (Span::new(id, issue.range.start, issue.range.end), String::new()),
            None => {
                let line = text[..issue.range.start].matches('\n').count() + 1;
                (node.span, format!("{path}, line {line}: "))
            }
        };
        let message = format!("{place}{}", issue.message);
        let warning = Diagnostic::warning(Code::InvalidCaptions, message, span);
        context.reader.diagnostics.push(warning.with_help(issue.help));
    }
    Some((path, node.span))
}

/// Returns whether a path has the extension of a video or recording that browsers play.
pub(crate) fn media_kind_of_path(path: &str) -> Option<MediaKind> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
    match extension.as_str() {
        "mp4" | "m4v" | "mov" | "webm" | "ogv" => Some(MediaKind::Video),
        "mp3" | "m4a" | "wav" | "ogg" | "oga" | "opus" | "flac" | "aac" => Some(MediaKind::Audio),
        _ => None,
    }
}
