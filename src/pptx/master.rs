//! The slide master: background, placeholders and text styles.

use super::body_properties::write_fitted_properties;
use super::deck_state::DeckState;
use super::layout_look::{LayoutLook, PlaceholderLook};
use super::layouts::{Layouts, namespaces, write_tree_start};
use super::level_style::TextLevelStyle;
use super::package::{PptxPackage, Relationships};
use super::shape_geometry::{write_preset, write_transform};
use super::slide::Placeholder;
use super::xml::Xml;
use crate::assets::StyleName;
use crate::scene::{Colour, DesignTheme};

/// The first id of layouts; ids of the master and its layouts differ.
pub(super) const FIRST_LAYOUT_ID: u64 = 2_147_483_649;

/// Adds the master to the file.
pub(super) fn add_master(
    package: &mut PptxPackage,
    state: &DeckState<'_>,
    layouts: &Layouts,
    look: &LayoutLook,
    design: &DesignTheme,
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
    // The styles of title and body are those of the whole master.
    let list = [
        (Placeholder::Title, Some(&look.title), false),
        (Placeholder::Body(0), look.bodies.first(), false),
        (Placeholder::Footer, look.footer.as_ref(), true),
        (Placeholder::PageNumber, look.number.as_ref(), true),
    ];
    for (id, (placeholder, own, has_style)) in (2..).zip(list) {
        let Some(own) = own else { continue };
        let levels = if has_style { own.levels.clone() } else { Vec::new() };
        let own = PlaceholderLook { levels, ..own.clone() };
        write_placeholder(&mut xml, state, (id, placeholder), (&own, None), look);
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
    write_text_styles(&mut xml, state, look, design);
    xml.close();
    let content_type =
        "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml";
    package.add(path.into(), content_type, xml.into_bytes());
    package.add_relationships(path, &relationships);
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

/// Writes a placeholder of a master or layout with the styles of its levels that it does not
/// inherit.
pub(super) fn write_placeholder(
    xml: &mut Xml,
    state: &DeckState<'_>,
    (id, placeholder): (u32, Placeholder),
    (own, inherited): (&PlaceholderLook, Option<&PlaceholderLook>),
    look: &LayoutLook,
) {
    xml.open("p:sp", &[]);
    xml.open("p:nvSpPr", &[]);
    let name = format!("{} Placeholder {}", placeholder.name(), id - 1);
    xml.empty("p:cNvPr", &[("id", &id), ("name", &name)]);
    placeholder.write_properties(xml);
    xml.close();
    xml.open("p:spPr", &[]);
    if inherited.is_none_or(|inherited| inherited.rect != own.rect) {
        write_transform(xml, "a:xfrm", own.rect);
        write_preset(xml, "rect", &[]);
    }
    xml.close();
    xml.open("p:txBody", &[]);
    // A colleague who writes more gets smaller type.
    let autofit = if own.is_shrunk { "a:normAutofit" } else { "a:noAutofit" };
    write_fitted_properties(xml, true, own.anchor.name(), autofit);
    xml.open("a:lstStyle", &[]);
    for (level, style) in own.levels.iter().enumerate() {
        let above = inherited.and_then(|inherited| inherited.levels.get(level));
        if above != Some(style) {
            style.write(xml, state, level);
        }
    }
    xml.close();
    write_prompt(xml, state, placeholder, look.words_of(placeholder));
    xml.close();
    xml.close();
}

/// Writes what an empty placeholder shows.
fn write_prompt(xml: &mut Xml, state: &DeckState<'_>, placeholder: Placeholder, words: &str) {
    let (prompts, own) = (state.prompts, state.lang.as_str());
    let of_prompts = prompts.lang(own);
    let lang = if placeholder.is_running() { own } else { &of_prompts };
    let levels: &[&str] = match placeholder {
        Placeholder::Title => &[prompts.title],
        Placeholder::Subtitle => &[prompts.subtitle],
        Placeholder::Body(_) => &prompts.levels,
        Placeholder::Footer if words.is_empty() => &[],
        Placeholder::Footer => &[words],
        Placeholder::PageNumber => {
            xml.open("a:p", &[]);
            xml.open("a:fld", &[("id", &FIELD_ID), ("type", &"slidenum")]);
            xml.empty("a:rPr", &[("lang", &lang)]);
            xml.text_element("a:t", "‹#›");
            xml.close();
            if !words.is_empty() {
                xml.open("a:r", &[]);
                xml.empty("a:rPr", &[("lang", &lang)]);
                xml.text_element("a:t", words);
                xml.close();
            }
            xml.close();
            return;
        }
    };
    if levels.is_empty() {
        xml.open("a:p", &[]);
        xml.empty("a:endParaRPr", &[("lang", &lang)]);
        xml.close();
    }
    for (level, words) in levels.iter().enumerate() {
        xml.open("a:p", &[]);
        xml.empty("a:pPr", &[("lvl", &level)]);
        xml.open("a:r", &[]);
        xml.empty("a:rPr", &[("lang", &lang)]);
        xml.text_element("a:t", words);
        xml.close();
        xml.close();
    }
}

/// The id of the fields that show the number of a slide.
pub(super) const FIELD_ID: &str = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}";

fn write_text_styles(
    xml: &mut Xml,
    state: &DeckState<'_>,
    look: &LayoutLook,
    design: &DesignTheme,
) {
    let body = look.bodies.first().map_or(&[][..], |body| &body.levels);
    let text = design.colours.map_or(Colour::BLACK, |colours| colours.text);
    let font = StyleName { family: state.fonts.body.clone(), is_bold: false, is_italic: false };
    let mut other = TextLevelStyle::plain(font, 18.0, text, false);
    (other.paragraph.leading, other.paragraph.space_before) = (0, 0);
    xml.open("p:txStyles", &[]);
    for (name, levels) in [
        ("p:titleStyle", look.title.levels.as_slice()),
        ("p:bodyStyle", body),
        ("p:otherStyle", &[other]),
    ] {
        xml.open(name, &[]);
        for (level, style) in levels.iter().enumerate() {
            style.write(xml, state, level);
        }
        xml.close();
    }
    xml.close();
}
