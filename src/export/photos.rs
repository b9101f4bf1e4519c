//! Photographs in a PDF, for the conversion of pages to SVG.
//!
//! The converter decodes every picture and embeds it as a PNG, which takes seconds for a photograph
//! and makes it many times larger. So it converts a copy of the PDF in which every large picture is
//! replaced by a stand-in, one pixel high, that is as long in bytes; then each stand-in in the SVG
//! is replaced by the JPEG itself, or by the pixels, encoded for screens.

use std::borrow::Cow;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::photo_streams::{Channels, PdfPhoto, PhotoKind, find_photos, segments};
use super::screen_picture::encode_picture;

/// The width of the first stand-in, in pixels. The others are one pixel wider each, so that an SVG
/// tells which photograph one replaces. No picture of a slide has this shape.
const FIRST_WIDTH: u32 = 7001;

/// Maximum number of photographs; further ones are embedded as PNG.
const MAX_PHOTOS: usize = 2000;

/// A picture in place of a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PhotoStandIn {
    /// Its width in pixels; it is one pixel high.
    pub(super) width: u32,
    pub(super) channels: Channels,
}

/// Which pictures are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhotoChoice {
    /// JPEGs only, so that the SVG has every pixel of the PDF.
    Lossless,
    /// Pixels, too: they are scaled down to what a screen shows.
    ForScreens,
}

/// The photographs of a PDF.
#[derive(Debug, Default)]
pub(super) struct Photos {
    photos: Vec<PdfPhoto>,
}

impl Photos {
    /// Finds the photographs of a PDF and replaces them in a copy of it; `None` if there are none.
    /// `encode_jpeg` encodes a stand-in.
    pub(super) fn replace(
        pdf: &[u8],
        choice: PhotoChoice,
        encode_jpeg: impl Fn(PhotoStandIn) -> Option<Vec<u8>>,
    ) -> Option<(Self, Vec<u8>)> {
        let mut photos = Vec::new();
        let mut copy: Option<Vec<u8>> = None;
        for photo in find_photos(pdf) {
            let is_jpeg = photo.kind == PhotoKind::Jpeg;
            if photos.len() == MAX_PHOTOS || !is_jpeg && choice == PhotoChoice::Lossless {
                continue;
            }
            let channels = photo.channels;
            let stand_in = PhotoStandIn { width: FIRST_WIDTH + photos.len() as u32, channels };
            let encoded = if is_jpeg { encode_jpeg(stand_in) } else { deflate_pixels(stand_in) };
            let Some(encoded) = encoded.filter(|encoded| encoded.len() <= photo.data.len()) else {
                continue;
            };
            let copy = copy.get_or_insert_with(|| pdf.to_vec());
            if let PhotoKind::Pixels(pixels) = &photo.kind {
                let mut overwrite = |place: &std::ops::Range<usize>, text: &str| {
                    copy[place.clone()].fill(b' ');
                    copy[place.start..place.start + text.len()].copy_from_slice(text.as_bytes());
                };
                overwrite(&pixels.width_digits, &stand_in.width.to_string());
                overwrite(&pixels.height_digits, "1");
                overwrite(&pixels.mask_entry, "");
            }
            let place = photo.data.clone();
            copy[place.clone()].fill(0);
            copy[place.start..place.start + encoded.len()].copy_from_slice(&encoded);
            photos.push(photo);
        }
        Some((Self { photos }, copy?))
    }

    /// Puts the photographs of `pdf` in place of their stand-ins in an SVG; `None` if one of them
    /// is damaged.
    pub(super) fn restore(&self, svg: &str, pdf: &[u8]) -> Option<String> {
        const START: &str = "xlink:href=\"data:image/png;base64,";
        let mut restored = String::with_capacity(svg.len());
        let mut rest = svg;
        while let Some(at) = rest.find(START) {
            let (before, data) = rest.split_at(at + START.len());
            let Some(end) = data.find('"') else { break };
            let after = data[end..].find('>').map_or(data.len(), |at| end + at);
            let attributes = &data[end..after];
            rest = &data[end..];
            let Some(photo) = self.find_photo(attributes) else {
                restored.push_str(before);
                restored.push_str(&data[..end]);
                continue;
            };
            restored.push_str(&before[..at]);
            let mut push = |media_type: &str, bytes: &[u8]| {
                restored.push_str(&format!("xlink:href=\"data:{media_type};base64,"));
                push_base64(bytes, &mut restored);
            };
            match &photo.kind {
                PhotoKind::Jpeg => push("image/jpeg", &remove_exif(&pdf[photo.data.clone()])),
                PhotoKind::Pixels(pixels) => {
                    let encoded = encode_picture(pdf, photo, pixels)?;
                    push(encoded.media_type, &encoded.bytes);
                }
            }
            // Without smoothing, a photograph that is shown smaller than it is flickers.
            restored.push_str(&attributes.replace("image-rendering: pixelated", ""));
            rest = &data[after..];
        }
        restored.push_str(rest);
        Some(restored)
    }

