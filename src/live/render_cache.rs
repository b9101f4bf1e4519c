//! Caches the last rendering, so that only the slides that changed are laid out.
//!
//! The outline is always parsed in full, which is fast and finds every error. Layout is expensive,
//! so only slides whose text changed are laid out. The resulting scene equals that of a full
//! render; where that is not certain, the caller falls back to a full render. The PDF is also equal
//! byte for byte, unless it has many pages: then slides are replaced in an older PDF ([`BasePdf`]),
//! and the full PDF is written once the author pauses.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::assets::{Images, Stamp};
use crate::deck::{Deck, Figure, Slide};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout::{self, Relayout};
use crate::pipeline::{OUTLINE_SOURCE, ParsedOutline, apply_rule_settings};
use crate::scene::{Scene, SlideFit};
use crate::show::Visibility;
use crate::source::{Sources, Span};
use crate::yaml::{Key, Node, NodeKind};
use crate::{FinishedDeck, Input, Options, Outline};

use super::appearance::AppearanceCache;
use super::base_pdf::BasePdf;
use super::view::{PageView, build_views};

/// The maximum number of changed slides: laying out more is no faster than a full render.
pub(crate) const MAX_CHANGED_SLIDES: usize = 16;

/// The last good rendering.
pub(crate) struct RenderCache {
    finished: FinishedDeck,
    /// Whether the outline is free of YAML errors.
    is_sound: bool,
    appearances: AppearanceCache,
    dependencies: Vec<(PathBuf, Stamp)>,
    base_pdf: BasePdf,
}

/// The difference between the cached rendering and a newly parsed outline.
pub(crate) struct OutlineChange {
    /// The indices of the slides that changed.
    pub(crate) changed: Vec<usize>,
    /// The diagnostics of the new outline.
    pub(crate) diagnostics: Diagnostics,
    /// The source texts that the diagnostics refer to.
    pub(crate) sources: Sources,
    /// Every file that the rendering depends on.
    pub(crate) dependencies: Vec<(PathBuf, Stamp)>,
    /// The new layout of the slides that changed.
    relayout: Relayout,
    /// The shift of every other slide in the outline, in deck order.
    shifts: Vec<SpanShift>,
}

/// How far a slide's text has moved in the outline.
#[derive(Clone, Copy)]
struct SpanShift {
    /// The old start.
    start: u32,
    /// In bytes.
    offset: i64,
}

impl RenderCache {
    /// Caches a rendering, if the options allow incremental rendering.
    pub(crate) fn new(
        finished: FinishedDeck,
        is_sound: bool,
        appearances: AppearanceCache,
        dependencies: Vec<(PathBuf, Stamp)>,
        options: &Options,
    ) -> Option<Self> {
        // With these options, the result for one slide depends on other slides.
        let is_plain = options.handout.is_none()
            && options.pages.is_none()
            && options.max_dpi.is_none()
            && !options.system_fonts
            // A value may change any slide, and slides may come from other outlines.
            && !finished.has_values;
        let deck = finished.outline.as_ref().map(|outline| &outline.deck);
        let is_plain_deck = |deck: &Deck| deck.max_dpi.is_none() && !deck.has_agenda();
        (is_plain && deck.is_some_and(is_plain_deck)).then_some(Self {
            finished,
            is_sound,
            appearances,
            dependencies,
            base_pdf: BasePdf::default(),
        })
    }

    /// Parses the current outline.
    pub(crate) fn parse_outline(&self, path: PathBuf, options: &Options) -> ParsedOutline {
        let earlier = self.finished.outline.as_ref().filter(|_| self.is_sound);
        let earlier = earlier.map(|outline| {
            (self.finished.sources.get(OUTLINE_SOURCE).text.as_str(), &outline.root)
        });
        ParsedOutline::parse(Input::File(path), earlier, options)
    }

