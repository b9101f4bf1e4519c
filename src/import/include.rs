//! Converts the decks that a deck includes with Slidev's `src:`.

use super::chunk::{self, SlideChunk};
use super::convert::{convert_slides, normalize_source};
use super::report::{Loss, LossPlace};
use super::unused_note::report_unused_notes;
use super::write::OutlineValue;
use super::{ImportContext, verify};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};

/// How deep decks may include each other.
const MAX_INCLUDE_DEPTH: usize = 4;

/// Converts the deck that a slide includes; `None` if it includes none. The diagnostics are
/// reported at the line that includes it.
pub(super) fn convert_included_deck(
    slide: &SlideChunk,
    context: &mut ImportContext,
) -> Option<Vec<OutlineValue>> {
    let (_, values, line) = slide.front.keys.iter().find(|(key, ..)| key == "src")?;
    let path = values.join(" ");
    let name = path.split('#').next().unwrap_or_default().trim_start_matches('/').to_owned();
    let text = match context.folder.read_deck(&name) {
        Some(text) if context.include_depth < MAX_INCLUDE_DEPTH => text,
        _ => {
            context.report_missing(
                *line,
                format!("the slides of `{path}` are not imported: there is no such file"),
                "convert the file on its own, and copy its slides into the outline",
            );
            return None;
        }
    };
    if path.contains('#') {
        context.report_changed(
            *line,
            format!("all slides of `{name}` are imported, not only those that `{path}` selects"),
            "delete the other slides",
        );
    }
    let (source, _) = normalize_source(&Source::new(&name, text));
    let mut unreported = Diagnostics::default();
    let deck = chunk::split_deck(&source, SourceId(0), Some(context.dialect), &mut unreported);
    let saved = std::mem::take(&mut context.saved);
    let mut inner = ImportContext::new(&source, context.folder, &deck, saved);
    inner.include_depth = context.include_depth + 1;
    let mut slides = convert_slides(&deck, &mut inner);
    verify::replace_invalid_slides(&mut slides, &deck.chunks, &mut inner);
    report_unused_notes(&deck, &mut inner);
    let mut all = Vec::new();
    for (value, chunk) in slides.into_iter().zip(&deck.chunks) {
        match convert_included_deck(chunk, &mut inner) {
            Some(slides) => all.extend(slides),
            None => all.extend(value),
        }
    }
    context.saved = inner.saved;
    for (_, words) in inner.kept_words {
        context.kept_words.push((*line, words));
    }
    for loss in inner.report.losses() {
        let place = match loss.place {
            LossPlace::Line(number) => format!("`{name}`, line {number}"),
            LossPlace::Deck | LossPlace::Slide(_) => format!("`{name}`"),
        };
        context.report.add(Loss {
            place: LossPlace::Line(*line),
            message: format!("{place}: {}", loss.message),
            ..loss.clone()
        });
    }
    Some(all)
}
