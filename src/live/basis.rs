//! The PDF that the next one may be made of, by replacing slides in it.

use std::collections::BTreeSet;

use crate::pdf::Base;

use super::kept::MOST;

/// A PDF of fewer pages is as quickly written whole as slides are replaced in it.
const FEWEST: usize = 50;

/// What the next PDF can be made of.
#[derive(Default)]
pub enum Basis {
    /// The last PDF was written whole; whether slides can be replaced in it has not been looked at.
    #[default]
    Whole,
    /// It was written whole, and so will be the next.
    Unfit,
    /// Slides can be replaced in this one, and those of these fits are others than there.
    Fit(Box<Base>, BTreeSet<usize>),
}

impl Basis {
    /// Looks at a PDF that was written whole.
    pub fn of(base: Option<Base>) -> Self {
        base.map_or(Self::Unfit, |base| Self::Fit(Box::new(base), BTreeSet::new()))
    }

    /// Notes that these fits are others than they were. Gives the PDF that slides can be replaced
    /// in, and all that are others than there.
    pub fn replace(&mut self, fits: &[usize]) -> Option<(&Base, &BTreeSet<usize>)> {
        let Self::Fit(base, replaced) = self else { return None };
        replaced.extend(fits.iter().copied());
        (replaced.len() <= MOST).then_some((&**base, &*replaced))
    }

    /// Notes that a PDF was written whole, whose slides are others than in this one.
    pub fn leave(&mut self) {
        if let Self::Fit(..) = self {
            *self = Self::Whole;
        }
    }

    /// Whether the last PDF was written whole.
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Whole | Self::Unfit => true,
            Self::Fit(_, replaced) => replaced.is_empty(),
        }
    }

    /// Whether the next PDF, of so many pages, is made as quickly as it can be.
    pub fn is_ready(&self, pages: usize) -> bool {
        self.is_whole() && (pages < FEWEST || !matches!(self, Self::Whole))
    }
}
