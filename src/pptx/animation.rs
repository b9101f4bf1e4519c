//! Steps as animations: each click lets objects, paragraphs or parts of charts appear. Videos and
//! recordings are part of the animation, too.

use std::collections::{BTreeMap, BTreeSet};

use super::media_timing::{MediaTiming, write_autoplay, write_media_node};
use super::text_box::TextBox;
use super::xml::Xml;

/// What appears at which step.
#[derive(Debug, Default)]
pub(super) struct Animation {
    targets: Vec<(u16, Target)>,
    media: Vec<MediaTiming>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Target {
    shape: u32,
    part: TargetPart,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TargetPart {
    /// All of it.
    Whole,
    /// A paragraph of a text box.
    Paragraph(usize),
    /// A series or category of a chart.
    Chart(ChartBuild, usize),
}

/// The parts of a chart that appear one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ChartBuild {
    Series,
    Categories,
}

impl ChartBuild {
    /// Returns what the format calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Categories => "category",
        }
    }
}

/// Gives each node of the animation a number.
pub(super) struct TimeNodeIds(u32);

impl TimeNodeIds {
    pub(super) fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

impl Animation {
    /// Adds an object that appears at a step.
    pub(super) fn add_object(&mut self, shape: u32, step: u16) {
        self.targets.push((step, Target { shape, part: TargetPart::Whole }));
    }

    /// Adds a text box whose paragraphs may appear one by one.
    pub(super) fn add_text(&mut self, shape: u32, text: &TextBox<'_>) {
        let step = text.step();
        if text.paragraphs.iter().all(|paragraph| paragraph.step == step) {
            self.add_object(shape, step);
            return;
        }
        for (index, paragraph) in text.paragraphs.iter().enumerate() {
            let part = TargetPart::Paragraph(index);
            self.targets.push((paragraph.step, Target { shape, part }));
        }
    }

    /// Adds a chart whose series or categories appear at these steps.
    pub(super) fn add_chart(
        &mut self,
        shape: u32,
        build: ChartBuild,
        parts: impl Iterator<Item = (usize, u16)>,
    ) {
        let target = |index| Target { shape, part: TargetPart::Chart(build, index) };
        self.targets.extend(parts.map(|(index, step)| (step, target(index))));
    }

    /// Adds a video or recording.
    pub(super) fn add_media(&mut self, media: MediaTiming) {
        self.media.push(media);
    }

