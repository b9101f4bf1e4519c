//! Compresses the streams that the library writes uncompressed: pages, and the shapes, patterns and
//! masks of drawings.
//!
//! The library could compress each stream when it is written, but allocates 300 kB for each. Of a
//! drawing with thousands of semi-transparent shapes, that memory stays in use in fragments, 700 MB
//! in all. Here few compressors are used for all streams, one after the other.

use flate2::{Compress, Compression, FlushCompress, Status};
use rayon::prelude::*;

/// The compression level, up to 9.
const COMPRESSION_LEVEL: Compression = Compression::new(6);

/// The maximum number of compressors of a file.
const MAX_COMPRESSORS: usize = 32;

/// The least number of objects for which there is a compressor: to set one up takes as long as to
/// compress some pages.
const MIN_OBJECTS: usize = 128;

/// The end of an object that is a stream.
const STREAM_END: &[u8] = b"\nendstream";

/// Compresses streams. Returns `None` for each object that has to stay as it is: because it is
/// compressed already or would not become smaller.
pub(crate) fn compress_streams(objects: &[&[u8]]) -> Vec<Option<Vec<u8>>> {
    let share = objects.len().div_ceil(MAX_COMPRESSORS).max(MIN_OBJECTS);
    objects
        .par_chunks(share)
        .flat_map_iter(|objects| {
            let mut compressor = None;
            objects.iter().map(move |object| compress_stream(object, &mut compressor))
        })
        .collect()
}

/// Compresses one stream. `compressor` is made for the first one.
fn compress_stream(object: &[u8], compressor: &mut Option<Compress>) -> Option<Vec<u8>> {
    const START: &str = "<</Length ";
    let digits = object.strip_prefix(START.as_bytes())?;
    let digits = &digits[..digits.iter().position(|byte| !byte.is_ascii_digit())?];
    let length: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let rest = object.strip_suffix(STREAM_END)?;
    let (head, data) = rest.split_at(rest.len().checked_sub(length)?);
    let entries = head.strip_suffix(b">>\nstream\n")?.get(START.len() + digits.len()..)?;
    if entries.windows(7).any(|window| window == b"/Filter") {
        return None;
    }
    let compressor = match compressor {
        Some(compressor) => {
            compressor.reset();
            compressor
        }
        None => compressor.insert(Compress::new(COMPRESSION_LEVEL, true)),
    };
    // Data that does not fit would not be smaller.
    let mut compressed = Vec::with_capacity(length);
    let status = compressor.compress_vec(data, &mut compressed, FlushCompress::Finish).ok()?;
    if status != Status::StreamEnd {
        return None;
    }
    let mut out = format!("{START}{}/Filter/FlateDecode", compressed.len()).into_bytes();
    out.extend_from_slice(entries);
    out.extend_from_slice(b">>\nstream\n");
    out.extend_from_slice(&compressed);
    out.extend_from_slice(STREAM_END);
    (out.len() < object.len()).then_some(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn compresses_what_becomes_smaller() {
        let data = "0 0 m 10 10 l S\n".repeat(50);
        let long = format!("<</Length {}/Type/XObject>>\nstream\n{data}\nendstream", data.len());
        let compressed = compress_streams(&[long.as_bytes()]).remove(0).unwrap();
        let at = compressed.windows(8).position(|window| window == b"\nstream\n").unwrap() + 8;
        assert!(compressed[..at].starts_with(b"<</Length "));
        assert!(compressed[..at].ends_with(b"/Filter/FlateDecode/Type/XObject>>\nstream\n"));
        let packed = &compressed[at..compressed.len() - STREAM_END.len()];
        let mut read = String::new();
        flate2::read::ZlibDecoder::new(packed).read_to_string(&mut read).unwrap();
        assert_eq!(read, data);
    }

    #[test]
    fn keeps_other_objects() {
        let zeros = "0".repeat(200);
        let packed = format!("<</Length 200/Filter/FlateDecode>>\nstream\n{zeros}\nendstream");
        let wrong = format!("<</Length 900>>\nstream\n{zeros}\nendstream");
        for object in ["<</Length 3>>\nstream\nabc\nendstream", &packed, &wrong, "<<>>", ""] {
            assert_eq!(compress_streams(&[object.as_bytes()]), [None], "{object}");
        }
    }
}
