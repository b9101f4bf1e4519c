//! The last rendering, kept so that the next needs to lay out only what changed.
//!
//! The outline is read whole each time, which is cheap and finds every mistake. What is dear is
//! laying slides out: it is done again for those alone whose text changed. The scene that comes of
//! it equals the one that the whole way makes; where that is not certain, the whole way is gone. So
//! does the PDF, byte for byte, unless it has many pages: then slides are replaced in an older one
//! ([`Basis`]), and it is written whole when there is time.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::assets::Stamp;
use crate::deck::{Deck, Slide};
use crate::diagnostic::Diagnostics;
use crate::layout::{self, Again};
use crate::pipeline::{OUTLINE, Reading, settle};
use crate::scene::{Scene, SlideFit};
use crate::show::Standing;
use crate::source::{Sources, Span};
use crate::yaml::{Key, Node, NodeKind};
use crate::{Finished, Input, Options, Outline};

use super::basis::Basis;
use super::look::Looks;
use super::view::{View, views};

/// More changed slides than this are laid out as quickly with all others.
pub(super) const MOST: usize = 16;

/// A rendering that was shown.
pub struct Kept {
    finished: Finished,
    /// Whether nothing is wrong with the outline as YAML.
    is_sound: bool,
    looks: Looks,
    asked: Vec<(PathBuf, Stamp)>,
    basis: Basis,
}

/// What an outline that was read anew makes of the kept rendering.
pub struct Change {
    /// Indices in the deck of the slides that say something else.
    pub changed: Vec<usize>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// Every file that was asked for.
    pub asked: Vec<(PathBuf, Stamp)>,
    /// The slides that say something else.
    again: Again,
    /// Where the others have moved to in the outline; in the order of the deck.
    moves: Vec<Move>,
}

/// How far a slide's text has moved in the outline.
#[derive(Clone, Copy)]
struct Move {
    /// Where it began.
    start: u32,
    /// Bytes.
    by: i64,
}

impl Kept {
    /// Keeps a rendering, if the next can build on it.
    pub fn new(
        finished: Finished,
        is_sound: bool,
        looks: Looks,
        asked: Vec<(PathBuf, Stamp)>,
        options: &Options,
    ) -> Option<Self> {
        // What these do depends on more than the slide that it is done to.
        let is_plain = options.handout.is_none()
            && options.pages.is_none()
            && options.max_dpi.is_none()
            && !options.system_fonts;
        (is_plain && finished.outline.is_some()).then_some(Self {
            finished,
            is_sound,
            looks,
            asked,
            basis: Basis::default(),
        })
    }

    /// Reads the outline as it is now.
    pub fn read(&self, path: PathBuf, options: &Options) -> Reading {
        let earlier = self.finished.outline.as_ref().filter(|_| self.is_sound);
        let earlier = earlier
            .map(|outline| (self.finished.sources.get(OUTLINE).text.as_str(), &outline.root));
        Reading::of(Input::File(path), earlier, options)
    }

    /// Lays out what says something else in the outline that was read; `None` where the whole way
    /// has to be gone. The kept rendering stays as it is.
    pub fn change(&self, reading: &Reading, options: &Options) -> Option<Change> {
        let Finished { scene, fonts, outline, sources, diagnostics, .. } = &self.finished;
        let (outline, (root, deck)) = (outline.as_ref()?, reading.outline.as_ref()?);
        let text = reading.sources.get(OUTLINE);
        let mut others = self.asked.iter().filter(|(asked, _)| *asked != text.name);
        if others.any(|(asked, stamp)| Stamp::of(asked) != *stamp) {
            return None;
        }
        let old = Written::of(&outline.root, &sources.get(OUTLINE).text)?;
        let (changed, moves) = compared(outline, &old, deck, &Written::of(root, &text.text)?)?;
        let again = layout::again(
            scene,
            &outline.deck,
            deck,
            &changed,
            outline.materials(fonts, sources, options),
        )?;

        let mut sources = sources.clone();
        sources.replace(OUTLINE, text.clone());
        let mut fits = again.fits(scene.fits.clone());
        fits.iter_mut().for_each(|fit| moves[fit.slide].fit(fit));
        let mut found = reading.diagnostics.clone();
        found.extend(
            layout::findings(&fits, deck, outline.materials(fonts, &sources, options))
                .into_sorted(),
        );
        settle(root, deck, &sources, options, &mut found);
        // A hidden slide with a mistake would be left out.
        if found.has_errors() && deck.slides.iter().any(|slide| slide.standing == Standing::Hidden)
        {
            return None;
        }
        // What was found in the theme is there still.
        let diagnostics = diagnostics.clone().into_sorted().into_iter();
        found.extend(
            diagnostics.filter(|finding| finding.span.is_some_and(|span| span.source != OUTLINE)),
        );
        // Files that are asked for once more are as they were, or else the next save finds them
        // changed.
        let asked: BTreeMap<PathBuf, Stamp> =
            self.asked.iter().cloned().chain(reading.files.asked()).collect();
        Some(Change {
            changed,
            diagnostics: found,
            sources,
            asked: asked.into_iter().collect(),
            again,
            moves,
        })
    }

