//! The pipeline from an outline to a PDF, one call per step.

mod parse_step;
mod pdf_step;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::assets::{self, Files, Fonts, Image, Images, Stamp};
use crate::check::{self, AllowComments, LintOverrides, LintSettings};
use crate::deck::{Deck, Slide};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::export::PageSelection;
use crate::layout::{self, Handout, LayoutResources, MissingGlyphPolicy};
use crate::pdf::{self, Standards};
use crate::scene::{DateTime, Scene, SlideFit};
use crate::show::{StepSelection, Visibility};
use crate::source::{Source, SourceId, Sources, Span};
use crate::theme::{self, Theme};
use crate::yaml::Node;

pub(crate) use self::parse_step::ParsedOutline;
pub use self::pdf_step::{FinishedDeck, write_pdf};

/// The source of an outline.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file. Pictures, fonts and themes are looked up relative to its folder.
    File(PathBuf),
    /// Bytes that the caller has read. Pictures, fonts and themes are looked up relative to the
    /// current folder.
    Bytes(Vec<u8>),
    /// The text of a file that is being edited, regardless of what is on disk. Pictures, fonts and
    /// themes are looked up relative to the file's folder.
    Text {
        /// The path of the file, which need not exist yet.
        path: PathBuf,
        /// The file's text.
        text: String,
    },
}

/// Options that are set outside the outline.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A theme that overrides the one named in the outline.
    pub theme: Option<String>,
    /// Whether fonts installed on this machine are used for characters that no other font covers.
    /// The PDF then depends on the machine.
    pub system_fonts: bool,
    /// Whether the outline may refer to files outside its project folder.
    pub allow_outside: bool,
    /// How to treat characters that no font covers.
    pub missing_glyphs: MissingGlyphPolicy,
    /// The handout to print instead of the slides.
    pub handout: Option<Handout>,
    /// Whether slides with `hide: true` are laid out too, after all others.
    pub include_hidden: bool,
    /// The pages to render, by their printed numbers; all pages if `None`.
    pub pages: Option<PageSelection>,
    /// The maximum resolution of pictures at their size on the page, in pixels per inch. Larger
    /// pictures are downsampled.
    pub max_dpi: Option<f32>,
    /// Options of the PDF.
    pub pdf: PdfOptions,
    /// The rule levels given on the command line.
    pub rules: LintOverrides,
}

/// Options of the PDF itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct PdfOptions {
    /// Which of a slide's steps become pages. Handouts always show the last step.
    pub steps: StepSelection,
    /// The standards that the PDF conforms to.
    pub standards: Standards,
    /// Whether information that only the author has, such as alternative text, must be in the
    /// outline and is never guessed.
    pub is_strict: bool,
    /// Whether the outline is embedded in the PDF.
    pub attach_source: bool,
    /// The creation date of the PDF, if it is not the date of the talk.
    pub creation_date: Option<DateTime>,
    /// Whether a `.pdfpc` file with notes and steps is written for presenter programs.
    pub write_pdfpc: bool,
}

/// The result of rendering an outline.
#[derive(Debug)]
pub struct Rendered {
    /// The PDF's bytes; `None` if there are errors.
    pub pdf: Option<Vec<u8>>,
    /// The content of the `.pdfpc` file, if requested.
    pub pdfpc: Option<String>,
    /// The number of pages.
    pub pages: usize,
    /// The raster pictures in the order in which they are drawn, each once.
    pub pictures: Vec<Arc<Image>>,
    /// The adjustments that make each slide fit.
    pub fits: Vec<SlideFit>,
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
}

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
    files: Files,
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
    /// The level of each rule of `check`.
    pub settings: LintSettings,
    /// The comments that suppress diagnostics.
    pub allows: AllowComments,
}

impl Outline {
    /// Returns the inputs of the layout.
    pub(crate) fn layout_resources<'m>(
        &'m self,
        fonts: &'m Fonts,
        sources: &'m Sources,
        options: &Options,
    ) -> LayoutResources<'m> {
        let Self { theme, images, .. } = self;
        LayoutResources { theme, fonts, images, sources, missing_glyphs: options.missing_glyphs }
    }
}

/// The result of linting an outline.
#[derive(Debug)]
pub struct CheckReport {
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
}

impl Options {
    /// Returns which steps become pages.
    pub fn steps(&self) -> StepSelection {
        if self.handout.is_some() { StepSelection::Last } else { self.pdf.steps }
    }
}

