//! Slides of PowerPoint decks without places for their texts, as designers and other programs make
//! them.

use std::fs;

use super::powerpoint::{import, read_deck, unzip};
use super::powerpoint_hostile::zip_parts;
use super::run_plenary;

const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A place on the slide in hundredths of an inch: x, y, width and height.
type Place = [u32; 4];

const WHOLE: Place = [0, 0, 1333, 750];

fn frame([x, y, width, height]: Place) -> String {
    let [x, y, width, height] = [x, y, width, height].map(|side| u64::from(side) * 9_144);
    format!(
        "<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"/>"
    )
}

/// A text box with paragraphs in one type size.
fn text(words: &str, size: u32, place: Place) -> String {
    let size = size * 100;
    let paragraphs = words
        .split('\n')
        .map(|line| format!("<a:p><a:r><a:rPr sz=\"{size}\"/><a:t>{line}</a:t></a:r></a:p>"));
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"T\"/></p:nvSpPr><p:spPr>{}</p:spPr><p:txBody>\
         <a:bodyPr/>{}</p:txBody></p:sp>",
        frame(place),
        paragraphs.collect::<String>()
    )
}

fn picture(alt: &str, place: Place) -> String {
    format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"P\" descr=\"{alt}\"/></p:nvPicPr><p:blipFill>\
         <a:blip r:embed=\"rId1\"/></p:blipFill><p:spPr>{}</p:spPr></p:pic>",
        frame(place)
    )
}

/// Makes a deck of slides without layouts.
fn deck_of(slides: &[Vec<String>]) -> Vec<u8> {
    let image = unzip(&read_deck("talk"))
        .into_iter()
        .find(|(name, _)| name.ends_with(".png"))
        .map(|(_, bytes)| bytes)
        .unwrap();
    let mut parts = vec![("ppt/media/a.png".to_owned(), image)];
    let mut ids = String::new();
    let mut links = String::new();
    for (index, shapes) in slides.iter().enumerate() {
        ids += &format!("<p:sldId id=\"{}\" r:id=\"rId{index}\"/>", 256 + index);
        links += &format!(
            "<Relationship Id=\"rId{index}\" Type=\"{OFFICE}/slide\" \
             Target=\"slides/slide{index}.xml\"/>"
        );
        let slide = format!(
            "<p:sld {NAMES}><p:cSld><p:spTree>{}</p:spTree></p:cSld></p:sld>",
            shapes.concat()
        );
        parts.push((format!("ppt/slides/slide{index}.xml"), slide.into_bytes()));
        let image = format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/image\" \
             Target=\"../media/a.png\"/></Relationships>"
        );
        parts.push((format!("ppt/slides/_rels/slide{index}.xml.rels"), image.into_bytes()));
    }
    let deck = format!("<p:presentation {NAMES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>");
    parts.push(("ppt/presentation.xml".to_owned(), deck.into_bytes()));
    let links = format!("<Relationships xmlns=\"{PACKAGE}\">{links}</Relationships>");
    parts.push(("ppt/_rels/presentation.xml.rels".to_owned(), links.into_bytes()));
    zip_parts(&parts)
}

fn outline_of(slides: &[Vec<String>]) -> String {
    import("deck.pptx", &deck_of(slides)).outline
}

#[test]
fn pictures_of_the_whole_slide_are_grounds_or_pages() {
    let list = (1..9).map(|at| format!("Point {at} with more words")).collect::<Vec<_>>();
    let outline = outline_of(&[
        vec![
            picture("A harbour", WHOLE),
            text("The harbour of tomorrow", 48, [100, 260, 1100, 100]),
            text("Plans for the quay", 24, [100, 400, 1100, 60]),
        ],
        vec![picture("Cranes", WHOLE), text("Forty cranes, one tide", 32, [100, 560, 800, 80])],
        vec![
            picture("Ropes", WHOLE),
            text("Ropes", 40, [100, 40, 800, 80]),
            text(&list.join("\n"), 18, [100, 200, 800, 400]),
        ],
    ]);
    assert!(outline.contains("title: The harbour of tomorrow\nsubtitle: Plans for the quay\n"));
    for part in [
        "# Alternative text: A harbour\n  - layout: cover\n    background: images/",
        "- layout: image\n    title: Forty cranes, one tide\n    figure:\n      src: images/",
        "- title: Ropes\n    background: images/",
    ] {
        assert!(outline.contains(part), "{part}\n{outline}");
    }
}

