//! What layouts and masters show on every slide: headers, footers, page numbers and logos.

use std::collections::BTreeMap;

use super::Importer;
use super::layout_part::LayoutPart;
use super::relations::Relations;
use super::shape::SlideShape;
use super::shape_content::ShapeContent;
use super::slide::shape_words;
use super::slide_source::SlideSource;
use super::text::OfficeParagraph;
use crate::import::report::LossKind;

/// The longest header or footer, in characters.
const MAX_RUNNING_CHARS: usize = 120;

/// The largest logo, as a share of the area of the page.
pub(super) const MAX_LOGO_SHARE: f64 = 0.06;

/// What a layout shows on its slides.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunningTexts {
    pub header: Option<String>,
    pub footer: Option<String>,
    pub has_number: bool,
    /// Other words.
    pub other: Vec<String>,
}

impl Importer<'_> {
    /// Reads what the layout and master of a slide show on it.
    pub(super) fn read_running(&self, slide: &SlideSource) -> RunningTexts {
        let mut running = RunningTexts::default();
        let master: &[SlideShape] = if slide.shows_master { &slide.master.shapes } else { &[] };
        for shape in slide.layout.shapes.iter().chain(master) {
            let ShapeContent::Text(paragraphs) = &shape.content else { continue };
            if shape.is_hidden {
                continue;
            }
            if is_number(paragraphs) {
                running.has_number = true;
                continue;
            }
            let words = shape_words(shape);
            if words.is_empty() {
                continue;
            }
            let middle = shape
                .rect
                .map_or(0.5, |rect| (rect.y + rect.height / 2.0) / self.page.height.max(1.0));
            let is_short = words.chars().count() <= MAX_RUNNING_CHARS;
            if middle > 0.85 && is_short && running.footer.is_none() {
                running.footer = Some(words);
            } else if middle < 0.2 && is_short && running.header.is_none() {
                running.header = Some(words);
            } else {
                running.other.push(words);
            }
        }
        running
    }

    /// Finds the logo: the small picture on the layouts of most slides, and at least of `least`.
    /// Returns its path.
    pub(super) fn import_logo(&mut self, slides: &[SlideSource], least: usize) -> Option<String> {
        let mut counts: BTreeMap<String, (usize, &SlideShape, &Relations)> = BTreeMap::new();
        let mut has_large = false;
        for slide in slides {
            let parts: [&LayoutPart; 2] = [&slide.layout, &slide.master];
            for part in parts {
                for shape in &part.shapes {
                    let Some(picture) = shape.picture() else { continue };
                    let path = [&picture.drawing, &picture.embedded]
                        .into_iter()
                        .flatten()
                        .find_map(|id| part.relations.part(id));
                    let share = shape.rect.map_or(0.0, |rect| rect.area() / self.page.area());
                    match path {
                        Some(path) if share <= MAX_LOGO_SHARE => {
                            let entry = (0, shape, &part.relations);
                            counts.entry(path.to_owned()).or_insert(entry).0 += 1;
                        }
                        Some(_) => has_large = true,
                        None => {}
                    }
                }
            }
        }
        if has_large {
            self.slide = 0;
            self.lose(
                LossKind::Changed,
                "a large picture on the slide master is not imported".to_owned(),
                "use it as the `background` of slides, or draw it with `ornaments` of a theme",
            );
        }
        let most = counts.values().map(|(count, ..)| *count).max().filter(|most| *most >= least)?;
        let (_, shape, relations) = counts.into_values().find(|(count, ..)| *count == most)?;
        let picture = shape.picture()?.clone();
        let hint = shape.alt.clone().filter(|alt| !alt.is_empty() && !alt.contains('.'));
        let hint = hint.unwrap_or_else(|| "logo".to_owned());
        let relations = relations.clone();
        self.slide = 0;
        self.import_picture(&picture, &relations, &hint)
    }
}

/// Whether a text is the number of the slide.
pub(super) fn is_number(paragraphs: &[OfficeParagraph]) -> bool {
    let mut runs = paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    runs.any(|run| run.field.as_deref() == Some("slidenum"))
}
