//! Finds faces: in the deck's `fonts/` folder, and on the machine where that is asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Face, FontData, Fonts, Origin, is_invisible};
use crate::assets::{AssetError, Files};
use crate::diagnostic::{Code, Diagnostics};

/// Endings of font files that are read.
const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// Faces in one collection at most.
const MOST_FACES: u32 = 64;

/// Adds the faces in the `fonts/` folder beside the outline. A file that is no font is a finding.
pub fn add_deck_fonts(fonts: &mut Fonts, files: &Files, diagnostics: &mut Diagnostics) {
    let paths = match files.list("fonts", &ENDINGS) {
        Ok(paths) => paths,
        Err(error) => return diagnostics.push(error.at(None)),
    };
    for path in paths {
        let read = files.read_listed(&path).and_then(|bytes| {
            read_all(Arc::new(bytes), Origin::Deck).map_err(|reason| {
                AssetError::new(Code::DamagedFont, format!("the font `{}` cannot be used: {reason}", path.display()))
                    .hint("take it out of the `fonts` folder, or put a sound copy in its place")
            })
        });
        match read {
            Ok(faces) => faces.into_iter().for_each(|face| fonts.add(face)),
            Err(error) => diagnostics.push(error.at(None)),
        }
    }
}

/// Adds faces of the machine for those of `text`'s characters that no face so far covers. Nothing is loaded where none is missing.
pub fn add_system_fonts(fonts: &mut Fonts, text: &str) {
    let mut missing: BTreeSet<char> = text.chars().filter(|&character| !is_invisible(character)).collect();
    missing.retain(|&character| !fonts.iter().any(|(_, face)| face.covers(character)));
    if missing.is_empty() {
        return;
    }
    let mut database = fontdb::Database::new();
    database.load_system_fonts();
    let mut infos: Vec<&fontdb::FaceInfo> = database.faces().collect();
    // Regular upright faces first; then by name, so that one machine always chooses alike.
    infos.sort_by_key(|info| {
        (info.weight.0.abs_diff(400), info.style != fontdb::Style::Normal, info.post_script_name.clone(), info.index)
    });
    for info in infos {
        if missing.is_empty() {
            return;
        }
        let data = database.with_face_data(info.id, |data, index| (data.to_vec(), index));
        let Some((data, index)) = data else { continue };
        let Ok(face) = Face::read(Arc::new(data), index, Origin::System) else { continue };
        let before = missing.len();
        missing.retain(|&character| !face.covers(character));
        if missing.len() < before {
            fonts.add(face);
        }
    }
}

/// All faces of a file: one, or those of a collection.
fn read_all(data: FontData, origin: Origin) -> Result<Vec<Face>, String> {
    let mut faces = vec![Face::read(data.clone(), 0, origin)?];
    if (*data).as_ref().starts_with(b"ttcf") {
        faces.extend((1..MOST_FACES).map_while(|index| Face::read(data.clone(), index, origin).ok()));
    }
    Ok(faces)
}
