//! Faces and the space between letters, as on the page.

use plenary::{Input, Options, render_pptx};

use super::package::Pptx;
use super::render;

#[test]
fn letters_of_titles_are_set_apart_as_on_the_page() {
    let file = render(
        "theme: keynote\nslides:\n  - { title: The second decade, text: Of the railway. }\n",
    );
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    let (_, style) = master.split_once("<p:titleStyle>").expect("a style of titles");
    let (style, rest) = style.split_once("</p:titleStyle>").expect("an end");
    assert!(style.contains(" spc=\"-"), "{style}");
    let (body, _) = rest.split_once("</p:bodyStyle>").expect("a style of bodies");
    assert!(!body.contains(" spc="), "{body}");
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(!slide.contains(" spc="), "the slide inherits it: {slide}");
    assert!(!render("slides: [{ title: Plain }]\n").part("ppt/slides/slide1.xml").contains("spc="));
}

#[test]
fn heavy_and_light_faces_have_the_names_that_programs_know() {
    let outline = |theme: &str| {
        format!("theme: {theme}\nslides:\n  - {{ title: Weirs, text: They **dam** up. }}\n")
    };
    let theme = |name: &str| render(&outline(name)).part("ppt/theme/theme1.xml").to_owned();
    let workshop = theme("workshop");
    assert!(workshop.contains("<a:majorFont><a:latin typeface=\"Rubik Black\"/>"), "{workshop}");
    let pitch = theme("pitch");
    let heading = "<a:majorFont><a:latin typeface=\"Montserrat ExtraBold\"/>";
    assert!(pitch.contains(heading), "{pitch}");
    assert!(pitch.contains("<a:minorFont><a:latin typeface=\"Montserrat Medium\"/>"), "{pitch}");
}

#[test]
fn embedded_faces_have_these_names_too() {
    let outline = "theme: workshop\nslides:\n  - { title: Weirs, text: They dam up. }\n";
    let options = Options { embed_fonts: true, ..Options::default() };
    let rendered = render_pptx(Input::Bytes(outline.into()), &options);
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    let presentation = file.part("ppt/presentation.xml");
    let font = "<p:font typeface=\"Rubik Black\"/><p:regular r:id=";
    assert!(presentation.contains(font), "{presentation}");
    let name: Vec<u8> = "Rubik Black".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let fonts = file.paths().filter(|path| path.starts_with("ppt/fonts/"));
    let mut named = fonts
        .filter(|path| file.bytes(path).windows(name.len()).any(|part| part == name.as_slice()));
    assert!(named.next().is_some(), "no font is named so");
}

#[test]
fn the_theme_names_the_face_of_arabic() {
    let file = render("lang: ar\nslides:\n  - { title: نهر, text: يجري النهر عبر الوادي. }\n");
    let theme = file.part("ppt/theme/theme1.xml");
    assert!(theme.contains("<a:cs typeface=\"IBM Plex Sans Arabic"), "{theme}");
    for part in ["ppt/slides/slide1.xml", "ppt/slideMasters/slideMaster1.xml"] {
        assert!(!file.part(part).contains("\"IBM Plex Sans Arabic"), "{}", file.part(part));
    }
    assert!(file.part("ppt/slideMasters/slideMaster1.xml").contains("+mn-cs"));
}
