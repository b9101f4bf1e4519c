//! The names of columns in spreadsheets.

/// Returns the name of the column with this index, from 0: `A`, `B`, … `Z`, `AA`.
pub(crate) fn column_letters(index: u32) -> String {
    let (mut letters, mut rest) = (String::new(), index + 1);
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_are_named_as_in_spreadsheets() {
        let names = [0, 25, 26, 701, 702, 16_383].map(column_letters);
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