#[test]
fn typed_footers_and_numbers_are_those_of_the_deck() {
    let slide = |number: u32| {
        vec![
            text(&format!("Title {number}"), 40, [100, 40, 800, 80]),
            text(&format!("Words {number}"), 18, [100, 200, 800, 100]),
            text("The post of Mill Lane", 10, [100, 710, 500, 30]),
            text(&number.to_string(), 10, [1230, 710, 60, 30]),
        ]
    };
    let outline = outline_of(&[slide(1), slide(2), slide(3), slide(4)]);
    assert!(outline.contains("footer: The post of Mill Lane\npaginate: true\n"), "{outline}");
    assert!(outline.contains("- title: Title 4\n    text: Words 4\n"), "{outline}");
}

#[test]
fn quotations_numbers_steps_and_years_are_recognized() {
    let row = |words: [&str; 3], size: u32, y: u32| -> Vec<String> {
        let places = [100, 500, 900].map(|x| [x, y, 300, 60]);
        words.into_iter().zip(places).map(|(words, place)| text(words, size, place)).collect()
    };
    let outline = outline_of(&[
        vec![text("First", 20, [100, 40, 800, 80]), text("Body", 20, [100, 300, 800, 80])],
        vec![
            text("“We drive nine miles for a loaf.”", 32, [100, 200, 900, 100]),
            text("— Rosa Field", 16, [100, 340, 900, 60]),
        ],
        vec![
            text("“", 120, [80, 60, 150, 160]),
            text("A letter is a visit.", 36, [160, 220, 900, 100]),
            text("Ida Post, sorter", 18, [160, 460, 900, 60]),
        ],
        vec![
            text("62%", 120, [100, 100, 900, 200]),
            text("would walk to buy bread", 18, [100, 340, 900, 100]),
        ],
        [row(["1890", "1920", "1965"], 20, 200), row(["Bags", "Bikes", "Vans"], 16, 260)].concat(),
        [
            row(["1", "2", "3"], 24, 200),
            row(["Write", "Stamp", "Post"], 24, 300),
            row(["With ink", "Two at most", "Before five"], 16, 400),
        ]
        .concat(),
        vec![
            text("The string", 56, [720, 220, 550, 120]),
            text("It holds forty kilos.", 28, [720, 360, 550, 200]),
            picture("A reel", [0, 0, 660, 750]),
        ],
    ]);
    for part in [
        "quote:\n      text: We drive nine miles for a loaf.\n      by: Rosa Field\n",
        "quote:\n      text: A letter is a visit.\n      by: Ida Post, sorter\n",
        "- layout: fact\n    stats:\n      - value: 62%\n        label: would walk to buy bread\n",
        "timeline:\n      - when: 1890\n        title: Bags\n",
        "- title: 1. Write\n        text: With ink\n",
        "- layout: image_left\n    title: The string\n    text: It holds forty kilos.\n",
    ] {
        assert!(outline.contains(part), "{part}\n{outline}");
    }
}

#[test]
fn short_texts_below_pictures_are_captions_and_rows_are_cards() {
    let mut rows = vec![text("Three promises", 40, [80, 40, 900, 80])];
    for (index, name) in ["Day", "Street", "Letter"].into_iter().enumerate() {
        let y = 180 + 170 * index as u32;
        rows.push(picture(&format!("Icon {name}"), [80, y, 110, 110]));
        rows.push(text(&format!("Every {name}"), 24, [220, y, 1000, 50]));
        rows.push(text("We walk.", 16, [220, y + 60, 1000, 50]));
    }
    let outline = outline_of(&[
        vec![
            text("The shop", 40, [100, 40, 800, 80]),
            picture("A window", [50, 150, 400, 270]),
            text("Mill Lane 4", 14, [50, 430, 400, 40]),
            text("Ninety square metres and a cellar", 18, [600, 160, 460, 250]),
        ],
        rows,
    ]);
    assert!(outline.contains("caption: Mill Lane 4\n"), "{outline}");
    let card = "- title: Every Day\n        text: We walk.\n        figure:\n";
    assert!(outline.contains(card), "{outline}");
}

