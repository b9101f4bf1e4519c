//! The standards that a PDF conforms to, and which of them can be combined.

use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder, PdfVersion};

/// A PDF standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standard {
    /// PDF/UA-1 (ISO 14289-1): accessible, for PDF 1.7.
    Ua1,
    /// PDF/UA-2 (ISO 14289-2): accessible, for PDF 2.0.
    Ua2,
    /// PDF/A-2b (ISO 19005-2): for archiving, with a reliable visual appearance.
    A2b,
    /// PDF/A-2a: also accessible and searchable.
    A2a,
    /// PDF/A-3a (ISO 19005-3): also with attachments.
    A3a,
    /// PDF/A-4 (ISO 19005-4): for archiving, for PDF 2.0.
    A4,
    /// PDF/A-4f: also with attachments.
    A4f,
}

/// The standards of one file. It always conforms to a standard for accessibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standards {
    accessibility: Standard,
    archive: Option<Standard>,
}

impl Default for Standards {
    fn default() -> Self {
        Self { accessibility: Standard::Ua1, archive: None }
    }
}

impl Standard {
    /// All standards, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Ua1, Self::Ua2, Self::A2b, Self::A2a, Self::A3a, Self::A4, Self::A4f];

    /// Returns the short name: `ua-1`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ua1 => "ua-1",
            Self::Ua2 => "ua-2",
            Self::A2b => "a-2b",
            Self::A2a => "a-2a",
            Self::A3a => "a-3a",
            Self::A4 => "a-4",
            Self::A4f => "a-4f",
        }
    }

    fn is_archival(self) -> bool {
        !matches!(self, Self::Ua1 | Self::Ua2)
    }

    /// Returns whether the standard is based on PDF 2.0; the others are based on PDF 1.7.
    fn is_pdf_2(self) -> bool {
        matches!(self, Self::Ua2 | Self::A4 | Self::A4f)
    }
}

impl Standards {
    /// Combines standards.
    ///
    /// # Errors
    ///
    /// Returns which standards cannot be combined, and which can.
    pub fn combine(standards: &[Standard]) -> Result<Self, String> {
        let mut archive: Option<Standard> = None;
        for &standard in standards.iter().filter(|standard| standard.is_archival()) {
            archive = match archive {
                None => Some(standard),
                Some(other) => Some(stricter_standard(other, standard).ok_or_else(|| {
                    let [first, second] = [other, standard].map(Standard::name);
                    format!(
                        "{first} and {second} cannot be combined: a PDF conforms to only one part \
                         of PDF/A; {first} can be combined with ua-{}",
                        if other.is_pdf_2() { 2 } else { 1 }
                    )
                })?),
            };
        }
        let of_pdf_2 =
            |is: bool| standards.iter().copied().find(|standard| standard.is_pdf_2() == is);
        if let (Some(old), Some(new)) = (of_pdf_2(false), of_pdf_2(true)) {
            let (old, new) = (old.name(), new.name());
            return Err(format!(
                "{old} and {new} cannot be combined: {old} is based on PDF 1.7, {new} on PDF 2.0; \
                 ua-1 can be combined with a-2b, a-2a, a-3a; ua-2 with a-4, a-4f"
            ));
        }
        let accessible = if of_pdf_2(true).is_some() { Standard::Ua2 } else { Standard::Ua1 };
        Ok(Self { accessibility: accessible, archive })
    }

    /// Returns the names of the standards: "ua-1, a-2a".
    pub fn names(self) -> String {
        std::iter::once(self.accessibility)
            .chain(self.archive)
            .map(Standard::name)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Returns whether the file may have attachments.
    pub fn allows_attachments(self) -> bool {
        matches!(self.archive, None | Some(Standard::A3a | Standard::A4f))
    }

    /// Returns whether the file needs a creation date.
    pub fn needs_date(self) -> bool {
        self.archive.is_some()
    }

    /// Returns whether the file conforms to PDF/UA-2, which the library does not know, so that this
    /// module must implement it.
    pub(super) fn is_ua_2(self) -> bool {
        self.accessibility == Standard::Ua2
    }

    pub(super) fn krilla_configuration(self) -> Configuration {
        let builder = match self.accessibility {
            Standard::Ua1 => {
                ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1)
            }
            _ => ConfigurationBuilder::new().with_version(PdfVersion::Pdf20),
        };
        let archival = self.archive.and_then(|standard| match standard {
            Standard::A2b => Some(Archival::A2_B),
            Standard::A2a => Some(Archival::A2_A),
            Standard::A3a => Some(Archival::A3_A),
            Standard::A4 => Some(Archival::A4),
            Standard::A4f => Some(Archival::A4F),
            Standard::Ua1 | Standard::Ua2 => None,
        });
        let builder = match archival {
            Some(archival) => builder.with_archival_validator(archival),
            None => builder,
        };
        builder.finish().expect("standards for the same PDF version can be combined")
    }
}

/// Returns the stricter of two standards with the same part number; `None` if the parts differ.
fn stricter_standard(first: Standard, second: Standard) -> Option<Standard> {
    match (first, second) {
        (same, other) if same == other => Some(same),
        (Standard::A2b, Standard::A2a) | (Standard::A2a, Standard::A2b) => Some(Standard::A2a),
        (Standard::A4, Standard::A4f) | (Standard::A4f, Standard::A4) => Some(Standard::A4f),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Standard::*;
    use super::*;

    #[test]
    fn combines_compatible_standards() {
        let names = |standards: &[Standard]| Standards::combine(standards).map(Standards::names);
        assert_eq!(names(&[]).unwrap(), "ua-1");
        assert_eq!(names(&[A2b, Ua1, A2a]).unwrap(), "ua-1, a-2a");
        assert_eq!(names(&[A4]).unwrap(), "ua-2, a-4");
        assert_eq!(names(&[A4, A4f, Ua2]).unwrap(), "ua-2, a-4f");
        assert!(names(&[A2a, A3a]).unwrap_err().starts_with("a-2a and a-3a cannot be combined"));
        assert!(names(&[A4, Ua1]).unwrap_err().starts_with("ua-1 and a-4 cannot be combined"));
    }
}
