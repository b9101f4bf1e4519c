//! Numbers written with letters.

/// Returns a number from 1 as letters: `a` to `z`, then `aa`, `ab` and so on; 0 is no text.
pub(crate) fn write_letters(number: u32) -> String {
    let (mut letters, mut rest) = (String::new(), number);
    while rest > 0 {
        rest -= 1;
        // The remainder is less than 26.
        letters.insert(0, char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    letters
}

/// Returns the letters of the column of a spreadsheet with this index, from 0: `A`, `Z`, `AA`.
pub(crate) fn column_letters(index: u32) -> String {
    write_letters(index + 1).to_uppercase()
}

/// Returns a number as a Roman numeral in lower case; 0 is no text. Thousands are repeated.
pub(crate) fn write_roman(number: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let (mut numerals, mut rest) = (String::new(), number);
    for (value, numeral) in NUMERALS {
        while rest >= value {
            numerals.push_str(numeral);
            rest -= value;
        }
    }
    numerals
}

#[cfg(test)]
mod tests {
    use super::{column_letters, write_letters, write_roman};

    #[test]
    fn columns_are_named_as_in_spreadsheets() {
        let names = [0, 25, 26, 701, 702, 16_383].map(column_letters);
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
        assert_eq!(write_letters(0), "");
    }

    #[test]
    fn roman_numerals_subtract() {
        let numerals = [1, 4, 9, 14, 40, 99, 444, 1994, 3999].map(write_roman);
        assert_eq!(
            numerals,
            ["i", "iv", "ix", "xiv", "xl", "xcix", "cdxliv", "mcmxciv", "mmmcmxcix"]
        );
    }
}
