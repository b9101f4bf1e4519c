//! Lays out videos and recordings: a poster with a play sign, which a click opens on the web. While
//! the deck is presented, they are played over it.

mod poster;

use std::sync::Arc;

use self::poster::{Poster, draw_poster};
use super::Place;
use crate::deck::{MediaBlock, MediaKind};
use crate::geometry::{Rect, Size};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{Flow, FlowDrawing, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{
    ElementId, Item, ItemKind, LinkArea, LinkTarget, MediaArea, PlayedKind, PlayedMedia, Role,
};

/// The share of the body of a page that a poster may fill.
const MAX_HEIGHT_SHARE: f32 = 0.97;

/// Space above the caption, in em.
const CAPTION_GAP_EM: f32 = 0.4;

/// Lays out a video or recording.
pub(super) fn lay_out_media(
    context: &mut LayoutContext<'_, '_>,
    block: &MediaBlock,
    place: Place,
) -> Flow {
    let element = context.add_element(place.parent, Role::Figure, place.span);
    let description = block.description();
    context.structure.get_mut(element).alt = Some(description.clone());
    let caption = block.caption.as_ref().map(|text| {
        let caption = context.add_element(element, Role::Caption, text.span);
        let mut style = context.paragraph_style(TextKind::Small);
        style.colours = context.text_colours(context.palette.text);
        let is_strip = block.kind == MediaKind::Audio && block.poster.is_none();
        let layout = if is_strip {
            ParagraphLayout::start_aligned(place.width)
        } else {
            ParagraphLayout::centred(place.width)
        };
        lay_out_paragraph(context, text, &style, layout, Some(caption))
    });
    let caption_gap = context.em(CAPTION_GAP_EM);
    let below = caption.as_ref().map_or(0.0, |flow| flow.height() + caption_gap);
    let height = (context.body_height * MAX_HEIGHT_SHARE - below).max(context.em(2.0));
    let room = Size::new(place.width, height);
    let Poster { mut items, size, area, min_height } = draw_poster(context, block, room, element);
    if let Some(address) = block.address() {
        let link = context.add_element(element, Role::Link, place.span);
        let link_area = LinkArea {
            rect: area,
            target: LinkTarget::Uri(address.to_owned()),
            alt_text: description.clone(),
        };
        items.push(Item::new(ItemKind::Link(link_area), Some(link), Some(place.span)));
    }
    if !block.is_on_web() {
        items.push(played_item(context, block, area, description, element));
    }
    let drawing = FlowDrawing {
        items,
        drawn: size,
        natural: size,
        width: place.width,
        min_height,
        height: size.height,
        key: None,
    };
    let mut flow = Flow::from_row(Row::from_body(RowBody::Drawing(drawing)));
    if let Some(caption) = caption {
        flow = flow.keep_with_next();
        flow.append(caption, caption_gap);
    }
    flow
}

/// Returns the item over which the file is played.
fn played_item(
    context: &LayoutContext<'_, '_>,
    block: &MediaBlock,
    rect: Rect,
    alt: String,
    element: ElementId,
) -> Item {
    let media = PlayedMedia {
        src: block.src.clone(),
        kind: match block.kind {
            MediaKind::Video => PlayedKind::Video,
            MediaKind::Audio => PlayedKind::Audio,
        },
        alt,
        captions: block.captions.as_ref().map(|(path, _)| path.clone()),
        lang: context.lang.clone(),
        autoplay: block.playback.autoplay,
        repeats: block.playback.repeats,
    };
    let area = MediaArea { rect, media: Arc::new(media) };
    Item::new(ItemKind::Media(area), Some(element), None)
}
