//! Converts SmartArt to a cascade or a list (ECMA-376, part 1, clause 21.4).

use std::collections::{BTreeMap, BTreeSet};

use super::Importer;
use super::inline::BreakStyle;
use super::list_style::Bullet;
use super::lists::{ListLine, build_lists};
use super::paragraphs::BodyBlock;
use super::relations::Relations;
use super::text::{OfficeParagraph, TextSource, read_paragraphs};
use super::xml::{attribute, child, children, descendants, number, parse_xml};
use crate::import::report::LossKind;
use crate::import::write::OutlineValue;

/// Layouts in which each shape follows from the one before.
const SEQUENCES: [&str; 9] =
    ["process", "chevron", "arrow", "step", "flow", "timeline", "gear", "funnel", "cycle"];

/// The most levels of a cascade. Longer sequences become numbered lists.
const MAX_CASCADE_LEVELS: usize = 7;

/// The longest label of a level, in characters.
const MAX_LABEL_CHARS: usize = 60;

/// A shape of SmartArt with what is below it.
struct SmartArtPoint {
    text: String,
    level: usize,
}

impl Importer<'_> {
    /// Converts SmartArt to blocks.
    pub(super) fn convert_smart_art(
        &mut self,
        data: &str,
        layout: Option<&str>,
        drawing: Option<&str>,
    ) -> Vec<BodyBlock> {
        let points = self.read_points(data);
        if points.is_empty() {
            return self.convert_drawing(drawing);
        }
        if points.iter().any(|point| point.text.is_empty()) {
            self.lose(
                LossKind::Changed,
                "shapes of a SmartArt graphic that have no text are left out".to_owned(),
                "show their pictures with `figure`",
            );
        }
        let kind = layout.and_then(|path| self.read_layout_kind(path)).unwrap_or_default();
        let is_sequence = SEQUENCES.iter().any(|word| kind.contains(word));
        let points: Vec<SmartArtPoint> =
            points.into_iter().filter(|point| !point.text.is_empty()).collect();
        let tops = points.iter().filter(|point| point.level == 0);
        let is_short = tops.clone().all(|point| point.text.chars().count() <= MAX_LABEL_CHARS);
        let count = tops.count();
        if is_sequence && is_short && (2..=MAX_CASCADE_LEVELS).contains(&count) {
            return vec![("cascade", build_cascade(points))];
        }
        let lines = points.into_iter().map(|point| ListLine {
            level: point.level,
            bullet: if is_sequence && point.level == 0 {
                Bullet::Number { scheme: "arabicPeriod".to_owned(), start: 1 }
            } else {
                Bullet::Mark("•".to_owned())
            },
            text: point.text,
        });
        build_lists(lines.collect())
    }

    /// Returns the last word of the name of a layout in lower case, such as `chevron1`.
    fn read_layout_kind(&mut self, path: &str) -> Option<String> {
        let text = self.archive.read_xml(path).ok()?;
        let document = parse_xml(&text).ok()?;
        let name = attribute(document.root_element(), "uniqueId")?;
        Some(name.rsplit(['/', '#']).next()?.to_lowercase())
    }

    /// Reads the shapes in their order, with their levels.
    fn read_points(&mut self, data: &str) -> Vec<SmartArtPoint> {
        let Ok(text) = self.archive.read_xml(data) else { return Vec::new() };
        let Ok(document) = parse_xml(&text) else { return Vec::new() };
        let relations = Relations::read(&mut self.archive, data);
        let root = document.root_element();
        let mut texts: BTreeMap<&str, Vec<OfficeParagraph>> = BTreeMap::new();
        let mut roots = Vec::new();
        let source = TextSource { relations: &relations, styles: Vec::new() };
        for point in child(root, "ptLst").into_iter().flat_map(|list| children(list, "pt")) {
            let Some(id) = attribute(point, "modelId") else { continue };
            match attribute(point, "type").unwrap_or("node") {
                "doc" => roots.push(id),
                "node" | "asst" => {
                    let body = child(point, "t");
                    let paragraphs = body.map(|body| read_paragraphs(body, &source));
                    texts.insert(id, paragraphs.unwrap_or_default());
                }
                _ => {}
            }
        }
        let mut below: BTreeMap<&str, Vec<(i64, &str)>> = BTreeMap::new();
        for link in child(root, "cxnLst").into_iter().flat_map(|list| children(list, "cxn")) {
            let is_parent = matches!(attribute(link, "type"), None | Some("parOf"));
            if let (true, Some(from), Some(to)) =
                (is_parent, attribute(link, "srcId"), attribute(link, "destId"))
            {
                let order = number(link, "srcOrd").unwrap_or(0.0) as i64;
                below.entry(from).or_default().push((order, to));
            }
        }
        below.values_mut().for_each(|list| list.sort());
        let mut points = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(usize, &str)> = roots.iter().rev().map(|id| (0, *id)).collect();
        while let Some((level, id)) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let is_shape = texts.contains_key(id);
            if let Some(paragraphs) = texts.get(id) {
                points.push(SmartArtPoint {
                    text: self.join_paragraphs(paragraphs),
                    level: level.saturating_sub(1),
                });
            }
            let inner = if is_shape || level == 0 { level + 1 } else { level };
            let next = below.get(id).into_iter().flatten().rev();
            open.extend(next.map(|(_, id)| (inner, *id)));
        }
        // Shapes that nothing leads to.
        for (id, paragraphs) in &texts {
            if !seen.contains(id) {
                points.push(SmartArtPoint { text: self.join_paragraphs(paragraphs), level: 0 });
            }
        }
        points
    }

    fn join_paragraphs(&mut self, paragraphs: &[OfficeParagraph]) -> String {
        let texts: Vec<String> = paragraphs
            .iter()
            .filter(|paragraph| !paragraph.is_blank())
            .map(|paragraph| self.write_paragraph(paragraph, BreakStyle::Space))
            .collect();
        texts.join(" ")
    }

    /// Reads the texts of the drawing of SmartArt, if its data cannot be read.
    fn convert_drawing(&mut self, drawing: Option<&str>) -> Vec<BodyBlock> {
        let read = drawing.and_then(|path| self.archive.read_xml(path).ok());
        let mut lines = Vec::new();
        if let Some(text) = &read
            && let Ok(document) = parse_xml(text)
        {
            let relations = Relations::default();
            let source = TextSource { relations: &relations, styles: Vec::new() };
            for body in descendants(document.root_element(), "txBody") {
                let text = self.join_paragraphs(&read_paragraphs(body, &source));
                if !text.is_empty() {
                    let bullet = Bullet::Mark("•".to_owned());
                    lines.push(ListLine { level: 0, bullet, text });
                }
            }
        }
        if lines.is_empty() {
            self.lose(
                LossKind::Missing,
                "a SmartArt graphic has no text that can be read".to_owned(),
                "show a picture of it with `figure`, or draw it with `diagram`",
            );
        }
        build_lists(lines)
    }
}

fn build_cascade(points: Vec<SmartArtPoint>) -> OutlineValue {
    let mut levels: Vec<OutlineValue> = Vec::new();
    let mut points = points.into_iter().peekable();
    while let Some(point) = points.next() {
        let mut entries = vec![("label".to_owned(), OutlineValue::Text(point.text))];
        let mut lines = Vec::new();
        while let Some(inner) = points.next_if(|inner| inner.level > 0) {
            lines.push(ListLine {
                level: inner.level - 1,
                bullet: Bullet::Mark("•".to_owned()),
                text: inner.text,
            });
        }
        match lines.as_slice() {
            [only] => entries.push(("text".to_owned(), OutlineValue::Text(only.text.clone()))),
            _ => entries
                .extend(build_lists(lines).into_iter().map(|(key, value)| (key.to_owned(), value))),
        }
        levels.push(OutlineValue::Map(entries));
    }
    OutlineValue::List(levels)
}
