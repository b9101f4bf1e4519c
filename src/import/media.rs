//! Reads videos and recordings: pictures whose path is one, HTML's `<video>` and `<audio>`, and the
//! components of Slidev.

use super::ImportContext;
use super::directive::find_attribute;
use super::markdown::MarkdownBlock;
use super::picture::InlinePicture;
use super::picture_options::PictureOptions;
use super::write::{OutlineValue, format_scalar};
use crate::deck::{MediaKind, is_web_address, media_kind_of_path};

/// A video or recording in HTML. Its path may follow in a `<source>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MediaTag {
    kind: MediaKind,
    poster: Option<String>,
    autoplay: bool,
    repeats: bool,
}

impl MediaTag {
    /// Reads the attributes of a picture: `{.video poster="a.png" autoplay=true}`.
    pub(super) fn parse(attributes: &str) -> Option<Self> {
        let has = |word: &str| {
            let is_mark = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '=');
            attributes.split(is_mark).any(|found| found == word)
        };
        let kind = match () {
            () if has(".video") => MediaKind::Video,
            () if has(".audio") => MediaKind::Audio,
            () => return None,
        };
        let poster = find_attribute(attributes, "poster");
        Some(Self { kind, poster, autoplay: has("autoplay"), repeats: has("loop") })
    }

    /// A video without options.
    pub(super) fn video() -> Self {
        Self { kind: MediaKind::Video, poster: None, autoplay: false, repeats: false }
    }
}

/// Whether a word is the path or address of a video or recording.
pub(super) fn is_media_path(word: &str) -> bool {
    is_web_address(word) || media_kind_of_path(word).is_some()
}

/// Converts a picture that is a video or recording; `None` if it is a picture.
pub(super) fn convert_media(
    picture: &InlinePicture,
    context: &mut ImportContext,
) -> Option<Option<MarkdownBlock>> {
    let tag = picture.media.clone().or_else(|| {
        let kind = media_kind_of_path(&picture.path)?;
        Some(MediaTag { kind, ..MediaTag::video() })
    })?;
    let Some(path) = context.resolve_media(&picture.path, picture.line) else {
        return Some(None);
    };
    let word = |path: &str| OutlineValue::word(format_scalar(path));
    let mut entries = vec![("src".to_owned(), word(&path))];
    let poster = tag.poster.and_then(|poster| context.resolve_picture(&poster, picture.line));
    entries.extend(poster.map(|poster| ("poster".to_owned(), word(&poster))));
    let alt = PictureOptions::parse(&picture.alt).alt;
    if !alt.is_empty() {
        entries.push(("alt".to_owned(), OutlineValue::text(alt)));
    }
    if let Some(caption) = &picture.title {
        entries.push(("caption".to_owned(), OutlineValue::text(caption.as_str())));
    }
    // What is on the web is not played.
    let is_played = !is_web_address(&path);
    for (key, _) in [("autoplay", tag.autoplay), ("loop", tag.repeats)].iter().filter(|flag| flag.1)
    {
        if is_played {
            entries.push(((*key).to_owned(), OutlineValue::word("true")));
        }
    }
    Some(Some(MarkdownBlock::Entry(tag.kind.name(), OutlineValue::Map(entries))))
}
