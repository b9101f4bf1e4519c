//! Pictures that are rejected: truncated, too large or unsupported.

use std::io::Read;

use image::{DynamicImage, ImageFormat};
use plenary::assets::Image;

use crate::build::TestDeck;
use crate::pictures::{SVG, deck_with, draw_disc, encode_image, read_fixture};

pub(crate) fn load_error(bytes: &[u8]) -> String {
    let deck = TestDeck::new();
    match Image::read("x", bytes.to_vec(), &deck.fonts) {
        Ok(_) => panic!("the picture was not rejected"),
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
    assert!(load_error(b"<note><body/></note>").contains("its first element is `<note>`"));
    assert!(load_error(b"<html><body/></html>").contains("web page"));
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

#[test]
fn rejects_chains_of_references() {
    let svg = |inside: &str| {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>"#)
    };
    let chain = |first: &str, link: &dyn Fn(usize) -> String| {
        let links: String = (1..12).map(link).collect();
        svg(&format!("{first}{links}"))
    };
    let rect = "<rect width='1' height='1'/>";
    let patterns =
        chain(&format!("<pattern id='p0' width='1' height='1'>{rect}</pattern>"), &|level| {
            let inside =
                format!("<rect width='1' height='1' fill='url(#p{})'/>", level - 1).repeat(10);
            format!("<pattern id='p{level}' width='1' height='1'>{inside}</pattern>")
        })
        .replace("</svg>", "<rect width='9' height='9' fill='url(#p11)'/></svg>");
    let masks = chain(&format!("<mask id='p0'>{rect}</mask>"), &|level| {
        let inside = format!("<rect width='1' height='1' mask='url(#p{})'/>", level - 1).repeat(10);
        format!("<mask id='p{level}'>{inside}</mask>")
    })
    .replace("</svg>", "<rect width='9' height='9' mask='url(#p11)'/></svg>");
    let markers = chain(&format!("<marker id='p0'>{rect}</marker>"), &|level| {
        let path = "<path d='M0 0L1 1L2 2L3 3L4 4L5 5L6 6L7 7L8 8' class='m'/>";
        let path = path.replace("class='m'", &format!("style='marker: url(#p{})'", level - 1));
        format!("<marker id='p{level}'>{path}</marker>")
    })
    .replace("</svg>", "<path d='M0 0L1 1L2 2' marker-mid='url(#p11)'/></svg>");
    // Patterns and markers are inherited.
    let inherited = patterns.replace(
        "<rect width='9' height='9' fill='url(#p11)'/>",
        &format!("<g fill='url(#p5)'>{}</g>", rect.repeat(1000)),
    );
    for drawing in [patterns, masks, markers, inherited] {
        let message = load_error(drawing.as_bytes());
        assert!(message.contains("draws more than 300000 elements"), "{message}");
    }
}

#[test]
fn rejects_drawings_that_take_too_long() {
    let svg = |inside: &str| {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900">{inside}</svg>"#)
    };
    let filter = |steps: &str| {
        svg(&format!(
            "<filter id='f'>{steps}</filter><rect width='900' height='900' filter='url(#f)'/>"
        ))
    };
    // Many shapes that use one element.
    let many = |attribute: &str, count: usize, used: &str| {
        let shape = |index: usize| format!("<rect x='{index}' width='9' height='9' {attribute}/>");
        svg(&format!("{used}{}", (0..count).map(shape).collect::<String>()))
    };
    let clip = format!("<clipPath id='c'><path d='M0 0{}'/></clipPath>", "L9 9".repeat(2000));
    let stops = "<stop offset='.5'/>".repeat(500);
    let gradient = format!("<linearGradient id='g'>{stops}</linearGradient>");
    let mask = "<mask id='m'><rect width='5' height='5' fill='#fff'/></mask>";
    let compare = "<rect class='a' width='1' height='1'/>".repeat(3000);
    let selector = format!(".x ~ {}.b", ".a ~ ".repeat(12));
    for (drawing, word) in [
        (
            svg("<path stroke='#000' stroke-dasharray='1e-9 1e-9' d='M0 0L9 9'/>"),
            "lines of more than 200000 dashes",
        ),
        (
            svg("<style>path {stroke: red; stroke-width: 1e38}</style><path d='M0 0L9 9'/>"),
            "the number `1e38` in `stroke-width` (line 1)",
        ),
        (
            filter("<feGaussianBlur stdDeviation='1e6'/>"),
            "the number `1e6` in `stdDeviation` (line 1), beyond the limit of 10000",
        ),
        (many("clip-path='url(#c)'", 3000, &clip), "paths of more than 4000000 points"),
        (many("fill='url(#g)'", 1000, &gradient), "draws more than 300000 elements"),
        (many("mask='url(#m)'", 2001, mask), "too many masks, patterns or clip paths"),
        (svg(&"<text>a</text>".repeat(15_000)), "draws more than 300000 elements"),
        (filter("<feMorphology operator='dilate' radius='400'/>"), "filters that take too long"),
        (filter(&"<feOffset dx='1'/>".repeat(2000)), "filters that take too long"),
        (
            svg(&format!(
                "<style>{selector} {{fill: red}}</style><g>{compare}<rect class='b'/></g>"
            )),
            "style sheet is too large",
        ),
    ] {
        let message = load_error(drawing.as_bytes());
        assert!(message.contains(word), "{message}");
    }
    // The line of each element is found without counting from the start of the file, which would
    // take minutes here.
    let lines = "<rect class='a' width='1' height='1'/>\n".repeat(20_000);
    let drawing = svg(&format!("<style>.a {{fill: red}}</style>{lines}"));
    Image::read("x", drawing.into_bytes(), &TestDeck::new().fonts).unwrap();
    // A path of the same kind that is not too long.
    deck_with(svg("<path stroke='#000' stroke-dasharray='.1' d='M0 0L900 900'/>").into_bytes());
}

#[test]
fn rejects_references_to_other_files() {
    let svg = |inside: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n{inside}</svg>")
    };
    for (inside, word) in [
        ("<filter id='f'><feImage href='/etc/passwd'/></filter>", "another picture, `/etc/passwd`"),
        ("<use href='icons.svg#a'/>", "refers to another file, `icons.svg#a`"),
        ("<rect fill='url(\"x.svg#a\")' width='9' height='9'/>", "another file, `x.svg#a`"),
        ("<style>rect {mask: url(x.svg#m)}</style><rect/>", "another file, `x.svg#m`"),
    ] {
        let message = load_error(svg(inside).as_bytes());
        assert!(message.contains(word) && message.contains("(line 2)"), "{message}");
    }
}

/// Returns a PNG with a header and a chunk of its own before its pixels.
fn write_png(size: [u32; 2], kind: [u8; 2], chunk: Option<(&[u8; 4], Vec<u8>)>) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut push = |name: &[u8; 4], data: &[u8]| {
        png.extend((data.len() as u32).to_be_bytes());
        png.extend(name);
        png.extend(data);
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(data);
        png.extend(sum.sum().to_be_bytes());
    };
    let [width, height] = size.map(u32::to_be_bytes);
    push(b"IHDR", &[&width[..], &height, &kind, &[0, 0, 0]].concat());
    if let Some((name, data)) = chunk {
        push(name, &data);
    }
    push(b"IDAT", &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]);
    push(b"IEND", &[]);
    png
}

