//! Splits a row with footnotes, whose foot is higher the more of the row is on the page.

use super::space::{HEIGHT_TOLERANCE_PT, SplitSpace};
use super::split::{FootHeight, Progress};
use super::{Flow, Row};

/// Share of a page that footnotes may fill if the row that calls them continues.
const MAX_FOOT_SHARE: f32 = 0.5;

/// How often a row with footnotes is split on trial.
const SPLIT_ATTEMPTS: usize = 6;

/// How many pages of a row are split on trial: more than one, so that the row is too tall for one.
const PAGES_OF_HEAD: f32 = 2.0;

impl Row {
    /// Splits the row like [`Row::split_at`] above the foot of a page with `above`.
    pub(super) fn split_above(
        self,
        space: SplitSpace,
        progress: Progress,
        (above, foot): (&Flow, FootHeight<'_>),
    ) -> Result<(Row, Row), Row> {
        let calls = above.footnote_calls();
        let with_row = |row: &Row| {
            let mut calls = calls.clone();
            row.collect_calls(0, space.page, &mut calls);
            foot(&calls)
        };
        let (least, most) = (foot(&calls), with_row(&self));
        // A long footnote moves to the next page in part.
        let capped = most.min(space.page * MAX_FOOT_SHARE).max(least);
        let mut best = None;
        if most > least {
            let head = self.copy_head(space.page * PAGES_OF_HEAD);
            // The more of the row is on the page, the more footnotes are.
            let (mut low, mut high) = (least, most.min(space.available));
            let mut next = least;
            for _ in 0..SPLIT_ATTEMPTS {
                match head.clone().split_at(space.above_foot(next), progress) {
                    Ok((first, _)) => {
                        let needed = first.min_height() + with_row(&first);
                        if needed > space.available + HEIGHT_TOLERANCE_PT {
                            low = next;
                        } else {
                            high = next;
                            best = Some(next);
                        }
                    }
                    // A row that fits as a whole is not split.
                    Err(row) if row.min_height() <= space.available - next => low = next,
                    Err(_) => high = next,
                }
                if high <= low {
                    break;
                }
                next = (low + high) / 2.0;
            }
        }
        let parts = match best {
            Some(foot) => self.split_at(space.above_foot(foot), progress),
            None => Err(self),
        };
        parts.or_else(|row| row.split_at(space.above_foot(capped), progress))
    }
}
