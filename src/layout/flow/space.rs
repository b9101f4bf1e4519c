//! The space that is left on a page while a flow is split.

/// Tolerance for sums of heights, which depend on the order of the summands.
pub(super) const HEIGHT_TOLERANCE_PT: f32 = 0.01;

/// The space into which a flow is split.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct SplitSpace {
    /// Height left on the current page.
    pub available: f32,
    /// Height of an empty page.
    pub page: f32,
    /// Factor for the share of a page that may stay empty to avoid a bad page break.
    pub strictness: f32,
}

impl SplitSpace {
    /// Returns the space of an empty page.
    pub(crate) fn empty_page(height: f32) -> Self {
        Self { available: height, page: height, strictness: 1.0 }
    }

    /// Returns whether something of this height fits into the available space.
    pub(super) fn fits(self, height: f32) -> bool {
        height <= self.available + HEIGHT_TOLERANCE_PT
    }

    pub(super) fn is_empty_page(self) -> bool {
        self.fits(self.page)
    }

    /// Returns the space above a foot of this height. An empty page stays one, although the foot
    /// takes some of it: content that fits on no page is split there.
    pub(super) fn above_foot(self, height: f32) -> Self {
        let available = self.available - height;
        let page = if self.is_empty_page() { available } else { self.page };
        Self { available, page, ..self }
    }
}
