//! Days of the Gregorian calendar, before its introduction too.
//!
//! The algorithms are Howard Hinnant's `days_from_civil` and `civil_from_days`
//! (<https://howardhinnant.github.io/date_algorithms.html>), in which years start in March so that
//! a leap day is the last day of a year.

/// A day as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CivilDate {
    /// Year.
    pub(crate) year: i64,
    /// Month, 1 to 12.
    pub(crate) month: u8,
    /// Day of the month, 1 to 31.
    pub(crate) day: u8,
}

/// Days in 400 years.
const DAYS_PER_ERA: i64 = 146_097;
/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH_OFFSET: i64 = 719_468;

impl CivilDate {
    /// The last day that has a date: years have at most four digits.
    pub(crate) const LAST: Self = Self { year: 9999, month: 12, day: 31 };

    /// Creates a day; `None` if there is no such day, or for years beyond 9999.
    pub(crate) fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        let exists = (0..=Self::LAST.year).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Returns the day that is a number of days after 1 January 1970.
    pub(crate) fn from_days(days: i64) -> Self {
        let shifted = days + EPOCH_OFFSET;
        let (era, day_of_era) =
            (shifted.div_euclid(DAYS_PER_ERA), shifted.rem_euclid(DAYS_PER_ERA));
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year, month: month as u8, day: day as u8 }
    }

    /// Returns the number of days since 1 January 1970.
    pub(crate) fn to_days(self) -> i64 {
        let month = i64::from(self.month);
        let year = self.year - i64::from(month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let shifted_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * DAYS_PER_ERA + day_of_era - EPOCH_OFFSET
    }

    /// Returns the day a number of months later, or the last of that month if it is shorter.
    pub(crate) fn plus_months(self, months: i64) -> Self {
        let count = self.year * 12 + i64::from(self.month) - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u8 + 1);
        Self { year, month, day: self.day.min(days_in_month(year, month)) }
    }

    /// Returns the day of the year, 1 to 366.
    pub(crate) fn day_of_year(self) -> i64 {
        self.to_days() - Self { month: 1, day: 1, ..self }.to_days() + 1
    }
}

/// Returns the day of the week of a number of days since 1970: 0 is Monday, 6 is Sunday.
pub(crate) fn weekday_of(days: i64) -> u8 {
    (days + 3).rem_euclid(7) as u8
}

fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree() {
        let mut date = CivilDate::from_days(-800_000);
        for days in -799_999..3_000_000 {
            let next = CivilDate::from_days(days);
            assert!(next > date);
            assert_eq!(next.to_days(), days);
            date = next;
        }
        let date = |year, month, day| CivilDate::new(year, month, day).unwrap();
        assert_eq!(date(1970, 1, 1).to_days(), 0);
        assert_eq!(weekday_of(date(2026, 11, 29).to_days()), 6);
        assert_eq!(date(2024, 12, 31).day_of_year(), 366);
        assert_eq!(date(2024, 1, 31).plus_months(1), date(2024, 2, 29));
        assert_eq!(date(2024, 1, 31).plus_months(-2), date(2023, 11, 30));
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        assert_eq!(CivilDate::new(2025, 2, 29), None);
        assert_eq!(CivilDate::new(1900, 2, 29), None);
        assert!(CivilDate::new(2000, 2, 29).is_some());
        assert_eq!(CivilDate::new(99_999, 1, 1), None);
        assert_eq!(CivilDate::new(2025, 13, 1), None);
        assert_eq!(CivilDate::new(2025, 0, 1), None);
    }
}
