//! The last rendering, kept so that the next needs to lay out only what changed.
//!
//! The outline is read whole each time, which is cheap and finds every mistake. What is dear is laying slides out: it is done again for
//! those alone whose text changed. The scene that comes of it equals the one that the whole way makes, and so does the PDF, byte for
//! byte; where that is not certain, the whole way is gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::assets::{Files, Stamp};
use crate::deck::{Deck, Slide};
use crate::diagnostic::Diagnostics;
use crate::layout;
use crate::pdf::Base;
use crate::pipeline::{OUTLINE, Written, read_deck};
use crate::scene::Scene;
use crate::source::{Sources, Span};
use crate::yaml::{Node, snake_case};
use crate::{Finished, Input, Options, Outline};

/// More changed slides than this are laid out as quickly with all others.
const MOST: usize = 16;

/// A PDF of fewer pages is as quickly written whole as slides are replaced in it.
const FEWEST: usize = 50;

/// A rendering without any finding.
pub struct Kept {
    finished: Finished,
    asked: Vec<(PathBuf, Stamp)>,
    basis: Basis,
}

/// What the next PDF can be made of.
enum Basis {
    /// The last PDF was written whole; whether slides can be replaced in it has not been looked at.
    Whole,
    /// It was written whole, and so will be the next.
    Unfit,
    /// Slides can be replaced in this one, and those of these fits are others than there.
    Fit(Box<Base>, BTreeSet<usize>),
}

/// An outline as it was read anew, and which of its slides say something else than in the kept one.
pub struct Change {
    sources: Sources,
    root: Node,
    deck: Deck,
    /// Indices in the deck.
    changed: Vec<usize>,
    /// How many bytes each slide of the deck has moved in the outline, and from where its text began.
    moved: Vec<(u32, i64)>,
    asked: Vec<(PathBuf, Stamp)>,
}

impl Kept {
    /// Keeps a rendering, if the next can build on it.
    pub fn new(finished: Finished, asked: Vec<(PathBuf, Stamp)>, options: &Options) -> Option<Self> {
        let pdf = &options.pdf;
        // What these do depends on more than the slide that it is done to.
        let is_plain = options.handout.is_none()
            && options.pages.is_none()
            && options.max_dpi.is_none()
            && !options.system_fonts
            && !pdf.is_strict;
        // A finding of the layout would have to be found again where its slide is not laid out again.
        let is_clean = finished.diagnostics.clone().into_sorted().is_empty();
        let finished = Finished { pdf: None, ..finished };
        (is_plain && is_clean && finished.outline.is_some()).then_some(Self { finished, asked, basis: Basis::Whole })
    }

    /// Reads the outline at `path`; `None` where the whole way has to be gone. The kept rendering stays as it is.
    pub fn change(&self, path: &Path, options: &Options) -> Option<Change> {
        let others = self.asked.iter().filter(|(asked, _)| asked != path);
        if others.clone().any(|(asked, stamp)| Stamp::of(asked) != *stamp) {
            return None;
        }
        let Outline { root: old_root, deck: old_deck, images, .. } = self.finished.outline.as_ref()?;
        let mut diagnostics = Diagnostics::default();
        let mut sources = Sources::default();
        let files = Files::beside(path).allow_outside(options.allow_outside);
        let (root, mut deck) = read_deck(Input::File(path.to_owned()), &files, &mut sources, &mut diagnostics)?;
        if !diagnostics.into_sorted().is_empty() {
            return None;
        }
        if options.hidden {
            deck.call_up_hidden();
        }
        let (old, new) = (self.finished.sources.iter().next()?, sources.iter().next()?);
        if [&old.text, &new.text].into_iter().any(|text| reaches_far(text)) {
            return None;
        }
        let (before, after) = (ranges(old_root, &old.text)?, ranges(&root, &new.text)?);
        let is_same_around = old.text[..before.first()?.start] == new.text[..after.first()?.start]
            && before.len() == after.len()
            && same_but_slides(old_deck, &deck)
            && deck.pictures().iter().all(|(name, _)| images.get(name).is_some());
        if !is_same_around {
            return None;
        }
        // A remark may allow what is found beside it: where all remarks stand among the same words, they do what they did.
        let is_remark_touched = before.iter().zip(&after).any(|(from, to)| {
            let (from, to) = (&old.text[from.clone()], &new.text[to.clone()]);
            from != to && (from.contains(REMARK) || to.contains(REMARK))
        });
        if is_remark_touched {
            return None;
        }
        let (was, is) = (numbers(old_deck, &before)?, numbers(&deck, &after)?);
        if was != is {
            return None;
        }
        let mut changed = Vec::new();
        let mut moved = Vec::new();
        for (index, &number) in is.iter().enumerate() {
            let (from, to) = (&before[number], &after[number]);
            if old.text[from.clone()] != new.text[to.clone()] || !alike(&old_deck.slides[index], &deck.slides[index]) {
                changed.push(index);
            }
            moved.push((from.start as u32, to.start as i64 - from.start as i64));
        }
        if changed.len() > MOST {
            return None;
        }
        // Files that are asked for once more are as they were, or else the next save finds them changed.
        let mut asked = self.asked.clone();
        for (file, stamp) in files.asked() {
            match asked.binary_search_by(|(known, _)| known.cmp(&file)) {
                Ok(at) => asked[at].1 = stamp,
                Err(at) => asked.insert(at, (file, stamp)),
            }
        }
        Some(Change { sources, root, deck, changed, moved, asked })
    }

