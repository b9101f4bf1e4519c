//! The PowerPoint writer: files are unzipped and their XML is read.
#![allow(clippy::disallowed_methods, reason = "tests read outlines as a user would")]

mod brand;
mod charts;
mod editing;
mod groups;
mod handover;
mod html;
mod new_slides;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../outlines/mod.rs"]
mod outlines;
mod package;
mod paint_order;
mod placeholders;
mod text;
#[path = "../threads/mod.rs"]
mod threads;
mod typefaces;

use std::fs;
use std::path::Path;

use outlines::list_decks;
use package::Pptx;
use plenary::{Input, Options, render_pptx};
use threads::map_on_threads;

/// Returns the file of an outline without errors.
fn render(outline: &str) -> Pptx {
    let rendered = render_pptx(Input::Bytes(outline.into()), &Options::default());
    let bytes = rendered.bytes.unwrap_or_else(|| panic!("{:?}", rendered.diagnostics));
    Pptx::read(&bytes)
}

#[test]
fn every_outline_becomes_a_sound_file() {
    let decks = list_decks();
    assert!(decks.len() > 20);
    map_on_threads(&decks, |deck| {
        let rendered = render_pptx(Input::File(deck.clone()), &Options::default());
        let name = deck.display();
        let bytes = rendered.bytes.unwrap_or_else(|| panic!("{name}: {:?}", rendered.diagnostics));
        let file = Pptx::read(&bytes);
        file.assert_sound(&name.to_string());
        paint_order::assert_texts_are_uncovered(&file, &name.to_string());
        new_slides::assert_bodies_are_beside_titles(&file, &name.to_string());
        assert_eq!(file.count("ppt/slides/slide"), rendered.slides, "{name}");
    });
}

#[test]
fn titles_and_bodies_are_placeholders_of_a_layout() {
    let file = render("slides:\n  - title: Rivers & weirs\n    text: They <meander>.\n");
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(slide.contains("<p:ph type=\"title\"/>"), "{slide}");
    assert!(slide.contains("<p:ph type=\"body\" idx=\"1\"/>"), "{slide}");
    assert!(slide.contains("<a:t>Rivers &amp; weirs</a:t>"), "{slide}");
    assert!(slide.contains("<a:t>They &lt;meander&gt;.</a:t>"), "{slide}");
    let layout = file.part("ppt/slideLayouts/slideLayout1.xml");
    assert!(layout.contains("<p:ph type=\"title\"/>") && layout.contains("Title and Content"));
    let theme = file.part("ppt/theme/theme1.xml");
    assert!(theme.contains("<a:minorFont><a:latin typeface=\"Source Sans 3\"/>"), "{theme}");
    // Colours, sizes and places are those of the layout, so that they change with it.
    for part in ["<a:xfrm>", "<a:schemeClr", "typeface", "lang=\"en-GB\" sz", "noAutofit"] {
        assert!(!slide.contains(part), "{part}: {slide}");
    }
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    assert!(master.contains("<a:schemeClr val=\"tx1\"") && master.contains("+mn-lt"), "{master}");
}

#[test]
fn lists_are_native_at_their_levels() {
    let file = render(
        "slides:
  - title: A list
    bullets:
      - Oxygen:
          - at the surface
      - Depth
  - title: A numbered list
    numbered:
      start: 3
      items: [Three, Four]
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(!slide.contains("<a:bu"), "bullets are those of the master: {slide}");
    assert!(file.part("ppt/slideMasters/slideMaster1.xml").contains("<a:buChar"));
    assert_eq!(slide.matches("lvl=\"1\"").count(), 1, "{slide}");
    assert_eq!(slide.matches("<p:sp>").count(), 2, "the list is one box: {slide}");
    let numbered = file.part("ppt/slides/slide2.xml");
    let number = "<a:buAutoNum type=\"arabicPeriod\" startAt=\"3\"/>";
    assert_eq!(numbered.matches(number).count(), 2, "{numbered}");
}

#[test]
fn a_paragraph_is_one_paragraph_however_many_lines_it_has() {
    let words = "The river meanders through the valley and past the mill. ".repeat(8);
    let file = render(&format!("slides:\n  - title: Long\n    text: \"{words}\"\n"));
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("<a:p>").count(), 2, "{slide}");
    assert_eq!(file.texts(1)[1].replace('\n', ""), words.trim_end(), "{slide}");
}

