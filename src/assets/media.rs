//! The videos, recordings and animated pictures of one deck. Only their first bytes are read here;
//! the pages that play them get the rest in parts.
#![allow(clippy::disallowed_methods, reason = "only the files that `Files` has found are read")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read_file::unreadable_error;
use super::{AssetError, Files, Stamp};
use crate::bytes::find_bytes;
use crate::diagnostic::{Code, Diagnostics};
use crate::source::Span;

/// The folder beside the outline in which media files are looked for, too.
const MEDIA_FOLDER: &str = "media";

/// The number of bytes from which a format is detected.
const HEAD_BYTES: u64 = 4096;

/// What an outline wants a media file for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaUse {
    /// A video.
    Video,
    /// A recording of sound.
    Audio,
    /// Captions in WebVTT.
    Captions,
    /// An animated picture.
    Picture,
}

/// A media file that was found and whose format is known.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaFile {
    /// The path, without symbolic links.
    path: PathBuf,
    /// The media type (RFC 6838), such as `video/mp4`.
    pub media_type: &'static str,
    /// The size in bytes.
    pub len: u64,
    /// The state of the file when it was found.
    pub stamp: Stamp,
}

impl MediaFile {
    /// Finds the file that an outline names.
    ///
    /// # Errors
    ///
    /// As [`Files::read_picture`], and if no browser plays its format.
    pub fn find(files: &Files, name: &str, wanted: MediaUse) -> Result<Self, AssetError> {
        let folder = if wanted == MediaUse::Picture { "images" } else { MEDIA_FOLDER };
        let place = files.find_file(name, folder)?;
        let stamp = Stamp::of(&place);
        let unreadable = |error: std::io::Error| unreadable_error(&place, &error);
        let path = fs::canonicalize(&place).map_err(unreadable)?;
        let (head, len) = read_head(&path).map_err(unreadable)?;
        let media_type = check_head(name, &head, wanted)?;
        Ok(Self { path, media_type, len, stamp })
    }

    /// Opens the file, unless another file has been put in its place since it was found.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    pub fn open(&self) -> std::io::Result<File> {
        let is_same = fs::canonicalize(&self.path)? == self.path;
        if !is_same || !fs::metadata(&self.path)?.is_file() {
            return Err(std::io::Error::other("another file is in its place"));
        }
        File::open(&self.path)
    }

    /// The path, without symbolic links.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Checks whether a file with these bytes can be played.
///
/// # Errors
///
/// If no browser plays its format, or it is something else than is wanted.
pub fn check_media(name: &str, bytes: &[u8], wanted: MediaUse) -> Result<(), AssetError> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES as usize)];
    check_head(name, head, wanted).map(|_| ())
}

/// Returns the media type of a file with these first bytes.
fn check_head(name: &str, head: &[u8], wanted: MediaUse) -> Result<&'static str, AssetError> {
    match detect_media_type(head) {
        Err((kind, advice)) => {
            let message = format!("`{name}` is {kind}, which browsers do not play");
            Err(AssetError::new(Code::UnsupportedMedia, message).hint(advice))
        }
        Ok(found) => check_use(name, found, wanted),
    }
}

/// Reads the first bytes of a file; returns its length, too.
fn read_head(path: &Path) -> std::io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok((head, len))
}

/// Returns the media type, or the error if it is not of the wanted kind.
fn check_use(
    name: &str,
    media_type: &'static str,
    wanted: MediaUse,
) -> Result<&'static str, AssetError> {
    let class = media_type.split('/').next().unwrap_or_default();
    let (expected, kind, advice) = match (wanted, class) {
        (MediaUse::Captions, _) if media_type == "text/vtt" => return Ok(media_type),
        (MediaUse::Video, "video") | (MediaUse::Picture, "image") => return Ok(media_type),
        // The first bytes of most formats do not tell whether there is a picture.
        (MediaUse::Audio, "audio") => return Ok(media_type),
        (MediaUse::Audio, "video") => return Ok(media_type),
        (MediaUse::Video, "audio") => ("video", "sound", "write `audio:` instead of `video:`"),
        (MediaUse::Video | MediaUse::Audio, "image") => {
            ("video or recording", "a picture", "write `figure:`: an animated picture is played")
        }
        (MediaUse::Captions, _) => {
            ("file of captions", "something else", "save the captions as WebVTT (`.vtt`)")
        }
        _ => ("video or recording", "something else", "convert it to MP4 (H.264) or MP3"),
    };
    let message = format!("`{name}` is not a {expected}, but {kind}");
    Err(AssetError::new(Code::UnsupportedMedia, message).hint(advice))
}

