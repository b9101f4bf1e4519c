//! The titles of slides on which no title is drawn: PowerPoint lists slides by their titles, and
//! its accessibility checker asks for them.

use super::shape_geometry::write_transform;
use super::slide::{Placeholder, SlideWriter};
use super::text_box::{SlideObject, TextBox};
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{ElementId, Role};

/// The most characters of a name.
const MAX_NAME: usize = 60;

/// The height of a title that is not drawn, and its distance from the page, in pt.
const HIDDEN_HEIGHT: f32 = 40.0;
const HIDDEN_GAP: f32 = 12.0;

/// The size of its letters in hundredths of a pt.
const HIDDEN_SIZE: u32 = 1200;

impl<'s> SlideWriter<'_, 's> {
    /// Writes a title above the page, as PowerPoint does for hidden titles, if the slide with this
    /// number has none on it.
    pub(super) fn write_hidden_title(
        &mut self,
        xml: &mut Xml,
        objects: &[(SlideObject<'s>, Option<Placeholder>)],
        number: usize,
    ) {
        if objects.iter().any(|(_, placeholder)| *placeholder == Some(Placeholder::Title)) {
            return;
        }
        let name = self.slide_name(objects, number);
        xml.open("p:sp", &[]);
        self.write_text_head(xml, Some(Placeholder::Title), "Title");
        let page = self.reader.page.size;
        let rect = Rect::new(0.0, -HIDDEN_HEIGHT - HIDDEN_GAP, page.width, HIDDEN_HEIGHT);
        xml.open("p:spPr", &[]);
        write_transform(xml, "a:xfrm", rect);
        xml.close();
        xml.open("p:txBody", &[]);
        xml.empty("a:bodyPr", &[]);
        xml.empty("a:lstStyle", &[]);
        xml.open("a:p", &[]);
        // In one line, above the page whatever the style of titles is.
        xml.open("a:pPr", &[]);
        xml.open("a:lnSpc", &[]);
        xml.empty("a:spcPct", &[("val", &"100000")]);
        xml.close();
        xml.close();
        xml.open("a:r", &[]);
        let lang = self.language_of(None, self.slide_element(objects));
        xml.empty("a:rPr", &[("lang", &lang), ("sz", &HIDDEN_SIZE)]);
        xml.text_element("a:t", &name);
        for _ in 0..4 {
            xml.close();
        }
    }

    /// Returns the slide in the structure tree.
    fn slide_element(
        &self,
        objects: &[(SlideObject<'s>, Option<Placeholder>)],
    ) -> Option<ElementId> {
        let elements = objects.iter().filter_map(|(object, _)| element_of(object));
        let mut slides = elements.filter_map(|element| {
            self.reader.find_ancestor(Some(element), |role| role == Role::Slide)
        });
        slides.next()
    }

    /// Returns the name of a slide: its title in the outline, its first words, the alternative text
    /// of what is on it, its section, or its number.
    fn slide_name(
        &self,
        objects: &[(SlideObject<'s>, Option<Placeholder>)],
        number: usize,
    ) -> String {
        let scene = self.reader.scene;
        let own =
            self.slide_element(objects).and_then(|id| scene.structure.get(id).title.as_deref());
        let objects: Vec<&SlideObject<'_>> =
            objects.iter().flat_map(|(object, _)| ungrouped(object)).collect();
        let texts = || {
            objects.iter().filter_map(|object| match object {
                SlideObject::Text(TextBox { paragraphs, .. }) => Some(&*paragraphs.first()?.text),
                _ => None,
            })
        };
        let has_words = |text: &&str| text.chars().any(char::is_alphabetic);
        let alternatives = objects
            .iter()
            .find_map(|object| element_of(object).and_then(|id| self.alt_text(Some(id))));
        let mut sections = scene.sections.iter().rev();
        let section = sections.find(|section| section.page < number);
        let section = section.map(|section| section.title.as_str());
        let name = own
            .filter(has_words)
            .or_else(|| texts().find(has_words))
            .or(alternatives.as_deref().filter(has_words))
            .or(section)
            .or_else(|| texts().next())
            .map(shorten);
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| number.to_string())
    }
}

/// Returns the parts of a group, or the object itself.
fn ungrouped<'o, 's>(object: &'o SlideObject<'s>) -> Vec<&'o SlideObject<'s>> {
    match object {
        SlideObject::Group(group) => group.parts.iter().flat_map(ungrouped).collect(),
        _ => vec![object],
    }
}

/// Returns an element that an object belongs to.
fn element_of(object: &SlideObject<'_>) -> Option<ElementId> {
    match object {
        SlideObject::Text(text) => text.paragraphs.iter().find_map(|paragraph| paragraph.element),
        SlideObject::Group(group) => group.parts.iter().find_map(element_of),
        SlideObject::Other(object) => object.element(),
    }
}

/// Returns the first words of a text on one line.
pub(super) fn shorten(text: &str) -> String {
    let text = text.replace('\u{ad}', "");
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(MAX_NAME) else { return line };
    let start = &line[..end];
    // Chinese and Japanese have no spaces.
    let words = start.rsplit_once(' ').map_or(start, |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn names_end_after_a_word() {
        assert_eq!(shorten("A  short\nname"), "A short name");
        let long = shorten(&"wonderful rivers, ".repeat(9));
        assert_eq!(long, "wonderful rivers, wonderful rivers, wonderful rivers…");
        assert_eq!(shorten(&"河".repeat(90)).chars().count(), 61);
    }
}
