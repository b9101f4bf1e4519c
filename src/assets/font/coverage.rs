//! Character coverage of a face, known without reading the font file.

use std::sync::Arc;

/// Ascending ranges of code points.
#[derive(Clone)]
pub(super) enum Coverage {
    /// From `fonts/cut.py`: first and last code point, each as a little-endian 32-bit number.
    Table(&'static [u8]),
    /// From a font file.
    Ranges(Arc<[(u32, u32)]>),
}

/// Bytes per range in a table.
const ENTRY_BYTES: usize = 8;

impl Coverage {
    /// Returns the ranges of these code points.
    pub(super) fn from_codes(codes: impl Iterator<Item = u32>) -> Self {
        let mut codes: Vec<u32> = codes.collect();
        codes.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for code in codes {
            match ranges.last_mut() {
                Some((_, last)) if code <= last.saturating_add(1) => *last = code,
                _ => ranges.push((code, code)),
            }
        }
        Self::Ranges(ranges.into())
    }

    /// Whether `character` is in one of the ranges.
    pub(super) fn contains(&self, character: char) -> bool {
        let code = character as u32;
        // The first range that ends at or after the character.
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.range_at(middle).1 < code {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low < self.len() && self.range_at(low).0 <= code
    }

    /// Returns the ranges, each as its first and last code point.
    pub(super) fn ranges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.len()).map(|index| self.range_at(index))
    }

    fn len(&self) -> usize {
        match self {
            Self::Table(bytes) => bytes.len() / ENTRY_BYTES,
            Self::Ranges(ranges) => ranges.len(),
        }
    }

    fn range_at(&self, index: usize) -> (u32, u32) {
        match self {
            Self::Table(bytes) => {
                let entry = &bytes[index * ENTRY_BYTES..][..ENTRY_BYTES];
                let number = |at: usize| {
                    u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]])
                };
                (number(0), number(4))
            }
            Self::Ranges(ranges) => ranges[index],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_both_ends_of_a_range_and_nothing_outside() {
        let read = Coverage::from_codes([0x4e02, 0x61, 0x62, 0x4e00, 0x4e00].into_iter());
        assert_eq!(
            read.ranges().collect::<Vec<_>>(),
            [(0x61, 0x62), (0x4e00, 0x4e00), (0x4e02, 0x4e02)]
        );
        let table =
            Coverage::Table(b"\x61\0\0\0\x62\0\0\0\0\x4e\0\0\0\x4e\0\0\x02\x4e\0\0\x02\x4e\0\0");
        for coverage in [read, table] {
            let covered: String = "`abc\u{4dff}一丁丂\u{4e03}\u{10ffff}"
                .chars()
                .filter(|&c| coverage.contains(c))
                .collect();
            assert_eq!(covered, "ab一丂");
        }
        assert!(!Coverage::from_codes(std::iter::empty()).contains('a'));
    }
}
