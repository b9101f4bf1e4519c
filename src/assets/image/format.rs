//! Detects the format of a picture from its bytes, whatever its file name.

use crate::assets::AssetError;
use crate::diagnostic::Code;

/// Supported picture formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PictureFormat {
    /// Scalable Vector Graphics.
    Svg,
    /// JPEG.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Graphics Interchange Format.
    Gif,
    /// WebP.
    WebP,
}

impl PictureFormat {
    /// Detects the format from the first bytes.
    ///
    /// # Errors
    ///
    /// If the format is not supported. The help says what to convert it to.
    pub(crate) fn detect(bytes: &[u8]) -> Result<Self, AssetError> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Ok(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Self::WebP),
            _ if starts_with_markup(bytes) => Ok(Self::Svg),
            _ => Err(unsupported_error(bytes)),
        }
    }
}

fn starts_with_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

fn unsupported_error(bytes: &[u8]) -> AssetError {
    const PHOTO: &str = "save it as JPEG or PNG";
    const DRAWING: &str = "export it as SVG";
    let (kind, advice) = match bytes {
        [] => return AssetError::new(Code::UnsupportedImage, "is empty"),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => ("a TIFF picture", PHOTO),
        [b'B', b'M', ..] => ("a BMP picture", "save it as PNG"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => {
            ("an AVIF picture", PHOTO)
        }
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', ..] => ("a HEIC picture", PHOTO),
        [_, _, _, _, b'f', b't', b'y', b'p', b'm', b'i', b'f', ..] => ("a HEIC picture", PHOTO),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => {
            ("a video", "save one frame of it as JPEG or PNG")
        }
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] => ("a JPEG 2000 picture", PHOTO),
        [0xff, 0x0a, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => {
            ("a JPEG XL picture", PHOTO)
        }
        [b'8', b'B', b'P', b'S', ..] => ("a Photoshop file", PHOTO),
        [0, 0, 1, 0, ..] => ("an icon file", "save it as PNG"),
        [b'%', b'P', b'D', b'F', ..] => {
            ("a PDF", "export the page as SVG (`pdftocairo -svg`) or PNG")
        }
        [b'%', b'!', b'P', b'S', ..] => ("a PostScript file", DRAWING),
        [0xd7, 0xcd, 0xc6, 0x9a, ..] => ("a WMF drawing", DRAWING),
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => ("an EMF drawing", DRAWING),
        [0x1f, 0x8b, ..] => {
            ("compressed", "if it is an SVG, unpack it: `gunzip -c logo.svgz > logo.svg`")
        }
        [b'P', b'K', 3, 4, ..] => {
            ("an archive or an office document", "export the picture as SVG or PNG")
        }
        [b'v', b'e', b'r', b's', b'i', b'o', b'n', b' ', b'h', ..] => {
            ("a Git LFS pointer to a picture", "fetch it with `git lfs pull`")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            ("a text in UTF-16", "if it is an SVG, save it in UTF-8")
        }
        _ => {
            return AssetError::new(Code::UnsupportedImage, "is not a supported picture")
                .hint("use SVG, JPEG, PNG, WebP or GIF");
        }
    };
    AssetError::new(Code::UnsupportedImage, format!("is {kind}, which is not supported"))
        .hint(advice)
}
