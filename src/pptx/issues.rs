//! What the format cannot hold, and what is written instead.

use std::collections::BTreeSet;

use super::media::MediaIssue;
use crate::diagnostic::{Code, Diagnostic};

/// Parts of a deck that are written in another way, each once.
#[derive(Default)]
pub(super) struct Issues {
    pictures: BTreeSet<String>,
    media: BTreeSet<(String, MediaIssue)>,
    captions: BTreeSet<String>,
    fonts: BTreeSet<(String, &'static str)>,
    substitutes: BTreeSet<(&'static str, &'static str)>,
    has_coloured_formula: bool,
}

impl Issues {
    /// Notes a picture that cannot be written.
    pub(super) fn add_picture(&mut self, name: &str) {
        self.pictures.insert(name.to_owned());
    }

    /// Notes a video or recording, of which only the poster is written, or an animated picture, of
    /// which only a still picture is.
    pub(super) fn add_media(&mut self, name: &str, issue: MediaIssue) {
        self.media.insert((name.to_owned(), issue));
    }

    /// Notes a video whose captions are speaker notes.
    pub(super) fn add_captions(&mut self, name: &str) {
        self.captions.insert(name.to_owned());
    }

    /// Notes a font that is not embedded, and why.
    pub(super) fn add_font(&mut self, name: String, reason: &'static str) {
        self.fonts.insert((name, reason));
    }

    /// Notes that PowerPoint has no `part`, and what is used instead.
    pub(super) fn add_substitute(&mut self, part: &'static str, substitute: &'static str) {
        self.substitutes.insert((part, substitute));
    }

    /// Notes a formula with several colours, which is written as shapes.
    pub(super) fn add_coloured_formula(&mut self) {
        self.has_coloured_formula = true;
    }

    /// Returns a diagnostic for each.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let pictures = self.pictures.into_iter().map(|name| {
            let message = format!("the picture `{name}` is left out of the PowerPoint file");
            Diagnostic::warning_without_span(Code::NotInPowerPoint, message)
                .with_help("save it as PNG or JPEG")
        });
        let substitutes = self.substitutes.into_iter().map(|(part, substitute)| {
            let message = format!("PowerPoint has no {part}: {substitute}");
            Diagnostic::warning_without_span(Code::NotInPowerPoint, message)
        });
        let media = self.media.into_iter().map(|(name, issue)| describe_media(&name, issue));
        let captions = self.captions.into_iter().map(|name| {
            let message =
                format!("the captions of `{name}` are speaker notes in the PowerPoint file");
            Diagnostic::warning_without_span(Code::NotInPowerPoint, message)
                .with_help("insert them in PowerPoint with Playback > Insert Captions")
        });
        let fonts = self.fonts.into_iter().map(|(name, reason)| {
            let message = format!("the font {name} is not embedded: {reason}");
            Diagnostic::warning_without_span(Code::NotInPowerPoint, message)
                .with_help("install it on the computers on which the file is edited")
        });
        let formulas = self.has_coloured_formula.then(|| {
            let message = "formulas with several colours are shapes in the PowerPoint file";
            Diagnostic::warning_without_span(Code::NotInPowerPoint, message)
                .with_help("remove the colours to edit these formulas in PowerPoint")
        });
        let all = pictures.chain(media).chain(captions).chain(fonts).chain(substitutes);
        all.chain(formulas).collect()
    }
}

fn describe_media(name: &str, issue: MediaIssue) -> Diagnostic {
    let (reason, help) = match issue {
        MediaIssue::Format("image/webp" | "image/avif" | "image/png") => {
            ("PowerPoint plays only GIF pictures".to_owned(), "save it as GIF")
        }
        MediaIssue::Format(format) if format.starts_with("audio/") => {
            (format!("PowerPoint does not play {format}"), "convert it to MP3 or M4A")
        }
        MediaIssue::Format(format) => {
            (format!("PowerPoint does not play {format}"), "convert it to MP4 with H.264")
        }
        MediaIssue::TooLarge => {
            ("the file would have more than 200 MB of videos".to_owned(), "make the video smaller")
        }
        MediaIssue::Unreadable(error) => (error, "check the file"),
    };
    let message = format!("`{name}` is a still picture in the PowerPoint file: {reason}");
    Diagnostic::warning_without_span(Code::NotInPowerPoint, message).with_help(help)
}