    fn find_photo(&self, attributes: &str) -> Option<&PdfPhoto> {
        let width = attributes.split_once(" width=\"")?.1.split('"').next()?;
        let height = attributes.split_once(" height=\"")?.1.split('"').next()?;
        let index = width.parse::<u32>().ok()?.checked_sub(FIRST_WIDTH)?;
        self.photos.get(index as usize).filter(|_| height == "1")
    }
}

/// Compresses the pixels of a stand-in.
fn deflate_pixels(stand_in: PhotoStandIn) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![128; stand_in.width as usize * stand_in.channels.count()]).ok()?;
    encoder.finish().ok()
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
    use super::super::photo_streams::MIN_PHOTO_BYTES;
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
        let (photos, copy) = Photos::replace(&pdf, PhotoChoice::Lossless, |stand_in| {
            assert_eq!(stand_in, PhotoStandIn { width: 7001, channels: Channels::Colour });
            Some(vec![1, 2, 3])
        })
        .unwrap();
        assert_eq!((copy.len(), photos.photos.len()), (pdf.len(), 1));
        assert!(copy.windows(5).any(|bytes| bytes == [1, 2, 3, 0, 0]));
        let svg = "<image xlink:href=\"data:image/png;base64,AA==\" width=\"7001\" height=\"1\"/>\
                   <image xlink:href=\"data:image/png;base64,BB==\" width=\"7001\" height=\"2\"/>";
        let mut base64 = String::new();
        push_base64(&remove_exif(&jpeg), &mut base64);
        assert_eq!(
            photos.restore(svg, &pdf).unwrap(),
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
            let replaced = Photos::replace(&pdf, PhotoChoice::ForScreens, |_| Some(vec![1]));
            assert!(replaced.is_none(), "{dictionary}");
        }
    }

    #[test]
    fn replaces_and_restores_pixels() {
        let deflate = |bytes: &[u8]| {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        };
        let image = |smask: &str, space: &str| {
            format!(
                "/Subtype/Image/Filter/FlateDecode/Width 1000/Height 600/ColorSpace/{space}\
                 /BitsPerComponent 8{smask}"
            )
        };
        let (red, half) = (deflate(&[255, 0, 0].repeat(600_000)), deflate(&[127; 600_000]));
        let mut mask = build_pdf(&half, &image("", "DeviceGray"));
        let at = mask.windows(7).position(|window| window == b"5 0 obj").unwrap();
        mask[at] = b'6';
        for (smask, is_transparent) in [("", false), ("/SMask 6 0 R", true)] {
            let pdf = [build_pdf(&red, &image(smask, "DeviceRGB")), mask.clone()].concat();
            let (photos, copy) = Photos::replace(&pdf, PhotoChoice::ForScreens, |_| None).unwrap();
            let copied = String::from_utf8_lossy(&copy);
            assert!(
                copied.contains("/Width 7001/Height 1  /ColorSpace") && copy.len() == pdf.len()
            );
            assert!(!copied.contains("/SMask"), "{smask}");
            let svg = "<image xlink:href=\"data:image/png;base64,AA==\" width=\"7001\" \
                       height=\"1\" style=\"image-rendering: pixelated\"/>";
            let restored = photos.restore(svg, &pdf).unwrap();
            assert!(restored.starts_with("<image xlink:href=\"data:image/png;base64,iVBOR"));
            assert!(restored.ends_with("\" width=\"7001\" height=\"1\" style=\"\"/>"));
            let PhotoKind::Pixels(pixels) = &photos.photos[0].kind else { panic!("a JPEG") };
            let encoded = encode_picture(&pdf, &photos.photos[0], pixels).unwrap();
            let picture = image::load_from_memory(&encoded.bytes).unwrap();
            assert_eq!((picture.width(), picture.color().has_alpha()), (1000, is_transparent));
            assert_eq!(
                picture.to_rgba8()[(9, 9)].0,
                [255, 0, 0, if is_transparent { 127 } else { 255 }]
            );
            assert!(Photos::replace(&pdf, PhotoChoice::Lossless, |_| None).is_none());
        }
        // Its transparency is missing, or its data is damaged.
        let pdf = build_pdf(&red, &image("/SMask 9 0 R", "DeviceRGB"));
        assert!(Photos::replace(&pdf, PhotoChoice::ForScreens, |_| None).is_none());
        let pdf = build_pdf(&red[..red.len() - 40], &image("", "DeviceRGB"));
        let (photos, _) = Photos::replace(&pdf, PhotoChoice::ForScreens, |_| None).unwrap();
        let svg = "<image xlink:href=\"data:image/png;base64,A\" width=\"7001\" height=\"1\"/>";
        assert_eq!(photos.restore(svg, &pdf), None);
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
