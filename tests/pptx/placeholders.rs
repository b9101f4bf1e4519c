//! Titles, bodies and the words of empty placeholders: what a colleague types into.

use std::path::Path;

use plenary::{Input, Options, render_pptx};

use super::package::Pptx;
use super::render;

/// Returns the placeholder of this type in a slide or layout.
fn placeholder<'x>(xml: &'x str, kind: &str) -> &'x str {
    let wanted = format!("<p:ph type=\"{kind}\"");
    xml.split("<p:sp>").find(|shape| shape.contains(&wanted)).unwrap_or_else(|| panic!("{xml}"))
}

/// Returns the top and the bottom of a placeholder in pt.
fn extent(shape: &str) -> (f64, f64) {
    let number = |name: &str| -> f64 {
        let (_, rest) = shape.split_once(name).expect("an attribute");
        rest.split_once('"').expect("a number").0.parse::<f64>().expect("a number") / 12_700.0
    };
    let top = number(" y=\"");
    (top, top + number(" cy=\""))
}

#[test]
fn titles_have_room_for_more_words_and_shrink_to_it() {
    let long = "A title that is long enough for a second line on the page and that has no end";
    let file = render(&format!(
        "title: The weirs of the upper valley
subtitle: A talk
footer: A river
slides:
  - layout: cover
  - {{ title: One, bullets: [A, B, C] }}
  - {{ title: {long}, bullets: [A, B, C] }}
  - {{ title: Two, bullets: [A, B, C] }}
"
    ));
    assert!(!file.slides().any(|slide| slide.contains("<a:noAutofit/></a:bodyPr><a:lstStyle/>")));
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    let (title, body) = (placeholder(master, "title"), placeholder(master, "body"));
    assert!(title.contains("<a:normAutofit/>") && body.contains("<a:normAutofit/>"), "{master}");
    let (top, bottom) = extent(title);
    assert!(bottom - top > 80.0 && bottom < extent(body).0, "two lines: {title} {body}");
    // A longer title has a box of its own, which ends where the text starts.
    let longer = placeholder(file.part("ppt/slides/slide3.xml"), "title");
    assert!(!longer.contains("noAutofit"), "{longer}");
    // A second line of the title of a cover is above the first.
    let cover = file.part("ppt/slideLayouts/slideLayout1.xml");
    let (title, subtitle) = (placeholder(cover, "title"), placeholder(cover, "subTitle"));
    assert!(title.contains("anchor=\"b\"") && title.contains("<a:normAutofit/>"), "{title}");
    let (top, bottom) = extent(title);
    assert!(bottom <= extent(subtitle).0 + 1.0, "{title} {subtitle}");
    let size = title.split_once("sz=\"").expect("a size").1.split_once('"').expect("a size").0;
    let size = size.parse::<f64>().expect("a size") / 100.0;
    assert!(bottom - top > 1.8 * size, "{} pt for {size} pt", bottom - top);
    let own = placeholder(file.part("ppt/slides/slide1.xml"), "title");
    assert!(!own.contains("<a:xfrm>"), "it is where the layout has it: {own}");
}

#[test]
fn the_number_of_all_slides_is_on_new_slides() {
    let file = render("paginate: total\nslides:\n  - { title: A, text: B }\n  - { title: C }\n");
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    let number = placeholder(master, "sldNum");
    assert!(number.contains("‹#›") && number.contains("/"), "{number}");
    let words: Vec<&str> = number.split("<a:t>").skip(1).collect();
    assert!(words[1].split('<').next().is_some_and(|rest| rest.contains('2')), "{number}");
}

