//! The slide master: background, placeholders and text styles.

use super::body_properties::write_fitted_properties;
use super::deck_state::DeckState;
use super::layouts::{Layouts, default_rects, namespaces, write_tree_start};
use super::package::{PptxPackage, Relationships};
use super::shape_geometry::{write_preset, write_transform};
use super::slide::Placeholder;
use super::style_samples::{LEVELS, TextSample};
use super::units::{emu, hundredths};
use super::xml::Xml;
use crate::geometry::{Rect, Size};
use crate::scene::{Colour, ColumnAlignment, DesignTheme};

/// The first id of layouts; ids of the master and its layouts differ.
pub(super) const FIRST_LAYOUT_ID: u64 = 2_147_483_649;

/// Adds the master to the file.
pub(super) fn add_master(
    package: &mut PptxPackage,
    state: &DeckState<'_>,
    layouts: &Layouts,
    design: &DesignTheme,
    page: Size,
) {
    let path = "ppt/slideMasters/slideMaster1.xml";
    let mut relationships = Relationships::default();
    let ids: Vec<String> = (1..=layouts.len())
        .map(|number| {
            relationships.add("slideLayout", format!("../slideLayouts/slideLayout{number}.xml"))
        })
        .collect();
    relationships.add("theme", "../theme/theme1.xml");
    let mut xml = Xml::document();
    xml.open("p:sldMaster", &namespaces());
    xml.open("p:cSld", &[]);
    xml.open("p:bg", &[]);
    xml.open("p:bgPr", &[]);
    xml.insert("<a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/>");
    xml.close();
    xml.close();
    write_tree_start(&mut xml);
    if let Some(main) = layouts.main() {
        let [title, body] = default_rects(main, page);
        let running = usual_running_rects(page);
        let footer = main.running.footer.unwrap_or(running[0]);
        let number = main.running.number.unwrap_or(running[1]);
        for (index, (placeholder, rect)) in [
            (Placeholder::Title, title),
            (Placeholder::Body, body),
            (Placeholder::Footer, footer),
            (Placeholder::PageNumber, number),
        ]
        .into_iter()
        .enumerate()
        {
            let footer = &main.running.words;
            let content = PlaceholderContent { placeholder, rect, style: None, footer };
            write_placeholder(&mut xml, state, index as u32 + 2, &content);
        }
    }
    xml.close();
    xml.close();
    write_colour_mapping(&mut xml);
    xml.open("p:sldLayoutIdLst", &[]);
    for (index, relationship) in ids.iter().enumerate() {
        let id = FIRST_LAYOUT_ID + index as u64;
        xml.empty("p:sldLayoutId", &[("id", &id), ("r:id", relationship)]);
    }
    xml.close();
    write_text_styles(&mut xml, state, design);
    xml.close();
    let content_type =
        "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml";
    package.add(path.into(), content_type, xml.into_bytes());
    package.add_relationships(path, &relationships);
}

fn usual_running_rects(page: Size) -> [Rect; 2] {
    let (y, height) = (page.height * 0.93, page.height * 0.04);
    let margin = page.width * 0.06;
    [
        Rect::new(page.width * 0.2, y, page.width * 0.6, height),
        Rect::new(margin, y, page.width * 0.1, height),
    ]
}

/// Writes which colour of the theme each name of a slide means.
pub(super) fn write_colour_mapping(xml: &mut Xml) {
    xml.empty(
        "p:clrMap",
        &[
            ("bg1", &"lt1"),
            ("tx1", &"dk1"),
            ("bg2", &"lt2"),
            ("tx2", &"dk2"),
            ("accent1", &"accent1"),
            ("accent2", &"accent2"),
            ("accent3", &"accent3"),
            ("accent4", &"accent4"),
            ("accent5", &"accent5"),
            ("accent6", &"accent6"),
            ("hlink", &"hlink"),
            ("folHlink", &"folHlink"),
        ],
    );
}

/// A placeholder of a master or layout.
pub(super) struct PlaceholderContent<'c> {
    pub(super) placeholder: Placeholder,
    pub(super) rect: Rect,
    /// The style of its text, if it differs from that of the master.
    pub(super) style: Option<&'c TextSample>,
    /// The words of the footer.
    pub(super) footer: &'c str,
}

