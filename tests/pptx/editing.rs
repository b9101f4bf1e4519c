//! What changes with the master, the theme and the data when a colleague edits them.

use super::package::Pptx;
use super::render;

const TWO_KINDS: &str = "title: A deck
subtitle: For all
footer: Our river
paginate: true
slides:
  - layout: cover
  - { title: One, bullets: [A first one, { text: A second one, bullets: [Inner] }] }
  - { title: Two, bullets: [A first one, { text: A second one, bullets: [Inner] }] }
  - { layout: section, title: Three }
  - { layout: question, title: Why is the water green?, text: Because of the algae. }
";

/// Returns the part of a layout or slide that is a placeholder of this type.
fn placeholder<'x>(xml: &'x str, kind: &str) -> &'x str {
    let wanted = format!("<p:ph type=\"{kind}\"");
    xml.split("<p:sp>").find(|shape| shape.contains(&wanted)).unwrap_or_else(|| panic!("{xml}"))
}

/// Returns the width of an object in pt.
fn width(shape: &str) -> f64 {
    let (_, rest) = shape.split_once("<a:ext cx=\"").expect("an extent");
    rest.split_once('"').expect("a number").0.parse::<f64>().expect("a number") / 12_700.0
}

#[test]
fn slides_inherit_the_places_and_styles_of_their_layout() {
    let file = render(TWO_KINDS);
    for slide in ["ppt/slides/slide2.xml", "ppt/slides/slide3.xml"] {
        let slide = file.part(slide);
        for part in
            ["<a:xfrm>", "noAutofit", "lang=\"en-GB\" sz", "<a:latin", "<a:buChar", "<a:solidFill>"]
        {
            assert!(!slide.contains(part), "{part}: {slide}");
        }
    }
    let presentation = file.part("ppt/presentation.xml");
    assert!(presentation.contains("<p:defaultTextStyle><a:lvl1pPr "), "{presentation}");
    file.assert_sound("inherited");
}

#[test]
fn every_layout_has_the_ground_and_the_inks_of_its_slides() {
    let file = render(TWO_KINDS);
    let layouts = file.paths().filter(|path| path.starts_with("ppt/slideLayouts/slide"));
    let layouts: Vec<&str> = layouts.map(|path| file.part(path)).collect();
    let find = |name: &str| *layouts.iter().find(|it| it.contains(name)).expect("a layout");
    let question = find("name=\"Question\"");
    let (panel, title) = (width(question), width(placeholder(question, "title")));
    assert!(title < panel && panel < 480.0, "the title is on the panel: {question}");
    let slide = file.part("ppt/slides/slide5.xml");
    assert!(!slide.contains("name=\"Shape "), "the panel is part of the layout: {slide}");
    let section = find("name=\"Section\"");
    for kind in ["ftr", "sldNum"] {
        let own = placeholder(section, kind);
        assert!(!own.contains("accent3"), "grey is illegible on a dark ground: {own}");
    }
    let number = width(placeholder(file.part("ppt/slideMasters/slideMaster1.xml"), "sldNum"));
    assert!(number > 20.0, "two digits fit into {number} pt");
}

#[test]
fn waterfalls_are_calculated_from_their_changes() {
    let file = render(
        "slides:
  - title: Profit
    chart:
      kind: waterfall
      data: [[Start, 10], [Sales, 5], [Costs, -3], [End, total]]
      alt: Profit.
",
    );
    let path = file.paths().find(|path| path.ends_with(".xlsx")).expect("a workbook").to_owned();
    let rows = file.read_workbook(&path);
    let sales = ["10", "5", "0", "", "15", "5", "15"];
    assert_eq!(rows[2][1..], sales, "below, up, down, total, top, change and sum: {rows:?}");
    assert_eq!(rows[3][1..], ["12", "0", "3", "", "15", "-3", "12"], "{rows:?}");
    assert_eq!(rows[4][1..], ["0", "", "", "12", "12", "12", "12"], "{rows:?}");
    let workbook = Pptx::read(file.bytes(&path));
    let sheet = workbook.part("xl/worksheets/sheet1.xml");
    for formula in [
        "<f>H2+G3</f>",
        "<f>IF(G4&lt;0,IF(MIN(H3,H4)&gt;=0,1,-1)*ABS(H4-H3),0)</f>",
        "<f>MAX(H3,H4)</f>",
        "<f>H4</f>",
    ] {
        assert!(sheet.contains(formula), "{formula}: {sheet}");
    }
    // A change that is edited has the colour and the sign of its kind.
    let chart = file.part("ppt/charts/chart1.xml");
    assert!(!chart.contains("<c:dPt>"), "{chart}");
    assert!(chart.contains("<c15:f>Data!$G$2:$G$5</c15:f>"), "labels are in cells: {chart}");
    assert!(chart.contains("type=\"CELLRANGE\"") && chart.contains("<a:t>+5</a:t>"), "{chart}");
    let axis = chart.split("<c:valAx>").nth(1).expect("an axis");
    assert!(axis.contains("<c:delete val=\"1\"/>"), "the values are at the bars: {axis}");
    let formats = workbook.part("xl/styles.xml");
    assert!(formats.contains("&quot;+&quot;#,##0;&quot;\u{2212}&quot;#,##0;#,##0"), "{formats}");
    file.assert_sound("a waterfall");
}

#[test]
fn charts_follow_the_colours_of_the_theme() {
    let file = render(
        "slides:
  - title: Rivers
    chart:
      kind: bar
      data: [[Year, Avon, Wye, Severn, Trent], [2020, 1, 4, 2, 5], [2021, 2, 6, 3, 1]]
      alt: Four rivers.
",
    );
    let chart = file.part("ppt/charts/chart1.xml");
    assert!(!chart.contains("srgbClr"), "{chart}");
    for accent in ["accent3", "accent4"] {
        assert!(chart.contains(&format!("<a:schemeClr val=\"{accent}\"")), "{accent}: {chart}");
    }
}

