//! Loads citation styles.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use hayagriva::citationberg::{CitationFormat, IndependentStyle, Style, StyleCategory, StyleClass};

use super::style_table::{BuiltinStyle, find_style};
use crate::library_panic::catch_panic;

/// The largest built-in file when it is unpacked.
const MAX_UNPACKED_BYTES: u64 = 1 << 20;

/// The largest style that is read, in bytes.
const MAX_STYLE_BYTES: usize = 1 << 20;

/// The deepest nesting of elements in a style.
const MAX_DEPTH: usize = 100;

/// Short citations for the foot of a slide in styles that show numbers: author, title, year.
const FOOT_STYLE: &str = include_str!("../../csl/footnote-short.csl");

/// A citation style.
#[derive(Clone, Debug)]
pub(crate) struct CitationStyle(StyleSource);

#[derive(Clone, Debug)]
enum StyleSource {
    Builtin(&'static BuiltinStyle),
    /// The text of a CSL file that can be read, and whether its citations are notes.
    Own(Arc<str>, bool),
}

impl CitationStyle {
    /// Returns the built-in style with this name; it is unpacked when it is used.
    pub(crate) fn builtin(name: &str) -> Option<Self> {
        find_style(name).map(|style| Self(StyleSource::Builtin(style)))
    }

    /// Reads a CSL file.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with it, and what to do.
    pub(crate) fn from_csl(text: &str) -> Result<Self, (String, String)> {
        let export = "download the style anew from https://www.zotero.org/styles".to_owned();
        if text.len() > MAX_STYLE_BYTES || nesting_depth(text) > MAX_DEPTH {
            return Err(("this citation style is too large or nested too deeply".into(), export));
        }
        match catch_panic(|| Style::from_xml(text)) {
            Some(Ok(Style::Independent(style))) => match find_endless_macro(text) {
                Some(name) => {
                    Err((format!("the macro `{name}` of this style calls itself"), export))
                }
                None => {
                    let has_notes = style.settings.class == StyleClass::Note;
                    Ok(Self(StyleSource::Own(text.into(), has_notes)))
                }
            },
            Some(Ok(Style::Dependent(style))) => {
                let parent = style.parent_link.href;
                let name = parent.rsplit('/').next().unwrap_or_default().to_owned();
                let help = match find_style(&name) {
                    Some(known) => format!("write `citation_style: {}`", known.name),
                    None => format!("use the file of that style: {parent}"),
                };
                Err((format!("this style only refers to another one, `{name}`"), help))
            }
            Some(Err(error)) => {
                let reason = error.source.to_string();
                let reason: String =
                    reason.lines().next().unwrap_or_default().chars().take(160).collect();
                Err((format!("this is not a citation style: {reason}"), export))
            }
            None => Err(("this citation style cannot be read".into(), export)),
        }
    }

    /// Returns whether its citations are footnotes.
    pub(crate) fn has_notes(&self) -> bool {
        match &self.0 {
            StyleSource::Builtin(style) => style.has_notes(),
            StyleSource::Own(_, has_notes) => *has_notes,
        }
    }

    /// Returns whether its citations show places such as `p. 3`.
    pub(super) fn shows_places(&self) -> bool {
        self.text().contains("locator")
    }

    /// Returns the text of its CSL file. That of a built-in style is unpacked by each call.
    fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            StyleSource::Builtin(style) => unpack(style.packed).into(),
            StyleSource::Own(text, _) => (&**text).into(),
        }
    }

    /// Unpacks the style, and corrects what the library does wrong with it.
    pub(super) fn load(&self, works: WorkKind) -> Option<IndependentStyle> {
        let text = self.text();
        // In works other than CSL JSON, the library takes the title of a collection for that of a
        // volume, so that styles show it twice.
        let text = match works {
            WorkKind::Entries => replace_variable(&text, "volume-title", "part-title").into(),
            WorkKind::Items => text,
        };
        let text = list_all_works(&text);
        let text = match text.contains(APA_ID) {
            true => text.replace(APA_VOLUMES, APA_PUBLISHED),
            false => text,
        };
        let mut style = IndependentStyle::from_xml(&text).ok()?;
        if let Some(bibliography) = &mut style.bibliography {
            // The library takes another part for the number, and the driver finds it itself.
            bibliography.second_field_align = None;
            // The library keeps the “and” between the names that it replaces.
            bibliography.subsequent_author_substitute = None;
        }
        Some(style)
    }
}

/// The name of the style of the American Psychological Association.
const APA_ID: &str = "<id>http://www.zotero.org/styles/apa</id>";

/// How the style of the American Psychological Association finds out that a paper is part of a
/// volume, whose pages and publisher it shows: most `.bib` files name no editors.
const APA_VOLUMES: &str = "variable=\"collection-editor compiler editor editorial-director\"";
const APA_PUBLISHED: &str =
    "variable=\"collection-editor compiler editor editorial-director publisher\"";

/// Removes the parts of a style that list nothing for a manuscript, or for a work of no other type:
/// authors expect what they cite in the list.
fn list_all_works(xml: &str) -> String {
    let Some((before, mut rest)) = xml.split_once("<bibliography") else { return xml.to_owned() };
    let mut result = format!("{before}<bibliography");
    while let Some((before, after)) = rest.split_once("<else-if") {
        result.push_str(before);
        let end = after.find('>').map_or(after.len(), |end| end + 1);
        let condition = &after[..end];
        if !(condition.ends_with("/>") && condition.contains("document")) {
            result.push_str("<else-if");
            result.push_str(condition);
        }
        rest = &after[end..];
    }
    result + rest
}

