//! Videos and recordings.

use super::figure::Figure;
use super::text::Text;
use crate::source::Span;

/// A video or recording: a poster with a link in the PDF, played while the deck is presented.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaBlock {
    /// Whether there is a picture to it.
    pub kind: MediaKind,
    /// The path of the file, or a web address.
    pub src: String,
    /// The span of the path in the outline.
    pub src_span: Span,
    /// The picture that the PDF shows.
    pub poster: Option<Figure>,
    /// Alternative text, if the author sets it.
    pub alt: Option<String>,
    /// The caption below.
    pub caption: Option<Text>,
    /// The address at which it is on the web.
    pub href: Option<String>,
    /// The path of its captions in WebVTT, and the span of the path.
    pub captions: Option<(String, Span)>,
    /// When and how often it is played.
    pub playback: Playback,
}

/// The kind of a media block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// A video.
    Video,
    /// A recording of sound.
    Audio,
}

impl MediaKind {
    /// Returns the key of the block, and its name in texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Audio => "audio",
        }
    }
}

/// When and how often a video or recording is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Playback {
    /// Whether it starts when its slide appears.
    pub autoplay: bool,
    /// Whether it starts again at its end.
    pub repeats: bool,
}

impl MediaBlock {
    /// Whether the outline names a web address instead of a file.
    pub fn is_on_web(&self) -> bool {
        is_web_address(&self.src)
    }

    /// Returns the web address that a click in the PDF opens.
    pub fn address(&self) -> Option<&str> {
        self.href.as_deref().or_else(|| self.is_on_web().then_some(self.src.as_str()))
    }

    /// Returns the last part of the path.
    pub fn file_name(&self) -> &str {
        self.src.rsplit('/').next().unwrap_or(&self.src)
    }

    /// Returns the last part of the path without its extension, such as `river` of
    /// `media/river.mp4`, or the host of a web address.
    pub fn name(&self) -> String {
        if self.is_on_web() {
            let host = self.src.split("://").nth(1).and_then(|rest| rest.split('/').next());
            return host.unwrap_or(&self.src).trim_start_matches("www.").to_owned();
        }
        let name = self.src.rsplit(['/', '\\']).next().unwrap_or(&self.src);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        stem.replace(['-', '_'], " ")
    }

    /// Returns what it is for people who do not see it: the author's alternative text, or else its
    /// caption, or else its name.
    pub fn description(&self) -> String {
        let own = self.alt.as_deref().map(str::trim).filter(|alt| !alt.is_empty());
        own.map(str::to_owned)
            .or_else(|| self.caption.as_ref().map(Text::to_single_line))
            .unwrap_or_else(|| match self.kind {
                MediaKind::Video => format!("Video: {}", self.name()),
                MediaKind::Audio => format!("Audio: {}", self.name()),
            })
    }
}

/// Whether a path is a web address.
pub(crate) fn is_web_address(path: &str) -> bool {
    let lower = path.get(..8).unwrap_or(path).to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}
