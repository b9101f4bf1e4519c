//! Private parts of pictures: no file holds them.
#![allow(clippy::disallowed_methods, reason = "tests write files")]

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use plenary::{Input, Options, PdfOptions};

use crate::pictures::encode_image;
use crate::read::PdfReader;

/// The colour of what is private; nothing else is like it.
const SECRET: [u8; 3] = [255, 0, 200];

const OUTLINE: &str = "title: \"\"\nslides:\n  - title: T\n    figure: { src: a.EXT, alt: A, marks: [{ \
                       blur: [25%, 25%, 50%, 50%] }, { zoom: [20%, 20%, 60%, 60%], text: z }] }\n";

/// Returns a green picture with the secret in the middle of it.
fn picture() -> DynamicImage {
    RgbImage::from_fn(160, 120, |x, y| {
        let is_secret = (41..119).contains(&x) && (31..89).contains(&y);
        Rgb(if is_secret { SECRET } else { [40, 160, 60] })
    })
    .into()
}

fn is_secret([red, green, blue]: [u8; 3]) -> bool {
    red > 150 && green < 110 && blue > 120
}

fn write_project(extension: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(format!("a.{extension}")), bytes).unwrap();
    std::fs::write(folder.path().join("a.yaml"), OUTLINE.replace("EXT", extension)).unwrap();
    folder
}

fn render(folder: &tempfile::TempDir) -> Vec<u8> {
    let options = Options { pdf: PdfOptions::default(), ..Options::default() };
    let rendered = plenary::render(Input::File(folder.path().join("a.yaml")), &options);
    rendered.pdf.unwrap_or_else(|| panic!("{:?}", rendered.diagnostics))
}

/// Returns the pixels of all pictures in a PDF.
fn decoded_pictures(pdf: &[u8]) -> Vec<Vec<[u8; 3]>> {
    let read = PdfReader::new(pdf);
    let pictures = read.pictures().into_iter().map(|stream| {
        let filters = format!("{:?}", stream.dict.get(b"Filter"));
        let bytes = if filters.contains("DCT") {
            image::load_from_memory(&stream.content).unwrap().to_rgb8().into_raw()
        } else {
            stream.decompressed_content().unwrap()
        };
        bytes.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    });
    pictures.collect()
}

#[test]
fn no_picture_in_a_pdf_has_a_pixel_of_a_private_part() {
    for (extension, format) in
        [("png", ImageFormat::Png), ("jpg", ImageFormat::Jpeg), ("gif", ImageFormat::Gif)]
    {
        let source = match format {
            ImageFormat::Gif => picture().to_rgba8().into(),
            _ => picture(),
        };
        let bytes = encode_image(source, format);
        let kept = image::load_from_memory(&bytes).unwrap();
        let pixel = kept.get_pixel(80, 60).0;
        assert!(is_secret([pixel[0], pixel[1], pixel[2]]), "{extension}: the test sees the secret");
        let pdf = render(&write_project(extension, &bytes));
        let pictures = decoded_pictures(&pdf);
        assert_eq!(pictures.len(), 1, "{extension}: the enlarged part is the same picture");
        assert!(pictures[0].len() >= 160 * 120, "{extension}");
        assert!(!pictures[0].iter().any(|pixel| is_secret(*pixel)), "{extension}");
    }
}

#[test]
fn neither_shapes_nor_words_of_a_drawing_reach_the_file() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"120\"><rect \
                   width=\"160\" height=\"120\" fill=\"#28a03c\"/><rect x=\"41\" y=\"31\" width=\"78\" \
                   height=\"58\" fill=\"#ff00c8\"/><text x=\"50\" y=\"60\" font-size=\"12\">Ana \
                   4711</text></svg>";
    let folder = write_project("svg", drawing.as_bytes());
    let pdf = render(&folder);
    let pictures = decoded_pictures(&pdf);
    assert!(!pictures.is_empty(), "the drawing is a raster picture");
    assert!(!pictures.iter().flatten().any(|pixel| is_secret(*pixel)));
    let read = PdfReader::new(&pdf);
    let words = read.0.extract_text(&[1]).unwrap();
    assert!(!words.contains("4711") && !words.contains("Ana"), "{words}");
}

#[test]
fn thumbnails_and_other_metadata_are_left_out() {
    let bytes = encode_image(picture(), ImageFormat::Jpeg);
    let mut with_comment = bytes[..2].to_vec();
    with_comment.extend(b"\xff\xfe\x00\x0dname of Ana");
    with_comment.extend(&bytes[2..]);
    let folder = write_project("jpg", &with_comment);
    let pdf = render(&folder);
    let read = PdfReader::new(&pdf);
    let pictures = read.pictures();
    assert_eq!(pictures.len(), 1);
    let holds = |bytes: &[u8]| bytes.windows(11).any(|part| part == b"name of Ana");
    assert!(holds(&with_comment) && !holds(&pictures[0].content) && !holds(&pdf));
}
