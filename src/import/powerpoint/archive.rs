//! Reads the parts of the file: a ZIP archive (ECMA-376, part 2). What is unpacked is limited, so
//! that no archive fills the memory.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The most entries of an archive. A deck has about five for each slide.
const MAX_ENTRIES: usize = 50_000;

/// The largest part with XML, in bytes.
const MAX_XML_BYTES: u64 = 16_000_000;

/// The largest picture, in bytes.
const MAX_MEDIA_BYTES: u64 = 64_000_000;

/// The largest video or recording, in bytes.
const MAX_FILM_BYTES: u64 = 120_000_000;

/// How much is unpacked in all, in bytes.
const MAX_TOTAL_BYTES: u64 = 500_000_000;

/// Why a part cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartError {
    /// The archive has no such part.
    Missing,
    /// The part, or all parts together, are larger than allowed.
    TooLarge,
    /// The part cannot be unpacked, or is not text.
    Damaged,
}

impl PartError {
    /// Returns the reason, to follow “because”.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Missing => "the file does not contain it",
            Self::TooLarge => "it is too large when it is unpacked",
            Self::Damaged => "it is damaged",
        }
    }
}

/// The archive and what may still be unpacked.
pub(super) struct PptxArchive<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The entries by their names in lower case, since names of parts are compared without case
    /// (ECMA-376, part 2, clause 6.2.2.3).
    entries: BTreeMap<String, usize>,
    remaining: u64,
}

impl<'b> PptxArchive<'b> {
    /// Opens an archive; `None` if it is none, or has too many entries.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        if archive.len() > MAX_ENTRIES {
            return None;
        }
        let mut entries = BTreeMap::new();
        for (index, name) in archive.file_names().enumerate() {
            // A name is only compared, and no file is ever made with it.
            if let Ok(name) = name {
                entries.insert(normalize_name(&name), index);
            }
        }
        Some(Self { archive, entries, remaining: MAX_TOTAL_BYTES })
    }

    /// Reads a part with XML as text.
    pub(super) fn read_xml(&mut self, path: &str) -> Result<String, PartError> {
        decode_text(self.read_limited(path, MAX_XML_BYTES)?).ok_or(PartError::Damaged)
    }

    /// Reads a picture.
    pub(super) fn read_media(&mut self, path: &str) -> Result<Vec<u8>, PartError> {
        self.read_limited(path, MAX_MEDIA_BYTES)
    }

    /// Reads a video or recording.
    pub(super) fn read_film(&mut self, path: &str) -> Result<Vec<u8>, PartError> {
        self.read_limited(path, MAX_FILM_BYTES)
    }

    fn read_limited(&mut self, path: &str, limit: u64) -> Result<Vec<u8>, PartError> {
        let index = *self.entries.get(&normalize_name(path)).ok_or(PartError::Missing)?;
        let file = self.archive.by_index(index).map_err(|_| PartError::Damaged)?;
        let limit = limit.min(self.remaining);
        let mut bytes = Vec::new();
        // The sizes that the archive states may be wrong, so the bytes themselves are counted.
        let read = file.take(limit + 1).read_to_end(&mut bytes);
        self.remaining = self.remaining.saturating_sub(bytes.len() as u64);
        if bytes.len() as u64 > limit {
            return Err(PartError::TooLarge);
        }
        read.map(|_| bytes).map_err(|_| PartError::Damaged)
    }
}

fn normalize_name(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// Decodes UTF-8, or UTF-16 with a byte order mark.
fn decode_text(bytes: Vec<u8>) -> Option<String> {
    let units = |swap: bool| -> Vec<u16> {
        let pairs = bytes[2..].chunks_exact(2);
        pairs
            .map(|pair| {
                if swap {
                    u16::from_be_bytes([pair[0], pair[1]])
                } else {
                    u16::from_le_bytes([pair[0], pair[1]])
                }
            })
            .collect()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => String::from_utf16(&units(false)).ok(),
        [0xfe, 0xff, ..] => String::from_utf16(&units(true)).ok(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
}
