//! The PDF that the next one may be made of, by replacing slides in it.

use std::collections::BTreeSet;

use crate::pdf::UpdatablePdf;

use super::render_cache::MAX_CHANGED_SLIDES;

/// A PDF of fewer pages is as quickly written whole as slides are replaced in it.
const MIN_PAGES_FOR_UPDATE: usize = 50;

/// What the next PDF can be made of.
#[derive(Default)]
pub enum BasePdf {
    /// The last PDF was written whole; whether slides can be replaced in it has not been looked at.
    #[default]
    NotLoaded,
    /// It was written whole, and so will be the next.
    NotUpdatable,
    /// Slides can be replaced in this one, and those of these fits are others than there.
    Updatable(Box<UpdatablePdf>, BTreeSet<usize>),
}

impl BasePdf {
    /// Looks at a PDF that was written whole.
    pub fn from_updatable(base: Option<UpdatablePdf>) -> Self {
        base.map_or(Self::NotUpdatable, |base| Self::Updatable(Box::new(base), BTreeSet::new()))
    }

    /// Notes that these fits are others than they were. Gives the PDF that slides can be replaced
    /// in, and all that are others than there.
    pub fn add_changes(&mut self, fits: &[usize]) -> Option<(&UpdatablePdf, &BTreeSet<usize>)> {
        let Self::Updatable(base, replaced) = self else { return None };
        replaced.extend(fits.iter().copied());
        (replaced.len() <= MAX_CHANGED_SLIDES).then_some((&**base, &*replaced))
    }

    /// Notes that a PDF was written whole, whose slides are others than in this one.
    pub fn discard(&mut self) {
        if let Self::Updatable(..) = self {
            *self = Self::NotLoaded;
        }
    }

    /// Whether the last PDF was written whole.
    pub fn is_fully_written(&self) -> bool {
        match self {
            Self::NotLoaded | Self::NotUpdatable => true,
            Self::Updatable(_, replaced) => replaced.is_empty(),
        }
    }

    /// Whether the next PDF, of so many pages, is made as quickly as it can be.
    pub fn is_ready(&self, pages: usize) -> bool {
        self.is_fully_written()
            && (pages < MIN_PAGES_FOR_UPDATE || !matches!(self, Self::NotLoaded))
    }
}