/// Returns the media type of a file from its first bytes, or what it is and what to do about it.
fn detect_media_type(head: &[u8]) -> Result<&'static str, (&'static str, &'static str)> {
    const CONVERT: &str =
        "convert it to MP4 with H.264, for example with `ffmpeg -i FILE film.mp4`";
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    match head {
        [] => Err(("empty", "save the file again")),
        _ if text.starts_with(b"WEBVTT") => Ok("text/vtt"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'M', b'4', b'A' | b'B', ..] => Ok("audio/mp4"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => Ok("image/avif"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Ok("video/mp4"),
        // Files of old cameras start without a type.
        [_, _, _, _, b'm', b'o', b'o', b'v', ..] | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => {
            Ok("video/mp4")
        }
        [0x1a, 0x45, 0xdf, 0xa3, ..] if find_bytes(head, b"webm").is_some() => Ok("video/webm"),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Err(("a Matroska video", CONVERT)),
        [b'O', b'g', b'g', b'S', ..] if find_bytes(head, b"theora").is_some() => Ok("video/ogg"),
        [b'O', b'g', b'g', b'S', ..] => Ok("audio/ogg"),
        [b'I', b'D', b'3', ..] => Ok("audio/mpeg"),
        [0xff, 0xf1 | 0xf9, ..] => Ok("audio/aac"),
        [0xff, second, ..] if second & 0xe0 == 0xe0 => Ok("audio/mpeg"),
        [b'f', b'L', b'a', b'C', ..] => Ok("audio/flac"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Ok("audio/wav"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', ..] => Err(("an AVI", CONVERT)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok("image/webp"),
        [b'G', b'I', b'F', b'8', ..] => Ok("image/gif"),
        [0x89, b'P', b'N', b'G', ..] => Ok("image/png"),
        [0xff, 0xd8, 0xff, ..] => Ok("image/jpeg"),
        [0x30, 0x26, 0xb2, 0x75, ..] => Err(("a Windows Media file", CONVERT)),
        [b'F', b'L', b'V', ..] => Err(("a Flash video", CONVERT)),
        [0, 0, 1, 0xba | 0xb3, ..] => Err(("an MPEG-1 or MPEG-2 video", CONVERT)),
        [b'v', b'e', b'r', b's', b'i', b'o', b'n', b' ', b'h', ..] => {
            Err(("a Git LFS pointer", "fetch the file with `git lfs pull`"))
        }
        _ => Err(("of an unknown format", CONVERT)),
    }
}

/// The media files of a deck by their names in the outline.
#[derive(Debug, Default)]
pub struct MediaFiles(BTreeMap<String, Arc<MediaFile>>);

impl MediaFiles {
    /// Finds all requested files. A file that cannot be played is an error at each place that names
    /// it.
    pub fn load<'a>(
        files: &Files,
        requests: impl IntoIterator<Item = (&'a str, MediaUse, Span)>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut searched = BTreeMap::new();
        let mut found = BTreeMap::new();
        for (name, wanted, span) in requests {
            let find = || MediaFile::find(files, name, wanted).map(Arc::new);
            match searched.entry((name, wanted)).or_insert_with(find) {
                Ok(file) => drop(found.insert(name.to_owned(), Arc::clone(file))),
                // Pictures and captions are read in full elsewhere, which reports the error, and
                // some pictures are part of the program.
                Err(_) if matches!(wanted, MediaUse::Picture | MediaUse::Captions) => {}
                Err(error) => diagnostics.push(error.clone().into_diagnostic(span)),
            }
        }
        Self(found)
    }

    /// Returns the files by their names in the outline.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arc<MediaFile>)> {
        self.0.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// Returns each file once, with a name of its own in one folder: those of the same name get
    /// numbers.
    pub fn file_names(&self) -> Vec<(String, Arc<MediaFile>)> {
        let mut named: Vec<(String, Arc<MediaFile>)> = Vec::new();
        for (path, file) in self.iter() {
            if named.iter().any(|(_, other)| other.path() == file.path()) {
                continue;
            }
            let base = path.rsplit('/').next().unwrap_or(path);
            let mut name = base.to_owned();
            let mut count = 1;
            while named.iter().any(|(other, _)| *other == name) {
                count += 1;
                name = format!("{count}-{base}");
            }
            named.push((name, file.clone()));
        }
        named
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the file that the outline calls `name`.
    pub fn get(&self, name: &str) -> Option<&Arc<MediaFile>> {
        self.0.get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::detect_media_type;

    #[test]
    fn detects_formats_by_their_first_bytes() {
        for (head, expected) in [
            (&b"\0\0\0\x20ftypisom\0\0"[..], "video/mp4"),
            (b"\0\0\0\x14ftypqt  ", "video/mp4"),
            (b"\0\0\0\x1cftypM4A ", "audio/mp4"),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x86webm", "video/webm"),
            (b"OggS\0\x02\0\0OpusHead", "audio/ogg"),
            (b"OggS\0\x02\0\0\x80theora", "video/ogg"),
            (b"ID3\x04", "audio/mpeg"),
            (b"\xff\xfb\x90", "audio/mpeg"),
            (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
            (b"GIF89a", "image/gif"),
            (b"\xef\xbb\xbfWEBVTT\n", "text/vtt"),
        ] {
            assert_eq!(detect_media_type(head), Ok(expected), "{head:?}");
        }
        for head in
            [&b""[..], b"RIFF\0\0\0\0AVI LIST", b"FLV\x01", b"#!/bin/sh", b"\x1a\x45\xdf\xa3"]
        {
            assert!(detect_media_type(head).is_err(), "{head:?}");
        }
    }
}
