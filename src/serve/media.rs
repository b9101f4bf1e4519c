//! Serves the videos, recordings and animated pictures of a deck.
//!
//! A request names a file by a number, never by a path, so only the files of the deck can be read.
//! Files are read from the disk in parts of limited size.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::guard::text_response;
use super::image_cache::ImageCache;
use crate::assets::MediaFile;
use crate::live::Presentation;

/// Maximum size of the response to a request for a range. Browsers request the next part when they
/// need it, so a video that is paused keeps no connection open.
const MAX_PART_BYTES: u64 = 1 << 20;

/// Size of the pieces in which a whole file is sent.
const PIECE_BYTES: u64 = 64 << 10;

/// Returns the address of a file; `run` identifies this run of the program.
pub(super) fn media_address(run: &str, file: &MediaFile) -> String {
    format!("/media/{run}/{:016x}", hash_file(file))
}

/// A file that was changed has another address, so browsers do not mix its parts.
fn hash_file(file: &MediaFile) -> u64 {
    let mut hasher = DefaultHasher::new();
    (file.path(), file.len, file.stamp).hash(&mut hasher);
    hasher.finish()
}

/// Finds the file of a deck with this name in its address.
pub(super) fn find_media(deck: &Presentation, name: &str) -> Option<Arc<MediaFile>> {
    let wanted = u64::from_str_radix(name, 16).ok()?;
    let media = deck.pages.iter().flat_map(|page| &page.media);
    let mut files = media.flat_map(|media| media.captions.iter().chain([&media.file]));
    files.find(|file| hash_file(file) == wanted).cloned()
}

/// Answers a request for `/media/{run}/{file}`, or for a range of its bytes (RFC 9110, 14);
/// `find_file` finds the file if it is one of this run of the program, as `images` are.
pub(super) async fn respond(
    images: &ImageCache,
    run: &str,
    find_file: impl FnOnce() -> Option<Arc<MediaFile>>,
    headers: &HeaderMap,
) -> Response {
    let file = if run == images.run() { find_file() } else { None };
    let Some(file) = file else {
        return text_response(StatusCode::NOT_FOUND, "This file is not part of the deck.");
    };
    let media_type = file.media_type;
    let opened = tokio::task::spawn_blocking(move || {
        let opened = file.open()?;
        let len = opened.metadata()?.len();
        io::Result::Ok((opened, len))
    });
    let Ok(Ok((opened, len))) = opened.await else {
        return text_response(StatusCode::NOT_FOUND, "This file cannot be read.");
    };
    let content_type =
        if media_type == "text/vtt" { "text/vtt; charset=utf-8" } else { media_type };
    let common = [(CONTENT_TYPE, content_type), (ACCEPT_RANGES, "bytes")];
    match requested_range(headers, len) {
        None => {
            let length = [(CONTENT_LENGTH, len.to_string())];
            (common, length, stream_file(opened, len)).into_response()
        }
        Some(Err(())) => {
            let range = [(CONTENT_RANGE, format!("bytes */{len}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, range).into_response()
        }
        Some(Ok(range)) => {
            let value = format!("bytes {}-{}/{len}", range.start(), range.end());
            let read = move || read_part(opened, range);
            match tokio::task::spawn_blocking(read).await {
                Ok(Ok(part)) => {
                    let range = [(CONTENT_RANGE, value)];
                    (StatusCode::PARTIAL_CONTENT, common, range, part).into_response()
                }
                _ => text_response(StatusCode::NOT_FOUND, "This file cannot be read."),
            }
        }
    }
}

/// Returns the range that a request asks for, limited in size; `None` for the whole file, and an
/// error if the file has no such bytes. Several ranges at once are not supported: the whole file is
/// the answer.
fn requested_range(headers: &HeaderMap, len: u64) -> Option<Result<RangeInclusive<u64>, ()>> {
    let header = headers.get(RANGE)?.to_str().ok()?;
    let ranges = http_range_header::parse_range_header(header).ok()?;
    let Some(ranges) = ranges.validate(len).ok().filter(|_| len > 0) else { return Some(Err(())) };
    let [range] = ranges.as_slice() else { return None };
    let end = (*range.end()).min(range.start().saturating_add(MAX_PART_BYTES - 1));
    Some(Ok(*range.start()..=end))
}

fn read_part(mut file: File, range: RangeInclusive<u64>) -> io::Result<Bytes> {
    file.seek(SeekFrom::Start(*range.start()))?;
    let length = range.end() - range.start() + 1;
    let mut part = Vec::with_capacity(length as usize);
    file.take(length).read_to_end(&mut part)?;
    // The response has this length in its headers.
    if part.len() as u64 == length {
        Ok(part.into())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// Sends the first `len` bytes of a file, piece by piece, as fast as they are received.
fn stream_file(file: File, len: u64) -> Body {
    let (pieces, receiver) = mpsc::channel::<io::Result<Bytes>>(1);
    tokio::spawn(async move {
        let mut start = 0;
        let mut file = file;
        while start < len {
            let end = (start + PIECE_BYTES).min(len) - 1;
            let read = tokio::task::spawn_blocking(move || {
                let piece = read_part(file.try_clone()?, start..=end)?;
                io::Result::Ok((file, piece))
            });
            let (piece, next) = match read.await {
                Ok(Ok((file, piece))) => (Ok(piece), Some(file)),
                Ok(Err(error)) => (Err(error), None),
                Err(error) => (Err(io::Error::other(error)), None),
            };
            // Sending fails if the client has closed the connection.
            if pieces.send(piece).await.is_err() {
                return;
            }
            let Some(next) = next else { return };
            file = next;
            start = end + 1;
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{MAX_PART_BYTES, RANGE, requested_range};

    fn range_of(header: &str, len: u64) -> Option<Result<(u64, u64), ()>> {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, HeaderValue::from_str(header).unwrap());
        requested_range(&headers, len)
            .map(|range| range.map(|range| (*range.start(), *range.end())))
    }

    #[test]
    fn limits_ranges_to_parts_of_the_file() {
        let len = 10 * MAX_PART_BYTES;
        for (header, expected) in [
            ("bytes=0-", Some(Ok((0, MAX_PART_BYTES - 1)))),
            ("bytes=5-9", Some(Ok((5, 9)))),
            ("bytes=-3", Some(Ok((len - 3, len - 1)))),
            (&*format!("bytes={}-", len - 1), Some(Ok((len - 1, len - 1)))),
            (&*format!("bytes={len}-"), Some(Err(()))),
            ("bytes=0-1,5-9", None),
            ("pages=1-2", None),
            ("bytes=../..", None),
        ] {
            assert_eq!(range_of(header, len), expected, "{header}");
        }
        assert_eq!(range_of("bytes=0-", 0), Some(Err(())));
    }
}
