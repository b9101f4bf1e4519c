//! The days on which nobody works.

use std::collections::BTreeSet;

use super::DAY;
use crate::calendar::weekday_of;

/// The days on which nobody works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DayRules {
    /// Days of the week: Monday is the first.
    pub(super) weekdays: [bool; 7],
    /// Days since 1970.
    pub(super) excluded: BTreeSet<i64>,
    /// Days on which people work all the same.
    pub(super) included: BTreeSet<i64>,
}

/// The end of a task after the days on which nobody works.
pub(super) struct ExtendedEnd {
    /// When what follows can start.
    pub(super) end: i64,
    /// When the work ends.
    pub(super) work_end: i64,
}

impl DayRules {
    /// Returns whether nobody works on a day.
    pub(super) fn is_excluded(&self, day: i64) -> bool {
        !self.included.contains(&day)
            && (self.weekdays[usize::from(weekday_of(day))] || self.excluded.contains(&day))
    }

    /// Returns whether there are days on which nobody works.
    pub(super) fn has_excluded_days(&self) -> bool {
        self.weekdays.contains(&true) || !self.excluded.is_empty()
    }

    /// Returns whether there is no day of the week on which people work.
    pub(super) fn excludes_all_weekdays(&self) -> bool {
        !self.weekdays.contains(&false)
    }

    /// Moves the end of a task by the excluded days before it, as Mermaid does. Each day that is
    /// looked at is taken from the `budget`; `None` when nothing is left of it.
    pub(super) fn extend(&self, start: i64, end: i64, budget: &mut usize) -> Option<ExtendedEnd> {
        if !self.has_excluded_days() {
            return Some(ExtendedEnd { end, work_end: end });
        }
        let mut extended = ExtendedEnd { end, work_end: end };
        let mut is_excluded = false;
        let mut time = start + DAY;
        while time <= extended.end {
            *budget = budget.checked_sub(1)?;
            if !is_excluded {
                extended.work_end = extended.end;
            }
            is_excluded = self.is_excluded(time.div_euclid(DAY));
            if is_excluded {
                extended.end += DAY;
            }
            time += DAY;
        }
        Some(extended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::CivilDate;

    #[test]
    fn ends_are_moved_by_the_days_on_which_nobody_works() {
        let day = |day| CivilDate::new(2026, 3, day).unwrap().to_days() * DAY;
        let weekends = DayRules {
            weekdays: [false, false, false, false, false, true, true],
            ..DayRules::default()
        };
        let ends = |start: i64, end: i64| {
            let found = weekends.extend(start, end, &mut 100).unwrap();
            (found.end / DAY - day(1) / DAY + 1, found.work_end / DAY - day(1) / DAY + 1)
        };
        // 2 March 2026 is a Monday.
        assert_eq!(ends(day(2), day(5)), (5, 5));
        assert_eq!(ends(day(6), day(7)), (9, 7));
        assert_eq!(ends(day(5), day(8)), (10, 10));
        assert!(weekends.extend(day(2), day(30), &mut 10).is_none());
        let open = DayRules { included: [day(7) / DAY].into(), ..weekends.clone() };
        assert!(!open.is_excluded(day(7) / DAY) && open.is_excluded(day(8) / DAY));
    }
}
