//! The structure of a JPEG file (ITU-T T.81, annex B): enough to know its size and that it is
//! complete. The picture is never decoded.

use crate::geometry::Size;

use super::Orientation;

/// The header of a JPEG file.
#[derive(Debug, PartialEq)]
pub(crate) struct JpegHeader {
    /// Stored columns and rows.
    pub size: Size,
    /// The orientation to apply.
    pub orientation: Orientation,
}

/// Reads the markers up to the picture data, and checks that the end marker exists.
///
/// # Errors
///
/// If the file is damaged, or uses a feature that PDF does not support.
pub(crate) fn read_header(bytes: &[u8]) -> Result<JpegHeader, &'static str> {
    let mut orientation = Orientation::default();
    let mut frame = None;
    let mut says_how_cmyk_is_stored = false;
    let mut at = 2;
    loop {
        let marker = match bytes.get(at..at + 2).ok_or(ENDS_EARLY)? {
            [0xff, 0xff] => {
                at += 1;
                continue;
            }
            [0xff, marker] => *marker,
            _ => return Err("its segments are damaged"),
        };
        at += 2;
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            continue;
        }
        let length = bytes
            .get(at..at + 2)
            .map(|length| usize::from(u16::from_be_bytes([length[0], length[1]])))
            .ok_or(ENDS_EARLY)?;
        let body = bytes.get(at + 2..at + length).ok_or(ENDS_EARLY)?;
        at += length;
        match marker {
            0xc0..=0xc2 => frame = Some(read_frame(body)?),
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Err("lossless, hierarchical and arithmetic JPEGs are not supported");
            }
            0xe1 => {
                let found = body
                    .strip_prefix(b"Exif\0\0")
                    .and_then(image::metadata::Orientation::from_exif_chunk);
                orientation = found.map_or(orientation, Orientation::from);
            }
            0xee => says_how_cmyk_is_stored |= body.starts_with(b"Adobe"),
            0xda => break,
            0xd9 => return Err("it contains no picture"),
            _ => {}
        }
    }
    check_scans(&bytes[at..])?;
    let JpegFrame { size, components } = frame.ok_or("its size is missing")?;
    // In practice, CMYK files have Adobe's marker and are inverted; without it readers disagree.
    if components == 4 && !says_how_cmyk_is_stored {
        return Err("it is CMYK and does not declare how the colours are stored");
    }
    Ok(JpegHeader { size, orientation })
}

const ENDS_EARLY: &str = "it is incomplete";

/// Checks the picture data of all scans up to the end marker. In picture data, 0xFF is followed
/// only by 0x00 or a restart marker; between two scans, there are segments.
fn check_scans(mut rest: &[u8]) -> Result<(), &'static str> {
    const DAMAGED_INSIDE: &str = "its picture data is damaged";
    loop {
        let marker_at = rest
            .windows(2)
            .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
            .ok_or(ENDS_EARLY)?;
        let marker = rest[marker_at + 1];
        rest = &rest[marker_at + 2..];
        match marker {
            0xd9 => return Ok(()),
            // Tables, the next scan, the number of lines, comments and applications' data.
            0xc4 | 0xda..=0xdd | 0xe0..=0xef | 0xfe => {
                let length = rest.first_chunk::<2>().ok_or(ENDS_EARLY)?;
                let length = usize::from(u16::from_be_bytes(*length));
                if length < 2 {
                    return Err(DAMAGED_INSIDE);
                }
                rest = rest.get(length..).ok_or(ENDS_EARLY)?;
            }
            _ => return Err(DAMAGED_INSIDE),
        }
    }
}

struct JpegFrame {
    size: Size,
    components: u8,
}

fn read_frame(body: &[u8]) -> Result<JpegFrame, &'static str> {
    let &[precision, h1, h0, w1, w0, components, ..] = body else {
        return Err("it is incomplete");
    };
    let (height, width) = (u16::from_be_bytes([h1, h0]), u16::from_be_bytes([w1, w0]));
    if precision != 8 {
        return Err("it has more than 8 bits per colour");
    }
    if width == 0 || height == 0 || !matches!(components, 1 | 3 | 4) {
        return Err("its size is missing");
    }
    Ok(JpegFrame { size: Size::new(f32::from(width), f32::from(height)), components })
}
