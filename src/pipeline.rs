//! The whole way from an outline to a PDF, one call a step.

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

/// Where an outline comes from.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file. Pictures, fonts and themes are looked for beside it.
    File(PathBuf),
    /// Bytes that were read elsewhere; pictures, fonts and themes are looked for in the current
    /// folder.
    Bytes(Vec<u8>),
    /// The text of a file as it is being written, whatever the disk holds. Pictures, fonts and
    /// themes are looked for beside the file.
    Text {
        /// Where the file is, or will be.
        path: PathBuf,
        /// What stands in it.
        text: String,
    },
}

/// What can be chosen outside the outline.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Theme instead of the one that the outline names.
    pub theme: Option<String>,
    /// Whether the machine's own fonts serve where no other has a character. The PDF then depends
    /// on the machine.
    pub system_fonts: bool,
    /// Whether the outline may name files outside its project.
    pub allow_outside: bool,
    /// What is done about a character that no font has.
    pub missing_glyphs: MissingGlyphPolicy,
    /// Sheets to print instead of the slides.
    pub handout: Option<Handout>,
    /// Whether slides with `hide: true` are laid out, too, behind all others.
    pub include_hidden: bool,
    /// The pages that are wanted, by the numbers printed on them; all if `None`.
    pub pages: Option<PageSelection>,
    /// The most pixels an inch that pictures may have where they are shown; those that have more
    /// are made smaller.
    pub max_dpi: Option<f32>,
    /// What the PDF has to be.
    pub pdf: PdfOptions,
    /// What the command line says of the rules of `check`.
    pub rules: LintOverrides,
}

/// What can be chosen of the PDF itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct PdfOptions {
    /// Which of a slide's steps become pages; on sheets to print, always the last.
    pub steps: StepSelection,
    /// The standards that it keeps.
    pub standards: Standards,
    /// Whether what only the author knows, such as what a picture shows, has to be in the outline
    /// rather than guessed.
    pub is_strict: bool,
    /// Whether the PDF carries its outline.
    pub attach_source: bool,
    /// When it was made, if not when the deck is shown.
    pub creation_date: Option<DateTime>,
    /// Whether a presenter's program is to be told of notes and steps.
    pub write_pdfpc: bool,
}

/// What came of an outline.
#[derive(Debug)]
pub struct Rendered {
    /// The PDF's bytes; `None` where a mistake forbids them.
    pub pdf: Option<Vec<u8>>,
    /// What pdfpc is told, if it was asked for.
    pub pdfpc: Option<String>,
    /// Number of pages.
    pub pages: usize,
    /// The pictures of pixels, each once, in the order in which they are drawn.
    pub pictures: Vec<Arc<Image>>,
    /// What was done so that each slide fits.
    pub fits: Vec<SlideFit>,
    /// What was found, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
}

/// A deck that is laid out, with all that it was made of.
#[derive(Debug)]
pub struct LaidOutDeck {
    /// The pages and the logical tree.
    pub scene: Scene,
    /// The faces that the scene's text is set in.
    pub fonts: Fonts,
    /// The outline and what it names; `None` where there was nothing to go on with.
    pub outline: Option<Outline>,
    /// What was found so far.
    pub diagnostics: Diagnostics,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// Every file that was asked for, missing ones included, and how it was just before: what to
    /// watch.
    pub dependencies: Vec<(PathBuf, Stamp)>,
    files: Files,
}

/// An outline as it was read, with what it names.
#[derive(Debug)]
pub struct Outline {
    /// The tree that YAML says.
    pub root: Node,
    /// The deck that it means.
    pub deck: Deck,
    /// How the deck looks.
    pub theme: Theme,
    /// The deck's pictures.
    pub images: Images,
    /// How much each rule of `check` weighs.
    pub settings: LintSettings,
    /// Comments that allow what a rule finds.
    pub allows: AllowComments,
}

impl Outline {
    /// What its slides are laid out with.
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

/// What `check` found.
#[derive(Debug)]
pub struct CheckReport {
    /// What was found, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
}

impl Options {
    /// Which steps become pages.
    pub fn steps(&self) -> StepSelection {
        if self.handout.is_some() { StepSelection::Last } else { self.pdf.steps }
    }
}

/// Makes a PDF of an outline.
///
/// The same outline, pictures and fonts give the same bytes.
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

/// Says of an outline what [`render`] would, and what a critical colleague would. Nothing is
/// written.
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

/// The outline is the first text of a run.
pub(crate) const OUTLINE_SOURCE: SourceId = SourceId(0);

/// Goes the whole way but for the last step: lays the deck out.
pub fn lay_out(input: Input, options: &Options) -> LaidOutDeck {
    lay_out_parsed(ParsedOutline::parse(input, None, options), options)
}

/// Goes on from an outline that has been read, as [`lay_out`] does.
pub(crate) fn lay_out_parsed(reading: ParsedOutline, options: &Options) -> LaidOutDeck {
    let ParsedOutline { outline, mut diagnostics, mut sources, files, .. } = reading;
    let mut fonts = Fonts::bundled();
    let mut scene = Scene::default();
    let outline = outline.map(|(root, mut deck)| {
        let theme = load_theme(Some(&deck), options, &files, &mut sources, &mut diagnostics);
        // All texts of the run: what themes and the outline say may be more than is drawn, never
        // less.
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

/// Gives what was found its weight: as much as the options, the deck and its comments say, which
/// are given back.
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

/// Leaves those hidden slides out after all that have mistakes, which become warnings: nobody is
/// kept from showing the others. Gives back whether there were any.
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

/// The faces that a deck can be set in.
#[derive(Debug)]
pub struct FontList {
    /// The faces.
    pub fonts: Fonts,
    /// The family of running text.
    pub family: String,
    /// The deck's language (BCP 47).
    pub lang: String,
    /// What is wrong with fonts, or with what names them.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
}

/// Finds the faces for an outline, or for the outlines in a folder, which is the current one where
/// none is named. The machine's faces are asked for what `text` has and no other face covers, where
/// the options allow it.
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

/// Reads the theme that the options name, or else the deck.
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

/// Gathers the program's faces, those beside the deck and, where the options allow it, the
/// machine's for what `texts` has.
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

/// Leaves out what is not wanted. A number that the deck does not have is a mistake.
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
