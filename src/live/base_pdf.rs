//! The PDF that the next PDF is made from by replacing slides in it.

use std::collections::BTreeSet;

use crate::pdf::UpdatablePdf;

use super::render_cache::MAX_CHANGED_SLIDES;

/// The minimum number of pages for replacing slides: a smaller PDF is written in full just as fast.
const MIN_PAGES_FOR_UPDATE: usize = 50;

/// The PDF to replace slides in.
#[derive(Default)]
pub(crate) enum BasePdf {
    /// The last PDF was written in full and has not been parsed yet.
    #[default]
    NotLoaded,
    /// The last PDF was written in full, but slides cannot be replaced in it.
    NotUpdatable,
    /// A PDF in which slides can be replaced, and the indices of the slides that have changed
    /// since.
    Updatable(Box<UpdatablePdf>, BTreeSet<usize>),
}

impl BasePdf {
    /// Wraps a full PDF that has been parsed, if that was possible.
    pub(crate) fn from_updatable(base: Option<UpdatablePdf>) -> Self {
        base.map_or(Self::NotUpdatable, |base| Self::Updatable(Box::new(base), BTreeSet::new()))
    }

    /// Adds slides that have changed. Returns the PDF to replace slides in and all slides that have
    /// changed since it was written; `None` if there is no such PDF or too many slides have
    /// changed.
    pub(crate) fn add_changes(
        &mut self,
        fits: &[usize],
    ) -> Option<(&UpdatablePdf, &BTreeSet<usize>)> {
        let Self::Updatable(base, replaced) = self else { return None };
        replaced.extend(fits.iter().copied());
        (replaced.len() <= MAX_CHANGED_SLIDES).then_some((&**base, &*replaced))
    }

    /// Discards the base PDF after a newer PDF was written in full.
    pub(crate) fn discard(&mut self) {
        if let Self::Updatable(..) = self {
            *self = Self::NotLoaded;
        }
    }

    /// Returns whether the last PDF was written in full.
    pub(crate) fn is_fully_written(&self) -> bool {
        match self {
            Self::NotLoaded | Self::NotUpdatable => true,
            Self::Updatable(_, replaced) => replaced.is_empty(),
        }
    }

    /// Returns whether everything is prepared for the next change of a deck with this many pages.
    pub(crate) fn is_ready(&self, pages: usize) -> bool {
        self.is_fully_written()
            && (pages < MIN_PAGES_FOR_UPDATE || !matches!(self, Self::NotLoaded))
    }
}