/// Renders an outline to a PDF.
///
/// The same outline, pictures and fonts always give the same bytes.
pub fn render(input: Input, options: &Options) -> Rendered {
    let FinishedDeck { pdf, pdfpc, scene, diagnostics, sources, .. } =
        write_pdf(lay_out(input, options), options);
    Rendered {
        pdf,
        pdfpc,
        pages: scene.step_pages(options.steps()).len(),
        pictures: scene.raster_images(),
        fits: scene.fits,
        diagnostics: diagnostics.into_sorted(),
        sources,
    }
}

/// Lints an outline: reports what [`render`] would report, and what the rules of `check` report.
/// Writes nothing.
pub fn check(input: Input, options: &Options) -> CheckReport {
    let LaidOutDeck { scene, fonts, outline, mut diagnostics, sources, files, .. } =
        lay_out(input, options);
    if let Some(Outline { root, deck, theme, images, settings, mut allows }) = outline {
        if !diagnostics.has_errors()
            && let Err(found) = pdf::write(&scene, &fonts, &pdf::WriteOptions::default())
        {
            diagnostics.extend(found);
        }
        let subject = check::LintContext {
            root: &root,
            outline: OUTLINE_SOURCE,
            deck: &deck,
            scene: &scene,
            theme: &theme,
            fonts: &fonts,
            images: &images,
            sources: &sources,
            files: &files,
        };
        check::run_rules(&subject, &settings, &mut diagnostics);
        settings.apply_rule_levels(&mut allows, &sources, &mut diagnostics);
        settings.report_allow_comments(allows, &mut diagnostics);
    }
    CheckReport { diagnostics: diagnostics.into_sorted(), sources }
}

/// The source ID of the outline, which is always the first source of a run.
pub(crate) const OUTLINE_SOURCE: SourceId = SourceId(0);

/// Runs all steps but the last: parses the outline and lays out the deck.
pub fn lay_out(input: Input, options: &Options) -> LaidOutDeck {
    lay_out_parsed(ParsedOutline::parse(input, None, options), options)
}

