//! What a colleague who edits the file relies on: notes, footnotes, panels, formulas, media, fonts.

use std::path::Path;

use plenary::{Input, Options, render_pptx};

use super::package::Pptx;
use super::render;

fn messages(outline: &str, options: &Options) -> Vec<String> {
    let rendered = render_pptx(Input::Bytes(outline.into()), options);
    rendered.diagnostics.iter().map(|found| found.message.clone()).collect()
}

#[test]
fn notes_are_formatted_text_without_signs() {
    let file = render(
        "slides:
  - id: first
    title: One
    notes: |
      Say **hello** to [all](https://example.org), then go [back](#first).

      1. Breathe
      2. *Smile*
         - at `them`
",
    );
    let notes = file.part("ppt/notesSlides/notesSlide1.xml");
    for part in [
        "b=\"1\" dirty=\"0\"></a:rPr><a:t>hello</a:t>",
        "i=\"1\" dirty=\"0\"></a:rPr><a:t>Smile</a:t>",
        "<a:buAutoNum type=\"arabicPeriod\" startAt=\"1\"/>",
        "lvl=\"1\"",
        "<a:t>them</a:t>",
        "ppaction://hlinksldjump",
    ] {
        assert!(notes.contains(part), "{part} is missing in {notes}");
    }
    assert!(!notes.contains('*') && !notes.contains('`'), "{notes}");
    let links = file.part("ppt/notesSlides/_rels/notesSlide1.xml.rels");
    assert!(links.contains("https://example.org") && links.contains("../slides/slide1.xml"));
}

#[test]
fn calls_of_footnotes_show_them() {
    let file = render("slides:\n  - title: One\n    text: \"A weir^[It holds water.] is old.\"\n");
    let slide = file.part("ppt/slides/slide1.xml");
    let link = "r:id=\"\" action=\"ppaction://noaction\" tooltip=\"It holds water.\"";
    assert_eq!(slide.matches(link).count(), 1, "{slide}");
}

#[test]
fn every_panel_is_a_chart() {
    let outline = |steps: &str| {
        format!(
            "slides:
  - title: Rivers
    chart:
      kind: line
      multiples: true
      data: [[Year, Avon, Wye], [2020, 1, 4], [2021, 2, 6], [2022, 3, 5]]
      alt: Two rivers.
{steps}"
        )
    };
    let file = render(&outline(""));
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!((slide.matches("<p:grpSp>").count(), file.count("ppt/charts/chart")), (1, 2));
    assert!(slide.contains("descr=\"Two rivers.\"") && slide.contains("descr=\"Wye\""), "{slide}");
    let chart = file.part("ppt/charts/chart2.xml");
    for part in ["<a:t>Wye</a:t>", "<c:max val=\"6\"/>", "<c:tickLblPos val=\"none\"/>"] {
        assert!(chart.contains(part), "{part} is missing in {chart}");
    }
    file.assert_sound("panels");
    let file = render(&outline("      steps: series\n"));
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("<p:grpSp>").count(), 0, "{slide}");
    // The first one is there from the start.
    assert_eq!(slide.matches("nodeType=\"clickEffect\"").count(), 1, "{slide}");
}

#[test]
fn formulas_in_tables_are_office_math() {
    let file = render("slides:\n  - title: T\n    table: [[A, B], [$x^2$, '1']]\n");
    let slide = file.part("ppt/slides/slide1.xml");
    let (choice, fallback) = slide.split_once("<mc:Fallback>").expect("a fallback");
    assert!(choice.contains("<a:tc><a:txBody>") && choice.contains("<m:sSup>"), "{choice}");
    assert!(fallback.contains("<a:tbl>") && fallback.contains("x²"), "{fallback}");
    file.assert_sound("formulas in tables");
}