#[test]
fn tables_are_described_and_captions_follow_their_pictures() {
    let file = render(
        "slides:
  - title: Counts
    table: [[River, Fish], [Avon, 12]]
  - title: Two
    columns:
      - - qr: { data: 'https://example.org/1', caption: The first }
      - - qr: { data: 'https://example.org/2', caption: The second }
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(slide.contains("descr=\"River, Fish\""), "{slide}");
    let slide = file.part("ppt/slides/slide2.xml");
    let first = slide.find("The first").expect("a caption");
    assert!(first < slide.rfind("<p:grpSp>").expect("a second drawing"), "{slide}");
}

#[test]
fn bodies_are_placeholders_of_layouts_for_what_slides_have() {
    let file = render(
        "slides:
  - { title: One, bullets: [A first one, A second one] }
  - { title: Two, text: A text. }
  - title: Three
    columns:
      - bullets: [A]
      - bullets: [B]
  - { title: Four, cards: [{ title: A, text: One }, { title: B, text: Two }] }
  - title: Five
    bullets: [Beside the code, Another]
    qr: 'https://example.org'
  - title: Six
    chart: { title: Fish, data: { A: 3, B: 5 }, source: A river }
",
    );
    let bodies = |number: usize| {
        let slide = file.part(&format!("ppt/slides/slide{number}.xml"));
        assert!(
            !slide.contains("<p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr><a:xf")
        );
        slide.matches("<p:ph type=\"body\"").count()
    };
    assert_eq!((1..=6).map(bodies).collect::<Vec<_>>(), [1, 1, 2, 0, 1, 0]);
    let layouts = file.paths().filter(|path| path.starts_with("ppt/slideLayouts/slide"));
    let layouts: String = layouts.map(|path| file.part(path)).collect();
    for name in ["Title and Content", "Two Content", "Title Only"] {
        assert!(layouts.contains(&format!("<p:cSld name=\"{name}\">")), "{name}: {layouts}");
    }
    assert!(layouts.contains("type=\"titleOnly\"") && layouts.contains("type=\"twoObj\""));
}

#[test]
fn new_lists_have_the_bullets_of_the_theme() {
    let file = render(
        "slides:
  - { title: One, bullets: [A first one, A second one] }
  - { title: Two, checklist: [{ done: A }, { todo: B }] }
  - { title: Three, checklist: [{ done: A }, { todo: B }] }
",
    );
    let master = file.part("ppt/slideMasters/slideMaster1.xml");
    let (_, body) = master.split_once("<p:bodyStyle>").expect("styles");
    assert!(body.contains("<a:buChar char=\"•\"/>") && !body.contains('☐'), "{body}");
}

#[test]
fn long_titles_of_questions_and_ends_are_shrunk_above_the_footer() {
    let file = render(
        "footer: A river
slides:
  - { layout: question, title: Why? }
  - { layout: end, title: Thanks }
  - { layout: statement, title: It is so. }
",
    );
    for path in file.paths().filter(|path| path.starts_with("ppt/slideLayouts/slide")) {
        let layout = file.part(path);
        if !layout.contains("<p:ph type=\"title\"") || layout.contains("name=\"Title and Content") {
            continue;
        }
        let title = placeholder(layout, "title");
        assert!(title.contains("<a:normAutofit/>"), "{title}");
        let number = |name: &str| -> f64 {
            let (_, rest) = title.split_once(name).expect("an attribute");
            rest.split_once('"').expect("a number").0.parse().expect("a number")
        };
        let bottom = (number(" y=\"") + number(" cy=\"")) / 12_700.0;
        assert!(bottom < 480.0, "{bottom} pt: {title}");
    }
}

#[test]
fn new_tables_look_like_those_of_the_deck() {
    let file = render("slides:\n  - title: T\n    table: { header: [A, B], rows: [[1, 2]] }\n");
    let styles = file.part("ppt/tableStyles.xml");
    let (_, rest) = styles.split_once("def=\"").expect("a default");
    let id = rest.split('"').next().unwrap_or_default();
    assert!(styles.contains(&format!("<a:tblStyle styleId=\"{id}\"")), "{styles}");
    assert!(styles.contains("<a:firstRow><a:tcTxStyle b=\"on\">"), "{styles}");
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(slide.contains(&format!("<a:tableStyleId>{id}</a:tableStyleId>")), "{slide}");
}

#[test]
fn cells_have_room_for_longer_numbers() {
    let file = render(
        "slides:
  - title: Costs
    table:
      header: [Item, One, Two, Three]
      rows: [[Work, 12, 13, 14], [Plans, 5, 6, 7]]
      align: [left, right, center, right]
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    let cells: Vec<&str> = slide.split("<a:tcPr ").skip(1).collect();
    let margin = |cell: usize, name: &str| -> f64 {
        let start = format!("{name}=\"");
        let (_, rest) = cells[cell].split_once(&start).expect("a margin");
        rest.split('"').next().and_then(|own| own.parse::<f64>().ok()).unwrap_or(0.0) / 12_700.0
    };
    // The second cell of the second row is at the right, the third in the middle.
    assert!(margin(5, "marL") < 3.1 && margin(5, "marR") > 3.1, "{slide}");
    assert!(margin(6, "marL").min(margin(6, "marR")) < 3.1, "{slide}");
    assert!(margin(4, "marR") < 3.1, "{slide}");
}
