//! The parts of a slide's body: each shape with its blocks.

use super::Importer;
use super::archive::PartError;
use super::chart::{OfficeChart, read_chart};
use super::inline::{BreakStyle, write_plain};
use super::new_chart::read_new_chart;
use super::paragraphs::BodyBlock;
use super::picture::PictureSource;
use super::rect::ShapeRect;
use super::relations::Relations;
use super::shape::SlideShape;
use super::shape_content::ShapeContent;
use super::slide::shape_words;
use super::text::OfficeParagraph;
use super::xml::{XmlElement, parse_xml};
use crate::import::report::LossKind;
use crate::import::write::OutlineValue;

/// A part of a slide's body.
#[derive(Clone, Debug)]
pub(super) struct BodyItem {
    pub blocks: Vec<BodyBlock>,
    pub rect: ShapeRect,
    /// Whether it is in a place of the layout.
    pub is_placeholder: bool,
    /// Whether it has a fill or a border.
    pub is_framed: bool,
    /// The number of the outermost group around it.
    pub group: Option<usize>,
    /// The name of the shape, such as `chevron`.
    pub outline: String,
    /// Its paragraphs, if it is a text.
    pub paragraphs: Vec<OfficeParagraph>,
}

impl BodyItem {
    /// Returns the only block, if it has this key.
    pub(super) fn only(&self, key: &str) -> Option<&OutlineValue> {
        match self.blocks.as_slice() {
            [(found, value)] if *found == key => Some(value),
            _ => None,
        }
    }

    /// Returns whether it is a text box that is not in a place of the layout.
    pub(super) fn is_free_text(&self) -> bool {
        !self.is_placeholder && !self.paragraphs.is_empty()
    }

    /// Returns the number of words of a text.
    pub(super) fn word_count(&self) -> usize {
        let words = self.paragraphs.iter().map(OfficeParagraph::words);
        words.map(|words| words.split_whitespace().count()).sum()
    }
}

