//! Photographs in a PDF, for the conversion of pages to SVG.
//!
//! The converter decodes every picture and embeds it as a PNG, which takes seconds for a photograph
//! and makes it many times larger. So it converts a copy of the PDF in which every JPEG is replaced
//! by a stand-in, one pixel high, that is as long in bytes; then each stand-in in the SVG is
//! replaced by the JPEG itself.

use std::borrow::Cow;
use std::ops::Range;

/// Smaller pictures are not worth it.
const MIN_PHOTO_BYTES: usize = 16 * 1024;

/// The width of the first stand-in, in pixels. The others are one pixel wider each, so that an SVG
/// tells which photograph one replaces. No picture of a slide has this shape.
const FIRST_WIDTH: u32 = 7001;

/// Maximum number of photographs; further ones are embedded as PNG.
const MAX_PHOTOS: usize = 2000;

/// How far before the data of a stream its dictionary is looked for.
const MAX_DICTIONARY_BYTES: usize = 2048;

/// A picture in place of a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PhotoStandIn {
    /// Its width in pixels; it is one pixel high.
    pub(super) width: u32,
    pub(super) channels: Channels,
}

/// The channels of a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channels {
    Grey,
    Colour,
}

/// The photographs of a PDF.
#[derive(Debug, Default)]
pub(super) struct Photos {
    /// The bytes of each JPEG in the PDF.
    places: Vec<Range<usize>>,
}

impl Photos {
    /// Finds the photographs of a PDF and replaces them in a copy of it; `None` if there are none.
    /// `encode_jpeg` encodes a stand-in.
    pub(super) fn replace(
        pdf: &[u8],
        encode_jpeg: impl Fn(PhotoStandIn) -> Option<Vec<u8>>,
    ) -> Option<(Self, Vec<u8>)> {
        let mut places = Vec::new();
        let mut copy: Option<Vec<u8>> = None;
        let mut at = 0;
        while let Some(start) = find_jpeg(pdf, at).filter(|_| places.len() < MAX_PHOTOS) {
            at = start + 3;
            let Some((range, channels)) = read_photo(pdf, start) else { continue };
            at = range.end;
            let stand_in = PhotoStandIn { width: FIRST_WIDTH + places.len() as u32, channels };
            let Some(jpeg) = encode_jpeg(stand_in).filter(|jpeg| jpeg.len() <= range.len()) else {
                continue;
            };
            let copy = copy.get_or_insert_with(|| pdf.to_vec());
            copy[range.clone()].fill(0);
            copy[range.start..range.start + jpeg.len()].copy_from_slice(&jpeg);
            places.push(range);
        }
        Some((Self { places }, copy?))
    }

    /// Puts the photographs of `pdf` in place of their stand-ins in an SVG.
    pub(super) fn restore(&self, svg: &str, pdf: &[u8]) -> String {
        const START: &str = "xlink:href=\"data:image/png;base64,";
        let mut restored = String::with_capacity(svg.len());
        let mut rest = svg;
        while let Some(at) = rest.find(START) {
            let (before, data) = rest.split_at(at + START.len());
            let Some(end) = data.find('"') else { break };
            let attributes = &data[end..data[end..].find('>').map_or(data.len(), |at| end + at)];
            match self.find_photo(attributes) {
                Some(place) => {
                    restored.push_str(&before[..at]);
                    restored.push_str("xlink:href=\"data:image/jpeg;base64,");
                    push_base64(&remove_exif(&pdf[place.clone()]), &mut restored);
                }
                None => {
                    restored.push_str(before);
                    restored.push_str(&data[..end]);
                }
            }
            rest = &data[end..];
        }
        restored.push_str(rest);
        restored
    }

    fn find_photo(&self, attributes: &str) -> Option<&Range<usize>> {
        let width = attributes.split_once(" width=\"")?.1.split('"').next()?;
        let height = attributes.split_once(" height=\"")?.1.split('"').next()?;
        let index = width.parse::<u32>().ok()?.checked_sub(FIRST_WIDTH)?;
        self.places.get(index as usize).filter(|_| height == "1")
    }
}

