//! What shapes show, and how frames with tables, charts and other objects are read.

use super::list_style::ListStyle;
use super::picture::{PictureSource, read_picture_source};
use super::relations::{RelationTarget, Relations};
use super::table::{OfficeTable, read_table};
use super::text::{OfficeParagraph, TextSource};
use super::xml::{XmlElement, attribute, child, descendant, find, name, relation_id};

/// What a shape shows.
#[derive(Clone, Debug)]
pub(super) enum ShapeContent {
    Text(Vec<OfficeParagraph>),
    Picture(PictureSource),
    Media {
        /// Whether it is only heard.
        is_audio: bool,
        /// The path of the part, or the address.
        target: Option<RelationTarget>,
        /// The picture that is shown until it is played.
        poster: PictureSource,
    },
    Table(OfficeTable),
    /// The path of the part.
    Chart(String),
    /// A chart of a kind that is newer than the format: the path of the part.
    NewChart(String),
    /// SmartArt: the paths of the parts with its data, its layout and its drawing.
    Diagram {
        data: String,
        layout: Option<String>,
        drawing: Option<String>,
    },
    /// A document of another program: the name of the program, and its picture.
    Object {
        program: String,
        picture: Option<PictureSource>,
    },
    /// A group with an alternative text, after the shapes in it.
    Group {
        /// Whether it has neither texts nor other content, so that it is only drawn.
        is_drawing: bool,
    },
    /// A line, with the ids of the shapes that it connects.
    Line {
        from: Option<String>,
        to: Option<String>,
    },
    /// What is not known, with a name for people.
    Unknown(String),
}

/// Reads the video or sound of a picture.
pub(super) fn read_media(
    media: XmlElement,
    picture: XmlElement,
    relations: &Relations,
) -> Option<ShapeContent> {
    let found = media.children().find(|part| {
        part.is_element() && matches!(name(*part), "videoFile" | "audioFile" | "wavAudioFile")
    })?;
    // The file in the deck is named apart; the older link may lead outside.
    let embedded = descendant(media, "media").and_then(|media| relation_id(media, "embed"));
    let id =
        embedded.or_else(|| relation_id(found, "link")).or_else(|| relation_id(found, "embed"));
    Some(ShapeContent::Media {
        is_audio: name(found) != "videoFile",
        target: id.and_then(|id| relations.target(id)).cloned(),
        poster: read_picture_source(picture),
    })
}

/// Reads the content of a frame.
pub(super) fn read_frame(
    node: XmlElement,
    relations: &Relations,
    styles: &[&ListStyle],
) -> ShapeContent {
    let Some(data) = find(node, &["graphic", "graphicData"]) else {
        return ShapeContent::Unknown("object".to_owned());
    };
    if let Some(table) = child(data, "tbl") {
        let source = TextSource { relations, styles: styles.to_vec() };
        return ShapeContent::Table(read_table(table, &source));
    }
    let kind = attribute(data, "uri").unwrap_or_default();
    if let Some(chart) = child(data, "chart") {
        let path = relation_id(chart, "id").and_then(|id| relations.part(id)).map(str::to_owned);
        return match path {
            Some(path) if kind.contains("chartex") => ShapeContent::NewChart(path),
            Some(path) => ShapeContent::Chart(path),
            None => ShapeContent::Unknown("chart".to_owned()),
        };
    }
    if let Some(ids) = child(data, "relIds") {
        let part = |name: &str| {
            let id = relation_id(ids, name)?;
            relations.part(id).map(str::to_owned)
        };
        return match part("dm") {
            Some(data) => ShapeContent::Diagram {
                data,
                layout: part("lo"),
                drawing: relations.first_part("diagramDrawing").map(str::to_owned),
            },
            None => ShapeContent::Unknown("SmartArt".to_owned()),
        };
    }
    if let Some(object) = descendant(data, "oleObj") {
        let program = attribute(object, "progId").unwrap_or_default().to_owned();
        let picture = descendant(data, "pic").map(read_picture_source);
        return ShapeContent::Object { program, picture };
    }
    ShapeContent::Unknown(kind.rsplit('/').next().unwrap_or("object").to_owned())
}