impl Importer<'_> {
    /// Converts a shape to a part of the body. Decoration gives nothing.
    pub(super) fn convert_shape(
        &mut self,
        shape: &SlideShape,
        relations: &Relations,
    ) -> Option<BodyItem> {
        let mut paragraphs = Vec::new();
        let blocks = match &shape.content {
            ShapeContent::Text(found) => {
                let mut found = found.clone();
                // A link on the shape is one on its words.
                if let Some(link) = &shape.link {
                    let runs = found.iter_mut().flat_map(|paragraph| &mut paragraph.runs);
                    runs.for_each(|run| {
                        run.link.get_or_insert_with(|| link.clone());
                    });
                }
                self.keep_shape_alt(shape);
                paragraphs = found.iter().filter(|found| !found.is_blank()).cloned().collect();
                self.convert_paragraphs(&found)
            }
            ShapeContent::Picture(picture) => {
                self.convert_picture(picture, shape, relations).into_iter().collect()
            }
            ShapeContent::Media { is_audio, target, poster } => {
                self.convert_media(*is_audio, target.as_ref(), poster, shape, relations)
            }
            ShapeContent::Table(table) => {
                self.keep_alt(shape);
                self.convert_table(table)
            }
            ShapeContent::Chart(path) => self.read_chart_part(path, read_chart, shape),
            ShapeContent::NewChart(path) => self.read_chart_part(path, read_new_chart, shape),
            ShapeContent::Diagram { data, layout, drawing } => {
                let blocks = self.convert_smart_art(data, layout.as_deref(), drawing.as_deref());
                self.keep_alt(shape);
                blocks
            }
            ShapeContent::Object { program, picture } => {
                self.convert_object(program, picture.as_ref(), shape, relations)
            }
            ShapeContent::Line { .. } | ShapeContent::Group { .. } => {
                self.keep_shape_alt(shape);
                Vec::new()
            }
            ShapeContent::Unknown(kind) => {
                self.lose(
                    LossKind::Missing,
                    format!("an object of the kind `{kind}` cannot be read"),
                    "show a picture of it with `figure`",
                );
                self.keep_alt(shape);
                Vec::new()
            }
        };
        (!blocks.is_empty()).then(|| BodyItem {
            blocks,
            rect: shape.rect.unwrap_or_default(),
            is_placeholder: shape.placeholder.is_some(),
            is_framed: shape.is_framed,
            group: shape.group,
            outline: shape.outline.clone(),
            paragraphs,
        })
    }

    /// Says the alternative text of a thing that has no place for one in an outline.
    pub(super) fn keep_alt(&mut self, shape: &SlideShape) {
        if let Some(alt) = shape.alt.as_deref().filter(|alt| !alt.is_empty()) {
            self.comment(format!("Alternative text: {alt}"));
        }
    }

    /// Says the alternative text of a shape or a group. One that is only drawn is missing in the
    /// outline if its text says that it shows something.
    fn keep_shape_alt(&mut self, shape: &SlideShape) {
        let Some(alt) = shape.alt.as_deref().filter(|alt| !alt.is_empty()) else { return };
        if shape.is_only_drawn() {
            self.lose(
                LossKind::Missing,
                "a drawing of shapes cannot be carried over".to_owned(),
                "save it as a picture in PowerPoint, and show that with `figure`",
            );
        }
        if !shape_words(shape).contains(alt) {
            self.keep_alt(shape);
        }
    }

    pub(super) fn convert_picture(
        &mut self,
        picture: &PictureSource,
        shape: &SlideShape,
        relations: &Relations,
    ) -> Option<BodyBlock> {
        // Some programs write the name of the file as its description.
        let is_file_name = |text: &str| {
            let lower = text.to_lowercase();
            let endings = ["png", "jpg", "jpeg", "gif", "svg", "emf", "wmf", "tif", "tiff", "bmp"];
            lower.rsplit_once('.').is_some_and(|(base, ending)| {
                endings.contains(&ending) && !base.is_empty() && !lower.contains(' ')
            })
        };
        let alt = shape.alt.as_deref().map(strip_generated);
        let described = alt.filter(|alt| !is_file_name(alt));
        let hint = match (described, alt) {
            (Some(alt), _) if !alt.is_empty() => alt.to_owned(),
            (None, Some(name)) => {
                let base = name.rsplit_once('.').map_or(name, |(base, _)| base);
                // Names that programs give say nothing.
                let word = base.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
                let is_generic = ["image", "picture", "img", "bild", "grafik", "image_"]
                    .contains(&word.to_lowercase().as_str());
                if is_generic { String::new() } else { base.to_owned() }
            }
            _ => String::new(),
        };
        let is_icon_name = picture.embedded.is_none() && picture.linked.is_none();
        if is_icon_name && picture.drawing.is_none() {
            return None;
        }
        let Some(path) = self.import_picture(picture, relations, &hint) else {
            self.keep_alt(shape);
            return None;
        };
        let link = shape.link.as_ref().and_then(|link| self.resolve_link(link));
        if described.is_none() && link.is_none() {
            return Some(("figure", OutlineValue::Text(path)));
        }
        let mut entries = vec![("src".to_owned(), OutlineValue::Text(path))];
        if let Some(alt) = described {
            let alt = write_plain(alt, BreakStyle::Space);
            entries.push(("alt".to_owned(), OutlineValue::Text(alt)));
        }
        if let Some(link) = link {
            entries.push(("href".to_owned(), OutlineValue::text(link)));
        }
        Some(("figure", OutlineValue::Map(entries)))
    }

    fn convert_object(
        &mut self,
        program: &str,
        picture: Option<&PictureSource>,
        shape: &SlideShape,
        relations: &Relations,
    ) -> Vec<BodyBlock> {
        let name = match program.split('.').next().unwrap_or_default() {
            "Excel" => "an Excel sheet".to_owned(),
            "Word" => "a Word document".to_owned(),
            "Equation" => "a formula of an old equation editor".to_owned(),
            "" => "an embedded object".to_owned(),
            program => format!("an object of {program}"),
        };
        let help = match name.as_str() {
            "an Excel sheet" => "copy its cells into a `table` or a `chart`",
            "a formula of an old equation editor" => "write it again as `math`",
            _ => "export it as a picture and show it with `figure`",
        };
        self.lose(LossKind::Missing, format!("{name} is not imported"), help);
        let picture = picture.filter(|picture| picture.embedded.is_some());
        match picture {
            Some(picture) => self.convert_picture(picture, shape, relations).into_iter().collect(),
            None => {
                self.keep_alt(shape);
                Vec::new()
            }
        }
    }

    fn read_chart_part(
        &mut self,
        path: &str,
        read_root: fn(XmlElement) -> Option<OfficeChart>,
        shape: &SlideShape,
    ) -> Vec<BodyBlock> {
        let read = self.archive.read_xml(path);
        let chart = match &read {
            Ok(text) => {
                parse_xml(text).ok().and_then(|document| read_root(document.root_element()))
            }
            Err(_) => None,
        };
        if let Some(chart) = chart {
            return self.convert_chart(&chart, shape.alt.as_deref());
        }
        let reason = read.err().unwrap_or(PartError::Damaged).reason();
        self.lose(
            LossKind::Missing,
            format!("a chart cannot be read, because {reason}"),
            "write its data as `chart`, or show a picture of it",
        );
        self.keep_alt(shape);
        Vec::new()
    }
}

/// Returns an alternative text without the words that PowerPoint adds to those it makes.
fn strip_generated(alt: &str) -> &str {
    let endings = ["Description automatically generated", "AI-generated content may be incorrect."];
    let mut alt = alt.trim();
    for ending in endings {
        let at = alt.find(ending).unwrap_or(alt.len());
        alt = alt[..at].trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    }
    alt
}