/// Of which kind the works of a deck are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkKind {
    /// From BibTeX, BibLaTeX or YAML.
    Entries,
    /// From CSL JSON.
    Items,
}

/// Replaces the name of a variable wherever a style tests or shows it.
fn replace_variable(xml: &str, from: &str, to: &str) -> String {
    let mut replaced = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find("variable=\"") {
        let start = at + "variable=\"".len();
        let end = rest[start..].find('"').map_or(rest.len(), |length| start + length);
        let names = rest[start..end].split(' ').map(|name| if name == from { to } else { name });
        replaced.push_str(&rest[..start]);
        replaced.push_str(&names.collect::<Vec<_>>().join(" "));
        rest = &rest[end..];
    }
    replaced + rest
}

/// Returns the style of short citations at the foot of a slide.
pub(super) fn load_foot_style() -> Option<IndependentStyle> {
    IndependentStyle::from_xml(FOOT_STYLE).ok()
}

/// Returns whether the citations of a style are numbers or labels.
pub(super) fn shows_labels(style: &IndependentStyle) -> bool {
    style.info.category.iter().any(|category| {
        matches!(
            category,
            StyleCategory::CitationFormat {
                format: CitationFormat::Numeric | CitationFormat::Label
            }
        )
    })
}

/// Unpacks a file that is part of the program.
pub(super) fn unpack(packed: &[u8]) -> String {
    let mut text = String::new();
    let mut decoder = flate2::read::ZlibDecoder::new(packed).take(MAX_UNPACKED_BYTES);
    // A test unpacks them all, so there is no error.
    match decoder.read_to_string(&mut text) {
        Ok(_) => text,
        Err(_) => String::new(),
    }
}

/// Returns the greatest depth of elements in XML, roughly: the library reads nested elements by
/// recursion.
fn nesting_depth(xml: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for (at, _) in xml.match_indices('<') {
        let rest = &xml[at..];
        if rest.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with(['!', '?']) {
            let end = rest.find('>').unwrap_or(rest.len());
            let is_element = !rest[1..].starts_with(['!', '?']) && !rest[..end].ends_with('/');
            depth += usize::from(is_element);
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The most calls of macros that one macro may lead to.
const MAX_MACRO_CALLS: u64 = 10_000_000;

/// Returns a macro that calls itself, directly or not, or leads to too many calls: the library
/// would never end.
fn find_endless_macro(xml: &str) -> Option<String> {
    let value = |text: &str, name: &str| {
        let (_, rest) = text.split_once(name)?;
        rest.split(['"', '\'']).nth(1).map(str::to_owned)
    };
    let macros: Vec<(String, Vec<String>)> = xml
        .split("<macro ")
        .skip(1)
        .filter_map(|part| {
            let body = part.split("</macro>").next().unwrap_or_default();
            let calls =
                body.match_indices(" macro").filter_map(|(at, _)| value(&body[at..], "macro"));
            Some((value(body, "name")?, calls.collect()))
        })
        .collect();
    // The number of calls of each macro is known when those of all that it calls are known.
    let names: BTreeSet<&str> = macros.iter().map(|(name, _)| name.as_str()).collect();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut open: Vec<&(String, Vec<String>)> = macros.iter().collect();
    loop {
        let before = open.len();
        open.retain(|(name, calls)| {
            // A call of a macro that does not exist shows nothing.
            let count = |call: &String| match counts.get(call.as_str()) {
                None if names.contains(call.as_str()) => None,
                found => Some(found.copied().unwrap_or(0)),
            };
            let sum = calls
                .iter()
                .map(count)
                .try_fold(1_u64, |sum, count| Some(sum.saturating_add(count?)));
            if let Some(sum) = sum {
                counts.entry(name).or_insert(sum);
            }
            sum.is_none()
        });
        if open.len() == before {
            break;
        }
    }
    let is_endless = |name: &str| counts.get(name).is_none_or(|&count| count > MAX_MACRO_CALLS);
    macros.iter().map(|(name, _)| name.clone()).find(|name| is_endless(name))
}

#[cfg(test)]
mod tests {
    use super::super::style_table::style_names;
    use super::{CitationStyle, WorkKind, load_foot_style};
    use hayagriva::citationberg::StyleClass;

    #[test]
    fn every_style_can_be_read() {
        for known in style_names() {
            let style = CitationStyle::builtin(known.name).unwrap();
            let loaded = style.load(WorkKind::Entries).unwrap_or_else(|| panic!("{}", known.name));
            assert_eq!(
                loaded.settings.class == StyleClass::Note,
                style.has_notes(),
                "{}",
                known.name
            );
            assert!(loaded.bibliography.is_some(), "{}", known.name);
        }
        assert!(load_foot_style().is_some());
    }

    #[test]
    fn a_macro_that_calls_itself_is_refused() {
        let style = |inner: &str| {
            format!(
                "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" \
                 version=\"1.0\"><info><title>a</title><id>a</id>\
                 <updated>2020-01-01T00:00:00+00:00</updated></info>\
                 <macro name=\"a\"><text macro=\"b\"/></macro><macro name=\"b\">{inner}</macro>\
                 <citation><layout><text macro=\"a\"/></layout></citation></style>"
            )
        };
        assert!(CitationStyle::from_csl(&style("<text variable=\"title\"/>")).is_ok());
        let error = CitationStyle::from_csl(&style("<text macro=\"a\"/>")).unwrap_err();
        assert!(error.0.contains("calls itself"), "{}", error.0);
    }
}
