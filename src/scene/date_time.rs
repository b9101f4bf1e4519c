//! Dates of PDF metadata.

/// A date and time in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    /// Year, from 1.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
    /// Hour, minute and second.
    pub time: [u8; 3],
}

impl DateTime {
    /// Returns midnight at the start of a day.
    pub fn from_date(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day, time: [0; 3] }
    }

    /// Converts seconds since the Unix epoch; `None` after the year 9999.
    ///
    /// Days are converted with Howard Hinnant's `civil_from_days`, in which years start in March so
    /// that a leap day is the last day of a year.
    pub fn from_unix_seconds(seconds: u64) -> Option<Self> {
        let (days, second) = (seconds / 86_400, seconds % 86_400);
        let shifted = days.checked_add(719_468)?;
        let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        let year = u16::try_from(year).ok().filter(|year| *year <= 9999)?;
        let time = [second / 3600, second / 60 % 60, second % 60].map(|part| part as u8);
        Some(Self { year, month: month as u8, day: day as u8, time })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_unix_seconds_to_dates() {
        assert_eq!(DateTime::from_unix_seconds(0), Some(DateTime::from_date(1970, 1, 1)));
        let leap = DateTime { time: [23, 59, 59], ..DateTime::from_date(2024, 2, 29) };
        assert_eq!(DateTime::from_unix_seconds(1_709_251_199), Some(leap));
        assert_eq!(
            DateTime::from_unix_seconds(1_709_251_200),
            Some(DateTime::from_date(2024, 3, 1))
        );
        assert_eq!(DateTime::from_unix_seconds(253_402_300_800), None);
        assert_eq!(DateTime::from_unix_seconds(u64::MAX), None);
    }
}
