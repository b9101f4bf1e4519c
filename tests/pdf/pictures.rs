//! Pictures: embedded unchanged where PDF allows it, stored once, upright.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use lopdf::Object;
use lopdf::content::Content;
use plenary::assets::{Image, ImageData};
use plenary::geometry::Rect;
use plenary::scene::{ElementId, ItemKind, PlacedImage, Role};

use crate::build::{TestDeck, save_pdf};
use crate::read::PdfReader;
use crate::rejected_pictures::load_error;

pub(crate) fn read_fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn place_image(deck: &mut TestDeck, image: &Arc<Image>, element: Option<ElementId>, rect: Rect) {
    deck.push_item(
        element,
        ItemKind::Image(PlacedImage { image: image.clone(), rect, clip: None }),
    );
}

fn load_image(deck: &TestDeck, bytes: Vec<u8>) -> Arc<Image> {
    Arc::new(Image::read("picture", bytes, &deck.fonts).unwrap())
}

/// Creates a deck with one page and one figure.
pub(crate) fn deck_with(bytes: Vec<u8>) -> (TestDeck, Arc<Image>) {
    let mut deck = TestDeck::new();
    let image = load_image(&deck, bytes);
    let figure = deck.add_element(deck.slide, Role::Figure);
    deck.scene.structure.get_mut(figure).alt = Some("A picture".into());
    let size = image.size;
    place_image(
        &mut deck,
        &image,
        Some(figure),
        Rect::new(100.0, 60.0, size.width * 8.0, size.height * 8.0),
    );
    (deck, image)
}

