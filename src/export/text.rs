//! Extracts a deck's text in reading order from the structure tree, one paragraph per line.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::scene::{Element, ElementId, ItemKind, Role, Scene, Structure};

/// Lists the number and title of each slide, one per line. Sections precede their slides.
pub fn list_titles(scene: &Scene) -> String {
    let label = |page: usize| scene.pages.get(page).map_or("", |page| page.label.as_str());
    let width = scene.bookmarks.iter().map(|entry| label(entry.page).len()).max().unwrap_or(0);
    let mut text = String::new();
    for (index, entry) in scene.bookmarks.iter().enumerate() {
        // A section without a title slide of its own shares the page of its first slide.
        let shares_page =
            scene.bookmarks.get(index + 1).is_some_and(|next| next.page == entry.page);
        let number = if shares_page { "" } else { label(entry.page) };
        let indent = "  ".repeat(usize::from(entry.level));
        text += &format!("{number:>width$}  {indent}{}\n", entry.title);
    }
    text
}

/// Extracts all text of a deck: a heading for each slide, then its blocks in the usual plain-text
/// notation.
pub fn extract_text(scene: &Scene) -> String {
    let writer = TextWriter::new(scene);
    let mut slides = Vec::new();
    for &slide in &writer.children[Structure::ROOT.0 as usize] {
        let mut lines = Vec::new();
        writer.write_element(slide, "", &mut lines);
        let body = lines.join("\n");
        if !body.trim().is_empty() {
            slides.push(body.trim_end().to_owned());
        }
    }
    slides.join("\n\n\n") + "\n"
}

/// The most characters of a grapheme cluster that no font has.
const MAX_CLUSTER_CHARS: usize = 8;

/// Removes the characters that boxes stand for because no font has them: they are in the text of
/// their paragraph, too.
fn remove_missing_characters(words: &mut Vec<Words>) {
    let is_repeated = |one: &Words| {
        let mut others = words.iter().filter(|other| !Arc::ptr_eq(&one.text, &other.text));
        let is_private = &*one.text == "\u{fffd}";
        one.text.starts_with(|first: char| !first.is_ascii())
            && one.text.chars().count() <= MAX_CLUSTER_CHARS
            && others.any(|other| other.text.contains(&*one.text) || is_private)
    };
    let repeated: Vec<bool> = words.iter().map(is_repeated).collect();
    let mut repeated = repeated.into_iter();
    words.retain(|_| !repeated.next().unwrap_or(false));
}

/// Writes the structure tree as plain text.
struct TextWriter<'s> {
    structure: &'s Structure,
    children: Vec<Vec<ElementId>>,
    words: BTreeMap<ElementId, Vec<Words>>,
    /// The page label of each slide.
    labels: BTreeMap<ElementId, &'s str>,
}

impl<'s> TextWriter<'s> {
    fn new(scene: &'s Scene) -> Self {
        let structure = &scene.structure;
        let mut children = vec![Vec::new(); structure.elements.len()];
        for (index, element) in structure.elements.iter().enumerate() {
            if let Some(parent) = element.parent {
                children[parent.0 as usize].push(ElementId(index as u32));
            }
        }
        let mut words: BTreeMap<ElementId, Vec<Words>> = BTreeMap::new();
        let mut labels = BTreeMap::new();
        for page in &scene.pages {
            for item in &page.items {
                let Some(element) = item.element else { continue };
                labels
                    .entry(find_ancestor(structure, element, |element| element.role == Role::Slide))
                    .or_insert(page.label.as_str());
                let text = match &item.kind {
                    _ if structure.get(element).role.is_formula() => {
                        match &structure.get(element).text {
                            Some(text) => text.clone(),
                            None => continue,
                        }
                    }
                    ItemKind::Text(run) => {
                        run.actual_text.clone().unwrap_or_else(|| run.text.clone())
                    }
                    ItemKind::Shape(shape) => match &shape.actual_text {
                        Some(text) => text.clone(),
                        None => continue,
                    },
                    _ => continue,
                };
                // All runs of a paragraph share one text, including those in links, spans and
                // formulas.
                let owner = structure.find_text_of(element);
                let texts = words.entry(owner).or_default();
                let index = texts.iter().position(|other| Arc::ptr_eq(&other.text, &text));
                let index = index.unwrap_or_else(|| {
                    texts.push(Words { text, calls: Vec::new() });
                    texts.len() - 1
                });
                if let ItemKind::Text(run) = &item.kind
                    && is_reference(structure, element)
                {
                    texts[index].push_call(element, run.shown_range());
                }
            }
        }
        words.values_mut().for_each(remove_missing_characters);
        Self { structure, children, words, labels }
    }

