//! When videos and recordings are played.

use super::animation::{TimeNodeIds, open_time_node, write_start};
use super::xml::Xml;
use crate::scene::PlayedKind;

/// How a video or recording is played.
#[derive(Clone, Copy, Debug)]
pub(super) struct MediaTiming {
    /// The object that shows it.
    pub(super) shape: u32,
    pub(super) kind: PlayedKind,
    /// Whether it starts when its slide is shown.
    pub(super) autoplay: bool,
    /// Whether it starts again at its end.
    pub(super) repeats: bool,
}

/// Writes the node of a video or recording, which a click on it starts.
pub(super) fn write_media_node(xml: &mut Xml, media: &MediaTiming, ids: &mut TimeNodeIds) {
    let is_video = media.kind == PlayedKind::Video;
    xml.open(if is_video { "p:video" } else { "p:audio" }, &[]);
    // Volume in thousandths of a percent.
    xml.open("p:cMediaNode", &[("vol", &"80000")]);
    let id = ids.next();
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![("id", &id)];
    if media.repeats {
        attributes.push(("repeatCount", &"indefinite"));
    }
    attributes.extend([("fill", &"hold" as &dyn std::fmt::Display), ("display", &"0")]);
    xml.open("p:cTn", &attributes);
    write_start(xml, "indefinite");
    xml.close();
    xml.open("p:tgtEl", &[]);
    xml.empty("p:spTgt", &[("spid", &media.shape)]);
    for _ in 0..3 {
        xml.close();
    }
}

/// Writes that videos and recordings start with the slide, whose sequence has the id `sequence`.
pub(super) fn write_autoplay(
    xml: &mut Xml,
    media: &[MediaTiming],
    sequence: u32,
    ids: &mut TimeNodeIds,
) {
    xml.open("p:par", &[]);
    xml.open("p:cTn", &[("id", &ids.next()), ("fill", &"hold")]);
    xml.open("p:stCondLst", &[]);
    xml.empty("p:cond", &[("delay", &"indefinite")]);
    xml.open("p:cond", &[("evt", &"onBegin"), ("delay", &"0")]);
    xml.empty("p:tn", &[("val", &sequence)]);
    xml.close();
    xml.close();
    xml.open("p:childTnLst", &[]);
    open_time_node(xml, ids.next(), "0");
    for (index, media) in media.iter().enumerate() {
        xml.open("p:par", &[]);
        let node = if index == 0 { "afterEffect" } else { "withEffect" };
        let attributes: super::xml::Attributes<'_> = &[
            ("id", &ids.next()),
            ("presetID", &"1"),
            ("presetClass", &"mediacall"),
            ("presetSubtype", &"0"),
            ("fill", &"hold"),
            ("nodeType", &node),
        ];
        xml.open("p:cTn", attributes);
        write_start(xml, "0");
        xml.open("p:childTnLst", &[]);
        xml.open("p:cmd", &[("type", &"call"), ("cmd", &"playFrom(0.0)")]);
        xml.open("p:cBhvr", &[]);
        xml.empty("p:cTn", &[("id", &ids.next()), ("dur", &"1"), ("fill", &"hold")]);
        xml.open("p:tgtEl", &[]);
        xml.empty("p:spTgt", &[("spid", &media.shape)]);
        for _ in 0..6 {
            xml.close();
        }
    }
    for _ in 0..6 {
        xml.close();
    }
}
