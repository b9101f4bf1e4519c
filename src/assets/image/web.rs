//! Pictures in the formats that browsers read.

use std::borrow::Cow;

use usvg::WriteOptions;

use super::office::encode_png;
use super::{Image, ImageData};

/// A picture for browsers.
#[derive(Debug)]
pub struct WebPicture<'i> {
    /// The media type (RFC 6838).
    pub media_type: &'static str,
    /// The file. A drawing has no text, scripts or links.
    pub bytes: Cow<'i, [u8]>,
}

impl Image {
    /// Returns the picture in a format that browsers read; `None` if it cannot be encoded.
    pub fn to_web_picture(&self) -> Option<WebPicture<'_>> {
        let (media_type, bytes) = match &self.data {
            ImageData::Jpeg(bytes) => ("image/jpeg", Cow::Borrowed(&**bytes)),
            ImageData::Png(bytes) => ("image/png", Cow::Borrowed(&**bytes)),
            ImageData::Pixels(pixels) => ("image/png", Cow::Owned(encode_png(pixels)?)),
            ImageData::Svg(tree) => {
                let options = WriteOptions {
                    indent: usvg::Indent::None,
                    use_single_quote: true,
                    coordinates_precision: 3,
                    transforms_precision: 6,
                    ..WriteOptions::default()
                };
                ("image/svg+xml", Cow::Owned(tree.to_string(&options).into_bytes()))
            }
        };
        Some(WebPicture { media_type, bytes })
    }
}