    /// Lays out the slides that changed. Returns `None` if a full render is needed. Leaves the
    /// cache unchanged.
    pub(crate) fn lay_out_changes(
        &self,
        parsed: &ParsedOutline,
        options: &Options,
    ) -> Option<OutlineChange> {
        let FinishedDeck { scene, fonts, outline, sources, diagnostics, .. } = &self.finished;
        let (outline, (root, deck)) = (outline.as_ref()?, parsed.outline.as_ref()?);
        let text = parsed.sources.get(OUTLINE_SOURCE);
        let mut others = self.dependencies.iter().filter(|(path, _)| *path != text.name);
        if others.any(|(path, stamp)| stamp.has_changed(path)) {
            return None;
        }
        let old = OutlineText::split_slides(&outline.root, &sources.get(OUTLINE_SOURCE).text)?;
        let (changed, shifts) =
            compare_outlines(outline, &old, deck, &OutlineText::split_slides(root, &text.text)?)?;
        let relayout = layout::relayout_slides(
            scene,
            layout::DeckEdit { before: &outline.deck, after: deck, changed: &changed },
            outline.layout_resources(fonts, sources, options),
        )?;

        let mut sources = sources.clone();
        sources.replace(OUTLINE_SOURCE, text.clone());
        let mut fits = relayout.updated_fits(scene.fits.clone());
        fits.iter_mut().for_each(|fit| shifts[fit.slide].shift_fit(fit));
        let mut new_diagnostics = parsed.diagnostics.clone();
        new_diagnostics.extend(layout::diagnose_fits(
            &fits,
            deck,
            outline.layout_resources(fonts, &sources, options),
        ));
        apply_rule_settings(root, deck, &sources, options, &mut new_diagnostics);
        // A full render would leave out a hidden slide that has errors.
        if new_diagnostics.has_errors()
            && deck.slides.iter().any(|slide| slide.visibility == Visibility::Hidden)
        {
            return None;
        }
        // Diagnostics in the theme are still valid. The sources before it, the outline and its
        // bibliographies, were read anew.
        let read_sources = parsed.sources.iter().count();
        let is_in_theme = |diagnostic: &&Diagnostic| {
            diagnostic.span.is_some_and(|span| usize::from(span.source.0) >= read_sources)
        };
        new_diagnostics.extend(diagnostics.iter().filter(is_in_theme).cloned());
        // The check above found no change. If a file is saved later, its stamp differs from this
        // one at the next check.
        let stamps: BTreeMap<PathBuf, Stamp> =
            self.dependencies.iter().cloned().chain(parsed.files.requested_files()).collect();
        Some(OutlineChange {
            changed,
            diagnostics: new_diagnostics,
            sources,
            dependencies: stamps.into_iter().collect(),
            relayout,
            shifts,
        })
    }

    /// Updates the cache to the new outline, which is moved out of `parsed`, and writes the PDF.
    /// Returns the rendering and its pages.
    pub(crate) fn commit(
        &mut self,
        change: OutlineChange,
        parsed: &mut ParsedOutline,
        options: &Options,
    ) -> Option<(&mut FinishedDeck, Vec<PageView>)> {
        let (root, deck) = parsed.outline.take()?;
        let OutlineChange { changed, diagnostics, sources, dependencies, relayout, shifts } =
            change;
        let Self { finished, appearances, base_pdf, .. } = self;
        (self.dependencies, self.is_sound) = (dependencies, parsed.is_sound);
        (finished.diagnostics, finished.sources) = (diagnostics, sources);
        let scene = &mut finished.scene;
        if let Some(outline) = &mut finished.outline {
            let root = std::mem::replace(&mut outline.root, root);
            let deck = std::mem::replace(&mut outline.deck, deck);
            // Dropping the old trees takes time, so another thread does it.
            rayon::spawn(move || drop((root, deck)));
            relayout.apply_to(scene, &outline.deck);
        }
        shift_spans(scene, appearances, &shifts);
        let replaced: Vec<usize> =
            (0..scene.fits.len()).filter(|&at| changed.contains(&scene.fits[at].slide)).collect();
        replaced.iter().for_each(|&at| appearances.invalidate(scene.fits[at].pages.clone()));
        finished.set_creation_date(options);
        let older = base_pdf.add_changes(&replaced);
        let (output, views) = rayon::join(
            || finished.write_output(older, options),
            || build_views(finished, appearances, options),
        );
        if !output.is_update {
            base_pdf.discard();
        }
        finished.store_output(output);
        Some((finished, views))
    }

    /// Returns whether [`RenderCache::load_base_pdf`] has nothing to do.
    pub(crate) fn has_base_pdf(&self) -> bool {
        self.base_pdf.is_ready(self.finished.scene.pages.len())
    }

