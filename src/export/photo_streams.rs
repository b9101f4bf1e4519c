//! Finds the pictures of a PDF in its bytes, without reading its structure: only those that are
//! whole streams with all they need in their dictionary.

use std::collections::BTreeMap;
use std::ops::Range;

use super::stream_sizes::MAX_STREAM_BYTES;
use crate::bytes::find_bytes;

/// Smaller JPEGs are not worth it.
pub(super) const MIN_PHOTO_BYTES: usize = 16 * 1024;

/// Smaller pictures of pixels are not worth it. The width has four digits at least, which are
/// replaced by those of a stand-in.
const MIN_PIXELS: usize = 500_000;
const MIN_PIXEL_WIDTH: usize = 1000;

/// How far before the data of a stream its dictionary is looked for.
const MAX_DICTIONARY_BYTES: usize = 2048;

/// A picture in a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PdfPhoto {
    /// Its stream, as it is stored.
    pub(super) data: Range<usize>,
    pub(super) channels: Channels,
    pub(super) kind: PhotoKind,
}

/// How a picture is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PhotoKind {
    Jpeg,
    Pixels(PixelPhoto),
}

/// A picture whose pixels are compressed with Flate, one byte for each channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PixelPhoto {
    pub(super) width: usize,
    pub(super) height: usize,
    /// The stream of its transparency, of the same size.
    pub(super) mask: Option<Range<usize>>,
    /// What of the dictionary says the width, the height and the transparency.
    pub(super) width_digits: Range<usize>,
    pub(super) height_digits: Range<usize>,
    pub(super) mask_entry: Range<usize>,
}

/// The channels of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channels {
    Grey,
    Colour,
}

impl Channels {
    /// Returns the number of channels.
    pub(super) fn count(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Colour => 3,
        }
    }
}

/// A stream with its dictionary.
struct PdfStream<'p> {
    object: usize,
    dictionary: &'p str,
    /// The position of the dictionary in the PDF.
    at: usize,
    data: Range<usize>,
}

/// Returns the photographs of a PDF in the order of the file.
pub(super) fn find_photos(pdf: &[u8]) -> Vec<PdfPhoto> {
    const KEYWORD: &[u8] = b"stream";
    let (mut photos, mut wanted_masks, mut masks) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut at = 0;
    while let Some(found) = find_bytes(&pdf[at..], KEYWORD) {
        let keyword = at + found;
        at = keyword + KEYWORD.len();
        let Some(stream) = PdfStream::parse(pdf, keyword, at) else { continue };
        at = stream.data.end;
        if !stream.has("/Image") || stream.has("/Mask") || stream.has("/ImageMask") {
            continue;
        }
        if let Some(channels) = stream.jpeg_channels(pdf) {
            photos.push(PdfPhoto { data: stream.data, channels, kind: PhotoKind::Jpeg });
        } else if let Some((channels, pixels)) = stream.pixels() {
            if channels == Channels::Grey && !stream.has("/Matte") {
                let size = (pixels.width, pixels.height);
                masks.insert(stream.object, (size, stream.data.clone()));
            }
            if pixels.width >= MIN_PIXEL_WIDTH && pixels.width * pixels.height >= MIN_PIXELS {
                wanted_masks.push((photos.len(), stream.number("/SMask").map(|(_, mask)| mask)));
                let kind = PhotoKind::Pixels(pixels);
                photos.push(PdfPhoto { data: stream.data, channels, kind });
            }
        }
    }
    let mut incomplete = Vec::new();
    for (index, mask) in wanted_masks {
        let Some(mask) = mask else { continue };
        let PhotoKind::Pixels(pixels) = &mut photos[index].kind else { continue };
        let size = (pixels.width, pixels.height);
        pixels.mask = masks.get(&mask).filter(|mask| mask.0 == size).map(|mask| mask.1.clone());
        if pixels.mask.is_none() {
            incomplete.push(index);
        }
    }
    for index in incomplete.into_iter().rev() {
        photos.remove(index);
    }
    photos
}