    /// Makes the kept rendering that of the outline that was read, which is taken, if no mistake
    /// forbids its PDF. Gives it back with the views of its pages.
    pub fn take(
        &mut self,
        change: Change,
        reading: &mut Reading,
        options: &Options,
    ) -> Option<(&mut Finished, Vec<View>)> {
        let (root, deck) = reading.outline.take()?;
        let Change { changed, diagnostics, sources, asked, again, moves } = change;
        let Self { finished, looks, basis, .. } = self;
        (self.asked, self.is_sound) = (asked, reading.is_sound);
        (finished.diagnostics, finished.sources) = (diagnostics, sources);
        let scene = &mut finished.scene;
        if let Some(outline) = &mut finished.outline {
            let root = std::mem::replace(&mut outline.root, root);
            let deck = std::mem::replace(&mut outline.deck, deck);
            // Nobody has to wait until all that is gone.
            rayon::spawn(move || drop((root, deck)));
            again.put(scene, &outline.deck);
        }
        move_spans(scene, looks, &moves);
        let replaced: Vec<usize> =
            (0..scene.fits.len()).filter(|&at| changed.contains(&scene.fits[at].slide)).collect();
        replaced.iter().for_each(|&at| looks.forget(scene.fits[at].pages.clone()));
        finished.date(options);
        let older = basis.replace(&replaced);
        let (output, views) =
            rayon::join(|| finished.write(older, options), || views(finished, looks, options));
        if !output.is_update {
            basis.leave();
        }
        finished.put(output);
        Some((finished, views))
    }

    /// Whether [`Kept::settle`] has nothing to do.
    pub fn is_settled(&self) -> bool {
        self.basis.is_ready(self.finished.scene.pages.len())
    }

    /// Gets ready for the next change, where `pdf` is the last PDF: writes it whole if it was not,
    /// and looks at what is in it. Gives the PDF that was written.
    pub fn settle(&mut self, pdf: &[u8], options: &Options) -> Option<Vec<u8>> {
        let written =
            if self.basis.is_whole() { None } else { self.finished.write(None, options).pdf };
        self.basis =
            Basis::of(self.finished.base(written.as_deref().unwrap_or(pdf).to_vec(), options));
        written
    }
}

/// Which slides of the deck say something else than the kept outline, and where the others have
/// moved to. `None` where not only slides say something else, or there are too many.
fn compared(
    kept: &Outline,
    old: &Written<'_>,
    deck: &Deck,
    new: &Written<'_>,
) -> Option<(Vec<usize>, Vec<Move>)> {
    let numbers = new.numbers(deck)?;
    let is_same_around = old.head == new.head
        && old.numbers(&kept.deck)? == numbers
        && same_but_slides(&kept.deck, deck)
        && deck.pictures().iter().all(|(name, _)| kept.images.get(name).is_some());
    if !is_same_around {
        return None;
    }
    let (mut changed, mut moves) = (Vec::new(), Vec::new());
    for (index, number) in numbers.into_iter().enumerate() {
        let ((old_node, old_text), (node, text)) = (old.slides[number], new.slides[number]);
        let start = old_node.span.start;
        let moved = Move { start, by: i64::from(node.span.start) - i64::from(start) };
        // The place among the others has a say in the layout.
        let is_laid_out_alike = kept.deck.slides[index].layout == deck.slides[index].layout;
        if old_text == text && is_laid_out_alike && moved.leads(old_node, node) {
            moves.push(moved);
        } else {
            changed.push(index);
            moves.push(Move { by: 0, ..moved });
        }
    }
    (changed.len() <= MOST).then_some((changed, moves))
}

