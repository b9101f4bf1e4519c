//! Finds decompression bombs in a PDF of another program, before a library decompresses them.
//!
//! The file is searched for streams as bytes, without reading its structure, because that may be
//! compressed itself.

use std::io::Read;

use flate2::read::ZlibDecoder;
use rayon::prelude::*;

use super::PictureError;
use crate::bytes::find_bytes;

/// Maximum decompressed size of a stream, in bytes. A picture of 40 million pixels has 160 MB.
pub(super) const MAX_STREAM_BYTES: u64 = 170_000_000;

/// Maximum decompressed size of all streams, in bytes.
const MAX_FILE_BYTES: u64 = 3_000_000_000;

/// Maximum layers of compression around one stream.
const MAX_LAYERS: usize = 3;

/// Rejects a PDF whose streams become too large.
///
/// # Errors
///
/// Returns which limit is exceeded.
pub(crate) fn check_stream_sizes(pdf: &[u8]) -> Result<(), PictureError> {
    let sizes: Vec<u64> =
        find_streams(pdf).par_iter().map(|stream| inflated_size(stream)).collect();
    let error = |limit: u64, what: &str| {
        Err(PictureError(format!(
            "the PDF contains {what} of more than {} MB of data; print it to a new PDF with fewer \
             or smaller pictures",
            limit / 1_000_000
        )))
    };
    if sizes.iter().any(|&size| size > MAX_STREAM_BYTES) {
        return error(MAX_STREAM_BYTES, "a page or picture");
    }
    if sizes.iter().sum::<u64>() > MAX_FILE_BYTES {
        return error(MAX_FILE_BYTES, "a total");
    }
    Ok(())
}

/// Returns the data of all streams, as they are stored.
fn find_streams(pdf: &[u8]) -> Vec<&[u8]> {
    const START: &[u8] = b"stream";
    const END: &[u8] = b"endstream";
    let mut streams = Vec::new();
    let mut at = 0;
    while let Some(found) = find_bytes(&pdf[at..], START) {
        let start = at + found + START.len();
        let is_end = pdf[..at + found].ends_with(b"end");
        at = start;
        if is_end {
            continue;
        }
        let data = pdf[start..].strip_prefix(b"\r\n").or(pdf[start..].strip_prefix(b"\n"));
        let Some(data) = data.or(pdf[start..].strip_prefix(b"\r")) else { continue };
        if !is_zlib(data) {
            continue;
        }
        let length = find_bytes(data, END).unwrap_or(data.len());
        streams.push(&data[..length]);
        at = pdf.len() - data.len() + length;
    }
    streams
}

/// Whether data starts with a header of zlib (RFC 1950, 2.2).
fn is_zlib(data: &[u8]) -> bool {
    let &[method, flags, ..] = data else { return false };
    method & 0x0f == 8 && (u16::from(method) << 8 | u16::from(flags)) % 31 == 0
}

/// Returns the size of a stream at its largest, counting until it is too large.
fn inflated_size(stream: &[u8]) -> u64 {
    let mut largest = 0;
    for layers in 1..=MAX_LAYERS {
        let mut reader: Box<dyn Read + '_> = Box::new(stream);
        for _ in 0..layers {
            reader = Box::new(ZlibDecoder::new(reader));
        }
        let mut start = [0; 2];
        if reader.read_exact(&mut start).is_err() {
            break;
        }
        // What is damaged ends there, as in a PDF reader.
        let size = 2 + count_bytes(reader);
        largest = largest.max(size);
        if size > MAX_STREAM_BYTES || !is_zlib(&start) {
            break;
        }
    }
    largest
}

fn count_bytes(mut reader: impl Read) -> u64 {
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    while size <= MAX_STREAM_BYTES {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => size += count as u64,
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::{MAX_STREAM_BYTES, check_stream_sizes, find_streams};

    fn compress(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn pdf_with(stream: &[u8]) -> Vec<u8> {
        [b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n", stream, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn bombs_are_found_in_any_layer() {
        assert_eq!(check_stream_sizes(&pdf_with(&compress(b"0 0 m 9 9 l S"))), Ok(()));
        assert_eq!(check_stream_sizes(&pdf_with(b"0 0 m 9 9 l S")), Ok(()));
        let bomb = compress(&vec![0; MAX_STREAM_BYTES as usize + 9]);
        for bomb in [bomb.clone(), compress(&bomb)] {
            let error = check_stream_sizes(&pdf_with(&bomb)).unwrap_err();
            assert!(error.0.contains("more than 170 MB"), "{error:?}");
        }
        let two = [pdf_with(&compress(b"a")), pdf_with(&compress(b"b"))].concat();
        assert_eq!(find_streams(&two).len(), 2);
    }
}