#[test]
fn drawings_and_formulas_appear_in_parts() {
    let file = render(
        "slides:
  - title: S
    steps: true
    math: |
      \\begin{aligned} a &= b \\\\ c &= d \\end{aligned}
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("name=\"Formula ").count(), 2 + slide.matches("Formula part").count());
}

#[test]
fn videos_are_played_and_others_are_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides");
    let outline = folder.join("film.yaml");
    let text = "slides:
  - title: A lock
    video: { src: media/lock.mp4, alt: A lock, poster: media/lock.jpg, autoplay: true, loop: true }
  - title: Others
    content:
      - video: { src: media/lock.webm, alt: A lock }
      - audio: { src: media/bird.mp3, alt: A bird }
      - figure: { src: media/gauge.gif, alt: A gauge }
";
    let input = Input::Text { path: outline, text: text.into() };
    let rendered = render_pptx(input, &Options::default());
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    let slide = file.part("ppt/slides/slide1.xml");
    for part in ["<a:videoFile ", "<p14:media ", "cmd=\"playFrom(0.0)\"", "<p:video>", "indefinite"]
    {
        assert!(slide.contains(part), "{part} is missing in {slide}");
    }
    assert_eq!(slide.matches("<p:sp>").count(), 1, "only the title is beside it: {slide}");
    let other = file.part("ppt/slides/slide2.xml");
    assert!(other.contains("<a:audioFile ") && other.contains("<p:grpSp>"), "{other}");
    for ending in ["mp4", "mp3", "gif"] {
        let is_there = |path: &&str| path.starts_with("ppt/media/") && path.ends_with(ending);
        assert_eq!(file.paths().filter(is_there).count(), 1, "{ending}");
    }
    let found: Vec<&str> = rendered.diagnostics.iter().map(|it| it.message.as_str()).collect();
    let webm = |message: &&&str| message.contains("lock.webm") && message.contains("video/webm");
    assert_eq!(found.iter().filter(webm).count(), 1, "{found:?}");
    assert_eq!(found.iter().filter(|it| it.contains("PowerPoint")).count(), 1, "{found:?}");
    file.assert_sound("videos");
}

#[test]
fn fonts_are_embedded_on_request() {
    let outline = "lang: zh\nslides:\n  - title: 森林\n    text: A **wood**\n";
    let options = Options { embed_fonts: true, ..Options::default() };
    let rendered = render_pptx(Input::Bytes(outline.into()), &options);
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    assert!(rendered.fonts.is_empty(), "{:?}", rendered.fonts);
    let presentation = file.part("ppt/presentation.xml");
    for part in [
        "<p:font typeface=\"Source Sans 3\"/><p:regular r:id=",
        "<p:boldItalic r:id=",
        "Plenary Sans SC",
    ] {
        assert!(presentation.contains(part), "{part} is missing in {presentation}");
    }
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    assert!(master.contains("typeface=\"Plenary Sans SC\""), "titles are Chinese: {master}");
    assert!(file.count("ppt/fonts/") >= 6);
    assert!(messages(outline, &Options::default()).is_empty());
    file.assert_sound("fonts");
}

#[test]
fn new_slides_look_like_those_of_their_layout() {
    let file = render(
        "theme: regions
title: A deck
subtitle: For all
footer: Our river
paginate: true
slides:
  - layout: cover
  - title: Content
    bullets: [One, Two]
",
    );
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    let (_, title) = master.split_once("<p:titleStyle>").expect("a style");
    let (title, _) = title.split_once("</p:titleStyle>").expect("an end");
    assert!(title.contains("schemeClr val=\"tx2\""), "titles are legible on white: {title}");
    let cover = file.part("ppt/slideLayouts/slideLayout1.xml");
    assert_eq!(cover.matches("<a:lstStyle><a:lvl1pPr marL=\"0\"").count(), 2, "{cover}");
    let content = file.part("ppt/slideLayouts/slideLayout2.xml");
    assert!(content.contains("<a:normAutofit/>") && content.contains("Our river"), "{content}");
    // Impress shrinks a title only if its slide says so, and lists too much.
    for slide in file.slides() {
        let mut shapes = slide.split("<p:sp>");
        let is_right =
            |shape: &str| shape.contains("normAutofit") == shape.contains("<p:ph type=\"title\"");
        assert!(shapes.all(is_right), "{slide}");
    }
    assert!(cover.contains("<a:satMod "), "tints follow the colour of the brand: {cover}");
}

