//! Videos, recordings and animated pictures: small ones are in the file, large ones beside it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use super::pictures::data_address;
use crate::FinishedDeck;
use crate::assets::{MediaFile, MediaFiles};
use crate::diagnostic::{Code, Diagnostic};

/// Files up to this size are part of the document, in bytes.
const MAX_EMBEDDED_BYTES: u64 = 2_000_000;

/// A file beside the document.
#[derive(Clone, Debug)]
pub struct MediaBeside {
    /// Its path relative to the document.
    pub name: String,
    /// The file.
    pub file: Arc<MediaFile>,
}

impl MediaBeside {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If the operating system cannot.
    pub fn read(&self) -> Result<Vec<u8>, Diagnostic> {
        read_file(&self.name, &self.file)
    }
}

/// The addresses of the files of a deck.
pub(super) struct MediaAddresses {
    by_path: BTreeMap<PathBuf, String>,
    /// The files beside the document.
    pub(super) beside: Vec<MediaBeside>,
    /// Files that cannot be read.
    pub(super) errors: Vec<Diagnostic>,
}

impl MediaAddresses {
    /// Reads small files. The names of large ones start with `beside`; without it, all are read.
    pub(super) fn of_deck(deck: &FinishedDeck, beside: Option<&str>) -> Self {
        let mut addresses =
            Self { by_path: BTreeMap::new(), beside: Vec::new(), errors: Vec::new() };
        let files = deck.outline.as_ref().map(|outline| &outline.media);
        for (name, file) in files.map(MediaFiles::file_names).unwrap_or_default() {
            let address = match beside.filter(|_| file.len > MAX_EMBEDDED_BYTES) {
                Some(prefix) => {
                    let name = format!("{prefix}{name}");
                    let address = encode_path(&name);
                    addresses.beside.push(MediaBeside { name, file: file.clone() });
                    address
                }
                None => match read_file(&name, &file) {
                    Ok(bytes) => data_address(file.media_type, &bytes),
                    Err(error) => {
                        addresses.errors.push(error);
                        continue;
                    }
                },
            };
            addresses.by_path.insert(file.path().to_owned(), address);
        }
        addresses
    }

    /// Returns the address of a file.
    pub(super) fn of(&self, file: &MediaFile) -> String {
        self.by_path.get(file.path()).cloned().unwrap_or_default()
    }
}

fn read_file(name: &str, file: &MediaFile) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = file.open().and_then(|mut opened| opened.read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let message = format!("`{name}` cannot be read: {error}");
            Err(Diagnostic::error_without_span(Code::UnreadableFile, message))
        }
    }
}

/// Encodes a relative path as an address (RFC 3986, 2.1).
fn encode_path(path: &str) -> String {
    let encode = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(encode).collect()
}
