//! Where videos and recordings are played.

use std::sync::Arc;

use crate::geometry::Rect;

/// The area of a page over which a video or recording is played.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaArea {
    /// Rectangle on the page.
    pub rect: Rect,
    /// What is played there.
    pub media: Arc<PlayedMedia>,
}

/// A video or recording, and how it is played.
#[derive(Clone, Debug, PartialEq)]
pub struct PlayedMedia {
    /// The name of the file in the outline.
    pub src: String,
    /// The kind of the file.
    pub kind: PlayedKind,
    /// Alternative text.
    pub alt: String,
    /// The name of the file of its captions in the outline, if it has captions.
    pub captions: Option<String>,
    /// The language of its captions.
    pub lang: Arc<str>,
    /// Whether it starts when its page is shown.
    pub autoplay: bool,
    /// Whether it starts again at its end.
    pub repeats: bool,
}

/// The kind of a media file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayedKind {
    /// A video.
    Video,
    /// A recording of sound.
    Audio,
    /// An animated picture.
    Picture,
}
