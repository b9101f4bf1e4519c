//! Damaged and hostile PowerPoint decks: plenary answers in bounded time and memory, never panics,
//! and what it writes always renders.

use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use plenary::assets::{Fonts, Image};
use plenary::diagnostic::{Code, Severity};
use plenary::import::{PictureCheck, PictureCrop, PictureFile, PowerpointHost, import_powerpoint};
use plenary::source::SourceId;
use zip::write::SimpleFileOptions;

use super::powerpoint::{import, read_deck, unzip};
use super::random_numbers;

/// Makes a deck of parts.
pub fn zip_parts(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        archive.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Changes one part of the deck `talk.pptx`.
fn talk_with(path: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut parts = unzip(&read_deck("talk"));
    let part = parts.iter_mut().find(|(name, _)| name == path).unwrap();
    part.1 = change(String::from_utf8(part.1.clone()).unwrap()).into_bytes();
    zip_parts(&parts)
}

const SLIDE: &str = "ppt/slides/slide2.xml";

#[test]
fn damaged_slides_are_explained_and_keep_their_words() {
    for (change, reason) in [
        ("</p:sld>", "its XML is damaged"),
        (
            "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><p:sld",
            "document type",
        ),
    ] {
        let bytes = talk_with(SLIDE, |slide| match change {
            "</p:sld>" => slide.replace("</p:sld>", ""),
            change => slide.replace("<p:sld", change),
        });
        let deck = import("talk.pptx", &bytes);
        assert!(deck.messages.contains("slide 2: the slide cannot be read"), "{}", deck.messages);
        assert!(deck.messages.contains(reason), "{}", deck.messages);
        assert!(deck.outline.contains("Oxygen, twice a day"), "{}", deck.outline);
        assert_eq!(deck.code, Some(1));
    }
}

#[test]
fn bombs_are_not_unpacked() {
    // 20 MB of spaces are 20 kB in the archive.
    let spaces = " ".repeat(20_000_000);
    let bytes = talk_with(SLIDE, |slide| slide.replace("<p:cSld>", &format!("<p:cSld>{spaces}")));
    let deck = import("talk.pptx", &bytes);
    assert!(deck.messages.contains("it is too large when it is unpacked"), "{}", deck.messages);
    let tags = "<a:b>".repeat(60_000);
    let ends = "</a:b>".repeat(60_000);
    let bytes =
        talk_with(SLIDE, |slide| slide.replace("<p:cSld>", &format!("{tags}{ends}<p:cSld>")));
    import("talk.pptx", &bytes);
}

#[test]
fn deep_groups_and_huge_numbers_are_bounded() {
    let open = "<p:grpSp><p:grpSpPr><a:xfrm><a:off x=\"-9223372036854775808\" y=\"1e308\"/>\
                <a:ext cx=\"NaN\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/>\
                </a:xfrm></p:grpSpPr>";
    let bytes = talk_with(SLIDE, |slide| {
        let groups = format!("{}{}", open.repeat(3_000), "</p:grpSp>".repeat(3_000));
        slide.replace("</p:spTree>", &format!("{groups}</p:spTree>"))
    });
    import("talk.pptx", &bytes);
    let bytes = talk_with("ppt/slides/slide5.xml", |slide| {
        slide.replace("<a:tc>", "<a:tc gridSpan=\"99999999999\" rowSpan=\"-4\">")
    });
    import("talk.pptx", &bytes);
    let bytes = talk_with("ppt/presentation.xml", |part| {
        let list = "<p:sldId id=\"256\" r:id=\"rId7\"/>".repeat(50_000);
        part.replace("</p:sldIdLst>", &format!("{list}</p:sldIdLst>"))
    });
    import("talk.pptx", &bytes);
}

#[test]
fn missing_parts_and_files_outside_are_said() {
    let mut parts = unzip(&read_deck("talk"));
    parts.retain(|(path, _)| !path.starts_with("ppt/slideLayouts/") && !path.contains("theme"));
    let deck = import("talk.pptx", &zip_parts(&parts));
    assert!(deck.outline.contains("What we measured"), "{}", deck.outline);
    parts.retain(|(path, _)| !path.starts_with("ppt/media/") && path != SLIDE);
    let deck = import("talk.pptx", &zip_parts(&parts));
    assert!(deck.messages.contains("the file does not contain it"), "{}", deck.messages);
    let rels = "ppt/slides/_rels/slide6.xml.rels";
    for target in ["../../../../../etc/passwd", "C:\\Windows\\win.ini", "..\\..\\x.png"] {
        let bytes = talk_with(rels, |part| part.replace("../media/image1.png", target));
        let deck = import("talk.pptx", &bytes);
        assert!(deck.messages.contains("slide 6: the picture"), "{}", deck.messages);
    }
    let bytes = talk_with(rels, |part| {
        part.replace(
            "Target=\"../media/image1.png\"",
            "Target=\"http://a.example/b.png\" \
                      TargetMode=\"External\"",
        )
    });
    let deck = import("talk.pptx", &bytes);
    assert!(deck.messages.contains("slide 6: a picture"), "{}", deck.messages);
}

struct TestHost(Fonts);

impl PowerpointHost for TestHost {
    fn check_picture(&self, name: &str, bytes: &[u8]) -> PictureCheck {
        match Image::read(name, bytes.to_vec(), &self.0) {
            Ok(_) => PictureCheck::Usable,
            Err(error) => PictureCheck::Unusable(error.message),
        }
    }

    fn crop_picture(&self, _: &[u8], _: PictureCrop) -> Option<PictureFile> {
        None
    }

    fn has_glyph(&self, character: char) -> bool {
        self.0.covers(character)
    }

    fn has_font(&self, _: &str) -> bool {
        false
    }
}

/// Mutates the XML of decks and the archives themselves, always in the same way.
#[test]
fn mutated_decks_never_panic_and_always_render() {
    let decks: Vec<Vec<u8>> =
        ["talk", "odd", "charts"].iter().map(|name| read_deck(name)).collect();
    let unzipped: Vec<_> = decks.iter().map(|deck| unzip(deck)).collect();
    let parts: [&[u8]; 12] = [
        b"<",
        b">",
        b"\"",
        b"&amp;",
        b"&#0;",
        b"<a:t>",
        b"</a:p>",
        b"99999999999999999999",
        b"-1",
        b"**",
        b"{{",
        b"\xff\xfe",
    ];
    let host = TestHost(Fonts::bundled());
    let mut next = random_numbers(0x9e37_79b9_7f4a_7c15);
    let cases = std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok());
    for round in 0..cases.unwrap_or(60) {
        let which = next(decks.len());
        let bytes = if next(4) == 0 {
            let mut bytes = decks[which].clone();
            for _ in 0..=next(8) {
                let at = next(bytes.len());
                bytes[at] ^= 1 << next(8);
            }
            if next(3) == 0 {
                bytes.truncate(next(bytes.len()));
            }
            bytes
        } else {
            let mut changed = unzipped[which].clone();
            for _ in 0..=next(5) {
                let slides: Vec<usize> = (0..changed.len())
                    .filter(|&index| changed[index].0.contains("slides/") || next(8) == 0)
                    .collect();
                let part = &mut changed[slides[next(slides.len())]].1;
                let at = next(part.len() + 1);
                let end = (at + next(40)).min(part.len());
                match next(4) {
                    0 => drop(part.drain(at..end)),
                    1 => {
                        let copy = part[at..end].to_vec();
                        let to = next(part.len() + 1);
                        part.splice(to..to, copy);
                    }
                    2 if at < part.len() => {
                        // Letters stay letters, so that the XML often stays sound.
                        part[at] = if part[at].is_ascii_alphabetic() {
                            b'a' + next(26) as u8
                        } else {
                            b'7'
                        }
                    }
                    _ => drop(part.splice(at..at, parts[next(parts.len())].iter().copied())),
                }
            }
            zip_parts(&changed)
        };
        let result = catch_unwind(AssertUnwindSafe(|| {
            import_powerpoint(&bytes, Path::new("a.pptx"), SourceId(0), None, &host)
        }));
        let Ok(result) = result else { panic!("round {round} panics") };
        let Ok(imported) = result else { continue };
        let input = plenary::Input::Bytes(imported.outline.clone().into_bytes());
        let laid_out = plenary::lay_out(input, &plenary::Options::default());
        let errors: Vec<_> = laid_out
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            // The pictures are not written to files.
            .filter(|found| found.code != Code::FileNotFound)
            .collect();
        assert!(errors.is_empty(), "{round}: {errors:?}\n{}", imported.outline);
    }
}