    /// Makes the kept rendering that of the outline as it is now; with the slides that look or read different. `None` where the whole way has
    /// to be gone; this rendering is of no more use then.
    pub fn take(&mut self, change: Change, options: &Options) -> Option<Vec<usize>> {
        let Change { sources, root, deck, changed, moved, asked } = change;
        let Finished { scene, fonts, outline, sources: kept, .. } = &mut self.finished;
        let outline = outline.as_mut()?;
        move_spans(scene, &moved);
        kept.replace(OUTLINE, sources.iter().next()?.clone());
        let materials = outline.materials(fonts, kept, options);
        if !layout::again(scene, &outline.deck, &deck, &changed, materials) {
            return None;
        }
        (outline.root, outline.deck) = (root, deck);
        let mut older = None;
        if let Basis::Fit(base, replaced) = &mut self.basis {
            replaced.extend((0..scene.fits.len()).filter(|&at| changed.contains(&scene.fits[at].slide)));
            older = (replaced.len() <= MOST).then_some((&**base, &*replaced));
        }
        let mut diagnostics = Diagnostics::default();
        let Written { pdf, pdfpc, is_update } =
            crate::pipeline::write(scene, fonts, Some(outline), kept, options, older, &mut diagnostics);
        if let (Basis::Fit(..), false) = (&self.basis, is_update) {
            self.basis = Basis::Whole;
        }
        self.finished.pdf = Some(pdf?);
        self.finished.pdfpc = pdfpc;
        self.asked = asked;
        diagnostics.into_sorted().is_empty().then_some(changed)
    }

    /// Whether [`Kept::settle`] has nothing to do.
    pub fn is_settled(&self) -> bool {
        match &self.basis {
            Basis::Whole => self.finished.scene.pages.len() < FEWEST,
            Basis::Unfit => true,
            Basis::Fit(_, replaced) => replaced.is_empty(),
        }
    }

    /// Gets ready for the next change, where `pdf` is the last PDF: writes it whole if it was not, and looks at what is in it. Gives the PDF that
    /// was written.
    pub fn settle(&mut self, pdf: &[u8], options: &Options) -> Option<Vec<u8>> {
        let mut written = None;
        if let Basis::Fit(..) = self.basis {
            let Finished { scene, fonts, outline, sources, .. } = &mut self.finished;
            let mut diagnostics = Diagnostics::default();
            written = crate::pipeline::write(scene, fonts, outline.as_ref(), sources, options, None, &mut diagnostics).pdf;
        }
        let base = self.finished.base(written.as_deref().unwrap_or(pdf).to_vec(), options);
        self.basis = base.map_or(Basis::Unfit, |base| Basis::Fit(Box::new(base), BTreeSet::new()));
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

/// What every remark to `check` has in it.
const REMARK: &str = "plenary:";

/// Whether something in the outline may act on a place far from it: a YAML anchor.
fn reaches_far(text: &str) -> bool {
    let is_anchor = |(at, _): (usize, &str)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    text.match_indices('&').any(is_anchor)
}

/// The text of each slide written, hidden ones included: from its beginning to that of the next, the last one's to the end. `None` where the slides
/// are not the last that the outline says.
fn ranges(root: &Node, text: &str) -> Option<Vec<std::ops::Range<usize>>> {
    let (key, slides) = root.mapping()?.last()?;
    let slides = slides.sequence().filter(|_| snake_case(&key.name) == "slides")?;
    let starts: Vec<usize> = slides.iter().map(|slide| slide.span.start as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let ranges: Vec<_> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    ranges.iter().all(|range| range.start < range.end && text.get(range.clone()).is_some()).then_some(ranges)
}

/// Which of the slides written each slide of the deck is.
fn numbers(deck: &Deck, ranges: &[std::ops::Range<usize>]) -> Option<Vec<usize>> {
    let number = |slide: &Slide| ranges.binary_search_by_key(&(slide.span.start as usize), |range| range.start).ok();
    deck.slides.iter().map(number).collect()
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

/// Whether slides of the same text were also taken for the same: what a slide is depends on its place among the others, too.
fn alike(one: &Slide, other: &Slide) -> bool {
    let words = |slide: &Slide| slide.title.as_ref().map(|title| title.content.clone());
    one.layout == other.layout && one.standing == other.standing && words(one) == words(other) && one.id == other.id
}

/// Moves the places that each slide's items and elements come from with the slide's text.
fn move_spans(scene: &mut Scene, moved: &[(u32, i64)]) {
    let elements = scene.structure.slides();
    let Scene { pages, structure, fits, .. } = scene;
    for (fit, elements) in fits.iter_mut().zip(elements) {
        let (start, by) = moved[fit.slide];
        if by == 0 {
            continue;
        }
        let shift = |span: &mut Span| {
            // What stands on every slide comes from above them.
            if span.source == OUTLINE && span.start >= start {
                span.start = (i64::from(span.start) + by) as u32;
                span.end = (i64::from(span.end) + by) as u32;
            }
        };
        shift(&mut fit.span);
        pages[fit.pages.clone()]
            .iter_mut()
            .flat_map(|page| &mut page.items)
            .filter_map(|item| item.span.as_mut())
            .for_each(shift);
        structure.elements[elements].iter_mut().filter_map(|element| element.span.as_mut()).for_each(shift);
    }
}
