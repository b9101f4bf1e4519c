//! How bad it is to end a page after a row.

use super::{Flow, PageBreak, Row, RowBody};

/// Share of a page that may stay empty to avoid a discouraged page break.
const MAX_EMPTY_SHARE: f32 = 0.3;

/// Share of a page that may stay empty to avoid a page break inside a statement of code.
const MAX_EMPTY_SHARE_IN_STATEMENT: f32 = 0.6;

impl PageBreak {
    /// Returns the share of a page that may stay empty to avoid this page break.
    pub(crate) fn penalty(self) -> f32 {
        match self {
            Self::Allowed => 0.0,
            Self::Discouraged => MAX_EMPTY_SHARE,
            Self::LastResort => MAX_EMPTY_SHARE_IN_STATEMENT,
            Self::Forbidden => 1.0,
        }
    }
}

impl Flow {
    /// Returns how good the page break after the flow is: inside a box, that after its last row.
    pub(crate) fn last_page_break(&self) -> PageBreak {
        match self.rows.back() {
            Some(Row { body: RowBody::Boxed(boxed), .. }) => boxed.flow.last_page_break(),
            Some(row) => row.page_break,
            None => PageBreak::Allowed,
        }
    }
}
