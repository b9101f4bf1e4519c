//! The keys of videos and recordings.

use crate::vocabulary::ValueType::{Boolean, File, Text, Word};
use crate::vocabulary::{FileKind, KeyGroup, key};

/// The long form of `video` and `audio`.
pub static MEDIA: KeyGroup = KeyGroup {
    name: "media",
    about: "A video or recording.",
    included: &[],
    sample: "src: boat.mp4\nposter: boat.jpg",
    keys: &[
        key(
            "src",
            File(FileKind::Media),
            "The path of the file, or a web address. Only files are played: pages load nothing \
                from the web.",
            "boat.mp4",
        )
        .required(),
        key(
            "poster",
            File(FileKind::Picture),
            "The picture that the PDF shows, usually a frame of the video.",
            "boat.jpg",
        )
        .with_default_text("a play sign and the name of the file"),
        key(
            "alt",
            Text,
            "What it shows or says, for people who do not see or hear it.",
            "A boat passes the lock",
        )
        .with_default_text("the caption"),
        key("caption", Text, "The caption below.", "The lock at Lauffen, **filmed in May**"),
        key(
            "href",
            Word,
            "The web address at which it can be seen. In the PDF, a click on the poster opens it.",
            "https://example.org/boat",
        ),
        key(
            "captions",
            File(FileKind::Captions),
            "A file of captions in WebVTT, which are shown while it is played.",
            "boat.vtt",
        ),
        key("autoplay", Boolean, "Whether to play it as soon as its slide appears.", "true")
            .with_default("false"),
        key("loop", Boolean, "Whether to start it again at its end.", "true").with_default("false"),
    ],
};
