//! The formatting of runs of text.

use super::level_style::TextLevelStyle;
use super::office_math::write_office_math;
use super::slide::SlideWriter;
use super::units::hundredths;
use super::xml::Xml;
use crate::assets::StyleName;
use crate::scene::{Colour, GlyphRun, Item, ItemKind, LinkArea, LinkTarget, Role};

/// Returns the space after each letter of a run, in hundredths of a pt.
pub(super) fn tracking_of(run: &GlyphRun) -> i64 {
    let tracking = run.line.map_or(0, |line| line.tracking);
    hundredths(f32::from(tracking) / 1000.0 * run.size)
}

/// Characters with one formatting.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RunFormat {
    pub(super) font: StyleName,
    /// Size in pt.
    pub(super) size: f32,
    /// Space after each letter in hundredths of a pt.
    pub(super) tracking: i64,
    pub(super) colour: Colour,
    pub(super) highlight: Option<Colour>,
    pub(super) is_struck: bool,
    /// Height above the baseline in percent of the size.
    pub(super) rise_percent: i32,
    pub(super) link: Option<LinkArea>,
    pub(super) lang: String,
}

/// How a formula looks.
pub(super) struct MathFormat {
    /// Size in pt.
    pub(super) size: f32,
    pub(super) colour: Colour,
    pub(super) lang: String,
}

/// The typeface of formulas in Office, which has a table of mathematical sizes.
const MATH_TYPEFACE: &str = "Cambria Math";

/// Links to footnotes lead to a place a little above them, at most this far in pt.
const MAX_LINK_DISTANCE: f32 = 8.0;

/// The extension that keeps the colour of a link that of its text.
const LINK_COLOUR_EXTENSION: &str = "{A12FA001-AC4F-418D-AE19-62706E023703}";
const LINK_COLOUR_NAMESPACE: &str =
    "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor";

impl SlideWriter<'_, '_> {
    /// Writes the properties of a run.
    pub(super) fn write_run_format(
        &mut self,
        xml: &mut Xml,
        name: &'static str,
        format: &RunFormat,
    ) {
        let size = hundredths(format.size).clamp(100, 400_000);
        let inherited = self.level_style;
        let differs =
            |is_equal: &dyn Fn(&TextLevelStyle) -> bool| inherited.is_none_or(|it| !is_equal(it));
        let flag = |is_set: bool| if is_set { "1" } else { "0" };
        let (bold, italic) = (flag(format.font.is_bold), flag(format.font.is_italic));
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        if !format.lang.is_empty() {
            attributes.push(("lang", &format.lang));
        }
        if differs(&|style| style.size == size) {
            attributes.push(("sz", &size));
        }
        if differs(&|style| style.font.is_bold == format.font.is_bold) {
            attributes.push(("b", &bold));
        }
        if differs(&|style| style.font.is_italic == format.font.is_italic) {
            attributes.push(("i", &italic));
        }
        if format.is_struck {
            attributes.push(("strike", &"sngStrike"));
        }
        if inherited.is_none() {
            attributes.push(("kern", &"0"));
        }
        if inherited.map_or(0, |style| style.tracking) != format.tracking {
            attributes.push(("spc", &format.tracking));
        }
        let baseline = i64::from(format.rise_percent) * 1000;
        if baseline != 0 {
            attributes.push(("baseline", &baseline));
        }
        attributes.push(("dirty", &"0"));
        xml.open(name, &attributes);
        // A link has the colour of its run.
        if format.link.is_some() || differs(&|style| style.colour == format.colour) {
            self.package.scheme.write_fill(xml, format.colour);
        }
        if let Some(colour) = format.highlight {
            xml.open("a:highlight", &[]);
            self.package.scheme.write(xml, colour);
            xml.close();
        }
        if differs(&|style| style.font.family == format.font.family) {
            self.write_typefaces(xml, &format.font);
        }
        if let Some(link) = &format.link {
            self.write_link(xml, link);
        }
        xml.close();
    }

    /// Writes a formula in Office Math with the size and colour of `format`, in the typeface that
    /// PowerPoint has for formulas.
    pub(super) fn write_math(&self, xml: &mut Xml, mathml: &str, format: &MathFormat) {
        let size = hundredths(format.size).clamp(100, 400_000);
        write_office_math(xml, mathml, &mut |xml, is_italic| {
            let italic = if is_italic { "1" } else { "0" };
            xml.open("a:rPr", &[("lang", &format.lang), ("sz", &size), ("i", &italic)]);
            self.package.scheme.write_fill(xml, format.colour);
            xml.empty("a:latin", &[("typeface", &MATH_TYPEFACE)]);
            xml.close();
        });
    }

    fn write_typefaces(&mut self, xml: &mut Xml, font: &StyleName) {
        let (typeface, is_theme) = self.package.fonts.typeface(&font.family);
        xml.empty("a:latin", &[("typeface", &typeface)]);
        if let Some(start) = typeface.strip_suffix("lt").filter(|_| is_theme)
            && self.package.fonts.complex.iter().any(Option::is_some)
        {
            xml.empty("a:cs", &[("typeface", &format!("{start}cs"))]);
        }
        // A face that is chosen for other scripts is named for them, too.
        if !is_theme {
            for name in ["a:ea", "a:cs", "a:sym"] {
                xml.empty(name, &[("typeface", &font.family)]);
            }
        }
    }

    /// Returns the text of the footnote to which a link leads.
    fn footnote_at(&self, top: f32) -> Option<String> {
        let reader = self.reader;
        let note_of = |element| reader.find_ancestor(element, |role| role == Role::Note);
        // The link before a footnote is at its top.
        let labels =
            reader.links.iter().filter_map(|(element, area)| Some((note_of(*element)?, area)));
        let near = labels.map(|(note, area)| (note, (area.rect.y - top).abs()));
        let (note, distance) = near.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let is_note = |item: &&Item| {
            let is_label = reader.find_ancestor(item.element, |role| role == Role::Label).is_some();
            note_of(item.element) == Some(note) && !is_label
        };
        let text = reader.page.items.iter().filter(is_note).find_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(run.text.replace('\u{ad}', "")),
            _ => None,
        });
        text.filter(|_| distance < MAX_LINK_DISTANCE)
    }

    /// Writes what a click on a text or an object does.
    pub(super) fn write_link(&mut self, xml: &mut Xml, link: &LinkArea) {
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        let id;
        let note;
        match &link.target {
            LinkTarget::Uri(address) => id = self.relationships.add_address(address),
            LinkTarget::Page(page) => {
                let target = format!("slide{}.xml", page + 1);
                id = self.relationships.add("slide", target);
                attributes.push(("action", &"ppaction://hlinksldjump"));
            }
            LinkTarget::SamePage { top } => {
                // A jump to the same slide would start it again: the footnote is shown instead.
                let Some(text) = self.footnote_at(*top) else { return };
                (id, note) = (String::new(), text);
                attributes.push(("action", &"ppaction://noaction"));
                attributes.push(("tooltip", &note));
            }
            _ => return,
        }
        attributes.insert(0, ("r:id", &id));
        xml.open("a:hlinkClick", &attributes);
        xml.open("a:extLst", &[]);
        xml.open("a:ext", &[("uri", &LINK_COLOUR_EXTENSION)]);
        xml.empty("ahyp:hlinkClr", &[("xmlns:ahyp", &LINK_COLOUR_NAMESPACE), ("val", &"tx")]);
        xml.close();
        xml.close();
        xml.close();
    }
}
