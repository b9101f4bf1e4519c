//! Explains files that are no PowerPoint deck that can be read.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};

/// How the container of encrypted files and of old Office files starts ([MS-CFB], clause 2.2).
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The error for a file that is not read, and what to do.
pub(super) fn refuse(name: &Path, bytes: &[u8]) -> Diagnostic {
    let shown = name.display();
    if bytes.starts_with(&COMPOUND_FILE) {
        // Entries of the container have names in UTF-16.
        let has_entry = |entry: &str| {
            let wanted: Vec<u8> = entry.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(wanted.len()).any(|window| window == wanted)
        };
        if has_entry("EncryptedPackage") {
            return error(format!("`{shown}` is protected with a password")).with_help(
                "open it in PowerPoint, remove the password with File > Info > Protect \
                 Presentation > Encrypt with Password, and save a copy",
            );
        }
        return error(format!("`{shown}` has the format of PowerPoint 2003 and older")).with_help(
            "save it as `.pptx` with File > Save As, or convert it with `soffice --headless \
             --convert-to pptx FILE`",
        );
    }
    if bytes.starts_with(b"PK") {
        return error(format!("`{shown}` is damaged: its archive cannot be opened")).with_help(
            "open it in PowerPoint or LibreOffice, let the program repair it, and save a copy",
        );
    }
    error(format!("`{shown}` is no PowerPoint deck, although its name says so"))
        .with_help("name a file that PowerPoint, Keynote or LibreOffice saved as `.pptx`")
}

/// The error for an archive without a deck. `kind` is the name of its main element.
pub(super) fn refuse_content(name: &Path, kind: &str) -> Diagnostic {
    let shown = name.display();
    let found = match kind {
        "document" => "is a Word document",
        "workbook" => "is an Excel workbook",
        "" => "has no slides that can be found",
        _ => "is no PowerPoint deck",
    };
    error(format!("`{shown}` {found}")).with_help(
        "name a file that PowerPoint, Keynote or LibreOffice saved as `.pptx`; if it should be \
         one, let the program open it, repair it and save a copy",
    )
}

/// The error for a deck with macros, which are programs.
pub(super) fn refuse_macros(name: &Path) -> Diagnostic {
    let shown = name.display();
    error(format!("`{shown}` has macros, which are not read")).with_help(
        "save it without them: open it in PowerPoint, choose File > Save As, and the file type \
         PowerPoint Presentation (.pptx)",
    )
}

fn error(message: String) -> Diagnostic {
    Diagnostic::error_without_span(Code::NotImported, message)
}
