//! The second step: lays out the deck.

use std::path::PathBuf;

use crate::assets::{Files, Fonts, HiddenParts, Images, MediaFiles, MediaUse, Stamp};
use crate::check::{AllowComments, LintSettings};
use crate::deck::{Deck, Figure, MediaBlock, MediaKind, Slide};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::export::PageSelection;
use crate::layout::{self, LayoutResources};
use crate::scene::Scene;
use crate::show::Visibility;
use crate::source::{Sources, Span};
use crate::template::Traces;
use crate::theme::{Theme, ThemeLogo};
use crate::yaml::Node;

use super::resources::{load_fonts, load_theme};
use super::{OUTLINE_SOURCE, Options, ParsedOutline};

/// A deck after layout, with everything that the layout was made from.
#[derive(Debug)]
pub struct LaidOutDeck {
    /// The pages and the structure tree.
    pub scene: Scene,
    /// The fonts that the scene's text is set in.
    pub fonts: Fonts,
    /// The outline and everything that it refers to; `None` if the outline could not be parsed.
    pub outline: Option<Outline>,
    /// The diagnostics so far.
    pub diagnostics: Diagnostics,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
    /// Every file that the run tried to read, with its stamp from just before: the files to watch.
    /// Files that do not exist are included.
    pub dependencies: Vec<(PathBuf, Stamp)>,
    pub(super) files: Files,
    /// Where the values in the outline come from; `None` if it has none.
    pub(super) traces: Option<Traces>,
}

/// A parsed outline with everything that it refers to.
#[derive(Debug)]
pub struct Outline {
    /// The YAML tree.
    pub root: Node,
    /// The deck that the tree describes.
    pub deck: Deck,
    /// The theme of the deck.
    pub theme: Theme,
    /// The pictures of the deck.
    pub images: Images,
    /// The videos, recordings and animated pictures of the deck.
    pub media: MediaFiles,
    /// The level of each rule of `check`.
    pub settings: LintSettings,
    /// The comments that suppress diagnostics.
    pub allows: AllowComments,
}

impl Outline {
    /// Whether the files of a video or recording have been found.
    pub(crate) fn has_media(&self, block: &MediaBlock) -> bool {
        let captions = block.captions.as_ref().map(|(path, _)| path);
        let mut names = captions.into_iter().chain([&block.src]);
        block.is_on_web() || names.all(|name| self.media.get(name).is_some())
    }

    /// Returns the inputs of the layout.
    pub(crate) fn layout_resources<'m>(
        &'m self,
        fonts: &'m Fonts,
        sources: &'m Sources,
        options: &Options,
    ) -> LayoutResources<'m> {
        let Self { theme, images, .. } = self;
        LayoutResources {
            theme,
            fonts,
            images,
            sources,
            missing_glyphs: options.missing_glyphs,
            keeps_chart_data: options.keeps_chart_data,
        }
    }
}

/// Returns the names of the files that are played, and their spans.
fn list_media<'d>(deck: &'d Deck, images: &Images) -> Vec<(&'d str, MediaUse, Span)> {
    let mut list = Vec::new();
    for block in deck.media().filter(|block| !block.is_on_web()) {
        let wanted = match block.kind {
            MediaKind::Video => MediaUse::Video,
            MediaKind::Audio => MediaUse::Audio,
        };
        list.push((block.src.as_str(), wanted, block.src_span));
        let captions = block.captions.iter();
        list.extend(captions.map(|(path, span)| (path.as_str(), MediaUse::Captions, *span)));
    }
    let is_played = |name: &str| images.get(name).is_some_and(|image| image.is_moving_raster());
    // The file of a picture with private parts shows them.
    let pictures = deck.all_figures().filter(|figure| figure.hidden_parts().is_empty());
    let moving = pictures.flat_map(Figure::paths).filter(|(path, _)| is_played(path));
    list.extend(moving.map(|(path, span)| (path, MediaUse::Picture, span)));
    list
}

/// Returns the logo of a theme for a deck. Without an alternative text, it is that of the
/// organisation.
fn logo_figure(logo: &ThemeLogo, deck: &Deck) -> Figure {
    let ThemeLogo { src, dark, alt } = logo;
    let organisation = deck.metadata.institutes.first().map(|text| text.to_single_line());
    let alt = alt.clone().or(organisation).unwrap_or_else(|| "Logo".to_owned());
    Figure { alt: Some(alt), dark: dark.clone(), ..Figure::new(src.0.clone(), src.1) }
}

