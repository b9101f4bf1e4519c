//! What a PDF says about itself: outline, names of places, labels of pages, metadata.

use std::num::NonZeroU32;

use krilla::Document;
use krilla::destination::{NamedDestination, XyzDestination};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::Point as PdfPoint;
use krilla::metadata::{
    DateTime as KrillaDateTime, Metadata as PdfMetadata, PageLayout, TextDirection,
};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel};

use crate::scene::{DateTime, DocumentInfo, Scene};

use super::EmbeddedSource;

/// The name of the program, as readers show it.
const PRODUCER: &str = concat!("plenary ", env!("CARGO_PKG_VERSION"));

/// The bookmarks, nested by their level. `first` is where each page of the scene begins in the
/// file.
pub fn build_bookmarks(scene: &Scene, first: &[usize]) -> Outline {
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    for entry in &scene.bookmarks {
        let Some(&page) = first.get(entry.page) else { continue };
        close_bookmarks(&mut open, &mut outline, entry.level);
        open.push((entry.level, OutlineNode::new(entry.title.clone(), page_top(page))));
    }
    close_bookmarks(&mut open, &mut outline, 0);
    outline
}

/// Gives slides with an id a name that other documents and the address bar can use.
pub fn register_destinations(pdf: &mut Document, scene: &Scene, first: &[usize]) {
    for destination in &scene.destinations {
        let Some(&page) = first.get(destination.page) else { continue };
        // A name that is taken keeps its first place; the deck's reader has complained about it.
        let _ = pdf.register_named_destination(NamedDestination::new(
            destination.id.clone(),
            page_top(page),
        ));
    }
}

/// Title, authors and the rest. Producer and date come from the deck alone, so that equal decks
/// give equal bytes.
pub fn build_metadata(metadata: &DocumentInfo) -> PdfMetadata {
    let mut pdf = PdfMetadata::new()
        .title(metadata.title.clone())
        .authors(metadata.authors.clone())
        .keywords(metadata.keywords.clone())
        .description(metadata.subject.clone().unwrap_or_default())
        .creator(PRODUCER.into())
        .producer(PRODUCER.into())
        .page_layout(PageLayout::SinglePage);
    if !metadata.lang.is_empty() {
        pdf = pdf.language(metadata.lang.clone());
    }
    if metadata.from_right {
        pdf = pdf.text_direction(TextDirection::RightToLeft);
    }
    if let Some(moment) = metadata.date {
        pdf = pdf.creation_date(to_date_time(moment));
    }
    pdf
}

/// A moment as the library has it.
pub fn to_date_time(moment: DateTime) -> KrillaDateTime {
    let DateTime { year, month, day, time: [hour, minute, second] } = moment;
    KrillaDateTime::new(year)
        .month(month)
        .day(day)
        .hour(hour)
        .minute(minute)
        .second(second)
        .utc_offset_hour(0)
}

/// Puts the text that the deck was made of into the file.
pub fn embed_source(pdf: &mut Document, source: &EmbeddedSource, metadata: &DocumentInfo) {
    let file = EmbeddedFile {
        path: source.name.clone(),
        mime_type: MimeType::new("application/yaml"),
        description: Some("The outline that this document was made of".into()),
        association_kind: AssociationKind::Source,
        data: source.text.clone().into_bytes().into(),
        modification_date: metadata.date.map(to_date_time),
        compress: Some(true),
        location: None,
    };
    // Names of attachments are taken once, and this is the only one.
    let _ = pdf.embed_file(file);
}

/// A page's label: a number counts as one, anything else is taken as it is.
pub fn page_label(label: &str) -> PageLabel {
    match label.parse::<NonZeroU32>() {
        Ok(number) if number.to_string() == label => {
            PageLabel::new(Some(NumberingStyle::Arabic), None, Some(number))
        }
        _ if label.is_empty() => PageLabel::default(),
        _ => PageLabel::new(None, Some(label.to_owned()), None),
    }
}

/// The place where a page begins.
pub fn page_top(page: usize) -> XyzDestination {
    XyzDestination::new(page, PdfPoint::from_xy(0.0, 0.0))
}

fn close_bookmarks(open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8) {
    while open.last().is_some_and(|(last, _)| *last >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(node),
            None => outline.push_child(node),
        }
    }
}
