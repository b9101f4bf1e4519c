//! The last rendering, kept so that the next needs to lay out only what changed.
//!
//! The outline is read whole each time, which is cheap and finds every mistake. What is dear is laying slides out: it is done again for
//! those alone whose text changed. The scene that comes of it equals the one that the whole way makes, and so does the PDF, byte for
//! byte; where that is not certain, the whole way is gone.

use std::path::PathBuf;

use crate::assets::Stamp;
use crate::deck::{Deck, Slide};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout;
use crate::pipeline::{OUTLINE, Reading};
use crate::scene::Scene;
use crate::source::Span;
use crate::yaml::{Key, Node, NodeKind};
use crate::{Finished, Options, Outline};

use super::basis::Basis;

/// More changed slides than this are laid out as quickly with all others.
pub(super) const MOST: usize = 16;

/// A rendering that was shown.
pub struct Kept {
    finished: Finished,
    asked: Vec<(PathBuf, Stamp)>,
    basis: Basis,
}

/// Which slides of an outline that was read anew say something else than in the kept one.
struct Change {
    /// Their indices in the deck.
    changed: Vec<usize>,
    /// Where each slide of the deck has moved to.
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
    pub fn new(finished: Finished, asked: Vec<(PathBuf, Stamp)>, options: &Options) -> Option<Self> {
        // What these do depends on more than the slide that it is done to.
        let is_plain = options.handout.is_none() && options.pages.is_none() && options.max_dpi.is_none() && !options.system_fonts;
        (is_plain && finished.outline.is_some()).then_some(Self { finished, asked, basis: Basis::default() })
    }

    /// Makes the kept rendering that of the outline that was read, with what was found in it, and gives back the slides that were laid out for
    /// it. The PDF is not there where a mistake forbids it; this rendering is of no more use then. `None`, with both as they were, where the whole
    /// way has to be gone.
    pub fn take(&mut self, reading: &mut Reading, options: &Options) -> Option<Vec<usize>> {
        let Change { changed, moves } = self.change(reading)?;
        let Finished { scene, fonts, outline, sources, diagnostics, .. } = &mut self.finished;
        let (kept, (_, deck)) = (outline.as_mut()?, reading.outline.as_ref()?);
        if !layout::again(scene, &kept.deck, deck, &changed, kept.materials(fonts, sources, options)) {
            return None;
        }
        move_spans(scene, &moves, &changed);
        sources.replace(OUTLINE, reading.sources.get(OUTLINE).clone());
        (kept.root, kept.deck) = reading.outline.take()?;
        // What was found in the theme is still so, and all else is found again.
        let is_elsewhere = |finding: &Diagnostic| finding.span.is_some_and(|span| span.source != OUTLINE);
        let elsewhere = std::mem::take(diagnostics).into_sorted().into_iter().filter(is_elsewhere);
        diagnostics.extend(std::mem::take(&mut reading.diagnostics).into_sorted());
        diagnostics.extend(layout::findings(scene, &kept.deck, kept.materials(fonts, sources, options)).into_sorted());
        kept.settle(sources, options, diagnostics);
        diagnostics.extend(elsewhere);
        let older = self.basis.replace((0..scene.fits.len()).filter(|&at| changed.contains(&scene.fits[at].slide)));
        let output = crate::pipeline::write(scene, fonts, Some(kept), sources, options, older, diagnostics);
        if !output.is_update {
            self.basis.leave();
        }
        (self.finished.pdf, self.finished.pdfpc) = (output.pdf, output.pdfpc);
        // Files that are asked for once more are as they were, or else the next save finds them changed.
        for (file, stamp) in reading.files.asked() {
            match self.asked.binary_search_by(|(known, _)| known.cmp(&file)) {
                Ok(at) => self.asked[at].1 = stamp,
                Err(at) => self.asked.insert(at, (file, stamp)),
            }
        }
        Some(changed)
    }

    /// What says something else in the outline that was read; `None` where more than its slides hangs on it.
    fn change(&self, reading: &Reading) -> Option<Change> {
        let Outline { root: old_root, deck: old_deck, images, .. } = self.finished.outline.as_ref()?;
        let (root, deck) = reading.outline.as_ref().filter(|_| !reading.diagnostics.has_errors())?;
        let (old, new) = (self.finished.sources.get(OUTLINE), reading.sources.get(OUTLINE));
        let mut others = self.asked.iter().filter(|(asked, _)| *asked != new.name);
        if others.any(|(asked, stamp)| Stamp::of(asked) != *stamp) {
            return None;
        }
        let (before, after) = (Written::of(old_root, &old.text)?, Written::of(root, &new.text)?);
        let numbers = after.numbers(deck)?;
        let is_same_around = before.head == after.head
            && before.numbers(old_deck)? == numbers
            && same_but_slides(old_deck, deck)
            && deck.pictures().iter().all(|(name, _)| images.get(name).is_some());
        if !is_same_around {
            return None;
        }
        let mut change = Change { changed: Vec::new(), moves: Vec::new() };
        for (index, number) in numbers.into_iter().enumerate() {
            let ((old_node, old_text), (node, text)) = (before.slides[number], after.slides[number]);
            let start = old_node.span.start;
            let moved = Move { start, by: i64::from(node.span.start) - i64::from(start) };
            // The place among the others has a say in the layout.
            let is_laid_out_alike = old_deck.slides[index].layout == deck.slides[index].layout;
            let is_same = old_text == text && moved.leads(old_node, node) && is_laid_out_alike;
            if !is_same {
                change.changed.push(index);
            }
            change.moves.push(moved);
        }
        (change.changed.len() <= MOST).then_some(change)
    }

