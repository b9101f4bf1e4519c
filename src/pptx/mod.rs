//! [`Scene`] → a PowerPoint file that can be edited (ECMA-376, PresentationML).
//!
//! A page becomes a slide. `content` reads which items of a page are one object, `text_box` groups
//! paragraphs into text boxes and placeholders, `slide` writes them. What pages have in common
//! becomes a layout (`running`, `layouts`) of one master. `package` writes the archive.

mod animation;
mod body_properties;
mod body_texts;
mod box_link;
mod captions;
mod chart_axes;
mod chart_data;
mod chart_frame;
mod chart_labels;
mod chart_layout;
mod chart_lines;
mod chart_look;
mod chart_part;
mod colours;
mod content;
mod content_rects;
mod deck_state;
mod embedded_fonts;
mod eot;
mod font_names;
mod font_renaming;
mod formula;
mod hsl;
mod inherited_place;
mod inline_formulas;
mod issues;
mod language;
mod layout_look;
mod layouts;
mod level_style;
mod line_breaks;
mod master;
mod media;
mod media_timing;
mod notes;
mod notes_text;
mod object_groups;
mod office_math;
mod outlines;
mod package;
mod panel_context;
mod paragraph;
mod paragraph_format;
mod picture;
mod played_media;
mod presentation;
mod read_label;
mod read_mathml;
mod read_page;
mod read_text;
mod run_format;
mod running;
mod shape_geometry;
mod slide;
mod slide_name;
mod slide_part;
mod table;
mod table_grid;
mod table_name;
mod table_rules;
mod table_style;
mod text_box;
mod theme_part;
mod transition;
mod units;
mod waterfall_chart;
mod waterfall_sheet;
mod workbook;
mod write_text;
mod xml;

use std::collections::BTreeMap;

use crate::assets::{Fonts, MediaFiles};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Size;
use crate::scene::{NoteParagraph, Scene};
use crate::show::UnrevealedStyle;

use captions::caption_paragraphs;
use deck_state::DeckState;
use layouts::Layouts;
use package::PptxPackage;
use read_page::ReadPage;

/// A PowerPoint file.
#[derive(Debug)]
pub struct PptxFile {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The font families that text is set in and that the file does not contain.
    pub fonts: Vec<String>,
    /// What the format cannot hold.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a PowerPoint file contains beside the pages.
#[derive(Default)]
pub struct PptxContent<'a> {
    /// The speaker notes of each slide by its index in the deck.
    pub notes: BTreeMap<usize, Vec<NoteParagraph>>,
    /// The videos, recordings and animated pictures.
    pub media: Option<&'a MediaFiles>,
    /// Whether it contains its fonts, as far as their licences allow.
    pub embeds_fonts: bool,
}

/// Writes `scene` as a PowerPoint file. Equal scenes give equal bytes.
///
/// # Errors
///
/// If the file would be too large for its format.
pub fn write(
    scene: &Scene,
    fonts: &Fonts,
    content: &PptxContent<'_>,
) -> Result<PptxFile, Diagnostic> {
    let mut state = DeckState::new(scene, fonts, content);
    let mut package = PptxPackage::default();
    let mut layouts = Layouts::default();
    let page_size = scene.pages.first().map_or(Size::new(960.0, 540.0), |page| page.size);
    presentation::add_properties(&mut package, scene);
    let captions: Vec<Vec<NoteParagraph>> =
        scene.pages.iter().map(|page| caption_paragraphs(page, content.media)).collect();
    let has_notes = scene.pages.iter().any(|page| page.notes.is_some())
        || captions.iter().any(|captions| !captions.is_empty());
    // All pages are read before the first is written: slides inherit what most of them have.
    let pages: Vec<ReadPage<'_>> = (0..scene.pages.len())
        .map(|index| ReadPage::new(&mut state, &mut layouts, scene, index))
        .collect();
    layouts.complete();
    let looks = layouts.looks(&state, scene, page_size);
    for (index, page) in pages.into_iter().enumerate() {
        let slide = &scene.pages[index];
        let notes = slide.notes.as_ref().map(|markdown| {
            let notes = content.notes.get(&slide.slide).cloned();
            notes.unwrap_or_else(|| notes::plain_paragraphs(markdown))
        });
        let notes = [notes.unwrap_or_default(), captions[index].clone()].concat();
        let look = looks.layouts.get(page.layout);
        slide_part::add_slide(&mut package, &mut state, (page, look), (scene, index), &notes);
    }
    if scene.show.unrevealed == UnrevealedStyle::Dimmed && has_steps(scene) {
        state.issues.add_substitute("dimmed steps", "they are hidden until they appear");
    }
    let embedded =
        presentation::add_presentation(&mut package, &mut state, scene, page_size, has_notes);
    layouts.add_to(&mut package, &state, &looks);
    master::add_master(&mut package, &state, &layouts, &looks.master, &scene.design);
    theme_part::add_theme(&mut package, 1, &scene.design, &state.fonts);
    if has_notes {
        notes::add_notes_master(&mut package, &state, &scene.design);
    }
    let DeckState { fonts, media, charts, issues, .. } = state;
    media.add_to(&mut package);
    charts.add_to(&mut package);
    let bytes = package.into_bytes().map_err(|error| {
        let message = format!("the PowerPoint file cannot be written: {error}");
        Diagnostic::error_without_span(Code::PptxFailure, message)
            .with_help("split the deck, or use smaller pictures")
    })?;
    let mut families = fonts.used_families();
    if let Some(embedded) = embedded {
        families.retain(|family| !embedded.contains(family));
    }
    Ok(PptxFile { bytes, fonts: families, diagnostics: issues.into_diagnostics() })
}

/// Whether a slide appears in several steps.
fn has_steps(scene: &Scene) -> bool {
    scene.pages.iter().any(|page| page.reveal_steps().len() > 1)
}
