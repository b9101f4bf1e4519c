//! Finds out whether a picture is animated. Pages show a still of it.

use std::io::Cursor;

use image::codecs::webp::WebPDecoder;

use super::format::PictureFormat;
use super::raster::open_png;
use crate::bytes::find_bytes;

/// Whether a picture is animated. Damaged pictures are not.
pub(super) fn is_animated(bytes: &[u8], format: PictureFormat) -> bool {
    match format {
        PictureFormat::Gif => count_gif_images(bytes) > 1,
        PictureFormat::Png => {
            open_png(bytes).is_ok_and(|decoder| decoder.is_apng().unwrap_or(false))
        }
        PictureFormat::WebP => {
            WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation())
        }
        PictureFormat::Svg => {
            [&b"<animate"[..], b"@keyframes"].iter().any(|word| find_bytes(bytes, word).is_some())
        }
        PictureFormat::Jpeg => false,
    }
}

/// Counts the images of a GIF, at most two, without decoding them: blocks of data of known length
/// follow each other (GIF89a specification, sections 15 to 27).
fn count_gif_images(bytes: &[u8]) -> usize {
    const HEADER_LEN: usize = 13;
    const DESCRIPTOR_LEN: usize = 10;
    let table_len = |flags: u8| if flags & 0x80 != 0 { 3 << ((flags & 7) + 1) } else { 0 };
    let skip_blocks = |mut at: usize| loop {
        match bytes.get(at) {
            None | Some(0) => return at + 1,
            Some(&length) => at += 1 + usize::from(length),
        }
    };
    let mut at = HEADER_LEN + bytes.get(10).map_or(0, |flags| table_len(*flags));
    let mut images = 0;
    while images < 2 {
        at = match bytes.get(at) {
            // An extension: its label, then its blocks.
            Some(0x21) => skip_blocks(at + 2),
            Some(0x2c) => {
                images += 1;
                let table = bytes.get(at + DESCRIPTOR_LEN - 1).map_or(0, |flags| table_len(*flags));
                // One byte tells the size of the codes.
                skip_blocks(at + DESCRIPTOR_LEN + table + 1)
            }
            _ => break,
        };
    }
    images
}

#[cfg(test)]
mod tests {
    use image::codecs::gif::GifEncoder;
    use image::{Delay, Frame, RgbaImage};

    use super::super::format::PictureFormat;
    use super::is_animated;

    #[test]
    fn counts_the_images_of_a_gif() {
        for count in 1..4 {
            let mut bytes = Vec::new();
            let mut encoder = GifEncoder::new(&mut bytes);
            for frame in 0..count {
                let pixels = RgbaImage::from_pixel(9, 7, image::Rgba([frame * 60, 0, 9, 255]));
                let frame = Frame::from_parts(pixels, 0, 0, Delay::from_numer_denom_ms(100, 1));
                encoder.encode_frame(frame).unwrap();
            }
            drop(encoder);
            assert_eq!(is_animated(&bytes, PictureFormat::Gif), count > 1, "{count}");
            assert!(!is_animated(&bytes[..20], PictureFormat::Gif));
        }
    }
}