pub(crate) fn encode_image(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Draws a disc off the centre of a transparent image.
pub(crate) fn draw_disc() -> RgbaImage {
    RgbaImage::from_fn(60, 40, |x, y| {
        let inside = (x as f32 - 19.5).hypot(y as f32 - 19.5) < 10.0;
        Rgba([220, 40, (x * 4) as u8, if inside { 255 } else { 0 }])
    })
}

#[test]
fn embeds_jpegs_unchanged() {
    for name in ["turned-1.jpg", "turned-6.jpg", "cmyk.jpg", "grey.jpg", "progressive.jpg"] {
        let bytes = read_fixture(name);
        let (deck, _) = deck_with(bytes.clone());
        let pdf = deck.write();
        save_pdf(&format!("{name}.pdf"), &pdf);
        let read = PdfReader::new(&pdf);
        let pictures = read.pictures();
        assert_eq!(pictures.len(), 1, "{name}");
        assert_eq!(pictures[0].content, bytes, "{name}");
        assert_eq!(pictures[0].dict.get(b"Filter").unwrap().as_name().unwrap(), b"DCTDecode");
        assert!(pictures[0].dict.get(b"Interpolate").is_err());
    }
}

#[test]
fn draws_every_orientation_upright() {
    let upright = image::load_from_memory(&read_fixture("turned-1.jpg")).unwrap().to_rgb8();
    for turn in 1..=8 {
        let bytes = read_fixture(&format!("turned-{turn}.jpg"));
        let stored = image::load_from_memory(&bytes).unwrap().to_rgb8();
        let (deck, image) = deck_with(bytes);
        assert_eq!((image.size.width, image.size.height), (48.0, 32.0), "turn {turn}");
        let pdf = deck.write();
        save_pdf(&format!("turned-{turn}.pdf"), &pdf);
        let [a, b, c, d, e, f] = read_matrix(&PdfReader::new(&pdf));
        // Maps points of the stored picture over the page to points of the visible picture.
        for (u, v) in [
            (0.1, 0.06),
            (0.9, 0.06),
            (0.1, 0.9),
            (0.9, 0.9),
            (0.1, 0.6),
            (0.9, 0.4),
            (0.3, 0.1),
            (0.7, 0.94),
        ] {
            let (x, y) = (a * u + c * (1.0 - v) + e, b * u + d * (1.0 - v) + f);
            let (seen_x, seen_y) = ((x - 100.0) / (48.0 * 8.0), (540.0 - y - 60.0) / (32.0 * 8.0));
            let pixel = |picture: &image::RgbImage, x: f32, y: f32| {
                *picture.get_pixel(
                    (x * picture.width() as f32) as u32,
                    (y * picture.height() as f32) as u32,
                )
            };
            let (expected, got) = (pixel(&upright, seen_x, seen_y), pixel(&stored, u, v));
            let near = expected.0.iter().zip(got.0).all(|(&a, b)| a.abs_diff(b) < 40);
            assert!(
                near,
                "turn {turn}: {u} {v} is seen at {seen_x} {seen_y}: {got:?} instead of {expected:?}"
            );
        }
    }
}

/// Multiplies all matrices before the only picture of a page.
fn read_matrix(read: &PdfReader) -> [f32; 6] {
    let page = *read.0.get_pages().values().next().unwrap();
    let content = Content::decode(&read.0.get_page_content(page)).unwrap();
    let mut stack = vec![[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]];
    for operation in content.operations {
        let top = *stack.last().unwrap();
        match operation.operator.as_str() {
            "q" => stack.push(top),
            "Q" => drop(stack.pop()),
            "cm" => {
                let n: Vec<f32> =
                    operation.operands.iter().map(|operand| operand.as_float().unwrap()).collect();
                *stack.last_mut().unwrap() = [
                    n[0] * top[0] + n[1] * top[2],
                    n[0] * top[1] + n[1] * top[3],
                    n[2] * top[0] + n[3] * top[2],
                    n[2] * top[1] + n[3] * top[3],
                    n[4] * top[0] + n[5] * top[2] + top[4],
                    n[4] * top[1] + n[5] * top[3] + top[5],
                ];
            }
            "Do" => return top,
            _ => {}
        }
    }
    panic!("no picture is drawn")
}

#[test]
fn embeds_pixels_without_loss() {
    let rgba = draw_disc();
    let grey = image::imageops::grayscale(&rgba);
    let deep = DynamicImage::ImageRgba8(rgba.clone()).to_rgb16();
    let pictures = [
        ("png", encode_image(DynamicImage::ImageRgba8(rgba.clone()), ImageFormat::Png), 8, true),
        ("grey png", encode_image(DynamicImage::ImageLuma8(grey), ImageFormat::Png), 8, false),
        ("deep png", encode_image(DynamicImage::ImageRgb16(deep), ImageFormat::Png), 16, false),
        ("palette png", read_fixture("palette.png"), 8, false),
        ("webp", encode_image(DynamicImage::ImageRgba8(rgba.clone()), ImageFormat::WebP), 8, true),
        ("moving webp", read_fixture("moving.webp"), 8, false),
        ("gif", encode_image(DynamicImage::ImageRgba8(rgba.clone()), ImageFormat::Gif), 8, true),
    ];
    for (name, bytes, bits, transparent) in pictures {
        let expected = image::load_from_memory(&bytes).unwrap();
        let (deck, _) = deck_with(bytes);
        let pdf = deck.write();
        save_pdf(&format!("{name}.pdf"), &pdf);
        let read = PdfReader::new(&pdf);
        let picture = read.pictures()[0];
        assert_eq!(
            picture.dict.get(b"BitsPerComponent").unwrap().as_i64().unwrap(),
            bits,
            "{name}"
        );
        assert_eq!(picture.dict.has(b"SMask"), transparent, "{name}");
        let samples = picture.decompressed_content().unwrap();
        let as_expected =
            match (bits, samples.len() / (expected.width() * expected.height()) as usize) {
                (16, 6) => {
                    samples
                        == expected
                            .to_rgb16()
                            .into_raw()
                            .iter()
                            .flat_map(|sample| sample.to_be_bytes())
                            .collect::<Vec<u8>>()
                }
                (8, 1) => samples == expected.to_luma8().into_raw(),
                (8, 3) => {
                    samples
                        == expected
                            .to_rgba8()
                            .pixels()
                            .flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]])
                            .collect::<Vec<u8>>()
                }
                other => panic!("{name}: {other:?}"),
            };
        assert!(as_expected, "{name}");
        if let Ok(mask) = picture.dict.get(b"SMask") {
            let mask = read.dereference(mask).as_stream().unwrap().decompressed_content().unwrap();
            assert_eq!(
                mask,
                expected.to_rgba8().pixels().map(|pixel| pixel.0[3]).collect::<Vec<u8>>(),
                "{name}"
            );
        }
    }
}

#[test]
fn places_small_frames_on_their_canvas() {
    // A 4 × 4 canvas with one red pixel at 2, 1.
    let gif = [
        &b"GIF89a\x04\0\x04\0\x80\0\0\xff\0\0\0\0\xff"[..],
        b",\x02\0\x01\0\x01\0\x01\0\0",
        b"\x02\x02\x44\x01\0;",
    ]
    .concat();
    let deck = TestDeck::new();
    let image = load_image(&deck, gif);
    assert_eq!(image.ink_bounds(), Rect::new(2.0, 1.0, 1.0, 1.0));
}

#[test]
fn stores_a_repeated_picture_once() {
    let svg = SVG.replace(" 廣", "").into_bytes();
    for (name, bytes, subtype) in
        [("svg", svg, "Form"), ("jpeg", read_fixture("turned-1.jpg"), "Image")]
    {
        let mut lengths = Vec::new();
        for pages in [1, 100] {
            let mut deck = TestDeck::new();
            for page in 0..pages {
                if page > 0 {
                    deck.start_page();
                }
                // Each page loads its own copy; equal bytes are stored once.
                let image = load_image(&deck, bytes.clone());
                place_image(&mut deck, &image, None, Rect::new(800.0, 20.0, 120.0, 80.0));
            }
            let pdf = deck.write();
            save_pdf(&format!("{name}-{pages}.pdf"), &pdf);
            let read = PdfReader::new(&pdf);
            let used = read.streams(subtype).len();
            lengths.push((pdf.len(), used));
        }
        let [(_, once), (_, hundred)] = lengths[..] else { panic!() };
        assert_eq!(once, hundred, "{name} {lengths:?}");
        assert!(lengths[1].0 - lengths[0].0 < 100 * 1000, "{name} {lengths:?}");
    }
}

