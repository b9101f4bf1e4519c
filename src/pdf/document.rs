//! Document-level properties of the PDF: bookmarks, named destinations, page labels, metadata.

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

/// The program's name, as PDF readers show it.
const PRODUCER: &str = concat!("plenary ", env!("CARGO_PKG_VERSION"));

/// Builds the bookmarks, nested by level. `page_starts` is the first PDF page of each page of the
/// scene.
pub(crate) fn build_bookmarks(scene: &Scene, first: &[usize]) -> Outline {
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

/// Registers slides with an ID as named destinations, for links from other documents and web
/// addresses.
pub(crate) fn register_destinations(pdf: &mut Document, scene: &Scene, first: &[usize]) {
    for destination in &scene.destinations {
        let Some(&page) = first.get(destination.page) else { continue };
        // If a name is used twice, the first place keeps it; the deck's reader has reported the
        // duplicate.
        let _ = pdf.register_named_destination(NamedDestination::new(
            destination.id.clone(),
            page_top(page),
        ));
    }
}

/// Builds the title, authors and other metadata. The producer and the date depend on the deck
/// alone, so that equal decks give equal bytes.
pub(crate) fn build_metadata(metadata: &DocumentInfo) -> PdfMetadata {
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

/// Converts a moment to the library's type.
pub(crate) fn to_date_time(moment: DateTime) -> KrillaDateTime {
    let DateTime { year, month, day, time: [hour, minute, second] } = moment;
    KrillaDateTime::new(year)
        .month(month)
        .day(day)
        .hour(hour)
        .minute(minute)
        .second(second)
        .utc_offset_hour(0)
}

/// Embeds the outline in the file.
pub(crate) fn embed_source(pdf: &mut Document, source: &EmbeddedSource, metadata: &DocumentInfo) {
    let file = EmbeddedFile {
        path: source.name.clone(),
        mime_type: MimeType::new("application/yaml"),
        description: Some("The outline that this document was made from".into()),
        association_kind: AssociationKind::Source,
        data: source.text.clone().into_bytes().into(),
        modification_date: metadata.date.map(to_date_time),
        compress: Some(true),
        location: None,
    };
    // Fails only if an attachment of this name exists, and this is the only attachment.
    let _ = pdf.embed_file(file);
}

/// Returns a page's label: a number counts up, any other text is used as it is.
pub(crate) fn page_label(label: &str) -> PageLabel {
    match label.parse::<NonZeroU32>() {
        Ok(number) if number.to_string() == label => {
            PageLabel::new(Some(NumberingStyle::Arabic), None, Some(number))
        }
        _ if label.is_empty() => PageLabel::default(),
        _ => PageLabel::new(None, Some(label.to_owned()), None),
    }
}

/// Returns a destination at the top of a page.
pub(crate) fn page_top(page: usize) -> XyzDestination {
    page_place(page, 0.0)
}

/// Returns a destination `top` pt below the top of a page.
pub(crate) fn page_place(page: usize, top: f32) -> XyzDestination {
    XyzDestination::new(page, PdfPoint::from_xy(0.0, top))
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