#[test]
fn texts_that_are_only_a_formula_are_kept() {
    let file = render(
        "slides:
  - title: $E = m$
    bullets: [$a$, $b$ and c, '$d$ $e$']
  - title: T
    table: [[A, B], [$f$, '$\\frac{1}{2}$']]
    callout: { title: $O(n)$, text: $g$ }
",
    );
    let text = format!("{}\n{}", file.texts(1).join("\n"), file.part("ppt/slides/slide2.xml"));
    for words in ["E = m", "a", "b and c", "d e", ">f<", ">1/2<", ">O(n)<", ">g<"] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    assert!(!file.part("ppt/slides/slide1.xml").contains("KaTeX"), "a font of formulas is named");
}

#[test]
fn formulas_are_office_math_with_a_fallback() {
    let file = render(
        "slides:
  - title: T
    text: Let $\\sqrt[3]{x_i} \\ge \\hat y$ hold.
    math: |
      \\sum_{n=1}^{\\infty} \\frac{a_n}{2}
      = \\begin{cases} 1 & \\text{if } a < b \\\\ 0 \\end{cases}
  - title: S
    steps: true
    math: |
      \\begin{aligned} a &= b \\\\ c &= d \\end{aligned}
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    // Each part of an element in the order of the schema (ECMA-376, part 1, 22.1.2).
    for part in [
        "<m:rad><m:radPr><m:ctrlPr>",
        "<m:sSub><m:sSubPr>",
        "<m:acc><m:accPr><m:chr m:val=\"\u{302}\"/>",
        "<m:nary><m:naryPr><m:chr m:val=\"∑\"/><m:limLoc m:val=\"undOvr\"/>",
        "<m:f><m:fPr><m:ctrlPr>",
        "<m:d><m:dPr><m:begChr m:val=\"{\"/><m:endChr m:val=\"\"/>",
        "<m:mcJc m:val=\"left\"/>",
        "<m:t xml:space=\"preserve\">if </m:t>",
        "<m:t>&lt;</m:t>",
    ] {
        assert!(slide.contains(part), "{part} is missing in {slide}");
    }
    assert_eq!(slide.matches("<mc:Choice").count(), 2, "{slide}");
    assert!(file.texts(1).contains(&"Let ∛xᵢ ≥ y\u{302} hold.".to_owned()), "{:?}", file.texts(1));
    file.assert_sound("formulas");
}

#[test]
fn fonts_have_the_names_that_others_can_install() {
    let outline = "lang: zh\nslides:\n  - title: 森林\n    text: QED ∎\n".to_owned();
    let rendered = render_pptx(Input::Bytes(outline.into()), &Options::default());
    assert!(rendered.fonts.contains(&"Noto Sans SC".to_owned()), "{:?}", rendered.fonts);
    assert!(rendered.fonts.iter().all(|name| !name.starts_with("Plenary")), "{:?}", rendered.fonts);
}

#[test]
fn charts_are_native_with_their_data_in_a_workbook() {
    let file = render(
        "slides:
  - title: Bars
    chart:
      kind: bar
      data: [[Quarter, Sales, Costs], [Q1, 8.5, 4], [Q2, 9.5, -1.5]]
      unit: €
      reference: { value: 6, label: Goal }
      notes: [{ at: Q2, series: Sales, text: New shop }]
      alt: Sales and costs.
  - title: Waterfall
    chart: { kind: waterfall, data: { Start: 10, More: 3, Less: -5, End: total } }
  - title: Points
    chart: { kind: scatter, data: [[City, People, Bikes], [Jena, 1, 70], [Porto, 2, 80]] }
  - title: Steps
    chart: { kind: bar, data: { a: 1, b: 2 }, steps: categories }
  - title: Through zero
    chart: { kind: waterfall, data: { Start: 2, Less: -5, End: total } }
",
    );
    assert_eq!(file.count("ppt/charts/chart"), 4);
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(slide.contains("name=\"Chart ") && slide.contains("descr=\"Sales and costs.\""));
    assert!(!slide.contains("<p:grpSp>"), "{slide}");
    let chart = file.part("ppt/charts/chart1.xml");
    for part in [
        "<c:grouping val=\"clustered\"/>",
        "<c:f>Data!$B$1</c:f>",
        "<c:v>Sales</c:v>",
        "<c:f>Data!$C$2:$C$3</c:f>",
        "<c:v>-1.5</c:v>",
        "<a:t>New shop</a:t>",
        "<a:t>Goal (€6)</a:t>",
        "<c:formatCode>&quot;€&quot;#,##0.0</c:formatCode>",
    ] {
        assert!(chart.contains(part), "{part} is missing in {chart}");
    }
    let waterfall = file.part("ppt/charts/chart2.xml");
    assert!(waterfall.contains("<c:grouping val=\"stacked\"/>"), "{waterfall}");
    assert!(waterfall.contains("<c:v>\u{2212}5</c:v>"), "{waterfall}");
    let points = file.part("ppt/charts/chart3.xml");
    assert!(points.contains("<c:xVal>") && points.contains("<a:t>Porto</a:t>"), "{points}");
    let steps = file.part("ppt/slides/slide4.xml");
    let last = "<a:chart seriesIdx=\"-4\" categoryIdx=\"1\" bldStep=\"category\"/>";
    assert_eq!(steps.matches(last).count(), 1, "{steps}");
    assert!(steps.contains("<a:bldChart bld=\"category\" animBg=\"0\"/>"), "{steps}");
    assert!(file.part("ppt/slides/slide5.xml").contains("<p:grpSp>"), "slide 5 has no shapes");
    let sheet = file.read_workbook("ppt/embeddings/workbook1.xlsx");
    let expected = [
        ["Quarter", "Sales", "Costs", "Goal (€6)"],
        ["Q1", "8.5", "4", "6"],
        ["Q2", "9.5", "-1.5", "6"],
    ];
    assert_eq!(sheet, expected.map(|row| row.map(str::to_owned).to_vec()));
    file.assert_sound("charts");
}

#[test]
fn emphasis_links_and_marks_are_formatting() {
    let file = render(
        "slides:
  - id: first
    title: One
    text: \"**Bold**, *slanted*, ~~gone~~, ==marked==, [out](https://example.org/?a=1&b=2)\"
  - title: Two
    text: \"[back](#first)\"
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    for expected in ["b=\"1\"", "i=\"1\"", "strike=\"sngStrike\"", "<a:highlight>"] {
        assert!(slide.contains(expected), "{expected}: {slide}");
    }
    let relationships = file.part("ppt/slides/_rels/slide1.xml.rels");
    assert!(relationships.contains("https://example.org/?a=1&amp;b=2"), "{relationships}");
    let slide = file.part("ppt/slides/slide2.xml");
    assert!(slide.contains("ppaction://hlinksldjump"), "{slide}");
    let relationships = file.part("ppt/slides/_rels/slide2.xml.rels");
    assert!(relationships.contains("Target=\"slide1.xml\""), "{relationships}");
}

#[test]
fn tables_are_tables() {
    let file = render(
        "slides:
  - title: Counts
    table:
      - [River, Fish]
      - [Avon, 12]
      - [Severn, 7]
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("<a:tr ").count(), 3, "{slide}");
    assert_eq!(slide.matches("<a:tc>").count(), 6, "{slide}");
    assert!(slide.contains("firstRow=\"1\""), "{slide}");
    for text in ["River", "Severn", "12"] {
        assert!(slide.contains(&format!("<a:t>{text}</a:t>")), "{text}: {slide}");
    }
}

#[test]
fn merged_cells_grounds_and_bars_are_kept_in_tables() {
    let file = render(
        "slides:
  - title: A table
    table:
      - [{text: House, down: 2}, {text: Spring, across: 2}]
      - [Courses, People]
      - [{text: Mill, down: 2}, \"12\", \"240\"]
      - [\"3\", \"7\"]
  - title: Numbers
    table: {header: [A, B, C], rows: [[a, 1, 5], [b, 2, 9]], bars: B, heat: C}
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("rowSpan=\"2\"").count(), 2, "{slide}");
    // The cell beside "Spring" has the thicker rule below the header, and not that below "Spring".
    let (_, house) = slide.split_once(">House<").expect("a cell");
    let house = house.split("</a:tcPr>").next().unwrap_or_default();
    assert!(house.contains("<a:lnB w=\"19050\""), "{house}");
    assert_eq!(slide.matches("vMerge=\"1\"").count(), 2, "{slide}");
    assert_eq!(slide.matches("gridSpan=\"2\"").count(), 1, "{slide}");
    assert_eq!(slide.matches("hMerge=\"1\"").count(), 1, "{slide}");
    assert_eq!(slide.matches("<a:tr ").count(), 4, "{slide}");
    assert_eq!(slide.matches("<a:tc>").count() + slide.matches("<a:tc ").count(), 12, "{slide}");
    let numbers = file.part("ppt/slides/slide2.xml");
    let grounds = numbers.matches("</a:lnB><a:solidFill>").count();
    let bars = numbers.matches("name=\"Shape ").count();
    assert_eq!((grounds, bars), (2, 2), "{numbers}");
}

#[test]
fn grounds_are_in_the_part_of_the_table_that_they_belong_to() {
    let numbers = |row: usize| (0..15).map(move |column| ((row * 7 + column * 3) % 19).to_string());
    let row =
        |row: usize| format!("[A long name {row}, {}]", Vec::from_iter(numbers(row)).join(", "));
    let header: Vec<String> = (0..16).map(|column| format!("Long heading {column}")).collect();
    let rows: Vec<String> = (0..4).map(row).collect();
    let pairs: Vec<String> = (0..38).map(|row| format!("[City {row}, {}]", row * 3 % 17)).collect();
    let file = render(&format!(
        "slides:
  - title: Wide
    table: {{header: [{}], rows: [{}], heat: true}}
  - title: Tall
    table: {{header: [City, Count], rows: [{}], heat: true}}
",
        header.join(", "),
        rows.join(", "),
        pairs.join(", ")
    ));
    for (slide, parts, cells) in [(1, 2, 4 * 15), (2, 4, 38)] {
        let slide = file.part(&format!("ppt/slides/slide{slide}.xml"));
        let in_cells = slide.matches("</a:lnB><a:solidFill>").count();
        let loose = slide.matches("name=\"Shape ").count();
        assert_eq!(slide.matches("<a:tbl>").count(), parts, "{slide}");
        assert_eq!((in_cells, loose), (cells, 0), "{slide}");
    }
}

#[test]
fn notes_sections_and_hidden_slides_are_kept() {
    let outline = "title: Deck
author: Ana Silva
slides:
  - title: One
    section: Start
    notes: Say hello.
  - title: Two
    hide: true
  - title: Three
";
    let plain = render_pptx(Input::Bytes(outline.into()), &Options::default());
    assert_eq!((plain.slides, plain.left_out), (2, 1));
    let options = Options { include_hidden: true, ..Options::default() };
    let rendered = render_pptx(Input::Bytes(outline.into()), &options);
    assert_eq!((rendered.slides, rendered.left_out), (3, 0));
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    assert!(file.part("ppt/notesSlides/notesSlide1.xml").contains("Say hello."));
    assert!(file.part("ppt/slides/slide3.xml").contains("show=\"0\""));
    let presentation = file.part("ppt/presentation.xml");
    assert!(presentation.contains("<p14:section name=\"Start\""));
    // The hidden slide is the last page, but where it is in the outline.
    let ids: Vec<&str> = presentation.split("<p:sldId id=\"").skip(1).map(|id| &id[..3]).collect();
    assert_eq!(ids, ["256", "258", "257"], "{presentation}");
    let listed: Vec<&str> =
        presentation.split("<p14:sldId id=\"").skip(1).map(|id| &id[..3]).collect();
    assert_eq!(listed, ids, "{presentation}");
    let properties = file.part("docProps/core.xml");
    assert!(properties.contains("<dc:title>Deck</dc:title>"), "{properties}");
    assert!(properties.contains("<dc:creator>Ana Silva</dc:creator>"), "{properties}");
}

#[test]
fn hidden_slides_of_included_outlines_are_where_they_are_included() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("a file");
        folder.path().join(name)
    };
    write("part.yaml", "slides:\n  - { title: Two, hide: true }\n  - title: Three\n");
    let main = "slides:\n  - title: One\n  - include: part.yaml\n  - title: Four\n";
    let options = Options { include_hidden: true, ..Options::default() };
    let rendered = render_pptx(Input::File(write("slides.yaml", main)), &options);
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    let presentation = file.part("ppt/presentation.xml");
    let ids: Vec<&str> = presentation.split("<p:sldId id=\"").skip(1).map(|id| &id[..3]).collect();
    // The hidden slide is the last page.
    assert_eq!(ids, ["256", "259", "257", "258"], "{presentation}");
}

#[test]
fn steps_are_animations() {
    let file = render(
        "slides:
  - title: Steps
    bullets:
      steps: true
      items: [First, Second]
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    assert_eq!(slide.matches("nodeType=\"clickEffect\"").count(), 1, "{slide}");
    assert!(slide.contains("<p:pRg st=\"1\" end=\"1\"/>"), "{slide}");
}

#[test]
fn page_numbers_and_footers_are_fields_and_placeholders() {
    let file = render("footer: Our river\npaginate: true\nslides:\n  - title: One\n    text: A\n");
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(slide.contains("type=\"slidenum\""), "{slide}");
    assert!(slide.contains("<p:ph type=\"ftr\""), "{slide}");
    assert!(slide.contains("<a:t>Our river</a:t>"), "{slide}");
    assert!(file.part("ppt/slideLayouts/slideLayout1.xml").contains("<p:ph type=\"ftr\""));
}

#[test]
fn equal_outlines_give_equal_bytes() {
    let outline = "slides:\n  - title: One\n    bullets: [A, B]\n";
    let write = || render_pptx(Input::Bytes(outline.into()), &Options::default()).bytes;
    assert_eq!(write(), write());
}

#[test]
fn drawings_have_a_picture_for_programs_that_do_not_draw_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outline = folder.join("slides/figures.yaml");
    let rendered = render_pptx(Input::File(outline), &Options::default());
    let file = Pptx::read(&rendered.bytes.expect("a file"));
    assert!(file.count("ppt/media/image") > 0);
    let slides: String = file.slides().collect();
    assert!(slides.contains("asvg:svgBlip"), "a drawing is in the deck");
    assert!(slides.contains("descr=\""), "pictures have alternative text");
}

#[test]
fn what_powerpoint_lacks_is_reported() {
    let outline = "transition: glitter\npaginate: total\nslides:\n  - title: One\n    text: A\n";
    let rendered = render_pptx(Input::Bytes(outline.into()), &Options::default());
    let said: Vec<&str> = rendered.diagnostics.iter().map(|said| said.message.as_str()).collect();
    assert!(said.iter().any(|message| message.contains("glitter")), "{said:?}");
    let number = "PowerPoint has no number of all slides";
    assert!(said.iter().any(|message| message.starts_with(number)), "{said:?}");
}

#[test]
fn private_parts_of_pictures_are_in_no_part_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"120\"><rect \
                   width=\"160\" height=\"120\" fill=\"#28a03c\"/><rect x=\"41\" y=\"31\" width=\"78\" \
                   height=\"58\" fill=\"#ff00c8\"/><text x=\"50\" y=\"60\" font-size=\"12\">Ana \
                   4711</text></svg>";
    fs::write(folder.path().join("a.svg"), drawing).expect("a drawing");
    let outline = folder.path().join("a.yaml");
    let text = "slides:\n  - title: T\n    figure: { src: a.svg, alt: A, marks: [{ blur: [25%, 25%, \
                50%, 50%], text: hidden }] }\n";
    fs::write(&outline, text).expect("an outline");
    let rendered = render_pptx(Input::File(outline), &Options::default());
    let bytes = rendered.bytes.unwrap_or_else(|| panic!("{:?}", rendered.diagnostics));
    let file = Pptx::read(&bytes);
    assert_eq!(file.count("ppt/media/"), 1, "no drawing beside the picture");
    let media = file.media().next().expect("a picture");
    let pixels = image::load_from_memory(media).expect("pixels").to_rgb8();
    let is_secret = |[red, green, blue]: [u8; 3]| red > 150 && green < 110 && blue > 120;
    assert!(pixels.width() > 1000 && !pixels.pixels().any(|pixel| is_secret(pixel.0)));
    assert!(file.slides().all(|slide| !slide.contains("4711")));
    assert!(file.slides().any(|slide| slide.contains("hidden")));
}