    /// Writes an element and its children; every line starts with `indent`.
    fn write_element(&self, id: ElementId, indent: &str, lines: &mut Vec<String>) {
        let element = self.structure.get(id);
        match element.role {
            Role::Heading(level) => {
                let label = self
                    .labels
                    .get(&find_ancestor(self.structure, id, |element| element.role == Role::Slide));
                let is_title = self.structure.get(element.parent.unwrap_or(Structure::ROOT)).role
                    == Role::Slide
                    && level <= 2;
                let text = self.own_text(id, " ");
                match label.filter(|label| is_title && !label.is_empty() && lines.is_empty()) {
                    Some(label) => {
                        let line = format!("{label}. {text}");
                        let rule = "=".repeat(line.chars().count());
                        lines.extend([line, rule]);
                    }
                    None => self.push_paragraph(format!("{indent}{text}"), lines),
                }
                self.write_children(id, indent, lines);
            }
            Role::ListItem => self.write_list_item(id, indent, lines),
            Role::List(_) => {
                if indent.is_empty() && lines.last().is_some_and(|line| !line.is_empty()) {
                    lines.push(String::new());
                }
                self.write_children(id, indent, lines);
            }
            Role::Figure => {
                let alt = element.alt.as_deref().unwrap_or_default();
                if !alt.is_empty() {
                    self.push_paragraph(format!("{indent}[{alt}]"), lines);
                }
                self.write_children(id, indent, lines);
            }
            Role::BlockQuote => {
                let mut inner = Vec::new();
                self.push_own_paragraph(id, "", &mut inner);
                self.write_children(id, "", &mut inner);
                let quoted = inner
                    .iter()
                    .filter(|line| !line.is_empty())
                    .map(|line| format!("{indent}> {line}"));
                lines.push(String::new());
                lines.extend(quoted);
            }
            Role::Note => self.write_note(id, indent, lines),
            Role::CodeListing => self.write_code(id, indent, lines),
            Role::Table => {
                lines.push(String::new());
                self.write_table(id, indent, lines);
            }
            _ => {
                self.push_own_paragraph(id, indent, lines);
                self.write_children(id, indent, lines);
            }
        }
    }

    fn write_children(&self, id: ElementId, indent: &str, lines: &mut Vec<String>) {
        for &child in &self.children[id.0 as usize] {
            if !self.structure.get(child).role.is_inline() {
                self.write_element(child, indent, lines);
            }
        }
    }

    /// Writes a list item: `- text`, `1. text`, `[x] text`. Its other lines are indented.
    fn write_list_item(&self, id: ElementId, indent: &str, lines: &mut Vec<String>) {
        let children = &self.children[id.0 as usize];
        let label: String = children
            .iter()
            .filter(|child| self.structure.get(**child).role == Role::Label)
            .map(|child| self.own_text(*child, " "))
            .collect();
        let mark = match label.trim() {
            "" => "-".to_owned(),
            label if label.chars().all(|c| !c.is_alphanumeric()) => "-".to_owned(),
            // The number of a mark on a picture.
            label if label.chars().all(|c| c.is_ascii_digit()) => format!("{label}."),
            label
                if label.chars().count() > 6
                    || label.chars().all(char::is_alphabetic) && label.chars().count() > 2 =>
            {
                format!("- {label}:")
            }
            label => label.to_owned(),
        };
        let mut inner = Vec::new();
        for &child in children {
            if self.structure.get(child).role != Role::Label {
                self.write_element(child, "  ", &mut inner);
            }
        }
        let mut inner = inner.into_iter().filter(|line| !line.trim().is_empty());
        let first = inner.next().unwrap_or_default();
        lines.push(format!("{indent}{mark} {}", first.trim_start()));
        lines.extend(inner.map(|line| format!("{indent}{line}")));
    }

    /// Writes a footnote: `[1] text`.
    fn write_note(&self, id: ElementId, indent: &str, lines: &mut Vec<String>) {
        let text = self.own_text(id, " ");
        let label: String = self.children[id.0 as usize]
            .iter()
            .filter(|child| self.structure.get(**child).role == Role::Label)
            .map(|child| self.own_text(*child, " "))
            .collect();
        self.push_paragraph(format!("{indent}[{label}] {text}"), lines);
    }

    /// Writes rows with bars between the cells.
    fn write_table(&self, id: ElementId, indent: &str, lines: &mut Vec<String>) {
        for &child in &self.children[id.0 as usize] {
            if self.structure.get(child).role != Role::TableRow {
                self.write_element(child, indent, lines);
                continue;
            }
            let mut cells: Vec<String> = Vec::new();
            for &cell in &self.children[child.0 as usize] {
                // Places that merged cells cover stay blank.
                let span = self.structure.get(cell).cell;
                let first = span.map_or(cells.len(), |span| usize::from(span.column));
                cells.resize(first.max(cells.len()), String::new());
                cells.push(self.inline_text(cell));
                let last = span.map_or(0, |span| usize::from(span.across) - 1);
                cells.resize(cells.len() + last, String::new());
            }
            lines.push(format!("{indent}| {} |", cells.join(" | ")));
        }
    }

