//! Fonts as Embedded OpenType, the form in which PowerPoint embeds them
//! (<https://www.w3.org/submissions/2008/SUBM-EOT-20080305/>): a header, and the font as it is.

/// The version of the header, and what is after it in each file.
const VERSION: u32 = 0x0002_0001;
const MAGIC: u16 = 0x504c;
const DEFAULT_CHARSET: u8 = 1;

/// Bits of the licence in `OS/2` (OpenType 1.9, `fsType`).
const RESTRICTED: u16 = 0x2;
const VIEWING: u16 = 0x4;
const EDITING: u16 = 0x8;
const BITMAPS_ONLY: u16 = 0x200;

/// Returns a TrueType font as Embedded OpenType.
///
/// # Errors
///
/// The reason why it must not or cannot be embedded.
pub(super) fn to_eot(font: &[u8]) -> Result<Vec<u8>, &'static str> {
    let damaged = "it is damaged";
    let tables = Tables::read(font)?;
    let os2 = tables.get(b"OS/2").ok_or("it does not say what its licence allows")?;
    check_licence(read_u16(os2, 8).ok_or(damaged)?)?;
    if tables.get(b"glyf").is_none() {
        return Err("PowerPoint embeds only fonts with TrueType outlines");
    }
    if tables.get(b"fvar").is_some() {
        return Err("PowerPoint does not embed variable fonts");
    }
    let head = tables.get(b"head").ok_or(damaged)?;
    let names = tables.get(b"name").ok_or(damaged)?;
    let mut header = Vec::new();
    header.extend(VERSION.to_le_bytes());
    header.extend(0_u32.to_le_bytes());
    header.extend(os2.get(32..42).ok_or(damaged)?);
    header.push(DEFAULT_CHARSET);
    let selection = read_u16(os2, 62).ok_or(damaged)?;
    header.push((selection & 1) as u8);
    header.extend(u32::from(read_u16(os2, 4).ok_or(damaged)?).to_le_bytes());
    header.extend(read_u16(os2, 8).ok_or(damaged)?.to_le_bytes());
    header.extend(MAGIC.to_le_bytes());
    // Which characters it has: four words, and two that old versions of the table lack.
    for offset in [42, 46, 50, 54, 78, 82] {
        header.extend(read_u32(os2, offset).unwrap_or(0).to_le_bytes());
    }
    header.extend(read_u32(head, 8).ok_or(damaged)?.to_le_bytes());
    header.extend([0; 16]);
    // Family, style, version and full name.
    for id in [1, 2, 5, 4] {
        header.extend([0; 2]);
        let name = find_name(names, id).unwrap_or_default();
        header.extend((name.len() as u16).to_le_bytes());
        header.extend(name);
    }
    // No names of web sites.
    header.extend([0; 4]);
    let size = 8 + header.len() + font.len();
    let size = u32::try_from(size).map_err(|_| "it is too large")?;
    let mut file = Vec::with_capacity(size as usize);
    file.extend(size.to_le_bytes());
    file.extend((font.len() as u32).to_le_bytes());
    file.extend(header);
    file.extend(font);
    Ok(file)
}

/// Checks that documents that are edited may contain the font. If several bits are set, the one
/// that allows the most holds.
fn check_licence(bits: u16) -> Result<(), &'static str> {
    if bits & BITMAPS_ONLY != 0 {
        return Err("its licence allows only bitmaps of it to be embedded");
    }
    match bits & (RESTRICTED | VIEWING | EDITING) {
        0 => Ok(()),
        bits if bits & EDITING != 0 => Ok(()),
        bits if bits & VIEWING != 0 => {
            Err("its licence allows it only in documents that are not edited")
        }
        _ => Err("its licence does not allow it"),
    }
}

/// The tables of a font file (OpenType 1.9, `otff`).
pub(super) struct Tables<'f> {
    font: &'f [u8],
    count: usize,
}

