//! Decodes text files.

use std::path::Path;

use crate::diagnostic::Code;

use super::AssetError;
use super::read_file::too_large_error;

/// Maximum size of a text file: more than a thousand times a long outline.
pub const MAX_TEXT_BYTES: usize = 32 << 20;

/// Decodes the bytes of the file at `path` as text, also if they are in the encoding that Windows
/// used for the languages of western Europe. Returns the name of that encoding, which is a guess.
///
/// # Errors
///
/// If the file is too large or not a text.
pub fn decode_foreign_text(
    bytes: Vec<u8>,
    path: &Path,
) -> Result<(String, Option<&'static str>), AssetError> {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if is_utf16 || bytes.contains(&0) || std::str::from_utf8(&bytes).is_ok() {
        return Ok((decode_text(bytes, path)?, None));
    }
    // One damaged byte does not make UTF-8 another encoding.
    let lossy = String::from_utf8_lossy(&bytes);
    let damaged = lossy.matches(char::REPLACEMENT_CHARACTER).count();
    let foreign = lossy.chars().filter(|c| !c.is_ascii()).count() - damaged;
    if foreign > damaged {
        let text = lossy.into_owned().into_bytes();
        return Ok((decode_text(text, path)?, Some("UTF-8 with damaged characters")));
    }
    // Latin-1 has no characters in these places, where Windows has dashes and quotation marks.
    let is_windows = bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
    let guess = if is_windows { "Windows-1252" } else { "Latin-1 (ISO 8859-1)" };
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    Ok((decode_text(text.into_owned().into_bytes(), path)?, Some(guess)))
}

/// Decodes the bytes of the file at `path` as text.
///
/// # Errors
///
/// If they are not UTF-8 or UTF-16.
pub fn decode_text(bytes: Vec<u8>, path: &Path) -> Result<String, AssetError> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(too_large_error(path, MAX_TEXT_BYTES as u64));
    }
    let shown = path.display();
    let save_as = "save it as UTF-8 in your text editor";
    // YAML may be UTF-16, recognised by its first two bytes (YAML 1.2.2, 5.2); Windows Notepad
    // calls it "Unicode".
    let unit = match bytes.first_chunk() {
        Some([0xff, 0xfe]) => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        Some([0xfe, 0xff]) => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    if let Some(unit) = unit {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        return match text {
            Ok(text) if bytes.len().is_multiple_of(2) => Ok(text),
            _ => Err(AssetError::new(Code::NotUtf8, format!("`{shown}` is damaged UTF-16"))
                .hint(save_as)),
        };
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(AssetError::new(
            Code::NotUtf8,
            format!("`{shown}` is not a text file: byte {} is zero", at + 1),
        )
        .hint("name the outline, a text file that ends in `.yaml`"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let start =
            bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let column = String::from_utf8_lossy(&bytes[start..at]).chars().count() + 1;
        AssetError::new(
            Code::NotUtf8,
            format!(
                "`{shown}` is not UTF-8: line {line}, column {column} has the byte 0x{:02X}",
                bytes[at]
            ),
        )
        .hint(save_as)
    })?;
    // Text from old Macs and some spreadsheets has lone carriage returns as line ends.
    let old_lines = text.contains('\r') && !text.contains('\n');
    Ok(if old_lines { text.replace('\r', "\n") } else { text })
}
