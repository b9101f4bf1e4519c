//! Dates of PDF metadata.

use crate::calendar::CivilDate;

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
    pub fn from_unix_seconds(seconds: u64) -> Option<Self> {
        let (days, second) = (seconds / 86_400, seconds % 86_400);
        let last = CivilDate::LAST.to_days();
        let days = i64::try_from(days).ok().filter(|days| *days <= last)?;
        let CivilDate { year, month, day } = CivilDate::from_days(days);
        let time = [second / 3600, second / 60 % 60, second % 60].map(|part| part as u8);
        Some(Self { time, ..Self::from_date(year as u16, month, day) })
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
