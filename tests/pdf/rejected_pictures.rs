//! Pictures that are rejected: truncated, too large or unsupported.

use image::{DynamicImage, ImageFormat};
use plenary::assets::Image;

use crate::build::TestDeck;
use crate::pictures::{SVG, deck_with, draw_disc, encode_image, read_fixture};

pub(crate) fn load_error(bytes: &[u8]) -> String {
    let deck = TestDeck::new();
    match Image::read("x", bytes.to_vec(), &deck.fonts) {
        Ok(image) => panic!("{image:?} was not rejected"),
        Err(error) => format!("{} | {}", error.message, error.hints.join(" | ")),
    }
}

#[test]
fn rejects_truncated_pictures() {
    let rgba = DynamicImage::ImageRgba8(draw_disc());
    let whole = [
        read_fixture("turned-1.jpg"),
        read_fixture("progressive.jpg"),
        encode_image(rgba.clone(), ImageFormat::Png),
        encode_image(rgba.clone(), ImageFormat::WebP),
        encode_image(rgba, ImageFormat::Gif),
        SVG.as_bytes().to_vec(),
    ];
    for bytes in whole {
        for length in [13, bytes.len() / 3, bytes.len() / 2, bytes.len() - 12] {
            let message = load_error(&bytes[..length]);
            assert!(message.starts_with("`x` is "), "{message}");
        }
    }
}

#[test]
fn rejects_decompression_bombs_by_header() {
    let mut png = encode_image(DynamicImage::new_luma8(1, 1), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 0, 0x40, 0]);
    assert!(
        load_error(&png).contains("is too large: 65536 × 16384 pixels"),
        "{}",
        load_error(&png)
    );
    let mut gif = encode_image(DynamicImage::ImageRgba8(draw_disc()), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert!(
        load_error(&gif).contains("is too large: 65535 × 65535 pixels"),
        "{}",
        load_error(&gif)
    );
    let mut jpeg = read_fixture("turned-1.jpg");
    let frame = jpeg.windows(2).position(|bytes| bytes == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert!(load_error(&jpeg).contains("is too large"), "{}", load_error(&jpeg));
}

#[test]
fn rejects_svg_bombs() {
    let svg = |inside: &str| {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>"#)
    };
    let mut uses = String::from(r#"<g id="a0"><rect width="1" height="1"/></g>"#);
    for level in 1..12 {
        let inside = format!(r##"<use href="#a{}"/>"##, level - 1).repeat(10);
        uses += &format!(r#"<g id="a{level}">{inside}</g>"#);
    }
    assert!(load_error(svg(&uses).as_bytes()).contains("draws more than"));
    let deep = svg(&("<g>".repeat(100_000) + &"</g>".repeat(100_000)));
    assert!(load_error(deep.as_bytes()).contains("nested more than"));
    let mut chain = String::from(r#"<rect id="c0" width="1" height="1"/>"#);
    for level in 1..5000 {
        chain += &format!(r##"<g id="c{level}"><use href="#c{}"/></g>"##, level - 1);
    }
    assert!(load_error(svg(&chain).as_bytes()).contains("nested more than"));
    let mut entities = String::from("<!DOCTYPE svg [<!ENTITY e0 \"lol\">");
    for level in 1..12 {
        entities += &format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10));
    }
    let laughs = entities + "]>" + &svg("<text>&e11;</text>");
    assert!(
        load_error(laughs.as_bytes()).contains("not a well-formed SVG"),
        "{}",
        load_error(laughs.as_bytes())
    );
    // The maximum depth must not overflow the small stack of a worker thread.
    let (deck, _) = deck_with(
        svg(&("<g opacity='0.5'>".repeat(97)
            + "<rect width='1' height='1'/>"
            + &"</g>".repeat(97)))
        .into_bytes(),
    );
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || deck.write())
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn rejects_unsupported_svg_features() {
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n{inside}</svg>")
    };
    for (inside, word) in [
        ("<image href='photo.jpg' width='9' height='9'/>", "links to another picture, `photo.jpg`"),
        (
            "<image href='data:image/png;base64,iVBORw0KGgo=' width='9' height='9'/>",
            "contains a picture that is",
        ),
        ("<foreignObject><p>Words</p></foreignObject>", "(line 2)"),
        ("<text>ꦗ</text>", "`ꦗ`"),
        ("<g><rect></g>", "line 2, column 10"),
    ] {
        let message = load_error(svg(inside).as_bytes());
        assert!(message.contains(word), "{message}");
    }
    assert!(load_error(b"<html><body/></html>").contains("its first element is `<html>`"));
    assert!(load_error(b"<svg/>").contains("namespace"));
    assert!(
        load_error(b"<svg xmlns='http://www.w3.org/2000/svg' width='0' height='5'/>")
            .contains("without a size")
    );
}

#[test]
fn names_unsupported_formats() {
    for (bytes, name) in [
        (&b"II*\0rest of it"[..], "a TIFF picture"),
        (b"BMxxxxxxxxxxxx", "a BMP picture"),
        (b"\0\0\0\x20ftypheic\0\0\0\0", "a HEIC picture"),
        (b"\0\0\0\x20ftypavif\0\0\0\0", "an AVIF picture"),
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "compressed"),
        (b"", "is empty"),
        (b"hello world", "is not a supported picture"),
    ] {
        assert!(load_error(bytes).contains(name), "{}", load_error(bytes));
    }
}

#[test]
fn rejects_numbers_beyond_the_limits() {
    let svg = |inside: &str| {
        load_error(
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">{inside}</svg>"
            )
            .as_bytes(),
        )
    };
    let cases = [
        "<path stroke=\"#000\" stroke-width=\"1e38\" d=\"M0 0L9 9\"/>",
        "<circle r=\"1e38\"/>",
        "<path d=\"M0 0L-1e30 9\"/>",
        "<path d=\"M0 0L9 9\" style=\"stroke:#000;stroke-width:1e37\"/>",
        "<g transform=\"scale(1e6)\"><g transform=\"scale(1e6)\"><path d=\"M0 0L9 9Z\"/></g></g>",
        "<filter id=\"f\"><feTurbulence baseFrequency=\"0.5\" numOctaves=\"99999999\"/></filter>\
         <rect width=\"9\" height=\"9\" filter=\"url(#f)\"/>",
    ];
    for case in cases {
        let message = svg(case);
        assert!(message.contains("beyond the limit of "), "{case}: {message}");
        assert!(message.contains("smaller number"), "{case}: {message}");
    }
    let wide = load_error(
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1e38\" height=\"9\"><path/></svg>",
    );
    assert!(wide.contains("the number `1e38` in `width` (line 1)"), "{wide}");
}