    /// Whether [`Kept::settle`] has nothing to do.
    pub fn is_settled(&self) -> bool {
        self.basis.is_ready(self.finished.scene.pages.len())
    }

    /// Gets ready for the next change, where `pdf` is the last PDF: writes it whole if it was not, and looks at what is in it. Gives the PDF that
    /// was written.
    pub fn settle(&mut self, pdf: &[u8], options: &Options) -> Option<Vec<u8>> {
        let mut written = None;
        if !self.basis.is_whole() {
            let Finished { scene, fonts, outline, sources, .. } = &mut self.finished;
            let mut diagnostics = Diagnostics::default();
            written = crate::pipeline::write(scene, fonts, outline.as_ref(), sources, options, None, &mut diagnostics).pdf;
        }
        self.basis = Basis::of(self.finished.base(written.as_deref().unwrap_or(pdf).to_vec(), options));
        written
    }

    /// What was made.
    pub fn finished(&mut self) -> &mut Finished {
        &mut self.finished
    }

    /// Every file that was asked for.
    pub fn asked(&self) -> &[(PathBuf, Stamp)] {
        &self.asked
    }
}

/// An outline as it is written.
struct Written<'o> {
    /// What stands before the first slide.
    head: &'o str,
    /// The slides, hidden ones included, each with its text: from its beginning to that of the next, the last one's to the end.
    slides: Vec<(&'o Node, &'o str)>,
}

impl<'o> Written<'o> {
    /// `None` where the slides are not the last that the outline says.
    fn of(root: &'o Node, text: &'o str) -> Option<Self> {
        let slides = root.mapping()?.last()?.1.sequence()?;
        let starts = slides.iter().map(|slide| slide.span.start as usize);
        let ends = starts.clone().skip(1).chain([text.len()]);
        let texts = starts.zip(ends).map(|(start, end)| text.get(start..end).filter(|text| !text.is_empty()));
        let slides: Option<Vec<_>> = slides.iter().zip(texts).map(|(slide, text)| Some((slide, text?))).collect();
        let slides = slides?;
        Some(Self { head: &text[..slides.first()?.0.span.start as usize], slides })
    }

    /// Which of the slides written each slide of the deck is; `None` where they are none.
    fn numbers(&self, deck: &Deck) -> Option<Vec<usize>> {
        let number = |slide: &Slide| self.slides.binary_search_by_key(&slide.span.start, |(node, _)| node.span.start).ok();
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
        let moved = |at: u32| (i64::from(at) + self.by) as u32;
        Span { start: moved(span.start), end: moved(span.end), ..span }
    }

    /// Whether nothing but this move makes `node` of what was there before: the same words may be read in another way where others stand
    /// around them. A value from elsewhere, behind an anchor, may say something else there.
    fn leads(self, before: &Node, node: &Node) -> bool {
        let parts = match (&before.kind, &node.kind) {
            (NodeKind::Sequence(before), NodeKind::Sequence(items)) => {
                before.len() == items.len() && before.iter().zip(items).all(|(before, item)| self.leads(before, item))
            }
            (NodeKind::Mapping(before), NodeKind::Mapping(entries)) => {
                let is_same = |((old_key, before), (key, value)): (&(Key, Node), &(Key, Node))| {
                    old_key.name == key.name && self.of(old_key.span) == key.span && self.leads(before, value)
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
        == (&other.metadata, &other.theme, &other.page_size, &other.logos, &other.header, &other.footer)
        && (paginate, fit, steps, transition, advance, duration)
            == (&other.paginate, &other.fit, &other.steps, &other.transition, &other.advance, &other.duration)
        && (fullscreen, room, check, direction, filling)
            == (&other.fullscreen, &other.room, &other.check, &other.direction, &other.filling)
}

/// Moves the places that the slides come from with their text; those that changed stand where they are already.
fn move_spans(scene: &mut Scene, moves: &[Move], changed: &[usize]) {
    let elements = scene.structure.slides();
    let Scene { pages, structure, fits, .. } = scene;
    for (fit, elements) in fits.iter_mut().zip(elements) {
        let by = moves[fit.slide];
        if by.by == 0 || changed.contains(&fit.slide) {
            continue;
        }
        let items = pages[fit.pages.clone()].iter_mut().flat_map(|page| &mut page.items).filter_map(|item| item.span.as_mut());
        let elements = structure.elements[elements].iter_mut().filter_map(|element| element.span.as_mut());
        let missing = fit.missing.iter_mut().map(|(_, span)| span);
        for span in items.chain(elements).chain(missing).chain([&mut fit.span]) {
            *span = by.of(*span);
        }
    }
}
