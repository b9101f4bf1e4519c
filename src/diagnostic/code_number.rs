//! Writes and reads the numbers of codes.

use super::Code;

impl Code {
    /// Returns the manual page of this code, as Markdown.
    pub fn manual_page(self) -> String {
        format!("# {}: {}\n\n{}", self.number(), self.title(), self.explanation())
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.number())
    }
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    /// Parses the number of a code in either case; `103` and `e103` mean `E0103`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim().trim_start_matches(['E', 'e']);
        let wanted = format!("E{digits:0>4}");
        Self::ALL.iter().copied().find(|code| code.number() == wanted).ok_or(UnknownCode)
    }
}

/// The error of parsing a number that no code has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;

    #[test]
    fn numbers_rise_and_read_back() {
        let numbers: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b), "numbers must rise, each once: {numbers:?}");
        for &code in Code::ALL {
            assert_eq!(code.number().parse(), Ok(code));
            assert!(!code.title().ends_with('.'), "{code}");
        }
        assert_eq!("e103".parse(), Ok(Code::TabIndent));
        assert!("E9999".parse::<Code>().is_err() && "".parse::<Code>().is_err());
    }
}