/// Lays out an outline that has been parsed, as [`lay_out`] does.
pub(crate) fn lay_out_parsed(reading: ParsedOutline, options: &Options) -> LaidOutDeck {
    let ParsedOutline { outline, mut diagnostics, mut sources, files, .. } = reading;
    let mut fonts = Fonts::bundled();
    let mut scene = Scene::default();
    let outline = outline.map(|(root, mut deck)| {
        let theme = load_theme(Some(&deck), options, &files, &mut sources, &mut diagnostics);
        // All source texts of the run. They may contain characters that are not drawn, but every
        // character that is drawn occurs in them.
        let texts = || sources.iter().map(|source| source.text.as_str()).collect::<String>();
        fonts = load_fonts(&theme, options, &files, texts, &mut diagnostics);
        let images = Images::load(&files, &fonts, deck.picture_paths(), &mut diagnostics);
        hide_slides_with_errors(&mut deck, &mut diagnostics);
        let materials = LayoutResources {
            theme: &theme,
            fonts: &fonts,
            images: &images,
            sources: &sources,
            missing_glyphs: options.missing_glyphs,
        };
        let mut slides = layout::lay_out_deck(&deck, materials);
        let mut found = layout::diagnose_fits(&slides.fits, &deck, materials);
        if hide_slides_with_errors(&mut deck, &mut found) {
            slides = layout::lay_out_deck(&deck, materials);
        }
        diagnostics.extend(found.into_sorted());
        if let Some(pages) = &options.pages {
            select_pages(&mut slides, pages, &mut diagnostics);
        }
        if let Some(most) = options.max_dpi {
            slides.limit_resolution(most);
        }
        scene = match options.handout {
            Some(handout) => {
                layout::lay_out_handout(slides, &deck, materials, handout, &mut diagnostics)
            }
            None => slides,
        };
        let (settings, allows) =
            apply_rule_settings(&root, &deck, &sources, options, &mut diagnostics);
        Outline { root, deck, theme, images, settings, allows }
    });
    LaidOutDeck {
        scene,
        fonts,
        outline,
        diagnostics,
        sources,
        dependencies: files.requested_files(),
        files,
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
    let mut found = std::mem::take(diagnostics).into_sorted();
    let mut unsound = Vec::new();
    for finding in found.iter_mut().filter(|finding| finding.severity == Severity::Error) {
        let slide = deck.slides.iter().find(|slide| {
            is_hidden(slide) && finding.span.is_some_and(|span| slide.span.contains_span(span))
        });
        if let Some(slide) = slide {
            unsound.push(slide.span);
            finding.severity = Severity::Warning;
            finding.help.push("the slide stays hidden until this is mended".to_owned());
        }
    }
    diagnostics.extend(found);
    let (left_out, kept) = std::mem::take(&mut deck.slides)
        .into_iter()
        .partition(|slide| unsound.contains(&slide.span));
    deck.slides = kept;
    deck.hidden.extend::<Vec<Slide>>(left_out);
    !unsound.is_empty()
}

/// The fonts that are available to a deck.
#[derive(Debug)]
pub struct FontList {
    /// The fonts.
    pub fonts: Fonts,
    /// The font family of body text.
    pub family: String,
    /// The deck's language (BCP 47).
    pub lang: String,
    /// Diagnostics about fonts, and about the files that name them.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
}

/// Lists the fonts that are available to an outline, or to the outlines of a folder (by default the
/// current one). If the options allow fonts of this machine, those are added that cover characters
/// of `text` which no other font covers.
pub fn list_fonts(place: Option<&Path>, options: &Options, text: &str) -> FontList {
    let outline = place.filter(|place| !place.is_dir());
    let reading =
        outline.map(|path| ParsedOutline::parse(Input::File(path.to_owned()), None, options));
    let (deck, mut diagnostics, mut sources, files) = match reading {
        Some(ParsedOutline { outline: Some((_, deck)), sources, files, .. }) => {
            (Some(deck), Diagnostics::default(), sources, files)
        }
        Some(ParsedOutline { diagnostics, sources, files, .. }) => {
            (None, diagnostics, sources, files)
        }
        None => (
            None,
            Diagnostics::default(),
            Sources::default(),
            Files::in_folder(place.unwrap_or(Path::new(""))),
        ),
    };
    let theme = load_theme(deck.as_ref(), options, &files, &mut sources, &mut diagnostics);
    let fonts = load_fonts(&theme, options, &files, || text.to_owned(), &mut diagnostics);
    let lang = deck.map_or_else(String::new, |deck| deck.metadata.lang);
    FontList {
        fonts,
        family: theme.fonts.body,
        lang,
        diagnostics: diagnostics.into_sorted(),
        sources,
    }
}

/// Loads the theme named in the options, or else in the deck.
fn load_theme(
    deck: Option<&Deck>,
    options: &Options,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Theme {
    let named = options.theme.as_deref().map(|name| (name, None));
    let named = named.or(deck
        .and_then(|deck| deck.theme.as_ref())
        .map(|(name, span)| (name.as_str(), Some(*span))));
    let mut open = |name: &str, span: Option<Span>| {
        let text = files.read_text(name, "themes").map_err(|error| error.into_diagnostic(span))?;
        Ok(Source::new(files.folder().join(name), text))
    };
    theme::read(named, sources, &mut open, diagnostics)
}

/// Loads the bundled fonts, the fonts of the deck and, if the options allow it, those fonts of this
/// machine that are needed for the characters of `texts`.
fn load_fonts(
    theme: &Theme,
    options: &Options,
    files: &Files,
    texts: impl FnOnce() -> String,
    diagnostics: &mut Diagnostics,
) -> Fonts {
    let mut fonts = Fonts::bundled();
    assets::add_deck_fonts(&mut fonts, files, diagnostics);
    if options.system_fonts {
        assets::add_system_fonts(&mut fonts, &theme.fonts.family_names(), &texts());
    }
    theme.fonts.check_availability(&fonts, diagnostics);
    fonts
}

/// Keeps only the selected pages. Reports page numbers that the deck does not have.
fn select_pages(slides: &mut Scene, pages: &PageSelection, diagnostics: &mut Diagnostics) {
    let count = slides.pages.len();
    if let Some(beyond) = pages.first_missing(count) {
        let noun = if count == 1 { "page" } else { "pages" };
        let finding = Diagnostic::error_without_span(
            Code::NoSuchPage,
            format!("there is no page {beyond}: the deck has {count} {noun}"),
        );
        diagnostics.push(finding.with_help(format!("name pages from 1 to {count}")));
    }
    slides.retain_pages(|page| pages.contains(page));
}