#[test]
fn logos_of_themes_have_the_name_of_the_organisation() {
    let render = |alt: &str, institute: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("logo.yaml");
        let text = format!(
            "theme: {{ extends: plain, logo: {{ src: images/iuc.svg{alt} }} }}\n{institute}slides:\n  \
             - title: A\n"
        );
        let rendered = render_pptx(Input::Text { path, text }, &Options::default());
        let bytes = rendered.bytes.unwrap_or_else(|| panic!("{:?}", rendered.diagnostics));
        let file = Pptx::read(&bytes);
        let parts = file.paths().filter(|path| path.ends_with(".xml"));
        parts.map(|path| file.part(path)).collect::<String>()
    };
    for (alt, institute, expected) in [
        (", alt: Cities", "institute: Acme\n", "Cities"),
        ("", "institute: Acme\n", "Acme"),
        ("", "", "Logo"),
    ] {
        let parts = render(alt, institute);
        assert!(parts.contains("<p:pic>") && !parts.contains("descr=\"plain\""), "{parts}");
        assert!(parts.contains(&format!("descr=\"{expected}\"")), "{expected}: {parts}");
    }
}

#[test]
fn broken_lines_of_code_are_indented_and_in_one_box() {
    let long =
        "let words = [\"one\", \"two\", \"three\", \"four\", \"five\", \"six\", \"seven\"]; ";
    let file = render(&format!(
        "slides:\n  - title: Code\n    code:\n      lang: rust\n      numbers: true\n      text: |\n        \
         {}\n        let a = 1;\n",
        long.repeat(3)
    ));
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("txBox=\"1\"").count(), 2, "numbers and code: {slide}");
    let texts = file.texts(1);
    let code = texts.iter().find(|text| text.starts_with("let words")).expect("the code");
    assert!(code.contains("\n  "), "continued lines are indented: {code:?}");
}

#[test]
fn captions_of_videos_are_notes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides");
    let video = "{ src: media/lock.mp4, alt: A lock, poster: media/lock.jpg, captions: \
                 media/lock.vtt }";
    let text = format!("slides:\n  - title: A lock\n    video: {video}\n");
    let input = Input::Text { path: folder.join("film.yaml"), text };
    let file = Pptx::read(&render_pptx(input, &Options::default()).bytes.expect("a file"));
    let notes = file.part("ppt/notesSlides/notesSlide1.xml");
    assert!(notes.contains("media/lock.mp4") && !notes.contains("--&gt;"), "{notes}");
    assert!(notes.matches("<a:t>").count() > 2, "{notes}");
    file.assert_sound("captions");
}

#[test]
fn a_hidden_slide_at_the_start_of_an_included_outline_stays_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let included = "slides:\n  - title: Hidden\n    hide: true\n  - title: Shown\n";
    std::fs::write(folder.path().join("part.yaml"), included).expect("a file");
    let outline = folder.path().join("main.yaml");
    std::fs::write(&outline, "slides:\n  - title: First\n  - include: part.yaml\n")
        .expect("a file");
    let options = Options { include_hidden: true, ..Options::default() };
    let rendered = render_pptx(Input::File(outline), &options);
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    let presentation = file.part("ppt/presentation.xml");
    let ids: Vec<&str> = presentation.split("<p:sldId id=\"").skip(1).map(|id| &id[..3]).collect();
    assert_eq!(ids, ["256", "258", "257"], "{presentation}");
}
