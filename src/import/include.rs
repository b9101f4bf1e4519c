//! Converts the decks that a deck includes with Slidev's `src:`.

use super::chunk::{self, SlideChunk};
use super::write::OutlineValue;
use super::{ImportContext, convert_slides, normalize_source, verify};
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
            context.warn_lost(
                *line,
                format!("the slides of `{path}` are not imported: there is no such file"),
                "convert the file on its own, and copy its slides into the outline",
            );
            return None;
        }
    };
    if path.contains('#') {
        context.warn_lost(
            *line,
            format!("all slides of `{name}` are imported, not only those that `{path}` selects"),
            "delete the other slides",
        );
    }
    let mut unreported = Diagnostics::default();
    let source = normalize_source(&Source::new(&name, text), SourceId(0), &mut unreported);
    let deck = chunk::split_deck(&source, SourceId(0), &mut unreported);
    let mut inner =
        ImportContext::new(&source, SourceId(0), context.folder, &deck, &mut unreported);
    inner.include_depth = context.include_depth + 1;
    inner.pictures = std::mem::take(&mut context.pictures);
    inner.tool = context.tool;
    let mut slides = convert_slides(&deck, &mut inner);
    verify::replace_invalid_slides(&mut slides, &deck.chunks, &mut inner);
    let mut all = Vec::new();
    for (value, chunk) in slides.into_iter().zip(&deck.chunks) {
        match convert_included_deck(chunk, &mut inner) {
            Some(slides) => all.extend(slides),
            None => all.extend(value),
        }
    }
    context.pictures = inner.pictures;
    for found in unreported.into_sorted() {
        let place = found.span.map_or(1, |span| source.position(span.start as usize).line);
        let help = "look at this line of the included file";
        context.push_warning(
            found.code,
            *line,
            format!("`{name}`, line {place}: {}", found.message),
            help,
        );
    }
    Some(all)
}
