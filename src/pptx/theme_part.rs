//! The theme: colours and fonts by name.

use super::colours::{hexadecimal, theme_slots};
use super::font_names::FontNames;
use super::package::PptxPackage;
use super::xml::Xml;
use crate::scene::DesignTheme;

/// Fills, lines and effects, which every theme must have.
const FORMAT_SCHEME: &str = "<a:fmtScheme name=\"plenary\"><a:fillStyleLst>\
<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>\
<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>\
<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:fillStyleLst><a:lnStyleLst>\
<a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>\
<a:ln w=\"19050\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>\
<a:ln w=\"28575\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln></a:lnStyleLst>\
<a:effectStyleLst><a:effectStyle><a:effectLst/></a:effectStyle>\
<a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle>\
</a:effectStyleLst><a:bgFillStyleLst><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>\
<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>\
<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:bgFillStyleLst></a:fmtScheme>";

/// Adds the theme with this number to the file.
pub(super) fn add_theme(
    package: &mut PptxPackage,
    number: usize,
    design: &DesignTheme,
    fonts: &FontNames<'_>,
) {
    let name = if design.name.is_empty() { "plenary" } else { &design.name };
    let mut xml = Xml::document();
    let namespace = "http://schemas.openxmlformats.org/drawingml/2006/main";
    xml.open("a:theme", &[("xmlns:a", &namespace), ("name", &name)]);
    xml.open("a:themeElements", &[]);
    xml.open("a:clrScheme", &[("name", &name)]);
    for (slot, _, colour) in theme_slots(design) {
        xml.open(slot, &[]);
        xml.empty("a:srgbClr", &[("val", &hexadecimal(colour))]);
        xml.close();
    }
    xml.close();
    xml.open("a:fontScheme", &[("name", &name)]);
    let families = [("a:majorFont", &fonts.heading), ("a:minorFont", &fonts.body)];
    for ((role, family), complex) in families.into_iter().zip(&fonts.complex) {
        xml.open(role, &[]);
        xml.empty("a:latin", &[("typeface", family)]);
        xml.empty("a:ea", &[("typeface", &"")]);
        xml.empty("a:cs", &[("typeface", &complex.as_deref().unwrap_or_default())]);
        xml.close();
    }
    xml.close();
    xml.insert(FORMAT_SCHEME);
    xml.close();
    xml.empty("a:objectDefaults", &[]);
    xml.empty("a:extraClrSchemeLst", &[]);
    xml.close();
    let content_type = "application/vnd.openxmlformats-officedocument.theme+xml";
    package.add(format!("ppt/theme/theme{number}.xml"), content_type, xml.into_bytes());
}
