//! Gives fonts the names by which programs know families of four styles (OpenType 1.9, `name`).

use std::borrow::Cow;

use super::eot::{Tables, find_name, read_u32};

/// The four styles, in the order of the format.
const STYLES: [&str; 4] = ["Regular", "Bold", "Italic", "Bold Italic"];

/// The ids of names: family, style, full name, and both in a family with more than four styles.
const FAMILY: u16 = 1;
const STYLE: u16 = 2;
const FULL_NAME: u16 = 4;
const WHOLE_FAMILY: u16 = 16;
const WHOLE_STYLE: u16 = 17;

/// Names for Windows in English, in UTF-16.
const WINDOWS_ENGLISH: [u16; 3] = [3, 1, 0x409];

/// Returns a font whose family is `family`, as a program that groups four styles reads it: the font
/// as it is, if it is so already.
///
/// # Errors
///
/// If the font is damaged.
pub(super) fn rename_font<'f>(
    font: &'f [u8],
    family: &str,
    style: usize,
) -> Result<Cow<'f, [u8]>, &'static str> {
    let damaged = "it is damaged";
    let tables = Tables::read(font)?;
    let Some(names) = tables.get(b"name") else { return Ok(Cow::Borrowed(font)) };
    let read = |id| find_name(names, id).map(|name| from_utf16(&name));
    let (old_family, old_style) = (read(FAMILY), read(STYLE));
    let style = STYLES.get(style).copied().unwrap_or(STYLES[0]);
    let is_usual = old_style.as_deref().is_none_or(|style| STYLES.contains(&style));
    if is_usual || old_family.is_none() {
        return Ok(Cow::Borrowed(font));
    }
    let full_name = match style {
        "Regular" => family.to_owned(),
        style => format!("{family} {style}"),
    };
    let own = [
        (FAMILY, Some(family.to_owned())),
        (STYLE, Some(style.to_owned())),
        (FULL_NAME, Some(full_name)),
        (WHOLE_FAMILY, read(WHOLE_FAMILY).or(old_family)),
        (WHOLE_STYLE, read(WHOLE_STYLE).or(old_style)),
    ];
    // Copyright, version, name for PostScript, licence and so on.
    let kept = (0..=14).filter(|id| !own.iter().any(|(other, _)| other == id));
    let kept: Vec<_> = kept.map(|id| (id, read(id))).collect();
    let mut all: Vec<(u16, String)> =
        own.into_iter().chain(kept).filter_map(|(id, name)| Some((id, name?))).collect();
    all.sort();
    let names = write_names(&all);
    let tags: Vec<[u8; 4]> = tables.tags().collect();
    let tables: Option<Vec<([u8; 4], &[u8])>> = tags
        .into_iter()
        .map(|tag| Some((tag, if &tag == b"name" { &names[..] } else { tables.get(&tag)? })))
        .collect();
    let start = font.get(..12).ok_or(damaged)?;
    Ok(Cow::Owned(write_font(start, &tables.ok_or(damaged)?)))
}

fn from_utf16(name: &[u8]) -> String {
    let units: Vec<u16> =
        name.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Returns a table of names, which are in the order of their ids.
fn write_names(names: &[(u16, String)]) -> Vec<u8> {
    let mut table = Vec::new();
    let start = 6 + 12 * names.len();
    for value in [0, names.len() as u16, start as u16] {
        table.extend(value.to_be_bytes());
    }
    let mut texts: Vec<u8> = Vec::new();
    for (id, name) in names {
        let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let place = [*id, text.len() as u16, texts.len() as u16];
        for value in WINDOWS_ENGLISH.into_iter().chain(place) {
            table.extend(value.to_be_bytes());
        }
        texts.extend(text);
    }
    table.extend(texts);
    table
}

/// Returns a font with these tables, whose file starts with `start`.
fn write_font(start: &[u8], tables: &[([u8; 4], &[u8])]) -> Vec<u8> {
    let mut font = start.to_vec();
    let mut offset = start.len() + 16 * tables.len();
    for (tag, table) in tables {
        font.extend(tag);
        // That of `head` is without the sum of the file.
        let whole = if tag == b"head" { read_u32(table, 8).unwrap_or_default() } else { 0 };
        font.extend(checksum(table).wrapping_sub(whole).to_be_bytes());
        font.extend((offset as u32).to_be_bytes());
        font.extend((table.len() as u32).to_be_bytes());
        offset += table.len().next_multiple_of(4);
    }
    let mut head = None;
    for (tag, table) in tables {
        head = head.or((tag == b"head").then_some(font.len()));
        font.extend(*table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    // The sum of the whole file is in the table `head`, for which it is zero.
    if let Some(place) = head.map(|head| head + 8)
        && font.len() >= place + 4
    {
        font[place..place + 4].fill(0);
        let sum = 0xb1b0_afba_u32.wrapping_sub(checksum(&font));
        font[place..place + 4].copy_from_slice(&sum.to_be_bytes());
    }
    font
}

/// Returns the sum of the words of a table.
fn checksum(table: &[u8]) -> u32 {
    let word = |bytes: &[u8]| {
        let byte = |index: usize| bytes.get(index).copied().unwrap_or_default();
        u32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)])
    };
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Fonts;

    #[test]
    fn a_weight_is_a_family_of_its_own() {
        let fonts = Fonts::bundled();
        let faces = fonts.text_faces().map(|(_, face)| face);
        let black = faces.into_iter().find(|face| &*face.family == "Rubik" && face.weight == 900);
        let face = black.expect("Rubik Black");
        let font: &[u8] = face.data().as_ref().as_ref();
        let renamed = rename_font(font, "Rubik Black", 0).expect("a sound font");
        let tables = Tables::read(&renamed).expect("a font");
        let names = tables.get(b"name").expect("names");
        let name = |id| from_utf16(&find_name(names, id).expect("a name"));
        assert_eq!((name(1), name(2)), ("Rubik Black".into(), "Regular".into()));
        assert_eq!((name(16), name(17)), ("Rubik".into(), "Black".into()));
        let old = Tables::read(font).expect("a font");
        assert_eq!(tables.get(b"glyf"), old.get(b"glyf"));
        assert_eq!(checksum(&renamed), 0xb1b0_afba);
    }

    #[test]
    fn usual_names_stay() {
        let fonts = Fonts::bundled();
        let (_, face) = fonts.text_faces().next().expect("a font");
        let font: &[u8] = face.data().as_ref().as_ref();
        assert_eq!(&*rename_font(font, "Another", 0).expect("a sound font"), font);
    }
}