impl<'p> PdfStream<'p> {
    /// Parses the stream whose keyword is at `keyword` and ends at `end`, if it tells its length.
    fn parse(pdf: &'p [u8], keyword: usize, end: usize) -> Option<Self> {
        let start = match pdf.get(end..)? {
            [b'\r', b'\n', ..] => end + 2,
            [b'\n', ..] => end + 1,
            _ => return None,
        };
        let earliest = keyword.saturating_sub(MAX_DICTIONARY_BYTES);
        let before = &pdf[earliest..keyword];
        const OBJ: &[u8] = b" obj";
        let obj = before.windows(OBJ.len()).rposition(|window| window == OBJ)?;
        let at = earliest + obj + OBJ.len();
        let dictionary = std::str::from_utf8(&pdf[at..keyword]).ok()?;
        let numbers = before[..obj].rsplit(|byte| !byte.is_ascii_digit());
        let object = std::str::from_utf8(numbers.take(2).last()?).ok()?.parse().ok()?;
        let mut stream = Self { object, dictionary, at, data: start..start };
        let (digits, length) = stream.number("/Length")?;
        // `12 0 R` is a reference.
        let after = &dictionary[digits.end - at..];
        stream.data.end = start.checked_add(length)?;
        let rest = pdf.get(stream.data.end..)?;
        let ends = [&b"endstream"[..], b"\nendstream", b"\r\nendstream"];
        let is_complete = ends.into_iter().any(|end| rest.starts_with(end));
        (is_complete && !after.trim_start().starts_with("0 R")).then_some(stream)
    }

    /// Returns what follows a name.
    fn entry(&self, name: &str) -> Option<&'p str> {
        let mut entries = self.dictionary.match_indices(name);
        entries.find_map(|(at, _)| {
            let after = &self.dictionary[at + name.len()..];
            (!after.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(after)
        })
    }

    fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Returns the number that follows a name, with the place of its digits in the PDF.
    fn number(&self, name: &str) -> Option<(Range<usize>, usize)> {
        let after = self.entry(name)?.trim_start();
        let digits = after.find(|c: char| !c.is_ascii_digit())?;
        let start = self.at + self.dictionary.len() - after.len();
        Some((start..start + digits, after[..digits].parse().ok()?))
    }

    /// Whether the data has been compressed in one way only, and its values mean what they say.
    fn has_one_filter(&self) -> bool {
        let parameters = self.dictionary.matches("DecodeParms").count();
        self.dictionary.matches("Decode").count() - parameters == 1
    }

    /// Returns the channels of a JPEG, unless it needs more to be shown.
    fn jpeg_channels(&self, pdf: &[u8]) -> Option<Channels> {
        if !self.has("/DCTDecode") || !self.has_one_filter() || self.has("/SMask") {
            return None;
        }
        let jpeg = pdf.get(self.data.clone()).filter(|jpeg| jpeg.len() >= MIN_PHOTO_BYTES)?;
        let mut frame = segments(jpeg).filter(|(marker, _)| is_frame(*marker));
        match frame.next()?.1.get(9)? {
            1 => Some(Channels::Grey),
            3 => Some(Channels::Colour),
            // Browsers do not agree on CMYK.
            _ => None,
        }
    }

    /// Returns the channels and size of a picture of pixels in device colours.
    fn pixels(&self) -> Option<(Channels, PixelPhoto)> {
        let is_plain = self.has("/FlateDecode") && !self.has("/DecodeParms");
        if !is_plain || !self.has_one_filter() || self.number("/BitsPerComponent")?.1 != 8 {
            return None;
        }
        let space = self.entry("/ColorSpace")?.trim_start();
        let channels = match () {
            () if space.starts_with("/DeviceRGB") => Channels::Colour,
            () if space.starts_with("/DeviceGray") => Channels::Grey,
            () => return None,
        };
        let ((width_digits, width), (height_digits, height)) =
            (self.number("/Width")?, self.number("/Height")?);
        let bytes = width.checked_mul(height)?.checked_mul(channels.count())?;
        if bytes == 0 || bytes as u64 > MAX_STREAM_BYTES {
            return None;
        }
        let mask_entry = self.entry("/SMask").and_then(|after| {
            let start = self.at + self.dictionary.len() - after.len() - "/SMask".len();
            Some(start..start + "/SMask".len() + after.find('R')? + 1)
        });
        let mask_entry = mask_entry.unwrap_or(self.at..self.at);
        let mask = None;
        let photo = PixelPhoto { width, height, mask, width_digits, height_digits, mask_entry };
        Some((channels, photo))
    }
}

/// Tells whether a marker starts a frame header (ISO 10918-1, table B.1).
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Returns the segments of a JPEG before its first scan, each with its marker.
pub(super) fn segments(jpeg: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
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