#[test]
fn groups_in_rows_and_texts_beside_labels_are_cards() {
    let mut groups = vec![text("Four steps", 40, [80, 40, 900, 80])];
    for (index, name) in ["Ask", "Sketch", "Build", "Test"].into_iter().enumerate() {
        let (x, y) = (80 + 600 * (index as u32 % 2), 180 + 260 * (index as u32 / 2));
        groups.push("<p:grpSp><p:grpSpPr/>".to_owned());
        groups.push(text(&(index + 1).to_string(), 20, [x, y, 80, 80]));
        groups.push(text(name, 20, [x + 100, y, 400, 60]));
        groups.push(text(&format!("We {name} it"), 14, [x + 100, y + 70, 400, 120]));
        groups.push("</p:grpSp>".to_owned());
    }
    let mut rows = vec![text("In rows", 40, [80, 40, 900, 80])];
    for (index, label) in ["Who", "When"].into_iter().enumerate() {
        let y = 180 + 160 * index as u32;
        rows.push(text(label, 20, [80, y, 250, 120]));
        rows.push(text(&format!("The words about {label}"), 16, [340, y, 850, 120]));
    }
    let outline = outline_of(&[groups, rows]);
    let steps = "cards:\n      across: 2\n      items:\n        - title: 1. Ask\n          \
                 text: We Ask it\n        - title: 2. Sketch\n";
    assert!(outline.contains(steps), "{outline}");
    let labels = "- title: Who\n        text: The words about Who\n      - title: When\n";
    assert!(outline.contains(labels), "{outline}");
}

#[test]
fn round_pictures_with_names_are_people() {
    let mut team = vec![text("The team", 40, [80, 40, 900, 80])];
    for (index, name) in ["Ann Lee", "Bo Tan", "Cy Fox"].into_iter().enumerate() {
        let x = 80 + 400 * index as u32;
        let portrait = picture(&format!("Portrait of {name}"), [x, 180, 240, 240]);
        team.push(portrait.replace("prst=\"rect\"", "prst=\"ellipse\""));
        team.push(text(name, 20, [x, 430, 240, 50]));
        team.push(text("Engineer", 14, [x, 490, 240, 50]));
    }
    let outline = outline_of(&[team]);
    let person = "people:\n      - name: Ann Lee\n        role: Engineer\n        photo:\n";
    assert!(outline.contains(person), "{outline}");
}

#[test]
fn drawings_of_shapes_leave_their_descriptions() {
    let group = |alt: &str, shapes: &str| {
        format!(
            "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"7\" name=\"G\" descr=\"{alt}\"/></p:nvGrpSpPr>\
             <p:grpSpPr/>{shapes}</p:grpSp>"
        )
    };
    let drawn = format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"5\" name=\"S\" descr=\"A buoy\"/></p:nvSpPr><p:spPr>{}\
         </p:spPr></p:sp>",
        frame([100, 200, 200, 200])
    );
    let blank = drawn.replace(" descr=\"A buoy\"", "");
    let imported = import(
        "deck.pptx",
        &deck_of(&[vec![
            text("The harbour", 40, [100, 40, 800, 80]),
            group("Map of the quay", &blank),
            group("Two terminals", &text("North", 20, [100, 500, 300, 60])),
            drawn,
        ]]),
    );
    for alt in ["Map of the quay", "Two terminals", "A buoy"] {
        let comment = format!("# Alternative text: {alt}\n");
        assert!(imported.outline.contains(&comment), "{}", imported.outline);
    }
    assert!(imported.messages.contains("a drawing of shapes cannot be carried over"));
    assert_eq!(imported.code, Some(1));
}

#[test]
fn texts_at_points_of_charts_are_left_in_a_comment() {
    let folder = tempfile::tempdir().unwrap();
    let deck = "slides:\n  - title: Fish\n    chart:\n      kind: line\n      \
        data: [[Year, Fish], [2020, 1], [2021, 4], [2022, 2]]\n      \
        notes: [{ at: 2021, text: The weir opens }]\n      alt: Fish in a river.\n";
    fs::write(folder.path().join("slides.yaml"), deck).unwrap();
    let rendered = run_plenary(folder.path(), &["render", "slides.yaml", "-o", "deck.pptx"]);
    assert!(rendered.status.success());
    let bytes = fs::read(folder.path().join("deck.pptx")).unwrap();
    let outline = import("deck.pptx", &bytes).outline;
    assert!(outline.contains("# Texts at points of the chart: The weir opens\n"), "{outline}");
}