/// Writes a placeholder of a master or layout.
pub(super) fn write_placeholder(
    xml: &mut Xml,
    state: &DeckState<'_>,
    id: u32,
    content: &PlaceholderContent<'_>,
) {
    let PlaceholderContent { placeholder, rect, style, footer } = *content;
    xml.open("p:sp", &[]);
    xml.open("p:nvSpPr", &[]);
    let name = format!("{} Placeholder {}", placeholder.name(), id - 1);
    xml.empty("p:cNvPr", &[("id", &id), ("name", &name)]);
    placeholder.write_properties(xml);
    xml.close();
    xml.open("p:spPr", &[]);
    write_transform(xml, "a:xfrm", rect);
    write_preset(xml, "rect", &[]);
    xml.close();
    xml.open("p:txBody", &[]);
    // A colleague who writes more gets smaller type.
    let is_body = placeholder == Placeholder::Body;
    let autofit = if is_body { "a:normAutofit" } else { "a:noAutofit" };
    write_fitted_properties(xml, true, "t", autofit);
    xml.open("a:lstStyle", &[]);
    if let Some(style) = style {
        write_placeholder_style(xml, state, placeholder, style);
    }
    if matches!(placeholder, Placeholder::Footer | Placeholder::PageNumber) {
        let size = hundredths(rect.height.clamp(8.0, 20.0) / 1.15);
        xml.open("a:lvl1pPr", &[("marL", &"0"), ("indent", &"0")]);
        xml.empty("a:buNone", &[]);
        xml.open("a:defRPr", &[("sz", &size)]);
        xml.insert("<a:solidFill><a:schemeClr val=\"accent3\"/></a:solidFill>");
        xml.close();
        xml.close();
    }
    xml.close();
    write_prompt(xml, placeholder, footer);
    xml.close();
    xml.close();
}

/// Writes the style of a title or subtitle, or the colour of a body, whose levels are those of the
/// master.
fn write_placeholder_style(
    xml: &mut Xml,
    state: &DeckState<'_>,
    placeholder: Placeholder,
    style: &TextSample,
) {
    let plain = TextSample { bullet: None, margin: 0.0, indent: 0.0, ..style.clone() };
    match placeholder {
        Placeholder::Title => write_level(xml, state, "a:lvl1pPr", &plain, "+mj-lt"),
        Placeholder::Subtitle => write_level(xml, state, "a:lvl1pPr", &plain, "+mn-lt"),
        _ => {
            for name in LEVEL_NAMES {
                xml.open(name, &[]);
                xml.open("a:defRPr", &[]);
                state.scheme.write_fill(xml, style.colour);
                xml.close();
                xml.close();
            }
        }
    }
}

/// Writes what an empty placeholder shows.
fn write_prompt(xml: &mut Xml, placeholder: Placeholder, footer: &str) {
    let levels: &[&str] = match placeholder {
        Placeholder::Title => &["Title"],
        Placeholder::Subtitle => &["Subtitle"],
        Placeholder::Body => &["First level", "Second level", "Third level"],
        Placeholder::Footer if footer.is_empty() => &[],
        Placeholder::Footer => &[footer],
        Placeholder::PageNumber => {
            xml.open("a:p", &[]);
            xml.open("a:fld", &[("id", &FIELD_ID), ("type", &"slidenum")]);
            xml.empty("a:rPr", &[("lang", &"en")]);
            xml.text_element("a:t", "‹#›");
            xml.close();
            xml.close();
            return;
        }
    };
    if levels.is_empty() {
        xml.open("a:p", &[]);
        xml.empty("a:endParaRPr", &[("lang", &"en")]);
        xml.close();
    }
    for (level, words) in levels.iter().enumerate() {
        xml.open("a:p", &[]);
        xml.empty("a:pPr", &[("lvl", &level)]);
        xml.open("a:r", &[]);
        xml.empty("a:rPr", &[("lang", &"en")]);
        xml.text_element("a:t", words);
        xml.close();
        xml.close();
    }
}

