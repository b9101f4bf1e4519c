//! What is moved together is in one group.

use super::render;

/// Returns the names of the groups of a slide, and the number of objects in each.
fn groups(slide: &str) -> Vec<(String, usize)> {
    let parts = slide.split("<p:grpSp>").skip(1).map(|group| {
        let group = group.split("</p:grpSp>").next().unwrap_or_default();
        let (_, name) = group.split_once("name=\"").expect("a name");
        let count = group.matches("<p:sp>").count() + group.matches("<p:pic>").count();
        (name.split('"').next().unwrap_or_default().to_owned(), count)
    });
    parts.collect()
}

#[test]
fn cards_and_entries_are_groups_with_a_name() {
    let file = render(
        "slides:
  - title: Cards
    cards: [{ title: Book, text: By the day }, { title: Drop, text: In the village }]
  - title: Numbers
    stats: [{ value: 12, label: rooms }, { value: 86 %, label: of shelves }]
  - title: Years
    timeline: [{ when: 1998, title: First study }, { when: 2009, title: A vote }]
  - title: A plan
    timeline:
      - { lane: Deck, when: Jan 2026, until: Mar 2026, title: First }
      - { lane: Towers, when: Feb 2026, until: May 2026, title: Second }
",
    );
    for (number, names) in [
        (1, ["Card: Book", "Card: Drop"]),
        (2, ["Entry: 12", "Entry: 86 %"]),
        (3, ["Entry: 1998", "Entry: 2009"]),
        (4, ["Row: Deck", "Row: Towers"]),
    ] {
        let slide = file.part(&format!("ppt/slides/slide{number}.xml"));
        let found = groups(slide);
        let own: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        let own: Vec<String> = own.iter().map(|name| name.replace('\u{a0}', " ")).collect();
        assert_eq!(own, names, "{slide}");
        assert!(found.iter().all(|(_, count)| *count >= 2), "{found:?}");
    }
    let (_, rows) = file.part("ppt/slides/slide4.xml").split_once("Row: Deck").expect("a row");
    assert!(rows.matches("<p:sp>").count() > 4, "with its bar: {rows}");
    file.assert_sound("groups");
}

#[test]
fn groups_appear_as_a_whole_and_placeholders_are_in_none() {
    let file = render(
        "slides:
  - title: Cards
    steps: true
    cards: [{ title: Book, text: By the day }, { title: Drop, text: In the village }]
  - title: A list
    bullets: [One, Two]
    callout: { title: A note, text: Beware. }
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    let ids: Vec<&str> = slide
        .split("<p:nvGrpSpPr><p:cNvPr id=\"")
        .skip(2)
        .map(|group| group.split('"').next().unwrap_or_default())
        .collect();
    assert_eq!(ids.len(), 2, "{slide}");
    assert_eq!(slide.matches("nodeType=\"clickEffect\"").count(), 1, "{slide}");
    assert!(slide.contains(&format!("<p:spTgt spid=\"{}\"/>", ids[1])), "{slide}");
    for group in file.part("ppt/slides/slide2.xml").split("<p:grpSp>").skip(1) {
        let group = group.split("</p:grpSp>").next().unwrap_or_default();
        assert!(!group.contains("<p:ph ") && group.contains("Beware."), "{group}");
    }
}

#[test]
fn points_in_boxes_are_one_body() {
    let file = render(
        "theme: pitch
slides:
  - title: What we found
    bullets: [Rooms stay cold, Farmers book by phone, Buyers come **twice**]
",
    );
    let slide = file.part("ppt/slides/slide1.xml");
    assert!(!slide.contains("<p:grpSp>") && slide.contains("<p:ph type=\"body\""), "{slide}");
    let body = slide.split("<p:ph type=\"body\"").nth(1).expect("a body");
    assert_eq!(body.split("</p:sp>").next().map(|body| body.matches("<a:p>").count()), Some(3));
    let layout = file.part("ppt/slides/_rels/slide1.xml.rels").split("slideLayouts/").nth(1);
    let layout = layout.and_then(|path| path.split('"').next()).expect("a layout");
    let layout = file.part(&format!("ppt/slideLayouts/{layout}"));
    assert!(layout.contains("<p:cSld name=\"Title and Content\""), "{layout}");
    // The boxes are painted before it.
    assert!(slide.find("<a:prstGeom") < slide.find("<p:ph type=\"body\""), "{slide}");
    file.assert_sound("points in boxes");
}
