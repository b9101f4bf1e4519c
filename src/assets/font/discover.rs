//! Finds faces: in the deck's `fonts/` folder, and on the machine where that is asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Face, FontData, FontOrigin, Fonts, is_invisible};
use crate::assets::{AssetError, Files};
use crate::diagnostic::{Code, Diagnostics};

/// Endings of font files, also of those that are refused.
const FONT_EXTENSIONS: [&str; 7] = ["ttf", "otf", "ttc", "otc", "woff", "woff2", "pfb"];

/// Faces in one collection at most.
const MAX_FACES: u32 = 64;

/// Adds the faces in the `fonts/` folder beside the outline. A file that is no font is a finding.
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
            None => "take it out of the `fonts` folder, or put a sound copy in its place",
            Some(_) => {
                "put the font's `.ttf` or `.otf` file in its place; who offers the one offers the other"
            }
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

/// The font files in the `fonts/` folder beside the outline, each with the families in it. What is
/// no font is left out.
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

/// What a font file is that is not read.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'w', b'O', b'F', b'2', ..] => Some("it is WOFF2, a font packed for web pages"),
        [b'w', b'O', b'F', b'F', ..] => Some("it is WOFF, a font packed for web pages"),
        [0x80, 0x01, ..] => Some("it is a Type 1 font, a format that is no longer in use"),
        _ => None,
    }
}

/// Adds faces of the machine: those of the families that are named and not there, and one for each
/// of `text`'s characters that no face so far covers. The machine is not asked where nothing is
/// missing.
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
    // Regular upright faces first; then by name, so that one machine always chooses alike.
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

/// All faces of a file: one, those of a collection, the weights of a variable font. What is wrong
/// is said for each.
fn read_faces(data: FontData, origin: FontOrigin) -> Vec<Result<Face, String>> {
    let bytes: &[u8] = (*data).as_ref();
    if let Some(format) = foreign_format(bytes) {
        return vec![Err(format.into())];
    }
    // A collection says how many it holds (OpenType, "TTC Header").
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
                faces.push(Err(format!("of the face {} in it: {reason}", index + 1)))
            }
            Err(reason) => faces.push(Err(reason)),
        }
    }
    faces
}