impl<'f> Tables<'f> {
    /// Returns the tags of the tables in the order of the file.
    pub(super) fn tags(&self) -> impl Iterator<Item = [u8; 4]> + 'f {
        let records = self.font.get(12..).unwrap_or_default().chunks_exact(16).take(self.count);
        records.map(|record| [record[0], record[1], record[2], record[3]])
    }

    pub(super) fn read(font: &'f [u8]) -> Result<Self, &'static str> {
        match font.get(..4) {
            Some(b"ttcf") => Err("it is part of a collection of fonts"),
            Some(_) => Ok(Self { font, count: read_u16(font, 4).map_or(0, usize::from) }),
            None => Err("it is damaged"),
        }
    }

    pub(super) fn get(&self, tag: &[u8; 4]) -> Option<&'f [u8]> {
        let records = self.font.get(12..)?.chunks_exact(16).take(self.count);
        let record = records.into_iter().find(|record| record.starts_with(tag))?;
        let start = read_u32(record, 8)? as usize;
        let length = read_u32(record, 12)? as usize;
        self.font.get(start..start.checked_add(length)?)
    }
}

/// Returns a name for Windows in UTF-16, little-endian: the English one, if there is one.
pub(super) fn find_name(names: &[u8], id: u16) -> Option<Vec<u8>> {
    const WINDOWS: u16 = 3;
    const ENGLISH: u16 = 0x409;
    let count = usize::from(read_u16(names, 2)?);
    let texts = names.get(usize::from(read_u16(names, 4)?)..)?;
    let records = names.get(6..)?.chunks_exact(12).take(count);
    let is_wanted =
        |record: &&[u8]| read_u16(record, 0) == Some(WINDOWS) && read_u16(record, 6) == Some(id);
    let wanted: Vec<&[u8]> = records.filter(is_wanted).collect();
    let english = wanted.iter().find(|record| read_u16(record, 4) == Some(ENGLISH));
    let record = english.or(wanted.first())?;
    let (length, start) = (usize::from(read_u16(record, 8)?), usize::from(read_u16(record, 10)?));
    let text = texts.get(start..start + length)?;
    Some(text.chunks_exact(2).flat_map(|pair| [pair[1], pair[0]]).collect())
}

fn read_u16(bytes: &[u8], offset: usize) -> Option<u16> {
    let bytes = bytes.get(offset..offset + 2)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

pub(super) fn read_u32(bytes: &[u8], offset: usize) -> Option<u32> {
    let bytes = bytes.get(offset..offset + 4)?;
    Some(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Fonts;

    fn regular() -> Vec<u8> {
        let fonts = Fonts::bundled();
        let (_, face) = fonts.text_faces().next().expect("a font");
        face.data().as_ref().as_ref().to_vec()
    }

    #[test]
    fn the_font_is_whole_after_a_header_with_its_names() {
        let font = regular();
        let eot = to_eot(&font).expect("a free font");
        assert_eq!(u32::from_le_bytes(eot[..4].try_into().unwrap()) as usize, eot.len());
        assert!(eot.ends_with(&font));
        assert_eq!(eot[34..36], [0x4c, 0x50]);
        let family: Vec<u8> = "Source Sans 3".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(eot[82..84], (family.len() as u16).to_le_bytes());
        assert_eq!(&eot[84..84 + family.len()], family);
    }

    #[test]
    fn licences_are_respected() {
        assert_eq!(check_licence(0), Ok(()));
        assert_eq!(check_licence(EDITING), Ok(()));
        assert_eq!(check_licence(EDITING | RESTRICTED), Ok(()));
        for bits in [RESTRICTED, VIEWING, BITMAPS_ONLY, BITMAPS_ONLY | EDITING] {
            assert!(check_licence(bits).is_err(), "{bits}");
        }
    }

    #[test]
    fn broken_fonts_are_refused() {
        let font = regular();
        assert!(to_eot(b"").is_err() && to_eot(b"ttcf").is_err());
        for length in [3, 12, 100, 300] {
            assert!(to_eot(&font[..length]).is_err(), "{length}");
        }
        let mut cff = font.clone();
        let glyf = font.windows(4).position(|tag| tag == b"glyf").expect("outlines");
        cff[glyf..glyf + 4].copy_from_slice(b"CFF ");
        assert_eq!(to_eot(&cff), Err("PowerPoint embeds only fonts with TrueType outlines"));
    }
}