#[test]
fn slides_without_a_title_have_a_hidden_one() {
    let file = render(
        "slides:
  - quote: { text: All rivers run into the sea., by: Solomon }
  - chart: { data: { A: 3, B: 5 }, alt: Three and five }
  - { title: A title, text: A text. }
",
    );
    for (number, words) in [(1, "All rivers run into the sea."), (2, "Three and five")] {
        let slide = file.part(&format!("ppt/slides/slide{number}.xml"));
        assert_eq!(slide.matches("<p:ph type=\"title\"/>").count(), 1, "{slide}");
        let title = placeholder(slide, "title");
        assert!(title.contains(&format!("<a:t>{words}</a:t>")), "{title}");
        assert!(extent(title).1 < 0.0, "it is above the page: {title}");
    }
    let slide = file.part("ppt/slides/slide3.xml");
    assert_eq!(slide.matches("<p:ph type=\"title\"/>").count(), 1, "{slide}");
    file.assert_sound("hidden titles");
}

#[test]
fn languages_have_regions_and_prompts_are_in_them() {
    for (lang, region, prompt) in [
        ("de", "de-DE", "Titel durch Klicken hinzufügen"),
        ("ar", "ar-SA", "انقر لإضافة عنوان"),
        ("zh-Hans", "zh-CN", "单击此处添加标题"),
        ("en-US", "en-US", "Click to add title"),
    ] {
        let outline = format!(
            "lang: {lang}\npaginate: true\nslides:\n  - {{ title: A, text: B, notes: C }}\n"
        );
        let file = render(&outline);
        let lang = format!("lang=\"{region}\"");
        for part in ["slides/slide1", "slideLayouts/slideLayout1", "notesSlides/notesSlide1"] {
            let xml = file.part(&format!("ppt/{part}.xml"));
            assert_eq!(xml.matches("lang=\"").count(), xml.matches(&lang).count(), "{xml}");
        }
        let master = file.part("ppt/slideMasters/slideMaster1.xml");
        assert!(placeholder(master, "title").contains(prompt), "{master}");
    }
}

#[test]
fn the_band_of_a_cover_is_part_of_its_layout() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = "title: Weirs
subtitle: A talk
footer: Our river
logos: [{ src: images/iuc.svg, alt: A programme }]
slides:
  - layout: cover
  - { title: One, text: A }
  - { layout: cover, title: The second part, text: A text }
";
    let input = Input::Text { path: folder.join("slides.yaml"), text: text.into() };
    let file = Pptx::read(&render_pptx(input, &Options::default()).bytes.expect("a file"));
    let covers = file.paths().filter(|path| path.starts_with("ppt/slideLayouts/slide"));
    let covers: Vec<&str> = covers.filter(|path| file.part(path).contains("\"Cover")).collect();
    assert_eq!(covers.len(), 1, "{covers:?}");
    let cover = file.part(covers[0]);
    assert!(cover.contains("descr=\"A programme\"") && cover.contains("name=\"Shape "), "{cover}");
    let band = extent(cover.rsplit("name=\"Shape ").next().expect("a band")).0;
    assert!(extent(placeholder(cover, "subTitle")).1 <= band + 0.1, "{cover}");
    assert!(placeholder(cover, "ftr").contains("Our river"), "{cover}");
    for number in [1, 3] {
        let slide = file.part(&format!("ppt/slides/slide{number}.xml"));
        assert!(!slide.contains("name=\"Shape ") && !slide.contains("<p:pic>"), "{slide}");
        let footer = placeholder(slide, "ftr");
        assert!(footer.contains("Our river") && !footer.contains("<a:xfrm>"), "{footer}");
    }
    file.assert_sound("a band");
}

#[test]
fn points_with_rules_or_discs_between_them_are_one_body() {
    for theme in ["plain", "regions", "university"] {
        let file = render(&format!(
            "theme: {theme}\nslides:\n  - {{ title: One, bullets: [Apples are red, Beans are green, \
             Cats are grey] }}\n"
        ));
        let body = placeholder(file.part("ppt/slides/slide1.xml"), "body");
        for point in ["Apples are red", "Beans are green", "Cats are grey"] {
            assert!(body.contains(point), "{theme}: {body}");
        }
    }
}