pub(crate) const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80">
<rect x="10" y="10" width="60" height="40" rx="4" fill="#0a5" stroke="#063" stroke-width="2"/>
<circle cx="80" cy="50" r="20" fill="#e40" opacity="0.7"/>
<text x="14" y="72" font-size="14">Kanton 廣</text></svg>"##;

#[test]
fn keeps_svg_as_vector_graphics() {
    let (mut deck, image) = deck_with(SVG.replace(" 廣", "").into_bytes());
    let rect = Rect::new(600.0, 400.0, 120.0, 80.0);
    place_image(&mut deck, &image, None, rect);
    let pdf = deck.write();
    save_pdf("drawing.pdf", &pdf);
    let read = PdfReader::new(&pdf);
    assert!(read.pictures().is_empty());
    assert!(matches!(image.data, ImageData::Svg(_)));
    // Includes the stroke.
    let ink = image.ink_bounds();
    assert_eq!((ink.x, ink.y, ink.right()), (9.0, 9.0, 100.0));
}

#[test]
fn crops_transparent_margins() {
    let deck = TestDeck::new();
    let ink = |bytes| load_image(&deck, bytes).ink_bounds();
    let disc = draw_disc();
    let expected = Rect::new(10.0, 10.0, 20.0, 20.0);
    assert_eq!(
        ink(encode_image(DynamicImage::ImageRgba8(disc.clone()), ImageFormat::Png)),
        expected
    );
    assert_eq!(
        ink(encode_image(DynamicImage::ImageRgba8(disc.clone()), ImageFormat::WebP)),
        expected
    );
    assert_eq!(
        ink(encode_image(DynamicImage::ImageRgba8(disc.clone()), ImageFormat::Gif)),
        expected
    );
    let opaque = DynamicImage::ImageRgba8(disc).to_rgb8();
    assert_eq!(
        ink(encode_image(DynamicImage::ImageRgb8(opaque), ImageFormat::Png)),
        Rect::new(0.0, 0.0, 60.0, 40.0)
    );
    let nothing = RgbaImage::new(5, 5);
    assert_eq!(
        ink(encode_image(DynamicImage::ImageRgba8(nothing), ImageFormat::Png)),
        Rect::new(0.0, 0.0, 5.0, 5.0)
    );
}

#[test]
fn draws_rotated_pngs_upright() {
    let deck = TestDeck::new();
    let image = load_image(&deck, read_fixture("turned.png"));
    assert_eq!((image.size.width, image.size.height), (48.0, 32.0));
}

#[test]
fn reports_damaged_pictures_on_writing() {
    let mut bytes = encode_image(DynamicImage::ImageRgba8(draw_disc()), ImageFormat::Png);
    let middle = bytes.windows(4).position(|bytes| bytes == b"IDAT").unwrap() + 20;
    bytes[middle] ^= 0xff;
    let mut deck = TestDeck::new();
    let image = load_image(&deck, bytes);
    place_image(&mut deck, &image, None, Rect::new(0.0, 0.0, 60.0, 40.0));
    let span = plenary::source::Span { source: plenary::source::SourceId(0), start: 5, end: 9 };
    deck.scene.pages[0].items[0].span = Some(span);
    let errors = plenary::pdf::write(&deck.scene, &deck.fonts, &Default::default()).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].span, Some(span));
    assert!(errors[0].message.contains("damaged"), "{errors:?}");
}

#[test]
fn draws_cmyk_without_inversion() {
    let (deck, _) = deck_with(read_fixture("cmyk.jpg"));
    let pdf = deck.write();
    let read = PdfReader::new(&pdf);
    let picture = read.pictures()[0];
    assert_eq!(picture.dict.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceCMYK");
    let mut bytes = read_fixture("cmyk.jpg");
    let marker = bytes.windows(5).position(|bytes| bytes == b"Adobe").unwrap();
    bytes[marker] = b'a';
    assert!(load_error(&bytes).contains("CMYK"), "{}", load_error(&bytes));
    // Photoshop and libjpeg store inverted CMYK and mark it with an Adobe marker.
    let decode: Vec<f32> = picture
        .dict
        .get(b"Decode")
        .and_then(Object::as_array)
        .unwrap()
        .iter()
        .map(|n| n.as_float().unwrap())
        .collect();
    assert_eq!(decode, [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
}