    /// Writes a listing as a fence of Markdown.
    fn write_code(&self, id: ElementId, indent: &str, lines: &mut Vec<String>) {
        let code: Vec<String> = self.children[id.0 as usize]
            .iter()
            .map(|line| {
                let text = self.structure.get(*line).alt.as_deref().unwrap_or_default();
                text.trim_end().to_owned()
            })
            .collect();
        // The fence is longer than any run of backticks in the code.
        let longest = code.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        let language = self.structure.get(id).title.as_deref().unwrap_or_default();
        lines.push(String::new());
        lines.push(format!("{indent}{fence}{language}"));
        lines.extend(code.iter().map(|line| format!("{indent}{line}")));
        lines.push(format!("{indent}{fence}"));
    }

    /// Returns the text of an element and its descendants on one line.
    fn inline_text(&self, id: ElementId) -> String {
        let mut lines = Vec::new();
        self.push_own_paragraph(id, "", &mut lines);
        self.write_children(id, "", &mut lines);
        lines
            .iter()
            .flat_map(|line| line.lines())
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn push_own_paragraph(&self, id: ElementId, indent: &str, lines: &mut Vec<String>) {
        let text = self.own_text(id, &format!("\n{indent}"));
        if !text.trim().is_empty() {
            self.push_paragraph(format!("{indent}{text}"), lines);
        }
    }

    /// Adds a paragraph, after a blank line unless it is in a list.
    fn push_paragraph(&self, text: String, lines: &mut Vec<String>) {
        if !text.starts_with(' ') && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(text);
    }

    /// Returns the text of an element itself, with `between` for hard line breaks and without soft
    /// hyphens.
    fn own_text(&self, id: ElementId, between: &str) -> String {
        let element = self.structure.get(id);
        if let Some(text) = element.text.as_ref().filter(|_| element.role.is_cell()) {
            return text.replace('\n', between);
        }
        let words = self.words.get(&id).map(Vec::as_slice).unwrap_or_default();
        words
            .iter()
            .map(|words| words.with_marked_calls().replace('\u{ad}', "").replace('\n', between))
            .collect::<Vec<_>>()
            .join(" ")
            .trim()
            .to_owned()
    }
}

/// A text, and the parts of it that lead to a footnote or a cited work.
struct Words {
    text: Arc<str>,
    calls: Vec<(ElementId, Range<usize>)>,
}

/// The most digits of the number of a footnote; a year has more.
const MAX_CALL_DIGITS: usize = 3;

impl Words {
    /// Adds a part that is a link. A link in several typefaces has several parts.
    fn push_call(&mut self, element: ElementId, range: Option<Range<usize>>) {
        let Some(range) = range else { return };
        match self.calls.last_mut() {
            Some((last, before)) if *last == element && before.end == range.start => {
                before.end = range.end;
            }
            _ => self.calls.push((element, range)),
        }
    }

    /// Returns the text with numbers that lead to footnotes in brackets: `oxygen[1]`.
    fn with_marked_calls(&self) -> String {
        let mut marked = String::with_capacity(self.text.len());
        let mut at = 0;
        for (_, call) in &self.calls {
            let Some(before) = self.text.get(at..call.start) else { continue };
            let number = self.text[call.clone()].trim_start().trim_end_matches(',');
            // Citations such as `[4]`, `Silva 2020` or `2020` are read as they are.
            let is_number = |part: &str| {
                part.chars().all(char::is_numeric) && part.chars().count() <= MAX_CALL_DIGITS
            };
            if number.split(',').all(is_number) {
                marked.push_str(&format!("{before}[{number}]"));
            } else {
                marked.push_str(&self.text[at..call.end]);
            }
            at = call.end;
        }
        marked + &self.text[at..]
    }
}

/// Returns whether an element is the link that calls a footnote or cites a work.
fn is_reference(structure: &Structure, element: ElementId) -> bool {
    let parent = structure.get(element).parent;
    parent.is_some_and(|parent| structure.get(parent).role == Role::Reference)
}

/// Returns the nearest element, starting with `id` and going up, that `is_wanted` accepts; the root
/// if there is none.
fn find_ancestor(
    structure: &Structure,
    id: ElementId,
    is_wanted: impl Fn(&Element) -> bool,
) -> ElementId {
    let mut at = id;
    while !is_wanted(structure.get(at)) {
        match structure.get(at).parent {
            Some(parent) => at = parent,
            None => return at,
        }
    }
    at
}
