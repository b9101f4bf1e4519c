//! Adds entries to the PDF that the library does not support: presentation settings and rights.
//!
//! The library writes every dictionary in the same simple way, and this module depends on it: pages
//! start with `<</Type/Page/`, the catalog starts with `<</Type/Catalog`, and the metadata is an
//! uncompressed stream.

use std::sync::Arc;

use crate::bytes::find_bytes;
use crate::scene::{Scene, StepPage};
use crate::show::{Transition, TransitionDirection, TransitionKind};

/// The entries to add to a file's objects.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExtraEntries {
    /// The entries of each page's dictionary, in page order.
    pages: Vec<String>,
    /// The entries of the catalog.
    catalog: String,
    /// The entries of the catalog's viewer preferences.
    preferences: String,
    /// The properties of the metadata.
    properties: String,
    /// Whether the file must conform to PDF/UA-2.
    is_ua_2: bool,
    /// The MathML of all formulas, in the order of the structure tree, if it is attached.
    pub(crate) formulas: Vec<Arc<str>>,
}

impl ExtraEntries {
    /// Collects the entries for `scene`, shown as these step pages.
    pub(crate) fn from_scene(scene: &Scene, step_pages: &[StepPage]) -> Self {
        let mut extra_entries =
            Self { pages: build_page_entries(scene, step_pages), ..Self::default() };
        if scene.show.fullscreen {
            extra_entries.catalog = "/PageMode/FullScreen".into();
            extra_entries.preferences = "/NonFullScreenPageMode/UseOutlines".into();
        }
        if let Some(rights) = &scene.info.rights {
            extra_entries.properties.push_str(&format!(
                "<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>\
                 </dc:rights>",
                escape_xml(rights)
            ));
        }
        extra_entries
    }

    /// Declares that the file conforms to PDF/UA-2 (ISO 14289-2:2024, 5 and 8.11) and to WTPDF 1.0
    /// for accessibility (6.1.3), which the library does not know. WTPDF has the same rules.
    pub(crate) fn declare_ua_2(&mut self) {
        const ID: &str = "http://www.aiim.org/pdfua/ns/id/";
        self.properties.push_str(&format!("<pdfuaid:part xmlns:pdfuaid=\"{ID}\">2</pdfuaid:part>"));
        self.properties
            .push_str(&format!("<pdfuaid:rev xmlns:pdfuaid=\"{ID}\">2024</pdfuaid:rev>"));
        self.properties.push_str(
            "<pdfd:declarations xmlns:pdfd=\"http://pdfa.org/declarations/\"><rdf:Bag>\
             <rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>\
             http://pdfa.org/declarations/wtpdf#accessibility1.0\
             </pdfd:conformsTo></rdf:li></rdf:Bag></pdfd:declarations>",
        );
        self.preferences.push_str("/DisplayDocTitle true");
        self.is_ua_2 = true;
    }

    /// Returns the page dictionary `body` with the entries of the page at `index`; `None` if there
    /// are none.
    pub(crate) fn extend_page(&self, index: usize, body: &[u8]) -> Option<Vec<u8>> {
        let entries = self.pages.get(index).filter(|entries| !entries.is_empty())?;
        let mut page = body.strip_suffix(b">>")?.to_vec();
        page.extend_from_slice(entries.as_bytes());
        page.extend_from_slice(b">>");
        Some(page)
    }

    /// Returns the catalog with its entries, and its name dictionary as a separate object: a
    /// presenter program fails if the names are inline.
    pub(crate) fn extend_catalog(
        &self,
        body: &[u8],
        names: usize,
    ) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
        let mut catalog = body.to_vec();
        let preferences = b"/ViewerPreferences<<";
        match find_bytes(&catalog, preferences) {
            Some(at) => {
                let at = at + preferences.len();
                catalog.splice(at..at, self.preferences.bytes());
            }
            None if self.preferences.is_empty() => {}
            None => {
                let end = catalog.len().checked_sub(2)?;
                catalog.splice(
                    end..end,
                    format!("/ViewerPreferences<<{}>>", self.preferences).into_bytes(),
                );
            }
        }
        let end = catalog.len().checked_sub(2)?;
        catalog.splice(end..end, self.catalog.bytes());
        let key = b"/Names";
        let Some(at) = find_bytes(&catalog, b"/Names<<") else { return Some((catalog, None)) };
        let start = at + key.len();
        let end = start + dictionary_length(&catalog[start..])?;
        let name_dictionary = catalog[start..end].to_vec();
        catalog.splice(start..end, format!(" {names} 0 R").into_bytes());
        Some((catalog, Some(name_dictionary)))
    }

    /// Returns the metadata stream with the added properties.
    pub(crate) fn extend_metadata(&self, body: &[u8]) -> Option<Vec<u8>> {
        let open = find_bytes(body, b"stream\n")? + 7;
        let close = body.len().checked_sub(b"\nendstream".len())?;
        let text = std::str::from_utf8(body.get(open..close)?).ok()?;
        let at = text.rfind("</rdf:Description>")?;
        let text = format!("{}{}{}", &text[..at], self.properties, &text[at..]);
        Some(
            format!(
                "<</Length {}/Type/Metadata/Subtype/XML>>\nstream\n{text}\nendstream",
                text.len()
            )
            .into_bytes(),
        )
    }

    /// Returns whether the file must conform to PDF/UA-2.
    pub(crate) fn is_ua_2(&self) -> bool {
        self.is_ua_2
    }

    /// Returns whether the metadata is changed.
    pub(crate) fn has_properties(&self) -> bool {
        !self.properties.is_empty()
    }

    /// Returns whether the file is complete without the entries.
    pub(crate) fn is_empty(&self) -> bool {
        self.pages.iter().all(String::is_empty)
            && self.catalog.is_empty()
            && self.preferences.is_empty()
            && !self.has_properties()
    }
}