/// An outline as it is written.
struct Written<'o> {
    /// What stands before the first slide.
    head: &'o str,
    /// The slides, hidden ones included, each with its text: from its beginning to that of the
    /// next, the last one's to the end.
    slides: Vec<(&'o Node, &'o str)>,
}

impl<'o> Written<'o> {
    /// `None` where the slides are not the last that the outline says.
    fn of(root: &'o Node, text: &'o str) -> Option<Self> {
        let slides = root.mapping()?.last()?.1.sequence()?;
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

    /// Which of the slides written each slide of the deck is; `None` where they are none.
    fn numbers(&self, deck: &Deck) -> Option<Vec<usize>> {
        let number = |slide: &Slide| {
            self.slides.binary_search_by_key(&slide.span.start, |(node, _)| node.span.start).ok()
        };
        deck.slides.iter().map(number).collect()
    }
}

impl Move {
    /// Where a place is now that a slide came from.
    fn of(self, span: Span) -> Span {
        // What stands on every slide comes from above them.
        if span.source != OUTLINE || span.start < self.start {
            return span;
        }
        span.shifted(self.by)
    }

    /// Moves the places that a slide's fit names.
    fn fit(self, fit: &mut SlideFit) {
        let missing = fit.missing.iter_mut().map(|(_, span)| span);
        missing.chain([&mut fit.span]).for_each(|span| *span = self.of(*span));
    }

    /// Whether nothing but this move makes `node` of what was there before: the same words may be
    /// read in another way where others stand around them. A value from elsewhere, behind an
    /// anchor, may say something else there.
    fn leads(self, before: &Node, node: &Node) -> bool {
        let parts = match (&before.kind, &node.kind) {
            (NodeKind::Sequence(before), NodeKind::Sequence(items)) => {
                before.len() == items.len()
                    && before.iter().zip(items).all(|(before, item)| self.leads(before, item))
            }
            (NodeKind::Mapping(before), NodeKind::Mapping(entries)) => {
                let is_same = |((old_key, before), (key, value)): (&(Key, Node), &(Key, Node))| {
                    old_key.name == key.name
                        && self.of(old_key.span) == key.span
                        && self.leads(before, value)
                };
                before.len() == entries.len() && before.iter().zip(entries).all(is_same)
            }
            (before, kind) => before == kind,
        };
        parts && before.span.start >= self.start && self.of(before.span) == node.span
    }
}

/// Whether two decks say the same but for their slides.
fn same_but_slides(one: &Deck, other: &Deck) -> bool {
    let Deck {
        metadata,
        theme,
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
        room,
        check,
        direction,
        filling,
        slides: _,
        hidden: _,
    } = one;
    (metadata, theme, page_size, logos, header, footer)
        == (
            &other.metadata,
            &other.theme,
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
            == (&other.fullscreen, &other.room, &other.check, &other.direction, &other.filling)
}

/// Moves the places that the slides come from with their text; those that were laid out anew stand
/// where they are already.
fn move_spans(scene: &mut Scene, looks: &mut Looks, moves: &[Move]) {
    let elements = scene.structure.slides();
    let Scene { pages, structure, fits, .. } = scene;
    for (fit, elements) in fits.iter_mut().zip(elements) {
        let by = moves[fit.slide];
        if by.by == 0 {
            continue;
        }
        by.fit(fit);
        looks.move_spans(fit.pages.clone(), |span| by.of(span));
        let items = pages[fit.pages.clone()]
            .iter_mut()
            .flat_map(|page| &mut page.items)
            .filter_map(|item| item.span.as_mut());
        let elements =
            structure.elements[elements].iter_mut().filter_map(|element| element.span.as_mut());
        items.chain(elements).for_each(|span| *span = by.of(*span));
    }
}