/// Returns where a stream that is a JPEG starts, at `from` or after it.
fn find_jpeg(pdf: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += pdf.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        let before = &pdf[..at];
        let is_stream = before.ends_with(b"stream\n") || before.ends_with(b"stream\r\n");
        if is_stream && pdf[at..].starts_with(&[0xff, 0xd8, 0xff]) {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns the bytes of the photograph at `start` and its channels, unless it needs more than a
/// JPEG to be shown.
fn read_photo(pdf: &[u8], start: usize) -> Option<(Range<usize>, Channels)> {
    let before = &pdf[start.saturating_sub(MAX_DICTIONARY_BYTES)..start];
    let dictionary = String::from_utf8_lossy(before);
    let dictionary = &dictionary[dictionary.rfind(" obj")?..];
    let has = |name: &str| {
        let mut after =
            dictionary.match_indices(name).map(|(at, _)| &dictionary[at + name.len()..]);
        after.any(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    let filters = dictionary.matches("Decode").count() - dictionary.matches("DecodeParms").count();
    if !has("/DCTDecode") || filters != 1 || !has("/Image") || has("/SMask") || has("/Mask") {
        return None;
    }
    let length = dictionary.split_once("/Length")?.1.trim_start();
    let digits = length.find(|c: char| !c.is_ascii_digit())?;
    // `12 0 R` is a reference.
    let is_reference = length[digits..].trim_start().starts_with("0 R");
    let length: usize = length[..digits].parse().ok().filter(|_| !is_reference)?;
    let range = start..start.checked_add(length)?;
    let after = pdf.get(range.end..)?;
    let ends = [&b"endstream"[..], b"\nendstream", b"\r\nendstream"];
    if length < MIN_PHOTO_BYTES || !ends.into_iter().any(|end| after.starts_with(end)) {
        return None;
    }
    let mut frame = segments(&pdf[range.clone()]).filter(|(marker, _)| is_frame(*marker));
    match frame.next()?.1.get(9)? {
        1 => Some((range, Channels::Grey)),
        3 => Some((range, Channels::Colour)),
        // Browsers do not agree on CMYK.
        _ => None,
    }
}

/// Tells whether a marker starts a frame header (ISO 10918-1, table B.1).
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Returns the segments of a JPEG before its first scan, each with its marker.
fn segments(jpeg: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        let [0xff, marker, high, low, ..] = *rest else { return None };
        let length = 2 + usize::from(u16::from_be_bytes([high, low]));
        // The scan has no length.
        let segment = rest.get(..length).filter(|_| marker != 0xda)?;
        rest = &rest[length..];
        Some((marker, segment))
    })
}

/// Returns a JPEG without its Exif data: the page has turned the picture already, and a browser
/// would turn it once more.
fn remove_exif(jpeg: &[u8]) -> Cow<'_, [u8]> {
    let is_exif = |(marker, segment): &(u8, &[u8])| {
        *marker == 0xe1 && segment.get(4..8).is_some_and(|name| name == b"Exif")
    };
    if !segments(jpeg).any(|segment| is_exif(&segment)) {
        return jpeg.into();
    }
    let length: usize = segments(jpeg).map(|(_, segment)| segment.len()).sum();
    let kept = segments(jpeg).filter(|segment| !is_exif(segment));
    let mut bytes = jpeg[..2].to_vec();
    kept.for_each(|(_, segment)| bytes.extend(segment));
    bytes.extend(&jpeg[2 + length..]);
    bytes.into()
}

/// Adds bytes in base64 (RFC 4648) to a text.
fn push_base64(bytes: &[u8], text: &mut String) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    text.reserve(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * index) & 63) as usize];
            text.push(if index > chunk.len() { '=' } else { char::from(digit) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build_pdf(jpeg: &[u8], dictionary: &str) -> Vec<u8> {
        let head = format!("%PDF-1.7\n5 0 obj\n<<{dictionary}/Length {}>>\nstream\n", jpeg.len());
        [head.as_bytes(), jpeg, b"\nendstream\nendobj\n"].concat()
    }

    fn build_jpeg(channels: u8) -> Vec<u8> {
        let exif = *b"\xff\xe1\x00\x0aExif\x00\x00ab";
        let mut frame = *b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x03\x00\x00\x00";
        frame[9] = channels;
        let scan = [b"\xff\xda".to_vec(), vec![7; MIN_PHOTO_BYTES]].concat();
        [&b"\xff\xd8"[..], &exif, &frame, &scan].concat()
    }

    #[test]
    fn replaces_and_restores_photographs() {
        let (image, jpeg) = ("/Subtype /Image /Filter /DCTDecode ", build_jpeg(3));
        let pdf = build_pdf(&jpeg, image);
        let (photos, copy) = Photos::replace(&pdf, |stand_in| {
            assert_eq!(stand_in, PhotoStandIn { width: 7001, channels: Channels::Colour });
            Some(vec![1, 2, 3])
        })
        .unwrap();
        assert_eq!((copy.len(), photos.places.len()), (pdf.len(), 1));
        assert!(copy.windows(5).any(|bytes| bytes == [1, 2, 3, 0, 0]));
        let svg = "<image xlink:href=\"data:image/png;base64,AA==\" width=\"7001\" height=\"1\"/>\
                   <image xlink:href=\"data:image/png;base64,BB==\" width=\"7001\" height=\"2\"/>";
        let mut base64 = String::new();
        push_base64(&remove_exif(&jpeg), &mut base64);
        assert_eq!(
            photos.restore(svg, &pdf),
            svg.replace("image/png;base64,AA==", &format!("image/jpeg;base64,{base64}"))
        );
        assert_eq!(remove_exif(&jpeg).len(), jpeg.len() - 12);
        for (jpeg, dictionary) in [
            (build_jpeg(4), image.to_owned()),
            (build_jpeg(3), format!("{image}/SMask 6 0 R ")),
            (build_jpeg(3), format!("{image}/Decode [1 0] ")),
            (build_jpeg(3), image.replace("/DCTDecode", "[/FlateDecode /DCTDecode]")),
            (jpeg[..900].to_vec(), image.to_owned()),
        ] {
            let pdf = build_pdf(&jpeg, &dictionary);
            assert!(Photos::replace(&pdf, |_| Some(vec![1])).is_none(), "{dictionary}");
        }
    }

    #[test]
    fn encodes_base64() {
        let encode = |bytes: &[u8]| {
            let mut text = String::new();
            push_base64(bytes, &mut text);
            text
        };
        // RFC 4648, section 10.
        assert_eq!(
            [&b"f"[..], b"fo", b"foo", b"foob"].map(encode),
            ["Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }
}
