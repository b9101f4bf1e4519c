//! What the format cannot hold, and what is written instead.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};

/// Parts of a deck that are written in another way, each once.
#[derive(Default)]
pub(super) struct Issues {
    pictures: BTreeSet<String>,
    media: BTreeSet<String>,
    substitutes: BTreeSet<(&'static str, &'static str)>,
    has_coloured_formula: bool,
}

impl Issues {
    /// Notes a picture that cannot be written.
    pub(super) fn add_picture(&mut self, name: &str) {
        self.pictures.insert(name.to_owned());
    }

    /// Notes a video or recording, of which only the poster is written.
    pub(super) fn add_media(&mut self, name: &str) {
        self.media.insert(name.to_owned());
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
        let media = self.media.into_iter().map(|name| {
            let message = format!("`{name}` is left out of the PowerPoint file, except its poster");
            Diagnostic::warning_without_span(Code::NotInPowerPoint, message)
                .with_help("insert it in PowerPoint with Insert > Video or Audio")
        });
        let formulas = self.has_coloured_formula.then(|| {
            let message = "formulas with several colours are shapes in the PowerPoint file";
            Diagnostic::warning_without_span(Code::NotInPowerPoint, message)
                .with_help("remove the colours to edit these formulas in PowerPoint")
        });
        pictures.chain(media).chain(substitutes).chain(formulas).collect()
    }
}