    /// Prepares for the next change. `pdf` is the last PDF. If slides were replaced in it, writes
    /// the PDF in full and returns it. Then parses the full PDF.
    pub(crate) fn load_base_pdf(&mut self, pdf: &[u8], options: &Options) -> Option<Vec<u8>> {
        let full_pdf = if self.base_pdf.is_fully_written() {
            None
        } else {
            self.finished.write_output(None, options).pdf
        };
        self.base_pdf = BasePdf::from_updatable(
            self.finished.to_updatable_pdf(full_pdf.as_deref().unwrap_or(pdf).to_vec(), options),
        );
        full_pdf
    }
}

/// Returns whether a picture was loaded, without its private parts if it has any.
fn is_loaded(images: &Images, figure: &Figure) -> bool {
    let is_there = |name: &str| images.get(name).is_some();
    figure.paths().all(|(path, _)| is_there(path) && is_there(&figure.name_of_version(path)))
}

/// Returns which slides of the deck changed, and how far the others have moved. Returns `None` if
/// anything but slides changed, or too many slides did.
fn compare_outlines(
    old_outline: &Outline,
    old: &OutlineText<'_>,
    deck: &Deck,
    new: &OutlineText<'_>,
) -> Option<(Vec<usize>, Vec<SpanShift>)> {
    let numbers = new.slide_positions(deck)?;
    let is_same_around = old.head == new.head
        && old.slide_positions(&old_outline.deck)? == numbers
        && is_equal_except_slides(&old_outline.deck, deck)
        && deck.all_figures().all(|figure| is_loaded(&old_outline.images, figure))
        && deck.media().all(|media| old_outline.has_media(media));
    if !is_same_around {
        return None;
    }
    let (mut changed, mut shifts) = (Vec::new(), Vec::new());
    for (index, number) in numbers.into_iter().enumerate() {
        let ((old_node, old_text), (node, text)) = (old.slides[number], new.slides[number]);
        let start = old_node.span.start;
        let shift = SpanShift { start, offset: i64::from(node.span.start) - i64::from(start) };
        // The layout also depends on a slide's position among the others.
        let (old_slide, slide) = (&old_outline.deck.slides[index], &deck.slides[index]);
        if !old_slide.formula_ids().map(|(id, _)| id).eq(slide.formula_ids().map(|(id, _)| id)) {
            return None;
        }
        // Formulas are numbered through the deck.
        let numbers =
            |slide: &Slide| slide.formulas().map(|math| math.number.clone()).collect::<Vec<_>>();
        // Citations are numbered through the deck, and lists contain the works of all slides.
        let is_laid_out_alike = old_slide.layout == slide.layout
            && numbers(old_slide) == numbers(slide)
            && old_slide.citations == slide.citations
            && old_slide.all_references().eq(slide.all_references());
        if old_text == text && is_laid_out_alike && shift.is_only_difference(old_node, node) {
            shifts.push(shift);
        } else {
            changed.push(index);
            shifts.push(SpanShift { offset: 0, ..shift });
        }
    }
    (changed.len() <= MAX_CHANGED_SLIDES).then_some((changed, shifts))
}

/// An outline's text, split into slides.
struct OutlineText<'o> {
    /// The text before the first slide.
    head: &'o str,
    /// All slides including hidden ones, each with its text: from its start to the start of the
    /// next slide or the end of the file.
    slides: Vec<(&'o Node, &'o str)>,
}

impl<'o> OutlineText<'o> {
    /// Returns `None` if `slides` is not the last key of the outline.
    fn split_slides(root: &'o Node, text: &'o str) -> Option<Self> {
        let slides = root.as_mapping()?.last()?.1.as_sequence()?;
        let starts = slides.iter().map(|slide| slide.span.start as usize);
        let ends = starts.clone().skip(1).chain([text.len()]);
        let texts = starts
            .zip(ends)
            .map(|(start, end)| text.get(start..end).filter(|text| !text.is_empty()));
        let slides: Option<Vec<_>> =
            slides.iter().zip(texts).map(|(slide, text)| Some((slide, text?))).collect();
        let slides = slides?;
        Some(Self { head: &text[..slides.first()?.0.span.start as usize], slides })
    }

