//! Steps as animations: each click lets objects or paragraphs appear.

use std::collections::{BTreeMap, BTreeSet};

use super::text_box::TextBox;
use super::xml::Xml;

/// What appears at which step.
#[derive(Debug, Default)]
pub(super) struct Animation {
    targets: Vec<(u16, Target)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Target {
    shape: u32,
    /// The paragraph of a text box; `None` for the whole object.
    paragraph: Option<usize>,
}

impl Animation {
    /// Adds an object that appears at a step.
    pub(super) fn add_object(&mut self, shape: u32, step: u16) {
        self.targets.push((step, Target { shape, paragraph: None }));
    }

    /// Adds a text box whose paragraphs may appear one by one.
    pub(super) fn add_text(&mut self, shape: u32, text: &TextBox<'_>) {
        let step = text.step();
        if text.paragraphs.iter().all(|paragraph| paragraph.step == step) {
            self.add_object(shape, step);
            return;
        }
        for (index, paragraph) in text.paragraphs.iter().enumerate() {
            self.targets.push((paragraph.step, Target { shape, paragraph: Some(index) }));
        }
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
        if clicks.is_empty() {
            return;
        }
        let mut ids = 0..;
        let mut next = || ids.next().map_or(0, |id: u32| id + 1);
        xml.open("p:timing", &[]);
        xml.open("p:tnLst", &[]);
        xml.open("p:par", &[]);
        xml.open(
            "p:cTn",
            &[
                ("id", &next()),
                ("dur", &"indefinite"),
                ("restart", &"never"),
                ("nodeType", &"tmRoot"),
            ],
        );
        xml.open("p:childTnLst", &[]);
        xml.open("p:seq", &[("concurrent", &"1"), ("nextAc", &"seek")]);
        xml.open("p:cTn", &[("id", &next()), ("dur", &"indefinite"), ("nodeType", &"mainSeq")]);
        xml.open("p:childTnLst", &[]);
        for targets in clicks.values() {
            write_click(xml, targets, &mut next);
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
        for _ in 0..5 {
            xml.close();
        }
        let built: BTreeSet<u32> = clicks
            .values()
            .flatten()
            .filter(|target| target.paragraph.is_some())
            .map(|target| target.shape)
            .collect();
        if !built.is_empty() {
            xml.open("p:bldLst", &[]);
            for shape in built {
                xml.empty("p:bldP", &[("spid", &shape), ("grpId", &"0"), ("build", &"p")]);
            }
            xml.close();
        }
        xml.close();
    }
}

/// Writes what appears at one click.
fn write_click(xml: &mut Xml, targets: &[Target], next: &mut impl FnMut() -> u32) {
    open_time_node(xml, next(), "indefinite");
    open_time_node(xml, next(), "0");
    for (index, target) in targets.iter().enumerate() {
        let node = if index == 0 { "clickEffect" } else { "withEffect" };
        xml.open("p:par", &[]);
        let id = next();
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![
            ("id", &id),
            ("presetID", &"1"),
            ("presetClass", &"entr"),
            ("presetSubtype", &"0"),
            ("fill", &"hold"),
        ];
        if target.paragraph.is_some() {
            attributes.push(("grpId", &"0"));
        }
        attributes.push(("nodeType", &node));
        xml.open("p:cTn", &attributes);
        write_start(xml, "0");
        xml.open("p:childTnLst", &[]);
        xml.open("p:set", &[]);
        xml.open("p:cBhvr", &[]);
        xml.open("p:cTn", &[("id", &next()), ("dur", &"1"), ("fill", &"hold")]);
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

fn open_time_node(xml: &mut Xml, id: u32, delay: &str) {
    xml.open("p:par", &[]);
    xml.open("p:cTn", &[("id", &id), ("fill", &"hold")]);
    write_start(xml, delay);
    xml.open("p:childTnLst", &[]);
}

fn write_start(xml: &mut Xml, delay: &str) {
    xml.open("p:stCondLst", &[]);
    xml.empty("p:cond", &[("delay", &delay)]);
    xml.close();
}

fn write_target(xml: &mut Xml, target: Target) {
    let Target { shape, paragraph } = target;
    match paragraph {
        None => xml.empty("p:spTgt", &[("spid", &shape)]),
        Some(index) => {
            xml.open("p:spTgt", &[("spid", &shape)]);
            xml.open("p:txEl", &[]);
            xml.empty("p:pRg", &[("st", &index), ("end", &index)]);
            xml.close();
            xml.close();
        }
    }
}
