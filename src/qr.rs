//! QR codes (ISO/IEC 18004): text → dark and light modules. The only file that encodes them for
//! slides; it knows neither slides nor PDF.

use qrcode::{Color, EcLevel, QrCode};

/// A QR code: a square of dark and light modules, without its quiet zone.
#[derive(Clone, PartialEq, Eq)]
pub struct QrSymbol {
    /// Modules on each side.
    pub size: usize,
    /// Whether each module is dark, row by row.
    dark: Vec<bool>,
}

impl std::fmt::Debug for QrSymbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "QrSymbol({0}×{0})", self.size)
    }
}

/// How much of a code may be hidden or damaged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QrLevel {
    /// About 7 %.
    Low,
    /// About 15 %.
    #[default]
    Medium,
    /// About 25 %.
    Quartile,
    /// About 30 %.
    High,
}

impl QrLevel {
    const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::Quartile, Self::High];

    fn to_ec_level(self) -> EcLevel {
        match self {
            Self::Low => EcLevel::L,
            Self::Medium => EcLevel::M,
            Self::Quartile => EcLevel::Q,
            Self::High => EcLevel::H,
        }
    }
}

impl QrSymbol {
    /// Encodes a text; `None` if it is too long. The code has a higher level than `level` if that
    /// does not make it larger.
    pub fn encode(text: &str, level: QrLevel) -> Option<Self> {
        let encode =
            |level: QrLevel| QrCode::with_error_correction_level(text, level.to_ec_level()).ok();
        let mut code = encode(level)?;
        let higher = QrLevel::ALL.into_iter().skip_while(|other| *other != level).skip(1);
        for better in higher.map_while(encode) {
            if better.width() > code.width() {
                break;
            }
            code = better;
        }
        let dark = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
        Some(Self { size: code.width(), dark })
    }

    /// Returns the dark modules as runs in a row: column, row and length.
    pub fn dark_runs(&self) -> Vec<QrRun> {
        let mut runs: Vec<QrRun> = Vec::new();
        for (index, _) in self.dark.iter().enumerate().filter(|(_, dark)| **dark) {
            let (column, row) = (index % self.size, index / self.size);
            match runs.last_mut() {
                Some(last) if last.row == row && last.column + last.length == column => {
                    last.length += 1;
                }
                _ => runs.push(QrRun { column, row, length: 1 }),
            }
        }
        runs
    }
}

/// Dark modules side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QrRun {
    /// Column of the first.
    pub column: usize,
    /// Row of all.
    pub row: usize,
    /// How many they are.
    pub length: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_finders() {
        let symbol = QrSymbol::encode("https://example.org", QrLevel::Medium).unwrap();
        assert_eq!(symbol.size, 25);
        let runs = symbol.dark_runs();
        assert_eq!(runs[0], QrRun { column: 0, row: 0, length: 7 });
        assert!(runs.contains(&QrRun { column: 18, row: 0, length: 7 }));
        assert!(runs.contains(&QrRun { column: 0, row: 24, length: 7 }));
    }

    #[test]
    fn a_text_that_is_too_long_has_no_code() {
        assert_eq!(QrSymbol::encode(&"x".repeat(3000), QrLevel::Low), None);
    }
}