#[test]
fn rejects_pngs_that_need_too_much_memory() {
    let deep = write_png([10_000, 10_000], [16, 6], None);
    let message = load_error(&deep);
    assert!(message.contains("need 800 MB of memory; the limit is 160 MB"), "{message}");
    assert!(message.contains("8 bits per colour"), "{message}");
    let mut zeros =
        flate2::read::ZlibEncoder::new(std::io::repeat(0).take(50_000_000), Default::default());
    let mut profile = b"x\0\0".to_vec();
    zeros.read_to_end(&mut profile).unwrap();
    let message = load_error(&write_png([10, 10], [8, 2], Some((b"iCCP", profile))));
    assert!(message.contains("a colour profile or text of more than 8 MB"), "{message}");
}

#[test]
fn rejects_jpegs_that_are_damaged_inside() {
    for name in ["turned-1.jpg", "progressive.jpg"] {
        let jpeg = read_fixture(name);
        let scan = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
        let mut damaged = jpeg.clone();
        damaged[scan + 40..scan + 42].copy_from_slice(&[0xff, 0xa2]);
        let message = load_error(&damaged);
        assert!(message.contains("its picture data is damaged"), "{message}");
    }
}

#[test]
fn explains_web_pages_and_missing_numbers() {
    let message = load_error(b"\n<!DOCTYPE HTML>\n<html><body>404 Not Found</body></html>");
    assert!(message.contains("is a web page, not a picture | download"), "{message}");
    let drawing = |shape: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n{shape}</svg>")
    };
    let warnings = |shape: &str| {
        let deck = TestDeck::new();
        let image = Image::read("x", drawing(shape).into_bytes(), &deck.fonts).unwrap();
        image.warnings.iter().map(|warning| warning.message.clone()).collect::<Vec<_>>()
    };
    let broken = warnings("<path d='M0 0L9 9V0z'/><path d='M0,NaN L5,5'/>");
    assert_eq!(broken, ["`x` has `NaN` instead of a number in `d` (line 2)"]);
    let broken = warnings(
        "<path d='M0 0L9 9 X 3'/>\n<path d='M0 0 0'/>\n<polygon points='1,2 q 3'/>\n\
         <rect x='1ch' width='9' height='9' transform='rotat(3)'/>",
    );
    assert_eq!(
        broken,
        [
            "`x` has `X 3` in `d`, which cannot be understood; the rest of the path is not drawn \
             (line 2)",
            "`x` has a `d` that ends too early; the rest of the path is not drawn (line 3)",
            "`x` has `q 3` in `points`, which cannot be understood; the rest of the shape is not \
             drawn (line 4)",
            "`x` has `1ch` in `x`, which cannot be understood; the attribute is not drawn (line 5)",
        ]
    );
    let sound = "<path d='M1e0-.5.5.5h1zm1 1a1 1 0 011 1'/><polyline points=' 0,0-1-1 '/>\
                 <rect width='50%' height='auto' transform='translate(1) , scale(2,3)'/>";
    assert_eq!(warnings(sound), [""; 0]);
    // `fill` of an animation is no colour.
    let moving = "<rect width='9' height='9'><set attributeName='x' to='1' fill='freeze'/></rect>";
    assert!(warnings(moving).iter().all(|warning| !warning.contains("freeze")));
}