/// The elements of the levels of a text.
const LEVEL_NAMES: [&str; LEVELS] =
    ["a:lvl1pPr", "a:lvl2pPr", "a:lvl3pPr", "a:lvl4pPr", "a:lvl5pPr"];

/// The id of the fields that show the number of a slide.
pub(super) const FIELD_ID: &str = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}";

fn write_text_styles(xml: &mut Xml, state: &DeckState<'_>, design: &DesignTheme) {
    let colours = design.colours;
    let text_colour = colours.map_or(Colour::BLACK, |colours| colours.text);
    let plain = |size: f32, colour: Colour| TextSample {
        size,
        leading: size * 1.3,
        colour,
        alignment: ColumnAlignment::Left,
        margin: 0.0,
        indent: 0.0,
        space_before: size * 0.5,
        bullet: None,
    };
    let title_colour = colours.map_or(Colour::BLACK, |colours| colours.title);
    let title = state.samples.title.clone().unwrap_or_else(|| plain(32.0, title_colour));
    xml.open("p:txStyles", &[]);
    xml.open("p:titleStyle", &[]);
    write_level(xml, state, "a:lvl1pPr", &TextSample { bullet: None, ..title }, "+mj-lt");
    xml.close();
    xml.open("p:bodyStyle", &[]);
    let mut above = plain(24.0, text_colour);
    for (level, name) in LEVEL_NAMES.into_iter().enumerate() {
        let own = state.samples.levels[level].clone().unwrap_or_else(|| {
            let indent = above.size;
            let size = if level == 0 { above.size } else { above.size * 0.92 };
            TextSample {
                size,
                leading: size * 1.3,
                margin: above.margin + indent,
                indent: -indent,
                bullet: Some(above.bullet.unwrap_or(('•', None))),
                ..above.clone()
            }
        });
        write_level(xml, state, name, &own, "+mn-lt");
        above = own;
    }
    xml.close();
    xml.open("p:otherStyle", &[]);
    let other = TextSample { leading: 0.0, ..plain(18.0, text_colour) };
    write_level(xml, state, "a:lvl1pPr", &TextSample { space_before: 0.0, ..other }, "+mn-lt");
    xml.close();
    xml.close();
}

fn write_level(
    xml: &mut Xml,
    state: &DeckState<'_>,
    name: &'static str,
    sample: &TextSample,
    typeface: &str,
) {
    let alignment = match sample.alignment {
        ColumnAlignment::Left | ColumnAlignment::Justified => "l",
        ColumnAlignment::Centre => "ctr",
        ColumnAlignment::Right => "r",
    };
    let (margin, indent) = (emu(sample.margin).max(0), emu(sample.indent));
    xml.open(name, &[("marL", &margin), ("indent", &indent), ("algn", &alignment)]);
    if sample.leading > 0.0 {
        xml.open("a:lnSpc", &[]);
        xml.empty("a:spcPts", &[("val", &hundredths(sample.leading))]);
        xml.close();
    }
    xml.open("a:spcBef", &[]);
    xml.empty("a:spcPts", &[("val", &hundredths(sample.space_before))]);
    xml.close();
    match &sample.bullet {
        None => xml.empty("a:buNone", &[]),
        Some((bullet, colour)) => {
            if let Some(colour) = colour {
                xml.open("a:buClr", &[]);
                state.scheme.write(xml, *colour);
                xml.close();
            }
            xml.empty("a:buFont", &[("typeface", &"Arial")]);
            xml.empty("a:buChar", &[("char", bullet)]);
        }
    }
    let bold = if typeface == "+mj-lt" && state.fonts.is_heading_bold { "1" } else { "0" };
    xml.open("a:defRPr", &[("sz", &hundredths(sample.size)), ("b", &bold), ("kern", &"0")]);
    state.scheme.write_fill(xml, sample.colour);
    for (name, script) in [("a:latin", "lt"), ("a:ea", "ea"), ("a:cs", "cs")] {
        let typeface = format!("{}{script}", &typeface[..typeface.len() - 2]);
        xml.empty(name, &[("typeface", &typeface)]);
    }
    xml.close();
    xml.close();
}