/// Lays out an outline that has been parsed, as [`lay_out`](super::lay_out) does.
pub(crate) fn lay_out_parsed(parsed: ParsedOutline, options: &Options) -> LaidOutDeck {
    let ParsedOutline { outline, mut diagnostics, mut sources, files, traces, .. } = parsed;
    let Some((root, mut deck)) = outline else {
        return LaidOutDeck {
            scene: Scene::default(),
            fonts: Fonts::bundled(),
            outline: None,
            diagnostics,
            sources,
            dependencies: files.requested_files(),
            files,
            traces,
        };
    };
    let theme: Theme = load_theme(Some(&deck), options, &files, &mut sources, &mut diagnostics);
    if let Some(logo) = theme.logo.as_ref().filter(|_| deck.logos.is_empty()) {
        let figure = logo_figure(logo, &deck);
        deck.logos.push(figure);
    }
    // All source texts of the run. They may contain characters that are not drawn, but every
    // character that is drawn occurs in them.
    let texts = || sources.iter().map(|source| source.text.as_str()).collect::<String>();
    let fonts: Fonts = load_fonts(&theme, options, &files, texts, &mut diagnostics);
    let mut images: Images = Images::load(&files, &fonts, deck.picture_paths(), &mut diagnostics);
    images.hide_parts(private_parts(&deck), &mut diagnostics);
    let media = MediaFiles::load(&files, list_media(&deck, &images), &mut diagnostics);
    hide_slides_with_errors(&mut deck, &mut diagnostics);
    let resources = LayoutResources {
        theme: &theme,
        fonts: &fonts,
        images: &images,
        sources: &sources,
        missing_glyphs: options.missing_glyphs,
        keeps_chart_data: options.keeps_chart_data,
    };
    let slides: Scene = lay_out_slides(&mut deck, resources, &mut diagnostics);
    let scene: Scene = apply_page_options(slides, &deck, resources, options, &mut diagnostics);
    let (settings, allows) = apply_rule_settings(&root, &deck, &sources, options, &mut diagnostics);
    if let Some(traces) = &traces {
        traces.annotate(&mut diagnostics);
    }
    LaidOutDeck {
        scene,
        fonts,
        outline: Some(Outline { root, deck, theme, images, media, settings, allows }),
        diagnostics,
        sources,
        dependencies: files.requested_files(),
        files,
        traces,
    }
}

/// Returns the private parts of the pictures of a deck.
fn private_parts(deck: &Deck) -> Vec<HiddenParts<'_>> {
    let figures = deck.all_figures().filter(|figure| !figure.hidden_parts().is_empty());
    figures
        .flat_map(|figure| figure.paths().map(move |(path, span)| (figure, path, span)))
        .map(|(figure, path, span)| HiddenParts {
            name: figure.name_of_version(path).into_owned(),
            path,
            parts: figure.hidden_parts(),
            span,
        })
        .collect()
}

/// Lays out all slides, but removes hidden slides with layout errors from the deck.
fn lay_out_slides(
    deck: &mut Deck,
    resources: LayoutResources<'_>,
    diagnostics: &mut Diagnostics,
) -> Scene {
    let mut slides = layout::lay_out_deck(deck, resources);
    let mut layout_diagnostics = layout::diagnose_fits(&slides.fits, deck, resources);
    if hide_slides_with_errors(deck, &mut layout_diagnostics) {
        slides = layout::lay_out_deck(deck, resources);
    }
    diagnostics.extend(layout_diagnostics);
    slides
}

/// Applies the options that change the pages after the layout.
fn apply_page_options(
    mut slides: Scene,
    deck: &Deck,
    resources: LayoutResources<'_>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Scene {
    if let Some(pages) = &options.pages {
        select_pages(&mut slides, pages, diagnostics);
    }
    if let Some(max_dpi) = options.max_dpi.or(deck.max_dpi.map(|dpi| dpi as f32)) {
        slides.limit_resolution(max_dpi);
    }
    match options.handout {
        Some(handout) => layout::lay_out_handout(slides, deck, resources, handout, diagnostics),
        None => slides,
    }
}

/// Applies the rule levels from the options, the deck and its comments to the diagnostics, and
/// returns the levels and the comments.
pub(crate) fn apply_rule_settings(
    root: &Node,
    deck: &Deck,
    sources: &Sources,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> (LintSettings, AllowComments) {
    let source = sources.get(OUTLINE_SOURCE);
    let settings =
        LintSettings::from_deck(deck.check.as_ref(), source, &options.rules, diagnostics);
    let mut allows = AllowComments::parse(root, source, OUTLINE_SOURCE);
    settings.apply_rule_levels(&mut allows, sources, diagnostics);
    (settings, allows)
}

/// Removes the hidden slides that have errors and turns the errors into warnings: an error on a
/// hidden slide must not keep the author from showing the others. Returns whether any slide was
/// removed.
fn hide_slides_with_errors(deck: &mut Deck, diagnostics: &mut Diagnostics) -> bool {
    let is_hidden = |slide: &Slide| slide.visibility == Visibility::Hidden;
    if !diagnostics.has_errors() || !deck.slides.iter().any(is_hidden) {
        return false;
    }
    let mut with_errors = Vec::new();
    for error in diagnostics.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Error)
    {
        let slide = deck.slides.iter().find(|slide| {
            is_hidden(slide) && error.span.is_some_and(|span| slide.span.contains_span(span))
        });
        if let Some(slide) = slide {
            with_errors.push(slide.span);
            error.severity = Severity::Warning;
            error.help.push("fix this to include the hidden slide".to_owned());
        }
    }
    let (removed, remaining) = std::mem::take(&mut deck.slides)
        .into_iter()
        .partition(|slide| with_errors.contains(&slide.span));
    deck.slides = remaining;
    deck.hidden.extend::<Vec<Slide>>(removed);
    !with_errors.is_empty()
}

/// Keeps only the selected pages. Reports page numbers that the deck does not have.
fn select_pages(slides: &mut Scene, pages: &PageSelection, diagnostics: &mut Diagnostics) {
    let count = slides.pages.len();
    if let Some(missing) = pages.first_missing(count) {
        let noun = if count == 1 { "page" } else { "pages" };
        let error = Diagnostic::error_without_span(
            Code::PageOutOfRange,
            format!("page {missing} does not exist: the deck has {count} {noun}"),
        );
        diagnostics.push(error.with_help(format!("select pages from 1 to {count}")));
    }
    slides.retain_pages(|page| pages.contains(page));
}