    /// Writes the animation of a page whose steps are `steps`. What belongs to the first is there
    /// from the start.
    pub(super) fn write(&self, xml: &mut Xml, steps: &[u16]) {
        let first = steps.first().copied().unwrap_or_default();
        let mut clicks: BTreeMap<u16, Vec<Target>> = BTreeMap::new();
        for (step, target) in &self.targets {
            // Objects of a step without content appear with the next one.
            let click = steps.iter().copied().find(|own| own >= step).unwrap_or(*step);
            if click > first {
                clicks.entry(click).or_default().push(*target);
            }
        }
        if clicks.is_empty() && self.media.is_empty() {
            return;
        }
        let mut ids = TimeNodeIds(0);
        xml.open("p:timing", &[]);
        xml.open("p:tnLst", &[]);
        xml.open("p:par", &[]);
        xml.open(
            "p:cTn",
            &[
                ("id", &ids.next()),
                ("dur", &"indefinite"),
                ("restart", &"never"),
                ("nodeType", &"tmRoot"),
            ],
        );
        xml.open("p:childTnLst", &[]);
        let first_media: Vec<MediaTiming> =
            self.media.iter().filter(|media| media.autoplay).copied().collect();
        if !clicks.is_empty() || !first_media.is_empty() {
            write_main_sequence(xml, &clicks, &first_media, &mut ids);
        }
        for media in &self.media {
            write_media_node(xml, media, &mut ids);
        }
        for _ in 0..4 {
            xml.close();
        }
        write_builds(xml, &clicks);
        xml.close();
    }
}

/// Writes what happens one after the other: what is played at once, and what each click shows.
fn write_main_sequence(
    xml: &mut Xml,
    clicks: &BTreeMap<u16, Vec<Target>>,
    first_media: &[MediaTiming],
    ids: &mut TimeNodeIds,
) {
    xml.open("p:seq", &[("concurrent", &"1"), ("nextAc", &"seek")]);
    let sequence = ids.next();
    xml.open("p:cTn", &[("id", &sequence), ("dur", &"indefinite"), ("nodeType", &"mainSeq")]);
    xml.open("p:childTnLst", &[]);
    if !first_media.is_empty() {
        write_autoplay(xml, first_media, sequence, ids);
    }
    for targets in clicks.values() {
        write_click(xml, targets, ids);
    }
    xml.close();
    xml.close();
    for (name, event) in [("p:prevCondLst", "onPrev"), ("p:nextCondLst", "onNext")] {
        xml.open(name, &[]);
        xml.open("p:cond", &[("evt", &event), ("delay", &"0")]);
        xml.open("p:tgtEl", &[]);
        xml.empty("p:sldTgt", &[]);
        xml.close();
        xml.close();
        xml.close();
    }
    xml.close();
}

/// Writes which objects appear in parts.
fn write_builds(xml: &mut Xml, clicks: &BTreeMap<u16, Vec<Target>>) {
    let targets = || clicks.values().flatten();
    let texts: BTreeSet<u32> = targets()
        .filter(|target| matches!(target.part, TargetPart::Paragraph(_)))
        .map(|target| target.shape)
        .collect();
    let charts: BTreeSet<(u32, ChartBuild)> = targets()
        .filter_map(|target| match target.part {
            TargetPart::Chart(build, _) => Some((target.shape, build)),
            _ => None,
        })
        .collect();
    if texts.is_empty() && charts.is_empty() {
        return;
    }
    xml.open("p:bldLst", &[]);
    for shape in texts {
        xml.empty("p:bldP", &[("spid", &shape), ("grpId", &"0"), ("build", &"p")]);
    }
    for (shape, build) in charts {
        xml.open("p:bldGraphic", &[("spid", &shape), ("grpId", &"0")]);
        xml.open("p:bldSub", &[]);
        // The axes are there from the start.
        xml.empty("a:bldChart", &[("bld", &build.name()), ("animBg", &"0")]);
        xml.close();
        xml.close();
    }
    xml.close();
}

/// Writes what appears at one click.
fn write_click(xml: &mut Xml, targets: &[Target], ids: &mut TimeNodeIds) {
    open_time_node(xml, ids.next(), "indefinite");
    open_time_node(xml, ids.next(), "0");
    for (index, target) in targets.iter().enumerate() {
        let node = if index == 0 { "clickEffect" } else { "withEffect" };
        xml.open("p:par", &[]);
        let id = ids.next();
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![
            ("id", &id),
            ("presetID", &"1"),
            ("presetClass", &"entr"),
            ("presetSubtype", &"0"),
            ("fill", &"hold"),
        ];
        if target.part != TargetPart::Whole {
            attributes.push(("grpId", &"0"));
        }
        attributes.push(("nodeType", &node));
        xml.open("p:cTn", &attributes);
        write_start(xml, "0");
        xml.open("p:childTnLst", &[]);
        xml.open("p:set", &[]);
        xml.open("p:cBhvr", &[]);
        xml.open("p:cTn", &[("id", &ids.next()), ("dur", &"1"), ("fill", &"hold")]);
        write_start(xml, "0");
        xml.close();
        xml.open("p:tgtEl", &[]);
        write_target(xml, *target);
        xml.close();
        xml.open("p:attrNameLst", &[]);
        xml.text_element("p:attrName", "style.visibility");
        xml.close();
        xml.close();
        xml.open("p:to", &[]);
        xml.empty("p:strVal", &[("val", &"visible")]);
        xml.close();
        for _ in 0..4 {
            xml.close();
        }
    }
    for _ in 0..6 {
        xml.close();
    }
}

pub(super) fn open_time_node(xml: &mut Xml, id: u32, delay: &str) {
    xml.open("p:par", &[]);
    xml.open("p:cTn", &[("id", &id), ("fill", &"hold")]);
    write_start(xml, delay);
    xml.open("p:childTnLst", &[]);
}

pub(super) fn write_start(xml: &mut Xml, delay: &str) {
    xml.open("p:stCondLst", &[]);
    xml.empty("p:cond", &[("delay", &delay)]);
    xml.close();
}

fn write_target(xml: &mut Xml, target: Target) {
    let Target { shape, part } = target;
    match part {
        TargetPart::Whole => {
            xml.empty("p:spTgt", &[("spid", &shape)]);
            return;
        }
        TargetPart::Paragraph(index) => {
            xml.open("p:spTgt", &[("spid", &shape)]);
            xml.open("p:txEl", &[]);
            xml.empty("p:pRg", &[("st", &index), ("end", &index)]);
        }
        TargetPart::Chart(build, index) => {
            // All of the other kind.
            const ALL: &str = "-4";
            xml.open("p:spTgt", &[("spid", &shape)]);
            xml.open("p:graphicEl", &[]);
            let index = index.to_string();
            let (series, category) = match build {
                ChartBuild::Series => (index.as_str(), ALL),
                ChartBuild::Categories => (ALL, index.as_str()),
            };
            let step = build.name();
            xml.empty(
                "a:chart",
                &[("seriesIdx", &series), ("categoryIdx", &category), ("bldStep", &step)],
            );
        }
    }
    xml.close();
    xml.close();
}
