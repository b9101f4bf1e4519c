//! Finds fonts in the deck's `fonts/` folder and, on request, on the machine.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Face, FontData, FontOrigin, Fonts, is_invisible};
use crate::assets::{AssetError, Files};
use crate::diagnostic::{Code, Diagnostics};

/// Extensions of font files, including unsupported formats.
const FONT_EXTENSIONS: [&str; 7] = ["ttf", "otf", "ttc", "otc", "woff", "woff2", "pfb"];

/// Maximum number of faces that are read from a collection.
const MAX_FACES: u32 = 64;

/// Adds the fonts in the `fonts/` folder next to the outline. A file that is not a font is an
/// error.
pub fn add_deck_fonts(fonts: &mut Fonts, files: &Files, diagnostics: &mut Diagnostics) {
    let paths = match files.list_files("fonts", &FONT_EXTENSIONS) {
        Ok(paths) => paths,
        Err(error) => return diagnostics.push(error.into_diagnostic(None)),
    };
    for path in paths {
        let bytes = match files.read_listed(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(error.into_diagnostic(None));
                continue;
            }
        };
        let advice = match foreign_format(&bytes) {
            None => "remove it from the `fonts` folder, or replace it with an undamaged copy",
            Some(_) => "replace it with the `.ttf` or `.otf` file of the font",
        };
        for face in read_faces(Arc::new(bytes), FontOrigin::Deck) {
            match face {
                Ok(face) => fonts.add(face),
                Err(reason) => {
                    let message = format!("the font `{}` cannot be used: {reason}", path.display());
                    diagnostics.push(
                        AssetError::new(Code::DamagedFont, message)
                            .hint(advice)
                            .into_diagnostic(None),
                    );
                }
            }
        }
    }
}

/// Returns the font files in the `fonts/` folder next to the outline, each with its families. Files
/// that are not fonts are left out.
pub fn deck_font_families(files: &Files) -> Vec<(String, Vec<String>)> {
    let paths = files.list_files("fonts", &FONT_EXTENSIONS).unwrap_or_default();
    let read = |path: std::path::PathBuf| {
        let bytes = files.read_listed(&path).ok()?;
        let faces = read_faces(Arc::new(bytes), FontOrigin::Deck).into_iter().flatten();
        Some((
            path.to_string_lossy().into_owned(),
            faces.map(|face| face.family.to_string()).collect(),
        ))
    };
    paths.into_iter().filter_map(read).collect()
}

/// Returns the reason why a font format is not supported.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'w', b'O', b'F', b'2', ..] => Some("it is WOFF2, a font format for web pages"),
        [b'w', b'O', b'F', b'F', ..] => Some("it is WOFF, a font format for web pages"),
        [0x80, 0x01, ..] => Some("it is a Type 1 font, an obsolete format"),
        _ => None,
    }
}

/// Adds fonts installed on the machine: the faces of named families that are missing, and one face
/// for each character of `text` that no face covers yet. The machine's fonts are scanned only if
/// something is missing.
pub fn add_system_fonts(fonts: &mut Fonts, families: &[&str], text: &str) {
    let mut missing: BTreeSet<char> =
        text.chars().filter(|&character| !is_invisible(character)).collect();
    missing.retain(|&character| !fonts.iter().any(|(_, face)| face.has_glyph(character)));
    let known = fonts.families();
    let unknown: Vec<&str> = families
        .iter()
        .copied()
        .filter(|family| !known.iter().any(|other| other.eq_ignore_ascii_case(family)))
        .collect();
    if missing.is_empty() && unknown.is_empty() {
        return;
    }
    let mut database = fontdb::Database::new();
    database.load_system_fonts();
    let mut infos: Vec<&fontdb::FaceInfo> = database.faces().collect();
    // Regular upright faces first, then by name, so that the choice is the same on every run.
    infos.sort_by_key(|info| {
        (
            info.weight.0.abs_diff(400),
            info.style != fontdb::Style::Normal,
            info.post_script_name.clone(),
            info.index,
        )
    });
    for info in infos {
        let is_named = info
            .families
            .iter()
            .any(|(name, _)| unknown.iter().any(|family| family.eq_ignore_ascii_case(name)));
        if missing.is_empty() && !is_named {
            continue;
        }
        let data = database.with_face_data(info.id, |data, index| (data.to_vec(), index));
        let Some((data, index)) = data else { continue };
        let Ok(face) = Face::read(Arc::new(data), index, FontOrigin::System) else { continue };
        let before = missing.len();
        missing.retain(|&character| !face.has_glyph(character));
        if is_named || missing.len() < before {
            fonts.add(face);
        }
    }
}

/// Reads all faces of a file: one, the faces of a collection, or the weights of a variable font.
/// Errors are returned per face.
fn read_faces(data: FontData, origin: FontOrigin) -> Vec<Result<Face, String>> {
    let bytes: &[u8] = (*data).as_ref();
    if let Some(format) = foreign_format(bytes) {
        return vec![Err(format.into())];
    }
    // A collection states its number of faces (OpenType, "TTC Header").
    let count = match bytes {
        [b't', b't', b'c', b'f', _, _, _, _, a, b, c, d, ..] => {
            Some(u32::from_be_bytes([*a, *b, *c, *d]))
        }
        _ => None,
    };
    let mut faces = Vec::new();
    for index in 0..count.unwrap_or(1).clamp(1, MAX_FACES) {
        match Face::read_instances(data.clone(), index, origin) {
            Ok(read) => faces.extend(read.into_iter().map(Ok)),
            Err(reason) if count.is_some() => {
                faces.push(Err(format!("face {} of the collection: {reason}", index + 1)))
            }
            Err(reason) => faces.push(Err(reason)),
        }
    }
    faces
}