    /// Returns the position in the outline of each slide of the deck; `None` if a slide has none.
    fn slide_positions(&self, deck: &Deck) -> Option<Vec<usize>> {
        let number = |slide: &Slide| {
            self.slides.binary_search_by_key(&slide.span.start, |(node, _)| node.span.start).ok()
        };
        deck.slides.iter().map(number).collect()
    }
}

impl SpanShift {
    /// Shifts a span of this slide.
    fn apply(self, span: Span) -> Span {
        // Content that is repeated on every slide is defined before the slides.
        if span.source != OUTLINE_SOURCE || span.start < self.start {
            return span;
        }
        span.shift_by(self.offset)
    }

    /// Shifts the spans in a slide's fit.
    fn shift_fit(self, fit: &mut SlideFit) {
        let missing = fit.missing_characters.iter_mut().map(|(_, span)| span);
        missing.chain([&mut fit.span]).for_each(|span| *span = self.apply(*span));
    }

    /// Returns whether `node` equals `before` except for this shift. The same text may parse
    /// differently in another context, and an alias may refer to a value that changed.
    fn is_only_difference(self, before: &Node, node: &Node) -> bool {
        let parts = match (&before.kind, &node.kind) {
            (NodeKind::Sequence(before), NodeKind::Sequence(items)) => {
                before.len() == items.len()
                    && before
                        .iter()
                        .zip(items)
                        .all(|(before, item)| self.is_only_difference(before, item))
            }
            (NodeKind::Mapping(before), NodeKind::Mapping(entries)) => {
                let is_same = |((old_key, before), (key, value)): (&(Key, Node), &(Key, Node))| {
                    old_key.name == key.name
                        && self.apply(old_key.span) == key.span
                        && self.is_only_difference(before, value)
                };
                before.len() == entries.len() && before.iter().zip(entries).all(is_same)
            }
            (before, kind) => before == kind,
        };
        parts && before.span.start >= self.start && self.apply(before.span) == node.span
    }
}

/// Returns whether two decks are equal except for their slides.
fn is_equal_except_slides(one: &Deck, other: &Deck) -> bool {
    let Deck {
        metadata,
        theme,
        own_theme,
        tone,
        page_size,
        logos,
        header,
        footer,
        paginate,
        fit,
        steps,
        transition,
        advance,
        duration,
        fullscreen,
        max_dpi,
        question_panels,
        inserts_agendas,
        room,
        check,
        direction,
        paragraph: filling,
        footnotes,
        bibliography,
        slides: _,
        hidden: _,
    } = one;
    (metadata, theme, own_theme, tone, page_size, logos, header, footer)
        == (
            &other.metadata,
            &other.theme,
            &other.own_theme,
            &other.tone,
            &other.page_size,
            &other.logos,
            &other.header,
            &other.footer,
        )
        && (paginate, fit, steps, transition, advance, duration)
            == (
                &other.paginate,
                &other.fit,
                &other.steps,
                &other.transition,
                &other.advance,
                &other.duration,
            )
        && (fullscreen, room, check, direction, filling)
            == (&other.fullscreen, &other.room, &other.check, &other.direction, &other.paragraph)
        && (max_dpi, question_panels, footnotes, inserts_agendas)
            == (&other.max_dpi, &other.question_panels, &other.footnotes, &other.inserts_agendas)
        && match (bibliography, &other.bibliography) {
            (Some(one), Some(other)) => one.has_same_settings(other),
            (one, other) => one.is_none() && other.is_none(),
        }
}

/// Shifts the spans of all slides that have moved. Slides that were laid out again have the new
/// spans already.
fn shift_spans(scene: &mut Scene, appearances: &mut AppearanceCache, shifts: &[SpanShift]) {
    let elements = scene.structure.slide_ranges();
    let Scene { pages, structure, fits, .. } = scene;
    for (fit, elements) in fits.iter_mut().zip(elements) {
        let by = shifts[fit.slide];
        if by.offset == 0 {
            continue;
        }
        by.shift_fit(fit);
        appearances.shift_spans(fit.pages.clone(), |span| by.apply(span));
        let items = pages[fit.pages.clone()]
            .iter_mut()
            .flat_map(|page| &mut page.items)
            .filter_map(|item| item.span.as_mut());
        let elements =
            structure.elements[elements].iter_mut().filter_map(|element| element.span.as_mut());
        items.chain(elements).for_each(|span| *span = by.apply(*span));
    }
}