/// Builds the entries of each page: its transition and its display time.
fn build_page_entries(scene: &Scene, step_pages: &[StepPage]) -> Vec<String> {
    let has_transitions = scene.pages.iter().any(|page| page.transition.is_some());
    let entries = |step_page: &StepPage| {
        let page = &scene.pages[step_page.page];
        let mut entries = String::new();
        match page.transition.filter(|_| step_page.is_first_of_page()) {
            Some(transition) => entries.push_str(&self::transition_entry(transition)),
            // A step only adds content, so there is no transition to it.
            None if has_transitions => entries.push_str("/Trans<</Type/Trans/S/R>>"),
            None => {}
        }
        if let Some(seconds) = page.advance_seconds {
            // All pages of a slide share its time.
            let count = step_pages
                .iter()
                .filter(|other| scene.pages[other.page].slide == page.slide)
                .count()
                .max(1);
            entries.push_str(&format!("/Dur {}", format_number(seconds / count as f32)));
        }
        entries
    };
    if !has_transitions && scene.pages.iter().all(|page| page.advance_seconds.is_none()) {
        return Vec::new();
    }
    step_pages.iter().map(entries).collect()
}

/// Formats a transition dictionary (ISO 32000-1, table 162).
fn transition_entry(transition: Transition) -> String {
    let style = match transition.kind {
        TransitionKind::None => "R",
        TransitionKind::Fade => "Fade",
        TransitionKind::Push => "Push",
        TransitionKind::Wipe => "Wipe",
        TransitionKind::Split => "Split/M/O",
        TransitionKind::Blinds if transition.direction == Some(TransitionDirection::Right) => {
            "Blinds/Dm/V"
        }
        TransitionKind::Blinds => "Blinds/Dm/H",
        TransitionKind::Box => "Box/M/O",
        TransitionKind::Dissolve => "Dissolve",
        TransitionKind::Glitter => "Glitter",
        TransitionKind::Fly => "Fly",
        TransitionKind::Cover => "Cover",
        TransitionKind::Uncover => "Uncover",
    };
    let direction = match transition.direction {
        Some(_) if transition.kind == TransitionKind::Blinds => "",
        Some(TransitionDirection::Right) => "/Di 0",
        Some(TransitionDirection::Up) => "/Di 90",
        Some(TransitionDirection::Left) => "/Di 180",
        Some(TransitionDirection::Down) => "/Di 270",
        None => "",
    };
    format!("/Trans<</Type/Trans/S/{style}/D {}{direction}>>", format_number(transition.seconds))
}

/// Formats a number with up to three decimals in PDF syntax.
fn format_number(number: f32) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Escapes text for XML.
fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Returns the length in bytes of the dictionary at the start of `bytes`. Brackets inside strings
/// do not count.
fn dictionary_length(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'<', b'<', ..] => (depth, at) = (depth + 1, at + 2),
            [b'>', b'>', ..] => {
                (depth, at) = (depth.checked_sub(1)?, at + 2);
                if depth == 0 {
                    return Some(at);
                }
            }
            [b'(', ..] => at += string_length(&bytes[at..])?,
            _ => at += 1,
        }
    }
    None
}

/// Returns the length in bytes of the string at the start of `bytes` (ISO 32000-1, 7.3.4.2).
fn string_length(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_names_to_their_own_object() {
        let body: &[u8] = concat!(
            "<</Type/Catalog/Pages 1 0 R/Names<</Dests<</Names",
            r"[(a\)>>\(<<)2 0 R(b(>>))3 0 R<3e3e>4 0 R]>>>>/AF[5 0 R]>>"
        )
        .as_bytes();
        let (catalog, names) = ExtraEntries::default().extend_catalog(body, 9).unwrap();
        assert_eq!(catalog, b"<</Type/Catalog/Pages 1 0 R/Names 9 0 R/AF[5 0 R]>>");
        assert_eq!(
            names.unwrap(),
            br"<</Dests<</Names[(a\)>>\(<<)2 0 R(b(>>))3 0 R<3e3e>4 0 R]>>>>"
        );
    }

    #[test]
    fn formats_numbers_with_few_digits() {
        assert_eq!([0.6, 2.0, 1.0 / 3.0, 0.0].map(format_number), ["0.6", "2", "0.333", "0"]);
    }
}
